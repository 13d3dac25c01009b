"""The public figures with every comparison worked out once, for all areas and indicators and every reader."""

import threading
import time
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Protocol

import numpy as np

from c4eo_core.answers.fitted.basis import gap_pairs, kept_basis, limits_of_gaps, total_parts
from c4eo_core.answers.fitted.calendar import Calendar, read_calendar
from c4eo_core.answers.fitted.cohorts import cohorts_of, small_of
from c4eo_core.answers.fitted.single_series import kept_lessons
from c4eo_core.answers.fitted.trend import RecentTrend, kept_trend
from c4eo_core.catalogue.areas import AreaBook, load_areas
from c4eo_core.folders import store_folder
from c4eo_core.indicators.five_year_rule import FiveYears, five_year_rule, window_columns
from c4eo_core.indicators.significance import Verdict, against_median, against_point
from c4eo_core.indicators.standing import MIN_NEIGHBOURS, Comparisons, newest_column, pick, standing
from c4eo_core.model.indicator import Indicator
from c4eo_core.model.kinds import Polarity
from c4eo_core.projections import Baseline, Basis, gaps_from_groups, within_limits
from c4eo_core.projections.parts_of_totals import parts_to_totals
from c4eo_core.projections.scale import to_scale
from c4eo_core.projections.single_series_lessons import Lessons
from c4eo_core.store.baseline import read_record
from c4eo_core.store.disk import StoreMissing, read_store
from c4eo_core.store.figures import Figures
from c4eo_core.store.under_way import read_under_way

SIGN = {Polarity.HIGH: 1, Polarity.LOW: -1, Polarity.NONE: 0}


class Names(Protocol):
    """Areas and indicators by what people call them: the published figures, or any desk."""

    @property
    def areas(self) -> AreaBook: ...

    def find(self, text: str) -> Indicator:
        """Raises UnknownIndicator."""
        ...


class Desks(Protocol):
    """Where an answer about one indicator begins: the shared desk, or a trust's, which has one more for each
    of its own series. `of` gives the desk that holds the indicator; figures are read from that one only."""

    @property
    def figures(self) -> Figures: ...

    @property
    def areas(self) -> AreaBook: ...

    @property
    def chosen_for(self) -> str: ...

    def of(self, indicator: Indicator | None = None) -> "Desk": ...

    def find(self, text: str) -> Indicator: ...


