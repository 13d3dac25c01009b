"""Wards, schools, services and single dots as tables: all that the map of one authority shows, for who cannot
see it.
"""

from collections.abc import Sequence

from markupsafe import Markup

from c4eo_core.answers.coverage.shape import Coverage, Place, SchoolRow
from c4eo_core.maps.coverage_rows import decile_words, meals_words, nearest_words, reached_words
from c4eo_core.model.markup import markup
from c4eo_core.reports.html.coverage_tables import bar, bars, number_cell
from c4eo_core.reports.html.pieces import table
from c4eo_core.reports.html.text_tables import text_table

_FIRST = 10
_WARDS = ("Ward", "Out of reach", "of them deciles 1 to 3", "Children", "In reach")
_SCHOOLS = ("School", "Kind", "Pupils", "Free meals", "Nearest")
_KINDS = {"middle-primary": "middle", "middle-secondary": "middle"}
_MORE = Markup('<p class="note">The rest is under the map: open Everything on the map as tables.</p>')


def wards_section(c: Coverage) -> Markup:
    """The wards with most children out of reach."""
    lost = [p for p in c.places if p.out_of_reach]
    if not c.listed:
        return Markup('<p class="note">Without a list nobody can say which wards are left out.</p>')
    if not lost:
        return Markup('<p class="note">No ward has a child out of reach at this distance.</p>')
    caption = f"Wards with children out of reach: {len(lost):,} of {len(c.places):,}"
    return bars(_WARDS, _ward_rows(lost[:_FIRST]), caption, "wards") + (
        _MORE if len(lost) > _FIRST else Markup()
    )


def _ward_rows(some: Sequence[Place]) -> list[tuple[str, str, list[Markup]]]:
    return [
        (
            "",
            p.name,
            [
                *map(number_cell, (f"{p.out_of_reach:,}", f"{p.deprived_out:,}", f"{p.children:,}")),
                bar(p.reach),
            ],
        )
        for p in some
    ]


def schools_section(c: Coverage) -> Markup:
    """Schools with and without one near, by deprivation; those without by name, farthest first."""
    if not c.schools.rows:
        return markup('<p class="note">{why_none}</p>', why_none=c.schools.why_none)
    rows = [
        ("", g.words[:1].upper() + g.words[1:], [number_cell(f"{g.within:,} of {g.schools:,}"), bar(g.share)])
        for g in c.schools.groups
    ]
    found = bars(["Schools", "With one near", "Share"], rows, "Schools with and without one near", "wards")
    left = [s for s in c.schools.rows if not s.within]
    if not left:
        return found + Markup('<p class="note">Every school looked at has one near.</p>')
    caption = f"Schools without one near, farthest first: {len(left):,}"
    return (
        found
        + text_table(_SCHOOLS, map(_school, left[:_FIRST]), caption)
        + (_MORE if len(left) > _FIRST else Markup())
    )


def _school(s: SchoolRow) -> list[str]:
    pupils = f"{s.pupils:,}" if s.pupils is not None else "not published"
    return [s.name, _KINDS.get(s.kind, s.kind), pupils, meals_words(s), nearest_words(s)]


def ward_table(c: Coverage, ward: str) -> Markup:
    """Every dot of one ward as a line."""
    p = c.points
    mine = sorted(
        (i for i, name in enumerate(p.ward) if name == ward),
        key=lambda i: (-float(p.km[i]) if p.km[i] == p.km[i] else 0.0, i),
    )
    rows = [
        [p.code[i], f"{p.children[i]:,}", decile_words(int(p.decile[i])), reached_words(c, i)] for i in mine
    ]
    headers = ["Small area", "Children", "Deprivation", "Nearest"]
    return table(headers, rows, f"Small areas of {ward}, farthest first", "figures schools", 9)


def all_tables(c: Coverage) -> Markup:
    """Every ward, every school looked at and every service on the map."""
    parts = []
    if c.places:
        parts.append(bars(_WARDS, _ward_rows(c.places), f"Every ward: {len(c.places):,}", "wards"))
    if c.schools.rows:
        rows = ([*_school(s), "yes" if s.within else "no"] for s in c.schools.rows)
        parts.append(
            text_table([*_SCHOOLS, "Near"], rows, f"Every school looked at: {len(c.schools.rows):,}")
        )
    if c.sites.name:
        parts.append(_services(c))
    return Markup().join(markup('<div class="tall">{part}</div>', part=part) for part in parts)


def _services(c: Coverage) -> Markup:
    s = c.sites
    order = sorted(range(len(s.name)), key=lambda i: (not s.inside[i], s.authority[i], s.name[i]))
    rows = [
        [
            s.name[i],
            s.authority[i] + (" (own list, unpublished)" if s.own[i] else ""),
            f"{int(s.places[i]):,}" if s.places[i] == s.places[i] else "not known",
        ]
        for i in order
    ]
    return table(
        ["Service", "Stands in", "Places"],
        rows,
        f"{c.asked.service.title} on the map: {len(rows):,}",
        "figures schools",
        9,
    )
