"""Figures as tables that explain themselves: on the page, as CSV, as a workbook."""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence

from c4eo_core.answers.forecasts.in_sizes import forecast_in_sizes
from c4eo_core.answers.forecasts.shape import Forecast
from c4eo_core.answers.standing.curve import Curve, Series
from c4eo_core.answers.standing.in_sizes import curve_in_sizes
from c4eo_core.answers.standing.quality_words import quality_words
from c4eo_core.answers.standing.words import ATTRIBUTION, better_words, licence_words, source_words
from c4eo_core.model.gap_size import SIGNED
from c4eo_core.model.kinds import Note
from c4eo_core.model.text import note_mark

_NUMBER = re.compile(r"[+-]?[\d.,]+%?$")
COLUMNS = (
    "indicator",
    "indicator_title",
    "unit",
    "area",
    "role",
    "period",
    "period_start",
    "period_end",
    "value",
    "note",
    "note_words",
    "status",
    "definition_changes_here",
    "definition",
    "source",
    "source_link",
    "source_updated",
    "licence",
)


_CHECK = "please check: far from the years beside it"
PARTS = ("group of concern", "reference group")


def named_series(curve: Curve) -> list[tuple[str, Series]]:
    """Every line of the curve with its role, the area first; of a gap the sizes."""
    return _lines(curve_in_sizes(curve))


def _lines(curve: Curve) -> list[tuple[str, Series]]:
    which = "chosen " if curve.progress.neighbours.chosen else ""
    rows = [("area", curve.area), *((f"{which}neighbour", s) for s in curve.neighbours)]
    rows += [(f"{which}neighbours' median", curve.neighbour_median)]
    rows += [("region", curve.region)] if curve.region else []
    rows += [("England", curve.england)]
    if curve.indicator.local:  # lines that never came are not there, rather than missing
        rows = [row for row in rows if row[0] == "area" or any(v is not None for v in row[1].values)]
    return rows + [(role, s) for role, s in zip(PARTS, curve.parts, strict=False)]


def curve_records(curve: Curve) -> list[dict[str, object]]:
    """One record an area and period; values unrounded, missing ones with their reason. A gap of ours is a
    size; the signed figure stands beside it under its own name.
    """
    i = curve.indicator
    breaks = _break_years(curve)
    fixed = {
        "indicator": i.id,
        "indicator_title": i.title,
        "unit": i.unit_words,
        "definition": i.definition,
        "source": source_words(i),
        "source_link": i.source_link or "",
        "source_updated": i.updated.isoformat() if i.updated else "",
        "licence": licence_words(i),
    }
    records, doubt = [], {("area", k): _CHECK for k in curve.to_check}
    for (role, series), (_, published) in zip(named_series(curve), _lines(curve), strict=True):
        of_gap = i.concern is not None and role not in PARTS
        for k, (period, value, note) in enumerate(
            zip(curve.periods, series.values, series.notes, strict=True)
        ):
            signed = published.values[k] if of_gap else None
            records.append(
                {
                    **fixed,
                    "area": series.name,
                    "role": role,
                    "period": period.label,
                    "period_start": period.start.isoformat(),
                    "period_end": period.end.isoformat(),
                    "value": "" if value is None else value,
                    "note": note.value if note else "",
                    "note_words": note.words if note else doubt.get((role, k), ""),
                    "status": period.status.value if period.status else "",
                    "definition_changes_here": "yes" if period.end.year in breaks else "",
                    **({SIGNED: "" if signed is None else signed} if i.concern else {}),
                }
            )
    return records


def _break_years(curve: Curve) -> set[int]:
    """End years of the first period of each new definition."""
    return {next(p.end.year for p in curve.periods if p.end.year >= b.from_year) for b in curve.breaks}


def records_csv(records: Iterable[Mapping[str, object]], columns: Sequence[str] = COLUMNS) -> bytes:
    """UTF-8 with a byte-order mark, so that a spreadsheet reads the names right."""
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, extrasaction="ignore", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({name: text_cell(cell) for name, cell in record.items()} for record in records)
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def text_cell(cell: object) -> object:
    """What a spreadsheet would take for a formula, with the mark that makes it text."""
    return (
        f"'{cell}"
        if isinstance(cell, str) and cell.lstrip()[:1] in tuple("=+-@") and not _NUMBER.match(cell)
        else cell
    )


