"""The guarded address of a session's report: only for those who may, named for its trust and day, kept by
nobody.
"""

import datetime as dt
import io
import secrets
import zipfile

import pytest

from c4eo_core.accounts.permissions import LOCAL, MEMBER, Actor
from c4eo_core.records.kinds import Action, Factor, Idea, Visit, Workshop
from c4eo_core.records.records import open_records
from pages.downloads.session_report import LABELS, trust_files_route
from pages.server import database
from pages.session import reader
from tests.pages.asgi import Client

LEEDS, CURVE = "E08000035", "gap-ks2-rwm-disadvantaged"
HOSTILE = '<script>alert(1)</script>"; rm -rf / \r\nX-Evil: 1'


@pytest.fixture
def records(tmp_path, monkeypatch):
    monkeypatch.setenv("C4EO_RECORDS", str(tmp_path / "r.sqlite"))
    monkeypatch.delenv("C4EO_MODE", raising=False)
    monkeypatch.setattr(database, "_open", {})
    opened = open_records()
    yield opened
    opened.close()


@pytest.fixture
def client():
    return Client(trust_files_route)


@pytest.fixture
def session(records):
    """(trust, session) of Leeds with a little in it."""
    trust = records.add_trust(LOCAL, "Leeds Children’s Trust", LEEDS)
    body = Workshop(
        title="Reading at 11", area=LEEDS, priority="closing_the_gap", held_on="2026-11-21", curves=(CURVE,)
    )
    held = records.add(LOCAL, trust.id, body)
    told = [
        Factor(indicator=CURVE, text="Readers in fourteen schools", direction="helping"),
        Idea(text="Clubs", chosen=True),
    ]
    records.add_all(LOCAL, trust.id, [*told, Action(what="Begin", who="Jo", by_when="2026-12-04")], held.id)
    return trust, held


def address(held, ending, trust):
    return f"/trust-files/{held}.{ending}?trust={trust}"


@pytest.mark.parametrize("ending", list(LABELS))
def test_every_form_comes_with_its_name_and_is_kept_by_nobody(client, session, ending):
    trust, held = session
    answer = client.get(address(held.id, ending, trust.id))
    assert answer.status_code == 200, answer.text
    name = answer.headers["content-disposition"]
    assert (
        name.startswith("attachment; ")
        and f'filename="leeds-children-s-trust-reading-at-11-2026-11-21.{ending}"' in name
    )
    assert "no-store" in answer.headers["cache-control"] and "private" in answer.headers["cache-control"]


def test_what_was_recorded_is_in_the_file(client, session):
    trust, held = session
    page = client.get(address(held.id, "html", trust.id)).text
    assert (
        "Readers in fourteen schools" in page
        and "Leeds Children’s Trust" in page
        and "4 December 2026" in page
    )
    slides = zipfile.ZipFile(io.BytesIO(client.get(address(held.id, "pptx", trust.id)).content))
    assert any(
        b"Readers in fourteen schools" in slides.read(n) for n in slides.namelist() if n.endswith(".xml")
    )
    calendar = client.get(address(held.id, "ics", trust.id)).text
    assert "SUMMARY:Begin (Jo)" in calendar and "DTSTART;VALUE=DATE:20261204" in calendar


def test_the_calendar_of_a_report_card_has_the_next_steps_of_visits_and_no_other_priority(
    client, session, records
):
    trust, held = session
    other = records.add(LOCAL, trust.id, Workshop(title="Elsewhere", area=LEEDS, priority="transitions"))
    records.add(LOCAL, trust.id, Action(what="Of another priority", by_when="2026-12-05"), other.id)
    visits = [
        Visit(next_steps="Send the list", who="Sam", due="2026-12-07"),
        Visit(next_steps="Was sent", due="2026-12-08", done=True),
    ]
    records.add_all(LOCAL, trust.id, visits)
    card = client.get(address("closing_the_gap", "ics", trust.id)).text
    assert (
        "SUMMARY:Begin (Jo)" in card
        and "SUMMARY:Send the list (Sam)" in card
        and "DTSTART;VALUE=DATE:20261207" in card
    )
    assert "Of another priority" not in card and "Was sent" not in card
    assert "Send the list" not in client.get(address(held.id, "ics", trust.id)).text


