"""The map of one authority as an SVG file of its own: for a report, for print, for a page that needs no
chart.

Drawn from the rows of the chart, in milliseconds; with `full`, title, key, source and licence are inside.
"""

from html import escape
from textwrap import wrap

from c4eo_core.charts.theme import FONT, LIGHT, Look
from c4eo_core.maps.coverage_inks import LARGEST, SMALLEST, edges, fills, inks
from c4eo_core.maps.frame import ASPECT

_TITLE, _LINE, _KEY = 30, 19, 22
_LETTERS = 7.0  # pixels a letter takes at 13 px


def map_svg(rows: list[dict], width: int, height: int, look: Look = LIGHT, label: int = 13) -> str:
    """The drawing alone, as a group of elements."""
    return "".join(_Drawing(rows, width, height, look, label).parts())


def picture(rows: list[dict], width: int = 720, height: int = 500, look: Look = LIGHT, alt: str = "") -> str:
    """The map and nothing else, for a page that says the rest."""
    frame = (
        f'<rect x=".5" y=".5" width="{width - 1}" height="{height - 1}" rx="4" fill="none"'
        f' stroke="{inks(look)["edge"]}"/>'
    )
    return _document(map_svg(rows, width, height, look) + frame, width, height, look, alt)


def full_picture(
    rows: list[dict],
    title: str,
    lines: list[str],
    key: list[tuple[str, str]],
    foot: list[str],
    look: Look = LIGHT,
    width: int = 900,
) -> str:
    """lines: sentences under the title; key: (kind, words); foot: source, date, licence."""
    said, small = _wrapped(lines, width), _wrapped(foot, width)
    top = _TITLE + 16 + _LINE * len(said)
    map_height = round(width * 0.66)
    below = top + map_height + 16
    parts = [_text(title, 20, _TITLE, 20, look.ink, "bold")]
    parts += [_text(line, 20, _TITLE + 20 + _LINE * k, 14, look.ink) for k, line in enumerate(said)]
    parts.append(
        f'<svg x="20" y="{top}" width="{width - 40}"'
        f' height="{map_height}">{map_svg(rows, width - 40, map_height, look)}</svg>'
    )
    columns = _columns(key, width - 40)
    for x, column in columns:
        for k, (kind, words) in enumerate(column):
            mark = f'<g transform="translate({x:.0f},{below + _KEY * k})">{key_mark(kind, look)}</g>'
            parts.append(mark + _text(words, x + 30, below + _KEY * k + 15, 12.5, look.ink))
    end = below + _KEY * max((len(c) for _, c in columns), default=0) + 14
    parts += [_text(line, 20, end + 16 * k, 12, look.quiet) for k, line in enumerate(small)]
    return _document("".join(parts), width, end + 16 * len(small) + 6, look, f"{title}. {' '.join(lines)}")


def _columns(key: list[tuple[str, str]], width: float) -> list[tuple[float, list[tuple[str, str]]]]:
    """Two columns where the words fit beside each other, else one."""
    half = (len(key) + 1) // 2
    first, second = key[:half], key[half:]
    longest = [max((len(words) for _, words in c), default=0) * _LETTERS + 40 for c in (first, second)]
    if sum(longest) > width:
        return [(20, key)]
    return [(20, first), (20 + max(longest[0], min(width / 2, width - longest[1])), second)]


def _wrapped(lines: list[str], width: int) -> list[str]:
    return [part for line in lines for part in wrap(line, int((width - 40) / _LETTERS))]


def _document(inside: str, width: int, height: int, look: Look, alt: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width}'
        f' {height}" role="img" font-family="{FONT}"><title>{escape(alt)}</title><rect width="{width}"'
        f' height="{height}" fill="{look.background}"/>{inside}</svg>'
    )


def _text(
    words: str, x: float, y: float, size: float, colour: str, weight: str = "normal", more: str = ""
) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size:g}" fill="{colour}"'
        f' font-weight="{weight}"{more}>{escape(words)}</text>'
    )


