"""Coverage and siting as records for a file: everything the map and the tables show, unrounded, each with its
date and source.
"""

from c4eo_core.answers.coverage.phrases import within_words
from c4eo_core.answers.coverage.shape import Coverage, Other, Reach
from c4eo_core.answers.coverage.siting import Siting
from c4eo_core.answers.standing.words import ATTRIBUTION
from c4eo_core.reports.tables.curve import records_csv, workbook

COLUMNS = (
    "kind",
    "code",
    "name",
    "area",
    "service",
    "ages",
    "distance",
    "children",
    "out_of_reach",
    "deprived_out_of_reach",
    "reach_all",
    "reach_deprived",
    "reach_other",
    "places_per_100",
    "within",
    "nearest_km",
    "decile",
    "note",
    "longitude",
    "latitude",
    "list_date",
    "source",
    "licence",
)
SITING_COLUMNS = (
    "kind",
    "sites",
    "name",
    "school_number",
    "newly_in_reach",
    "deprived_newly_in_reach",
    "reach_all",
    "reach_deprived",
    "proven_gap",
    "longitude",
    "latitude",
    "area",
    "service",
    "ages",
    "distance",
    "deprived_weight",
    "list_date",
    "source",
    "licence",
)
_LICENCE = "Open Government Licence v3.0"


def coverage_records(c: Coverage) -> list[dict[str, object]]:
    asked = c.asked
    fixed = {
        "area": c.area.name,
        "service": asked.service.title,
        "ages": asked.ages,
        "distance": within_words(asked),
        "list_date": c.date_words,
        "source": c.source,
        "licence": c.licence or _LICENCE,
    }
    rows = [_area(c), *_groups(c), *_elsewhere(c), *_wards_and_schools(c), *_points(c)]
    return [
        {**dict.fromkeys(COLUMNS, ""), **fixed, **{k: "" if v is None else v for k, v in row.items()}}
        for row in rows
    ]


def _area(c: Coverage) -> dict[str, object]:
    return {
        "kind": "area",
        "code": c.area.code,
        "name": c.area.name,
        "children": c.children,
        "out_of_reach": c.out_of_reach,
        **_reach(c.reach),
        "places_per_100": c.provision.per_100.all if c.provision else None,
        "note": _listed(c.listed),
    }


def _groups(c: Coverage) -> list[dict[str, object]]:
    """Children by age, and in towns and in the country."""
    groups = [*(("age", g) for g in c.ages), *(("ground", g) for g in (c.town, c.country) if g)]
    return [
        {
            "kind": kind,
            "code": g.id,
            "name": g.words,
            "children": g.children,
            "out_of_reach": g.out_of_reach,
            **_reach(g.reach),
        }
        for kind, g in groups
    ]


def _elsewhere(c: Coverage) -> list[dict[str, object]]:
    """Neighbours, the region and England."""
    rows = [_other("neighbour", o) for o in (c.neighbours.list if c.neighbours else ())]
    if c.neighbours:
        rows.append(
            {
                "kind": "neighbours' average",
                "name": f"{c.neighbours.listed} with a list",
                **_reach(c.neighbours.mean),
            }
        )
    rows += [_other("region", c.region)] if c.region else []
    rows.append(
        {
            "kind": "England",
            "name": f"{c.england_with_list} authorities with a list",
            **_reach(c.england),
            "places_per_100": c.provision.england if c.provision else None,
        }
    )
    return rows


def _wards_and_schools(c: Coverage) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = [
        {
            "kind": "ward",
            "code": p.code,
            "name": p.name,
            "children": p.children,
            "out_of_reach": p.out_of_reach,
            "deprived_out_of_reach": p.deprived_out,
            "reach_all": p.reach,
        }
        for p in c.places
    ]
    return rows + [
        {
            "kind": "school",
            "code": s.urn,
            "name": s.name,
            "within": "yes" if s.within else "no",
            "nearest_km": s.km,
            "decile": s.decile,
            "note": f"nearest: {s.nearest}" if s.nearest else "",
            "longitude": round(s.lon, 6),
            "latitude": round(s.lat, 6),
        }
        for s in c.schools.rows
    ]


