"""The counts behind a figure: what follows from them, and whether they agree with it. Pure."""

from collections.abc import Callable

from c4eo_core.model.kinds import Unit
from c4eo_core.sources.uploads.series_cells import SeriesForm

_CLOSE = 0.6  # percentage points between a value and its own counts: more is no rounding
Wrong = Callable[[str, str, str, str], None]


def figure_of(
    value: float | None, count: float | None, of: float | None, unit: Unit, asked: SeriesForm, wrong: Wrong
) -> float | None:
    """The value given, else worked out from its counts; both must agree."""
    factor = asked.factor_of(unit)
    if count is not None and of is not None and unit is Unit.PERCENTAGE and count > of:
        found = f"{count:,.0f} of {of:,.0f}: more than all."
        wrong("count", found, "a part of the whole.", "Correct one of the two.")
        return None
    if count is None or of is None or factor is None or of == 0:
        if value is None and count is not None and of:
            found = "there is none, and nobody said what the rate is per."
            wrong("value", found, "a value.", "Say per how many.")
        return value
    worked = factor * count / of
    if value is None:
        return round(worked, asked.decimals)
    if abs(worked - value) > max(_CLOSE * factor / 100, abs(value) * 0.02):
        wrong(
            "value",
            f"{value:g} does not follow from {count:,.0f} of {of:,.0f} (which is"
            f" {worked:.{asked.decimals}f}).",
            "a value that agrees with its counts.",
            "Correct one of them, or leave the counts out.",
        )
    return value


def resting_on(
    figure: float | None, count: float | None, of: float | None, unit: Unit, asked: SeriesForm
) -> tuple[float | None, float | None]:
    """The counts behind a figure, as far as they are given or follow from it."""
    factor = asked.factor_of(unit)
    if unit is Unit.COUNT:
        return figure, of
    if figure is not None and factor and of is not None and count is None:
        count = round(figure * of / factor)
    elif figure and factor and count is not None and of is None:
        of = round(count * factor / figure)
    return count, of
