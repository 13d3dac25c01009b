"""The report card as pieces of a page. What everybody in the place lives with and what one service does never
share a table or a look.
"""

from collections.abc import Sequence
from html import escape

from c4eo_core.answers.report.report_card import LATE, NEAR, Due, MeasureLine, ServiceCard
from c4eo_core.model.text import day_words, tidy
from c4eo_core.records.kinds import Visit
from c4eo_core.records.rows import Item
from c4eo_core.reports.html.text_tables import stacking, text_table

_STATES = {LATE: ("bad", "▼"), NEAR: ("flat", "◆")}


def note(words: str) -> str:
    return f'<p class="note">{escape(words)}</p>'


def outcome_html(words: str, origin: str) -> str:
    """A sentence in the trust's own words, and where it comes from."""
    return f'<blockquote class="outcome">{escape(words)}</blockquote><p class="note">{escape(origin)}</p>'


def population_html(place: str, inside: str) -> str:
    """inside: HTML already."""
    head = f'<p class="chip">Everybody in {escape(place)}: population indicators, published</p>'
    note = "No single service can be praised or blamed for these: they are the work of everybody together."
    return f'<section class="rail population">{head}{inside}<p class="note">{note}</p></section>'


def services_html(cards: Sequence[ServiceCard]) -> str:
    return "".join(_service(card) for card in cards)


def _service(card: ServiceCard) -> str:
    columns = "".join(
        f'<div class="heading"><h4>{escape(words)}</h4>{_lines(lines)}</div>'
        for _, words, lines in card.headings
    )
    to = "; ".join(card.contributes)
    return (
        '<section class="rail performance"><p class="chip">One service: performance measures, its own'
        f' figures</p><h3>{escape(card.service)}</h3><div class="three">{columns}</div><p'
        f' class="note">Contributes to: {escape(to)}. It cannot move that figure alone.</p></section>'
    )


def _lines(lines: Sequence[MeasureLine]) -> str:
    if not lines:
        return '<p class="none">Nothing measured yet.</p>'
    return "".join(_line(m) for m in lines)


def _line(m: MeasureLine) -> str:
    figure = "none" if m.value == "no figure yet" else "big"
    source = f'<span class="when">{escape(m.source)}</span>' if m.source else ""
    when = f'<span class="when">{escape(m.when)}</span>' if m.when else ""
    return (
        '<p class="measure"><span'
        f' class="{figure}">{escape(m.value)}</span>{when}{escape(m.title)}{source}</p>'
    )


def outside_html(outside: Sequence[tuple[Item, str]]) -> str:
    """Measures that may not stand in a card, each with what to do."""
    rows = "".join(
        f"<li><strong>{escape(i.body.label or 'Without a title')}</strong>: {escape(why)}</li>"
        for i, why in outside
    )
    return (
        '<div class="whatif-wrong" role="note"><p>Written down, but not in a service’s'
        f" card:</p><ul>{rows}</ul></div>"
        if rows
        else ""
    )


def wanted_html(items: Sequence[Item]) -> str:
    rows = [
        (
            tidy(i.body.title) or "Without a name",
            tidy(i.body.why) or "not said",
            tidy(i.body.owner) or "nobody yet",
        )
        for i in items
    ]
    return text_table(
        ("Indicator we would need", "Why", "Who is working on it"),
        rows,
        "Wanted and not to be had yet, in order",
    )


def dues_html(dues: Sequence[Due], caption: str) -> str:
    return stacking(("What", "Who", "By when"), [_due(d) for d in dues], caption)


def _due(d: Due) -> tuple[str, str, str]:
    """What, who and by when, as HTML."""
    tone, mark = _STATES.get(d.state, ("flat", ""))
    far = "" if d.item.body.done else f'<span class="tag {tone}">{mark} {escape(d.words)}</span>'
    day = escape(day_words(d.day)) if d.day else ""
    progress = tidy(getattr(d.item.body, "progress", ""))
    below = "".join(f'<span class="when">{escape(words)}</span>' for words in (progress, d.of) if words)
    return (
        f"{escape(d.what or 'Without words')}{below}",
        escape(d.who or "nobody named"),
        " ".join(filter(None, (day, far))),
    )


def visits_html(items: Sequence[Item]) -> str:
    return "".join(_visit(i.body) for i in items)


def _visit(v: Visit) -> str:
    day = day_words(v.held_on) if v.held_on else "No date yet"
    steps = f'<p class="when">Next: {escape(tidy(v.next_steps))}</p>' if tidy(v.next_steps) else ""
    return (
        f'<article class="visit"><h3>{escape(day)}</h3><p'
        f' class="said">{escape(tidy(v.notes) or "No notes.")}</p>{steps}</article>'
    )
