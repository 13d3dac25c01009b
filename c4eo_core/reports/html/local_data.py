"""Local data as pieces of a page: what there is, what a file would become, which versions there were. Every
text is escaped.
"""

from collections.abc import Sequence

from markupsafe import Markup

from c4eo_core.answers.local.brought import Brought, OneSeries, Preview
from c4eo_core.answers.local.words import (
    POLARITIES,
    YEAR_TYPES,
    LocalCurve,
    Version,
    assured_words,
    curve_of_body,
    day,
    mask_words,
    unit_words,
)
from c4eo_core.model.markup import markup
from c4eo_core.model.problem import Problem
from c4eo_core.records.local_kinds import LocalSeries, ServiceList
from c4eo_core.records.rows import Item
from c4eo_core.reports.html.pieces import details, table
from c4eo_core.reports.html.text_tables import in_frame, text_table
from c4eo_core.reports.tables.local_data import status_words
from c4eo_core.sources.uploads.cells import shown
from c4eo_core.sources.uploads.layout import ROLE_WORDS, Layout


def stacking(heads: Sequence[str], rows: Sequence[Sequence[str]], caption: str) -> Markup:
    """A table whose rows become blocks on a phone, each cell under its heading."""
    return in_frame(text_table(heads, rows, caption), caption)


def series_table(items: Sequence[Item]) -> Markup:
    rows = []
    for item in items:
        b = item.body
        curve = curve_of_body(b)
        state = "withdrawn" if b.withdrawn else status_words(b)
        kept = f"{state}; version {item.version}, {len(b.figures):,} rows, counts under {b.threshold} hidden"
        rows.append((b.title, curve.words, kept, b.source, f"{day(b.came_on)}, {b.came_from}"))
    heads = ("Series", "How it goes", "What is kept", "Source", "Came")
    return stacking(heads, rows, f"Local series: {len(items)}")


def lists_table(items: Sequence[Item]) -> Markup:
    rows = []
    for item in items:
        b = item.body
        use = (
            "withdrawn"
            if b.withdrawn
            else "in the place of the published list"
            if b.instead
            else "beside the published list"
        )
        rows.append(
            (
                b.title,
                f"{len(b.services):,}",
                use,
                f"{day(b.came_on)}, {b.came_from}",
                b.file,
                str(item.version),
            )
        )
    return stacking(
        ("List", "Services", "Used", "Came", "File", "Version"), rows, f"Lists of services: {len(items)}"
    )


def services_table(body: ServiceList) -> Markup:
    """Every service of a list, with what is not known left open."""
    rows = []
    for row in body.services:
        cells = dict(zip(body.columns, row, strict=False))
        low, high = cells.get("ages_from"), cells.get("ages_to")
        ages = "" if low is None or high is None else f"{low:.0f} to {high:.0f}"
        places = "" if cells.get("places") is None else f"{cells['places']:,.0f}"
        rows.append(
            (
                *(str(cells.get(n) or "") for n in ("name", "type", "placed_by")),
                places,
                str(cells.get("opening") or ""),
                ages,
            )
        )
    inside = stacking(
        ("Service", "Type", "Placed by", "Places", "Opening", "Ages"), rows, f"{body.title}: every service"
    )
    left = [(str(row[0]), str(row[1])) for row in body.left_out if len(row) == 2]
    rest = (
        stacking(("Where", "What was missing"), left, f"Rows of the file left out: {len(left):,}")
        if left
        else Markup()
    )
    return markup('<div class="tall">{inside}</div>{rest}', inside=inside, rest=rest)


