"""What shared mode needs from the environment. Missing or weak is refused; there are no defaults."""

import hashlib
import ipaddress
import math
import os
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from c4eo_core.accounts.errors import SettingsRefused
from c4eo_core.accounts.tokens import mark

_SHORTEST = 32
_LEAST_BITS = (
    90  # as the letters' own frequencies give them; 32 hexadecimal digits by chance give 105 and more
)
_HOW = "Make one with: openssl rand -hex 32"
_HERE = ("localhost", "127.0.0.1", "[::1]")


@dataclass(frozen=True)
class Settings:
    """origin: scheme, host and port as the browser names them; host: the last two."""

    key: bytes
    origin: str
    host: str
    secure: bool

    def cookie(self, name: str) -> str:
        """__Host-: the browser takes it from this very host over HTTPS only, and no neighbour can set it."""
        return f"__Host-c4eo-{name}" if self.secure else f"c4eo-{name}"

    def link(self, path: str) -> str:
        return f"{self.origin}{path}"

    def other_key(self, purpose: str) -> str:
        """For somebody else's signatures, so that no two share a key."""
        return mark(self.key, f"key for {purpose}")


def settings_of(environment: Mapping[str, str] = os.environ) -> Settings:
    """C4EO_SECRET and C4EO_ADDRESS. Raises SettingsRefused; no message repeats the secret."""
    key = key_of(environment.get("C4EO_SECRET", ""))
    origin = origin_of(environment.get("C4EO_ADDRESS", ""))
    parts = urlsplit(origin)
    return Settings(key, origin, parts.netloc, parts.scheme == "https")


def key_of(secret: str) -> bytes:
    """Raises SettingsRefused."""
    if not secret:
        raise SettingsRefused(f"Shared mode needs a secret of its own in C4EO_SECRET. {_HOW}")
    if len(secret) < _SHORTEST:
        raise SettingsRefused(f"C4EO_SECRET is too short: it needs {_SHORTEST} characters or more. {_HOW}")
    if is_guessable(secret, _LEAST_BITS):
        raise SettingsRefused(
            f"C4EO_SECRET can be guessed: it repeats itself or has too few different characters. {_HOW}"
        )
    return hashlib.sha256(b"c4eo shared mode\0" + secret.encode("utf-8", "surrogateescape")).digest()


def is_guessable(secret: str, least_bits: float) -> bool:
    """Too few different characters, one part over and over, or the alphabet."""
    frequencies = [n / len(secret) for n in Counter(secret).values()]
    bits = -len(secret) * sum(f * math.log2(f) for f in frequencies)
    repeats = any(secret == (secret[:n] * len(secret))[: len(secret)] for n in range(1, len(secret) // 2 + 1))
    runs = sum(abs(ord(b) - ord(a)) <= 1 for a, b in zip(secret, secret[1:], strict=False))
    return bits < least_bits or repeats or runs > len(secret) / 2


def origin_of(address: str) -> str:
    """Scheme and host in small letters. Raises SettingsRefused."""
    if not address:
        raise SettingsRefused(
            "Shared mode needs the address people will type: give --address or C4EO_ADDRESS, such as https:"
            + "//curve.example.org"
        )
    try:
        parts = urlsplit(address.strip())
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    host = f"[{parts.hostname}]" if parts.hostname and ":" in parts.hostname else parts.hostname
    if (
        parts.scheme not in ("http", "https")
        or not host
        or parts.username
        or parts.path not in ("", "/")
        or parts.query
        or parts.fragment
    ):
        raise SettingsRefused(
            f"'{address}' is not the address of a site of its own; give one such as https:"
            + "//curve.example.org, without a path."
        )
    if parts.scheme == "http" and host not in _HERE:
        raise SettingsRefused(
            f"Passwords would travel readable to {host}: shared mode needs an address that begins with https."
            " See shared-mode.md."
        )
    standard = {"http": 80, "https": 443}[parts.scheme]
    return f"{parts.scheme}:" + f"//{host}{f':{port}' if port and port != standard else ''}"


def proxies_of(text: str | None) -> str:
    """The addresses whose word about the visitor is believed; by default this machine's own. Raises
    SettingsRefused.
    """
    named = [part.strip() for part in (text or "127.0.0.1").split(",") if part.strip()]
    for one in named:
        try:
            network = ipaddress.ip_network(one, strict=False)
        except ValueError:
            raise SettingsRefused(
                f"C4EO_PROXIES: '{one}' is not an IP address or network. Name the proxy as 10.0.0.5 or"
                " 10.0.0.0/28."
            ) from None
        if network.prefixlen == 0:
            raise SettingsRefused(
                "C4EO_PROXIES would believe everybody about who they are. Name the proxy's own address."
            )
    return ",".join(named)
