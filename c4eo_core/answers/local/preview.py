"""A trust's own series on its way in: what the file seems to be, and what would be saved of it, before
anything is.
"""

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import replace

from c4eo_core.answers.local.bodies import series_bodies
from c4eo_core.answers.local.brought import Brought, Form, Key, Preview
from c4eo_core.catalogue.areas import AreaBook
from c4eo_core.model.area import Area
from c4eo_core.model.kinds import Polarity, Unit, YearType
from c4eo_core.model.known import known
from c4eo_core.sources.uploads import published_file as tidy
from c4eo_core.sources.uploads.column_units import per_of
from c4eo_core.sources.uploads.hide_series import Masked, Shown, masked
from c4eo_core.sources.uploads.layout import PERIOD, VALUE, Layout, recognised
from c4eo_core.sources.uploads.period_labels import BARE, parsed
from c4eo_core.sources.uploads.periods import YEAR
from c4eo_core.sources.uploads.published_file_rows import take
from c4eo_core.sources.uploads.series import Cell, Reading, SeriesForm, looks_like_shares, read_series
from c4eo_core.sources.uploads.table import View, plain_name, read_table

MOST_SERIES = 40  # at once; each becomes a record of its own


def brought_in(content: bytes, filename: str, view: View | None = None) -> Brought:
    """view: the sheet, the separator and the row of headings somebody has chosen. Never raises."""
    file, print_ = plain_name(filename), hashlib.sha256(content).hexdigest()
    official, problems = (None, []) if view else tidy.opened(content, filename)
    if official or problems:
        return Brought(file, print_, None, official, tuple(problems))
    table, problems = read_table(content, filename, view)
    if table is None:
        return Brought(file, print_, None, None, tuple(problems))
    if tidy.is_tidy(table.headings):
        official, problems = tidy.from_table(table, filename)
        return Brought(file, print_, None, official, tuple(problems), table.unread)
    return Brought(file, print_, recognised(table), None, (), table.unread, content)


def preview(
    brought: Brought,
    form: Form,
    areas: AreaBook,
    home: Area,
    who: str,
    today: dt.date,
    beside: Sequence[Shown] = (),
) -> Preview:
    """who: the name of whoever brings it in. beside: what the trust shows already. Nothing in here may be
    kept anywhere shared.
    """
    if not brought.usable:
        return Preview((), (), brought.problems, (), None, ())
    layout = brought.layout.with_roles(form.roles or brought.layout.roles) if brought.layout else None
    form = _completed(form, layout)
    missing = _not_said(form, brought)
    bare = _bare_years(layout, form)
    asked_shares = _may_be_shares(layout, form)
    if asked_shares and form.shares is None:
        missing.append("Say whether the values are percentages or parts of one.")
    if form.unit not in _UNITS or form.year_type not in _YEAR_TYPES:
        return _early(brought, layout, form, areas, home, today, missing, bare, asked_shares)
    reading = _read(brought, layout, form, areas, home, today)
    hid = masked(_counted(reading.cells, form), Unit(form.unit), form.threshold, areas, beside)
    missing += _open_questions(reading, form, hid)
    keys = tuple(dict.fromkeys(c.series for c in hid.cells if c.area == home.code))
    picked = _picked(keys, form.picked)
    unchecked, bad = _rests_on_no_count(hid, picked, form), _bad_rows(reading)
    missing += _unconfirmed(form, bool(keys and not picked), unchecked, bad)
    series, wrong = series_bodies(brought, form, hid, keys, picked, home, who, today)
    return Preview(
        series,
        keys,
        (*reading.problems, *wrong),
        (*brought.unread, *reading.remarks),
        hid if reading.cells else None,
        tuple(missing),
        bare,
        asked_shares,
        unchecked,
        bad,
        reading.questions,
        reading.left,
    )


def _unconfirmed(form: Form, none_picked: bool, unchecked: bool, bad: int) -> list[str]:
    """What the person has still to choose or to confirm before anything is saved."""
    steps = (
        (none_picked, "Choose at least one series."),
        (unchecked and not form.agreed, "Confirm that no figure rests on a small count."),
        (
            bad > 0 and not form.without_bad,
            "Correct the rows that were not read, or say that they are to be left out.",
        ),
    )
    return [words for needed, words in steps if needed]


def _may_be_shares(layout: Layout | None, form: Form) -> bool:
    """Whether 0.45 may mean 45 per cent, which only the person can say."""
    return layout is not None and form.unit == Unit.PERCENTAGE.value and looks_like_shares(layout)


def _early(
    brought: Brought,
    layout: Layout | None,
    form: Form,
    areas: AreaBook,
    home: Area,
    today: dt.date,
    missing: list[str],
    bare: bool,
    asked_shares: bool,
) -> Preview:
    """What can be said before the unit and the kind of year are."""
    found = _first_look(brought, layout, form, areas, home, today)
    told = (*missing, *_open_questions(found, form, None))
    return Preview(
        (), (), found.problems, brought.unread, None, told, bare, asked_shares,
        questions=found.questions, left=found.left,
    )  # fmt: skip


