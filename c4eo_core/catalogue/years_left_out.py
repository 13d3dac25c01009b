"""Years in which everybody was measured in another way (data/catalogue/years_left_out.yaml)."""

from dataclasses import dataclass
from functools import cache

from c4eo_core.catalogue.entries import read_yaml
from c4eo_core.folders import CATALOGUE


@dataclass(frozen=True)
class LeftOut:
    """which: how its indicators are recognised; years: in which the periods end."""

    which: str
    what: str
    years: tuple[int, ...]
    why: str
    source: str


@cache
def years_left_out() -> tuple[LeftOut, ...]:
    """Raises ValueError for an entry that leaves something unsaid."""
    entries = []
    for entry in read_yaml(CATALOGUE / "years_left_out.yaml"):
        missing = [name for name in ("which", "what", "years", "why", "source") if not entry.get(name)]
        if missing:
            raise ValueError(f"years_left_out.yaml: {entry.get('which', '?')}: {', '.join(missing)} not said")
        entries.append(LeftOut(**entry | {"years": tuple(int(y) for y in entry["years"])}))
    return tuple(entries)
