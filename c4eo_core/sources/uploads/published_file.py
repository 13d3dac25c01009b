"""Tidy files of "explore education statistics", as published: recognised by their columns, read in one
stream, a few places taken.

Which column means what: the publisher's own layout, as in `ees`.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from c4eo_core.model.kinds import Unit, YearType
from c4eo_core.model.problem import Problem
from c4eo_core.sources.uploads.cells import looks_like_a_figure
from c4eo_core.sources.uploads.published_filters import (
    MOST_WORDS,
    TOTALS,
    Rows,
    dividing_columns,
    usual_word_first,
    words_together,
)
from c4eo_core.sources.uploads.table import OwnTable, csv_rows, plain_name, text_of

MOST_BYTES = 20_000_000
_KEYS = {"time_period", "time_identifier", "geographic_level"}
_PLACES = {
    *(
        f"{place}_{what}"
        for place in (
            "country",
            "region",
            "new_la",
            "old_la",
            "la",
            "lad",
            "pcon",
            "ward",
            "school",
            "opportunity_area",
            "local_authority_district",
            "parliamentary_constituency",
            "english_devolved_area",
        )
        for what in ("code", "name")
    ),
    "school_urn",
    "school_laestab",
    "urn",
    "laestab",
    "version",
}
_YEAR_TYPES = {
    "academic year": YearType.ACADEMIC,
    "financial year": YearType.FINANCIAL,
    "tax year": YearType.FINANCIAL,
    "january": YearType.JANUARY,
    "september": YearType.SEPTEMBER,
    "march": YearType.ANNUAL,
}
_LOOKED_AT, _MOST_ROWS, _MOST_COLUMNS = 400, 200_000, 200
NOT_AS_PUBLISHED = "Use the file as published."


@dataclass(frozen=True)
class Official:
    """figures: columns that hold figures. filters: column → its words, the usual one first; together: which
    words come together. rows: gives all of them anew. levels: how many rows there are of each."""

    headings: tuple[str, ...]
    figures: tuple[str, ...]
    filters: Mapping[str, tuple[str, ...]]
    together: frozenset[tuple[str, ...]]
    year_type: YearType
    rows: Rows
    levels: Mapping[str, int]

    def words_for(self, name: str, chosen: Mapping[str, str]) -> tuple[str, ...]:
        """The words of one filter that come together with those chosen for the filters before it."""
        names = list(self.filters)
        at = names.index(name)
        there = {
            row[at] for row in self.together if all(row[k] == chosen.get(n) for k, n in enumerate(names[:at]))
        }
        return tuple(word for word in self.filters[name] if word in there)

    def usual_words(self, name: str) -> tuple[str, ...]:
        """The word for everybody where there is one, else all of them."""
        words = self.filters[name]
        return words[:1] if not words or words[0].casefold() in TOTALS else words

    def unit_of(self, column: str) -> str:
        """What a column of figures counts, by its name; '' where it does not say."""
        name = column.casefold()
        if re.search(r"percent|_pct|pct_|proportion", name):
            return Unit.PERCENTAGE.value
        if re.search(r"rate", name):
            return Unit.RATE.value
        counts = r"count|number|num_|headcount|enrol|^t_|_n$|^n_|pupils|children|total"
        return Unit.COUNT.value if re.search(counts, name) else ""


def is_tidy(headings: Sequence[str]) -> bool:
    return {h.strip().casefold() for h in headings} >= _KEYS


def opened(content: bytes, filename: str) -> tuple[Official | None, list[Problem]]:
    """(None, []) for anything but a tidy CSV file: it is read as a table."""
    if filename.casefold().endswith(".xlsx") or not is_tidy(
        re.split(r'[,"\r\n\xbf]+', content[:4_000].decode("latin-1"))
    ):
        return None, []
    name = plain_name(filename)
    if len(content) > MOST_BYTES:
        return None, [
            Problem(
                name,
                f"the file has {len(content) / 1e6:.1f} MB.",
                f"at most {MOST_BYTES / 1e6:g} MB.",
                "Choose the years and places you need when you download it.",
            )
        ]
    text = text_of(content)
    if text is None:
        return None, [Problem(name, "it is not plain text.", "a CSV file.", NOT_AS_PUBLISHED)]
    try:
        return _looked_at(lambda: csv_rows(text), name)
    except csv.Error as error:
        return None, [
            Problem(name, f"it cannot be read as a table ({error}).", "a CSV file.", NOT_AS_PUBLISHED)
        ]


def from_table(table: OwnTable, filename: str) -> tuple[Official | None, list[Problem]]:
    """The same of a workbook."""
    return _looked_at(
        lambda: iter([table.headings, *(cells for _, cells in table.rows)]), plain_name(filename)
    )


def _looked_at(rows: Rows, name: str) -> tuple[Official | None, list[Problem]]:
    headings = tuple(h.strip() for h in next(rows(), ()))
    if not is_tidy(headings):
        return None, []
    if len(headings) > _MOST_COLUMNS or len({h.casefold() for h in headings}) < len(headings):
        problem = "a column comes twice, or there are too many."
        return None, [Problem(name, problem, "each column once.", NOT_AS_PUBLISHED)]
    content = _Contents(headings)
    problem = content.take(rows(), name)
    if problem is None and not content.levels:
        problem = Problem(name, "there is no row below the headings.", "figures.", NOT_AS_PUBLISHED)
    if problem is not None:
        return None, [problem]
    values, words = content.values, content.words
    dividing = dividing_columns(rows, headings, values, words)
    values = [i for i in values if i not in dividing]
    if not values:
        return None, [Problem(name, "no column holds figures.", "columns of figures.", NOT_AS_PUBLISHED)]
    filters = {
        headings[i]: usual_word_first(words[i])
        for i in content.others
        if i not in values and len(words[i]) <= MOST_WORDS
    }
    kind = next((k for k in content.kinds if k in _YEAR_TYPES), "")
    together = words_together(rows, headings, list(filters), content.at["geographic_level"])
    year_type = _YEAR_TYPES.get(kind, YearType.CALENDAR)
    figures = tuple(headings[i] for i in values)
    return Official(headings, figures, filters, together, year_type, rows, dict(content.levels)), []


class _Contents:
    """What stands in the columns, counted in one pass: words, figures, levels of places, kinds of years."""

    def __init__(self, headings: tuple[str, ...]):
        self.at = {h.casefold(): i for i, h in enumerate(headings)}
        self.others = [i for i, h in enumerate(headings) if h.casefold() not in _KEYS | _PLACES]
        self.words: dict[int, Counter] = {i: Counter() for i in self.others}
        self.levels, self.kinds = Counter(), Counter()
        self._figures = {i: [0, 0] for i in self.others}

    @property
    def values(self) -> list[int]:
        """Columns most of whose filled cells look like figures."""
        return [i for i, (like, filled) in self._figures.items() if filled and like / filled > 0.5]

    def take(self, rows: Iterator[Sequence[str]], name: str) -> Problem | None:
        """All rows below the headings; the first problem stops it."""
        next(rows, None)
        for number, row in enumerate(rows, start=2):
            if number > _MOST_ROWS:
                do = "Choose fewer years when you download it."
                return Problem(name, f"it has more than {_MOST_ROWS:,} rows.", "fewer.", do)
            if len(row) == len(self.at):
                self._row(number, row)
            elif any(c.strip() for c in row):
                where, wrong = f"{name}, row {number}", f"it has {len(row)} cells."
                return Problem(where, wrong, f"{len(self.at)}.", NOT_AS_PUBLISHED)
        return None

    def _row(self, number: int, row: Sequence[str]) -> None:
        self.levels[row[self.at["geographic_level"]].strip().casefold()] += 1
        self.kinds[row[self.at["time_identifier"]].strip().casefold()] += 1
        for i in self.others:
            if number <= _LOOKED_AT and row[i].strip():
                self._figures[i][0] += looks_like_a_figure(row[i])
                self._figures[i][1] += 1
            if len(self.words[i]) <= MOST_WORDS:
                self.words[i][row[i].strip()] += 1
