"""The page of local data: a file looked at before it is saved, versions that come back, nothing left of what
was hidden, nobody else's.
"""

import csv
import gc
import io
import logging
import zipfile
from functools import _lru_cache_wrapper, lru_cache

import pytest
from streamlit.testing.v1 import AppTest

from c4eo_core.accounts.permissions import LOCAL, MEMBER, SPECIALIST, Actor
from c4eo_core.database.errors import NotSaved
from c4eo_core.folders import ROOT
from c4eo_core.records.local_kinds import LocalSeries, ServiceList
from c4eo_core.records.records import Records, open_records
from pages.downloads.local_data import local_data_routes
from pages.server import database
from pages.session import reader, uploads
from tests.pages.asgi import Client
from tests.pages.opening import done

LEEDS, BRADFORD = "E08000035", "E08000032"
FORM = "edit:form:"
SECRET = "Elm Rd %"
CSV = (
    f"Year,{SECRET},Count,Out"
    " of\n2019/20,50,60,120\n2020/21,51.2,62,121\n2021/22,20.1,30,149\n2022/23,2.0979,3,143\n2023/24,25,50,200\n"
).encode()
SAID = {
    "title": "Seen in time",
    "unit": "percentage",
    "polarity": "high",
    "year_type": "academic",
    "source": "Case system",
}


@pytest.fixture
def records(tmp_path, monkeypatch):
    monkeypatch.setenv("C4EO_RECORDS", str(tmp_path / "r.sqlite"))
    monkeypatch.delenv("C4EO_DATABASE_URL", raising=False)
    monkeypatch.delenv("C4EO_MODE", raising=False)
    monkeypatch.setattr(database, "_open", {})
    opened = open_records()
    yield opened
    opened.close()


def opened(area=LEEDS, **query):
    at = AppTest.from_file(str(ROOT / "pages" / "frame.py"), default_timeout=60)
    for name, value in {"area": area, **query}.items():
        at.query_params[name] = value
    at.run()
    return done(at.switch_page("trust/local_data/page.py").run())


def html(at):
    return " ".join(e.proto.body for e in at.get("html") if "<style" not in e.proto.body)


def bring(at, content=CSV, name="ours.csv", **said):
    next(u for u in at.file_uploader if u.label == "The file").set_value((name, content, "text/csv"))
    done(at.run())
    return say(at, **said)


def say(at, **said):
    for field, value in said.items():
        widget = at.text_input if field in ("title", "source", "per") else at.selectbox
        widget(key=f"{FORM}{field}").set_value(value)
    return done(at.run())


def save(at):
    at.button(key="edit:bring:save").click()
    return done(at.run())


def kept(records, kind=LocalSeries):
    return [i for t in records.trusts(LOCAL) for i in records.items(LOCAL, t.id, kind)]


def everything_in(at):
    """Whatever the session holds, as text."""
    state = at.session_state._state._state
    return repr((state._new_session_state, state._old_state, state._new_widget_state.states))


def body(**more):
    figures = tuple((LEEDS, f"{y}/{(y + 1) % 100}", 40.0 + y % 7, "") for y in range(2015, 2024))
    usual = {
        "title": "Seen in time",
        "year_type": "academic",
        "source": "Case system",
        "polarity": "high",
        "figures": figures,
    }
    came = {"area": LEEDS, "file": "ours.csv", "sha256": "ab" * 32, "came_on": "2026-11-20", "decimals": 1}
    return LocalSeries(**usual | came | more)


def test_with_nothing_there_it_says_what_to_bring_and_offers_the_templates(records):
    at = opened()
    assert (
        "<span>Local data</span></h1>" in html(at)
        and "No series of your own yet" in html(at)
        and "No list of your own yet" in html(at)
    )
    for name in ("series.csv", "series.xlsx", "services.csv"):
        assert f'href="templates/{name}" download' in html(at)
    assert records.trusts(LOCAL) == [] and len(at.file_uploader) == 2


