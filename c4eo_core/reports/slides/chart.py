"""A curve as PowerPoint's own line chart: its figures open in a sheet, its lines can be restyled."""

import math

from pptx.chart.chart import Chart
from pptx.chart.data import ChartData
from pptx.chart.series import LineSeries
from pptx.dml.color import RGBColor
from pptx.enum.chart import (
    XL_AXIS_CROSSES,
    XL_CHART_TYPE,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
)
from pptx.enum.dml import MSO_LINE
from pptx.oxml.ns import qn
from pptx.shapes.graphfrm import GraphicFrame
from pptx.slide import Slide
from pptx.util import Pt

from c4eo_core.answers.forecasts.forecast import period_ahead
from c4eo_core.answers.forecasts.in_sizes import forecast_in_sizes
from c4eo_core.answers.forecasts.shape import Forecast
from c4eo_core.answers.report.report import ReportCurve
from c4eo_core.answers.standing.in_sizes import curve_in_sizes
from c4eo_core.charts.curve_data import axis_extent
from c4eo_core.charts.theme import LIGHT
from c4eo_core.model.display import MINUS
from c4eo_core.model.gap_size import size_of
from c4eo_core.model.indicator import Indicator
from c4eo_core.model.kinds import Unit
from c4eo_core.reports.slides.chart_labels import FONT, TYPE_SIZE, Line, end_labels, place_plot, plot_area
from c4eo_core.reports.slides.fit import text_width

BREAK = "¦"


def chart_lines(found: ReportCurve) -> list[Line]:
    """The area, neighbours' median, England; then what may come, with the ends of the 80 % interval; then
    what the room drew.
    """
    curve, i = curve_in_sizes(found.curve), found.indicator
    forecast = forecast_in_sizes(found.forecast) if found.forecast else None
    ends = [p.end.year for p in curve.periods]

    def known(values: tuple) -> dict[int, float]:
        return {y: v for y, v in zip(ends, values, strict=True) if v is not None}

    own = known(curve.area.values)
    lines = [
        Line(
            curve.neighbour_median.name,
            known(curve.neighbour_median.values),
            LIGHT.second,
            2.0,
            MSO_LINE.SQUARE_DOT,
            words=LIGHT.second_text,
        ),
        Line("England", known(curve.england.values), LIGHT.england, 1.75, MSO_LINE.DASH),
        Line(curve.place.name, own, LIGHT.us, 3.0, None, marker=True),
    ]
    if forecast:
        lines += _ahead_lines(forecast, own)
    for name, drawn, colour in (
        ("Group forecast", found.group, LIGHT.fourth),
        ("Ambition", found.ambition, LIGHT.better),
    ):
        if drawn and drawn.values:
            lines.append(
                Line(
                    name,
                    {y: size_of(v, i) or 0.0 for y, v in drawn.values},
                    colour,
                    2.25,
                    MSO_LINE.LONG_DASH_DOT,
                )
            )
    return [line for line in lines if line.values]


def _ahead_lines(forecast: Forecast, own: dict[int, float]) -> list[Line]:
    """What may come if nothing changes, and the ends of the 80 % interval, from the last figure on."""
    ahead = {a.period.end.year: a for a in forecast.baseline}
    last = forecast.origin.end.year
    start = {last: own[last]} if last in own else {}
    middle = start | {y: a.median for y, a in ahead.items()}
    ends = [
        Line(
            f"80 % interval, {end}",
            start | {y: a.intervals[80][k] for y, a in ahead.items()},
            "#7A8FA6",
            1.0,
            MSO_LINE.ROUND_DOT,
            words=LIGHT.quiet,
        )
        for k, end in enumerate(("low", "high"))
    ]
    return [Line("If nothing changes", middle, LIGHT.us, 2.25, MSO_LINE.DASH), *ends]


def chart_years(found: ReportCurve, lines: list[Line]) -> list[tuple[int | None, str]]:
    """Every year from the first to the last, published or not, with its label; (None, BREAK) before a changed
    definition.
    """
    curve = found.curve
    labels = {p.end.year: p.label for p in curve.periods}
    labels |= {a.period.end.year: a.period.label for a in (found.forecast.baseline if found.forecast else ())}
    used = {y for line in lines for y in line.values}
    rows: list[tuple[int | None, str]] = []
    first = curve.periods[0]
    for year in range(min(used), max(used) + 1):
        if rows and any(b.from_year == year for b in curve.breaks):
            rows.append((None, BREAK))
        rows.append((year, labels.get(year) or period_ahead(first, year - first.end.year).label))
    return rows


