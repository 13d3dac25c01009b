"""Worked examples of the recent trend: one authority on a plain scale, England's path given."""

import numpy as np

from c4eo_core.answers.standing.recent_trend import RecentTrend
from c4eo_core.indicators.recent_trend import (
    Figures,
    chance_of_rise,
    level_change,
    of_the_better,
    side,
    standing_together,
)
from c4eo_core.model.indicator import Indicator
from c4eo_core.model.kinds import Polarity, Unit, YearType
from c4eo_core.model.period import parse_period

NOT_AT_ALL_SURE = 1000.0  # where the filter starts says next to nothing in these examples


def recent_trend(given):
    """Years without a figure are absent from `figures`; England stands still where no path is given."""
    years = range(min(given["figures"]), max(given["figures"]) + 1)
    own = np.array([[[given["figures"].get(y, np.nan) for y in years]]], float)
    england = given.get("england", dict.fromkeys(years, 0.0))
    path = np.array([[england.get(y, np.nan) for y in years]], float)
    one = np.ones((1, 1))
    change = level_change(
        Figures(
            relative=own - path[:, None],
            path=path,
            noise=one * given["usual_scatter"],
            drift=np.array([given["drift"]], float),
            start=one * 0.0,
            start_spread=one * NOT_AT_ALL_SURE,
            newest=np.array([len(years) - 1]),
            step=np.array([given.get("years_as_one", 1)]),
        ),
        np.array([given.get("in_proportion", False)]),
    )
    way = np.array([[-1 if given["polarity"] == "low" else 1]])
    own_p = of_the_better(chance_of_rise(change.own, change.own_sd), way)
    england_p = of_the_better(chance_of_rise(change.relative, change.relative_sd), way)
    anchor = int(change.anchor[0, 0])
    trend = RecentTrend(
        indicator=_indicator(given),
        side=int(side(own_p)[0, 0]) if np.isfinite(own_p[0, 0]) else None,
        since=parse_period(str(years[anchor]), YearType.ACADEMIC) if anchor >= 0 else None,
        own_p=float(own_p[0, 0]),
        england_p=float(england_p[0, 0]),
        noticeable=None,
        moved=None,
        as_elsewhere=given.get("nearly_everywhere", False),
        figures=int(change.figures[0, 0]),
    )
    return {
        "words": trend.words if trend.side is not None else "too early to say",
        "own_p": trend.own_p if trend.side is not None else None,
        "england_p": trend.england_p if trend.side is not None else None,
        "figures": trend.figures,
    }


def read_together(given):
    return {"stand": standing_together(np.array(given["chances"], float)).tolist()}


def _indicator(given):
    unit = Unit.GAP if given.get("gap") else Unit.SCORE
    return Indicator("x", None, "X", "X", "X", unit, Polarity(given["polarity"]), 1, YearType.ACADEMIC)
