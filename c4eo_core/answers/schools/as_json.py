"""A school's community as JSON: the same figures as the page, unrounded."""

from c4eo_core.answers.schools.shape import NearbyService, SchoolCommunity, ServiceReach, Share, Surroundings
from c4eo_core.coverage.catchment import Spread


def community_json(c: SchoolCommunity) -> dict:
    return {
        "school": _school(c),
        "area": _area(c.area),
        "shares": {id: _share(x) for id, x in c.shares.items()},
        "scores": {
            x.score.id: {
                "lowest": x.lowest,
                "middle": x.middle,
                "highest": x.highest,
                "authority": x.authority,
                "england": x.england,
            }
            for x in c.scores
        },
        "reach": [
            {
                "part": p.part.id,
                "services": [_service(x) for x in p.services],
                "missing": p.missing.service.id if p.missing else None,
                "no_published_list": [t.id for t in p.unlisted],
            }
            for p in c.reach
        ],
        "finding": c.finding,
        "questions": list(c.questions),
        "unknown": list(c.unknown),
        "methods": list(c.methods),
        "sources": list(c.sources),
    }


def _school(c: SchoolCommunity) -> dict:
    s = c.school
    return {
        "urn": s.urn,
        "name": s.name,
        "kind": s.kind,
        "authority": {"code": s.authority.code, "name": s.authority.name},
        "pupils": s.pupils,
        "pupils_of": s.pupils_of,
        "ages": [s.ages[0], s.ages[1]],
        "free_meals": s.meals,
        "free_meals_usual": list(c.own.usual) if c.own.usual else None,
        "groups": s.groups,
        "position": [s.easting, s.northing],
    }


def _area(a: Surroundings) -> dict:
    return {
        "kind": a.asked.kind,
        "km": a.asked.km,
        "words": a.words,
        "radius_km": round(a.radius_km, 3),
        "small_areas": [x.code for x in a.small_areas],
        "names": list(a.names),
        "people": a.people,
        "children": a.children,
        "children_of_its_ages": a.of_ages,
        "across": list(a.across),
    }


def _share(x: Share) -> dict:
    return {
        "value": x.value,
        "authority": x.authority,
        "england": x.england,
        "of": x.measure.of,
        "level": "middle areas" if x.measure.middle else "small areas",
        "spread": _spread(x.spread),
    }


def _spread(x: Spread) -> dict:
    return {"lowest": x.lowest, "middle": x.middle, "highest": x.highest, "areas": x.areas}


def _service(x: ServiceReach) -> dict:
    return {
        "service": x.service.id,
        "listed": x.listed,
        "within_km": x.within_km,
        "count": x.count if x.listed else None,
        "near": [_near(n) for n in x.near],
        "nearest": _near(x.nearest) if x.nearest else None,
        "children": x.children,
        "out_of_reach": x.out,
        "date": x.date_words,
    }


def _near(n: NearbyService) -> dict:
    return {
        "name": n.name,
        "km": round(n.km, 3),
        "places": n.places,
        "authority": n.authority,
        "own": n.own,
        "old_postcode": n.old,
    }
