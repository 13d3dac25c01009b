"""Every role, every page, every mode: what opens, what is offered, and what is said instead. Pages come from
the register itself.
"""

import re
from dataclasses import dataclass, replace

import bcrypt
import pytest
from streamlit.testing.v1 import AppTest

from c4eo_core.accounts import passwords
from c4eo_core.accounts.accounts import Caller
from c4eo_core.accounts.permissions import ADMINISTRATOR, LOCAL, Actor
from c4eo_core.folders import ROOT
from c4eo_core.records.kinds import Idea, Workshop
from pages.navigation.page_list import PAGES, kind_of
from pages.server import database
from pages.session import reader

LEEDS, BATH = "E08000035", "E06000022"
SECRET, ADDRESS = "Zk3vQ9xT7mB2wL8rN5yH1cJ6dF4gS0pA-uE", "http:" + "//127.0.0.1:8501"
BOSS = Actor("boss", "Boss", ADMINISTRATOR)
FILES = [file for _, file, _, _, _ in PAGES]
SIGN_IN, NOT_HERE, NOT_YOU = "Please sign in", "This page is not open here", "This page is not open to you"
# What each folder is for, written out a second time.
MAY = {
    "public": {"visitor", "administrator", "specialist", "director", "member"},
    "priorities": {"administrator", "specialist", "director", "member"},
    "explore": {"administrator", "specialist", "director", "member"},
    "workshop": {"specialist", "director", "member"},
    "trust": {"specialist", "director", "member"},
    "trust/people/page.py": {"administrator", "specialist", "director", "member"},
}
CANARY = {"leeds": "canary of Leeds", "bath": "canary of Bath", "york": "canary of York"}


class Quick:
    hash = staticmethod(lambda password: bcrypt.hashpw(password.encode(), bcrypt.gensalt(4)).decode())
    check_pw = staticmethod(lambda password, kept: bcrypt.checkpw(password.encode(), kept.encode()))


@dataclass(frozen=True)
class Place:
    """tokens: by role; trusts: ids by name; items: ids of each trust's workshop."""

    tokens: dict[str, str]
    trusts: dict[str, str]
    items: dict[str, str]


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    patch = pytest.MonkeyPatch()
    patch.setenv("C4EO_RECORDS", str(tmp_path_factory.mktemp("roles") / "r.sqlite"))
    patch.delenv("C4EO_DATABASE_URL", raising=False)
    patch.setenv("C4EO_SECRET", SECRET)
    patch.setenv("C4EO_ADDRESS", ADDRESS)
    patch.setenv("C4EO_MODE", "shared")
    patch.setattr(passwords, "_hasher", lambda: Quick)
    records, accounts = database.process_database().records, database.process_database().accounts
    trusts, items = {}, {}
    for name, area in (("leeds", LEEDS), ("bath", BATH), ("york", "E06000014")):
        trusts[name] = records.add_trust(LOCAL, f"Trust of {name}", area).id
        items[name] = records.add(LOCAL, trusts[name], Workshop(title=CANARY[name])).id
        records.add(LOCAL, trusts[name], Idea(text=CANARY[name]), items[name])

    def joined(role: str, of: list[str], name: str) -> str:
        token = accounts.invite(BOSS, name, f"{name}@example.org", role, of)
        return accounts.take_up(token, name, "mossy lantern pigeon", Caller("192.0.2.1", "")).token

    tokens = {
        "visitor": "",
        "administrator": joined("administrator", [], "ada"),
        "specialist": joined("specialist", [trusts["leeds"], trusts["bath"]], "sam"),
        "other": joined("specialist", [trusts["bath"], trusts["york"]], "ola"),
        "director": joined("director", [trusts["leeds"]], "dee"),
        "member": joined("member", [trusts["leeds"]], "mo"),
    }
    yield Place(tokens, trusts, items)
    patch.undo()


def opened(place: Place, monkeypatch, who: str, file: str, mode: str = "shared", **link: str) -> AppTest:
    monkeypatch.setenv("C4EO_MODE", mode)
    monkeypatch.setattr(
        reader, "cookies", lambda: {"c4eo-session": place.tokens[who]} if place.tokens[who] else {}
    )
    at = AppTest.from_file(str(ROOT / "pages" / "frame.py"), default_timeout=60)
    for name, value in link.items():
        at.query_params[name] = value
    at.run()
    assert not at.exception, at.exception
    at.switch_page(file).run()
    assert not at.exception, (who, file, [e.value for e in at.exception])
    return at


def said(at: AppTest) -> str:
    """Everything on the page, whatever shows it."""
    pieces = [
        str(getattr(e, "value", "")) + str(getattr(e, "label", "")) + str(getattr(e, "proto", "")) for e in at
    ]
    return " ".join(pieces)


def title(at: AppTest) -> str:
    return at.title[0].value if at.title else ""


