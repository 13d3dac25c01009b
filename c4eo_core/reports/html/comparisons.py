"""Comparisons as HTML pieces and as files: profile, several places, scatter, all areas. Every text is escaped
here.
"""

from markupsafe import Markup

from c4eo_core.answers.standing.all_areas import AllAreas, AreaRow, in_order, reading_words
from c4eo_core.answers.standing.compare import Profile, ProfileRow, Scatter, SeveralAreas
from c4eo_core.answers.standing.read_together import caption_words, holding
from c4eo_core.answers.standing.words import (
    better_words,
    rank_words,
    value_words,
)
from c4eo_core.charts.spine import HEIGHT, WIDTH, key_uri, spine_alt, spine_uri
from c4eo_core.charts.theme import Look
from c4eo_core.maps.choropleth import FIFTHS, legend, palette
from c4eo_core.model.display import figure
from c4eo_core.model.kinds import Note, Unit
from c4eo_core.model.markup import markup
from c4eo_core.reports.html.pieces import note_cell, table, trend_cell

_SIDES = {
    "better": ("good", "▲ Better than England"),
    "worse": ("bad", "▼ Worse than England"),
    "similar": ("flat", "No clear difference"),
    "higher": ("flat", "Higher than England"),
    "lower": ("flat", "Lower than England"),
    "not compared": ("flat", "Not compared"),
}
_TREND = "Recent trend"
_KEY = (
    ("all", "lowest to highest authority"),
    ("england", "England"),
    ("better", "better than England"),
    ("worse", "worse"),
    ("similar", "no clear difference, or not judged"),
    ("not compared", "not compared"),
)


def spine_key(look: Look) -> Markup:
    items = Markup().join(
        markup(
            '<li><img src="{key_uri}" width="24" height="24" alt=""> {words}</li>',
            key_uri=key_uri(kind, look),
            words=words,
        )
        for kind, words in _KEY
    )
    return markup('<ul class="key" aria-label="What the marks mean">{items}</ul>', items=items)


def profile_table(profile: Profile, look: Look, caption: str) -> Markup:
    """One row an indicator; a line of its own where a new group begins. Roles are spelled out: a phone shows
    its rows as blocks.
    """
    head = Markup().join(
        markup('<th role="columnheader" scope="col">{h}</th>', h=h)
        for h in ("Indicator", profile.area.name, "England")
    )
    left, right = (
        ("worse", "better") if any(r.indicator.judged for r in profile.rows) else ("lower", "higher")
    )
    head += markup(
        '<th role="columnheader" scope="col" class="spine"><span>◀ {left}</span><span>{right} ▶</span></th>',
        left=left,
        right=right,
    )
    head += Markup().join(
        markup('<th role="columnheader" scope="col">{h}</th>', h=h) for h in ("Against England", _TREND)
    )
    shown = [row.progress for row in profile.rows]
    held = holding(shown)
    caption = f"{caption} {caption_words(shown)}".strip()
    body, last = [], None
    for row in profile.rows:
        if row.group and row.group != last:
            last = row.group
            body.append(
                markup(
                    '<tr role="row" class="group"><th role="rowheader" colspan="6"'
                    ' scope="colgroup">{last}</th></tr>',
                    last=last,
                )
            )
        body.append(_profile_row(row, look, held))
    return markup(
        '<table class="profile" role="table"><caption>{caption}</caption><thead role="rowgroup"><tr'
        ' role="row">{head}</tr></thead><tbody role="rowgroup">{body}</tbody></table>',
        caption=caption,
        head=head,
        body=Markup().join(body),
    )


def _profile_row(row: ProfileRow, look: Look, held: frozenset[str]) -> Markup:
    p, i = row.progress, row.indicator
    unit = "" if i.unit is Unit.PERCENTAGE else f", {i.unit_words}"
    own = (
        markup('<b class="own">{figure}</b>', figure=figure(p.value, i))
        if p.value is not None
        else markup('<span class="none">{value_words}</span>', value_words=value_words(p))
    )
    tone, side = _SIDES[row.side]
    england = figure(p.england, i) if row.england is not None else "–"
    short = side.removesuffix(" than England")
    against = Markup('<span class="phone"> than England</span>') if short != side else Markup()
    rank = rank_words(p) if p.rank or p.value is None else "not ranked"
    rank += f"; neighbours' median {figure(row.neighbours, i)}" if row.neighbours is not None else ""
    return markup(
        '<tr role="row"><th role="rowheader" scope="row">{short}<span'
        ' class="when">{label}</span></th><td role="cell"'
        ' class="number">{own}</td><td role="cell" class="number"><span class="phone">England'
        ' </span>{england}</td><td role="cell" class="spine"><img width="{width}" height="{height}"'
        ' src="{spine_uri}" alt="{spine_alt}"></td><td role="cell"><span class="tag'
        ' {tone}">{short2}{against}</span><span class="when">{rank}</span></td><td'
        ' role="cell" data-label="{trend}">{trend_cell}</td></tr>',
        short=i.short,
        label=p.period.label + unit,
        own=own,
        england=england,
        width=WIDTH,
        height=HEIGHT,
        spine_uri=spine_uri(row, look),
        spine_alt=spine_alt(row),
        tone=tone,
        short2=short,
        against=against,
        rank=rank,
        trend=_TREND,
        trend_cell=trend_cell(p, held),
    )


