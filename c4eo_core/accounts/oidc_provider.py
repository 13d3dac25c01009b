"""An organisation's own sign-in (OpenID Connect), as the environment names it. Half of it, or a weak part, is
refused.
"""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from c4eo_core.accounts.errors import SettingsRefused
from c4eo_core.accounts.settings import is_guessable

METADATA, CLIENT, SECRET = NAMES = ("C4EO_OIDC_METADATA", "C4EO_OIDC_CLIENT", "C4EO_OIDC_SECRET")
PASSWORDS = "C4EO_PASSWORDS"
_SHORTEST, _LEAST_BITS = (
    16,
    45,
)  # providers make these themselves; the shortest in use have 24 letters and digits
_HERE = ("localhost", "127.0.0.1", "::1")
_ENDING = "/.well-known/openid-configuration"
# Behind these stands everybody's account, or anybody's own directory, where the owner decides whose e-mail is
# whose.
_FOR_ANYBODY = re.compile(
    r"/(common|organizations|consumers|9188040d-6c67-4c5b-b112-36a304b66dad)(/|$)", re.IGNORECASE
)


@dataclass(frozen=True)
class Provider:
    """metadata: where the provider describes itself. client, secret: who we are to it."""

    metadata: str
    client: str
    secret: str = field(repr=False)


def provider_of(environment: Mapping[str, str] = os.environ) -> Provider | None:
    """None where there is none. Raises SettingsRefused; no message repeats the secret."""
    metadata, client, secret = (environment.get(name, "").strip() for name in NAMES)
    missing = [name for name, value in zip(NAMES, (metadata, client, secret), strict=True) if not value]
    if len(missing) == len(NAMES):
        return None
    if missing:
        raise SettingsRefused(
            f"An organisation's own sign-in needs {' and '.join(missing)} too. See shared-mode.md."
        )
    _check_address(metadata)
    if not client.isascii() or not client.isprintable():
        raise SettingsRefused(f"{CLIENT} is not an id as providers give them.")
    if len(secret) < _SHORTEST or is_guessable(secret, _LEAST_BITS):
        raise SettingsRefused(f"{SECRET} is too short or can be guessed: use the one the provider makes.")
    if secret == environment.get("C4EO_SECRET", "").strip():
        raise SettingsRefused(
            f"{SECRET} is the provider's, C4EO_SECRET is this copy's own: they must differ."
        )
    return Provider(metadata, client, secret)


def takes_passwords(environment: Mapping[str, str] = os.environ) -> bool:
    """Whether somebody may sign in with a password of this copy's own. Raises SettingsRefused."""
    said = environment.get(PASSWORDS, "").strip().lower() or "on"
    if said not in ("on", "off"):
        raise SettingsRefused(f"{PASSWORDS} is on or off.")
    if said == "off" and provider_of(environment) is None:
        raise SettingsRefused(
            f"{PASSWORDS}=off needs an organisation's own sign-in: nobody could come in. See shared-mode.md."
        )
    return said == "on"


def _check_address(address: str) -> None:
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        parts, host = urlsplit(""), ""
    if (
        parts.scheme not in ("https", "http")
        or not host
        or parts.username
        or parts.fragment
        or not parts.path.endswith(_ENDING)
    ):
        raise SettingsRefused(
            f"{METADATA} is the provider's address that begins with https and ends with {_ENDING}"
        )
    if parts.scheme == "http" and host not in _HERE:
        raise SettingsRefused(
            f"{METADATA} must begin with https: what {host} says could be changed on the way."
        )
    if host.startswith("login.microsoftonline.") and _FOR_ANYBODY.search(parts.path):
        raise SettingsRefused(
            f"{METADATA} lets in every organisation of the provider. Name your own tenant in place of its"
            " first part."
        )
