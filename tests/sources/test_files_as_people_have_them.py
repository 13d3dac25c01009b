"""Files as people have them, each read as it should be: by the same reading as the page and the command."""

import datetime as dt
import json
from pathlib import Path

import pytest

from c4eo_core.answers.coverage.distances import prepared_coverage_data
from c4eo_core.answers.local.dry_run import dry_run
from c4eo_core.answers.local.dry_run_shape import NotRead, as_json
from c4eo_core.catalogue.areas import load_areas
from c4eo_core.cli.main import main

CASES = Path(__file__).parent / "cases"
AREAS, TODAY = load_areas(), dt.date(2026, 11, 22)


def read(name, text=None, area="Leeds", as_=None):
    content = (
        (CASES / name).read_bytes() if text is None else text if isinstance(text, bytes) else text.encode()
    )
    return dry_run(content, name, AREAS, AREAS.find(area), prepared_coverage_data(), as_, TODAY)


def points(run, n=0):
    return {p.period: p.value if p.value is not None else p.note for p in run.series[n].points}


def figures(text, **more):
    return points(read("a.csv", text, **more))


YEARS = {
    "title-merged-footnotes.xlsx": {"2018/19": 13.6, "2019/20": "x", "2020/21": 15.0, "2021/22": 28.0, "2022/23": 27.3, "2023/24": 25.9},
    "excel-percent-format.xlsx": {"2019/20": 21.4, "2020/21": 22.1, "2021/22": 23.6, "2022/23": 24.2, "2023/24": 22.9},
    "suppressed-marks.csv": {"2016/17": "c", "2017/18": 7, "2018/19": "c", "2019/20": "c", "2020/21": "c", "2021/22": 6, "2022/23": "c", "2023/24": "c"},
    "odd-years.csv": {"2017/18": 51.2, "2018/19": 52, "2019/20": 53.1, "2020/21": 52.2, "2021/22": 54, "2022/23": 55.5, "2023/24": 56.1, "2024/25": 56.6},
    "title-with-semicolon.csv": {"2019/20": 95.1, "2020/21": 94.8, "2021/22": 92.2, "2022/23": 92.5},
    "cover-sheet.xlsx": {"2021/22": 12, "2022/23": 14},
    "part-year.csv": {"2020/21": 31, "2021/22": 44, "2022/23": 52, "2023/24": 58},
    "missing-words.csv": {"2018/19": 44.1, "2019/20": "x", "2020/21": "x", "2021/22": "x", "2022/23": 45.9, "2023/24": 46.3},
    "utf16-tab.csv": {"2019": 61, "2020": 58, "2021": 55.2, "2022": 47, "2023": 49.8},
    "survey-n-base-ci.csv": {"2018": 81.4, "2020": 79.6, "2022": 77.2, "2024": 78.9},
}  # fmt: skip


@pytest.mark.parametrize("name", YEARS)
def test_every_figure_of_a_file_stands_in_its_year(name):
    assert points(read(f"numbered_{name}")) == YEARS[name]


def test_notes_below_a_table_and_titles_above_it_are_named_and_never_taken_for_data():
    run = read("numbered_title-merged-footnotes.xlsx")
    assert {row for row, _ in run.unused} == {1, 2, 13, 14} and run.table.heading_row == 5
    roles = dict(run.columns)
    assert roles["Pupils: % PA"] == "value" and roles["Pupils: Number PA"] == "count"


def test_months_and_quarters_are_read_as_such():
    months = points(read("numbered_monthly-excel-dates.xlsx"))
    assert len(months) == 30 and months["2022-01"] == 900 and months["2024-06"] == 1103
    quarters = points(read("numbered_quarterly.csv"))
    assert len(quarters) == 12 and quarters["2021/22 Q1"] == 105


def test_part_of_a_year_is_asked_about_and_taken_for_no_year():
    run = read("numbered_part-year.csv")
    assert "2024/25" not in points(run) and any("to Oct" in q for q in run.questions)
    assert any(row == 6 and "to Oct" in why for row, why in run.unused)


