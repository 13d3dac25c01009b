"""The worked examples of coverage: reach, places for 100 children, and where next."""

import numpy as np
from scipy.spatial import KDTree

from c4eo_core.coverage import catchment, provision, reach
from c4eo_core.coverage.siting import Covering

TOWN_KM, COUNTRY_KM = 2.0, 5.0


def in_reach(given):
    """One service at the origin, each small area so far east of it."""
    names = list(given["children"])
    children = np.array([given["children"][n] for n in names], float)
    rural = np.array([n in given.get("in_the_country", ()) for n in names])
    sea = np.array([float(n in given.get("across_the_sea", ())) for n in names])
    east = np.array([given["kilometres"][n] for n in names]) * 1000
    town, country = (given["within"],) * 2 if "within" in given else (TOWN_KM, COUNTRY_KM)
    distance, _ = reach.nearest(reach.ground(east, np.zeros(len(east)), sea), np.array([[0.0, 0.0]]))
    reached = distance <= reach.limits(rural, town, country, given.get("detour", 1.0))
    share = float(reach.per_cent(children[reached].sum(), children.sum()))
    return {
        "in_reach": [n for n, there in zip(names, reached, strict=True) if there],
        "share": None if np.isnan(share) else share,
    }


def places_per_100(given):
    areas, services = list(given["children"]), list(given["places"])
    children = np.array([given["children"][a] for a in areas], float)
    places = np.array([np.nan if given["places"][s] is None else given["places"][s] for s in services], float)
    pairs = [(i, services.index(s)) for i, a in enumerate(areas) for s in given["in_reach"][a]]
    i, j = (np.array([p[k] for p in pairs], int) for k in (0, 1))
    found = provision.two_step(children, places, i, j)
    return {
        "places_per_100": dict(zip(areas, map(float, found), strict=True)),
        "on_average": float(np.average(found, weights=children)),
    }


def where_next(given):
    areas, sites = list(given["children_out_of_reach"]), list(given["would_reach"])
    children = np.array([given["children_out_of_reach"][a] for a in areas], float)
    weight = np.array(
        [given.get("weight", 1) if a in given.get("most_deprived", ()) else 1 for a in areas], float
    )
    cover = np.array([[a in given["would_reach"][s] for s in sites] for a in areas])
    problem = Covering(cover, children * weight)

    def counted(choice):
        return int(children[cover[:, list(choice.sites)].any(axis=1)].sum())

    best = problem.best(given["new_sites"])
    assert best.gap == 0
    return {
        "chosen": sorted(sites[k] for k in best.sites),
        "newly_in_reach": counted(best),
        "one_after_another": counted(problem.greedy(given["new_sites"])),
        "sites_needed": len(best.sites),
    }


def school_community(given):
    """The school at the origin, the centre of each small area so far east of it."""
    names = list(given["children"])
    children = np.array([given["children"][n] for n in names], float)
    centres = KDTree(np.array([[given["kilometres"][n] * 1000.0, 0.0] for n in names]))
    rows = catchment.nearest_holding(centres, (0.0, 0.0), children, given["pupils"])
    counts = np.array([given["count"][names[r]] for r in rows], float)[:, None]
    count, whole = catchment.totals(counts, children[rows][:, None], np.ones(len(rows)))
    spread = catchment.spread(counts[:, 0], children[rows])
    return {
        "areas": [names[r] for r in rows],
        "share": catchment.share(float(count[0]), float(whole[0])),
        "lowest": spread.lowest,
        "highest": spread.highest,
    }


TOPICS = {
    "reach": in_reach,
    "places_per_100": places_per_100,
    "where_next": where_next,
    "school_community": school_community,
}
TOLERANCE = {"reach": 0.005}
