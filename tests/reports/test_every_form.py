"""What is promised of a report whatever form it takes."""

import pytest

from c4eo_core import __version__
from c4eo_core.reports.content.content import content_of
from c4eo_core.reports.forms import FORMS
from tests.reports import report_examples as examples
from tests.reports.report_examples import squeezed, words_of


@pytest.mark.parametrize("ending", FORMS)
@pytest.mark.parametrize("name", ["five", "card"])
def test_each_carries_trust_date_sources_release_dates_and_version(made, report, name, ending):
    text = squeezed(words_of(ending, made(name, ending)))
    indicator = report(name).curves[0].indicator
    wanted = [
        content_of(report(name)).trust,
        "2 April 2026",
        __version__,
        indicator.source,
        f"updated {indicator.updated:%B %Y}",
    ]
    wanted += ["24 March 2026"] if name == "five" else []
    wanted += ["list of May 2025", "Open Government Licence v3.0"]
    assert [w for w in wanted if squeezed(w) not in text] == []


@pytest.mark.parametrize("ending", FORMS)
@pytest.mark.parametrize("name", ["five", "fifteen", "long", "full"])
def test_nothing_that_was_written_down_is_cut(made, report, name, ending):
    told = words_of(ending, made(name, ending))
    missing = [
        text[:80] for text in examples.every_text(report(name).notes) if not examples.is_told(text, told)
    ]
    assert missing == []


@pytest.mark.parametrize("ending", FORMS)
def test_fifteen_ideas_are_told_like_five(made, report, ending):
    few, many = (squeezed(words_of(ending, made(name, ending))) for name in ("five", "fifteen"))
    assert all(squeezed(i.text) in few for i in report("five").notes.ideas)
    assert all(squeezed(i.text) in many for i in report("fifteen").notes.ideas)


@pytest.mark.parametrize("ending", FORMS)
def test_hostile_text_stays_text(made, report, ending):
    text = squeezed(words_of(ending, made("hostile", ending)))
    assert [t for t in examples.HOSTILE if squeezed(t) not in text] == []
    assert squeezed("bell") in text


@pytest.mark.parametrize("ending", FORMS)
def test_the_verdict_its_reason_and_the_figures_are_those_of_the_screen(made, report, ending):
    text = squeezed(words_of(ending, made("five", ending)))
    said = content_of(report("five")).curves[0]
    assert [s for s in (*said.now, *said.ahead, said.reason) if squeezed(s) not in text] == []
    assert "NotOK" in text


@pytest.mark.parametrize("ending", ["pdf", "pptx", "html"])
def test_an_empty_part_of_a_workshop_says_that_nothing_was_recorded(made, ending):
    text = words_of(ending, made("empty", ending))
    assert text.count("Nothing recorded.") >= 4
    assert "Nothing recorded." not in words_of(ending, made("card", ending))


@pytest.mark.parametrize("ending", ["pdf", "pptx", "html", "xlsx"])
def test_what_is_wanted_and_a_services_card_are_in_the_report(made, ending):
    text = squeezed(words_of(ending, made("full", ending)))
    wanted = (
        "Reading for pleasure at ten",
        "Dana Whitfield",
        "How much did we do?",
        "Is anyone better off?",
        "Children at a club",
        "11 of 14",
    )
    assert [w for w in wanted if squeezed(w) not in text] == []


@pytest.mark.parametrize("ending", ["pdf", "pptx", "html"])
def test_a_frozen_baseline_is_set_beside_what_came(desk, report, ending):
    import datetime as dt

    from c4eo_core.answers.report.report import report_of
    from c4eo_core.answers.workshop.notes import Frozen, GroupForecast, TurnedCurve

    curve = report("five").curves[0].curve
    *past, (newest, value) = [(p.end.year, v) for p, v in zip(curve.periods, curve.area.values, strict=True)]
    recorded = examples.notes(
        frozen=(
            Frozen(
                examples.CURVE,
                "2024-11-05",
                "2023/24",
                tuple(past),
                ((newest, value - 6, value - 9, value - 3),),
            ),
        ),
        group_forecasts=(GroupForecast(examples.CURVE, ((newest + 1, value + 1),), "two schools join"),),
        turned_curves=(TurnedCurve(examples.CURVE, ((newest + 1, value + 3),), "group"),),
    )
    found = report_of(
        desk, report("five").area, "closing_the_gap", notes=recorded, made_on=dt.date(2026, 4, 2)
    )
    text = squeezed(words_of(ending, FORMS[ending].make(found)))
    wanted = (
        "Yes, so far.",
        "Better than it would have been.",
        "5 November 2024",
        "Group forecast",
        "two schools join",
        "Ambition, not a prediction",
    )
    assert [w for w in wanted if squeezed(w) not in text] == []
