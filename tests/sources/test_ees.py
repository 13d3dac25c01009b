"""Older years out of tidy files: figures, notes and periods come out right, and every fault is named at once."""

from pathlib import Path

import pandas as pd
import pytest
import yaml

from c4eo_core.folders import CATALOGUE
from c4eo_core.sources.published.ees import read_tidy
from c4eo_core.sources.published.series import HISTORY_COLUMNS, read_history

FIXTURES = Path(__file__).parent / "ees"
RATE = {
    "source_key": "Rate",
    "file": "good.zip",
    "filters": {"school_type": "Total"},
    "value": "rate",
    "years": {"from": 2007, "to": 2015},
}


def rule(**changes):
    return {**RATE, **changes}


def history(name, **changes):
    return read_history([FIXTURES / name], [rule(file=name, **changes)])


def cells(table):
    """{(area, period): value, or the note where there is none}."""
    return {(r.area_code, r.period_label): r.note or r.value for r in table.itertuples()}


def faults(name, **changes):
    table, problems = history(name, **changes)
    assert table.empty and list(table.columns) == list(HISTORY_COLUMNS)
    assert all(p.where == name for p in problems)
    return [p.found for p in problems]


@pytest.mark.parametrize("name", ["good.zip", "good.csv"])
def test_values_notes_and_periods_come_out_of_a_zip_and_of_a_plain_file_alike(name):
    table, problems = history(name)
    assert problems == []
    assert list(table.columns) == list(HISTORY_COLUMNS)
    assert set(table["source_key"]) == {"Rate"} and set(table["file"]) == {name}
    assert cells(table) == {
        ("E92000001", "2006/07"): 0.12,
        ("E12000001", "2006/07"): 0.11,
        ("E13000001", "2006/07"): 0.2,
        ("E06000001", "2006/07"): 0.25,
        ("E08000016", "2006/07"): "c",
        ("E08000019", "2006/07"): "x",
        ("875", "2006/07"): "low",
        ("E08000020", "2006/07"): "x",
        ("E06000001", "2007/08"): 0.0,
        ("E08000016", "2007/08"): "z",
        ("E08000019", "2007/08"): "u",
        ("E08000020", "2007/08"): "low",
    }


def test_a_cell_has_a_value_or_a_note_and_never_both():
    table, _ = history("good.zip")
    assert (table["value"].isna() == table["note"].notna()).all()


def test_years_after_those_the_rule_names_are_never_taken():
    table, _ = history("good.zip")
    assert "2015/16" not in set(table["period_label"])


def test_schools_are_left_out():
    table, problems = read_tidy(FIXTURES / "good.zip")
    assert problems == [] and set(table["level"]) == {"national", "regional", "local authority"}


def test_a_rule_may_say_what_a_symbol_means_in_its_file():
    table, _ = history("good.zip", symbols={"x": "c"})
    assert cells(table)["E08000019", "2006/07"] == "c"


def test_a_percentage_is_worked_out_from_its_two_counts():
    table, _ = history("good.zip", value="days", per="days_possible")
    assert cells(table)["E92000001", "2006/07"] == pytest.approx(3.0)


def test_parts_are_added_before_dividing_and_one_hidden_part_hides_the_whole():
    table, problems = history(
        "good.zip", value="days", per="days_possible", filters={"school_type": ["Primary", "Secondary"]}
    )
    assert problems == []
    found = cells(table)
    assert found.pop(("E06000001", "2006/07")) == pytest.approx(100 * (10 + 30) / (400 + 600))
    assert found.pop(("E08000019", "2006/07")) == pytest.approx(
        100 * 4 / 200
    )  # a place without the other part
    assert found == {
        ("E08000016", "2006/07"): "c",
        ("E08000020", "2006/07"): "z",
    }  # hidden; nobody to divide by


def test_calendar_years_keep_their_four_digits():
    table, _ = history("calendar_years.csv")
    assert cells(table) == {("E92000001", "2014"): 88.0, ("E06000001", "2015"): 90.0}


def test_the_layout_of_the_attainment_at_19_tables_is_understood():
    everybody = {"gender": "ALL", "fsm": "ALL", "sen": "ALL"}
    table, problems = history(
        "at_19.csv.gz", value="l2_by19_rate", filters=everybody, years={"from": 2005, "to": 2015}
    )
    assert problems == []
    assert cells(table) == {
        ("E92000001", "2004/05"): 66.8,
        ("E12000007", "2004/05"): 65.9,
        ("E12000003", "2004/05"): 60.1,
        ("E09000002", "2004/05"): 61.5,
    }


def test_a_missing_column_is_named_with_the_one_that_looks_like_it():
    assert faults("missing_column.csv") == [
        "there is no column 'geographic_level'. 'geographical_level' looks like it.",
        "there is no column 'old_la_code'. 'new_la_code' looks like it.",
    ]


def test_a_missing_column_of_figures_is_named():
    assert faults("good.csv", value="rates") == ["there is no column 'rates'. 'rate' looks like it."]


