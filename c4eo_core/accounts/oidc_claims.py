"""What an organisation's own sign-in says of somebody, and the word that ties it to the browser in which it
was begun.
"""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from c4eo_core.accounts.people import email_key
from c4eo_core.accounts.tokens import same, sealed, unsealed

# From leaving for the provider to coming back, a second factor included.
LONGEST = timedelta(minutes=15)
_PURPOSE = "begun"
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
    return sealed(key, _PURPOSE, [int(at.timestamp() * 1000), state, to])


def going_on(key: bytes, word: str, state: str, at: datetime) -> tuple[datetime, str] | None:
    """When it was begun and where to go on; None when not here, not this one, or too long ago."""
    held = unsealed(key, _PURPOSE, word)
    if held is None or not state or not same(held[1], state):
        return None
    since = datetime.fromtimestamp(held[0] / 1000, UTC)
    return (since, held[2]) if timedelta() <= at - since + timedelta(seconds=1) <= LONGEST else None
