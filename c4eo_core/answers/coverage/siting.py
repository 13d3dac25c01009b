"""Where next? The sites that would bring most children within reach, existing services kept."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from c4eo_core.answers.coverage.distances import CoverageData, NotCovered
from c4eo_core.answers.coverage.phrases import children_words, list_words, one, share, within_words
from c4eo_core.answers.coverage.shape import CoverageQuestion, Reach, WrongQuestion
from c4eo_core.answers.coverage.tally import Tally, reach_from, tally_of
from c4eo_core.coverage import provision, reach
from c4eo_core.coverage.siting import Choice, Covering
from c4eo_core.model.area import Area
from c4eo_core.model.service import OwnService

CURVE = 10
MOST_SITES = 25
MOST_WEIGHT = 10.0
SCHOOL_CANDIDATES = (
    "nursery",
    "primary",
    "middle-primary",
    "middle-secondary",
    "secondary",
    "all-through",
    "special",
)
_SECONDS = 3.0  # for one choice; far more than any authority has needed


@dataclass(frozen=True)
class SitingQuestion:
    """weight: what a child in deciles 1 to 3 counts against another. candidates: a list of the trust's own,
    or None for the authority's state-funded schools."""

    asked: CoverageQuestion
    sites: int
    weight: float = 1.0
    candidates: tuple[OwnService, ...] | None = None

    def __post_init__(self) -> None:
        if not 1 <= self.sites <= MOST_SITES:
            raise WrongQuestion(f"Between 1 and {MOST_SITES} sites can be chosen at once, not {self.sites}.")
        if not 1 <= self.weight <= MOST_WEIGHT:
            raise WrongQuestion(
                f"A child in a deprived small area can count 1 to {MOST_WEIGHT:g} times, not {self.weight:g}."
            )


@dataclass(frozen=True)
class Candidate:
    """urn: the school's number, None on a list of one's own."""

    name: str
    urn: int | None
    easting: int
    northing: int
    lon: float
    lat: float


@dataclass(frozen=True)
class Chosen:
    """children, deprived: newly reached by this site when those before it are there."""

    site: Candidate
    children: int
    deprived: int


@dataclass(frozen=True)
class Step:
    """The best that many sites can do; gap: proven, as a share of what is reached, 0 when best."""

    sites: int
    children: int
    deprived: int
    reach: Reach
    gap: float


@dataclass(frozen=True)
class Siting:
    """before, after: reach without and with the chosen sites. newly, newly_deprived: children. reachable:
    children that all candidates together would bring within reach. one_by_one: what choosing one after
    another would have reached.
    """

    area: Area
    question: SitingQuestion
    date: str | None
    date_words: str
    list_words: str
    source: str
    complete: bool
    candidates: tuple[Candidate, ...]
    children: int
    out_of_reach: int
    reachable: int
    before: Reach
    after: Reach
    chosen: tuple[Chosen, ...]
    newly: int
    newly_deprived: int
    one_by_one: int
    gap: float
    curve: tuple[Step, ...]
    words: tuple[str, ...]

    @property
    def scenario(self) -> dict[str, float]:
        """What an action of a scenario takes: shares of the children, 0 to 1."""
        return {
            "reach": round((self.after.all or 0) / 100, 4),
            "current_reach": round((self.before.all or 0) / 100, 4),
        }


def siting_of(ground: CoverageData, area: Area, question: SitingQuestion) -> Siting:
    """Raises NotCovered for anything but an authority with a list, and where there is no candidate."""
    problem = _Problem(ground, area, question)
    best = problem.covering.best(question.sites, _SECONDS)
    chosen = problem.chosen(best)
    curve = tuple(problem.step(k, best if k == question.sites else None) for k in range(1, CURVE + 1))
    newly, deprived = problem.newly(best)
    layer = problem.tally.layer
    found = Siting(
        area=area,
        question=question,
        date=layer.date,
        date_words=layer.words,
        list_words=list_words(bool(layer.own.any()), layer.words),
        source=layer.source,
        complete=bool(layer.listed[problem.place]),
        candidates=problem.candidates,
        children=int(problem.whole[0]),
        out_of_reach=int(problem.whole[0] - problem.inside[0]),
        reachable=int(problem.children[problem.covering.cover.any(axis=1)].sum()),
        before=reach_from(problem.inside, problem.whole),
        after=problem.reach_with(best),
        chosen=chosen,
        newly=newly,
        newly_deprived=deprived,
        one_by_one=problem.newly(problem.covering.greedy(question.sites))[0],
        gap=best.gap,
        curve=curve,
        words=(),
    )
    return _with_words(found)


