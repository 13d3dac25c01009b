"""Pieces of a page as plain HTML: real tables that a screen reader reads. Every text is escaped here, in one
place.
"""

from collections.abc import Iterable, Sequence

from markupsafe import Markup, escape

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
from c4eo_core.model.display import figure, span
from c4eo_core.model.kinds import Note, Unit
from c4eo_core.model.markup import markup
from c4eo_core.reports.tables.curve import named_series

_TREND, _AGAINST = "Recent trend", "Against neighbours"
_KIND_TITLES = {"finding": "What the reviews found", "practice": "What they advise", "caution": "Take care"}


def table(
    headers: Sequence[str],
    rows: Iterable[Sequence[str]],
    caption: str,
    css: str = "figures",
    numeric_from: int = 1,
) -> Markup:
    """headers and cells are plain text; the first cell of a row heads it."""
    head = Markup("".join(_cell("th", h, k >= numeric_from, ' scope="col"') for k, h in enumerate(headers)))
    # Thousands of cells are put together at a time, so each is escaped and joined without a template.
    body = Markup("".join(_row(row, numeric_from) for row in rows))
    return markup(
        '<div class="scroll" tabindex="0" role="region" aria-label="{caption}"><table class="{css}">'
        "<caption>{caption}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>",
        caption=caption,
        css=css,
        head=head,
        body=body,
    )


def _row(row: Sequence[str], numeric_from: int) -> str:
    first, *rest = row
    cells = "".join(_cell("td", cell, k >= numeric_from) for k, cell in enumerate(rest, 1))
    return f'<tr><th scope="row">{escape(first)}</th>{cells}</tr>'


def _cell(tag: str, words: str, is_number: bool, more: str = "") -> str:
    css = " class=number" if is_number else ""
    return f"<{tag}{more}{css}>{escape(words)}</{tag}>"


def listing(lines: Sequence[str], css: str = "sentences") -> Markup:
    return markup(
        '<ul class="{css}">{lines}</ul>',
        css=css,
        lines=Markup().join(markup("<li>{line}</li>", line=line) for line in lines),
    )


def details(summary: str, inside: Markup) -> Markup:
    return markup("<details><summary>{summary}</summary>{inside}</details>", summary=summary, inside=inside)


def curve_table(curve: Curve) -> Markup:
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


def forecast_table(forecast: Forecast) -> Markup:
    """The baseline with its intervals, a row a year to come."""
    i = forecast.indicator
    rows = [
        [
            a.period.label,
            figure(a.median, i),
            *(span(*a.intervals[p], i) for p in (50, 80, 95)),
        ]
        for a in forecast.baseline
    ]
    caption = f"If nothing changes: {forecast.area.name} after {forecast.origin.label}. {forecast.method}"
    return table(["Period", "Middle", "50 % interval", "80 % interval", "95 % interval"], rows, caption)


def note_cell(note: Note | None) -> str:
    return f"[{note.value}]" if note else "–"


def marks_key(notes: Iterable[Note | None]) -> Markup:
    """What each mark in a table's cells means."""
    marks = sorted({n for n in notes if n}, key=lambda n: n.value)
    lines = Markup().join(markup("<li>[{value}] {words}</li>", value=n.value, words=n.words) for n in marks)
    return markup('<ul class="marks">{lines}</ul>', lines=lines) if lines else Markup()


def headline_rows(curves: Sequence[Curve], look: Look, caption: str) -> Markup:
    """One row a headline: title, latest, spark curve, words for the trend, place among neighbours.

    The roles are spelled out because browsers forget them when a table is laid out as blocks, as on a phone.
    """
    head = Markup().join(
        markup('<th role="columnheader" scope="col">{h}</th>', h=h)
        for h in ("Headline", "Latest", "Curve", _TREND, _AGAINST)
    )
    body = Markup().join(_headline_row(c, n) for n, c in enumerate(curves))
    return markup(
        '<table class="headlines" role="table"'
        ' style="--sparks:url({sheet_uri})"><caption>{caption}</caption><thead'
        ' role="rowgroup"><tr role="row">{head}</tr></thead><tbody role="rowgroup">{body}</tbody></table>',
        sheet_uri=sheet_uri(curves, look),
        caption=caption,
        head=head,
        body=body,
    )


