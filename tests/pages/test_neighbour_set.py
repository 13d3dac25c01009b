"""Choosing neighbours on the compare page, and what other pages and files make of the choice."""

import csv
import io

import pytest
from streamlit.testing.v1 import AppTest

from c4eo_core.accounts.permissions import DIRECTOR, LOCAL, MEMBER, SPECIALIST, VISITOR, Actor
from c4eo_core.answers.desk import prepared_desk
from c4eo_core.folders import ROOT
from c4eo_core.records.local_kinds import NeighbourSet
from pages.cached import curves  # noqa: F401 - their files are asked for
from pages.components import curve  # noqa: F401 - their files are asked for
from pages.downloads.chosen_neighbours import neighbour_files_route
from pages.downloads.published import files_route
from pages.server import database  # noqa: F401 - their files are asked for
from pages.session import neighbours_in_use, reader  # noqa: F401 - their files are asked for
from tests.pages.asgi import Client

LEEDS, BATH, HACKNEY = "E08000035", "E06000022", "E09000012"
REASON = "canary: two of the ten have *changed* their <b>schools</b>"
PAGES = (
    "explore/compare/page.py",
    "explore/indicator/page.py",
    "priorities/closing_the_gap.py",
    "priorities/transitions.py",
    "priorities/family_wellbeing.py",
    "workshop/report_card/page.py",
    "workshop/turning_the_curve/page.py",
)


@pytest.fixture(autouse=True)
def own_records(tmp_path, monkeypatch):
    monkeypatch.setenv("C4EO_RECORDS", str(tmp_path / "r.sqlite"))
    monkeypatch.delenv("C4EO_DATABASE_URL", raising=False)
    monkeypatch.setenv("C4EO_MODE", "personal")


@pytest.fixture
def ten():
    return [n.code for n in prepared_desk().figures.neighbours[LEEDS]]


def chosen(*codes: str, area: str = LEEDS, name: str = "Leeds Children's Trust", reason: str = REASON) -> str:
    """A trust with a choice of neighbours; its id."""
    records = database.process_database().records
    trust = records.add_trust(LOCAL, name, area).id
    date = prepared_desk().figures.neighbour_date
    records.add(
        LOCAL,
        trust,
        NeighbourSet(area=area, title="t", members=codes, reason=reason, list_date=date, chosen=True),
    )
    return trust


def opened(file: str, **query: str) -> AppTest:
    at = AppTest.from_file(str(ROOT / "pages" / "frame.py"), default_timeout=60)
    at.query_params["area"] = LEEDS
    for key, value in query.items():
        at.query_params[key] = value
    at.run()
    at.switch_page(file).run()
    assert not at.exception, at.exception
    return at


def html(at: AppTest) -> str:
    return " ".join(e.proto.body for e in at.get("html"))


def open_expander(at: AppTest) -> AppTest:
    at.session_state["neighbours-used"] = True
    return at.run()


def form(at: AppTest):
    return (
        next(m for m in at.multiselect if m.label == "Neighbours to compare with"),
        next(t for t in at.text_area if t.label.startswith("Why these")),
        next(b for b in at.button if b.label == "Use these neighbours"),
    )


def sets() -> list[NeighbourSet]:
    records = database.process_database().records
    return [i.body for t in records.trusts(LOCAL) for i in records.items(LOCAL, t.id, NeighbourSet)]


def test_the_published_ten_are_the_default_with_their_words_and_their_date(tmp_path, ten):
    at = open_expander(opened("explore/compare/page.py"))
    assert "list of May 2025" in html(at) and "very close" in html(at)
    members, _, _ = form(at)
    assert members.value == ten
    assert not (tmp_path / "r.sqlite").exists(), "somebody who only reads makes no records"


