"""A school's community in one answer: all that the page, the sheet, a file and the terminal show."""

import numpy as np

from c4eo_core.answers.schools import words as say
from c4eo_core.answers.schools.find import open_school
from c4eo_core.answers.schools.measures import SCORES
from c4eo_core.answers.schools.offer import offer_of
from c4eo_core.answers.schools.own_pupils import own_pupils_of
from c4eo_core.answers.schools.questions import questions_for
from c4eo_core.answers.schools.school_data import Counts, SchoolData
from c4eo_core.answers.schools.shape import (
    CIRCLE,
    PUPILS,
    USUAL,
    CommunityQuestion,
    School,
    SchoolCommunity,
    ScoreSpread,
    Share,
    SmallArea,
    Surroundings,
)
from c4eo_core.coverage import catchment
from c4eo_core.model.grid import to_lonlat
from c4eo_core.model.service import OwnService
from c4eo_core.store.community import PUPIL_GROUPS

# Where a school's number of pupils is not known, the area is a circle of this many kilometres.
_NO_PUPILS_KM = {False: 1.0, True: 3.0}


def community_of(
    sg: SchoolData,
    urn: int,
    asked: CommunityQuestion | None = None,
    own: tuple[OwnService, ...] = (),
    adds: bool = False,
) -> SchoolCommunity:
    """own: the trust's own list of services; adds: beside the published list, not in its place. Raises
    UnknownSchool; a closed school is answered by its successor."""
    row, _ = open_school(sg, urn)
    school = school_of(sg, row)
    area = surroundings_of(sg, school, asked or CommunityQuestion())
    shares = shares_of(sg, school, area)
    reach = offer_of(sg, school, area, own, adds)
    pupils = own_pupils_of(sg, row, school)
    return SchoolCommunity(
        school=school,
        area=area,
        shares=shares,
        scores=_scores(sg, school, area),
        own=pupils,
        reach=reach,
        finding=say.finding(school, area, shares, reach),
        questions=questions_for(school, area, shares, reach, pupils),
        unknown=say.unknown(sg, school, area, shares, reach),
        sources=say.sources(sg),
        methods=say.methods(area),
    )


def school_of(sg: SchoolData, row: int) -> School:
    """row: of the open school in the list."""
    s = sg.community.schools
    ages, known = sg.ages_of(row)
    pupils = None if np.isnan(s.pupils[row]) else int(s.pupils[row])
    lon, lat = sg.kept("degrees", lambda: to_lonlat(s.easting, s.northing))
    percent = dict(zip(PUPIL_GROUPS, s.groups[row].tolist(), strict=True))
    shown = {
        g: x for g, x in percent.items() if pupils and x == x and pupils * x / 100 >= catchment.FEWEST - 0.5
    }
    counted = [g for g, x in percent.items() if x == x and x > 0]
    meals = float(s.meals[row])
    few_meals = pupils is None or pupils * meals / 100 < catchment.FEWEST - 0.5
    return School(
        urn=int(s.urn[row]),
        name=s.name[row],
        kind=s.kind[row],
        authority=sg.areas.areas[int(sg.school_authority[row])],
        pupils=pupils,
        pupils_of=int(s.pupils_of[row]) or None,
        ages=ages,
        ages_known=known,
        meals=None if np.isnan(meals) or few_meals else meals,
        groups=shown,
        few_groups=len(counted) - len(shown),
        postcode=s.postcode[row],
        town=s.town[row],
        easting=int(s.easting[row]),
        northing=int(s.northing[row]),
        lon=float(lon[row]),
        lat=float(lat[row]),
        rural=bool(sg.ground.places.small_areas.rural[sg.school_small_area[row]]),
    )


