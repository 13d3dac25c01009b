"""One cell of a table somebody brings: a number with what stands behind it, or a mark that stands for none.
What cannot be read raises with words.
"""

import re
from dataclasses import dataclass

from c4eo_core.model.kinds import Note, YearType
from c4eo_core.model.period import Period
from c4eo_core.sources.uploads import marks
from c4eo_core.sources.uploads.periods import looks_like_a_period, read_label, timing_of

MOST = 1e12
_HIDDEN = "c * ** *** s # ## supp suppressed suppress hidden redacted confidential masked yes y true"
_NOT_AVAILABLE = (
    "x .. ... : missing unavailable nan null none nk n/k tbc tbd np n/p pending unknown awaited n.a."
    " n.av. n/av nr"
    " #n/a #div/0! #ref! #value! #num! #name? #null! blank err error"
)
_MARKS = {
    **dict.fromkeys(_HIDDEN.split(), Note.SUPPRESSED),
    **dict.fromkeys(("z", ".", "n/a", "na", "not applicable", "not appl."), Note.NOT_APPLICABLE),
    **dict.fromkeys(_NOT_AVAILABLE.split(), Note.NOT_AVAILABLE),
    **dict.fromkeys(
        (
            "not available",
            "no data",
            "no data available",
            "nil return",
            "not known",
            "not collected",
            "not published",
            "not provided",
            "not recorded",
            "not reported",
            "not yet available",
            "to be confirmed",
            "data not available",
            "value missing",
            "",
        ),
        Note.NOT_AVAILABLE,
    ),
    **dict.fromkeys(("low", "~", "0~", "k"), Note.LOW),
    **dict.fromkeys(("u", "unreliable"), Note.UNRELIABLE),
    **dict.fromkeys(("w", "-", "--", "withheld"), Note.WITHHELD),
}
_ZERO = ("nil", "zero")
_NO_MARK = ("no", "n", "false", "0", "")
_LESS = r"(?:<|≤|<=|&lt;|under|below|less than|fewer than|lower than|up to|at most)"
_MORE = r"(?:>|≥|>=|&gt;|over|above|more than|greater than|at least)"
_ABOUT = re.compile(
    rf"(?:{_LESS}|{_MORE})\s*=?\s*\d{{1,4}}(?:\.\d+)?\s*%?"
    r"|\d{1,4}\+"
    r"|\d{1,3}\s*%?\s*(?:or|and)\s*(?:fewer|less|under|below|more|over|above)"
    r"|\d{1,3}(?:\.\d+)?\s*%?\s*(?:-|to)\s*\d{1,3}(?:\.\d+)?\s*%?",
    re.I,
)
_NUMBER = re.compile(r"[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d{1,2})?")
_THOUSANDS = re.compile(r"[-+]?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_SPACED = re.compile(r"[-+]?\d{1,3}(?: \d{3})+(?:\.\d+)?")
_COMMA = re.compile(r"[-+]?\d{1,3}(?:[. ]?\d{3})*,\d+|[-+]?\d{1,3}(?:[. ]\d{3})+")
_PER_CENT = re.compile(r"\s*(?:%|per ?cent|pct)$", re.I)
_DECIMAL_COMMA = re.compile(r"[-+]?\d+(?:[. ]\d{3})*,(?:\d{1,2}|\d{4,})%?|[-+]?\d{1,3}(?:\.\d{3})+,\d+%?")


@dataclass(frozen=True)
class Figure:
    """value or note, never both; status: what stands behind it ('provisional', 'break in series'), or ''."""

    value: float | None
    note: Note | None
    status: str = ""


def read_value(text: str) -> tuple[float | None, Note | None]:
    """A number, or why there is none. Raises ValueError for anything else."""
    found = read_figure(text)
    return found.value, found.note


def read_figure(text: str, decimal_comma: bool = False) -> Figure:
    """decimal_comma: the column writes 12,5 for twelve and a half. Raises ValueError."""
    plain = marks.plain(text)
    if (note := mark_of(plain)) is not None:
        return Figure(None, note)
    found = marks.unmarked(plain)
    if not found.text:  # a sign, and nothing that it is about
        return Figure(None, Note.NOT_AVAILABLE, found.status)
    if (note := mark_of(found.text)) is not None:
        return Figure(None, note, found.status)
    left = found.text.replace("\u2212", "-").removeprefix("£").strip()
    left = _PER_CENT.sub("", left).strip()
    if decimal_comma and _COMMA.fullmatch(left):
        left = left.replace(".", "").replace(" ", "").replace(",", ".")
    elif _THOUSANDS.fullmatch(left):
        left = left.replace(",", "")
    elif _SPACED.fullmatch(left):
        left = left.replace(" ", "")
    if left.casefold() in _ZERO:
        return Figure(0.0, None, found.status)
    if not _NUMBER.fullmatch(left) or len(left) > 40:
        raise ValueError(f"'{shown(text)}' is neither a number nor a mark we know.{_hint(plain)}")
    number = float(left)
    if not abs(number) < MOST:
        raise ValueError(f"'{shown(text)}' is too large to be a figure.")
    return Figure(number, None, found.status)


def _hint(text: str) -> str:
    if re.fullmatch(r"\d+\s*(?:of|/|out of)\s*\d+|.*\(\d+\s*/\s*\d+\)", text):
        return " It seems to hold two numbers: put how many, and out of how many, in columns of their own."
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}|\d{1,2}-[A-Za-z]{3}(?:-\d+)?", text):
        return " It looks like a day: a spreadsheet makes days of ranges such as 1-4."
    return ""