def test_an_unknown_level_is_named_with_its_row():
    assert faults("unknown_level.csv") == [
        "'Galaxy' is not a geographic level we know (1 such; the first is row 3)."
    ]


def test_a_period_that_is_no_whole_year_is_named():
    found = faults("bad_period.csv")
    assert len(found) == 2
    assert "'200609'" in found[0] and "row 3" in found[0]
    assert "'Autumn term'" in found[1] and "row 4" in found[1]


def test_a_code_that_is_none_is_named():
    (found,) = faults("bad_area.csv")
    assert "'E060' is not an area code" in found and "row 3" in found


def test_a_file_about_schools_only_says_so():
    assert faults("no_place.csv") == ["no row is about England, a region or an authority."]


def test_a_file_that_no_rule_names_is_refused_with_the_name_that_looks_like_it():
    table, problems = read_history([FIXTURES / "good.csv"], [RATE])
    assert table.empty
    assert [p.found for p in problems] == [
        "no series is taken from a file of this name. 'good.zip' looks like it."
    ]


def test_a_filter_value_that_is_not_there_is_named_once():
    rules = [rule(source_key=key, filters={"school_type": "Primry"}) for key in ("A", "B")]
    _, problems = read_history([FIXTURES / "good.zip"], rules)
    assert [p.found for p in problems] == ["column school_type never says 'Primry'. 'Primary' looks like it."]


def test_years_that_are_not_there_are_named():
    assert faults("good.csv", years={"from": 1990, "to": 1999}) == [
        "Rate: no rows for the years 1990 to 1999."
    ]


def test_rows_that_come_twice_are_named():
    assert faults("duplicate_rows.csv") == ["Rate: rows come twice (1 in all), such as E06000001 in 2006/07."]


def test_a_symbol_nobody_knows_is_named():
    assert faults("unknown_symbol.csv") == [
        "column rate: '1.5%' is neither a number nor a symbol we know (2 cells)."
    ]


@pytest.mark.parametrize("name", ["empty.csv", "no_rows.csv"])
def test_an_empty_file_says_so(name):
    assert faults(name) == ["the file holds no rows."]


@pytest.mark.parametrize(("name", "words"), [("not_a_zip.zip", ".zip"), ("cut_off.csv.gz", ".gz")])
def test_a_file_that_cannot_be_unpacked_says_so(name, words):
    assert faults(name) == [f"it is called {words} and cannot be unpacked."]


def test_a_zip_with_more_or_fewer_than_one_data_file_says_so():
    assert faults("two_data_files.zip") == ["it holds 2 data files: one.csv, two.csv."]
    assert faults("no_data_file.zip") == ["it holds 0 data files."]


def test_letters_that_are_not_utf8_are_named():
    assert faults("wrong_encoding.csv") == ["its letters are not in UTF-8."]


def test_a_file_cut_off_in_its_last_row_says_so_and_the_rest_is_not_read_as_missing():
    assert faults("stops_short.csv") == ["its last row stops short."]


def test_rows_of_different_length_are_named():
    assert faults("uneven_rows.csv") == ["its rows differ in length."]


def test_a_file_that_is_not_there_says_so():
    assert faults("nowhere.csv") == ["there is no such file."]


def test_the_faults_of_all_files_come_together():
    names = ["unknown_level.csv", "empty.csv", "duplicate_rows.csv", "good.csv"]
    table, problems = read_history([FIXTURES / n for n in names], [rule(file=n) for n in names])
    assert table.empty and [p.where for p in problems] == names[:3]
    assert all(p.found and p.expected and p.do for p in problems)


def test_rules_whose_file_was_not_given_are_passed_over():
    table, problems = read_history([], [RATE])
    assert problems == [] and list(table.columns) == list(HISTORY_COLUMNS) and table.empty


@pytest.fixture(scope="module")
def catalogue():
    return yaml.safe_load((CATALOGUE / "history.yaml").read_text(encoding="utf-8"))


def test_no_older_year_reaches_into_the_main_release(catalogue):
    assert all(r["years"]["from"] <= r["years"]["to"] <= 2015 for r in catalogue["rules"])


def test_every_series_says_whether_it_joins_and_why_not(catalogue):
    for r in catalogue["rules"]:
        assert r["same_definition"] is (r["break_why"] is None), r["source_key"]
        assert r["checked"]


def test_every_series_names_a_file_with_its_origin_and_is_listed_once(catalogue):
    assert pd.Series([r["source_key"] for r in catalogue["rules"]]).is_unique
    further = yaml.safe_load((CATALOGUE / "further.yaml").read_text(encoding="utf-8"))["files"]
    assert set(catalogue["files"]) <= {r["file"] for r in catalogue["rules"]}
    assert {r["file"] for r in catalogue["rules"]} <= {*catalogue["files"], *further}
    for facts in catalogue["files"].values():
        assert set(facts) == {"publisher", "title", "published", "licence", "url"}


def test_rows_are_only_added_up_when_a_denominator_follows(catalogue):
    for r in catalogue["rules"]:
        assert r.get("per") or not any(isinstance(v, list) for v in r.get("filters", {}).values()), r[
            "source_key"
        ]
