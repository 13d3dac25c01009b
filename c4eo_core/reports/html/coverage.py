"""Coverage as HTML: sentences, figures, the key of the map and the tables that hold what the map shows. Every
text is escaped.
"""

from base64 import b64encode
from collections.abc import Callable, Iterable, Sequence

from markupsafe import Markup

from c4eo_core.answers.coverage.england import GROUPS, EnglandReach
from c4eo_core.answers.coverage.phrases import children_words, share
from c4eo_core.answers.coverage.shape import Coverage, Group, Other, Reach
from c4eo_core.answers.coverage.siting import Siting
from c4eo_core.answers.standing.words import list_date_words
from c4eo_core.charts.theme import Look
from c4eo_core.maps.choropleth import palette
from c4eo_core.maps.coverage_picture import key_mark
from c4eo_core.maps.coverage_rows import decile_words, meals_words, nearest_words, reached_words
from c4eo_core.maps.england_map import reach_legend
from c4eo_core.model.area import AreaKind
from c4eo_core.model.display import rounded
from c4eo_core.model.markup import markup
from c4eo_core.model.problem import Problem
from c4eo_core.reports.html.pieces import details, listing, table
from c4eo_core.reports.html.text_tables import in_frame, text_table

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
    complete = (
        "all 153 authorities" if c.england_with_list == 153 else f"{c.england_with_list} of 153 authorities"
    )
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
            ("Places per 100 in reach", _places(per_100), known + beside("England", p.england, _places))
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


def _places(value: float) -> str:
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


def bar(value: float | None, none: str = "–") -> Markup:
    """A cell: the share in words, drawn as a bar."""
    if value is None:
        return markup('<td class="bar"><span class="none">{none}</span></td>', none=none)
    return markup(
        '<td class="bar"><span class="track"><i style="width:{value:.1f}%"></i></span><b>{share}</b></td>',
        value=value,
        share=share(value),
    )


def bars(
    headers: Sequence[str], rows: Iterable[tuple[str, str, Sequence[Markup]]], caption: str, css: str = ""
) -> Markup:
    """rows: class, name, cells."""
    lines = list(rows)
    numeric = ['class="number"' in cell for cell in (lines[0][2] if lines else ())]
    classes = [Markup(), *(Markup(' class="number"') if n else Markup() for n in numeric)]
    head = Markup().join(
        markup('<th scope="col"{css}>{h}</th>', css=css, h=h) for h, css in zip(headers, classes, strict=True)
    )
    body = Markup().join(
        markup(
            '<tr class="{css}"><th scope="row">{name}</th>{cells}</tr>',
            css=css,
            name=name,
            cells=Markup().join(cells),
        )
        for css, name, cells in lines
    )
    return markup(
        '<div class="scroll" tabindex="0" role="region" aria-label="{caption}"><table class="bars'
        ' {css}">'
        "<caption>{caption}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>",
        caption=caption,
        css=css,
        head=head,
        body=body,
    )


def _three(reach: Reach, listed: bool = True) -> list[Markup]:
    none = "nobody" if listed else NO_LIST
    return [
        bar(reach.all, none),
        bar(reach.deprived, none if listed else "–"),
        bar(reach.other, none if listed else "–"),
    ]


def number_cell(text: str) -> Markup:
    return markup('<td class="number">{text}</td>', text=text)


def others_table(c: Coverage) -> Markup:
    """This place, its neighbours, region and England, reach drawn as bars."""
    own = c.provision.per_100.all if c.provision else None
    with_places = own is not None
    headers = [
        "Place",
        "All children",
        "Deciles 1 to 3",
        "Deciles 4 to 10",
        *(["Places per 100"] if with_places else []),
    ]

    def row(
        css: str, name: str, reach: Reach, listed: bool, per_100: float | None
    ) -> tuple[str, str, list[Markup]]:
        places = [number_cell(_places(per_100) if per_100 is not None else "–")] if with_places else []
        return css, name, [*_three(reach, listed), *places]

    rows = [row("us", c.area.name, c.reach, c.listed, own)]
    if c.neighbours:
        rows += [row("", _other_name(o), o.reach, o.listed, o.per_100) for o in c.neighbours.list]
        if c.neighbours.mean.all is not None:
            rows.append(
                row(
                    "mean",
                    f"Neighbours' average ({c.neighbours.listed} with a list)",
                    c.neighbours.mean,
                    True,
                    None,
                )
            )
    if c.region:
        rows.append(row("mean", _wide_name(c.region), c.region.reach, c.region.listed, c.region.per_100))
    if c.area.kind is not AreaKind.ENGLAND and c.england.all is not None:
        everywhere = "" if c.england_with_list == 153 else f" ({c.england_with_list} of 153 with a list)"
        rows.append(
            row("mean", f"England{everywhere}", c.england, True, c.provision.england if c.provision else None)
        )
    date = (
        f" Neighbours: list of {list_date_words(c.neighbours.date)}, nearest first." if c.neighbours else ""
    )
    return bars(
        headers, rows, f"Share of {children_words(c.asked)} in reach, {c.date_words}.{date}", "beside"
    )


