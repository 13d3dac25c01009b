"""The worked examples of the baseline, of scenarios and of targets: each rule called by itself, or on a small
country.
"""

import numpy as np
from scipy.special import stdtrit

from c4eo_core.projections import (
    LEVELS,
    Action,
    Baseline,
    baseline,
    current_level,
    curve_to_target,
    extra_per_year,
    from_scale,
    has_turned,
    neighbours_in_year,
    pace_from_level,
    probability_gap_within,
    probability_of_target,
    scenario,
    settled_kinds,
    to_scale,
)
from c4eo_core.projections.children_changed import Offer, Range, children_changed, points_among
from c4eo_core.projections.national import national_change, national_outlook

TAIL = stdtrit(4, 0.5 + np.array(LEVELS) / 200)
COUNTRY_YEARS = range(2016, 2026)
OTHERS = 11


def working_scale(given):
    figures = np.array([[given["step_from"], given["step_to"], given["taken_from"]]], dtype=float)
    kinds = settled_kinds(figures, [given["unit"]])
    low, high, here = to_scale(figures, [given["unit"]])[0]
    return {
        "lands_at": float(from_scale(np.array([[here + high - low]]), kinds)[0, 0]),
        "judged_as_a": kinds[0],
    }


def national_movement(given):
    """The nation's figure in one year and in five, on a scale that is its own."""
    country = {int(year): value for year, value in given["country"].items()}
    years = np.arange(min(country), max(country) + 1)
    path = np.array([[country.get(int(y), np.nan) for y in years]], dtype=float)
    comparable = ~np.isin(years, given.get("upheaval", []))[None]
    breaks = (years == given.get("counted_anew_from"))[None]
    found = national_outlook(path, comparable, breaks)
    after = {n: path[0, -1] + float(national_change(found.movement, found.upheaval, n)[0]) for n in (1, 5)}
    return {"next_year": after[1], "in_five_years": after[5]}


def own_level(given):
    """Ashby among eleven neighbours that stand still at 45 to 55, but for a point or two up or down."""
    values = np.full((1, OTHERS + 1, len(COUNTRY_YEARS)), np.nan)
    for place in range(1, OTHERS + 1):
        values[0, place] = [
            44 + place + (3 * place + 4 * t + place * t) % 5 - 2 for t in range(len(COUNTRY_YEARS))
        ]
    for year, value in given["figures"].items():
        values[0, 0, int(year) - COUNTRY_YEARS[0]] = value
    everyone = np.array([[b for b in range(OTHERS + 1) if b != a] for a in range(OTHERS + 1)])
    found = baseline(values, ["score"], everyone, ["invented"], 1)
    low, high = (float(x[0, 0, 0]) for x in found.interval(80))
    return {
        "next_year": float(found.median[0, 0, 0]),
        "four_in_five": [low, high],
        "own_figures": int(found.points[0, 0]),
    }


def made_baseline(median, half=0.0, kind="score", level=0.0) -> Baseline:
    """A baseline as given: median [L, H], the half-width of its 80 % interval the same in every year."""
    median = np.atleast_2d(np.asarray(median, dtype=float))[None]
    z = to_scale(median, [kind])
    places = median.shape[:2]
    quantiles = (TAIL / TAIL[LEVELS.index(80)])[None]
    reach = half * np.broadcast_to(quantiles[0], (*median.shape, len(LEVELS)))
    bounds = median[..., None] - reach, median[..., None] + reach
    return Baseline(
        kinds=(kind,),
        last=np.zeros(1, int),
        points=np.full(places, 9),
        median=median,
        lower=bounds[0],
        upper=bounds[1],
        relative_median=median,
        relative_lower=bounds[0],
        relative_upper=bounds[1],
        centre=z,
        spread=np.full(median.shape, float(half)),
        quantiles=quantiles,
        noise=np.ones(places),
        level=np.full(places, float(level)),
        path=np.zeros((1, 1)),
        movement=np.zeros(1),
        pull=np.zeros(1),
        drift=np.zeros(1),
    )


def high_is_good(given) -> bool:
    return given["polarity"] == "high"


