"""Which school is meant: a number, a postcode, a town or a name; a closed school leads to its successor."""

import re
from dataclasses import dataclass

import numpy as np
from rapidfuzz import fuzz, process, utils

from c4eo_core.answers.schools.school_data import SchoolData
from c4eo_core.answers.schools.shape import UnknownSchool
from c4eo_core.store.community import ClosedSchool

_MOST = 30
_CLOSE = 82


@dataclass(frozen=True)
class SchoolMatch:
    """km: from the place that was asked for, None where a name or number was. closed: the school that closed
    and led here."""

    urn: int
    name: str
    authority: str
    town: str
    km: float | None = None
    closed: str = ""


@dataclass(frozen=True)
class SchoolMatches:
    """words: what was understood, or why nothing was found."""

    schools: tuple[SchoolMatch, ...]
    words: str


def open_school(sg: SchoolData, urn: int) -> tuple[int, ClosedSchool | None]:
    """(row of the open school, the closed one that led to it). Raises UnknownSchool."""
    row = sg.community.schools.row(urn)
    if row is not None:
        return row, None
    gone = sg.community.closed.get(urn)
    if gone and gone.successor and (after := sg.community.schools.row(gone.successor)) is not None:
        return after, gone
    if gone:
        raise UnknownSchool(
            f"{gone.name} ({urn}) is no longer open and no school is known to have taken its place; look for"
            " the schools near it by postcode or town."
        )
    raise UnknownSchool(
        f"No school open on 30 January 2026 has the number {urn}; a school's number (URN) has six digits,"
        " such"
        " as 100000."
    )


def find_schools(sg: SchoolData, text: str) -> SchoolMatches:
    """Never raises: what is not found is said in words."""
    wanted = " ".join(str(text).split())[:80]
    if not wanted:
        return SchoolMatches((), "Give a name, a town, a postcode or a school's number.")
    if re.fullmatch(r"\d{5,7}", wanted):
        return _by_number(sg, int(wanted))
    if re.fullmatch(r"[A-Za-z]{1,2}\d[A-Za-z\d]?\s*\d[A-Za-z]{2}", wanted):
        return _by_postcode(sg, wanted)
    return _by_words(sg, wanted)


def _by_number(sg: SchoolData, urn: int) -> SchoolMatches:
    try:
        row, gone = open_school(sg, urn)
    except UnknownSchool as error:
        return SchoolMatches((), str(error))
    words = f"{gone.name} closed; this school took its place." if gone else ""
    return SchoolMatches((_found(sg, row, closed=gone.name if gone else ""),), words)


def _by_postcode(sg: SchoolData, text: str) -> SchoolMatches:
    found = sg.ground.places.postcodes.find(text)
    if not found.position:
        return SchoolMatches((), f"{found.why} {found.do}".strip().capitalize())
    return SchoolMatches(_near(sg, *found.position), f"Schools nearest to {text.upper()}.")


def _near(sg: SchoolData, easting: float, northing: float, most: int = 15) -> tuple[SchoolMatch, ...]:
    s = sg.community.schools
    distance = np.hypot(s.easting - easting, s.northing - northing)
    return tuple(_found(sg, int(i), float(distance[i]) / 1000) for i in np.argsort(distance)[:most])


def _by_words(sg: SchoolData, text: str) -> SchoolMatches:
    tokens = _tokens(text)
    index = sg.kept("search words", lambda: _search_words(sg))
    rows = [i for i, words in enumerate(index) if all(any(w.startswith(t) for w in words) for t in tokens)]
    if not rows and len(tokens) > 2:  # all words but one
        rows = [i for i, words in enumerate(index) if _matching(tokens, words) >= len(tokens) - 1]
    gone = [
        c
        for c in sg.community.closed.values()
        if all(any(w.startswith(t) for w in _tokens(c.name)) for t in tokens)
    ]
    found = sorted((_found(sg, i) for i in rows), key=lambda f: (len(f.name), f.name))[:_MOST]
    for c in gone[:5]:
        if c.successor and (row := sg.community.schools.row(c.successor)) is not None:
            found.append(_found(sg, row, closed=c.name))
    towns = sg.community.towns
    town = next((i for i, n in enumerate(towns.name) if n.casefold() == text.casefold()), None)
    if town is not None:
        near = _near(sg, towns.easting[town], towns.northing[town], _MOST)
        known = {f.urn for f in found}
        return SchoolMatches(
            (*found[:8], *(n for n in near if n.urn not in known)), f"Schools in and near {text}."
        )
    if found:
        return SchoolMatches(tuple(found), "")
    names = sg.community.schools.name
    close = process.extract(
        text, names, scorer=fuzz.ratio, processor=utils.default_process, limit=8, score_cutoff=_CLOSE
    )
    if close:
        return SchoolMatches(
            tuple(_found(sg, i) for _, _, i in close), f"No school is called {text}. Did you mean:"
        )
    closed = [c.name for c in gone[:3]]
    if closed:
        return SchoolMatches((), f"{', '.join(closed)} is no longer open, and no successor is known.")
    return SchoolMatches((), f"No school, town or postcode like '{text}' was found; check the spelling.")


def _search_words(sg: SchoolData) -> tuple[tuple[str, ...], ...]:
    """Words of each school's name, town and authority."""
    s = sg.community.schools
    names = [sg.areas.areas[a].name for a in sg.school_authority]
    rows = zip(s.name, s.town, names, strict=True)
    return tuple(tuple(_tokens(f"{name} {town} {area}")) for name, town, area in rows)


def _matching(tokens: list[str], words: tuple[str, ...]) -> int:
    return sum(any(w.startswith(t) for w in words) for t in tokens)


def _tokens(text: str) -> list[str]:
    plain = text.casefold().replace("'", "").replace("’", "").replace("st.", "st")
    return re.findall(r"[a-z0-9]+", plain)


def _found(sg: SchoolData, row: int, km: float | None = None, closed: str = "") -> SchoolMatch:
    s = sg.community.schools
    return SchoolMatch(
        int(s.urn[row]),
        s.name[row],
        sg.areas.areas[int(sg.school_authority[row])].name,
        s.town[row],
        km,
        closed,
    )