def add_chart(
    slide: Slide, found: ReportCurve, box: tuple[float, float, float, float], alt: str, small: bool = False
) -> Chart | None:
    """box: left, top, width, height in points; alt: the picture in words; small: without the interval's ends.
    None where there is nothing to draw.
    """
    lines = [line for line in chart_lines(found) if not (small and line.name.startswith("80 %"))]
    if not lines:
        return None
    years = chart_years(found, lines)
    data = ChartData(number_format=_format(found.indicator, found.indicator.decimals))
    data.categories = [label for _, label in years]
    for line in lines:
        data.add_series(line.name, [line.values.get(year) if year else None for year, _ in years])
    left, top, width, height = map(Pt, box)
    frame = slide.shapes.add_chart(XL_CHART_TYPE.LINE_MARKERS, left, top, width, height, data)
    assert isinstance(frame, GraphicFrame)
    frame._element.nvGraphicFramePr.cNvPr.set("descr", alt)
    chart = frame.chart
    chart.font.name, chart.font.size = FONT, Pt(TYPE_SIZE)
    for series, line in zip(chart.series, lines, strict=True):
        _style(series, line)
    scale = _values_axis(chart, found.indicator, lines)
    plot = plot_area(lines, found.indicator, box)
    _years_axis(chart, [label for _, label in years], plot[2])
    chart.has_title, chart.has_legend = False, False
    place_plot(chart, plot, box)
    end_labels(chart, lines, years, scale, plot, box)
    return chart


def _format(indicator: Indicator, decimals: int) -> str:
    shape = ("0." + "0" * decimals if decimals else "0") + (
        '"%"' if indicator.unit is Unit.PERCENTAGE else ""
    )
    return f"{shape};{MINUS}{shape}"


def _colour(code: str) -> RGBColor:
    return RGBColor.from_string(code.lstrip("#").upper())


def _style(series: LineSeries, line: Line) -> None:
    series.smooth = False
    series.format.line.color.rgb = _colour(line.colour)
    series.format.line.width = Pt(line.width)
    if line.dash is not None:
        series.format.line.dash_style = line.dash
    series.marker.style = XL_MARKER_STYLE.CIRCLE if line.marker else XL_MARKER_STYLE.NONE
    if line.marker:
        series.marker.size = 7
        series.marker.format.fill.solid()
        series.marker.format.fill.fore_color.rgb = _colour(line.colour)
        series.marker.format.line.color.rgb = _colour(line.colour)


def _values_axis(chart: Chart, indicator: Indicator, lines: list[Line]) -> tuple[float, float]:
    """On round numbers, which it gives back: lowest and highest. The years stand below, whatever the sign of
    the values.
    """
    low, high = axis_extent([v for line in lines for v in line.values.values()], indicator.unit)
    rough = (high - low) / 5
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(m * power for m in (1, 2, 2.5, 5, 10) if m * power >= rough)
    axis = chart.value_axis
    lowest, highest = math.floor(low / step) * step, math.ceil(high / step) * step
    axis.minimum_scale, axis.maximum_scale, axis.major_unit = lowest, highest, step
    axis.crosses = XL_AXIS_CROSSES.MINIMUM
    axis.has_major_gridlines = True
    axis.major_gridlines.format.line.color.rgb = _colour("#D9DBDC")
    axis.format.line.fill.background()
    decimals = max(0, -math.floor(math.log10(step))) + (step / power == 2.5)
    axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = (
        _format(indicator, decimals),
        False,
    )
    axis.tick_labels.font.color.rgb = _colour(LIGHT.quiet)
    return lowest, highest


def _years_axis(chart: Chart, labels: list[str], width: float) -> None:
    """Each label whole and level: so many as have room beside one another. width: of the plot, in points."""
    axis = chart.category_axis
    axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    axis.format.line.color.rgb = _colour(LIGHT.faint)
    axis.tick_labels.font.color.rgb = _colour(LIGHT.quiet)
    body = axis._element.find(qn("c:txPr")).find(qn("a:bodyPr"))
    body.set("rot", "0")
    body.set("vert", "horz")
    most = max(2, math.floor(width / (max(text_width(label, TYPE_SIZE) for label in labels) + 10)))
    skip = axis._element.makeelement(qn("c:tickLblSkip"), {"val": str(math.ceil(len(labels) / most))})
    last = axis._element.find(qn("c:noMultiLvlLbl"))
    last.addprevious(skip)
