"""One curve and one headline in words, and the story behind a curve."""

from collections.abc import Sequence
from dataclasses import dataclass

from c4eo_core.answers.forecasts.words import narrower_words
from c4eo_core.answers.report.report import ReportCurve
from c4eo_core.answers.standing.curve import Curve
from c4eo_core.answers.standing.in_children import children_words, median_words
from c4eo_core.answers.standing.in_children import gap_words as gap_in_children
from c4eo_core.answers.standing.quality_words import quality_words
from c4eo_core.answers.standing.read_together import STAR, holding
from c4eo_core.answers.standing.words import (
    alt_words,
    better_words,
    change_words,
    gap_words,
    local_words,
    neighbours_words,
    plain_figure,
    side_words,
    trend_words,
    value_words,
    with_unit,
)
from c4eo_core.answers.workshop.notes import Factor, Verdict, strongest_first
from c4eo_core.answers.workshop.turned import Turned, finer
from c4eo_core.model.display import figure
from c4eo_core.model.kinds import Unit
from c4eo_core.model.text import day_words, note_mark
from c4eo_core.reports.content.notes import ReportLine

_TONES = {"better": "good", "worse": "bad"}
TURNED_TITLES = {
    "yes": "Yes, so far",
    "no": "No",
    "not yet known": "Not yet known",
    "cannot be said": "Cannot be said",
}


@dataclass(frozen=True)
class CurveText:
    """verdict: OK, Not OK or "" where nobody said. now, ahead, care: sentences: where it stands, where it
    goes, what to mind.
    """

    id: str
    title: str
    short: str
    alt: str
    verdict: str
    reason: str
    now: tuple[str, ...]
    ahead: tuple[str, ...]
    drawn: tuple[str, ...]
    care: tuple[str, ...]
    turned: str
    turned_words: str


@dataclass(frozen=True)
class HeadlineText:
    """mark: the note's letter where there is no figure, explained by `marks_said`."""

    title: str
    latest: str
    mark: str
    when: str
    trend: str
    trend_tone: str
    change: str
    against: str
    against_tone: str
    median: str
    england: str


def curve_text(found: ReportCurve) -> CurveText:
    curve, i, verdict = found.curve, found.indicator, found.verdict
    return CurveText(
        id=i.id,
        title=i.title,
        short=i.short,
        alt=f"Line chart. {alt_words(curve)}",
        verdict=("OK" if verdict.ok else "Not OK") if verdict else "",
        reason=_reason(verdict) if verdict else "",
        now=_now(curve),
        ahead=_ahead(found),
        drawn=_drawn(found),
        care=_care(found),
        turned=TURNED_TITLES[found.turned.answer] if found.turned else "",
        turned_words=found.turned.words if found.turned else "",
    )


def _care(found: ReportCurve) -> tuple[str, ...]:
    curve = found.curve
    record = found.forecast.record_words if found.forecast else None
    return tuple(
        filter(
            None,
            (better_words(curve.indicator), local_words(curve), quality_words(curve), record, found.to_ask),
        )
    )


def _reason(verdict: Verdict) -> str:
    who = ", ".join(filter(None, (verdict.initials, verdict.said_at)))
    return f"{verdict.reason} ({who})".strip() if who else verdict.reason.strip()


def _now(curve: Curve) -> tuple[str, ...]:
    p, i = curve.progress, curve.indicator
    place = f"{value_words(p).rstrip('.')}" + (
        f", {change_words(p)}." if p.value is not None and p.change is not None else "."
    )
    if curve.last_available:
        period, value = curve.last_available
        place += f" The last figure is {with_unit(value, i)} in {period.label}."
    if p.status:
        place += f" ({p.status.value.capitalize()} figures.)"
    children = "; ".join(filter(None, (children_words(p) or gap_in_children(p), median_words(p))))
    place += f" {children[:1].upper()}{children[1:]}." if children else ""
    median = (
        f"; their median is {plain_figure(p.neighbours.median, i)}" if p.neighbours.median is not None else ""
    )
    nation = (
        f"; England {plain_figure(p.england, i)} ({side_words(p.against_england, i)})"
        if p.england is not None and p.value is not None
        else ""
    )
    against = neighbours_words(p)
    return tuple(
        filter(
            None,
            (
                place,
                f"Trend: {trend_words(p)}. {against[0].upper()}{against[1:]}{median}{nation}.",
                gap_words(curve),
            ),
        )
    )


def _ahead(found: ReportCurve) -> tuple[str, ...]:
    f = found.forecast
    if f is None:
        return (found.no_forecast,) if found.no_forecast else ()
    return tuple(filter(None, (f.words, f.own_words, narrower_words(f))))