def chance_of_target(given):
    low, high = given["four_in_five"]
    if "gap_no_wider_than" in given:
        ahead = made_baseline([given["baseline"]], (high - low) / 2, "gap")
        chance = probability_gap_within(ahead, given["gap_no_wider_than"], 1)
    else:
        ahead = made_baseline([given["baseline"]], (high - low) / 2)
        chance = probability_of_target(ahead, given["target"], 1, [high_is_good(given)])
    return {"chances_in_100": 100 * float(chance[0, 0])}


def extra(given):
    ahead = made_baseline(given["baseline"], level=given.get("level_now", 0))
    years = given["years"]
    said = {
        "extra_each_year": float(extra_per_year(ahead, given["target"], years)[0, 0]),
        "turned_curve": curve_to_target(ahead.median[0, 0], given["target"], years).tolist(),
    }
    if "level_now" in given:
        assert current_level(ahead)[0, 0] == given["level_now"]
        said["plain_pace"] = float(pace_from_level(ahead, given["target"], years)[0, 0])
    return said


def neighbours_then(given):
    ahead = made_baseline([[x] for x in given["neighbours_then"]])
    others = np.arange(len(given["neighbours_then"]))
    asked = {}
    for name, share in (("middle_one", 0.5), ("best_quarter", 0.75)):
        goal = neighbours_in_year(ahead, np.tile(others, (len(others), 1)), 1, [high_is_good(given)], share)[
            0, 0
        ]
        asked[name] = None if np.isnan(goal) else float(goal)
    return asked


def curve_turned(given):
    low, high = given["four_in_five"]
    actual = np.nan if given["actual"] is None else given["actual"]
    found = has_turned(actual, given["baseline"], low, high, high_is_good(given))
    return {"than_it_would_have_been": str(found.word), "share_of_the_way_to_the_edge": float(found.share)}


def action(given) -> Action:
    return Action(**{"effect": 1.0, "reach": 1.0} | given, source="an invented study")


def action_over_time(given):
    timing = {k: v for k, v in given.items() if k != "years_from_now"}
    return {"share_of_full_effect": action(timing).strength(np.array(given["years_from_now"])).tolist()}


def brought(given, actions):
    """The curve with these actions, from a baseline about which there is no doubt, so that only theirs is
    seen.
    """
    ahead = made_baseline([[given["baseline"]]], kind=given["unit"])
    return scenario(ahead, 0, 0, [action(a) for a in actions], high_is_good(given), given.get("overlap", 0.3))


def one_action(given):
    found = brought(given, [given["action"]])
    low, high = (float(x[0, LEVELS.index(80)]) for x in (found.effect_lower, found.effect_upper))
    return {
        "better_by": float(found.effect[0]),
        "four_in_five": [low, high],
        "figure": float(found.median[0]),
    }


def actions_together(given):
    actions = given["actions"].values()
    alone = [float(brought(given, [a]).effect[0]) for a in actions]
    together = brought(given, actions)
    return {
        "simply_added": sum(alone),
        "together": float(together.effect[0]),
        "figure": float(together.median[0]),
    }


def before_choosing(given):
    def span(ends):
        return None if ends is None else Range(*ends)

    points = (
        points_among(span(given["effect"]), given["unit"], given["level"], given["polarity"] == "high")
        if "effect" in given
        else span(given["better_in_100"])
    )
    found = children_changed(
        Offer(given["offered"], span(given["take_up"]), points, given["short"], span(given["price"]))
    )
    ends = lambda r: None if r is None else [r.low, r.high]  # noqa: E731
    return {
        "taking_part": ends(found.taking_part),
        "changed": ends(found.children),
        "share_of_gap": ends(found.share_of_gap),
        "cost": ends(found.cost),
        "cost_each": ends(found.cost_each),
        "might_do_nothing": found.might_do_nothing,
    }


TOPICS = {
    "before_choosing": before_choosing,
    "working_scale": working_scale,
    "national_movement": national_movement,
    "own_level": own_level,
    "chance_of_target": chance_of_target,
    "extra_per_year": extra,
    "neighbours_then": neighbours_then,
    "curve_turned": curve_turned,
    "action_over_time": action_over_time,
    "one_action": one_action,
    "actions_together": actions_together,
}
# Printed to one or two decimals; the other topics are exact.
TOLERANCE = {
    "national_movement": 0.0051,
    "working_scale": 0.051,
    "own_level": 0.051,
    "chance_of_target": 0.051,
    "one_action": 0.051,
    "before_choosing": 0.0051,
}
