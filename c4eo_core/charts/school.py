"""Three small pictures of a school's community, as SVG: ages, income deprivation, groups nearby
and at school.
"""

from html import escape

from c4eo_core.answers.schools.measures import GROUP_NEARBY, GROUP_WORDS
from c4eo_core.answers.schools.shape import SchoolCommunity
from c4eo_core.answers.schools.words import INCOME, about
from c4eo_core.charts.theme import Look

FONT = "'Source Sans Pro', 'Source Sans 3', 'Segoe UI', Roboto, Arial, sans-serif"
_MOST_GROUPS = 5
_LABEL = 14


def _svg(width: int, height: int, inside: str, said: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{escape(said)}" viewBox="0 0 {width}'
        f' {height}" font-family="{FONT}" font-size="{_LABEL}">{inside}</svg>'
    )


def _text(
    x: float,
    y: float,
    words: str,
    colour: str,
    anchor: str = "start",
    bold: bool = False,
    size: float = _LABEL,
) -> str:
    weight = ' font-weight="600"' if bold else ""
    large = f' font-size="{size:g}"' if size != _LABEL else ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}"{weight}{large}>'
        f"{escape(words)}</text>"
    )


def ages_picture(c: SchoolCommunity, look: Look) -> str:
    """Bars of children by age; an upright line where each would end at England's share of people."""
    rows = [("0 to 4", "age-0-4"), ("5 to 11", "age-5-11"), ("12 to 17", "age-12-17")]
    counts = [
        (words, c.shares[id].count or 0, c.shares[id].england / 100 * c.area.people) for words, id in rows
    ]
    most = max(1.0, *(max(n, e) for _, n, e in counts))
    left, wide = 62, 190
    parts = []
    for k, (words, number, england) in enumerate(counts):
        y = 4 + 34 * k
        parts.append(_text(0, y + 17, words, look.ink))
        parts.append(
            f'<rect x="{left}" y="{y}" width="{wide * number / most:.1f}" height="24" fill="{look.us}"/>'
        )
        x = left + wide * england / most
        for colour, width in ((look.background, 5), (look.england, 2.5)):
            parts.append(
                f'<path d="M{x:.1f} {y - 3} v30" stroke="{colour}" stroke-width="{width}" fill="none"/>'
            )
        shown = about(number) if number >= 10 else "fewer than 10"
        end = left + wide * max(number, england) / most + 8
        parts.append(_text(end, y + 17, shown, look.us, bold=True))
    said = "Children by age: " + ", ".join(
        f"{words}, {about(n) if n >= 10 else 'fewer than 10'}" for words, n, _ in counts
    )
    return _svg(330, 104, "".join(parts), said)


def income_picture(c: SchoolCommunity, look: Look, width: int = 722) -> str:
    """One dot a small area on a line from 0 to 100 per cent, by neighbourhood; England and the authority."""
    named: dict[str, list[tuple[float, int]]] = {}
    for a in c.area.small_areas:
        if a.deprived is not None:
            named.setdefault(a.name, []).append((min(a.deprived, 100.0), a.children))
    rows = sorted(named.items(), key=lambda item: -sum(n for _, n in item[1]))[:6]
    share = c.shares[INCOME]
    top, step = 24, 22 if width > 500 else 40  # on a phone a name stands above its dots
    height = top + step * max(len(rows), 1) + 22

    def x(value: float) -> float:
        return 10 + (width - 20) * value / 100

    parts = []
    for tick in range(0, 101, 20 if width > 500 else 50):
        at = x(tick)
        anchor = "start" if tick == 0 else "end" if tick == 100 else "middle"
        parts.append(f'<path d="M{at:.1f} {top - 4} V{height - 20}" stroke="{look.faint}" stroke-width="1"/>')
        parts.append(_text(at, height - 5, f"{tick}%", look.quiet, anchor))
    lines = sorted(
        [
            (share.england, f"England {share.england:.0f}%"),
            (share.authority, f"{c.school.authority.name} {share.authority:.0f}%"),
        ]
    )
    parts += _comparisons([(x(value), words) for value, words in lines], top, height, look)
    for k, (name, dots) in enumerate(rows):
        y = top + 8 + step * k + (step - 22)
        for value, children in dots:
            radius = 4 + min(children, 700) ** 0.5 / 6
            parts.append(
                f'<circle cx="{x(value):.1f}" cy="{y}" r="{radius:.1f}" fill="{look.us}" fill-opacity=".85"'
                f' stroke="{look.background}" stroke-width="1.5"/>'
            )
        ends = x(min(v for v, _ in dots)), x(max(v for v, _ in dots))
        parts.append(_row_name(name, ends, y, width, look))
    said = "Children in income-deprived families by small area: " + "; ".join(
        f"{name}, {', '.join(f'{v:.0f}%' for v, _ in sorted(dots))}" for name, dots in rows
    )
    return _svg(width, height, "".join(parts), said)


