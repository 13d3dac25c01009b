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
# The words people add digits to. Whole passwords of twelve characters are these, twice or with a year behind
# them.
_WORDS = """password passwort passw0rd p@ssword p@ssw0rd letmein welcome qwerty qwertyuiop qwertyuiopasdf asdfghjkl zxcvbnm iloveyou admin
    administrator changeme changeit football baseball basketball liverpool chelsea arsenal manchester united everton tottenham monkey dragon
    sunshine princess superman batman starwars pokemon charlie jessica michael jennifer computer internet trustno trustnoone master shadow
    secret secretpassword mypassword newpassword yourpassword thepassword temppassword default guest login letmeinnow openthedoor
    summer winter autumn spring january february march april june july august september october november december monday friday
    london england britain council children childrenstrust education schools everychildmatters turningthecurve correcthorsebatterystaple
    welcomeback whatever blessed freedom google facebook youtube hello helloworld abcdefgh abcdefghijkl abcdefghijklm test testtest
    testing qazwsx qazwsxedc zaqwsx asdfasdf qweasd qweasdzxc iloveyouforever onetwothree"""
_COMMON = frozenset(_WORDS.split())
_LEET = str.maketrans("013457@$!", "oieastasi")


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
    if _easy(password, about):
        raise AccountRefused(
            "This password is one of the first that would be tried. Choose three or four words that do not"
            " belong together.",
            "password",
        )


def _easy(password: str, about: tuple[str, ...]) -> bool:
    low = password.casefold()
    if len(set(low)) < 5 or any(low == (low[:n] * len(low))[: len(low)] for n in range(1, len(low) // 2 + 1)):
        return True
    steps = [ord(b) - ord(a) for a, b in zip(low, low[1:], strict=False)]
    if max(steps.count(1), steps.count(-1)) > len(low) * 2 / 3:
        return True
    for text in (low, low.translate(_LEET)):
        core = re.sub(r"^[\W\d_]+|[\W\d_]+$", "", text)
        letters = re.sub(r"[\W\d_]", "", text)
        if {
            core,
            letters,
            letters[: len(letters) // 2] * (letters[: len(letters) // 2] * 2 == letters),
        } & _COMMON:
            return True
    known = sorted(
        {w for part in about for w in re.findall(r"\w{3,}", part.casefold())}, key=len, reverse=True
    )
    left = low
    for word in known:
        left = left.replace(word, "")
    return left != low and len(re.sub(r"[\W\d_]", "", left)) < 4


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
