"""The map of one authority as a Vega-Lite chart: works without a graphics card, tells what one points at,
fits any width.

The form is constant; land, circles, dots and marks are rows (coverage_rows), in units of a frame that holds
the place, so that a change of authority changes data only.
"""

from functools import lru_cache

from c4eo_core.charts.theme import LIGHT, SCREEN, Look, Size

PICKED = ("dots", "schools", "services")


def coverage_height(size: Size) -> int:
    return round(size.height * 1.4)


@lru_cache
def coverage_spec(look: Look = LIGHT, size: Size = SCREEN, choosing: bool = True) -> dict:
    """The specification without data, built once for each form; do not change it. choosing: a click picks a
    mark, and the choice goes by the name of its layer (PICKED).
    """
    from c4eo_core.maps.forms.coverage import coverage_form  # Altair comes with the first map

    return coverage_form(look, size, coverage_height(size), choosing)
