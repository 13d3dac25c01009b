"""England by authority, coloured by reach: rows for the choropleth, in bands that stay the same whatever is
asked.
"""

from c4eo_core.answers.coverage.england import GROUPS, EnglandReach, PlaceReach
from c4eo_core.answers.coverage.phrases import share
from c4eo_core.maps.choropleth import NONE

BANDS = (50.0, 70.0, 85.0, 95.0)
TOLD = (("name", "Authority"), ("shown", "In reach"), ("place", "Out of reach"), ("side", "Deprived, others"))


def band(value: float | None) -> str:
    """The class of the choropleth's palette."""
    return NONE if value is None else f"fifth-{1 + sum(value >= b for b in BANDS)}"


def reach_rows(
    answer: EnglandReach, group: str, place: str, neighbours: frozenset[str] = frozenset()
) -> list[dict]:
    """group: one of GROUPS; place: code of the authority in focus."""
    return [
        {
            "code": r.area.code,
            "name": r.area.name,
            "class": band(getattr(r.reach, group)),
            "who": "us" if r.area.code == place else "neighbour" if r.area.code in neighbours else "other",
            "shown": _shown(r, getattr(r.reach, group)),
            "place": (
                f"{r.out_of_reach:,} of {r.children:,} children"
                if r.out_of_reach is not None
                else "not known"
            ),
            "side": f"{share(r.reach.deprived)}, {share(r.reach.other)}" if r.listed else "not known",
        }
        for r in answer.rows
    ]


def _shown(r: PlaceReach, value: float | None) -> str:
    if not r.listed:
        return "no published list"
    return share(value) if value is not None else "nobody in this group"


def reach_legend(answer: EnglandReach, group: str) -> list[tuple[str, str]]:
    """(class, words) of every colour on the map, with how many authorities have it."""
    edges = ("under 50%", "50 to 70%", "70 to 85%", "85 to 95%", "95% and over")
    classes = [band(getattr(r.reach, group)) for r in answer.rows]
    words = {f"fifth-{k}": e for k, e in enumerate(edges, start=1)} | {NONE: _none_words(answer, group)}
    return [
        (c, f"{w}: {classes.count(c)} {'place' if classes.count(c) == 1 else 'places'}")
        for c, w in words.items()
        if c in classes
    ]


def _none_words(answer: EnglandReach, group: str) -> str:
    unlisted = sum(not r.listed for r in answer.rows)
    nobody = sum(r.listed and getattr(r.reach, group) is None for r in answer.rows)
    parts = ["no published list"] * bool(unlisted) + [
        f"nobody {GROUPS[group][:1].lower()}{GROUPS[group][1:]}"
    ] * bool(nobody)
    return " or ".join(parts) + " (empty, dashed edge)"
