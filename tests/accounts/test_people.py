"""Who looks after people, what a role may have, and a log that says who did what and nothing else."""

import inspect
import threading
from contextlib import suppress

import pytest
import sqlalchemy as sa
from sqlalchemy import create_engine

from c4eo_core.accounts.accounts import Accounts
from c4eo_core.accounts.audit import WORDS
from c4eo_core.accounts.errors import AccountRefused, NotYours
from c4eo_core.accounts.permissions import LOCAL, VISITOR, Actor
from c4eo_core.accounts.signing_in import Entry
from c4eo_core.database.connection import address_of
from c4eo_core.records.errors import NotAllowed
from c4eo_core.records.kinds import Idea
from tests.accounts.conftest import BOSS, GOOD, HOME
from tests.records.tools import director, rows, specialist

# What anybody may ask for themselves; `note` writes a line for something `may` has let through already.
FOR_ONESELF = {name for name, _ in inspect.getmembers(Entry, inspect.isfunction)} | {"note"}


def managing() -> list[str]:
    return [
        n
        for n, _ in inspect.getmembers(Accounts, inspect.isfunction)
        if not n.startswith("_") and n not in FOR_ONESELF
    ]


@pytest.mark.parametrize("name", managing())
def test_nobody_but_an_administrator_looks_after_people(accounts, join, leeds, name):
    ann = join()
    given = {"person": ann.actor.id, "name": "Eve", "email": "eve@example.org", "role": "administrator"}
    method = getattr(accounts, name)
    needed = [
        p
        for p, how in inspect.signature(method).parameters.items()
        if how.default is how.empty and p != "actor"
    ]
    member = Actor("m", "Mo", "member", frozenset({leeds}))
    for outsider in (director(leeds), specialist(leeds), member, VISITOR, LOCAL, Actor("x", "X", "")):
        with pytest.raises(NotYours):
            method(outsider, **{p: given[p] for p in needed})
    assert accounts.actor(ann.token) and len(accounts.people(BOSS)) == 1
    assert {
        "people",
        "log",
        "invite",
        "new_link",
        "change",
        "close_account",
        "open_account",
        "remove",
        "sign_out_person",
    } == set(managing())


def test_each_role_has_the_trusts_that_go_with_it(accounts, leeds, bath):
    wrong = [
        ("administrator", [leeds]),
        ("director", []),
        ("director", [leeds, bath]),
        ("member", []),
        ("king", []),
        ("local", []),
        ("public", []),
    ]
    for n, (role, trusts) in enumerate(wrong):
        with pytest.raises(AccountRefused):
            accounts.invite(BOSS, "X", f"x{n}@example.org", role, trusts)
    with pytest.raises(AccountRefused, match="does not exist"):
        accounts.invite(BOSS, "X", "x@example.org", "director", ["0" * 32])
    assert accounts.people(BOSS) == []
    for n, (role, trusts) in enumerate(
        [("specialist", []), ("specialist", [leeds, bath]), ("director", [leeds]), ("member", [bath])]
    ):
        accounts.invite(BOSS, "X", f"y{n}@example.org", role, trusts)
    assert len(accounts.people(BOSS)) == 4


@pytest.mark.parametrize(
    "email",
    [
        "",
        "ann",
        "ann@",
        "@x.org",
        "a b@x.org",
        "ann@x",
        "ann@x..org",
        "<ann@x.org>",
        "a\0@x.org",
        "a" * 250 + "@x.org",
        "a@x.org,b@x.org",
    ],
)
def test_what_is_no_email_is_refused(accounts, email):
    with pytest.raises(AccountRefused, match="not an e-mail"):
        accounts.invite(BOSS, "Ann", email, "administrator")


def test_one_email_has_one_account_whatever_its_letters(accounts, join):
    join("Ann.Lee@Example.org")
    with pytest.raises(AccountRefused, match="account with this e-mail"):
        accounts.invite(BOSS, "Ann", "ann.lee@example.ORG", "administrator")


