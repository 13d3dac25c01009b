"""What a store says of itself: the files it was built from, counts by indicator, and all that was dropped,
mended or is doubtful.
"""

import datetime as dt
import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from c4eo_core.model.indicator import Indicator
from c4eo_core.sources.ledger import Ledger


def manifest_of(
    paths: Iterable[Path],
    facts: dict[str, dict],
    indicators: Sequence[Indicator],
    published: np.ndarray,
    notes: np.ndarray,
    ledger: Ledger,
    today: dt.date,
    carried: Sequence[dict] = (),
) -> dict:
    """`facts`: what the catalogue says of each file, by its name. `version` changes whenever a file or a
    figure does. `carried`: origins of a store whose series were carried over.
    """
    origins = [
        {**_facts(facts, p), "file": p.name, "sha256": hashlib.sha256(p.read_bytes()).hexdigest()}
        for p in paths
    ]
    named = {o["file"] for o in origins}
    origins += [o for o in carried if o["file"] in facts and o["file"] not in named]
    counts = {
        i.id: {
            "values": int(np.isfinite(published[m]).sum()),
            "notes": int((notes[m] > 0).sum()),
            "periods": len(i.periods),
        }
        for m, i in enumerate(indicators)
    }
    hashes = "".join(o["sha256"] for o in origins)
    version = hashlib.sha256(hashes.encode() + published.tobytes()).hexdigest()[:12]
    return {
        "built": today.isoformat(),
        "version": version,
        "origins": origins,
        "indicators": counts,
        "ledger": ledger.as_dicts(),
    }


_SHOWN = ("publisher", "title", "published", "licence", "url")


def _facts(facts: dict[str, dict], path: Path) -> dict:
    """What the catalogue says of a file, by its name; a release we have not met says so."""
    known = facts.get(path.name)
    if known:
        return {k: known.get(k) for k in _SHOWN}
    return {
        "publisher": "Department for Education",
        "title": path.stem,
        "published": None,
        "licence": "Open Government Licence v3.0",
        "url": None,
    }
