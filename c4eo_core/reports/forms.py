"""The forms a report takes: the same answers as a page, slides, HTML, a workbook."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from c4eo_core.answers.report.report import Report


@dataclass(frozen=True)
class Form:
    """One form. The maker is fetched when first used: nobody waits for slides to be told a rank."""

    label: str
    mime: str
    maker: tuple[str, str]

    def make(self, report: Report) -> bytes:
        module, name = self.maker
        maker: Callable[[Report], bytes] = getattr(import_module(f"c4eo_core.reports.{module}"), name)
        return maker(report)


_OFFICE = "application/vnd.openxmlformats-officedocument"
FORMS = {
    "pdf": Form("One page (PDF)", "application/pdf", ("document", "document_pdf")),
    "pptx": Form(
        "Slides (PowerPoint)", f"{_OFFICE}.presentationml.presentation", ("slides.deck", "slides_pptx")
    ),
    "html": Form("Page (HTML)", "text/html; charset=utf-8", ("html.report", "report_html")),
    "xlsx": Form(
        "All figures and notes (Excel)", f"{_OFFICE}.spreadsheetml.sheet", ("tables.report", "report_xlsx")
    ),
}
