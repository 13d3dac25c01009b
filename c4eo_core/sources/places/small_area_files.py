"""The published files about small areas → tidy tables: one row a small area, a middle area or an outline."""

import gzip
import json
from pathlib import Path

import numpy as np
import pandas as pd

from c4eo_core.catalogue.services import LayerFile
from c4eo_core.model.grid import to_grid
from c4eo_core.model.problem import Problem, SourceProblems
from c4eo_core.sources.ledger import Ledger
from c4eo_core.sources.places.layers import placed, read_layer

AGE_BANDS = {"age_0_4": "age_0_4", "age_5_11_est": "age_5_11", "age_12_17_est": "age_12_17"}
GROUPS = (
    "white_british",
    "white_irish",
    "gypsy_irish_traveller",
    "roma",
    "other_white",
    "indian",
    "pakistani",
    "bangladeshi",
    "chinese",
    "other_asian",
    "black_caribbean",
    "black_african",
    "other_black",
    "mixed_white_caribbean",
    "mixed_white_african",
    "mixed_white_asian",
    "other_mixed",
    "arab",
    "other_ethnic",
)
SCORES = {
    "anti_social_behaviour_rate_per_1_000_at_risk_population": "anti_social_behaviour",
    "violence_with_injury_rate_per_1_000_at_risk_population": "violence_with_injury",
    "connectivity_score": "connectivity",
    "digital_connectivity_broadband_download_and_upload_speeds": "broadband",
    "outdoors_decile": "outdoors_decile",
    "children_and_young_people_decile": "children_decile",
}
MIDDLE = (
    "main_language_english",
    "main_language_not_english",
    "cannot_speak_well",
    "cannot_speak",
    "residents_1_plus",
    "moved_from_within_uk_last_year",
    "moved_from_outside_uk_last_year",
)
_FEWEST = 33_000


def read_small_areas(paths: dict[str, Path], files: dict[str, LayerFile], ledger: Ledger) -> pd.DataFrame:
    """Census counts, ages, groups (tenths of a per cent), scores and names, by small area. Raises
    SourceProblems.
    """
    children = _read(
        paths,
        files,
        "children",
        {
            "lsoa21": "code",
            "idaci25_children_in_income_deprivation": "deprived_children",
            "pop_0_15_census21": "children",
        },
    )
    ledger.doubtful(
        "small areas without a count of children in income deprivation",
        int(children["deprived_children"].isna().sum()),
        "suppressed by the publisher: left out of the sum, above and below the line",
    )
    profile = pd.read_parquet(paths["profile"])
    groups = _read(paths, files, "groups", {c: c for c in ("lsoa21", "pop_mid2022", *AGE_BANDS, *GROUPS)})
    for source, ours in AGE_BANDS.items():
        groups[ours] = (groups[source] * groups["pop_mid2022"] / 100).round().astype(int)
    for group in GROUPS:
        groups[group] = (groups[group] * 10).round().astype(int)
    scores = _read(paths, files, "scores", {"lsoa21": "lsoa21"} | SCORES)
    names = _read(paths, files, "names", {"lsoa21": "lsoa21", "msoa21": "middle", "msoa_local_name": "name"})
    table = children
    for part in (profile, groups.drop(columns=list(AGE_BANDS)[1:]), scores, names):
        table = table.merge(part.rename(columns={"lsoa21": "code"}), on="code", how="left", validate="1:1")
    _whole(table, paths)
    return table.sort_values("code").reset_index(drop=True)


def _whole(table: pd.DataFrame, paths: dict[str, Path]) -> None:
    gaps = [c for c in table if c != "deprived_children" and table[c].isna().any()]
    if len(table) < _FEWEST or gaps:
        words = f"{len(table):,} small areas" + (
            f", with gaps in {', '.join(gaps[:4])}." if gaps else ", too few."
        )
        raise SourceProblems(
            [
                Problem(
                    paths["profile"].parent.name,
                    words,
                    "about 33,755 small areas in every file.",
                    "A file may be cut off, or of other areas than those of 2021: download it again.",
                )
            ]
        )


def read_middle(paths: dict[str, Path], files: dict[str, LayerFile]) -> pd.DataFrame:
    table = _read(paths, files, "middle", {"msoa21": "code"} | {c: c for c in MIDDLE})
    return table.astype(dict.fromkeys(MIDDLE, int)).sort_values("code").reset_index(drop=True)


def read_towns(paths: dict[str, Path], files: dict[str, LayerFile]) -> pd.DataFrame:
    table = _read(
        paths,
        files,
        "towns",
        {"name": "name", "longitude": "lon", "latitude": "lat", "population": "population"},
    )
    table["easting"], table["northing"] = to_grid(table["lon"].to_numpy(), table["lat"].to_numpy())
    table = table[placed(table)]
    return table.sort_values("population", ascending=False).reset_index(drop=True)


def read_outlines(path: Path) -> pd.DataFrame:
    """One row a ring: code, and its corners in metres (closed rings; holes are rings like any other)."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        features = json.load(file)["features"]
    codes, rings = [], []
    for feature in features:
        shape = feature["geometry"]
        parts = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
        for ring in (r for part in parts for r in part):
            codes.append(feature["properties"]["lsoa21"])
            rings.append(ring)
    corners = np.array([c for ring in rings for c in ring], float)
    easting, northing = (a.round().astype(np.int32) for a in to_grid(corners[:, 0], corners[:, 1]))
    ends = np.cumsum([len(r) for r in rings])[:-1]
    return pd.DataFrame(
        {"code": codes, "easting": np.split(easting, ends), "northing": np.split(northing, ends)}
    ).sort_values("code", kind="stable", ignore_index=True)


def _read(
    paths: dict[str, Path], files: dict[str, LayerFile], layer: str, columns: dict[str, str]
) -> pd.DataFrame:
    table, problems = read_layer(paths[layer], files[layer], columns)
    if problems:
        raise SourceProblems(problems)
    return table
