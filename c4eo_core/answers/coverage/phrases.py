"""The phrases of which the sentences about coverage are made: shares, distances, numbers of children."""

from c4eo_core.answers.coverage.shape import CoverageQuestion
from c4eo_core.catalogue.services import AGE_GROUPS
from c4eo_core.model.display import rounded


def share(x: float | None) -> str:
    """A per cent that never says all or none when it is not."""
    if x is None:
        return "no figure"
    if 99.5 <= x < 100:
        return "over 99%"
    return "under 1%" if 0 < x < 0.5 else f"{rounded(x, 0)}%"


def of_all_words(listed: int, authorities: int) -> str:
    """How many of England's authorities have a list."""
    return (
        f"all {authorities} authorities"
        if listed == authorities
        else f"{listed} of {authorities} authorities"
    )


def within_words(asked: CoverageQuestion) -> str:
    line = (
        ""
        if asked.detour == 1
        else f" (ways taken to be {asked.detour:g} times as long as the straight line)"
    )
    if asked.one_distance:
        return f"within {asked.urban_km:g} km{line}"
    return f"within {asked.urban_km:g} km in urban areas and {asked.rural_km:g} km in rural ones{line}"


def within_reach_words(asked: CoverageQuestion) -> str:
    """'within reach of a family hub (2 km in urban areas, 5 km in rural)'; one distance is said as it is."""
    if asked.one_distance or asked.detour != 1:
        return f"{within_words(asked)} of {one(asked)}"
    both = f"{asked.urban_km:g} km in urban areas, {asked.rural_km:g} km in rural"
    return f"within reach of {one(asked)} ({both})"


def children_words(asked: CoverageQuestion) -> str:
    return f"children {AGE_GROUPS[asked.ages]}"


def one(asked: CoverageQuestion) -> str:
    """'a library', 'an out-of-school club'."""
    word = asked.service.one
    return f"{'an' if word[0] in 'aeio' else 'a'} {word}"


def list_words(own: bool, words: str) -> str:
    """The list a figure comes from, as it stands in brackets."""
    return "your own list" if own else f"list of {words}"


def spoken(count: int) -> str:
    """A number of children as it is said: three figures of it, 41,859 as 41,900."""
    return f"{rounded(count, -max(len(str(count)) - 3, 0)):,.0f}"
