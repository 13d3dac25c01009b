"""One small fault a test in the education department's files: each is named in three parts, and nothing is
changed.
"""

import datetime as dt
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from c4eo_core.answers.desk import open_desk
from c4eo_core.answers.rebuild import rebuild
from c4eo_core.catalogue.areas import load_areas
from c4eo_core.model.kinds import Note
from c4eo_core.model.problem import SourceProblems
from c4eo_core.sources.published.lait import clean_figures
from c4eo_core.sources.published.lait_files import read_dictionary

PUBLISHED = Path(__file__).parents[1] / "published"
TODAY = dt.date(2026, 1, 2)


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "release"


@pytest.fixture
def whole(tmp_path):
    """The store with its baselines and their record."""

    def run(folder, out=None):
        return rebuild(folder, [], out or tmp_path / "store", TODAY)

    return run


@pytest.fixture
def build(whole, monkeypatch):
    """The figures alone: a baseline takes as long as all the reading, and says nothing of a fault in a
    source.
    """
    monkeypatch.setattr("c4eo_core.answers.rebuild.write_outlook", lambda figures, folder: None)
    return whole


def faults(build, folder):
    with pytest.raises(SourceProblems) as caught:
        build(folder)
    for problem in caught.value.problems:
        assert problem.where and problem.found and problem.expected and problem.do
    return caught.value.problems


def one_fault(build, folder):
    problems = faults(build, folder)
    assert len(problems) == 1, problems
    return problems[0]


def ledger(figures, act):
    return {line["what"]: line["count"] for line in figures.manifest["ledger"] if line["act"] == act}


def value(figures, key, label, number):
    indicator, area = figures.find(f"lait:{key}"), figures.areas.find(str(number))
    return next((v, note) for p, v, note in figures.cells(indicator, area) if p.published == label)


def test_a_whole_release_builds_and_reads_back_the_same(release, folder, whole, tmp_path):
    built = whole(release.write(folder))
    read = open_desk(tmp_path / "store").figures
    assert [i.id for i in read.indicators] == [i.id for i in built.indicators]
    assert read.indicators == built.indicators
    for name in ("end_years", "published", "values", "notes", "neighbour_index"):
        np.testing.assert_array_equal(getattr(read, name), getattr(built, name))
    np.testing.assert_allclose(read.noise, built.noise)
    assert (read.neighbours, read.neighbour_date, read.manifest) == (
        built.neighbours,
        "2025-05",
        built.manifest,
    )


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("bds_long_0.parquet", "long table"),
        ("lait_data_dictionary.csv", "dictionary"),
        ("sn_may_2025.xlsx", "neighbours"),
    ],
)
def test_a_missing_file_is_named(release, folder, build, name, words):
    release.write(folder)
    (folder / name).unlink()
    problem = one_fault(build, folder)
    assert name in problem.found and words in problem.expected


def test_three_missing_files_are_three_problems(folder, build):
    folder.mkdir()
    assert len(faults(build, folder)) == 3


def test_a_folder_that_is_not_there_is_named(folder, build):
    assert str(folder) in one_fault(build, folder).where


def test_a_renamed_column_is_named_with_the_one_that_looks_like_it(release, folder, build):
    release.figures = release.figures.rename(columns={"Short Desc": "Short Description"})
    problem = one_fault(build, release.write(folder))
    assert "'Short Desc'" in problem.found and "'Short Description'" in problem.found


def test_a_renamed_column_of_the_dictionary_is_named_too(release, folder, build):
    release.dictionary = release.dictionary.rename(columns={"Year_Type": "Year Type"})
    problem = one_fault(build, release.write(folder))
    assert problem.where == "lait_data_dictionary.csv" and "'Year Type'" in problem.found


def test_a_table_cut_off_in_the_middle_is_refused(release, folder, build):
    england = release.figures[release.figures["LA Number"] == 970]
    release.figures = pd.concat(
        [release.figures.iloc[: int(len(release.figures) * 0.6)], england]
    ).drop_duplicates()
    problems = faults(build, release.write(folder))
    assert any("areas where others have 170" in p.found for p in problems)


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9, 0.99])
def test_a_long_table_of_many_indicators_cut_off_anywhere_is_refused(share):
    published = pd.read_parquet(PUBLISHED / "lait_extract.parquet")
    dictionary, _ = read_dictionary(PUBLISHED / "lait_dictionary_extract.csv")
    assert clean_figures(published, dictionary, load_areas(), "whole")[1] == []
    cut = published.iloc[: int(len(published) * share)]
    assert clean_figures(cut, dictionary, load_areas(), "cut")[1] != []


