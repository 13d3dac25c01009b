"""One label of a stretch of time, as councils, departments and spreadsheets write it: what it may mean.

Nothing is decided here that needs the other labels of a column: see `periods`.
"""

import calendar
import datetime as dt
import re
from dataclasses import dataclass

from c4eo_core.sources.uploads import marks

BARE, SPLIT, SPAN, POOLED, DAY, MONTH, QUARTER, TERM, RANGE = (
    "bare",
    "split",
    "span",
    "pooled",
    "day",
    "month",
    "quarter",
    "term",
    "range",
)
YEARS = (BARE, SPLIT, SPAN, POOLED)
TERMS = ("autumn", "spring", "summer")
_MONTHS = {name.casefold()[:3]: n for n, name in enumerate(calendar.month_abbr) if n} | {"sept": 9}
_M = (
    r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_TO = r"\s*(?:-|to|until|and|&)\s*"
_TIME = re.compile(r"[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?$")
_KIND = r"(academic|financial|fiscal|calendar|reporting|school|tax|survey|census)"
_LEAD = re.compile(
    r"^(?:(?:position |as )?at|12 months (?:to|ending)|months? ending|date:?)\s+"
    rf"|^(?:{_KIND}\s*)?(?:year|yr|ay|fy|cy|ye)?s?\.?\s*(?:ending|ended|end|to)?\s*:?\s*(?=['\d]|{_M}\b)",
    re.I,
)
_WHOLE = re.compile(r"ye\b|12 months|year.*(?:end|to)", re.I)
_TAIL = re.compile(
    r"\s*[\[(]?\s*(academic|financial|fiscal|calendar|reporting|school|tax)?\s*(?:years?|ay|fy|outturn"
    r"|actuals?)\s*[\])]?$",
    re.I,
)
_Y4, _Y2 = r"((?:19|20)\d{2})", r"'?(\d{2})"
_FORMS = {
    BARE: re.compile(rf"{_Y4}(?:\.0+)?"),
    "six": re.compile(r"((?:19|20)\d{2})(\d{2})"),
    SPAN: re.compile(rf"{_Y4}{_TO.replace('-', '[-/]')}{_Y4}"),
    "short span": re.compile(rf"{_Y4}{_TO.replace('-', '[-/]')}{_Y2}"),
    "two digits": re.compile(rf"{_Y2}{_TO.replace('-', '[-/]')}{_Y2}"),
    POOLED: re.compile(rf"{_Y4}[/-](\d{{2}}){_TO}(?:(?:19|20)?(\d{{2}}))[/-](\d{{2}}|(?:19|20)\d{{2}})"),
    "iso day": re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})"),
    "day": re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.]'?(\d{4}|\d{2})"),
    "written day": re.compile(
        rf"(\d{{1,2}})(?:st|nd|rd|th)?[-\s/]*(?:of )?{_M}[-\s/,]*'?(\d{{4}}|\d{{2}})", re.I
    ),
    "american day": re.compile(rf"{_M}\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}})", re.I),
    MONTH: re.compile(rf"{_M}[-\s/,]*'?(\d{{4}}|\d{{2}})", re.I),
    "month behind": re.compile(rf"{_Y4}[-\s/]*{_M}", re.I),
    "month number": re.compile(r"(\d{1,2})[-/.]((?:19|20)\d{2})"),
    RANGE: re.compile(
        rf"(?:\d{{1,2}}\s)?{_M}[-\s/]*(\d{{4}}|\d{{2}})?{_TO}"
        rf"(?:\d{{1,2}}\s)?{_M}[-\s/]*'?(\d{{4}}|\d{{2}})",
        re.I,
    ),
    QUARTER: re.compile(
        rf"(?:q|qtr|quarter)\s*([1-4])"
        rf"\s*(?:\([a-z]{{3,9}}{_TO}[a-z]{{3,9}}\))?[-\s/,:of]*(?:fy\s*)?(\d[\d/\s-]*\d)", re.I
    ),
    "quarter behind": re.compile(
        rf"(?:fy\s*)?(\d[\d/-]*\d)[-\s/,:]*(?:q|qtr|quarter)\s*([1-4])"
        rf"\s*(?:\([a-z]{{3,9}}{_TO}[a-z]{{3,9}}\))?", re.I
    ),
    TERM: re.compile(r"(autumn|aut|spring|spr|summer|sum)\.?(?:\s*term)?\s*([12](?=\s)"
        r")?(?:\s*term)?[-\s/,:]*(\d[\d/-]*\d)", re.I),
    "term behind": re.compile(r"(\d[\d/-]*\d)[-\s/,:]*(autumn|aut|spring|spr|summer|sum)"
        r"\.?(?:\s*term)?\s*([12])?(?:\s*term)?", re.I),
}  # fmt: skip