def several_table(answer: SeveralAreas, with_england: bool) -> Markup:
    first, i = answer.curves[0], answer.indicator
    series = [c.area for c in answer.curves] + ([first.england] if with_england else [])
    rows = [
        [
            s.name,
            *(
                figure(v, i) if v is not None else note_cell(n)
                for v, n in zip(s.values, s.notes, strict=True)
            ),
        ]
        for s in series
    ]
    return table(["Area", *(p.label for p in first.periods)], rows, i.title) + _marks(
        {n for s in series for n in s.notes if n}
    )


def _marks(notes: set[Note]) -> Markup:
    items = Markup().join(
        markup("<li>[{value}] {words}</li>", value=n.value, words=n.words)
        for n in sorted(notes, key=lambda n: n.value)
    )
    return markup('<ul class="marks">{items}</ul>', items=items) if items else Markup()


def scatter_table(s: Scatter) -> Markup:
    roles = {"us": " (in focus)", "neighbour": " (neighbour)"}
    places = sorted(s.places, key=lambda p: (p.role not in roles, p.role != "us", p.area.name))
    rows = [
        [p.area.name + roles.get(p.role, ""), figure(p.x_size, s.x), figure(p.y_size, s.y)]
        for p in ([s.england] if s.england else []) + places
    ]
    headers = [
        "Authority",
        *(
            f"{i.short}{' (size)' if i.is_gap else ''}, {p.label}"
            for i, p in ((s.x, s.x_period), (s.y, s.y_period))
        ),
    ]
    return markup(
        '<div class="tall">{table}</div>',
        table=table(headers, rows, "England, the place in focus, its neighbours, then everybody else"),
    )


def areas_table(answer: AllAreas, order: str) -> Markup:
    """Every authority in the chosen order; the place in focus and its neighbours are named as such."""
    i = answer.indicator
    heads = (
        ["Authority", "Figure"] + (["Rank", "Quarter"] if i.judged else []) + ["Against England", "Region"]
    )
    rows = Markup().join(_area_row(r, answer) for r in in_order(answer, order))
    england = f" England: {figure(answer.england, i)}." if answer.england is not None else ""
    caption = (
        f"{i.title}, {answer.period.label}: all {len(answer.rows)} authorities.{england}"
        f" {reading_words(answer)}"
    )
    head = Markup().join(markup('<th scope="col">{h}</th>', h=h) for h in heads)
    quarter = (
        Markup('<p class="note">Quarter A is the best quarter of authorities, D the last.</p>')
        if any(r.band for r in answer.rows)
        else Markup()
    )
    title = markup("<caption>All authorities, {label}</caption>", label=answer.period.label)
    body = markup(
        '<table class="figures places">{title}<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>',
        title=title,
        head=head,
        rows=rows,
    )
    scrolled = markup(
        '<div class="scroll tall" tabindex="0" role="region" aria-label="All authorities">{body}</div>',
        body=body,
    )
    return (
        markup('<p class="note">{caption}</p>', caption=caption)
        + scrolled
        + quarter
        + _marks({r.note for r in answer.rows if r.note})
    )


def _area_row(row: AreaRow, answer: AllAreas) -> Markup:
    i = answer.indicator
    css = Markup(' class="us"') if row.is_place else Markup(' class="near"') if row.neighbour else Markup()
    role = "in focus" if row.is_place else f"neighbour {row.neighbour}" if row.neighbour else ""
    said = markup('<span class="when">{role}</span>', role=role) if role else Markup()
    shown = figure(row.value, i) if row.value is not None else note_cell(row.note)
    ranks = (
        markup(
            '<td class="number">{rank}</td><td class="number">{band}</td>',
            rank=row.rank or "–",
            band=row.band or "–",
        )
        if i.judged
        else Markup()
    )
    region = row.region.name if row.region else "–"
    side = _SIDES[row.against_england][1].replace(" than England", "")
    head = markup(
        '<th scope="row">{name}{said}</th><td class="number">{shown}</td>',
        name=row.area.name,
        said=said,
        shown=shown,
    )
    return markup(
        "<tr{css}>{head}{ranks}<td>{side}</td><td>{region}</td></tr>",
        css=css,
        head=head,
        ranks=ranks,
        side=side,
        region=region,
    )


def map_legend(answer: AllAreas, colouring: str, look: Look, with_neighbours: bool) -> Markup:
    fills = palette(look)
    items = [
        markup(
            '<li><span class="swatch{empty}" style="background:{fills}"></span>{words}</li>',
            empty=_empty(c),
            fills=fills[c],
            words=words,
        )
        for c, words in legend(answer, colouring)
    ]
    items.append(
        markup(
            '<li><span class="swatch line" style="border-color:{ink}"></span>{name}</li>',
            ink=look.ink,
            name=answer.place.name,
        )
    )
    if with_neighbours:
        near = "the neighbours it chose" if answer.chosen_neighbours else "its statistical neighbours"
        items.append(
            markup(
                '<li><span class="swatch line" style="border-color:{fourth}"></span>{near}</li>',
                fourth=look.fourth,
                near=near,
            )
        )
    title = f"{answer.indicator.unit_words}, {answer.period.label}. "
    title += (
        f"{look.stronger} is {'wider' if answer.indicator.is_gap else 'higher'}."
        f" {better_words(answer.indicator)}"
        if colouring == FIFTHS
        else ""
    )
    key = markup(
        '<ul class="key map-key" aria-label="What the colours mean">{items}</ul>', items=Markup().join(items)
    )
    return markup('<p class="note">{title}</p>{key}', title=title[:1].upper() + title[1:], key=key)


def _empty(colour_class: str) -> str:
    return " empty" if colour_class in ("none", "not compared") else ""
