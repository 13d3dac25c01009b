"""The commands about schools: a school's community and what its children can reach, and what is
built for it.
"""

import argparse
import datetime as dt
import json
import sys
from pathlib import Path

from c4eo_core.answers.schools.as_json import community_json
from c4eo_core.answers.schools.community import community_of
from c4eo_core.answers.schools.find import find_schools, open_school
from c4eo_core.answers.schools.school_data import SchoolData, prepared_school_data
from c4eo_core.answers.schools.schools_of import schools_of_area
from c4eo_core.answers.schools.shape import (
    CIRCLE,
    CommunityQuestion,
    NoSuchArea,
    SchoolCommunity,
    UnknownSchool,
)
from c4eo_core.catalogue.areas import load_areas
from c4eo_core.cli.commands import progress_line, reading_command
from c4eo_core.folders import community_folder
from c4eo_core.reports.content.school import sheet_of
from c4eo_core.reports.html.school import school_page
from c4eo_core.reports.school_document import pack_zip, school_pdf
from c4eo_core.store.community import CommunityMissing
from c4eo_core.store.community_build import PreparedCommunity, prepare_community


class SchoolRefused(Exception):
    """The question cannot be answered, or the file not written, as it was asked."""


REFUSALS = (UnknownSchool, NoSuchArea, CommunityMissing, SchoolRefused)
_FORMS = (".pdf", ".html", ".zip")


def register(commands: argparse._SubParsersAction) -> None:
    school = reading_command(
        commands, "school", _school, "a school's community and what its children can reach"
    )
    school.add_argument(
        "school", nargs="?", metavar="URN", help="the school's number; else its name and place"
    )
    school.add_argument(
        "--km",
        type=float,
        metavar="D",
        help="a circle of so many kilometres; by default as many children as pupils",
    )
    school.add_argument("--area", metavar="A", help="every open school of an authority, as a ZIP of sheets")
    school.add_argument(
        "--out", type=Path, metavar="FILE", help="one page of A4 (.pdf), .html, or .zip with --area"
    )


def build_arguments(build: argparse.ArgumentParser) -> None:
    build.add_argument(
        "--small-areas", type=Path, metavar="DIR", help="the folder of the files of small areas and schools"
    )
    build.add_argument(
        "--small-areas-out",
        type=Path,
        metavar="DIR",
        help="where they go; by default where the app reads them",
    )


def read_built(arguments: argparse.Namespace) -> PreparedCommunity | None:
    """Raises SourceProblems with everything wrong; nothing is written."""
    if not arguments.small_areas:
        return None
    return prepare_community(arguments.small_areas, load_areas(), dt.date.today())


def write_built(found: PreparedCommunity, arguments: argparse.Namespace) -> None:
    out = arguments.small_areas_out or community_folder()
    found.write(out)
    if not arguments.json:
        print(f"Built {len(found.manifest['origins'])} files about small areas and schools into {out}.")
        for line in found.manifest["ledger"]:
            print(f"  {line['act']}: {line['count']:,} {line['what']}: {line['why']}")


def _school(arguments: argparse.Namespace) -> None:
    if bool(arguments.school) == bool(arguments.area):
        raise SchoolRefused(
            "Give the number of one school, or --area A with --out FILE.zip for all of an authority."
        )
    _check_out(arguments)
    sg = prepared_school_data()
    if arguments.area:
        _pack(sg, arguments)
        return
    urn = _urn(sg, arguments.school)
    gone = open_school(sg, urn)[1]
    if gone:
        print(f"{gone.name} ({gone.urn}) closed; this is the school that took its place.", file=sys.stderr)
    asked = CommunityQuestion(CIRCLE, arguments.km) if arguments.km is not None else CommunityQuestion()
    c = community_of(sg, urn, asked)
    if arguments.out:
        made = (
            school_pdf(sg, c, dt.date.today())
            if arguments.out.suffix == ".pdf"
            else school_page(sg, c).encode()
        )
        _write(arguments.out, made)
    if arguments.json:
        print(json.dumps(community_json(c), ensure_ascii=False))
    elif not arguments.out:
        _print(c)


def _urn(sg: SchoolData, text: str) -> int:
    if text.strip().isdigit():
        return int(text)
    found = find_schools(sg, text)
    if len(found.schools) == 1:
        return found.schools[0].urn
    if not found.schools:
        raise UnknownSchool(found.words)
    some = "; ".join(f"{s.urn} {s.name}, {s.authority}" for s in found.schools[:6])
    raise UnknownSchool(f"'{text}' could be several schools; give the number of one: {some}.")


def _check_out(arguments: argparse.Namespace) -> None:
    out = arguments.out
    wanted = (".zip",) if arguments.area else _FORMS[:2]
    if arguments.area and not out:
        raise SchoolRefused("All schools of an authority come as a ZIP; give --out FILE.zip.")
    if out and out.suffix.casefold() not in wanted:
        raise SchoolRefused(f"{out}: end the name in {' or '.join(wanted)}.")
    if out and not out.parent.is_dir():
        raise SchoolRefused(f"There is no folder {out.parent}; make it first or choose another.")


def _pack(sg: SchoolData, arguments: argparse.Namespace) -> None:
    area = sg.areas.find(arguments.area)
    if not area.is_authority:
        raise SchoolRefused(f"{area.name} is not an authority of today; give one.")
    urns = schools_of_area(sg, area)
    title = f"{area.name}: schools and their communities"

    def shown(done: int) -> None:
        progress_line(f"{done} of {len(urns)} sheets")

    made = pack_zip(sg, urns, title, dt.date.today(), shown)
    progress_line("")
    _write(arguments.out, made)
    said = {"file": str(arguments.out), "area": area.code, "schools": len(urns)}
    print(
        json.dumps(said)
        if arguments.json
        else f"{len(urns)} sheets for {area.name}, written to {arguments.out}."
    )


def _write(out: Path, made: bytes) -> None:
    try:
        out.write_bytes(made)
    except OSError as error:
        raise SchoolRefused(f"{out} cannot be written ({error.strerror}); choose another place.") from error


def _print(c: SchoolCommunity) -> None:
    s = sheet_of(c)
    print(f"{s.title} ({c.school.urn}): {s.line}")
    print(s.around)
    print(s.finding)
    for line in (s.ages_title + ".", *s.homes, s.income_note, s.groups_note):
        print(line)
    for line in s.services:
        print(f"  {line.words}  {line.distance}".rstrip())
    print("Three questions to ask parents:")
    for n, question in enumerate(s.questions, 1):
        print(f"  {n}. {question}")
    print("What we do not know:")
    for line in s.unknown:
        print(f"  {line}")
