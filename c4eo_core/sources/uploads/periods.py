"""What the labels of a column mean together: years, or the months, quarters and terms of a trust's own
series.

A label alone may mean two things ('2011-12', 'Mar-24'); beside the others of its column it means one, or is
asked about.
"""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from c4eo_core.model.kinds import Status, YearType
from c4eo_core.model.period import Period, PeriodError, parse_period
from c4eo_core.sources.uploads import period_labels as labels
from c4eo_core.sources.uploads.marks import PROVISIONAL, REVISED
from c4eo_core.sources.uploads.period_labels import Label, parsed

YEAR, MONTH, QUARTER, TERM = EVERY = ("year", "month", "quarter", "term")
_STARTS = {YearType.ACADEMIC: 9, YearType.FINANCIAL: 4, YearType.ANNUAL: 4}
_OF_HINT = {
    "academic": YearType.ACADEMIC,
    "school": YearType.ACADEMIC,
    "financial": YearType.FINANCIAL,
    "fiscal": YearType.FINANCIAL,
    "tax": YearType.FINANCIAL,
    "calendar": YearType.CALENDAR,
}
_OF_MONTH = {
    1: YearType.JANUARY,
    3: YearType.FINANCIAL,
    7: YearType.ACADEMIC,
    8: YearType.ACADEMIC,
    9: YearType.SEPTEMBER,
    12: YearType.CALENDAR,
}
_STATUS = {PROVISIONAL: " (prov)", REVISED: " (rev)", "final": " (final)"}
_STATUSES = {PROVISIONAL: Status.PROVISIONAL, REVISED: Status.REVISED, "final": Status.FINAL}
_DAY_AND_MONTH = re.compile(r"(\d{1,2})[- ]([A-Za-z]{3})")
_SERIALS = range(32_874, 54_789)  # the days of 1990 to 2049 as a spreadsheet counts them


class PartYear(PeriodError):
    """A label that names a year and something else: what it means is asked, never guessed. rest: the
    words.
    """

    def __init__(self, text: str, rest: str):
        self.text, self.rest = text, rest
        super().__init__(f"'{text[:60]}' says more than a year ('{rest}')")


@dataclass(frozen=True)
class Timing:
    """every: YEAR, MONTH, QUARTER or TERM. year_type: what the labels say of the kind of year, if anything.
    months: '2011-12' is a month here. restored: label → the year label a spreadsheet had turned into a day.
    apart: yearly dates that lie in different months.
    """

    every: str = YEAR
    year_type: YearType | None = None
    months: bool = False
    restored: dict[str, str] = field(default_factory=dict)
    apart: bool = False


def timing_of(texts: Iterable[str]) -> Timing:
    labels_of = {t: parsed(t) for t in dict.fromkeys(texts) if t}
    known = {t: label for t, label in labels_of.items() if label}
    restored = _years_made_days(labels_of)
    known = {t: label for t, label in known.items() if t not in restored}
    months = _are_months(list(known.values()))
    found = [_as_month(label) if months else label for label in known.values()]
    years = [x for x in found if x.kind in labels.YEARS or _is_whole_year(x)]
    within = [x for x in found if x not in years and x.kind != labels.RANGE]
    hint = next((_OF_HINT[x.hint] for x in found if x.hint in _OF_HINT), None) or _of_ranges(found)
    if not within or len(years) + len(restored) >= len(within) > 0 and years:
        return Timing(YEAR, hint, restored=restored)
    for kind in (labels.TERM, labels.QUARTER):
        if sum(x.kind == kind for x in within) * 2 > len(within):
            return Timing({labels.TERM: TERM, labels.QUARTER: QUARTER}[kind], hint)
    return _of_days([x for x in within if x.kind in (labels.DAY, labels.MONTH)], hint, months, restored)


def _of_days(dates: list[Label], hint: YearType | None, months: bool, restored: dict[str, str]) -> Timing:
    at = sorted({(x.first.year, x.first.month) for x in dates if isinstance(x.first, dt.date)})
    if len({year for year, _ in at}) == len(at):
        when = {month for _, month in at}
        kind = hint or (_OF_MONTH.get(next(iter(when))) if len(when) == 1 else None)
        return Timing(YEAR, kind, months, restored, apart=len(when) > 1)
    steps = [(b[0] - a[0]) * 12 + b[1] - a[1] for a, b in zip(at, at[1:], strict=False)]
    return Timing(QUARTER if all(step % 3 == 0 for step in steps) else MONTH, None, months)


