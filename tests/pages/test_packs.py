"""Bringing a pack in on the page: another trust's is refused, taken in by its name, and out again in one click."""

import json

import pytest
from streamlit.testing.v1 import AppTest

from c4eo_core.accounts.permissions import LOCAL
from c4eo_core.folders import ROOT
from c4eo_core.records.kinds import Idea, Workshop
from c4eo_core.records.local_kinds import LocalSeries
from c4eo_core.records.records import open_records
from c4eo_core.reports.pack import pack_zip
from pages.server import database
from tests.pages.opening import done

LEEDS, BATH = "E08000035", "E06000022"
FILE = "The ZIP file of the pack"


@pytest.fixture
def records(tmp_path, monkeypatch):
    monkeypatch.setenv("C4EO_RECORDS", str(tmp_path / "r.sqlite"))
    for name in ("C4EO_DATABASE_URL", "C4EO_MODE", "C4EO_SECRET"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(database, "_open", {})
    opened = open_records()
    yield opened
    opened.close()


def page():
    at = AppTest.from_file(str(ROOT / "pages" / "frame.py"), default_timeout=60)
    at.query_params["area"] = LEEDS
    at.run()
    return done(at.switch_page("trust/people/page.py").run())


def html(at) -> str:
    return " ".join(e.proto.body for e in at.get("html") if "<style" not in e.proto.body)


def press(at, label: str):
    next(b for b in at.button if b.label.startswith(label)).click()
    return done(at.run())


def bring(at, raw: bytes, into: str):
    next(u for u in at.file_uploader if u.label == FILE).set_value(("leeds.zip", raw, "application/zip"))
    at.selectbox(key="account:into").set_value(into)
    done(at.run())
    return press(at, "Bring it in")


@pytest.fixture
def leeds_pack(records) -> bytes:
    trust = records.add_trust(LOCAL, "Leeds", LEEDS).id
    session = records.add(LOCAL, trust, Workshop(title="Autumn", area=LEEDS))
    records.add(LOCAL, trust, Idea(text="of Leeds only"), session.id)
    return pack_zip(records.export(LOCAL, trust))


def test_another_trusts_pack_is_refused_taken_in_by_name_and_taken_out_again(records, leeds_pack):
    bath = records.add_trust(LOCAL, "Bath", BATH).id
    at = bring(page(), leeds_pack, bath)
    assert "holds the notes of Leeds (E08000035)" in html(at) and "Nothing was changed" in html(at)
    assert records.items(LOCAL, bath) == []
    assert all(u.value is None for u in at.file_uploader), "the refused file is let go of"
    typed = next(t for t in at.text_input if t.label.startswith("Another trust's pack"))
    typed.set_value("Leeds")
    at = press(at, "Bring it in")
    assert "not that name" in html(at) and records.items(LOCAL, bath) == []
    next(t for t in at.text_input if t.label.startswith("Another trust's pack")).set_value("Bath")
    at = press(at, "Bring it in")
    assert "stands in the log" in html(at) and "not signed" in html(at)
    assert [i.body.text for i in records.items(LOCAL, bath, Idea)] == ["of Leeds only"]
    at = press(at, "Undo: take the pack out of Bath")
    assert "as it was before" in html(at) and records.items(LOCAL, bath) == []
    assert not any(b.label.startswith("Undo: take") for b in at.button)


def test_a_pack_for_a_place_nobody_knows_is_refused_in_words_and_every_page_stays_whole(records, leeds_pack):
    raw = json.loads(
        json.dumps(records.export(LOCAL, records.trusts(LOCAL)[0].id)).replace(LEEDS, "E99999999")
    )
    from c4eo_core.records.pack_seal import checksum

    raw["sha256"] = checksum(raw)
    at = bring(page(), pack_zip(raw), "new")
    assert "not in our book of areas" in html(at)
    assert len(records.trusts(LOCAL)) == 1
    done(at.switch_page("workshop/turning_the_curve/page.py").run())


def test_records_of_a_place_that_is_not_known_any_more_break_no_page(records):
    """As an earlier version would have let them in."""
    trust = records.add_trust(LOCAL, "Leeds", LEEDS).id
    body = Workshop(title="Autumn", area="nowhere", curves=("nosuch",), status="open")
    session = records.add(LOCAL, trust, body).id
    for area, code in (("E99999999", "E99999999"), (LEEDS, "E99999999")):
        figures = ((code, "2023/24", 51.5, ""),)
        records.add(LOCAL, trust, LocalSeries(area=area, title="Hall", source="us", figures=figures))
    for file, step in (
        ("workshop/turning_the_curve", "3"),
        ("trust/local_data", ""),
        ("workshop/report_card", ""),
    ):
        at = AppTest.from_file(str(ROOT / "pages" / "frame.py"), default_timeout=60)
        for name, value in {"area": LEEDS, "workshop": session, "step": step}.items():
            at.query_params[name] = value
        at.run()
        done(at.switch_page(f"{file}/page.py").run())