class Desk:
    """Comparisons in our own convention, computed on first use and kept. folder: of the store, if on disk."""

    alone = False  # the desk of one series that nobody else's stand beside, see `local_series`
    kept_baselines = 24  # so many, of a tenth of a megabyte each
    chosen_for = ""  # the code of the area whose neighbours are not the published ones, see `neighbour_set`

    def __init__(self, figures: Figures, folder: Path | None = None):
        self.figures = figures
        self.folder = folder
        self.sign = np.array([SIGN[i.polarity] for i in figures.indicators])
        self.banded = np.array([i.quartiles for i in figures.indicators])
        self._gap = np.array([i.is_gap for i in figures.indicators])
        self._baselines: dict[tuple[tuple[int, ...], int], Baseline] = {}

    def of(self, indicator: Indicator | None = None) -> "Desk":
        """The desk that holds this indicator; without one, that of the published figures."""
        return self

    def find(self, text: str) -> Indicator:
        """Raises UnknownIndicator."""
        return self.figures.find(text)

    @property
    def areas(self) -> AreaBook:
        return self.figures.areas

    @cached_property
    def lessons(self) -> Lessons:
        """What the published series teach about one that stands alone."""
        return kept_lessons(self.figures, self.folder)

    @cached_property
    def calendar(self) -> Calendar:
        return read_calendar(self.figures)

    @cached_property
    def newest(self) -> np.ndarray:
        return newest_column(self.calendar.has, self.figures.values)

    @cached_property
    def sizes(self) -> np.ndarray:
        """[M, A, T] what is ordered and judged: the value, or a gap's absolute size."""
        return np.where(self._gap[:, None, None], np.abs(self.figures.values), self.figures.values)

    @cached_property
    def scaled(self) -> np.ndarray:
        """[M, A, T] sizes on the scale on which differences are judged."""
        return to_scale(self.sizes, [i.unit.value for i in self.figures.indicators])

    @cached_property
    def noise(self) -> np.ndarray:
        """[M, A] panel noise, NaN for areas that are not authorities of today."""
        noise = np.full(self.figures.values.shape[:2], np.nan)
        noise[:, : self.figures.authority_count] = self.figures.noise
        return noise

    @cached_property
    def standing(self) -> Comparisons:
        return standing(
            latest=pick(self.figures.values, self.newest),
            newest=self.newest,
            sign=self.sign,
            banded=self.banded,
            neighbour_index=self.figures.neighbour_index,
            peers=self.figures.authority_count,
            sizes=pick(self.sizes, self.newest),
        )

    @cached_property
    def trend(self) -> RecentTrend:
        """[M, L], of the authorities of today only."""
        return kept_trend(self.figures, self.basis, self.newest, self.calendar.before, self.folder)

    @cached_property
    def cohorts(self) -> np.ndarray:
        """[M, L] about how many children stand behind a figure, NaN where nobody can say."""
        return cohorts_of(self.figures)

    @cached_property
    def small(self) -> np.ndarray:
        """[M, A] whether so few children stand behind the figure that one of them moves it."""
        few = np.zeros(self.figures.values.shape[:2], bool)
        count = self.figures.authority_count
        few[:, :count] = small_of(self.figures)
        return few

    @cached_property
    def five_years(self) -> FiveYears:
        """The rule other tools use, for comparison with them."""
        columns = window_columns(self.calendar.before, self.newest)
        return five_year_rule(self.scaled, self.sizes, columns, self.calendar.step, self.noise, self.sign)

    @cached_property
    def against_england(self) -> np.ndarray:
        """[M, A] Verdict of each area's latest value against England's, England taken as a point."""
        latest = pick(self.scaled, self.newest)
        england = self.figures.areas.index[self.figures.areas.england.code]
        verdicts = against_point(latest, latest[:, england, None], self.noise, self.sign[:, None])
        return self._only_fair(verdicts)

    @cached_property
    def against_neighbours(self) -> np.ndarray:
        """[M, A] Verdict against the median of the statistical neighbours, itself uncertain."""
        latest = pick(self.scaled, self.newest)
        index = self.figures.neighbour_index
        there = (index >= 0)[None]
        others = np.where(there, latest[:, np.maximum(index, 0)], np.nan)
        noise = np.where(there, self.noise[:, np.maximum(index, 0)], np.nan)
        verdicts = against_median(latest, self.noise, others, noise, self.sign[:, None], MIN_NEIGHBOURS)
        return self._only_fair(verdicts)

    def _only_fair(self, verdicts: np.ndarray) -> np.ndarray:
        """None of a handful of children is no achievement and no failure: a zero of a small place is not
        compared, nor is a gap in which the group of concern is ahead.
        """
        latest = pick(self.figures.values, self.newest)
        ours = np.array([i.concern is not None for i in self.figures.indicators])[:, None]
        with np.errstate(invalid="ignore"):
            zero = (self.small & (latest == 0)) | (ours & (latest > 0))
        return np.where(zero, np.uint8(Verdict.NOT_COMPARED), verdicts)

    @property
    def may_follow_neighbours(self) -> bool:
        """Whether a goal may be set by them: those of a published figure have theirs."""
        return True

    @cached_property
    def basis(self) -> Basis:
        """What every baseline is made of; read on first use."""
        return kept_basis(self.figures, self.folder)

    @cached_property
    def record(self) -> dict | None:
        """The backtest of the day the store was built, as `c4eo backtest` prints it but for the seconds; None
        without one.
        """
        return read_record(self.folder) if self.folder else None

    @cached_property
    def under_way(self) -> list[dict]:
        """What is published of the year that is running, a row an indicator; see `fitted.under_way`."""
        return read_under_way(self.folder, self.figures.version)

    def baseline(self, indicators: Sequence[Indicator], horizon: int) -> Baseline:
        """The baselines of these indicators, first and in their order, for the authorities of today; a gap
        lies where its two groups' baselines put it, and they follow."""
        wanted = tuple(self.figures.index[i.id] for i in indicators)
        if (kept := self._baselines.get((wanted, horizon))) is None:
            if len(self._baselines) >= self.kept_baselines:
                self._baselines.clear()
            kept = self._baselines[wanted, horizon] = self._baseline(wanted, horizon)
        return kept

    def _baseline(self, wanted: tuple[int, ...], horizon: int) -> Baseline:
        pairs = [p for p in gap_pairs(self.figures) if p[0] in wanted]
        whole = [t for t in total_parts(self.figures) if set(wanted) & set(t[1])]
        beside = [*(m for p in pairs for m in p), *(m for total, parts in whole for m in (total, *parts))]
        rows = list(dict.fromkeys([*wanted, *beside]))
        basis = self.basis.only(rows)
        ahead = basis.ahead(horizon)
        at = {m: place for place, m in enumerate(rows)}
        ahead = parts_to_totals(ahead, [(at[total], tuple(at[m] for m in parts)) for total, parts in whole])
        ahead = gaps_from_groups(ahead, [(at[gap], at[one], at[other]) for gap, one, other in pairs])
        return within_limits(ahead, limits_of_gaps(basis.limits, [self.figures.indicators[m] for m in rows]))

    def prepared(self) -> "Desk":
        """The same desk with everything worked out, so that nobody's first click waits for it."""
        _ = self.standing, self.trend, self.five_years, self.against_england, self.against_neighbours
        return self


def open_desk(folder: Path | None = None) -> Desk:
    """Raises StoreMissing when there are no built figures."""
    return Desk(read_store(folder or store_folder(), load_areas()), folder or store_folder())


class _DeskInUse:
    """The desk of the app's own store, worked out again when another store lies in its place: a refresh needs
    no restart. While one thread works the new desk out, the others are served from the old one."""

    def __init__(self) -> None:
        self._desk: Desk | None = None
        self._mark: object = None
        self._looked = 0.0
        self._lock = threading.Lock()

    def get(self) -> Desk:
        """Raises StoreMissing when there is no store and never was; a store that cannot be read
        changes nothing.
        """
        now = time.monotonic()
        if self._desk is not None and now - self._looked < _LOOK_AGAIN:
            return self._desk
        if not self._lock.acquire(blocking=self._desk is None):
            return self._desk  # type: ignore[return-value]
        try:
            self._looked = now
            mark = _mark_of(store_folder())
            if self._desk is None or mark != self._mark:
                self._renew(mark)
            assert self._desk is not None
            return self._desk
        finally:
            self._lock.release()

    def _renew(self, mark: object) -> None:
        try:
            desk = open_desk().prepared()
        except StoreMissing:
            if self._desk is None:
                raise
            return
        self._desk, self._mark = desk, mark


_LOOK_AGAIN = 5.0  # seconds between two looks at the store's folder
_in_use = _DeskInUse()


def _mark_of(folder: Path) -> object:
    """Another store has another mark: which file it is, and when it was written."""
    try:
        found = (folder / "manifest.json").stat()
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns


def prepared_desk() -> Desk:
    """The desk of the app's own store, the same for everybody in the process."""
    return _in_use.get()
