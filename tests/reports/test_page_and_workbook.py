"""The page for the web and the workbook."""

import io
import re

import openpyxl
import pytest

from c4eo_core.answers.forecasts.in_sizes import forecast_in_sizes
from c4eo_core.answers.standing.in_sizes import curve_in_sizes
from tests.reports.report_examples import HOSTILE, opened, workbook_cells

NAMES = ("five", "fifteen", "full", "hostile", "card", "scilly", "empty")


@pytest.mark.parametrize("name", NAMES)
def test_the_page_needs_nothing_beside_it_and_runs_nothing(made, name):
    page = made(name, "html").decode()
    assert not re.search(r"<(script|link|iframe|object|embed|base|form)\b", page, re.IGNORECASE)
    assert not re.search(r"<[^>]+\son\w+\s*=", page, re.IGNORECASE)
    loads = re.findall(r"""(?:\bsrc|\bhref)\s*=\s*["']([^"']+)|url\(\s*["']?([^)"']{1,60})""", page)
    assert all((a or b).startswith(("#", "data:")) for a, b in loads)


def test_the_page_is_well_made_html(made):
    from html.parser import HTMLParser

    empty = {"meta", "br", "img", "path", "line", "rect", "text", "g"}

    class Reader(HTMLParser):
        open_now: list = []

        def handle_starttag(self, tag, attrs):
            if tag not in empty:
                self.open_now.append(tag)

        def handle_startendtag(self, tag, attrs):
            pass

        def handle_endtag(self, tag):
            if tag not in empty:
                assert self.open_now.pop() == tag

    for name in ("hostile", "full"):
        reader = Reader()
        reader.open_now = []
        reader.feed(made(name, "html").decode())
        assert reader.open_now == []


def test_names_inside_the_charts_are_not_shared(made):
    from c4eo_core.reports.html.report import _own_names

    page = made("full", "html").decode()
    names = re.findall(r'\bid="([^"]+)"', page)
    assert len(names) == len(set(names))
    drawn = _own_names("""<g id="a" clip-path="url(#a)" fill='url("#b")'><use href="#a"/></g>""", "c1-")
    assert drawn == """<g id="c1-a" clip-path="url(#c1-a)" fill='url("#c1-b")'><use href="#c1-a"/></g>"""


def test_every_chart_of_the_page_has_its_words_and_its_table(made, report):
    page = made("full", "html").decode()
    assert len(re.findall(r'<svg role="img" aria-label="Line chart\. [^"]{40,}"', page)) == len(
        report("full").curves
    )
    assert page.count("All figures of this curve") == len(report("full").curves)
    assert page.count("<h1>") == 1 and '<html lang="en-GB">' in page


def test_a_trusts_colour_is_a_colour_or_nothing(made):
    assert "--own: #801650" in made("full", "html").decode()
    assert "--own: #F46A25" in made("hostile", "html").decode()


@pytest.mark.parametrize("name", NAMES)
def test_the_workbook_holds_no_formula_and_no_link(made, name):
    assert all(
        cell.data_type != "f" and cell.hyperlink is None for cell in workbook_cells(made(name, "xlsx"))
    )
    assert not [n for n in opened(made(name, "xlsx")).namelist() if "externalLink" in n]


def test_what_looks_like_a_formula_is_written_as_text(made):
    cells = [c for c in workbook_cells(made("hostile", "xlsx")) if str(c.value).startswith("=HYPERLINK")]
    assert cells and all(
        c.data_type == "s" and c.value == HOSTILE[2] for c in cells if c.value != HOSTILE[2] + "!"
    )


@pytest.mark.parametrize("name", ["card", "full"])
def test_every_figure_of_every_line_is_in_the_workbook_unrounded(made, report, name):
    book = openpyxl.load_workbook(io.BytesIO(made(name, "xlsx")))
    for found in report(name).curves:
        sheet = book[f"Curve {found.indicator.short}"[:31].strip()]
        rows = {row[0]: row[1:] for row in sheet.iter_rows(min_row=2, values_only=True)}
        curve, forecast = curve_in_sizes(found.curve), forecast_in_sizes(found.forecast)
        for k, period in enumerate(curve.periods):
            value, note = curve.area.values[k], found.curve.area.notes[k]
            assert rows[period.label][0] == (
                pytest.approx(value, abs=1e-12) if value is not None else f"[{note.value}]"
            )
        ahead = book[f"Ahead {found.indicator.short}"[:31].strip()]
        first = [c.value for c in ahead[2]]
        assert first[:2] == [
            forecast.baseline[0].period.label,
            pytest.approx(forecast.baseline[0].median, abs=1e-12),
        ]


def test_headlines_in_the_workbook_are_the_answers(made, report):
    book = openpyxl.load_workbook(io.BytesIO(made("scilly", "xlsx")))
    rows = list(book["Headlines"].iter_rows(min_row=2, values_only=True))
    for row, curve in zip(rows, report("scilly").headlines, strict=True):
        p = curve_in_sizes(curve).progress
        assert row[0] == curve.indicator.title and row[4] == (
            pytest.approx(p.value) if p.value is not None else f"[{p.note.value}]"
        )


def test_a_report_card_has_no_sheets_of_notes(made):
    names = openpyxl.load_workbook(io.BytesIO(made("card", "xlsx"))).sheetnames
    assert all(n.startswith(("About", "Headlines", "Curve", "Ahead")) for n in names)
    assert {"Story", "Ideas", "Actions", "Service measures", "Wanted figures"} <= set(
        openpyxl.load_workbook(io.BytesIO(made("full", "xlsx"))).sheetnames
    )


def test_a_text_longer_than_a_cell_goes_on_below():
    from c4eo_core.reports.tables.report import _sheet_name, _short_enough

    parts = _short_enough(["x" * 70_000, "once", 3])
    assert "".join(r[0] for r in parts) == "x" * 70_000 and [r[1] for r in parts] == ["once", "", ""]
    taken: set[str] = set()
    names = [_sheet_name("Curve of [all]: " + "long " * 9, taken) for _ in range(12)]
    assert len({n.casefold() for n in names}) == 12 and all(
        len(n) <= 31 and not set("[]:*?/\\") & set(n) for n in names
    )
