"""Pieces of a page as plain HTML: real tables that a screen reader reads. Every text is escaped here, in one
place.
"""

from collections.abc import Iterable, Sequence
from html import escape

from c4eo_core.answers.forecasts.shape import Forecast
from c4eo_core.answers.standing.curve import Curve
from c4eo_core.answers.standing.progress import Progress
from c4eo_core.answers.standing.words import (
    alt_words,
    neighbours_words,
    plain_figure,
    value_words,
    with_unit,
)
from c4eo_core.catalogue.choices import Evidence
from c4eo_core.charts.spark import HEIGHT, sheet_uri
from c4eo_core.charts.theme import Look
from c4eo_core.model.display import figure
from c4eo_core.model.kinds import Note, Unit
from c4eo_core.reports.tables.curve import named_series

_TREND, _AGAINST = "Recent trend", "Against neighbours"
_KIND_TITLES = {"finding": "What the reviews found", "practice": "What they advise", "caution": "Take care"}


def table(
    headers: Sequence[str],
    rows: Iterable[Sequence[str]],
    caption: str,
    css: str = "figures",
    numeric_from: int = 1,
) -> str:
    """headers and cells are plain text; the first cell of a row heads it."""
    head = "".join(
        f'<th scope="col"{" class=number" if k >= numeric_from else ""}>{escape(h)}</th>'
        for k, h in enumerate(headers)
    )
    body = "".join(
        "<tr>"
        + "".join(
            (
                f'<th scope="row">{escape(cell)}</th>'
                if k == 0
                else f"<td{' class=number' if k >= numeric_from else ''}>{escape(cell)}</td>"
            )
            for k, cell in enumerate(row)
        )
        + "</tr>"
        for row in rows
    )
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{escape(caption)}"><table class="{css}">'
        f"<caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def listing(lines: Sequence[str], css: str = "sentences") -> str:
    return f'<ul class="{css}">{"".join(f"<li>{escape(line)}</li>" for line in lines)}</ul>'


def details(summary: str, inside: str) -> str:
    """`inside` is HTML already."""
    return f"<details><summary>{escape(summary)}</summary>{inside}</details>"


def curve_table(curve: Curve) -> str:
    """The same figures as the chart, a row a line and a column a period."""
    rows = [
        [
            f"{s.name} ({role})" if role in ("group of concern", "reference group") else s.name,
            *(
                figure(v, curve.indicator) if v is not None else note_cell(n)
                for v, n in zip(s.values, s.notes, strict=True)
            ),
        ]
        for role, s in named_series(curve)
    ]
    notes = [n for _, s in named_series(curve) for n in s.notes]
    headers = ["Area", *(p.label for p in curve.periods)]
    beside = "" if curve.indicator.local else ", neighbours, region and England"
    return table(headers, rows, f"{curve.indicator.title}: {curve.place.name}{beside}") + marks_key(notes)


def forecast_table(forecast: Forecast) -> str:
    """The baseline with its intervals, a row a year to come."""
    i = forecast.indicator
    rows = [
        [
            a.period.label,
            figure(a.median, i),
            *(f"{figure(a.intervals[p][0], i)} to {figure(a.intervals[p][1], i)}" for p in (50, 80, 95)),
        ]
        for a in forecast.baseline
    ]
    caption = f"If nothing changes: {forecast.area.name} after {forecast.origin.label}. {forecast.method}"
    return table(["Period", "Middle", "50 % interval", "80 % interval", "95 % interval"], rows, caption)


def note_cell(note: Note | None) -> str:
    return f"[{note.value}]" if note else "–"


def marks_key(notes: Iterable[Note | None]) -> str:
    """What each mark in a table's cells means."""
    marks = sorted({n for n in notes if n}, key=lambda n: n.value)
    lines = "".join(f"<li>[{n.value}] {escape(n.words)}</li>" for n in marks)
    return f'<ul class="marks">{lines}</ul>' if lines else ""


