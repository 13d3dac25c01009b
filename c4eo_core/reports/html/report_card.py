"""The report card as pieces of a page. What everybody in the place lives with and what one service does never
share a table or a look.
"""

from collections.abc import Sequence

from markupsafe import Markup

from c4eo_core.answers.report.due_everywhere import DueIn
from c4eo_core.answers.report.report_card import LATE, NEAR, Due, MeasureLine, ServiceCard, is_settled
from c4eo_core.model.markup import markup
from c4eo_core.model.text import day_words, tidy
from c4eo_core.records.kinds import Visit
from c4eo_core.records.rows import Item
from c4eo_core.reports.html.text_tables import text_table

_STATES = {LATE: ("bad", "▼"), NEAR: ("flat", "◆")}


def note(words: str) -> Markup:
    return markup('<p class="note">{words}</p>', words=words)


def outcome_html(words: str, origin: str) -> Markup:
    """A sentence in the trust's own words, and where it comes from."""
    return markup(
        '<blockquote class="outcome">{words}</blockquote><p class="note">{origin}</p>',
        words=words,
        origin=origin,
    )


def population_html(place: str, inside: Markup) -> Markup:
    head = markup('<p class="chip">Everybody in {place}: population indicators, published</p>', place=place)
    note = "No single service can be praised or blamed for these: they are the work of everybody together."
    return markup(
        '<section class="rail population">{head}{inside}<p class="note">{note}</p></section>',
        head=head,
        inside=inside,
        note=note,
    )


def services_html(cards: Sequence[ServiceCard]) -> Markup:
    return Markup().join(_service(card) for card in cards)


def _service(card: ServiceCard) -> Markup:
    columns = Markup().join(
        markup('<div class="heading"><h4>{words}</h4>{lines}</div>', words=words, lines=_lines(lines))
        for _, words, lines in card.headings
    )
    to = "; ".join(card.contributes)
    return markup(
        '<section class="rail performance"><p class="chip">One service: performance measures, its own'
        ' figures</p><h3>{service}</h3><div class="three">{columns}</div><p'
        ' class="note">Contributes to: {to}. It cannot move that figure alone.</p></section>',
        service=card.service,
        columns=columns,
        to=to,
    )


def _lines(lines: Sequence[MeasureLine]) -> Markup:
    if not lines:
        return Markup('<p class="none">Nothing measured yet.</p>')
    return Markup().join(_line(m) for m in lines)


def _line(m: MeasureLine) -> Markup:
    figure = "none" if m.value == "no figure yet" else "big"
    source = markup('<span class="when">{source}</span>', source=m.source) if m.source else Markup()
    when = markup('<span class="when">{when}</span>', when=m.when) if m.when else Markup()
    return markup(
        '<p class="measure"><span class="{figure}">{value}</span>{when}{title}{source}</p>',
        figure=figure,
        value=m.value,
        when=when,
        title=m.title,
        source=source,
    )


def outside_html(outside: Sequence[tuple[Item, str]]) -> Markup:
    """Measures that may not stand in a card, each with what to do."""
    rows = Markup().join(
        markup("<li><strong>{label}</strong>: {why}</li>", label=i.body.label or "Without a title", why=why)
        for i, why in outside
    )
    return (
        markup(
            '<div class="whatif-wrong" role="note"><p>Written down, but not in a service’s'
            " card:</p><ul>{rows}</ul></div>",
            rows=rows,
        )
        if rows
        else Markup()
    )


def wanted_html(items: Sequence[Item]) -> Markup:
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
        "Data we need but do not have",
    )


def dues_html(dues: Sequence[Due], caption: str) -> Markup:
    return text_table(("What", "Who", "By when"), [_due(d) for d in dues], caption)


def everywhere_html(dues: Sequence[DueIn], caption: str) -> Markup:
    """As `dues_html`, with the trust of each line before it."""
    rows = [(d.trust.name, *_due(d.due)) for d in dues]
    return text_table(("Trust", "What", "Who", "By when"), rows, caption)


def _due(d: Due) -> tuple[str, str, str]:
    """What, who and by when, as HTML."""
    tone, mark = _STATES.get(d.state, ("flat", ""))
    dropped = getattr(d.item.body, "dropped", False)
    far = (
        (Markup('<span class="tag flat">dropped</span>') if dropped else Markup())
        if is_settled(d.item)
        else markup('<span class="tag {tone}">{mark} {words}</span>', tone=tone, mark=mark, words=d.words)
    )
    day = day_words(d.day) if d.day else ""
    progress = tidy(getattr(d.item.body, "progress", ""))
    below = Markup().join(
        markup('<span class="when">{words}</span>', words=words) for words in (progress, d.of) if words
    )
    return (
        markup("{what}{below}", what=d.what or "Without words", below=below),
        (d.who or "nobody named"),
        Markup(" ").join(filter(None, (day, far))),
    )


def visits_html(items: Sequence[Item]) -> Markup:
    return Markup().join(_visit(i.body) for i in items)


def _visit(v: Visit) -> Markup:
    day = day_words(v.held_on) if v.held_on else "No date yet"
    steps = (
        markup('<p class="when">Next: {tidy}</p>', tidy=tidy(v.next_steps))
        if tidy(v.next_steps)
        else Markup()
    )
    return markup(
        '<article class="visit"><h3>{day}</h3><p class="said">{tidy}</p>{steps}</article>',
        day=day,
        tidy=tidy(v.notes) or "No notes.",
        steps=steps,
    )