class _Drawing:
    def __init__(self, rows: list[dict], width: int, height: int, look: Look, label: int):
        self.rows, self.width, self.height, self.look, self.label = rows, width, height, look, label
        self.unit = height / 2 * min(1.0, width / height / ASPECT)
        self.ink, self.fills, self.edges = inks(look), fills(look), edges(look)

    def of(self, role: str) -> list[dict]:
        return [r for r in self.rows if r["role"] == role]

    def at(self, row: dict) -> tuple[float, float]:
        return self.width / 2 + row["x"] * self.unit, self.height / 2 - row["y"] * self.unit

    def seen(self, row: dict, room: float = 0.0) -> bool:
        x, y = self.at(row)
        return -room <= x <= self.width + room and -room <= y <= self.height + room

    def parts(self) -> list[str]:
        ink, look = self.ink, self.look
        return [
            f'<rect width="{self.width}" height="{self.height}" fill="{ink["sea"]}"/>',
            self.shapes("land", f'fill="{ink["land"]}"'),
            self.shapes("own", f'fill="{ink["own"]}"'),
            self.discs("disc-wide", f'fill="{ink["disc-wide"]}"'),
            self.discs("disc", f'fill="{ink["disc"]}"'),
            self.areas(),
            self.shapes("land", f'fill="none" stroke="{ink["edge"]}"'),
            self.shapes("own", f'fill="none" stroke="{look.ink}" stroke-width="1.8" stroke-linejoin="round"'),
            self.words("place", look.quiet),
            self.dots(),
            self.schools(),
            self.services(),
            self.discs(
                "disc-new", f'fill="none" stroke="{ink["new"]}" stroke-width="1.6" stroke-dasharray="5 3"'
            ),
            self.chosen(),
            self.words("town", look.ink, halo=True),
            self.words("ward", look.ink, "bold", halo=True),
            self.scale(),
            self.dated(),
        ]

    def shapes(self, role: str, style: str) -> str:
        rings: dict[str, list[str]] = {}
        for row in self.of(role):
            x, y = self.at(row)
            rings.setdefault(row["part"], []).append(f"{x:.1f},{y:.1f}")
        return "".join(f'<path d="M{"L".join(points)}Z" {style}/>' for points in rings.values())

    def areas(self) -> str:
        """Small areas shaded by need, in the units of the frame."""
        drawn = "".join(f'<path d="{r["name"]}" fill="{self.fills[r["kind"]]}"/>' for r in self.of("area"))
        place = f"translate({self.width / 2:.1f},{self.height / 2:.1f}) scale({self.unit:.3f})"
        line = f'stroke="{self.look.background}" stroke-width="{0.6 / self.unit:.5f}"'
        return f'<g transform="{place}" {line} fill-opacity=".62">{drawn}</g>' if drawn else ""

    def discs(self, role: str, style: str) -> str:
        found = []
        for row in self.of(role):
            radius = row["r"] * self.unit
            if self.seen(row, radius):
                x, y = self.at(row)
                found.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}"/>')
        return f"<g {style}>{''.join(found)}</g>"

    def dots(self) -> str:
        by_kind: list[str] = []
        last = None
        for row in self.of("dot"):
            kind = row["kind"]
            if kind != last:
                width = 2 if kind == "out" else 1.2 if kind == "out-deprived" else 0.7
                closing = "</g>" if last else ""
                by_kind.append(
                    f'{closing}<g fill="{self.fills[kind]}" stroke="{self.edges[kind]}"'
                    f' stroke-width="{width}">'
                )
                last = kind
            x, y = self.at(row)
            by_kind.append(
                f'<circle cx="{x:.1f}" cy="{y:.1f}"'
                f' r="{min(max(row["r"] * self.unit, SMALLEST), LARGEST):.1f}"/>'
            )
        return "".join(by_kind) + ("</g>" if last else "")

    def schools(self) -> str:
        found = []
        for row in self.of("school"):
            if self.seen(row):
                x, y = self.at(row)
                found.append(f'<path transform="translate({x:.1f},{y:.1f})" d="M-4,-4L4,4M-4,4L4,-4"/>')
        return f'<g fill="none" stroke="{self.ink["school"]}" stroke-width="2.2">{"".join(found)}</g>'

    def services(self) -> str:
        found = []
        for row in self.of("service"):
            if self.seen(row):
                x, y = self.at(row)
                style = (
                    f'fill="{self.fills[row["kind"]]}" stroke="{self.edges[row["kind"]]}" stroke-width="1.3"'
                )
                found.append(
                    f'<path transform="translate({x:.1f},{y:.1f})" d="{_SERVICE[row["kind"]]}" {style}/>'
                )
        return "".join(found)

    def chosen(self) -> str:
        found = []
        for row in self.of("chosen"):
            x, y = self.at(row)
            style = f'fill="{self.ink["new"]}" stroke="{self.look.background}" stroke-width="1.5"'
            found.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="9" {style}/>')
            found.append(
                _text(row["kind"], x, y + 4.5, 12.5, self.look.background, "bold", ' text-anchor="middle"')
            )
        return "".join(found)

    def words(self, role: str, colour: str, weight: str = "normal", halo: bool = False) -> str:
        more = ' text-anchor="middle"'
        if halo:
            more += (
                f' stroke="{self.look.background}" stroke-width="4" stroke-linejoin="round"'
                ' paint-order="stroke"'
            )
        return "".join(
            _text(row["name"], *self.placed(row), self.label, colour, weight, more)
            for row in self.of(role)
            if self.seen(row)
        )

    def placed(self, row: dict) -> tuple[float, float]:
        """Where the words stand in full, not cut by the edge."""
        x, y = self.at(row)
        half = len(row["name"]) * _LETTERS / 2 * self.label / 13 + 4
        return min(max(x, half), max(self.width - half, half)), min(
            max(y + self.label * 0.35, self.label), self.height - 4
        )

    def dated(self) -> str:
        x, y = self.width - 12, self.height - self.label
        words = (row["name"] for row in self.of("dated"))
        return "".join(
            _text(w, x, y, self.label, self.look.ink, "normal", ' text-anchor="end"') for w in words
        )

    def scale(self) -> str:
        (row,) = self.of("scale")
        foot, length = self.height - self.label, row["r"] * self.unit
        bar = f'<path d="M14,{foot}h{length:.1f}" stroke="{self.look.ink}" stroke-width="3"/>'
        return bar + _text(row["name"], 14, foot - 6, self.label, self.look.ink)


