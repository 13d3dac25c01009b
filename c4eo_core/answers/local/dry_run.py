"""What would be read of somebody's file, before anybody says anything about it: for analysts and for
checking.

The same reading as on the page; only what the page asks is filled in with what the file itself seems to say.
"""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import product

from c4eo_core.answers.coverage.distances import CoverageData
from c4eo_core.answers.coverage.own_list import own_list_of
from c4eo_core.answers.local.brought import Brought, Form, OneSeries, Preview
from c4eo_core.answers.local.dry_run_shape import DryPlace, DryRun, DrySeries, NotRead, Point, Table
from c4eo_core.answers.local.preview import MOST_SERIES, brought_in, preview
from c4eo_core.answers.local.usual_form import usual_form
from c4eo_core.catalogue.areas import AreaBook
from c4eo_core.model.area import Area
from c4eo_core.model.kinds import Unit, YearType
from c4eo_core.model.problem import Problem
from c4eo_core.sources.uploads.column_units import are_whole
from c4eo_core.sources.uploads.layout import PERIOD, VALUE, Layout
from c4eo_core.sources.uploads.period_labels import BARE, SPLIT, parsed
from c4eo_core.sources.uploads.periods import YEAR
from c4eo_core.sources.uploads.series_cells import Cell
from c4eo_core.sources.uploads.services import ListForm, OwnList, seems_a_list
from c4eo_core.sources.uploads.table import OwnTable, read_table

SERIES, SERVICES = KINDS = ("series", "services")
_MOST_COMBINED = 40
_KIND_OF_YEAR = "Which kind of year is it: academic, financial or calendar?"
_UNIT = "What do the figures count: a percentage, a rate, a count, a score or pounds?"
_NO_COUNTS = "No counts came with some figures: does none of them rest on a few children?"


def dry_run(
    content: bytes,
    filename: str,
    areas: AreaBook,
    home: Area,
    ground: CoverageData | None,
    as_: str | None = None,
    today: dt.date | None = None,
) -> DryRun:
    """as_: SERIES or SERVICES; None: as the file seems. ground: for places; None when only series are read.

    Raises NotRead.
    """
    today = today or dt.date.today()
    brought = brought_in(content, filename)
    table = brought.layout.file_table if brought.layout else None
    wanted = as_ or (SERVICES if table is not None and seems_a_list(table, brought.layout) else SERIES)
    if wanted == SERVICES and ground is not None:
        return _services(content, filename, home, ground)
    if not brought.usable:
        raise NotRead(_one_sentence(brought.problems))
    return (
        _official(brought, areas, home, today) if brought.official else _series(brought, areas, home, today)
    )


def _one_sentence(problems: Sequence[Problem]) -> str:
    p = problems[0]
    return f"{p.where}: {p.found.rstrip('.')}; {p.do[:1].lower()}{p.do[1:]}"


def _series(brought: Brought, areas: AreaBook, home: Area, today: dt.date) -> DryRun:
    layout = brought.layout
    assert layout is not None
    form, questions = _filled_in(brought, layout)
    seen = preview(brought, form, areas, home, "", today)
    if not seen.keys and (fatal := [p for p in seen.problems if not p.where.startswith("Row ")]):
        raise NotRead(_one_sentence(fatal))
    if len(seen.keys) > MOST_SERIES:
        seen = _all_of(seen, brought, form, areas, home, today)
    if seen.shares_asked:
        questions.append("Every value lies between 0 and 1: are they percentages, or parts of one?")
    if seen.unchecked:
        questions.append(_NO_COUNTS)
    table = layout.file_table or layout.table
    return DryRun(
        SERIES,
        Table(table.sheet, table.separator, table.heading_row),
        _columns_of(layout, table),
        tuple(_dry(s, home, unit_known=bool(form.unit)) for s in seen.series),
        unused=_unused(seen, table, areas, home),
        questions=(*(q.words for q in seen.questions), *questions),
        hidden=_hidden_words(seen),
    )


