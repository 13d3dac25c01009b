"""Curves of one trust: published ones as they are kept for everybody, its own made anew from the records and
kept by nobody.
"""

from c4eo_core.answers.desk import prepared_desk
from c4eo_core.answers.forecasts.forecast import forecast_of
from c4eo_core.answers.forecasts.shape import Forecast, NoForecast
from c4eo_core.answers.local.desk import PREFIX, LocalDesk, TrustDesk, is_local, with_local
from c4eo_core.answers.standing.curve import Curve, curve_of
from c4eo_core.answers.standing.words import with_unit
from c4eo_core.records.errors import UnknownItem, UnknownTrust
from c4eo_core.records.local_kinds import LocalSeries
from c4eo_core.records.rows import Item, Trust
from pages.cached import curves
from pages.session import neighbours_in_use, reader

GONE = "A local series that is not here any more"


def trust_of(trust: str) -> Trust:
    """Raises UnknownTrust."""
    found = next((t for t in reader.records().trusts(reader.actor()) if t.id == trust), None)
    if found is None:
        raise UnknownTrust("There is no such trust here, or not one of yours.")
    return found


def desk_of(trust: Trust | str, only: str = "") -> TrustDesk:
    """The figures of this page with the trust's own series beside them. only: the one local indicator that is
    asked for.
    """
    whole = trust if isinstance(trust, Trust) else trust_of(trust)
    return with_local(
        neighbours_in_use.desk_at(neighbours_in_use.version()),
        whole,
        _one(whole.id, only) if only else series_of(whole.id),
    )


def _one(trust: str, indicator: str) -> list[Item]:
    try:
        return [reader.records().item(reader.actor(), trust, indicator.removeprefix(PREFIX))]
    except UnknownItem:
        return []


def series_of(trust: str) -> list[Item]:
    return reader.records().items(reader.actor(), trust, LocalSeries)


def curve_for(trust: str, area: str, indicator: str) -> Curve:
    """Raises UnknownItem for a local series that is gone."""
    if not is_local(indicator):
        return curves.curve_for(area, indicator)
    desk = desk_of(trust, indicator)
    found = _held(desk, indicator)
    return curve_of(desk, found.area, found.indicator)


def forecast_for(trust: str, area: str, indicator: str) -> Forecast | None:
    """None where there can be none. Raises UnknownItem for a local series that is gone."""
    if not is_local(indicator):
        return curves.forecast_for(area, indicator)
    desk = desk_of(trust, indicator)
    found = _held(desk, indicator)
    try:
        return forecast_of(desk, found.area, found.indicator)
    except NoForecast:
        return None


def _held(desk: TrustDesk, indicator: str) -> LocalDesk:
    found = desk.held(indicator)
    if found is None:
        raise UnknownItem(f"{GONE}.")
    return found


def version_of(trust: str, indicator: str) -> str:
    """Changes when the figures behind a curve do. Raises UnknownItem for a local series that is gone."""
    if is_local(indicator):
        return _held(desk_of(trust, indicator), indicator).figures.version
    return prepared_desk().figures.version


def holds(trust: str, indicator: str) -> bool:
    """Whether there are figures to draw it from."""
    if is_local(indicator):
        return desk_of(trust, indicator).held(indicator) is not None
    return indicator in prepared_desk().figures.index


def options(trust: str) -> dict[str, str]:
    """The trust's own series, by id."""
    return {i.id: i.title for i in desk_of(trust).indicators}


def newest(series: Item) -> tuple[str, str]:
    """(figure with its unit, period) of one of a trust's own series that has a figure. Raises UnknownItem for
    one that is gone.
    """
    curve = curve_for(series.trust, "", PREFIX + series.id)
    period, value = curve.last_available or (curve.progress.period, curve.progress.value)
    return with_unit(value, curve.indicator), period.label


def title_of(trust: str, indicator: str) -> str:
    """An indicator the figures no longer have is named by its id; a local series that is gone has no name
    left.
    """
    if is_local(indicator):
        found = desk_of(trust, indicator).held(indicator)
        return found.indicator.title if found else GONE
    figures = prepared_desk().figures
    return (
        figures.find(indicator).title if indicator in figures.index else f"{indicator} (no longer published)"
    )
