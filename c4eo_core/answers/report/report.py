"""A report: the published answers on a priority and, where there was a workshop, what it recorded."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from c4eo_core import __version__
from c4eo_core.answers.desk import Desks
from c4eo_core.answers.forecasts.forecast import forecast_of
from c4eo_core.answers.forecasts.shape import Forecast, NoForecast
from c4eo_core.answers.standing.curve import Curve, curve_of
from c4eo_core.answers.standing.overview import overview_of
from c4eo_core.answers.standing.who_turned import report_line, who_turned
from c4eo_core.answers.workshop.notes import (
    Factor,
    GroupForecast,
    NotAMeasure,
    Notes,
    TurnedCurve,
    Verdict,
    tidied,
)
from c4eo_core.answers.workshop.turned import Turned, turned_since
from c4eo_core.catalogue.choices import Evidence, Priority, priorities
from c4eo_core.model.area import Area, AreaKind
from c4eo_core.model.indicator import Indicator


class NoReport(LookupError):
    """There is nothing to report on under that name."""


@dataclass(frozen=True)
class ReportCurve:
    """One curve in full. forecast is None exactly where no_forecast says why; the rest is what the workshop
    made of it. to_ask: who like us turned this curve, in a sentence.
    """

    curve: Curve
    forecast: Forecast | None
    no_forecast: str
    verdict: Verdict | None
    group: GroupForecast | None
    ambition: TurnedCurve | None
    turned: Turned | None
    factors: tuple[Factor, ...]
    to_ask: str = ""

    @property
    def indicator(self) -> Indicator:
        return self.curve.indicator


@dataclass(frozen=True)
class Report:
    """headlines: the priority's, worst first; titles: of every indicator the notes name. Without notes it is
    the report card.
    """

    area: Area
    priority: Priority
    headlines: tuple[Curve, ...]
    key_messages: tuple[Evidence, ...]
    curves: tuple[ReportCurve, ...]
    notes: Notes | None
    other_factors: tuple[Factor, ...]
    titles: dict[str, str]
    made_on: dt.date
    app_version: str
    figures_version: str
    figures_built: dt.date
    neighbour_date: str
    chosen_neighbours: str = ""

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        """Every indicator whose figures are shown, once."""
        return tuple({c.indicator.id: c.indicator for c in (*self.curves, *self.headlines)}.values())


def report_of(
    desk: Desks,
    area: Area,
    priority: str,
    curves: Sequence[Indicator] = (),
    notes: Notes | None = None,
    *,
    made_on: dt.date,
) -> Report:
    """curves: those shown in full; by default those the workshop chose, else the headline with a figure that
    stands worst.
    Raises NoReport, NotAMeasure."""
    if priority not in priorities():
        raise NoReport(
            f"'{priority}' is not a priority we know; the priorities are {', '.join(priorities())}."
        )
    if area.kind not in (AreaKind.AUTHORITY, AreaKind.ABOLISHED):
        raise NoReport(
            f"Reports are made for authorities; {area.name} is not one, so give an authority instead."
        )
    overview = overview_of(desk.of(), area, priority)
    figures = desk.figures
    notes = tidied(notes) if notes else None
    _refuse_indicators(notes, figures.indicators)
    chosen = (
        list(curves) or [desk.find(i) for i in (notes.curves if notes else ())] or [_worst(overview.curves)]
    )
    full = tuple(_full(desk, area, i, notes, alone=len(chosen) == 1) for i in chosen)
    told = {id(f) for c in full for f in c.factors}
    return Report(
        area=area,
        priority=overview.priority,
        headlines=overview.curves,
        key_messages=overview.key_messages,
        curves=full,
        notes=notes,
        other_factors=tuple(f for f in notes.factors if id(f) not in told) if notes else (),
        titles={i.id: i.short for i in (*figures.indicators, *(c.indicator for c in full))},
        made_on=made_on,
        app_version=__version__,
        figures_version=figures.version,
        figures_built=figures.built,
        neighbour_date=figures.neighbour_date,
    )


def _worst(headlines: Sequence[Curve]) -> Indicator:
    """The first with a figure: a place with none of its own still gets the curve of places like it."""
    return next((c.indicator for c in headlines if c.progress.value is not None), headlines[0].indicator)


def _full(desk: Desks, area: Area, indicator: Indicator, notes: Notes | None, alone: bool) -> ReportCurve:
    """alone: the report's only curve, to which what names no curve belongs."""
    curve = curve_of(desk, area, indicator)
    forecast, why = None, ""
    try:
        forecast = forecast_of(desk, area, indicator)
    except NoForecast as error:
        why = str(error)
    of_it = (indicator.id, "") if alone else (indicator.id,)
    notes = notes or Notes("", "")
    frozen = _about(of_it, notes.frozen)
    return ReportCurve(
        curve=curve,
        forecast=forecast if forecast and forecast.baseline else None,
        no_forecast=why or (forecast.words if forecast and not forecast.baseline else ""),
        verdict=_newest(_about(of_it, notes.verdicts)),
        group=_newest(_about(of_it, notes.group_forecasts)),
        ambition=_newest(_about(of_it, notes.turned_curves)),
        turned=turned_since(frozen[-1], curve) if frozen else None,
        factors=_about(of_it, notes.factors),
        to_ask="" if indicator.local else report_line(who_turned(desk.of(indicator), area, indicator)),
    )


class _OfCurve(Protocol):
    @property
    def indicator(self) -> str: ...


N = TypeVar("N", bound=_OfCurve)


def _about(indicators: Sequence[str], notes: Sequence[N]) -> tuple[N, ...]:
    return tuple(note for note in notes if note.indicator in indicators)


def _newest(notes: Sequence[N]) -> N | None:
    return notes[-1] if notes else None


def _refuse_indicators(notes: Notes | None, indicators: Sequence[Indicator]) -> None:
    """A curve of everybody in the place stands in a service's card only as what the service
    contributes to.
    """
    names = {name.casefold() for i in indicators for name in (i.id, i.title, i.short)}
    for m in notes.measures if notes else ():
        if m.title.casefold() in names and not m.contributes_to:
            raise NotAMeasure(
                f"'{m.title}' is about everybody in the place, not about {m.service}: give the service's own"
                " measure, and name the indicator as what it contributes to."
            )
