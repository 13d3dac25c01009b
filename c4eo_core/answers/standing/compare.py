"""Comparisons of the reader's own choosing: one place on many indicators, several places on one, two
indicators over all places.
"""

from dataclasses import dataclass

import numpy as np

from c4eo_core.answers.desk import Desk
from c4eo_core.answers.standing.all_areas import has_benchmark
from c4eo_core.answers.standing.curve import Curve, curve_of
from c4eo_core.answers.standing.progress import Progress, progress_of
from c4eo_core.indicators.relation import Relation, rank_relation
from c4eo_core.indicators.spread import five_points
from c4eo_core.model.area import Area
from c4eo_core.model.gap_size import size_of
from c4eo_core.model.indicator import Indicator
from c4eo_core.model.known import known
from c4eo_core.model.period import Period
from c4eo_core.store.figures import Figures

MOST_INDICATORS, MOST_AREAS, FEW_PLACES = 30, 8, 30


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
