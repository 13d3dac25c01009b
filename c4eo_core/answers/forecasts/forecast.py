"""If nothing changes: an area's curve carried on, how sure that is, and how often we have been right."""

import re
from dataclasses import replace

import numpy as np

from c4eo_core.answers.desk import Desk, Desks
from c4eo_core.answers.forecasts.in_sizes import forecast_in_sizes
from c4eo_core.answers.forecasts.shape import (
    LONGEST_HORIZON,
    USUAL_HORIZON,
    Ahead,
    Forecast,
    Narrower,
    NoForecast,
)
from c4eo_core.answers.forecasts.under_way import as_json as under_way_as_json
from c4eo_core.answers.forecasts.under_way import with_year_under_way
from c4eo_core.answers.forecasts.words import apart_words, own_figures_words, track_record_words, width_words
from c4eo_core.answers.standing.progress import progress_of
from c4eo_core.model.area import Area
from c4eo_core.model.indicator import Indicator
from c4eo_core.model.period import Period
from c4eo_core.projections import LEVELS, Baseline, probability_gap_within, probability_of_target

METHOD = (
    "Where the authority now stands once year-to-year noise is set aside, drawn a little towards what its"
    " other figures and its neighbours lead one to expect, plus the national movement, which dies away;"
    " intervals as wide as past baselines of the topic strayed."
)
METHOD_ALONE = (
    "This series taken alone: where it now stands once part of the year-to-year noise is set aside, held"
    " there; intervals as wide as published series of its kind strayed when each was taken alone."
)


def forecast_of(
    desk: Desks,
    area: Area,
    indicator: Indicator,
    horizon: int = USUAL_HORIZON,
    size: float | None = None,
    so_far: bool = True,
) -> Forecast:
    """size: for a gap, also the chance that it is no wider than this. so_far: with what is published of the
    year under way; a scenario leaves it out, as its paths start from the last official figure. Raises
    NoForecast.
    """
    desk = desk.of(indicator)
    place = authority_place(desk, area)
    if not 1 <= horizon <= LONGEST_HORIZON:
        raise NoForecast(
            f"A baseline reaches 1 to {LONGEST_HORIZON} years ahead, not {horizon}; it has been checked for"
            " the first few years only."
        )
    ahead = desk.baseline([indicator], horizon)
    found = _bare(desk, area, indicator, ahead, horizon, size)
    if not found.baseline:
        why = "it has no figure to start from" if desk.alone else "no authority has figures for two years"
        return replace(found, words=f"No baseline can be drawn for {indicator.title}: {why}.")
    found = replace(found, gap=_narrower(desk, found, ahead, place) if indicator.is_gap else ())
    apart = _apart(desk, found, ahead, place)
    found = replace(
        found,
        words=" ".join(filter(None, (width_words(found, ahead, place, desk), apart))),
        own_words=own_figures_words(found),
    )
    return found if desk.alone or not so_far else with_year_under_way(desk, found, place)


def _bare(
    desk: Desk, area: Area, indicator: Indicator, ahead: Baseline, horizon: int, size: float | None
) -> Forecast:
    """The figures without their sentences; no baseline where none can be drawn."""
    place = authority_place(desk, area)
    origin, periods = _periods(desk, indicator, ahead, horizon)
    middle = ahead.median, ahead.lower, ahead.upper
    own = ahead.relative_median, ahead.relative_lower, ahead.relative_upper
    known = bool(np.isfinite(ahead.median[0, place]).all())
    return Forecast(
        area=area,
        indicator=indicator,
        origin=origin,
        built=desk.figures.built,
        method=METHOD_ALONE if desk.alone else METHOD,
        history=tuple(desk.figures.cells(indicator, area)),
        baseline=_ahead(periods, place, *middle) if known else (),
        relative=_ahead(periods, place, *own) if known and not desk.alone else (),
        points=int(ahead.points[0, place]),
        gap=(),
        size=abs(size) if size is not None else None,
        words="",
        own_words=None,
        record_words=track_record_words(desk, indicator) if known else None,
    )


def _apart(desk: Desk, found: Forecast, ahead: Baseline, place: int) -> str | None:
    trend = progress_of(desk, found.area, [found.indicator])[0].trend
    return apart_words(found, trend, _chance_of_move(found, ahead, place))