@pytest.mark.parametrize(
    "words",
    [
        "(to Oct)",
        "YTD",
        "(Apr-Sep)",
        "forecast",
        "target",
        "(6 months)",
        "to date",
        "Q1-Q2",
        "(estimate based on part year)",
    ],
)
def test_no_words_but_how_settled_it_is_may_stand_behind_a_year(words):
    run = read("a.csv", f"Year,Number of exclusions\n2022/23,52\n2023/24,58\n2024/25 {words},12\n")
    assert points(run) == {"2022/23": 52, "2023/24": 58} and any("2024/25" in q for q in run.questions)


@pytest.mark.parametrize(
    "words", ["(p)", "[r]", "prov", "(rev)", "final", "[note 1]", "*", "outturn", "academic year"]
)
def test_how_settled_a_year_is_may_stand_behind_it(words):
    assert points(read("a.csv", f"Year,Value\n2022/23,52.5\n2023/24 {words},58\n"))["2023/24"] == 58


def test_days_a_spreadsheet_made_of_year_labels_are_asked_about_and_never_shifted():
    run = read("series_year_labels_turned_into_dates_by_excel.xlsx")
    assert list(points(run).items())[:4] == [
        ("2004/05", 14),
        ("2005/06", 15),
        ("2006/07", 16),
        ("2007/08", 17),
    ]
    assert any("spreadsheet" in q for q in run.questions)
    assert points(read("series_dates_1904_system.xlsx")) == {"2021/22": 40.1, "2022/23": 42.5, "2023/24": 45}
    serials = read("numbered_excel-serials.csv")
    assert not serials.series and all("31 March" in why for _, why in serials.unused)


def test_several_dates_in_one_year_are_never_years():
    text = "Date,Value\n31/03/2023,40.5\n30/06/2023,41\n30/09/2023,42\n31/12/2023,43\n"
    assert list(figures(text)) == ["2023-03", "2023-06", "2023-09", "2023-12"]
    assert list(figures("Date,Value\n31/03/2022,40.5\n31/03/2023,41\n")) == ["2021/22", "2022/23"]


def test_another_place_is_never_taken_for_ours():
    run = read("series_LAIT_la_level_download.csv")
    assert [points(run)] == [{"2020/21": 12.1, "2021/22": 22.5, "2022/23": 21.2, "2023/24": 20.0}] and len(
        run.series
    ) == 1
    whose = " ".join(why for _, why in run.unused)
    assert all(name in whose for name in ("England", "Yorkshire and the Humber", "Statistical Neighbours"))
    with pytest.raises(NotRead, match="no row is about Leeds"):
        read("series_council_column_other_council_only.csv")
    only_england = (
        "location,location_code,time_period,pct\nEngland,E92000001,201516,3.1\nEngland,E92000001,201617,3.1\n"
    )
    with pytest.raises(NotRead, match="England"):
        read("a.csv", only_england)


@pytest.mark.parametrize(
    "head", ["Council", "UTLA22CD", "LA and Regions", "location", "", "Where", "Local Authority Name"]
)
def test_a_column_of_places_is_the_area_whatever_it_is_called(head):
    names = (
        ("E08000035", "E92000001", "E08000032")
        if head == "UTLA22CD"
        else ("Leeds City Council", "England", "City of Bradford")
    )
    text = f"{head},Year,Value\n" + "".join(
        f"{n},2022/23,{v}\n" for n, v in zip(names, (40.5, 50, 60), strict=True)
    )
    assert figures(text) == {"2022/23": 40.5}
    wide = f"{head},2021/22,2022/23\n" + "".join(
        f"{n},{v},{v + 1}\n" for n, v in zip(names, (40.5, 50, 60), strict=True)
    )
    assert figures(wide) == {"2021/22": 40.5, "2022/23": 41.5}


def test_numbers_and_headings_that_are_places_are_places_too():
    assert figures("LA no,Year,Value\n383,2022/23,40.5\n380,2022/23,50\n") == {"2022/23": 40.5}
    assert figures("Year,England,Leeds,Bradford\n2022/23,50,40.5,60\n2023/24,51,41.5,61\n") == {
        "2022/23": 40.5,
        "2023/24": 41.5,
    }
    with pytest.raises(NotRead, match="Bradford"):
        read("a.csv", "Year,Bradford\n2022/23,50\n2023/24,51\n")


