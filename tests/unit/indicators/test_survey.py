"""A small survey: its interval covers as often as it says, and nothing is shown of too few."""

import numpy as np
import pytest

from c4eo_core.indicators.survey import change_of, noticeable, share_of


def drawn(rng, schools, answers, p, rho):
    a, b = p * (1 / rho - 1), (1 - p) * (1 / rho - 1)
    n = rng.poisson(answers, schools) + 5
    return rng.binomial(n, rng.beta(a, b, schools)), n


@pytest.mark.parametrize(
    ("schools", "answers", "p", "rho"),
    [(8, 20, 0.7, 0.05), (12, 25, 0.8, 0.05), (20, 15, 0.5, 0.10), (30, 40, 0.9, 0.03), (8, 30, 0.6, 0.05)],
)
def test_the_interval_covers_93_to_97_in_100(schools, answers, p, rho):
    rng, hits, tries = np.random.default_rng(20_261), 0, 2_000
    for _ in range(tries):
        found = share_of(*drawn(rng, schools, answers, p, rho))
        hits += found.lower <= 100 * p <= found.upper
    assert 0.93 <= hits / tries <= 0.97


def test_the_change_of_matched_schools_covers_too():
    rng, hits, tries = np.random.default_rng(7), 0, 1_500
    for _ in range(tries):
        ps = rng.beta(0.7 * 19, 0.3 * 19, 12)
        n1, n2 = rng.poisson(25, 12) + 5, rng.poisson(25, 12) + 5
        waves = [dict(enumerate(zip(rng.binomial(n, ps), n, strict=True))) for n in (n1, n2)]
        found = change_of(*({str(k): v for k, v in w.items()} for w in waves))
        hits += found.lower <= 0 <= found.upper
    assert 0.93 <= hits / tries <= 0.97


def test_nothing_is_shown_of_too_few_and_no_interval_of_few_schools():
    assert share_of([3, 2], [5, 4]).value is None
    few = share_of([8, 9, 7], [10, 12, 9])
    assert few.value is not None and few.lower is None and few.schools == 3
    with pytest.raises(ValueError):
        share_of([5], [4])


def test_a_low_response_is_only_of_those_who_answered():
    yes, answered = [8] * 8, [10] * 8
    assert share_of(yes, answered, [50] * 8).words == "of those who answered"
    assert share_of(yes, answered).words == "of those who answered"
    assert share_of(yes, answered, [20] * 8).words.startswith("of all who were asked")


def test_only_schools_in_both_waves_make_a_change():
    before = {f"s{i}": (10.0, 20.0) for i in range(9)} | {"gone": (0.0, 20.0)}
    after = {f"s{i}": (12.0, 20.0) for i in range(9)} | {"new": (20.0, 20.0)}
    found = change_of(before, after)
    assert found.schools == 9 and found.value == pytest.approx(10.0)
    assert change_of(dict(list(before.items())[:7]), after) is None


def test_more_schools_or_answers_make_smaller_changes_noticeable():
    assert noticeable(20, 25, 70) == pytest.approx(8.4256, abs=1e-3)
    assert noticeable(40, 25, 70) < noticeable(20, 25, 70) < noticeable(20, 10, 70)
