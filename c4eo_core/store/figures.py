"""The published figures in memory. Loaded once, read-only, the same for everybody."""

import datetime as dt
import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from c4eo_core.catalogue.areas import AreaBook
from c4eo_core.model.area import Area, Neighbour
from c4eo_core.model.indicator import Indicator
from c4eo_core.model.kinds import Note
from c4eo_core.model.period import Period

NOTES: tuple[Note | None, ...] = (None, *Note)


class UnknownIndicator(LookupError):
    """No indicator goes by that id or source key. The message names the nearest."""


@dataclass(frozen=True)
class Figures:
    """Everything published that we carry.

    published: float64 [M indicators, A areas, T years], the source's values, NaN where there is none;
    values: the same without what we withhold because it cannot be right (see the manifest's ledger);
    notes: uint8 [M, A, T], index into NOTES, 0 where there is a value or no such period;
    end_years: the T years in which periods end;
    noise: float64 [M, L authorities], the panel noise on the transformed scale, NaN where unknown;
    neighbour_index: int16 [A, 10] of area indices, -1 for none.
    Areas are in the area book's order, so the first L rows are the authorities of today.
    """

    indicators: tuple[Indicator, ...]
    areas: AreaBook
    end_years: np.ndarray
    published: np.ndarray
    values: np.ndarray
    notes: np.ndarray
    noise: np.ndarray
    neighbours: dict[str, tuple[Neighbour, ...]]
    neighbour_index: np.ndarray
    neighbour_date: str
    manifest: dict

    def __post_init__(self) -> None:
        for array in (
            self.end_years,
            self.published,
            self.values,
            self.notes,
            self.noise,
            self.neighbour_index,
        ):
            array.setflags(write=False)

    @cached_property
    def index(self) -> dict[str, int]:
        return {i.id: m for m, i in enumerate(self.indicators)}

    @cached_property
    def _by_source_key(self) -> dict[str, int]:
        return {i.source_key.casefold(): m for m, i in enumerate(self.indicators) if i.source_key}

    @cached_property
    def column(self) -> dict[int, int]:
        """Year in which a period ends → its column in the arrays."""
        return {int(y): t for t, y in enumerate(self.end_years)}

    @cached_property
    def periods_by_end(self) -> list[dict[int, Period]]:
        """For each indicator: year in which a period ends → the period."""
        return [{p.end.year: p for p in i.periods} for i in self.indicators]

    @cached_property
    def authority_count(self) -> int:
        return len(self.areas.authorities)

    def find(self, text: str) -> Indicator:
        """The indicator with this id, or `lait:<source key>`. Raises UnknownIndicator."""
        wanted = text.strip()
        if wanted.casefold().startswith("lait:"):
            key = wanted[5:].strip().casefold()
            m = self._by_source_key.get(key)
        else:
            m = self.index.get(wanted)
        if m is None:
            near = difflib.get_close_matches(wanted, list(self.index), n=1, cutoff=0.5)
            hint = f" Did you mean {near[0]}?" if near else ""
            raise UnknownIndicator(
                f"'{wanted}' is not an indicator we carry; give an id or lait:<source key>.{hint}"
            )
        return self.indicators[m]

    def cells(self, indicator: Indicator, area: Area) -> list[tuple[Period, float | None, Note | None]]:
        """Each period of the indicator with the area's value or note, oldest first."""
        m, a = self.index[indicator.id], self.areas.index[area.code]
        rows = []
        for period in indicator.periods:
            t = self.column[period.end.year]
            value = float(self.values[m, a, t])
            rows.append(
                (period, None, NOTES[self.notes[m, a, t]]) if value != value else (period, value, None)
            )
        return rows

    def block(self, indicator: Indicator, areas: Sequence[Area]) -> tuple[list[list[float]], list[list[int]]]:
        """Values (NaN for none) and indices into NOTES: a row an area, a column a period of the indicator.
        For many areas at once.
        """
        m = self.index[indicator.id]
        rows = [self.areas.index[a.code] for a in areas]
        columns = [self.column[p.end.year] for p in indicator.periods]
        at = np.ix_(rows, columns)
        return self.values[m][at].tolist(), self.notes[m][at].tolist()

    @property
    def built(self) -> dt.date:
        return dt.date.fromisoformat(self.manifest["built"])

    @property
    def version(self) -> str:
        """Changes whenever the figures do: the key of every cache."""
        return self.manifest["version"]
