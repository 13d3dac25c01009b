"""Pupils' postcodes → how many pupils live in which small area. Nothing of a postcode is kept or named."""

import re
from collections import Counter
from dataclasses import dataclass

import numpy as np
from scipy.spatial import KDTree

from c4eo_core.answers.schools.school_data import SchoolData
from c4eo_core.answers.schools.shape import FEWEST_POSTCODES

_POSTCODE = re.compile(r"[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}")
_MOST = 6000


@dataclass(frozen=True)
class Homes:
    """homes: (row of the small area, pupils), empty when refused. words: what was counted, or why not; never
    with a postcode in it."""

    homes: tuple[tuple[int, int], ...]
    words: str


def homes_of(sg: SchoolData, text: str) -> Homes:
    """Each postcode to the small area whose centre is nearest. Refused under thirty that can be placed."""
    found = _POSTCODE.findall(text.upper())[:_MOST]
    positions = [at.position for at in map(sg.ground.places.postcodes.find, found) if at.position]
    lost = len(found) - len(positions)
    without = f" {lost:,} could not be placed and are left out." if lost else ""
    if len(positions) < FEWEST_POSTCODES:
        return Homes(
            (),
            f"{len(positions)} postcodes could be placed; at least {FEWEST_POSTCODES} are needed, so that"
            " no figure"
            f" rests on a few children. Nothing was kept.{without}",
        )
    plain = np.column_stack([sg.ground.places.small_areas.easting, sg.ground.places.small_areas.northing])
    rows = sg.kept("plain tree", lambda: KDTree(plain)).query(np.array(positions, float))[1]
    counted = Counter(int(r) for r in np.atleast_1d(rows))
    return Homes(
        tuple(sorted(counted.items())),
        f"{len(positions):,} pupils counted to {len(counted):,} small areas; the postcodes themselves are"
        f" forgotten.{without}",
    )
