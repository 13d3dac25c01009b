"""What is known of a gap, in the sizes that are shown: charts, files and JSON draw from these.

Sentences are made from the signed answers: they say who is behind.
"""

from dataclasses import replace

from c4eo_core.answers.standing.curve import Curve, Series
from c4eo_core.answers.standing.progress import NeighbourFigures, Progress
from c4eo_core.model.gap_size import size_of
from c4eo_core.model.indicator import Indicator


def curve_in_sizes(curve: Curve) -> Curve:
    """The same curve for what is no gap. The lines of the two groups are no gaps and stay as they are."""
    i = curve.indicator
    if not i.is_gap:
        return curve
    last = curve.last_available
    return replace(
        curve,
        progress=progress_in_sizes(curve.progress),
        area=series_in_sizes(curve.area, i),
        neighbours=tuple(series_in_sizes(s, i) for s in curve.neighbours),
        neighbour_median=series_in_sizes(curve.neighbour_median, i),
        region=series_in_sizes(curve.region, i) if curve.region else None,
        england=series_in_sizes(curve.england, i),
        last_available=(last[0], abs(last[1])) if last else None,
    )


def series_in_sizes(series: Series, indicator: Indicator) -> Series:
    return replace(series, values=tuple(size_of(v, indicator) for v in series.values))


def progress_in_sizes(p: Progress) -> Progress:
    """The figures of a gap without their sign, and the change as that of the size."""
    i = p.indicator
    if not i.is_gap:
        return p
    change = None if p.value is None or p.change is None else abs(p.value) - abs(p.value - p.change)
    return replace(
        p,
        value=size_of(p.value, i),
        change=change,
        england=size_of(p.england, i),
        region_value=size_of(p.region_value, i),
        neighbours=_neighbours(p.neighbours, i),
    )


def _neighbours(n: NeighbourFigures, i: Indicator) -> NeighbourFigures:
    return replace(
        n,
        list=tuple(replace(member, value=size_of(member.value, i)) for member in n.list),
        mean=size_of(n.mean, i),
        median=size_of(n.median, i),
        best=size_of(n.best, i),
    )
