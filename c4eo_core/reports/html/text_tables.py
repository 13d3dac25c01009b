"""Tables of words that fit a phone, and the files everything was built from."""

from collections.abc import Iterable, Mapping, Sequence

from markupsafe import Markup

from c4eo_core.answers.desk import Desk
from c4eo_core.answers.fitted.inputs import years_left_out_of
from c4eo_core.answers.public.places_origins import places_origins
from c4eo_core.catalogue.years_left_out import years_left_out
from c4eo_core.model.markup import markup
from c4eo_core.reports.html.pieces import details


def text_table(headers: Sequence[str], rows: Iterable[Sequence[str]], caption: str) -> Markup:
    """A table that becomes one block a row on a narrow screen, each cell with its heading. Cells may be text
    or Markup.

    The roles are spelled out because browsers forget them when a table is laid out as blocks.
    """
    head = Markup().join(markup('<th role="columnheader" scope="col">{h}</th>', h=h) for h in headers)
    body = Markup().join(
        Markup('<tr role="row">')
        + Markup().join(
            (
                markup('<th role="rowheader" scope="row">{cell}</th>', cell=cell)
                if k == 0
                else markup(
                    '<td role="cell" data-label="{headers}">{cell}</td>', headers=headers[k], cell=cell
                )
            )
            for k, cell in enumerate(row)
        )
        + Markup("</tr>")
        for row in rows
    )
    return markup(
        '<table class="stacking" role="table"><caption>{caption}</caption><thead role="rowgroup"><tr'
        ' role="row">{head}</tr></thead><tbody role="rowgroup">{body}</tbody></table>',
        caption=caption,
        head=head,
        body=body,
    )


def in_frame(table: Markup, caption: str) -> Markup:
    """A table in a frame of its own that scrolls where the words need more room, by the keyboard too."""
    return markup(
        '<div class="scroll" tabindex="0" role="region" aria-label="{caption}">{table}</div>',
        caption=caption,
        table=table,
    )


def sources_table(origins: Iterable[Mapping[str, object]], caption: str) -> Markup:
    """What was read, by whom it was published and when, with its fingerprint."""

    def file(o: Mapping[str, object]) -> Markup:
        return markup('{o}<br><span class="print">{o2}</span>', o=str(o["file"]), o2=str(o["sha256"]))

    rows = [(_linked(o), str(o["publisher"]), str(o["published"]), file(o)) for o in origins]
    said = f"{caption}; all under the Open Government Licence v3.0 unless said"
    return text_table(("What", "Publisher", "Published", "File and fingerprint"), rows, said)


def places_sources() -> Markup:
    """The files behind the maps, and what was left out of them."""
    found = places_origins()
    if found is None:
        return Markup('<p class="note">No places are built here, so there are no maps of services.</p>')
    left = [(line["what"], line["act"], f"{line['count']:,}", line["why"]) for line in found.ledger]
    ledger = text_table(
        ("What", "Done", "Entries", "Why"), left, "What was left out of these files or mended"
    )
    return sources_table(found.origins, "Files of places and services") + details(
        "What was left out of these files or mended", ledger
    )


def _linked(origin: Mapping[str, object]) -> Markup:
    licence, url = str(origin["licence"]), str(origin.get("url") or "")
    title = markup(
        "{title}{licence}",
        title=origin["title"],
        licence="" if licence == "Open Government Licence v3.0" else f" ({licence})",
    )
    return (
        markup('<a href="{url}" target="_blank" rel="noopener noreferrer">{title}</a>', url=url, title=title)
        if url.startswith("https://")
        else title
    )


def years_left_out_table(desk: Desk) -> Markup:
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