class _Problem:
    """The authority's children out of reach, and which candidate would serve which of them."""

    def __init__(self, ground: CoverageData, area: Area, question: SitingQuestion):
        asked, small = question.asked, ground.places.small_areas
        if not area.is_authority:
            ground.members(area)  # an abolished authority is named as such
            raise NotCovered(f"Sites are chosen for one authority; {area.name} is none.")
        self.ground, self.place = ground, ground.areas.index[area.code]
        self.tally: Tally = tally_of(ground, area, asked)
        if not self.tally.layer.listed[self.place]:
            raise NotCovered(
                f"{area.name} has no published list of {asked.service.many}, so nobody can say where one is"
                " missing; add your own list first."
            )
        self.candidates = _candidates(ground, area, question)
        self.whole, self.inside = self.tally.children[self.place], self.tally.in_reach[self.place]
        out = np.flatnonzero((small.area == self.place) & ~self.tally.reached)
        self.children = small.children(asked.ages)[out]
        self.deprived = ground.deprived[out]
        self.other = ground.other[out]
        e, n = (
            np.array([getattr(c, name) for c in self.candidates], float) for name in ("easting", "northing")
        )
        island = ground.island[ground.authority_at(e, n)]
        i, j = provision.pairs(ground.xy[out], self.tally.limit[out], reach.ground(e, n, island))
        cover = np.zeros((len(out), len(self.candidates)), bool)
        cover[i, j] = True
        self.covering = Covering(cover, self.children * np.where(self.deprived, question.weight, 1.0))

    def newly(self, choice: Choice) -> tuple[int, int]:
        reached = self._reached(choice.sites)
        return int(self.children[reached].sum()), int(self.children[reached & self.deprived].sum())

    def reach_with(self, choice: Choice) -> Reach:
        reached = self._reached(choice.sites)
        extra = [self.children[reached & group].sum() for group in (True, self.deprived, self.other)]
        return reach_from(self.inside + np.array(extra), self.whole)

    def chosen(self, choice: Choice) -> tuple[Chosen, ...]:
        found, before = [], (0, 0)
        for k, site in enumerate(choice.sites, start=1):
            after = self.newly(Choice(choice.sites[:k], 0, 0))
            found.append(Chosen(self.candidates[site], after[0] - before[0], after[1] - before[1]))
            before = after
        return tuple(found)

    def step(self, k: int, known: Choice | None) -> Step:
        choice = known or self.covering.best(k, _SECONDS)
        return Step(k, *self.newly(choice), self.reach_with(choice), choice.gap)

    def _reached(self, sites: Sequence[int]) -> np.ndarray:
        return np.asarray(self.covering.cover[:, list(sites)].any(axis=1))


def _candidates(ground: CoverageData, area: Area, question: SitingQuestion) -> tuple[Candidate, ...]:
    if question.candidates is None:
        s = ground.places.schools
        rows = np.flatnonzero(s.of_kinds(SCHOOL_CANDIDATES) & (s.area == ground.areas.index[area.code]))
        given = [
            (s.names[int(r)].as_py(), int(s.urn[r]), int(s.easting[r]), int(s.northing[r])) for r in rows
        ]
    else:
        given = [(c.name, None, c.easting, c.northing) for c in question.candidates]
    if not given:
        raise NotCovered(
            f"There is no candidate site in {area.name}; give a list of places that could be one."
        )
    lon, lat = ground.lonlat([g[2] for g in given], [g[3] for g in given])
    return tuple(Candidate(*g, float(x), float(y)) for g, x, y in zip(given, lon, lat, strict=True))


def _with_words(s: Siting) -> Siting:
    return Siting(
        **{
            **vars(s),
            "words": tuple(
                filter(None, (_found_words(s), _proof_words(s), _limit_words(s), _weight_words(s)))
            ),
        }
    )


def _found_words(s: Siting) -> str:
    asked, name = s.question.asked, s.area.name
    where = "schools" if s.question.candidates is None else "places given"
    if not s.out_of_reach:
        already = f"already live {within_words(asked)} of {one(asked)}"
        return (
            f"All {s.children:,} {children_words(asked)} in {name} {already}: no further site is needed for"
            " that."
        )
    if not s.chosen:
        out = f"the {s.out_of_reach:,} children who are out of reach"
        return f"None of the {where} in {name} would bring {one(asked)} within reach of any of {out}."
    sites = (
        f"1 more {asked.service.one}" if len(s.chosen) == 1 else f"{len(s.chosen)} more {asked.service.many}"
    )
    enough = " More than that would add nobody." if len(s.chosen) < s.question.sites else ""
    deprived = ""
    if s.before.deprived is not None and s.before.deprived != s.before.all:
        deprived = (
            f", in the most deprived small areas from {share(s.before.deprived)} to {share(s.after.deprived)}"
        )
    return (
        f"With {sites} at {where} of {name}, about {s.newly:,} more {children_words(asked)} would live"
        f" {within_words(asked)} of one: reach goes from {share(s.before.all)} to"
        f" {share(s.after.all)}{deprived} ({s.list_words}).{enough}"
    )


def _proof_words(s: Siting) -> str | None:
    if not s.chosen:
        return None
    if s.gap:
        return f"No other choice of as many sites can reach over {100 * s.gap:.1f}% more."
    n = len(s.chosen)
    better = "reach more children" if s.question.weight == 1 else "do better by this weighting"
    return f"No other {f'{n} places' if n > 1 else 'place'} among those looked at would {better}."


def _limit_words(s: Siting) -> str | None:
    left = s.out_of_reach - s.reachable
    if not left or not s.out_of_reach:
        return None
    return f"{left:,} children live within distance of none of the {len(s.candidates):,} places looked at."


def _weight_words(s: Siting) -> str | None:
    if s.question.weight == 1:
        return None
    return (
        f"A child in one of England's 30% most deprived small areas counted {s.question.weight:g} times in"
        " the choice, not in the figures."
    )