@dataclass(frozen=True)
class Label:
    """kind: one of the names above. first, last: for years the first and the last year of the span as written
    (a bare or split year: once and twice); for all else the first and last day. part: quarter, term or half
    term. split: the year it belongs to runs over two. also: the month it may mean instead of a year.
    rest: words behind it that change its meaning ('to Oct'); hint: 'academic' or the like.
    """

    kind: str
    first: int | dt.date
    last: int | dt.date
    status: str = ""
    part: str = ""
    split: bool = False
    also: dt.date | None = None
    rest: str = ""
    hint: str = ""

    @property
    def first_year(self) -> int:
        return self.first if isinstance(self.first, int) else self.first.year

    @property
    def last_year(self) -> int:
        return self.last if isinstance(self.last, int) else self.last.year


def parsed(text: str) -> Label | None:
    """None for what names no stretch of time at all."""
    if len(text) > 80 or not any(c.isdigit() for c in text):
        return None
    found = unmarked = marks.unmarked(marks.plain(text))
    left, hint, whole = unmarked.text, "", False
    if tail := _TAIL.search(left):
        again = marks.unmarked(left[: tail.start()].strip())
        left, hint = again.text, (tail[1] or "").casefold()
        found = again if again.status else unmarked
    if lead := _LEAD.match(left):
        hint, whole = (lead[1] or "").casefold() or hint or _initials(left), bool(_WHOLE.match(lead[0]))
        left = left[lead.end() :]
    left = _TIME.sub("", left).strip()
    label = _read(left) or _with_words_behind(left)
    if label is None:
        return None
    label = _year_to(label) if whole and label.kind in (DAY, MONTH) else label
    status = found.status if found.status in marks.SETTLED else ""
    if found.status and not status:
        return None
    return Label(**{**label.__dict__, "status": status or label.status, "hint": hint})


def _year_to(label: Label) -> Label:
    """'Year ending March 2024': the twelve months up to it."""
    last = _end(label.last) if isinstance(label.last, dt.date) else dt.date(label.last, 12, 31)
    first = dt.date(last.year - (last.month < 12), last.month % 12 + 1, 1)
    return Label(RANGE, first, last, part="12 months")


def _initials(text: str) -> str:
    return {"ay": "academic", "fy": "financial", "cy": "calendar"}.get(text[:2].casefold(), "")


def _with_words_behind(text: str) -> Label | None:
    """'2024/25 (to Oct)', '2024/25 YTD': a year that somebody has qualified; what it then means is asked."""
    match = re.match(
        r"((?:19|20)\d{2}(?:\s*(?:[-/]|to)\s*(?:(?:19|20)\d{2}|\d{2}))?)(?=[\s(\[,:;-])(.+)$", text
    )
    if match is None:
        return None
    year, rest = _read(match[1].strip()), match[2].strip(" -,:;()[]")
    if year is None or not re.search("[A-Za-z]", rest):
        return None
    return Label(**{**year.__dict__, "rest": rest[:60]})


def _read(text: str) -> Label | None:
    for name, form in _FORMS.items():
        if match := form.fullmatch(text):
            try:
                if label := _MEANT[name](match):
                    return label
            except (ValueError, OverflowError):
                continue
    return None


def full_year(digits: str) -> int:
    number = int(digits)
    return number if len(digits) == 4 else number + (1900 if number >= 60 else 2000)


def _span(first: int, last: int) -> Label | None:
    if last == first + 1:
        return Label(SPLIT, first, last, split=True)
    return Label(SPAN, first, last) if first < last <= first + 9 else None


def _short_span(m: re.Match) -> Label | None:
    first, two = int(m[1]), int(m[2])
    last = first // 100 * 100 + two
    last += 100 if last < first else 0
    label = _span(first, last)
    month = dt.date(first, two, 1) if 1 <= two <= 12 and "to" not in m[0] and "/" not in m[0] else None
    if label is None:
        return Label(MONTH, month, _end(month)) if month else None
    return Label(**{**label.__dict__, "also": month})


def _six(m: re.Match) -> Label | None:
    first, two = int(m[1]), int(m[2])
    month = dt.date(first, two, 1) if 1 <= two <= 12 else None
    if two == (first + 1) % 100:
        return Label(SPLIT, first, first + 1, split=True, also=month)
    return Label(MONTH, month, _end(month)) if month else None