def _are_months(found: list[Label]) -> bool:
    """'2011-12' beside '2012-01' is December; beside '2012-13' it is a year."""
    doubtful = [x for x in found if x.kind == labels.SPLIT and x.also]
    sure_years = any(x.kind == labels.SPLIT and not x.also for x in found)
    years = [x.also.year for x in doubtful if x.also]
    months = [x for x in found if x.kind == labels.MONTH]
    return bool(doubtful) and not sure_years and (bool(months) or len(set(years)) < len(years))


def _as_month(label: Label) -> Label:
    if label.kind != labels.SPLIT or label.also is None:
        return label
    return Label(labels.MONTH, label.also, labels._end(label.also), label.status)


def _is_whole_year(label: Label) -> bool:
    return label.kind == labels.RANGE and label.part == "12 months"


def _of_ranges(found: list[Label]) -> YearType | None:
    starts = {x.first.month for x in found if _is_whole_year(x) and isinstance(x.first, dt.date)}
    if len(starts) != 1:
        return None
    return {1: YearType.CALENDAR, 4: YearType.FINANCIAL, 8: YearType.ACADEMIC, 9: YearType.ACADEMIC}.get(
        starts.pop()
    )


def _years_made_days(known: dict[str, Label | None]) -> dict[str, str]:
    """'2004-05' typed into a spreadsheet becomes May 2004, '04/05' the fourth of May: one such pattern
    through all the days of a column is no chance.
    """
    dates = {
        t: x.first
        for t, x in known.items()
        if x and x.kind in (labels.DAY, labels.MONTH) and isinstance(x.first, dt.date)
    }
    typed = {t: m for t, x in known.items() if x is None and (m := _DAY_AND_MONTH.fullmatch(t))}
    sure = any(x and x.kind == labels.SPLIT and not x.also for x in known.values())
    if len(dates) + len(typed) < (1 if sure else 2):
        return {}
    if dates and not typed and all(d.day == 1 and d.month == (d.year + 1) % 100 for d in dates.values()):
        return {t: f"{d.year}/{d.month:02d}" for t, d in dates.items()}
    one_year = len({d.year for d in dates.values()}) == 1
    if dates and not typed and one_year and all(d.month == d.day + 1 for d in dates.values()):
        return {t: f"20{d.day:02d}/{d.month:02d}" for t, d in dates.items()}
    if dates and not typed and one_year and all(d.day == d.month + 1 for d in dates.values()):
        return {t: f"20{d.month:02d}/{d.day:02d}" for t, d in dates.items()}
    names = {t: labels._MONTHS.get(m[2].casefold()) for t, m in typed.items()}
    if typed and not dates and all(names[t] == int(m[1]) + 1 for t, m in typed.items()):
        return {t: f"20{int(m[1]):02d}/{names[t]:02d}" for t, m in typed.items()}
    return {}


def read_label(
    text: str, timing: Timing, year_type: YearType, begins: bool = False, whole: bool = False
) -> tuple[str, Period]:
    """The label to keep, and the period it names. begins: a bare year is the one in which the year begins.
    whole: words behind a year change nothing, somebody has said.

    Raises PeriodError, and PartYear where it must be asked.
    """
    text = " ".join(text.split())
    label = parsed(timing.restored.get(text, text))
    if label is None:
        raise PeriodError(_unread(text))
    if label.rest and not whole:
        raise PartYear(text, label.rest)
    if timing.months:
        label = _as_month(label)
    if timing.every == YEAR:
        return _year(text, label, timing, year_type, begins)
    return _within(text, label, timing.every)


def _unread(text: str) -> str:
    shown = text if len(text) <= 40 else f"{text[:39]}…"
    if re.fullmatch(r"\d{5}(?:\.0)?", text) and int(float(text)) in _SERIALS:
        day = dt.date(1899, 12, 30) + dt.timedelta(days=int(float(text)))
        return (
            f"'{shown}' looks like a day as a spreadsheet counts days ({day.day} {day:%B %Y}): set the"
            f" column to a date"
            " format there and save again; it is no year we can read"
        )
    return f"'{shown}' is no year we can read"


