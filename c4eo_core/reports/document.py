"""The one-page report as a tagged PDF, set by Typst. The template holds the layout; every word reaches it as
data, never as markup.
"""

import datetime as dt
import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import typst
from markupsafe import Markup

from c4eo_core.answers.report.report import Report, ReportCurve
from c4eo_core.charts.report_curve import report_picture
from c4eo_core.charts.spark import spark_svg
from c4eo_core.charts.theme import LIGHT, Size
from c4eo_core.reports.content.content import Content, content_of, source_texts
from c4eo_core.reports.content.curve import frozen_words, since_rows
from c4eo_core.reports.images import FONTS, chart_svg

TEMPLATE = Path(__file__).parent / "templates" / "report.typ"
PAPER = Size(label=12, small=11, title=15, point=45, line=2.8, height=240)
# Size of the body's type in points and height of the first chart in pixels: the first pair that keeps all on
# one page is taken. A report that needs more pages has room, and is set in type that is easy to read.
_Setting = tuple[float, int]
_ROOMY: tuple[_Setting, ...] = ((9.6, 330), (9.6, 290), (9.2, 270), (8.9, 250))
_CLOSE: dict[bool, tuple[_Setting, ...]] = {
    True: ((8.6, 270), (8.6, 250), (8.6, 230), (8.6, 200), (8.6, 170)),
    False: ((8.6, 235), (8.6, 200), (8.6, 165)),
}
_ON_MORE_PAGES: _Setting = (9.2, 250)
_WIDTH = 760
_ACCESSIBLE = "ua-1"
Words = dict[str, Any]
_PRESS = {"root": str(TEMPLATE.parent), "ignore_system_fonts": True}


def document_pdf(report: Report) -> bytes:
    """A4, one page where it fits; what does not flows to the next and the page says so."""
    words = _words(report, content_of(report))
    tried = (*_ROOMY, *_CLOSE[report.notes is not None])
    least = _press(words, report, *tried[-1])
    if not _one_page(least):
        return _printed(_press(words, report, *_ON_MORE_PAGES), report)
    presses = (_press(words, report, *sizes) for sizes in tried[:-1])
    return _printed(next((press for press in presses if _one_page(press)), least), report)


def _one_page(press: typst.Compiler) -> bool:
    return press.query(Markup("<pages>"), field="value", one=True) == "1"


def _press(words: Words, report: Report, size: float, height: int) -> typst.Compiler:
    """The template with its words in this size of type, the first curve drawn so high."""
    first, *others = words["curves"]
    curves = [first | _drawn(report.curves[0], height), *others]
    inputs = {"report": json.dumps(words | {"curves": curves, "type": size}, ensure_ascii=False)}
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
        pages = press.compile(format="pdf", pdf_standards=[_ACCESSIBLE], timestamp=made)
    except typst.TypstError as error:
        if not _unknown_letter(error):
            raise
        # A letter no font here has, such as an emoji: still tagged, and the letter can still be copied from
        # the file.
        pages = press.compile(format="pdf", timestamp=made)
    assert isinstance(pages, bytes)  # one file; a list only where pictures are made
    return pages


def _unknown_letter(error: typst.TypstError) -> bool:
    return "could not be displayed" in error.message


def _words(report: Report, content: Content) -> Words:
    """All the template needs but the curves' pictures."""
    words: Words = asdict(content) | {
        "head": content.head,
        "day": report.made_on.isoformat(),
        "version": report.app_version,
    }
    words["others"] = [i.line for i in content.others]
    words["sources"] = source_texts(
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
