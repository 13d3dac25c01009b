"""The column that says which place a row is about: known by what stands in it, whatever it is called."""

import re
from collections.abc import Sequence

from c4eo_core.catalogue.areas import AreaBook
from c4eo_core.model.area import Area
from c4eo_core.sources.uploads.headings import AREA, COUNT, OF, PERIOD, UNUSED, VALUE, plain, series_role
from c4eo_core.sources.uploads.table import OwnTable

_MOST_LOOKED_AT, _ENOUGH = 2_000, 0.5
_CODE = re.compile(r"[A-Z]\d{8}", re.I)
_NUMBER = re.compile(r"\d{3}(?:\.0)?")
_SAYS_NUMBER = re.compile(r"la|number|no$|code|authority|area|council|dfe|^$")
_SURE = re.compile(r"^(?:(?:new|old)?la(?:code|name|number)?|localauthority|area|council|authority|gss|ons)")
# Places that are averages of others, and no area of the book.
GROUPS = re.compile(
    r"stat(?:istical|\.)? neighbou?rs?|^sns?$|^sn av|similar (?:areas|authorities)|core cit"
    r"|nearest neighbours|cipfa|family"
    r"|neighbours? (?:average|mean|median)|combined authority|counterparts|comparators?",
    re.I,
)


def area_of(areas: AreaBook, text: str) -> Area | None:
    return areas.known(text.removesuffix(".0") if _NUMBER.fullmatch(text) else text)


def find_area_column(table: OwnTable, roles: list[str], areas: AreaBook) -> None:
    """Sets the roles of the columns that hold places: one is the area, others say the same again."""
    found: dict[int, tuple] = {}
    for i, heading in enumerate(table.headings):
        if roles[i] not in (PERIOD, VALUE, COUNT, OF) or series_role(heading) is None:
            cells = list(dict.fromkeys(row[i] for _, row in table.rows[:_MOST_LOOKED_AT] if row[i]))
            if (worth := _worth(cells, heading, roles, areas)) is not None:
                found[i] = (*worth, -i)
    if found:
        best = max(found, key=lambda i: found[i])
        for i in found:
            roles[i] = AREA if i == best else UNUSED
        for i, role in enumerate(roles):
            if role == AREA and i != best:
                roles[i] = UNUSED
        return
    for i in [i for i, role in enumerate(roles) if role == AREA]:
        cells = {row[i] for _, row in table.rows[:_MOST_LOOKED_AT] if row[i]}
        known = sum(area_of(areas, c) is not None for c in cells)
        if not known and len(cells) > 1 and not _SURE.match(plain(table.headings[i])):
            roles[i] = "group"  # wards, schools or teams under 'Location'


def _worth(cells: Sequence[str], heading: str, roles: list[str], areas: AreaBook) -> tuple | None:
    """None for a column that holds no places."""
    if not cells or (heading and series_role(heading) == UNUSED and plain(heading).startswith("parent")):
        return None
    numbers = sum(bool(_NUMBER.fullmatch(c)) for c in cells)
    if numbers > len(cells) * _ENOUGH and not _may_be_numbers(heading, roles):
        return None
    if any(_CODE.fullmatch(c) for c in cells) or (numbers and _may_be_numbers(heading, roles)):
        known = [a for c in cells if (a := area_of(areas, c))]
    else:
        known = [a for c in cells if not c.isdigit() and (a := areas.known(c))]
    if len(known) < len(cells) * _ENOUGH and not _has_own_and_england(known, cells):
        return None
    codes = sum(bool(_CODE.fullmatch(c)) for c in cells)
    # The numbers of regions differ from source to source: a name says it more surely.
    return sum(a.is_authority for a in known), not numbers, len({a.code for a in known}), codes > 0


def _has_own_and_england(known: Sequence[Area], cells: Sequence[str]) -> bool:
    """An authority beside England or its region, among groups that are no places."""
    kinds = {a.is_authority for a in known}
    return (
        kinds == {True, False} and sum(bool(GROUPS.search(c)) for c in cells) + len(known) >= len(cells) * 0.7
    )


def _may_be_numbers(heading: str, roles: list[str]) -> bool:
    return bool(_SAYS_NUMBER.search(plain(heading))) and series_role(heading) in (None, AREA)