def _rests_on_no_count(hid: Masked, picked: Sequence[Key], form: Form) -> bool:
    """Whether somebody's word is needed that no figure is about a few children."""
    shown = any(c.value is not None and c.series in picked for c in hid.cells)
    return shown and hid.unchecked > 0 and not form.published


def _bad_rows(reading: Reading) -> int:
    if not reading.cells:
        return 0
    return len({p.where.partition(",")[0] for p in reading.problems if p.where.startswith("Row ")})


def _completed(form: Form, layout: Layout | None) -> Form:
    """What need not be said: the kind of year of months and terms, the unit where each column has its own."""
    if layout is None:
        return form
    kind = form.year_type if layout.every == YEAR else YearType.CALENDAR.value
    said = _column_units(form, layout)
    values = layout.at(VALUE)
    unit = form.unit or (said[values[0]].value if values and len(said) == len(values) else "")
    heading = layout.table.headings[values[0]] if values else ""
    return replace(form, year_type=kind, unit=unit, per=form.per or per_of(heading))


def _column_units(form: Form, layout: Layout) -> dict[int, Unit]:
    """Of columns of values that differ: what the person says, else what the file says; nothing for one
    alone.
    """
    values, said = layout.at(VALUE), dict(form.units)
    if len(values) < 2:
        return {}
    found = {i: Unit(u) for i in values if (u := said.get(layout.table.headings[i])) in _UNITS}
    known = layout.units
    return known | found if len(set(known.values())) > 1 or found else {}


def _first_look(
    brought: Brought, layout: Layout | None, form: Form, areas: AreaBook, home: Area, today: dt.date
) -> Reading:
    """Which rows are not used and what is asked, before anybody has said what the figures count."""
    if layout is None:
        return Reading((), ())
    unit = form.unit if form.unit in _UNITS else Unit.GAP.value  # any number may be one
    kind = form.year_type if form.year_type in _YEAR_TYPES else YearType.ACADEMIC.value
    return _read(brought, layout, replace(form, unit=unit, year_type=kind), areas, home, today)


def _open_questions(reading: Reading, form: Form, hid: Masked | None) -> list[str]:
    said = dict(form.answers)
    found = [
        f"Answer the question: {q.words}" for q in reading.questions if q.choices and not said.get(q.key)
    ]
    if hid is not None and hid.exposed:
        years = ", ".join(dict.fromkeys(c.period.label for c in hid.exposed[:6]))
        found.append(
            f"Hidden figures ({years}) could be worked out from series this trust already shows. Withdraw"
            f" one of those,"
            " or leave this group out of the file."
        )
    return found


_UNITS = {u.value for u in Unit}
_YEAR_TYPES = {y.value for y in YearType}


def _picked(keys: Sequence[Key], wanted: Sequence[Key] | None) -> list[Key]:
    """All of them, as long as nobody has chosen; a choice of series that are not there any more is none."""
    if wanted is None or len(keys) == 1 or (wanted and not set(wanted) & set(keys)):
        return list(keys[:MOST_SERIES])
    return [k for k in keys if k in wanted][:MOST_SERIES]


def _not_said(form: Form, brought: Brought) -> list[str]:
    said = {
        "Give it a title.": form.title.strip(),
        "Say what the figures count (the unit).": form.unit in _UNITS,
        "Say per how many the rate is.": form.unit != Unit.RATE.value or form.per.strip(),
        "Say which way is better.": form.polarity in {p.value for p in Polarity},
        "Say which kind of year it is.": form.year_type in _YEAR_TYPES,
        "Say where the figures come from (the source).": form.source.strip(),
        "Choose a column of figures.": brought.official is None or form.columns,
    }
    return [words for words, answered in said.items() if not answered]


def _bare_years(layout: Layout | None, form: Form) -> bool:
    """Whether a year such as 2024 stands for one that runs over two."""
    if layout is None or form.year_type not in (YearType.ACADEMIC.value, YearType.FINANCIAL.value):
        return False
    labels = (parsed(row[i]) for _, row in layout.table.rows for i in layout.at(PERIOD))
    return layout.every == YEAR and any(label is not None and label.kind == BARE for label in labels)


def _read(
    brought: Brought, layout: Layout | None, form: Form, areas: AreaBook, home: Area, today: dt.date
) -> Reading:
    if layout is None:
        if not form.columns:
            return Reading((), ())
        return take(
            known(brought.official), form.columns, dict(form.filters), areas, home, form.others, brought.file
        )
    asked = SeriesForm(
        Unit(form.unit),
        YearType(form.year_type),
        form.per,
        form.decimals,
        form.begins,
        bool(form.shares),
        _column_units(form, layout),
        dict(form.answers),
    )
    return read_series(layout, asked, areas, home, brought.file, today)


def _counted(cells: Sequence[Cell], form: Form) -> Sequence[Cell]:
    """Where the figures are counts, each rests on itself."""
    return [
        replace(c, count=c.value) if c.count is None and (c.unit or Unit(form.unit)) is Unit.COUNT else c
        for c in cells
    ]
