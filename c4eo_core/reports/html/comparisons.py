"""Comparisons as HTML pieces and as files: profile, several places, scatter, all areas. Every text is escaped
here.
"""

from html import escape

from c4eo_core.answers.standing.all_areas import AllAreas, AreaRow, in_order, reading_words
from c4eo_core.answers.standing.compare import Profile, ProfileRow, Scatter, SeveralAreas
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
from c4eo_core.reports.html.pieces import note_cell, table, trend_cell

_SIDES = {
    "better": ("good", "▲ better than England"),
    "worse": ("bad", "▼ worse than England"),
    "similar": ("flat", "● no clear difference"),
    "higher": ("flat", "▶ higher than England"),
    "lower": ("flat", "◀ lower than England"),
    "not compared": ("flat", "○ not compared"),
}
_TREND = "Recent trend"
_KEY = (
    ("all", "lowest to highest authority"),
    ("half", "the middle half, and the middle authority"),
    ("england", "England"),
    ("better", "better than England"),
    ("similar", "no clear difference"),
    ("worse", "worse than England"),
    ("higher", "higher or lower, neither is better"),
    ("not compared", "not compared"),
    ("neighbours", "neighbours' median"),
)


def spine_key(look: Look) -> str:
    items = "".join(
        f'<li><img src="{key_uri(kind, look)}" width="24" height="24" alt=""> {escape(words)}</li>'
        for kind, words in _KEY
    )
    return f'<ul class="key" aria-label="What the marks mean">{items}</ul>'


def profile_table(profile: Profile, look: Look, caption: str) -> str:
    """One row an indicator; a line of its own where a new group begins. Roles are spelled out: a phone shows
    its rows as blocks.
    """
    head = "".join(
        f'<th role="columnheader" scope="col">{h}</th>'
        for h in ("Indicator", escape(profile.area.name), "England")
    )
    left, right = (
        ("worse", "better") if any(r.indicator.judged for r in profile.rows) else ("lower", "higher")
    )
    head += (
        f'<th role="columnheader" scope="col" class="spine"><span>◀ {left}</span><span>{right} ▶</span></th>'
    )
    head += "".join(f'<th role="columnheader" scope="col">{h}</th>' for h in ("Against England", _TREND))
    body, last = [], None
    for row in profile.rows:
        if row.group and row.group != last:
            last = row.group
            body.append(
                '<tr role="row" class="group"><th role="rowheader" colspan="6"'
                f' scope="colgroup">{escape(last)}</th></tr>'
            )
        body.append(_profile_row(row, look))
    return (
        f'<table class="profile" role="table"><caption>{escape(caption)}</caption><thead role="rowgroup"><tr'
        f' role="row">{head}</tr></thead><tbody role="rowgroup">{"".join(body)}</tbody></table>'
    )


def _profile_row(row: ProfileRow, look: Look) -> str:
    p, i = row.progress, row.indicator
    unit = "" if i.unit is Unit.PERCENTAGE else f", {i.unit_words}"
    own = (
        f'<b class="own">{escape(figure(p.value, i))}</b>'
        if p.value is not None
        else f'<span class="none">{escape(value_words(p))}</span>'
    )
    tone, side = _SIDES[row.side]
    england = figure(p.england, i) if row.england is not None else "–"
    short = side.removesuffix(" than England")
    against = '<span class="phone"> than England</span>' if short != side else ""
    rank = rank_words(p) if p.rank or p.value is None else "not ranked"
    return (
        f'<tr role="row"><th role="rowheader" scope="row">{escape(i.short)}<span'
        f' class="when">{escape(p.period.label + unit)}</span></th><td role="cell"'
        f' class="number">{own}</td><td role="cell" class="number"><span class="phone">England'
        f' </span>{escape(england)}</td><td role="cell" class="spine"><img width="{WIDTH}" height="{HEIGHT}"'
        f' src="{spine_uri(row, look)}" alt="{escape(spine_alt(row))}"></td><td role="cell"><span class="tag'
        f' {tone}">{escape(short)}{against}</span><span class="when">{escape(rank)}</span></td><td'
        f' role="cell" data-label="{_TREND}">{trend_cell(p)}</td></tr>'
    )


