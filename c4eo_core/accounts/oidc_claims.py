"""What an organisation's own sign-in says of somebody, and the word that ties it to the browser in which it
was begun.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from c4eo_core.accounts.people import email_key
from c4eo_core.accounts.tokens import mark, same

# From leaving for the provider to coming back, a second factor included.
LONGEST = timedelta(minutes=15)
_VERIFIED = ("email_verified", "xms_edov")  # the second is Entra's, an optional claim


def email_in(claims: Mapping[str, object]) -> str:
    """Empty when the provider names none, or one that only looks like another."""
    email = claims.get("email")
    if not isinstance(email, str) or email_key(email) != email.strip().casefold():
        return ""
    return email.strip()


def is_verified(claims: Mapping[str, object]) -> bool:
    return any(claims.get(name) is True or claims.get(name) in ("1", "true", "True") for name in _VERIFIED)


def begun(key: bytes, state: str, to: str, at: datetime) -> str:
    """For a cookie. state: what the provider will repeat. to: where to go on afterwards."""
    when = str(int(at.timestamp() * 1000))
    return (
        f"{when}.{mark(key, 'begun', when, state, to)}.{urlsafe_b64encode(to.encode()).decode().rstrip('=')}"
    )


def going_on(key: bytes, word: str, state: str, at: datetime) -> tuple[datetime, str] | None:
    """When it was begun and where to go on; None when not here, not this one, or too long ago."""
    when, signed, packed = (word.split(".") + ["", ""])[:3]
    try:
        to = urlsafe_b64decode(packed + "=" * (-len(packed) % 4)).decode()
    except ValueError:
        return None
    if not state or not same(signed, mark(key, "begun", when, state, to)):
        return None
    since = datetime.fromtimestamp(int(when) / 1000, UTC)
    return (since, to) if timedelta() <= at - since + timedelta(seconds=1) <= LONGEST else None
