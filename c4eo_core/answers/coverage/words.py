"""Coverage in plain sentences: what was found, what to be careful of, how it was worked out."""

import datetime as dt
from dataclasses import replace

import numpy as np

from c4eo_core.answers.coverage.distances import CoverageData
from c4eo_core.answers.coverage.phrases import (
    children_words,
    list_words,
    share,
    spoken,
    within_reach_words,
    within_words,
)
from c4eo_core.answers.coverage.shape import Coverage, CoverageQuestion
from c4eo_core.answers.coverage.tally import Tally
from c4eo_core.coverage import reach
from c4eo_core.model.area import AreaKind
from c4eo_core.model.display import rounded

USUAL_DETOUR = 1.3
_COARSE_KM = 1.0
_NAMED = 3
_FEW_POINTS = 10
_OLD_YEARS = 2


def with_words(found: Coverage, warned: tuple[str, ...]) -> Coverage:
    sentences = (_listed if found.listed else _unlisted)(found)
    return replace(found, words=sentences, warnings=warned)


def _unlisted(c: Coverage) -> tuple[str, ...]:
    many, name = c.asked.service.many, c.area.name
    elsewhere = f" {c.england_with_list} of England's authorities have one." if c.england_with_list else ""
    first = (
        f"{name}: no published list of {many}{_dated(c)}. That is not the same as having none, so nothing is"
        f" counted.{elsewhere}"
    )
    return (
        first,
        (
            f"Add your own list of {many} to see which of its {c.children:,} {children_words(c.asked)} can"
            " reach them."
        ),
    )


def _dated(c: Coverage) -> str:
    return f" ({c.date_words})" if c.date else ""


def _listed(c: Coverage) -> tuple[str, ...]:
    many = c.asked.service.many
    where = (
        c.area.name
        if c.areas_with_list == c.areas
        else f"{c.areas_with_list} of {c.areas} authorities of {c.area.name} with a list of {many}"
    )
    own = list_words(bool(c.sites.own.any()), c.date_words)
    share_all = share(c.reach.all)
    first = (
        f"In {where}, {share_all} of {children_words(c.asked)} live {within_reach_words(c.asked)}, by"
        f" {_the(own)}."
    )
    return tuple(filter(None, (first, _gap_words(c), _out_words(c), _beside_words(c))))


def _the(own: str) -> str:
    return own if own.startswith("your") else f"the {own}"


def _gap_words(c: Coverage) -> str | None:
    if c.reach.deprived is None:
        return f"{c.area.name} has no small area among England's 30% most deprived."
    if c.reach.other is None:
        return "All its small areas are among England's 30% most deprived."
    return (
        f"Where small areas are among England's 30% most deprived it is {share(c.reach.deprived)}, elsewhere"
        f" {share(c.reach.other)}."
    )


def _out_words(c: Coverage) -> str:
    if not c.out_of_reach:
        return "No child is counted as out of reach at this distance."
    top = [p.name for p in c.places[:_NAMED] if p.out_of_reach]
    kind = "ward" if c.area.kind is AreaKind.AUTHORITY else "authority"
    plural = {"ward": "Wards", "authority": "Authorities"}[kind]
    named = top[0] if len(top) == 1 else ", ".join(top[:-1]) + " and " + top[-1]
    where = f"All live in the {kind} of {named}" if len(c.places) == 1 else f"{plural} with most: {named}"
    count = (
        f"All {spoken(c.children)} children"
        if c.out_of_reach == c.children
        else f"About {spoken(c.out_of_reach)} of {spoken(c.children)} children"
    )
    return f"{count} are out of reach. {where}."


def _beside_words(c: Coverage) -> str | None:
    parts = []
    n = c.neighbours
    if n and n.mean.all is not None:
        parts.append(
            f"among {n.listed} of {len(n.list)} statistical neighbours with a list the average is"
            f" {share(n.mean.all)}"
        )
    elif n:
        parts.append(
            f"only {n.listed} of {len(n.list)} statistical neighbours have a list, too few for an average"
        )
    if c.area.kind is not AreaKind.ENGLAND and c.england.all is not None:
        authorities = (
            ""
            if c.england_with_list == c.authorities
            else f" (in the {c.england_with_list} authorities with a list)"
        )
        parts.append(f"in England{authorities} it is {share(c.england.all)}")
    words = "; ".join(parts)
    return words[:1].upper() + words[1:] + "." if words else None


def _about(x: float) -> str:
    return "Under 0.1" if 0 < x < 0.05 else f"About {rounded(x, 1)}"


def provision_words(
    asked: CoverageQuestion, mean: float | None, england: float | None, known: int, services: int
) -> str:
    if not known or mean is None:
        return f"None of the {services:,} {asked.service.many} here has a known number of places."
    beside = f"; England {rounded(england, 1)}" if england is not None else ""
    words = f"{_about(mean)} places for 100 {children_words(asked)} in reach{beside}."
    if known < services:
        unknown = f"{services - known:,} of {services:,} {asked.service.many} here"
        words += f" {unknown} have no known number of places and are counted as none, so there are more."
    return words


