"""How many children live and go to school in each authority: two published files → data/areas/children.csv.

Run as `python -m c4eo_core.sources.published.children POPULATION SCHOOLS`: the department's cut of the ONS
mid-year estimates (children 0 to 17 by authority), and the list of open schools with pupils on roll.
"""

import sys
from pathlib import Path

import pandas as pd

from c4eo_core.catalogue.areas import load_areas
from c4eo_core.folders import AREAS

_PRIMARY, _SECONDARY = ("primary", "middle-primary"), ("secondary", "middle-secondary")
_YEARS_EACH = 7 / 12  # of an all-through school's pupils are taken for primary


def children_table(population: pd.DataFrame, schools: pd.DataFrame) -> pd.DataFrame:
    """population: rows time_period, geographic_level, old_la_code, population_estimate; schools: area, kind,
    pupils. One row an authority of today, in the order of the area book; whole numbers.
    """
    newest = population[population["geographic_level"] == "Local authority"]
    newest = newest[newest["time_period"] == newest["time_period"].max()]
    numbers = newest["old_la_code"].astype(float).astype(int)
    aged = dict(zip(numbers, newest["population_estimate"].astype(int), strict=True))
    rolls: dict[tuple[str, str], float] = {}
    for code, kind, pupils in schools[["area", "kind", "pupils"]].dropna().itertuples(index=False):
        rolls[code, kind] = rolls.get((code, kind), 0.0) + float(pupils)

    def on_roll(code: str, kinds: tuple[str, ...], share: float) -> int:
        own = sum(rolls.get((code, kind), 0.0) for kind in kinds)
        return round(own + share * rolls.get((code, "all-through"), 0.0))

    rows = [
        {
            "code": area.code,
            "aged_0_17": aged[area.number],
            "primary": on_roll(area.code, _PRIMARY, _YEARS_EACH),
            "secondary": on_roll(area.code, _SECONDARY, 1 - _YEARS_EACH),
            "special": on_roll(area.code, ("special",), 0),
        }
        for area in load_areas().authorities
    ]
    return pd.DataFrame(rows)


def main(population: str, schools: str) -> None:
    table = children_table(pd.read_csv(population, dtype=str), pd.read_parquet(schools))
    table.to_csv(Path(AREAS) / "children.csv", index=False)


if __name__ == "__main__":
    main(*sys.argv[1:3])
