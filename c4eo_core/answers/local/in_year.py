"""An in-year series of a trust as an answer: its figures with limits and signals, in words and as rows to
draw.

Private to the trust: made anew whenever somebody asks, and kept nowhere.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from c4eo_core.answers.local.words import in_year_words, value_words
from c4eo_core.indicators.in_year import FEWEST, InYear, in_year, same_term_last_year
from c4eo_core.indicators.significance import wilson
from c4eo_core.model.kinds import Polarity, Unit
from c4eo_core.records.local_kinds import LocalSeries

A_YEAR = {"month": 12, "quarter": 4, "term": 3}
_FACTOR = 100.0


@dataclass(frozen=True)
class InYearPoint:
    """words: of the period; shown: the figure in words; signals: what makes it more than chance; likely: the
    interval of a share that rests on counts, in words.
    """

    label: str
    words: str
    value: float | None
    shown: str
    signals: tuple[str, ...]
    likely: str


@dataclass(frozen=True)
class InYearSeries:
    """sentences: what the chart says. chart: its middle and limits."""

    title: str
    every: str
    points: tuple[InYearPoint, ...]
    chart: InYear
    sentences: tuple[str, ...]


def in_year_series(body: LocalSeries, marks: Sequence[str] = ()) -> InYearSeries | None:
    """marks: labels of periods from which limits are set anew. None where the series has no figure."""
    rows = sorted((r for r in body.figures if r[0] == body.area), key=lambda r: _order(str(r[1])))
    values = np.array([float(r[2]) if isinstance(r[2], int | float) else np.nan for r in rows])
    if not np.isfinite(values).any():
        return None
    labels = [str(r[1]) for r in rows]
    bases = {str(r[0]): r for r in body.bases}
    counts = np.array([_number(bases.get(x), 1) for x in labels])
    of = np.array([_number(bases.get(x), 2) for x in labels])
    share = body.unit == Unit.PERCENTAGE.value and bool(
        (np.isfinite(counts) & np.isfinite(of))[np.isfinite(values)].all()
    )
    at = [labels.index(m) for m in marks if m in labels]
    chart = in_year(values, at, counts, of, _FACTOR) if share else in_year(values, at)
    points = tuple(
        InYearPoint(
            x, in_year_words(x, body), None if np.isnan(v) else float(v), _shown(v, body), s, _likely(c, n)
        )
        for x, v, s, c, n in zip(labels, values, chart.signals, counts, of, strict=True)
    )
    return InYearSeries(
        body.title, body.every, points, chart, tuple(_sentences(points, chart, values, body, share))
    )


def _order(label: str) -> tuple:
    """In order of time: '2024-03', '2023/24 Q1', 'Autumn 2024'."""
    head, _, tail = label.partition(" ")
    if head[:1].isdigit():
        return head[:7], tail
    terms = {"Spring": 1, "Summer": 2, "Autumn": 3}
    year = label.split()[-1]
    return year, str(terms.get(head, 9)), label


def _number(row: Sequence[object] | None, at: int) -> float:
    value = row[at] if row is not None and len(row) > at else None
    return float(value) if isinstance(value, int | float) else float("nan")


def _shown(value: float, body: LocalSeries) -> str:
    return "no figure" if np.isnan(value) else value_words(float(value), body)


def _likely(count: float, of: float) -> str:
    if not np.isfinite(count) or not np.isfinite(of) or of <= 0:
        return ""
    low, high = (100 * b.item() for b in wilson(np.array([count]), np.array([of]))[:2])
    return f"{low:.0f}% to {high:.0f}%"


def _sentences(
    points: Sequence[InYearPoint], chart: InYear, values: np.ndarray, body: LocalSeries, share: bool
) -> list[str]:
    n, one = int(np.isfinite(values).sum()), body.every
    if not chart.limits:
        middle = value_words(float(chart.middle[0]), body)
        found = [
            f"A run chart of {n} {one}s; the median is {middle}. Limits are drawn from {FEWEST} {one}s on."
        ]
    else:
        ends = [value_words(float(x[-1]), body) for x in (chart.lower, chart.upper)]
        kind = "a share of changing numbers" if share else "the usual change from one to the next"
        found = [
            f"{n} {one}s. Chance alone keeps the figure between {ends[0]} and {ends[1]} (limits from"
            f" {kind}), around"
            f" a mean of {value_words(float(chart.middle[-1]), body)}."
        ]
        told = [p for p in points if p.signals]
        if not told:
            found.append("No figure stands out: what is seen is normal variation.")
        else:
            last = told[-1]
            found.append(
                f"{len(told)} of {n} figures are more than normal variation; the latest is {last.words}"
                f" ({last.shown}): {', '.join(last.signals)}.{_direction(last, chart, points, body)}"
            )
    gaps = same_term_last_year(values, A_YEAR[one]) if n > A_YEAR[one] else np.array([])
    if len(gaps) and np.isfinite(gaps[-1]):
        more = "higher than" if gaps[-1] > 0 else "lower than" if gaps[-1] < 0 else "the same as"
        found.append(
            f"The latest figure is {more} in the same {one} a year before ({points[-1 - A_YEAR[one]].shown})."
        )
    return found


def _direction(point: InYearPoint, chart: InYear, points: Sequence[InYearPoint], body: LocalSeries) -> str:
    above = chart.above[points.index(point)]
    if body.polarity == Polarity.NONE.value or above == 0:
        return ""
    good = (above > 0) == (body.polarity == Polarity.HIGH.value)
    return " That is on the better side of the mean." if good else " That is on the worse side of the mean."


def chart_rows(found: InYearSeries) -> list[dict]:
    """The data of the chart; 'at' is the place in the order of time."""
    rows: list[dict] = []
    run = 0
    for i, p in enumerate(found.points):
        run += p.value is None
        base = {"at": i, "period": p.words}
        if p.value is not None:
            told = ", ".join(p.signals) or "normal variation"
            rows.append(
                {**base, "role": "line", "value": p.value, "run": run, "shown": p.shown, "told": told}
            )
            role = "signal" if p.signals else "point"
            rows.append({**base, "role": role, "value": p.value, "shown": p.shown, "told": told})
        for role, line in (
            ("middle", found.chart.middle),
            ("lower", found.chart.lower),
            ("upper", found.chart.upper),
        ):
            if np.isfinite(line[i]):
                rows.append({**base, "role": role, "value": round(float(line[i]), 6)})
    return rows
