"""Passwords: which ones will do, and how they are kept and checked."""

import re
import threading
import unicodedata
from functools import lru_cache

from c4eo_core.accounts.errors import AccountRefused

SHORTEST = 12
# bcrypt reads 72 bytes and no more: what came after would not count, so it is refused.
MOST_BYTES = 72
# Hashing takes a core for a quarter of a second: two at once leave the others something.
_TURNS = threading.BoundedSemaphore(2)
# Told to the estimate beside the person's own names: words that stand on every screen of this app.
_OURS = (
    "c4eo",
    "turningthecurve",
    "turning",
    "curve",
    "everychildmatters",
    "childrenstrust",
    "children",
    "trust",
)
# 10 000 000 000 guesses on average, the estimate's highest class: Sheffield2026! takes a thousandth of that.
_STRONG = 4


def tidy(password: str) -> str:
    """The same letters give the same bytes on every keyboard."""
    return unicodedata.normalize("NFKC", password)


def check_new(password: str, about: tuple[str, ...] = ()) -> None:
    """about: what others know of the person. Raises AccountRefused; no rule asks for signs or digits."""
    password = tidy(password)
    if len(password) < SHORTEST:
        raise AccountRefused(
            f"Choose a password of {SHORTEST} characters or more. Three or four words in a row are easy to"
            " remember.",
            "password",
        )
    if len(password.encode()) > MOST_BYTES:
        raise AccountRefused(
            f"This password is too long: {MOST_BYTES} plain letters are the most. Leave some out.", "password"
        )
    if any(unicodedata.category(c) == "Cc" for c in password):
        raise AccountRefused("This password has a sign in it that cannot be typed. Leave it out.", "password")
    if _is_guessable(password, about):
        raise AccountRefused(
            "This password would be guessed: it is made of a name, a place or a common word, with digits or"
            " signs"
            " around it. Choose three or four words that do not belong together.",
            "password",
        )


def _is_guessable(password: str, about: tuple[str, ...]) -> bool:
    """By zxcvbn's estimate of how many guesses it takes somebody who knows the person's names and trusts."""
    from zxcvbn import zxcvbn  # its lists of words take a while to load: only where a password is chosen

    parts = [part.casefold() for part in about]
    words = [word for part in parts for word in re.findall(r"\w{3,}", part)]
    joined = ["".join(re.findall(r"\w+", part)) for part in parts]
    known = {*_OURS, *parts, *words, *joined, *(part.partition("@")[0] for part in parts)}
    return _is_all_known(password.casefold(), known) or zxcvbn(password, list(known))["score"] < _STRONG


def _is_all_known(password: str, known: set[str]) -> bool:
    """Whether hardly a letter is left once the known words are taken out; the estimate counts
    what joins them.
    """
    left = password
    for word in sorted(known, key=len, reverse=True):
        left = left.replace(word, "") if len(word) > 2 else left
    return left != password and len(re.sub(r"[\W\d_]", "", left)) < 4


def hashed(password: str) -> str:
    """As streamlit-authenticator keeps it: bcrypt."""
    with _TURNS:
        return _hasher().hash(tidy(password))


def matches(password: str, kept: str | None) -> bool:
    """The same work whether or not there is a password to compare with."""
    given = tidy(password)
    fits = 0 < len(given.encode("utf-8", "replace")) <= MOST_BYTES and "\0" not in given
    try:
        given.encode()
    except UnicodeEncodeError:  # half a letter: no keyboard makes it
        fits = False
    with _TURNS:
        right = _hasher().check_pw(given if fits else "x", kept or hash_of_nobody())
    return right and fits and kept is not None


@lru_cache(maxsize=1)
def hash_of_nobody() -> str:
    """A hash that no password has been kept under, as costly to check as any. Made once, before the first
    visitor comes.
    """
    from c4eo_core.accounts.tokens import new_token

    return _hasher().hash(new_token())


@lru_cache(maxsize=1)
def _hasher() -> type:
    from streamlit_authenticator.utilities.hasher import (
        Hasher,  # it loads Streamlit: a terminal need not wait for that
    )

    return Hasher
