"""A trust's own series beside the published figures: the same answers, from a desk that belongs to the trust
alone.

Such a desk is made anew from the records whenever somebody asks and is kept nowhere: nothing of it may enter
what is shared.
"""

import datetime as dt
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cached_property

import numpy as np

from c4eo_core.answers.desk import Desk
from c4eo_core.answers.local.figures import Read, read_figures
from c4eo_core.catalogue.areas import AreaBook, UnknownArea
from c4eo_core.indicators.standing import MIN_NEIGHBOURS, Comparisons
from c4eo_core.model.area import Area
from c4eo_core.model.indicator import Break, Indicator
from c4eo_core.model.kinds import Polarity, Unit, YearType
from c4eo_core.model.local_indicator import LOCAL_COPY, MARK, LocalIndicator
from c4eo_core.projections import Baseline, Basis
from c4eo_core.projections.single_series import single_series_basis, thinned
from c4eo_core.records.local_kinds import LocalSeries
from c4eo_core.records.rows import Item, Trust
from c4eo_core.store.figures import Figures

PREFIX = "local:"
_LONGEST_SHORT = 44
_LARGEST = 1e15


class LocalDesk(Desk):
    """The desk of one local series. Nobody is ranked on it, and neighbours stand beside it only if they came
    with it.
    """

    alone = True

    def __init__(self, public: Desk, area: Area, indicator: LocalIndicator, read: Read, version: str):
        self.area, self.indicator, self.lessons = area, indicator, public.lessons
        self.place = public.figures.areas.index[area.code]
        here = slice(0, public.figures.authority_count)
        breaks = np.isin(read.end_years, [b.from_year for b in indicator.breaks])
        values = thinned(read.values[here], indicator.wide)
        self._basis = single_series_basis(
            values, indicator.unit.value, public.lessons.kinds, self.place, breaks
        )
        around = _loaded(public, area, read)
        super().__init__(
            Figures(
                indicators=(indicator,),
                areas=public.figures.areas,
                end_years=read.end_years,
                published=read.values[None],
                values=read.values[None],
                notes=read.notes[None],
                noise=self._basis.settled.noise,
                neighbours={area.code: public.figures.neighbours[area.code]} if around else {},
                neighbour_index=_only(public.figures.neighbour_index, self.place if around else None),
                neighbour_date=public.figures.neighbour_date,
                manifest={
                    "built": (indicator.came_on or public.figures.built).isoformat(),
                    "version": version,
                },
            )
        )
        self.chosen_for = public.chosen_for if around else ""

    @property
    def may_follow_neighbours(self) -> bool:
        """Whether enough of their figures came with the series to set a goal by."""
        places = [self.figures.areas.index[n.code] for n in self.figures.neighbours.get(self.area.code, ())]
        return int(np.isfinite(self.figures.values[0, places]).any(axis=1).sum()) >= MIN_NEIGHBOURS

    @cached_property
    def basis(self) -> Basis:
        return self._basis

    @cached_property
    def record(self) -> dict | None:
        """How right baselines of published series were when each was taken alone, in the shape of any
        desk's.
        """
        scores = {
            str(years): {
                "coverage_as_known_then": {
                    str(level): share for level, share in s.coverage_as_known_then.items()
                }
            }
            for years, s in self.lessons.horizons.items()
        }
        return {"topics": {}, "horizons": scores}

    def baseline(self, indicators: Sequence[Indicator], horizon: int) -> Baseline:
        """Kept within what can be written down: a series may hold nonsense, such as a sum that grew a billion
        times.
        """
        ahead = super().baseline(indicators, horizon)
        held = {
            name: np.clip(getattr(ahead, name), -_LARGEST, _LARGEST) for name in ("median", "lower", "upper")
        }
        return replace(ahead, **held)

    @cached_property
    def standing(self) -> Comparisons:
        """A few places that happen to be known are no ranking of England."""
        found = Desk.standing.func(self)
        nothing = {name: np.zeros_like(getattr(found, name)) for name in ("rank", "ranked", "band")}
        return replace(found, **nothing, bounds=np.full_like(found.bounds, np.nan))


