"""Pieces of the public pages as plain HTML. Every text is escaped here or in html.py."""

import re
from collections.abc import Sequence
from functools import cache
from html import escape

from c4eo_core.answers.public.old_indicators import Found
from c4eo_core.answers.public.view import Card, Said, standing_rows
from c4eo_core.answers.standing.curve import Curve
from c4eo_core.answers.standing.words import alt_words, better_words, source_words
from c4eo_core.catalogue.choices import glossary
from c4eo_core.catalogue.methods import plainly
from c4eo_core.reports.html.pieces import details, table

# Other words for a term of the glossary, as the pages use them.
_ALSO = {
    "similar areas": "statistical-neighbours",
    "free meals": "free-school-meals",
    "suspended": "suspension",
    "permanent exclusions": "permanent-exclusion",
    "children in need": "child-in-need",
    "a trend": "recent-trend",
    "percentage points": "percentage-point",
}
# Terms that are everyday words as well: explained in the word list only.
_EVERYDAY = {"reach", "mean", "rate"}
_TESTS = {
    "Communication": "everybody sees what it means",
    "Proxy": "it stands for more than itself",
    "Data power": "its figures are good",
}
_MARKS = {"good": "▲", "bad": "▼", "flat": "◇"}

HOW_TO_READ = (
    (
        "Each place is set beside similar areas: the ten, from anywhere in England, most like it in who lives"
        " there and how well off they are."
    ),
    (
        "We speak of better, worse or a trend only when the change is more than the usual ups and downs from"
        " year to year."
    ),
    (
        "There is no overall score. No figure is down to one organisation alone. Where one is missing we say why:"
        " a missing figure is not a zero."
    ),
)


@cache
def _terms() -> tuple[re.Pattern[str], dict[str, str]]:
    """A pattern that finds every term, longest first, and what each means."""
    by_id = {t.id: t.means for t in glossary()}
    means = {t.term.casefold(): t.means for t in glossary() if t.id not in _EVERYDAY} | {
        words: by_id[name] for words, name in _ALSO.items()
    }
    found = "|".join(re.escape(escape(words)) for words in sorted(means, key=len, reverse=True))
    return re.compile(rf"\b({found})\b", re.IGNORECASE), means


def explained(text: str) -> str:
    """The text, escaped, with the first use of each term of the glossary explained on hover."""
    pattern, means = _terms()
    seen: set[str] = set()

    def mark(match: re.Match[str]) -> str:
        words = match[1]
        meaning = means.get(words.casefold())
        if meaning is None or meaning in seen:
            return words
        seen.add(meaning)
        return f'<abbr title="{escape(meaning)}">{words}</abbr>'

    return pattern.sub(mark, escape(text))


def how_to_read() -> str:
    lines = "".join(f"<li>{explained(line)}</li>" for line in HOW_TO_READ)
    return f'<ul class="reading note" aria-label="How to read this page">{lines}</ul>'


def priority_cards(cards: Sequence[Card]) -> str:
    return f'<div class="trio">{"".join(_card(c) for c in cards)}</div>'


def _card(card: Card) -> str:
    return (
        f'<section class="minute" aria-label="{escape(card.title)}"><h2>{escape(card.title)}</h2>'
        f'<p class="note">{escape(card.question)}</p>{"".join(_said(s) for s in card.said)}</section>'
    )


def _said(said: Said) -> str:
    tags = "".join(
        f'<span class="tag {t.tone}">{_MARKS[t.tone]} {escape(t.words)}</span> ' for t in said.tags
    )
    judged = f'<p class="tags">{tags}</p>' if tags else ""
    return (
        f'<h3><span class="when">{escape(said.heading)}</span></h3><p>{explained(said.sentence)}</p>{judged}'
    )


def standing(curve: Curve) -> str:
    """Similar areas first, the rank last, with a word of care."""
    caption = f"{curve.indicator.title}, {curve.progress.period.label}"
    caution = (
        "Read the rank last and lightly: places next to each other often differ by less than one year's ups"
        " and downs."
    )
    return (
        table(("Beside whom", "Figure"), standing_rows(curve), caption, "plain", 99)
        + f'<p class="note">{escape(caution)}</p>'
    )


def measured(curve: Curve, why: str | None, exact: bool = True) -> str:
    """What it is in short sentences, source, date and licence of the curve shown. exact: with the definition,
    where they are not it.
    """
    i = curve.indicator
    plain = plainly().get(i.id)
    lines = [f"<p>{explained(plain or i.definition)} {escape(better_words(i))}</p>"]
    lines += [f"<p>{escape(why_words(why))}</p>"] if why else []
    lines += (
        [f'<p class="note">{explained(f"The exact rule. {i.definition}")}</p>'] if plain and exact else []
    )
    lines.append(
        f'<p class="note">{escape(source_words(i))}{escape(f" Next figures: {i.next_update}." if i.next_update else "")}</p>'
    )
    if i.source_link and re.match(r"https?://", i.source_link):
        link = (
            f'<a href="{escape(i.source_link)}" target="_blank" rel="noopener noreferrer">The publisher\'s'
            " own page</a>"
        )
        lines.append(f'<p class="note">{link} (another site)</p>')
    return "".join(lines)


def why_words(why: str) -> str:
    """`why` begins with the test it passed, in the words of the exercise; the public reads what that test is."""
    test, _, reason = why.partition(": ")
    return f"Why it is a headline: {_TESTS[test]}. {reason[:1].upper()}{reason[1:]}"


def embedded_words(curve: Curve, address: str) -> str:
    """What goes with a curve on somebody else's page; the link there leads to the whole page in a window of
    its own.
    """
    link = (
        f'<a href="{escape(address)}" target="_blank" rel="noopener">The whole page, with methods and'
        " downloads</a> (opens a new tab)"
    )
    lines = f"{alt_words(curve)} {better_words(curve.indicator)}"
    return (
        f'<p class="note">{escape(lines)}</p><p class="note">{escape(source_words(curve.indicator))}</p><p'
        f' class="note">{link}</p>'
    )


def embed_code(address: str, place: str) -> str:
    """What to copy into another page. The frame scrolls, so nothing is lost when the words need more room."""
    title = f"{place}: how children are doing"
    return (
        f'<iframe src="{escape(address)}" title="{escape(title)}" width="100%" height="720" style="border:0"'
        ' loading="lazy"></iframe>'
    )


def national(found: Sequence[Found], asked: str) -> str:
    """What each old indicator was, what is nearest now and what changed."""
    if not found:
        return (
            f'<p class="note">{escape(f"Nothing found for “{asked}”. The list holds the National Indicators that concern children.")}'
            " Try a number, such as NI 92, or a word of the title, such as exclusions.</p>"
        )
    return "".join(_national(f) for f in found)


def _national(found: Found) -> str:
    n = found.indicator
    unchecked = (
        ""
        if n.checked
        else '<p class="note">This old title has not yet been checked against the handbook of 2008.</p>'
    )
    return (
        f'<article class="card national"><p><strong>{escape(n.ni)}: {escape(n.title)}</strong></p>'
        f"<dl><dt>How close a match</dt><dd>{escape(found.match)}.</dd><dt>Nearest now</dt><dd>{escape(n.now)}</dd>"
        f"<dt>What changed</dt><dd>{escape(n.changed)}</dd></dl>{unchecked}</article>"
    )


def word_list() -> str:
    items = "".join(
        f"<dt>{escape(t.term)}</dt><dd>{escape(t.means)}</dd>"
        for t in sorted(glossary(), key=lambda t: t.term.casefold())
    )
    return details("Glossary", f'<dl class="words">{items}</dl>')
