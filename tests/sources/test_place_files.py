"""The published lists of places, spoiled one at a time: everything wrong is said, nothing is half built."""

import datetime as dt
import json

import numpy as np
import pandas as pd
import pytest

from c4eo_core.catalogue.areas import load_areas
from c4eo_core.catalogue.services import load_services
from c4eo_core.model.problem import SourceProblems
from c4eo_core.store.places import PlacesMissing, read_places
from c4eo_core.store.places_build import prepare_places

TODAY = dt.date(2026, 1, 2)
FILES = {
    "small_areas": "lsoa/lsoa21_england_2.parquet",
    "schools": "schools/schools_england_open_2030-05-24.parquet",
    "hubs": "services/family_hub_sites.csv",
    "childcare": "services/ofsted_childcare_2021-08-31.parquet",
    "libraries": "services/libraries_2023.parquet",
    "postcodes": "postcodes/code_point_open_2025-10_england.parquet",
}


@pytest.fixture(autouse=True)
def small_world(monkeypatch):
    monkeypatch.setattr("c4eo_core.sources.places.places._FEWEST_AREAS", 300)
    monkeypatch.setattr("c4eo_core.sources.places.postcode_files._FEWEST", 3)


@pytest.fixture(scope="module")
def book():
    return load_areas()


@pytest.fixture
def world(book):
    """Two small areas an authority, one school in each, a hub in the first hundred, childcare and a library
    everywhere.
    """
    codes = [a.code for a in book.authorities]
    n, random = len(codes), np.random.default_rng(4)
    at = pd.DataFrame(
        {"easting": random.integers(200_000, 600_000, n), "northing": random.integers(100_000, 500_000, n)}
    )
    small = pd.DataFrame(
        {
            "lsoa21": [f"E{i:08d}" for i in range(2 * n)],
            "new_la_code": np.repeat(codes, 2),
            "easting": np.repeat(at.easting, 2),
            "northing": np.repeat(at.northing, 2) + [0, 1500] * n,
            "pop_0_4_census21_est": 40,
            "pop_5_15_census21_est": 100,
            "idaci25_decile": [1, 9] * n,
            "ruc21": ["Urban", "Rural"] * n,
            "ward24": [f"E05{i // 2:06d}" for i in range(2 * n)],
            "ward24_name": [f"Ward {i // 2}" for i in range(2 * n)],
        }
    )
    schools = pd.DataFrame(
        {
            "urn": [str(100_000 + i) for i in range(n)],
            "new_la_code": codes,
            "establishment_name": [f"School {i}" for i in range(n)],
            "establishment_type": "Community school",
            "establishment_type_group": "Local authority maintained schools",
            "education_phase": "Primary",
            "number_of_pupils": 200.0,
            "percentage_fsm": 20.0,
            "easting": at.easting.astype(float),
            "northing": at.northing.astype(float),
            "lsoa_code": small["lsoa21"][::2].to_numpy(),
        }
    )
    site = at.assign(new_la_code=codes).astype({"easting": float, "northing": float})
    names = [a.name for a in book.authorities]
    return {
        "small_areas": small,
        "schools": schools,
        "hubs": site[:100].assign(Family_Hub="Hub", Local_Authority=names[:100]),
        "childcare": site.assign(
            **{
                "Provider name": "Club",
                "Provider subtype": "Out-of-school day care",
                "Places": 24,
                "Local authority": names,
            }
        ),
        "libraries": site.assign(name="Library", authority=names, type="Static Library", operation_23="LA"),
        "postcodes": pd.DataFrame(
            {"pc": ["AA11AA", "AA11AB", "AA12AA", "B11AA"], "easting": 400_000, "northing": 300_000}
        ),
    }


@pytest.fixture
def build(tmp_path, book):
    def building(world, out="places"):
        for name, path in FILES.items():
            if name not in world:
                continue
            target = tmp_path / "in" / path
            target.parent.mkdir(parents=True, exist_ok=True)
            (world[name].to_csv if path.endswith(".csv") else world[name].to_parquet)(target, index=False)
        prepare_places(tmp_path / "in", book, load_services(), TODAY).write(tmp_path / out)
        return read_places(tmp_path / out, book)

    return building


def ledger(places):
    return {(line["act"], line["what"]): line["count"] for line in places.manifest["ledger"]}


def problems(build, world):
    with pytest.raises(SourceProblems) as raised:
        build(world)
    return [str(p) for p in raised.value.problems]


def test_a_whole_set_is_built_and_read_back(build, world, book):
    places = build(world)
    s = places.small_areas
    assert len(s.code) == 2 * len(book.authorities) and s.children("0-15").sum() == 140 * len(s.code)
    assert (
        s.wards[s.ward[0]][1].startswith("Ward")
        and set(s.decile) == {1, 9}
        and s.rural.sum() == len(book.authorities)
    )
    assert places.schools.row(100_003) == 3 and places.schools.row(5) is None
    assert places.schools.names[3].as_py() == "School 3" and places.schools.decile[3] == 1
    assert places.origins["family_hubs"].listed.sum() == 100 and places.origins["childcare"].complete
    assert places.postcodes.find("AA1 1AB").position == (400_000, 300_000)
    assert places.manifest["built"] == "2026-01-02"


def test_arrays_cannot_be_written_to(build, world):
    places = build(world)
    for array in (places.small_areas.young, places.schools.meals, places.sites.places):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 1


def test_a_release_of_another_day_carries_the_day_its_name_gives(build, world):
    places = build(world)
    assert (
        places.origins["schools"].date == "2030-05-24"
        and places.origins["childcare"].words == "31 August 2021"
    )
    assert (
        places.origins["family_hubs"].date == "" and places.origins["family_hubs"].words == "date not known"
    )


