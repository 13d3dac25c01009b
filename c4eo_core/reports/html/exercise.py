"""Pieces of the exercise's steps as HTML. Every text is escaped here."""

import datetime as dt
from collections.abc import Sequence
from html import escape

from c4eo_core.answers.workshop.notes import CRITERIA
from c4eo_core.answers.workshop.notes_of_records import Ranked
from c4eo_core.model.display import ordinal
from c4eo_core.model.text import day_words
from c4eo_core.records.kinds import Action
from c4eo_core.reports.content.notes import MOST
from c4eo_core.reports.html.text_tables import text_table

_DONE, _OPEN = "✓", "○"


def heading(title: str, note: str = "") -> str:
    return f"<h3>{escape(title)}{f' <span class=when>{escape(note)}</span>' if note else ''}</h3>"


def notice(words: str) -> str:
    return f'<p class="notice">{escape(words)}</p>'


def absent_html(absent: Sequence[str], count: int) -> str:
    """Who is missing from the room, named."""
    if not absent:
        return f'<p class="progress"><span class="tag good">{_DONE} Everybody named is in the room</span></p>'
    who = ", ".join(escape(name) for name in absent)
    return f'<p class="notice"><strong>Missing from the room: {len(absent)} of {count}.</strong> {who}.</p>'


def progress(found: Sequence[tuple[bool, str]]) -> str:
    """What is there and what is not: a sign and a sentence each."""
    tags = "".join(
        f'<span class="tag {"good" if there else "flat"}">{_DONE if there else _OPEN} {escape(words)}</span>'
        for there, words in found
    )
    return f'<p class="progress">{tags}</p>'


def rank_html(ranked: Ranked) -> str:
    """The place by score, ties said, and the total with what is left to score."""
    if ranked.rank is None:
        return '<span class="tag flat">Not scored</span>'
    place = f"{'Joint ' if ranked.tied else ''}{ordinal(ranked.rank)}"
    left = f", {ranked.left} of {len(CRITERIA)} not scored" if ranked.left else ""
    moved = " · moved by hand" if ranked.moved else ""
    return (
        f'<span class="tag">{place} by score</span> <span class="when line">{ranked.total} of'
        f" {MOST * len(CRITERIA)}{left}{moved}</span>"
    )


def lacks_html(words: Sequence[str]) -> str:
    if not words:
        return f'<p class="progress"><span class="tag good">{_DONE} Who, when and how: all said</span></p>'
    return f'<p class="progress"><span class="tag bad">Not yet said: {escape(", ".join(words))}</span></p>'


def due_table(actions: Sequence[Action], today: dt.date) -> str:
    rows = [[day_words(a.by_when), _due_in(a, today), a.what, a.who or "nobody yet"] for a in actions]
    return text_table(
        ("By when", "That is", "What", "Who"), rows, f"Actions by day, seen from {day_words(today)}"
    )


def _due_in(action: Action, today: dt.date) -> str:
    if action.done:
        return "done"
    days = (dt.date.fromisoformat(action.by_when) - today).days
    if days < 0:
        return f"{-days} day{'s' if days < -1 else ''} overdue"
    return "today" if days == 0 else f"in {days} day{'s' if days > 1 else ''}"
