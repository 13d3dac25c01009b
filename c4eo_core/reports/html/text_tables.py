"""Tables of words that fit a phone, and the files everything was built from."""

from collections.abc import Iterable, Mapping, Sequence
from html import escape

from c4eo_core.answers.desk import Desk
from c4eo_core.answers.fitted.inputs import years_left_out_of
from c4eo_core.answers.public.places_origins import places_origins
from c4eo_core.catalogue.years_left_out import years_left_out
from c4eo_core.reports.html.pieces import details


def text_table(headers: Sequence[str], rows: Iterable[Sequence[str]], caption: str) -> str:
    """A table of words; cells are plain text."""
    return stacking(headers, [[escape(cell) for cell in row] for row in rows], caption)


def stacking(headers: Sequence[str], rows: Iterable[Sequence[str]], caption: str) -> str:
    """A table that becomes one block a row on a narrow screen, each cell with its heading. Cells are HTML
    already.

    The roles are spelled out because browsers forget them when a table is laid out as blocks.
    """
    head = "".join(f'<th role="columnheader" scope="col">{escape(h)}</th>' for h in headers)
    body = "".join(
        '<tr role="row">'
        + "".join(
            (
                f'<th role="rowheader" scope="row">{cell}</th>'
                if k == 0
                else f'<td role="cell" data-label="{escape(headers[k])}">{cell}</td>'
            )
            for k, cell in enumerate(row)
        )
        + "</tr>"
        for row in rows
    )
    return (
        f'<table class="stacking" role="table"><caption>{escape(caption)}</caption><thead role="rowgroup"><tr'
        f' role="row">{head}</tr></thead><tbody role="rowgroup">{body}</tbody></table>'
    )


def in_frame(table: str, caption: str) -> str:
    """A table in a frame of its own that scrolls where the words need more room, by the keyboard too."""
    return f'<div class="scroll" tabindex="0" role="region" aria-label="{escape(caption)}">{table}</div>'


def sources_table(origins: Iterable[Mapping[str, object]], caption: str) -> str:
    """What was read, by whom it was published and when, with its fingerprint."""

    def file(o: Mapping[str, object]) -> str:
        return f'{escape(str(o["file"]))}<br><span class="print">{escape(str(o["sha256"]))}</span>'

    rows = [(_linked(o), escape(str(o["publisher"])), escape(str(o["published"])), file(o)) for o in origins]
    said = f"{caption}; all under the Open Government Licence v3.0 unless said"
    return stacking(("What", "Publisher", "Published", "File and fingerprint"), rows, said)


def places_sources() -> str:
    """The files behind the maps, and what was left out of them."""
    found = places_origins()
    if found is None:
        return '<p class="note">No places are built here, so there are no maps of services.</p>'
    left = [(line["what"], line["act"], f"{line['count']:,}", line["why"]) for line in found.ledger]
    ledger = text_table(
        ("What", "Done", "Entries", "Why"), left, "What was left out of these files or mended"
    )
    return sources_table(found.origins, "Files of places and services") + details(
        "What was left out of these files or mended", ledger
    )


def _linked(origin: Mapping[str, object]) -> str:
    licence, url = str(origin["licence"]), str(origin.get("url") or "")
    title = escape(
        f"{origin['title']}" + ("" if licence == "Open Government Licence v3.0" else f" ({licence})")
    )
    return (
        f'<a href="{escape(url)}" target="_blank" rel="noopener noreferrer">{title}</a>'
        if url.startswith("https://")
        else title
    )


def years_left_out_table(desk: Desk) -> str:
    """The declared table, with how many of the indicators at hand each entry is about."""
    rows = [
        (
            e.what,
            ", ".join(map(str, e.years)),
            e.why,
            e.source,
            str(sum(e in years_left_out_of(i) for i in desk.figures.indicators)),
        )
        for e in years_left_out()
    ]
    heads = ("Measures", "Periods that end in", "Why", "Source", "Indicators")
    return text_table(heads, rows, "Years left out of trend, year-to-year variation and forecast")