def test_a_dictionary_of_another_release_is_refused(release, folder, build):
    release.dictionary["Measure_short"] = [
        f"Other_{n}" if n < 3 else k for n, k in enumerate(release.dictionary["Measure_short"])
    ]
    assert (
        "50% of its indicators are not in the data dictionary"
        in one_fault(build, release.write(folder)).found
    )


def test_one_indicator_the_dictionary_does_not_know_is_left_out_and_said(release, folder, build):
    release.dictionary = release.dictionary[release.dictionary["Measure_short"] != "Invented_Pooled"]
    figures = build(release.write(folder))
    assert ledger(figures, "dropped")["rows of Invented_Pooled"] == 510
    assert "Invented_Pooled" not in {i.source_key for i in figures.indicators}


def test_a_table_without_england_is_refused(release, folder, build):
    release.figures = release.figures[release.figures["LA Number"] != 970]
    assert "England" in one_fault(build, release.write(folder)).found


def test_an_unknown_area_number_is_left_out_and_said(release, folder, build):
    release.figures.loc[release.cell("PriFSM", "2024", 370), "LA Number"] = 1000.0
    figures = build(release.write(folder))
    assert ledger(figures, "dropped")["rows of area number 1000.0"] == 1
    assert value(figures, "PriFSM", "2024", 370) == (None, Note.NOT_AVAILABLE)


def test_rows_labelled_with_year_nought_are_left_out_and_said(release, folder, build):
    extra = release.figures[release.figures["Years"] == "2023"].assign(Years="0")
    extra = extra[extra["Short Desc"] == "PriFSM"]
    release.figures = pd.concat([release.figures, extra], ignore_index=True)
    figures = build(release.write(folder))
    dropped = [(what, count) for what, count in ledger(figures, "dropped").items() if "labelled '0'" in what]
    assert [count for _, count in dropped] == [170]
    assert [p.published for p in figures.find("lait:PriFSM").periods] == ["2023", "2024", "2025"]


@pytest.mark.parametrize(
    ("symbol", "note"),
    [("-", Note.WITHHELD), ("c", Note.SUPPRESSED), ("z", Note.NOT_APPLICABLE), ("low", Note.LOW)],
)
def test_a_known_symbol_becomes_its_note_and_never_nought(release, folder, build, symbol, note):
    release.figures.loc[release.cell("TotPermEx", "2023/24", 370), "Values"] = symbol
    assert value(build(release.write(folder)), "TotPermEx", "2023/24", 370) == (None, note)


def test_an_unknown_symbol_becomes_a_note_and_is_said(release, folder, build):
    release.figures.loc[release.cell("TotPermEx", "2023/24", 370), "Values"] = "see footnote"
    figures = build(release.write(folder))
    assert value(figures, "TotPermEx", "2023/24", 370) == (None, Note.NOT_AVAILABLE)
    assert ledger(figures, "doubtful")["cells reading 'see footnote'"] == 1


def test_a_cell_has_a_value_or_a_note_and_never_both_or_neither(release, folder, whole):
    release.figures.loc[release.cell("TotPermEx", "2023/24", 370), "Values"] = "c"
    figures = whole(release.write(folder))
    for m, indicator in enumerate(figures.indicators):
        for period in indicator.periods:
            t = figures.column[period.end.year]
            assert (np.isfinite(figures.values[m, :, t]) == (figures.notes[m, :, t] == 0)).all()


def test_a_row_given_twice_counts_once_and_the_last_one_holds(release, folder, build):
    row = release.figures.loc[[release.cell("PriFSM", "2025", 370)]].assign(Values="12.5")
    release.figures = pd.concat([release.figures, row], ignore_index=True)
    figures = build(release.write(folder))
    assert value(figures, "PriFSM", "2025", 370) == (12.5, None)
    assert ledger(figures, "dropped")["repeated rows"] == 1


@pytest.mark.parametrize("name", ["bds_long_0.parquet", "lait_data_dictionary.csv", "sn_may_2025.xlsx"])
def test_an_empty_file_is_one_plain_problem(release, folder, build, name):
    release.write(folder)
    (folder / name).write_bytes(b"")
    problem = one_fault(build, folder)
    assert problem.where == name and "cannot be read" in problem.found


def test_a_table_without_rows_says_so(release, folder, build):
    release.figures = release.figures.iloc[:0]
    assert "no rows" in one_fault(build, release.write(folder)).found


