"""The curve with the national movement taken out: what is the authority's own."""

from dataclasses import replace

from c4eo_core.answers.desk import Desk
from c4eo_core.answers.fitted.national import NationalPath, national_path
from c4eo_core.answers.standing.curve import Curve, Series


def own_movement(desk: Desk, curve: Curve) -> Curve | None:
    """Every line as if the middle authority had stood throughout where it stands now; the newest figures are
    the published ones. None where nothing is known of the nation, as for a trust's own series.
    """
    indicator = curve.indicator
    if indicator.local or indicator.id not in desk.figures.index:
        return None
    path = national_path(desk.figures, desk.basis, indicator)
    return _curve(curve, path) if path else None


def _curve(curve: Curve, path: NationalPath) -> Curve:
    years = [p.end.year for p in curve.periods]

    def moved(series: Series) -> Series:
        return replace(series, values=path.taken_out(years, series.values))

    return replace(
        curve,
        area=moved(curve.area),
        neighbours=tuple(moved(s) for s in curve.neighbours),
        neighbour_median=moved(curve.neighbour_median),
        region=moved(curve.region) if curve.region else None,
        england=moved(curve.england),
    )


def own_movement_words(curve: Curve) -> str:
    """How to read it; the newest period is that of the path."""
    return (
        "The national movement is taken out: earlier figures are drawn as if the middle authority had always"
        f" stood where it stood in {curve.periods[-1].label}. What is left is the area's own. Years that"
        " cannot be compared are left out. The table and the files keep the published figures."
    )
