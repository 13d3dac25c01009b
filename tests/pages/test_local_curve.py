"""A local series on the page: the same curve as any other, marked; in the workshop and its report; never off
its trust's screen.
"""

import datetime as dt
import gc
import io
import logging
import re
import zipfile

import pytest
from streamlit.testing.v1 import AppTest

from c4eo_core.accounts.permissions import LOCAL, MEMBER, Actor
from c4eo_core.answers.desk import prepared_desk
from c4eo_core.answers.local.desk import PREFIX
from c4eo_core.answers.report.trust_report import workshop_report
from c4eo_core.folders import ROOT
from c4eo_core.records.kinds import (
    Curve,
    Frozen,
    GroupForecast,
    Idea,
    Scenario,
    TurnedCurve,
    Verdict,
    Workshop,
)
from c4eo_core.records.local_kinds import LocalSeries
from c4eo_core.reports.forms import FORMS
from pages.cached import curves
from pages.components import curve, what_if
from pages.downloads.local_series import ENDINGS, local_files_route
from pages.editing import projector
from pages.server import allowed_hosts
from pages.session import reader
from tests.pages.asgi import Client

LEEDS, CAMDEN = "E08000035", "E09000007"
CANARY, FIGURE = "Quokkas per classroom", 63.1847
WORKSHOP_PAGE = "workshop/turning_the_curve/page.py"
SECTION = """
from c4eo_core.records.local_kinds import LocalSeries
from pages.session import reader, screen
from pages.trust.local_data.one_series import section
import streamlit as st
screen.style()
trust = reader.records().trusts(reader.actor())[0]
section(trust, reader.records().items(reader.actor(), trust.id, LocalSeries)[0])
"""


@pytest.fixture
def records(tmp_path, monkeypatch):
    monkeypatch.setenv("C4EO_MODE", "personal")
    monkeypatch.setenv("C4EO_RECORDS", str(tmp_path / "r.sqlite"))
    monkeypatch.delenv("C4EO_DATABASE_URL", raising=False)
    return reader.records()


@pytest.fixture
def trust(records):
    return records.add_trust(LOCAL, "Leeds Children’s Trust", LEEDS)


def rows(values, first=2016):
    return tuple((LEEDS, str(y), v, "" if v is not None else "c") for y, v in enumerate(values, start=first))


def series(**fields):
    usual = {
        "area": LEEDS,
        "title": CANARY,
        "unit": "percentage",
        "polarity": "high",
        "decimals": 1,
        "year_type": "academic",
        "came_on": "2026-11-05",
        "source": "Zoo register",
        "priority": "closing_the_gap",
        "figures": rows([58, 59, None, 61, 62, 61.5, 62, 63, FIGURE]),
    }
    return LocalSeries(**(usual | fields))


@pytest.fixture
def item(records, trust):
    return records.add(LOCAL, trust.id, series())


@pytest.fixture
def session(records, trust, item):
    """Under way, with the local series as its headline curve."""
    body = Workshop(
        title="Quiet rooms", area=LEEDS, held_on="2026-11-22", priority="closing_the_gap", status="open"
    )
    made = records.add(LOCAL, trust.id, body)
    records.add(LOCAL, trust.id, Curve(indicator=PREFIX + item.id), made.id)
    return made


def fine(at):
    assert not at.exception, [e.value for e in at.exception]
    return at


def looked_at(**state):
    at = AppTest.from_string(SECTION, default_timeout=60)
    for key, value in state.items():
        at.session_state[key] = value
    return fine(at.run())


def opened(workshop=None, step=None, area=LEEDS, page=WORKSHOP_PAGE, **link):
    at = AppTest.from_file(str(ROOT / "pages" / "frame.py"), default_timeout=60)
    for name, value in {"area": area, "workshop": workshop and workshop.id, "step": step, **link}.items():
        if value is not None:
            at.query_params[name] = str(value)
    at.run()
    at.switch_page(page).run()
    return fine(at)


def words(at):
    kinds = ("title", "markdown", "text", "info", "caption")
    seen = [h.proto.body for h in at.get("html")] + [e.value for kind in kinds for e in at.get(kind)]
    labels = [b.label for b in at.button] + [o for s in at.selectbox for o in s.options]
    return " ".join([*seen, *labels, *(str(t.value) for t in (*at.text_input, *at.text_area))])


def keys_of(at, item):
    """Keys of the session that name the series."""
    return re.findall(rf"'([^']*{item.id}[^']*)':", repr(at.session_state))


def press(at, label):
    [button] = [b for b in at.button if b.label == label]
    return fine(button.click().run())


def charts(at):
    return at.get("vega_lite_chart") or at.get("arrow_vega_lite_chart")


