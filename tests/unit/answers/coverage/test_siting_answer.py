"""Where next, asked of real places."""

from dataclasses import replace

import numpy as np
import pytest

from c4eo_core.answers.coverage.as_json import siting_json
from c4eo_core.answers.coverage.coverage import coverage_of
from c4eo_core.answers.coverage.distances import NotCovered
from c4eo_core.answers.coverage.shape import WrongQuestion, question_of
from c4eo_core.answers.coverage.siting import SitingQuestion, siting_of
from c4eo_core.answers.scenarios.form import read_form
from c4eo_core.model.service import OwnService


@pytest.fixture(scope="module")
def site(ground):
    def asked(place, service, sites, km=None, **changes):
        question = SitingQuestion(question_of(ground.book.find(service), km, "0-15"), sites, **changes)
        return siting_of(ground, ground.areas.find(place), question)

    return asked


def as_own(candidate, type):
    return OwnService(
        candidate.name, type, candidate.easting, candidate.northing, None, "", None, "grid reference", "Row 2"
    )


def test_the_reach_promised_is_the_reach_found_when_the_sites_are_built(desk, ground, site):
    """The chosen schools given back as the trust's own hubs beside the published ones."""
    found = site("Barnsley", "family-hub", 3)
    built = tuple(as_own(c.site, "family-hub") for c in found.chosen)
    asked = replace(found.question.asked, own=built, adds=True)
    then = coverage_of(desk, ground, ground.areas.find("Barnsley"), asked)
    assert then.reach == found.after
    assert found.out_of_reach - then.out_of_reach == found.newly == sum(c.children for c in found.chosen)
    now = coverage_of(desk, ground, ground.areas.find("Barnsley"), found.question.asked)
    assert (now.reach, now.out_of_reach) == (found.before, found.out_of_reach)


def test_five_among_an_authoritys_schools_are_proven_best(site):
    found = site("Kent", "family-hub", 5, 2)
    assert len(found.candidates) > 200 and len(found.chosen) == 5 and found.gap == 0
    assert found.newly >= found.one_by_one and "would reach more children" in found.words[1]


def test_the_curve_rises_ever_more_slowly_or_stays(site):
    curve = site("Norfolk", "out-of-school", 10).curve
    children = [s.children for s in curve]
    assert [s.sites for s in curve] == list(range(1, 11)) and children == sorted(children)
    assert (
        all(s.gap == 0 for s in curve)
        and children[0] <= children[-1] <= site("Norfolk", "out-of-school", 1).reachable
    )


def test_weighting_deprived_children_never_reaches_fewer_of_them(site):
    plain, weighted = site("Birmingham", "library", 3, 1), site("Birmingham", "library", 3, 1, weight=5.0)
    assert weighted.newly_deprived >= plain.newly_deprived and weighted.newly <= plain.newly
    assert "counted 5 times" in weighted.words[-1]


def test_own_candidates_are_the_only_ones_looked_at(ground, site):
    spots = (as_own(site("Barnsley", "family-hub", 1).chosen[0].site, "family-hub"),)
    found = site("Barnsley", "family-hub", 2, candidates=spots)
    assert len(found.candidates) == 1 and len(found.chosen) == 1 and found.chosen[0].site.urn is None
    assert "add nobody" in found.words[0] and found.curve[9].children == found.curve[0].children


def test_what_it_feeds_into_a_scenario_is_taken_by_a_scenario(desk, site):
    found = site("Barnsley", "family-hub", 3)
    assert found.scenario == {
        "reach": round(found.after.all / 100, 4),
        "current_reach": round(found.before.all / 100, 4),
    }
    text = (
        "area: Barnsley\nindicator: eyfs-gld\nactions:\n  - name: three more hubs\n    start: 1\n"
        f"    reach: {found.scenario['reach']}\n    current_reach: {found.scenario['current_reach']}\n"
        "    effect: {range: [1, 2], unit: points, source: an evaluation}\n"
    )
    assert read_form(text, desk.figures).actions[0].action.reach == found.scenario["reach"]


def test_where_everybody_is_in_reach_no_site_is_needed(site):
    found = site("City of London", "library", 3)
    assert found.chosen == () and found.newly == 0 and found.before == found.after
    assert "no further site is needed" in found.words[0] and siting_json(found)["optimality_gap"] == 0


def test_an_island_of_one_school_gets_it(site):
    found = site("Isles of Scilly", "out-of-school", 2)
    assert [c.site.name for c in found.chosen] == ["The Five Islands Academy"] and found.newly == 324
    assert found.after.all == 100 and found.after.deprived is None and "deprived" not in found.words[0]


def test_without_a_list_nobody_can_say_where_one_is_missing(site):
    with pytest.raises(NotCovered, match="Leeds has no published list of family hubs"):
        site("Leeds", "family-hub", 3)
    with pytest.raises(NotCovered, match="one authority"):
        site("South East", "library", 3)
    with pytest.raises(NotCovered, match="no longer exists"):
        site("835", "library", 3)
    with pytest.raises(NotCovered, match="no candidate"):
        site("Leeds", "library", 3, candidates=())


@pytest.mark.parametrize(
    "wrong", [{"sites": 0}, {"sites": 26}, {"sites": 3, "weight": 0.5}, {"sites": 3, "weight": float("nan")}]
)
def test_what_cannot_be_asked_is_refused(site, wrong):
    with pytest.raises(WrongQuestion):
        site("Leeds", "library", **wrong)


def test_candidates_are_state_funded_schools_of_the_authority(ground, site):
    found = site("Camden", "childcare", 1, 0.5)
    s = ground.places.schools
    rows = [s.row(c.urn) for c in found.candidates]
    assert set(s.area[rows].tolist()) == {ground.areas.index[found.area.code]}
    lon = np.array([c.lon for c in found.candidates])
    assert ((lon > -0.25) & (lon < -0.08)).all()
