"""The published lists of places → tidy tables: one row a small area, a school or a site, each with its
authority.

What could not be placed is counted by authority: a list with holes in it makes reach look smaller than it is.
"""

from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from c4eo_core.catalogue.areas import AreaBook, UnknownArea
from c4eo_core.catalogue.services import LayerFile
from c4eo_core.model.problem import Problem
from c4eo_core.sources.ledger import Ledger
from c4eo_core.sources.places.layers import placed, read_layer, text
from c4eo_core.sources.places.postcodes import WHOLE, key
from c4eo_core.sources.places.school_kinds import school_kind

_SMALL_AREAS = {
    "lsoa21": "code",
    "new_la_code": "area",
    "easting": "easting",
    "northing": "northing",
    "pop_0_4_census21_est": "young",
    "pop_5_15_census21_est": "older",
    "idaci25_decile": "decile",
    "ruc21": "ruc",
    "ward24": "ward",
    "ward24_name": "ward_name",
}
_SCHOOLS = {
    "urn": "urn",
    "new_la_code": "area",
    "establishment_name": "name",
    "establishment_type": "type",
    "establishment_type_group": "group",
    "education_phase": "phase",
    "number_of_pupils": "pupils",
    "percentage_fsm": "meals",
    "easting": "easting",
    "northing": "northing",
    "lsoa_code": "small_area",
}
_HUBS = {
    "Family_Hub": "name",
    "Local_Authority": "place",
    "new_la_code": "area",
    "easting": "easting",
    "northing": "northing",
}
_CHILDCARE = {
    "Provider name": "name",
    "Provider subtype": "subtype",
    "Places": "places",
    "Local authority": "place",
    "new_la_code": "area",
    "easting": "easting",
    "northing": "northing",
}
_LIBRARIES = {
    "name": "name",
    "authority": "place",
    "type": "type",
    "operation_23": "operation",
    "new_la_code": "area",
    "easting": "easting",
    "northing": "northing",
}
# Columns that place an entry without a position, where the file has them.
_POSTCODES = {"Postcode": "postcode", "postcode": "postcode"}
_CARE = {
    "Full day care": "full-day",
    "Sessional day care": "sessional",
    "Out-of-school day care": "out-of-school",
}
_FEWEST_AREAS = 30_000
_FEWEST_LISTED = 60  # a list of fewer authorities than this is taken for cut off


@dataclass
class Tables:
    """What the files say. areas: index of each row's authority in the area book. listed: layer → codes of the
    authorities that have a list; unplaced: layer → kind → code → how many could not be placed."""

    small_areas: pd.DataFrame = field(default_factory=pd.DataFrame)
    schools: pd.DataFrame = field(default_factory=pd.DataFrame)
    sites: pd.DataFrame = field(default_factory=pd.DataFrame)
    listed: dict[str, list[str]] = field(default_factory=dict)
    unplaced: dict[str, dict[str, dict[str, int]]] = field(default_factory=dict)


