"""The answer about one indicator in the shape the command line prints."""

from dataclasses import replace

from c4eo_core.answers.standing.progress import Progress
from c4eo_core.answers.standing.recent_trend import as_json as trend_json


def as_json(p: Progress) -> dict:
    """The shape the command line prints. A gap of ours is a size throughout; the signed figure stands beside it
    under its own name.
    """
    signed = {"concern_minus_reference": p.value} if p.indicator.concern else {}
    p = _as_sizes(p) if signed else p
    return {
        **signed,
        "area": {"code": p.area.code, "number": p.area.number, "name": p.area.name},
        "indicator": {
            "id": p.indicator.id,
            "title": p.indicator.title,
            "source_key": p.indicator.source_key,
            "polarity": p.indicator.polarity.value,
            "unit": p.indicator.unit.value,
            "decimals": p.indicator.decimals,
        },
        "period": {
            "label": p.period.label,
            "start": p.period.start.isoformat(),
            "end": p.period.end.isoformat(),
        },
        "value": p.value,
        "note": p.note.value if p.note else None,
        "status": p.status.value if p.status else None,
        "change": {"value": p.change, "from": p.change_from.label if p.change_from else None},
        "rank": {"position": p.rank, "of": p.ranked},
        "quartile": p.quartile,
        "quartile_bounds": list(p.quartile_bounds) if p.quartile_bounds else None,
        "england": p.england,
        "region": {"name": p.region.name if p.region else None, "value": p.region_value},
        "neighbours": {
            "list": [
                {"code": n.area.code, "name": n.area.name, "closeness": n.closeness, "value": n.value}
                for n in p.neighbours.list
            ],
            "mean": p.neighbours.mean,
            "median": p.neighbours.median,
            "best": p.neighbours.best,
            "with_value": p.neighbours.with_value,
            "of": len(p.neighbours.list),
            "place": p.neighbours.place,
        },
        "comparisons": {"england": p.against_england, "neighbours": p.against_neighbours},
        "recent_trend": trend_json(p.trend),
    }


def _as_sizes(p: Progress) -> Progress:
    """The figures of a gap without their sign, and the change as that of the size."""
    n, before = p.neighbours, None
    if p.value is not None and p.change is not None:
        before = abs(p.value - p.change)
    sized = replace(
        n,
        list=tuple(replace(member, value=_size(member.value)) for member in n.list),
        mean=_size(n.mean),
        median=_size(n.median),
        best=_size(n.best),
    )
    return replace(
        p,
        value=_size(p.value),
        change=None if before is None or p.value is None else abs(p.value) - before,
        england=_size(p.england),
        region_value=_size(p.region_value),
        neighbours=sized,
    )


def _size(value: float | None) -> float | None:
    return None if value is None else abs(value)
