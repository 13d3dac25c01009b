"""Several kinds of service at once: which children have none of them near, and where."""

from collections import Counter
from dataclasses import dataclass

import numpy as np

from c4eo_core.answers.coverage.distances import CoverageData, NotCovered
from c4eo_core.answers.coverage.shape import CoverageQuestion
from c4eo_core.answers.coverage.tally import tally_of
from c4eo_core.coverage.catchment import FEWEST
from c4eo_core.model.area import Area

_WARDS = 10


@dataclass(frozen=True)
class Together:
    """children: of the ages asked for; by_count: how many have 0, 1, … of the services near; wards: (name,
    children with none), most first; unlisted: services without a list in the area, which count for nobody."""

    area: Area
    services: tuple[str, ...]
    ages: str
    children: int
    by_count: tuple[int, ...]
    wards: tuple[tuple[str, int], ...]
    unlisted: tuple[str, ...]
    words: tuple[str, ...]

    @property
    def none(self) -> int:
        return self.by_count[0]


def together_of(ground: CoverageData, area: Area, asked: tuple[CoverageQuestion, ...]) -> Together:
    """asked: one question for each service, all about the same ages; a trust's own lists in them count.
    Raises
    NotCovered for fewer than two services, for anything but an authority, and where no service has a list."""
    if len({a.service.id for a in asked}) < 2:
        raise NotCovered("Choose at least two services to look at together.")
    if not area.is_authority:
        raise NotCovered(f"Services are looked at together for one authority; {area.name} is none.")
    small, here = ground.places.small_areas, ground.areas.index[area.code]
    mine = small.area == here
    near = np.zeros(int(mine.sum()), int)
    unlisted: list[str] = []
    listed: list[str] = []
    for question in asked:
        try:
            tally = tally_of(ground, area, question)
        except NotCovered:  # no published list for England, and none of the trust's own
            unlisted.append(question.service.many)
            continue
        if not tally.layer.listed[here]:
            unlisted.append(question.service.many)
            continue
        listed.append(question.service.many)
        near += tally.reached[mine]
    if not listed:
        raise NotCovered(f"None of these services has a list for {area.name}; add your own list.")
    children = small.children(asked[0].ages)[mine]
    by_count = np.bincount(near, weights=children, minlength=len(listed) + 1).astype(int).tolist()
    lost: Counter[str] = Counter()
    for ward, n in zip(small.ward[mine].tolist(), (children * (near == 0)).tolist(), strict=True):
        lost[small.wards[ward][1]] += int(n)
    wards = tuple((name, n) for name, n in lost.most_common(_WARDS) if n >= FEWEST)
    total = int(children.sum())
    words = _words(area, asked[0].ages, tuple(listed), tuple(unlisted), total, by_count, wards)
    return Together(area, tuple(listed), asked[0].ages, total, tuple(by_count), wards, tuple(unlisted), words)


def _words(
    area: Area,
    ages: str,
    listed: tuple[str, ...],
    unlisted: tuple[str, ...],
    total: int,
    by_count: list[int],
    wards: tuple[tuple[str, int], ...],
) -> tuple[str, ...]:
    names = f"{', '.join(listed[:-1])} and {listed[-1]}" if len(listed) > 1 else "".join(listed)
    none = f"{by_count[0]:,}" if by_count[0] >= FEWEST else "Fewer than 10" if by_count[0] else "None"
    found = [
        f"Looked at together in {area.name}: {names}.",
        f"{none} of {total:,} children aged {ages.replace('-', ' to ')} have none of them near;"
        f" {by_count[-1]:,} have {'it' if len(listed) == 1 else 'all of them'}.",
    ]
    if wards:
        found.append(f"Most of those with none live in {' and '.join(name for name, _ in wards[:2])}.")
    if unlisted:
        found.append(f"Not counted, because there is no list here: {', '.join(unlisted)}.")
    return tuple(found)


def together_json(t: Together) -> dict:
    return {
        "area": {"code": t.area.code, "name": t.area.name},
        "services": list(t.services),
        "ages": t.ages,
        "children": {"all": t.children, "none": t.none, "by_count": list(t.by_count)},
        "wards": [{"name": name, "none": n} for name, n in t.wards],
        "no_list": list(t.unlisted),
        "words": list(t.words),
    }
