"""Who like us turned this curve, and kept it: up to three authorities to ring, in no order, with no score.

Methods, "Who like us turned this curve, and kept it". A turned curve proves no cause.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from c4eo_core.answers.desk import Desk
from c4eo_core.answers.fitted.cohorts import noise_floor
from c4eo_core.answers.fitted.inputs import before_last_break, left_out, neighbour_places
from c4eo_core.indicators.turned import WINDOW_YEARS, YEARS_SINCE, Levels, Turns, turns_that_held
from c4eo_core.model.area import Area
from c4eo_core.model.display import change as signed
from c4eo_core.model.display import figure
from c4eo_core.model.indicator import Indicator
from c4eo_core.model.kinds import Unit
from c4eo_core.model.period import Period
from c4eo_core.projections.breaks import redefinitions
from c4eo_core.projections.level import settle_levels, starting_point
from c4eo_core.projections.panel import Neighbours, national_path, usable
from c4eo_core.projections.scale import from_scale, on_settled_scale, settled_kinds

MOST_SHOWN = 3
NOT_A_CAUSE = (
    "A curve that turned does not show what turned it. Ask what changed there, and when, before you copy it."
)
# Rates that rise and fall in proportion: on any other scale a place with a low rate seems to improve whenever
# all rates rise. Shares of those entitled do not.
_NOT_IN_PROPORTION = re.compile(r"funded-")
_IN_PROPORTION_TOO = re.compile(r"suspended-pupils")
_SMALL_SHARE_OF_MEDIAN = 0.1  # added before the logarithm, so that a year without a case counts as small


@dataclass(frozen=True)
class Turned:
    """An authority whose curve turned. start, end: the window; values: its figures at both and at `newest`;
    change: of the window with the national movement taken out, in the indicator's unit with its sign; kept:
    the share of it that the newest figure still shows; near: it is one of the statistical neighbours; curve:
    its figures with the national movement taken out, None for years left out or missing.
    """

    area: Area
    start: Period
    end: Period
    newest: Period
    values: tuple[float, float, float]
    change: float
    kept: float
    near: bool
    curve: tuple[tuple[Period, float | None], ...]


@dataclass(frozen=True)
class WhoTurned:
    """found: at most three, by name. looked: authorities that could be judged; of: those like this one."""

    area: Area
    indicator: Indicator
    found: tuple[Turned, ...]
    looked: int
    of: int
    newest: Period | None


def who_turned(desk: Desk, area: Area, indicator: Indicator) -> WhoTurned:
    """indicator: a published one; a trust's own series has nobody to compare with, and none is found."""
    newest = indicator.periods[-1] if indicator.periods else None
    alike = _alike(desk, area)
    if indicator.local or not indicator.judged:
        return WhoTurned(area, indicator, (), 0, len(alike), newest)
    panel = _Panel(desk, [indicator])
    turns = turns_that_held(panel.levels, panel.sign)
    near = {int(place) for place in desk.figures.neighbour_index[desk.areas.index[area.code]] if place >= 0}
    found = [panel.turned(turns, place, place in near) for place in alike if turns.found[0, place]]
    shown = sorted(found[:MOST_SHOWN], key=lambda t: t.area.name)
    looked = sum(bool(turns.judged[0, place]) for place in alike)
    return WhoTurned(area, indicator, tuple(shown), looked, len(alike), newest)


def all_turns(desk: Desk, indicators: Sequence[Indicator]) -> tuple[Turns, Levels]:
    """Every series of these indicators at once, for measuring how often curves turn; [M, L]."""
    panel = _Panel(desk, indicators)
    return turns_that_held(panel.levels, panel.sign), panel.levels


def _alike(desk: Desk, area: Area) -> list[int]:
    """Positions of the authorities to look at: the statistical neighbours from the closest on, then those
    that count this area among theirs."""
    index, here = desk.figures.neighbour_index, desk.areas.index[area.code]
    count = desk.figures.authority_count
    others = np.flatnonzero((index[:count] == here).any(axis=1))
    places = [int(p) for p in (*index[here], *others) if 0 <= p < count and p != here]
    return list(dict.fromkeys(places))