def _filled_in(brought: Brought, layout: Layout) -> tuple[Form, list[str]]:
    """What the page would ask, as the file seems to answer it, and the questions that stay open."""
    usual = dict(usual_form(brought))
    questions: list[str] = []
    unit = str(usual.get("unit") or "")
    values = layout.at(VALUE)
    if not unit and not (len(values) > 1 and len(layout.units) == len(values)):
        cells = [row[i] for _, row in layout.table.rows for i in values if i not in layout.units]
        questions.append(_UNIT)
        unit = (Unit.COUNT if are_whole(cells) else Unit.SCORE).value
    kind = str(usual.get("year_type") or "")
    if not kind and layout.every == YEAR:
        labels = [
            label for _, row in layout.table.rows for i in layout.at(PERIOD) if (label := parsed(row[i]))
        ]
        kind = (YearType.ACADEMIC if any(x.kind != BARE for x in labels) else YearType.CALENDAR).value
        if any(x.kind in (BARE, SPLIT) for x in labels):
            questions.append(_KIND_OF_YEAR)
    title = str(usual.get("title") or "") or _title(brought, layout)
    form = Form(
        title=title,
        unit=unit,
        year_type=kind or YearType.CALENDAR.value,
        roles=layout.roles,
        decimals=3,
        without_bad=True,
        shares=False,
    )
    return form, questions


def _title(brought: Brought, layout: Layout) -> str:
    table = layout.file_table or layout.table
    above = [text for _, text in table.titles if len(text) > 5]
    return above[0] if above else re.sub(r"\.\w{1,5}$", "", brought.file).replace("_", " ")


def _all_of(
    seen: Preview, brought: Brought, form: Form, areas: AreaBook, home: Area, today: dt.date
) -> Preview:
    """More series than are saved at once."""
    found: list[OneSeries] = []
    for start in range(0, len(seen.keys), MOST_SERIES):
        some = replace(form, picked=seen.keys[start : start + MOST_SERIES])
        found += preview(brought, some, areas, home, "", today).series
    return replace(seen, series=tuple(found))


def _dry(series: OneSeries, home: Area, unit_known: bool) -> DrySeries:
    mine = [c for c in series.cells if c.area == home.code]
    unit = series.body.unit
    return DrySeries(
        series.title, unit if unit_known or unit != Unit.SCORE.value else "", tuple(map(_point, mine))
    )


def _point(cell: Cell) -> Point:
    note = cell.status if cell.value is not None else (cell.note.value if cell.note else "x")
    return Point(period_text(cell), cell.value, note)


def period_text(cell: Cell) -> str:
    """One way to write a year: 2023/24 where it runs over two; months, quarters and terms as they are
    kept.
    """
    label = re.sub(r" \((?:prov|rev|final)\)$", "", cell.label)
    if (cell.period.end - cell.period.start).days < 300:
        return label
    words = cell.period.label
    return (
        words.replace("-", "/")
        if cell.period.start.month != 1 and re.fullmatch(r"\d{4}-\d{2}", words)
        else words
    )


def _columns_of(layout: Layout, table: OwnTable) -> tuple[tuple[str, str], ...]:
    """Of the file's own columns, also where years stood in the headings."""
    found = dict(zip(layout.table.headings, layout.roles, strict=True))
    if not layout.wide and len(layout.table.headings) == len(table.headings):
        return tuple(zip(table.headings, layout.roles, strict=True))
    other = "period" if layout.wide else VALUE
    return tuple((h, found.get(h, "unused" if h in layout.left else other)) for h in table.headings)


def _unused(
    seen: Preview, table: OwnTable, areas: AreaBook, home: Area
) -> tuple[tuple[int | None, str], ...]:
    rows: list[tuple[int | None, str]] = [(n, f"above the headings: {text}") for n, text in table.titles]
    rows += [(table.heading_row, p.found) for p in table.unread if "column" in p.found]
    for problem in (*seen.left, *seen.problems):
        rows.append((_row(problem.where), problem.found))
    others = {(c.row, c.area) for s in seen.series for c in s.cells if c.area != home.code}
    for row, code in others:
        rows.append((row, f"about {areas.by_code(code).name}, not {home.name}: can be drawn to compare with"))
    return tuple(sorted(dict.fromkeys(rows), key=lambda r: (r[0] is None, r[0] or 0)))