def test_a_file_is_looked_at_before_anything_is_saved(records):
    at = bring(opened())
    assert at.button(key="edit:bring:save").disabled and kept(records) == [] and records.trusts(LOCAL) == []
    for words in (
        "Give it a title.",
        "Say which way is better.",
        "Say where the figures come from",
        "Taken for",
    ):
        assert words in html(at)
    at = say(at, **SAID)
    assert "25.0% in 2023/24, down from 50.0% in 2019/20" in html(
        at
    ) and "1 figure hidden because 1 to 4 children" in html(at)
    assert not at.button(key="edit:bring:save").disabled and records.trusts(LOCAL) == []


def test_saved_it_has_its_curve_and_nothing_of_what_was_hidden_is_left_anywhere(records, tmp_path, caplog):
    caplog.set_level(logging.DEBUG)
    at = save(bring(opened(), **SAID))
    (item,) = kept(records)
    assert (item.body.title, item.body.hidden, item.body.assured, item.body.area) == (
        "Seen in time",
        1,
        "counts",
        LEEDS,
    )
    assert ("E08000035", "2022/23", None, "c") in item.body.figures and item.version == 1
    assert "Seen in time (local, unpublished)" in html(at) and "was hidden on the way in" in html(at)
    assert at.get("arrow_vega_lite_chart") or at.get("vega_lite_chart")
    left = everything_in(at) + html(at) + caplog.text + str(dict(at.query_params))
    disk = b"".join(p.read_bytes() for p in tmp_path.glob("r.sqlite*"))
    for raw in ("2.0979", "2.098", ",143", "(143", SECRET):
        assert raw not in left and raw.encode() not in disk, raw
    assert not [k for k in ("edit:bring:file", f"{FORM}title", f"{FORM}kept") if k in at.session_state]


def test_the_file_is_let_go_of_as_soon_as_it_is_read(records, monkeypatch):
    gone = []
    real = uploads.let_go
    monkeypatch.setattr(uploads, "let_go", lambda given: (gone.append(given.name), real(given)))
    at = bring(opened())
    assert gone == ["ours.csv"] and all(u.value is None for u in at.file_uploader)


def test_rows_that_cannot_be_read_wait_for_a_decision(records):
    at = bring(opened(), CSV + b"2024/25,abc,,\n,1,2,3\n", **SAID)
    assert at.button(key="edit:bring:save").disabled and "Row 7, " in html(at) and "Row 8, year" in html(at)
    at.checkbox(key=f"{FORM}without-bad").check()
    save(done(at.run()))
    assert len(kept(records)[0].body.figures) == 5


def test_what_a_column_means_can_be_changed_before_it_is_saved(records):
    at = bring(opened(), b"Year,One,Two\n2022/23,20,30\n2023/24,21,31\n", **SAID)
    at.selectbox(key=f"{FORM}role:1").set_value("unused")
    done(at.run())
    at.checkbox(key=f"{FORM}agreed").check()
    save(done(at.run()))
    assert [f[2] for f in kept(records)[0].body.figures] == [30.0, 31.0] and kept(records)[
        0
    ].body.assured == "own word"


def test_what_was_typed_is_still_there_after_a_look_at_another_page(records):
    at = bring(opened(), **SAID)
    done(at.switch_page("trust/people/page.py").run())
    done(at.switch_page("trust/local_data/page.py").run())
    assert (
        at.text_input(key=f"{FORM}title").value == "Seen in time"
        and at.selectbox(key=f"{FORM}role:1").value == "value"
    )
    save(at)
    assert kept(records)[0].body.source == "Case system"


def test_a_published_file_is_known_for_one_and_a_column_and_words_are_chosen(records):
    rows = "".join(
        f"20{y}{y + 1},Academic year,{level},E92000001,E,{region},Y,{number},{code},{sex},{value}\n"
        for y in (22, 23)
        for sex, plus in (("Total", 0), ("Girls", 1))
        for level, region, number, code, value in (
            ("National", "", "", "", 7 + plus),
            ("Local authority", "E12000003", 383, LEEDS, 9 + plus),
        )
    )
    places = "country_code,country_name,region_code,region_name,old_la_code,new_la_code"
    head = f"time_period,time_identifier,geographic_level,{places},sex,sess_percent\n"
    at = bring(opened(), (head + rows).encode(), "absence.csv", title="Absence", polarity="low")
    assert "looks like a published file" in html(at) and at.selectbox(key=f"{FORM}unit").value == "percentage"
    at.selectbox(key=f"{FORM}filter:sex").set_value("Girls")
    save(done(at.run()))
    (item,) = kept(records)
    assert (
        item.body.official
        and item.body.assured == "published"
        and "explore education statistics (absence.csv)" in item.body.source
    )
    assert [f for f in item.body.figures if f[0] == LEEDS] == [
        (LEEDS, "2022/23", 10.0, ""),
        (LEEDS, "2023/24", 10.0, ""),
    ]
    assert "from a published file" in html(at)


