"""Promises of the mark 'please check': the slips we know of are marked, few others are, and all surfaces say so."""

import csv
import io

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from c4eo_core.answers.standing.curve import curve_of
from c4eo_core.charts.curve_data import curve_rows
from c4eo_core.charts.curve_words import caption
from c4eo_core.indicators.slips import likely_slips
from c4eo_core.reports.html.pieces import curve_table
from c4eo_core.reports.tables.curve import curve_csv

OFFER = "participation-september-offer"


@pytest.mark.parametrize(("name", "year"), [("Nottinghamshire", 2022), ("Stoke-on-Trent", 2023)])
def test_the_two_slips_we_were_told_of_are_marked_on_every_surface(desk, name, year):
    curve = curve_of(desk, desk.figures.areas.find(name), desk.figures.find(OFFER))
    (at,) = curve.to_check
    assert curve.periods[at].end.year == year
    rows = curve_rows(curve)
    (ring,) = (r for r in rows if r["role"] == "to-check" and r["value"] is not None)
    assert ring["year"] == year and ring["value"] == curve.area.values[at]
    assert f"in {curve.periods[at].label} stands far from the years beside it" in caption(curve, rows, None)
    assert str(curve_table(curve)).count("(please check)") == 1
    lines = list(csv.DictReader(io.StringIO(curve_csv(curve).decode("utf-8-sig"))))
    marked = [r for r in lines if r.get("note_words", "").startswith("please check")]
    assert [(r["role"], r["period"]) for r in marked] == [("area", curve.periods[at].label)]


def test_few_figures_are_marked_and_none_of_very_small_places(desk):
    figures = desk.figures
    areas = list(figures.areas.authorities)
    marked = []
    for indicator in figures.indicators:
        values, _ = figures.block(indicator, areas)
        for place in np.unique(np.nonzero(likely_slips(np.array(values, float)))[0]):
            marked.append((indicator.id, areas[place].name))
    assert 20 <= len(marked) <= 120
    curves = [curve_of(desk, figures.areas.find(n), figures.find(i)) for i, n in marked]
    assert not any(c.to_check for c in curves if c.progress.small)
    assert sum(len(c.to_check) for c in curves) <= 60


@given(st.integers(0, 500), st.integers(3, 12))
def test_ordinary_ups_and_downs_are_not_marked(seed, years):
    noise = np.random.default_rng(seed).normal(50, 2, (40, years))
    assert not likely_slips(noise).any()


@given(st.integers(0, 200), st.integers(1, 8))
def test_what_moves_everybody_marks_nobody(seed, year):
    noise = np.random.default_rng(seed).normal(50, 2, (40, 10))
    noise[:, year] -= 40
    assert not likely_slips(noise).any()
    noise[7, year] -= 80
    assert likely_slips(noise).nonzero() == ([7], [year])
