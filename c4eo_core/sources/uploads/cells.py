"""One cell of a table somebody brings: a number, a mark that stands for none, a year, a place. What cannot be
read raises with words.
"""

import datetime as dt
import re

from c4eo_core.model.kinds import Note, YearType
from c4eo_core.model.period import Period, PeriodError, parse_period

MOST = 1e12
_MARKS = {
    **dict.fromkeys(
        ("c", "*", "**", "s", "supp", "suppressed", "hidden", "redacted", "confidential", "yes", "y", "true"),
        Note.SUPPRESSED,
    ),
    **dict.fromkeys(("z", ".", "n/a", "na", "not applicable"), Note.NOT_APPLICABLE),
    **dict.fromkeys(
        ("x", "..", ":", "", "missing", "not available", "#n/a", "nan", "null", "none", "nil return"),
        Note.NOT_AVAILABLE,
    ),
    **dict.fromkeys(("low", "~", "k"), Note.LOW),
    **dict.fromkeys(("u", "unreliable"), Note.UNRELIABLE),
    **dict.fromkeys(("w", "-", "–", "—", "r", "withheld"), Note.WITHHELD),
}
_NO_MARK = ("no", "n", "false", "0", "")
_FEWER = re.compile(r"(?:<|≤|<=|under|below|less than|fewer than|up to)\s*\d{1,4}", re.IGNORECASE)
_NUMBER = re.compile(r"[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d{1,2})?")
_THOUSANDS = re.compile(r"[-+]?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_STATUS = re.compile(r"\s*[\[(](?:p|r|e|prov|provisional|rev|revised|final)[\])]$", re.IGNORECASE)
_SIX = re.compile(r"(\d{4})(\d{2})")
_DAYS = (
    re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})"),
    re.compile(r"(?P<d>\d{1,2})[/.](?P<m>\d{1,2})[/.](?P<y>\d{4})"),
)
_KIND_OF_YEAR = r"(?:academic|financial|calendar|reporting|fiscal|school)?\s*(?:years?|ay|fy|cy)?"
_LEADS = re.compile(rf"^{_KIND_OF_YEAR}\s*(?:ending|ended|to)?\s*", re.IGNORECASE)
_MONTHS = {
    YearType.JANUARY: r"jan(?:uary)?",
    YearType.SEPTEMBER: r"sept?(?:ember)?",
    YearType.ANNUAL: r"mar(?:ch)?",
}
_STARTS = {YearType.ACADEMIC: 9, YearType.FINANCIAL: 4, YearType.ANNUAL: 4}
BARE = re.compile(r"\d{4}")


def read_value(text: str) -> tuple[float | None, Note | None]:
    """A number, or why there is none. Raises ValueError for anything else."""
    plain = text.strip()
    if (note := mark_of(plain)) is not None:
        return None, note
    plain = _STATUS.sub("", plain).replace("\u2212", "-").replace("\u00a0", "").strip()
    plain = plain.removeprefix("£").removesuffix("%").strip()
    if _THOUSANDS.fullmatch(plain):
        plain = plain.replace(",", "")
    if not _NUMBER.fullmatch(plain) or len(plain) > 40:
        raise ValueError(f"'{shown(text)}' is neither a number nor a mark we know.")
    number = float(plain)
    if not abs(number) < MOST:
        raise ValueError(f"'{shown(text)}' is too large to be a figure.")
    return number, None


def mark_of(text: str) -> Note | None:
    """What a mark in the place of a number means."""
    plain = text.strip().casefold()
    if _FEWER.fullmatch(plain):
        return Note.SUPPRESSED
    return _MARKS.get(plain) or _MARKS.get(plain.strip("[]()")) if len(plain) <= 16 else None


def flag_of(text: str) -> Note | None:
    """What a column of marks says beside the numbers; None where it says that nothing is the matter, or uses
    words of its own.
    """
    return None if text.strip().casefold() in _NO_MARK else mark_of(text)


def shown(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"


def read_period(text: str, year_type: YearType, begins: bool = False) -> tuple[str, Period]:
    """The label to keep, and the period it names. begins: a bare year is the one in which the year begins,
    not ends.

    Raises PeriodError.
    """
    label = " ".join(text.split())
    if month := _MONTHS.get(year_type):
        label = re.sub(rf"^{month}\s+|\s+{month}$", "", label, flags=re.IGNORECASE)
    label = _LEADS.sub("", label) or label
    if six := _SIX.fullmatch(label):
        if int(six[2]) != (int(six[1]) + 1) % 100:
            raise PeriodError(f"'{shown(text)}' is no year we can read")
        label = f"{six[1]}/{six[2]}"
    if found := next((m for pattern in _DAYS if (m := pattern.fullmatch(label))), None):
        label = _year_of_day(found, text, year_type)
    elif begins and BARE.fullmatch(label) and year_type in (YearType.ACADEMIC, YearType.FINANCIAL):
        label = f"{label}/{(int(label) + 1) % 100:02d}"
    try:
        return label, parse_period(label, year_type)
    except (PeriodError, ValueError, OverflowError):
        raise PeriodError(f"'{shown(text)}' is no year we can read") from None


def _year_of_day(found: re.Match, text: str, year_type: YearType) -> str:
    try:
        day = dt.date(int(found["y"]), int(found["m"]), int(found["d"]))
    except ValueError:
        raise PeriodError(f"'{shown(text)}' is no day of the calendar") from None
    month = _STARTS.get(year_type)
    return str(day.year + (month is not None and day.month >= month))


def looks_like_a_year(text: str) -> bool:
    try:
        _, period = read_period(text, YearType.FINANCIAL)
    except PeriodError:
        return False
    return 1950 <= period.start.year <= 2100


def looks_like_a_figure(text: str) -> bool:
    """A number, or a mark that stands for one."""
    try:
        read_value(text)
    except ValueError:
        return False
    return True
