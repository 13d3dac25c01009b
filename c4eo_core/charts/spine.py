"""A spine: where one place stands among all authorities on one indicator, as a picture with words of its own.

After the spine charts of public health profiles: England in the middle of every row, the spread of the
authorities around it,
the longer side filling its half. Here better is always to the right; where neither is better, higher is.
"""

import base64

from c4eo_core.answers.standing.compare import ProfileRow
from c4eo_core.charts.theme import Look
from c4eo_core.model.display import figure
from c4eo_core.model.kinds import Polarity

WIDTH, HEIGHT = 260, 34
_EDGE = 12
_MARK = 7.5


def spine_uri(row: ProfileRow, look: Look) -> str:
    return _uri(spine_svg(row, look))


def _uri(svg: str) -> str:
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()


def spine_svg(row: ProfileRow, look: Look) -> str:
    """No words inside: the row's cells say them, and `spine_alt` speaks them."""
    if row.spread is None:
        return _svg(WIDTH, "")
    low, first, middle, third, high = row.spread
    centre = row.england if row.england is not None else middle
    half = max(abs(high - centre), abs(centre - low)) or 1.0
    sign = -1 if row.indicator.polarity is Polarity.LOW else 1

    def x(value: float) -> float:
        return WIDTH / 2 + sign * (value - centre) / half * (WIDTH / 2 - _EDGE)

    band = look.us if row.indicator.judged else look.quiet
    parts = [
        _bar(x(low), x(high), 7, look.faint, 0.55),
        _bar(x(first), x(third), 15, band, 0.38),
        f'<path d="M{x(middle):.1f} {HEIGHT / 2 - 7.5}v15" stroke="{band}" stroke-width="1.5"/>',
        (
            f'<path d="M{WIDTH / 2} 0v{HEIGHT}" stroke="{look.england}"'
            f' stroke-width="{2 if row.england is not None else 0}"/>'
        ),
    ]
    if row.neighbours is not None:
        parts.append(mark("neighbours", x(row.neighbours), look))
    if row.value is not None:
        parts.append(mark(row.side, x(row.value), look))
    return _svg(WIDTH, "".join(parts))


def _bar(a: float, b: float, height: float, colour: str, opacity: float) -> str:
    left, width = min(a, b), max(abs(b - a), 1.5)
    return (
        f'<rect x="{left:.1f}" y="{(HEIGHT - height) / 2}" width="{width:.1f}" height="{height}"'
        f' fill="{colour}" fill-opacity="{opacity}"/>'
    )


def _svg(width: float, inside: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{HEIGHT}" viewBox="0 0 {width}'
        f' {HEIGHT}">{inside}</svg>'
    )


def mark(kind: str, x: float, look: Look) -> str:
    """Shape and colour together: up better, down worse, circle similar, sideways where nothing is judged,
    open not compared.
    """
    y, r = HEIGHT / 2, _MARK
    colour = {"better": look.better, "worse": look.worse, "neighbours": look.second}.get(kind, look.us)
    edge = f'stroke="{look.background}" stroke-width="1.2"'
    paths = {
        "better": f"M{x:.1f} {y - r}l{r} {1.75 * r}h{-2 * r}z",
        "worse": f"M{x:.1f} {y + r}l{r} {-1.75 * r}h{-2 * r}z",
        "higher": f"M{x + r:.1f} {y}l{-1.75 * r} {r}v{-2 * r}z",
        "lower": f"M{x - r:.1f} {y}l{1.75 * r} {r}v{-2 * r}z",
    }
    if kind in paths:
        return (
            f'<path d="{paths[kind]}" fill="{colour if kind in ("better", "worse") else look.quiet}" {edge}/>'
        )
    if kind == "neighbours":
        diamond = f"M{x:.1f} {y - r}l{r * 0.8} {r}l{-r * 0.8} {r}l{-r * 0.8} {-r}z"
        return f'<path d="{diamond}" fill="{look.background}" stroke="{colour}" stroke-width="2"/>'
    fill, line = (
        (colour, edge) if kind == "similar" else (look.background, f'stroke="{look.quiet}" stroke-width="2"')
    )
    return f'<circle cx="{x:.1f}" cy="{y}" r="{r - 1.2}" fill="{fill}" {line}/>'


def key_uri(kind: str, look: Look) -> str:
    """One mark of the key, as wide as it is high."""
    centre = HEIGHT / 2
    drawn = {
        "england": f'<path d="M{centre} 2v{HEIGHT - 4}" stroke="{look.england}" stroke-width="2"/>',
        "all": (
            f'<rect x="0" y="{centre - 3.5}" width="{HEIGHT}" height="7" fill="{look.faint}"'
            ' fill-opacity="0.55"/>'
        ),
        "half": (
            f'<rect x="0" y="{centre - 7.5}" width="{HEIGHT}" height="15" fill="{look.us}"'
            f' fill-opacity="0.38"/><path d="M{centre} {centre - 7.5}v15" stroke="{look.us}"'
            ' stroke-width="1.5"/>'
        ),
    }.get(kind)
    return _uri(_svg(HEIGHT, drawn or mark(kind, centre, look)))


def spine_alt(row: ProfileRow) -> str:
    i = row.indicator
    if row.spread is None:
        return f"{i.short}: no authority has a figure."
    low, _, middle, _, high = (figure(v, i) for v in row.spread)
    what = "gaps" if i.is_gap else "figures"
    side = {
        Polarity.HIGH: "better to the right",
        Polarity.LOW: "better to the right, so low figures are on the right",
    }.get(i.polarity, "higher to the right")
    near = f", neighbours' median {figure(row.neighbours, i)}" if row.neighbours is not None else ""
    return f"Authorities' {what} from {low} to {high}, the middle one {middle}{near}; {side}."