def surroundings_of(sg: SchoolData, school: School, asked: CommunityQuestion) -> Surroundings:
    """The small areas looked at, nearest first."""
    centre = sg.point(school.easting, school.northing, school.authority)
    of_ages = sg.kept(f"children {school.ages}", lambda: catchment.of_ages(sg.bands, *school.ages))
    if asked.kind == USUAL and not school.pupils:
        asked = CommunityQuestion(CIRCLE, _NO_PUPILS_KM[school.rural])
    weights = None
    if asked.kind == PUPILS:
        rows = np.array([r for r, _ in asked.homes], int)
        weights = np.array([n for _, n in asked.homes], float)
    elif asked.kind == CIRCLE:
        rows = catchment.within(sg.tree, centre, 1000 * (asked.km or 1.0))
        rows = rows if len(rows) else catchment.nearest_holding(sg.tree, centre, of_ages, 0)
    else:
        rows = catchment.nearest_holding(sg.tree, centre, of_ages, school.pupils or 0)
    small = sg.ground.places.small_areas
    km = np.hypot(*(sg.tree.data[rows] - np.array(centre)).T) / 1000
    areas = _small_areas(sg, rows, km, of_ages, weights)
    mine = sg.areas.index[school.authority.code]
    across = sorted({sg.areas.areas[a].name for a in small.area[rows].tolist() if a != mine})
    radius = asked.km if asked.kind == CIRCLE and asked.km else float(km.max())
    return Surroundings(
        asked=asked,
        rows=rows,
        small_areas=areas,
        words=say.area_words(school, asked, len(rows), float(km.max())),
        radius_km=radius,
        people=int(sg.column("pop_mid2022")[rows].sum()),
        children=int(sg.column("children")[rows].sum()),
        of_ages=int(round(of_ages[rows].sum())),
        across=tuple(across),
    )


def _small_areas(
    sg: SchoolData, rows: np.ndarray, km: np.ndarray, of_ages: np.ndarray, weights: np.ndarray | None
) -> tuple[SmallArea, ...]:
    small = sg.ground.places.small_areas
    poor, children = sg.column("deprived_children"), sg.column("children")
    return tuple(
        SmallArea(
            code=bytes(small.code[r]).decode(),
            name=sg.names[r],
            authority=sg.areas.areas[int(small.area[r])].name,
            children=int(children[r]),
            of_ages=float(of_ages[r]),
            deprived=None if np.isnan(poor[r]) else catchment.share(float(poor[r]), float(children[r])),
            decile=int(small.decile[r]),
            km=float(km[i]),
            weight=1.0 if weights is None else float(weights[i]),
        )
        for i, r in enumerate(rows.tolist())
    )


def shares_of(sg: SchoolData, school: School, area: Surroundings) -> dict[str, Share]:
    """Every measure, by id. With pupils' homes, each small area counts as often as pupils live there."""
    mine = sg.areas.index[school.authority.code]
    weights = np.array([a.weight for a in area.small_areas])
    homes = area.asked.kind == PUPILS
    middle, inside = np.unique(sg.middle_of[area.rows], return_inverse=True)
    lots = np.bincount(inside, weights=weights, minlength=len(middle)) if homes else np.ones(len(middle))
    (small_here, middle_here), (small_all, middle_all) = sg.totals(mine), sg.totals(None)
    found = _over(sg.small, area.rows, weights, homes, small_here, small_all)
    found |= _over(sg.middle, middle, lots, homes, middle_here, middle_all)
    return found


def _over(
    part: Counts, rows: np.ndarray, weights: np.ndarray, homes: bool, here: np.ndarray, all: np.ndarray
) -> dict[str, Share]:
    counts, wholes = part.counts[rows], part.wholes[rows]
    count, whole = catchment.totals(counts, wholes, np.ones(len(rows)))
    mean = np.zeros(len(count))
    if homes:  # the mean over pupils of the share where each lives
        with np.errstate(invalid="ignore", divide="ignore"):
            each = counts / wholes
        there = np.isfinite(each)
        lots = weights @ there
        mean = np.divide(weights @ np.where(there, each, 0), lots, out=np.zeros(len(lots)), where=lots > 0)
    found, ends = {}, catchment.spreads(counts, wholes)
    for c, measure in enumerate(part.measures):
        value = catchment.share(float(count[c]), float(whole[c]))
        if value is not None and homes:
            value = 100 * float(mean[c])
        found[measure.id] = Share(
            measure=measure,
            value=value,
            count=None if value is None else int(round(count[c])),
            authority=float(here[c]),
            england=float(all[c]),
            spread=ends[c],
        )
    return found


def _scores(sg: SchoolData, school: School, area: Surroundings) -> tuple[ScoreSpread, ...]:
    here = sg.middle_scores(sg.areas.index[school.authority.code])
    england = sg.middle_scores(None)
    values = np.sort(sg.scores[area.rows], axis=0)
    last = len(values) - 1
    middle = (values[last // 2] + values[(last + 1) // 2]) / 2
    rows = zip(SCORES, values[0].tolist(), middle.tolist(), values[-1].tolist(), here, england, strict=True)
    return tuple(ScoreSpread(*row) for row in rows)
