"""The figures to download are those of the store, and every address that is described answers as it says."""

import csv
import io
import json
import re
import zipfile

import pyarrow.parquet as pq
import pytest

from c4eo_core.answers.desk import prepared_desk
from c4eo_core.model.gap_size import size_of
from c4eo_core.reports.site import open_data
from c4eo_core.reports.site.answer import Answer
from c4eo_core.reports.site.contents import measure_files, place_files, whole_files
from c4eo_core.reports.site.openapi import DESCRIBED, described
from c4eo_core.reports.site.served import LightPages

BASE = "https://example.org/"


@pytest.fixture(scope="module")
def pages():
    return LightPages(prepared_desk(), BASE)


@pytest.fixture(scope="module")
def package(pages):
    with zipfile.ZipFile(io.BytesIO(pages.answer("/data/all.zip").body)) as whole:
        return {name: whole.read(name) for name in whole.namelist()}


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


@pytest.mark.parametrize("path", DESCRIBED)
def test_every_described_address_answers_in_the_form_it_says(pages, path):
    _, kind, parts = DESCRIBED[path]
    for part in parts:
        path = path.replace(f"{{{part['name']}}}", part["example"])
    answer = pages.answer(path)
    assert isinstance(answer, Answer) and answer.status == 200 and answer.mime.split(";")[0] == kind, path


def test_the_description_is_the_list_and_names_its_own_parts(pages):
    shape = json.loads(pages.answer("/data/openapi.json").body)
    assert shape["openapi"].startswith("3.1") and shape["servers"] == [{"url": "https://example.org"}]
    assert set(shape["paths"]) == set(DESCRIBED)
    for path, given in shape["paths"].items():
        assert re.findall(r"{(\w+)}", path) == [p["name"] for p in given["get"]["parameters"]]
    names = [given["get"]["operationId"] for given in shape["paths"].values()]
    assert len(set(names)) == len(names)


def test_every_file_for_programs_is_described(pages):
    """A file that the site of files writes and the description does not name fails here."""
    desk, setting = prepared_desk(), pages.setting
    place, measure = desk.figures.areas.find("Rutland"), desk.find("exclusions")
    written = {p for p, _ in (*measure_files(setting, desk, measure), *place_files(setting, desk, place))}
    written |= set(whole_files(setting, desk))
    told = {re.sub(r"{\w+}", "X", p) for p in described(setting)}
    for path in written:
        if path.endswith((".html", ".png")) or re.fullmatch(r"area/[^/]+/[^/]+\.json", path):
            continue  # pages, their pictures, and the rows of an interactive chart
        plain = "/" + path.replace("area/rutland", "place/X").replace("exclusions", "X")
        assert plain in told, path


def test_a_site_of_files_describes_its_own_names(pages):
    from dataclasses import replace

    files = described(replace(pages.setting, served=False))
    assert "/area/{place}.json" in files and "/place/{place}.json" not in files
    bare = described(replace(pages.setting, served=False, base=None))
    assert not [p for p in bare if p.endswith(".rss")]


def test_the_whole_download_is_the_store_itself(package):
    figures = prepared_desk().figures
    found = rows(package["observations.csv"])
    assert len(found) == len(figures.areas.areas) * sum(len(i.periods) for i in figures.indicators)
    by_key = {(r["indicator"], r["area_code"], r["period"]): r for r in found}
    for indicator in figures.indicators[::60]:
        for area in figures.areas.areas[::17]:
            for period, value, note in figures.cells(indicator, area):
                row = by_key[indicator.id, area.code, period.label]
                assert (row["value"] == "") == (value is None)
                assert value is None or float(row["value"]) == pytest.approx(
                    size_of(value, indicator), abs=1e-8
                )
                assert row["note"] == (note.value if note else "")


def test_parquet_and_csv_hold_the_same(pages, package):
    table = pq.read_table(io.BytesIO(pages.answer("/data/all.parquet").body))
    assert table.column_names == list(open_data.OBSERVATIONS)
    found = rows(package["observations.csv"])
    assert table.num_rows == len(found)
    values = table.column("value").to_pylist()
    assert [v is None for v in values] == [r["value"] == "" for r in found]
    assert str(table.schema.field("period_end").type) == "date32[day]"


def test_the_description_of_the_tables_names_their_columns(package):
    shape = json.loads(package["datapackage.json"])
    for resource in shape["resources"]:
        heads = package[resource["path"]].decode("utf-8-sig").split("\r\n")[0].split(",")
        assert [f["name"] for f in resource["schema"]["fields"]] == heads
    assert shape["licenses"][0]["name"] == "OGL-UK-3.0"


def test_the_zip_is_the_same_bytes_for_the_same_figures(pages):
    assert open_data.whole_zip(prepared_desk()) == pages.answer("/data/all.zip").body


def test_the_page_of_data_shows_addresses_that_exist(pages):
    html = pages.answer("/data").body.decode()
    for address in set(re.findall(r"https://example\.org(/data/[\w./-]+)", html)):
        assert pages.answer(address).status == 200, address
    for path in DESCRIBED:
        assert path in html


def test_a_measure_as_json_says_what_its_page_says(pages):
    shape = json.loads(pages.answer("/indicator/exclusions.json").body)
    html = pages.answer("/indicator/exclusions").body.decode()
    assert len(shape["councils"]) == 153 and shape["period"] in html
    assert {m["name"] for m in shape["moved"]} and all(m["name"] in html for m in shape["moved"])
