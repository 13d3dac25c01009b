"""What the ladder and the journey share: heights counted in lines of type, words that are data, no axes."""

from typing import Literal

import altair as alt

from c4eo_core.charts.forms.pieces import Weight, expr, finished, rows_of
from c4eo_core.charts.theme import Look, Size

Cap = Literal["butt", "round"]


def laid_out(
    layers: list[alt.Chart], lines: float, x: alt.Scale, params: dict[str, str], look: Look, size: Size
) -> dict:
    """lines: the height in lines of type; x: the scale across; params: name → expression. `said` holds the
    words for the room there is.
    """
    told = "wide || !isValid(datum.brief) ? datum.text : datum.brief"
    down = alt.Scale(domain=[lines, 0], nice=False, zero=False)
    chart = (
        alt.layer(
            *layers,
            width="container",
            height=round(lines * size.label),
            autosize=alt.AutoSizeParams(type="fit", contains="padding", resize=True),
            padding={"left": 2, "right": 2, "top": 2, "bottom": 2},
        )
        .add_params(*(alt.param(name=name, expr=words) for name, words in params.items()))
        .transform_calculate(said=told)
        .encode(x=alt.X("x:Q", axis=None, scale=x), y=alt.Y("y:Q", axis=None, scale=down))
    )
    return finished(chart, look, size)


def at(x: float | str) -> alt.XValue:
    """A place across in pixels, or an expression for it."""
    return alt.XValue(expr(x) if isinstance(x, str) else x)


def words(
    role: str,
    colour: str,
    size: int,
    x: alt.XValue | None = None,
    align: Literal["left", "center", "right"] = "left",
    dx: int = 0,
    weight: Weight = "normal",
    italic: bool = False,
    halo: str | None = None,
) -> alt.Chart:
    """Words that are data. x None: at the row's own place on the scale. A line break in the words breaks the
    line. halo: drawn with a wide edge of this colour, so that lines behind do not cross the words over it.
    """
    drawn = rows_of(role).mark_text(
        align=align,
        baseline="middle",
        color=colour,
        fontSize=size,
        fontWeight=weight,
        fontStyle="italic" if italic else "normal",
        dx=dx,
        lineHeight=round(size * 1.2),
        lineBreak="\n",
        clip=False,
        aria=False,
        stroke=halo or alt.Undefined,
        strokeWidth=5 if halo else alt.Undefined,
        strokeJoin="round" if halo else alt.Undefined,
    )
    return drawn.encode(x=x or alt.Undefined, text="said:N")


def haloed(
    role: str,
    colour: str,
    size: int,
    look: Look,
    x: alt.XValue | None = None,
    align: Literal["left", "center", "right"] = "left",
    dx: int = 0,
    weight: Weight = "normal",
    italic: bool = False,
) -> list[alt.Chart]:
    """The same words twice, first with a wide edge in the colour of the ground."""
    return [words(role, colour, size, x, align, dx, weight, italic, halo) for halo in (look.background, None)]


def rule(role: str, colour: str, width: float, cap: Cap = "butt", dash: list[int] | None = None) -> alt.Chart:
    return rows_of(role).mark_rule(
        color=colour, strokeWidth=width, strokeCap=cap, aria=False, strokeDash=dash or alt.Undefined
    )
