"""The curated catalogue: one YAML entry an indicator, one a gap."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from c4eo_core.folders import CATALOGUE
from c4eo_core.model.indicator import Break, Indicator
from c4eo_core.model.kinds import Polarity, Unit, YearType

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Catalogue:
    """Curated indicators by the source's key, and gaps that name two of them by id."""

    indicators: dict[str, Indicator]
    gaps: tuple[Indicator, ...]


def read_yaml(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)


def load_catalogue(folder: Path = CATALOGUE) -> Catalogue:
    """Raises ValueError naming the file and entry when an entry is malformed."""
    indicators: dict[str, Indicator] = {}
    for path in sorted((folder / "indicators").glob("*.yaml")):
        for entry in read_yaml(path):
            indicator = _checked(path, entry)
            key = indicator.source_key
            if key is None or key in indicators:
                raise ValueError(f"{path.name}: source key {key} is missing or taken by another entry")
            indicators[key] = indicator
    gaps = tuple(_gap(entry, indicators) for entry in read_yaml(folder / "gaps.yaml"))
    return Catalogue(indicators, gaps)


def _checked(path: Path, entry: dict[str, Any]) -> Indicator:
    try:
        return _indicator(entry)
    except (KeyError, ValueError) as error:
        raise ValueError(f"{path.name}: entry {entry.get('id', '?')}: {error}") from error


def _indicator(entry: dict[str, Any]) -> Indicator:
    return Indicator(
        id=entry["id"],
        source_key=entry["source_key"],
        title=entry["title"],
        short=entry["short"],
        definition=entry["definition"],
        unit=Unit(entry["unit"]),
        polarity=Polarity(entry["polarity"]),
        decimals=int(entry["decimals"]),
        year_type=YearType(entry["year_type"]),
        per=entry.get("per"),
        pooled=bool(entry.get("pooled")),
        quartiles=bool(entry.get("quartiles", True)),
        group=entry.get("group", "all"),
        stage=entry.get("stage", "all"),
        priority=entry["priority"],
        strand=entry["strand"],
        source_link=entry.get("source_link"),
        doubt=entry.get("doubt"),
        polarity_why=entry.get("polarity_why"),
        same_as=entry.get("same_as"),
        breaks=tuple(Break(int(b["from"]), b["why"]) for b in entry.get("breaks") or ()),
    )


def _gap(entry: dict[str, Any], indicators: dict[str, Indicator]) -> Indicator:
    concern, reference = indicators[entry["concern"]], indicators[entry["reference"]]
    return Indicator(
        id=entry["id"],
        source_key=None,
        title=entry["title"],
        short=entry["short"],
        definition=entry["definition"],
        unit=Unit.GAP,
        polarity=Polarity.LOW,
        decimals=int(entry.get("decimals", concern.decimals)),
        year_type=concern.year_type,
        per="percentage points" if concern.unit is Unit.PERCENTAGE else "points",
        pooled=concern.pooled,
        group=entry["basis"],
        stage=entry["stage"],
        priority=entry["priority"],
        strand=entry["strand"],
        source_link=concern.source_link,
        doubt=concern.doubt,
        concern=concern.id,
        reference=reference.id,
    )
