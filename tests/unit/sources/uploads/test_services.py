"""A trust's own list: good rows are taken, every bad one is reported in words, nothing in it is trusted."""

import io
import zipfile

import openpyxl
import pytest

from c4eo_core.answers.coverage.own_list import own_list_of
from c4eo_core.sources.uploads import table
from c4eo_core.sources.uploads import workbook as uploads_workbook
from c4eo_core.sources.uploads.services import ListForm

HEAD = (
    "name,type,postcode,easting,northing,latitude,longitude,school_number,places,opening,ages_from,ages_to\n"
)


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
    ],
)
def test_a_bad_row_is_refused_in_words_and_the_good_one_is_kept(read, cells, where, expected):
    found = read(HEAD + row("Good", easting=430000, northing=433000) + row(**{"name": "Bad", **cells}))
    assert [s.name for s in found.services] == ["Good"]
    (problem,) = found.problems
    assert problem.where == where and expected in str(problem) and problem.do


@pytest.mark.parametrize(
    ("cells", "where", "expected"),
    [
        ({"places": -4}, "Row 2, places", "not a number of places"),
        ({"places": "about 20"}, "Row 2, places", "not a number of places"),
        ({"places": "£30"}, "Row 2, places", "not a number of places"),
        ({"places": "=1+1"}, "Row 2, places", "not a number of places"),
        ({"ages_from": 11, "ages_to": 4}, "Row 2, ages", "not a range"),
        ({"ages_from": 4}, "Row 2, ages", "not a range"),
        ({"opening": "x" * 301}, "Row 2, opening", "301 characters"),
        ({"school_number": 20549}, "Row 2, school_number", "no open school"),
        ({"easting": "somewhere", "northing": "here"}, "Row 2, easting, northing", "not two numbers"),
    ],
)
def test_what_is_not_understood_in_a_column_that_need_not_be_there_costs_that_cell_and_not_the_row(
    read, cells, where, expected
):
    found = read(HEAD + row(postcode="AL10 0AA", **cells))
    assert len(found.services) == 1 and not found.problems
    told = [n for n in found.notes if n.where == where]
    assert told and expected in str(told[0])


@pytest.mark.parametrize("blank", ["", "0", "NULL", "N/A", "-", "None", "#N/A"])
def test_a_blank_mark_is_no_coordinate_and_the_postcode_is_used(read, blank):
    found = read(f"name,type,postcode,easting,northing,URN\nHub,library,AL10 0AA,{blank},{blank},{blank}\n")
    assert [s.placed_by for s in found.services] == ["postcode"]


def test_degrees_under_x_and_y_and_coordinates_of_any_length_are_read(read):
    found = read("X,Y,NAME\n-1.5491,53.8008,Hub\n-1.5491234567890123,5.38008E1,Other\n", usual_type="library")
    assert [s.placed_by for s in found.services] == ["coordinates", "coordinates"]


@pytest.mark.parametrize(
    "head",
    [
        "Centre name,Venue postcode",
        "Children's Centre,Postcode of venue",
        "Family Hub,Address Postcode",
        "Provider name,PCD",
        "EstablishmentName,pcds",
        "Org Name,Post code",
        "Title,Postal code",
        "Library name,Setting postcode",
        "Club name,PostCode ",
        "Hall name,Postcode (venue)",
    ],
)
def test_the_usual_headings_for_name_and_postcode_are_known(read, head):
    found = read(f"{head}\nHub one,AL10 0AA\n", usual_type="library")
    assert [s.name for s in found.services] == ["Hub one"]


def test_rival_headings_and_columns_without_a_heading_refuse_no_file(read):
    found = read("Name,Venue,Postcode,\nClub,Hall,AL10 0AA,ring first\n", usual_type="library")
    assert [s.name for s in found.services] == ["Club"]
    assert "column 4 has no heading" in " ".join(map(str, found.notes))


def test_a_postcode_is_found_in_an_address_and_a_closed_one_places_the_service(read):
    found = read('Library name,Address\nOne,"2 High Street, Hatfield, AL10 0AA"\n', usual_type="library")
    assert [s.placed_by for s in found.services] == ["postcode"]
    closed = read("name,postcode\nOld,AL10 0AF\n", usual_type="library")
    assert [s.placed_by for s in closed.services] == ["closed postcode"]
    assert "has been closed" in " ".join(map(str, closed.notes))


def test_own_words_in_the_column_of_kinds_are_said_and_cost_no_row(read):
    text = "name,postcode,type\nHub,AL10 0AA,Local authority run library\n"
    found = read(text, usual_type="library")
    assert [s.type for s in found.services] == ["library"]
    assert "Local authority run library" in " ".join(map(str, found.notes))


def test_somebody_can_say_which_column_is_which(ground):
    text = b"what,where\nHub,AL10 0AA\n"
    asked = ListForm("library", columns=((0, "name"), (1, "postcode")))
    found = own_list_of(ground, ground.areas.find("Leeds"), text, "a.csv", asked=asked)
    assert [s.name for s in found.services] == ["Hub"]


def test_a_row_with_a_stray_comma_is_refused_rather_than_misread(read):
    found = read(
        HEAD + row("Good", easting=430000, northing=433000) + row("Stray", easting="430,000", northing=433000)
    )
    assert [s.name for s in found.services] == ["Good"] and found.rows == 2
    assert found.problems[0].where == "Row 3" and "quotation marks" in found.problems[0].do


def test_everything_wrong_in_one_row_is_said_at_once(read):
    found = read(HEAD + row(name="", type="circus", places="many"))
    assert {p.where for p in found.problems} == {"Row 2, name", "Row 2, type", "Row 2, position"}
    assert [n.where for n in found.notes] == ["Row 2, places"]
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
    assert [(s.name, s.type, s.places) for s in found.services] == [
        ("Sunny Club", "out-of-school", 24),
        ("Sum Club", "library", None),
    ]
    notes = " ".join(map(str, found.notes))
    assert not found.problems and "Row 3, places" in notes and "Remarks" in notes


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
        (b"thing,postcode\nx,AL10 0AA\n", "a.csv", "no column 'name'"),
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