class _Panel:
    """The figures of some indicators with the national movement taken out, and what the filter needs."""

    def __init__(self, desk: Desk, indicators: Sequence[Indicator]):
        figures = desk.figures
        self.figures, self.areas, self.indicators = figures, desk.areas, tuple(indicators)
        self.rows = [figures.index[i.id] for i in indicators]
        self.sign = desk.sign[self.rows]
        sizes = desk.sizes[self.rows, : figures.authority_count]
        self.kinds = settled_kinds(sizes, [i.unit.value for i in indicators])
        z = usable(self._scaled(sizes), (left_out(figures) | before_last_break(figures))[self.rows])
        z = _since_last(z, redefinitions(z))
        self.path = national_path(z)
        relative = z - self.path[:, None, :]
        near = Neighbours(neighbour_places(figures))
        settled = settle_levels(relative, near)
        start, apart = starting_point(relative, near)
        noise = self._floored(settled.noise)
        with np.errstate(invalid="ignore", divide="ignore"):
            spread = np.maximum(apart[:, None] / noise**2, 1)
        spread = np.where(np.isfinite(spread), spread, 1)
        self.levels = Levels(relative, noise, settled.drift, start, spread)

    def _floored(self, noise: np.ndarray) -> np.ndarray:
        """Never under what chance alone gives; on a log scale a cohort sets no floor of this kind."""
        units = [i.unit.value for i in self.figures.indicators]
        floor = noise_floor(self.figures, tuple(settled_kinds(self.figures.values, units)))[self.rows]
        return np.where(np.isnan(self.added)[:, None], np.fmax(noise, floor), noise)

    def _scaled(self, sizes: np.ndarray) -> np.ndarray:
        z = on_settled_scale(sizes, self.kinds)
        self.added = np.full(len(z), np.nan)
        for m, indicator in enumerate(self.indicators):
            known = sizes[m][np.isfinite(sizes[m])]
            if _in_proportion(indicator) and known.size and np.median(known) > 0:
                self.added[m] = _SMALL_SHARE_OF_MEDIAN * np.median(known)
                z[m] = np.log(sizes[m] + self.added[m])
        return z

    def _back(self, m: int, z: np.ndarray) -> np.ndarray:
        if np.isfinite(self.added[m]):
            return np.maximum(np.exp(z) - self.added[m], 0)
        return from_scale(z[None], (self.kinds[m],))[0]

    def turned(self, turns: Turns, place: int, near: bool, m: int = 0) -> Turned:
        indicator, row = self.indicators[m], self.rows[m]
        first, last, now = (int(x[m, place]) for x in (turns.first, turns.last, turns.newest))
        periods = {self.figures.column[p.end.year]: p for p in indicator.periods}
        own = self.levels.relative[m, place]
        path = self.path[m]
        # Where the figure would stand today, had it moved as the middle authority did over the window.
        ends = self._back(m, np.array([own[last] + path[last], own[first] + path[last]]))
        level = self._back(m, own + path[np.flatnonzero(np.isfinite(path))[-1]])
        values = self.figures.values[row, place]
        return Turned(
            area=self.areas.areas[place],
            start=periods[first],
            end=periods[last],
            newest=periods[now],
            values=(float(values[first]), float(values[last]), float(values[now])),
            change=float(ends[0] - ends[1]),
            kept=float(turns.kept[m, place]),
            near=near,
            curve=tuple((p, None if level[t] != level[t] else float(level[t])) for t, p in periods.items()),
        )


def _in_proportion(indicator: Indicator) -> bool:
    rate = indicator.unit is Unit.RATE and not _NOT_IN_PROPORTION.match(indicator.id)
    return rate or bool(_IN_PROPORTION_TOO.match(indicator.id))


def _since_last(z: np.ndarray, doubtful: np.ndarray) -> np.ndarray:
    """z [M, L, T] without the years before the last one in which authorities changed places [M, T]."""
    years = np.arange(z.shape[2])
    first = np.where(doubtful, years, 0).max(axis=1, initial=0)
    return np.where((years < first[:, None])[:, None, :], np.nan, z)


