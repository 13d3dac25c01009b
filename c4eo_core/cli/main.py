"""The same answers on a terminal: for analysts, for nightly jobs and for checking.

A command's module is loaded when the command is asked for: `c4eo --help` needs none of them.
"""

import argparse
import os
import sys
from importlib import import_module
from types import ModuleType

# Command → its module in this room, and what it does; `register` of the module says the same and the rest.
COMMANDS = {
    "run": ("running", "start the app"),
    "build": ("building", "published files → a store"),
    "refresh": ("refresh", "newest published files → a new store, compared with this one"),
    "indicators": ("standing", "the catalogue"),
    "areas": ("standing", "the areas, with neighbours and closeness"),
    "progress": ("standing", "how an area is doing"),
    "coverage": ("coverage", "who can reach a service"),
    "site": ("coverage", "where the next ones would bring most children within reach"),
    "evidence": ("evidence", "what is known to work: the evidence cards"),
    "find": ("find", "a place, postcode or indicator by a few words"),
    "forecast": ("forecasts", "where a curve goes if nothing changes"),
    "backtest": ("forecasts", "would the baselines have been right in past years?"),
    "scenario": ("forecasts", "a curve with and without some actions"),
    "pack": ("packs", "everything of one trust: list, export, import"),
    "users": (
        "users",
        "accounts of shared mode: add, list, change, reset, close, open, remove, sign-out, log",
    ),
    "read": ("read", "what would be read of a file of figures or services; nothing is kept"),
    "report": ("reports", "the report card of a priority as a file"),
    "school": ("school", "a school's community and what its children can reach"),
    "publish": ("site", "the public view as a static site"),
    "turned": ("turned", "who like us turned this curve, and kept it"),
}


def main(argv: list[str] | None = None) -> int:
    words = sys.argv[1:] if argv is None else argv
    module = _module(words)
    arguments = parser(module).parse_args(words)
    try:
        return arguments.command(arguments) or 0
    except BrokenPipeError:  # the reader of a pipe has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:  # noqa: BLE001  raised again unless it is one that a command may end with
        return _told(error)


def _module(words: list[str]) -> ModuleType | None:
    """That of the command asked for; None where there is none, or none that we know."""
    asked = next((word for word in words if not word.startswith("-")), "")
    return import_module(f"c4eo_core.cli.{COMMANDS[asked][0]}") if asked in COMMANDS else None


def parser(module: ModuleType | None = None) -> argparse.ArgumentParser:
    """With every command's name, and all of the arguments of the module's."""
    made = argparse.ArgumentParser(
        prog="c4eo", description="Progress mapping for children's services: the app's answers on a terminal."
    )
    commands = made.add_subparsers(title="commands", required=True)
    for name, (home, words) in COMMANDS.items():
        if module is None or module.__name__ != f"c4eo_core.cli.{home}":
            commands.add_parser(name, help=words)
        elif name not in commands.choices:
            module.register(commands)
    return made


def _told(error: Exception) -> int:
    """2, with one sentence for each thing that is wrong. Raises what no command may end with."""
    from c4eo_core.model.problem import SourceProblems

    if isinstance(error, SourceProblems):
        print(f"{len(error.problems)} problem(s); nothing was changed.", file=sys.stderr)
        for problem in error.problems:
            print(f"- {problem}", file=sys.stderr)
    elif isinstance(error, _refusals()):
        print(str(error), file=sys.stderr)
    else:
        raise error
    return 2


def _refusals() -> tuple[type[Exception], ...]:
    """What a person at the terminal can put right: that of every command, for one may call another's code."""
    from c4eo_core.catalogue.areas import UnknownArea
    from c4eo_core.cli.commands import CommandRefused
    from c4eo_core.store.disk import NotAStore, StoreMissing
    from c4eo_core.store.figures import UnknownIndicator

    homes = [import_module(f"c4eo_core.cli.{home}") for home in {home for home, _ in COMMANDS.values()}]
    own = [refusal for home in homes for refusal in getattr(home, "REFUSALS", ())]
    return (UnknownArea, UnknownIndicator, StoreMissing, NotAStore, CommandRefused, *own)


if __name__ == "__main__":
    sys.exit(main())
