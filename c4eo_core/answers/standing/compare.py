"""Comparisons of the reader's own choosing: one place on many indicators, several places on one, two
indicators over all places.
"""

import re
from dataclasses import dataclass

import numpy as np

from c4eo_core.answers.desk import Desk
from c4eo_core.answers.standing.all_areas import has_benchmark
from c4eo_core.answers.standing.curve import Curve, curve_of
from c4eo_core.answers.standing.progress import Progress, progress_of
from c4eo_core.answers.standing.words import listed, with_unit
from c4eo_core.catalogue.choices import priorities
from c4eo_core.indicators.relation import Relation, rank_relation
from c4eo_core.indicators.spread import five_points
from c4eo_core.model.area import Area
from c4eo_core.model.gap_size import size_of
from c4eo_core.model.indicator import Indicator
from c4eo_core.model.known import known
from c4eo_core.model.period import Period
from c4eo_core.store.figures import Figures

MOST_INDICATORS, MOST_AREAS, FEW_PLACES = 30, 8, 30
OWN_SET = "own"


@dataclass(frozen=True)
class IndicatorSet:
    """A ready-made choice of indicators; `id` stands in links. groups: the heading each indicator stands
    under, if any.
    """

    id: str
    title: str
    indicators: tuple[str, ...]
    groups: tuple[str, ...] = ()


@dataclass(frozen=True)
class ProfileRow:
    """One indicator of a profile. spread: the authorities' minimum, quartiles and maximum; all numbers here
    are sizes.
    """

    group: str
    progress: Progress
    spread: tuple[float, ...] | None
    value: float | None
    england: float | None
    neighbours: float | None

    @property
    def indicator(self) -> Indicator:
        return self.progress.indicator

    @property
    def side(self) -> str:
        """Against England, in a word."""
        return self.progress.against_england if self.england is not None else "not compared"


@dataclass(frozen=True)
class Profile:
    area: Area
    title: str
    rows: tuple[ProfileRow, ...]


@dataclass(frozen=True)
class SeveralAreas:
    """curves: one a place, the area in focus first; all share the indicator's periods."""

    curves: tuple[Curve, ...]

    @property
    def indicator(self) -> Indicator:
        return self.curves[0].indicator


@dataclass(frozen=True)
class Place:
    """One point of a scatter: published values, and the sizes that are drawn."""

    area: Area
    x: float
    y: float
    x_size: float
    y_size: float
    role: str


@dataclass(frozen=True)
class Scatter:
    """Two indicators over the authorities that have both. cautions: sentences to read before believing the
    picture.
    """

    area: Area
    x: Indicator
    y: Indicator
    x_period: Period
    y_period: Period
    places: tuple[Place, ...]
    england: Place | None
    relation: Relation | None
    cautions: tuple[str, ...]


def indicator_sets(figures: Figures) -> dict[str, IndicatorSet]:
    """Headlines of all priorities, of each, then every strand."""
    named = priorities()
    heads = {key: tuple(figures.find(h.key).id for h in p.headlines) for key, p in named.items()}
    everything = {i: named[key].title for key, ids in reversed(heads.items()) for i in ids}
    first = {i: everything[i] for ids in heads.values() for i in ids}
    sets = [
        IndicatorSet("headlines", "Headlines of all three priorities", tuple(first), tuple(first.values()))
    ]
    sets += [
        IndicatorSet(f"headlines-{_slug(key)}", f"Headlines: {named[key].title}", ids)
        for key, ids in heads.items()
    ]
    strands: dict[tuple[str, str], list[str]] = {}
    for i in sorted(
        figures.indicators, key=lambda i: list(named).index(i.priority) if i.priority in named else len(named)
    ):
        strands.setdefault((i.priority, i.strand), []).append(i.id)
    for (priority, strand), ids in strands.items():
        title = named[priority].title if priority in named else "Background"
        sets.append(IndicatorSet(f"{_slug(priority)}-{_slug(strand)}", f"{title}: {strand}", tuple(ids)))
    return {s.id: s for s in sets}


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def profile_of(
    desk: Desk, area: Area, title: str, ids: tuple[str, ...], groups: tuple[str, ...] = ()
) -> Profile:
    figures = desk.figures
    indicators = [figures.indicators[figures.index[i]] for i in ids]
    if not indicators:
        return Profile(area, title, ())
    m = np.array([figures.index[i] for i in ids])
    points = five_points(desk.sizes[m, : figures.authority_count, desk.newest[m]])
    rows = [
        ProfileRow(
            group=group,
            progress=p,
            spread=tuple(five.tolist()) if np.isfinite(five).all() else None,
            value=size_of(p.value, p.indicator),
            england=size_of(p.england, p.indicator) if has_benchmark(p.indicator) else None,
            neighbours=size_of(p.neighbours.median, p.indicator) if has_benchmark(p.indicator) else None,
        )
        for p, five, group in zip(
            progress_of(desk, area, indicators), points, groups or ("",) * len(ids), strict=True
        )
    ]
    return Profile(area, title, tuple(rows))


