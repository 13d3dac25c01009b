"""The report as a workbook: every figure and every note, as values and plain text. What looks like a formula
stays text.
"""

import io
import re
from collections.abc import Sequence
from itertools import chain

from c4eo_core.answers.forecasts.in_sizes import forecast_in_sizes
from c4eo_core.answers.report.report import Report, ReportCurve
from c4eo_core.answers.standing.in_sizes import progress_in_sizes
from c4eo_core.answers.standing.quality_words import quality_words
from c4eo_core.answers.standing.words import (
    ATTRIBUTION,
    LICENCE,
    better_words,
    change_words,
    source_words,
    trend_words,
)
from c4eo_core.model.gap_size import size_of
from c4eo_core.model.kinds import Note
from c4eo_core.model.known import known
from c4eo_core.model.text import day_words, note_mark
from c4eo_core.reports.content.content import Content, content_of
from c4eo_core.reports.tables.curve import named_series
from c4eo_core.reports.tables.report_notes import Rows, note_sheets

_LEVELS = (50, 80, 95)
_LONGEST = 32_000  # a cell holds 32,767 characters


def report_xlsx(report: Report) -> bytes:
    content = content_of(report)
    sheets: list[tuple[str, Rows, int]] = [
        ("About", _about(report, content), 1),
        ("Headlines", _headlines(report), 2),
    ]
    for found in report.curves:
        local = (
            "Local " if found.indicator.local else ""
        )  # before the title: the end of a long name is cut off
        sheets.append((f"{local}Curve {found.indicator.short}", _figures(found), found.indicator.decimals))
        if found.forecast:
            sheets.append(
                (f"{local}Ahead {found.indicator.short}", _ahead(found), found.indicator.decimals + 1)
            )
        if found.turned and found.turned.years:
            sheets.append(
                (f"{local}Turned {found.indicator.short}", _turned(found), found.indicator.decimals + 1)
            )
    if report.notes:
        sheets += [(name, rows, 0) for name, rows in note_sheets(report, report.notes).items()]
    return _book(sheets, content)


def _book(sheets: Sequence[tuple[str, Rows, int]], content: Content) -> bytes:
    import xlsxwriter  # loaded with the first workbook: a server that makes none does without its weight

    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties({"title": content.head, "author": content.trust})
    bold, wrap = (book.add_format({"bold": b, "text_wrap": True, "valign": "top"}) for b in (True, False))
    taken: set[str] = set()
    for name, rows, decimals in sheets:
        sheet = book.add_worksheet(_sheet_name(name, taken))
        number = book.add_format(
            {"num_format": "0" + ("." + "0" * decimals if decimals else ""), "valign": "top"}
        )
        about = name == "About"
        for r, row in enumerate(chain.from_iterable(map(_short_enough, rows))):
            for c, cell in enumerate(row):
                if isinstance(cell, int | float) and not isinstance(cell, bool):
                    sheet.write_number(r, c, cell, number)
                elif cell not in ("", None):
                    sheet.write_string(
                        r, c, str(cell), bold if r == 0 and not about or about and c == 0 else wrap
                    )
        sheet.set_column(0, 0, 26 if about else 40)
        sheet.set_column(1, max(map(len, rows), default=1), 100 if about else 20)
        sheet.freeze_panes(0 if about else 1, 1)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
    book.close()
    return out.getvalue()


def _sheet_name(name: str, taken: set[str]) -> str:
    """A sheet's name has at most 31 characters, some of which are not allowed, and is not given twice."""
    base = re.sub(r"[\[\]:*?/\\]", " ", name).strip("' ")[:31]
    name, n = base, 1
    while name.casefold() in taken:
        n += 1
        name = f"{base[: 31 - len(str(n)) - 1]} {n}"
    taken.add(name.casefold())
    return name


def _short_enough(row: Sequence[object]) -> Rows:
    """A text longer than a cell goes on in the rows below."""
    cells = [
        (
            [c[k : k + _LONGEST] for k in range(0, len(c), _LONGEST)]
            if isinstance(c, str) and len(c) > _LONGEST
            else [c]
        )
        for c in row
    ]
    return [[c[k] if k < len(c) else "" for c in cells] for k in range(max(map(len, cells), default=1))]


