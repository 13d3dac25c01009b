"""The what-if panel under a curve: choose a goal, try a few actions, read what they could bring. Closed until
somebody opens it.

What is typed here stays in the session of whoever types it: the link says only that the panel is open, and
nothing is kept for others.
"""

from collections.abc import Callable, Mapping
from functools import lru_cache, partial

import streamlit as st

from c4eo_core.answers.desk import prepared_desk
from c4eo_core.answers.forecasts.shape import Forecast, NoForecast
from c4eo_core.answers.local.desk import TrustDesk, is_local
from c4eo_core.answers.scenarios.what_if import MOST_ACTIONS, WhatIf, baseline_of, effects_for, what_if_of
from c4eo_core.answers.scenarios.what_if_form import WhatIfForm
from c4eo_core.charts.what_if import what_if_rows, what_if_spec
from c4eo_core.model.refused import Refused
from c4eo_core.reports.html.what_if import banner, figures_table, problems_html, refused_html, sentences_html
from pages.cached import curves_of_a_trust
from pages.cached.chart_tables import table_of
from pages.components import curve
from pages.components.what_if_action import Key, action_controls
from pages.components.what_if_goal import goal_controls, kept_scenarios, kept_section, take_away
from pages.session import link, neighbours_in_use, screen

Below = Callable[[Key, WhatIf], None]
_ALT = (
    "Line chart of the last years, the baseline if nothing changes with its 80 % interval, and the curve with"
    " these actions. The sentences beside it say what it shows; the table has every figure."
)


def section(area_code: str, indicator_id: str) -> None:
    """The switch and, once it is on, the panel for this authority and indicator."""
    opened = link.switch("What if we acted?", "whatif")
    if opened:
        _panel(area_code, indicator_id)


@lru_cache(maxsize=500)
def _ground(_version: str, area: str, indicator: str) -> Forecast | Refused:
    """Where every scenario starts, or why there can be none; public figures only."""
    desk = prepared_desk()
    try:
        return baseline_of(desk, desk.figures.areas.by_code(area), desk.figures.find(indicator))
    except NoForecast as error:
        return Refused(str(error))


def _private_ground(desk: TrustDesk, indicator: str) -> Forecast | Refused:
    """As `_ground`, kept by nobody."""
    found = desk.held(indicator)
    if found is None:
        return Refused(f"{curves_of_a_trust.GONE}.")
    try:
        return baseline_of(desk, found.area, found.indicator)
    except NoForecast as error:
        return Refused(str(error))


def _kept_and_taken_away(key: Key, answer: WhatIf) -> None:
    kept_section(key, answer)
    take_away(key, answer)


def panel(
    area: str,
    indicator: str,
    prefix: str = "whatif",
    below: Below = _kept_and_taken_away,
    trust: str = "",
    ambition: tuple[int, float] | None = None,
) -> None:
    """prefix: of the session's keys, one for each thing the panel is opened for; below: what stands under the
    answer; trust: the id of that whose series it may be; ambition: year and figure the goal starts from."""
    private = is_local(indicator)
    if private:
        desk = curves_of_a_trust.desk_of(trust, indicator)
        ground = _private_ground(desk, indicator)
    else:
        desk = neighbours_in_use.desk_at(neighbours_in_use.version())
        ground = _ground(prepared_desk().figures.version, area, indicator)
    if isinstance(ground, Refused):
        st.info(ground.why)
        return
    key = _key_of(prefix, area, indicator)
    alone = not desk.of(ground.indicator).may_follow_neighbours
    own = f"-{indicator}" if private else ""  # several of a trust's series may stand on one page
    with st.container(border=True, key=f"whatif{own}"):
        screen.html(banner())
        controls, result = st.columns([5, 7], gap="large")
        with controls:
            asked = _controls(key, ground, alone, ambition)
        answer = what_if_of(desk, ground.area, ground.indicator, asked)
        with result, st.container(key=f"whatif-result{own}"):
            _result(answer, key, f"whatif-chart{own}")
        screen.html(figures_table(answer))
        below(key, answer)


def _written_below(key: Key, answer: WhatIf) -> None:
    """Of a trust's own series nothing is offered at an address: what is set here can be kept to compare, and
    copied.
    """
    kept_section(key, answer)
    with st.expander("This scenario in writing"):
        st.code(answer.written, language="yaml", wrap_lines=True)


_panel = st.fragment(panel)


def private_panel(area: str, indicator: str, prefix: str, trust: str) -> None:
    """For a local series. prefix: begins like every key of the session that holds something of a trust."""
    _panel(area, indicator, prefix, _written_below, trust)


def _controls(key: Key, ground: Forecast, alone: bool, ambition: tuple[int, float] | None) -> WhatIfForm:
    goal, year, own = goal_controls(key, ground, alone, ambition)
    usable, refused = effects_for(ground.indicator)
    ids = st.session_state.setdefault(key("actions"), [])
    actions = [action_controls(key, n, place, ground, usable) for place, n in enumerate(ids, start=1)]
    if len(ids) < MOST_ACTIONS:
        st.button(
            "Add another action" if ids else "Add an action",
            key=key("add"),
            icon=":material/add:",
            on_click=_add_empty,
            args=(key,),
        )
    else:
        st.caption(f"{MOST_ACTIONS} actions at most: beyond that nobody can say which of them did it.")
    if ids:
        screen.html(refused_html(refused))
    return WhatIfForm(goal, year, own, tuple(actions))


def _add_empty(key: Key) -> None:
    _add(key, {})


def _add(key: Key, fields: Mapping[str, object]) -> None:
    """Each action has a number of its own, so that a new one never starts with what an old one
    left behind.
    """
    number = st.session_state.get(key("last"), 0) + 1
    st.session_state[key("last")] = number
    st.session_state[key("actions")] = [*st.session_state.get(key("actions"), []), number]
    for name, value in fields.items():
        st.session_state[key(f"{number}_{name}")] = value


def add_action(area: str, indicator: str, *, name: str, current_reach: int, reach: int) -> None:
    """For another page, in a callback: one action more in the panel of this curve, which is open from now on.

    Those already there stay; of a full panel the last one gives way. Reaches in per cent of the children.
    """
    key = _key_of("whatif", area, indicator)
    st.session_state[key("actions")] = st.session_state.get(key("actions"), [])[: MOST_ACTIONS - 1]
    _add(key, {"name": name, "current_reach": current_reach, "reach": reach})
    st.session_state["link_curve"], st.session_state["link_whatif"] = indicator, True


def _key_of(prefix: str, area: str, indicator: str) -> Key:
    return partial("{}_{}_{}_{}".format, prefix, area, indicator)


def _result(answer: WhatIf, key: Key, chart: str) -> None:
    screen.html(sentences_html(answer) + problems_html(answer.problems))
    rows = table_of(what_if_rows(answer, kept_scenarios(key), screen.size()), curve.CURVE_SCHEMA)
    spec = what_if_spec(answer.forecast.indicator.year_type, screen.look(), screen.size())
    st.vega_lite_chart(rows, spec, theme=None, width="stretch", key=chart, alt=_ALT)
