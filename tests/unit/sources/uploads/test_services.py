"""A trust's own list: good rows are taken, every bad one is reported in words, nothing in it is trusted."""

import io
import zipfile

import openpyxl
import pytest

from c4eo_core.answers.coverage.distances import prepared_ground
from c4eo_core.answers.coverage.own_list import own_list_of
from c4eo_core.sources.uploads import table
from c4eo_core.sources.uploads import workbook as uploads_workbook

HEAD = (
    "name,type,postcode,easting,northing,latitude,longitude,school_number,places,opening,ages_from,ages_to\n"
)


@pytest.fixture(scope="module")
def ground():
    return prepared_ground()


@pytest.fixture(scope="module")
def read(ground):
    def reader(content, filename="list.csv", area="Leeds", usual_type=None):
        content = content.encode() if isinstance(content, str) else content
        return own_list_of(ground, ground.areas.find(area), content, filename, usual_type)

    return reader


def row(name="Sunny Club", type="out-of-school", **cells):
    names = HEAD.strip().split(",")
    given = {"name": name, "type": type, **cells}
    return ",".join(str(given.get(n, "")) for n in names) + "\n"


def words(found):
    return " | ".join(map(str, found.problems))


def test_a_row_is_placed_by_whatever_it_gives(read):
    found = read(
        HEAD
        + row("By postcode", postcode="AL10 0AA")
        + row("By grid", easting='"430,000"', northing=433000)
        + row("By coordinates", latitude=53.8, longitude=-1.55)
        + row("By school", school_number=100000)
    )
    assert not found.problems and found.rows == 4
    assert [s.placed_by for s in found.services] == [
        "postcode",
        "grid reference",
        "coordinates",
        "school number",
    ]
    assert [(s.easting, s.northing) for s in found.services][0] == (522503, 208775)
    assert (found.services[1].easting, found.services[1].northing) == (430000, 433000)
    assert abs(found.services[2].easting - 429_700) < 300 and abs(found.services[2].northing - 433_900) < 300
    assert (found.services[3].easting, found.services[3].northing) == (533498, 181201)


def test_places_hours_and_ages_come_with_it_and_what_is_not_given_stays_unknown(read):
    here = {"easting": 430000, "northing": 433000}
    found = read(
        HEAD
        + row(places=24, opening="Mon-Fri 7:30 to 9:00", ages_from=4, ages_to=11, **here)
        + row("Other", **here | {"easting": 431000})
    )
    first, second = found.services
    assert (first.places, first.opening, first.ages) == (24, "Mon-Fri 7:30 to 9:00", (4, 11))
    assert (second.places, second.opening, second.ages) == (None, "", None)


@pytest.mark.parametrize(
    ("cells", "where", "expected"),
    [
        ({"name": "", "postcode": "AL10 0AA"}, "Row 3, name", "empty"),
        ({"type": "circus", "postcode": "AL10 0AA"}, "Row 3, type", "not a service we know"),
        ({"type": "libary", "postcode": "AL10 0AA"}, "Row 3, type", "Did you mean library?"),
        ({"postcode": "LS1"}, "Row 3, postcode", "only the first part"),
        ({"postcode": "LS1 1ZZ"}, "Row 3, postcode", "not among the live postcodes"),
        ({}, "Row 3, position", "nothing says where it is"),
        ({"easting": 430000}, "Row 3, easting, northing", "not two numbers"),
        ({"easting": 43.1, "northing": 43.3}, "Row 3, easting, northing", "outside England"),
        ({"latitude": -1.55, "longitude": 53.8}, "Row 3, latitude, longitude", "swapped"),
        ({"latitude": 48.9, "longitude": 2.3}, "Row 3, latitude, longitude", "outside England"),
        ({"school_number": 999999}, "Row 3, school_number", "no open school"),
        ({"school_number": "1e999"}, "Row 3, school_number", "no open school"),
        ({"postcode": "AL10 0AA", "places": -4}, "Row 3, places", "not a number of places"),
        ({"postcode": "AL10 0AA", "places": "about 20"}, "Row 3, places", "not a number of places"),
        ({"postcode": "AL10 0AA", "places": "=1+1"}, "Row 3, places", "not a number of places"),
        ({"postcode": "AL10 0AA", "ages_from": 11, "ages_to": 4}, "Row 3, ages", "not a range"),
        ({"postcode": "AL10 0AA", "ages_from": 4}, "Row 3, ages", "not a range"),
        ({"postcode": "AL10 0AA", "opening": "x" * 301}, "Row 3, opening", "301 characters"),
    ],
)
def test_a_bad_row_is_refused_in_words_and_the_good_one_is_kept(read, cells, where, expected):
    found = read(HEAD + row("Good", easting=430000, northing=433000) + row(**{"name": "Bad", **cells}))
    assert [s.name for s in found.services] == ["Good"]
    (problem,) = found.problems
    assert problem.where == where and expected in str(problem) and problem.do