def _about(report: Report, content: Content) -> Rows:
    rows: list[Sequence[object]] = [
        [content.kind, content.title],
        ["Trust", content.trust],
        ["Authority", f"{report.area.name} ({report.area.code})"],
        ["What we want", content.outcome or content.question],
        ["Workshop", content.session],
        ["Held", content.held],
        ["Report made", content.made],
        ["C4EO app", report.app_version],
        ["Figures put together on", day_words(report.figures_built)],
        ["Version of the figures", report.figures_version],
    ]
    for said in content.curves:
        sentences = [*said.now, *said.ahead, *said.drawn, *said.care]
        rows += [[said.short, f"{said.title}. {' '.join(sentences)}"]]
        rows += [["OK if nothing changes?", f"{said.verdict}. {said.reason}"]] if said.verdict else []
        rows += [["Has the curve turned?", f"{said.turned}. {said.turned_words}"]] if said.turned else []
    if content.last_time:
        last = content.last_time
        rows += [[last.title, last.count]]
        rows += [["Action of last time", a.line] for a in last.actions]
        rows += [["Story of last time", f.line] for f in last.story]
    rows += [["What is known to help", m.line] for m in content.messages]
    rows += [["Source", s] for s in content.sources]
    rows += [["Made with", content.made_with], ["Licence", LICENCE], ["Attribution", ATTRIBUTION]]
    return [*[r for r in rows if r[1]], ["Marks", "; ".join(f"[{n.value}] {n.words}" for n in Note)]]


def _headlines(report: Report) -> Rows:
    heads: list[object] = [
        "Headline",
        "Id",
        "Unit",
        "Period",
        "Value",
        "Status",
        "Change",
        "Recent trend",
        "Neighbours' median",
        "Neighbours with a figure",
        "Against neighbours",
        "Place",
        "England",
        "Against England",
        "Reading",
        "Warnings",
        "Source",
    ]
    rows: list[Sequence[object]] = [heads]
    for curve in report.headlines:
        p, i, shown = curve.progress, curve.indicator, progress_in_sizes(curve.progress)
        n = shown.neighbours
        value = shown.value if shown.value is not None else note_mark(p.note)
        place = f"{n.place} of {n.placed_of}" if n.place else ""
        rows.append(
            [
                i.title,
                i.id,
                i.unit_words,
                p.period.label,
                value,
                p.status.value if p.status else "",
                change_words(p),
                trend_words(p),
                n.median,
                f"{n.with_value} of {len(n.list)}",
                p.against_neighbours,
                place,
                shown.england,
                p.against_england,
                better_words(i),
                quality_words(curve),
                source_words(i),
            ]
        )
    return rows


def _figures(found: ReportCurve) -> Rows:
    """A row a period, a column a line, values unrounded."""
    curve = found.curve
    series = named_series(curve)
    starts = {next((p.end.year for p in curve.periods if p.end.year >= b.from_year), 0) for b in curve.breaks}
    rows: list[Sequence[object]] = [
        ["Period", *(f"{s.name} ({role})" for role, s in series), "Status", "Definition changes here"]
    ]
    for k, p in enumerate(curve.periods):
        values = [s.values[k] if s.values[k] is not None else note_mark(s.notes[k]) for _, s in series]
        rows.append(
            [p.label, *values, p.status.value if p.status else "", "yes" if p.end.year in starts else ""]
        )
    return (
        [*rows, [], [curve.indicator.title], [source_words(curve.indicator)]]
        if curve.indicator.local
        else rows
    )


def _ahead(found: ReportCurve) -> Rows:
    i, forecast = found.indicator, forecast_in_sizes(known(found.forecast))
    group, ambition = (
        {year: size_of(v, i) for year, v in line.values} if line else {}
        for line in (found.group, found.ambition)
    )
    ends = [f"{level} % {end}" for level in _LEVELS for end in ("low", "high")]
    rows: list[Sequence[object]] = [
        [
            "If nothing changes",
            "Middle",
            *ends,
            *(["Group forecast"] if group else []),
            *(["Ambition"] if ambition else []),
        ]
    ]
    for a in forecast.baseline:
        drawn = [line.get(a.period.end.year) for line in (group, ambition) if line]
        rows.append(
            [a.period.label, a.median, *(a.intervals[level][k] for level in _LEVELS for k in (0, 1)), *drawn]
        )
    return [*rows, [], [forecast.method]]


def _turned(found: ReportCurve) -> Rows:
    rows: list[Sequence[object]] = [
        ["Period", "Figure", "Was expected", "80 % low", "80 % high", "In a word"]
    ]
    years = known(found.turned).years
    return [*rows, *([y.period.label, y.actual, y.expected, y.low, y.high, y.word] for y in years)]
