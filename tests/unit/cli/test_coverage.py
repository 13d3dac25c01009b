"""Coverage and siting on a terminal."""

import json

import pytest

from c4eo_core.cli import main


def run(capsys, *words):
    code = main.main(list(words))
    out, err = capsys.readouterr()
    return code, out, err


def as_json(capsys, *words):
    code, out, err = run(capsys, *words, "--json")
    assert code == 0, err
    return json.loads(out)


def test_coverage_of_england_has_the_shape_that_is_promised(capsys):
    found = as_json(capsys, "coverage", "--service", "family-hub", "--distance-km", "2")
    assert {
        "service",
        "date",
        "complete",
        "distance_km",
        "reach",
        "children",
        "areas_with_list",
    } <= found.keys()
    assert (found["service"], found["date"], found["complete"], found["distance_km"]) == (
        "family-hub",
        "2026-02",
        False,
        2.0,
    )
    assert found["reach"].keys() == {"all", "deprived", "other"} and round(found["reach"]["all"]) == 64
    assert found["children"]["all"] > found["children"]["out_of_reach"] > 0 and found["areas_with_list"] == 88


def test_coverage_of_one_authority_and_age_group(capsys):
    found = as_json(capsys, "coverage", "--service", "Libraries", "--area", "383", "--ages", "0-4")
    assert found["area"]["name"] == "Leeds" and found["ages"] == "0-4"
    assert found["distance_km"] == {"urban": 2.0, "rural": 5.0}
    assert found["neighbours"]["of"] == 10 and found["places_out_of_reach"][0]["out_of_reach"] > 0


def test_a_place_without_a_list_is_null_and_not_nought(capsys):
    found = as_json(capsys, "coverage", "--service", "family-hub", "--distance-km", "2", "--area", "Leeds")
    assert (
        found["reach"] == {"all": None, "deprived": None, "other": None}
        and found["children"]["out_of_reach"] is None
    )
    _, out, _ = run(capsys, "coverage", "--service", "family-hub", "--distance-km", "2", "--area", "Leeds")
    assert "no published list" in out


def test_the_words_of_coverage_carry_date_and_caution(capsys):
    code, out, _ = run(capsys, "coverage", "--service", "out-of-school", "--area", "Barnsley")
    assert (
        code == 0 and "31 August 2021" in out and "Census, 21 March 2021" in out and "straight lines" in out
    )


def test_site_names_the_places_the_children_and_the_proof(capsys):
    found = as_json(capsys, "site", "--area", "Barnsley", "--service", "family-hub", "--sites", "2")
    assert len(found["sites"]) == 2 and found["proven"] and found["optimality_gap"] == 0
    assert found["children_newly_reached"] == sum(s["children_newly_reached"] for s in found["sites"]) > 5000
    assert found["reach"]["after"]["all"] > found["reach"]["before"]["all"] and len(found["curve"]) == 10
    _, out, _ = run(capsys, "site", "--area", "Barnsley", "--service", "family-hub", "--sites", "2")
    assert found["sites"][0]["name"] in out and "would reach more children" in out


def test_an_own_list_is_read_and_every_bad_row_refused(capsys, tmp_path):
    good, bad = tmp_path / "good.csv", tmp_path / "bad.csv"
    good.write_text("name,easting,northing\nArmley,426500,433500\n", encoding="utf-8")
    bad.write_text("name,postcode\nArmley,LS1\nSeacroft,nowhere\n", encoding="utf-8")
    base = ("coverage", "--service", "family-hub", "--area", "Leeds", "--distance-km", "2", "--own")
    assert as_json(capsys, *base, str(good))["reach"]["all"] > 0
    code, out, err = run(capsys, *base, str(bad))
    assert code == 2 and not out and "Row 2, postcode" in err and "Row 3, postcode" in err
    code, _, err = run(capsys, *base, str(tmp_path / "none.csv"))
    assert code == 2 and "cannot be read" in err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("coverage", "--service", "libary"), "Did you mean library?"),
        (("coverage", "--service", "library", "--area", "Leds"), "Did you mean"),
        (("coverage", "--service", "library", "--distance-km", "0"), "more than 0"),
        (("coverage", "--service", "library", "--ages", "3-9"), "0-4, 5-15, 0-15"),
        (("coverage", "--service", "youth-centre", "--area", "Leeds"), "add your own list"),
        (("coverage", "--service", "library", "--places", "nowhere"), "c4eo build --layers"),
        (("site", "--area", "Leeds", "--service", "family-hub", "--sites", "2"), "no published list"),
        (("site", "--area", "Leeds", "--service", "library", "--sites", "0"), "Between 1 and 25"),
        (("build",), "--lait DIR"),
        (("build", "--layers", "nowhere"), "no such folder"),
    ],
)
def test_a_refusal_is_one_sentence_and_exit_code_2(capsys, words, said):
    code, out, err = run(capsys, *words)
    assert code == 2 and out == "" and said in err and "Traceback" not in err


def test_when_the_figures_are_refused_the_places_are_not_replaced(capsys, tmp_path, monkeypatch):
    """Both were asked for: nothing of either is written unless both are right."""

    class Written:
        manifest = {}

        def write(self, out):
            raise AssertionError("the places were written")

    monkeypatch.setattr("c4eo_core.cli.coverage.prepare_places", lambda *a: Written())
    code, _, err = run(
        capsys, "build", "--lait", str(tmp_path), "--layers", str(tmp_path), "--out", str(tmp_path / "out")
    )
    assert code == 2 and "nothing was changed" in err and not (tmp_path / "out").exists()


def test_older_years_need_the_figures_they_belong_to(capsys, tmp_path):
    code, _, err = run(capsys, "build", "--layers", str(tmp_path), "--ees", str(tmp_path))
    assert code == 2 and "--lait" in err
