"""Neighbours chosen by a trust in the place of the published ten: the same answers, compared with others.

A choice is codes of authorities, which are public; its title and reason belong to the trust and never come
here into a desk.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

import numpy as np

from c4eo_core.answers.desk import Desk
from c4eo_core.answers.standing.words import listed
from c4eo_core.catalogue.areas import AreaBook, UnknownArea
from c4eo_core.indicators.significance import against_median
from c4eo_core.indicators.standing import MIN_NEIGHBOURS, Comparisons, pick, standing
from c4eo_core.model.area import Area, Neighbour
from c4eo_core.model.text import day_words
from c4eo_core.projections import Basis
from c4eo_core.records.local_kinds import MOST_NEIGHBOURS, NeighbourSet
from c4eo_core.records.rows import Item
from c4eo_core.store.figures import Figures

# What depends on who the neighbours are; everything else of a desk is shared.
_OF_NEIGHBOURS = (
    "neighbour_count",
    "neighbour_mean",
    "neighbour_median",
    "neighbour_best",
    "place",
    "placed_of",
)
_SHARED = (
    "calendar",
    "newest",
    "sizes",
    "scaled",
    "noise",
    "cohorts",
    "small",
    "trend",
    "five_years",
    "against_england",
)
BASELINE_STAYS = "Baselines rest on the published ten all the same: that is how they were tested."


@dataclass(frozen=True)
class Member:
    """closeness: the published word, empty where none is published; on_list: it is one of the
    published ten.
    """

    area: Area
    closeness: str
    on_list: bool


@dataclass(frozen=True)
class Choice:
    """What a trust has chosen for one authority. members: in their order; dropped: of the published ten,
    nearest first. since: when it was last changed; list_date: of the list it was chosen against; unknown:
    codes that are no place we know.
    """

    area: Area
    title: str
    reason: str
    since: dt.datetime
    members: tuple[Member, ...]
    dropped: tuple[Member, ...]
    list_date: str
    unknown: tuple[str, ...]

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(m.area.code for m in self.members)

    @property
    def added(self) -> tuple[Member, ...]:
        return tuple(m for m in self.members if not m.on_list)


class _ChosenDesk(Desk):
    """The same figures with other neighbours for one area. Baselines, and every other area,
    stay as they are.
    """

    def __init__(self, base: Desk, figures: Figures, area: Area):
        super().__init__(figures, base.folder)
        self._base, self.chosen_for = base, area.code
        self.__dict__ |= {name: getattr(base, name) for name in _SHARED}

    @cached_property
    def basis(self) -> Basis:
        return self._base.basis

    @cached_property
    def record(self) -> dict | None:
        return self._base.record

    def prepared(self) -> "Desk":
        figures, a = self.figures, self.figures.areas.index[self.chosen_for]
        around = [figures.areas.index[n.code] for n in figures.neighbours[self.chosen_for]]
        columns = [a, *around]
        alone = standing(
            latest=pick(figures.values, self.newest)[:, columns],
            newest=self.newest,
            sign=self.sign,
            banded=self.banded,
            neighbour_index=np.vstack([np.arange(1, len(columns)), np.full((len(around), len(around)), -1)]),
            peers=len(columns),
            sizes=pick(self.sizes, self.newest)[:, columns],
        )
        columns_of = {name: _one_column(self._base, alone, name, a) for name in _OF_NEIGHBOURS}
        self.__dict__["standing"] = replace(self._base.standing, **columns_of)
        scaled = pick(self.scaled, self.newest)
        verdicts = self._base.against_neighbours.copy()
        verdicts[:, [a]] = against_median(
            scaled[:, [a]],
            self.noise[:, [a]],
            scaled[:, None, around],
            self.noise[:, None, around],
            self.sign[:, None],
            MIN_NEIGHBOURS,
        )
        self.__dict__["against_neighbours"] = verdicts
        return self


def _one_column(base: Desk, alone: Comparisons, name: str, a: int) -> np.ndarray:
    whole = getattr(base.standing, name).copy()
    whole[:, a] = getattr(alone, name)[:, 0]
    return whole


@lru_cache(maxsize=8)
def with_neighbours(desk: Desk, area: Area, codes: tuple[str, ...]) -> Desk:
    """The desk on which `area` is compared with these. Codes of no place we know, a code twice and its own
    are left out.

    desk: the public one alone, since what is made here is kept. Raises TypeError for any other.
    """
    if type(desk) is not Desk:
        raise TypeError("Only the public desk may be kept with other neighbours.")
    figures = desk.figures
    closeness = {n.code: n.closeness for n in figures.neighbours.get(area.code, ())}
    known = [c for c in dict.fromkeys(codes) if c in figures.areas.index and c != area.code][:MOST_NEIGHBOURS]
    members = tuple(Neighbour(c, order, closeness.get(c, "")) for order, c in enumerate(known, 1))
    index = np.full(
        (len(figures.areas.areas), max(len(members), figures.neighbour_index.shape[1])), -1, np.int16
    )
    index[:, : figures.neighbour_index.shape[1]] = figures.neighbour_index
    a = figures.areas.index[area.code]
    index[a] = -1
    index[a, : len(members)] = [figures.areas.index[n.code] for n in members]
    chosen = replace(figures, neighbours=figures.neighbours | {area.code: members}, neighbour_index=index)
    return _ChosenDesk(desk, chosen, area).prepared()


def choice_of(figures: Figures, area: Area, items: Sequence[Item]) -> Choice | None:
    """The trust's choice for this authority that is in use, the newest if there are several; items: of any
    kind.
    """
    item = item_of(area, items)
    return None if item is None else read(figures, area, item)


def item_of(area: Area, items: Sequence[Item]) -> Item | None:
    sets = [
        i
        for i in items
        if i.kind == NeighbourSet.kind and i.body.chosen and i.body.area == area.code and i.body.members
    ]
    return max(sets, key=lambda i: (i.changed_at, i.id), default=None)


def read(figures: Figures, area: Area, item: Item) -> Choice:
    body, published = item.body, official(figures, area)
    known = {m.area.code: m for m in published}
    members = [
        known.get(c) or Member(figures.areas.by_code(c), "", False)
        for c in body.members
        if _known(figures.areas, c)
    ]
    return Choice(
        area=area,
        title=body.title,
        reason=body.reason,
        since=item.changed_at,
        members=tuple(members),
        dropped=tuple(m for m in published if m.area.code not in body.members),
        list_date=body.list_date,
        unknown=tuple(c for c in body.members if not _known(figures.areas, c)),
    )


def official(figures: Figures, area: Area) -> tuple[Member, ...]:
    """The published list, nearest first."""
    return tuple(
        Member(figures.areas.by_code(n.code), n.closeness, True)
        for n in figures.neighbours.get(area.code, ())
    )


def _known(areas: AreaBook, code: str) -> bool:
    try:
        areas.by_code(code)
    except UnknownArea:
        return False
    return True


def in_order(figures: Figures, area: Area, codes: Sequence[str]) -> tuple[str, ...]:
    """The published ones first, nearest first, then the others as they were named."""
    published = [m.area.code for m in official(figures, area) if m.area.code in codes]
    return tuple(dict.fromkeys([*published, *codes]))


def desk_for(desk: Desk, area: Area, items: Sequence[Item]) -> tuple[Desk, Choice | None]:
    """The desk a trust's own screens and reports answer from."""
    choice = choice_of(desk.figures, area, items)
    return (with_neighbours(desk, area, choice.codes), choice) if choice else (desk, None)