class PlaceReader:
    """Reads one file after another into `tables`, with every problem and every change noted."""

    def __init__(self, areas: AreaBook, ledger: Ledger, closed: pd.DataFrame | None = None):
        """closed: key, easting and northing of postcodes no longer in use, which place what live ones
        cannot.
        """
        self.areas, self.ledger, self.closed = areas, ledger, closed
        self.tables = Tables()
        self.problems: list[Problem] = []

    def small_areas(self, path: Path, known: LayerFile) -> None:
        table = self._read(path, known, _SMALL_AREAS)
        if table is None:
            return
        table = self._in_england(table, "small_areas", known)
        table = table.drop_duplicates("code")
        table["decile"] = pd.to_numeric(table["decile"], errors="coerce").fillna(0).astype(int)
        self.ledger.doubtful(
            "small areas without a deprivation decile",
            int((table["decile"] == 0).sum()),
            "counted in no group of deciles",
        )
        table["rural"] = text(table["ruc"]).str.casefold().str.startswith("rural")
        without = [a.name for i, a in enumerate(self.areas.authorities) if i not in set(table["area"])]
        if len(table) < _FEWEST_AREAS or without:
            found = f"{len(table):,} small areas" + (
                f", none in {', '.join(without[:3])}." if without else "."
            )
            self.problems.append(
                Problem(
                    path.name,
                    found,
                    "about 33,755, in every authority.",
                    "The file may be cut off: download it again.",
                )
            )
        self.tables.small_areas = table.sort_values(["area", "ward", "code"]).reset_index(drop=True)

    def schools(self, path: Path, known: LayerFile) -> None:
        table = self._read(path, known, _SCHOOLS)
        if table is None:
            return
        table["kind"] = [
            school_kind(*row) for row in zip(table["group"], table["type"], table["phase"], strict=True)
        ]
        table = self._in_england(table, "schools", known)
        table["urn"] = pd.to_numeric(table["urn"]).astype(int)
        for column in ("pupils", "meals"):
            table[column] = pd.to_numeric(table[column], errors="coerce")
        table["name"] = text(table["name"])
        self.tables.schools = table.drop_duplicates("urn").sort_values("urn").reset_index(drop=True)
        self._list(known, self.tables.schools, path)

    def sites(self, paths: dict[str, Path], files: dict[str, LayerFile]) -> None:
        parts = [
            self._hubs(paths["family_hubs"], files["family_hubs"]),
            self._childcare(paths["childcare"], files["childcare"]),
            self._libraries(paths["libraries"], files["libraries"]),
        ]
        whole = [p for p in parts if p is not None]
        if len(whole) == len(parts):
            columns = ["layer", "kind", "name", "area", "easting", "northing", "places", "old_postcode"]
            table = pd.concat([p[columns] for p in whole], ignore_index=True)
            self.tables.sites = table.sort_values(["layer", "area", "name"]).reset_index(drop=True)

    def _hubs(self, path: Path, known: LayerFile) -> pd.DataFrame | None:
        table = self._read(path, known, _HUBS)
        return (
            None if table is None else self._site(table.assign(kind="family-hub", places=None), path, known)
        )

    def _childcare(self, path: Path, known: LayerFile) -> pd.DataFrame | None:
        table = self._read(path, known, _CHILDCARE)
        if table is None:
            return None
        kind = text(table["subtype"]).map(_CARE).fillna("childcare-other")
        places = pd.to_numeric(table["places"], errors="coerce")
        self.ledger.mended(
            "settings with 0 places",
            int((places == 0).sum()),
            "the register keeps no number for them: places not known",
        )
        return self._site(table.assign(kind=kind, places=places.where(places > 0)), path, known)

    def _libraries(self, path: Path, known: LayerFile) -> pd.DataFrame | None:
        table = self._read(path, known, _LIBRARIES)
        if table is None:
            return None
        building = text(table["type"]).str.casefold().str.startswith("static library")
        closed = text(table["operation"]).str.casefold() == "closed"
        self.ledger.dropped(
            "mobile, prison and other libraries, archives",
            int((~building).sum()),
            "not a library building open to all",
        )
        self.ledger.dropped("libraries marked as closed", int((building & closed).sum()), "no longer there")
        return self._site(table[building & ~closed].assign(kind="library", places=None), path, known)

    def _site(self, table: pd.DataFrame, path: Path, known: LayerFile) -> pd.DataFrame:
        table = self._in_england(self._by_closed_postcode(table, known), known.layer, known)
        table["name"], table["layer"] = text(table["name"]), known.layer
        twice = table.duplicated(["kind", "name", "easting", "northing"])
        self.ledger.doubtful(
            f"entries of {known.title} listed twice",
            int(twice.sum()),
            "one name at one place under two numbers: both kept",
        )
        self._list(known, table, path)
        return table

    def _read(self, path: Path, known: LayerFile, columns: dict[str, str]) -> pd.DataFrame | None:
        table, problems = read_layer(path, known, columns, _POSTCODES)
        self.problems += problems
        return None if problems else table

    def _by_closed_postcode(self, table: pd.DataFrame, known: LayerFile) -> pd.DataFrame:
        """Entries without a position at the place of their postcode, where that is one no longer in use."""
        table = table.assign(old_postcode=False)
        if self.closed is None or "postcode" not in table:
            return table
        code = text(table["postcode"]).str.upper().str.replace(" ", "", regex=False)
        lost = code[~placed(table) & code.str.fullmatch(WHOLE.pattern)]
        at = self.closed.set_index("key").reindex([key(c) for c in lost])
        found = at["easting"].notna().to_numpy()
        for column in ("easting", "northing"):
            table.loc[lost.index[found], column] = at.loc[found, column].to_numpy()
        table.loc[lost.index[found], "old_postcode"] = True
        self.ledger.mended(
            f"entries of {known.title} at a postcode no longer in use",
            int(found.sum()),
            "placed where that postcode was; the site may have closed",
        )
        return table

    def _in_england(self, table: pd.DataFrame, layer: str, known: LayerFile) -> pd.DataFrame:
        """Rows with a position and an authority; the others are counted, by authority where that is known."""
        index = {code: self._index(code) for code in text(table["area"]).unique()}
        area = text(table["area"]).map(index)
        if "place" in table:
            names = {name: self._index(name) for name in text(table.loc[area < 0, "place"]).unique()}
            area = area.where(area >= 0, text(table["place"]).map(names).fillna(-1)).astype(int)
        there = placed(table)
        self.ledger.dropped(
            f"entries of {known.title} without a position", int((~there).sum()), "cannot be put on a map"
        )
        if "kind" in table:
            lost = table.assign(area=area)[~there & (area >= 0)].groupby(["kind", "area"]).size()
            for (kind, i), count in lost.items():
                self.tables.unplaced.setdefault(layer, {}).setdefault(kind, {})[self.areas.areas[i].code] = (
                    int(count)
                )
        self.ledger.dropped(
            f"entries of {known.title} outside the authorities",
            int((there & (area < 0)).sum()),
            "not in an area we know",
        )
        table = table.assign(area=area)[there & (area >= 0)].copy()
        for column in ("easting", "northing"):
            table[column] = pd.to_numeric(table[column]).round().astype(int)
        return table

    def _index(self, code_or_name: str) -> int:
        """Index of an authority of today, −1 for anything else."""
        try:
            area = self.areas.find(code_or_name) if code_or_name else None
        except UnknownArea:
            return -1
        return self.areas.index[area.code] if area and area.is_authority else -1

    def _list(self, known: LayerFile, table: pd.DataFrame, path: Path) -> None:
        """Who has a list; one that cannot be placed still is one."""
        present = {self.areas.areas[i].code for i in table["area"].unique()}
        present |= {code for lost in self.tables.unplaced.get(known.layer, {}).values() for code in lost}
        everyone = [a.code for a in self.areas.authorities]
        if len(present) < _FEWEST_LISTED:
            self.problems.append(
                Problem(
                    path.name,
                    f"it covers {len(present)} authorities.",
                    f"at least {_FEWEST_LISTED}.",
                    "The file may be cut off: download it again.",
                )
            )
        self.tables.listed[known.layer] = (
            everyone if known.listed == "all" else [c for c in everyone if c in present]
        )
