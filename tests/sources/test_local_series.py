"""A trust's own series on its way in: read however it is written, small counts hidden, bad rows named,
nothing else of the file kept.
"""

import datetime as dt
import io
from itertools import product

import numpy as np
import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from c4eo_core.answers.local.brought import Form
from c4eo_core.answers.local.preview import brought_in, preview
from c4eo_core.answers.local.usual_form import usual_form
from c4eo_core.answers.local.words import curve_of_body, mask_words
from c4eo_core.catalogue.areas import load_areas
from c4eo_core.model.kinds import YearType
from c4eo_core.model.period import PeriodError, parse_period
from c4eo_core.records.errors import NotValid
from c4eo_core.records.local_kinds import LocalSeries
from c4eo_core.reports.html.local_data import problems_html
from c4eo_core.reports.tables.local_data import TEMPLATE, template_csv, template_xlsx
from c4eo_core.sources.uploads.cells import read_period, read_value
from c4eo_core.sources.uploads.layout import recognised
from c4eo_core.sources.uploads.small_numbers import Sum, hide
from c4eo_core.sources.uploads.table import read_table

AREAS, TODAY, NAN = load_areas(), dt.date(2026, 11, 22), float("nan")
LEEDS, HUMBER, ENGLAND = "E08000035", "E12000003", "E92000001"
SAID = {
    "title": "Seen in time",
    "source": "Case system",
    "unit": "percentage",
    "polarity": "high",
    "year_type": "academic",
}


def bring(text, name="ours.csv", area=LEEDS, **said):
    """(what the file is, what would be saved)."""
    brought = brought_in(text.encode() if isinstance(text, str) else text, name)
    usual = usual_form(brought) if brought.usable else {}
    known = {k: v for k, v in usual.items() if k in ("roles", "columns", "decimals")}
    form = Form(**{**known, "published": brought.official is not None, **SAID, **said})
    return brought, preview(brought, form, AREAS, AREAS.by_code(area), "Ann", TODAY)


def figures(seen, n=0, area=LEEDS):
    return {
        label: value if value is not None else note
        for code, label, value, note in seen.series[n].body.figures
        if code == area
    }


# Reading


def test_a_plain_file_is_understood_at_once():
    brought, seen = bring("Year,Value,Count,Out of\n2022/23,20.1,30,149\n2023/24,25,50,200\n")
    assert brought.layout.roles == ("period", "value", "count", "of")
    assert figures(seen) == {"2022/23": 20.1, "2023/24": 25.0} and seen.ready and not seen.problems
    body = seen.series[0].body
    assert (body.title, body.area, body.threshold, body.official, body.assured) == (
        "Seen in time",
        LEEDS,
        5,
        False,
        "counts",
    )
    assert (body.file, body.came_on, body.came_from, len(body.sha256)) == (
        "ours.csv",
        "2026-11-22",
        "Ann",
        64,
    )


@pytest.mark.parametrize(
    ("head", "roles"),
    [
        ("time_period,percentage,numerator,denominator", ("period", "value", "count", "of")),
        (
            "Academic year,% persistently absent,Number of pupils,Total pupils",
            ("period", "value", "count", "of"),
        ),
        ("year,rate,n,pop", ("period", "value", "count", "of")),
        ("new_la_code,Period,Percent,n", ("area", "period", "value", "count")),
        ("Year,Number", ("period", "value")),
        ("Indicator,Year,Value,Flag", ("measure", "period", "value", "note")),
        ("Breakdown,Financial Year,Figure,Comment", ("group", "period", "value", "note")),
        ("la_name,new_la_code,year,value", ("unused", "area", "period", "value")),
        ("Year,Children seen in time", ("period", "value")),
    ],
)
def test_columns_are_recognised_by_their_usual_headings(head, roles):
    cells = {
        "area": "E08000035",
        "period": "2023/24",
        "unused": "Leeds",
        "measure": "Seen",
        "group": "Girls",
        "note": "",
    }
    rows = "\n".join(",".join(cells.get(r, "12") for r in roles) for _ in range(3))
    table, _ = read_table(f"{head}\n{rows}\n".encode(), "a.csv")
    assert recognised(table).roles == roles


