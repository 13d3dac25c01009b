"""`c4eo build`: published files → a store of figures, places, small areas and schools."""

import argparse
import datetime as dt
import json
from pathlib import Path

from c4eo_core.answers.rebuild import rebuild
from c4eo_core.cli import coverage, school
from c4eo_core.cli.commands import CommandRefused, command, progress_line
from c4eo_core.folders import places_folder, store_folder
from c4eo_core.store.figures import Figures

REFUSALS = (*coverage.REFUSALS, *school.REFUSALS)


def register(commands: argparse._SubParsersAction) -> None:
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


def _build(arguments: argparse.Namespace) -> None:
    if not (arguments.lait or arguments.layers or arguments.small_areas):
        raise CommandRefused(
            "Give --lait DIR to build the figures, --layers DIR for the places, --small-areas DIR for small"
            " areas"
            " and schools, or several of them."
        )
    others = [*arguments.ees, *arguments.community]
    if others and not arguments.lait:
        raise CommandRefused(
            "--ees and --community add to the figures of the authority tool; give --lait DIR too."
        )
    for option in ("ees", "community"):
        missing = [str(p) for p in getattr(arguments, option) if not p.exists()]
        if missing:
            raise CommandRefused(f"There is no {', '.join(missing)}; check the path after --{option}.")
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
