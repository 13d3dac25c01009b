"""A trust's own series on its way in: what the file seems to be, and what would be saved of it, before
anything is.
"""

import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from c4eo_core.answers.local.words import LocalCurve, curve_of_cells
from c4eo_core.catalogue.areas import AreaBook
from c4eo_core.model.area import Area
from c4eo_core.model.kinds import Note, Polarity, Unit, YearType
from c4eo_core.model.problem import Problem
from c4eo_core.records.errors import NotValid
from c4eo_core.records.local_kinds import MOST_FIGURES, LocalSeries
from c4eo_core.sources.uploads import published_file as tidy
from c4eo_core.sources.uploads.column_units import per_of
from c4eo_core.sources.uploads.hide_series import Masked, Shown, masked
from c4eo_core.sources.uploads.layout import PERIOD, VALUE, Layout, recognised
from c4eo_core.sources.uploads.marks import BREAK
from c4eo_core.sources.uploads.period_labels import BARE, parsed
from c4eo_core.sources.uploads.periods import YEAR
from c4eo_core.sources.uploads.published_file import Official
from c4eo_core.sources.uploads.series import Asked, Cell, Question, Reading, looks_like_shares, read_series
from c4eo_core.sources.uploads.small_numbers import LEAST
from c4eo_core.sources.uploads.table import View, plain_name, read_table

MOST_SERIES = 40  # at once; each becomes a record of its own
Key = tuple[str, str]


@dataclass(frozen=True)
class Brought:
    """A file as it was read. Either layout (a table) or official (a tidy published file), or neither and
    problems. unread: what to say of other sheets. content: of a table, until it is saved or let go, so that
    it can be read in another way.
    """

    file: str
    sha256: str
    layout: Layout | None
    official: Official | None
    problems: tuple[Problem, ...]
    unread: tuple[Problem, ...] = ()
    content: bytes = field(default=b"", repr=False)

    @property
    def usable(self) -> bool:
        return self.layout is not None or self.official is not None


@dataclass(frozen=True)
class Form:
    """What the person says. An empty text or None: not said yet. roles: of each column; units: (heading,
    unit) of columns of values. columns, filters, others: of a published file. picked: which of several
    series; agreed: nothing small is shown, on their word; without_bad: go on without the bad rows. answers:
    (question, answer).
    """

    title: str = ""
    source: str = ""
    unit: str = ""
    polarity: str = ""
    year_type: str = ""
    per: str = ""
    definition: str = ""
    priority: str = ""
    decimals: int = 1
    threshold: int = LEAST
    begins: bool = False
    shares: bool | None = None
    roles: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    filters: tuple[tuple[str, str], ...] = ()
    others: str = "above"
    picked: tuple[Key, ...] | None = None
    agreed: bool = False
    published: bool = False
    without_bad: bool = False
    units: tuple[tuple[str, str], ...] = ()
    answers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class OneSeries:
    key: Key
    title: str
    body: LocalSeries
    curve: LocalCurve
    cells: tuple[Cell, ...] = ()


@dataclass(frozen=True)
class Preview:
    """series: what would be saved. keys: every series the file holds. missing: what the person must still say
    or do, in sentences; nothing can be saved until it is empty. bare_years, shares_asked, unchecked,
    bad_rows: which questions are put; questions: those of this very file; left: rows that are nobody's
    figures here, by name.
    """

    series: tuple[OneSeries, ...]
    keys: tuple[Key, ...]
    problems: tuple[Problem, ...]
    remarks: tuple[Problem, ...]
    masked: Masked | None
    missing: tuple[str, ...]
    bare_years: bool = False
    shares_asked: bool = False
    unchecked: bool = False
    bad_rows: int = 0
    questions: tuple[Question, ...] = ()
    left: tuple[Problem, ...] = ()

    @property
    def ready(self) -> bool:
        return bool(self.series) and not self.missing


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
    bare, asked_shares = (
        _bare_years(layout, form),
        bool(layout) and form.unit == Unit.PERCENTAGE.value and looks_like_shares(layout),
    )
    if asked_shares and form.shares is None:
        missing.append("Say whether the values are percentages or parts of one.")
    if form.unit not in _UNITS or form.year_type not in _YEAR_TYPES:
        early = _first_look(brought, layout, form, areas, home, today)
        missing += _open_questions(early, form, None)
        return Preview(
            (), (), early.problems, brought.unread, None, tuple(missing), bare, asked_shares,
            questions=early.questions, left=early.left,
        )  # fmt: skip
    reading = _read(brought, layout, form, areas, home, today)
    hid = masked(_counted(reading.cells, form), Unit(form.unit), form.threshold, areas, beside)
    missing += _open_questions(reading, form, hid)
    keys = tuple(dict.fromkeys(c.series for c in hid.cells if c.area == home.code))
    picked = _picked(keys, form.picked)
    if keys and not picked:
        missing.append("Choose at least one series.")
    unchecked = (
        any(c.value is not None and c.series in picked for c in hid.cells)
        and hid.unchecked > 0
        and not form.published
    )
    if unchecked and not form.agreed:
        missing.append("Confirm that no figure rests on a small count.")
    bad = (
        len({p.where.partition(",")[0] for p in reading.problems if p.where.startswith("Row ")})
        if reading.cells
        else 0
    )
    if bad and not form.without_bad:
        missing.append("Correct the rows that were not read, or say that they are to be left out.")
    series, wrong = _bodies(brought, form, hid, keys, picked, home, who, today)
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
        return tidy.take(
            brought.official, form.columns, dict(form.filters), areas, home, form.others, brought.file
        )
    asked = Asked(
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


def _bodies(
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


def _bases(cells: Sequence[Cell], home: Area, every: str) -> tuple[tuple[object, ...], ...]:
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


def _breaks(cells: Sequence[Cell], home: Area) -> tuple[tuple[object, ...], ...]:
    """Where the file itself says that the way of counting changed."""
    years = sorted({c.period.end.year for c in cells if c.area == home.code and c.status == BREAK})
    return tuple((year, "the file marks a break in the series") for year in years[:20])


def usual_form(brought: Brought) -> Mapping[str, object]:
    """What the file itself says, to begin with."""
    if brought.official:
        names = brought.official.figures
        first = next((n for n in names if "percent" in n.casefold()), names[0])
        unit = Unit.PERCENTAGE.value if "percent" in first.casefold() else ""
        source = f"Department for Education, explore education statistics ({brought.file})"
        return {
            "year_type": brought.official.year_type.value,
            "columns": (first,),
            "unit": unit,
            "source": source,
            "decimals": 1,
        }
    layout = brought.layout
    at = layout.at(VALUE)
    named = layout.table.headings[at[0]] if len(at) == 1 else ""
    unit = layout.unit.value if layout.unit else ""
    return {
        "roles": layout.roles,
        "units": tuple((layout.table.headings[i], u.value) for i, u in layout.units.items())
        if len(at) > 1
        else (),
        "unit": unit,
        "year_type": layout.year_type.value if layout.year_type else "",
        "title": named if len(named) > 12 else "",
        "decimals": 0 if unit == Unit.COUNT.value else _decimals(layout),
    }


def _decimals(layout: Layout) -> int:
    """As many as most values are written with, two at most."""
    cells = [row[i].rstrip("%") for _, row in layout.table.rows[:500] for i in layout.at(VALUE)]
    counts = sorted(
        len(cell.rpartition(".")[2]) if "." in cell else 0 for cell in cells if cell[:1].isdigit()
    )
    return min(2, counts[len(counts) * 3 // 4]) if counts else 1
