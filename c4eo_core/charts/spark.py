"""A curve the size of a word, as a picture with words of its own."""

import base64
from collections.abc import Callable, Sequence

from c4eo_core.answers.standing.curve import Curve, Series
from c4eo_core.answers.standing.in_sizes import curve_in_sizes
from c4eo_core.charts.theme import Look

WIDTH, HEIGHT, MARGIN = 184, 50, 6


def sheet_uri(curves: Sequence[Curve], look: Look) -> str:
    """All the small curves of a table, one under another, as the data address of a single image.

    A browser opens a document for each SVG image: one sheet instead of seven pictures halves the time a table
    takes to appear.
    """
    drawn = "".join(
        f'<g transform="translate(0 {HEIGHT * n})">{spark_marks(c, look)}</g>' for n, c in enumerate(curves)
    )
    height = HEIGHT * len(curves)
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" viewBox="0 0 {WIDTH}'
        f' {height}">{drawn}</svg>'
    )
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()


def spark_svg(curve: Curve, look: Look) -> str:
    """One small curve as a drawing by itself."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}">{spark_marks(curve, look)}'
        "</svg>"
    )


def spark_marks(curve: Curve, look: Look) -> str:
    """The area's line over its neighbours' median and England's, as SVG marks in a box WIDTH by HEIGHT."""
    curve = curve_in_sizes(curve)
    drawn = (curve.area, curve.neighbour_median, curve.england)
    values = [v for s in drawn for v in s.values if v is not None]
    if not values:
        return ""
    low, high = min(values), max(values)
    first, last = curve.periods[0].end.year, curve.periods[-1].end.year

    def place(year: int, value: float) -> str:
        x = MARGIN + (WIDTH - 2 * MARGIN) * ((year - first) / (last - first) if last > first else 0.5)
        y = HEIGHT - MARGIN - (HEIGHT - 2 * MARGIN) * ((value - low) / (high - low) if high > low else 0.5)
        return f"{x:.1f},{y:.1f}"

    parts = [_base(look)] + [_break(curve, b.from_year, first, last, look) for b in curve.breaks]
    parts.append(_line(curve, curve.england, place, look.england, 1.4, ' stroke-dasharray="1.5 2.5"'))
    parts.append(_line(curve, curve.neighbour_median, place, look.second, 1.6, ' stroke-dasharray="4 2"'))
    parts.append(_line(curve, curve.area, place, look.us, 2.6, ""))
    known = [(p.end.year, v) for p, v in zip(curve.periods, curve.area.values, strict=True) if v is not None]
    if known:
        x, y = place(*known[-1]).split(",")
        parts.append(f'<circle cx="{x}" cy="{y}" r="4.5" fill="{look.us}"/>')
    return "".join(parts)


def _base(look: Look) -> str:
    return f'<path d="M0 {HEIGHT - 0.5}H{WIDTH}" stroke="{look.faint}" stroke-width="1"/>'


def _break(curve: Curve, from_year: int, first: int, last: int, look: Look) -> str:
    """A dashed upright where the definition changed, half a year before the first figure of the new kind."""
    if not first < from_year <= last:
        return ""
    before = max(p.end.year for p in curve.periods if p.end.year < from_year)
    x = MARGIN + (WIDTH - 2 * MARGIN) * ((before + from_year) / 2 - first) / (last - first)
    return (
        f'<path d="M{x:.1f} 2V{HEIGHT - 2}" stroke="{look.quiet}" stroke-width="1" stroke-dasharray="2 3"/>'
    )


def _line(
    curve: Curve, series: Series, place: Callable[[int, float], str], colour: str, width: float, dash: str
) -> str:
    """One stroke a stretch without missing values or breaks."""
    strokes, points, run = [], [], None
    for period, value, number in zip(curve.periods, series.values, curve.runs, strict=True):
        if value is None or number != run:
            strokes, points = [*strokes, points], []
        if value is not None:
            points = [*points, place(period.end.year, value)]
        run = number
    drawn = [s for s in [*strokes, points] if len(s) > 1]
    return "".join(
        f'<polyline points="{" ".join(s)}" fill="none" stroke="{colour}" stroke-width="{width}"'
        f' stroke-linejoin="round"{dash}/>'
        for s in drawn
    )