def only(records, trust, kind):
    [found] = records.items(LOCAL, trust.id, kind)
    return found


# One series in full


def test_a_series_is_drawn_with_its_mark_its_sentence_its_table_and_its_files(records, trust, item):
    at = looked_at()
    said = words(at)
    assert len(charts(at)) == 1 and f"{CANARY} (local, unpublished)" in said
    for part in (
        "belongs to Leeds Children’s Trust",
        "Zoo register",
        "5 November 2026",
        "one figure is hidden",
        "If nothing changes",
        "Not compared with neighbours",
        "taken alone",
        "hidden to protect",
    ):
        assert part in said, part
    assert all(f"trust-files/series/{item.id}.{e}?trust={trust.id}" in said for e in ENDINGS)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"figures": ()}, "no figure in this series yet"),
        ({"figures": rows([None, None])}, "No figure of this series can be drawn"),
        ({"withdrawn": True}, "withdrawn"),
        ({"figures": rows([50])}, "rests on one figure"),
        ({"polarity": "none"}, "Neither high nor low"),
        ({"title": "<script>alert(1)</script>" + "x" * 150}, "&lt;script&gt;"),
        (
            {
                "figures": rows([4, 9, None, 12], 2022),
                "unit": "count",
                "decimals": 0,
                "threshold": 5,
                "polarity": "low",
            },
            "Lower is better",
        ),
    ],
)
def test_every_state_is_told_in_words(records, trust, fields, said):
    if fields.get("unit") == "count":
        fields = fields | {"figures": rows([8, 9, None, 12], 2022)}
    records.add(LOCAL, trust.id, series(**fields))
    found = words(looked_at())
    assert said in found and "<script>alert" not in found


def test_a_projector_shows_nothing_of_it_until_somebody_shows_local_figures(records, trust, item):
    at = looked_at(link_projector=True)
    assert CANARY not in words(at) and "hidden on this screen" in words(at) and not charts(at)
    shown = looked_at(link_projector=True, **{projector._SHOWN_HERE: True})
    assert CANARY in words(shown) and charts(shown)


def test_the_what_if_opens_without_the_link_and_offers_nothing_at_an_address(records, trust, item):
    at = looked_at()
    [switch] = [t for t in at.toggle if t.label == "What if we acted?"]
    fine(switch.set_value(True).run())
    assert "fewer than five neighbours" in words(at) and len(charts(at)) == 2
    [goal] = [n for n in at.number_input if n.label.startswith("The figure to reach")]
    fine(goal.set_value(75.0).run())
    assert "To be at 75.0%" in words(at) and not at.query_params.get("whatif")
    assert (
        not at.get("download_button")
        and keys_of(at, item)
        and all(key.startswith("edit:") for key in keys_of(at, item))
    )
    press(at, "Keep this to compare")
    assert "Scenario A" in words(at)


def test_a_change_of_counting_can_be_marked_and_taken_back(records, trust, item):
    at = looked_at()
    place = f"edit:{item.id}:break:{item.version}"
    at.session_state[f"edit:{item.id}:breaks"] = True
    at = looked_at(**{f"edit:{item.id}:breaks": True})
    at.selectbox(key=f"{place}:year").set_value(2020)
    at.text_input(key=f"{place}:why").set_value("a new register")
    press(at, "Mark it")
    assert only(records, trust, LocalSeries).body.breaks == ((2020.0, "a new register"),)
    assert "changed in the year ending 2020" in words(at) and "a new register" in words(at)
    press(at, "It did not")
    assert only(records, trust, LocalSeries).body.breaks == ()


# The workshop


def test_a_workshop_offers_the_trusts_own_series_marked_and_after_the_published_ones(records, trust, item):
    held = records.add(LOCAL, trust.id, Workshop(area=LEEDS, priority="closing_the_gap", status="open"))
    at = opened(held, 3)
    [box] = [s for s in at.selectbox if s.label == "Add a candidate"]
    assert box.options[-1] == f"{CANARY} (local, unpublished)" and "local" not in " ".join(box.options[:-1])
    fine(box.set_value(PREFIX + item.id).run())
    assert only(records, trust, Curve).body.indicator == PREFIX + item.id
    assert f"{CANARY} (local, unpublished)" in words(at) and charts(at)


