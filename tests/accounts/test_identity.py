"""An organisation's own sign-in: only a verified e-mail of an account that is there, in this browser, now."""

import pytest

from c4eo_core.accounts.errors import LinkEnded
from tests.accounts.conftest import BOSS, GOOD, HOME

COOKIE = "what-streamlit-keeps"


@pytest.fixture
def claims(accounts, clock):
    accounts.invite(BOSS, "Ann", "ann@example.org", "administrator")
    clock.on(minutes=1)
    return {"email": "Ann@Example.org", "email_verified": True, "iat": int(clock.time.timestamp()), "is_logged_in": True}


def test_a_verified_identity_becomes_a_session_of_ours(accounts, claims):
    done = accounts.take_over(accounts.hand_over(claims, COOKIE), COOKIE, HOME)
    assert accounts.actor(done.token).name == "Ann"


@pytest.mark.parametrize(
    "other",
    [
        {"email": "eve@example.org"}, {"email": None}, {"email": ""}, {"email": ["ann@example.org"]}, {"email_verified": False},
        {"email_verified": None}, {"email_verified": "no"}, {"iat": None}, {"iat": "yesterday"}, {"iat": 0}, {"iat": 1e30},
        {"iat": float("nan")},
    ],
)  # fmt: skip
def test_anything_less_gets_nothing(accounts, claims, other):
    assert accounts.hand_over(claims | other, COOKIE) is None


def test_the_provider_of_some_says_verified_in_its_own_word(accounts, claims):
    del claims["email_verified"]
    assert accounts.hand_over(claims, COOKIE) is None and accounts.hand_over(claims | {"xms_edov": "1"}, COOKIE)


def test_the_word_works_in_this_browser_for_a_few_minutes_and_cannot_be_forged(accounts, claims, clock):
    word = accounts.hand_over(claims, COOKIE)
    person, issued, at, signed = word.split(".")
    for forged, cookie in (
        (word, "another browser"),
        (word, ""),
        (f"{person}.{issued}.{int(at) + 60}.{signed}", COOKIE),
        ("", COOKIE),
        ("a.b.c.d", COOKIE),
    ):
        with pytest.raises(LinkEnded):
            accounts.take_over(forged, cookie, HOME)
    clock.on(minutes=11)
    with pytest.raises(LinkEnded):
        accounts.take_over(word, COOKIE, HOME)


def test_an_identity_counts_no_more_after_signing_out_or_when_the_account_is_closed(accounts, claims, join, clock):
    join("zoe@example.org")
    word = accounts.hand_over(claims, COOKIE)
    done = accounts.take_over(word, COOKIE, HOME)
    clock.on(seconds=5)
    accounts.sign_out(done.token)
    assert accounts.hand_over(claims, COOKIE) is None
    with pytest.raises(LinkEnded):
        accounts.take_over(word, COOKIE, HOME)
    clock.on(seconds=5)
    claims["iat"] = int(clock.time.timestamp())
    assert accounts.hand_over(claims, COOKIE)
    accounts.close_account(BOSS, done.actor.id)
    assert accounts.hand_over(claims, COOKIE) is None
    accounts.remove(BOSS, done.actor.id)
    with pytest.raises(LinkEnded):
        accounts.take_over(word, COOKIE, HOME)


def test_an_account_without_a_password_cannot_sign_in_by_one(accounts, claims):
    from c4eo_core.accounts.errors import NotLetIn

    for password in ("", GOOD):
        with pytest.raises(NotLetIn):
            accounts.sign_in("ann@example.org", password, HOME)