def several_of(desk: Desk, areas: tuple[Area, ...], indicator: Indicator) -> SeveralAreas:
    return SeveralAreas(tuple(curve_of(desk, a, indicator) for a in dict.fromkeys(areas)))


def nearest_of(figures: Figures, area: Area, count: int = 3) -> tuple[Area, ...]:
    """The nearest authorities of today on the published list of neighbours."""
    listed = (figures.areas.by_code(n.code) for n in figures.neighbours.get(area.code, ()))
    return tuple(a for a in listed if a.is_authority)[:count]


def scatter_of(desk: Desk, area: Area, x: Indicator, y: Indicator) -> Scatter:
    figures = desk.figures
    (tx, px), (ty, py) = _columns(desk, x, y)
    mx, my = figures.index[x.id], figures.index[y.id]
    listed = {n.code for n in figures.neighbours.get(area.code, ())}

    def place(a: Area, role: str) -> Place | None:
        k = figures.areas.index[a.code]
        vx, vy = float(figures.values[mx, k, tx]), float(figures.values[my, k, ty])
        return (
            None
            if vx != vx or vy != vy
            else Place(a, vx, vy, known(size_of(vx, x)), known(size_of(vy, y)), role)
        )

    roles = dict.fromkeys(listed, "neighbour") | {area.code: "us"}
    found = [place(a, roles.get(a.code, "other")) for a in figures.areas.authorities]
    places = tuple(p for p in found if p)
    relation = rank_relation(np.array([p.x_size for p in places]), np.array([p.y_size for p in places]))
    england = place(figures.areas.england, "england") if has_benchmark(x) and has_benchmark(y) else None
    return Scatter(area, x, y, px, py, places, england, relation, _cautions(x, y, px, py, len(places)))


def _columns(desk: Desk, x: Indicator, y: Indicator) -> tuple[tuple[int, Period], tuple[int, Period]]:
    """The newest year both have for enough places; where there is none, the two years nearest each other."""
    figures = desk.figures
    there = [np.isfinite(figures.values[figures.index[i.id], : figures.authority_count]) for i in (x, y)]
    pairs = []
    for p in x.periods:
        for q in y.periods:
            tx, ty = figures.column[p.end.year], figures.column[q.end.year]
            n = int((there[0][:, tx] & there[1][:, ty]).sum())
            apart = abs(p.end.year - q.end.year)
            pairs.append(((n >= FEW_PLACES, n > 0, -apart, p.end.year + q.end.year), (tx, p), (ty, q)))
    _, a, b = max(pairs, key=lambda pair: pair[0])
    return a, b


def _cautions(x: Indicator, y: Indicator, px: Period, py: Period, count: int) -> tuple[str, ...]:
    lines = [shared_words(x, y)]
    if count < FEW_PLACES:
        lines.append(f"Only {count} places have both figures: too few to say much.")
    if px.end.year != py.end.year:
        lines.append(
            f"The two figures are from different years ({px.label} and {py.label}): no year has both."
        )
    if not (has_benchmark(x) and has_benchmark(y)):
        lines.append(
            "A number of children mostly shows how large a place is, so it goes up and down with every other"
            " number of children."
        )
    return tuple(line for line in lines if line)


