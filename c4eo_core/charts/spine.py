"""A spine: where one place stands among all authorities on one indicator, as a picture with words of its own.

After the spine charts of public health profiles: England in the middle of every row, the spread of the
authorities around it, the longer side filling its half: one line, one tick and one dot. Here better is always
to the right; where neither is better, higher is.
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
    low, _, middle, _, high = row.spread
    centre = row.england if row.england is not None else middle
    half = max(abs(high - centre), abs(centre - low)) or 1.0
    sign = -1 if row.indicator.polarity is Polarity.LOW else 1

    def x(value: float) -> float:
        return WIDTH / 2 + sign * (value - centre) / half * (WIDTH / 2 - _EDGE)

    parts = [
        _bar(x(low), x(high), 3, look.quiet, 0.55),
        (
            f'<path d="M{WIDTH / 2} 5v{HEIGHT - 10}" stroke="{look.england}"'
            f' stroke-width="{3 if row.england is not None else 0}"/>'
        ),
    ]
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
    """One dot, coloured where it is better or worse, which the words of the row say too; hollow
    where it is not compared.
    """
    colour = {"better": look.better, "worse": look.worse}.get(kind, look.us)
    open_dot = kind == "not compared"
    fill, edge, width = (look.background, look.quiet, 2) if open_dot else (colour, look.background, 1.5)
    return (
        f'<circle cx="{x:.1f}" cy="{HEIGHT / 2}" r="{_MARK}" fill="{fill}" stroke="{edge}"'
        f' stroke-width="{width}"/>'
    )


def key_uri(kind: str, look: Look) -> str:
    """One mark of the key, as wide as it is high."""
    centre = HEIGHT / 2
    drawn = {
        "england": f'<path d="M{centre} 5v{HEIGHT - 10}" stroke="{look.england}" stroke-width="3"/>',
        "all": _bar(0, HEIGHT, 3, look.quiet, 0.55),
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