def test_a_choice_is_saved_used_at_once_undone_and_taken_back(ten):
    at = open_expander(opened("explore/compare/page.py"))
    members, why, use = form(at)
    members.set_value([HACKNEY, *ten[2:]])
    why.set_value(REASON)
    use.click()
    at.run()
    assert not at.exception
    (body,) = sets()
    assert (
        body.members == (*ten[2:], HACKNEY)
        and body.reason == REASON
        and body.list_date == "2025-05"
        and body.chosen
    )
    said = html(at)
    assert (
        "Neighbours chosen by Leeds" in said
        and "&lt;b&gt;schools&lt;/b&gt;" in said
        and "<b>schools" not in said
    )
    assert "Hackney added" in said and "not on the published list" in said and "dropped" in said
    assert "chosen by Leeds" in html(opened("explore/indicator/page.py"))
    next(b for b in at.button if b.key == "edit:undo").click().run()
    assert not sets() and "Neighbours chosen by" not in html(at)
    next(b for b in at.button if b.key == "edit:redo").click().run()
    assert sets()
    next(b for b in at.button if b.label == "Go back to the published ten").click().run()
    assert not sets() and "Neighbours chosen by" not in html(at) and "list of May 2025" in html(at)


@pytest.mark.parametrize(
    ("pick", "why", "says"),
    [
        (lambda ten: [HACKNEY, *ten[1:]], "  ", "need a reason"),
        (lambda ten: [], REASON, "No neighbour is left"),
        (lambda ten: ten, REASON, "These are the published ten"),
    ],
)
def test_what_cannot_be_used_is_said_beside_the_form_and_nothing_is_lost(ten, pick, why, says):
    at = open_expander(opened("explore/compare/page.py"))
    members, reason, use = form(at)
    members.set_value(pick(ten))
    reason.set_value(why)
    use.click()
    at.run()
    assert says in html(at) and not sets()
    assert form(at)[0].value == pick(ten) and form(at)[1].value == why


@pytest.mark.parametrize("file", PAGES)
def test_every_page_that_uses_the_choice_says_so_with_date_and_reason(file, ten):
    chosen(*ten[1:], HACKNEY)
    said = html(opened(file))
    assert (
        "Neighbours chosen by Leeds Children&#39;s Trust" in said
        and "canary" in said
        and "Hackney added" in said
    )
    assert "Neighbours chosen by" not in html(opened(file, area=BATH)) and "canary" not in html(
        opened(file, area=BATH)
    )


@pytest.mark.parametrize("file", PAGES)
def test_on_a_projector_the_reason_is_not_read_out(file, ten):
    chosen(*ten[1:], HACKNEY)
    said = html(opened(file, projector="on"))
    assert "Neighbours chosen by" in said and "canary" not in said


def test_a_page_that_keeps_the_published_ten_says_that(ten):
    chosen(*ten[1:], HACKNEY)
    at = opened("explore/coverage/page.py")
    assert "not with the neighbours chosen by Leeds" in html(at) and "canary" not in html(at)


@pytest.mark.parametrize("file", ["public/headline_curves/page.py", "public/methods.py", "public/about.py"])
def test_the_public_pages_keep_the_published_ten(file, ten):
    before = html(opened(file))
    chosen(*ten[1:], HACKNEY)
    after = html(opened(file))
    assert after == before


def test_figures_change_with_the_choice_and_come_back_without_it(ten):
    before = html(opened("explore/indicator/page.py"))
    trust = chosen(
        *[a.code for a in prepared_desk().figures.areas.authorities if a.code.startswith("E09")][:10]
    )
    during = html(opened("explore/indicator/page.py"))
    assert before.split("Beside neighbours")[1] != during.split("Beside neighbours")[1]
    assert "10 neighbours chosen for Leeds" in during
    records = database.process_database().records
    (item,) = records.items(LOCAL, trust, NeighbourSet)
    records.remove(LOCAL, trust, item.id, item.version)
    assert html(opened("explore/indicator/page.py")) == before


def test_what_others_are_shown_from_what_is_kept_knows_nothing_of_the_choice(ten):
    """The kept pieces know the codes, which are public, under a key of their own; never a reason, a name or
    an id.
    """
    trust = chosen(*ten[1:], HACKNEY)
    opened("explore/indicator/page.py")
    opened("priorities/closing_the_gap.py")
    opened("explore/compare/page.py")
    import gc
    from functools import _lru_cache_wrapper

    wrappers = [
        o
        for o in gc.get_objects()
        if isinstance(o, _lru_cache_wrapper) and o.__module__.startswith(("pages.", "c4eo_core."))
    ]
    assert len(wrappers) > 40
    held = repr(
        [
            gc.get_referents(w)
            for w in wrappers
            if w.cache_info().currsize and w.__module__.startswith("pages.")
        ]
    )
    assert HACKNEY in held  # so the search does look inside
    assert "canary" not in held and trust not in held
    assert neighbours_in_use.version() == prepared_desk().figures.version


