"""Read together, a lucky row among many loses its mark, and a strong one keeps it, wherever a table stands."""

from dataclasses import replace

import numpy as np
import pytest

from c4eo_core.answers.standing.overview import overview_of
from c4eo_core.answers.standing.progress import progress_of
from c4eo_core.answers.standing.read_together import CAPTION, HOLDS, STAR, caption_words, holding
from c4eo_core.catalogue.choices import priorities
from c4eo_core.charts.theme import LIGHT
from c4eo_core.indicators.recent_trend import FALSE_DISCOVERIES, standing_together
from c4eo_core.reports.content.curve import headline_texts
from c4eo_core.reports.html.headline_rows import headline_rows


def rows(desk, chances):
    """Answers of one place whose own probabilities are these."""
    found = progress_of(desk, desk.figures.areas.by_code("E08000035"))[: len(chances)]
    return [
        replace(p, trend=replace(p.trend, own_p=c, side=2 if c >= 0.975 else -2 if c <= 0.025 else 0))
        for p, c in zip(found, chances, strict=True)
    ]


def test_one_lucky_row_among_twenty_does_not_hold(desk):
    assert holding(rows(desk, [0.976] + [0.5] * 19)) == frozenset()


def test_a_strong_row_holds_among_twenty(desk):
    found = rows(desk, [0.9999] + [0.5] * 19)
    assert holding(found) == {found[0].indicator.id}


def test_many_weak_rows_hold_one_another_up(desk):
    assert len(holding(rows(desk, [0.976] * 10))) == 10


def test_a_row_alone_has_no_mark_and_its_table_no_caption(desk):
    alone = rows(desk, [0.9999])
    assert holding(alone) == frozenset() and caption_words(alone) == ""


def test_a_row_that_is_only_likely_is_never_marked(desk):
    found = rows(desk, [0.9999, 0.96, 0.99, 0.999])
    assert found[1].indicator.id not in holding(found) and len(holding(found)) == 3


def test_the_rule_is_that_of_benjamini_and_hochberg():
    p = np.array([0.999, 0.99, 0.97, 0.5, np.nan, 0.004])
    tails = np.sort(2 * np.minimum(p, 1 - p)[np.isfinite(p)])
    last = max(k for k in range(5) if tails[k] <= FALSE_DISCOVERIES * (k + 1) / 5)
    assert standing_together(p).sum() == last + 1 == 4


def test_of_authorities_that_stand_still_few_tables_have_a_mark():
    rng = np.random.default_rng(5)
    tables = rng.uniform(0, 1, (4000, 7))
    marked = np.mean([(standing_together(t) & (np.minimum(t, 1 - t) <= 0.025)).any() for t in tables])
    assert marked <= FALSE_DISCOVERIES + 0.01


@pytest.mark.parametrize("priority", list(priorities()))
def test_page_and_report_mark_the_same_rows(desk, priority):
    marked = 0
    for code in ("E08000035", "E10000016", "E09000007", "E06000022"):
        curves = overview_of(desk, desk.figures.areas.by_code(code), priority).curves
        held = holding(c.progress for c in curves)
        html = str(headline_rows(curves, LIGHT, "Rows."))
        assert html.count(f"{HOLDS}</span>") == len(held)
        very = any(abs(c.progress.trend.side or 0) == 2 for c in curves)
        assert (CAPTION in html) == very
        said = headline_texts(curves)
        assert [s.trend.endswith(STAR) for s in said] == [c.indicator.id in held for c in curves]
        marked += len(held)
    assert marked