def test_the_meaning_of_a_column_can_be_changed():
    text = "Year,First,Second\n2022/23,20,1\n2023/24,25,2\n"
    _, seen = bring(text, roles=("period", "unused", "value"), agreed=True)
    assert figures(seen) == {"2022/23": 1.0, "2023/24": 2.0}
    _, both = bring(text, agreed=True)
    assert [s.title for s in both.series] == ["Seen in time: First", "Seen in time: Second"] and both.ready
    _, one = bring(text, agreed=True, picked=(("Second", ""),))
    assert [s.title for s in one.series] == ["Seen in time: Second"] and one.ready


def test_columns_that_cannot_mean_that_are_named():
    _, seen = bring("Year,Value\n2022/23,20\n", roles=("period", "period"))
    told = str(seen.problems)
    assert (
        not seen.ready
        and "2 columns are taken for 'Year'" in told
        and "no column is taken for the value" in told
    )
    _, seen = bring("Name,Thing\na,b\nc,d\n")
    assert "no column is taken for the year" in str(seen.problems) and not seen.series


def test_years_as_columns_are_read_and_every_row_is_a_series():
    brought, seen = bring(
        "Measure,2021/22,2022/23,2023/24\nSeen in time,81%,82%,<5\nReviewed,10,2,x\n", agreed=True
    )
    assert brought.layout.wide and [s.key for s in seen.series] == [("Seen in time", ""), ("Reviewed", "")]
    assert figures(seen) == {"2021/22": 81.0, "2022/23": 82.0, "2023/24": "c"}
    assert figures(seen, 1) == {"2021/22": 10, "2022/23": 2, "2023/24": "x"}


def test_a_title_above_the_headings_is_passed_over():
    _, seen = bring("Our figures,,\n,,\nYear,Value,\n2022/23,20,\n2023/24,21,\n", agreed=True)
    assert list(figures(seen)) == ["2022/23", "2023/24"]


@pytest.mark.parametrize(
    ("text", "kind", "begins", "shown"),
    [
        ("2024", "academic", False, "2023/24"),
        ("2024", "academic", True, "2024/25"),
        ("2023/24", "academic", True, "2023/24"),
        ("202324", "academic", False, "2023/24"),
        ("2023-2024", "financial", False, "2023-24"),
        ("AY 2023/24", "academic", False, "2023/24"),
        ("Financial year 2023-24", "financial", False, "2023-24"),
        ("2018-20", "calendar", False, "2018-20"),
        ("March 2024", "annual", False, "March 2024"),
        ("Jan 2024", "january", False, "January 2024"),
        ("2024-08-31", "academic", False, "2023/24"),
        ("01/09/2024", "academic", False, "2024/25"),
        ("31/03/2024", "financial", False, "2023-24"),
        ("1.4.2024", "financial", False, "2024-25"),
        ("2024-12-31", "calendar", False, "2024"),
        ("2023/24 (prov)", "academic", False, "2023/24"),
    ],
)
def test_a_year_is_read_however_it_is_written(text, kind, begins, shown):
    label, period = read_period(text, YearType(kind), begins)
    assert period.label == shown and parse_period(label, YearType(kind)) == period


@pytest.mark.parametrize(
    "text", ["", "Autumn 2024", "2024 Q1", "202326", "31/02/2024", "soon", "24", "2024-13-01", "June 2024"]
)
def test_what_is_no_year_is_refused(text):
    with pytest.raises(PeriodError):
        read_period(text, YearType.ACADEMIC)


@pytest.mark.parametrize(
    ("text", "value", "note"),
    [
        ("24.5", 24.5, None),
        ("24.5%", 24.5, None),
        ("1,234", 1234, None),
        ("£1,234.50", 1234.5, None),
        ("−3.2", -3.2, None),
        ("61.2 [p]", 61.2, None),
        ("0", 0, None),
        ("c", None, "c"),
        ("*", None, "c"),
        ("<5", None, "c"),
        ("fewer than 10", None, "c"),
        ("[c]", None, "c"),
        ("Suppressed", None, "c"),
        ("z", None, "z"),
        ("..", None, "x"),
        (":", None, "x"),
        ("", None, "x"),
        ("~", None, "low"),
        ("low", None, "low"),
        ("u", None, "u"),
        ("-", None, "w"),
        ("N/A", None, "z"),
        ("nan", None, "x"),
    ],
)
def test_a_cell_is_a_figure_or_the_reason_for_none_and_never_nought(text, value, note):
    found = read_value(text)
    assert found[0] == value and (found[1].value if found[1] else None) == note


