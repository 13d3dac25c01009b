"""What the marks of the map of one authority mean, each with how many there are."""

from c4eo_core.answers.coverage.phrases import children_words
from c4eo_core.answers.coverage.shape import Coverage, CoverageQuestion
from c4eo_core.answers.coverage.siting import Siting
from c4eo_core.maps.coverage_rows import NEED, dot_kind

_FIFTHS = {
    "need-1": "deciles 1 and 2, most deprived",
    "need-2": "deciles 3 and 4",
    "need-3": "deciles 5 and 6",
    "need-4": "deciles 7 and 8",
    "need-5": "deciles 9 and 10, least deprived",
}


def coverage_key(
    answer: Coverage, colouring: str, layers: tuple[str, ...], siting: Siting | None = None
) -> list[tuple[str, str]]:
    """(kind of mark, words) of everything that is on the map."""
    found = _dots(answer, colouring)
    if "services" in layers:
        found += _services(answer)
    if "reach" in layers and answer.listed and len(answer.sites.name):
        found += _discs(answer.asked, bool(answer.country), bool(answer.town))
    left = sum(not s.within for s in answer.schools.rows)
    if "schools" in layers and left:
        found.append(("school", f"{left:,} school{'' if left == 1 else 's'} without one near"))
    if siting and siting.chosen:
        found.append(("new", "possible new site, in order of what it adds, and its reach"))
    return found


def _dots(answer: Coverage, colouring: str) -> list[tuple[str, str]]:
    p = answer.points
    children: dict[str, int] = {}
    for i, count in enumerate(p.children.tolist()):
        kind = dot_kind(colouring, int(p.decile[i]), None if p.reached is None else bool(p.reached[i]))
        children[kind] = children.get(kind, 0) + count
    if colouring == NEED:
        words = _FIFTHS | {"unknown": "deprivation not known"}
    else:
        words = {
            "out-deprived": "out of reach, in the most deprived 30%",
            "out": "out of reach, elsewhere",
            "in": "in reach",
            "unknown": "reach not known without a list",
        }
    return [(k, f"{w}: {children[k]:,} children") for k, w in words.items() if children.get(k)]


def _services(answer: Coverage) -> list[tuple[str, str]]:
    s, found = answer.sites, []
    published = int((s.inside & ~s.own).sum())
    outside, own = int((~s.inside & ~s.own).sum()), int(s.own.sum())
    one, many = answer.asked.service.one, answer.asked.service.many
    if published:
        found.append(("inside", f"{published:,} {one if published == 1 else many} in {answer.area.name}"))
    if own:
        found.append(("own-list", f"{own:,} of your own list, unpublished"))
    if outside:
        found.append(("outside", f"{outside:,} next door, near enough to serve children here"))
    return found


def _discs(asked: CoverageQuestion, country: bool, town: bool) -> list[tuple[str, str]]:
    line = f", the way taken {asked.detour:g} times as long" if asked.detour != 1 else ""
    if asked.one_distance or not country:
        return [("disc", f"{asked.urban_km:g} km around each{line}")]
    if not town:
        return [("disc-wide", f"{asked.rural_km:g} km around each, the distance in rural areas{line}")]
    both = f"{asked.urban_km:g} km around each in urban areas, {asked.rural_km:g} km in rural{line}"
    return [("disc", both)]


def dots_words(answer: Coverage, colouring: str) -> str:
    """What a dot is, as it stands above the key."""
    shown = (
        "its area shaded and its dot coloured by how deprived it is"
        if colouring == NEED
        else "coloured by whether they are in reach"
        if answer.listed
        else ""
    )
    return (
        f"Each dot is a small area, the larger the more {children_words(answer.asked)} live"
        f" there{', ' if shown else ''}{shown}."
    )