def _headline_row(curve: Curve, row: int) -> Markup:
    p, i = curve.progress, curve.indicator
    unit = "" if i.unit is Unit.PERCENTAGE else f", {i.unit_words}"
    latest = markup(
        '<span class="big">{plain_figure}</span><span class="when">{label}</span>',
        plain_figure=plain_figure(p.value, i),
        label=p.period.label + unit,
    )
    if p.value is None:
        latest = markup('<span class="none">{value_words}</span>', value_words=value_words(p))
        if curve.last_available:
            period, value = curve.last_available
            latest += markup(
                '<span class="when">last: {with_unit} in {label}</span>',
                with_unit=with_unit(value, i),
                label=period.label,
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
    return markup(
        '<tr role="row"><th role="rowheader" scope="row">{title}</th><td role="cell"'
        ' class="latest">{latest}</td><td role="cell" class="spark"><span role="img"'
        ' aria-label="{alt_words}" style="background-position:0'
        ' -{height}px"></span></td><td role="cell" data-label="{trend}">{trend_cell}</td><td role="cell" data-label="{against}"><span'
        ' class="tag {side}">{against2}</span><span class="when">{median}</span></td></tr>',
        title=i.title,
        latest=latest,
        alt_words=alt_words(curve),
        height=HEIGHT * row,
        trend=_TREND,
        trend_cell=trend_cell(p),
        against=_AGAINST,
        side=side,
        against2=against,
        median=median,
    )


def trend_cell(p: Progress) -> Markup:
    """The verdict as a tag; under it since when, whether elsewhere too, and how many figures stand behind it."""
    trend = p.trend
    if trend.side is None:
        said = trend.words.removeprefix(trend.short).lstrip(": ")
    else:
        since = f"{'than in' if trend.side else 'since'} {trend.since.words if trend.since else ''}"
        said = ", ".join(filter(None, (since, trend.clause)))
    behind = f"{said}; {trend.behind}" if said and not trend.wider else said
    return markup(
        '<span class="tag {tone}">{mark}&nbsp;{short}</span><span class="when">{behind}</span>',
        tone=trend.tone,
        mark=trend.mark,
        short=trend.short,
        behind=behind,
    )


def evidence_cards(items: Sequence[Evidence], sources: dict[str, dict]) -> Markup:
    """Findings, practice and cautions, each kind with its own heading, border and word."""
    blocks = []
    for kind in ("finding", "practice", "caution"):
        cards = Markup().join(evidence_card(e, sources) for e in items if e.kind == kind)
        if cards:
            blocks.append(
                markup(
                    '<section class="evidence {kind}"><h3>{kind_titles}</h3>{cards}</section>',
                    kind=kind,
                    kind_titles=_KIND_TITLES[kind],
                    cards=cards,
                )
            )
    return markup('<div class="evidence-all">{blocks}</div>', blocks=Markup().join(blocks))


def evidence_card(e: Evidence, sources: dict[str, dict]) -> Markup:
    note = (
        markup('<p class="modern">Since then: {modern_note}</p>', modern_note=e.modern_note)
        if e.modern_note
        else Markup()
    )
    source = sources[e.source]
    publisher, title = (
        source["publisher"].split("(")[-1].rstrip(")"),
        source["title"].split(" for ")[0].lower(),
    )
    where = f"{publisher}, {title}, {str(source['date'])[:4]}: {e.section}"
    return markup(
        '<article class="card {kind}"><p><span class="kind">{kind}</span>'
        ' {message}</p>{note}<p class="source">{where} ·'
        " {stakeholders}</p></article>",
        kind=e.kind,
        message=e.message,
        note=note,
        where=where,
        stakeholders=", ".join(s.strip() for s in e.stakeholders),
    )
