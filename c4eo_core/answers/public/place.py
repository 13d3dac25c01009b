"""One place on the public site: its sentences, and its headline curves with all that belongs to each."""

import re
from dataclasses import dataclass, replace

from c4eo_core.answers.desk import Desk
from c4eo_core.answers.forecasts.forecast import forecast_of
from c4eo_core.answers.forecasts.shape import Forecast, NoForecast
from c4eo_core.answers.forecasts.words import FEW_POINTS
from c4eo_core.answers.public.view import Card, Tag, card, plain_sentence, tags_of
from c4eo_core.answers.public.wide_areas import beside, how_to_read, wide_card
from c4eo_core.answers.standing.curve import Curve, Series, curve_of
from c4eo_core.answers.standing.overview import overview_of
from c4eo_core.answers.standing.words import lower_first, trend_words, value_words, with_unit
from c4eo_core.catalogue.choices import Priority, priorities
from c4eo_core.model.area import Area, AreaKind
from c4eo_core.model.indicator import Indicator

# Parts of London are left out: a borough is shown beside the part it lies in, on its own page.
KINDS = (AreaKind.ENGLAND, AreaKind.REGION, AreaKind.AUTHORITY)
_MEDIAN = "Similar areas, middle one"


@dataclass(frozen=True)
class PublicCurve:
    """compared: which of neighbours, region, england, ahead there are to draw beside the place."""

    curve: Curve
    forecast: Forecast | None
    why: str
    sentence: str
    tags: tuple[Tag, ...]
    alt: str
    compared: tuple[str, ...]

    @property
    def id(self) -> str:
        return self.curve.indicator.id

    def lines(self) -> list[tuple[str, Series]]:
        """The lines of the picture that have a figure, with their roles; the place first, each neighbour
        last.
        """
        c = self.curve
        rows: list[tuple[str, Series]] = [("us", c.area)]
        rows += [("median", c.neighbour_median)] if "neighbours" in self.compared else []
        rows += [("region", c.region)] if "region" in self.compared and c.region else []
        rows += [("england", c.england)] if "england" in self.compared else []
        rows += list(zip(("concern", "reference"), c.parts, strict=False))
        return rows + [("neighbour", s) for s in c.neighbours]


@dataclass(frozen=True)
class PublicPlace:
    """reading: what to know before reading, where it is not the same as for an authority."""

    area: Area
    region: Area | None
    cards: tuple[Card, ...]
    reading: tuple[str, ...]
    sections: tuple[tuple[Priority, tuple[PublicCurve, ...]], ...]

    @property
    def curves(self) -> tuple[PublicCurve, ...]:
        return tuple(c for _, curves in self.sections for c in curves)


def public_place(desk: Desk, area: Area) -> PublicPlace:
    found = [overview_of(desk, area, name) for name in priorities()]
    return PublicPlace(
        area=area,
        region=desk.figures.areas.by_code(area.region) if area.region else None,
        cards=tuple(card(o) if area.is_authority else wide_card(o) for o in found),
        reading=() if area.is_authority else how_to_read(area.kind),
        sections=tuple(
            (o.priority, tuple(_public(desk, c, o.why[c.indicator.id]) for c in o.curves)) for o in found
        ),
    )


def public_curve(desk: Desk, area: Area, indicator: Indicator) -> PublicCurve:
    """Any indicator for any place; `why` is empty where it is no headline."""
    name = headlines(desk).get(indicator.id)
    if name is None:
        return _public(desk, curve_of(desk, area, indicator), "")
    overview = overview_of(desk, area, name)
    curve = next(c for c in overview.curves if c.indicator.id == indicator.id)
    return _public(desk, curve, overview.why[indicator.id])


def curve_without_forecast(desk: Desk, area: Area, indicator: Indicator) -> PublicCurve:
    """The newest figure and the history beside region, England and the middle of the similar areas."""
    return _public(desk, curve_of(desk, area, indicator), "", ahead=False)


def headlines(desk: Desk) -> dict[str, str]:
    """Indicator id → the first priority that has it for a headline, in the order of the lists."""
    found: dict[str, str] = {}
    for name, priority in priorities().items():
        for headline in priority.headlines:
            found.setdefault(desk.find(headline.key).id, name)
    return found


def public_areas(desk: Desk) -> tuple[Area, ...]:
    """England, the regions, the authorities."""
    return tuple(a for kind in KINDS for a in desk.figures.areas.areas if a.kind is kind)


def slug(name: str) -> str:
    """A name as it stands in an address: 'bristol-city-of'."""
    return "-".join(re.findall(r"[a-z0-9]+", name.casefold().replace("'", "").replace("’", "")))


def _public(desk: Desk, curve: Curve, why: str, ahead: bool = True) -> PublicCurve:
    curve = replace(curve, neighbour_median=replace(curve.neighbour_median, name=_MEDIAN))
    try:
        forecast = forecast_of(desk, curve.place, curve.indicator) if ahead else None
    except NoForecast:
        forecast = None
    # A place with no past of its own has a baseline made of other places: too easily taken for its own.
    forecast = forecast if forecast and forecast.baseline and forecast.points >= FEW_POINTS else None
    there = {
        "neighbours": bool(curve.neighbours),
        "region": curve.region is not None,
        "england": curve.place.kind is not AreaKind.ENGLAND,
        "ahead": forecast is not None,
    }
    return PublicCurve(
        curve=curve,
        forecast=forecast,
        why=why,
        sentence=_sentence(curve),
        tags=tags_of(curve),
        alt=_alt(curve),
        compared=tuple(name for name, is_there in there.items() if is_there),
    )


def _sentence(curve: Curve) -> str:
    """The newest figure in plain words; where there is none, why, and the last one there was
    with its date.
    """
    if curve.progress.value is not None:
        set_beside = None if curve.place.is_authority else beside(curve)
        return plain_sentence(curve) + (f" {set_beside.words}" if set_beside else "")
    words = value_words(curve.progress)
    if curve.last_available:
        period, value = curve.last_available
        words += f" The last one we have is {with_unit(value, curve.indicator)}, for {period.label}."
    return words


def _alt(curve: Curve) -> str:
    """One sentence that stands for the picture, each figure with its period."""
    p, i = curve.progress, curve.indicator
    known = [(period, v) for period, v in zip(curve.periods, curve.area.values, strict=True) if v is not None]
    what = f"{curve.place.name}, {lower_first(i.title)}: "
    if not known:
        what += "no figures"
    elif len(known) == 1:
        what += f"one figure, {with_unit(known[0][1], i)} in {known[0][0].label}"
    else:
        (first, a), (last, b) = known[0], known[-1]
        what += f"from {with_unit(a, i)} in {first.label} to {with_unit(b, i)} in {last.label}"
    parts = [what]
    if curve.place.is_authority and p.value is not None:
        parts.append(f"trend: {trend_words(p)}")
    others = [("the middle of the ten similar areas", p.neighbours.median if curve.neighbours else None)]
    others += [("England", p.england if curve.place.kind is not AreaKind.ENGLAND else None)]
    said = [f"{name} {with_unit(v, i)}" for name, v in others if v is not None]
    return "; ".join([*parts, *([f"in {p.period.label}, {' and '.join(said)}"] if said else [])]) + "."
