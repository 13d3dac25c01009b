"""Where the places on the maps come from, for the methods page: read from their manifest alone, which is
quick.
"""

import json
from dataclasses import dataclass

from c4eo_core.folders import community_folder, places_folder


@dataclass(frozen=True)
class PlacesOrigins:
    """origins: one for each file, with title, publisher, published, licence, file, sha256; ledger: what was
    left out or mended, with act, what, count, why."""

    origins: tuple[dict, ...]
    ledger: tuple[dict, ...]


def places_origins() -> PlacesOrigins | None:
    """Of places, services, small areas and schools; None where no places were built."""
    manifests = [
        json.loads(path.read_text(encoding="utf-8"))
        for folder in (places_folder(), community_folder())
        if (path := folder / "manifest.json").exists()
    ]
    if not (places_folder() / "manifest.json").exists():
        return None
    origins = (o for m in manifests for o in m["origins"])
    return PlacesOrigins(
        tuple({o["file"]: o for o in origins}.values()),
        tuple(line for m in manifests for line in m["ledger"]),
    )
