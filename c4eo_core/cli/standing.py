"""`c4eo indicators`, `areas` and `progress`: the catalogue, the areas, and how an area is doing."""

import argparse
import json
from collections.abc import Callable

from c4eo_core.answers.desk import Desk, open_desk
from c4eo_core.answers.standing.conventions import Convention
from c4eo_core.answers.standing.progress import Progress, progress_of
from c4eo_core.answers.standing.progress_json import as_json
from c4eo_core.cli.commands import CommandRefused, reading_command
from c4eo_core.model import display
from c4eo_core.model.area import Area
from c4eo_core.model.indicator import Indicator
from c4eo_core.store.figures import Figures


def register(commands: argparse._SubParsersAction) -> None:
    indicators = reading_command(commands, "indicators", _indicators, "the catalogue")
    indicators.add_argument("--priority", help="only this priority")

    reading_command(commands, "areas", _areas, "the areas, with neighbours and closeness")

    progress = reading_command(commands, "progress", _progress, "how an area is doing")
    progress.add_argument(
        "--area", required=True, metavar="A", help="nine-character code, three-digit number or name"
    )
    progress.add_argument(
        "--indicator", metavar="I", help="an id, or lait:<key>; without it, every indicator"
    )
    progress.add_argument("--convention", choices=[c.value for c in Convention], default="ours")


def _indicators(arguments: argparse.Namespace) -> None:
    figures = open_desk(arguments.store).figures
    chosen = [i for i in figures.indicators if arguments.priority in (None, i.priority)]
    if not chosen:
        known = ", ".join(sorted({i.priority for i in figures.indicators}))
        raise CommandRefused(f"'{arguments.priority}' is not a priority we know; the priorities are {known}.")
    rows = [_indicator_row(i) for i in chosen]
    _print_rows(
        rows,
        arguments.json,
        ("id", "title", "polarity", "unit", "latest"),
        {"latest": lambda r: r["periods"][-1]},
    )


def _indicator_row(i: Indicator) -> dict:
    return {
        "id": i.id,
        "title": i.title,
        "source": i.source,
        "source_key": i.source_key,
        "polarity": i.polarity.value,
        "unit": i.unit.value,
        "decimals": i.decimals,
        "priority": i.priority,
        "strand": i.strand,
        "periods": [p.label for p in i.periods],
    }


def _areas(arguments: argparse.Namespace) -> None:
    figures = open_desk(arguments.store).figures
    rows = [_area_row(a, figures) for a in figures.areas.areas]
    _print_rows(
        rows,
        arguments.json,
        ("code", "number", "name", "kind", "nearest"),
        {"nearest": lambda r: (r["neighbours"] or [{}])[0].get("name", "")},
    )


def _area_row(area: Area, figures: Figures) -> dict:
    book = figures.areas
    return {
        "code": area.code,
        "number": area.number,
        "name": area.name,
        "kind": area.kind.value,
        "region": book.by_code(area.region).name if area.region else None,
        "successors": list(area.successors),
        "neighbours": [
            {"code": n.code, "name": book.by_code(n.code).name, "closeness": n.closeness}
            for n in figures.neighbours.get(area.code, ())
        ],
    }


def _progress(arguments: argparse.Namespace) -> None:
    desk = open_desk(arguments.store)
    area = desk.figures.areas.find(arguments.area)
    chosen = [desk.figures.find(arguments.indicator)] if arguments.indicator else None
    answers = progress_of(desk, area, chosen, Convention(arguments.convention))
    if arguments.json:
        shapes = [as_json(p) for p in answers]
        print(json.dumps(shapes[0] if chosen else shapes, ensure_ascii=False))
    else:
        _print_progress(desk, area, answers)


def _print_progress(desk: Desk, area: Area, answers: list[Progress]) -> None:
    print(f"{area.name} ({area.code}); figures built {desk.figures.built:%d %B %Y}")
    for p in answers:
        i, n = p.indicator, p.neighbours
        place = f"{display.ordinal(p.rank)} of {p.ranked}" if p.rank else "not ranked"
        value = (
            display.figure(p.value, i) if p.value is not None else f"{p.note.words if p.note else 'no value'}"
        )
        print(
            f"{i.short:<46} {value:>10} {p.period.label:<12} change {display.change(p.change, i):>9} "
            f" {place:<13} band {p.quartile or '–'}  neighbours' median {display.figure(n.median, i)}"
            f" ({n.with_value}"
            f" of {len(n.list)})  England {display.figure(p.england, i)} "
            f" {p.trend.words}"
        )


def _print_rows(
    rows: list[dict], as_lines: bool, shown: tuple[str, ...], made: dict[str, Callable[[dict], object]]
) -> None:
    if as_lines:
        print(json.dumps(rows, ensure_ascii=False))
        return
    for row in rows:
        print("\t".join(str(made[c](row) if c in made else row[c]) for c in shown))
