"""The room's own lines: its forecast in place of the statistical one, and its ambition."""

from functools import partial

import streamlit as st
from markupsafe import Markup

from c4eo_core.answers.desk import prepared_desk
from c4eo_core.answers.forecasts.shape import Forecast, NoForecast
from c4eo_core.answers.local.desk import is_local
from c4eo_core.answers.report.group_lines import (
    Ambition,
    ambition_of,
    latest,
    limits,
    sloped_values,
    starting_values,
)
from c4eo_core.answers.scenarios.what_if import baseline_of
from c4eo_core.answers.scenarios.what_if_form import OWN
from c4eo_core.answers.standing.curve import Curve
from c4eo_core.model.display import figure
from c4eo_core.model.gap_size import size_of
from c4eo_core.model.markup import markup
from c4eo_core.records.kinds import GroupForecast, TurnedCurve
from c4eo_core.records.rows import Item
from pages.cached import curves_of_a_trust
from pages.components.what_if_goal import goal_controls
from pages.editing import fields, saving
from pages.editing.fields import PREFIX
from pages.session import neighbours_in_use, reader, screen


def group_panel(workshop: Item, forecast: Forecast, group: Item | None) -> None:
    """Three values or a slope; the statistical version stays in the picture."""
    screen.html(
        Markup(
            '<h3>Group forecast</h3><p class="note">Does the room expect something else? Say so here. The'
            " statistical line stays.</p>"
        )
    )
    place = f"{PREFIX}add:{workshop.id}:{forecast.indicator.id}:group"
    with st.container(horizontal=True, vertical_alignment="bottom"):
        _slope(workshop, forecast, group, place)
        if group is None:
            st.button(
                "Type the values instead",
                key=f"{PREFIX}group-start",
                on_click=_start,
                args=(workshop, forecast, place),
                disabled=reader.reads_only(),
            )
        else:
            st.button(
                "Back to the statistical forecast",
                key=f"{PREFIX}group-reset",
                icon=":material/restart_alt:",
                on_click=fields.remove,
                args=(group,),
                disabled=reader.reads_only(),
            )
    fields.told(place)
    if group is not None:
        _values(forecast, group)
        fields.text_field(group, "reason", "Why does the room expect this?", long=True)
        fields.told(f"{PREFIX}{group.id}:remove")


def _slope(workshop: Item, forecast: Forecast, group: Item | None, place: str) -> None:
    key = f"{PREFIX}slope:{workshop.id}:{forecast.indicator.id}"
    now = latest(forecast)
    start = (
        f"From {figure(now, forecast.indicator)} in {forecast.origin.label}."
        if now is not None
        else "From the baseline."
    )
    sign = " A change below 0 narrows the gap." if forecast.indicator.is_gap else ""
    st.number_input(
        "Change a year",
        value=None,
        step=0.5,
        format="%g",
        key=key,
        on_change=_sloped,
        args=(workshop, forecast, group, place, key),
        placeholder="such as -1.5",
        help=f"{start}{sign} It sets the next three years.",
        width=220,
        disabled=reader.reads_only(),
    )


def _start(workshop: Item, forecast: Forecast, place: str) -> None:
    body = GroupForecast(indicator=forecast.indicator.id, values=starting_values(forecast))
    saving.add(workshop.trust, body, workshop.id, place)


def _sloped(workshop: Item, forecast: Forecast, group: Item | None, place: str, key: str) -> None:
    slope = st.session_state[key]
    if slope is None:
        return
    st.session_state[key] = None  # it has become three values, and may be asked for again
    values = sloped_values(forecast, slope)
    if group is None:
        saving.add(
            workshop.trust, GroupForecast(indicator=forecast.indicator.id, values=values), workshop.id, place
        )
    else:
        saving.save(group, place, values=values)


def _values(forecast: Forecast, group: Item) -> None:
    labels = {a.period.end.year: a.period.label for a in forecast.baseline} | {
        p.end.year: p.label for p, _, _ in forecast.history
    }
    expected = {a.period.end.year: figure(a.median, forecast.indicator) for a in forecast.baseline}
    low, high = limits(forecast.indicator)
    for column, (year, value) in zip(
        st.columns(max(3, len(group.body.values))), group.body.values, strict=False
    ):
        with column:
            place = fields.bound(group, str(year), size_of(value, forecast.indicator))
            beside = f", baseline {expected[year]}" if year in expected else ""
            st.number_input(
                f"{labels.get(year, year)}{beside}",
                low,
                high,
                step=0.5,
                format="%g",
                key=place,
                on_change=_valued,
                args=(group, year, place),
                disabled=reader.reads_only(),
            )
            fields.told(place)


def _valued(group: Item, year: int, place: str) -> None:
    """From what stands there now: somebody who types fast has not yet been shown their own last value."""
    value = st.session_state[place]
    values = {**dict(saving.as_saved(group).body.values), **({year: value} if value is not None else {})}
    saving.save(group, place, values=tuple(values.items()))


def ambition_panel(workshop: Item, curve: Curve, forecast: Forecast, held: Item | None) -> None:
    """Where the room wants the curve to go: a figure of its own, or where places like it are
    expected to be.
    """
    screen.html(
        Markup(
            '<h3>The curve we want</h3><p class="note">The ambition of the room. It is drawn as what is'
            " wanted, never"
            " as a prediction.</p>"
        )
    )
    place = f"{PREFIX}add:{workshop.id}:{forecast.indicator.id}:ambition"
    if held is not None:
        _ambition_held(forecast, held)
        return
    try:
        private = is_local(curve.indicator.id)
        desk = (
            curves_of_a_trust.desk_of(workshop.trust, curve.indicator.id)
            if private
            else neighbours_in_use.desk_at(neighbours_in_use.version())
        )
        ground = baseline_of(desk if private else prepared_desk(), curve.place, curve.indicator)
    except NoForecast as error:
        screen.html(markup('<p class="note">{error}</p>', error=str(error)))
        return
    goal, year, own = goal_controls(
        partial("{}ambition_{}_{}_{}".format, PREFIX, workshop.id, curve.indicator.id),
        ground,
        not desk.of(curve.indicator).may_follow_neighbours,
    )
    found = ambition_of(desk, curve, goal, year, own)
    screen.html(Markup().join(markup("<p>{line}</p>", line=line) for line in found.words))
    if found.values:
        st.button(
            "Draw this ambition",
            key=f"{PREFIX}ambition-draw",
            on_click=_draw,
            args=(workshop, curve, found, goal, place),
            disabled=reader.reads_only(),
        )
    fields.told(place)


def _ambition_held(forecast: Forecast, held: Item) -> None:
    last, value = held.body.values[-1]
    label = next((a.period.label for a in forecast.baseline if a.period.end.year == last), str(last))
    with st.container(horizontal=True, vertical_alignment="center"):
        screen.html(
            markup(
                "<p>Ambition: <strong>{figure}</strong> by {label}.</p>",
                figure=figure(value, forecast.indicator),
                label=label,
            )
        )
        fields.remove_button(held, "Remove the ambition", icon_only=False)
    fields.text_field(held, "reason", "Why this far, and not further?", long=True)


def _draw(workshop: Item, curve: Curve, found: Ambition, goal: str, place: str) -> None:
    why = "" if goal == OWN else found.words[0] if found.words else ""
    body = TurnedCurve(indicator=curve.indicator.id, values=found.values, basis=found.basis, reason=why)
    saving.add(workshop.trust, body, workshop.id, place)
