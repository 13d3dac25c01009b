"""The curve with what the room drew on it. It belongs to one trust: nothing of it is kept for
anybody else.
"""

import streamlit as st
from markupsafe import Markup

from c4eo_core.answers.report.report import ReportCurve
from c4eo_core.answers.standing.words import alt_words, better_words
from c4eo_core.charts.report_curve import report_picture
from c4eo_core.model.display import figure, span
from c4eo_core.model.markup import markup
from c4eo_core.reports.html.pieces import details, table
from pages.cached.chart_tables import table_of
from pages.components import curve
from pages.session import screen

_NAMES = {"group": "Group forecast", "ambition": "Ambition (what the room wants, not a prediction)"}


def picture(found: ReportCurve, key: str, rule: str = "") -> None:
    """rule: as for `report_picture`."""
    size = screen.size()
    drawn = report_picture(found, size, 960, size.height, screen.look(), rule)
    if drawn is None:
        st.info(alt_words(found.curve))
        return
    screen.html(
        markup("<h3>{title}</h3>", title=drawn.title)
        + markup('<p class="note">{reading}</p>', reading=drawn.reading)
    )
    spec = {**drawn.spec, "width": "container"}
    rows = spec.pop("data")["values"]
    sent = table_of(rows, curve.CURVE_SCHEMA)
    st.vega_lite_chart(
        sent,
        spec,
        theme=None,
        width="stretch",
        key=key,
        alt=f"{alt_words(found.curve)} {_drawn_words(found)}".strip(),
    )
    screen.html(markup('<p class="note">{source}</p>', source=drawn.source) + _figures(found))


def tall_picture(found: ReportCurve, key: str) -> None:
    """For a wall: as high as its container, under a short title; the words stand beside it."""
    size = screen.size()
    drawn = report_picture(found, size, 960, size.height, screen.look())
    if drawn is None:
        st.info(alt_words(found.curve))
        return
    about = found.indicator
    screen.html(
        markup(
            '<h2 class="curve-title">{short}<span>{unit}</span></h2>',
            short=about.short,
            unit=f"{about.unit_words[:1].upper()}{about.unit_words[1:]}. {better_words(about)}".strip(),
        )
    )
    spec = {**drawn.spec, "width": "container", "height": "container"}
    spec["autosize"] = {"type": "fit", "contains": "padding", "resize": True}
    sent = table_of(spec.pop("data")["values"], curve.CURVE_SCHEMA)
    st.vega_lite_chart(
        sent,
        spec,
        theme=None,
        width="stretch",
        key=key,
        alt=f"{alt_words(found.curve)} {_drawn_words(found)}".strip(),
    )


def _lines(found: ReportCurve) -> list[tuple[str, tuple[tuple[int, float], ...]]]:
    lines = [(_NAMES["group"], found.group.values if found.group else ())]
    return [
        line
        for line in (*lines, (_NAMES["ambition"], found.ambition.values if found.ambition else ()))
        if line[1]
    ]


def _labels(found: ReportCurve) -> dict[int, str]:
    ahead = found.forecast.baseline if found.forecast else ()
    return {p.end.year: p.label for p in found.curve.periods} | {
        a.period.end.year: a.period.label for a in ahead
    }


def _drawn_words(found: ReportCurve) -> str:
    labels = _labels(found)
    said = [
        f"{name}: {figure(values[-1][1], found.indicator)} in {labels.get(values[-1][0], values[-1][0])}."
        for name, values in _lines(found)
    ]
    return " ".join(said)


def _cells(found: ReportCurve) -> list[str]:
    """The area's own figures, or in their place why there is none."""
    series = found.curve.area
    pairs = zip(series.values, series.notes, strict=True)
    return [figure(v, found.indicator) if v is not None else n.words if n else "–" for v, n in pairs]


def _figures(found: ReportCurve) -> Markup:
    """History, baseline and the room's own lines as one table."""
    i, labels = found.indicator, _labels(found)
    own = dict(zip((p.end.year for p in found.curve.periods), _cells(found), strict=True))
    ahead = {a.period.end.year: a for a in (found.forecast.baseline if found.forecast else ())}
    lines = [dict(values) for _, values in _lines(found)]
    rows = []
    for year in sorted({*own, *ahead, *(y for line in lines for y in line)}):
        expected = ahead.get(year)
        spread = span(*expected.intervals[80], i) if expected else "–"
        middle = figure(expected.median, i) if expected else "–"
        rows.append(
            [
                labels.get(year, str(year)),
                own.get(year, "–"),
                middle,
                spread,
                *(figure(line.get(year), i) for line in lines),
            ]
        )
    heads = [
        "Period",
        found.curve.place.name,
        "If nothing changes",
        "80 % interval",
        *(name for name, _ in _lines(found)),
    ]
    return details("The same figures as a table", table(heads, rows, f"{i.title}: {found.curve.place.name}"))