def test_something_that_is_no_parquet_file_is_one_plain_problem(release, folder, build):
    release.write(folder)
    (folder / "bds_long_0.parquet").write_text("<html>Sorry, this page has moved</html>")
    problem = one_fault(build, folder)
    assert problem.where == "bds_long_0.parquet" and "download it again" in problem.do


def test_a_dictionary_saved_by_windows_is_read(release, folder, build):
    release.dictionary.loc[release.dictionary["Measure_short"] == "Invented_Score", "Measure"] = (
        "Spending – £ a child"
    )
    figures = build(release.write(folder, encoding="cp1252"))
    assert figures.find("lait:Invented_Score").title == "Spending – £ a child"


@pytest.mark.parametrize("column", ["No_Quartile", "Next Update", "Hyperlink(s)"])
def test_the_letters_na_mean_nothing_was_said(release, folder, build, column):
    release.dictionary[column] = "NA"
    figures = build(release.write(folder))
    indicator = figures.find("lait:Invented_Score")
    assert indicator.quartiles and indicator.next_update is None and indicator.source_link is None


def test_quartile_bands_ruled_out_at_source_stay_out(release, folder, build):
    release.dictionary.loc[release.dictionary["Measure_short"] == "Invented_Score", "No_Quartile"] = "N"
    assert not build(release.write(folder)).find("lait:Invented_Score").quartiles


def test_an_indicator_the_catalogue_has_never_heard_of_is_taken_in_and_said(release, folder, build):
    figures = build(release.write(folder))
    indicator = figures.find("lait:Invented_Score")
    assert (indicator.curated, indicator.title, indicator.polarity.value) == (
        False,
        "Invented measure Invented_Score",
        "high",
    )
    assert any("lait-invented-score" in what for what in ledger(figures, "doubtful"))
    assert value(figures, "Invented_Score", "2025 (prov)", 370)[0] is not None


def test_two_faults_at_once_are_both_told(release, folder, build):
    release.figures = release.figures.rename(columns={"Values": "Value"})
    release.dictionary = release.dictionary.rename(columns={"Polarity": "Polarities"})
    found = {p.where for p in faults(build, release.write(folder))}
    assert found == {"bds_long_0.parquet", "lait_data_dictionary.csv"}


def test_an_unknown_neighbour_is_told_with_its_row(release, folder, build):
    release.neighbours[370][3] = 999
    problem = one_fault(build, release.write(folder))
    assert "999" in problem.found and "row " in problem.where


def test_neighbours_keep_the_published_order_and_one_spelling_of_closeness(release, folder, build):
    figures = build(release.write(folder))
    barnsley, cumbria = figures.areas.find("370"), figures.areas.find("909")
    listed = figures.neighbours[barnsley.code]
    assert [figures.areas.by_code(n.code).number for n in listed] == release.neighbours[370]
    assert [n.order for n in listed] == list(range(1, 11))
    assert {n.closeness for n in (*listed, *figures.neighbours[cumbria.code])} == {"very close"}


def test_the_newest_list_of_neighbours_is_the_one_used(release, folder, build):
    release.write(folder)
    (folder / "sn_april_2021.xlsx").write_bytes((folder / "sn_may_2025.xlsx").read_bytes())
    assert build(folder).neighbour_date == "2025-05"


def test_after_a_failed_build_the_store_is_what_it_was_to_the_byte(release, folder, whole, tmp_path):
    store = tmp_path / "store"
    whole(release.write(folder), store)
    before = {p.name: p.read_bytes() for p in store.iterdir()}
    release.figures = release.figures[release.figures["LA Number"] != 970]
    release.write(folder)
    with pytest.raises(SourceProblems):
        whole(folder, store)
    assert {p.name: p.read_bytes() for p in store.iterdir()} == before
    assert sorted(p.name for p in tmp_path.iterdir()) == ["release", "store"]


def test_a_build_that_dies_while_writing_leaves_the_store_as_it_was(
    release, folder, whole, tmp_path, monkeypatch
):
    store = tmp_path / "store"
    whole(release.write(folder), store)
    before = {p.name: p.read_bytes() for p in store.iterdir()}

    def dies(figures, scratch):
        (scratch / "catalogue.json").write_text("half a file")
        raise OSError("no space left on device")

    monkeypatch.setattr("c4eo_core.answers.rebuild.write_store", dies)
    with pytest.raises(OSError, match="no space"):
        whole(folder, store)
    assert {p.name: p.read_bytes() for p in store.iterdir()} == before
    assert sorted(p.name for p in tmp_path.iterdir()) == ["release", "store"]


