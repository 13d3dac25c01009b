"""A school's community: what it says, what it must not, and who is meant."""

import json
import re
from dataclasses import replace

import pytest

from c4eo_core.answers.schools.as_json import community_json
from c4eo_core.answers.schools.community import community_of
from c4eo_core.answers.schools.find import find_schools, open_school
from c4eo_core.answers.schools.homes import homes_of
from c4eo_core.answers.schools.school_data import prepared_school_data
from c4eo_core.answers.schools.shape import CIRCLE, PUPILS, CommunityQuestion, NoSuchArea, UnknownSchool
from c4eo_core.charts.theme import DARK
from c4eo_core.coverage.catchment import FEWEST
from c4eo_core.model.service import OwnService
from c4eo_core.reports.content.school import sheet_of
from c4eo_core.reports.html.school import school_page, sheet_html, tables_html

BELFIELD, SILLOTH, BORDER, SCILLY, WIGHT = 105780, 112235, 123488, 136725, 118157
LEEDS = ("LS1 1UR", "LS2 9JT", "LS6 3HN", "LS8 1NT")


@pytest.fixture(scope="module")
def sg():
    return prepared_school_data()


@pytest.fixture(scope="module")
def belfield(sg):
    return community_of(sg, BELFIELD)


def some_schools(sg):
    """One school of each kind, and of each of thirty authorities: the list itself decides which."""
    s, seen, found = sg.community.schools, set(), []
    for i in range(0, len(s.urn), 137):
        mark = (s.kind[i], int(sg.school_authority[i]) % 5)
        if mark not in seen:
            seen.add(mark)
            found.append(int(s.urn[i]))
    return found


def test_every_kind_of_school_has_a_page_and_no_figure_on_fewer_than_ten(sg):
    schools = some_schools(sg)
    assert len(schools) > 20
    for urn in schools:
        c = community_of(sg, urn)
        json.dumps(community_json(c), allow_nan=False)
        assert all(s.count is None or s.count >= FEWEST for s in c.shares.values())
        assert len(c.questions) == 3
        assert c.unknown
        assert len(c.reach) == 5
        assert "nan" not in sheet_html(sg, c, DARK).split("base64")[0]


def test_groups_with_fewer_than_ten_pupils_are_left_out(belfield):
    pupils = belfield.school.pupils
    assert belfield.school.groups
    assert all(round(pupils * x / 100) >= FEWEST for x in belfield.school.groups.values())


def test_without_a_number_of_pupils_no_group_is_shown_and_a_circle_is_taken(sg):
    s = sg.community.schools
    row = next(i for i in range(len(s.urn)) if s.pupils[i] != s.pupils[i])
    c = community_of(sg, int(s.urn[row]))
    assert not c.school.groups
    assert c.area.asked.kind == CIRCLE
    assert any("no number is published" in line for line in c.unknown)


def test_nothing_ranks_or_scores_a_school(sg, belfield):
    text = re.sub(r"base64,[^\"]*", "", school_page(sg, belfield)).casefold()
    assert not re.search(r"\branked\b|\bbest\b|\bworst school|\bout of 5\b|league", text)
    assert "nothing here ranks" in text


def test_a_service_without_a_list_in_the_authority_is_not_called_missing(sg):
    s = sg.community.schools
    listed = sg.ground.places.origins["family_hubs"].listed
    row = next(i for i in range(len(s.urn)) if not listed[sg.school_authority[i]])
    c = community_of(sg, int(s.urn[row]))
    hub = next(x for p in c.reach for x in p.services if x.service.id == "family-hub")
    assert not hub.listed and not hub.missing and hub.out is None and hub.nearest is None
    assert any("family hubs is published for" in line for line in c.unknown)


def test_a_school_near_wales_says_what_does_not_cross_the_border(sg):
    assert any("Wales" in line for line in community_of(sg, BORDER).unknown)