def test_published_marks_mean_what_the_guidance_says():
    run = read("series_gss_note_r_is_revised.csv")
    assert [(p.value, p.note) for p in run.series[0].points] == [
        (40.1, ""),
        (42.5, "revised"),
        (45.2, "provisional"),
        (46.0, "break in series"),
    ]
    text = "Year,Value\n2019/20,[c]\n2020/21,[x]\n2021/22,[z]\n2022/23,[low]\n2023/24,40.5 [u]\n2024/25,41.2 [r]\n"
    assert figures(text) == {
        "2019/20": "c",
        "2020/21": "x",
        "2021/22": "z",
        "2022/23": "low",
        "2023/24": 40.5,
        "2024/25": 41.2,
    }


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("40.1*", 40.1), ("42.5 [note 1]", 42.5), ("45.9%*", 45.9), ("5 or fewer", "c"), ("1 to 4", "c"), ("1-4", "c"), ("0-5", "c"),
        ("#", "c"), ("<1%", "c"), ("<0.1", "c"), (">95%", "c"), ("nil", 0), ("zero", 0), ("...", "x"), ("n.a.", "x"), ("NP", "x"),
        ("no data", "x"), ("#DIV/0!", "x"), ("N/K", "x"), ("TBC", "x"), ("1\u202f234", 1234), ("46.3% p", 46.3), ("12.5†", 12.5),
    ],
)  # fmt: skip
def test_a_value_is_read_however_it_is_written(cell, value):
    assert figures(f"Year,Rate\n2021/22,40.5\n2022/23,{cell}\n")["2022/23"] == value


def test_decimal_commas_one_odd_byte_and_a_mark_of_the_separator_are_read():
    assert figures("Year;Value\n2021/22;40,5\n2022/23;41,25\n") == {"2021/22": 40.5, "2022/23": 41.25}
    assert figures("sep=;\nYear;Value\n2021/22;40.5\n") == {"2021/22": 40.5}
    odd = "Year,Café share %,Note\n2021/22,40.5,\n".encode() + b"2022/23,41,Ann\x92s count\n"
    assert dict(read("a.csv", odd, as_="series").columns)["Café share %"] == "value"


@pytest.mark.parametrize(
    "label",
    [
        "23/24", "FY23/24", "FY2023-24", "AY 2023/24", "2023\u201124", "2023\u201424", "2023/24*", "2023/24 [note 1]", "2023/24 academic year",
        "2023-24 outturn", "31 March 2024", "31-Mar-24", "31/03/24", "Mar-24", "Year ending March 2024", "2024-03-31 00:00:00",
        "2024-03-31T00:00:00", "Apr 2023 - Mar 2024", "2023 to 2024", "202324", "2023/2024",
    ],
)  # fmt: skip
def test_a_year_is_read_however_councils_write_it(label):
    assert figures(f"Year,Value\n{label},40.1\n") == {"2023/24": 40.1}


def test_spans_and_calendar_years_stay_what_they_are():
    assert figures("Year,Value\nJan 2021-Dec 2021,40.1\n") == {"2021": 40.1}
    assert list(figures("Year,Value\n2018 to 2020,40.1\n"))[0] in ("2018-20", "2017/18 to 2019/20")


def test_two_rows_of_headings_title_rows_and_run_dates_are_seen_through():
    run = read("series_merged_two_row_header.xlsx")
    assert [s.unit for s in run.series] == ["count", "percentage"]
    assert points(run) == {"2021/22": 120, "2022/23": 130} and points(run, 1) == {
        "2021/22": 12.1,
        "2022/23": 13.2,
    }
    assert points(read("series_title_row_with_two_cells.xlsx")) == {"2021/22": 40.1, "2022/23": 42.5}
    text = (
        "Run date,3 November 2026\nProduced by,Performance team\n\nYear,Value\n2021/22,40.1\n2022/23,42.5\n"
    )
    run = read("a.csv", text)
    assert points(run) == {"2021/22": 40.1, "2022/23": 42.5} and {1, 2} <= {row for row, _ in run.unused}


