"""Each move has one headline, in numbers one can picture."""

import pytest

from c4eo_core.answers.desk import prepared_desk
from c4eo_core.answers.standing.journey import journey_of
from c4eo_core.answers.standing.journey_headline import each_pair, headline, one_in, standing_out


@pytest.mark.parametrize(
    ("share", "said"), [(25.36, "25 in 100"), (7.23, "1 in 14"), (1.08, "1 in 93"), (0.05, "1 in 2,000")]
)
def test_a_share_is_said_as_one_in_so_many_until_it_is_large(share, said):
    assert one_in(share) == said


@pytest.mark.parametrize("area", ["E06000047", "E06000053", "E09000001", "E08000035"])
def test_every_move_of_every_kind_of_place_has_a_headline_and_something_under_it(area):
    desk = prepared_desk()
    for leg in journey_of(desk, desk.figures.areas.by_code(area)):
        assert headline(leg) and not headline(leg).endswith(".") and standing_out(leg)


def test_the_headline_names_the_measure_that_differs_most():
    desk = prepared_desk()
    leg = next(g for g in journey_of(desk, desk.figures.areas.by_code("E06000047")) if g.move.id == "year_7")
    assert headline(leg) == "Pupils suspended: 1 in 92 in primary schools, 1 in 14 in secondary schools"
    assert not set(each_pair(leg)) & set(standing_out(leg))
