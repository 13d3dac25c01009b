"""The public page in plain words: three sentences a priority, where a place stands, and the old National
Indicators.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from c4eo_core.answers.desk import Desk
from c4eo_core.answers.public.counts import count_words, rate_in_words
from c4eo_core.answers.standing.curve import Curve
from c4eo_core.answers.standing.in_children import children_words
from c4eo_core.answers.standing.overview import Overview, overview_of
from c4eo_core.answers.standing.recent_trend import RecentTrend
from c4eo_core.answers.standing.words import plain_figure, rank_words, value_words
from c4eo_core.catalogue.choices import priorities
from c4eo_core.catalogue.methods import sentences
from c4eo_core.model.area import Area
from c4eo_core.model.display import number, ordinal, rounded
from c4eo_core.model.indicator import Indicator
from c4eo_core.model.known import known
from c4eo_core.store.figures import Figures

_NO_BEST = "Nothing stands out as going well."
_SAME = "No clear difference from similar areas"


@dataclass(frozen=True)
class Tag:
    """A short judgement; tone is good, bad or flat."""

    words: str
    tone: str


_SIDE_TAGS = {
    ("worse", False): Tag("Worse than similar areas", "bad"),
    ("better", False): Tag("Better than similar areas", "good"),
    ("worse", True): Tag("Wider gap than similar areas", "bad"),
    ("better", True): Tag("Smaller gap than similar areas", "good"),
    ("similar", False): Tag(_SAME, "flat"),
    ("similar", True): Tag(_SAME, "flat"),
}


@dataclass(frozen=True)
class CardLine:
    """One line of a card: its heading, one sentence, and the judgements that go with it.

    beside: the figures of similar areas and England; indicator, title: the id and short name of its curve.
    """

    heading: str
    sentence: str
    tags: tuple[Tag, ...] = ()
    beside: str = ""
    indicator: str = ""
    title: str = ""


@dataclass(frozen=True)
class Card:
    """One priority for somebody who has a minute."""

    priority: str
    title: str
    question: str
    said: tuple[CardLine, ...]


def cards_of(desk: Desk, area: Area) -> tuple[Card, ...]:
    return tuple(card(overview_of(desk, area, name)) for name in priorities())


def card(overview: Overview) -> Card:
    p = overview.priority
    return Card(p.id, p.title, p.question, _three(overview))


def _three(overview: Overview) -> tuple[CardLine, ...]:
    curves = overview.curves
    if not any(_compared(c) or c.progress.trend.side is not None for c in curves):
        return (
            CardLine(
                "Too little to say",
                f"There are too few recent figures for {overview.area.name} to say what stands out.",
            ),
        )
    worst = next((c for c in curves if _worrying(c)), None)
    best = next((c for c in reversed(curves) if _pleasing(c) and c is not worst), None)
    return (
        _about("Look at this first", worst)
        if worst
        else CardLine("Look at this first", no_worst_words(curves)),
        _about("Going well", best) if best else CardLine("Going well", _NO_BEST),
        CardLine("Overall", _tally(curves)),
    )


def _compared(curve: Curve) -> bool:
    return curve.progress.against_neighbours != "not compared"


def _worrying(curve: Curve) -> bool:
    p = curve.progress
    return p.value is not None and (p.trend.tone == "bad" or p.against_neighbours == "worse")


def _pleasing(curve: Curve) -> bool:
    """Better or improving, and nothing to say against it."""
    p = curve.progress
    return (
        p.value is not None
        and (p.trend.tone == "good" or p.against_neighbours == "better")
        and not _worrying(curve)
    )


def _about(heading: str, curve: Curve) -> CardLine:
    i = curve.indicator
    return CardLine(heading, plain_sentence(curve), tags_of(curve), _beside(curve), i.id, i.short)


def _beside(curve: Curve) -> str:
    """'Similar areas 13.8 behind, England 15.5 behind; here about 2,100 of 29,000.'"""
    p, i = curve.progress, curve.indicator
    facts = (
        [f"similar areas {plain_figure(p.neighbours.median, i)}"] if p.neighbours.median is not None else []
    )
    facts += [f"England {plain_figure(p.england, i)}"] if p.england is not None else []
    here = None if count_words(curve) else children_words(p)  # never said twice
    words = ", ".join(facts) + (f"; here {here}" if here and facts else "")
    return f"{words[:1].upper()}{words[1:]}." if facts else ""


def tags_of(curve: Curve) -> tuple[Tag, ...]:
    """What may be said beyond normal year-to-year variation: the trend, and the side of similar areas."""
    p, gap = curve.progress, curve.indicator.is_gap
    small = Tag("Small numbers", "flat") if p.small and p.value is not None else None
    tags = trend_tag(p.trend), _SIDE_TAGS.get((p.against_neighbours, gap)), small
    return tuple(t for t in tags if t)


def trend_tag(trend: RecentTrend) -> Tag | None:
    """'Very likely better than in 2021/22'; None where nothing is clear."""
    if not trend.side or not trend.since:
        return None
    words = f"{trend.short} than in {trend.since.words}"
    words = f"Gap {words}" if trend.indicator.is_gap else words[:1].upper() + words[1:]
    return Tag(words, trend.tone)


def no_worst_words(curves: Sequence[Curve]) -> str:
    """Nothing is worse: and of how many that can be said. Each half counts only what was worked out."""
    compared = sum(_compared(c) for c in curves)
    judged = sum(c.progress.trend.side is not None for c in curves)
    parts = [f"Of {compared} we can compare, none is worse than in similar areas."] if compared else []
    parts += [f"Of {judged} with enough years, none has clearly got worse."] if judged else []
    return " ".join(parts)


def plain_sentence(curve: Curve) -> str:
    """The newest figure in one sentence, or the reason why there is none."""
    p, i = curve.progress, curve.indicator
    template = sentences().get(i.id)
    if p.value is None or template is None:
        return " ".join(filter(None, (f"{i.title}: {value_words(p).rstrip('.')}.", count_words(curve))))
    n, base = rate_in_words(curve)
    facts = {
        "year": p.period.words,
        "share": "{} of every {}".format(*of_every(p.value)),
        "n": n,
        "base": base,
        "value": number(p.value, i.decimals),
        "count": _whole(p.value),
    }
    at = curve.periods.index(p.period)
    for name, part in zip(("concern", "reference"), curve.parts, strict=False):
        facts |= {
            name: "{} of every {}".format(*of_every(known(part.values[at]))),
            f"{name}_value": number(part.values[at], i.decimals),
        }
    text = template.format(**facts)
    return " ".join(filter(None, (text[:1].upper() + text[1:], count_words(curve))))


def of_every(per_cent: float) -> tuple[str, str]:
    """A share as people say it: 'about 24' of every '100'; rare things of every 1,000 or 10,000."""
    for base in (100, 1_000, 10_000):
        if rounded(per_cent * base / 100, 0) >= 2 or base == 10_000 or per_cent == 0:
            return _whole(per_cent * base / 100), f"{base:,}"
    raise AssertionError


def _whole(value: float) -> str:
    whole = f"{rounded(value, 0):,}"
    return whole if rounded(value, 6) == rounded(value, 0) else f"about {whole}"


def _tally(curves: tuple[Curve, ...]) -> str:
    sides = [c.progress.against_neighbours for c in curves]
    better, worse, out = sides.count("better"), sides.count("worse"), sides.count("not compared")
    return tally_words(
        len(sides),
        better,
        worse,
        out,
        than="in similar areas",
        alike=("shows no clear difference", "show no clear difference"),
    )


def tally_words(of: int, better: int, worse: int, out: int, than: str, alike: tuple[str, str]) -> str:
    """out: how many have nothing to be compared with; than, alike: how one and how several of
    the others are spoken of.
    """
    same = of - better - worse - out
    parts = [
        f"{count or 'none'} {_is(count)} {word}"
        for count, word in ((better, f"better than {than}"), (worse, "worse"))
    ]
    rest = f" {'One' if same == 1 else same} {alike[same > 1]}." if same else ""
    rest += f" {'One' if out == 1 else out} cannot be compared." if out else ""
    return f"Of {of} measures, {' and '.join(parts)}.{rest}"


def _is(count: int) -> str:
    return "is" if count < 2 else "are"


def standing_rows(curve: Curve) -> list[tuple[str, str]]:
    """Where the place stands: similar areas first, the rank among everybody last."""
    p, i, n = curve.progress, curve.indicator, curve.progress.neighbours
    rows = [(curve.place.name, value_words(p).rstrip("."))]
    if n.median is not None:
        have = f"({n.with_value} of {len(n.list)} have a figure)"
        rows.append(("Middle of the ten similar areas", f"{plain_figure(n.median, i)} {have}"))
    if n.place:
        rows.append(("Place among similar areas", f"{ordinal(n.place)} of {n.placed_of}, 1st is best"))
    rows += (
        [(p.region.name, plain_figure(p.region_value, i))] if p.region and p.region_value is not None else []
    )
    rows += [("England", plain_figure(p.england, i))] if p.england is not None else []
    return [*rows, ("Rank among all authorities", rank_words(p))]


def priority_of(indicator: Indicator, figures: Figures) -> str:
    """The priority on whose list the public page shows the indicator: as a headline if it is one."""
    return _listed_with(indicator, _headline_lists(figures))


def _headline_lists(figures: Figures) -> dict[str, str]:
    """Indicator id → the first priority that has it for a headline."""
    return {figures.find(h.key).id: name for name, p in reversed(priorities().items()) for h in p.headlines}


def _listed_with(indicator: Indicator, headlines: dict[str, str]) -> str:
    other = indicator.priority if indicator.priority in priorities() else next(iter(priorities()))
    return headlines.get(indicator.id, other)


def curve_titles(priority: str, figures: Figures) -> dict[str, str]:
    """Indicator id → short title of every curve shown with the priority, by title."""
    lists = _headline_lists(figures)
    own = {figures.find(h.key).id for h in priorities()[priority].headlines}
    listed = (i for i in figures.indicators if i.same_as is None)
    shown = (i for i in listed if i.id in own or _listed_with(i, lists) == priority)
    return {i.id: i.short for i in sorted(shown, key=lambda i: i.short)}


def curve_options(headlines: Iterable[str], titles: dict[str, str]) -> dict[str, str]:
    """Indicator id → short title: headlines in their order, then every other one."""
    return {i: titles[i] for i in headlines} | titles