def test_its_baseline_is_frozen_judged_forecast_by_the_room_and_bent(records, trust, item, session):
    at = opened(session, 4)
    assert "local, unpublished" in words(at) and charts(at)
    press(at, "Not OK")
    frozen = only(records, trust, Frozen).body
    assert (
        frozen.indicator == PREFIX + item.id
        and frozen.title.endswith("(local, unpublished)")
        and frozen.baseline
    )
    assert (
        frozen.history[-1][2] == FIGURE
        and frozen.figures_version.startswith(PREFIX)
        and only(records, trust, Verdict).body.ok is False
    )
    press(at, "Type the values instead")
    assert len(only(records, trust, GroupForecast).body.values) == 3
    [goal] = [n for n in at.number_input if n.label.startswith("The figure to reach")]
    fine(goal.set_value(80.0).run())
    press(at, "Draw this ambition")
    assert only(records, trust, TurnedCurve).body.values[-1][1] == 80.0


def test_the_next_visit_asks_whether_it_has_turned_and_newer_figures_do_not_change_what_was_frozen(
    records, trust, item, session
):
    at = opened(session, 4)
    press(at, "OK")
    newer = records.item(LOCAL, trust.id, item.id)
    records.edit(
        LOCAL,
        trust.id,
        item.id,
        newer.version,
        figures=rows([58, 59, None, 61, 62, 61.5, 62, 63, FIGURE, 88.0]),
    )
    assert "Newer figures have been put in since" in words(opened(session, 4))
    later = records.add(
        LOCAL,
        trust.id,
        Workshop(area=LEEDS, status="open", goes_on_from=session.id, curves=(PREFIX + item.id,)),
    )
    said = words(opened(later, 0))
    assert "Has the curve turned?" in said and "Yes, so far" in said and "88.0%" in said


def test_an_idea_keeps_its_what_if_on_a_local_series(records, trust, item, session):
    idea = records.add(LOCAL, trust.id, Idea(text="Mentors", chosen=True), session.id)
    form = (
        f"area: {LEEDS}\nindicator: {PREFIX}{item.id}\nactions:\n- name: Mentors\n  effect: {{range: [4, 8],"
        " unit: points, source: ours}\n  reach: 0.5\n"
    )
    records.add(
        LOCAL,
        trust.id,
        Scenario(indicator=PREFIX + item.id, title="Mentors", form=form, idea=idea.id),
        session.id,
    )
    at = opened(session, 7)
    at.session_state[f"edit:{session.id}:ideas-view"] = "choose"
    fine(at.run())
    assert "percentage points better" in words(at) and CANARY in words(at)
    press(at, "Try it again")
    assert "fewer than five neighbours" in words(at) and charts(at) and not at.get("download_button")


@pytest.mark.parametrize("step", range(1, 10))
def test_a_projector_shows_no_local_title_or_figure_in_any_step_until_it_is_switched_on(
    records, trust, item, session, step
):
    at = opened(session, step, projector="on")
    assert CANARY not in words(at) and "63.2" not in words(at) and not charts(at)
    assert "local figures are hidden" in words(at)
    if step in (3, 4):
        assert "a local series. Its title and figures are hidden" in words(at)
        press(at, "Show them for this session")
        assert CANARY in words(at) and charts(at)


def test_the_list_of_sessions_on_a_projector_names_no_local_series(records, trust, item):
    records.add(LOCAL, trust.id, Workshop(area=LEEDS, curves=(PREFIX + item.id,)))
    said = words(opened(projector="on"))
    assert CANARY not in said and "a local series" in said and CANARY in words(opened())


def test_a_series_that_is_gone_leaves_the_session_whole(records, trust, item, session):
    records.remove(LOCAL, trust.id, item.id, item.version)
    assert "not here any more" in words(opened(session, 3)) and "No curve has been chosen" in words(
        opened(session, 4)
    )
    report = workshop_report(
        prepared_desk(), trust, session.id, records.items(LOCAL, trust.id), dt.date(2026, 11, 22)
    )
    assert PREFIX not in report.curves[0].indicator.id


@pytest.mark.parametrize("ending", list(FORMS))
def test_every_form_of_the_report_carries_it_with_its_mark(records, trust, item, session, ending):
    report = workshop_report(
        prepared_desk(), trust, session.id, records.items(LOCAL, trust.id), dt.date(2026, 11, 22)
    )
    made = FORMS[ending].make(report)
    if ending == "pdf":
        import pypdfium2

        document = pypdfium2.PdfDocument(made)
        text = " ".join(document[n].get_textpage().get_text_range() for n in range(len(document)))
        document.close()
    elif ending == "html":
        text = made.decode()
    else:
        inside = zipfile.ZipFile(io.BytesIO(made))
        text = " ".join(inside.read(name).decode() for name in inside.namelist() if name.endswith(".xml"))
    text = " ".join(text.split())
    assert (
        f"{CANARY} (local, unpublished)" in text and "Zoo register" in text and "not for publication" in text
    )


# Files


@pytest.fixture
def client(records):
    return Client(local_files_route)