def test_a_build_replaces_the_old_store_whole(release, folder, whole, tmp_path):
    store = tmp_path / "store"
    whole(release.write(folder), store)
    (store / "left_over.txt").write_text("from an older version")
    whole(folder, store)
    whole = [
        "alone.json",
        "backtest.json",
        "baseline.npz",
        "catalogue.json",
        "manifest.json",
        "noise.parquet",
        "observations.parquet",
        "trend.npz",
        "under_way.json",
    ]
    assert sorted(p.name for p in store.iterdir()) == whole


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_a_long_table_in_csv_gives_the_same_store_as_in_parquet(release, folder, whole, tmp_path, encoding):
    from_parquet = whole(release.write(folder))
    from_csv = whole(release.write(tmp_path / "csv", long_table="csv", encoding=encoding), tmp_path / "other")
    assert from_csv.indicators == from_parquet.indicators
    np.testing.assert_array_equal(from_csv.published, from_parquet.published)
    np.testing.assert_array_equal(from_csv.notes, from_parquet.notes)


def test_numbers_stored_as_numbers_are_read_as_well_as_text(release, folder, build):
    text = build(release.write(folder))
    release.figures["Values"] = release.figures["Values"].astype(float)
    release.figures["LA Number"] = release.figures["LA Number"].astype(int)
    np.testing.assert_array_equal(build(release.write(folder)).published, text.published)


def test_the_extra_columns_of_the_full_dictionary_do_no_harm(release, folder, build):
    plain = build(release.write(folder))
    release.dictionary["Measure_code"] = range(len(release.dictionary))
    release.dictionary["Description"] = 'Two lines,\nthe second with "quotes", a comma – and a dash'
    release.dictionary["Methodology"] = "First\r\nsecond\r\n\r\nfourth"
    release.dictionary["Data Owner"] = "NA"
    release.dictionary = release.dictionary[sorted(release.dictionary.columns)]
    assert build(release.write(folder)).indicators == plain.indicators


def test_the_same_files_give_the_same_store(release, folder, whole, tmp_path):
    one, two = whole(release.write(folder)), whole(folder, tmp_path / "again")
    assert one.version == two.version
    for name in ("observations.parquet", "noise.parquet", "catalogue.json", "manifest.json"):
        assert (tmp_path / "store" / name).read_bytes() == (tmp_path / "again" / name).read_bytes()


def test_the_origin_of_each_file_is_kept_with_its_hash(release, folder, build):
    origins = build(release.write(folder)).manifest["origins"]
    assert [o["file"] for o in origins] == [
        "bds_long_0.parquet",
        "lait_data_dictionary.csv",
        "sn_may_2025.xlsx",
    ]
    assert all(len(o["sha256"]) == 64 and o["licence"] for o in origins)


def test_a_long_table_in_two_parts_is_read_whole_or_refused(release, folder, build):
    release.write(folder)
    half = len(release.figures) // 2
    release.figures.iloc[:half].to_parquet(folder / "bds_long_0.parquet", index=False)
    release.figures.iloc[half:].to_parquet(folder / "bds_long_1.parquet", index=False)
    try:
        figures = build(folder)
    except SourceProblems as problems:
        assert "bds_long_1" in str(problems)
    else:
        assert {i.source_key for i in figures.indicators if i.source_key} == set(
            release.dictionary["Measure_short"]
        )


def test_a_year_listed_under_two_labels_is_one_period(release, folder, build):
    f = release.figures
    revised = (
        f[(f["Short Desc"] == "Invented_Score") & (f["Years"] == "2025 (prov)")]
        .iloc[:100]
        .assign(Years="2025 (Rev)", Values="60")
    )
    release.figures = pd.concat([f, revised], ignore_index=True)
    periods = build(release.write(folder)).find("lait:Invented_Score").periods
    assert [p.end.year for p in periods] == [2023, 2024, 2025]


def test_a_list_of_neighbours_for_a_number_we_do_not_know_is_said(release, folder, build):
    release.neighbours[999] = release.neighbours.pop(370)
    try:
        figures = build(release.write(folder))
    except SourceProblems as problems:
        assert "999" in str(problems)
    else:
        assert "999" in str(figures.manifest["ledger"]) or "Barnsley" in str(figures.manifest["ledger"])
