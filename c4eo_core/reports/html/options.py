"""Options as cards, side by side, and the sum before choosing. What a source does not state is said so; a
result that disappointed looks as plain as any other. Every text is escaped.
"""

from collections.abc import Sequence

from markupsafe import Markup

from c4eo_core.answers.scenarios.before_choosing import Sum
from c4eo_core.answers.scenarios.sum_words import count_words, money_range, range_words
from c4eo_core.answers.workshop.options import (
    COSTS,
    NEARNESS,
    NOT_STATED,
    RESULTS,
    SECURITIES,
    Comparison,
    OptionCard,
    ages_words,
    findings_words,
)
from c4eo_core.answers.workshop.options_money import SameMoney
from c4eo_core.model.markup import markup
from c4eo_core.model.text import day_words
from c4eo_core.reports.html.pieces import details, table

_MOST_DOTS = 300
_ON, _OFF = Markup('<i class="on"></i>'), Markup("<i></i>")
_SURE, _PERHAPS = Markup('<i class="sure-one"></i>'), Markup('<i class="perhaps"></i>')
_DISAPPOINTED = ("no_effect", "worse")


def option_html(card: OptionCard, indicator: str, chosen: bool) -> Markup:
    """chosen: it stands in the sum below."""
    facts = (
        ("Cost", card.cost),
        ("How sure", card.security),
        ("Ages", ages_words(card)),
        ("Shows after", card.time),
        ("Take-up", card.take_up),
    )
    near = NEARNESS.get(card.near.get(indicator, ""), "") if indicator else ""
    found = card.findings[0] if card.findings else None
    look = "option chosen" if chosen else "option"
    return markup(
        '<article class="card {look} {result}"><h2>{title}</h2><p class="size">{found}</p>{near}{done}{facts}'
        "{care}{more}{source}</article>",
        look=look,
        result="disappointed" if card.result in _DISAPPOINTED else "",
        title=card.title,
        found=findings_words(card),
        near=markup('<p class="note">{near}.</p>', near=near) if near else "",
        done=markup("<p>{done}</p>", done=card.done) if card.done else "",
        facts=_facts(facts, card),
        care=_care(card.cautions),
        more=details("All that was measured", _findings(card)) if found else "",
        source=_source(card),
    )


def _facts(facts: Sequence[tuple[str, str]], card: OptionCard) -> Markup:
    marks = {"Cost": pounds(card.cost_rank), "How sure": dots(card.security_rank)}
    rows = Markup().join(
        markup(
            "<div><dt>{name}</dt><dd{css}>{mark}{words}</dd></div>",
            name=name,
            css="" if words else Markup(' class="none"'),
            mark=marks.get(name, "") if words else "",
            words=words or "not stated",
        )
        for name, words in facts
    )
    return markup('<dl class="brief-facts">{rows}</dl>', rows=rows)


def pounds(rank: int | None) -> Markup:
    """One to five pound signs, for the eye; the words follow."""
    return markup('<b aria-hidden="true" class="pounds">{signs}</b> ', signs="£" * rank) if rank else Markup()


def dots(rank: int | None) -> Markup:
    if rank is None:
        return Markup()
    marks = Markup().join(_ON if k < rank else _OFF for k in range(5))
    return markup('<span aria-hidden="true" class="sure">{marks}</span> ', marks=marks)


def _care(cautions: Sequence[str]) -> Markup:
    words = " ".join(f"{c.rstrip('.')}." for c in cautions)
    return (
        markup('<p class="with-it"><strong>Take care.</strong> {words}</p>', words=words)
        if words
        else Markup()
    )


def _findings(card: OptionCard) -> Markup:
    heads = ("Outcome", "What was found", "Among", "How sure")
    rows = [
        (
            f.outcome,
            ". ".join(filter(None, (found_words_of(f.result, f.size), f.words))),
            f.population or NOT_STATED,
            f.security or NOT_STATED,
        )
        for f in card.findings
    ]
    whom = (("For whom", card.group), ("Delivered by", card.who_delivers), ("What it needs", card.needs))
    said = Markup().join(
        markup("<p><strong>{name}:</strong> {words}.</p>", name=name, words=(words or NOT_STATED).rstrip("."))
        for name, words in whom
    )
    why = next((f.why_not for f in card.findings if f.why_not), "")
    note = markup('<p class="note">{why}</p>', why=why) if why else Markup()
    return (
        said
        + markup('<div class="scroll" tabindex="0">{rows}</div>', rows=table(heads, rows, "", numeric_from=9))
        + note
    )


def found_words_of(result: str, size: str) -> str:
    return f"{RESULTS[result]}: {size}" if size else RESULTS[result]


