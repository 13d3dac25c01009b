"""Where a slide's chart lies in its frame, and its words at line ends: PowerPoint's own labels, so that they
follow the figures, each moved only as far as it takes until none covers another.
"""

from dataclasses import dataclass

from pptx.chart.chart import Chart
from pptx.chart.datalabel import DataLabel
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_LABEL_POSITION
from pptx.enum.dml import MSO_LINE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Pt

from c4eo_core.charts.apart import apart
from c4eo_core.model.display import MINUS, figure
from c4eo_core.model.indicator import Indicator
from c4eo_core.reports.slides.fit import LINE, text_width

FONT = "Arial"
TYPE_SIZE = 14  # of every word in a chart, in points
_VALUES = 46  # room for the axis' figures, left of the plot
_YEARS, _ABOVE, _BESIDE = 26, 10, 14
_SHOWN = ("LegendKey", "Val", "CatName", "SerName", "Percent", "BubbleSize")
Area = tuple[float, float, float, float]  # left, top, width, height in points


@dataclass(frozen=True)
class Line:
    """One line of the chart: end year → value. words: the colour of its name, where the line's
    is too pale.
    """

    name: str
    values: dict[int, float]
    colour: str
    width: float
    dash: MSO_LINE | None = None
    marker: bool = False
    words: str = ""

    @property
    def end(self) -> int:
        return max(self.values)


def plot_area(lines: list[Line], indicator: Indicator, box: Area) -> Area:
    """Within the frame: what is left beside the words on the right, which take at most two fifths."""
    ends = [line for line in lines if line.end == _last_year(lines)]
    room = max((_width(line, indicator) for line in ends), default=0) + _BESIDE
    return (_VALUES, _ABOVE, box[2] - _VALUES - min(room, 0.4 * box[2]), box[3] - _ABOVE - _YEARS)


def _last_year(lines: list[Line]) -> int:
    return max(line.end for line in lines)


def _width_of_name(line: Line) -> float:
    return text_width(f"{line.name} {MINUS}000", TYPE_SIZE, bold=True)


def _width(line: Line, indicator: Indicator) -> float:
    return text_width(f"{line.name} {figure(line.values[line.end], indicator)}", TYPE_SIZE, line.marker)


def place_plot(chart: Chart, plot: Area, box: Area) -> None:
    shares = (plot[0] / box[2], plot[1] / box[3], plot[2] / box[2], plot[3] / box[3])
    inner = "".join(f'<c:{name} val="{share:.4f}"/>' for name, share in zip("xywh", shares, strict=True))
    layout = parse_xml(
        f'<c:layout {nsdecls("c")}><c:manualLayout><c:layoutTarget val="inner"/>'
        f'<c:xMode val="edge"/><c:yMode val="edge"/>{inner}</c:manualLayout></c:layout>'
    )
    area = chart._chartSpace.chart.plotArea
    for old in area.findall(qn("c:layout")):
        area.remove(old)
    area.insert(0, layout)


def end_labels(
    chart: Chart,
    lines: list[Line],
    years: list[tuple[int | None, str]],
    scale: tuple[float, float],
    plot: Area,
    box: Area,
) -> None:
    """A name and a figure where each line ends. The area's own stands left of its newest figure where others
    begin there, on the side its line does not come from.
    """
    low, high = scale
    one = TYPE_SIZE * LINE / plot[3] * (high - low)  # a line of type in the unit of the values
    at = {year: k for k, (year, _) in enumerate(years)}
    inside = [line for line in lines if line.marker and line.end < _last_year(lines)]
    beside = [line for line in lines if line not in inside]
    places = dict(zip(map(id, beside), apart([e.values[e.end] for e in beside], low, high, one), strict=True))
    places |= {id(line): line.values[line.end] + _free_side(line) * 0.95 * one for line in inside}
    for series, line in zip(chart.series, lines, strict=True):
        moved = (line.values[line.end] - places[id(line)]) / (high - low) * plot[3] / box[3]
        label, left = series.points[at[line.end]].data_label, line in inside
        room = plot[0] + plot[2] * at[line.end] / len(years)
        _write(label, line, moved, left, named=not left or _width_of_name(line) < room)


def _free_side(line: Line) -> int:
    """1: above the newest point, where the line comes from below or stands level; -1: under it."""
    before = [value for year, value in sorted(line.values.items()) if year < line.end][-1:]
    return -1 if before and before[0] > line.values[line.end] else 1


def _write(label: DataLabel, line: Line, down: float, left: bool, named: bool) -> None:
    """down: from the height of the line's end, as a share of the frame; named: False where a name has no room
    beside the newest figure, which then stands alone in bold.
    """
    label.font.size, label.font.bold, label.font.name = Pt(TYPE_SIZE), line.marker, FONT
    label.font.color.rgb = RGBColor.from_string((line.words or line.colour).lstrip("#").upper())
    label.position = XL_LABEL_POSITION.LEFT if left else XL_LABEL_POSITION.RIGHT
    written = label._get_or_add_dLbl()
    body = written.find(qn("c:txPr")).find(qn("a:bodyPr"))
    body.set("wrap", "none")
    for name in _SHOWN:
        shown = written.find(qn(f"c:show{name}"))
        if shown is not None:
            shown.set("val", "1" if name == "Val" or (named and name == "SerName") else "0")
    written.append(parse_xml(f"<c:separator {nsdecls('c')}> </c:separator>"))
    layout = (
        f'<c:layout {nsdecls("c")}><c:manualLayout><c:x val="0"/><c:y val="{down:.4f}"/></c:manualLayout>'
        "</c:layout>"
    )
    written.find(qn("c:idx")).addnext(parse_xml(layout))
