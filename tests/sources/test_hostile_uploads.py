"""Ten thousand files nobody should be able to bring: each ends in a refusal in words or a clean result, in
bounded time and memory.
"""

import csv
import datetime as dt
import io
import math
import random
import subprocess
import sys
import textwrap
import time
import tracemalloc
import zipfile
from dataclasses import fields

import pytest

from c4eo_core.answers.coverage.own_list import services_of
from c4eo_core.answers.local.brought import Brought, Form
from c4eo_core.answers.local.preview import brought_in, preview
from c4eo_core.answers.local.usual_form import usual_form
from c4eo_core.catalogue.areas import load_areas
from c4eo_core.catalogue.services import load_services
from c4eo_core.folders import ROOT
from c4eo_core.records.local_kinds import LocalSeries, ServiceList
from c4eo_core.reports.html.local_data import mapping_table, preview_html
from c4eo_core.reports.tables.local_data import list_csv, series_csv, series_xlsx
from c4eo_core.sources.places.postcodes import PostcodePlace
from c4eo_core.sources.uploads import workbook as uploads_workbook
from c4eo_core.sources.uploads.services import read_own_services
from c4eo_core.sources.uploads.table import FORMULA_MARKS, MOST_BYTES, OwnTable, read_table

FILES, SECONDS, ONE_SECONDS, MEGABYTES = 10_000, 60, 6.0, 150
TODAY = dt.date(2026, 11, 22)
AREAS = load_areas()
LEEDS = AREAS.find("Leeds")
WORDS = [
    "",
    " ",
    "year",
    "Year",
    "value",
    "count",
    "out_of",
    "group",
    "area",
    "note",
    "time_period",
    "time_identifier",
    "geographic_level",
    "new_la_code",
    "name",
    "type",
    "postcode",
    "2023/24",
    "2024",
    "2018-20",
    "1999",
    "202324",
    "24.5",
    "3",
    "<5",
    "c",
    "x",
    "*",
    "..",
    "~",
    "1e308",
    "9" * 400,
    "-0",
    "inf",
    "-inf",
    "nan",
    "NaN",
    "1_000",
    "１２",
    "0x1F",
    "=1+1",
    '=HYPERLINK("http://x")',
    "@SUM(A1)",
    "+1",
    "-1+1",
    "\t=1",
    "|cmd",
    "<script>alert(1)</script>",
    "[x](javascript:alert(1))",
    "{{7*7}}",
    "%s%n",
    "../../etc/passwd",
    "C:\\con\\nul",
    "\u202eabc",
    "\ufeff",
    "\u0000",
    "\r",
    "a\nb",
    "E08000035",
    "E0800003",
    "Leeds",
    "total",
    "Total",
    "E92000001",
    "31/02/2024",
    "2024-02-30",
    "45000",
    "Academic year",
    "National",
    "Local authority",
    "é" * 50,
    "\ud7ff",
    "🙂" * 40,
    "'",
    '"',
    ";",
    ",",
    "''--",
    "DROP TABLE items",
    "null",
    "#REF!",
]
LONG = "x" * 5000 + ".csv"
NAMES = [
    "a.csv",
    "a.xlsx",
    "A.XLSX",
    "a.txt",
    "a.xls",
    "a",
    "",
    "../../x.csv",
    "C:\\x\\y.xlsx",
    "a\0.csv",
    "a\u202e.csv",
    LONG,
]
SHEET = "http" + "://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELS = "http" + "://schemas.openxmlformats.org/officeDocument/2006/relationships"
BOOK = (
    f'<workbook xmlns="{SHEET}" xmlns:r="{RELS}"><sheets><sheet name="S" sheetId="1"'
    ' r:id="rId1"/></sheets></workbook>'
)
LINKS = '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>'
LAUGHS = (
    '<!DOCTYPE l [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + i)} "{("&" + chr(97 + i) + ";") * 10}">' for i in range(9))
    + "]>"
)
OUTSIDE = '<!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


def packed(parts: dict[str, str | bytes], level: int = zipfile.ZIP_DEFLATED) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", level) as z:
        for name, inside in parts.items():
            z.writestr(name, inside)
    return held.getvalue()


def workbook(
    sheet: str | bytes,
    strings: str | bytes | None = None,
    styles: str | None = None,
    book: str = BOOK,
    **more,
) -> bytes:
    parts = {"xl/workbook.xml": book, "xl/_rels/workbook.xml.rels": LINKS, "xl/worksheets/sheet1.xml": sheet}
    parts |= {"xl/sharedStrings.xml": strings} if strings is not None else {}
    return packed(parts | ({"xl/styles.xml": styles} if styles else {}) | more)


