"""An organisation's own sign-in: only a verified e-mail of an account that is there, in the browser it was
begun in, now.
"""

import pytest

from c4eo_core.accounts.errors import IdentityRefused, NotLetIn
from c4eo_core.accounts.tokens import sealed
from tests.accounts.conftest import BOSS, GOOD, HOME

STATE, TO = "what-the-provider-repeats", "/compare?area=E09000007"


@pytest.fixture
def claims(accounts, clock):
    accounts.invite(BOSS, "Ann", "ann@example.org", "administrator")
    clock.on(minutes=1)
    return {"email": "Ann@Example.org", "email_verified": True, "sub": "7"}


@pytest.fixture
def word(accounts, claims):
    return accounts.leave(STATE, TO)


def test_a_verified_identity_becomes_a_session_of_ours_and_goes_on_where_it_wanted(accounts, claims, word):
    done, to = accounts.take_over(claims, word, STATE, HOME)
    assert accounts.actor(done.token).name == "Ann" and to == TO


def test_role_and_trusts_are_ours_whatever_the_provider_says(accounts, claims, clock, join, leeds):
    who = join("mo@example.org", "member", [leeds], "Mo").actor
    clock.on(seconds=1)
    word = accounts.leave(STATE, TO)
    said = {
        "role": "administrator",
        "roles": ["administrator"],
        "groups": ["all"],
        "trusts": ["every"],
        "id": "boss",
        "name": "Boss",
    }
    done, _ = accounts.take_over(claims | said | {"email": "mo@example.org"}, word, STATE, HOME)
    assert (done.actor.role, done.actor.trusts, done.actor.name) == ("member", who.trusts, who.name)


@pytest.mark.parametrize(
    "other",
    [
        {"email": "eve@example.org"},
        {"email": None},
        {"email": ""},
        {"email": ["ann@example.org"]},
        {"email_verified": False},
        {"email_verified": None},
        {"email_verified": "no"},
        {"email_verified": 1},
        {"email_verified": "false"},
        {"email": 7},
        {"email": "\uff41nn@example.org"},
        {"email": "ann@example.org\0"},
    ],
)
def test_anything_less_opens_nothing_and_makes_no_account(accounts, claims, word, other):
    before = accounts.people(BOSS)
    with pytest.raises(IdentityRefused):
        accounts.take_over(claims | other, word, STATE, HOME)
    assert accounts.people(BOSS) == before and not accounts.own_sessions(before[0].actor)


def test_refusals_say_what_is_the_matter_and_the_log_that_there_was_one(accounts, claims, word):
    for other, words in (
        ({"email_verified": False}, "not confirmed"),
        ({"email": "eve@example.org"}, "knows you as eve@example.org"),
    ):
        with pytest.raises(IdentityRefused, match=words):
            accounts.take_over(claims | other, word, STATE, HOME)
    lines = accounts.log(BOSS, 2)
    assert [line.words for line in lines] == [
        "Somebody unknown was refused at the sign-in",
        "Ann was refused at the sign-in",
    ]


def test_the_provider_of_some_says_verified_in_its_own_word(accounts, claims, word):
    del claims["email_verified"]
    with pytest.raises(IdentityRefused):
        accounts.take_over(claims, word, STATE, HOME)
    assert accounts.take_over(claims | {"xms_edov": "1"}, word, STATE, HOME)


def test_a_return_counts_in_the_browser_it_was_begun_in_for_a_quarter_of_an_hour(
    accounts, claims, word, clock
):
    packed, signed = word.split(".")
    elsewhere = sealed(b"another key", "begun", [0, STATE, "/"])
    forged = [
        (word, "another state"),
        (word, ""),
        ("", STATE),
        ("a.b.c", STATE),
        ("é.é", STATE),
        (f"{packed}.{'0' * len(signed)}", STATE),
        (f"{packed[:-1]}.{signed}", STATE),
        (f"x{packed}.{signed}", STATE),
        (f"{elsewhere.split('.')[0]}.{signed}", STATE),
        (elsewhere, STATE),
    ]
    for wrong, state in forged:
        with pytest.raises(IdentityRefused):
            accounts.take_over(claims, wrong, state, HOME)
    clock.on(minutes=14)
    assert accounts.take_over(claims, word, STATE, HOME)
    clock.on(minutes=2)
    with pytest.raises(IdentityRefused):
        accounts.take_over(claims, word, STATE, HOME)


def test_what_was_begun_before_signing_out_counts_no_more_and_a_closed_account_never(
    accounts, claims, word, clock, join
):
    join("zoe@example.org")
    done, _ = accounts.take_over(claims, word, STATE, HOME)
    clock.on(seconds=5)
    accounts.sign_out(done.token)
    with pytest.raises(IdentityRefused):
        accounts.take_over(claims, word, STATE, HOME)
    clock.on(seconds=1)
    word = accounts.leave(STATE, TO)
    accounts.take_over(claims, word, STATE, HOME)
    accounts.close_account(BOSS, done.actor.id)
    with pytest.raises(IdentityRefused, match="no open account"):
        accounts.take_over(claims, word, STATE, HOME)
    accounts.remove(BOSS, done.actor.id)
    with pytest.raises(IdentityRefused, match="no open account"):
        accounts.take_over(claims, word, STATE, HOME)


def test_an_account_without_a_password_cannot_sign_in_by_one(accounts, claims):
    for password in ("", GOOD):
        with pytest.raises(NotLetIn):
            accounts.sign_in("ann@example.org", password, HOME)