@pytest.mark.parametrize(
    "text", ["abc", "1e999", "inf", "12 of 30", "9" * 60, "0x1F", "1_000", "=1+1", "12,34"]
)
def test_what_is_neither_is_refused_without_guessing(text):
    with pytest.raises(ValueError):
        read_value(text)


def test_parts_of_one_are_never_taken_for_percentages_unasked():
    text = "Year,Value\n2022/23,0.253\n2023/24,0.4\n"
    _, seen = bring(text, agreed=True)
    assert seen.shares_asked and not seen.ready and "parts of one" in " ".join(seen.missing)
    assert figures(bring(text, agreed=True, shares=True)[1]) == {"2022/23": 25.3, "2023/24": 40.0}
    assert figures(bring(text, agreed=True, shares=False, decimals=2)[1]) == {"2022/23": 0.25, "2023/24": 0.4}


def test_a_percentage_of_a_spreadsheet_is_the_one_that_was_seen_there():
    held = io.BytesIO()
    book = xlsxwriter.Workbook(held, {"in_memory": True})
    sheet, share, day = (
        book.add_worksheet(),
        book.add_format({"num_format": "0.0%"}),
        book.add_format({"num_format": "dd/mm/yyyy"}),
    )
    sheet.write_row(0, 0, ["Date", "Value", "Worked out"])
    for i, (when, value) in enumerate(((dt.date(2023, 8, 31), 0.253), (dt.date(2024, 8, 31), 0.4)), start=1):
        sheet.write_datetime(i, 0, dt.datetime.combine(when, dt.time()), day)
        sheet.write_number(i, 1, value, share)
        sheet.write_formula(i, 2, "=1+1", None, 7)
    book.close()
    brought, seen = bring(held.getvalue(), "ours.xlsx", agreed=True)
    assert not seen.shares_asked and figures(seen) == {"2023": 25.3, "2024": 40.0}
    assert [r[2] for _, r in brought.layout.table.rows] == [
        "7",
        "7",
    ], "what came of a formula is read, the formula is not"


def test_hidden_sheets_are_passed_over_and_a_formula_nobody_worked_out_is_refused():
    book = openpyxl.Workbook()
    book.active.sheet_state = "hidden"
    sheet = book.create_sheet("Figures")
    for row in (["Year", "Value"], ["2022/23", "=1+1"], ["2023/24", 24]):
        sheet.append(row)
    held = io.BytesIO()
    book.save(held)
    _, seen = bring(held.getvalue(), "ours.xlsx", agreed=True, without_bad=True)
    assert figures(seen) == {"2023/24": 24.0} and "'=1+1' is neither a number" in str(seen.problems[0])


def test_sheets_that_are_not_read_are_named_and_their_names_are_only_text():
    book = openpyxl.Workbook()
    for row in (["Year", "Value"], ["2022/23", 23], ["2023/24", 24]):
        book.active.append(row)
    for name in ("Girls", "<b>Boys</b>".replace("/", " "), "About"):
        book.create_sheet(name)
    held = io.BytesIO()
    book.save(held)
    _, seen = bring(held.getvalue(), "ours.xlsx", agreed=True)
    [remark] = seen.remarks
    assert figures(seen) and "2 other sheets: 'Girls', '<b>Boys< b>'. Only the first sheet is read." in str(
        remark
    )
    assert "<b>" not in problems_html(seen.remarks, "To look at")
    empty = openpyxl.Workbook()
    empty.create_sheet("Figures")
    held = io.BytesIO()
    empty.save(held)
    brought, _ = bring(held.getvalue(), "ours.xlsx")
    assert [p.found for p in brought.problems] == [
        "the file is empty.",
        "it has another sheet: 'Figures'. Only the first sheet is read.",
    ]


