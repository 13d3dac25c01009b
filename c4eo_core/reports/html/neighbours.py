"""Neighbours as a piece of a page: the published list, and what a trust has made of it. Every text is
escaped.
"""

from markupsafe import Markup

from c4eo_core.answers.standing.neighbour_set import Choice, Member, cautions, summary
from c4eo_core.answers.standing.words import list_date_words
from c4eo_core.model.area import Area
from c4eo_core.model.markup import markup
from c4eo_core.model.text import day_words
from c4eo_core.reports.html.pieces import table

NOT_ON_LIST = "not on the published list"


def official_words(area: Area, members: tuple[Member, ...], list_date: str) -> Markup:
    if not members:
        return markup(
            '<p class="note">No list of statistical neighbours is published for {name}.</p>', name=area.name
        )
    caption = f"The published neighbours of {area.name}, nearest first (list of {list_date_words(list_date)})"
    return table(
        ("Neighbour", "How alike"),
        [(m.area.name, m.closeness or "not said") for m in members],
        caption,
        "figures plain",
        9,
    )


def choice_table(choice: Choice, list_date: str, hidden: bool = False) -> Markup:
    """hidden: without the reason, for a room that should not read it."""
    rows = [(m.area.name, _alike(m), _standing(m)) for m in choice.members]
    rows += [(m.area.name, _alike(m), "dropped") for m in choice.dropped]
    caption = (
        f"Neighbours of {choice.area.name}, chosen {day_words(choice.since.date())} in the place of the"
        f" published list of {list_date_words(choice.list_date or list_date)}"
    )
    why = Markup() if hidden else markup("<p>Why: {reason}</p>", reason=choice.reason)
    lines = Markup().join(
        markup('<p class="note">{line}</p>', line=line)
        for line in (summary(choice), *cautions(choice, list_date))
    )
    return why + table(("Neighbour", "How alike", "In use"), rows, caption, "figures plain", 9) + lines


def _alike(m: Member) -> str:
    return (m.closeness or "not said") if m.on_list else NOT_ON_LIST


def _standing(m: Member) -> str:
    gone = "" if m.area.is_authority else ", no longer an authority"
    return ("kept" if m.on_list else "added") + gone
