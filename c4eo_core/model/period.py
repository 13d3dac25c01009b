"""Periods: what a published year label means, as dates.

Source of the rules: methods, "Values, notes, periods".
"""

import datetime as dt
import re
from dataclasses import dataclass

from c4eo_core.model.kinds import Status, YearType


class PeriodError(ValueError):
    """A year label that names no period."""


_COUNTS = {2: "two", 3: "three", 4: "four", 5: "five"}


@dataclass(frozen=True, order=True)
class Period:
    """A stretch of time, both ends included.

    `label` is how we show it; `published` is the source's own label; `first_year` its first four digits.
    """

    start: dt.date
    end: dt.date
    label: str
    published: str
    first_year: int
    status: Status | None = None

    @property
    def pooled(self) -> bool:
        return (self.end - self.start).days > 400

    @property
    def words(self) -> str:
        """As it stands in a sentence: 'the year to March 2025' for a financial year, else the label."""
        financial = self.start.month == 4 and self.end.month == 3
        if not financial or self.label.startswith("March"):
            return self.label
        years = self.end.year - self.start.year
        return f"the {f'{_COUNTS[years]} years' if years in _COUNTS else 'year'} to March {self.end.year}"

    def follows(self, earlier: "Period") -> bool:
        """True when this period starts where the earlier one ends: then, and only then, a
        change is a change.
        """
        return self.start == earlier.end + dt.timedelta(days=1)

    def overlaps(self, other: "Period") -> bool:
        return self.start <= other.end and other.start <= self.end


_SINGLE = re.compile(r"^(\d{4})$")
_SPAN = re.compile(r"^(\d{4})\s*[-/–]\s*(\d{4}|\d{2})$")
_POOLED_SPLIT = re.compile(r"^(\d{4})/(\d{2})\s*(?:-|–|to)\s*(\d{4}|\d{2})/(\d{2})$")
_SUFFIX = re.compile(r"\s*\(([^)]*)\)\s*$|\s+(rev(?:ised)?|prov(?:isional)?|final)\s*$", re.IGNORECASE)
_STATUSES = {"rev": Status.REVISED, "prov": Status.PROVISIONAL, "final": Status.FINAL}
_MONTH = {YearType.ACADEMIC: 9, YearType.FINANCIAL: 4, YearType.ANNUAL: 4}


def parse_period(label: str, year_type: YearType) -> Period:
    """The period a published label names.

    A bare year is the year in which an academic or financial year ends.
    Raises PeriodError for a label that names no year, among them the "0" that one source prints.
    """
    text, status = _split_status(str(label).strip())
    if match := _POOLED_SPLIT.match(text):
        first, last = int(match[1]), _full_year(match[4], int(match[1]))
        return _build(year_type, first + 1, last, label, status)
    if match := _SPAN.match(text):
        first, last = int(match[1]), _full_year(match[2], int(match[1]))
        split_year = last == first + 1 and year_type is not YearType.CALENDAR
        return _build(year_type, last if split_year else first, last, label, status)
    if match := _SINGLE.match(text):
        year = int(match[1])
        return _build(year_type, year, year, label, status)
    raise PeriodError(
        f"'{label}' is not a year we can read; expected a label such as 2024, 2024-25, 2024/25, 2018-20 or"
        " 2025 (Rev)"
    )


def _split_status(text: str) -> tuple[str, Status | None]:
    match = _SUFFIX.search(text)
    if not match:
        return text, None
    word = (match[1] or match[2]).lower()
    status = next((s for key, s in _STATUSES.items() if word.startswith(key)), None)
    return text[: match.start()], status


def _full_year(digits: str, after: int) -> int:
    """`after` 1999 and digits "00" is 2000, not 1900."""
    if len(digits) == 4:
        year = int(digits)
    else:
        year = after // 100 * 100 + int(digits)
        year += 100 if year < after else 0
    if not after <= year <= after + 9:
        raise PeriodError(f"'{after}' to '{digits}' is not a span of years")
    return year


def _build(year_type: YearType, first_end: int, last_end: int, label: str, status: Status | None) -> Period:
    """first_end, last_end: the years in which the first and last single year of the span end."""
    start, end = _bounds(year_type, first_end)[0], _bounds(year_type, last_end)[1]
    return Period(
        start, end, _shown(year_type, first_end, last_end), str(label), int(str(label).strip()[:4]), status
    )


def _bounds(year_type: YearType, year: int) -> tuple[dt.date, dt.date]:
    month = _MONTH.get(year_type)
    if month is None:
        return dt.date(year, 1, 1), dt.date(year, 12, 31)
    start = dt.date(year - 1, month, 1)
    return start, start.replace(year=year) - dt.timedelta(days=1)


def _shown(year_type: YearType, first: int, last: int) -> str:
    if year_type is YearType.ACADEMIC:
        head = f"{first - 1}/{first % 100:02d}"
        return head if first == last else f"{head} to {last - 1}/{last % 100:02d}"
    if year_type is YearType.FINANCIAL:
        head = f"{first - 1}-{first % 100:02d}"
        return head if first == last else f"{head} to {last - 1}-{last % 100:02d}"
    name = {YearType.JANUARY: "January ", YearType.SEPTEMBER: "September ", YearType.ANNUAL: "March "}.get(
        year_type, ""
    )
    return f"{name}{first}" if first == last else f"{first}-{last % 100:02d}"