def _row_name(name: str, ends: tuple[float, float], y: float, width: int, look: Look) -> str:
    """Beside the dots where there is room, above them on a phone."""
    size = _LABEL if len(name) < 24 else 12.5
    if width < 500:
        words = _text(10, y - 12, name, look.us, bold=True, size=size)
    elif ends[1] + 14 + 0.5 * size * len(name) < width:
        words = _text(ends[1] + 13, y + 5, name, look.us, bold=True, size=size)
    else:
        words = _text(ends[0] - 13, y + 5, name, look.us, "end", True, size)
    halo = f'stroke="{look.background}" stroke-width="4" stroke-linejoin="round" paint-order="stroke"'
    return f"<g {halo}>{words}</g>"


def _comparisons(lines: list[tuple[float, str]], top: int, height: int, look: Look) -> list[str]:
    """England's and the authority's upright lines, their words beside each other above, never
    one on another.
    """
    (low, first), (high, second) = lines
    wide = 7.6 * len(first)
    at = low - 4 - wide if low - 4 - wide >= 0 else low - 4
    after = max(high + 4, at + wide + 14)
    parts = [
        f'<path d="M{line:.1f} {top - 6} V{height - 20}" stroke="{look.england}" stroke-width="2.5"/>'
        for line in (low, high)
    ]
    if at < low - 4:
        parts.append(_text(low - 4, 13, first, look.england, "end", True))
    else:
        parts.append(_text(max(at, 0), 13, first, look.england, "start", True))
    return [*parts, _text(after if at >= low - 4 else high + 4, 13, second, look.england, "start", True)]


def groups_compared(c: SchoolCommunity) -> list[tuple[str, float | None, float]]:
    """(group, per cent of people nearby, per cent of pupils), the largest at the school first."""
    rows = []
    for group, pupils in sorted(c.school.groups.items(), key=lambda item: -item[1])[:_MOST_GROUPS]:
        key = GROUP_NEARBY.get(group, group)
        rows.append((GROUP_WORDS[key], c.shares[f"group-{key.replace('_', '-')}"].value, pupils))
    return rows


def groups_picture(c: SchoolCommunity, look: Look) -> str:
    """Dots: of people living nearby (open), of pupils at the school (filled)."""
    rows = groups_compared(c)
    if not rows:
        return ""
    most = max(max(near or 0, pupils) for _, near, pupils in rows)
    end = next(t for t in (20, 40, 60, 80, 100, 101) if t >= most)
    left, wide, height = 118, 214, 20 + 28 * len(rows) + 22

    def x(value: float) -> float:
        return left + wide * value / end

    parts = [
        f'<circle cx="{left + 4}" cy="9" r="5" fill="{look.background}" stroke="{look.england}"'
        ' stroke-width="2"/>',
        _text(left + 14, 13, "living nearby", look.england, "start", True),
        f'<circle cx="250" cy="9" r="5.5" fill="{look.second}"/>',
        _text(346, 13, "at the school", look.second_text, "end", True),
    ]
    for k in range(3):
        at = x(end * k / 2)
        parts.append(f'<path d="M{at:.1f} 20 V{height - 20}" stroke="{look.faint}" stroke-width="1"/>')
        parts.append(_text(at, height - 5, f"{end * k / 2:.0f}%", look.quiet, "middle"))
    for k, (name, near, pupils) in enumerate(rows):
        y = 34 + 28 * k
        parts.append(_text(0, y + 5, name, look.ink))
        if near is not None:
            parts.append(
                f'<path d="M{x(near):.1f} {y} H{x(pupils):.1f}" stroke="{look.faint}" stroke-width="3"/>'
            )
            parts.append(
                f'<circle cx="{x(near):.1f}" cy="{y}" r="6" fill="{look.background}" stroke="{look.england}"'
                ' stroke-width="2.5"/>'
            )
        parts.append(f'<circle cx="{x(pupils):.1f}" cy="{y}" r="6.5" fill="{look.second}"/>')
    said = "Ethnic groups nearby and at the school: " + "; ".join(
        f"{name}, {'fewer than 10 people' if near is None else f'{near:.0f}% nearby'}, {pupils:.0f}% of"
        " pupils"
        for name, near, pupils in rows
    )
    return _svg(350, height, "".join(parts), said)
