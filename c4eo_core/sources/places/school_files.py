"""The lists of schools → one list of those open now, and one of those that closed with what followed them."""

from pathlib import Path

import numpy as np
import pandas as pd

from c4eo_core.catalogue.areas import AreaBook, UnknownArea
from c4eo_core.catalogue.services import LayerFile
from c4eo_core.model.problem import SourceProblems
from c4eo_core.sources.ledger import Ledger
from c4eo_core.sources.places.layers import read_layer, text
from c4eo_core.sources.places.school_kinds import school_kind

# Groups the school census publishes for each school; mixed groups are not among them.
PUPIL_GROUPS = (
    "white_british",
    "irish",
    "other_white",
    "indian",
    "pakistani",
    "bangladeshi",
    "chinese",
    "other_asian",
    "black_african",
    "black_caribbean",
)
_NOW = {
    "urn": "urn",
    "name": "name",
    "phase": "phase",
    "fsm_pct_jan2025": "meals",
    "easting": "easting",
    "northing": "northing",
    "position_differs_from_2025_05_m": "moved",
    "likely_replaces_urn": "replaces",
} | {f"{g}_pct": g for g in PUPIL_GROUPS}
_BEFORE = {
    "urn": "urn",
    "new_la_code": "area",
    "establishment_type": "type",
    "establishment_type_group": "group",
    "education_phase": "phase",
    "number_of_pupils": "pupils",
    "easting": "easting",
    "northing": "northing",
    "postcode": "postcode",
    "town": "town",
    "age_range": "age_range",
}
_CLOSED = {"urn": "urn", "establishment_name": "name", "la_name": "place"}
_PHASES = {
    "Nursery": "nursery",
    "Primary": "primary",
    "Middle deemed primary": "middle-primary",
    "Middle deemed secondary": "middle-secondary",
    "Secondary": "secondary",
    "All-through": "all-through",
    "16 plus": "sixteen-plus",
}
# Farther than this from where the older list has it, the older position is kept.
_MOVED_M = 100


def read_schools(
    paths: dict[str, Path], files: dict[str, LayerFile], areas: AreaBook, ledger: Ledger
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """(open, closed). area: code, empty where only the ground can tell. pupils, postcode and ages of a school
    that took the place of another are that one's: `pupils_of` has its number. Raises SourceProblems."""
    tables, problems = {}, []
    for layer, columns in (("schools", _NOW), ("schools_before", _BEFORE), ("schools_closed", _CLOSED)):
        tables[layer], wrong = read_layer(paths[layer], files[layer], columns)
        problems += wrong
    if problems:
        raise SourceProblems(problems)
    now = tables["schools"].drop_duplicates("urn")
    before = tables["schools_before"].assign(urn=lambda t: pd.to_numeric(t["urn"]).astype(int))
    before = before.drop_duplicates("urn").set_index("urn")
    table = _joined(now, before, ledger)
    table["area"] = [_area_code(areas, c) for c in text(table["area"])]
    closed = _closed(tables["schools_closed"], now, areas, ledger)
    return table.sort_values("urn").reset_index(drop=True), closed


def _joined(now: pd.DataFrame, before: pd.DataFrame, ledger: Ledger) -> pd.DataFrame:
    known = now["urn"].isin(before.index)
    follows = now["replaces"].where(~known & now["replaces"].isin(before.index))
    of = now["urn"].where(known, follows).fillna(0).astype(int).to_numpy()
    older = before.reindex(of)
    table = now.reset_index(drop=True).copy()
    table["pupils_of"] = np.where(known, 0, of)
    for column in ("area", "postcode", "town", "age_range"):
        table[column] = text(older[column]).to_numpy()
    table["pupils"] = pd.to_numeric(older["pupils"], errors="coerce").to_numpy()
    table["kind"] = [
        school_kind(g, t, p) if isinstance(t, str) else _PHASES.get(phase, "other")
        for g, t, p, phase in zip(older["group"], older["type"], older["phase"], now["phase"], strict=True)
    ]
    moved = (table["moved"] > _MOVED_M).to_numpy()
    for column in ("easting", "northing"):
        table[column] = np.where(moved, older[column].to_numpy(), table[column]).astype(int)
    ledger.mended(
        "schools that the newer list puts elsewhere",
        int(moved.sum()),
        f"over {_MOVED_M} m from the older list: the older position is kept",
    )
    ledger.doubtful(
        "schools that took the place of another",
        int((table["pupils_of"] > 0).sum()),
        "number of pupils, ages and postcode are those of the school before",
    )
    ages = table["age_range"].str.extract(r"^(\d+)-(\d+)$")
    table["youngest"], table["oldest"] = (
        pd.to_numeric(ages[i], errors="coerce").fillna(-1).astype(int) for i in (0, 1)
    )
    table["name"] = text(table["name"])
    return table.drop(columns=["moved", "replaces", "phase", "age_range"])


def _closed(table: pd.DataFrame, now: pd.DataFrame, areas: AreaBook, ledger: Ledger) -> pd.DataFrame:
    """successor: number of the school that stands where this one stood, 0 where none is known."""
    table = table.assign(urn=pd.to_numeric(table["urn"]).astype(int)).drop_duplicates("urn")
    followed = now.dropna(subset=["replaces"]).sort_values("urn").drop_duplicates("replaces", keep="last")
    successor = followed.set_index(followed["replaces"].astype(int))["urn"]
    table["successor"] = table["urn"].map(successor).fillna(0).astype(int)
    table["area"] = [_area_code(areas, name) for name in text(table["place"])]
    ledger.doubtful(
        "closed schools without a known successor",
        int((table["successor"] == 0).sum()),
        "no new school stands where they stood",
    )
    return table.drop(columns="place").sort_values("urn").reset_index(drop=True)


def _area_code(areas: AreaBook, text: str) -> str:
    try:
        found = areas.find(text) if text else None
    except UnknownArea:
        return ""
    return found.code if found and found.is_authority else ""
