"""Tables with a column for each year, month or place, turned into tables with a row for each."""

import re
from dataclasses import dataclass, replace

from c4eo_core.catalogue.areas import AreaBook
from c4eo_core.sources.uploads.cells import looks_like_a_figure, looks_like_a_year
from c4eo_core.sources.uploads.headings import PERIOD, UNUSED, VALUE, series_role
from c4eo_core.sources.uploads.period_labels import parsed
from c4eo_core.sources.uploads.table import OwnTable

_FEWEST, _MOST_CELLS = 3, 20_000
_YEAR = r"(?:(?:19|20)\d{2}(?:\s?[-/–]\s?(?:20)?\d{2}(?!\d))?|\d{2}/\d{2})"
_AT_THE_END = re.compile(rf"^(?P<rest>.*\D)\s*[\[(]?(?P<year>{_YEAR})[\])]?$")
_AT_THE_START = re.compile(rf"^(?P<year>{_YEAR})(?P<rest>\D.*)$")
_NO_MEASURE = re.compile(
    r"to |ytd|date|target|forecast|plan|budget|change|differ|estimate|projec|part|q[1-4]|month|provisional",
    re.I,
)


@dataclass(frozen=True)
class Unfolded:
    """years: the column of the table that holds what stood in the headings; values: the columns of figures;
    left: headings of columns that seem to say a year and something else.
    """

    table: OwnTable
    years: int
    values: tuple[int, ...]
    left: tuple[str, ...] = ()


def by_years(table: OwnTable) -> Unfolded | None:
    """None where the years do not stand in the headings."""
    found = {i: said for i in range(len(table.headings)) if (said := _year_in(table, i))}
    bare = {i: year for i, (year, rest) in found.items() if not rest}
    full = {i: said for i, said in found.items() if said[1]}
    measured = _measures(full) if not bare else {}
    years = {i: (year, "value") for i, year in bare.items()} or measured
    named = any(series_role(h) == PERIOD for h in table.headings)
    if not years or len(years) * len(table.rows) > _MOST_CELLS or (named and len(years) < _FEWEST):
        return None
    left = tuple(table.headings[i] for i in full if i not in years)
    others = [i for i in range(len(table.headings)) if i not in years and i not in full]
    periods = list(dict.fromkeys(year for year, _ in years.values()))
    measures = list(dict.fromkeys(measure for _, measure in years.values()))
    at = {said: i for i, said in years.items()}
    rows = [
        (
            n,
            (
                *(cells[i] for i in others),
                period,
                *(cells[at[period, m]] if (period, m) in at else "" for m in measures),
            ),
        )
        for n, cells in table.rows
        for period in periods
        if any((period, m) in at for m in measures)
    ]
    headings = (*(table.headings[i] for i in others), "year", *measures)
    made = replace(
        table, headings=headings, rows=tuple(rows), parts=tuple((h,) if h else () for h in headings)
    )
    return Unfolded(made, len(others), tuple(range(len(others) + 1, len(headings))), left)


def _year_in(table: OwnTable, column: int) -> tuple[str, str] | None:
    """The year in a heading, and what else stands there."""
    parts = table.parts[column] if table.parts else (table.headings[column],)
    for part in parts:
        if looks_like_a_year(part):
            label = parsed(part)
            rest = [p for p in parts if p != part] + ([label.rest] if label and label.rest else [])
            year = part if not (label and label.rest) else part[: part.find(label.rest)].strip(" -,:;([")
            return year, ": ".join(rest)
    heading = table.headings[column]
    match = _AT_THE_END.match(heading) or _AT_THE_START.match(heading)
    if match is None or not looks_like_a_year(match["year"]) or len(heading) > 80:
        return None
    return match["year"], match["rest"].strip(" -–,:;()[]")


def _measures(full: dict[int, tuple[str, str]]) -> dict[int, tuple[str, str]]:
    """Years with a measure each: every measure for several years."""
    rests: dict[str, set[str]] = {}
    for year, rest in full.values():
        rests.setdefault(rest, set()).add(year)
    good = {rest for rest, years in rests.items() if len(years) >= 2 and not _NO_MEASURE.match(rest)}
    return {i: said for i, said in full.items() if said[1] in good}


def by_places(table: OwnTable, areas: AreaBook) -> Unfolded | None:
    """A year in each row and a place above each column of figures: 'Year, Leeds, England'."""
    plain = [re.sub(r"\s*(?:[\[(].*?[\])]|%)\s*$", "", h) for h in table.headings]
    places = [
        i
        for i, h in enumerate(plain)
        if h and not h.isdigit() and areas.known(h) and series_role(h) != UNUSED
    ]
    if not places or not any(series_role(h) == PERIOD for h in table.headings):
        return None
    years = {i for i, h in enumerate(table.headings) if series_role(h) == PERIOD}
    beside = [
        i
        for i, h in enumerate(table.headings)
        if i not in places and i not in years and series_role(h) in (None, VALUE) and _has_figures(table, i)
    ]
    columns = sorted([*places, *beside])
    others = [i for i in range(len(table.headings)) if i not in columns]
    names = {i: "" if series_role(table.headings[i]) == VALUE else plain[i] for i in columns}
    rows = [
        (n, (*(cells[i] for i in others), names[i], cells[i])) for n, cells in table.rows for i in columns
    ]
    headings = (*(table.headings[i] for i in others), "area", "value")
    made = replace(
        table, headings=headings, rows=tuple(rows), parts=tuple((h,) if h else () for h in headings)
    )
    return Unfolded(made, len(others), (len(others) + 1,))


def _has_figures(table: OwnTable, column: int) -> bool:
    cells = [row[column] for _, row in table.rows[:50] if row[column]]
    return bool(cells) and sum(map(looks_like_a_figure, cells)) > 0.6 * len(cells)
