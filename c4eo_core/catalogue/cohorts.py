"""About how many children a figure is a share of: the rules (data/catalogue/cohorts.yaml) and
the children.
"""

import csv
from dataclasses import dataclass
from functools import cache

from c4eo_core.catalogue.entries import read_yaml
from c4eo_core.folders import AREAS, CATALOGUE
from c4eo_core.model.indicator import Indicator

YEARS_OF_CHILDHOOD = 18
YOUNG = frozenset({"early_years", "five", "phonics", "ks1", "mtc", "ks2", "eleven"})


@dataclass(frozen=True)
class Base:
    """years_of_age out of 18, or the roll of these kinds of school; share: the part of them that is in it;
    whole: the group is in the share already; chance: the figure is drawn anew each year from so many
    children.
    """

    years_of_age: float = 0.0
    roll: tuple[str, ...] = ()
    share: float = 1.0
    whole: bool = False
    chance: bool = True


@dataclass(frozen=True)
class Part:
    """Which part a group is: of 100 or 10,000 children as an indicator says, times; rest: all but these."""

    indicator: str
    of: float
    times: float = 1.0
    rest: bool = False


@dataclass(frozen=True)
class Cohort:
    base: Base
    part: Part | None


def cohort_of(indicator: Indicator) -> Cohort | None:
    """None where no rule says how many children the figure is about."""
    stages, beginnings, groups = _rules()
    found = [b for start, b in beginnings.items() if indicator.id.startswith(start)]
    base = found[-1] if found else stages.get(indicator.stage)
    if base is None or not (base.years_of_age or base.roll):
        return None
    if indicator.group == "all" or base.whole:
        return Cohort(base, None)
    parts = groups.get(indicator.group)
    return Cohort(base, parts["young" if indicator.stage in YOUNG else "old"]) if parts else None


@cache
def _rules() -> tuple[dict[str, Base], dict[str, Base], dict[str, dict[str, Part]]]:
    rules = read_yaml(CATALOGUE / "cohorts.yaml")
    stages = {name: _base(entry) for name, entry in rules["stages"].items()}
    # The longer beginning comes later and wins.
    beginnings = {name: _base(rules["indicators"][name]) for name in sorted(rules["indicators"], key=len)}
    groups = {
        name: {age: _part(entry) for age, entry in ages.items()} for name, ages in rules["groups"].items()
    }
    return stages, beginnings, groups


def _base(entry: dict) -> Base:
    return Base(
        years_of_age=float(entry.get("years_of_age", 0)),
        roll=tuple(entry.get("roll", ())),
        share=float(entry.get("share", 1)),
        whole=bool(entry.get("whole", False)),
        chance=bool(entry.get("chance", True)),
    )


def _part(entry: dict) -> Part:
    name = "per_cent" if "per_cent" in entry else "per_10_000"
    of = {"per_cent": 100.0, "per_10_000": 10_000.0}[name]
    return Part(entry[name], of, float(entry.get("times", 1)), bool(entry.get("rest", False)))


@cache
def children_by_code() -> dict[str, dict[str, int]]:
    """Authority's code → aged_0_17 and the rolls of primary, secondary and special schools."""
    with (AREAS / "children.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["code"]: {k: int(v) for k, v in row.items() if k != "code"} for row in csv.DictReader(file)
        }