@pytest.mark.parametrize(("make", "name"), [(template_csv, "t.csv"), (template_xlsx, "t.xlsx")])
def test_the_template_is_read_back_by_the_reader(make, name):
    brought, seen = bring(make(TODAY), name)
    assert brought.layout.table.headings == TEMPLATE and not seen.problems and not seen.remarks
    assert brought.layout.roles == ("period", "value", "count", "of", "group", "area", "note")
    assert list(figures(seen)) == ["2020/21", "2021/22", "2022/23", "2023/24", "2024/25", "2025/26"]
    assert set(figures(seen).values()) == {"x"}


# What is wrong


def test_every_bad_row_is_named_in_words_all_at_once_and_the_good_ones_wait_for_a_decision():
    text = (
        "Year,Value,Count,Out"
        " of,Area\n2019/20,50,60,120,\n,50,60,120,\n2021/22,abc,-3,1.5,Ledes\n2022/23,140,,,\n2031/32,5,,,\n1890,5,,,\n2023/24,50,10,100,\n2024/25,20,130,120,\nTerm"
        " 1,5,,,\n"
    )
    _, seen = bring(text, agreed=True)
    told = {p.where: p for p in seen.problems}
    assert set(told) == {
        "Row 3, year",
        "Row 4, value",
        "Row 4, count (how many)",
        "Row 4, out of how many",
        "Row 4, area",
        "Row 5, value",
        "Row 6, year",
        "Row 7, year",
        "Row 8, value",
        "Row 9, count",
        "Row 10, year",
    }
    assert (
        all(p.found and p.expected and p.do for p in seen.problems)
        and "Did you mean Leeds?" in told["Row 4, area"].do
    )
    assert (
        "does not follow from 10 of 100" in told["Row 8, value"].found and "target" in told["Row 6, year"].do
    )
    assert seen.bad_rows == 8 and not seen.ready
    assert bring(text, agreed=True, without_bad=True)[1].ready and figures(seen) == {"2019/20": 50.0}


def test_a_year_that_comes_twice_is_kept_once_when_it_says_the_same_and_not_at_all_when_it_does_not():
    _, seen = bring("Year,Value\n2023,20\n2022/23,20\n2024,21\n2023/24,22\n2025,23\n", agreed=True)
    assert figures(seen) == {"2023": 20.0, "2025": 23.0} and [p.where for p in seen.problems] == [
        "Row 4",
        "Row 5",
    ]


def test_nothing_can_be_saved_before_title_unit_polarity_year_and_source_are_said():
    for name in SAID:
        _, seen = bring("Year,Value\n2023,20\n", agreed=True, **{name: ""})
        assert not seen.ready and len(seen.missing) == 1, name
    _, seen = bring("Year,Value\n2023,20\n", agreed=True, unit="rate")
    assert seen.missing == ("Say per how many the rate is.",)


def test_a_file_about_somebody_else_is_not_taken_for_ours():
    _, seen = bring("Year,Value,LA\n2023,20,E08000032\n", agreed=True)
    assert not seen.series and "no row is about Leeds" in str(seen.problems)


def test_comparators_come_along_by_code_number_or_name():
    _, seen = bring(
        "Year,Value,Area\n2023,20,\n2023,30,E08000032\n2023,40,383\n2023,50,England\n", agreed=True
    )
    assert [p.where for p in seen.problems] == [
        "Row 2",
        "Row 4",
    ], "Leeds, once without a name and once by its number, says two things"
    _, seen = bring(
        "Year,Value,Area\n2023,20,\n2023,30,Bradford\n2023,50,England\n2023,45,E12000003\n", agreed=True
    )
    assert {f[0] for f in seen.series[0].body.figures} == {
        LEEDS,
        "E08000032",
        ENGLAND,
        HUMBER,
    } and seen.series[0].curve.others == 3


def test_a_bare_year_can_be_the_one_in_which_the_year_begins():
    _, seen = bring("Year,Value\n2023,20\n2024,30\n", agreed=True, begins=True)
    assert seen.bare_years and seen.series[0].curve.rows[0][:2] == ("2023/24", "2023/24")
    assert not bring("Year,Value\n2023,20\n2024,30\n", agreed=True, year_type="calendar")[1].bare_years


# Hiding


