"""Pieces of the public pages as plain HTML. Every text is escaped here or in html.py."""

import re
from collections.abc import Callable, Sequence
from functools import cache

from markupsafe import Markup

from c4eo_core.answers.public.old_indicators import NationalMatch
from c4eo_core.answers.public.view import Card, CardLine, standing_rows
from c4eo_core.answers.standing.curve import Curve
from c4eo_core.answers.standing.words import alt_words, better_words, source_words
from c4eo_core.catalogue.choices import glossary
from c4eo_core.catalogue.methods import plainly
from c4eo_core.model.markup import markup
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
_MARKS = {"good": "▲", "bad": "▼", "flat": ""}

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
        "There is no overall score. No figure is down to one organisation alone. Where one is missing we"
        " say why:"
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
    found = "|".join(re.escape(words) for words in sorted(means, key=len, reverse=True))
    return re.compile(rf"\b({found})\b", re.IGNORECASE), means


def explained(text: str) -> Markup:
    """The text with the first use of each term of the glossary explained: under the mouse, by a
    tap, or with the Tab key.
    """
    pattern, means = _terms()
    seen: set[str] = set()

    def mark(words: str) -> str | Markup:
        meaning = means.get(words.casefold())
        if meaning is None or meaning in seen:
            return words
        seen.add(meaning)
        return markup('<abbr title="{meaning}" tabindex="0">{words}</abbr>', meaning=meaning, words=words)

    # Terms stand at the odd places of what the pattern splits.
    return Markup().join(mark(part) if n % 2 else part for n, part in enumerate(pattern.split(text)))


def how_to_read() -> Markup:
    lines = Markup().join(markup("<li>{explained}</li>", explained=explained(line)) for line in HOW_TO_READ)
    return markup('<ul class="reading note" aria-label="How to read this page">{lines}</ul>', lines=lines)


def priority_cards(cards: Sequence[Card], address: Callable[[str], str] | None = None) -> Markup:
    """address: where the curve of an indicator stands, by its id; without it the cards lead nowhere."""
    return markup('<div class="trio">{cards}</div>', cards=Markup().join(_card(c, address) for c in cards))


def _card(card: Card, address: Callable[[str], str] | None) -> Markup:
    return markup(
        '<section class="minute" aria-label="{title}"><h2>{title}</h2>'
        '<p class="note">{question}</p>{said}</section>',
        title=card.title,
        question=card.question,
        said=Markup().join(_said(s, address) for s in card.said),
    )


def _said(said: CardLine, address: Callable[[str], str] | None) -> Markup:
    tags = Markup().join(
        markup(
            '<span class="tag {tone}">{marks} {words}</span> ',
            tone=t.tone,
            marks=_MARKS[t.tone],
            words=t.words,
        )
        for t in said.tags
    )
    judged = markup('<p class="tags">{tags}</p>', tags=tags) if tags else Markup()
    beside = markup('<p class="beside">{words}</p>', words=said.beside) if said.beside else Markup()
    link = (
        markup(
            '<p class="to"><a href="{to}" target="_self">See the curve: {title}</a></p>',
            to=address(said.indicator),
            title=said.title,
        )
        if address and said.indicator
        else Markup()
    )
    return markup(
        '<div class="said"><h3><span'
        ' class="when">{heading}</span></h3><p>{explained}</p>{judged}{beside}{link}</div>',
        heading=said.heading,
        explained=explained(said.sentence),
        judged=judged,
        beside=beside,
        link=link,
    )


def standing(curve: Curve) -> Markup:
    """Similar areas first, the rank last, with a word of care."""
    caption = f"{curve.indicator.title}, {curve.progress.period.label}"
    caution = (
        "Read the rank last and lightly: places next to each other often differ by less than one year's ups"
        " and downs."
    )
    return table(("Compared with", "Figure"), standing_rows(curve), caption, "plain", 99) + markup(
        '<p class="note">{caution}</p>', caution=caution
    )


