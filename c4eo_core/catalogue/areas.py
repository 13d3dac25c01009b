"""The areas we know, and how to find one from what a person types."""

import csv
import datetime as dt
import difflib
from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from c4eo_core.catalogue import area_names
from c4eo_core.folders import AREAS
from c4eo_core.model.area import Area, AreaKind

_WHOLE_NAMES = (AreaKind.REGION, AreaKind.LONDON_PART, AreaKind.ENGLAND)
_ORDER = [AreaKind.AUTHORITY, AreaKind.ABOLISHED, AreaKind.REGION, AreaKind.LONDON_PART, AreaKind.ENGLAND]


class UnknownArea(LookupError):
    """Nothing, or more than one thing, goes by that name. The message says what was meant, perhaps."""


def _day_after(day: str) -> str:
    return (dt.date.fromisoformat(day) + dt.timedelta(days=1)).isoformat()


class AreaBook:
    """All areas, in the store's order: authorities by name, abolished ones, regions, parts of London,
    England.
    """

    def __init__(self, areas: Iterable[Area]):
        areas = tuple(areas)
        ends = {code: a.ended for a in areas if a.ended for code in a.successors}
        begun = (replace(a, began=_day_after(ends[a.code])) if a.code in ends else a for a in areas)
        self.areas = tuple(sorted(begun, key=lambda a: (_ORDER.index(a.kind), a.name)))
        self.index = {a.code: i for i, a in enumerate(self.areas)}

    @cached_property
    def authorities(self) -> tuple[Area, ...]:
        return tuple(a for a in self.areas if a.is_authority)

    @cached_property
    def abolished(self) -> tuple[Area, ...]:
        return tuple(a for a in self.areas if a.kind is AreaKind.ABOLISHED)

    @cached_property
    def england(self) -> Area:
        return next(a for a in self.areas if a.kind is AreaKind.ENGLAND)

    @cached_property
    def _by_key(self) -> dict[str, Area]:
        keys = {}
        for area in self.areas:
            for key in (*area.aliases, area.code, str(area.number)):
                keys[key.upper()] = area
        return keys

    @cached_property
    def _by_name(self) -> dict[str, Area]:
        # Regions and authorities never share a name; an abolished place may share one with its successor.
        return {
            a.name.casefold(): a for a in sorted(self.areas, key=lambda a: a.kind is not AreaKind.ABOLISHED)
        }

    def by_code(self, code: str) -> Area:
        """The area with this code, an older or newer code of it, or its three-digit number. Raises
        UnknownArea.
        """
        try:
            return self._by_key[str(code).strip().upper()]
        except KeyError:
            raise UnknownArea(
                f"'{code}' is not an area code we know; codes have nine characters, such as E06000001."
            ) from None

    def known(self, text: str) -> Area | None:
        """The area with this code, number or name, however councils write it ('City of York', 'LB Camden',
        'Brighton & Hove'); None for a part of a name and for anything else. Cheap: for whole columns.
        """
        wanted = str(text).strip()
        if area := self._by_key.get(wanted.upper()) or self._by_name.get(wanted.casefold()):
            return area
        if len(wanted) > 60 or not any(c.isalpha() for c in wanted):
            return None
        return next((self._by_form[f] for f in area_names.forms(wanted) if f in self._by_form), None)

    @cached_property
    def _by_form(self) -> dict[str, Area]:
        found: dict[str, Area] = {}
        for area in sorted(self.areas, key=lambda a: a.kind is AreaKind.ABOLISHED):
            name = area.name if area.kind in _WHOLE_NAMES else area.name.removesuffix(", City of")
            found.setdefault(area_names.plain(name), area)
            found.setdefault(area_names.plain(area.name), area)
        return found

    def find(self, text: str) -> Area:
        """The area for a code, a three-digit number, a name as councils write it or an unambiguous part of a
        name. Raises UnknownArea.
        """
        wanted = str(text).strip()
        if area := self.known(wanted):
            return area
        if ended := next((e for f in area_names.forms(wanted) if (e := area_names.ENDED.get(f))), None):
            year, codes = ended
            names = " and ".join(self._by_key[code].name for code in codes if code in self._by_key)
            raise UnknownArea(
                f"'{wanted}' was abolished in {year}. Its area is now {names}: give one of these."
            )
        hits = [a for a in self.areas if wanted and wanted.casefold() in a.name.casefold()]
        current = [a for a in hits if a.kind is not AreaKind.ABOLISHED] or hits
        if len(current) == 1:
            return current[0]
        if current:
            names = ", ".join(a.name for a in current[:6])
            raise UnknownArea(
                f"'{wanted}' could be {len(current)} areas: {names}. Please type more of the name, or its"
                " code."
            )
        plain = area_names.plain(wanted)
        close = difflib.get_close_matches(plain, self._by_form, n=1, cutoff=0.6)
        hint = f" Did you mean {self._by_form[close[0]].name}?" if close else ""
        raise UnknownArea(
            f"'{wanted}' is not an area we know; give a nine-character code, a three-digit number or a"
            f" name.{hint}"
        )


def load_areas(path: Path = AREAS / "areas.csv") -> AreaBook:
    with path.open(newline="", encoding="utf-8") as f:
        return AreaBook(_area(row) for row in csv.DictReader(f))


def _area(row: dict[str, str]) -> Area:
    return Area(
        code=row["code"],
        number=int(row["number"]),
        name=row["name"],
        kind=AreaKind(row["kind"]),
        region=row["region"] or None,
        part=row["part"] or None,
        aliases=tuple(filter(None, row["aliases"].split(";"))),
        successors=tuple(filter(None, row["successors"].split(";"))),
        ended=row["ended"] or None,
    )