class TrustDesk:
    """Stands where a desk stands, for one trust: the published figures with its own series beside them, each
    made when asked for.
    """

    def __init__(self, public: Desk, trust: Trust, series: Iterable[Item]):
        self.public, self.trust = public, trust
        self.series = {PREFIX + item.id: item for item in series}
        self._made: dict[str, LocalDesk | None] = {}

    def held(self, indicator: str) -> "LocalDesk | None":
        """The desk of one of the trust's series; None where there is no such series, or no figure in it to
        draw.
        """
        if indicator in self.series and indicator not in self._made:
            self._made[indicator] = _desk(self.public, self.trust, self.series[indicator])
        return self._made.get(indicator)

    @property
    def figures(self) -> Figures:
        """The published ones."""
        return self.public.figures

    @property
    def chosen_for(self) -> str:
        return self.public.chosen_for

    @property
    def areas(self) -> AreaBook:
        return self.public.figures.areas

    @property
    def indicators(self) -> tuple[LocalIndicator, ...]:
        """The trust's own that can be drawn, in the order of its series."""
        return tuple(found.indicator for found in map(self.held, self.series) if found)

    def of(self, indicator: Indicator | None = None) -> Desk:
        return (self.held(indicator.id) if indicator else None) or self.public

    def find(self, text: str) -> Indicator:
        """Raises UnknownIndicator."""
        found = self.held(text.strip())
        return found.indicator if found else self.public.find(text)


def is_local(indicator: str) -> bool:
    return indicator.startswith(PREFIX)


def with_local(public: Desk, trust: Trust, everything: Iterable[Item]) -> TrustDesk:
    """everything: items of the trust, of any kind. Withdrawn series are left out: they are shown nowhere;
    months, quarters and terms have charts of their own and no place among yearly curves.
    """
    series = [
        i
        for i in everything
        if i.kind == LocalSeries.kind
        and i.trust == trust.id
        and not i.body.withdrawn
        and i.body.every == "year"
    ]
    return TrustDesk(public, trust, series)


def _desk(public: Desk, trust: Trust, item: Item) -> LocalDesk | None:
    """None where no figure of the trust's own authority can be read."""
    body: LocalSeries = item.body
    try:
        area = public.figures.areas.by_code(body.area or trust.area)
    except UnknownArea:  # of a place the book of areas no longer has: the page stands without it
        return None
    read = read_figures(body, public.figures.areas)
    if not read.periods or area.code not in read.known or not area.is_authority:
        return None
    indicator = _indicator(trust, item, read)
    version = hashlib.sha256(
        repr((body.figures, body.unit, body.year_type, body.breaks)).encode()
    ).hexdigest()
    return LocalDesk(public, area, indicator, read, f"{PREFIX}{version[:24]}")


def _indicator(trust: Trust, item: Item, read: Read) -> LocalIndicator:
    body: LocalSeries = item.body
    title = " ".join(body.title.split()) or "A series without a title"
    mark = LOCAL_COPY if body.official else MARK
    short = title if len(title) <= _LONGEST_SHORT else title[: _LONGEST_SHORT - 1].rstrip(" ,") + "…"
    widest = max((p.end.year - p.start.year + (p.start.month == 1) for p in read.periods), default=1)
    first, last = (read.periods[k].end.year for k in (0, -1))  # a break outside of them divides nothing
    return LocalIndicator(
        id=PREFIX + item.id,
        source_key=None,
        title=f"{title} ({mark})",
        short=f"{short} ({mark})",
        definition=body.definition.strip() or "Nobody has written down yet what exactly is counted.",
        unit=Unit(body.unit),
        polarity=Polarity(body.polarity),
        decimals=body.decimals,
        year_type=YearType(body.year_type),
        per=body.per.strip() or None,
        pooled=any(p.pooled for p in read.periods),
        quartiles=False,
        priority=body.priority or "context",
        source=body.source.strip() or "not stated",
        doubt="; ".join(read.troubles) or None,
        breaks=tuple(Break(year, why) for year, why in breaks_of(body) if first < year <= last),
        periods=read.periods,
        whose=trust.name,
        came_on=_day(body.came_on),
        official=body.official,
        threshold=body.threshold,
        assured=body.assured,
        wide=max(widest, 1),
    )


def breaks_of(body: LocalSeries) -> tuple[tuple[int, str], ...]:
    """(year in which the first period of the new way ends, why), in order of years."""
    return tuple(
        sorted(
            (int(row[0]), str(row[1]))
            for row in body.breaks
            if len(row) == 2 and isinstance(row[0], int | float)
        )
    )


def _day(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text[:10]) if text else None


def _loaded(public: Desk, area: Area, read: Read) -> bool:
    """Whether figures of a neighbour came with the series."""
    return any(n.code in read.known for n in public.figures.neighbours.get(area.code, ()))


def _only(index: np.ndarray, row: int | None) -> np.ndarray:
    found = np.full_like(index, -1)
    if row is not None:
        found[row] = index[row]
    return found
