"""Runs every worked example of data/methods/rules. The methods page is made from the same tables."""

import datetime as dt

import ahead_examples
import coverage_examples
import numpy as np
import pytest
import trend_examples
import yaml
from small_world import ENGLAND, NEIGHBOURS, SELF, small_desk

from c4eo_core.answers.standing.conventions import Convention
from c4eo_core.answers.standing.progress import progress_of
from c4eo_core.folders import DATA
from c4eo_core.indicators.five_year_rule import chi2_for_proportions
from c4eo_core.indicators.gaps import gap_move
from c4eo_core.indicators.significance import Z95, Z998, byar, wilson
from c4eo_core.indicators.slips import likely_slips
from c4eo_core.model import display
from c4eo_core.model.kinds import Note, YearType
from c4eo_core.model.period import PeriodError, parse_period

FOLDER = DATA / "methods" / "rules"
LEVELS = {95: Z95, 99.8: Z998}


def answer(desk, name=SELF):
    (p,) = progress_of(desk, desk.figures.areas.find(name))
    return p


def periods(given):
    try:
        period = parse_period(given["label"], YearType(given["year_type"]))
    except PeriodError as error:
        assert given["label"] in str(error)
        return {"refused": True}
    said = {
        "shown": period.label,
        "starts": period.start,
        "ends": period.end,
        "status": period.status.value if period.status else None,
        "several_years_as_one": period.pooled,
    }
    if "earlier" in given:
        earlier = parse_period(given["earlier"], YearType(given["year_type"]))
        said |= {"consecutive": period.follows(earlier), "overlapping": period.overlaps(earlier)}
    return said


def rounding(given):
    return {"shown": display.number(given["value"], given["decimals"])}


def one_year(given, **more):
    return small_desk(
        {name: {"2025": v} for name, v in given["figures"].items()},
        polarity=given.get("polarity", "high"),
        unit=given.get("unit", "score"),
        **more,
    )


def rank(given):
    desk = one_year(given)
    answers = {name: answer(desk, name) for name in given["figures"]}
    return {"ranks": {name: p.rank for name, p in answers.items()}, "of": next(iter(answers.values())).ranked}


def bands(given):
    desk = one_year(given, quartiles=not given.get("bands_ruled_out"))
    answers = {name: answer(desk, name) for name in given["figures"]}
    cuts = answers[SELF].quartile_bounds
    return {"cuts": list(cuts) if cuts else None, "bands": {name: p.quartile for name, p in answers.items()}}


def history(given, **more):
    breaks = (given["counted_anew_from"],) if "counted_anew_from" in given else ()
    # Somebody has a figure in every period, so that the newest period is the newest listed.
    others = dict.fromkeys(given["figures"], 1.0)
    return small_desk(
        {SELF: given["figures"], "Bexford": others},
        year_type=given.get("year_type", "academic"),
        polarity=given.get("polarity", "high"),
        breaks=breaks,
        noise=given.get("usual_scatter"),
        **more,
    )


def change(given):
    p = answer(history(given))
    return {"change": p.change, "from": p.change_from.label if p.change_from else None}


def latest(given):
    others = {
        label: 50.0 for label in {*given["figures"], given["others_up_to"]} if label <= given["others_up_to"]
    }
    desk = small_desk({SELF: given["figures"], **dict.fromkeys(NEIGHBOURS, others)})
    p = answer(desk)
    with_figure = [
        (period.label, v) for period, v, _ in desk.figures.cells(p.indicator, p.area) if v is not None
    ]
    return {
        "period": p.period.label,
        "value": p.value,
        "note": p.note.words if p.note else None,
        "rank_given": p.rank is not None,
        "last_figure": dict(with_figure[-1:]),
    }


def among_neighbours(given):
    cells = {
        SELF: {"2025": given["own"]},
        **{n: {"2025": v} for n, v in zip(NEIGHBOURS, given["neighbours"], strict=False)},
    }
    listed = NEIGHBOURS[: len(given["neighbours"])]
    if given.get("list_includes_itself"):
        listed = (SELF, *listed)
    return answer(
        small_desk(
            cells,
            polarity=given["polarity"],
            unit=given.get("unit", "score"),
            noise=given.get("usual_scatter"),
            neighbours=listed,
        )
    )


def neighbours(given):
    n = among_neighbours(given).neighbours
    return {
        "mean": n.mean,
        "with_value": n.with_value,
        "of": len(n.list),
        "median": n.median,
        "best": n.best,
        "place": n.place,
        "placed_of": n.placed_of,
    }


def against_neighbours(given):
    return {"against_neighbours": among_neighbours(given).against_neighbours}


def region(given):
    p = answer(one_year(given), given["place"])
    return {"region": p.region.name, "region_value": p.region_value, "england": p.england}


def as_shares(bounds, times=1.0):
    return {"from": round(float(bounds[0]) * times, 4), "to": round(float(bounds[1]) * times, 4)}


def wilson_interval(given):
    return as_shares(wilson(given["count"], given["out_of"], LEVELS[given["level"]]), 100)


