"""The cells of an action plan: by which day, and how it stands. Nothing is guessed: what names no day is left
open and said.
"""

import datetime as dt
import re

from c4eo_core.sources.uploads.period_labels import DAY, MONTH, QUARTER, TERM, Label, parsed

OPEN, DONE, DROPPED = "open", "done", "dropped"
_NO_DAY = " ongoing immediate immediately asap tbc tba none na notset continuous rolling nodate "
# Letters, figures and % alone, each between two spaces.
_DONE = " complete completed done achieved closed finished implemented delivered blue b yes y 100% true "
_DROPPED = (
    " dropped cancelled canceled withdrawn abandoned superseded stopped nolongerneeded nolongerrequired "
)
# Words that say no more than that it is still to be done.
_JUST_OPEN = " open todo notstarted new planned no n 0% false "
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b", re.I)
_LEADING = re.compile(r"^(?:by|before|end of|end|due|from|w/?c|week commencing)\s+(?:the\s+)?", re.I)


def day_of(text: str) -> tuple[str, str]:
    """(ISO date or "", what to say of it or ""). A month, quarter or term stands for its last day, and that
    is said; a year alone names no day.
    """
    bare = _LEADING.sub("", _LEADING.sub("", _ORDINAL.sub("", text).strip()))
    if not bare:
        return "", ""
    if f" {re.sub(r'[^a-z]', '', bare.casefold())} " in _NO_DAY:
        return "", f"‘{text}’ is no day."
    label = parsed(bare)
    if label is None or label.rest or not isinstance(label.last, dt.date):
        return "", f"‘{text}’ is no day we can read."
    return label.last.isoformat(), _last_day_words(text, label)


def _last_day_words(text: str, label: Label) -> str:
    if label.kind == DAY:
        return ""
    what = {MONTH: "a month", QUARTER: "a quarter", TERM: "a term"}.get(label.kind, "a stretch of time")
    return f"‘{text}’ is {what}: its last day is taken."


def state_of(text: str) -> tuple[str, str]:
    """(OPEN, DONE or DROPPED, the words of the plan where they say more than that)."""
    bare = re.sub(r"[^a-z0-9%]", "", text.casefold())
    if not bare:
        return OPEN, ""
    for state, words in ((DONE, _DONE), (DROPPED, _DROPPED), (OPEN, _JUST_OPEN)):
        if f" {bare} " in words:
            return state, ""
    return OPEN, text
