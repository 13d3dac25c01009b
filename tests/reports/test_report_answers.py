"""What a report is made of: the screen's own answers, the workshop's notes in order, and whether a curve has
turned.
"""

import datetime as dt
from dataclasses import replace

import pytest

from c4eo_core.answers.forecasts.forecast import forecast_of
from c4eo_core.answers.report.report import NoReport, report_of
from c4eo_core.answers.standing.progress import progress_of
from c4eo_core.answers.workshop.notes import (
    Factor,
    Frozen,
    Idea,
    Measure,
    NotAMeasure,
    in_order,
    ranked,
    strongest_first,
)
from c4eo_core.answers.workshop.turned import turned_since
from c4eo_core.catalogue.choices import priorities
from c4eo_core.model.indicator import Break
from c4eo_core.model.kinds import Polarity
from c4eo_core.model.text import tidy
from c4eo_core.reports.content.content import content_of
from tests.reports import report_examples as examples

DAY = dt.date(2026, 4, 2)


def test_the_figures_are_the_answers_own(desk, report):
    found = report("full")
    for shown in found.curves:
        assert shown.curve.progress == progress_of(desk, found.area, [shown.indicator])[0]
        assert shown.forecast == forecast_of(desk, found.area, shown.indicator)
    assert [c.indicator.id for c in found.curves] == list(found.notes.curves)
    assert {c.indicator.id for c in found.headlines} == {
        desk.figures.find(h.key).id for h in priorities()["closing_the_gap"].headlines
    }


def test_without_a_workshop_nothing_of_one_is_said(report):
    said = content_of(report("card"))
    assert said.kind == "Report card" and not said.workshop
    assert (said.stories, said.partners, said.best, said.actions, said.services, said.wanted, said.roles) == (
        (),
    ) * 7


def test_the_curve_of_a_report_card_is_the_worst_headline_that_has_a_figure(report):
    found = report("scilly")
    with_figure = [c for c in found.headlines if c.progress.value is not None]
    assert found.headlines[0].progress.value is None, "the example no longer tests anything"
    assert found.curves[0].indicator == with_figure[0].indicator


def test_every_authority_has_a_report_card_and_england_is_refused(desk):
    for area in (*desk.figures.areas.authorities[::25], *desk.figures.areas.abolished):
        for priority in priorities():
            found = report_of(desk, area, priority, made_on=DAY)
            assert all((c.forecast is None) == bool(c.no_forecast) for c in found.curves)
    with pytest.raises(NoReport, match="give an authority"):
        report_of(desk, desk.figures.areas.england, "transitions", made_on=DAY)
    with pytest.raises(NoReport, match="closing_the_gap"):
        report_of(desk, desk.figures.areas.authorities[0], "everything", made_on=DAY)


def test_an_idea_placed_by_hand_comes_before_a_higher_score_and_chosen_before_both():
    scored, placed, chosen, plain = (
        Idea("scored", reach=5, values=5),
        Idea("placed", place=1),
        Idea("chosen", chosen=True),
        Idea("plain"),
    )
    assert [i.text for i in in_order([plain, scored, placed, chosen])] == [
        "chosen",
        "placed",
        "scored",
        "plain",
    ]
    assert ranked([plain, placed]) and not ranked([plain, plain])


def test_ideas_nobody_scored_are_not_called_the_best(desk, report):
    area = report("five").area
    unscored = examples.notes(ideas=tuple(Idea(text) for text in examples.IDEAS))
    assert (
        "best"
        not in content_of(report_of(desk, area, "closing_the_gap", notes=unscored, made_on=DAY)).ideas_title
    )
    assert content_of(report("five")).ideas_title == "The three best ideas"


def test_most_votes_come_first_and_roots_before_the_surface():
    factors = [
        Factor("a", "helping", "surface", 2),
        Factor("b", "helping", "root", 2),
        Factor("c", "helping", "surface", 3),
    ]
    assert [f.text for f in strongest_first(factors)] == ["c", "b", "a"]


def test_an_action_without_somebody_or_a_day_says_so(report):
    last = content_of(report("five")).actions[-1]
    assert (
        last.missing == "not yet said: who and by when"
        and content_of(report("five")).actions[0].missing == ""
    )


def test_a_factor_that_belongs_to_no_curve_shown_is_still_told(report):
    titles = [title for title, *_ in content_of(report("full")).stories]
    assert titles == ["Gap at 11, disadvantaged", "Other factors"]
    assert sum(len(h) + len(d) for _, h, d, _ in content_of(report("full")).stories) == len(examples.FACTORS)