def test_several_series_of_one_file_are_saved_as_one_step_to_undo(records):
    rows = "".join(
        f"202{y}/2{y + 1},{g},{40 + y},{n},100\n"
        for y in (2, 3)
        for g, n in (("Total", 40 + y), ("Girls", 40 + y))
    )
    at = bring(opened(), f"Year,Group,Value,Count,Out of\n{rows}".encode(), **SAID)
    at = save(at)
    assert {i.body.title for i in kept(records)} == {"Seen in time", "Seen in time: Girls"}
    at.button(key="edit:undo").click()
    done(at.run())
    assert kept(records) == []


def test_the_last_word_typed_is_saved_though_it_came_with_the_click(records):
    at = bring(opened(), **SAID)
    at.text_input(key=f"{FORM}title").set_value("Typed at the last moment")
    save(at)
    assert kept(records)[0].body.title == "Typed at the last moment"


def test_a_file_of_no_use_says_why_and_another_can_be_chosen(records):
    at = bring(opened(), b"%PDF-1.4 nothing", "ours.xlsx")
    assert "cannot be used" in html(at) and "cannot be opened" in html(at)
    at.button(key="edit:bring:again").click()
    assert [u.label for u in done(at.run()).file_uploader][0] == "The file"


def test_a_new_file_replaces_and_every_version_comes_back(records):
    trust = records.add_trust(LOCAL, "Trust of Leeds", LEEDS)
    item = records.add(LOCAL, trust.id, body(breaks=((2019, "a new form"),)))
    at = opened()
    at.button(key=f"edit:{item.id}:replace").click()
    at = bring(done(at.run()))
    assert at.text_input(key=f"{FORM}title").value == "Seen in time" and "takes the place of" in html(at)
    save(at)
    now = records.item(LOCAL, trust.id, item.id)
    assert now.version == 2 and len(now.body.figures) == 5 and now.body.breaks and len(kept(records)) == 1
    records.edit(LOCAL, trust.id, item.id, 2, withdrawn=True)
    at = opened()
    at.expander(key=f"edit:{item.id}:versions")
    at.session_state[f"edit:{item.id}:versions"] = True
    done(at.run())
    assert "2: replaced" in html(at) and "1: brought in" in html(at) and "3: " not in html(at), (
        "withdrawing makes no version"
    )
    at.button(key=f"edit:{item.id}:older:button").click()
    done(at.run())
    back = records.item(LOCAL, trust.id, item.id)
    assert (
        back.body.figures == item.body.figures
        and back.body.sha256 == item.body.sha256
        and back.body.withdrawn
    )


def test_withdrawn_shown_again_and_deleted_each_can_be_undone(records):
    trust = records.add_trust(LOCAL, "Trust of Leeds", LEEDS)
    item = records.add(LOCAL, trust.id, body())
    at = opened()
    at.button(key=f"edit:{item.id}:withdraw").click()
    done(at.run())
    assert kept(records)[0].body.withdrawn and "withdrawn" in html(at)
    at.button(key=f"edit:{item.id}:withdraw").click()
    done(at.run())
    assert not kept(records)[0].body.withdrawn
    at.button(key=f"edit:{item.id}:remove:button").click()
    done(at.run())
    assert kept(records) == []
    at.button(key="edit:undo").click()
    done(at.run())
    assert kept(records)[0].body == item.body