@pytest.mark.parametrize("ending", ENDINGS)
def test_its_files_say_that_it_is_local_and_are_kept_by_nobody(client, trust, item, ending):
    answer = client.get(f"/trust-files/series/{item.id}.{ending}?trust={trust.id}")
    assert answer.status_code == 200 and "no-store" in answer.headers["cache-control"]
    assert f'-local-quokkas-per-classroom.{ending}"' in answer.headers["content-disposition"]
    if ending == "csv":
        assert answer.text.count("local, unpublished") > 8 and str(FIGURE) in answer.text
    if ending == "svg":
        assert "local, unpublished" in " ".join(answer.text.split())


def test_its_files_are_refused_to_whoever_may_not_have_them(client, records, trust, item, monkeypatch):
    other = records.add_trust(LOCAL, "Camden", CAMDEN)
    address = f"/trust-files/series/{item.id}.csv?trust="
    assert (
        client.get(address + other.id).status_code == 404
        and client.get(address + "nobody").status_code == 404
    )
    assert client.get(f"/trust-files/series/{item.id}.exe?trust={trust.id}").status_code == 404
    session = records.add(LOCAL, trust.id, Workshop(title="x"))
    assert client.get(f"/trust-files/series/{session.id}.csv?trust={trust.id}").status_code == 404
    monkeypatch.setattr(
        reader, "actor_of", lambda _request: Actor("m", "a member", MEMBER, frozenset([trust.id]))
    )
    assert client.get(address + trust.id).status_code == 403
    monkeypatch.undo()
    monkeypatch.setenv("C4EO_MODE", "public")
    assert (
        client.get(address + trust.id).status_code == 403
        and CANARY not in client.get(address + trust.id).text
    )


def test_its_address_is_guarded_like_a_reports(item):
    """In a personal copy nobody signs in: a name made to lead here from elsewhere gets nothing."""
    assert f"/trust-files/series/{item.id}.csv".startswith(allowed_hosts._PRIVATE)


# Privacy


def held_in_memory(canary):
    gc.collect()
    return [o for o in gc.get_objects() if type(o).__name__ == "LocalIndicator" and canary in o.title]


def test_no_title_or_figure_of_it_is_in_a_shared_cache_a_link_a_log_or_another_trusts_page(
    records, trust, item, session, caplog, tmp_path
):
    caches = (
        curves._kept_curve,
        curves._kept_forecast,
        curve._kept_rows,
        curve._kept_words,
        curve._kept_tables,
        what_if._ground,
    )
    asked = []
    with caplog.at_level(logging.DEBUG):
        for step in (3, 4, 7, 9):
            at = opened(session, step)
            asked.append(str(dict(at.query_params)))
        before = [cache.cache_info().currsize for cache in caches]
        looked_at()
        opened(session, 4)
        assert [cache.cache_info().currsize for cache in caches] == before, "a shared cache grew"
    assert CANARY not in " ".join(asked) and "Quokka" not in caplog.text and str(FIGURE) not in caplog.text
    other = records.add_trust(LOCAL, "Camden", CAMDEN)
    theirs = records.add(
        LOCAL,
        other.id,
        Workshop(area=CAMDEN, priority="closing_the_gap", status="open", curves=(PREFIX + item.id,)),
    )
    records.add(LOCAL, other.id, Curve(indicator=PREFIX + item.id), theirs.id)
    for step in (3, 4, 9):
        at = opened(theirs, step, area=CAMDEN)
        assert "Quokka" not in words(at) and "63.2" not in words(at)
    report = workshop_report(
        prepared_desk(), other, theirs.id, records.items(LOCAL, other.id), dt.date(2026, 11, 22)
    )
    assert "Quokka" not in FORMS["html"].make(report).decode()
    del at, report
    assert not held_in_memory("Quokka"), "something still holds the series"


def test_changing_the_trust_clears_what_was_typed_for_the_series(records, trust, item, session):
    records.add_trust(LOCAL, "Camden", CAMDEN)
    at = opened(session, 4)
    [goal] = [n for n in at.number_input if n.label.startswith("The figure to reach")]
    fine(goal.set_value(77.0).run())
    at.session_state["link_area"] = CAMDEN
    fine(at.run())
    assert "Quokka" not in words(at) and not keys_of(at, item)


def test_public_pages_know_nothing_of_it(records, trust, item, monkeypatch):
    monkeypatch.setenv("C4EO_MODE", "public")
    at = AppTest.from_file(str(ROOT / "pages" / "frame.py"), default_timeout=60)
    at.query_params["area"] = LEEDS
    fine(at.run())
    assert "Quokka" not in words(at)
    fine(at.switch_page("explore/indicator/page.py").run())
    assert "Quokka" not in words(at)
