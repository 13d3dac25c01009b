"""A trust's own list of services, read against the ground it stands on."""

import datetime as dt
import hashlib
from dataclasses import replace

import numpy as np

from c4eo_core.answers.coverage.distances import CoverageData
from c4eo_core.model.area import Area
from c4eo_core.model.problem import Problem
from c4eo_core.model.service import OwnService
from c4eo_core.records.fields import Cell
from c4eo_core.records.local_kinds import MOST_SERVICES, ServiceList
from c4eo_core.sources.uploads.services import ListForm, OwnList, read_own_services
from c4eo_core.sources.uploads.table import plain_name

COLUMNS = (
    "name",
    "type",
    "easting",
    "northing",
    "places",
    "opening",
    "ages_from",
    "ages_to",
    "placed_by",
    "row",
)


def own_list_of(
    ground: CoverageData,
    area: Area,
    content: bytes,
    filename: str,
    usual_type: str | None = None,
    asked: ListForm | None = None,
) -> OwnList:
    """Never raises: whatever is wrong is in `problems`. Services outside the authority are kept and pointed
    out in `notes`.
    """
    found = read_own_services(
        content, filename, ground.book, ground.places.postcodes, ground.school, usual_type, asked
    )
    return replace(found, notes=(*found.notes, *_strays(ground, area, found)))


def list_body(
    found: OwnList, area: Area, title: str, content: bytes, filename: str, who: str, today: dt.date
) -> ServiceList:
    """The list as it is kept: the places worked out, nothing else of the file. Raises NotValid."""
    rows = tuple(
        (
            s.name,
            s.type,
            s.easting,
            s.northing,
            s.places,
            s.opening,
            *(s.ages or (None, None)),
            s.placed_by,
            s.where,
        )
        for s in found.services
    )
    return ServiceList(
        area=area.code,
        title=title,
        columns=COLUMNS,
        services=rows,
        file=plain_name(filename),
        sha256=hashlib.sha256(content).hexdigest(),
        came_on=today.isoformat(),
        came_from=who[:300],
        left_out=_left_out(found),
    )


def _left_out(found: OwnList) -> tuple[tuple[str, str], ...]:
    """(row and column, what would have been needed), without a word of what stood there."""
    rows = [p for p in found.problems if p.where.startswith("Row ")]
    return tuple((p.where[:60], f"needed: {p.expected[:200]}") for p in rows[:MOST_SERVICES])


def _whole(cell: Cell) -> int | None:
    return None if cell is None else int(cell)


def services_of(body: ServiceList) -> tuple[OwnService, ...]:
    """Rows that no longer make a service are passed over: a pack may come from another version."""
    found = []
    for row in body.services:
        cells = dict(zip(body.columns, row, strict=False))
        name, kind = cells.get("name"), cells.get("type")
        easting, northing = _whole(cells.get("easting")), _whole(cells.get("northing"))
        if not isinstance(name, str) or not isinstance(kind, str) or easting is None or northing is None:
            continue
        low, high, places = (_whole(cells.get(n)) for n in ("ages_from", "ages_to", "places"))
        found.append(
            OwnService(
                name,
                kind,
                easting,
                northing,
                places,
                str(cells.get("opening") or ""),
                None if low is None or high is None else (low, high),
                str(cells.get("placed_by") or ""),
                str(cells.get("row") or ""),
            )
        )
    return tuple(found)


def _strays(ground: CoverageData, area: Area, found: OwnList) -> list[Problem]:
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
        )
        for s, at in zip(found.services, ground.authority_at(e, n), strict=True)
        if at != here
    ]
