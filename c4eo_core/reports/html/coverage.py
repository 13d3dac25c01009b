"""Coverage as HTML: sentences, figures, the key of the map and the tables that hold what the map shows. Every
text is escaped.
"""

from base64 import b64encode
from collections.abc import Callable, Sequence

from markupsafe import Markup

from c4eo_core.answers.coverage.england import GROUPS, EnglandReach
from c4eo_core.answers.coverage.phrases import children_words, of_all_words, share
from c4eo_core.answers.coverage.shape import Coverage
from c4eo_core.charts.theme import Look
from c4eo_core.maps.choropleth import palette
from c4eo_core.maps.coverage_picture import key_mark
from c4eo_core.maps.coverage_rows import decile_words, meals_words, nearest_words, reached_words
from c4eo_core.maps.england_map import reach_legend
from c4eo_core.model.display import rounded
from c4eo_core.model.markup import markup
from c4eo_core.reports.html.pieces import details, listing

NO_LIST = "no published list"


def head(c: Coverage) -> Markup:
    """What was found, what to be careful of, and of when and how complete the list is."""
    care = Markup().join(markup('<p class="notice">{w}</p>', w=w) for w in c.warnings)
    return markup(
        '{listing}<p class="note">{dated}</p><p class="note">{caution}</p>{care}',
        listing=listing(c.words),
        dated=dated(c),
        caution=c.asked.service.caution,
        care=care,
    )


def dated(c: Coverage) -> str:
    """Of when the figures are and for how many authorities there is a list."""
    if c.date is None:
        return f"Services: {c.source}. Children: {c.children_words}."
    complete = of_all_words(c.england_with_list, c.authorities)
    return (
        f"Services: {c.source}, {c.date_words}; the published list covers {complete}. Children:"
        f" {c.children_words}."
    )


def facts(c: Coverage) -> Markup:
    """The figures the page is for, each with what stands beside it."""
    if not c.listed:
        return markup('<p class="none">{no_list}</p>', no_list=NO_LIST)
    england = c.england
    items = [
        ("Children in reach", share(c.reach.all), beside("England", england.all)),
        ("Deciles 1 to 3, most deprived", _or_nobody(c.reach.deprived), beside("England", england.deprived)),
        ("Deciles 4 to 10", _or_nobody(c.reach.other), beside("England", england.other)),
        ("Out of reach", f"{c.out_of_reach:,}", f"of {c.children:,} {children_words(c.asked)}"),
    ]
    if c.median_km is not None:
        items.append(
            ("Half of them live within", f"{c.median_km:.1f} km", "of the nearest, in a straight line")
        )
    if (p := c.provision) and (per_100 := p.per_100.all) is not None:
        known = f"{p.known:,} of {p.services:,} say how many; "
        items.append(
            (
                "Places per 100 in reach",
                places_words(per_100),
                known + beside("England", p.england, places_words),
            )
        )
    cells = Markup().join(
        markup(
            '<div class="fact"><dt>{t}</dt><dd><span class="big">{v}</span><span'
            ' class="when">{w}</span></dd></div>',
            t=t,
            v=v,
            w=w,
        )
        for t, v, w in items
    )
    return markup('<dl class="facts cover-facts">{cells}</dl>', cells=cells)


def _or_nobody(value: float | None) -> str:
    return "nobody" if value is None else share(value)


def beside(name: str, value: float | None, words: Callable[[float], str] = share) -> str:
    return f"{name}: {words(value) if value is not None else 'no figure'}"


def places_words(value: float) -> str:
    return "under 0.1" if 0 < value < 0.05 else str(rounded(value, 1))


def key(items: Sequence[tuple[str, str]], look: Look, title: str) -> Markup:
    """The marks of the map with their meaning."""
    marks = Markup().join(
        markup(
            '<li><img src="{mark_uri}" width="24" height="20" alt=""> {words}</li>',
            mark_uri=_mark_uri(kind, look),
            words=words,
        )
        for kind, words in items
    )
    return markup(
        '<p class="note">{title}</p><ul class="key cover-key" aria-label="What the marks mean">{marks}</ul>',
        title=title,
        marks=marks,
    )


