"""The one page: it is one, it flows when it must, a screen reader can read it."""

import datetime as dt
import re

import pypdfium2
import pytest
from pypdfium2 import raw

from c4eo_core.answers.report.report import report_of
from c4eo_core.reports.document import document_pdf
from c4eo_core.reports.forms import FORMS
from tests.reports import report_examples as examples
from tests.reports.report_examples import pdf_pages

DAY = dt.date(2026, 4, 2)


@pytest.mark.parametrize(
    "place", ["Bournemouth, Christchurch and Poole", "Isles of Scilly", "Kingston upon Hull", "Camden"]
)
@pytest.mark.parametrize("curve", [examples.CURVE, "exclusions", "eyfs-gld"])
def test_five_factors_eight_partners_and_five_actions_fit_one_page(desk, place, curve):
    area = desk.figures.areas.find(place)
    found = report_of(
        desk, area, "closing_the_gap", notes=examples.notes(trust=area.name, curves=(curve,)), made_on=DAY
    )
    page, *others = pdf_pages(document_pdf(found))
    assert not others and "Actions" in page
    for action in examples.ACTIONS:
        assert action.what in " ".join(page.split())


@pytest.mark.parametrize("name", ["fifteen", "full"])
def test_the_actions_stand_on_the_first_page_of_a_report_that_needs_more(made, name):
    first, *others = pdf_pages(made(name, "pdf"))
    assert others and "Continues on page 2" in first
    for action in examples.ACTIONS:
        assert action.what in " ".join(first.split())


def test_the_first_chart_takes_the_height_the_page_has_left(desk):
    area = desk.figures.areas.find("Leeds")
    few = {"factors": (), "partners": (), "actions": examples.ACTIONS[:1]}
    heights = []
    for notes in (examples.notes(trust="Leeds"), examples.notes(trust="Leeds", count=1, **few)):
        found = report_of(desk, area, "closing_the_gap", notes=notes, made_on=DAY)
        page = pypdfium2.PdfDocument(document_pdf(found))[0]
        years = page.get_textpage().search("2015/16")
        heights.append(page.get_height() - page.get_textpage().get_charbox(years.get_next()[0])[1])
    assert heights[1] > heights[0] + 40


@pytest.mark.parametrize("priority", ["closing_the_gap", "transitions", "family_wellbeing"])
@pytest.mark.parametrize("place", ["Bournemouth, Christchurch and Poole", "Isles of Scilly", "Leeds"])
def test_a_report_card_fits_one_page(desk, place, priority):
    assert (
        len(pdf_pages(document_pdf(report_of(desk, desk.figures.areas.find(place), priority, made_on=DAY))))
        == 1
    )


@pytest.mark.parametrize("name", ["long", "full"])
def test_what_does_not_fit_flows_on_and_each_page_but_the_last_says_so(made, name):
    pages = pdf_pages(made(name, "pdf"))
    assert len(pages) > 1
    for n, text in enumerate(pages, 1):
        assert f"Page {n} of {len(pages)}" in text
        assert (f"Continues on page {n + 1}" in text) == (n < len(pages))
        assert n == 1 or "Workshop report, held 24 March 2026" in text


@pytest.mark.parametrize("name", ["five", "card", "long"])
def test_the_document_is_tagged_titled_and_declares_itself_accessible(made, report, name):
    pdf = made(name, "pdf")
    document = pypdfium2.PdfDocument(pdf)
    assert raw.FPDFCatalog_IsTagged(document)
    assert document.get_metadata_value("Title") == f"Closing the gap: {report(name).area.name}"
    assert b"pdfuaid:part>1<" in pdf and b"/Lang" in pdf


def test_a_letter_no_font_has_spoils_nothing(desk, report):
    found = report_of(
        desk, report("five").area, "closing_the_gap", notes=examples.notes(trust="Trust 🎈 信托"), made_on=DAY
    )
    document = pypdfium2.PdfDocument(document_pdf(found))
    assert raw.FPDFCatalog_IsTagged(document) and "Trust" in document[0].get_textpage().get_text_range()


def test_charts_are_lines_not_pixels_and_their_words_are_words(made):
    page = pypdfium2.PdfDocument(made("five", "pdf"))[0]
    kinds = [o.type for o in page.get_objects(max_depth=8)]
    assert kinds.count(raw.FPDF_PAGEOBJ_PATH) > 60 and raw.FPDF_PAGEOBJ_IMAGE not in kinds
    assert "if nothing changes" in page.get_textpage().get_text_range()


def test_nothing_is_written_past_the_edge_of_the_paper(made):
    for name in ("five", "long", "full", "hostile"):
        for page in pypdfium2.PdfDocument(made(name, "pdf")):
            width, height = page.get_size()
            assert (round(width), round(height)) == (595, 842)
            text = page.get_textpage()
            boxes = [
                text.get_charbox(n) for n in range(text.count_chars()) if text.get_text_range(n, 1).strip()
            ]
            assert all(
                left > 30 and right < width - 30 and bottom > 10 and top < height
                for left, bottom, right, top in boxes
            )


def test_the_same_report_is_the_same_file(made, report):
    assert FORMS["pdf"].make(report("five")) == made("five", "pdf")


def test_the_letters_are_the_ones_that_come_with_the_project(made):
    """Any other font would be one of this machine, and the page would differ on the next."""
    found = set()
    for page in pypdfium2.PdfDocument(made("five", "pdf")):
        for thing in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], max_depth=8):
            buffer = (
                (raw.c_char * 200)()
                if hasattr(raw, "c_char")
                else __import__("ctypes").create_string_buffer(200)
            )
            raw.FPDFFont_GetBaseFontName(raw.FPDFTextObj_GetFont(thing.raw), buffer, 200)
            found.add(re.sub(r"^[A-Z]{6}\+", "", buffer.value.decode()))
    assert found and all(name.startswith(("SourceSansPro", "DejaVuSansMono")) for name in found), found