def test_a_trusts_own_list_fills_a_part_that_no_published_list_covers(sg, belfield):
    s = belfield.school
    mine = OwnService(
        "Breakfast at Belfield", "breakfast-club", s.easting, s.northing, 20, "", None, "postcode", "1"
    )
    with_own = community_of(sg, BELFIELD, own=(mine,), adds=True)
    club = next(x for p in with_own.reach for x in p.services if x.service.id == "breakfast-club")
    assert (club.count, club.near[0].name, club.near[0].own) == (1, "Breakfast at Belfield", True)
    assert "Breakfast at Belfield" not in json.dumps(community_json(community_of(sg, BELFIELD)))


def test_the_circle_cannot_be_of_any_size():
    for km in (0.0, 0.1, 40.0):
        with pytest.raises(NoSuchArea, match="must be from"):
            CommunityQuestion(CIRCLE, km)


def test_a_closed_school_leads_to_its_successor(sg):
    gone = next(c for c in sg.community.closed.values() if c.successor)
    row, closed = open_school(sg, gone.urn)
    assert int(sg.community.schools.urn[row]) == gone.successor and closed == gone
    assert find_schools(sg, str(gone.urn)).schools[0].urn == gone.successor


def test_a_closed_school_without_a_successor_and_an_unknown_number_say_so(sg):
    gone = next(c for c in sg.community.closed.values() if not c.successor)
    with pytest.raises(UnknownSchool, match="no longer open"):
        open_school(sg, gone.urn)
    with pytest.raises(UnknownSchool, match="six digits"):
        open_school(sg, 999999)


@pytest.mark.parametrize(
    ("words", "urn"),
    [
        ("Belfield Community", BELFIELD),
        ("belfeild comunity school", BELFIELD),
        ("silloth primary", SILLOTH),
        ("Silloth", SILLOTH),
        ("CA7 4DD", SILLOTH),
        ("105780", BELFIELD),
    ],
)
def test_a_school_is_found_by_name_misspelling_town_postcode_or_number(sg, words, urn):
    assert urn in [s.urn for s in find_schools(sg, words).schools[:3]]


@pytest.mark.parametrize("words", ["", "   ", "zzzzqqq", "ZZ9 9ZZ", "\x00<script>", "1" * 7])
def test_what_is_not_found_is_said_in_words(sg, words):
    found = find_schools(sg, words)
    assert found.schools == () and found.words


def test_twenty_nine_postcodes_are_refused_and_thirty_counted(sg):
    refused = homes_of(sg, "\n".join(["LS1 1UR"] * 29))
    assert refused.homes == () and "at least 30" in refused.words
    taken = homes_of(sg, "\n".join(["LS1 1UR"] * 30))
    assert sum(n for _, n in taken.homes) == 30


def test_no_word_about_pasted_postcodes_names_one(sg):
    for text in ("LS1 1UR\nZZ99 9ZZ\nnot one", "\n".join(LEEDS * 9) + "\nZZ99 9ZZ"):
        said = homes_of(sg, text).words
        assert "LS" not in said and "ZZ" not in said


def test_pupils_homes_weigh_each_small_area_by_its_pupils(sg):
    homes = homes_of(sg, "\n".join(["LS1 1UR"] * 30 + ["LS8 1NT"] * 10)).homes
    assert len(homes) == 2
    c = community_of(sg, BELFIELD, CommunityQuestion(PUPILS, homes=homes))
    column = [m.id for m in sg.small.measures].index("overcrowded")
    each = {r: sg.small.counts[r, column] / sg.small.wholes[r, column] for r, _ in homes}
    expected = 100 * sum(each[r] * n for r, n in homes) / 40
    assert c.shares["overcrowded"].value == pytest.approx(expected)
    assert not any("Where this school's pupils live" in line for line in c.unknown)


def test_a_name_of_a_school_cannot_become_markup(sg, belfield):
    evil = replace(belfield, school=replace(belfield.school, name="<img src=x onerror=alert(1)>"))
    page = sheet_html(sg, evil, DARK) + tables_html(evil)
    assert "<img src=x" not in page


def test_the_sheet_says_what_is_missing_in_its_first_words(sg):
    s = sheet_of(community_of(sg, SILLOTH))
    assert "No out-of-school club within 5 km" in s.finding
    assert any(line.kind == "missing" for line in s.services)
