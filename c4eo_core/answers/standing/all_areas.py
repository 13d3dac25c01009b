"""One indicator everywhere: where each authority of today stands, with one of them in focus."""

from dataclasses import dataclass

import numpy as np

from c4eo_core.answers.desk import Desk
from c4eo_core.answers.standing.progress import VERDICT_WORDS
from c4eo_core.answers.standing.words import better_words, with_unit
from c4eo_core.indicators.spread import fifths, five_points
from c4eo_core.indicators.standing import BANDS
from c4eo_core.model.area import Area
from c4eo_core.model.display import figure, ordinal
from c4eo_core.model.indicator import Indicator
from c4eo_core.model.kinds import Note, Unit
from c4eo_core.model.period import Period
from c4eo_core.store.figures import NOTES

ORDERS = {
    "rank": "Rank",
    "name": "Name",
    "value": "Value",
    "region": "Region",
    "neighbours": "Neighbours first",
}


@dataclass(frozen=True)
class AreaRow:
    """One authority. size: what is ordered (the value, or how wide a gap is); fifth: 1 lowest to 5 highest, 0
    none; neighbour: its place on the focus's published list, else None; is_place: the focus itself."""

    area: Area
    region: Area | None
    value: float | None
    note: Note | None
    size: float | None
    rank: int | None
    band: str | None
    against_england: str
    fifth: int
    neighbour: int | None
    is_place: bool


@dataclass(frozen=True)
class AllAreas:
    """rows: authorities, best ranked first (highest first where nothing is judged), those without a figure
    last.

    spread: minimum, quartiles and maximum of the sizes; None when no authority has a figure. england,
    neighbour_median: published values, of a gap with their sign.
    """

    place: Area
    indicator: Indicator
    period: Period
    rows: tuple[AreaRow, ...]
    ranked: int
    spread: tuple[float, ...] | None
    england: float | None
    neighbour_median: float | None
    chosen_neighbours: bool = False

    @property
    def own(self) -> AreaRow:
        return next(r for r in self.rows if r.is_place)

    @property
    def known(self) -> tuple[AreaRow, ...]:
        return tuple(r for r in self.rows if r.value is not None)


def has_benchmark(indicator: Indicator) -> bool:
    """A count has none: England's is the sum of all, and an average of counts says how large places are."""
    return indicator.unit is not Unit.COUNT


def all_areas_of(desk: Desk, place: Area, indicator: Indicator) -> AllAreas:
    figures, m = desk.figures, desk.figures.index[indicator.id]
    count, t = figures.authority_count, int(desk.newest[m])
    s = desk.standing
    listed = {n.code: n.order for n in figures.neighbours.get(place.code, ())}
    sizes = desk.sizes[m, :count, t]
    group = fifths(sizes)
    areas = figures.areas
    rows, compared = [], has_benchmark(indicator)
    for a, area in enumerate(areas.authorities):
        value = _number(s.latest[m, a])
        rows.append(
            AreaRow(
                area=area,
                region=areas.by_code(area.region) if area.region else None,
                value=value,
                note=NOTES[figures.notes[m, a, t]] if value is None else None,
                size=_number(sizes[a]),
                rank=int(s.rank[m, a]) or None,
                band=BANDS[s.band[m, a]] or None,
                against_england=VERDICT_WORDS[desk.against_england[m, a]] if compared else "not compared",
                fifth=int(group[a]),
                neighbour=listed.get(area.code),
                is_place=area.code == place.code,
            )
        )
    (spread,) = five_points(sizes[None])
    return AllAreas(
        place=place,
        indicator=indicator,
        period=next(p for p in indicator.periods if p.end.year == figures.end_years[t]),
        rows=tuple(sorted(rows, key=_by_rank)),
        ranked=int(s.ranked[m]),
        spread=tuple(spread.tolist()) if np.isfinite(spread).all() else None,
        england=_number(s.latest[m, areas.index[areas.england.code]]) if compared else None,
        neighbour_median=_number(s.neighbour_median[m, areas.index[place.code]]) if compared else None,
        chosen_neighbours=desk.chosen_for == place.code,
    )


def _number(x: float) -> float | None:
    return None if x != x else float(x)


def _by_rank(row: AreaRow) -> tuple:
    return row.value is None, row.rank or 0, -(row.size or 0), row.area.name


def in_order(answer: AllAreas, order: str) -> tuple[AreaRow, ...]:
    """order: one of ORDERS; places without a figure come last wherever figures decide."""
    keys = {
        "rank": _by_rank,
        "name": lambda r: r.area.name,
        "value": lambda r: (r.value is None, -(r.size or 0), r.area.name),
        "region": lambda r: (r.region.name if r.region else "", *_by_rank(r)),
        "neighbours": lambda r: (not r.is_place, r.neighbour or 99, *_by_rank(r)),
    }
    return tuple(sorted(answer.rows, key=keys[order]))


def spread_words(answer: AllAreas) -> str:
    """One or two sentences that stand for the picture of the spread."""
    i, own = answer.indicator, answer.own
    if answer.spread is None:
        return f"No authority has a figure for {answer.period.label}."
    low, first, _, third, high = (figure(v, i) for v in answer.spread)
    what = "gaps are" if i.is_gap else "figures are"
    parts = [
        f"{i.title}, {answer.period.label}: {len(answer.known)} of {len(answer.rows)} authorities have a"
        f" figure, from {low} to {high}; the middle half of the {what} between {first} and {third}."
    ]
    if own.value is None:
        parts.append(f"{answer.place.name} has no figure: {own.note.words if own.note else 'not available'}.")
    else:
        rank = f", {ordinal(own.rank)} of {answer.ranked}" if own.rank else ""
        england = f"; England {with_unit(answer.england, i)}" if answer.england is not None else ""
        parts.append(f"{answer.place.name}: {with_unit(own.value, i)}{rank}{england}.")
    return " ".join(parts)


def reading_words(answer: AllAreas) -> str:
    """How to read the ranks of this indicator, and what they cannot bear."""
    if not has_benchmark(answer.indicator):
        return (
            "These are numbers of children: they follow the size of the place, so nothing is ranked or"
            " compared."
        )
    if not answer.indicator.judged:
        return f"{better_words(answer.indicator)} So nothing is ranked."
    close = sum(r.against_england == "similar" for r in answer.rows)
    return (
        f"{better_words(answer.indicator)} Rank 1 is best. Ranks overstate small differences: {close} of"
        f" {len(answer.known)} places show no clear difference from England."
    )
