"""The slides: editable, inside their edges, nothing over anything else."""

import io
from dataclasses import replace
from itertools import combinations

import pytest
from PIL import ImageFont
from pptx import Presentation
from pptx.oxml.ns import qn
from pptx.util import Pt

from c4eo_core.answers.forecasts.in_sizes import forecast_in_sizes
from c4eo_core.answers.standing.in_sizes import curve_in_sizes
from c4eo_core.answers.standing.words import plain_figure
from c4eo_core.reports.images import FONTS
from c4eo_core.reports.slides.chart_labels import TYPE_SIZE
from c4eo_core.reports.slides.fit import cut_to, letter_width, text_height, text_width, wrapped
from c4eo_core.reports.slides.parts import FOOT
from tests.reports.report_examples import opened

NAMES = ("five", "fifteen", "long", "full", "hostile", "empty", "card", "scilly")


@pytest.fixture
def deck(made):
    return lambda name: Presentation(io.BytesIO(made(name, "pptx")))


def boxes(slide):
    """Shapes with words, charts and tables: those that must not cover each other."""
    return [
        s
        for s in slide.shapes
        if s.has_table or s.has_chart or (s.has_text_frame and s.text_frame.text.strip())
    ]


@pytest.mark.parametrize("name", NAMES)
def test_every_shape_lies_inside_its_slide(deck, name):
    show = deck(name)
    assert (show.slide_width, show.slide_height) == (Pt(960), Pt(540))
    for slide in show.slides:
        for s in slide.shapes:
            assert (
                s.left >= 0
                and s.top >= 0
                and s.left + s.width <= show.slide_width
                and s.top + s.height <= show.slide_height
            ), s.name


@pytest.mark.parametrize("name", NAMES)
def test_no_words_chart_or_table_lies_over_another(deck, name):
    for slide in deck(name).slides:
        for a, b in combinations(boxes(slide), 2):
            beside = a.left + a.width <= b.left or b.left + b.width <= a.left
            above = a.top + a.height <= b.top or b.top + b.height <= a.top
            assert beside or above, (slide.shapes.title.text_frame.text, a.name, b.name)


@pytest.mark.parametrize("name", NAMES)
def test_words_fit_their_boxes(deck, name):
    for slide in deck(name).slides:
        for s in slide.shapes:
            if s.has_text_frame and s.text_frame.text.strip():
                frame = s.text_frame
                width = (s.width - frame.margin_left - frame.margin_right) / 12700
                needs = sum(_height(p, width) for p in frame.paragraphs)
                assert needs <= s.height / 12700 + 1, (
                    slide.shapes.title.text_frame.text,
                    frame.text[:60],
                    needs,
                    s.height / 12700,
                )
            if s.has_table:
                for row in s.table.rows:
                    for cell, column in zip(row.cells, s.table.columns, strict=True):
                        needs = (
                            sum(_height(p, column.width / 12700 - 10) for p in cell.text_frame.paragraphs)
                            + 10
                        )
                        assert needs <= row.height / 12700 + 1, cell.text[:60]


def _height(paragraph, width):
    size = paragraph.runs[0].font.size.pt if paragraph.runs else 0
    after = paragraph.space_after.pt if paragraph.space_after else 0
    return (
        text_height(
            paragraph.text.replace("\v", "\n"),
            width,
            size,
            bool(paragraph.runs and paragraph.runs[0].font.bold),
        )
        + after
    )


@pytest.mark.parametrize("name", NAMES)
def test_every_slide_has_a_title_of_its_own_a_foot_and_its_sources_in_the_notes(deck, name):
    slides = list(deck(name).slides)
    titles = [s.shapes.title.text_frame.text for s in slides]
    assert all(titles) and len(set(titles)) == len(titles)
    for n, slide in enumerate(slides, 1):
        assert any(s.has_text_frame and s.text_frame.text == f"{n} of {len(slides)}" for s in slide.shapes)
        assert "Department for Education" in slide.notes_slide.notes_text_frame.text


@pytest.mark.parametrize("name", ["five", "full", "scilly"])
def test_the_chart_is_powerpoints_own_and_holds_the_answers_figures(deck, report, name):
    charts = [(s.chart, slide) for slide in deck(name).slides for s in slide.shapes if s.has_chart]
    assert len(charts) == len(report(name).curves) + (name != "scilly")
    for found, (chart, _) in zip(report(name).curves, charts[name != "scilly" :], strict=True):
        found = replace(found, curve=curve_in_sizes(found.curve), forecast=forecast_in_sizes(found.forecast))
        lines = {s.name: [v for v in s.values if v is not None] for s in chart.plots[0].series}
        assert lines[found.curve.place.name] == [v for v in found.curve.area.values if v is not None]
        assert lines["England"] == [v for v in found.curve.england.values if v is not None]
        assert lines["If nothing changes"][-len(found.forecast.baseline) :] == [
            a.median for a in found.forecast.baseline
        ]
        assert lines["80 % interval, low"][-1] == found.forecast.baseline[-1].intervals[80][0]
        assert list(chart.plots[0].categories)[-1] == found.forecast.baseline[-1].period.label


def test_no_line_is_drawn_across_a_changed_definition_or_a_missing_year(deck, report):
    found = report("five").curves[0]
    found = replace(found, curve=curve_in_sizes(found.curve))
    chart = next(s.chart for slide in deck("five").slides for s in slide.shapes if s.has_chart)
    england = next(s for s in chart.plots[0].series if s.name == "England").values
    for before, after in zip(found.curve.runs, found.curve.runs[1:], strict=False):
        if before != after:
            at = [k for k, v in enumerate(england) if v is not None]
            value = found.curve.england.values[found.curve.runs.index(after)]
            k = next(k for k in at if england[k] == value and (k == 0 or england[k - 1] is None))
            assert england[k - 1] is None


