"""The command that writes the public view as a static site."""

import argparse
import datetime as dt
import json
import re
import sys
import time
from pathlib import Path

from c4eo_core.answers.desk import Desk, open_desk
from c4eo_core.answers.public.age_of_figures import age_notice
from c4eo_core.answers.public.place import KINDS, public_areas
from c4eo_core.cli.commands import reading_command
from c4eo_core.model.area import Area
from c4eo_core.reports.site.build import Published, publish
from c4eo_core.reports.site.output_folder import NotOurFolder


class PublishRefused(ValueError):
    """Something in what was asked for cannot be published."""


REFUSALS = (NotOurFolder, PublishRefused)
_PROCESSES = 2


def register(commands: argparse._SubParsersAction) -> None:
    publish = reading_command(commands, "publish", _publish, "the public view as a static site")
    publish.add_argument(
        "--out",
        required=True,
        type=Path,
        metavar="DIR",
        help="a new or an empty folder, or that of an earlier run",
    )
    publish.add_argument(
        "--base-url",
        metavar="URL",
        help="the address the site will have: needed for the sitemap and whole links",
    )
    publish.add_argument(
        "--areas",
        nargs="+",
        metavar="A",
        help="only these, with their regions and England; without it, every authority and region",
    )
    publish.add_argument(
        "--headlines-only",
        action="store_true",
        help="leave out the measures that are no headline: a twentieth of the pages",
    )
    publish.add_argument(
        "--processes",
        type=int,
        default=_PROCESSES,
        metavar="N",
        help=f"how many at once; {_PROCESSES} by default",
    )


def _publish(arguments: argparse.Namespace) -> None:
    base = base_address(arguments.base_url)
    if arguments.processes < 1:
        raise PublishRefused(f"--processes is {arguments.processes}; give 1 or more.")
    desk = open_desk(arguments.store)
    areas = chosen_areas(desk, arguments.areas) if arguments.areas else None
    started = time.perf_counter()
    shown = _Progress()
    done = publish(
        desk,
        arguments.out,
        areas,
        base,
        age_notice(desk.figures, dt.date.today()),
        arguments.processes,
        measures=() if arguments.headlines_only else None,
        progress=shown,
    )
    shown.end()
    seconds = time.perf_counter() - started
    if arguments.json:
        print(json.dumps(as_json(done, seconds), ensure_ascii=False))
    else:
        _print(done, seconds)


class _Progress:
    """How far it is, in one line that renews itself: on a terminal only, so that a log stays short."""

    def __init__(self) -> None:
        self.shown = sys.stderr.isatty()
        self.begun = False

    def __call__(self, done: int, of: int) -> None:
        if self.shown:
            self.begun = True
            print(f"\r{done * 100 // of:3d} % of the pages", end="", file=sys.stderr, flush=True)

    def end(self) -> None:
        if self.begun:
            print("\r" + " " * 24, end="\r", file=sys.stderr, flush=True)


def base_address(text: str | None) -> str | None:
    """With a last slash. Raises PublishRefused."""
    if text is None:
        return None
    if not re.fullmatch(r"https?://[^\s/?#<>\"']+(/[^\s?#<>\"']*)?", text):
        raise PublishRefused(
            f"'{text}' is not the address of a site; give one such as https:" + "//www.example.org/children/."
        )
    return text.rstrip("/") + "/"


def chosen_areas(desk: Desk, names: list[str]) -> tuple[Area, ...]:
    """The areas named, with England and the regions they lie in, so that no link of theirs leads nowhere.
    Raises UnknownArea.
    """
    book = desk.figures.areas
    named = [book.find(name) for name in names]
    for area in named:
        if area.kind not in KINDS:
            raise PublishRefused(
                f"{area.name} has no page of its own; give an authority of today, a region or England."
            )
    wanted = {book.england.code, *(a.code for a in named), *(a.region for a in named if a.region)}
    return tuple(a for a in public_areas(desk) if a.code in wanted)


def as_json(done: Published, seconds: float) -> dict:
    """The shape the command line prints."""
    return {
        "folder": str(done.folder),
        "areas": done.areas,
        "measures": done.measures,
        "files": done.files,
        "written": done.written,
        "unchanged": done.files - done.written,
        "removed": done.removed,
        "bytes": done.bytes,
        "largest_page": {"path": done.largest[0], "bytes": done.largest[1]},
        "base_url": done.base,
        "seconds": round(seconds, 1),
    }


def _print(done: Published, seconds: float) -> None:
    print(
        f"{done.areas} areas, {done.measures} measures, {done.files:,} files, {done.bytes / 1e6:,.0f} MB in"
        f" {done.folder}, in"
        f" {seconds:.0f} seconds."
    )
    print(f"Written {done.written:,}, unchanged {done.files - done.written:,}, removed {done.removed:,}.")
    print(f"Largest page: {done.largest[0]}, {done.largest[1] / 1000:,.0f} kB.")
    if done.base is None:
        print("No sitemap, which needs whole addresses: give --base-url to have one.")