def turned_words(turned: Turned, indicator: Indicator) -> str:
    """'From 2013/14 to 2018/19 the figure went from 8.1% to 5.2%. …': one place, in three short sentences."""
    before, after, now = (figure(abs(v) if indicator.is_gap else v, indicator) for v in turned.values)
    kept = min(round(100 * turned.kept), 100)
    still = "All of that is" if kept >= 100 else f"About {kept}% of that is"
    return (
        f"From {turned.start.label} to {turned.end.label} it went from {before} to {after}."
        f" With the national movement taken out, that is a change of {signed(turned.change, indicator)}."
        f" {still} still there in {turned.newest.label} ({now})."
    )


def looked_words(found: WhoTurned) -> str:
    """How many were looked at, what would have counted, and that it is no proof of a cause."""
    if not found.looked:
        return (
            f"None of the {found.of} authorities like {found.area.name} has figures that go back far enough"
            f" to judge. It takes {WINDOW_YEARS + YEARS_SINCE + 1} years with one definition."
        )
    counts = (
        f"What counts: over {WINDOW_YEARS} years the figure improved by more than England's movement and"
        f" normal variation explain. It was at least {YEARS_SINCE} years ago. At least half of it has lasted."
    )
    if found.found:
        return f"We looked at {found.looked} authorities like {found.area.name}. {counts} {NOT_A_CAUSE}"
    return f"None found among the {found.looked} authorities like {found.area.name} we could judge. {counts}"


def report_line(found: WhoTurned) -> str:
    """One sentence for a report; "" where nobody was found: the page of the indicator says so at length."""
    if not found.found:
        return ""
    names = "; ".join(f"{t.area.name} ({t.start.label} to {t.end.label})" for t in found.found)
    return f"To ask, since their curve turned and stayed so: {names}. That does not show what turned it."


def questions_to_ask(turned: Turned, indicator: Indicator, us: Area) -> str:
    """A message to send or to read out: plain text, with gaps for whoever signs it."""
    return "\n".join(
        (
            f"Subject: {indicator.short}: what changed in {turned.area.name}?",
            "",
            "Dear colleague,",
            "",
            f"We work with children in {us.name}. Your published figures for “{indicator.title}” improved"
            f" between {turned.start.label} and {turned.end.label} by more than England's did. Much of it has"
            " lasted, and we would like to learn from you.",
            "",
            "1. Did you notice the change, and do you trust it? Did recording or boundaries change?",
            "2. What did you do differently in those years, and what did you stop doing?",
            "3. Which children and families did it reach, and how many took part?",
            "4. What did it cost, and who paid?",
            "5. What did not work, and what would you do differently?",
            "6. What keeps it going today?",
            "",
            "Could we speak for half an hour?",
            "",
            "[your name, role and telephone number]",
        )
    )


def ring_words(turned: Turned, indicator: Indicator) -> str:
    """The call as an action: whom to ring, and about which years."""
    return (
        f"Ring {turned.area.name}: what changed in “{indicator.short}” between {turned.start.label} and"
        f" {turned.end.label}?"
    )


def what_changed_words(turned: Turned, indicator: Indicator) -> str:
    """Something to find out, with its source."""
    return (
        f"What changed in {turned.area.name} between {turned.start.label} and {turned.end.label}"
        f" ({indicator.short})? Give the source."
    )


def as_json(found: WhoTurned) -> dict:
    return {
        "area": {"code": found.area.code, "number": found.area.number, "name": found.area.name},
        "indicator": {"id": found.indicator.id, "source_key": found.indicator.source_key},
        "found": [_turned_json(t) for t in found.found],
        "looked": found.looked,
        "words": looked_words(found),
    }


def _turned_json(t: Turned) -> dict:
    return {
        "area": {"code": t.area.code, "number": t.area.number, "name": t.area.name},
        "statistical_neighbour": t.near,
        "from": t.start.label,
        "to": t.end.label,
        "newest": t.newest.label,
        "values": list(t.values),
        "change": round(t.change, 6),
        "kept": round(t.kept, 4),
    }
