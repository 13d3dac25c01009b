"""What shows that a pack arrived as it left: a checksum anybody can make, and a signature only
who has the secret can.
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from c4eo_core.accounts.tokens import mark, same
from c4eo_core.records.errors import PackRefused

# Signed by a copy with this secret; by one with another secret, which cannot be looked at here; by nobody.
SIGNED, ELSEWHERE, UNSIGNED = SEALS = ("signed", "elsewhere", "unsigned")
_OUTSIDE = ("sha256", "signature")  # neither is part of what it is made over
_PACK, _NAME = "a trust's pack", "the name of a key for packs"
_CHANGED = "This pack was changed or damaged after it was made: its {mark} differs. Ask for it again."


def checksum(pack: Mapping[str, Any]) -> str:
    """Over the pack as JSON with sorted keys, a part at a time: never the whole of it as a second text."""
    digest = hashlib.sha256(b"{")
    for n, (name, value) in enumerate(sorted((k, v) for k, v in pack.items() if k not in _OUTSIDE)):
        digest.update(f"{', ' if n else ''}{_json(name)}: ".encode())
        if not isinstance(value, list):
            digest.update(_json(value).encode())
            continue
        for m, part in enumerate(value):
            digest.update(f"{', ' if m else '['}{_json(part)}".encode())
        digest.update(b"]" if value else b"[]")
    digest.update(b"}")
    return digest.hexdigest()


def sealed(pack: Mapping[str, Any], key: bytes) -> dict[str, Any]:
    """With its checksum; with a signature over it where there is a key."""
    total = checksum(pack)
    with_sum = {**pack, "sha256": total}
    return {**with_sum, "signature": f"{_key_name(key)}:{mark(key, _PACK, total)}"} if key else with_sum


def seal_of(pack: Mapping[str, Any], key: bytes) -> str:
    """One of SEALS. Raises PackRefused when the pack is not as it was when its checksum or
    signature was made.
    """
    if not same(str(pack.get("sha256")), checksum(pack)):
        raise PackRefused(_CHANGED.format(mark="checksum"))
    signature = pack.get("signature")
    if signature is None:
        return UNSIGNED
    name, _, made = str(signature).partition(":")
    if not key or not same(name, _key_name(key)):
        return ELSEWHERE
    if not same(made, mark(key, _PACK, str(pack["sha256"]))):
        raise PackRefused(_CHANGED.format(mark="signature"))
    return SIGNED


def _key_name(key: bytes) -> str:
    """Says which key, and nothing about it."""
    return mark(key, _NAME)[:16]


def _json(value: object) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=True, allow_nan=False)
