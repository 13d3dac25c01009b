"""The answer about one indicator in the shape the command line prints."""

from c4eo_core.answers.standing.in_sizes import progress_in_sizes
from c4eo_core.answers.standing.progress import Progress
from c4eo_core.answers.standing.recent_trend import as_json as trend_json
from c4eo_core.model.gap_size import SIGNED


def as_json(p: Progress) -> dict:
    """The shape the command line prints. A gap of ours is a size throughout; the signed figure stands beside
    it under its own name.
    """
    signed = {SIGNED: p.value} if p.indicator.concern else {}
    p = progress_in_sizes(p)
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
