"""A school's community on one page of A4: a tagged PDF set by Typst, and a ZIP of many with a list."""

import datetime as dt
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import asdict

import typst
from markupsafe import Markup

from c4eo_core.answers.schools.community import community_of
from c4eo_core.answers.schools.school_data import SchoolData
from c4eo_core.answers.schools.shape import CommunityQuestion, SchoolCommunity
from c4eo_core.charts.school import ages_picture, groups_picture, income_picture
from c4eo_core.charts.theme import LIGHT
from c4eo_core.maps.school_map import school_map
from c4eo_core.model.markup import markup
from c4eo_core.model.text import day_words
from c4eo_core.reports.content.school import sheet_of
from c4eo_core.reports.document import TEMPLATE as _REPORT
from c4eo_core.reports.images import FONTS

TEMPLATE = _REPORT.parent / "school.typ"
# Sizes of letters tried, the largest with which all stands on one page.
_SIZES = (1.0, 0.95, 0.9, 0.85, 0.8, 0.75)
_ALT = re.compile(r'aria-label="([^"]*)"')


def school_pdf(sg: SchoolData, c: SchoolCommunity, made_on: dt.date) -> bytes:
    """One page of A4, tagged."""
    words = _words(sg, c, made_on)
    pages = b""
    for size in _SIZES:
        inputs = {"sheet": json.dumps(words | {"size": size}, ensure_ascii=False)}
        press = typst.Compiler(
            str(TEMPLATE),
            font_paths=[str(FONTS)],
            sys_inputs=inputs,
            root=str(TEMPLATE.parent),
            ignore_system_fonts=True,
        )
        made = dt.datetime.combine(made_on, dt.time(12), dt.UTC)
        try:
            pages = _one(press.compile(format="pdf", pdf_standards=["ua-1"], timestamp=made))
        except typst.TypstError as error:  # a letter no font here has: still tagged, and can be copied
            if "could not be displayed" not in error.message:
                raise
            pages = _one(press.compile(format="pdf", timestamp=made))
        if _pages(pages) == 1:
            break
    return pages


def _one(made: bytes | list[bytes] | None) -> bytes:
    return made if isinstance(made, bytes) else b"".join(made or [])


def _pages(pdf: bytes) -> int:
    found = re.search(rb"/Type\s*/Pages\b.*?/Count\s+(\d+)", pdf, re.DOTALL) or re.search(
        rb"/Count\s+(\d+)", pdf
    )
    return int(found[1]) if found else 1


def _words(sg: SchoolData, c: SchoolCommunity, made_on: dt.date) -> dict:
    ages, income, groups = ages_picture(c, LIGHT), income_picture(c, LIGHT), groups_picture(c, LIGHT)
    return asdict(sheet_of(c)) | {
        "map": school_map(sg, c, LIGHT),
        "ages": ages,
        "ages_alt": _alt(ages),
        "income": income,
        "income_alt": _alt(income),
        "groups": groups,
        "groups_alt": _alt(groups),
        "england_18": f"{c.shares['under-18'].england:.0f}",
        "day": made_on.isoformat(),
        "made": day_words(made_on),
    }


def _alt(svg: str) -> str:
    found = _ALT.search(svg)
    return found[1].replace(Markup("&amp;"), "&").replace("&#x27;", "'") if found else ""


def pack_zip(
    sg: SchoolData,
    urns: Iterable[int],
    title: str,
    made_on: dt.date,
    progress: Callable[[int], None] = lambda _done: None,
) -> bytes:
    """A ZIP with a sheet for each school and a list of them, by name. title: of the list. progress: called
    with how many sheets are made.
    """
    held, rows = io.BytesIO(), []
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as pack:
        for urn in urns:
            c = community_of(sg, urn, CommunityQuestion())
            name = f"{_slug(c.school.name)}-{c.school.urn}.pdf"
            pack.writestr(name, school_pdf(sg, c, made_on))
            rows.append((c.school.name, c.school.urn, name))
            progress(len(rows))
        pack.writestr("index.html", _index(sorted(rows), title, made_on))
    return held.getvalue()


def _slug(name: str) -> str:
    return "-".join("".join(ch if ch.isalnum() and ch.isascii() else " " for ch in name.lower()).split())[:60]


def _index(rows: list[tuple[str, int, str]], title: str, made_on: dt.date) -> Markup:
    lines = Markup().join(
        markup('<li><a href="{file}">{name}</a> ({urn})</li>', file=file, name=name, urn=urn)
        for name, urn, file in rows
    )
    return markup(
        '<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>{title}</title><style>body'
        "{{font:16px/1.6 Arial,sans-serif;max-width:44rem;margin:2rem auto;padding:0"
        " 1rem}}</style></head><body>"
        "<h1>{title}</h1><p>One page for each school, made {day_words}. Schools stand by name;"
        " nothing here ranks them.</p><ul>{lines}</ul></body></html>",
        title=title,
        day_words=day_words(made_on),
        lines=lines,
    )
