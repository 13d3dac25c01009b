"""Pieces of the exercise's steps as HTML. Every text is escaped here."""

import datetime as dt
from collections.abc import Sequence

from markupsafe import Markup

from c4eo_core.answers.workshop.notes import CRITERIA
from c4eo_core.answers.workshop.notes_of_records import Ranked
from c4eo_core.model.display import ordinal
from c4eo_core.model.markup import markup
from c4eo_core.model.text import day_words
from c4eo_core.records.kinds import Action
from c4eo_core.reports.content.notes import MOST
from c4eo_core.reports.html.text_tables import text_table

_DONE, _OPEN = "✓", "○"


def heading(title: str, note: str = "") -> Markup:
    return markup(
        "<h3>{title}{note}</h3>",
        title=title,
        note=markup(" <span class=when>{note}</span>", note=note) if note else Markup(),
    )


def notice(words: str) -> Markup:
    return markup('<p class="notice">{words}</p>', words=words)


def absent_html(absent: Sequence[str], count: int, not_asked: int = 0) -> Markup:
    """Who is missing from the room, named; and how many have not been asked yet."""
    if not absent and not not_asked:
        return markup(
            '<p class="progress"><span class="tag good">{done} Everybody named is in the room</span></p>',
            done=_DONE,
        )
    asked = markup(
        '<p class="note">Not yet asked: {not_asked} of {count}.</p>', not_asked=not_asked, count=count
    )
    missing = markup(
        '<p class="notice"><strong>Missing from the room: {absent} of {count}.</strong> {who}.</p>',
        absent=len(absent),
        count=count,
        who=", ".join(absent),
    )
    return (missing if absent else Markup()) + (asked if not_asked else Markup())


def progress(found: Sequence[tuple[bool, str]]) -> Markup:
    """What is there and what is not: a sign and a sentence each."""
    tags = Markup().join(
        markup(
            '<span class="tag {words}">{done} {words2}</span>',
            words="good" if there else "flat",
            done=_DONE if there else _OPEN,
            words2=words,
        )
        for there, words in found
    )
    return markup('<p class="progress">{tags}</p>', tags=tags)


def rank_html(ranked: Ranked) -> Markup:
    """The place by score, ties said, and the total with what is left to score."""
    if ranked.rank is None:
        return Markup('<span class="tag flat">Not scored</span>')
    place = f"{'Joint ' if ranked.tied else ''}{ordinal(ranked.rank)}"
    left = f", {ranked.left} of {len(CRITERIA)} not scored" if ranked.left else ""
    moved = " · moved by hand" if ranked.moved else ""
    return markup(
        '<span class="tag">{place} by score</span> <span class="when line">{total} of'
        " {most}{left}{moved}</span>",
        place=place,
        total=ranked.total,
        most=MOST * len(CRITERIA),
        left=left,
        moved=moved,
    )


def lacks_html(words: Sequence[str]) -> Markup:
    if not words:
        return markup(
            '<p class="progress"><span class="tag good">{done} Who, when and how: all said</span></p>',
            done=_DONE,
        )
    return markup(
        '<p class="progress"><span class="tag bad">Not yet said: {words}</span></p>', words=", ".join(words)
    )


def due_table(actions: Sequence[Action], today: dt.date) -> Markup:
    rows = [[day_words(a.by_when), _due_in(a, today), a.what, a.who or "nobody yet"] for a in actions]
    return text_table(
        ("By when", "That is", "What", "Who"), rows, f"Actions by day, seen from {day_words(today)}"
    )


def _due_in(action: Action, today: dt.date) -> str:
    if action.settled:
        return "done" if action.done else "dropped"
    days = (dt.date.fromisoformat(action.by_when) - today).days
    if days < 0:
        return f"{-days} day{'s' if days < -1 else ''} overdue"
    return "today" if days == 0 else f"in {days} day{'s' if days > 1 else ''}"