def measured(curve: Curve, why: str | None, exact: bool = True) -> Markup:
    """What it is in short sentences, source, date and licence of the curve shown. exact: with the definition,
    where they are not it.
    """
    i = curve.indicator
    plain = plainly().get(i.id)
    lines = [
        markup(
            "<p>{explained} {better_words}</p>",
            explained=explained(plain or i.definition),
            better_words=better_words(i),
        )
    ]
    lines += [markup("<p>{why_words}</p>", why_words=why_words(why))] if why else []
    lines += (
        [markup('<p class="note">{explained}</p>', explained=explained(f"The exact rule. {i.definition}"))]
        if plain and exact
        else []
    )
    lines.append(
        markup(
            '<p class="note">{source_words}{words}</p>',
            source_words=source_words(i),
            words=f" Next figures: {i.next_update}." if i.next_update else "",
        )
    )
    if i.source_link and re.match(r"https?://", i.source_link):
        link = markup(
            '<a href="{source_link}" target="_blank" rel="noopener noreferrer">The publisher\'s own page</a>',
            source_link=i.source_link,
        )
        lines.append(markup('<p class="note">{link} (another site)</p>', link=link))
    return Markup().join(lines)


def why_words(why: str) -> str:
    """`why` begins with the test it passed, in the words of the exercise; the public reads what
    that test is.
    """
    test, _, reason = why.partition(": ")
    return f"Why it is a headline: {_TESTS[test]}. {reason[:1].upper()}{reason[1:]}"


def embedded_words(curve: Curve, address: str) -> Markup:
    """What goes with a curve on somebody else's page; the link there leads to the whole page in a window of
    its own.
    """
    link = markup(
        '<a href="{address}" target="_blank" rel="noopener">The whole page, with methods and'
        " downloads</a> (opens a new tab)",
        address=address,
    )
    lines = f"{alt_words(curve)} {better_words(curve.indicator)}"
    return markup(
        '<p class="note">{lines}</p><p class="note">{source_words}</p><p class="note">{link}</p>',
        lines=lines,
        source_words=source_words(curve.indicator),
        link=link,
    )


def embed_code(address: str, place: str) -> str:
    """What to copy into another page. The frame scrolls, so nothing is lost when the words need more room."""
    title = f"{place}: how children are doing"
    return str(
        markup(
            '<iframe src="{address}" title="{title}" width="100%" height="720" style="border:0"'
            ' loading="lazy"></iframe>',
            address=address,
            title=title,
        )
    )


def national(found: Sequence[NationalMatch], asked: str) -> Markup:
    """What each old indicator was, what is nearest now and what changed."""
    if not found:
        return markup(
            '<p class="note">{words}'
            " Try a number, such as NI 92, or a word of the title, such as exclusions.</p>",
            words=(
                f"Nothing found for “{asked}”. The list holds the National Indicators that concern children."
            ),
        )
    return Markup().join(_national(f) for f in found)


def _national(found: NationalMatch) -> Markup:
    n = found.indicator
    unchecked = (
        Markup()
        if n.checked
        else Markup(
            '<p class="note">This old title has not yet been checked against the handbook of 2008.</p>'
        )
    )
    return markup(
        '<article class="card national"><p><strong>{ni}: {title}</strong></p>'
        "<dl><dt>How close a match</dt><dd>{match}.</dd><dt>Nearest now</dt><dd>{now}</dd>"
        "<dt>What changed</dt><dd>{changed}</dd></dl>{unchecked}</article>",
        ni=n.ni,
        title=n.title,
        match=found.match,
        now=n.now,
        changed=n.changed,
        unchecked=unchecked,
    )


def word_list() -> Markup:
    items = Markup().join(
        markup("<dt>{term}</dt><dd>{means}</dd>", term=t.term, means=t.means)
        for t in sorted(glossary(), key=lambda t: t.term.casefold())
    )
    return details("Glossary", markup('<dl class="words">{items}</dl>', items=items))
