"""Rules that need no database: secrets, addresses, passwords."""

import secrets

import pytest
from hypothesis import given
from hypothesis import strategies as some

from c4eo_core.accounts import passwords
from c4eo_core.accounts.errors import AccountRefused, SettingsRefused
from c4eo_core.accounts.passwords import check_new, hashed, matches
from c4eo_core.accounts.sessions import browser_words
from c4eo_core.accounts.settings import key_of, origin_of, proxies_of, settings_of
from c4eo_core.accounts.throttle import PERSON
from c4eo_core.accounts.tokens import mark, sealed, unsealed

SECRET = secrets.token_hex(32)
SITE = "https:" + "//curve.example.org"


def test_a_secret_that_is_missing_short_or_easy_is_refused_and_never_repeated():
    for weak in (
        "",
        "tiny-one",
        "a" * 64,
        "ab" * 32,
        "0123456789abcdefghijklmnopqrstuvwxyz",
        "change-me-" * 8,
        "secret" * 10,
        "1234567890" * 5,
    ):
        with pytest.raises(SettingsRefused) as told:
            key_of(weak)
        assert not weak or weak not in str(told.value)
        assert "openssl" in str(told.value)


def test_a_secret_made_by_chance_is_taken():
    for _ in range(200):
        assert len(key_of(secrets.token_hex(32))) == 32


@pytest.mark.parametrize(
    "address",
    [
        "",
        "curve.example.org",
        "ftp:" + "//x.org",
        "http:" + "//curve.example.org",
        SITE + "/app",
        SITE + "?x",
        "https:" + "//",
        "https:" + "//a:b@x.org",
        "https:" + "//x.org:port",
    ],
)
def test_an_address_that_would_carry_passwords_openly_or_is_none_is_refused(address):
    with pytest.raises(SettingsRefused):
        origin_of(address)


def test_the_cookie_is_for_this_host_over_https_only():
    safe = settings_of(
        {"C4EO_SECRET": SECRET, "C4EO_ADDRESS": SITE.upper().replace("HTTPS", "https") + ":443/"}
    )
    assert (
        safe.secure
        and safe.origin == SITE
        and safe.host == "curve.example.org"
        and safe.cookie("session").startswith("__Host-")
    )
    here = settings_of({"C4EO_SECRET": SECRET, "C4EO_ADDRESS": "http:" + "//127.0.0.1:8501"})
    assert not here.secure and here.host == "127.0.0.1:8501"
    assert safe.other_key("streamlit") not in (SECRET, safe.other_key("else"))


def test_no_setting_believes_everybody_about_who_they_are():
    assert proxies_of(None) == "127.0.0.1" and proxies_of("10.0.0.5, 10.1.0.0/28") == "10.0.0.5,10.1.0.0/28"
    for wrong in ("*", "0.0.0.0/0", "::/0", "proxy"):
        with pytest.raises(SettingsRefused):
            proxies_of(wrong)


@pytest.mark.parametrize(
    "password",
    [
        "",
        "short",
        "eleven char",
        "password12345",
        "P@ssw0rd2026!",
        "Password!Password!",
        "aaaaaaaaaaaaaaa",
        "abcabcabcabcabc",
        "123456789012345",
        "abcdefghijklmno",
        "zyxwvutsrqponm",
        "qwertyuiop2026",
        "Liverpool123456",
        "summer2026summer",
        "ann.lee2026!",
        "annleeannlee1",
        "Turningthecurve1",
        "Sheffield2026!",
        "Leedschildren1",
        "Leeds.Children's.Trust.1",
        "é" * 12,
        "ü1" * 40,
        "mossy lantern\0pigeon",
        "mossy lantern\n pigeon",
    ],
)
def test_a_password_that_is_short_or_would_be_tried_first_is_refused(password):
    with pytest.raises(AccountRefused) as told:
        check_new(password, ("Ann Lee", "ann.lee@example.org", "Leeds Children's Trust"))
    assert not password or password not in str(told.value)


@pytest.mark.parametrize(
    "password",
    [
        "mossy lantern pigeon",
        "correct horse battery maple",
        "tGk2;vQ9xW!p",
        "Żółta łódka płynie",
        "ann lee likes violet kettles",
        "ü" * 6 + "mossy lantern",
    ],
)
def test_long_words_are_enough_and_no_signs_are_asked_for(password):
    check_new(password, ("Ann Lee", "ann.lee@example.org"))


def test_what_is_kept_is_what_streamlit_authenticator_keeps():
    from streamlit_authenticator.utilities.hasher import Hasher

    kept = hashed("mossy lantern pigeon")
    assert (
        Hasher.is_hash(kept) and Hasher.check_pw("mossy lantern pigeon", kept) and kept.startswith("$2b$12$")
    )
    assert (
        matches("mossy lantern pigeon", kept)
        and not matches("mossy lantern pigeoN", kept)
        and not matches("x", None)
    )
    assert passwords.hash_of_nobody().startswith(kept[:7]), "nobody's hash costs as much to check"


def test_the_same_letters_typed_on_another_keyboard_are_the_same_password(monkeypatch):
    from tests.accounts.conftest import Quick

    monkeypatch.setattr(passwords, "_hasher", lambda: Quick)
    assert matches("cafe\u0301 lantern pigeon", hashed("caf\u00e9 lantern pigeon"))


def test_nothing_beyond_72_bytes_is_ever_compared(monkeypatch):
    from tests.accounts.conftest import Quick

    monkeypatch.setattr(passwords, "_hasher", lambda: Quick)
    kept = hashed("mossy lantern " * 5)
    assert matches("mossy lantern " * 5, kept) and not matches("mossy lantern " * 5 + "xyz", kept)


@given(some.lists(some.text(max_size=6), max_size=3), some.lists(some.text(max_size=6), max_size=3))
def test_a_mark_for_some_words_is_never_the_mark_for_others(one, other):
    assert (mark(b"k", "p", *one) == mark(b"k", "p", *other)) == (one == other)
    assert mark(b"k", "p", *one) != mark(b"k", "q", *one) and mark(b"k", "p", *one) != mark(b"l", "p", *one)


@given(some.integers(0, 10_000))
def test_a_wait_never_shrinks_and_never_passes_its_limit(failures):
    assert PERSON.wait(failures) <= PERSON.wait(failures + 1) <= PERSON.most


def test_a_browser_is_named_well_enough_to_be_known_again():
    assert (
        browser_words("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1")
        == "Safari on an iPhone"
    )
    assert (
        browser_words("Mozilla/5.0 (Windows NT 10.0; Win64) Chrome/140 Safari/537.36 Edg/140")
        == "Edge on Windows"
    )
    assert browser_words("<script>") == "A browser"


def test_what_a_browser_carries_is_read_only_with_the_same_key_for_the_same_purpose():
    word = sealed(b"one key", "begun", [1, "state", "/compare?area=Leeds"])
    assert unsealed(b"one key", "begun", word) == [1, "state", "/compare?area=Leeds"]
    assert unsealed(b"another key", "begun", word) is None
    assert unsealed(b"one key", "something else", word) is None
    for broken in (word[:-1], "A" + word, word.upper(), "", "...", "0" * 64):
        assert unsealed(b"one key", "begun", broken) is None