def _source(card: OptionCard) -> Markup:
    source = Markup("; ").join(_linked(words, address) for words, address in card.links)
    return markup(
        '<p class="source">{source}{read}{stale}</p>',
        source=source,
        read=f". {card.read.rstrip('.')}" if card.read else "",
        stale=_checked(card),
    )


def _linked(words: str, address: str) -> Markup:
    if not address.startswith(("https://", "http://")):
        return markup("{words}", words=words)
    return markup(
        '<a href="{address}" target="_blank" rel="noopener noreferrer">{words}</a>',
        address=address,
        words=words,
    )


def _checked(card: OptionCard) -> Markup:
    if card.checked is None and not card.stale:
        return Markup()
    if card.stale:
        last = f"last checked {day_words(card.checked)}" if card.checked else "never checked"
        return markup(' <span class="tag flat">Over a year old: {last}</span>', last=last)
    return markup(". Checked {day}", day=day_words(card.checked) if card.checked else "")


def comparison_html(found: Comparison) -> Markup:
    heads = Markup().join(markup('<th scope="col">{title}</th>', title=t) for t in found.titles)
    rows = Markup().join(
        markup('<tr><th scope="row">{name}</th>{cells}</tr>', name=name, cells=_cells(found.titles, cells))
        for name, cells in found.rows
    )
    return markup(
        '<div class="scroll" tabindex="0"><table class="figures side-by-side"><caption>Side by side; no'
        " order and no"
        " score</caption><thead><tr><td></td>{heads}</tr></thead><tbody>{rows}</tbody></table></div>",
        heads=heads,
        rows=rows,
    )


def _cells(titles: Sequence[str], cells: Sequence[str]) -> Markup:
    return Markup().join(
        markup(
            '<td data-label="{title}"{css}>{words}</td>',
            title=title,
            css=Markup(' class="none-stated"') if words == NOT_STATED else "",
            words=words,
        )
        for title, words in zip(titles, cells, strict=True)
    )


def matrix_table(cards: Sequence[OptionCard]) -> Markup:
    """The picture of cost against security as a table; those that cannot stand in it say why."""
    rows = [
        (
            c.title,
            COSTS[c.cost_rank] if c.cost_rank else NOT_STATED,
            SECURITIES[c.security_rank] if c.security_rank is not None else NOT_STATED,
            findings_words(c),
        )
        for c in cards
    ]
    heads = ("Option", "Cost a child", "How sure", "What was found")
    caption = "Cost against how sure the evidence is, by name"
    return markup(
        '<div class="scroll" tabindex="0">{rows}</div>', rows=table(heads, rows, caption, numeric_from=9)
    )


def sum_html(found: Sum) -> Markup:
    lines = Markup().join(markup("<li>{line}</li>", line=line) for line in found.lines)
    return markup(
        '<section class="sum"><h3>{headline}</h3><ul class="sentences">{lines}</ul>{picture}'
        '<p class="note">An illustration: what would follow if it worked here as where it was'
        " measured.</p></section>",
        headline=found.headline,
        lines=lines,
        picture=_picture(found),
    )


def _picture(found: Sum) -> Markup:
    """A dot a child, or a dot for several; those surely changed are filled, those perhaps
    changed are rings.
    """
    children, offered = found.changed.children, found.option.offered
    if children is None or not offered or children.high <= 0:
        return Markup()
    each = max(1, round(offered / _MOST_DOTS))
    count = round(offered / each)
    sure, perhaps = round(max(children.low, 0) / each), round(children.high / each)
    marks = Markup().join(_SURE if k < sure else _PERHAPS if k < perhaps else _OFF for k in range(count))
    dot = "One dot is one child." if each == 1 else f"One dot is about {each} children."
    least = count_words(max(children.low, 0))
    key = (
        f"{dot} Filled: at least {least}. Rings: perhaps up to {count_words(children.high)}. Pale: no change."
    )
    return markup(
        '<p class="dots" role="img" aria-label="{key}">{marks}</p><p class="note">{key}</p>',
        key=key,
        marks=marks,
    )


def money_table(rows: Sequence[SameMoney]) -> Markup:
    cells = [
        (
            r.name,
            range_words(r.changed.taking_part),
            range_words(r.changed.children) if r.changed.children else "–",
            money_range(r.changed.cost_each) if r.changed.cost_each else "–",
            r.why,
        )
        for r in rows
    ]
    heads = ("Option", "Children taking part", "Children it might change", "For each", "Note")
    caption = "What the same money could do, by name; never added"
    return markup(
        '<div class="scroll" tabindex="0">{rows}</div>', rows=table(heads, cells, caption, numeric_from=9)
    )
