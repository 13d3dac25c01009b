"""Who like us turned this curve, and kept it: each with a small curve that has the window marked."""

import base64
from collections.abc import Sequence

from markupsafe import Markup

from c4eo_core.answers.standing.who_turned import Turned, WhoTurned, looked_words, turned_words
from c4eo_core.charts.theme import Look
from c4eo_core.model.display import figure
from c4eo_core.model.indicator import Indicator
from c4eo_core.model.markup import markup
from c4eo_core.reports.html.pieces import details, table

_WIDTH, _HEIGHT, _MARGIN = 184, 50, 5


def who_turned_html(answer: WhoTurned, look: Look, of_group: bool = False) -> Markup:
    """of_group: the curve is that of the group of concern, looked at beside its gap."""
    items = Markup().join(
        markup(
            "<li>{curve}<strong>{name}</strong>, {near}. {words}{figures}</li>",
            curve=small_curve(turned, answer.indicator, look),
            name=turned.area.name,
            near=_near(turned),
            words=turned_words(turned, answer.indicator),
            figures=details("The figures of this curve", _figures(turned, answer.indicator)),
        )
        for turned in answer.found
    )
    found = markup('<ul class="turned">{items}</ul>', items=items) if answer.found else Markup()
    if of_group:
        head = markup(
            "<h3>Who turned the curve of the group itself: {title}</h3>", title=answer.indicator.short
        )
    else:
        head = Markup("<h3>Who like us turned this curve, and kept it?</h3>")
    return markup("{head}{found}<p>{looked}</p>", head=head, found=found, looked=looked_words(answer))


def who_to_ask_html(answers: Sequence[WhoTurned]) -> Markup:
    """One line a curve that somebody like us turned; that there is none is an answer too."""
    lines = Markup().join(
        markup(
            '<li><a href="/indicator?area={area}&amp;indicator={indicator}&amp;show=turned" target="_self">'
            "{title}</a>: {names}</li>",
            area=a.area.code,
            indicator=a.indicator.id,
            title=a.indicator.short,
            names=", ".join(t.area.name for t in a.found),
        )
        for a in answers
        if a.found
    )
    if not lines:
        none = "We found no authority like this one that turned one of these curves and kept it."
        return markup('<h3>Who to ask</h3><p class="note">{none}</p>', none=none)
    note = (
        "Authorities like this one whose curve turned and stayed so. A turned curve does not show what"
        " turned it."
    )
    return markup(
        '<h3>Who to ask</h3><ul class="sentences">{lines}</ul><p class="note">{note}</p>',
        lines=lines,
        note=note,
    )


def _near(turned: Turned) -> str:
    return (
        "a statistical neighbour" if turned.near else "which counts this authority among its own neighbours"
    )


def small_curve(turned: Turned, indicator: Indicator, look: Look) -> Markup:
    """The figures with England's movement taken out, as a picture; the window is shaded and drawn thick."""
    known = [(p.end.year, abs(v) if indicator.is_gap else v) for p, v in turned.curve if v is not None]
    if len(known) < 2:
        return Markup()
    first, last = known[0][0], known[-1][0]
    low, high = min(v for _, v in known), max(v for _, v in known)

    def across(year: int) -> float:
        return _MARGIN + (_WIDTH - 2 * _MARGIN) * (year - first) / (last - first)

    def up(value: float) -> float:
        return (
            _HEIGHT
            - _MARGIN
            - (_HEIGHT - 2 * _MARGIN) * ((value - low) / (high - low) if high > low else 0.5)
        )

    def line(points: Sequence[tuple[int, float]]) -> str:
        return " ".join(f"{across(year):.1f},{up(value):.1f}" for year, value in points)

    start, end = turned.start.end.year, turned.end.end.year
    window = line([(year, value) for year, value in known if start <= year <= end])
    stroke = f'fill="none" stroke="{look.us}"'
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{_HEIGHT}">'
        f'<rect x="{across(start):.1f}" width="{across(end) - across(start):.1f}" height="{_HEIGHT}"'
        f' fill="{look.faint}" fill-opacity=".35"/>'
        f'<polyline points="{line(known)}" {stroke} stroke-width="1.4"/>'
        f'<polyline points="{window}" {stroke} stroke-width="3.2"/>'
        f'<circle cx="{across(last):.1f}" cy="{up(known[-1][1]):.1f}" r="3.6" fill="{look.us}"/></svg>'
    )
    return markup(
        '<img class="small-curve" width="{w}" height="{h}" alt="{alt}"'
        ' src="data:image/svg+xml;base64,{drawn}">',
        w=_WIDTH,
        h=_HEIGHT,
        alt=f"Small curve of {turned.area.name} with England's movement taken out; the years from"
        f" {turned.start.label} to {turned.end.label} are shaded.",
        drawn=base64.b64encode(svg.encode()).decode(),
    )


def _figures(of: Turned, indicator: Indicator) -> Markup:
    """The window's two ends are marked."""
    ends = {of.start.label, of.end.label}
    known = [(p, v) for p, v in of.curve if v is not None]
    heads = ["Place", *(f"{p.label} *" if p.label in ends else p.label for p, _ in known)]
    cells = [of.area.name, *(figure(abs(v) if indicator.is_gap else v, indicator) for _, v in known)]
    return table(heads, [cells], f"{of.area.name} with the national movement taken out; * the window")
