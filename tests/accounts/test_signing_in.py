"""The way in: the right people and nobody else, with the same words and the same work for everybody who is
refused.
"""

import threading
import time
from contextlib import suppress
from dataclasses import replace
from statistics import median

import pytest

from c4eo_core.accounts import passwords
from c4eo_core.accounts.errors import AccountRefused, LinkEnded, NotLetIn, TooManyTries
from c4eo_core.accounts.sessions import IDLE, LONGEST
from c4eo_core.accounts.throttle import ADDRESS, PERSON
from tests.accounts.conftest import BOSS, GOOD, HOME
from tests.records.tools import rows


def refused(accounts, email: str, password: str, caller=HOME) -> str:
    with pytest.raises(NotLetIn) as told:
        accounts.sign_in(email, password, caller)
    return str(told.value)


def test_the_right_password_lets_in_and_the_token_says_who(accounts, join, leeds):
    join(role="director", trusts=[leeds])
    done = accounts.sign_in(" ANN@example.org ", GOOD, HOME)
    assert (
        accounts.actor(done.token) == done.actor
        and done.actor.trusts == {leeds}
        and done.actor.role == "director"
    )


def test_everybody_who_is_refused_hears_the_same(accounts, join):
    ann = join()
    join("zoe@example.org")
    accounts.invite(BOSS, "Bob", "bob@example.org", "administrator")
    words = {
        refused(accounts, "nobody@example.org", GOOD),
        refused(accounts, "ann@example.org", "wrong"),
        refused(accounts, "", ""),
    }
    words |= {
        refused(accounts, "bob@example.org", ""),
        refused(accounts, "bob@example.org", GOOD),
        refused(accounts, "ann@example.org", "é" * 80),
    }
    words |= {
        refused(accounts, "ann@example.org", GOOD + "\0"),
        refused(accounts, "ann\0@example.org", "\ud800"),
    }
    accounts.close_account(BOSS, ann.actor.id)
    words |= {refused(accounts, "ann@example.org", GOOD)}
    assert len(words) == 1


def test_an_unknown_person_costs_as_much_work_as_a_wrong_password(accounts, join, monkeypatch):
    """With the real hasher. Medians of five turns each; a refusal without hashing would take a hundredth of
    it.
    """
    passwords.hash_of_nobody.cache_clear()
    monkeypatch.undo()
    join()
    taken = {"ann@example.org": [], "nobody@example.org": []}
    for n in range(5):
        for email, times in taken.items():
            start = time.thread_time()
            refused(accounts, email, "wrong words here", replace(HOME, address=f"192.0.2.{n}"))
            times.append(time.thread_time() - start)
            accounts._database.write(lambda c: c.exec_driver_sql("DELETE FROM tries"))
    known, unknown = (median(times) for times in taken.values())
    assert 0.75 < known / unknown < 1.33 and min(known, unknown) > 0.03
    passwords.hash_of_nobody.cache_clear()


def test_neither_token_nor_password_nor_address_is_kept(accounts, join, url):
    done = join()
    accounts.sign_in("ann@example.org", GOOD, HOME)
    everything = " ".join(
        str(rows(url, f"SELECT * FROM {t}")) for t in ("people", "sessions", "invitations", "tries", "audit")
    )
    for secret in (done.token, GOOD, HOME.address, done.known.partition(".")[2]):
        assert secret not in everything
    assert rows(url, "SELECT password FROM people")[0]["password"].startswith("$2b$")


def test_the_wait_grows_and_ends_by_itself(accounts, join, clock):
    join()
    for _ in range(PERSON.free):
        refused(accounts, "ann@example.org", "wrong")
    waits = []
    for _ in range(12):
        with pytest.raises(TooManyTries) as told:
            accounts.sign_in("ann@example.org", GOOD, HOME)
        waits.append(told.value.seconds)
        clock.on(seconds=told.value.seconds)
        refused(accounts, "ann@example.org", "wrong")
    assert waits[:4] == [2, 4, 8, 16] and max(waits) == PERSON.most.total_seconds() == waits[-1]
    clock.on(seconds=waits[-1])
    assert accounts.sign_in("ann@example.org", GOOD, HOME)
    refused(accounts, "ann@example.org", "wrong")
    assert accounts.sign_in("ann@example.org", GOOD, HOME), "after the right password the count starts anew"