def curve_csv(curve: Curve, forecast: Forecast | None = None) -> bytes:
    columns = (*COLUMNS, SIGNED) if curve.indicator.concern else COLUMNS
    if forecast is None:
        return records_csv(curve_records(curve), columns)
    return records_csv([*curve_records(curve), *ahead_records(forecast)], (*columns, *AHEAD_COLUMNS))


def curve_xlsx(curve: Curve, forecast: Forecast | None = None) -> bytes:
    """A sheet of figures (a column a line), one of the baseline when there is one, and one that says what
    they are.
    """
    i = curve.indicator
    series = named_series(curve)
    header = ["Period", *(f"{s.name} ({role})" for role, s in series), "Definition changes here"]
    header += ["Please check"] if curve.to_check else []
    header += ["Concern minus reference"] if i.concern else []
    breaks = _break_years(curve)
    rows = [
        [
            p.label,
            *(s.values[k] if s.values[k] is not None else note_mark(s.notes[k]) for _, s in series),
            "yes" if p.end.year in breaks else "",
            *(["yes" if k in curve.to_check else ""] if curve.to_check else []),
            *([curve.area.values[k]] if i.concern else []),
        ]
        for k, p in enumerate(curve.periods)
    ]
    about = [
        ("Title", i.title),
        ("Area", curve.place.name),
        ("Definition", i.definition),
        ("Unit", i.unit_words),
        ("Reading", better_words(i)),
        ("Warnings", quality_words(curve)),
        ("Source", source_words(i)),
        ("Link", i.source_link or ""),
        ("Licence", licence_words(i)),
        ("Attribution", "" if i.local else ATTRIBUTION),
        ("Marks", "; ".join(f"[{n.value}] {n.words}" for n in Note)),
    ]
    if curve.progress.neighbours.chosen:
        about.insert(
            2,
            (
                "Neighbours",
                f"Chosen by the trust, not the published list: {'; '.join(s.name for s in curve.neighbours)}",
            ),
        )
    ahead = {"If nothing changes": _ahead_sheet(forecast)} if forecast and forecast.baseline else {}
    return workbook({"Figures": [header, *rows], **ahead, "About": [list(row) for row in about]}, i.decimals)


def workbook(sheets: Mapping[str, Sequence[Sequence[object]]], decimals: int = 1) -> bytes:
    """Cells that look like formulas stay text."""
    import xlsxwriter  # loaded with the first workbook: a server that makes none does without its weight

    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    number = book.add_format({"num_format": "0" + ("." + "0" * decimals if decimals else "")})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for r, row in enumerate(rows):
            for c, cell in enumerate(row):
                is_number = isinstance(cell, int | float) and not isinstance(cell, bool)
                sheet.write(
                    r,
                    c,
                    cell,
                    number if is_number else bold if r == 0 or (name == "About" and c == 0) else wrap,
                )
        sheet.set_column(0, 0, 22)
        sheet.set_column(1, max((len(r) for r in rows), default=1), 90 if name == "About" else 16)
        sheet.freeze_panes(1 if name != "About" else 0, 1)
    book.close()
    return out.getvalue()


AHEAD_COLUMNS = ("low_50", "high_50", "low_80", "high_80", "low_95", "high_95")


def ahead_records(forecast: Forecast) -> list[dict[str, object]]:
    """The baseline as records of the same shape as the curve's, with its prediction intervals."""
    forecast, i = forecast_in_sizes(forecast), forecast.indicator
    return [
        {
            "indicator": i.id,
            "indicator_title": i.title,
            "unit": i.unit_words,
            "area": forecast.area.name,
            "role": "if nothing changes",
            "period": ahead.period.label,
            "period_start": ahead.period.start.isoformat(),
            "period_end": ahead.period.end.isoformat(),
            "value": ahead.median,
            "note_words": "baseline, not a published figure",
            "definition": forecast.method,
            "source": source_words(i),
            "licence": licence_words(i),
            **{
                f"{end}_{level}": ahead.intervals[level][k]
                for level in ahead.intervals
                for k, end in enumerate(("low", "high"))
            },
        }
        for ahead in forecast.baseline
    ]


def _ahead_sheet(forecast: Forecast) -> list[Sequence[object]]:
    forecast = forecast_in_sizes(forecast)
    header = ["Period", "Middle", *(f"{level} % {end}" for level in (50, 80, 95) for end in ("low", "high"))]
    rows = [
        [a.period.label, a.median, *(a.intervals[level][k] for level in (50, 80, 95) for k in (0, 1))]
        for a in forecast.baseline
    ]
    return [header, *rows, [], [forecast.method], [forecast.words], [forecast.record_words or ""]]