def _other_name(o: Other) -> str:
    return o.area.name


def _wide_name(o: Other) -> str:
    return o.area.name if o.with_list == o.of else f"{o.area.name} ({o.with_list} of {o.of} with a list)"


def groups_table(c: Coverage) -> Markup:
    """By age, and by town and country."""
    groups = [*c.ages, *(g for g in (c.town, c.country) if g)]
    if not c.listed:
        rows = [[_sentence(g.words), f"{g.children:,}", NO_LIST] for g in groups]
        return table(["Children", "How many", "In reach"], rows, "Children by age and by where they live")
    headers = ["Children", "All", "Deciles 1 to 3", "Deciles 4 to 10", "Out of reach"]
    rows = [("", _sentence(g.words), [*_three(g.reach), number_cell(_out(g))]) for g in groups]
    return bars(
        headers, rows, f"Share in reach by age, and by town and country ({children_words(c.asked)})", "beside"
    )


def _out(g: Group) -> str:
    return f"{g.out_of_reach:,} of {g.children:,}" if g.out_of_reach is not None else "–"


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


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


def chosen_table(s: Siting) -> Markup:
    rows = [
        [
            f"{n}. {c.site.name}",
            f"{c.children:,}",
            f"{c.deprived:,}",
            str(c.site.urn) if c.site.urn else "own list",
        ]
        for n, c in enumerate(s.chosen, start=1)
    ]
    caption = f"Possible sites in order of what each adds, {s.list_words}"
    return (
        table(["Site", "Newly in reach", "of them deciles 1 to 3", "School number"], rows, caption)
        if rows
        else Markup()
    )


def steps_table(s: Siting) -> Markup:
    rows = [
        [
            str(step.sites),
            f"{step.children:,}",
            f"{step.deprived:,}",
            share(step.reach.all),
            share(step.reach.deprived),
            "proven best" if not step.gap else f"within {100 * step.gap:.1f}%",
        ]
        for step in s.curve
    ]
    headers = [
        "Sites",
        "Newly in reach",
        "of them deciles 1 to 3",
        "Reach, all",
        "Reach, deciles 1 to 3",
        "Choice",
    ]
    return details(
        "The same figures as a table",
        table(headers, rows, f"{s.area.name}: the best that so many new sites can do"),
    )


def problems_table(problems: Sequence[Problem], title: str) -> Markup:
    rows = [[p.where, p.found, p.expected, p.do] for p in problems]
    return (
        in_frame(text_table(("Where", "Found", "Expected", "What to do"), rows, title), title)
        if rows
        else Markup()
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


def england_table(e: EnglandReach, place: str) -> Markup:
    """Every authority, as on the map of England."""
    rows = [
        (
            "us" if r.area.code == place else "",
            r.area.name,
            [
                *_three(r.reach, r.listed),
                number_cell(f"{r.out_of_reach:,} of {r.children:,}" if r.out_of_reach is not None else "–"),
            ],
        )
        for r in e.rows
    ]
    rows.insert(
        0, ("mean", f"England ({e.listed} authorities with a list)", [*_three(e.england), number_cell("")])
    )
    headers = ["Authority", "All children", "Deciles 1 to 3", "Deciles 4 to 10", "Out of reach"]
    caption = f"Share of {children_words(e.asked)} in reach, {e.date_words}. Source: {e.source}"
    return markup('<div class="tall">{bars}</div>', bars=bars(headers, rows, caption, "beside"))