def several_table(answer: SeveralAreas, with_england: bool) -> str:
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


def _marks(notes: set[Note]) -> str:
    items = "".join(f"<li>[{n.value}] {escape(n.words)}</li>" for n in sorted(notes, key=lambda n: n.value))
    return f'<ul class="marks">{items}</ul>' if items else ""


def scatter_table(s: Scatter) -> str:
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
    return (
        "<div"
        f' class="tall">{table(headers, rows, "England, the place in focus, its neighbours, then everybody else")}</div>'
    )


def areas_table(answer: AllAreas, order: str) -> str:
    """Every authority in the chosen order; the place in focus and its neighbours are named as such."""
    i = answer.indicator
    heads = (
        ["Authority", "Figure"] + (["Rank", "Quarter"] if i.judged else []) + ["Against England", "Region"]
    )
    rows = "".join(_area_row(r, answer) for r in in_order(answer, order))
    england = f" England: {figure(answer.england, i)}." if answer.england is not None else ""
    caption = (
        f"{i.title}, {answer.period.label}: all {len(answer.rows)} authorities.{england}"
        f" {reading_words(answer)}"
    )
    head = "".join(f'<th scope="col">{h}</th>' for h in heads)
    quarter = (
        '<p class="note">Quarter A is the best quarter of authorities, D the last.</p>'
        if any(r.band for r in answer.rows)
        else ""
    )
    title = f"<caption>All authorities, {escape(answer.period.label)}</caption>"
    body = f'<table class="figures places">{title}<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'
    scrolled = (
        f'<div class="scroll tall" tabindex="0" role="region" aria-label="All authorities">{body}</div>'
    )
    return (
        f'<p class="note">{escape(caption)}</p>'
        + scrolled
        + quarter
        + _marks({r.note for r in answer.rows if r.note})
    )


def _area_row(row: AreaRow, answer: AllAreas) -> str:
    i = answer.indicator
    css = ' class="us"' if row.is_place else ' class="near"' if row.neighbour else ""
    role = "in focus" if row.is_place else f"neighbour {row.neighbour}" if row.neighbour else ""
    said = f'<span class="when">{role}</span>' if role else ""
    shown = figure(row.value, i) if row.value is not None else note_cell(row.note)
    ranks = (
        f'<td class="number">{row.rank or "–"}</td><td class="number">{row.band or "–"}</td>'
        if i.judged
        else ""
    )
    region = escape(row.region.name) if row.region else "–"
    side = _SIDES[row.against_england][1].replace(" than England", "")
    head = f'<th scope="row">{escape(row.area.name)}{said}</th><td class="number">{escape(shown)}</td>'
    return f"<tr{css}>{head}{ranks}<td>{escape(side)}</td><td>{region}</td></tr>"


def map_legend(answer: AllAreas, colouring: str, look: Look, with_neighbours: bool) -> str:
    fills = palette(look)
    items = [
        f'<li><span class="swatch{_empty(c)}" style="background:{fills[c]}"></span>{escape(words)}</li>'
        for c, words in legend(answer, colouring)
    ]
    items.append(
        '<li><span class="swatch line"'
        f' style="border-color:{look.ink}"></span>{escape(answer.place.name)}</li>'
    )
    if with_neighbours:
        near = "the neighbours it chose" if answer.chosen_neighbours else "its statistical neighbours"
        items.append(f'<li><span class="swatch line" style="border-color:{look.fourth}"></span>{near}</li>')
    title = f"{answer.indicator.unit_words}, {answer.period.label}. "
    title += (
        f"{look.stronger} is {'wider' if answer.indicator.is_gap else 'higher'}."
        f" {better_words(answer.indicator)}"
        if colouring == FIFTHS
        else ""
    )
    key = f'<ul class="key map-key" aria-label="What the colours mean">{"".join(items)}</ul>'
    return f'<p class="note">{escape(title[:1].upper() + title[1:])}</p>{key}'


def _empty(colour_class: str) -> str:
    return " empty" if colour_class in ("none", "not compared") else ""