def test_what_has_no_position_is_left_out_said_and_counted_for_its_authority(build, world, book):
    world["libraries"].loc[[2, 5], "easting"] = np.nan
    world["libraries"].loc[2, "new_la_code"] = (
        None  # the source loses code and position together: the name is left
    )
    world["childcare"].loc[7, "easting"] = 10.0
    places = build(world)
    codes = [a.code for a in book.authorities]
    assert places.origins["libraries"].unplaced == {"library": {codes[2]: 1, codes[5]: 1}}
    assert places.origins["childcare"].unplaced == {"out-of-school": {codes[7]: 1}}
    assert ledger(places)[("dropped", "entries of Basic dataset for libraries without a position")] == 2
    assert places.origins["libraries"].complete  # a list whose one entry cannot be placed is still a list


def test_an_authority_that_is_not_in_a_list_has_no_list(build, world, book):
    world["libraries"] = world["libraries"].drop(index=4)
    places = build(world)
    listed = places.origins["libraries"].listed
    assert not listed[4] and listed.sum() == len(book.authorities) - 1


def test_no_places_on_the_register_means_not_known(build, world):
    world["childcare"].loc[0, "Places"] = 0
    places = build(world)
    assert np.isnan(places.sites.places[places.sites.of_kinds(("out-of-school",))]).sum() == 1
    assert ledger(places)[("mended", "settings with 0 places")] == 1


def test_closed_mobile_and_prison_libraries_are_left_out(build, world):
    world["libraries"].loc[[0, 1], "operation_23"] = ["Closed", "closed"]
    world["libraries"].loc[[2, 3, 4], "type"] = ["mobile library", "Prison Library", "static archive"]
    places = build(world)
    assert places.sites.of_kinds(("library",)).sum() == len(world["libraries"]) - 5


def test_old_and_new_codes_of_one_place_are_one(build, world, book):
    barnsley = book.find("Barnsley")
    world["hubs"].loc[0, ["new_la_code"]] = "E08000038"
    places = build(world)
    assert (places.sites.area[places.sites.of_kinds(("family-hub",))] == book.index[barnsley.code]).any()


@pytest.mark.parametrize(
    ("kind", "group", "phase", "expected"),
    [
        ("Community school", "Local authority maintained schools", "Primary", "primary"),
        ("Academy converter", "Academies", "All-through", "all-through"),
        ("Free schools 16 to 19", "Free Schools", "16 plus", "sixteen-plus"),
        ("Other independent school", "Independent schools", "Not applicable", "independent"),
        ("Other independent special school", "Special schools", "Not applicable", "independent"),
        ("Academy special converter", "Academies", "Not applicable", "special"),
        ("Pupil referral unit", "Local authority maintained schools", "Not applicable", "alternative"),
        ("Free schools alternative provision", "Free Schools", "Not applicable", "alternative"),
        ("Online provider", "Online provider", "All-through", "other"),
        ("Higher education institutions", "Universities", "Not applicable", "other"),
    ],
)
def test_a_school_is_the_kind_its_type_says(build, world, kind, group, phase, expected):
    from c4eo_core.store.places import SCHOOL_KINDS

    world["schools"].loc[0, ["establishment_type", "establishment_type_group", "education_phase"]] = [
        kind,
        group,
        phase,
    ]
    assert SCHOOL_KINDS[build(world).schools.kind[0]] == expected


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file_is_named(build, world, name):
    del world[name]
    (found,) = problems(build, world)
    assert "no file like" in found and "What to do" in found


def test_every_broken_file_is_reported_at_once(build, world, tmp_path):
    world["small_areas"] = world["small_areas"].drop(columns="idaci25_decile")
    world["schools"] = world["schools"].rename(columns={"urn": "URN"})
    world["hubs"] = world["hubs"].iloc[:0]
    world["libraries"] = world["libraries"][:20]
    (tmp_path / "in" / "postcodes").mkdir(parents=True)
    del world["postcodes"]
    (tmp_path / "in" / FILES["postcodes"]).write_bytes(b"PAR1 cut off")
    found = " | ".join(problems(build, world))
    for words in (
        "no column idaci25_decile",
        "no column urn",
        "has no rows",
        "covers 20 authorities",
        "cannot be read",
    ):
        assert words in found, found


def test_a_table_cut_off_is_not_built(build, world):
    world["small_areas"] = world["small_areas"][:250]
    assert any("250 small areas" in p and "cut off" in p for p in problems(build, world))


def test_a_failed_build_leaves_the_places_as_they_were(build, world, tmp_path, book):
    build(world)
    before = (tmp_path / "places" / "manifest.json").read_bytes()
    world["schools"] = world["schools"].iloc[:0]
    problems(build, world)
    assert (tmp_path / "places" / "manifest.json").read_bytes() == before
    read_places(tmp_path / "places", book)


def test_damaged_or_missing_places_say_how_to_make_them(build, world, tmp_path, book):
    with pytest.raises(PlacesMissing, match="c4eo build --layers"):
        read_places(tmp_path / "nothing", book)
    build(world)
    (tmp_path / "places" / "sites.parquet").write_bytes(b"PAR1 cut off")
    with pytest.raises(PlacesMissing, match="damaged"):
        read_places(tmp_path / "places", book)


def test_the_same_files_make_the_same_version_and_others_another(build, world):
    first, again = build(world, "a").version, build(world, "b").version
    world["libraries"].loc[0, "name"] = "Another"
    assert first == again != build(world, "c").version


def test_the_manifest_names_every_file_with_its_hash(build, world):
    origins = build(world).manifest["origins"]
    assert len(origins) == 6 and all(
        len(o["sha256"]) == 64 and o["publisher"] and o["licence"] for o in origins
    )
    json.dumps(origins)
