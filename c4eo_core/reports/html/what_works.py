"""Cards of what is known to help, and of what is done here. Every text is escaped; only what has been tested
may look tested.
"""

from collections.abc import Sequence

from markupsafe import Markup

from c4eo_core.answers.workshop.local_practice import RUNG_SHORT, RUNG_WORDS, PracticeShown
from c4eo_core.answers.workshop.what_works import Card
from c4eo_core.model.markup import markup
from c4eo_core.records.kinds import RUNGS

_KIND_WORDS = {"finding": "finding", "practice": "advice", "caution": "caution"}


def library_card(card: Card) -> Markup:
    """kind decides the look: a caution never looks like a finding."""
    said = markup(
        '<p><span class="kind">{kind_words}</span> {text}</p>',
        kind_words=_KIND_WORDS[card.kind],
        text=card.text,
    )
    since = markup('<p class="modern">Since then: {since}</p>', since=card.since) if card.since else Markup()
    caution = (
        markup(
            '<p class="with-it"><strong>Take care.</strong> {caution}.</p>', caution=card.caution.rstrip(".")
        )
        if card.caution
        else Markup()
    )
    return markup(
        '<article class="card {kind}">{said}{since}{caution}{source}</article>',
        kind=card.kind,
        said=said,
        since=since,
        caution=caution,
        source=_source(card),
    )


def _facts(facts: Sequence[tuple[str, str]]) -> Markup:
    rows = Markup().join(
        markup("<div><dt>{name}</dt><dd>{words}</dd></div>", name=name, words=words)
        for name, words in facts
        if words
    )
    return markup('<dl class="brief-facts">{rows}</dl>', rows=rows) if rows else Markup()


def _source(card: Card) -> Markup:
    parts = [card.source, f"Speaks to {', '.join(card.spoken_to)}" if card.spoken_to else ""]
    return markup(
        '<p class="source">{parts} · library number {id}</p>',
        parts=Markup(" · ").join(filter(None, parts)),
        id=card.id,
    )


def practice_card(standing: PracticeShown) -> Markup:
    """Neutral for all that nobody outside has tested; the ladder says in words where it stands."""
    p = standing.body
    look = "tested" if standing.tested else "untested"
    title = p.title.strip() or "Practice without a name"
    words = markup('<p class="said">{words}</p>', words=p.words) if p.words.strip() else Markup()
    claim = markup('<p class="claim">{claim}</p>', claim=standing.claim) if standing.claim else Markup()
    of = (
        markup('<p class="source">{priority}</p>', priority=standing.priority)
        if standing.priority
        else Markup()
    )
    inside = markup(
        '<p class="name">{title}</p>{ladder}{claim}{words}{facts}{of}',
        title=title,
        ladder=_ladder(standing),
        claim=claim,
        words=words,
        facts=_facts(standing.facts),
        of=of,
    )
    return markup('<article class="card local {look}">{inside}</article>', look=look, inside=inside)


def _ladder(standing: PracticeShown) -> Markup:
    at = RUNGS.index(standing.rung)
    steps = Markup().join(
        markup('<i class="{words}"></i>', words="on" if k <= at and at else "off")
        for k in range(1, len(RUNGS))
    )
    return markup(
        '<p class="rungs"><span aria-hidden="true">{steps}</span> {rung_words}</p>',
        steps=steps,
        rung_words=standing.rung_words,
    )


def ladder_key() -> Markup:
    """What each rung would have to mean."""
    rows = Markup().join(
        markup(
            "<div><dt>{rung_short}</dt><dd>{rung_words}</dd></div>",
            rung_short=RUNG_SHORT[r],
            rung_words=RUNG_WORDS[r],
        )
        for r in RUNGS
    )
    note = (
        "From the third rung up a practice is shown there only once it says who says so, since when and on"
        " what evidence. Until then it stands at “not known”."
    )
    return markup('<dl class="brief-facts">{rows}</dl><p class="note">{note}</p>', rows=rows, note=note)