def writes_decimal_commas(cells: list[str]) -> bool:
    """Whether a column of figures writes 12,5: some cell cannot be read in any other way."""
    plain = [marks.unmarked(marks.plain(c)).text for c in cells]
    commas = sum(bool(_DECIMAL_COMMA.fullmatch(c)) for c in plain)
    return commas > 0 and not any(
        re.search(r"\d\.\d{1,2}%?$|,\d{3}[.,]", c) for c in plain if "," not in c[-4:]
    )


def mark_of(text: str) -> Note | None:
    """What a mark in the place of a number means."""
    plain = marks.plain(text).casefold()
    if len(plain) > 40:
        return _in_words(plain)
    if _ABOUT.fullmatch(plain) or _ABOUT.fullmatch(plain.strip("[]()")):
        return Note.SUPPRESSED
    bare = plain.strip("[]()").strip()
    return _MARKS.get(plain) or (_MARKS.get(bare) if bare else None) or _in_words(plain)


def _in_words(plain: str) -> Note | None:
    """'Value suppressed for disclosure control due to small count', as a publisher writes it."""
    if "suppress" in plain or "disclosure" in plain:
        return Note.SUPPRESSED
    return Note.NOT_AVAILABLE if plain.startswith(("value missing", "value not ", "data not ")) else None


def flag_of(text: str) -> Note | None:
    """What a column of marks says beside the numbers; None where it says that nothing is the matter, says how
    settled the figure is, or uses words of its own.
    """
    plain = text.strip().casefold()
    if plain in _NO_MARK or marks.status_of(text):
        return None
    return mark_of(plain) or _in_words(plain)


def shown(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"


def read_period(text: str, year_type: YearType, begins: bool = False) -> tuple[str, Period]:
    """One label alone: the label to keep, and the year it names. begins: a bare year is the one in which the
    year begins, not ends.

    Raises PeriodError.
    """
    return read_label(text, timing_of(()), year_type, begins)


def looks_like_a_year(text: str) -> bool:
    """A year, or a month, quarter or term."""
    return looks_like_a_period(text)


def looks_like_a_figure(text: str) -> bool:
    """A number, or a mark that stands for one."""
    try:
        read_figure(text)
    except ValueError:
        return False
    return True


def is_a_number(text: str) -> bool:
    try:
        return read_figure(text).value is not None
    except ValueError:
        return False