def test_under_five_chosen_gives_no_average_on_the_page(ten):
    chosen(*ten[:4])
    said = html(opened("explore/indicator/page.py"))
    assert "With under 5 no " in said and "Only 4 neighbours chosen, too few for a median" in said


def test_with_several_trusts_of_an_authority_the_one_in_the_link_decides(ten):
    chosen(*ten[1:], HACKNEY, name="First", reason="first reason")
    second = chosen(*ten[2:], BATH, name="Second", reason="second reason")
    assert "first reason" in html(opened("explore/compare/page.py"))
    other = html(opened("explore/compare/page.py", trust=second))
    assert "second reason" in other and "first reason" not in other


def test_records_that_cannot_be_read_leave_the_published_ten_and_say_so(tmp_path, ten):
    (tmp_path / "r.sqlite").write_bytes(b"this is no database" * 100)
    said = html(opened("explore/compare/page.py"))
    assert "could not be read just now" in said and "Closing the gap" in said


class _Asker:
    """Speaks to the routes as somebody."""

    def __init__(self, monkeypatch):
        self._client = Client(files_route, neighbour_files_route)
        self._patch = monkeypatch

    def __call__(self, who: Actor, path: str):
        self._patch.setattr(reader, "actor_of", lambda _request: who)
        if who is VISITOR:
            self._patch.setenv("C4EO_MODE", "shared")
        answer = self._client.get(path)
        self._patch.setenv("C4EO_MODE", "personal")
        return answer


@pytest.fixture
def ask(monkeypatch):
    return _Asker(monkeypatch)


def test_files_of_such_a_page_come_from_the_guarded_address_and_carry_the_choice(ask, ten):
    trust = chosen(*ten[1:], HACKNEY)
    at = opened("explore/indicator/page.py")
    assert (
        f"trust-figures/curve.csv?area={LEEDS}" in html(at)
        and f"trust={trust}" in html(at)
        and "files/curve.csv" not in html(at)
    )
    answer = ask(LOCAL, f"/trust-figures/curve.csv?area={LEEDS}&indicator=ks2-rwm-expected&trust={trust}")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert {"Hackney"} < {r["area"] for r in rows if r["role"] == "chosen neighbour"}
    assert (
        "chosen-neighbours" in answer.headers["content-disposition"]
        and "no-store" in answer.headers["cache-control"]
    )
    assert REASON.encode() not in answer.content


@pytest.mark.parametrize("kind", ["curve", "profile", "several", "scatter", "all-areas"])
def test_nobody_without_a_part_in_the_trust_gets_its_files(ask, ten, kind):
    trust = chosen(*ten[1:], HACKNEY)
    words = f"area={LEEDS}&indicator=absence&x=absence&y=absence&set=headlines&places={LEEDS}&trust={trust}"
    for who in (
        VISITOR,
        Actor("a", "A", SPECIALIST, frozenset({"other"})),
        Actor("b", "B", DIRECTOR),
        Actor("c", "C", MEMBER),
    ):
        assert ask(who, f"/trust-figures/{kind}.csv?{words}").status_code == 403, who
    assert (
        ask(Actor("d", "D", MEMBER, frozenset({trust})), f"/trust-figures/{kind}.csv?{words}").status_code
        == 200
    )


def test_the_open_address_takes_no_neighbours_from_a_link(ask, ten):
    version = f"{prepared_desk().figures.version}|{LEEDS}|{HACKNEY}"
    plain = f"/files/curve.csv?area={LEEDS}&indicator=absence"
    answer = ask(LOCAL, f"{plain}&near={version}")
    assert answer.content == ask(LOCAL, plain).content and b"chosen" not in answer.content


def test_a_kind_that_neighbours_do_not_change_has_no_guarded_address(ask):
    assert ask(LOCAL, "/trust-figures/report-card.pdf?trust=x").status_code == 404
