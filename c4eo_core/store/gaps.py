"""Gaps between two groups on one measure, worked out beside the figures they come from."""

from dataclasses import replace

import numpy as np

from c4eo_core.model.indicator import Indicator


def add_gaps(
    gaps: tuple[Indicator, ...],
    indicators: list[Indicator],
    end_years: np.ndarray,
    published: np.ndarray,
    notes: np.ndarray,
) -> tuple[list[Indicator], np.ndarray, np.ndarray]:
    """Each gap beside the rest: concern minus reference, in the periods both have; a note on either is a
    note on the gap. Shapes [M, A, T]; a gap whose groups are not both there is left out.
    """
    place = {i.id: m for m, i in enumerate(indicators)}
    described, rows, row_notes = [], [published], [notes]
    for gap in gaps:
        if gap.concern not in place or gap.reference not in place:
            continue
        c, r = place[gap.concern], place[gap.reference]
        found = _described(gap, indicators[c], indicators[r])
        has = np.isin(end_years, [p.end.year for p in found.periods])
        note = np.where(has, np.where(notes[c] > 0, notes[c], notes[r]), 0).astype(np.uint8)
        rows.append(np.where(has & (note == 0), published[c] - published[r], np.nan)[None])
        row_notes.append(note[None])
        described.append(found)
    return [*indicators, *described], np.concatenate(rows), np.concatenate(row_notes)


def _described(gap: Indicator, concern: Indicator, reference: Indicator) -> Indicator:
    theirs = {p.end.year for p in reference.periods}
    periods = tuple(p for p in concern.periods if p.end.year in theirs)
    breaks = {
        b.from_year: b
        for b in (*reference.breaks, *concern.breaks)
        if periods and b.from_year > periods[0].end.year
    }
    return replace(
        gap,
        periods=periods,
        breaks=tuple(breaks[y] for y in sorted(breaks)),
        decimals=min(gap.decimals, max(concern.decimals, reference.decimals)),
        source=concern.source,
        older_source=concern.older_source,
        updated=concern.updated,
        next_update=concern.next_update,
        main_from=concern.main_from,
    )