def warnings(ground: CoverageData, c: Coverage, tally: Tally, mine: np.ndarray) -> tuple[str, ...]:
    found = (
        _none_here(c),
        _coarse(c),
        _old_list(ground, c),
        _old_postcodes(c),
        _unplaced(ground, c, tally),
        _blind_border(ground, c, tally, mine),
        _land_border(ground, c),
        _island(ground, c),
        _few_points(c),
    )
    return tuple(w for w in found if w)


def _none_here(c: Coverage) -> str | None:
    if not c.listed or c.sites.inside.any():
        return None
    return f"The list names no {c.asked.service.one} in {c.area.name}. If you know of one, add your own list."


def _coarse(c: Coverage) -> str | None:
    if c.asked.rural_km / c.asked.detour >= _COARSE_KM or not c.country or not c.listed:
        return None
    return (
        f"Under {_COARSE_KM:g} km is too fine for the country: each small area is one point, which there"
        f" often lies hundreds of metres from its homes. This touches {c.country.children:,} children; use a"
        " longer distance for them."
    )


def _old_list(ground: CoverageData, c: Coverage) -> str | None:
    """A list more than two years older than the day the places were put together."""
    built = dt.date.fromisoformat(ground.places.manifest["built"])
    if not c.date or c.sites.own.all():
        return None
    parts = [int(p) for p in c.date.split("-")]
    taken = dt.date(parts[0], parts[1] if len(parts) > 1 else 12, parts[2] if len(parts) > 2 else 28)
    years = (built - taken).days / 365.25
    if years <= _OLD_YEARS:
        return None
    return (
        f"This list is of {c.date_words}, over {int(years)} years before these figures were put together."
        " Check it"
        " against what is open now."
    )


def _old_postcodes(c: Coverage) -> str | None:
    old = int((c.sites.old & c.sites.inside).sum())
    if not old:
        return None
    stand = "1 service on the map stands" if old == 1 else f"{old:,} services on the map stand"
    return f"{stand} at a postcode no longer in use, and may have closed."


def _unplaced(ground: CoverageData, c: Coverage, tally: Tally) -> str | None:
    codes = {ground.areas.authorities[i].code for i in ground.members(c.area)}
    lost = sum(n for code, n in tally.layer.unplaced.items() if code in codes)
    if not lost:
        return None
    entries = "1 entry of the list has" if lost == 1 else f"{lost:,} entries of the list have"
    return f"{entries} no position and cannot be counted, so a few more children may be in reach."


def _blind_border(ground: CoverageData, c: Coverage, tally: Tally, mine: np.ndarray) -> str | None:
    """Next door without a list: what stands there may serve children here."""
    small = ground.places.small_areas
    blind = ~tally.layer.listed[small.area] & ~mine
    if not c.listed or not blind.any() or not mine.any():
        return None
    near = reach.serving(ground.xy[blind], ground.xy[mine], tally.limit[mine])
    names = sorted({ground.areas.areas[i].name for i in small.area[blind][near]})
    if not names:
        return None
    named = ", ".join(names[:_NAMED]) + (f" and {len(names) - _NAMED} more" if len(names) > _NAMED else "")
    verb = "has" if len(names) == 1 else "have"
    return (
        f"Next door, {named} {verb} no published list: some children near that border may be nearer to one"
        " than is counted here."
    )


def _land_border(ground: CoverageData, c: Coverage) -> str | None:
    country = ground.book.borders.get(c.area.code)
    return (
        f"Services in {country} are in none of our lists: children near that border may be better served than"
        " this shows."
        if country
        else None
    )


def _island(ground: CoverageData, c: Coverage) -> str | None:
    if c.area.code in ground.book.islands:
        return (
            "An island: services across the sea are not counted. Between and around islands the straight line"
            " still crosses water."
        )
    return None


def _few_points(c: Coverage) -> str | None:
    points = len(c.points.code)
    if points >= _FEW_POINTS:
        return None
    where = "one point" if points == 1 else f"{points} points"
    return (
        f"All {c.children:,} children here are counted at {where}, so reach moves in great steps: read it"
        " with care."
    )


def methods(asked: CoverageQuestion, counted: str) -> tuple[str, ...]:
    """counted: when the children were."""
    line = (
        "Distances are straight lines, which flatter: real ways are longer. A detour factor of"
        f" {USUAL_DETOUR} allows for that."
        if asked.detour == 1
        else f"Straight lines are taken {asked.detour:g} times as long, to allow for the real way."
    )
    split = "" if asked.ages == "0-15" else " Their split at the age of 5 is an estimate."
    return (
        (
            f"Children ({counted}) are counted at the population-weighted centre of their small area (for one"
            f" area in ten, at the mean of its postcodes); a small area has about 300 of them.{split}"
        ),
        (
            f"In reach means {within_words(asked)}. {line} Rivers, railways, motorways, opening hours, cost"
            " and full places are not known."
        ),
        "A service counts for everybody within distance, whichever authority it stands in.",
        (
            "The most deprived small areas are deciles 1 to 3, the 30% of England's with most children in"
            " low-income families (IDACI 2025)."
        ),
    )
