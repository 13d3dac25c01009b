"""The masthead of a page: the product, the place as the largest word, what the page answers,
and its finding.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from c4eo_core.answers.standing.curve import Curve
from c4eo_core.model.markup import markup

PRODUCT = "Turning the curve"
_MARKS = {"better": "▲", "alike": "○", "worse": "▼", "out": "–"}
_WORDS = {"better": "better", "alike": "no clear difference", "worse": "worse", "out": "cannot be compared"}


@dataclass(frozen=True)
class Counts:
    """How measures stand beside similar areas. No score is made of them."""

    better: int
    alike: int
    worse: int
    out: int

    @property
    def all(self) -> int:
        return self.better + self.alike + self.worse + self.out


def counts_of(curves: Sequence[Curve]) -> Counts:
    sides = [c.progress.against_neighbours for c in curves]
    better, worse, out = sides.count("better"), sides.count("worse"), sides.count("not compared")
    return Counts(better, len(sides) - better - worse - out, worse, out)


def finding_words(n: Counts, than: str = "in similar areas") -> str:
    """'Of 21 measures, 3 are better than in similar areas and 5 are worse.'"""
    if n.out == n.all:
        return f"None of these measures can be compared with {than.removeprefix('in ')} yet."
    if not n.better and not n.worse:
        return f"None of {n.all} measures is clearly better or worse than {than}."
    better = f"{n.better or 'none'} {'are' if n.better > 1 else 'is'} better than {than}"
    worse = f"{n.worse or 'none'} {'are' if n.worse > 1 else 'is'} worse"
    return f"Of {n.all} measures, {better} and {worse}."


def masthead(
    place: str, topic: str, asks: str, finding: str = "", counts: Counts | None = None, heads: bool = True
) -> Markup:
    """topic: empty where the place alone is the title. heads: False where the page has a main
    heading of its own.
    """
    beside = markup('<span class="hide">:</span> <span>{topic}</span>', topic=topic) if topic else Markup()
    title = markup("{place}{beside}", place=place, beside=beside)
    return markup(
        '<div class="mast"><div><p class="asks"><strong>{product}</strong> {asks}</p>'
        "{title}{finding}</div>{counts}</div>",
        product=PRODUCT,
        asks=asks,
        title=(
            markup("<h1>{title}</h1>", title=title)
            if heads
            else markup('<p class="place">{title}</p>', title=title)
        ),
        finding=markup('<p class="finding">{finding}</p>', finding=finding) if finding else Markup(),
        counts=counts_html(counts) if counts else Markup(),
    )


def counts_html(counts: Counts) -> Markup:
    """The four numbers with their marks; a kind nobody is in is left out."""
    shown = [(name, getattr(counts, name)) for name in _MARKS]
    items = Markup().join(
        markup(
            '<li class="{name}"><b>{n}&nbsp;<i aria-hidden="true">{mark}</i></b> {words}</li>',
            name=name,
            n=n,
            mark=_MARKS[name],
            words=_WORDS[name],
        )
        for name, n in shown
        if n
    )
    return markup(
        '<ul class="counts" aria-label="Beside similar areas, of {of} measures">{items}</ul>',
        of=counts.all,
        items=items,
    )