@pytest.mark.parametrize(
    ("count", "of", "hides"),
    [
        (0, 50, False),
        (1, 50, True),
        (4, 50, True),
        (5, 50, False),
        (46, 50, True),
        (45, 50, False),
        (50, 50, False),
        (3, 4, True),
        (0, 4, True),
        (0, 0, False),
    ],
)
def test_a_share_is_hidden_when_few_are_counted_left_over_or_there_at_all(count, of, hides):
    _, seen = bring(f"Year,Count,Out of\n2022/23,20,40\n2023/24,{count},{of}\n")
    expected = "c" if hides else "z" if of == 0 else round(100 * count / of, 1)
    assert figures(seen)["2023/24"] == expected


def test_a_share_given_with_only_what_it_is_out_of_is_looked_at_too():
    _, seen = bring("Year,Value,Out of\n2022/23,50,40\n2023/24,7.5,40\n")
    assert figures(seen) == {"2022/23": 50.0, "2023/24": "c"} and not seen.unchecked and seen.ready
    _, seen = bring("Year,Value,Count\n2022/23,50,40\n2023/24,95,60\n")
    assert figures(seen) == {"2022/23": 50.0, "2023/24": "c"}, "three of 63 are left over"


def test_counts_under_the_threshold_are_hidden_and_it_can_only_be_raised():
    text = "Year,Number\n2021/22,0\n2022/23,4\n2023/24,7\n2024/25,12\n"
    assert figures(bring(text, unit="count")[1]) == {
        "2021/22": 0,
        "2022/23": "c",
        "2023/24": 7,
        "2024/25": 12,
    }
    assert figures(bring(text, unit="count", threshold=10)[1]) == {
        "2021/22": 0,
        "2022/23": "c",
        "2023/24": "c",
        "2024/25": 12,
    }
    with pytest.raises(ValueError):
        bring(text, unit="count", threshold=4)


def test_marks_are_reasons_and_nothing_beside_them_is_kept():
    rows = "2021/22,20,20,100,\n2022/23,3.1,31,1000,c\n2023/24,,c,100,\n2024/25,40,40,100,suppressed\n"
    _, seen = bring(f"Year,Value,Count,Out of,Note\n{rows}")
    assert figures(seen) == {"2021/22": 20.0, "2022/23": "c", "2023/24": "c", "2024/25": "c"}
    assert "3.1" not in str(seen.series[0].body) and "31" not in str(seen.series[0].body.figures)


def test_shares_without_counts_need_somebodys_word_in_words():
    text = "Year,Value\n2022/23,20\n2023/24,21\n"
    _, seen = bring(text)
    assert seen.unchecked and not seen.ready and "small count" in " ".join(seen.missing)
    _, seen = bring(text, agreed=True)
    assert seen.ready and seen.series[0].body.assured == "own word"
    assert not bring("Year,Number\n2023/24,21\n", unit="count")[1].unchecked


def test_a_total_gives_no_hidden_group_away():
    text = "Year,Group,Number\n2023/24,Girls,3\n2023/24,Boys,20\n2023/24,Others,40\n2023/24,Total,63\n"
    _, seen = bring(text, unit="count")
    shown = {s.key[1]: figures(seen, n)["2023/24"] for n, s in enumerate(seen.series)}
    assert shown == {"": 63, "Girls": "c", "Boys": "c", "Others": 40} and (
        seen.masked.small,
        seen.masked.to_protect,
    ) == (1, 1)
    _, one = bring(text, unit="count", picked=(("", "Girls"), ("", "Boys")))
    assert [figures(one, n)["2023/24"] for n in (0, 1)] == [
        "c",
        "c",
    ], "hidden by what stands in the file, whatever of it is saved"


def test_two_ways_to_divide_one_total_are_told_apart():
    rows = [("Girls", 30), ("Boys", 33), ("On meals", 3), ("Not on meals", 60), ("Total", 63)]
    _, seen = bring("Year,Group,Number\n" + "".join(f"2023/24,{g},{n}\n" for g, n in rows), unit="count")
    shown = {s.key[1]: figures(seen, n)["2023/24"] for n, s in enumerate(seen.series)}
    assert shown == {"": 63, "Girls": 30, "Boys": 33, "On meals": "c", "Not on meals": "c"}


