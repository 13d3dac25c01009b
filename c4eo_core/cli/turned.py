"""The command that names authorities to ring: who like us turned this curve, and kept it."""

import argparse
import json

from c4eo_core.answers.desk import open_desk
from c4eo_core.answers.standing.who_turned import as_json, looked_words, turned_words, who_turned
from c4eo_core.cli.commands import reading_command


def register(commands: argparse._SubParsersAction) -> None:
    turned = reading_command(commands, "turned", _turned, "who like us turned this curve, and kept it")
    turned.add_argument(
        "--area", required=True, metavar="A", help="nine-character code, three-digit number or name"
    )
    turned.add_argument("--indicator", required=True, metavar="I", help="an id, or lait:<key>")


def _turned(arguments: argparse.Namespace) -> None:
    desk = open_desk(arguments.store)
    area, indicator = desk.figures.areas.find(arguments.area), desk.figures.find(arguments.indicator)
    found = who_turned(desk, area, indicator)
    if arguments.json:
        print(json.dumps(as_json(found), ensure_ascii=False))
        return
    print(f"{area.name}: {indicator.title}; figures built {desk.figures.built:%d %B %Y}")
    for turned in found.found:
        print(f"{turned.area.name}: {turned_words(turned, indicator)}")
    print(looked_words(found))