def test_an_unknown_person_waits_like_a_known_one(accounts, join):
    join()
    for email in ("ann@example.org", "nobody@example.org"):
        for _ in range(PERSON.free):
            refused(accounts, email, "wrong", replace(HOME, address=email))
        with pytest.raises(TooManyTries, match="wait 2 seconds"):
            accounts.sign_in(email, "wrong", replace(HOME, address=email))


def test_an_address_that_tries_many_names_has_to_wait_and_others_do_not(accounts, join):
    join()
    for n in range(ADDRESS.free):
        refused(accounts, f"{n}@example.org", "wrong")
    with pytest.raises(TooManyTries):
        accounts.sign_in("ann@example.org", GOOD, HOME)
    assert accounts.sign_in("ann@example.org", GOOD, replace(HOME, address="198.51.100.1"))


def test_an_office_behind_one_address_signs_in_as_often_as_it_likes(accounts, join):
    join()
    for _ in range(ADDRESS.free + 10):
        accounts.sign_in("ann@example.org", GOOD, HOME)


def test_a_stranger_cannot_lock_out_a_browser_that_was_here_before(accounts, join):
    known = join().known
    for _ in range(PERSON.free):
        refused(accounts, "ann@example.org", "wrong", replace(HOME, address="203.0.113.9"))
    with pytest.raises(TooManyTries):
        accounts.sign_in("ann@example.org", GOOD, HOME)
    assert accounts.sign_in("ann@example.org", GOOD, replace(HOME, known=known))
    forged = known.partition(".")[0] + "." + "0" * 64
    with pytest.raises(TooManyTries):
        accounts.sign_in("ann@example.org", GOOD, replace(HOME, known=forged))
    join("bob@example.org", name="Bob")
    for _ in range(PERSON.free):
        refused(accounts, "bob@example.org", "wrong", replace(HOME, address="203.0.113.9"))
    with pytest.raises(TooManyTries):
        accounts.sign_in("bob@example.org", GOOD, replace(HOME, known=known))