def test_published_downloads_are_recognised_as_what_they_are():
    assert points(read("series_EES_table_tool_download.csv")) == {"2015/16": 3.2, "2016/17": 3.3}
    ages = {
        s.title: {p.period: p.value for p in s.points}
        for s in read("series_EES_tidy_numeric_filter_age.csv").series
    }
    assert ages["neet_percent: age 16 to 17"] == {"2023": 3.1, "2024": 3.4}
    fingertips = (
        "Indicator ID,Indicator Name,Parent Code,Parent Name,Area Code,Area Name,Area Type,Sex,Age,Category Type,Category,Time period,"
        "Value,Lower CI 95.0 limit,Upper CI 95.0 limit,Count,Denominator,Value note,Time period Sortable\n"
        "90284,Injuries,E92000001,England,E92000001,England,UA,Persons,0-14,Deprivation decile,Most deprived,2021/22,99.1,98,100,9000,90000,,20210000\n"
        "90284,Injuries,E92000001,England,E92000001,England,UA,Persons,0-14,,,2021/22,85.1,84,86,8000,94000,,20210000\n"
        "90284,Injuries,E12000003,Yorkshire,E08000035,Leeds,UA,Persons,0-14,,,2021/22,90.5,85,96,1200,13260,,20210000\n"
        "90284,Injuries,E12000003,Yorkshire,E08000035,Leeds,UA,Persons,0-14,,,2022/23,,,,,,Value suppressed for disclosure control,20220000\n"
    )
    run = read("a.csv", fingertips)
    assert [points(run, n) for n in range(len(run.series))] == [{"2021/22": 90.5, "2022/23": "c"}]
    nomis = '"local authorities"\n"ONS Crown Copyright Reserved"\n"date","Jan 2024-Dec 2024"\n\n"local authority","mnemonic","Jan 2022-Dec 2022","Jan 2023-Dec 2023"\n"Leeds","E08000035",5.1,5.3\n"Bradford","E08000032",6.1,6.2\n\n"- sample too small"\n'
    assert points(read("a.csv", nomis)) == {"2022": 5.1, "2023": 5.3}


def test_small_counts_stay_hidden_whatever_the_total_is_called():
    sexes = {
        s.title.rpartition(": ")[2]: [p.value for p in s.points]
        for s in read("numbered_sex-persons.csv").series
    }
    assert sexes["Male"] == [None, None, 12] and sexes["Female"] == [None, None, 60]
    schools = {
        s.title.rpartition(": ")[2]: [p.value for p in s.points]
        for s in read("numbered_schools-wide-counts-total.csv").series
    }
    assert schools["Croft Primary"] == [None, 6, 7, None] and schools["Abbey Primary"] == [None, 14, 9, None]
    assert len(read("numbered_thirty-schools-wide.csv").series) == 30


PLACES = {
    "services_arcgis_hub_export.csv": 2,
    "services_blank_marks_in_coordinates.csv": 5,
    "services_coordinates_with_16_decimals.csv": 2,
    "services_name_and_venue.csv": 2,
    "services_notes_under_an_empty_heading.csv": 2,
    "services_own_words_in_type.csv": 2,
    "services_usual_headings_for_the_name.csv": 1,
    "services_utf8_with_one_windows_byte.csv": 2,
    "numbered_holiday-clubs.csv": 7,
}


@pytest.mark.parametrize("name", PLACES)
def test_every_row_with_a_usable_place_is_kept(name):
    run = read(name)
    assert run.as_ == "services" and len(run.places) == PLACES[name]
    assert all(p.easting > 80_000 and p.northing > 5_000 for p in run.places)


def test_the_command_prints_what_the_page_shows(capsys):
    path = str(CASES / "series_LAIT_la_level_download.csv")
    assert main(["read", path, "--area", "Leeds", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert set(said) == {"as", "table", "columns", "series", "places", "unused", "questions"}
    assert said["table"] == {"sheet": None, "separator": ",", "heading_row": 1}
    assert said["series"][0]["points"][0] == {"period": "2020/21", "value": 12.1, "note": ""}
    assert said == as_json(read("series_LAIT_la_level_download.csv"))
    assert (
        main(["read", path, "--area", "Leeds"]) == 0 and "Statistical Neighbours" in capsys.readouterr().out
    )


@pytest.mark.parametrize("name", ["nowhere.csv", "series_council_column_other_council_only.csv"])
def test_what_cannot_be_read_is_one_sentence_and_exit_2(capsys, name):
    assert main(["read", str(CASES / name), "--area", "Leeds"]) == 2
    told = capsys.readouterr()
    assert told.out == "" and len(told.err.strip().splitlines()) == 1
