"""Tables laid out as blocks on a phone keep their roles and their headings: browsers forget both when
`display` changes.
"""

import re
from html.parser import HTMLParser

import pytest

from c4eo_core.answers.standing.compare import profile_of
from c4eo_core.answers.standing.curve import curve_of
from c4eo_core.answers.standing.overview import overview_of
from c4eo_core.charts.theme import LIGHT
from c4eo_core.folders import ROOT
from c4eo_core.model.problem import Problem
from c4eo_core.reports.html import coverage_tables, local_data
from c4eo_core.reports.html.comparisons import profile_table
from c4eo_core.reports.html.headline_rows import headline_rows
from c4eo_core.reports.html.indicator import neighbours_table
from c4eo_core.reports.html.text_tables import text_table

SHEETS = (ROOT / "pages/session/style.css", ROOT / "c4eo_core/reports/site/site.css")
ROLES = {"table": "table", "thead": "rowgroup", "tbody": "rowgroup", "tr": "row", "td": "cell"}
HEADS = {"col": "columnheader", "row": "rowheader", "colgroup": "rowheader"}


class Parts(HTMLParser):
    """The parts of a table in order, each with what it says of itself."""

    def __init__(self, html):
        super().__init__()
        self.found = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        if tag in ROLES or tag == "th":
            self.found.append((tag, dict(attrs)))


def stacked():
    """Classes of tables whose rows become blocks somewhere."""
    rules = [
        r
        for sheet in SHEETS
        for r in re.findall(
            r"([^{}]+)\{[^{}]*display: (?:block|grid|flex)", sheet.read_text(encoding="utf-8")
        )
    ]
    return {
        name
        for rule in rules
        for part in rule.split(",")
        for name in re.findall(r"\.([\w-]+) (?:tbody|tr)\s*$", part)
    }


@pytest.fixture(scope="module")
def tables(desk):
    area, problem = (
        desk.figures.areas.by_code("E08000035"),
        Problem("Row 2, ages", "‘seven’", "a number", "Write 7"),
    )
    ids = [i.id for i in desk.figures.indicators if i.priority == "transitions"][:6]
    profile = profile_of(desk, area, "Transitions", tuple(ids), groups=("First",) * 3 + ("Then",) * 3)
    return {
        "headlines": headline_rows(overview_of(desk, area, "transitions").curves, LIGHT, "Leeds"),
        "profile": profile_table(profile, LIGHT, "Leeds"),
        "stacking": text_table(("What", "Why"), [("a", "b")], "Words"),
        "an own list's problems": coverage_tables.problems_table([problem], "Left out: 1"),
        "a file's problems": local_data.problems_html([problem], "Not read"),
    }


def test_no_other_kind_of_table_is_laid_out_as_blocks(tables):
    assert stacked() == {"headlines", "profile", "stacking"} <= tables.keys()


def test_no_table_of_these_kinds_is_written_without_its_role():
    files = [f for f in (ROOT / "c4eo_core").rglob("*.py") if "__pycache__" not in f.parts]
    texts = [f.read_text(encoding="utf-8") for f in files]
    written = [
        tag
        for text in texts
        for tag in re.findall(r'<table class="[^">]*\b(?:headlines|profile|stacking)\b[^>]*>', text)
    ]
    assert len(written) == 3 and all('role="table"' in tag for tag in written)
    plain = [call for text in texts for call in re.findall(r"\btable\([^()]*stacking", text)]
    assert plain == []  # the table without roles, dressed as one that stacks


@pytest.mark.parametrize(
    "name", ["headlines", "profile", "stacking", "an own list's problems", "a file's problems"]
)
def test_every_part_says_its_role_and_no_cell_is_without_a_row(tables, name):
    found = Parts(tables[name]).found
    assert {tag for tag, _ in found} == {*ROLES, "th"}
    for tag, said in found:
        assert said["role"] == (HEADS[said["scope"]] if tag == "th" else ROLES[tag]), (tag, said)


@pytest.mark.parametrize("name", ["stacking", "an own list's problems", "a file's problems"])
def test_every_cell_carries_the_words_of_its_heading(tables, name):
    html = tables[name]
    heads = re.findall(r'scope="col">([^<]+)<', html)
    labels = re.findall(r'<td role="cell" data-label="([^"]+)"', html)
    assert labels and labels == heads[1:] * (html.count("<tr") - 1) and html.count("<td") == len(labels)


def test_cells_whose_words_do_not_speak_for_themselves_are_labelled(tables):
    rows = tables["headlines"].count('role="rowheader"')
    assert (
        tables["headlines"].count('data-label="Over time"')
        == tables["headlines"].count('data-label="Beside neighbours"')
        == rows
    )
    assert tables["profile"].count('data-label="Recent trend"') == 6
    shown = SHEETS[0].read_text(encoding="utf-8")
    assert (
        "td[data-label]::before { content: attr(data-label)" in shown
        and ":is(.headlines, .profile) td[data-label]::before" in shown
    )


def test_frames_that_scroll_are_named_and_can_be_reached(tables):
    for name in ("an own list's problems", "a file's problems"):
        assert re.match(
            r'<div class="scroll" tabindex="0" role="region" aria-label="[^"]+: 1"><table', tables[name]
        )


def test_marks_in_the_neighbours_table_are_explained_below_it(desk):
    figures = desk.figures
    explained = 0
    for indicator in figures.indicators:
        curve = curve_of(desk, figures.areas.by_code("E06000047"), indicator)
        made = neighbours_table(curve, figures.neighbour_date)
        for mark in set(re.findall(r">\[(\w)\]<", made)):
            assert f"<li>[{mark}] " in made, indicator.id
            explained += 1
    assert explained > 20
