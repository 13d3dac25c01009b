"""Each kind of source, as its publisher serves it."""

import csv
import datetime as dt

import pandas as pd
import pytest
from refresh_stand_in import DataSet, File, api_row

from c4eo_core.catalogue.releases import Release, load_releases
from c4eo_core.sources.published.ees import read_tidy
from c4eo_core.sources.refresh.adapters import ADAPTERS, Visit, dated_addresses, fetch
from c4eo_core.sources.refresh.childcare import as_layer
from c4eo_core.sources.refresh.client import NotFetched, Publisher, open_client
from c4eo_core.sources.refresh.stored_files import Downloads

TODAY = dt.date(2026, 7, 23)


@pytest.fixture
def visit(tmp_path):
    with open_client() as client:
        yield Visit(Publisher(client, lambda _: None), Downloads(tmp_path), TODAY, lambda *_: None)


def release(stand_in, adapter, url, file="file.csv", **options):
    return Release(
        "one", "One", adapter, stand_in.address + url, file, "other", "OGL", "yearly", None, options
    )


def test_every_entry_of_the_list_has_an_adapter_a_licence_and_a_file_of_its_own():
    listed = load_releases()
    assert {r.adapter for r in listed} <= ADAPTERS.keys()
    assert all(r.licence and r.rhythm and r.url.startswith("https://") for r in listed)
    assert len({r.file for r in listed}) == len(listed)
    assert {r.group for r in listed} == {"tool", "other", "places", "watched"}


def test_the_newest_of_dated_addresses_is_taken_though_head_is_refused(stand_in, visit):
    stand_in.files["/register20260721.csv"] = File(b"URN\n1\n")
    found = fetch(release(stand_in, "dated", "/register{day}.csv"), visit)
    assert found.newer and found.kept.url.endswith("20260721.csv")
    assert dated_addresses("x{year}", TODAY) == ["x2026", "x2025", "x2024"]
    with pytest.raises(NotFetched, match="no file for any of the latest dates"):
        fetch(release(stand_in, "dated", "/other{day}.csv"), visit)


def test_the_same_file_twice_is_not_newer(stand_in, visit):
    stand_in.files["/a.csv"] = File(b"x\n1\n")
    asked = release(stand_in, "file", "/a.csv")
    assert fetch(asked, visit).newer and not fetch(asked, visit).newer
    stand_in.files["/a.csv"] = File(b"x\n1\n", etag=False)
    assert not fetch(asked, visit).newer


def test_a_plain_csv_is_packed_as_its_name_says(stand_in, visit):
    stand_in.files["/a.csv"] = File(b"x\n1\n")
    found = fetch(release(stand_in, "file", "/a.csv", "a.csv.gz", pack=True), visit)
    assert pd.read_csv(visit.downloads.path("a.csv.gz"))["x"].tolist() == [1] and found.newer


def test_a_data_set_is_asked_in_pages_and_written_as_the_tidy_file_it_would_be(stand_in, visit):
    rows = [
        api_row("n", "70.1"),
        api_row("a", "c"),
        api_row("b", "68.0"),
        api_row("a", "61.0", sex="s1"),
        api_row("b", "low", meals="m1"),
    ]
    stand_in.data_sets["set"] = DataSet(rows=rows)
    asked = release(stand_in, "ees-api", "/v1", data_set="set", filters={"sex": "Total", "meals": "Total"})
    assert fetch(asked, visit).newer
    path = visit.downloads.path("file.csv")
    with path.open(encoding="utf-8") as f:
        written = list(csv.DictReader(f))
    assert [r["share"] for r in written] == ["70.1", "c", "68.0"]  # a clause each: not the union of both
    table, problems = read_tidy(path)
    assert problems == [] and table["area_code"].tolist() == ["E92000001", "E08000038", "E08000002"]
    assert set(table["period_label"]) == {"2024/25"}
    assert not fetch(asked, visit).newer
    stand_in.data_sets["set"].version = "2.0"
    stand_in.data_sets["set"].rows.append(api_row("n", "71.0", period="2025/2026"))
    assert fetch(asked, visit).newer