@pytest.mark.parametrize("mode", ["public", "shared", "anything"])
def test_where_nobody_is_known_everything_is_refused_and_the_records_stay_shut(
    client, session, monkeypatch, mode
):
    trust, held = session
    monkeypatch.setenv("C4EO_MODE", mode)
    monkeypatch.setenv("C4EO_SECRET", secrets.token_urlsafe(48))
    monkeypatch.setenv("C4EO_ADDRESS", "https://progress.example")
    monkeypatch.setattr(database, "open_database", lambda **_: pytest.fail("the records were opened"))
    for ending in (*LABELS, "exe"):
        answer = client.get(address(held.id, ending, trust.id))
        assert answer.status_code == 403 and "sign in" in answer.text
    assert client.get(address("nobody", "pdf", "nowhere")).text == answer.text, "it tells which trusts exist"


def test_another_trusts_session_is_not_found(client, session, records):
    _, held = session
    other = records.add_trust(LOCAL, "Camden", "E09000007")
    answer = client.get(address(held.id, "pdf", other.id))
    assert answer.status_code == 404 and "Reading" not in answer.text and "Leeds" not in answer.text


@pytest.mark.parametrize(
    ("held", "trust", "status"), [("unknown", "", 404), ("", "unknown", 404), ("factor", "", 404)]
)
def test_an_unknown_session_or_trust_is_refused_in_words(client, session, records, held, trust, status):
    own, workshop = session
    factor = records.items(LOCAL, own.id, Factor)[0].id
    name = {"unknown": "unknown", "": workshop.id, "factor": factor}[held]
    answer = client.get(address(name, "pdf", trust or own.id))
    assert (
        answer.status_code == status
        and answer.headers["content-type"].startswith("text/plain")
        and answer.text.endswith(".")
    )
    assert "no-store" in answer.headers["cache-control"]


def test_a_form_there_is_not_is_refused_in_words(client, session):
    trust, held = session
    answer = client.get(address(held.id, "exe", trust.id))
    assert answer.status_code == 404 and "choose one of its links" in answer.text


def test_a_member_who_only_reads_takes_nothing_away(client, session, monkeypatch):
    trust, held = session
    monkeypatch.setattr(
        reader, "actor_of", lambda _request: Actor("m", "a member", MEMBER, frozenset([trust.id]))
    )
    assert client.get(address(held.id, "pdf", trust.id)).status_code == 403


def test_a_session_of_no_priority_says_what_to_do(client, session, records):
    trust, _ = session
    bare = records.add(LOCAL, trust.id, Workshop(title="Bare", area=LEEDS))
    answer = client.get(address(bare.id, "pdf", trust.id))
    assert answer.status_code == 409 and "Choose a curve" in answer.text


def test_hostile_names_reach_neither_a_header_nor_the_page_as_code(client, records):
    trust = records.add_trust(LOCAL, '<img src=x onerror=alert(2)> "Łódź"', LEEDS)
    body = Workshop(title=HOSTILE, area=LEEDS, priority="transitions", outcome=HOSTILE)
    held = records.add(LOCAL, trust.id, body)
    records.add_all(
        LOCAL, trust.id, [Idea(text=HOSTILE), Action(what=HOSTILE, by_when="2026-12-01")], held.id
    )
    for ending in LABELS:
        answer = client.get(address(held.id, ending, trust.id))
        assert answer.status_code == 200 and "x-evil" not in answer.headers
        assert (
            "\n" not in answer.headers["content-disposition"]
            and "<" not in answer.headers["content-disposition"]
        )
    page = client.get(address(held.id, "html", trust.id)).text
    assert "<script>alert" not in page and "<img src=x" not in page and "&lt;script&gt;" in page
    assert (
        "filename*=UTF-8''img-src-x-onerror-alert-2-%C5%82%C3%B3d%C5%BA-"
        in answer.headers["content-disposition"]
    )
    calendar = client.get(address(held.id, "ics", trust.id)).text
    assert "\r\nX-Evil" not in calendar


def test_without_a_day_the_file_bears_todays(client, session, records):
    trust, _ = session
    held = records.add(LOCAL, trust.id, Workshop(title="", area=LEEDS, priority="transitions"))
    name = client.get(address(held.id, "ics", trust.id)).headers["content-disposition"]
    assert f"workshop-{dt.date.today().isoformat()}.ics" in name


def test_the_card_of_a_priority_has_an_address_too(client, session):
    trust, _ = session
    answer = client.get(address("closing_the_gap", "html", trust.id))
    assert answer.status_code == 200 and "Readers in fourteen schools" in answer.text
    assert "Readers" not in client.get(address("transitions", "html", trust.id)).text


def test_what_was_removed_is_in_no_file(client, session, records):
    trust, held = session
    factor = records.items(LOCAL, trust.id, Factor)[0]
    records.remove(LOCAL, trust.id, factor.id, factor.version)
    assert "Readers" not in client.get(address(held.id, "html", trust.id)).text