def summary(choice: Choice) -> str:
    """What was dropped and added, in one or two sentences."""
    kept = len(choice.members) - len(choice.added)
    parts = [f"{kept} of the published list {'is' if kept == 1 else 'are'} kept"]
    parts += [f"{listed([m.area.name for m in choice.dropped])} dropped"] if choice.dropped else []
    parts += [f"{listed([m.area.name for m in choice.added])} added"] if choice.added else []
    return "; ".join(parts) + "."


def report_words(choice: Choice) -> str:
    """For a report of the trust, whose reason it is."""
    names = listed([m.area.name for m in choice.members])
    return (
        f"Neighbours chosen by the trust on {day_words(choice.since.date())}, in the place of the published"
        f" list of {_month(choice.list_date)}: {names}. Why: {choice.reason.strip().rstrip('.')}."
        f" {summary(choice)} {BASELINE_STAYS}"
    )


def _month(date: str) -> str:
    """'2025-05' → 'May 2025'; what is no month stays as it was written."""
    try:
        return f"{dt.date.fromisoformat(f'{date}-01'):%B %Y}"
    except ValueError:
        return date or "its day"


def cautions(choice: Choice, today_list: str) -> list[str]:
    """Sentences to read before comparing. today_list: the date of the list published now."""
    lines = []
    if len(choice.members) < MIN_NEIGHBOURS:
        lines.append(
            f"Only {len(choice.members)} neighbours are chosen. With under {MIN_NEIGHBOURS} no average,"
            " median or best is given."
        )
    gone = [m.area.name for m in choice.members if not m.area.is_authority]
    if gone:
        lines.append(
            f"{listed(gone)} no longer {'exists' if len(gone) == 1 else 'exist'} and will have no new"
            " figures."
        )
    if choice.unknown:
        verb = "is" if len(choice.unknown) == 1 else "are"
        lines.append(
            f"{len(choice.unknown)} of those chosen {verb} not among the places we hold, and left out."
        )
    if choice.list_date and choice.list_date != today_list:
        lines.append("The published list has changed since this was chosen. Look at it again.")
    return lines
