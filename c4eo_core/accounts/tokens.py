"""Words that nobody can guess, and marks that nobody else can make. What is stored is never what is handed
out.
"""

import hashlib
import hmac
import secrets
from typing import Any

from itsdangerous import BadData, URLSafeSerializer


def new_token() -> str:
    """256 bits of chance, fit for an address and a cookie."""
    return secrets.token_urlsafe(32)


def new_id() -> str:
    return secrets.token_hex(16)


def digest(token: str) -> str:
    """What the database keeps of a token."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def mark(key: bytes, purpose: str, *parts: str) -> str:
    """Only who has the key can make it. No part can run into the next, nor one purpose into another."""
    message = b"".join(
        len(part).to_bytes(4, "big") + part
        for part in (p.encode("utf-8", "replace") for p in (purpose, *parts))
    )
    return hmac.new(key, message, hashlib.sha256).hexdigest()


def same(one: str, other: str) -> bool:
    """Takes as long for a near miss as for a far one."""
    return hmac.compare_digest(one.encode("utf-8", "replace"), other.encode("utf-8", "replace"))


def sealed(key: bytes, purpose: str, value: Any) -> str:
    """Plain values that a browser carries for us between two requests: readable, and changed by
    nobody unseen.
    """
    return _serializer(key, purpose).dumps(value)


def unsealed(key: bytes, purpose: str, text: str) -> Any | None:
    """None for what was not sealed with this key for this purpose."""
    try:
        return _serializer(key, purpose).loads(text)
    except BadData:
        return None


def _serializer(key: bytes, purpose: str) -> URLSafeSerializer:
    return URLSafeSerializer(
        key, salt=purpose, signer_kwargs={"key_derivation": "hmac", "digest_method": hashlib.sha256}
    )
