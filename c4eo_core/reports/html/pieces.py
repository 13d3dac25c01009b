"""Pieces of a page as plain HTML: real tables that a screen reader reads. Every text is escaped here, in one
place.
"""

from collections.abc import Iterable, Sequence

from markupsafe import Markup, escape

from c4eo_core.answers.forecasts.shape import Forecast
from c4eo_core.answers.standing.curve import Curve
from c4eo_core.answers.standing.progress import Progress
from c4eo_core.answers.standing.read_together import holds_words
from c4eo_core.catalogue.choices import Evidence
from c4eo_core.model.display import figure, span
from c4eo_core.model.kinds import Note
from c4eo_core.model.markup import markup
from c4eo_core.reports.tables.curve import named_series

_KIND_TITLES = {"finding": "What the reviews found", "practice": "What they advise", "caution": "Take care"}


def table(
    headers: Sequence[str],
    rows: Iterable[Sequence[str]],
    caption: str,
    css: str = "figures",
    numeric_from: int = 1,
) -> Markup:
    """headers and cells are plain text; the first cell of a row heads it."""
    head = Markup().join(
        markup('<th scope="col"{css}>{h}</th>', css=" class=number" if k >= numeric_from else "", h=h)
        for k, h in enumerate(headers)
    )
    # Thousands of cells are put together at a time, so each is escaped and joined without a template.
    body = Markup().join(_row(row, numeric_from) for row in rows)
    return markup(
        '<div class="scroll" tabindex="0" role="region" aria-label="{caption}"><table class="{css}">'
        "<caption>{caption}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>",
        caption=caption,
        css=css,
        head=head,
        body=body,
    )


_CELL, _NUMBER, _CELL_END = Markup("<td>"), Markup("<td class=number>"), Markup("</td>")
_ROW, _FIRST_END, _ROW_END = Markup('<tr><th scope="row">'), Markup("</th>"), Markup("</tr>")


def _row(row: Sequence[str], numeric_from: int) -> Markup:
    first, *rest = row
    parts = [_ROW, escape(first), _FIRST_END]
    for k, cell in enumerate(rest, 1):
        parts += (_NUMBER if k >= numeric_from else _CELL, escape(cell), _CELL_END)
    return Markup().join([*parts, _ROW_END])


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
                _checked(figure(v, curve.indicator), role == "area" and k in curve.to_check)
                if v is not None
                else note_cell(n)
                for k, (v, n) in enumerate(zip(s.values, s.notes, strict=True))
            ),
        ]
        for role, s in named_series(curve)
    ]
    notes = [n for _, s in named_series(curve) for n in s.notes]
    headers = ["Area", *(p.label for p in curve.periods)]
    beside = "" if curve.indicator.local else ", neighbours, region and England"
    return table(headers, rows, f"{curve.indicator.title}: {curve.place.name}{beside}") + marks_key(notes)


def _checked(shown: str, doubted: bool) -> str:
    return f"{shown} (please check)" if doubted else shown


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


def trend_cell(p: Progress, held: frozenset[str] = frozenset()) -> Markup:
    """The verdict as a tag; under it since when, whether elsewhere too, and how many figures stand behind it.
    held: ids of the indicators whose verdict holds when all rows of the table are read together.
    """
    trend = p.trend
    if trend.side is None:
        said = trend.words.removeprefix(trend.short).lstrip(": ")
    else:
        since = f"{'than in' if trend.side else 'since'} {trend.since.words if trend.since else ''}"
        said = ", ".join(filter(None, (since, trend.clause)))
    behind = f"{said}; {trend.behind}" if said and not trend.wider else said
    behind = "; ".join(filter(None, (behind, holds_words(p, held))))
    return markup(
        '<span class="{css}">{mark}{short}</span><span class="when">{behind}</span>',
        css="plain" if trend.tone == "flat" else f"tag {trend.tone}",
        mark="" if trend.tone == "flat" else f"{trend.mark}\N{NO-BREAK SPACE}",
        short=trend.short[:1].upper() + trend.short[1:],
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