def test_a_row_with_a_stray_comma_is_refused_rather_than_misread(read):
    found = read(
        HEAD + row("Good", easting=430000, northing=433000) + row("Stray", easting="430,000", northing=433000)
    )
    assert [s.name for s in found.services] == ["Good"] and found.rows == 2
    assert found.problems[0].where == "Row 3" and "quotation marks" in found.problems[0].do


def test_everything_wrong_in_one_row_is_said_at_once(read):
    found = read(HEAD + row(name="", type="circus", places="many"))
    assert {p.where for p in found.problems} == {
        "Row 2, name",
        "Row 2, type",
        "Row 2, position",
        "Row 2, places",
    }
    assert found.services == ()


def test_the_same_service_twice_is_counted_once_and_pointed_out(read):
    here = {"easting": 430000, "northing": 433000}
    found = read(
        HEAD
        + row("Sunny Club", **here)
        + row("SUNNY  CLUB!", **here | {"easting": 430050})
        + row("Moon Club", **here)
    )
    assert [s.name for s in found.services] == ["Sunny Club", "Moon Club"]
    assert ["counted once" in str(p) for p in found.duplicates] == [True, False]
    assert found.duplicates[0].where == "Row 3" and "Both are counted" in str(found.duplicates[1])
    apart = read(
        HEAD
        + row("Sunny Club", **here)
        + row("Sunny Club", easting=435000, northing=433000)
        + row(type="library", **here)
    )
    assert len(apart.services) == 3 and not apart.duplicates


def test_what_lies_in_another_authority_or_far_from_its_postcode_is_kept_and_pointed_out(read):
    found = read(HEAD + row(easting=416500, northing=433000, postcode="AL10 0AA"))
    assert len(found.services) == 1 and not found.problems
    notes = " | ".join(map(str, found.notes))
    assert "seems to stand in Bradford" in notes and "km apart" in notes


def test_a_formula_is_text_and_said_to_be(read):
    found = read(HEAD + row('"=HYPERLINK(""http://x"")"', easting=430000, northing=433000))
    assert found.services[0].name.startswith("=HYPERLINK")
    assert "begins like a formula" in str(found.notes[0])


def workbook(*rows):
    book = openpyxl.Workbook()
    for r in rows:
        book.active.append(r)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def test_a_workbook_reads_like_the_same_csv_and_works_nothing_out(read):
    found = read(
        workbook(
            ["Service name", "Service type", "URN", "Capacity", "Remarks"],
            ["Sunny Club", "Out-of-school club", 100000.0, 24, "x"],
            ["Sum Club", "library", 100000, "=20+4", None],
        ),
        "list.xlsx",
    )
    assert [(s.name, s.type, s.places) for s in found.services] == [("Sunny Club", "out-of-school", 24)]
    assert "Row 3, places" in words(found) and "Remarks" in str(found.notes[0])


def test_semicolons_a_byte_order_mark_and_windows_letters_are_read(read):
    text = "name;type;easting;northing\nCafé Club;library;430000;433000\n"
    assert read(text.encode("utf-8-sig")).services[0].name == "Café Club"
    assert read(text.encode("cp1252")).services[0].name == "Café Club"


def test_a_list_of_one_kind_needs_no_column_for_it(read):
    found = read("name,postcode\nHall,AL10 0AA\n", usual_type="holiday-activities")
    assert found.services[0].type == "holiday-activities"


def bomb():
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr("xl/workbook.xml", b"0" * (uploads_workbook.MOST_UNPACKED + 1))
    return held.getvalue()


@pytest.mark.parametrize(
    ("content", "filename", "expected"),
    [
        (b"", "a.csv", "empty"),
        (b" \n\n", "a.csv", "empty"),
        (HEAD.encode(), "a.csv", "no row below"),
        (b"name,type\nx,library\n", "a.csv", "where the services are"),
        (b"title,postcode\nx,AL10 0AA\n", "a.csv", "no column 'name'"),
        (b"name,type,postcode,Post code\nx,library,A,B\n", "a.csv", "two columns mean postcode"),
        (b"name\0,type\n", "a.csv", "not plain text"),
        (b"%PDF-1.4", "a.pdf", "does not end in"),
        (b"not a workbook", "a.xlsx", "cannot be opened"),
        (bomb(), "a.xlsx", "unfolds"),
        (b"x" * (table.MOST_BYTES + 1), "a.csv", "MB"),
        ((",".join(f"c{i}" for i in range(60)) + "\n1\n").encode(), "a.csv", "more than 40 columns"),
        ((HEAD + "x,library\n" * 5001).encode(), "a.csv", "more than 5,000 rows"),
        (b'name,type,postcode\n"' + b"x" * 200_000, "a.csv", "cannot be read as a table"),
    ],
)
def test_a_file_of_no_use_says_why(read, content, filename, expected):
    found = read(content, filename)
    assert found.services == () and expected in words(found)
    assert all(p.expected and p.do for p in found.problems)


def test_five_thousand_rows_are_read_whole(read):
    text = HEAD + "".join(
        row(f"Club {i}", easting=430000 + i % 70, northing=433000 + i // 70) for i in range(5000)
    )
    found = read(text)
    assert len(found.services) == 5000 and len(found.duplicates) > 4900