def test_a_full_disk_loses_nothing_that_was_read(records, monkeypatch):
    def full(_self, _actor, _trust, bodies, *_more):
        raise NotSaved("The disk is full.", bodies)

    at = bring(opened(), **SAID)
    with monkeypatch.context() as while_full:
        while_full.setattr(Records, "add_all", full)
        at = save(at)
    assert (
        kept(records) == []
        and "The disk is full." in html(at)
        and not at.success
        and "2.0979" not in everything_in(at)
    )
    at.button(key="edit:bring:place:again").click()
    done(at.run())
    assert [i.body.title for i in kept(records)] == ["Seen in time"]


def test_who_replaces_what_somebody_has_just_changed_is_shown_both_sides(records, monkeypatch):
    trust = records.add_trust(LOCAL, "Trust of Leeds", LEEDS)
    item = records.add(LOCAL, trust.id, body())
    at = opened()
    at.button(key=f"edit:{item.id}:replace").click()
    at = bring(done(at.run()))
    real = Records.edit

    def overtaken(self, actor, trust_id, id_, version, **fields):
        """Ann is quicker by a moment."""
        monkeypatch.setattr(Records, "edit", real)
        real(
            self, Actor("a", "Ann", SPECIALIST, frozenset({trust_id})), trust_id, id_, version, title="Of Ann"
        )
        return real(self, actor, trust_id, id_, version, **fields)

    monkeypatch.setattr(Records, "edit", overtaken)
    at = save(at)
    assert "Not saved." in html(at) and "Of Ann" in html(at) and not at.success
    assert kept(records)[0].body.title == "Of Ann"


def test_in_projector_view_local_figures_are_hidden_until_somebody_shows_them(records):
    trust = records.add_trust(LOCAL, "Trust of Leeds", LEEDS)
    records.add(LOCAL, trust.id, body())
    at = opened(projector="on")
    assert "Seen in time" not in html(at) and "local figures are hidden" in html(at) and not at.file_uploader
    next(b for b in at.button if b.label == "Show them here").click()
    assert "Seen in time" in html(done(at.run()))


def test_nothing_that_is_not_saved_yet_follows_to_another_trust(records):
    records.add_trust(LOCAL, "Trust of Leeds", LEEDS)
    records.add_trust(LOCAL, "Trust of Bradford", BRADFORD)
    at = bring(opened(), **SAID)
    at.selectbox(key="link_area").set_value(BRADFORD)
    done(at.run())
    assert (
        "ours.csv" not in html(at)
        and "Seen in time" not in html(at) + everything_in(at)
        and SECRET not in everything_in(at)
    )


def test_markup_in_a_title_a_heading_or_a_file_name_stays_text(records):
    evil = "<img src=x onerror=alert(1)>"
    text = f"Year,Value,Count,Out of,Group\n2023/24,40,40,100,{evil}\n2023/24,40,40,100,**b**\n".encode()
    at = save(bring(opened(), text, f"{evil}.csv", **SAID | {"title": evil}))
    assert evil not in html(at) and "&lt;img" in html(at)
    assert not [m for m in at.markdown if "<img" in m.value]


@pytest.mark.usefixtures("records")
def test_every_state_of_a_list_and_a_series_stands_in_a_real_table(records):
    trust = records.add_trust(LOCAL, "Trust of Leeds", LEEDS)
    long = "A very long title of a series about children who were seen in time " * 4
    for more in (
        {},
        {"withdrawn": True, "title": long[:290]},
        {"official": True, "assured": "published"},
        {"figures": ()},
        {"figures": ((LEEDS, "2023/24", None, "c"),)},
    ):
        records.add(LOCAL, trust.id, body(**more))
    columns = (
        "name",
        "type",
        "easting",
        "northing",
        "places",
        "opening",
        "ages_from",
        "ages_to",
        "placed_by",
        "row",
    )
    records.add(
        LOCAL,
        trust.id,
        ServiceList(
            area=LEEDS,
            title="Hubs",
            columns=columns,
            services=(("A", "family-hub", 430000, 433000, None, "", None, None, "postcode", "Row 2"),),
        ),
    )
    at = opened()
    assert html(at).count("<caption>Local series: 5</caption>") == 1 and "from a published file" in html(at)
    for item in kept(records):
        at.selectbox(key="edit:local:series").set_value(item.id)
        done(at.run())


# Files that leave


