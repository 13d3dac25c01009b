"""A trust's own series: a table with its columns named → cells, each a figure or a reason, and every bad row
in words.
"""

import datetime as dt
import re
from collections.abc import Iterator, Sequence

from c4eo_core.catalogue.areas import AreaBook
from c4eo_core.model.area import Area
from c4eo_core.model.kinds import YearType
from c4eo_core.model.problem import Problem
from c4eo_core.sources.uploads import layout as cols
from c4eo_core.sources.uploads.cells import read_value, shown
from c4eo_core.sources.uploads.headings import LOWER, UPPER
from c4eo_core.sources.uploads.layout import Layout
from c4eo_core.sources.uploads.layout_problems import problems_of
from c4eo_core.sources.uploads.series_cells import YES, Cell, Question, Reading, SeriesForm
from c4eo_core.sources.uploads.series_rows import RowReader

__all__ = ["SeriesForm", "Cell", "Question", "Reading", "looks_like_shares", "read_series"]
_COMMA = "A comma inside a value needs quotation marks around the value."


def read_series(
    layout: Layout, asked: SeriesForm, areas: AreaBook, home: Area, where: str, today: dt.date
) -> Reading:
    """home: the place of rows that name none. where: what the file is called. Never raises."""
    problems = problems_of(layout, where)
    if problems:
        return Reading((), tuple(problems))
    reader = RowReader(layout, asked, areas, home, today)
    found = [cell for number, row in layout.table.rows for cell in reader.row(number, row)]
    reader.problems += [
        Problem(
            f"Row {n}",
            "it has more cells than there are headings.",
            f"{len(layout.table.headings)} cells.",
            _COMMA,
        )
        for n in layout.table.uneven
    ]
    kept = _once_each(found, reader.problems)
    if found and home.code not in {c.area for c in found}:
        named = list(dict.fromkeys(areas.by_code(c.area).name for c in found))
        about = ", ".join(named[:4]) + (f" and {len(named) - 4} more" if len(named) > 4 else "")
        reader.problems.append(
            Problem(
                where,
                f"no row is about {home.name}; the file is about {about}.",
                f"its code {home.code}, or no area at all.",
                "Correct the column of the area, or choose the authority the file is about.",
            )
        )
        kept = []
    questions = (*_asked_of_the_file(layout, areas, home), *reader.questions.values())
    remarks = (*reader.remarks, *_remarks(kept, layout, asked, where))
    return Reading(tuple(kept), tuple(reader.problems), remarks, tuple(reader.left), questions)


def looks_like_shares(layout: Layout) -> bool:
    """Every value between 0 and 1 and some between them: parts of one, or very small percentages; only the
    person knows.
    """
    at, values = layout.at(cols.VALUE), []
    for _, row in layout.table.rows:
        for i in at:
            try:
                value, _ = read_value(row[i])
            except ValueError:
                continue
            if row[i].strip().endswith("%"):
                return False
            values += [value] if value is not None else []
    return bool(values) and all(0 <= v <= 1 for v in values) and any(0 < v < 1 for v in values)


def _asked_of_the_file(layout: Layout, areas: AreaBook, home: Area) -> Iterator[Question]:
    """What the file as a whole leaves open."""
    if layout.timing.restored:
        first, year = next(iter(layout.timing.restored.items()))
        yield Question(
            "restored",
            f"A spreadsheet seems to have made days of year labels: '{first}' is read as {year}, and"
            f" {len(layout.timing.restored) - 1} more in the same way. Is that right?",
            ((YES, f"Yes, '{first}' was {year}"),),
        )
    if layout.timing.apart:
        words = (
            "The dates lie in different months of their years, one a year. Is each the figure of its year?"
        )
        yield Question("apart", words, ((YES, "Yes"),))
    if layout.left:
        names = ", ".join(f"'{shown(h)}'" for h in layout.left[:6])
        yield Question(
            "left",
            _left_words(names, len(layout.left)),
            ((YES, "Yes, leave it out"),),
        )
    if not layout.at("area") and (name := _named_in_titles(layout.table.titles, areas, home)):
        words = (
            f"The title of the file names {name}, and no column says which place a row is about. Are these"
            f" figures of {home.name}?"
        )
        yield Question("title", words, ((YES, f"Yes, they are of {home.name}"),))


def _left_words(names: str, n: int) -> str:
    if n == 1:
        return (
            f"The column {names} says a year and something else: it is not taken for a year. Is that right?"
        )
    return f"The columns {names} say a year and something else: they are not taken for years. Is that right?"


def _named_in_titles(titles: Sequence[tuple[int, str]], areas: AreaBook, home: Area) -> str | None:
    """Another authority named above the headings, and ours not."""
    text = " ".join(t for _, t in titles)
    if not text or re.search(rf"\b{re.escape(home.name)}\b", text, re.I):
        return None
    words = (a.name for a in areas.authorities if a.code != home.code)
    return next(
        (n for n in words if re.search(rf"\b{re.escape(n)}\b(?! (?:School|Primary|Academy|Road))", text)),
        None,
    )


def _once_each(cells: list[Cell], problems: list[Problem]) -> list[Cell]:
    """A year that comes twice with one value is kept once; with two values nobody knows which is right, so
    neither is.
    """
    by_key: dict[tuple, list[Cell]] = {}
    for cell in cells:
        by_key.setdefault((cell.series, cell.area, cell.period.start, cell.period.end), []).append(cell)
    kept = []
    for same in by_key.values():
        first, others = same[0], [c for c in same[1:] if (c.value, c.note) != (same[0].value, same[0].note)]
        if not others:
            kept.append(first)
            continue
        for cell in (first, *others):
            rest = ", ".join(f"row {c.row}" for c in (first, *others) if c is not cell)
            what = f" of '{shown(cell.group or cell.measure)}'" if cell.group or cell.measure else ""
            problems.append(
                Problem(
                    f"Row {cell.row}",
                    f"the year '{cell.label}'{what} comes again with another value ({rest}).",
                    "each year once for an area and a group.",
                    "Keep the right one, or set the column that tells the rows apart to 'Which group'.",
                )
            )
    return kept


def _remarks(cells: list[Cell], layout: Layout, asked: SeriesForm, where: str) -> Iterator[Problem]:
    split = [c for c in cells if c.label[4:5] in ("/", "-") and c.period.pooled]
    if split and asked.year_type is YearType.CALENDAR:
        yield Problem(
            where,
            f"'{split[0].label}' is read as two calendar years together.",
            "that this is so.",
            "Choose academic or financial year if it runs over the turn of the year.",
        )
    doubtful = [c for c in cells if c.status in ("unreliable", "estimated")]
    if doubtful:
        years = ", ".join(dict.fromkeys(c.period.label for c in doubtful))
        what = f"{years}: the file calls the figure {doubtful[0].status}."
        yield Problem(where, what, "a figure that stands.", "It is kept; say so in the definition.")
    if layout.at(LOWER) or layout.at(UPPER):
        yield Problem(where, "the interval is read with each figure.", "its lower and upper end.", "Nothing.")
