"""The commands about extended services: who can reach them, where the next one would do most, and the places
they are read from.
"""

import argparse
import datetime as dt
import json
import sys
from dataclasses import replace
from pathlib import Path

from c4eo_core.answers.coverage.as_json import coverage_json, siting_json
from c4eo_core.answers.coverage.coverage import coverage_of
from c4eo_core.answers.coverage.distances import CoverageData, NotCovered, open_coverage_data
from c4eo_core.answers.coverage.own_list import own_list_of
from c4eo_core.answers.coverage.phrases import share
from c4eo_core.answers.coverage.shape import CoverageQuestion, WrongQuestion, question_of
from c4eo_core.answers.coverage.siting import SitingQuestion, siting_of
from c4eo_core.answers.coverage.together import together_json, together_of
from c4eo_core.answers.desk import Desk, open_desk
from c4eo_core.catalogue.areas import load_areas
from c4eo_core.catalogue.services import AGE_GROUPS, UnknownService, load_services
from c4eo_core.cli.commands import reading_command
from c4eo_core.folders import AREAS
from c4eo_core.model.area import Area
from c4eo_core.model.problem import SourceProblems
from c4eo_core.model.service import OwnService
from c4eo_core.sources.places.place_names import read_districts, read_towns, write_names
from c4eo_core.store.places import PlacesMissing, read_places
from c4eo_core.store.places_build import Prepared, prepare_places


class NoOwnList(FileNotFoundError):
    """The file named for an own list cannot be read."""


REFUSALS = (WrongQuestion, NotCovered, PlacesMissing, UnknownService, NoOwnList)


def register(commands: argparse._SubParsersAction) -> None:
    coverage = reading_command(commands, "coverage", _coverage, "who can reach a service")
    coverage.add_argument("--area", metavar="A", help="an authority, a region or England (the default)")
    _question(coverage)

    site = reading_command(
        commands, "site", _site, "where the next ones would bring most children within reach"
    )
    site.add_argument(
        "--area",
        required=True,
        metavar="A",
        help="nine-character code, three-digit number or name of an authority",
    )
    site.add_argument("--sites", required=True, type=int, metavar="K", help="how many more")
    site.add_argument(
        "--deprived-weight",
        type=float,
        default=1.0,
        metavar="W",
        help="what a child in deciles 1 to 3 counts against another",
    )
    site.add_argument(
        "--candidates",
        type=Path,
        metavar="FILE",
        help="possible places, CSV or XLSX; by default the state-funded schools",
    )
    _question(site)


def _question(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--service",
        required=True,
        metavar="S",
        help=(
            "such as library, family-hub, out-of-school, state-primary; several with commas between: who"
            " has none"
        ),
    )
    command.add_argument(
        "--distance-km",
        type=float,
        metavar="D",
        help="holds in town and country; by default the usual ones of the service",
    )
    command.add_argument(
        "--ages", metavar="AGES", help=f"one of {', '.join(AGE_GROUPS)}; by default those the service is for"
    )
    command.add_argument(
        "--detour",
        type=float,
        default=1.0,
        metavar="F",
        help="how many times as long as the straight line the way is",
    )
    command.add_argument(
        "--own",
        type=Path,
        metavar="FILE",
        help="the authority's own list, CSV or XLSX, in place of the published one there",
    )
    command.add_argument("--places", type=Path, metavar="DIR", help="places other than the app's own")


def read_layers(layers: Path) -> Prepared:
    """Raises SourceProblems with everything wrong; nothing is written."""
    return prepare_places(layers, load_areas(), load_services(), dt.date.today())


def write_place_names(layers: Path, places: Path) -> None:
    """Towns and districts to find a place by, where the folder has their files; else the names
    stay as they are.
    """
    towns, districts = (
        next(iter(sorted(layers.rglob(name))), None)
        for name in ("towns_england_geonames.csv", "lsoa21_msoa21_local_names.csv*")
    )
    if towns and districts:
        areas = load_areas()
        centres = read_places(places, areas).small_areas
        names = read_towns(towns, centres, areas) + read_districts(districts, centres, areas)
        write_names(names, AREAS / "place_names.csv")


def print_layers(manifest: dict, out: Path) -> None:
    counts = ", ".join(
        f"{o['count']:,} {o['layer'].replace('_', ' ')} ({o['words']})" for o in manifest["origins"]
    )
    print(f"Built {counts} into {out}.")
    for line in manifest["ledger"]:
        print(f"  {line['act']}: {line['count']:,} {line['what']}: {line['why']}")


