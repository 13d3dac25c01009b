"""Two indicators over all authorities: one dot a place, the place in focus and its neighbours marked."""

import textwrap
from functools import lru_cache

from c4eo_core.answers.standing.compare import Place, Scatter
from c4eo_core.charts.curve_data import axis_extent
from c4eo_core.charts.theme import LIGHT, SCREEN, Look, Size
from c4eo_core.model.display import figure
from c4eo_core.model.indicator import Indicator
from c4eo_core.model.period import Period


@lru_cache
def scatter_spec(look: Look = LIGHT, size: Size = SCREEN) -> dict:
    """The specification without data, built once for each form; do not change it."""
    from c4eo_core.charts.forms.scatter import scatter_form  # Altair comes with the first chart

    return scatter_form(look, size)


def scatter_rows(
    s: Scatter, shown: tuple[str, ...] = ("neighbours", "england"), size: Size = SCREEN
) -> list[dict]:
    """The data of one scatter; empty when no place has both figures."""
    if not s.places:
        return []
    drawn = [*s.places, *([s.england] if s.england and "england" in shown else [])]
    xs, ys = (
        axis_extent([p.x_size for p in drawn], s.x.unit),
        axis_extent([p.y_size for p in drawn], s.y.unit),
    )
    rows = [{"role": "extent", "x": x, "y": y} for x, y in zip(xs, ys, strict=True)]
    sides = _sides(drawn, xs)
    for p in drawn:
        role = "other" if p.role == "neighbour" and "neighbours" not in shown else p.role
        rows.append(
            {
                "role": role,
                "x": p.x_size,
                "y": p.y_size,
                "name": p.area.name,
                "across": figure(p.x_size, s.x),
                "up": figure(p.y_size, s.y),
            }
        )
        if role in ("us", "england"):
            rows.append(
                {
                    "role": f"label-{role}",
                    "x": p.x_size,
                    "y": p.y_size,
                    "text": p.area.name,
                    "align": sides[role],
                }
            )
    return [
        *rows,
        _words("y-words", "Up", s.y, s.y_period, size),
        _words("x-words", "Across", s.x, s.x_period, size),
    ]


def _sides(drawn: list[Place], extent: tuple[float, float]) -> dict[str, str]:
    """Names stand on the sides turned away from each other, and inside the picture."""
    named = {p.role: p.x_size for p in drawn if p.role in ("us", "england")}
    sides = {}
    for role, x in named.items():
        share = (x - extent[0]) / (extent[1] - extent[0])
        other = named.get("england" if role == "us" else "us")
        to_the_right = share < 0.5 if other is None else x > other or (x == other and role == "us")
        sides[role] = "right" if share > 0.8 else "left" if share < 0.2 or to_the_right else "right"
    return sides


def _words(role: str, side: str, i: Indicator, period: Period, size: Size) -> dict:
    wide = 14 / size.label
    what = "size of the gap in " if i.is_gap else ""
    text = f"{side}: {i.short}, {what}{i.unit_words}, {period.label}"
    row = {"role": role}
    for name, width in (("text", 120), ("brief", 42)):
        lines = textwrap.wrap(text, round(width * wide))
        row |= {name: "\n".join(lines), f"{name}_lines": len(lines)}
    return row
