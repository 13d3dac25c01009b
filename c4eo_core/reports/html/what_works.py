"""Cards of what is known to help, and of what is done here. Every text is escaped; only what has been tested
may look tested.
"""

from collections.abc import Sequence
from html import escape

from c4eo_core.answers.workshop.local_practice import RUNG_SHORT, RUNG_WORDS, Standing
from c4eo_core.answers.workshop.what_works import CAUTION, EFFECT, Card, Measured
from c4eo_core.records.kinds import RUNGS

_KIND_WORDS = {"finding": "finding", "practice": "advice", "effect": "effect", "caution": "caution"}


def library_card(card: Card) -> str:
    """kind decides the look: a caution never looks like a finding; an effect carries its caution inside."""
    said = f'<p><span class="kind">{_KIND_WORDS[card.kind]}</span> {escape(card.text)}</p>'
    since = f'<p class="modern">Since then: {escape(card.since)}</p>' if card.since else ""
    measured = _measured(card.measured, card.kind) if card.measured else ""
    caution = (
        f'<p class="with-it"><strong>Take care.</strong> {escape(card.caution.rstrip("."))}.</p>'
        if card.caution
        else ""
    )
    return f'<article class="card {card.kind}">{said}{measured}{since}{caution}{_source(card)}</article>'


def _measured(m: Measured, kind: str) -> str:
    size = f'<p class="size">{escape(m.size)}</p>' if m.size else f'<p class="none">{escape(m.why_none)}</p>'
    if kind == CAUTION and not m.size:
        size = ""
    facts = (
        ("Measured on", m.outcome),
        ("Among", m.population),
        ("Strength", m.strength),
        ("As of", m.as_of),
    )
    use = (
        f'<p class="use">{escape(m.use)}</p>' if kind == EFFECT and not (m.why_none and not m.usable) else ""
    )
    return size + _facts(facts) + use


def _facts(facts: Sequence[tuple[str, str]]) -> str:
    rows = "".join(
        f"<div><dt>{escape(name)}</dt><dd>{escape(words)}</dd></div>" for name, words in facts if words
    )
    return f'<dl class="brief-facts">{rows}</dl>' if rows else ""


def _source(card: Card) -> str:
    source = escape(card.source)
    if card.url:
        source = f'<a href="{escape(card.url)}" target="_blank" rel="noopener noreferrer">{source}</a>'
    parts = [
        source,
        escape(card.known),
        escape(f"Speaks to {', '.join(card.spoken_to)}") if card.spoken_to else "",
    ]
    return f'<p class="source">{" · ".join(filter(None, parts))} · library number {escape(card.id)}</p>'


def practice_card(standing: Standing) -> str:
    """Neutral for all that nobody outside has tested; the ladder says in words where it stands."""
    p = standing.body
    look = "tested" if standing.tested else "untested"
    title = escape(p.title.strip() or "Practice without a name")
    words = f'<p class="said">{escape(p.words)}</p>' if p.words.strip() else ""
    claim = f'<p class="claim">{escape(standing.claim)}</p>' if standing.claim else ""
    of = f'<p class="source">{escape(standing.priority)}</p>' if standing.priority else ""
    inside = f'<p class="name">{title}</p>{_ladder(standing)}{claim}{words}{_facts(standing.facts)}{of}'
    return f'<article class="card local {look}">{inside}</article>'


def _ladder(standing: Standing) -> str:
    at = RUNGS.index(standing.rung)
    steps = "".join(f'<i class="{"on" if k <= at and at else "off"}"></i>' for k in range(1, len(RUNGS)))
    return f'<p class="rungs"><span aria-hidden="true">{steps}</span> {escape(standing.rung_words)}</p>'


def ladder_key() -> str:
    """What each rung would have to mean."""
    rows = "".join(
        f"<div><dt>{escape(RUNG_SHORT[r])}</dt><dd>{escape(RUNG_WORDS[r])}</dd></div>" for r in RUNGS
    )
    note = (
        "From the third rung up a practice is shown there only once it says who says so, since when and on"
        " what evidence. Until then it stands at “not known”."
    )
    return f'<dl class="brief-facts">{rows}</dl><p class="note">{note}</p>'
