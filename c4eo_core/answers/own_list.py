"""A trust's own list of services, read against the ground it stands on."""

from dataclasses import replace

import numpy as np

from c4eo_core.answers.ground import Ground
from c4eo_core.model.area import Area
from c4eo_core.model.problem import Problem
from c4eo_core.sources.own_services import OwnList, read_own_services


def own_list_of(ground: Ground, area: Area, content: bytes, filename: str, usual_type: str | None = None) -> OwnList:
    """Never raises: whatever is wrong is in `problems`. Services outside the authority are kept and pointed out in `notes`."""
    found = read_own_services(content, filename, ground.book, ground.places.postcodes, ground.school, usual_type)
    return replace(found, notes=(*found.notes, *_strays(ground, area, found)))


def _strays(ground: Ground, area: Area, found: OwnList) -> list[Problem]:
    if not found.services or not area.is_authority:
        return []
    e, n = (np.array([getattr(s, name) for s in found.services], float) for name in ("easting", "northing"))
    here = ground.areas.index[area.code]
    return [
        Problem(
            f"{s.where}, position",
            f"'{s.name[:60]}' seems to stand in {ground.areas.areas[at].name}.",
            f"a place in {area.name}.",
            "It is counted for everybody near it; correct the position if it is wrong.",
        )  # fmt: skip
        for s, at in zip(found.services, ground.authority_at(e, n), strict=True)
        if at != here
    ]
