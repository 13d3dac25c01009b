"""How a command is described to the parser."""

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path

from c4eo_core.accounts.settings import key_of
from c4eo_core.records.open_database import OpenDatabase, open_database


def command(
    commands: argparse._SubParsersAction, name: str, does: Callable, words: str
) -> argparse.ArgumentParser:
    made = commands.add_parser(name, help=words, description=words[0].upper() + words[1:] + ".")
    made.set_defaults(command=does)
    return made


def reading_command(
    commands: argparse._SubParsersAction, name: str, does: Callable, words: str
) -> argparse.ArgumentParser:
    made = command(commands, name, does, words)
    made.add_argument("--store", type=Path, metavar="DIR", help="a store other than the app's own")
    made.add_argument("--json", action="store_true")
    return made


def way(ways: argparse._SubParsersAction, name: str, does: Callable, words: str) -> argparse.ArgumentParser:
    """does: what is done with the database open."""
    made = ways.add_parser(name, help=words, description=words[0].upper() + words[1:] + ".")
    made.set_defaults(command=lambda arguments: _with_doors(does, arguments))
    made.add_argument("--json", action="store_true")
    return made


def _with_doors(
    does: Callable[[OpenDatabase, argparse.Namespace], None], arguments: argparse.Namespace
) -> None:
    opened = open_database(key=key_of(os.environ["C4EO_SECRET"]) if os.environ.get("C4EO_SECRET") else b"")
    try:
        does(opened, arguments)
    finally:
        opened.close()


def progress_line(text: str) -> None:
    """On a terminal, one line that changes; in a pipe nothing. An empty text takes it away."""
    if sys.stderr.isatty():
        print(f"\r\033[K{text}", end="", file=sys.stderr, flush=True)