def test_a_filter_the_data_set_no_longer_has_is_refused_and_not_only_warned_of(stand_in, visit):
    stand_in.data_sets["set"] = DataSet(rows=[api_row("n", "70.1")])
    asked = release(
        stand_in, "ees-api", "/v1", data_set="set", filters={"sex": "Everybody"}, indicators=["mean"]
    )
    with pytest.raises(NotFetched, match="sex has no 'Everybody'.*there is no indicator 'mean'"):
        fetch(asked, visit)
    assert not visit.downloads.path("file.csv").exists()


BEFORE = """Childcare providers and inspections,,,,,,
As at 31 August 2025,,,,,,
Provider URN,Provider type,Provider subtype,Provider name,Postcode,Local authority,Places
EY1,Childcare on non-domestic premises,Full day care,Rosewood,LS8 5DT,Leeds,60
EY2,Childminder,Childminder,REDACTED,REDACTED,Leeds,6
"""
SINCE = """Childcare,,,,,,
Provider unique reference number (URN),Registration type,Provision type,Setting name,Setting postcode,Local authority name,Number of registered places
EY1,Childcare on non-domestic premises,Full day care,Rosewood,LS8 5DT,Leeds,60
EY3,Childminder,Childminder,,,Leeds,
"""


@pytest.mark.parametrize("text", [BEFORE, SINCE])
def test_the_childcare_list_is_read_in_both_layouts_without_the_withheld(tmp_path, text):
    (tmp_path / "list.csv").write_text(text, encoding="utf-8")
    assert as_layer(tmp_path / "list.csv", tmp_path / "layer.parquet") == 1
    (row,) = pd.read_parquet(tmp_path / "layer.parquet").to_dict("records")
    assert row["Provider name"] == "Rosewood" and row["Postcode"] == "LS8 5DT" and row["Places"] == 60


def test_a_childcare_list_with_other_columns_leaves_the_layer_we_have(stand_in, visit):
    page = {
        "details": {
            "attachments": [{"title": "Childcare providers, June", "url": f"{stand_in.address}/l.csv"}]
        }
    }
    import json

    stand_in.files["/page"] = File(json.dumps(page).encode(), "application/json")
    stand_in.files["/l.csv"] = File(SINCE.encode())
    asked = release(
        stand_in, "childcare", "/page", holds="childcare providers", ends=[".csv"], layer="l.parquet"
    )
    fetch(asked, visit)
    before = visit.downloads.path("l.parquet").read_bytes()
    stand_in.files["/l.csv"] = File(SINCE.replace("Setting postcode", "Somewhere").encode())
    with pytest.raises(NotFetched, match="there is no column Setting postcode"):
        fetch(asked, visit)
    assert visit.downloads.path("l.parquet").read_bytes() == before


def attendance(pa):
    head = "time_period,geographic_level,new_la_code,education_phase,overall_absence_perc,pa_perc\n"
    return (
        head + f"202526,Local authority,E08000035,Secondary,8.1,{pa}\n202425,National,,Secondary,8,20\n"
    ).encode()


def test_the_year_so_far_is_added_to_the_releases_under_the_day_it_changed(stand_in, visit):
    when = "Thu, 09 Jul 2026 08:30:00 GMT"
    stand_in.files["/ytd.csv"] = File(attendance("24.1"), modified=when)
    asked = release(stand_in, "attendance", "/ytd.csv", history="so_far.parquet")
    fetch(asked, visit)
    stand_in.files["/ytd.csv"] = File(attendance("23.9"), modified="Thu, 23 Jul 2026 08:30:00 GMT")
    fetch(asked, visit)
    table = pd.read_parquet(visit.downloads.path("so_far.parquet"))
    assert table["released"].tolist() == ["2026-07-09", "2026-07-23"]
    assert table["persistent_absence_pct"].tolist() == [24.1, 23.9]
    stand_in.files["/ytd.csv"] = File(attendance("1").replace(b"pa_perc", b"persistent"), modified=when)
    with pytest.raises(NotFetched, match="there is no column persistent_absence_perc"):
        fetch(asked, visit)
    assert len(pd.read_parquet(visit.downloads.path("so_far.parquet"))) == 2