def _year(text: str, label: Label, timing: Timing, year_type: YearType, begins: bool) -> tuple[str, Period]:
    if label.kind in (labels.QUARTER, labels.TERM) or (
        label.kind == labels.RANGE and not _is_whole_year(label)
    ):
        raise PartYear(text, label.part)
    if label.kind in (labels.DAY, labels.MONTH, labels.RANGE):
        written = _of_day(text, label, timing, year_type)
    elif label.kind == labels.BARE:
        split = begins and year_type in (YearType.ACADEMIC, YearType.FINANCIAL)
        written = f"{label.first}/{(label.first_year + 1) % 100:02d}" if split else str(label.first)
    elif label.kind == labels.SPLIT:
        written = f"{label.first}/{label.last_year % 100:02d}"
    elif label.kind == labels.SPAN:
        written = f"{label.first}-{label.last_year % 100:02d}"
    else:
        a, b = label.first_year, label.last_year
        written = f"{a}/{(a + 1) % 100:02d}-{b - 1}/{b % 100:02d}"
    return _as_written(text, written + _STATUS.get(label.status, ""), year_type)


def _as_written(text: str, written: str, year_type: YearType) -> tuple[str, Period]:
    """The file's own label where it is read as the same period by everything that comes after."""
    try:
        period = parse_period(written, year_type)
    except (PeriodError, ValueError, OverflowError):
        raise PeriodError(_unread(text)) from None
    try:
        if not re.search(r"[^\d/\s-]", text) and parse_period(text, year_type).label == period.label:
            return text, parse_period(text, year_type)
    except (PeriodError, ValueError, OverflowError):
        pass
    return written, period


def _of_day(text: str, label: Label, timing: Timing, year_type: YearType) -> str:
    first, last = label.first, label.last
    if not isinstance(first, dt.date) or not isinstance(last, dt.date):
        raise PeriodError(_unread(text))
    starts = _STARTS.get(year_type, 1)
    if label.kind == labels.RANGE:
        if first.month not in (starts, starts - 1 if year_type is YearType.ACADEMIC else starts):
            raise PeriodError(f"'{text[:40]}' is another kind of year than the one chosen")
        return str(last.year)
    if label.kind == labels.MONTH and timing.year_type is None and _OF_MONTH.get(last.month) is None:
        raise PartYear(text, "a month")
    month = _STARTS.get(year_type)
    day = last if label.kind == labels.MONTH else first
    return str(day.year + (month is not None and day.month >= month))


def _within(text: str, label: Label, every: str) -> tuple[str, Period]:
    first, last = label.first, label.last
    if not isinstance(first, dt.date) or not isinstance(last, dt.date) or label.kind == labels.RANGE:
        raise PartYear(text, "no month, quarter or term")
    if label.kind in (labels.DAY, labels.MONTH):
        if every not in (MONTH, QUARTER):
            raise PartYear(text, "a month")
        start = first.replace(day=1)
        if every == QUARTER:
            months = start.year * 12 + start.month - 3
            start = dt.date(months // 12, months % 12 + 1, 1)
        end = labels._end(first.replace(day=1))
        return _made(f"{end.year}-{end.month:02d}", start, end, f"{end:%B %Y}", label.status)
    if {labels.QUARTER: QUARTER, labels.TERM: TERM}[label.kind] != every:
        raise PartYear(text, label.part)
    year = first.year - (label.split and first.month < 4)
    if every == TERM:
        name = f"{label.part} {first.year}"
    elif label.split:
        name = f"{year}/{(year + 1) % 100:02d} {label.part}"
    else:
        name = f"{first.year} Q{(first.month + 2) // 3}"
    return _made(name, first, last, name, label.status)


def _made(label: str, start: dt.date, end: dt.date, words: str, status: str) -> tuple[str, Period]:
    return label, Period(start, end, words, label, start.year, _STATUSES.get(status))


def looks_like_a_period(text: str) -> bool:
    """A year, month, quarter or term from 1950 to 2100, and nothing else beside it."""
    label = parsed(text)
    if label is None:
        return False
    year = label.first.year if isinstance(label.first, dt.date) else label.first
    return 1950 <= year <= 2100
