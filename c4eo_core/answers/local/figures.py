"""The rows of a local series as arrays, with everything in them that could not be read said in words."""

from dataclasses import dataclass

import numpy as np

from c4eo_core.catalogue.areas import AreaBook, UnknownArea
from c4eo_core.model.kinds import Note, Status, YearType
from c4eo_core.model.period import Period, PeriodError, parse_period
from c4eo_core.records.local_kinds import LocalSeries
from c4eo_core.store.figures import NOTES

_BETTER = {None: 1, Status.PROVISIONAL: 0, Status.REVISED: 2, Status.FINAL: 3}
_CREDIBLE = range(
    1900, 2101
)  # a label such as 1066 is a mistake, and would make an array of a thousand years


@dataclass(frozen=True)
class Read:
    """periods: oldest first, one a year; end_years: every year from the first to the last; values [A, T], NaN
    for none; notes [A, T] as in `Figures`; known: codes with a value; troubles: sentences without their full
    stop."""

    periods: tuple[Period, ...]
    end_years: np.ndarray
    values: np.ndarray
    notes: np.ndarray
    known: frozenset[str]
    troubles: tuple[str, ...]


def read_figures(body: LocalSeries, areas: AreaBook) -> Read:
    """Of two figures for the same place and year the one the source calls more final stands, else the later
    row.
    """
    rows, troubles = _rows(body, areas)
    periods: dict[int, Period] = {}
    for period, *_ in rows:
        if (
            period.end.year not in periods
            or _BETTER[period.status] >= _BETTER[periods[period.end.year].status]
        ):
            periods[period.end.year] = period
    if not periods:
        empty = np.zeros((len(areas.areas), 0))
        return Read((), np.zeros(0, int), empty, empty.astype(np.uint8), frozenset(), tuple(troubles))
    end_years = np.arange(min(periods), max(periods) + 1)
    values = np.full((len(areas.areas), len(end_years)), np.nan)
    notes = np.zeros(values.shape, np.uint8)
    notes[:, [year - end_years[0] for year in periods]] = NOTES.index(Note.NOT_AVAILABLE)
    held: dict[tuple[int, int], Period] = {}
    doubled = set()
    for period, place, value, note in rows:
        at = place, period.end.year - end_years[0]
        if at in held:
            doubled.add(period.label)
            if _BETTER[period.status] < _BETTER[held[at].status]:
                continue
        held[at] = period
        values[at] = np.nan if value is None else value
        notes[at] = 0 if value is not None else NOTES.index(note)
    if doubled:
        troubles.append(
            f"more than one figure came for {', '.join(sorted(doubled))}: the more final one is used, else"
            " the later"
        )
    known = frozenset(areas.areas[a].code for a in np.flatnonzero(np.isfinite(values).any(axis=1)))
    return Read(tuple(periods[y] for y in sorted(periods)), end_years, values, notes, known, tuple(troubles))


def _rows(
    body: LocalSeries, areas: AreaBook
) -> tuple[list[tuple[Period, int, float | None, Note]], list[str]]:
    found, labels, places = [], [], []
    year_type = YearType(body.year_type)
    for row in body.figures:
        code, label, value, note = (*row, None, None, None, None)[:4]
        try:
            period = parse_period(_label(label), year_type)
        except (PeriodError, ValueError, OverflowError):
            period = None
        if period is None or not {period.start.year, period.end.year} <= set(_CREDIBLE):
            labels.append(str(label) or "without a label")
            continue
        try:
            place = areas.index[areas.by_code(str(code)).code]
        except UnknownArea:
            places.append(str(code))
            continue
        number = float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None
        found.append((period, place, number, _note(note)))
    troubles = [
        f"rows of {words} were left out: {_some(names)}"
        for words, names in (("years", labels), ("places", places))
        if names
    ]
    return found, troubles


def _label(label: object) -> str:
    """A year that came as a number loses the decimal a spreadsheet gave it."""
    return str(int(label)) if isinstance(label, float) and label.is_integer() else str(label)


def _note(note: object) -> Note:
    try:
        return Note(note)
    except ValueError:
        return Note.NOT_AVAILABLE


def _some(names: list[str]) -> str:
    unlike = list(dict.fromkeys(names))
    return (
        ", ".join(unlike[:3])
        + (f" and {len(unlike) - 3} more" if len(unlike) > 3 else "")
        + " cannot be read"
    )