def _row(where: str) -> int | None:
    match = re.match(r"Row (\d+)", where)
    return int(match[1]) if match else None


def _hidden_words(seen: Preview) -> str:
    from c4eo_core.answers.local.words import mask_words

    m = seen.masked
    return mask_words(m.small, m.to_protect, m.marked, 5) if m else ""


def _official(brought: Brought, areas: AreaBook, home: Area, today: dt.date) -> DryRun:
    """A published file: the usual word of each filter; where there is none, a series for each word."""
    official = brought.official
    assert official is not None
    series: list[DrySeries] = []
    unused: dict[tuple[int | None, str], None] = {}
    questions = []
    ways = [official.usual_words(name) for name in official.filters]
    for name, words in zip(official.filters, ways, strict=True):
        if len(words) > 1:
            questions.append(f"Which of {name} is meant: {', '.join(words[:8])}?")
    for words in list(product(*ways))[:_MOST_COMBINED]:
        chosen = dict(zip(official.filters, words, strict=True))
        named = [f"{n} {w}" for (n, w), some in zip(chosen.items(), ways, strict=True) if len(some) > 1]
        for column in official.figures[:8]:
            unit = official.unit_of(column)
            form = Form(
                title=column, unit=unit or Unit.SCORE.value,
                year_type=official.year_type.value, columns=(column,),
                filters=tuple(chosen.items()), published=True, decimals=3, without_bad=True,
            )  # fmt: skip
            seen = preview(brought, form, areas, home, "", today)
            for s in seen.series:
                title = ": ".join([column, *named])
                series.append(replace(_dry(s, home, bool(unit)), title=title))
            if not seen.series:
                unused |= {(_row(p.where), p.found): None for p in seen.problems}
            unused |= dict.fromkeys(_others(seen.series, areas, home))
    if not series:
        raise NotRead(
            f"{brought.file}: {next(iter(unused))[1].rstrip('.')}." if unused else "Nothing can be read."
        )
    roles = {**dict.fromkeys(official.figures, VALUE), **dict.fromkeys(official.filters, "filter")}
    roles |= {h: "period" for h in official.headings if h.casefold() == "time_period"}
    roles |= {
        h: "area" for h in official.headings if h.casefold() in ("new_la_code", "region_code", "country_code")
    }
    columns = tuple((h, roles.get(h, "unused")) for h in official.headings)
    return DryRun(
        SERIES, Table(None, ",", 1), columns, tuple(series), unused=tuple(unused), questions=tuple(questions)
    )


def _others(found: Iterable[OneSeries], areas: AreaBook, home: Area) -> Iterable[tuple[int | None, str]]:
    codes = {(c.row, c.area) for s in found for c in s.cells if c.area != home.code}
    for row, code in sorted(codes):
        yield row, f"about {areas.by_code(code).name}, not {home.name}: can be drawn to compare with"


def _services(content: bytes, filename: str, home: Area, ground: CoverageData) -> DryRun:
    found: OwnList = own_list_of(ground, home, content, filename, asked=ListForm(untyped=True))
    table, problems = read_table(content, filename)
    if (
        table is None
        or not found.columns
        or (found.problems and not found.problems[0].where.startswith("Row "))
    ):
        raise NotRead(_one_sentence(found.problems or problems))
    unused: list[tuple[int | None, str]] = [(n, f"above the headings: {text}") for n, text in table.titles]
    unused += [(table.heading_row, p.found) for p in table.unread if "column" in p.found]
    unused += [(_row(p.where), f"{p.where.partition(', ')[2] or 'row'}: {p.found}") for p in found.problems]
    unused += [(_row(p.where), p.found) for p in found.duplicates if "already" in p.found]
    notes = [f"{p.where}: {p.found} {p.do}" for p in found.notes]
    asked = ["Which kind of service is this a list of?"] if any(not s.type for s in found.services) else []
    return DryRun(
        SERVICES,
        Table(table.sheet, table.separator, table.heading_row),
        found.columns,
        places=tuple(DryPlace(s.name, s.easting, s.northing, s.type) for s in found.services),
        unused=tuple(unused),
        questions=(*asked, *notes),
    )