def _opened(arguments: argparse.Namespace) -> tuple[Desk, CoverageData]:
    desk = open_desk(arguments.store)
    return desk, open_coverage_data(arguments.places, desk.figures.areas)


def _asked(arguments: argparse.Namespace, ground: CoverageData, area: Area) -> CoverageQuestion:
    service = ground.book.find(arguments.service)
    asked = question_of(service, arguments.distance_km, arguments.ages, arguments.detour)
    return replace(asked, own=_own_list(arguments.own, ground, area, service.id)) if arguments.own else asked


def _own_list(path: Path, ground: CoverageData, area: Area, usual_type: str) -> tuple[OwnService, ...]:
    """Every row must be right: a list read on a terminal has nobody to look at what was left out. Raises
    SourceProblems.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise NoOwnList(f"{path} cannot be read; give the path of a CSV or XLSX file.") from error
    found = own_list_of(ground, area, content, path.name, usual_type)
    if found.problems:
        raise SourceProblems(list(found.problems))
    for note in (*found.duplicates, *found.notes):
        print(f"- {note}", file=sys.stderr)
    return found.services


def _coverage(arguments: argparse.Namespace) -> None:
    desk, ground = _opened(arguments)
    area = ground.areas.find(arguments.area) if arguments.area else ground.areas.england
    if "," in arguments.service:
        _together(arguments, ground, area)
        return
    found = coverage_of(desk, ground, area, _asked(arguments, ground, area))
    if arguments.json:
        print(json.dumps(coverage_json(found), ensure_ascii=False))
        return
    dated = f", {found.date_words}" if found.date else ""
    print(
        f"{area.name}: {found.asked.service.title}; {found.source}{dated}; children: {found.children_words}"
    )
    for sentence in found.words:
        print(sentence)
    for place in [p for p in found.places if p.out_of_reach][:10]:
        print(f"  {place.name:<44} {place.out_of_reach:>8,} of {place.children:>9,} out of reach")
    for other in found.neighbours.list if found.neighbours else ():
        print(
            f"  {other.area.name:<44} {share(other.reach.all) if other.listed else 'no published list':>18} "
            f" {other.closeness}"
        )
    for sentence in filter(
        None,
        (
            found.provision and found.provision.words,
            found.asked.service.caution,
            *found.warnings,
            *found.methods,
        ),
    ):
        print(sentence)


def _together(arguments: argparse.Namespace, ground: CoverageData, area: Area) -> None:
    """Services named with commas between them: who has none of these. Ages: 0 to 15 unless said."""
    names = [name.strip() for name in arguments.service.split(",") if name.strip()]
    ages = arguments.ages or "0-15"
    asked = tuple(
        question_of(ground.book.find(n), arguments.distance_km, ages, arguments.detour) for n in names
    )
    if arguments.own:
        asked = tuple(
            replace(a, own=_own_list(arguments.own, ground, area, a.service.id), adds=True) for a in asked
        )
    found = together_of(ground, area, asked)
    if arguments.json:
        print(json.dumps(together_json(found), ensure_ascii=False))
        return
    for sentence in found.words:
        print(sentence)
    for name, children in found.wards:
        print(f"  {name:<44} {children:>8,} with none")


def _site(arguments: argparse.Namespace) -> None:
    _, ground = _opened(arguments)
    area = ground.areas.find(arguments.area)
    asked = _asked(arguments, ground, area)
    candidates = (
        _own_list(arguments.candidates, ground, area, asked.service.id) if arguments.candidates else None
    )
    found = siting_of(
        ground, area, SitingQuestion(asked, arguments.sites, arguments.deprived_weight, candidates)
    )
    if arguments.json:
        print(json.dumps(siting_json(found), ensure_ascii=False))
        return
    for sentence in found.words:
        print(sentence)
    for number, chosen in enumerate(found.chosen, start=1):
        print(
            f"  {number}. {chosen.site.name:<52} {chosen.children:>7,} children more, {chosen.deprived:,} of"
            " them in deciles 1 to 3"
        )
    print("Sites, children newly reached, reach:")
    for step in found.curve:
        print(f"  {step.sites:>2} {step.children:>9,} {share(step.reach.all):>10}")
    print(
        f"Reach of an action in a scenario: {found.scenario['reach']}, current_reach:"
        f" {found.scenario['current_reach']}"
    )