def _drawn(found: ReportCurve) -> tuple[str, ...]:
    """The room's own lines, in figures; each called what it is."""
    lines = []
    for name, line in (
        ("Group forecast, the room's own", found.group),
        ("Ambition, not a prediction", found.ambition),
    ):
        if line and line.values:
            years = "; ".join(
                f"{_year_label(found, year)} {figure(value, found.indicator)}" for year, value in line.values
            )
            lines.append(
                f"{name}: {years}." + (f" Because: {line.reason.rstrip('. ')}." if line.reason else "")
            )
    return tuple(lines)


def _year_label(found: ReportCurve, year: int) -> str:
    """The year as the indicator names it."""
    periods = [*found.curve.periods, *(a.period for a in (found.forecast.baseline if found.forecast else ()))]
    return next((p.label for p in periods if p.end.year == year), str(year))


def headline_texts(curves: Sequence[Curve]) -> tuple[HeadlineText, ...]:
    """All rows of the table, read together."""
    held = holding(c.progress for c in curves)
    return tuple(headline_text(c, held) for c in curves)


def headline_text(curve: Curve, held: frozenset[str] = frozenset()) -> HeadlineText:
    """held: ids of the indicators whose trend holds when all rows are read together."""
    p, i, n = curve.progress, curve.indicator, curve.progress.neighbours
    latest, when = (
        plain_figure(p.value, i),
        p.period.label + ("" if i.unit is Unit.PERCENTAGE else f", {i.unit_words}"),
    )
    if p.value is None:
        latest, when = "no figure", p.period.label
        if curve.last_available:
            period, value = curve.last_available
            when += f"; last {with_unit(value, i)} in {period.label}"
    since = f" {'than in' if p.trend.side else 'since'} {p.trend.since.words}" if p.trend.since else ""
    count = "" if n.with_value == len(n.list) else f" ({n.with_value} of {len(n.list)})"
    return HeadlineText(
        title=i.title,
        latest=latest,
        mark=note_mark(p.note) if p.value is None else "",
        when=when,
        trend=f"{p.trend.mark} {p.trend.short}{since}" + (f" {STAR}" if i.id in held else ""),
        trend_tone=p.trend.tone,
        change=", ".join(filter(None, (p.trend.clause, p.trend.behind))) if p.value is not None else "",
        against=neighbours_words(p) if p.value is not None or n.median is None else "not compared",
        against_tone=_TONES.get(p.against_neighbours, "flat"),
        median=f"their median {plain_figure(n.median, i)}{count}" if n.median is not None else "",
        england=plain_figure(p.england, i),
    )


def marks_text(curves: Sequence[Curve]) -> str:
    """What the letters in place of figures mean."""
    notes = dict.fromkeys(c.progress.note for c in curves if c.progress.value is None and c.progress.note)
    return " ".join(f"{note_mark(n)} {n.words}." for n in notes)


def story_of(
    factors: Sequence[Factor],
) -> tuple[tuple[ReportLine, ...], tuple[ReportLine, ...], tuple[ReportLine, ...]]:
    """Helping, hindering, and what the group still needs to find out."""
    ordered = strongest_first(factors)
    helping, hindering = (
        tuple(ReportLine(f.text, _tags(f)) for f in ordered if f.direction == side)
        for side in ("helping", "hindering")
    )
    asked = tuple(
        ReportLine(
            f.text, tuple(filter(None, (f"asked of {f.owner}" if f.owner else "nobody asked yet", f.found)))
        )
        for f in ordered
        if f.find_out
    )
    return helping, hindering, asked


def _tags(factor: Factor) -> tuple[str, ...]:
    depth = {"root": "root cause", "surface": "surface"}.get(factor.depth, "")
    votes = f"{factor.votes} vote{'' if factor.votes == 1 else 's'}" if factor.votes else ""
    return tuple(filter(None, (depth, votes, "find out" if factor.find_out else "")))


def since_rows(turned: Turned, found: ReportCurve) -> list[tuple[str, str, str, str, str]]:
    """Period, figure, what was expected, between what, in a word."""
    i, fine = found.indicator, finer(found.indicator)
    return [
        (
            y.period.label,
            figure(y.actual, i),
            figure(y.expected, fine),
            f"{figure(y.low, fine)} to {figure(y.high, fine)}",
            y.word,
        )
        for y in turned.years
    ]


def frozen_words(turned: Turned) -> str:
    return f"Figures published since, beside the baseline frozen on {day_words(turned.frozen_on)}"