def series_facts(item: Item) -> Markup:
    """One series with its figures, as a table of its own."""
    b: LocalSeries = item.body
    curve = curve_of_body(b)
    facts = (
        ("Status", f"{status_words(b)}{', withdrawn: shown nowhere else' if b.withdrawn else ''}"),
        ("How it goes", curve.words),
        ("Definition", b.definition or "not given"),
        ("Unit", unit_words(b)),
        ("Which way is better", POLARITIES[b.polarity]),
        ("Kind of year", YEAR_TYPES[b.year_type]),
        ("Source", b.source),
        ("Came", f"{day(b.came_on)}, brought in by {b.came_from}"),
        ("File", f"{b.file} (SHA-256 {b.sha256[:16]}…; the file itself is not kept)"),
        (
            "Hidden",
            (
                f"{assured_words(b)} {b.hidden:,} {'figure was' if b.hidden == 1 else 'figures were'} hidden"
                " on the way in."
            ),
        ),
    )
    inside = Markup().join(
        markup("<div><dt>{name}</dt><dd>{words}</dd></div>", name=name, words=words) for name, words in facts
    )
    return markup(
        '<dl class="definition">{inside}</dl>{curve_table}',
        inside=inside,
        curve_table=_curve_table(curve, b.title),
    )


def versions_table(found: Sequence[Version], with_threshold: bool = True) -> Markup:
    rows = []
    for v in found:
        when = v.at.astimezone()
        row = [f"{v.number}: {v.what}", f"{when.day} {when:%B %Y, %H:%M}", v.who, v.file, f"{v.rows:,}"]
        rows.append([*row, f"under {v.threshold}"] if with_threshold else row)
    heads = ["Version", "When", "Who", "File", "Rows", *(["Hidden"] if with_threshold else [])]
    return stacking(heads, rows, "Versions, newest first")


def mapping_table(layout: Layout, roles: Sequence[str]) -> Markup:
    """Every column with its first cells and what it is taken for."""
    first = [cells for _, cells in layout.table.rows[:3]]
    rows = [
        (
            heading or "(no heading)",
            ROLE_WORDS[role],
            ", ".join(shown(cells[i]) for cells in first if cells[i]) or "empty",
        )
        for i, (heading, role) in enumerate(zip(layout.table.headings, roles, strict=True))
    ]
    wide = " Its columns for single years were turned into rows." if layout.wide else ""
    return stacking(("Column", "Taken for", "First cells"), rows, f"What the columns mean.{wide}")


def preview_html(brought: Brought, seen: Preview, threshold: int) -> Markup:
    """What would be saved, and everything that is wrong."""
    parts = [
        problems_html(seen.problems, "Not read"),
        problems_html(seen.left, "Rows not used"),
        problems_html(seen.remarks, "To look at"),
    ]
    if seen.masked:
        m = seen.masked
        parts.append(
            markup(
                '<p class="note"><strong>Hidden.</strong> {mask_words}</p>',
                mask_words=mask_words(m.small, m.to_protect, m.marked, threshold),
            )
        )
    parts += [_one(s) for s in seen.series]
    if len(seen.keys) > len(seen.series) > 0:
        parts.append(
            markup(
                '<p class="note">{series} of the {keys} series in this file would be saved.</p>',
                series=len(seen.series),
                keys=len(seen.keys),
            )
        )
    if seen.missing:
        parts.append(
            markup(
                "<p><strong>Before it can be saved:</strong></p><ul>{missing}</ul>",
                missing=Markup().join(markup("<li>{m}</li>", m=m) for m in seen.missing),
            )
        )
    return Markup().join(parts)


def problems_html(found: Sequence[Problem], title: str) -> Markup:
    rows = [(p.where, p.found, p.expected, p.do) for p in found]
    return (
        stacking(("Where", "Found", "Expected", "What to do"), rows, f"{title}: {len(rows):,}")
        if rows
        else Markup()
    )


def _one(series: OneSeries) -> Markup:
    more = series.curve.others
    others = (
        f" {more} more {'place has' if more == 1 else 'places have'} figures to compare with." if more else ""
    )
    head = markup(
        "<h3>{title}</h3><p>{words}{others}</p>",
        title=series.title or "Without a title",
        words=series.curve.words,
        others=others,
    )
    return head + details("The figures as they would be saved", _curve_table(series.curve, series.title))


def _curve_table(curve: LocalCurve, title: str) -> Markup:
    rows = [
        (read if read == label else f"{read} (in the file: {label})", words)
        for label, read, words in curve.rows
    ]
    return table(("Year", "Figure"), rows, f"{title or 'Figures'}: every year", "figures plain", 99)