def test_a_page_names_the_same_readers_as_its_place_in_the_house():
    for file in FILES:
        text = (ROOT / "pages" / file).read_text(encoding="utf-8")
        text = re.sub(r'\A""".*?"""', "", text, flags=re.DOTALL)
        (kind,) = re.findall(r"^guard\.require\(guard\.(\w+)\)$", text, re.MULTILINE)
        assert kind.lower() == kind_of(file), file
        first = re.search(r"^(?!from |import |    |\)|\"|$)\S.*$", text, re.MULTILINE).group(0)
        assert first.startswith("guard.require") or re.match(r"[A-Z_]+ = |@|def |class ", first), (
            file,
            first,
        )
    on_disk = {
        p.relative_to(ROOT / "pages").as_posix()
        for f in ("public", "priorities", "explore", "workshop", "trust")
        for p in [*(ROOT / "pages" / f).glob("*.py"), *(ROOT / "pages" / f).glob("*/page.py")]
        if p.name != "__init__.py"
    }
    assert on_disk - {f"{f}/__init__.py" for f in MAY} == set(FILES), (
        "a page that is not in the register is a page nobody guards"
    )


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("who", ["visitor", "administrator", "specialist", "director", "member"])
def test_in_shared_mode_a_page_opens_for_whom_it_is_meant(place, monkeypatch, who, file):
    at = opened(place, monkeypatch, who, file)
    allowed = who in (MAY.get(file) or MAY[file.split("/")[0]])
    expected = None if allowed else SIGN_IN if who == "visitor" else NOT_YOU
    assert (title(at) == expected) if expected else title(at) not in (SIGN_IN, NOT_HERE, NOT_YOU)
    if not allowed:
        assert "canary" not in said(at) and not at.text_input and not at.get("file_uploader")


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("mode", ["personal", "public", "nonsense"])
def test_in_the_other_modes_a_page_opens_for_everybody_or_nobody(place, monkeypatch, mode, file):
    at = opened(place, monkeypatch, "director", file, mode)
    allowed = mode == "personal" or file.startswith("public/")
    assert (title(at) == NOT_HERE) != allowed
    assert allowed or "canary" not in said(at)


@pytest.mark.parametrize("who", ["visitor", "administrator", "specialist", "director", "member"])
def test_only_pages_that_open_are_offered(place, monkeypatch, who):
    offered = []
    from pages.navigation import page_list

    real = page_list.st.Page
    monkeypatch.setattr(
        page_list.st,
        "Page",
        lambda file, **more: offered.append((file, more["visibility"])) or real(file, **more),
    )
    opened(place, monkeypatch, who, "public/about.py")
    for file, visibility in offered:
        name = file.relative_to(ROOT / "pages").as_posix()
        if (name, visibility) == ("public/headline_curves/page.py", "hidden"):
            continue  # what Streamlit wants for "/", where the plain pages stand
        assert (visibility == "visible") == (who in (MAY.get(name) or MAY[name.split("/")[0]])), name
    assert len(offered) >= len(FILES)


@pytest.mark.parametrize("mode", ["public", "nonsense"])
def test_a_public_copy_touches_no_records_even_where_they_lie_beside_it(place, monkeypatch, mode):
    def touched(*_args, **_more):
        raise AssertionError("the records were opened")

    monkeypatch.setattr(database, "open_database", touched)
    monkeypatch.setattr(database, "_open", {})
    for file in FILES:
        opened(place, monkeypatch, "director", file, mode)


def test_a_session_that_ended_opens_nothing_from_the_next_click_and_its_button_does_nothing(
    place, monkeypatch
):
    accounts = database.process_database().accounts
    token = accounts.sign_in("dee@example.org", "mossy lantern pigeon", Caller("192.0.2.1", "")).token
    here = Place({**place.tokens, "dee again": token}, place.trusts, place.items)
    at = opened(
        here,
        monkeypatch,
        "dee again",
        "workshop/turning_the_curve/page.py",
        workshop=place.items["leeds"],
        area=LEEDS,
    )
    assert "canary of Leeds" in said(at)
    field = next(t for t in (*at.text_input, *at.text_area) if str(t.key).startswith("edit:"))
    before = database.process_database().records.history(LOCAL, place.trusts["leeds"])
    accounts.sign_out(token)
    field.set_value("written after signing out").run()
    assert title(at) == SIGN_IN and "canary" not in said(at)
    assert database.process_database().records.history(LOCAL, place.trusts["leeds"]) == before


def test_who_comes_after_somebody_else_on_the_same_screen_finds_nothing_of_theirs(place, monkeypatch):
    at = opened(
        place,
        monkeypatch,
        "director",
        "workshop/turning_the_curve/page.py",
        workshop=place.items["leeds"],
        area=LEEDS,
    )
    at.session_state["edit:left behind"] = "canary of Leeds"
    monkeypatch.setattr(reader, "cookies", lambda: {"c4eo-session": place.tokens["other"]})
    at.run()
    assert "edit:left behind" not in at.session_state and "canary of Leeds" not in said(at)


