"""Pages that answer a question in the address: what was found by some words, and a few places
side by side.
"""

from collections.abc import Sequence

from markupsafe import Markup

from c4eo_core.answers.public.everywhere import MOST_PLACES, Together
from c4eo_core.answers.public.finding import Hit
from c4eo_core.answers.standing.words import better_words, source_words
from c4eo_core.model.display import figure
from c4eo_core.reports.site.frame import Setting, page
from c4eo_core.reports.site.indicator_page import times_table
from c4eo_core.reports.site.lines_picture import lines_picture

_KINDS = {
    "place": "Council or region",
    "former": "Council that has ended",
    "district": "District",
    "town": "Town",
    "postcode": "Postcode",
    "indicator": "Measure",
    "national-indicator": "Old National Indicator",
}


def search_form(words: str = "") -> Markup:
    return Markup(
        '<form class="search" action="/find" method="get" role="search"><label for="q">Council, town,'
        " postcode or"
        ' measure</label> <input type="search" id="q" name="q" value="{}" maxlength="100">'
        " <button>Find</button></form>"
    ).format(words)


def find_page(setting: Setting, words: str, hits: Sequence[Hit], lead: str = "") -> Markup:
    """lead: why the reader was brought here, where it was not by searching."""
    items = Markup("").join(
        Markup('<li><a href="{}">{}</a> <span class="when">{}</span></li>').format(
            hit.address, hit.title, _KINDS[hit.kind]
        )
        for hit in hits
    )
    nothing = Markup(
        "<p>Nothing goes by these words. Try the name of a council or town, a whole postcode such as LS1"
        " 1UR, or a"
        ' word such as "exclusions".</p>'
    )
    body = Markup("<h1>{}</h1>{}{}{}").format(
        f"Find: {words}" if words else "Find a place or a measure",
        Markup('<p class="lead">{}</p>').format(lead) if lead else Markup(),
        search_form(words),
        Markup('<ul class="hits">{}</ul>').format(items) if hits else (nothing if words else Markup()),
    )
    return page(
        setting,
        "find.html",
        f"Find: {words}" if words else "Find",
        "Find a place or a measure.",
        body,
        hidden=True,
    )


def compare_page(setting: Setting, answer: Together) -> Markup:
    i = answer.indicator
    labels = [p.label for p in answer.periods]
    rows = [
        (
            place.name,
            [figure(v, i) if v is not None else (f"none: {n.words}" if n else "none") for v, n in cells],
        )
        for place, cells in zip(answer.places, answer.cells, strict=True)
    ]
    names = ", ".join(place.name for place in answer.places)
    body = Markup('<h1>{}</h1><p class="lead">{}</p><p>{}</p>{}{}<p class="note">{}</p>').format(
        i.title,
        f"{names}, side by side.",
        f"{i.definition} {better_words(i)}",
        lines_picture(answer),
        times_table(f"{i.title}: {names}", labels, rows),
        f"{source_words(i)} At most {MOST_PLACES} places are shown.",
    )
    return page(setting, "compare.html", f"{i.short}: {names}", f"{i.title} in {names}.", body, hidden=True)