def test_tries_made_all_at_once_are_all_counted(accounts, join):
    join()
    start, found = threading.Barrier(16), []

    def attempt() -> None:
        start.wait()
        try:
            accounts.sign_in("ann@example.org", "wrong", HOME)
        except (NotLetIn, TooManyTries) as error:
            found.append(type(error))

    threads = [threading.Thread(target=attempt) for _ in range(16)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert found.count(NotLetIn) == PERSON.free and len(found) == 16


def test_a_session_ends_when_nobody_comes_and_after_a_week_all_the_same(accounts, join, clock):
    done = join()
    clock.time += IDLE * 0.9
    assert accounts.session(done.token).stale
    accounts.seen(done.token)
    clock.time += IDLE * 0.9
    assert accounts.actor(done.token), "every visit counts"
    clock.time += IDLE * 0.2
    assert accounts.actor(done.token) is None
    again, begun = accounts.sign_in("ann@example.org", GOOD, HOME), clock.time
    while clock.time - begun < LONGEST - IDLE:
        clock.time += IDLE * 0.9
        assert accounts.actor(again.token)
        accounts.seen(again.token)
    clock.time = begun + LONGEST
    assert accounts.actor(again.token) is None


def test_a_token_is_dead_after_signing_out_and_forged_ones_never_lived(accounts, join):
    one, two = join(), accounts.sign_in("ann@example.org", GOOD, HOME)
    accounts.sign_out(one.token)
    assert accounts.actor(one.token) is None and accounts.actor(two.token)
    for forged in (
        "",
        "x",
        two.token[:-1],
        two.token + "A",
        two.token.swapcase(),
        "é\0" * 9,
        "' OR 1=1 --",
        "a" * 100_000,
    ):
        assert accounts.actor(forged) is None
    accounts.sign_out_everywhere(two.actor)
    assert accounts.actor(two.token) is None


def test_one_session_of_several_is_ended_and_nobody_ends_anothers(accounts, join):
    ann, bob = join(), join("bob@example.org", name="Bob")
    other = accounts.sign_in("ann@example.org", GOOD, HOME)
    (theirs,) = accounts.own_sessions(bob.actor)
    accounts.end_session(ann.actor, theirs.id)
    assert accounts.actor(bob.token)
    accounts.end_session(ann.actor, accounts.session(other.token).session.id)
    assert accounts.actor(other.token) is None and accounts.actor(ann.token)
    assert accounts.own_sessions(ann.actor)[0].browser == "Firefox on Windows"


def test_an_invitation_works_once_and_looking_does_not_use_it_up(accounts, clock):
    token = accounts.invite(BOSS, "Ann", "ann@example.org", "administrator")
    assert accounts.invited(token).name == accounts.invited(token).name == "Ann"
    with pytest.raises(AccountRefused, match="12 characters"):
        accounts.take_up(token, "Ann", "short", HOME)
    assert accounts.take_up(token, "Ann Lee", GOOD, HOME).actor.name == "Ann Lee"
    for call in (
        lambda: accounts.invited(token),
        lambda: accounts.take_up(token, "Eve", "another good pass", HOME),
    ):
        with pytest.raises(LinkEnded):
            call()
    assert accounts.sign_in("ann@example.org", GOOD, HOME)


def test_of_many_who_follow_one_invitation_at_once_one_gets_in(accounts):
    token, start, got = (
        accounts.invite(BOSS, "Ann", "ann@example.org", "administrator"),
        threading.Barrier(8),
        [],
    )

    def follow(n: int) -> None:
        start.wait()
        with suppress(LinkEnded):
            got.append((n, accounts.take_up(token, "Ann", f"{GOOD} {n}", HOME)))

    threads = [threading.Thread(target=follow, args=(n,)) for n in range(8)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    ((n, done),) = got
    assert accounts.actor(done.token) and accounts.sign_in("ann@example.org", f"{GOOD} {n}", HOME)


def test_a_link_ends_with_its_time_with_a_newer_one_and_with_the_account(accounts, join, clock):
    first = accounts.invite(BOSS, "Ann", "ann@example.org", "administrator")
    clock.on(days=6.9)
    ann = accounts.invited(first)
    clock.on(days=0.2)
    with pytest.raises(LinkEnded):
        accounts.invited(first)
    second, third = accounts.new_link(BOSS, ann.id), accounts.new_link(BOSS, ann.id)
    with pytest.raises(LinkEnded):
        accounts.invited(second)
    join("bob@example.org")
    accounts.close_account(BOSS, ann.id)
    with pytest.raises(LinkEnded):
        accounts.invited(third)


def test_a_new_password_by_link_or_by_hand_ends_the_sessions_before_it(accounts, join, clock):
    ann = join()
    other = accounts.sign_in("ann@example.org", GOOD, HOME)
    with pytest.raises(AccountRefused, match="present password"):
        accounts.change_password(ann.actor, ann.token, "wrong", "harbour violet kettle", HOME)
    with pytest.raises(AccountRefused, match="would be guessed"):
        accounts.change_password(ann.actor, ann.token, GOOD, "password12345", HOME)
    accounts.change_password(ann.actor, ann.token, GOOD, "harbour violet kettle", HOME)
    assert accounts.actor(ann.token) and accounts.actor(other.token) is None
    refused(accounts, "ann@example.org", GOOD)
    reset = accounts.take_up(accounts.new_link(BOSS, ann.actor.id), "Ann", "purple engine meadow", HOME)
    assert accounts.actor(ann.token) is None and accounts.actor(reset.token)
    refused(accounts, "ann@example.org", "harbour violet kettle")


def test_guessing_the_present_password_is_slowed_down_too(accounts, join):
    ann = join()
    for _ in range(PERSON.free):
        with pytest.raises(AccountRefused):
            accounts.change_password(ann.actor, ann.token, "wrong", "harbour violet kettle", HOME)
    with pytest.raises(TooManyTries):
        accounts.change_password(ann.actor, ann.token, GOOD, "harbour violet kettle", HOME)
