"""Files of the compare page and of all areas, made when somebody follows their link; a maker
for each kind.
"""

from collections.abc import Callable, Mapping

from c4eo_core.answers.standing.all_areas import all_areas_of
from c4eo_core.answers.standing.compare import (
    MOST_AREAS,
    MOST_INDICATORS,
    Scatter,
    profile_of,
    scatter_of,
    several_of,
)
from c4eo_core.answers.standing.indicator_sets import indicator_sets
from c4eo_core.reports.tables.comparisons import (
    areas_file,
    profile_file,
    records_xlsx,
    scatter_file,
    several_file,
)
from c4eo_core.reports.tables.curve import records_csv
from pages.downloads.maker import Maker, desk_of, slug

# A word of a link holds 200 characters; a choice of many indicators is spread over several words.
_ROOM = 190
# What the tables are made of: rows, and the title above them.
Rows = tuple[list[dict], str]


def _all_areas(words: Mapping[str, str]) -> tuple[Rows, str]:
    desk = desk_of(words)
    indicator = desk.figures.find(words.get("indicator", ""))
    answer = all_areas_of(desk, desk.figures.areas.find(words.get("area", "")), indicator)
    return (areas_file(answer), indicator.title), f"{indicator.id}-all-authorities"


def _profile(words: Mapping[str, str]) -> tuple[Rows, str]:
    desk = desk_of(words)
    area, known = (
        desk.figures.areas.find(words.get("area", "")),
        indicator_sets(desk.figures).get(words.get("set", "")),
    )
    ids = (
        known.indicators
        if known
        else tuple(desk.figures.find(i).id for i in _joined(words))[:MOST_INDICATORS]
    )
    answer = profile_of(desk, area, known.title if known else "", ids)
    return (
        profile_file(answer),
        f"{area.name}: {answer.title or 'own choice'}",
    ), f"profile-{slug(area.name)}"


def _several(words: Mapping[str, str]) -> tuple[Rows, str]:
    desk = desk_of(words)
    indicator = desk.figures.find(words.get("indicator", ""))
    areas = tuple(desk.figures.areas.find(a) for a in words.get("places", "").split("."))[:MOST_AREAS]
    return (
        several_file(several_of(desk, areas, indicator)),
        indicator.title,
    ), f"{indicator.id}-several-places"


def _scatter(words: Mapping[str, str]) -> tuple[Rows, str]:
    desk = desk_of(words)
    x, y = (desk.figures.find(words.get(side, "")) for side in "xy")
    answer: Scatter = scatter_of(desk, desk.figures.areas.find(words.get("area", "")), x, y)
    return (scatter_file(answer), f"{x.title} and {y.title}"), f"{x.id}-and-{y.id}"


def _csv(asked: Rows) -> bytes:
    rows = asked[0]
    return records_csv(rows, list(rows[0]) if rows else [])


def _maker(answer: Callable[[Mapping[str, str]], tuple[Rows, str]]) -> Maker[Rows]:
    return Maker(answer, {"csv": _csv, "xlsx": lambda asked: records_xlsx(*asked)})


MAKERS = {
    "all-areas": _maker(_all_areas),
    "profile": _maker(_profile),
    "several": _maker(_several),
    "scatter": _maker(_scatter),
}


def parted(ids: tuple[str, ...]) -> dict[str, str]:
    """A long list of ids as words of a link: own0, own1 …"""
    lines = [""]
    for i in ids:
        fits = len(lines[-1]) + len(i) < _ROOM
        lines = [*lines[:-1], f"{lines[-1]}.{i}".lstrip(".")] if fits else [*lines, i]
    return {f"own{k}": line for k, line in enumerate(lines)}


def _joined(words: Mapping[str, str]) -> list[str]:
    return [i for k in range(len(words)) for i in words.get(f"own{k}", "").split(".") if i]