def test_what_is_left_of_a_total_beside_its_groups_is_not_few():
    _, seen = bring("Year,Group,Number\n2023/24,Girls,30\n2023/24,Boys,30\n2023/24,Total,62\n", unit="count")
    assert "c" in [figures(seen, n)["2023/24"] for n in range(3)], (
        "two children of neither group would be seen"
    )


def test_regions_and_years_counted_together_give_nothing_away_either():
    places = "Year,Area,Number\n2023/24,Leeds,3\n2023/24,Bradford,20\n2023/24,York,30\n2023/24,E12000003,53\n"
    _, seen = bring(places, unit="count")
    assert {f[0]: f[2] for f in seen.series[0].body.figures} == {
        LEEDS: None,
        "E08000032": None,
        "E06000014": 30,
        HUMBER: 53,
    }
    _, seen = bring("Year,Number\n2018,20\n2019,3\n2020,30\n2018-20,53\n", unit="count", year_type="calendar")
    assert figures(seen) == {"2018": "c", "2019": "c", "2020": 30, "2018-20": 53}


def test_no_digit_tells_how_many_a_share_is_out_of():
    _, seen = bring("Year,Value,Out of\n2023/24,33.333333333,\n", agreed=True, decimals=1)
    assert figures(seen) == {"2023/24": 33.3}


def _guesses(counts, shown, sums, threshold):
    """Every table of whole numbers that agrees with what is shown."""
    hidden = [i for i in range(len(counts)) if not shown[i]]
    for filled in product(range(31), repeat=len(hidden)):
        table = list(counts)
        for i, n in zip(hidden, filled, strict=True):
            table[i] = n
        if all(abs(table[s.total] - sum(table[p] for p in s.parts)) < 1e-9 for s in sums):
            yield [table[i] for i in hidden]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 12), min_size=2, max_size=4))
def test_whatever_is_shown_no_hidden_count_can_be_worked_out(parts):
    """By trying every table that agrees with what is shown."""
    counts, sums = [*parts, sum(parts)], [Sum(len(parts), tuple(range(len(parts))))]
    found = hide(counts, [NAN] * len(counts), [False] * len(counts), sums).all
    if found.sum() > 3:
        return
    tables = list(_guesses(counts, ~found, sums, 5))
    for k, i in enumerate(np.flatnonzero(found)):
        assert len({t[k] for t in tables}) > 1, (counts, found, i)


def test_a_table_with_sums_both_ways_is_hidden_until_nothing_follows():
    table = [3, 20, 23, 30, 40, 70, 33, 60, 93]
    sums = [Sum(2, (0, 1)), Sum(5, (3, 4)), Sum(8, (6, 7)), Sum(6, (0, 3)), Sum(7, (1, 4)), Sum(8, (2, 5))]
    found = hide(table, [NAN] * 9, [False] * 9, sums).all
    assert found.tolist() == [True, True, False, True, True, False, False, False, False]


def test_a_record_cannot_hold_a_small_count():
    with pytest.raises(NotValid):
        LocalSeries(area=LEEDS, title="t", unit="count", source="s", figures=((LEEDS, "2024", 3, ""),))
    with pytest.raises(NotValid):
        LocalSeries(
            area=LEEDS, title="t", unit="count", source="s", threshold=10, figures=((LEEDS, "2024", 7, ""),)
        )
    with pytest.raises(NotValid):
        LocalSeries(area=LEEDS, title="t", source="s", figures=((LEEDS, "2024", 7, "c"),))


def test_it_is_said_in_words_what_was_hidden_and_why():
    assert (
        mask_words(1, 2, 0, 5) == "1 figure hidden because 1 to 4 children would be counted or left over; "
        "2 figures hidden because a total would have given another one away. None of them is kept."
    )
    assert mask_words(0, 0, 0, 10) == "Nothing had to be hidden (counts under 10)."
    body = LocalSeries(
        area=LEEDS, title="t", source="s", year_type="academic", figures=((LEEDS, "2023/24", None, "c"),)
    )
    assert curve_of_body(body).words == "None of the 1 years has a figure that can be shown."


# Published files

TIDY = (
    "time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,old_la_code,new_la_code,la_name,sex,"
    "sess_overall_percent,enrolments\n"
)