def _mark_uri(kind: str, look: Look) -> str:
    svg = markup(
        '<svg xmlns="http://www.w3.org/2000/svg" width="24" height="20">{key_mark}</svg>',
        key_mark=Markup(key_mark(kind, look)),
    )
    return f"data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}"


def england_key(answer: EnglandReach, group: str, look: Look, place: str, neighbours: bool) -> Markup:
    colours = palette(look)
    items = [
        markup(
            '<li><span class="swatch{words}" style="background:{colours}"></span>{words2}</li>',
            words=" empty" if c == "none" else "",
            colours=colours[c],
            words2=words,
        )
        for c, words in reach_legend(answer, group)
    ]
    items.append(
        markup(
            '<li><span class="swatch line" style="border-color:{ink}"></span>{place}</li>',
            ink=look.ink,
            place=place,
        )
    )
    if neighbours:
        items.append(
            markup(
                '<li><span class="swatch line" style="border-color:{fourth}"></span>its statistical'
                " neighbours</li>",
                fourth=look.fourth,
            )
        )
    what = f"Share in reach: {GROUPS[group][:1].lower()}{GROUPS[group][1:]}. {look.stronger} is higher."
    return markup(
        '<p class="note">{what}</p><ul class="key map-key" aria-label="What the colours mean">{items}</ul>',
        what=what,
        items=Markup().join(items),
    )


def point_card(c: Coverage, picked: str) -> Markup | None:
    """What is known of the mark somebody picked on the map; None when it is not there."""
    p = c.points
    if picked in p.code:
        i = p.code.index(picked)
        ward = next((w for w in c.places if w.name == p.ward[i]), None)
        facts = [
            ("Small area", f"{picked}, ward of {p.ward[i]}"),
            ("Children", f"{p.children[i]:,} {children_words(c.asked)}"),
            ("Deprivation", decile_words(int(p.decile[i]))),
            ("Ground", "village or country" if p.rural[i] else "town or city"),
            ("Nearest", reached_words(c, i)),
        ]
        if ward:
            facts.append(("Its ward", f"{ward.out_of_reach:,} of {ward.children:,} children out of reach"))
        return _card(p.ward[i], facts)
    kind, _, number = picked.partition("-")
    if kind == "service" and number.isdigit() and int(number) < len(c.sites.name):
        i, s = int(number), c.sites
        places = f"{int(s.places[i]):,}" if s.places[i] == s.places[i] else "not known"
        own = ", from your own list, unpublished" if s.own[i] else ""
        return _card(
            s.name[i],
            [("Kind", c.asked.service.title + own), ("Stands in", s.authority[i]), ("Places", places)],
        )
    school = next((s for s in c.schools.rows if f"school-{s.urn}" == picked), None)
    if school:
        pupils = f"{school.pupils:,}" if school.pupils is not None else "not published"
        facts = [
            ("Number", str(school.urn)),
            ("Pupils", pupils),
            ("On free meals", meals_words(school)),
            ("Nearest", nearest_words(school)),
        ]
        return _card(school.name, facts)
    return None


def _card(title: str, facts: Sequence[tuple[str, str]]) -> Markup:
    rows = Markup().join(markup("<div><dt>{t}</dt><dd>{d}</dd></div>", t=t, d=d) for t, d in facts)
    return markup(
        '<article class="card picked"><p><strong>{title}</strong></p><dl'
        ' class="brief-facts">{rows}</dl></article>',
        title=title,
        rows=rows,
    )


def methods(c: Coverage) -> Markup:
    lines = [
        *c.methods,
        (
            "Boundaries: Office for National Statistics, December 2023, simplified; they are drawn and never"
            " counted with."
        ),
    ]
    licence = f"Licence: {c.licence}." if c.licence else ""
    return details("How this is worked out", listing([*lines, licence] if licence else lines, "reading"))