def _two(m: re.Match) -> Label | None:
    first = full_year(m[1])
    return _span(first, first + 1) if int(m[2]) == (first + 1) % 100 else None


def _pooled(m: re.Match) -> Label | None:
    first, last = int(m[1]), full_year(m[3])
    good = (
        int(m[2]) == (first + 1) % 100 and int(m[4]) % 100 == (last + 1) % 100 and first < last <= first + 9
    )
    return Label(POOLED, first, last + 1, split=True) if good else None


def _day(year: int, month: int, day: int) -> Label:
    if month > 12 >= day:  # the American order, where it can be no other
        month, day = day, month
    return _days(dt.date(year, month, day))


def _days(date: dt.date) -> Label:
    return Label(DAY, date, date)


def _month_number(word: str) -> int:
    return _MONTHS[word.casefold()[:3]]


def _end(first: dt.date) -> dt.date:
    return first.replace(day=calendar.monthrange(first.year, first.month)[1])


def _month(year: int, month: int) -> Label:
    first = dt.date(year, month, 1)
    return Label(MONTH, first, _end(first))


def _range(m: re.Match) -> Label | None:
    a, b, last_year = _month_number(m[1]), _month_number(m[3]), full_year(m[4])
    first_year = full_year(m[2]) if m[2] else last_year - (a > b)
    first, last = dt.date(first_year, a, 1), _end(dt.date(last_year, b, 1))
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if not 1 < months <= 60:
        return None
    return Label(QUARTER if months == 3 else RANGE, first, last, part=f"{months} months")


def _year_of(text: str) -> tuple[int, bool] | None:
    """(the year it begins, whether it runs over two)."""
    label = _read(text.strip(" -/"))
    if label is None or label.kind not in (BARE, SPLIT):
        return (full_year(text), False) if re.fullmatch(r"\d{2}", text) else None
    return label.first_year, label.kind == SPLIT


def _quarter(number: str, year: str) -> Label | None:
    found = _year_of(year)
    if found is None:
        return None
    n, (begins, split) = int(number), found
    month = (n - 1) * 3 + (4 if split else 1)
    first = dt.date(begins + (month > 12), (month - 1) % 12 + 1, 1)
    return Label(QUARTER, first, _end(first.replace(month=first.month + 2)), part=f"Q{n}", split=split)


def _term(word: str, half: str | None, year: str) -> Label | None:
    found = _year_of(year)
    if found is None:
        return None
    term = next(t for t in TERMS if t.startswith(word.casefold()[:3]))
    begins = found[0] + (found[1] and term != "autumn")
    starts, ends = {"autumn": (9, 12), "spring": (1, 4), "summer": (4, 8)}[term]
    middle = {"autumn": 11, "spring": 3, "summer": 6}[term]
    starts, ends = (middle if half == "2" else starts, middle - 1 if half == "1" else ends)
    if term == "summer" and half != "2":
        starts = 5
    first, last = dt.date(begins, starts, 1), _end(dt.date(begins, max(ends, starts), 1))
    return Label(TERM, first, last, part=f"{term.title()}{f' {half}' if half else ''}")


_MEANT = {
    BARE: lambda m: Label(BARE, int(m[1]), int(m[1])),
    "six": _six,
    SPAN: lambda m: _span(int(m[1]), int(m[2])),
    "short span": _short_span,
    "two digits": _two,
    POOLED: _pooled,
    "iso day": lambda m: _days(dt.date(int(m[1]), int(m[2]), int(m[3]))),
    "day": lambda m: _day(full_year(m[3]), int(m[2]), int(m[1])),
    "written day": lambda m: _day(full_year(m[3]), _month_number(m[2]), int(m[1])),
    "american day": lambda m: _day(int(m[3]), _month_number(m[1]), int(m[2])),
    MONTH: lambda m: _month(full_year(m[2]), _month_number(m[1])),
    "month behind": lambda m: _month(int(m[1]), _month_number(m[2])),
    "month number": lambda m: _month(int(m[2]), int(m[1])),
    RANGE: _range,
    QUARTER: lambda m: _quarter(m[1], m[2]),
    "quarter behind": lambda m: _quarter(m[2], m[1]),
    TERM: lambda m: _term(m[1], m[2], m[3]),
    "term behind": lambda m: _term(m[2], m[3], m[1]),
}
