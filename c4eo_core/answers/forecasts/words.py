"""Sentences about a baseline: how wide, why, and how often such intervals have been right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from c4eo_core.answers.fitted.inputs import topic_of
from c4eo_core.answers.standing.recent_trend import RecentTrend, amount, ways
from c4eo_core.answers.standing.words import with_unit
from c4eo_core.model.display import figure, ordinal, rounded, so_many
from c4eo_core.model.indicator import Indicator
from c4eo_core.model.local_indicator import LocalIndicator
from c4eo_core.projections import Baseline, noise_in_own_unit

if TYPE_CHECKING:
    from c4eo_core.answers.desk import Desk
    from c4eo_core.answers.forecasts.shape import Forecast

FEW_POINTS = 2
ENOUGH_ALONE = 6  # from as many on, a series that stands alone has a scatter of its own
_ASKED = 80  # the interval spoken of


def width_words(found: Forecast, ahead: Baseline, place: int, desk: Desk) -> str:
    """Where the figure is likely to lie next, and what most of the uncertainty comes from."""
    i, year = found.indicator, found.baseline[0]
    low, high = year.intervals[_ASKED]
    return (
        f"If nothing changes, the figure of {found.area.name} for {year.period.label} is likely (4 in 5) to"
        " be"
        f" between {between_words(low, high, i)}. {_why(found, ahead, place, desk)}"
    )


def apart_words(found: Forecast, trend: RecentTrend, chance: float | None) -> str | None:
    """Why the forecast turns round on what has happened, where the two point apart: how much of it is return
    to what is usual for places like it, how much national, and how sure. chance: that the figure of the last
    year looked at is on the forecast's side of today's.
    """
    today = next((v for p, v, _ in found.history if p == found.origin), None)
    if not trend.side or trend.moved is None or today is None or not found.relative:
        return None
    i, year = found.indicator, found.baseline[-1]
    total = _size(year.median, i) - _size(today, i)
    back = _size(found.relative[-1].median, i) - _size(today, i)
    if total * trend.moved >= 0 or not rounded(total, i.decimals):
        return None
    better, worse = ways(i)
    up_is_better = i.judged and i.polarity.value == "high" and not i.is_gap
    good = (total > 0) == (up_is_better or not i.judged)
    way = better if good else worse
    sure = (
        ""
        if chance is None
        else f" The chance that it is {way} than today by then is {round(100 * chance)} in 100."
    )
    return (
        f"The recent trend and the forecast point different ways: it is {trend.short} than in"
        f" {trend.since.words if trend.since else 'then'}, but by {year.period.label} the forecast is"
        f" {amount(total, i)} {way} than today. {_parts(back, total - back, i)}{sure}"
    )


def _size(value: float, indicator: Indicator) -> float:
    return abs(value) if indicator.is_gap else value


def _parts(back: float, nation: float, indicator: Indicator) -> str:
    """Which part of the forecast's move is whose; a part that rounds to nothing is left out."""
    usual, national = "a return to what is usual for places like it", "national change"
    if not rounded(nation, indicator.decimals):
        return f"All of that is {usual}."
    if not rounded(back, indicator.decimals):
        return f"All of that is {national}."
    (first, big), (second, small) = sorted(
        ((usual, back), (national, nation)), key=lambda part: -abs(part[1])
    )
    if back * nation > 0:
        return f"{amount(big, indicator)} of that is {first}, and {amount(small, indicator)} is {second}."
    return (
        f"It is {first} ({amount(big, indicator)}), partly offset by {second} ({amount(small, indicator)})."
    )


def between_words(low: float, high: float, indicator: Indicator) -> str:
    """'52.1% and 58.0%'; a gap's ends from small to large, with who is behind said once where both agree."""
    ends = rounded(low, indicator.decimals), rounded(high, indicator.decimals)
    if indicator.is_gap and ends[0] * ends[1] <= 0:
        first, second = (low, high) if indicator.concern is None else (high, low)
        return f"{with_unit(first, indicator)} and {with_unit(second, indicator)}"
    if indicator.is_gap:
        small, large = sorted((abs(low), abs(high)))
        return (
            f"{rounded(small, indicator.decimals)} and {with_unit(large if high > 0 else -large, indicator)}"
        )
    return f"{figure(low, indicator)} and {with_unit(high, indicator)}"


def narrower_words(found: Forecast) -> str | None:
    """For a gap: the chance that it is narrower than today in the last year looked at. Never how many years
    it would take.
    """
    known = [(year.period, chance) for year in found.gap if (chance := year.than_today) is not None]
    if not known:
        return None
    period, chance = known[-1]
    return (
        f"The chance that the gap is narrower in {period.label} than today is about"
        f" {round(chance * 100)} in 100."
    )