def cells(rows: list[list[str]]) -> str:
    from markupsafe import escape

    inside = "".join(
        "<row>" + "".join(f'<c t="inlineStr"><is><t>{escape(_xml(c))}</t></is></c>' for c in row) + "</row>"
        for row in rows
    )
    return f"<worksheet><sheetData>{inside}</sheetData></worksheet>"


def _xml(text: str) -> str:
    return "".join(c for c in text if c in "\t\n" or c >= " ")


def random_rows(r: random.Random) -> list[list[str]]:
    width = r.choice((1, 2, 3, 5, 9, 45))
    if r.random() < 0.35:  # a file like any other, with one thing in it that is not
        rows = [
            [f"{y}/{(y + 1) % 100:02d}", f"{r.uniform(0, 100):.1f}", "", "", "", "", ""]
            for y in range(2010, 2026)
        ]
        rows[r.randrange(16)][r.randrange(7)] = r.choice(WORDS)
        return [["year", "value", "count", "out_of", "group", "area", "note"], *rows]
    head = [r.choice(WORDS) for _ in range(width)]
    if r.random() < 0.6:
        head = (["year", "value", "count", "out_of", "group", "area", "note"] * 7)[:width]
    return [
        head,
        *(
            [r.choice(WORDS) for _ in range(width + (r.random() < 0.05))]
            for _ in range(r.choice((0, 1, 4, 12)))
        ),
    ]