def shared_words(x: Indicator, y: Indicator) -> str | None:
    """Whether part of the relation is built in, because the two are made of the same thing."""
    if x.id == y.id:
        return "Both sides are the same indicator: the line is perfect because it must be."
    parts = [{i.id, i.concern, i.reference} - {None} for i in (x, y)]
    if parts[0] & parts[1]:
        return (
            "The two share an ingredient: one gap is worked out from a figure that is also in the other. Part"
            " of what you see is built in."
        )
    if x.group == y.group and x.group != "all":
        return "Both are about the same group of children, so they will tend to move together."
    if x.strand == y.strand and x.priority == y.priority:
        return (
            f"Both belong to '{x.strand}' and partly count the same children, so they will tend to move"
            " together."
        )
    return None


def relation_words(s: Scatter) -> str:
    """The relation in plain words, with its interval and what it does not show."""
    r, n = s.relation, len(s.places)
    if r is None:
        return f"Only {n} places have both figures, or all have the same: no relation can be worked out."
    numbers = (
        f"rank correlation {_signed(r.rho)}, 95% interval {_signed(r.low)} to {_signed(r.high)}, {n} places"
    )
    if not r.clear:
        return (
            "No clear relation: where a place stands on one says little about where it stands on the other"
            f" ({numbers})."
        )
    strength = "strong" if abs(r.rho) >= 0.6 else "moderate" if abs(r.rho) >= 0.3 else "weak"
    share = round(100 * r.rho**2)
    about = f"about {share}%" if share >= 1 else "less than 1%"
    return (
        f"Places with {_more(s.x)} tend to have {_more(s.y) if r.rho > 0 else _less(s.y)}. The relation is"
        f" {strength} ({numbers}): it explains {about} of the differences in their order. It does not show"
        " that one causes the other, and it is about places, not about single children."
    )


def _more(i: Indicator) -> str:
    return f"a wider gap on '{i.short}'" if i.is_gap else f"a higher figure for '{i.short}'"


def _less(i: Indicator) -> str:
    return f"a narrower gap on '{i.short}'" if i.is_gap else f"a lower figure for '{i.short}'"


def _signed(r: float) -> str:
    return f"{r:.2f}".replace("-", "\u2212")


def scatter_alt(s: Scatter) -> str:
    own = next((p for p in s.places if p.role == "us"), None)
    where = (
        f" {s.area.name}: {with_unit(own.x, s.x)} and {with_unit(own.y, s.y)}."
        if own
        else f" {s.area.name} lacks one of the two figures."
    )
    return (
        f"{s.x.title} ({s.x_period.label}) against {s.y.title} ({s.y_period.label}), one dot a place.{where}"
        f" {relation_words(s)}"
    )


def profile_words(profile: Profile) -> str:
    """A count of what stands out, with the warning that some will by chance."""
    sides = [r.side for r in profile.rows]
    compared = len(sides) - sides.count("not compared")
    if not compared:
        return "None of these figures can be compared with England."
    chance = max(1, round(compared * 0.05))
    counts = (
        f"{sides.count('better')} better than England, {sides.count('worse')} worse, {sides.count('similar')}"
        " with no clear difference"
    )
    other = sides.count("higher") + sides.count("lower")
    more = f", {other} higher or lower where neither is better" if other else ""
    return (
        f"Of {compared} figures compared: {counts}{more}. With this many comparisons about {chance} may stand"
        " out by chance. On every scale better is to the right, or higher where neither is better."
    )


def absent_words(answer: SeveralAreas) -> str | None:
    """Which of the places chosen have no line, so that nobody looks for one."""
    names = [c.place.name for c in answer.curves if all(v is None for v in c.area.values)]
    return f"No figures for {listed(names)}." if names else None


def several_alt(answer: SeveralAreas) -> str:
    ends = []
    for c in answer.curves:
        known = [(p, v) for p, v in zip(c.periods, c.area.values, strict=True) if v is not None]
        ends.append(
            f"{c.place.name} {with_unit(known[-1][1], c.indicator)} in {known[-1][0].label}"
            if known
            else f"{c.place.name} no figures"
        )
    periods = answer.curves[0].periods
    span = f"{periods[0].label} to {periods[-1].label}"
    return f"{answer.indicator.title}, one line a place, {span}. Newest: {'; '.join(ends)}."
