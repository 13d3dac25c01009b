"""Coverage and siting in the shapes the command line prints."""

from c4eo_core.answers.coverage.shape import Coverage, CoverageQuestion, Group, Other, Reach
from c4eo_core.answers.coverage.siting import Siting, Step
from c4eo_core.model.area import Area


def coverage_json(c: Coverage) -> dict:
    """complete: every authority of the area has a list; areas_with_list: how many have one."""
    return {
        "service": c.asked.service.id,
        "title": c.asked.service.title,
        "date": c.date,
        "source": c.source,
        "complete": c.complete,
        "area": _area(c.area),
        "ages": c.asked.ages,
        "children_date": c.children_words,
        **_distances(c.asked),
        "reach": _reach(c.reach),
        "children": {"all": c.children, "out_of_reach": c.out_of_reach},
        "areas_with_list": c.areas_with_list,
        "areas": c.areas,
        "listed": c.listed,
        "by_age": [_group(g) for g in c.ages],
        "by_ground": [_group(g) for g in (c.town, c.country) if g],
        "nearest_km": c.median_km,
        "places_out_of_reach": [
            {
                "code": p.code,
                "name": p.name,
                "children": p.children,
                "out_of_reach": p.out_of_reach,
                "deprived": p.deprived_out,
                "reach": p.reach,
            }
            for p in c.places
            if p.out_of_reach
        ],
        "england": {"reach": _reach(c.england), "areas_with_list": c.england_with_list},
        "region": _other(c.region) if c.region else None,
        "neighbours": _neighbours(c),
        "provision": _provision(c),
        "schools": [{"group": g.words, "schools": g.schools, "within": g.within} for g in c.schools.groups],
        "words": list(c.words),
        "warnings": [c.asked.service.caution, *c.warnings],
        "methods": list(c.methods),
    }


def siting_json(s: Siting) -> dict:
    """gap: proven, as a share of the children reached; 0 when no choice of as many sites can be better."""
    return {
        "service": s.question.asked.service.id,
        "date": s.date,
        "source": s.source,
        "complete": s.complete,
        "area": _area(s.area),
        "ages": s.question.asked.ages,
        **_distances(s.question.asked),
        "candidates": len(s.candidates),
        "deprived_weight": s.question.weight,
        "sites": [
            {
                "name": c.site.name,
                "school_number": c.site.urn,
                "easting": c.site.easting,
                "northing": c.site.northing,
                "longitude": round(c.site.lon, 6),
                "latitude": round(c.site.lat, 6),
                "children_newly_reached": c.children,
                "deprived_newly_reached": c.deprived,
            }
            for c in s.chosen
        ],
        "children_newly_reached": s.newly,
        "deprived_newly_reached": s.newly_deprived,
        "children": {"all": s.children, "out_of_reach": s.out_of_reach, "reachable": s.reachable},
        "reach": {"before": _reach(s.before), "after": _reach(s.after)},
        "optimality_gap": s.gap,
        "proven": s.gap == 0,
        "one_by_one": s.one_by_one,
        "curve": [_step(step) for step in s.curve],
        "scenario": s.scenario,
        "words": list(s.words),
    }


def _area(area: Area) -> dict:
    return {"code": area.code, "number": area.number, "name": area.name}


def _distances(asked: CoverageQuestion) -> dict:
    km = asked.urban_km if asked.one_distance else {"urban": asked.urban_km, "rural": asked.rural_km}
    return {"distance_km": km, "detour": asked.detour}


def _reach(r: Reach) -> dict:
    return {"all": r.all, "deprived": r.deprived, "other": r.other}


def _group(g: Group) -> dict:
    return {"group": g.id, "children": g.children, "out_of_reach": g.out_of_reach, "reach": _reach(g.reach)}


def _other(o: Other) -> dict:
    found = {
        "code": o.area.code,
        "name": o.area.name,
        "listed": o.listed,
        "reach": _reach(o.reach),
        "places_per_100": o.per_100,
    }
    return found | (
        {"closeness": o.closeness} if o.closeness else {"areas_with_list": o.with_list, "areas": o.of}
    )


def _neighbours(c: Coverage) -> dict | None:
    n = c.neighbours
    if n is None:
        return None
    return {
        "date": n.date,
        "list": [_other(o) for o in n.list],
        "with_list": n.listed,
        "of": len(n.list),
        "mean": _reach(n.mean),
        "median": _reach(n.median),
    }


def _provision(c: Coverage) -> dict | None:
    p = c.provision
    if p is None:
        return None
    return {
        "places_per_100": _reach(p.per_100),
        "england": p.england,
        "services": p.services,
        "with_places": p.known,
        "words": p.words,
    }


def _step(step: Step) -> dict:
    return {
        "sites": step.sites,
        "children_newly_reached": step.children,
        "deprived_newly_reached": step.deprived,
        "reach": _reach(step.reach),
        "optimality_gap": step.gap,
    }
