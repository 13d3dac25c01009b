"""One entry of the register of local practice as a page to print on one side of A4. Every text is escaped."""

from markupsafe import Markup

from c4eo_core.answers.workshop.local_practice import PracticeShown
from c4eo_core.answers.workshop.practice_check import check_words
from c4eo_core.model.markup import markup

_STYLE = Markup(
    "@page{size:A4;margin:18mm}body{font:11pt/1.4 'Source Sans 3','Source Sans Pro',Segoe"
    " UI,Arial,sans-serif;"
    "color:#0b0c0c;max-width:44rem;margin:1.5rem auto;padding:0 1rem}h1{font-size:20pt;margin:0 0 2mm}"
    "dl{display:grid;grid-template-columns:11rem 1fr;gap:2mm"
    " 4mm}dt{color:#505a5f}dd{margin:0;white-space:pre-wrap;"
    "overflow-wrap:anywhere}.rung{border-left:4px solid"
    " #505a5f;padding-left:3mm}footer{color:#505a5f;font-size:9pt;"
    "border-top:1px solid"
    " #b1b4b6;margin-top:8mm;padding-top:2mm}@media(max-width:640px){dl{grid-template-columns:1fr}}"
)


def practice_page(standing: PracticeShown, trust: str, made: str) -> Markup:
    """trust: its name; made: the day, in words."""
    p = standing.body
    facts = (
        ("What is done", p.words),
        ("Where", p.setting),
        ("Ages", p.ages),
        ("Since when", p.since),
        ("How it was measured", p.evidence),
        ("Validated by", p.who_says),
        ("Contact", p.contact),
        ("Written by", p.written_by),
        ("Second person", check_words(p)),
        ("Comes from", p.origin),
    )
    rows = Markup().join(
        markup("<dt>{name}</dt><dd>{words}</dd>", name=name, words=words.strip() or "not said")
        for name, words in facts
        if words.strip() or name != "Comes from"
    )
    claim = markup("<p>{claim}</p>", claim=standing.claim) if standing.claim else Markup()
    return markup(
        '<!doctype html>\n<html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport"'
        ' content="width=device-width, initial-scale=1"><meta name="robots"'
        ' content="noindex"><title>{title}</title>'
        "<style>{style}</style></head><body><main><h1>{title}</h1><p"
        ' class="rung">{rung}</p>{claim}<dl>{rows}</dl>'
        "</main><footer>{trust}, register of local practice, {made}. Nobody outside the trust has agreed to"
        " this text"
        " unless it says so.</footer></body></html>\n",
        title=p.title.strip() or "Practice without a name",
        style=_STYLE,
        rung=standing.rung_words,
        claim=claim,
        rows=rows,
        trust=trust,
        made=made,
    )