def headline_rows(curves: Sequence[Curve], look: Look, caption: str) -> str:
    """One row a headline: title, latest, spark curve, words for the trend, place among neighbours.

    The roles are spelled out because browsers forget them when a table is laid out as blocks, as on a phone.
    """
    head = "".join(
        f'<th role="columnheader" scope="col">{h}</th>'
        for h in ("Headline", "Latest", "Curve", _TREND, _AGAINST)
    )
    body = "".join(_headline_row(c, n) for n, c in enumerate(curves))
    return (
        '<table class="headlines" role="table"'
        f' style="--sparks:url({sheet_uri(curves, look)})"><caption>{escape(caption)}</caption><thead'
        f' role="rowgroup"><tr role="row">{head}</tr></thead><tbody role="rowgroup">{body}</tbody></table>'
    )


def _headline_row(curve: Curve, row: int) -> str:
    p, i = curve.progress, curve.indicator
    unit = "" if i.unit is Unit.PERCENTAGE else f", {i.unit_words}"
    latest = (
        f'<span class="big">{escape(plain_figure(p.value, i))}</span><span'
        f' class="when">{escape(p.period.label + unit)}</span>'
    )
    if p.value is None:
        latest = f'<span class="none">{escape(value_words(p))}</span>'
        if curve.last_available:
            period, value = curve.last_available
            latest += (
                f'<span class="when">last: {escape(with_unit(value, i))} in {escape(period.label)}</span>'
            )
    against = neighbours_words(p)
    side = {"better": "good", "worse": "bad"}.get(p.against_neighbours, "flat")
    n = p.neighbours
    count = "" if n.with_value == len(n.list) else f" ({n.with_value} of {len(n.list)})"
    # Without a figure of its own the tag says their median already.
    median = (
        f"their median {plain_figure(n.median, i)}{count}"
        if n.median is not None and p.value is not None
        else count.strip()
    )
    return (
        f'<tr role="row"><th role="rowheader" scope="row">{escape(i.title)}</th><td role="cell"'
        f' class="latest">{latest}</td><td role="cell" class="spark"><span role="img"'
        f' aria-label="{escape(alt_words(curve))}" style="background-position:0'
        f' -{HEIGHT * row}px"></span></td><td role="cell" data-label="{_TREND}">{trend_cell(p)}</td><td role="cell" data-label="{_AGAINST}"><span'
        f' class="tag {side}">{escape(against)}</span><span class="when">{escape(median)}</span></td></tr>'
    )


def trend_cell(p: Progress) -> str:
    """The verdict as a tag; under it since when, whether elsewhere too, and how many figures stand behind it."""
    trend = p.trend
    if trend.side is None:
        said = trend.words.removeprefix(trend.short).lstrip(": ")
    else:
        since = f"{'than in' if trend.side else 'since'} {trend.since.words if trend.since else ''}"
        said = ", ".join(filter(None, (since, trend.clause)))
    behind = f"{said}; {trend.behind}" if said and not trend.wider else said
    return (
        f'<span class="tag {trend.tone}">{trend.mark}&nbsp;{escape(trend.short)}</span>'
        f'<span class="when">{escape(behind)}</span>'
    )


def evidence_cards(items: Sequence[Evidence], sources: dict[str, dict]) -> str:
    """Findings, practice and cautions, each kind with its own heading, border and word."""
    blocks = []
    for kind in ("finding", "practice", "caution"):
        cards = "".join(evidence_card(e, sources) for e in items if e.kind == kind)
        if cards:
            blocks.append(f'<section class="evidence {kind}"><h3>{_KIND_TITLES[kind]}</h3>{cards}</section>')
    return f'<div class="evidence-all">{"".join(blocks)}</div>'


def evidence_card(e: Evidence, sources: dict[str, dict]) -> str:
    note = f'<p class="modern">Since then: {escape(e.modern_note)}</p>' if e.modern_note else ""
    source = sources[e.source]
    publisher, title = (
        source["publisher"].split("(")[-1].rstrip(")"),
        source["title"].split(" for ")[0].lower(),
    )
    where = f"{publisher}, {title}, {str(source['date'])[:4]}: {e.section}"
    return (
        f'<article class="card {e.kind}"><p><span class="kind">{e.kind}</span>'
        f' {escape(e.message)}</p>{note}<p class="source">{escape(where)} ·'
        f" {escape(', '.join(s.strip() for s in e.stakeholders))}</p></article>"
    )
