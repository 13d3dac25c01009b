"""Coverage as tables: children by group and age, other places, all of England, chosen sites and problems."""

from collections.abc import Iterable, Sequence

from markupsafe import Markup

from c4eo_core.answers.coverage.england import EnglandReach
from c4eo_core.answers.coverage.phrases import children_words, share
from c4eo_core.answers.coverage.shape import Coverage, Group, Other, Reach
from c4eo_core.answers.coverage.siting import Siting
from c4eo_core.answers.standing.words import list_date_words
from c4eo_core.model.area import AreaKind
from c4eo_core.model.markup import markup
from c4eo_core.model.problem import Problem
from c4eo_core.reports.html.coverage import NO_LIST, places_words
from c4eo_core.reports.html.pieces import details, table
from c4eo_core.reports.html.text_tables import in_frame, text_table


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
        places = [number_cell(places_words(per_100) if per_100 is not None else "–")] if with_places else []
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
        everywhere = (
            ""
            if c.england_with_list == c.authorities
            else f" ({c.england_with_list} of {c.authorities} with a list)"
        )
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