def _chance_of_move(found: Forecast, ahead: Baseline, place: int) -> float | None:
    """That the last year's figure lies on the side of today's to which the forecast points."""
    today = next((v for p, v, _ in found.history if p == found.origin), None)
    if today is None:
        return None
    last = found.baseline[-1].median
    if found.indicator.is_gap:
        narrower = found.gap[-1].than_today if found.gap else None
        if narrower is None:
            return None
        return narrower if abs(last) < abs(today) else 1 - narrower
    target = np.full(ahead.median.shape[:2], np.nan)
    target[0, place] = today
    wanted_high = np.full(len(target), last > today)
    return float(probability_of_target(ahead, target, len(found.baseline), wanted_high)[0, place])


def authority_place(desk: Desks, area: Area) -> int:
    """The area's row among the authorities of today. Raises NoForecast, in one sentence."""
    if area.is_authority:
        return desk.figures.areas.index[area.code]
    if area.successors:
        heirs = ", ".join(desk.figures.areas.by_code(code).name for code in area.successors)
        raise NoForecast(
            f"{area.name} was abolished, so there is no curve of it to carry on; ask for what it became:"
            f" {heirs}."
        )
    raise NoForecast(
        f"Baselines are drawn for authorities; {area.name} is not one, so give an authority instead."
    )


def period_ahead(period: Period, years: int) -> Period:
    """The same stretch of time so many years on, named as the indicator names its periods."""

    def later(match: re.Match) -> str:
        digits = match[0]
        return str(int(digits) + years) if len(digits) == 4 else f"{(int(digits) + years) % 100:02d}"

    label = re.sub(r"\d{4}|\d{2}", later, period.label)
    start, end = (d.replace(year=d.year + years) for d in (period.start, period.end))
    return Period(start, end, label, label, period.first_year + years)


def as_json(found: Forecast) -> dict:
    """The shape the command line prints."""
    found, i = forecast_in_sizes(found), found.indicator
    return {
        "area": {"code": found.area.code, "number": found.area.number, "name": found.area.name},
        "indicator": {
            "id": i.id,
            "title": i.title,
            "source_key": i.source_key,
            "polarity": i.polarity.value,
            "unit": i.unit.value,
            "decimals": i.decimals,
        },
        "origin": {"period": found.origin.label, "built": found.built.isoformat()},
        "method": found.method,
        "history": [
            {"period": p.label, "value": v, "note": n.value if n else None} for p, v, n in found.history
        ],
        "baseline": ahead_as_json(found.baseline),
        **({"under_way": under_way_as_json(found.under_way)} if found.under_way else {}),
    }


def ahead_as_json(years: tuple[Ahead, ...]) -> list[dict]:
    return [
        {
            "period": y.period.label,
            "median": y.median,
            **{f"p{level}": list(y.intervals[level]) for level in LEVELS},
        }
        for y in years
    ]


def _periods(
    desk: Desk, indicator: Indicator, ahead: Baseline, horizon: int
) -> tuple[Period, tuple[Period, ...]]:
    """The last period the baseline rests on, and those to come."""
    last = int(ahead.last[0])
    year = int(desk.figures.end_years[last]) if last >= 0 else indicator.periods[-1].end.year
    origin = next((p for p in indicator.periods if p.end.year == year), indicator.periods[-1])
    return origin, tuple(period_ahead(origin, h) for h in range(1, horizon + 1))


def _ahead(
    periods: tuple[Period, ...], place: int, median: np.ndarray, lower: np.ndarray, upper: np.ndarray
) -> tuple[Ahead, ...]:
    rows = zip(
        periods, median[0, place].tolist(), lower[0, place].tolist(), upper[0, place].tolist(), strict=True
    )
    return tuple(
        Ahead(p, m, dict(zip(LEVELS, zip(lo, hi, strict=True), strict=True))) for p, m, lo, hi in rows
    )


def _narrower(desk: Desk, found: Forecast, ahead: Baseline, place: int) -> tuple[Narrower, ...]:
    """Never how many years it would take to close: on such figures that would be a guess."""
    today = next((v for p, v, _ in found.history if p == found.origin), None)
    rows = []
    for years, year in enumerate(found.baseline, start=1):
        than, within = (
            None if size is None else float(probability_gap_within(ahead, abs(size), years)[0, place])
            for size in (today, found.size)
        )
        rows.append(Narrower(year.period, than, within))
    return tuple(rows)