def test_the_headline_table_shows_the_figures_of_the_answer(deck, report):
    tables = [s.table for slide in deck("card").slides for s in slide.shapes if s.has_table]
    parts = [t for t in tables if t.rows[0].cells[0].text == "Headline"]  # a long table goes on overleaf
    rows = {row.cells[0].text: row.cells[1].text for t in parts for row in list(t.rows)[1:]}
    for curve in report("card").headlines:
        assert rows[curve.indicator.title].startswith(plain_figure(curve.progress.value, curve.indicator))


def test_the_summary_says_how_many_more_there_are_when_not_all_fit(deck):
    few, many = (
        next(s for s in deck(n).slides if s.shapes.title.text_frame.text.startswith("On one"))
        for n in ("five", "long")
    )
    text = {
        n: "\n".join(s.text_frame.text for s in slide.shapes if s.has_text_frame)
        for n, slide in (("few", few), ("many", many))
    }
    assert "see the slides that follow" not in text["few"] and "see the slides that follow" in text["many"]


@pytest.mark.parametrize("name", NAMES)
def test_the_summary_can_be_read_from_the_back_of_a_room(deck, name):
    slides = [s for s in deck(name).slides if s.shapes.title.text_frame.text.startswith("On one slide")]
    assert len(slides) == (name not in ("card", "scilly"))
    for slide in slides:
        body = [s for s in slide.shapes if s.has_text_frame and s.top < Pt(FOOT)]
        sizes = [r.font.size.pt for s in body for p in s.text_frame.paragraphs for r in p.runs]
        charts = [s.chart.font.size.pt for s in slide.shapes if s.has_chart]
        assert min(sizes + charts) >= 14


def test_a_usual_session_takes_eight_slides(deck):
    assert len(deck("five").slides) == 8


@pytest.mark.parametrize("name", ["five", "full", "card"])
def test_every_chart_says_in_words_what_it_shows(deck, report, name):
    charts = [s for slide in deck(name).slides for s in slide.shapes if s.has_chart]
    assert charts
    for shape in charts:
        words = shape._element.nvGraphicFramePr.cNvPr.get("descr")
        assert words.startswith("Line chart. ") and report(name).area.name in words


@pytest.mark.parametrize("name", ["five", "full", "card", "fifteen"])
def test_words_at_line_ends_stand_in_the_order_of_their_lines_and_never_on_one_another(deck, name):
    for shape in (s for slide in deck(name).slides for s in slide.shapes if s.has_chart):
        beside = sorted(label for label in _end_labels(shape) if not label[2])
        assert len(beside) >= 3
        for (value, y, _), (higher, y_above, _) in zip(beside, beside[1:], strict=False):
            assert higher >= value and y - y_above >= TYPE_SIZE


def _end_labels(shape):
    """Value, height on the slide in points, whether it stands left of its line's end."""
    chart, high = shape.chart, shape.height.pt
    inner = chart._chartSpace.chart.plotArea.find(qn("c:layout")).find(qn("c:manualLayout"))
    top, plot = (float(inner.find(qn(f"c:{name}")).get("val")) * high for name in "yh")
    low, most = chart.value_axis.minimum_scale, chart.value_axis.maximum_scale
    for series in chart.plots[0].series:
        label = next(series._element.iter(qn("c:dLbl")))
        value = series.values[int(label.find(qn("c:idx")).get("val"))]
        moved = float(label.find(qn("c:layout")).find(qn("c:manualLayout")).find(qn("c:y")).get("val"))
        y = top + plot * (most - value) / (most - low) + moved * high
        yield value, y, label.find(qn("c:dLblPos")).get("val") == "l"


def test_a_date_in_the_table_of_actions_is_never_parted(deck):
    tables = [s.table for slide in deck("five").slides for s in slide.shapes if s.has_table]
    days = [row.cells[2].text for row in list(tables[0].rows)[1:] if row.cells[2].text]
    assert days and all(" " not in day and day.count("\N{NO-BREAK SPACE}") == 2 for day in days)


def test_no_slide_loads_anything_from_elsewhere(made):
    archive = opened(made("hostile", "pptx"))
    for name in archive.namelist():
        if name.endswith(".rels"):
            assert b'TargetMode="External"' not in archive.read(name), name


def test_the_measure_of_words_is_never_short():
    font = ImageFont.truetype(str(FONTS / "SourceSansPro-Regular.otf"), 1000)
    for text in (
        "Attendance of disadvantaged pupils has not come back since 2020",
        "WWW iii 0.00% — “quoted”",
    ):
        assert text_width(text, 1000) > font.getlength(text), "Arial is wider than Source Sans"
    assert letter_width("信") == 1000


def test_text_is_wrapped_within_its_width_and_parted_without_loss():
    text = "One two three " * 40 + "x" * 300 + " end\nnew line"
    lines = wrapped(text, 200, 12)
    assert all(text_width(line, 12) <= 200 for line in lines) and "".join("".join(lines).split()) == "".join(
        text.split()
    )
    parts = cut_to(text, 200, 60, 12)
    assert len(parts) > 3 and all(text_height(p, 200, 12) <= 60 + 12 * 1.2 for p in parts)
    assert "".join("".join(parts).split()) == "".join(text.split())
