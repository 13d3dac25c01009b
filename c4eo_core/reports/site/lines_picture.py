"""A few places' lines on one indicator, told apart by dash, mark and the name at the end, not
by colour alone.
"""

from collections.abc import Callable

from markupsafe import Markup

from c4eo_core.answers.public.everywhere import Together
from c4eo_core.model.display import figure
from c4eo_core.model.gap_size import size_of

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 860, 360, 64, 270, 20, 30
_APART = 17  # pixels between two names
_LINES = ("line-us", "line-median", "line-england", "line-third", "line-fourth", "line-region")


def lines_picture(answer: Together) -> Markup:
    """A sentence where no place has a figure."""
    years = [p.end.toordinal() for p in answer.periods]
    i = answer.indicator
    sized = [[(size_of(v, i), note) for v, note in cells] for cells in answer.cells]
    values = [v for cells in sized for v, _ in cells if v is not None]
    if not values:
        return Markup("<p>None of these places has a figure.</p>")
    low, high = min(values), max(values)
    margin = (high - low) * 0.08 or 1.0
    low, high = low - margin, high + margin

    def x(year: int) -> float:
        span = max(years[-1] - years[0], 1)
        return LEFT + (WIDTH - LEFT - RIGHT) * (year - years[0]) / span

    def y(value: float) -> float:
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * (value - low) / (high - low)

    drawn, ends = [], []
    for k, (place, cells) in enumerate(zip(answer.places, sized, strict=True)):
        parts, pen = [], "M"
        for year, (value, _) in zip(years, cells, strict=True):
            if value is None:
                pen = "M"  # a gap stays open
                continue
            parts.append(f"{pen}{x(year):.1f} {y(value):.1f}" + ("h0" if pen == "M" else ""))
            pen = "L"
        known = [v for v, _ in cells if v is not None]
        if known:
            drawn.append(Markup('<path class="{}" d="{}"/>').format(_LINES[k], "".join(parts)))
            ends.append((y(known[-1]), f"{place.name} {figure(known[-1], answer.indicator)}", _LINES[k]))
    first, last = answer.periods[0].label, answer.periods[-1].label
    alt = "; ".join(words for _, words, _ in sorted(ends)) + f", newest figures; from {first} to {last}."
    return Markup(
        '<figure class="curve large"><div><svg class="pic" viewBox="0 0 {} {}" role="img"><title>{}</title>'
        "<desc>{}</desc>{}{}{}</svg></div><figcaption>{}</figcaption></figure>"
    ).format(
        WIDTH,
        HEIGHT,
        i.short,
        alt,
        _axis(answer, (min(values), max(values)), x, y),
        Markup("").join(drawn),
        _labels(ends),
        alt,
    )


def _labels(ends: list[tuple[float, str, str]]) -> Markup:
    """Names at the lines' ends, each with a piece of its line."""
    return Markup("").join(
        Markup('<path class="{0}" d="M{1} {2:.1f}h22"/><text x="{3}" y="{4:.1f}">{5}</text>').format(
            line, WIDTH - RIGHT + 8, at, WIDTH - RIGHT + 36, at + 5, words
        )
        for at, words, line in _apart(ends)
    )


def _axis(
    answer: Together, span: tuple[float, float], x: Callable[[int], float], y: Callable[[float], float]
) -> Markup:
    """span: lowest and highest figure. x, y: a day's and a figure's place in the picture."""
    years = [p.end.toordinal() for p in answer.periods]
    return Markup("").join(
        Markup(
            '<path class="grid" d="M{0} {1:.1f}H{2}"/><text class="scale" x="{3}" y="{4:.1f}">{5}</text>'
        ).format(LEFT, y(at), WIDTH - RIGHT, LEFT - 6, y(at) + 4, figure(at, answer.indicator))
        for at in _ticks(*span)
    ) + Markup("").join(
        Markup('<text class="year" x="{:.0f}" y="{}">{}</text>').format(
            x(years[k]), HEIGHT - 6, answer.periods[k].label
        )
        for k in sorted({0, len(years) // 2, len(years) - 1})
    )


def _apart(ends: list[tuple[float, str, str]]) -> list[tuple[float, str, str]]:
    """In their order from the top, each at least a line below the one before, none below the
    picture's floor.
    """
    placed: list[tuple[float, str, str]] = []
    for at, words, line in sorted(ends):
        placed.append((max(at, placed[-1][0] + _APART) if placed else at, words, line))
    over = max((placed[-1][0] - (HEIGHT - BOTTOM)) if placed else 0, 0)
    return [(at - over, words, line) for at, words, line in placed]


def _ticks(low: float, high: float) -> tuple[float, ...]:
    """The lowest figure, the highest and the middle between them; one where all are the same."""
    return (low, (low + high) / 2, high) if high > low else (low,)
