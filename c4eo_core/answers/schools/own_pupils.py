"""A school's own pupils beside its surroundings: free meals at schools of its kind in areas like this."""

import numpy as np

from c4eo_core.answers.schools.school_data import SchoolData
from c4eo_core.answers.schools.shape import OwnPupils, School
from c4eo_core.coverage import catchment

_LIKE_POINTS = 3.0  # schools whose surroundings are within so many percentage points
_FEWEST_LIKE = 20
_K = 64
_NONE = OwnPupils(None, None, 0, "")


def deprived_around(sg: SchoolData) -> np.ndarray:
    """[S] per cent of children in income-deprived families in the usual area of every school; NaN where it
    has none. Kept with the ground."""
    return sg.kept("deprived around every school", lambda: _around(sg))


def _around(sg: SchoolData) -> np.ndarray:
    s = sg.community.schools
    poor, children = sg.column("deprived_children").astype(float), sg.column("children").astype(float)
    known = np.isfinite(poor)
    found = np.full(len(s.urn), np.nan)
    by_ages: dict[tuple[int, int], list[int]] = {}
    for i in np.flatnonzero(s.pupils > 0).tolist():
        by_ages.setdefault(sg.ages_of(i)[0], []).append(i)
    island = sg.ground.island[sg.school_authority]
    at = np.column_stack([s.easting + 1e7 * island, s.northing])
    for ages, members in by_ages.items():
        rows = np.array(members)
        of_ages = catchment.of_ages(sg.bands, *ages)
        near = sg.tree.query(at[rows], k=_K)[1]
        held = np.cumsum(of_ages[near], axis=1)
        # the area up to the one with which the number is reached; beyond 64 areas those 64 stand for it
        inside = np.column_stack([np.zeros(len(rows)), held[:, :-1]]) < s.pupils[rows, None]
        counted = inside & known[near]
        whole = (children[near] * counted).sum(axis=1)
        part = (np.where(known, poor, 0)[near] * counted).sum(axis=1)
        found[rows] = np.divide(100 * part, whole, out=np.full(len(rows), np.nan), where=whole > 0)
    return found


def own_pupils_of(sg: SchoolData, row: int, school: School) -> OwnPupils:
    if school.meals is None:
        return _NONE
    here = deprived_around(sg)[row]
    urns, around, meals = sg.kept(f"schools like {school.kind}", lambda: _of_kind(sg, school.kind))
    first, last = np.searchsorted(around, [here - _LIKE_POINTS, here + _LIKE_POINTS + 1e-9])
    like = np.sort(meals[first:last][urns[first:last] != school.urn])
    if np.isnan(here) or len(like) < _FEWEST_LIKE:
        return OwnPupils(school.meals, None, len(like), "")
    at = (len(like) - 1) * np.array([0.25, 0.75])
    low, high = np.interp(at, np.arange(len(like)), like).tolist()
    return OwnPupils(school.meals, (low, high), len(like), _words(school.meals, low, high))


def _of_kind(sg: SchoolData, kind: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """(number, deprivation around, free meals) of the schools of a kind that have both, least
    deprived first.
    """
    s, around = sg.community.schools, deprived_around(sg)
    rows = np.flatnonzero((sg.school_kinds == kind) & np.isfinite(around) & np.isfinite(s.meals))
    rows = rows[np.argsort(around[rows], kind="stable")]
    return s.urn[rows], around[rows], s.meals[rows].astype(float)


def _words(meals: float, low: float, high: float) -> str:
    if meals > high:
        return (
            "More pupils have free meals than at most schools of its kind in areas like this. Families may"
            " come"
            " from further away, or from particular streets nearby."
        )
    if meals < low:
        return (
            "Fewer pupils have free meals than at most schools of its kind in areas like this. Families may"
            " come"
            " from further away, or some who could have free meals may not claim them."
        )
    return "About as many pupils have free meals as at other schools of its kind in areas like this."
