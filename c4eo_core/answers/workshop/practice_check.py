"""A second person checks an entry of the register: what must stand in it, and whether it has
changed since.
"""

import hashlib
import json

from c4eo_core.model.text import day_words, tidy
from c4eo_core.records.kinds import Practice

# What is checked, each with the words for a reader.
CHECKED = {
    "words": "what is done",
    "setting": "where",
    "since": "since when",
    "evidence": "how it was measured",
    "who_says": "who validated it",
    "contact": "whom to contact",
    "written_by": "who wrote the entry",
}


def mark_of(p: Practice) -> str:
    """Of the words that were checked: another word, another mark."""
    said = json.dumps([p.title, *(getattr(p, name) for name in CHECKED)], ensure_ascii=False)
    return hashlib.sha256(said.encode()).hexdigest()[:24]


def missing(p: Practice) -> tuple[str, ...]:
    """What still has to be filled in before anybody can check it."""
    return tuple(words for name, words in CHECKED.items() if not tidy(getattr(p, name)))


def why_not(p: Practice, by: str) -> str:
    """Why this person cannot check it now; "" where they can."""
    left = missing(p)
    if left:
        return f"Still to fill in before it can be checked: {', '.join(left)}."
    if not tidy(by):
        return "Say who has checked it."
    if tidy(by).casefold() == tidy(p.written_by).casefold():
        return "The person who wrote the entry cannot check it: ask a second person."
    return ""


def checked(p: Practice) -> bool:
    """By a second person, and unchanged since."""
    return (
        bool(p.checked_by and p.checked_on) and not why_not(p, p.checked_by) and p.checked_mark == mark_of(p)
    )


def check_words(p: Practice) -> str:
    if checked(p):
        return f"Checked by {p.checked_by} on {day_words(p.checked_on)}"
    if p.checked_by and p.checked_on:
        return f"Changed since {p.checked_by} checked it on {day_words(p.checked_on)}"
    return "Not checked by a second person yet"
