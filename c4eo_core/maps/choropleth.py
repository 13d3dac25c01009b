"""England by authority: five equal groups in one hue, or better and worse than England.

Boundaries are fetched from this server by the browser, once; a click changes the figures and never the
shapes. Which places are drawn is data too, and the picture fits itself to them: so a region or London fills
the frame.
"""

from functools import lru_cache

from c4eo_core.answers.standing.all_areas import AllAreas, AreaRow
from c4eo_core.charts.theme import LIGHT, SCREEN, Look, Size
from c4eo_core.maps.boundaries import ADDRESS
from c4eo_core.model.display import figure, ordinal

FIFTHS, AGAINST_ENGLAND = "fifths", "england"
NONE = "none"
PICKED = "place"
TOLD = (("name", "Authority"), ("shown", "Figure"), ("place", "Rank"), ("side", "Against England"))
_FIFTHS = {
    "light": ("#e3edf6", "#b3cde3", "#7ba7cf", "#3f79ae", "#12436D"),
    "dark": ("#1d3348", "#2c5679", "#3f7dad", "#6fb0e3", "#c6e4fb"),
}
_SIDES = {"light": ("#28A197", "#d9dcde", "#d4601f"), "dark": ("#56D0C5", "#3a424a", "#ff9b61")}
_NO_FIGURE = {"light": "#ffffff", "dark": "#11151a"}


def palette(look: Look) -> dict[str, str]:
    """Class of a place → its fill."""
    fifths = {f"fifth-{k + 1}": colour for k, colour in enumerate(_FIFTHS[look.name])}
    better, similar, worse = _SIDES[look.name]
    return {
        **fifths,
        "better": better,
        "similar": similar,
        "worse": worse,
        "not compared": _NO_FIGURE[look.name],
        NONE: _NO_FIGURE[look.name],
    }


def map_height(size: Size) -> int:
    return round(size.height * 1.32)


@lru_cache
def map_spec(
    look: Look = LIGHT, size: Size = SCREEN, told: tuple[tuple[str, str], ...] = TOLD, choosing: bool = False
) -> dict:
    """The specification without data, built once for each form; do not change it. told: (field, title) of
    what is said of the place one points at; choosing: a click on a place picks its code, under the name
    PICKED.
    """
    from c4eo_core.maps.forms.choropleth import choropleth_form  # Altair comes with the first map

    picked = PICKED if choosing else None
    return choropleth_form(look, size, map_height(size), ADDRESS, palette(look), told, picked)


def map_rows(
    answer: AllAreas,
    colouring: str = FIFTHS,
    region: str | None = None,
    shown: tuple[str, ...] = ("neighbours",),
) -> list[dict]:
    """The data of one map. region: draw only the authorities of the region with this code."""
    drawn = [r for r in answer.rows if region is None or (r.region and r.region.code == region)]
    return [
        {
            "code": r.area.code,
            "name": r.area.name,
            "class": class_of(r, colouring),
            "who": _who(r, shown),
            "shown": (
                figure(r.value, answer.indicator)
                if r.value is not None
                else f"no figure: {r.note.words if r.note else 'not available'}"
            ),
            "place": f"{ordinal(r.rank)} of {answer.ranked}" if r.rank else "not ranked",
            "side": r.against_england,
        }
        for r in drawn
    ]


def class_of(row: AreaRow, colouring: str) -> str:
    if row.value is None:
        return NONE
    return f"fifth-{row.fifth}" if colouring == FIFTHS else row.against_england


def _who(row: AreaRow, shown: tuple[str, ...]) -> str:
    return "us" if row.is_place else "neighbour" if row.neighbour and "neighbours" in shown else "other"


def legend(answer: AllAreas, colouring: str) -> list[tuple[str, str]]:
    """(class, words) of every colour on the map, with how many authorities have it."""
    if colouring == AGAINST_ENGLAND:
        words = {
            "worse": "worse than England",
            "similar": "no clear difference",
            "better": "better than England",
            "not compared": "not compared",
        }
    else:
        words = {f"fifth-{k}": _range_words(answer, k) for k in range(1, 6)}
    counted = {c: sum(class_of(r, colouring) == c for r in answer.rows) for c in (*words, NONE)}
    words[NONE] = "no figure (empty, dashed edge)"
    return [
        (c, f"{words[c]}: {counted[c]} {'place' if counted[c] == 1 else 'places'}")
        for c in words
        if counted[c]
    ]


def _range_words(answer: AllAreas, fifth: int) -> str:
    inside = sorted(r.size for r in answer.known if r.fifth == fifth and r.size is not None)
    if not inside:
        return ""
    low, high = figure(inside[0], answer.indicator), figure(inside[-1], answer.indicator)
    return low if low == high else f"{low} to {high}"


def map_alt(answer: AllAreas, colouring: str, region_name: str | None) -> str:
    where = region_name or "England"
    how = (
        "better or worse than England" if colouring == AGAINST_ENGLAND else "in five groups from low to high"
    )
    what = f"{answer.indicator.title}, {answer.period.label}"
    return (
        f"Map of {where} by authority: {what}, {how}. {answer.place.name} is outlined; the table has every"
        " figure."
    )