def _points(c: Coverage) -> list[dict[str, object]]:
    p, s = c.points, c.sites
    rows: list[dict[str, object]] = [
        {
            "kind": "small area",
            "code": p.code[i],
            "name": p.ward[i],
            "children": int(p.children[i]),
            "decile": int(p.decile[i]) or None,
            "within": "" if p.reached is None else "yes" if p.reached[i] else "no",
            "nearest_km": float(p.km[i]) if p.km[i] == p.km[i] else None,
            "longitude": round(float(p.lon[i]), 6),
            "latitude": round(float(p.lat[i]), 6),
        }
        for i in range(len(p.code))
    ]
    return rows + [
        {
            "kind": "service",
            "name": s.name[i],
            "note": f"in {s.authority[i]}" + (", own list, unpublished" if s.own[i] else ""),
            "longitude": round(float(s.lon[i]), 6),
            "latitude": round(float(s.lat[i]), 6),
        }
        for i in range(len(s.name))
    ]


def _reach(r: Reach) -> dict[str, object]:
    return {"reach_all": r.all, "reach_deprived": r.deprived, "reach_other": r.other}


def _other(kind: str, o: Other) -> dict[str, object]:
    return {
        "kind": kind,
        "code": o.area.code,
        "name": o.area.name,
        **_reach(o.reach),
        "places_per_100": o.per_100,
        "note": _listed(o.listed),
    }


def _listed(listed: bool) -> str:
    return "" if listed else "no published list"


def siting_records(s: Siting) -> list[dict[str, object]]:
    asked = s.question.asked
    fixed = {
        "area": s.area.name,
        "service": asked.service.title,
        "ages": asked.ages,
        "distance": within_words(asked),
        "deprived_weight": s.question.weight,
        "list_date": s.date_words,
        "source": s.source,
        "licence": _LICENCE,
    }
    rows: list[dict[str, object]] = [
        {
            "kind": "chosen site",
            "sites": n,
            "name": c.site.name,
            "school_number": c.site.urn,
            "newly_in_reach": c.children,
            "deprived_newly_in_reach": c.deprived,
            "longitude": round(c.site.lon, 6),
            "latitude": round(c.site.lat, 6),
        }
        for n, c in enumerate(s.chosen, start=1)
    ]
    rows += [
        {
            "kind": "best so many can do",
            "sites": step.sites,
            "newly_in_reach": step.children,
            "deprived_newly_in_reach": step.deprived,
            "reach_all": step.reach.all,
            "reach_deprived": step.reach.deprived,
            "proven_gap": step.gap,
        }
        for step in s.curve
    ]
    return [
        {**dict.fromkeys(SITING_COLUMNS, ""), **fixed, **{k: "" if v is None else v for k, v in row.items()}}
        for row in rows
    ]


def coverage_csv(c: Coverage) -> bytes:
    return records_csv([_plain(r) for r in coverage_records(c)], COLUMNS)


def siting_csv(s: Siting) -> bytes:
    return records_csv([_plain(r) for r in siting_records(s)], SITING_COLUMNS)


def _plain(record: dict[str, object]) -> dict[str, object]:
    """A spreadsheet takes words that begin like a formula for one; names come from lists anybody may have
    written.
    """
    return {
        k: f"'{v}" if isinstance(v, str) and v[:1] in ("=", "+", "-", "@", "\t", "\r") else v
        for k, v in record.items()
    }


def coverage_xlsx(c: Coverage) -> bytes:
    return _book(
        coverage_records(c),
        f"{c.area.name}: {c.asked.service.title}",
        [*c.words, *c.warnings, c.asked.service.caution, *c.methods],
    )


def siting_xlsx(s: Siting) -> bytes:
    return _book(
        siting_records(s), f"{s.area.name}: where next? {s.question.asked.service.title}", list(s.words)
    )


def _book(records: list[dict[str, object]], title: str, lines: list[str]) -> bytes:
    columns = list(records[0]) if records else []
    about = [["Title", title], *(["Said", line] for line in lines), ["Attribution", ATTRIBUTION]]
    return workbook({"Figures": [columns, *([r[c] for c in columns] for r in records)], "About": about}, 3)