_SERVICE = {"inside": "M-4.5,-4.5h9v9h-9Z", "outside": "M-4.5,-4.5h9v9h-9Z", "own-list": "M0,-6L6,5L-6,5Z"}


def key_mark(kind: str, look: Look) -> str:
    """One mark of the key, 24 by 20."""
    ink, fill, edge = inks(look), fills(look), edges(look)
    if kind in _SERVICE:
        drawn = (
            f'<path transform="translate(12,10)" d="{_SERVICE[kind]}" fill="{fill[kind]}"'
            f' stroke="{edge[kind]}" stroke-width="1.3"/>'
        )
    elif kind in ("disc", "disc-wide"):
        drawn = f'<circle cx="12" cy="10" r="9" fill="{ink[kind]}"/>'
    elif kind == "school":
        drawn = f'<path d="M8,6L16,14M8,14L16,6" fill="none" stroke="{ink["school"]}" stroke-width="2.2"/>'
    elif kind == "new":
        drawn = (
            f'<circle cx="12" cy="10" r="9" fill="none" stroke="{ink["new"]}" stroke-width="1.4"'
            f' stroke-dasharray="4 2"/><circle cx="12" cy="10" r="5" fill="{ink["new"]}"/>'
        )
    elif kind == "out-solid":
        drawn = f'<circle cx="12" cy="10" r="6" fill="{ink[kind]}"/>'
    else:
        width = 2 if kind == "out" else 1
        drawn = (
            f'<circle cx="12" cy="10" r="6" fill="{fill[kind]}" stroke="{edge[kind]}"'
            f' stroke-width="{width}"/>'
        )
    return drawn
