"""Where the places on the maps come from, for the methods page: read from their manifest alone, which is
quick.
"""

import json
from dataclasses import dataclass

from c4eo_core.folders import places_folder


@dataclass(frozen=True)
class PlacesOrigins:
    """origins: one for each file, with title, publisher, published, licence, file, sha256; ledger: what was
    left out or mended,
    with act, what, count, why."""

    origins: tuple[dict, ...]
    ledger: tuple[dict, ...]


def places_origins() -> PlacesOrigins | None:
    """None where no places were built."""
    path = places_folder() / "manifest.json"
    if not path.exists():
        return None
    manifest = json.loads(path.read_text(encoding="utf-8"))
    return PlacesOrigins(tuple(manifest["origins"]), tuple(manifest["ledger"]))
