"""Ways of a command that work on the accounts and records."""

import argparse
import os
from collections.abc import Callable

from c4eo_core.accounts.settings import key_of
from c4eo_core.records.open_database import OpenDatabase, open_database


def way(ways: argparse._SubParsersAction, name: str, does: Callable, words: str) -> argparse.ArgumentParser:
    """does: what is done with the database open."""
    made = ways.add_parser(name, help=words, description=words[0].upper() + words[1:] + ".")
    made.set_defaults(command=lambda arguments: _with_database(does, arguments))
    made.add_argument("--json", action="store_true")
    return made


def _with_database(
    does: Callable[[OpenDatabase, argparse.Namespace], None], arguments: argparse.Namespace
) -> None:
    opened = open_database(key=key_of(os.environ["C4EO_SECRET"]) if os.environ.get("C4EO_SECRET") else b"")
    try:
        does(opened, arguments)
    finally:
        opened.close()