def test_a_member_can_type_nowhere_in_a_session(place, monkeypatch):
    at = opened(
        place,
        monkeypatch,
        "member",
        "workshop/turning_the_curve/page.py",
        workshop=place.items["leeds"],
        area=LEEDS,
    )
    fields = [
        w
        for w in (*at.text_input, *at.text_area, *at.checkbox, *at.selectbox)
        if str(w.key).startswith("edit:")
    ]
    assert fields and all(w.disabled for w in fields), [w.key for w in fields if not w.disabled]


READER_MAY_PRESS = {
    "All sessions",
    "Open",
    "Next step",
    "Back",
    "Show them here",
    "Hide them",
    "Close the what-if",
    "Try it again",
    "What difference might this make?",
}


@pytest.fixture(scope="module")
def full(place):
    """A session of Leeds with a record of every kind in it, open; its id."""
    from bench.canary_trusts import LOOSE, full_of
    from c4eo_core.records.kinds import KINDS

    records, leeds = database.process_database().records, place.trusts["leeds"]
    session = records.add(LOCAL, leeds, replace(full_of(Workshop, "reader", LEEDS), status="open"))
    for kind, cls in KINDS.items():
        if kind not in ("workshop", "frozen", "neighbour_set"):
            records.add(LOCAL, leeds, full_of(cls, "reader", LEEDS), None if kind in LOOSE else session.id)
    return session.id


@pytest.mark.parametrize("step", [*"123456789", ""])
def test_a_reader_is_offered_nothing_that_writes_in_any_step(place, full, monkeypatch, step):
    """Every button that can be pressed is one that only looks; every field is greyed out; a sentence says
    why.
    """
    words = {"workshop": full, "step": step} if step else {}
    at = opened(place, monkeypatch, "member", "workshop/turning_the_curve/page.py", area=LEEDS, **words)
    assert "Your account reads and changes nothing" in said(at)
    pressable = {b.label for b in at.button if not b.disabled and not b.label.startswith("Next: ")}
    assert pressable <= READER_MAY_PRESS, pressable - READER_MAY_PRESS
    fields = [
        w
        for w in (
            *at.text_input,
            *at.text_area,
            *at.checkbox,
            *at.selectbox,
            *at.number_input,
            *at.multiselect,
            *at.date_input,
        )
        if str(w.key).startswith("edit:") and not str(w.key).startswith("edit:sum:")  # tried, never written
    ]
    assert all(w.disabled for w in fields), [w.key for w in fields if not w.disabled]
    writer = opened(place, monkeypatch, "director", "workshop/turning_the_curve/page.py", area=LEEDS, **words)
    assert "changes nothing" not in said(writer) and len([b for b in writer.button if not b.disabled]) > len(
        pressable
    )


@pytest.mark.parametrize(
    "file", ["workshop/report_card/page.py", "workshop/what_works/page.py", "explore/compare/page.py"]
)
def test_a_reader_is_offered_nothing_that_writes_on_the_other_pages(place, full, monkeypatch, file):
    for more in ({}, {"known": "here"}, {"editing": "on", "view": "scatter"}):
        at = opened(place, monkeypatch, "member", file, area=LEEDS, **more)
        assert {b.label for b in at.button if not b.disabled} <= READER_MAY_PRESS | {"Swap"}
        assert not at.text_area and not [t for t in at.toggle if t.label == "Edit this card"]


@pytest.mark.parametrize(
    ("who", "area", "says"),
    [
        ("member", LEEDS, "Your account may read this"),
        ("director", BATH, "No trust of yours belongs to this authority"),
        ("administrator", LEEDS, "chosen by a trust, for its own screens"),
        ("director", LEEDS, None),
    ],
)
def test_neighbours_are_chosen_by_those_who_write_in_the_trust_of_that_authority(
    place, monkeypatch, who, area, says
):
    at = opened(place, monkeypatch, who, "explore/compare/page.py", area=area)
    at.session_state["neighbours-used"] = True
    at.run()
    assert not at.exception and "list of May 2025" in said(at)
    form = [m for m in at.multiselect if m.label == "Neighbours to compare with"]
    assert (says is None) == bool(form) and (says is None or says in said(at))


@pytest.mark.parametrize("who", ["specialist", "other"])
def test_two_specialists_and_three_trusts_never_meet_where_they_should_not(place, monkeypatch, who):
    mine = {"specialist": ("leeds", "bath"), "other": ("bath", "york")}[who]
    areas = {"leeds": LEEDS, "bath": BATH, "york": "E06000014"}
    for name in CANARY:
        for file in [f for f in FILES if kind_of(f) in ("records", "account")]:
            at = opened(
                place,
                monkeypatch,
                who,
                file,
                area=areas[name],
                workshop=place.items[name],
                trust=place.trusts[name],
            )
            shown = {n for n, words in CANARY.items() if words in said(at)}
            assert shown <= ({name} & set(mine)), (file, name, shown)
