"""Cells as the records they would become, one for each series."""

import datetime as dt
from collections.abc import Sequence

from c4eo_core.answers.local.brought import Brought, Form, Key, OneSeries
from c4eo_core.answers.local.words import curve_of_cells
from c4eo_core.model.area import Area
from c4eo_core.model.kinds import Note, Polarity, Unit
from c4eo_core.model.problem import Problem
from c4eo_core.records.errors import NotValid
from c4eo_core.records.fields import Table
from c4eo_core.records.local_kinds import MOST_FIGURES, LocalSeries
from c4eo_core.sources.uploads.hide_series import Masked
from c4eo_core.sources.uploads.marks import BREAK
from c4eo_core.sources.uploads.periods import YEAR
from c4eo_core.sources.uploads.series import Cell


def series_bodies(
    brought: Brought,
    form: Form,
    hid: Masked,
    keys: Sequence[Key],
    picked: Sequence[Key],
    home: Area,
    who: str,
    today: dt.date,
) -> tuple[tuple[OneSeries, ...], list[Problem]]:
    made, wrong = [], []
    for key in picked:
        cells = sorted(
            (c for c in hid.cells if c.series == key),
            key=lambda c: (c.area != home.code, c.area, c.period.start, c.period.end),
        )
        name = ": ".join(filter(None, key))
        title = form.title.strip() if len(keys) == 1 else ": ".join(filter(None, (form.title.strip(), name)))
        try:
            body = _body(brought, form, cells, title, home, who, today)
        except NotValid as error:
            wrong.append(
                Problem(
                    brought.file,
                    str(error),
                    "less.",
                    f"At most {MOST_FIGURES:,} figures and 300 letters of title fit.",
                )
            )
            continue
        made.append(OneSeries(key, title, body, curve_of_cells(cells, home, body), tuple(cells)))
    return tuple(made), wrong


def _body(
    brought: Brought, form: Form, cells: Sequence[Cell], title: str, home: Area, who: str, today: dt.date
) -> LocalSeries:
    official = form.published and brought.official is not None
    unit = next((c.unit.value for c in cells if c.unit), form.unit)
    decimals = form.decimals if unit == form.unit else _usual_decimals(unit, cells)
    figures = tuple(
        (
            (c.area, c.label, None, (c.note or Note.NOT_AVAILABLE).value)
            if c.value is None
            else (c.area, c.label, _kept(c.value, decimals, official), "")
        )
        for c in cells
    )
    bare = any(c.value is not None and not c.hidden for c in cells)
    return LocalSeries(
        area=home.code,
        title=title,
        definition=form.definition.strip(),
        priority=form.priority,
        unit=unit,
        per=form.per.strip() if unit == Unit.RATE.value or unit == form.unit else "",
        polarity=form.polarity or Polarity.NONE.value,
        decimals=decimals,
        year_type=form.year_type,
        source=form.source.strip() or "?",
        threshold=form.threshold,
        official=official,
        figures=figures,
        hidden=sum(c.hidden for c in cells),
        assured="published" if official else "own word" if form.agreed and bare else "counts",
        file=brought.file,
        sha256=brought.sha256,
        came_on=today.isoformat(),
        came_from=who[:300],
        breaks=_breaks(cells, home),
        every=brought.layout.every if brought.layout else YEAR,
        bases=_bases(cells, home, brought.layout.every if brought.layout else YEAR),
    )


def _bases(cells: Sequence[Cell], home: Area, every: str) -> Table:
    """What the figures of an in-year series or a survey rest on; of yearly shares nothing is kept. A hidden
    figure has none.
    """
    kept = [
        (c.label, c.count, c.of, c.lower, c.upper)
        for c in cells
        if c.area == home.code and c.value is not None and (every != YEAR or c.lower is not None)
    ]
    return tuple(row for row in kept if any(x is not None for x in row[1:]))


def _kept(value: float, decimals: int, official: bool) -> float:
    """No finer than it is shown: the last digits of a share would tell how many it is of."""
    return value if official else round(value, decimals) + 0.0


def _usual_decimals(unit: str, cells: Sequence[Cell]) -> int:
    whole = all(c.value is None or c.value == round(c.value) for c in cells)
    return 0 if unit == Unit.COUNT.value or whole else 1


def _breaks(cells: Sequence[Cell], home: Area) -> Table:
    """Where the file itself says that the way of counting changed."""
    years = sorted({c.period.end.year for c in cells if c.area == home.code and c.status == BREAK})
    return tuple((year, "the file marks a break in the series") for year in years[:20])
