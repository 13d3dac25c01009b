"""Three schools (inner city, town, a village near a border) worked out again from the published files' own
figures by code of its own: every share, the area, the nearest of each service.

The code here shares nothing with the app but the built tables and the published ages of each school.
"""

import math

import pyarrow.parquet as pq
import pytest

from c4eo_core.answers.schools.as_json import community_json
from c4eo_core.answers.schools.community import community_of
from c4eo_core.answers.schools.school_data import prepared_school_data
from c4eo_core.answers.schools.shape import CIRCLE, CommunityQuestion
from c4eo_core.folders import DATA

INNER_CITY, TOWN, VILLAGE = 105780, 112235, 123488
SUMS = {
    "income-deprived-children": ("deprived_children", "children"),
    "overcrowded": ("occ_minus1 occ_minus2", "occ_plus2 occ_plus1 occ_0 occ_minus1 occ_minus2"),
    "deprived-households-2": ("hh_dep2 hh_dep3 hh_dep4", "hh_dep0 hh_dep1 hh_dep2 hh_dep3 hh_dep4"),
    "social-rented": (
        "ten_social_council ten_social_other",
        "ten_owned_outright ten_mortgage ten_shared ten_social_council ten_social_other ten_private_landlord"
        " ten_private_other ten_rent_free",
    ),
    "disabled": ("disabled", "disabled not_disabled"),
    "religion-none": (
        "rel_none",
        "rel_none rel_christian rel_buddhist rel_hindu rel_jewish rel_muslim rel_sikh rel_other rel_not_answered",
    ),
    "broad-white": ("eth_white", "eth_asian eth_black eth_mixed eth_white eth_other"),
    "under-18": ("age_0_4 age_5_11 age_12_17", "pop_mid2022"),
}
MIDDLE_SUMS = {
    "main-language-other": ("main_language_not_english", "main_language_english main_language_not_english"),
    "moved-within-uk": ("moved_from_within_uk_last_year", "residents_1_plus"),
}


@pytest.fixture(scope="module")
def tables():
    read = {
        name: pq.read_table(DATA / "community" / f"{name}.parquet").to_pylist()
        for name in ("small_areas", "middle_areas", "schools")
    }
    places = pq.read_table(DATA / "places" / "small_areas.parquet").to_pylist()
    at = {row["code"]: row for row in places}
    small = [
        row | {k: at[row["code"]][k] for k in ("easting", "northing", "area")} for row in read["small_areas"]
    ]
    sites = pq.read_table(DATA / "places" / "sites.parquet").to_pylist()
    middle = {row["code"]: row for row in read["middle_areas"]}
    return small, middle, {row["urn"]: row for row in read["schools"]}, sites


def away(a, b):
    return math.hypot(a["easting"] - b["easting"], a["northing"] - b["northing"])


def children_of(row, youngest, oldest):
    found = 0.0
    for name, first, last in (("age_0_4", 0, 4), ("age_5_11", 5, 11), ("age_12_17", 12, 17)):
        years = sum(1 for year in range(first, last + 1) if youngest <= year <= oldest)
        found += row[name] * years / (last - first + 1)
    return found


def area_of(small, school):
    """The nearest small areas until they hold as many children of its ages as the school has pupils."""
    chosen, held = [], 0.0
    for row in sorted(small, key=lambda r: away(r, school)):
        chosen.append(row)
        held += children_of(row, school["youngest"], min(school["oldest"] - 1, 17))
        if held >= school["pupils"]:
            return chosen
    return chosen


def per_cent(rows, above, below):
    count = whole = 0.0
    for row in rows:
        parts = [row[c] for c in above.split()]
        if any(p is None for p in parts):
            continue
        count += sum(parts)
        whole += sum(row[c] for c in below.split())
    return (100 * count / whole) if count >= 10 else None


@pytest.mark.parametrize("urn", [INNER_CITY, TOWN, VILLAGE])
@pytest.mark.parametrize("km", [None, 2.0])
def test_every_share_is_the_sum_of_counts_over_the_sum_of_totals(tables, urn, km):
    small, middle, schools, _ = tables
    school = schools[urn]
    chosen = area_of(small, school) if km is None else [r for r in small if away(r, school) <= 1000 * km]
    chosen = chosen or [min(small, key=lambda r: away(r, school))]
    asked = CommunityQuestion() if km is None else CommunityQuestion(CIRCLE, km)
    found = community_json(community_of(prepared_school_data(), urn, asked))
    assert set(found["area"]["small_areas"]) == {r["code"] for r in chosen}
    home = found["school"]["authority"]["code"]
    theirs = [r for r in small if r["area"] == home]
    for measure, (above, below) in SUMS.items():
        share = found["shares"][measure]
        assert share["value"] == pytest.approx(per_cent(chosen, above, below)), measure
        assert share["authority"] == pytest.approx(per_cent(theirs, above, below)), measure
        assert share["england"] == pytest.approx(per_cent(small, above, below)), measure
    around = [middle[code] for code in {r["middle"] for r in chosen}]
    for measure, (above, below) in MIDDLE_SUMS.items():
        assert found["shares"][measure]["value"] == pytest.approx(per_cent(around, above, below)), measure


@pytest.mark.parametrize("urn", [INNER_CITY, TOWN, VILLAGE])
def test_groups_are_the_published_per_cents_of_the_people_of_each_small_area(tables, urn):
    small, _, schools, _ = tables
    chosen = area_of(small, schools[urn])
    people = [sum(r[f"eth_{g}"] for g in ("asian", "black", "mixed", "white", "other")) for r in chosen]
    expected = sum(r["white_british"] / 10 * n / 100 for r, n in zip(chosen, people, strict=True))
    share = community_json(community_of(prepared_school_data(), urn))["shares"]["group-white-british"]
    assert share["value"] == pytest.approx(100 * expected / sum(people))


@pytest.mark.parametrize("urn", [INNER_CITY, TOWN, VILLAGE])
def test_the_nearest_service_of_each_kind_is_the_nearest_in_the_list(tables, urn):
    _, _, schools, sites = tables
    school = schools[urn]
    kinds = {
        "library": ["library"],
        "out-of-school": ["out-of-school"],
        "early-years-childcare": ["full-day", "sessional"],
    }
    found = community_json(community_of(prepared_school_data(), urn))
    services = {s["service"]: s for part in found["reach"] for s in part["services"]}
    for service, of in kinds.items():
        near = sorted(away(s, school) for s in sites if s["kind"] in of)
        assert services[service]["nearest"]["km"] == pytest.approx(near[0] / 1000, abs=0.001)
        within = services[service]["within_km"] * 1000
        assert services[service]["count"] == sum(1 for d in near if d <= within)


@pytest.mark.parametrize("urn", [INNER_CITY, TOWN, VILLAGE])
def test_the_spread_is_the_lowest_the_middle_and_the_highest_small_area(tables, urn):
    small, _, schools, _ = tables
    chosen = area_of(small, schools[urn])
    each = sorted(
        (100 * r["deprived_children"] / r["children"], r["deprived_children"])
        for r in chosen
        if r["deprived_children"] is not None and r["children"] >= 10
    )
    spread = community_json(community_of(prepared_school_data(), urn))["shares"]["income-deprived-children"][
        "spread"
    ]
    assert spread["areas"] == len(each)
    for (value, count), shown in ((each[0], spread["lowest"]), (each[-1], spread["highest"])):
        assert shown == (pytest.approx(value) if count >= 10 else None)