def counts(given):
    return as_shares(byar(given["count"], LEVELS[given["level"]]))


def against_england(given):
    cells = {SELF: {"2025": given["own"]}, "Bexford": {"2025": 1.0}, ENGLAND: {"2025": given["england"]}}
    return {
        "against_england": (
            answer(
                small_desk(cells, polarity=given["polarity"], noise=given["usual_scatter"])
            ).against_england
        )
    }


def convention(given):
    desk = small_desk(
        given["figures"], polarity=given["polarity"], year_type=given.get("year_type", "academic")
    )
    said = {}
    for name, way in (("ours", Convention.OURS), ("department", Convention.DFE)):
        (p,) = progress_of(desk, desk.figures.areas.find(SELF), convention=way)
        said[name] = {
            "rank": p.rank,
            "of": p.ranked,
            "period": p.period.label,
            "value": p.value,
            "change": p.change,
            "neighbour_average": p.neighbours.mean,
        }
    return said


def five_year_rule(given):
    if "counts" in given:
        return {"chi_squared": chi2_for_proportions(given["counts"], given["out_of"])}
    rule = answer(history(given)).five_years
    return {
        "trend": rule.direction,
        "chi_squared": rule.chi2,
        "periods": rule.periods,
        "change": rule.change,
    }


def recent_trend(given):
    return trend_examples.recent_trend(given)


def gaps(given):
    move = gap_move(tuple(given["group_of_concern"]), tuple(given["compared_with"]))
    return {
        "gap": given["group_of_concern"][1] - given["compared_with"][1],
        "size_changed_by": move.size,
        "narrowed": move.narrowed,
        "because_the_others_fell": move.by_levelling_down,
    }


def notes(given):
    indicator = small_desk({SELF: {"2025": 1.0}}, unit=given.get("unit", "percentage")).figures.indicators[0]
    if "change" in given:
        return {"figure": display.change(given["change"], indicator)}
    said = {"figure": display.figure(given.get("value"), indicator)}
    return said | ({"words": Note(given["note"]).words} if "note" in given else {})


def please_check(given):
    """Four more authorities, two of which go up and down by the usual; the middle one stands still."""
    usual, own = given["usual"], [np.nan if v is None else v for v in given["figures"]]
    others = [[50, 50 + usual, 50], [50, 50 - usual, 50], [50, 50, 50], [50, 50, 50]]
    return {"marked": likely_slips(np.array([own, *others], float))[0].tolist()}


TOPICS = {
    "periods": periods,
    "rounding": rounding,
    "rank": rank,
    "bands": bands,
    "change": change,
    "latest": latest,
    "neighbours": neighbours,
    "region": region,
    "wilson": wilson_interval,
    "counts": counts,
    "against_england": against_england,
    "against_neighbours": against_neighbours,
    "recent_trend": recent_trend,
    "read_together": trend_examples.read_together,
    "five_year_rule": five_year_rule,
    "gaps": gaps,
    "notes": notes,
    "please_check": please_check,
    "convention": convention,
    **ahead_examples.TOPICS,
    **coverage_examples.TOPICS,
}
# What the published tables we check against print.
TOLERANCE = {
    "wilson": 0.005,
    "counts": 0.0006,
    "recent_trend": 0.001,
    "five_year_rule": 0.0005,
    **ahead_examples.TOLERANCE,
    **coverage_examples.TOLERANCE,
}
# The tables the methods page prints: no example reaches a reader untested.
TABLES = {
    path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.yaml"))
}
EXAMPLES = [
    pytest.param(topic, example, id=f"{topic}-{n}")
    for topic, table in TABLES.items()
    for n, example in enumerate(table["examples"], 1)
]


def alike(said, expected, tolerance):
    if isinstance(expected, dict):
        return all(alike(said[k], v, tolerance) for k, v in expected.items())
    if isinstance(expected, list):
        return len(said) == len(expected) and all(
            alike(s, e, tolerance) for s, e in zip(said, expected, strict=True)
        )
    if isinstance(expected, float | int) and not isinstance(expected, bool):
        return said == pytest.approx(expected, abs=tolerance)
    if isinstance(expected, dt.date):
        return said == expected
    return said == expected and type(said) is type(expected)


@pytest.mark.parametrize(("topic", "example"), EXAMPLES)
def test_worked_example(topic, example):
    said = TOPICS[topic](example["given"])
    assert example["gives"].keys() <= said.keys()
    assert alike(said, example["gives"], TOLERANCE.get(topic, 1e-9)), said


def test_every_table_has_a_rule_and_every_topic_a_table():
    assert TABLES.keys() == TOPICS.keys()
    for topic, table in TABLES.items():
        assert table.keys() == {"title", "rule", "examples"}, topic
        assert 2 <= sum(table["rule"].count(mark) for mark in (". ", ".\n")) + 1 <= 6, topic
        for example in table["examples"]:
            assert example.keys() == {"given", "gives", "because"}, (topic, example)
            assert example["because"].endswith("."), (topic, example)
