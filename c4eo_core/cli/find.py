"""`c4eo find`: a place, a town, a postcode, an indicator or an old National Indicator by a few words."""

import argparse
import json

from c4eo_core.cli.commands import command


def register(commands: argparse._SubParsersAction) -> None:
    find = command(commands, "find", _find, "a place, postcode or indicator by a few words")
    find.add_argument("words", nargs="+", metavar="WORDS")
    find.add_argument("--json", action="store_true")


def _find(arguments: argparse.Namespace) -> None:
    from c4eo_core.answers.public.finding import as_json, find

    hits = find(" ".join(arguments.words))
    if arguments.json:
        print(json.dumps(as_json(hits), ensure_ascii=False, indent=1))
    elif not hits:
        print(
            "Nothing goes by these words. Try a council, a town, a whole postcode or a word of an indicator."
        )
    else:
        width = max(len(hit.title) for hit in hits)
        print("\n".join(f"{hit.title:{width}}  {hit.id}  {hit.address}" for hit in hits))