def test_a_measure_belongs_to_a_service_and_to_one_of_three_headings():
    with pytest.raises(NotAMeasure, match="no service"):
        Measure(" ", "Children at a club", "how_much", "312", "2026", examples.CURVE)
    with pytest.raises(NotAMeasure, match="how_much, how_well, better_off"):
        Measure("Clubs", "Children at a club", "outcome", "312", "2026", examples.CURVE)


def test_an_indicator_of_everybody_is_refused_in_a_service_card_unless_it_says_what_it_contributes_to(
    desk, report
):
    title = desk.figures.find(examples.CURVE).title
    measure = Measure("Breakfast clubs", title, "better_off", "−27", "2024/25")
    with pytest.raises(NotAMeasure, match="everybody in the place"):
        report_of(
            desk,
            report("five").area,
            "closing_the_gap",
            notes=examples.notes(measures=(measure,)),
            made_on=DAY,
        )
    linked = examples.notes(measures=(replace(measure, contributes_to=examples.CURVE),))
    assert report_of(desk, report("five").area, "closing_the_gap", notes=linked, made_on=DAY).notes.measures


def test_measures_stand_under_their_headings_and_never_among_the_headlines(report):
    said = content_of(report("full"))
    (card,) = said.services
    assert [len(lines) for _, lines in card.headings] == [
        1,
        1,
        1,
    ] and "Gap at 11, disadvantaged" in card.contributes
    assert not {line.text for _, lines in card.headings for line in lines} & {h.title for h in said.headlines}


def test_what_no_document_can_hold_is_left_out_and_line_breaks_stay():
    assert tidy(" a\x00\x0b\ud800\ufffeb\r\nc\td ") == "ab\nc d"


@pytest.fixture
def frozen_before_the_newest(report):
    """frozen(middle, low, high): a baseline frozen one year before the newest figure of a curve."""
    curve = report("five").curves[0].curve
    *past, (newest, value) = [(p.end.year, v) for p, v in zip(curve.periods, curve.area.values, strict=True)]

    def get(middle, low, high, of=curve):
        return turned_since(
            Frozen(examples.CURVE, "2024-11-05", "2023/24", tuple(past), ((newest, middle, low, high),)), of
        )

    assert value == curve.progress.value and value < 0
    return get, curve, value


@pytest.mark.parametrize(
    ("away", "width", "answer", "word"),
    [(-6, 3, "yes", "better"), (-2, 3, "not yet known", "as expected"), (6, 3, "no", "worse")],
)
def test_a_gap_has_turned_when_it_is_smaller_than_its_frozen_interval(
    frozen_before_the_newest, away, width, answer, word
):
    get, _, value = frozen_before_the_newest
    middle = value + away
    found = get(middle, middle - width, middle + width)
    assert (found.answer, found.years[0].word) == (answer, word)
    assert "5 November 2024" in found.words and "2024/25" in found.words


def test_slowing_a_decline_counts_and_is_said(frozen_before_the_newest):
    get, curve, value = frozen_before_the_newest
    assert abs(value) > abs(curve.area.values[-2]), "the example no longer declines"
    found = get(value - 6, value - 9, value - 3)
    assert found.answer == "yes" and "less than expected, and that counts" in found.words


def test_a_changed_definition_since_forbids_the_comparison(frozen_before_the_newest):
    get, curve, value = frozen_before_the_newest
    redefined = replace(curve, breaks=(Break(curve.periods[-1].end.year, "New tests."),))
    found = get(value - 6, value - 9, value - 3, redefined)
    assert (
        found.answer == "cannot be said" and found.years[0].word == "redefined" and "New tests" in found.words
    )


def test_before_any_new_figure_nothing_is_claimed(frozen_before_the_newest):
    _, curve, _ = frozen_before_the_newest
    history = tuple((p.end.year, v) for p, v in zip(curve.periods, curve.area.values, strict=True))
    found = turned_since(
        Frozen(examples.CURVE, "2026-03-24", "2024/25", history, ((2030, -20.0, -25.0, -15.0),)), curve
    )
    assert (found.answer, found.years) == ("not yet known", ())


def test_without_polarity_no_curve_is_called_better(desk, report):
    indicator = next(
        i
        for i in desk.figures.indicators
        if i.polarity is Polarity.NONE and not i.is_gap and i.periods[-1].end.year >= 2024
    )
    curve = (
        report_of(desk, desk.figures.areas.find("Leeds"), "transitions", [indicator], made_on=DAY)
        .curves[0]
        .curve
    )
    *past, (newest, value) = [(p.end.year, v) for p, v in zip(curve.periods, curve.area.values, strict=True)]
    found = turned_since(
        Frozen(indicator.id, "2024-01-01", "", tuple(past), ((newest, value - 5, value - 6, value - 4),)),
        curve,
    )
    assert (
        found.years[0].word == "higher" and found.answer == "cannot be said" and "Better" not in found.words
    )
