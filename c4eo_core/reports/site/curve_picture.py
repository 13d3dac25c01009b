"""The curve as a small picture inside a page, drawn from the same rows as the chart. Colours come from the
page's sheet of styles.

Thousands are drawn in one go, so a picture is a few kilobytes: every neighbour lies in one path, points are
strokes of no length.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from c4eo_core.answers.public.place import PublicCurve
from c4eo_core.charts.curve_data import curve_rows
from c4eo_core.charts.curve_fan import FANS
from c4eo_core.charts.theme import Size
from c4eo_core.model.indicator import Indicator
from c4eo_core.model.markup import markup
from c4eo_core.reports.site.placing import path, shortened, spread, tenths, ticks, year_words

_GROUPS = {
    "median": "neighbours",
    "neighbour": "neighbours",
    "region": "region",
    "england": "england",
    "baseline": "ahead",
}
_SHORT = {"median": "similar", "england": "England"}
ONE_FAN = 80  # the one drawn on a small picture


@dataclass(frozen=True)
class Box:
    """Sizes in pixels: of the whole, of the margins, and of the letters. brief: short names at
    the line ends.
    """

    width: int
    height: int
    left: int
    right: int
    top: int
    bottom: int
    letter: int
    brief: bool

    @property
    def floor(self) -> int:
        return self.height - self.bottom


NARROW = Box(360, 224, 42, 122, 18, 24, 12, True)
WIDE = Box(860, 360, 56, 286, 18, 28, 14, False)


def picture_rows(of: PublicCurve) -> list[dict]:
    """What the chart draws of this curve; empty without a single figure."""
    size = Size(
        label=NARROW.letter,
        small=NARROW.letter - 1,
        title=16,
        point=40,
        line=3,
        height=NARROW.floor - NARROW.top,
    )
    return curve_rows(of.curve, of.compared, size=size, forecast=of.forecast)


def picture(of: PublicCurve, rows: Sequence[dict], box: Box) -> Markup:
    """A sentence instead where there is nothing to draw."""
    if not rows:
        return markup('<p class="nothing">{alt}</p>', alt=of.alt)
    plot = Plot(rows, box, of.curve.indicator, of.curve.periods[-1].end.year)
    title = f"{of.curve.indicator.short}: {of.curve.place.name}"
    return markup(
        '<svg class="pic" viewBox="0 0 {width} {height}" role="img">'
        "<title>{title}</title><desc>{alt}</desc>{marks}</svg>",
        width=box.width,
        height=box.height,
        title=title,
        alt=of.alt,
        marks=Markup(plot.marks()),
    )


class Plot:
    """The rows of one chart as marks in a box. newest: the year in which the newest period ends."""

    def __init__(self, rows: Sequence[dict], box: Box, indicator: Indicator, newest: int):
        self.rows, self.box, self.indicator = rows, box, indicator
        drawn = [r for r in rows if r.get("value") is not None and r["role"] != "extent"]
        self.first, self.last = min(r["year"] for r in drawn), max(r["year"] for r in drawn)
        self.newest = newest
        self.low, self.high = sorted(r["value"] for r in rows if r["role"] == "extent")
        self._of: dict[str, list[dict]] = {}
        for row in rows:
            if row.get("year", 0) >= self.first - 0.5:
                self._of.setdefault(row["role"], []).append(row)

    def x(self, year: float) -> int:
        """In tenths of a pixel, as `y`: whole numbers add up without drifting."""
        inner = self.box.width - self.box.left - self.box.right
        share = (year - self.first) / (self.last - self.first) if self.last > self.first else 0.5
        return round(10 * (self.box.left + 4 + (inner - 8) * share))

    def y(self, value: float) -> int:
        share = (value - self.low) / (self.high - self.low)
        return round(10 * (self.box.floor - (self.box.floor - self.box.top) * share))

    def of(self, role: str) -> list[dict]:
        return self._of.get(role, [])

    def marks(self) -> str:
        groups = {
            "ahead": self._fans() + self._now() + self._line("baseline", "line-ahead"),
            "neighbours": (
                self._line("neighbour", "line-near")
                + self._line("median", "line-median")
                + self._median_points()
            ),
            "region": self._line("region", "line-region"),
            "england": self._line("england", "line-england"),
        }
        labels = self._labels()
        within = "".join(
            f'<g class="w-{n}">{inside}{labels.get(n, "")}</g>' for n, inside in groups.items() if inside
        )
        own = self._line("us", "line-us") + self._points("us", "dot-us") + labels.get("us", "")
        return self._scale() + self._years() + self._breaks() + within + own

    def _fans(self) -> str:
        parts = []
        for level in (ONE_FAN,) if self.box.brief else FANS:
            rows = [r for r in self.of(f"fan{level}") if r["value"] is not None]
            there = [(self.x(r["year"]), self.y(r["value2"])) for r in rows]
            back = [(self.x(r["year"]), self.y(r["value"])) for r in reversed(rows)]
            parts += (
                [f'<path class="fan fan{level}" d="{path([there + back], fine=False)}z"/>'] if rows else []
            )
        return "".join(parts)

    def _now(self) -> str:
        """Where the figures end. On a small picture the axis says so and the word would cover others."""
        rows = [r for r in self.of("now") if r["text"]]
        return "".join(
            self._upright(r["year"], "now", "" if self.box.brief else r["text"], "before", -4) for r in rows
        )

    def _breaks(self) -> str:
        """The words stand on the side with room, clear of those at the end of the figures."""
        now = max((r["year"] for r in self.of("now") if r["text"]), default=self.last)
        parts = []
        for r in self.of("break"):
            if r["text"] and self.first < r["year"] < self.last:
                after = self.x(now) - self.x(r["year"]) > 10 * 13 * self.box.letter or (
                    self.box.brief and r["year"] < now - 3
                )
                parts.append(
                    self._upright(
                        r["year"],
                        "break",
                        r["text"].replace("\n", " "),
                        *(("after", 4) if after else ("before", -4)),
                    )
                )
        return "".join(parts)

    def _upright(self, year: float, css: str, words: str, anchor: str, aside: int) -> str:
        x = tenths(self.x(year))
        line = f'<path class="{css}" d="M{x} {self.box.top}V{self.box.floor}"/>'
        if not words:
            return line
        return (
            f'{line}<text class="mark {anchor}" x="{round(self.x(year) / 10) + aside}"'
            f' y="{self.box.top - 5}">{escape(words)}</text>'
        )

    def _line(self, role: str, css: str) -> str:
        """All lines of the role in one path, with a gap where a value is missing or a definition changes."""
        strokes: list[list[tuple[int, int]]] = []
        before = None
        for r in self.of(role):
            value = r["value"]
            here = None if value is None else (r.get("series"), r["run"])
            if value is not None:
                if here != before:
                    strokes.append([])
                strokes[-1].append((self.x(r["year"]), self.y(value)))
            before = here
        return (
            f'<path class="{css}" d="{path(strokes, role == "us" or not self.box.brief)}"/>'
            if strokes
            else ""
        )

    def _points(self, role: str, css: str) -> str:
        spots = [[(self.x(r["year"]), self.y(r["value"]))] for r in self.of(role) if r["value"] is not None]
        return f'<path class="{css}" d="{path(spots, role == "us")}"/>' if spots else ""

    def _median_points(self) -> str:
        return "" if self.box.brief else self._points("median", "dot-median")

    def _scale(self) -> str:
        box, parts, lines = self.box, [], []
        for value, words in ticks(self.low, self.high, self.indicator, 5 if box.brief else 6):
            y = self.y(value)
            lines.append(f"M{box.left} {tenths(y)}H{box.width - box.right}")
            parts.append(f'<text class="scale" x="{box.left - 6}" y="{round(y / 10 + 4)}">{words}</text>')
        return f'<path class="grid" d="{"".join(lines)}"/>{"".join(parts)}'

    def _years(self) -> str:
        """The newest year first, then the ends, then as many between as there is room for."""
        origin = self.newest
        between = (
            [y for y in range(int(self.first), int(self.last) + 1) if (y - origin) % 2 == 0]
            if not self.box.brief
            else []
        )
        room, taken, parts = 10 * (4.6 * self.box.letter), [], []
        for year in (origin, self.first, self.last, *between):
            x = self.x(year)
            if all(abs(x - t) >= room for t in taken):
                taken.append(x)
                words = year_words(int(year), self.indicator.year_type)
                parts.append(
                    f'<text class="year" x="{round(x / 10)}" y="{self.box.height - 7}">{words}</text>'
                )
        return "".join(parts)

    def _labels(self) -> dict[str, str]:
        """Words at the line ends, moved apart, by the group of lines they belong to."""
        box, found = self.box, []
        for r in self.of("label"):
            if r.get("value") is not None and r["series_role"] != "fan-end":  # the fan speaks for itself here
                found.append((self.y(r["value"]), r["series_role"], self._label_words(r)))
        found.sort()
        places = spread([y / 10 for y, _, _ in found], box.letter * 1.25, box.top, box.floor)
        x, parts = box.width - box.right + 6, {}
        for place, (_, role, words) in zip(places, found, strict=True):
            text = (
                f'<text class="end end-{role}" x="{x}" y="{round(place + box.letter * 0.35)}">{words}</text>'
            )
            group = _GROUPS.get(role, "us")
            parts[group] = parts.get(group, "") + text
        return parts

    def _label_words(self, row: dict) -> str:
        value, name = row["text"].split("  ", 1)
        if row["series_role"] == "baseline":
            name = f"by {year_words(int(self.last), self.indicator.year_type)}" + (
                "" if self.box.brief else " if nothing changes"
            )
        elif self.box.brief:
            year = self._last_year(row["series_role"])
            older = f"in {year_words(year, self.indicator.year_type)}" if year < self.newest else None
            name = older or _SHORT.get(row["series_role"]) or shortened(name, 11)
        return f"<tspan>{escape(value)}</tspan> {escape(name if self.box.brief else shortened(name, 30))}"

    def _last_year(self, role: str) -> int:
        return max(int(r["year"]) for r in self.of(role) if r["value"] is not None)
