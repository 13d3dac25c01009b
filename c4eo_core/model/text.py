"""Text that is safe to print and to keep: tidied, dated and marked."""

import datetime as dt
import re

from c4eo_core.model.kinds import Note


def note_mark(note: Note | None) -> str:
    return f"[{note.value}]" if note else ""


def day_words(day: str | dt.date) -> str:
    """'24 March 2026'; what is not a date stays as somebody wrote it."""
    if isinstance(day, str):
        try:
            day = dt.date.fromisoformat(day.strip()[:10])
        except ValueError:
            return day
    return f"{day.day} {day:%B %Y}"


# What no document can hold: control characters, halves of pairs, what Unicode says is no character.
_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def tidy(text: str) -> str:
    """The same words without what no document can hold; line breaks stay."""
    return _UNWRITABLE.sub("", re.sub("\r\n?|[\u2028\u2029]", "\n", text).replace("\t", " ")).strip()