def tidy(*rows):
    out = TIDY
    for year, level, code, sex, value, n in rows:
        place = {
            "National": f"{code},England,,,,,",
            "Regional": f"E92000001,England,{code},Yorkshire,,,",
            "Local authority": f"E92000001,England,E12000003,Yorkshire,383,{code},Leeds",
        }[level]
        out += f"{year},Academic year,{level},{place},{sex},{value},{n}\n"
    return out


LA = "Local authority"
ROWS = [
    (y, level, code, sex, value, n)
    for y, add in ((202223, 0), (202324, 1))
    for level, code, base in (
        ("National", ENGLAND, 7),
        ("Regional", HUMBER, 8),
        (LA, LEEDS, 9),
        (LA, "E08000032", 6),
    )
    for sex, value, n in (("Total", base + add, 5000), ("Girls", "c" if add else base - 1, 3))
]


def test_a_published_tidy_file_is_recognised_and_its_places_taken():
    brought, seen = bring(
        tidy(*ROWS), "absence.csv", filters=(("sex", "Total"),), columns=("sess_overall_percent",)
    )
    assert (
        brought.official.figures == ("sess_overall_percent", "enrolments")
        and brought.official.filters["sex"][0] == "Total"
    )
    assert seen.ready and seen.series[0].body.official and seen.series[0].body.assured == "published"
    assert {f[0] for f in seen.series[0].body.figures} == {LEEDS, HUMBER, ENGLAND} and figures(seen) == {
        "2022/23": 9.0,
        "2023/24": 10.0,
    }
    _, everyone = bring(
        tidy(*ROWS),
        "absence.csv",
        filters=(("sex", "Total"),),
        columns=("sess_overall_percent",),
        others="all",
    )
    assert "E08000032" in {f[0] for f in everyone.series[0].body.figures}
    _, alone = bring(
        tidy(*ROWS),
        "absence.csv",
        filters=(("sex", "Girls"),),
        columns=("sess_overall_percent",),
        others="none",
    )
    assert figures(alone) == {"2022/23": 8.0, "2023/24": "c"} and {
        f[0] for f in alone.series[0].body.figures
    } == {LEEDS}


def test_counts_of_a_published_file_are_hidden_all_the_same():
    _, seen = bring(tidy(*ROWS), "a.csv", filters=(("sex", "Girls"),), columns=("enrolments",), unit="count")
    assert set(figures(seen).values()) == {"c"}


def test_figures_of_ones_own_in_that_layout_are_not_called_published():
    _, seen = bring(
        tidy(*ROWS), "a.csv", filters=(("sex", "Total"),), columns=("sess_overall_percent",), published=False
    )
    assert seen.unchecked and not seen.ready and not seen.series[0].body.official


def test_a_filter_that_is_still_open_and_years_that_are_none_are_said():
    _, seen = bring(tidy(*ROWS), "a.csv", columns=("sess_overall_percent",))
    assert not seen.series and "more than once" in str(seen.problems)
    _, seen = bring(
        tidy(("202223", "Local authority", LEEDS, "Total", 5, 5)).replace("Academic year", "Autumn term"),
        "a.csv",
        columns=("sess_overall_percent",),
    )
    assert "not a whole year" in str(seen.problems)
    _, seen = bring(
        tidy(*ROWS).replace(",9,", ",nine,"),
        "a.csv",
        filters=(("sex", "Total"),),
        columns=("sess_overall_percent",),
    )
    assert "sess_overall_percent: 'nine'" in str(seen.problems)


def test_filters_that_never_come_together_are_not_offered():
    text = TIDY.replace(",sex,", ",kind,word,")
    rows = (("sex", "Girls"), ("sex", "Boys"), ("need", "Plan"))
    text += "".join(
        f"202324,Academic year,Local authority,E92000001,E,E12000003,Y,383,{LEEDS},Leeds,{k},{w},5,50\n"
        for k, w in rows
    )
    official = brought_in(text.encode(), "a.csv").official
    assert set(official.words_for("word", {"kind": "sex"})) == {"Girls", "Boys"}
    assert official.words_for("word", {"kind": "need"}) == ("Plan",)