def got(address: str) -> tuple[int, dict[str, str], bytes]:
    answer = Client(*local_data_routes).get(address)
    return answer.status_code, answer.headers, answer.content


def test_a_series_leaves_by_a_guarded_address_and_is_kept_by_nobody(records, monkeypatch):
    trust = records.add_trust(LOCAL, "Trust of Leeds", LEEDS)
    item = records.add(LOCAL, trust.id, body(title="=Seen"))
    status, headers, content = got(f"/trust-files/local-data/{item.id}.csv?trust={trust.id}")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    assert status == 200 and headers["cache-control"] == "private, no-store" and len(rows) == 9
    assert (
        rows[0]["title"] == "'=Seen"
        and rows[0]["status"] == "local, unpublished"
        and rows[0]["source"] == "Case system"
    )
    status, _, content = got(f"/trust-files/local-data/{item.id}.xlsx?trust={trust.id}")
    assert status == 200 and zipfile.is_zipfile(io.BytesIO(content))
    assert got(f"/trust-files/local-data/{item.id}.exe?trust={trust.id}")[0] == 404
    assert got(f"/trust-files/local-data/none.csv?trust={trust.id}")[0] == 404
    other = records.add_trust(LOCAL, "Trust of Bradford", BRADFORD)
    assert got(f"/trust-files/local-data/{item.id}.csv?trust={other.id}")[0] == 404
    for role, of in ((MEMBER, {trust.id}), (SPECIALIST, {other.id})):
        monkeypatch.setattr(
            reader, "actor_of", lambda _request, role=role, of=of: Actor("p", "P", role, frozenset(of))
        )
        status, _, content = got(f"/trust-files/local-data/{item.id}.csv?trust={trust.id}")
        assert status == 403 and b"Seen" not in content


def test_templates_are_open_to_everybody():
    for name in ("series.csv", "series.xlsx", "services.csv"):
        status, headers, content = got(f"/templates/{name}")
        assert status == 200 and content and f'filename="template-{name}"' in headers["content-disposition"]
    assert got("/templates/other.csv")[0] == 404


def test_a_member_may_look_and_change_nothing(records, monkeypatch):
    trust = records.add_trust(LOCAL, "Trust of Leeds", LEEDS)
    item = records.add(LOCAL, trust.id, body())
    monkeypatch.setattr(reader, "actor", lambda: Actor("m", "Mo", MEMBER, frozenset({trust.id})))
    at = opened()
    assert "Seen in time" in html(at) and not at.file_uploader
    keys = {b.key for b in at.button}
    assert not keys & {f"edit:{item.id}:replace", f"edit:{item.id}:withdraw", f"edit:{item.id}:remove:button"}
    assert "trust-files/local-data" not in html(at), "who may not carry it away is offered no link"


def in_shared_caches(word):
    """Whether a word stands in a key or a value that functools keeps for the whole process, as deep as our
    own things go.
    """
    stack = [(o, 0) for o in gc.get_objects() if isinstance(o, _lru_cache_wrapper)]
    seen = set()
    while stack:
        held, depth = stack.pop()
        for inside in gc.get_referents(held):
            if (
                isinstance(inside, str)
                and word in inside
                or isinstance(inside, bytes)
                and word.encode() in inside
            ):
                return True
            ours = type(inside).__module__.startswith("c4eo_core") or type(inside).__name__ in (
                "_lru_list_elem",
                "dict",
                "tuple",
                "list",
            )
            if ours and depth < 6 and id(inside) not in seen and len(seen) < 400_000:
                seen.add(id(inside))
                stack.append((inside, depth + 1))
    return False


def test_nothing_of_it_is_in_a_cache_that_all_share(records):
    @lru_cache
    def planted(word):
        return [f"{word} bar"]

    planted("Foo")
    assert in_shared_caches("Foo bar"), "the search finds what is there"
    at = save(
        bring(
            opened(),
            CSV.replace(SECRET.encode(), b"Zanzibar"),
            "zanzibar.csv",
            **SAID | {"title": "Zanzibar"},
        )
    )
    assert (
        "Zanzibar" in html(at) and not in_shared_caches("Zanzibar") and not in_shared_caches("zanzibar.csv")
    )
