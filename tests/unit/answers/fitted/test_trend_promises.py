"""What the methods page says of the trend as a whole, measured again on the figures that came with the project."""

import pytest

from bench.trend import calibration, claimed_side, flagged_without_movement, informative
from c4eo_core.catalogue.methods import chapters


def test_most_headline_rows_say_something_and_those_of_gaps_two_in_five(desk):
    shares = informative(desk)
    assert shares["all"] >= 0.55 and shares["closing_the_gap"] >= 0.40


@pytest.mark.parametrize("drift", [0.03, 0.3, 1.0])
def test_places_without_movement_of_their_own_are_hardly_ever_called_changed(drift):
    very, likely = flagged_without_movement(drift=drift)
    assert very <= 0.02 and likely <= 0.09


def test_attainment_no_longer_gets_worse_wherever_teachers_graded(desk):
    assert (desk.trend.side[desk.figures.index["ks4-attainment-8"]] < 0).sum() <= 90


@pytest.mark.filterwarnings("ignore:All-NaN slice")
def test_the_next_figure_lies_on_the_side_named_as_often_as_the_page_says(desk):
    shares = claimed_side(calibration(desk))
    text = " ".join(line for chapter in chapters("chapters") for line in chapter.text)
    very, likely = (round(100 * shares[word]) for word in ("very likely", "likely"))
    assert f"{very} times in 100 after very likely, and {likely} times after likely" in text
    assert very >= 94 and likely >= 82
