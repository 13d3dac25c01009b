"""The same answers on a terminal: for analysts, for nightly jobs and for checking."""

import argparse
import datetime as dt
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from c4eo_core.answers.desk import Desk, open_desk
from c4eo_core.answers.rebuild import rebuild
from c4eo_core.answers.standing.conventions import Convention
from c4eo_core.answers.standing.progress import Progress, progress_of
from c4eo_core.answers.standing.progress_json import as_json
from c4eo_core.catalogue.areas import UnknownArea
from c4eo_core.cli import (
    coverage,
    evidence,
    find,
    forecasts,
    packs,
    read,
    refresh,
    reports,
    school,
    several,
    site,
    turned,
    users,
)
from c4eo_core.cli.commands import command, progress_line, reading_command
from c4eo_core.folders import ROOT, places_folder, store_folder
from c4eo_core.model import display
from c4eo_core.model.area import Area
from c4eo_core.model.indicator import Indicator
from c4eo_core.model.problem import SourceProblems
from c4eo_core.store.disk import NotAStore, StoreMissing
from c4eo_core.store.figures import Figures, UnknownIndicator

MODES = ("personal", "shared", "public")


class Refused(Exception):
    """Something the person at the terminal must change; printed as one sentence."""


def main(argv: list[str] | None = None) -> int:
    arguments = _parser().parse_args(argv)
    try:
        return arguments.command(arguments) or 0
    except BrokenPipeError:  # the reader of a pipe has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except SourceProblems as error:
        print(f"{len(error.problems)} problem(s); nothing was changed.", file=sys.stderr)
        for problem in error.problems:
            print(f"- {problem}", file=sys.stderr)
    except (
        UnknownArea,
        UnknownIndicator,
        StoreMissing,
        NotAStore,
        Refused,
        *forecasts.REFUSALS,
        *site.REFUSALS,
        *coverage.REFUSALS,
        *reports.REFUSALS,
        *school.REFUSALS,
        *users.REFUSALS,
        *read.REFUSALS,
        *refresh.REFUSALS,
        *evidence.REFUSALS,
        several.CannotStart,
    ) as error:
        print(str(error), file=sys.stderr)
    return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="c4eo", description="Progress mapping for children's services: the app's answers on a terminal."
    )
    commands = parser.add_subparsers(title="commands", required=True)

    run = command(commands, "run", _run, "start the app")
    run.add_argument("--mode", choices=MODES, default="personal")
    run.add_argument("--port", type=int, default=8501)
    run.add_argument(
        "--address", metavar="URL", help="shared mode: what people type to reach the app; else C4EO_ADDRESS"
    )
    run.add_argument(
        "--listen",
        metavar="IP",
        help="where the server listens; by default this machine alone, in public mode everywhere",
    )

    run.add_argument(
        "--processes",
        type=int,
        default=1,
        metavar="N",
        help="so many copies behind one address, by nginx; 1 by default",
    )

    build = command(commands, "build", _build, "published files → a store")
    build.add_argument("--lait", type=Path, metavar="DIR", help="the folder of the authority tool's files")
    build.add_argument(
        "--ees",
        action="extend",
        nargs="+",
        default=[],
        type=Path,
        metavar="FILE",
        help="files that add older years, or their folder",
    )
    build.add_argument(
        "--community",
        action="extend",
        nargs="+",
        default=[],
        type=Path,
        metavar="DIR",
        help="the folder of the releases with indicators that the authority tool does not have",
    )
    build.add_argument(
        "--layers",
        type=Path,
        metavar="DIR",
        help="the folder of the files of places: schools, services, small areas",
    )
    build.add_argument(
        "--out", type=Path, metavar="DIR", help="where the store goes; by default where the app reads it"
    )
    build.add_argument(
        "--layers-out",
        type=Path,
        metavar="DIR",
        help="where the places go; by default where the app reads them",
    )
    school.build_arguments(build)
    build.add_argument("--json", action="store_true")

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

    forecasts.register(commands, reading_command)
    turned.register(commands, reading_command)
    site.register(commands, reading_command)
    find.register(commands, command)
    evidence.register(commands, command)
    coverage.register(commands, reading_command)
    reports.register(commands, reading_command)
    school.register(commands, reading_command)
    users.register(commands, command)
    packs.register(commands, command)
    read.register(commands, command)
    refresh.register(commands, command)
    return parser