def own_figures_words(found: Forecast) -> str | None:
    """What a baseline without a past of its own is worth."""
    if found.indicator.local:
        return _alone_words(found)
    if found.points >= FEW_POINTS:
        return None
    if found.points == 0:
        return (
            f"{found.area.name} has no figure of its own here: this is where places like it are heading, "
            "so read the interval, which is wide, and not the middle."
        )
    return (
        f"{found.area.name} has one figure of its own here: the rest is what places like it lead one to"
        " expect, so the interval is wide."
    )


def _alone_words(found: Forecast) -> str | None:
    """What a series rests on that nothing stands beside; several reasons at once are all said."""
    i, n, said = found.indicator, found.points, []
    wide = i.wide if isinstance(i, LocalIndicator) else 1
    if wide > 1:
        said.append(f"each figure covers {wide} years, so only every {ordinal(wide)} one is news of its own")
    reached = [b for b in i.breaks if b.from_year <= found.origin.end.year]
    if reached:
        said.append(
            f"the way of counting changed in the year ending {reached[-1].from_year}, so what lies before is"
            " left out"
        )
    known = [p.end.year for p, v, _ in found.history if v is not None]
    if known and len(known) < known[-1] - known[0] + 1 and wide == 1:
        said.append("some years have no figure")
    few = n < ENOUGH_ALONE
    if few or said:
        figures = "one figure" if n == 1 else f"{n} figures"
        said.append(f"the baseline rests on {figures}")
    if not said:
        return None
    taken = "is" if n == 1 else "is partly"
    wide = (
        f", so how far it usually strays {taken} taken from published series of its kind, and the interval is"
        " wide"
        if few
        else ""
    )
    words = "; ".join(said)
    return f"{words[0].upper()}{words[1:]}{wide}."


def track_record_words(desk: Desk, indicator: Indicator) -> str | None:
    """How often the intervals of this topic held what came a year later, drawn with nothing but what was
    known before. None for a store that has not been tested."""
    record = desk.record
    if not record:
        return None
    if indicator.local:
        return _alone_record_words(record)
    topic = record["topics"].get(topic_of(indicator), {}).get("1", {})
    whose = "on this topic" if topic.get("values") else "on all topics together"
    score = topic if topic.get("values") else record["horizons"].get("1", {})
    share = (score.get("coverage_as_known_then") or {}).get(str(_ASKED))
    if share is None:
        return None
    own = record.get("by_indicator", {}).get(indicator.id)
    here = f", and {round(100 * own['held_80'])} of every 100 on this indicator" if own else ""
    return (
        f"We tested this on past years. The {_ASKED}% range held {round(100 * share)} of every 100 figures"
        f" {whose}{here}."
    )


def _alone_record_words(record: dict) -> str | None:
    share = record["horizons"]["1"]["coverage_as_known_then"].get(str(_ASKED))
    if share is None:
        return None
    return (
        "Nobody can test such a baseline on this series. Published series, each taken alone in earlier"
        f" years, had {round(100 * share)} in 100 of the figures a year later inside intervals meant to hold"
        f" {_ASKED} in 100."
    )


def _why(found: Forecast, ahead: Baseline, place: int, desk: Desk) -> str:
    if desk.alone:
        return _why_alone(found, ahead, place)
    m = desk.figures.index[found.indicator.id]
    known, drift = desk.basis.settled, float(ahead.drift[0])
    noise2 = float(ahead.noise[0, place]) ** 2
    left = (1 - float(ahead.pull[0])) ** 2
    shares = {
        "noise": noise2,
        "level": noise2 * (float(known.doubt[m, place]) + drift) * left,
        "nation": float(known.variance[m]),
    }
    largest = max(shares, key=lambda name: shares[name])
    if largest == "nation":
        return "Most of the uncertainty comes from national change."
    if largest == "level":
        return (
            "Most of the uncertainty is about where this authority really stands."
            if found.points < 2
            else "Most of the uncertainty is because this authority's figures have moved around a lot."
        )
    size = rounded(float(noise_in_own_unit(ahead)[0, place]), found.indicator.decimals)
    unit = found.indicator.unit_words if found.indicator.unit.value in ("percentage", "gap") else ""
    unit = "percentage points" if unit == "per cent" else unit
    if not size:
        return "Most of the uncertainty is chance from one year to the next."
    return (
        f"Mainly because the figure moves about {so_many(size, unit)}".rstrip()
        + " up or down each year by chance."
    )


def _why_alone(found: Forecast, ahead: Baseline, place: int) -> str:
    """One series cannot tell what passes from what lasts, nor what happened everywhere from what happened
    here.
    """
    i = found.indicator
    size = rounded(float(noise_in_own_unit(ahead)[0, place]), i.decimals)
    unit = {"percentage": "percentage points", "gap": i.unit_words}.get(i.unit.value, "")
    moves = f"Such a figure moves by about {so_many(size, unit)}".rstrip() + " from one year to the next"
    return (
        f"{moves}, and one series alone cannot say how much of that lasts."
        if size
        else "One series alone says little of what comes next."
    )
