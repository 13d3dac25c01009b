"""The national path of an indicator: how the middle authority moved, as the baseline has it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from c4eo_core.model.indicator import Indicator
from c4eo_core.projections import Basis
from c4eo_core.projections.scale import from_scale, on_settled_scale
from c4eo_core.store.figures import Figures


@dataclass(frozen=True)
class NationalPath:
    """since: year in which a period ends → the path in that year less the path in the newest, on the working
    scale of `kind`.
    """

    newest: int
    since: dict[int, float]
    kind: str

    def taken_out(self, years: Sequence[int], values: Sequence[float | None]) -> tuple[float | None, ...]:
        """Each value as it would be had the middle authority stood throughout where it stands in the newest
        year. None stays None, and so does a year for which there is no path.
        """
        return tuple(
            self._one(value, self.since[year]) if value is not None and year in self.since else None
            for year, value in zip(years, values, strict=True)
        )

    def _one(self, value: float, movement: float) -> float:
        if movement == 0:
            return value  # to the last digit
        z = on_settled_scale(np.array([[value]]), [self.kind]) - movement
        return float(from_scale(z, [self.kind])[0, 0])


def national_path(figures: Figures, basis: Basis, indicator: Indicator) -> NationalPath | None:
    """None for an indicator that has no path: too few authorities with two years."""
    m = figures.index[indicator.id]
    last = int(basis.settled.last[m])
    path = basis.settled.path[m]
    if last < 0 or not np.isfinite(path[last]):
        return None
    since = {
        int(year): float(n - path[last])
        for year, n in zip(figures.end_years, path, strict=True)
        if np.isfinite(n)
    }
    return NationalPath(int(figures.end_years[last]), since, basis.kinds[m])
