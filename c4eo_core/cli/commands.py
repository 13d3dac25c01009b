"""How a command is described to the parser."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path


def command(
    commands: argparse._SubParsersAction, name: str, does: Callable | None, words: str
) -> argparse.ArgumentParser:
    made = commands.add_parser(name, help=words, description=words[0].upper() + words[1:] + ".")
    made.set_defaults(command=does)
    return made


def reading_command(
    commands: argparse._SubParsersAction, name: str, does: Callable | None, words: str
) -> argparse.ArgumentParser:
    made = command(commands, name, does, words)
    made.add_argument("--store", type=Path, metavar="DIR", help="a store other than the app's own")
    made.add_argument("--json", action="store_true")
    return made


class CommandRefused(Exception):
    """Something the person at the terminal must change; printed as one sentence."""


def progress_line(text: str) -> None:
    """On a terminal, one line that changes; in a pipe nothing. An empty text takes it away."""
    if sys.stderr.isatty():
        print(f"\r\033[K{text}", end="", file=sys.stderr, flush=True)