def _run(arguments: argparse.Namespace) -> int:
    environment = {**os.environ, "C4EO_MODE": arguments.mode}
    if arguments.mode == "shared":
        environment |= users.environment_of(arguments)
    listen = arguments.listen or ("0.0.0.0" if arguments.mode == "public" else "127.0.0.1")
    if arguments.mode == "personal" and listen not in ("127.0.0.1", "::1", "localhost"):
        raise Refused(
            "Personal mode has no sign-in, so it listens on this machine only; use shared or public mode."
        )
    several.check(arguments.mode, arguments.processes, environment)
    command = [sys.executable, "-m", "streamlit", "run", "app.py"]
    if arguments.processes > 1:
        return several.run(command, arguments.processes, listen, arguments.port, environment)
    command += [f"--server.port={arguments.port}", f"--server.address={listen}"]
    before = signal.signal(
        signal.SIGTERM, lambda *_: sys.exit(143)
    )  # who ends this command ends the server with it
    try:
        return subprocess.call(command, cwd=ROOT, env=environment)
    finally:
        signal.signal(signal.SIGTERM, before)


def _build(arguments: argparse.Namespace) -> None:
    if not (arguments.lait or arguments.layers or arguments.small_areas):
        raise Refused(
            "Give --lait DIR to build the figures, --layers DIR for the places, --small-areas DIR for small"
            " areas"
            " and schools, or several of them."
        )
    others = [*arguments.ees, *arguments.community]
    if others and not arguments.lait:
        raise Refused("--ees and --community add to the figures of the authority tool; give --lait DIR too.")
    for option in ("ees", "community"):
        missing = [str(p) for p in getattr(arguments, option) if not p.exists()]
        if missing:
            raise Refused(f"There is no {', '.join(missing)}; check the path after --{option}.")
    places = coverage.read_layers(arguments.layers) if arguments.layers else None
    areas = school.read_built(arguments)
    out, places_out = arguments.out or store_folder(), arguments.layers_out or places_folder()
    progress_line(
        "Reading, checking and learning the baselines: about 20 seconds …" if arguments.lait else ""
    )
    figures = rebuild(arguments.lait, others, out, dt.date.today()) if arguments.lait else None
    progress_line("")
    if places:
        places.write(places_out)
        coverage.write_place_names(arguments.layers, places_out)
    if areas:
        school.write_built(areas, arguments)
    if arguments.json:
        made = (("figures", figures), ("places", places), ("small_areas", areas))
        built = {name: found.manifest for name, found in made if found}
        only = built["figures"] if list(built) == ["figures"] else built
        print(json.dumps(only, ensure_ascii=False, indent=1))
        return
    if figures:
        _print_build(figures, out)
    if places:
        coverage.print_layers(places.manifest, places_out)


def _print_build(figures: Figures, out: Path) -> None:
    gaps = sum(i.is_gap and i.concern is not None for i in figures.indicators)
    values = sum(c["values"] for c in figures.manifest["indicators"].values())
    print(
        f"Built {len(figures.indicators) - gaps} indicators and {gaps} gaps, {values:,} values, into {out}."
    )
    print(f"Statistical neighbours: list of {figures.neighbour_date}.")
    for act in ("dropped", "mended", "doubtful"):
        for line in figures.manifest["ledger"]:
            if line["act"] == act:
                print(f"  {act}: {line['count']:,} {line['what']}: {line['why']}")


def _indicators(arguments: argparse.Namespace) -> None:
    figures = open_desk(arguments.store).figures
    chosen = [i for i in figures.indicators if arguments.priority in (None, i.priority)]
    if not chosen:
        known = ", ".join(sorted({i.priority for i in figures.indicators}))
        raise Refused(f"'{arguments.priority}' is not a priority we know; the priorities are {known}.")
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


if __name__ == "__main__":
    sys.exit(main())
