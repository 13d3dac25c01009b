"""The one-page report as a tagged PDF, set by Typst. The template holds the layout; every word reaches it as
data, never as markup.
"""

import datetime as dt
import json
from dataclasses import asdict
from pathlib import Path

import typst
from markupsafe import Markup

from c4eo_core.answers.report.report import Report, ReportCurve
from c4eo_core.charts.report_curve import report_picture
from c4eo_core.charts.spark import spark_svg
from c4eo_core.charts.theme import LIGHT, Size
from c4eo_core.reports.content.content import Content, content_of, sources_said
from c4eo_core.reports.content.curve import frozen_words, since_rows
from c4eo_core.reports.images import FONTS, chart_svg

TEMPLATE = Path(__file__).parent / "templates" / "report.typ"
PAPER = Size(label=12, small=11, title=15, point=45, line=2.8, height=240)
# Heights tried for the first chart, the largest that keeps all on one page; the headlines of a report card
# stand above it.
_HEIGHTS = {True: (260, 230, 200, 170), False: (270, 235, 200, 165)}
_WIDTH = 760
_ACCESSIBLE = "ua-1"


_PRESS = {"root": str(TEMPLATE.parent), "ignore_system_fonts": True}


def document_pdf(report: Report) -> bytes:
    """A4, one page where it fits; what does not flows to the next and the page says so."""
    words = _words(report, content_of(report))
    tallest, *between, lowest = _HEIGHTS[report.notes is not None]
    first = _press(words, report, tallest)
    if _one_page(first) or not _one_page(_press(words, report, lowest)):
        return _printed(first, report)
    presses = (_press(words, report, height) for height in (*between, lowest))
    return _printed(next(press for press in presses if _one_page(press)), report)


def _one_page(press: typst.Compiler) -> bool:
    return press.query(Markup("<pages>"), field="value", one=True) == "1"


def _press(words: dict, report: Report, height: int) -> typst.Compiler:
    """The template with its words, the first curve drawn so high."""
    words["curves"][0].update(_drawn(report.curves[0], height))
    inputs = {"report": json.dumps(words, ensure_ascii=False)}
    return typst.Compiler(str(TEMPLATE), font_paths=[str(FONTS)], sys_inputs=inputs, **_PRESS)


def _drawn(found: ReportCurve, height: int) -> dict[str, str]:
    picture = report_picture(found, PAPER, _WIDTH, height)
    return (
        {"svg": chart_svg(picture.spec).decode(), "reading": picture.reading}
        if picture
        else {"svg": "", "reading": ""}
    )


def _printed(press: typst.Compiler, report: Report) -> bytes:
    made = dt.datetime.combine(report.made_on, dt.time(12), dt.UTC)
    try:
        return press.compile(format="pdf", pdf_standards=[_ACCESSIBLE], timestamp=made)
    except typst.TypstError as error:
        if not _unknown_letter(error):
            raise
        # A letter no font here has, such as an emoji: still tagged, and the letter can still be copied from
        # the file.
        return press.compile(format="pdf", timestamp=made)


def _unknown_letter(error: typst.TypstError) -> bool:
    return "could not be displayed" in error.message


def _words(report: Report, content: Content) -> dict:
    """All the template needs but the curves' pictures."""
    words = asdict(content) | {
        "head": content.head,
        "day": report.made_on.isoformat(),
        "version": report.app_version,
    }
    words["others"] = [i.line for i in content.others]
    words["sources"] = sources_said(
        [c.indicator for c in report.curves] if report.notes else report.indicators
    )
    words["wanted"] = [s.line for s in content.wanted]
    for said, found in zip(words["curves"], report.curves, strict=True):
        said.update(_drawn(found, PAPER.height) if found is not report.curves[0] else {})
        said["since"] = since_rows(found.turned, found) if found.turned else []
        said["since_title"] = frozen_words(found.turned) if found.turned else ""
    for said, curve in zip(words["headlines"], report.headlines, strict=True):
        said["svg"] = spark_svg(curve, LIGHT)
    return words