def test_a_change_of_role_or_trust_counts_from_the_next_question(accounts, opened, join, leeds, bath):
    ann = join(role="director", trusts=[leeds])
    opened.records.add(ann.actor, leeds, Idea(text="one"))
    accounts.change(BOSS, ann.actor.id, trusts=[bath])
    now = accounts.actor(ann.token)
    assert now.trusts == {bath}
    with pytest.raises(NotAllowed):
        opened.records.items(now, leeds)
    accounts.change(BOSS, ann.actor.id, role="member")
    with pytest.raises(NotAllowed):
        opened.records.add(accounts.actor(ann.token), bath, Idea(text="two"))
    accounts.close_account(BOSS, ann.actor.id)
    assert accounts.actor(ann.token) is None


def test_a_trust_that_is_deleted_leaves_everybodys_trusts(accounts, opened, join, leeds, bath):
    sam = join("sam@example.org", "specialist", [leeds, bath])
    opened.records.delete_trust(LOCAL, leeds, "Leeds Children's Trust")
    assert accounts.actor(sam.token).trusts == {bath}


def test_the_last_administrator_stays(accounts, join, leeds):
    ann, bob = join(), join("bob@example.org", name="Bob")
    accounts.close_account(BOSS, bob.actor.id)
    for act in (
        lambda: accounts.close_account(BOSS, ann.actor.id),
        lambda: accounts.remove(BOSS, ann.actor.id),
        lambda: accounts.change(BOSS, ann.actor.id, role="director", trusts=[leeds]),
    ):
        with pytest.raises(AccountRefused, match="last administrator"):
            act()
    assert accounts.actor(ann.token).role == "administrator"
    accounts.open_account(BOSS, bob.actor.id)
    accounts.remove(BOSS, ann.actor.id)
    assert accounts.actor(ann.token) is None


def test_two_administrators_cannot_end_each_other_at_the_same_moment(accounts, join):
    ids, start = [join(f"{n}@example.org").actor.id for n in "ab"], threading.Barrier(2)

    def end(id_: str) -> None:
        start.wait()
        with suppress(AccountRefused):
            accounts.close_account(BOSS, id_)

    threads = [threading.Thread(target=end, args=(i,)) for i in ids]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert [p.disabled for p in accounts.people(BOSS)].count(False) == 1


def test_the_log_says_who_did_what_and_holds_no_content(accounts, opened, url, join, leeds):
    ann = join(name="Ann Lee")
    bob = join("bob@example.org", "director", [leeds], "Bob Ray")
    opened.records.add(bob.actor, leeds, Idea(text="Tuesday's child of Elm Road"))
    with pytest.raises(Exception):  # noqa: B017
        accounts.sign_in("Tuesday's password typed as e-mail", "secret words here", HOME)
    accounts.change(ann.actor, bob.actor.id, name="Robert Ray")
    accounts.note(bob.actor, "took away", "pack", leeds)
    accounts.remove(ann.actor, bob.actor.id)
    words = [line.words for line in accounts.log(ann.actor)]
    assert words[:4] == [
        "Ann Lee removed the account of somebody removed",
        "somebody removed took away a trust's pack",
        "Ann Lee changed the account of somebody removed",
        "Somebody unknown was refused at the sign-in",
    ]
    kept = str(rows(url, "SELECT * FROM audit"))
    for content in ("Tuesday", "secret", "Ray", "Ann", "bob@", GOOD, HOME.address):
        assert content not in kept
    with pytest.raises(KeyError):
        accounts.note(ann.actor, "read Tuesday's note", "pack", leeds)
    assert set(WORDS) >= {line.action for line in accounts.log(ann.actor)}


@pytest.mark.parametrize("statement", ["UPDATE audit SET actor = 'x'", "DELETE FROM audit", "TRUNCATE audit"])
def test_the_log_of_what_people_did_can_only_grow(accounts, url, join, statement):
    join()
    before = rows(url, "SELECT * FROM audit")
    engine = create_engine(address_of(url))
    with pytest.raises(sa.exc.DBAPIError), engine.begin() as connection:
        connection.exec_driver_sql(statement)
    engine.dispose()
    assert rows(url, "SELECT * FROM audit") == before and before


def test_a_question_who_this_is_costs_one_statement(accounts, join, leeds):
    done = join(role="director", trusts=[leeds])
    said: list[str] = []
    sa.event.listen(
        accounts._database.engine,
        "before_cursor_execute",
        lambda c, cursor, statement, *rest: said.append(statement),
    )
    assert accounts.actor(done.token)
    assert len([s for s in said if s.startswith("SELECT")]) == 1 and "sessions.hash = " in said[-1]