def as_csv(rows: list[list[str]], r: random.Random) -> bytes:
    text = io.StringIO()
    csv.writer(
        text, delimiter=r.choice(",;\t"), quoting=r.choice((csv.QUOTE_MINIMAL, csv.QUOTE_ALL))
    ).writerows(rows)
    encoding = r.choice(("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "latin-1", "utf-32"))
    return text.getvalue().encode(encoding, "replace")


def spoiled(content: bytes, r: random.Random) -> bytes:
    """Bytes changed, cut off, doubled, or mixed with others."""
    data = bytearray(content)
    for _ in range(r.choice((0, 1, 5, 40))):
        if data:
            data[r.randrange(len(data))] = r.randrange(256)
    how = r.random()
    if how < 0.2:
        return bytes(data[: r.randrange(len(data) + 1)])
    if how < 0.3:
        return bytes(data) + bytes(r.randrange(256) for _ in range(30))
    return b"\xed\xa0\x80".join((bytes(data), b"\xff\xfe")) if how < 0.35 else bytes(data)


def random_file(r: random.Random) -> tuple[bytes, str]:
    how = r.random()
    if how < 0.5:
        content = as_csv(random_rows(r), r)
    elif how < 0.9:
        extra = r.choice(
            (
                {},
                {},
                {},
                {},
                {},
                {},
                {},
                {"xl/vbaProject.bin": b"x"},
                {"xl/externalLinks/externalLink1.xml": "<x/>"},
            )
        )
        content = workbook(cells(random_rows(r)), **extra)
    else:
        content = bytes(r.randrange(256) for _ in range(r.choice((0, 3, 200))))
    name = r.choice(NAMES) if r.random() < 0.3 else "a.xlsx" if content[:2] == b"PK" else "a.csv"
    return spoiled(content, r) if r.random() < 0.5 else content, name


def form_of(brought: Brought, r: random.Random) -> Form:
    usual = usual_form(brought) if brought.usable else {}
    filters = (
        tuple((n, words[0]) for n, words in brought.official.filters.items() if words)
        if brought.official
        else ()
    )
    return Form(
        title=r.choice(("A series", "=1+1", "x" * 400)),
        source="Somebody",
        unit=r.choice(("percentage", "count", "rate", "money")),
        per=r.choice(("", "10,000 children", "=1")),
        polarity="high",
        year_type=r.choice(("academic", "calendar", "january")),
        roles=tuple(usual.get("roles", ())),
        columns=tuple(usual.get("columns", ())),
        filters=filters,
        agreed=True,
        without_bad=True,
        shares=False,
        published=bool(brought.official),
        decimals=r.choice((0, 1, 2)),
    )


def put_in(content: bytes, name: str, r: random.Random) -> bool:
    """The whole way of a file, to what would be saved, shown and carried away. True where something would be
    saved.
    """
    brought = brought_in(content, name)
    seen = preview(brought, form_of(brought, r), AREAS, LEEDS, "Ann", TODAY)
    assert brought.usable or brought.problems
    for problem in (*brought.problems, *seen.problems, *seen.remarks):
        assert (
            problem.where and problem.found and problem.expected and problem.do and len(str(problem)) < 1500
        ), problem
    shown = preview_html(brought, seen, 5) + (
        mapping_table(brought.layout, brought.layout.roles) if brought.layout else ""
    )
    assert (
        "<script" not in shown and "\0" not in shown and len(brought.file) <= 120 and "/" not in brought.file
    )
    for one in seen.series:
        assert all(f[2] is None or math.isfinite(f[2]) for f in one.body.figures)
        assert LocalSeries(**{f.name: getattr(one.body, f.name) for f in fields(one.body)}) == one.body
        if one.body.unit == "count":
            assert not [f for f in one.body.figures if f[2] and 0 < f[2] < 5]
        for row in csv.reader(io.StringIO(series_csv(one.body, AREAS).decode("utf-8-sig"))):
            for cell in row:
                assert not cell.startswith(FORMULA_MARKS) or _is_number(cell), cell
    return bool(seen.series)


def _is_number(cell: str) -> bool:
    try:
        return math.isfinite(float(cell))
    except ValueError:
        return False


def test_ten_thousand_hostile_files_end_in_words_or_a_clean_result_in_time():
    r = random.Random(20261122)
    started, slowest, saved = time.perf_counter(), 0.0, 0
    cpu = time.process_time()
    for _ in range(FILES):
        content, name = random_file(r)
        before = time.perf_counter()
        saved += put_in(content, name, r)
        slowest = max(slowest, time.perf_counter() - before)
    assert time.process_time() - cpu < SECONDS, f"{time.perf_counter() - started:.0f} s"
    assert slowest < ONE_SECONDS
    assert FILES * 0.01 < saved < FILES * 0.9, (
        f"{saved}: the files are too tame, or nothing gets through at all"
    )


def test_lists_of_services_take_the_same_files():
    r, book = random.Random(7), load_services()

    class NoPostcodes:
        def find(self, text):
            return PostcodePlace(None, "it is not known.", "Correct it.")

    for _ in range(1_000):
        content, name = random_file(r)
        found = read_own_services(content, name, book, NoPostcodes(), lambda urn: None, "library")
        assert all(
            p.where and p.found and p.expected and p.do
            for p in (*found.problems, *found.duplicates, *found.notes)
        )


def rows_of(n: int, row: str) -> bytes:
    return (f"<worksheet><sheetData>{row * n}</sheetData></worksheet>").encode()


def sheet_of(rows: str) -> str:
    return f"<worksheet><sheetData>{rows}</sheetData></worksheet>"


BOMBS = {
    "a sheet of a thousand times its size": lambda: workbook(
        b"<worksheet>" + b" " * (uploads_workbook.MOST_UNPACKED + 1) + b"</worksheet>"
    ),
    "shared texts without end": lambda: workbook(
        cells([["a"]]).replace('t="inlineStr"><is><t>a</t></is>', 't="s"><v>0</v>'),
        b"<sst>" + b"<si><t>" + b"A" * 29_000_000,
    ),
    "a million empty shared texts": lambda: workbook(
        sheet_of("<row><c t='s'><v>1999999</v></c></row>"), b"<sst>" + b"<si/>" * 2_000_000 + b"</sst>"
    ),
    "a million cells in one row": lambda: workbook(rows_of(1, "<row>" + "<c/>" * 1_000_000 + "</row>")),
    "a million rows": lambda: workbook(rows_of(1_000_000, "<row><c><v>1</v></c></row>")),
    "a row far below": lambda: workbook(sheet_of('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')),
    "entities that laugh": lambda: workbook(
        LAUGHS + "<worksheet><sheetData><row><c><v>&j;</v></c></row></sheetData></worksheet>"
    ),
    "entities in the shared texts": lambda: workbook(
        "<worksheet><sheetData><row><c t='s'><v>0</v></c></row></sheetData></worksheet>",
        LAUGHS + "<sst><si><t>&j;</t></si></sst>",
    ),
    "an entity from outside": lambda: workbook(
        OUTSIDE + "<worksheet><sheetData><row><c><v>&x;</v></c></row></sheetData></worksheet>"
    ),
    "entities in another alphabet": lambda: workbook(
        (LAUGHS + "<worksheet><v>&j;</v></worksheet>").encode("utf-16")
    ),
    "elements in elements": lambda: workbook("<a>" * 900_000),
    "a name of a megabyte": lambda: workbook(f"<{'a' * 1_000_000}/>"),
    "attributes without end": lambda: workbook(
        "<worksheet " + " ".join(f'a{i}="1"' for i in range(200_000)) + "/>"
    ),
    "a style for every day": lambda: workbook(
        cells([["a", "b"], ["1", "2"]]), None, "<s><cellXfs>" + "<xf numFmtId='14'/>" * 900_000
    ),
    "sixty thousand parts": lambda: packed({f"xl/{i}": b"" for i in range(20_000)}, zipfile.ZIP_STORED),
    "a zip in a zip": lambda: packed({"xl/workbook.xml": packed({"a": b"0" * 1000})}),
    "a sheet elsewhere": (
        lambda: workbook("<a/>", book=BOOK).replace(b"worksheets/sheet1.xml", b"../../../../etc/x.xml")
    ),
    "macros": lambda: workbook(cells([["year", "value"], ["2024", "1"]]), **{"xl/vbaProject.bin": b"x"}),
    "an old workbook": lambda: b"\xd0\xcf\x11\xe0" + b"\0" * 5000,
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_workbook_that_means_harm_is_refused_or_cut_within_its_limits(name):
    content = BOMBS[name]()
    tracemalloc.start()
    started = time.process_time()
    table, problems = read_table(content, "a.xlsx") if len(content) <= MOST_BYTES else (None, ["too large"])
    seconds, (_, peak) = time.process_time() - started, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert problems or (isinstance(table, OwnTable) and table.count <= 5_000)
    assert "root:" not in str(table)
    assert seconds < ONE_SECONDS * 3, f"{seconds:.1f} s (three times as slow while memory is watched)"
    assert peak < MEGABYTES * 1e6, f"{peak / 1e6:.0f} MB"


@pytest.mark.parametrize("what", ["columns", "rows", "one cell", "quotes", "tidy columns", "tidy rows"])
def test_a_text_of_a_million_pieces_is_refused_within_its_limits(what):
    tidy = "time_period,time_identifier,geographic_level,country_code,region_code,new_la_code,"
    content = {
        "columns": ("c," * 900_000 + "\n1\n").encode(),
        "rows": b"year,value\n" + b"2024,1\n" * 250_000,
        "one cell": b"year,value\n2024," + b"9" * 1_900_000,
        "quotes": b"year,value\n" + b'"' * 1_900_000,
        "tidy columns": (tidy + "c," * 900_000 + "\n1\n").encode(),
        "tidy rows": (tidy + "v\n").encode() + b"2024,Calendar year,National,E92000001,,,1\n" * 250_000,
    }[what]
    tracemalloc.start()
    started = time.process_time()
    brought = brought_in(content, "a.csv")
    seconds, (_, peak) = time.process_time() - started, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert brought.problems and not brought.usable
    assert seconds < ONE_SECONDS * 3 and peak < MEGABYTES * 1e6, (seconds, peak / 1e6)


def test_the_worst_of_them_pass_through_a_process_with_little_memory():
    """The limits hold for the whole process, not only for what Python counts."""
    script = textwrap.dedent("""
        import resource, sys
        from c4eo_core.sources.uploads.table import read_table
        from tests.sources.test_hostile_uploads import BOMBS
        now = int(open("/proc/self/statm").read().split()[0]) * resource.getpagesize()
        made = [make() for make in BOMBS.values()]
        now = int(open("/proc/self/statm").read().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (now + 200_000_000, now + 200_000_000))
        for content in made:
            table, problems = read_table(content, "a.xlsx")
            assert problems or table.count <= 5_000
        print("through")
    """)
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, timeout=120
    )
    assert done.stdout.strip() == "through", done.stderr[-2000:]


def test_what_leaves_is_words_to_a_spreadsheet_whatever_it_begins_with():
    for mark in ("=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", " =1"):
        body = LocalSeries(
            area=LEEDS.code,
            title=mark,
            unit="percentage",
            year_type="academic",
            source=mark,
            figures=((LEEDS.code, "2023/24", -3.5, ""),),
        )
        text = series_csv(body, AREAS).decode("utf-8-sig")
        (row,) = list(csv.DictReader(io.StringIO(text)))
        assert row["title"].startswith("'") and row["source"].startswith("'") and row["value"] == "-3.5"
        with zipfile.ZipFile(io.BytesIO(series_xlsx(body, AREAS))) as z:
            assert not [n for n in z.namelist() if n.startswith("xl/worksheets") and b"<f>" in z.read(n)]
        columns = ("name", "type", "easting", "northing", "opening")
        listed = ServiceList(
            area=LEEDS.code, title=mark, columns=columns, services=((mark, "library", 430000, 433000, mark),)
        )
        (row,) = list(csv.DictReader(io.StringIO(list_csv(listed).decode("utf-8-sig"))))
        assert row["name"].startswith("'") and row["easting"] == "430000"
        assert services_of(listed)[0].name == mark
