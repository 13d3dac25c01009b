"""The goal, the scenarios kept to compare and the files of the what-if panel. Every key names the authority
and the indicator, so one never shows what was typed for another."""

import streamlit as st

from c4eo_core.answers.forecasts.shape import Forecast
from c4eo_core.answers.scenarios.what_if import MOST_KEPT, NamedScenario, WhatIf
from c4eo_core.answers.scenarios.what_if_form import BEST, MEDIAN, OWN, years_offered
from c4eo_core.model.indicator import Indicator
from c4eo_core.model.kinds import Unit
from c4eo_core.model.markup import markup
from c4eo_core.reports.html.what_if import RECORD_COLUMNS, comparison_table, records
from c4eo_core.reports.tables.curve import records_csv
from pages.components.what_if_action import Key
from pages.downloads.maker import slug
from pages.downloads.typed_by_reader import button_html
from pages.session import screen
from pages.session.labels import label_of

_GOALS = {MEDIAN: "Neighbours' median", BEST: "Their top quartile", OWN: "Our own figure"}
_USUAL_YEARS = 3


def goal_controls(
    key: Key, ground: Forecast, alone: bool = False, ambition: tuple[int, float] | None = None
) -> tuple[str, int, float | None]:
    """alone: no neighbour's figures are there to set a goal by. ambition: year and figure that the room has
    chosen already, where the goal starts.
    """
    years, indicator = years_offered(ground), ground.indicator
    usual = list(years)[min(_USUAL_YEARS, len(years)) - 1]
    aim = None
    if ambition is not None and ambition[0] in years:
        usual, aim = ambition[0], abs(ambition[1]) if indicator.is_gap else ambition[1]
        st.caption("The goal starts from the ambition of this session.")
    if alone:
        st.caption(
            "Figures of fewer than five neighbours came with this series, so the goal is a figure of your"
            " own."
        )
    goal = (
        OWN
        if alone
        else st.segmented_control(
            "The goal",
            list(_GOALS),
            default=MEDIAN if aim is None else OWN,
            format_func=label_of(_GOALS),
            key=key("goal"),
            required=True,
            persist_state="session",
            wrap=True,
            help=(
                "The neighbours' figures need no effect from anywhere: places like yours are expected to be"
                " there by then."
            ),
        )
    )
    own = _own_figure(key, indicator, aim) if goal == OWN else None
    by = st.segmented_control(
        "By",
        list(years),
        default=usual,
        format_func=label_of(years),
        key=key("year"),
        required=True,
        persist_state="session",
        wrap=True,
    )
    return goal or MEDIAN, by or usual, own


def _own_figure(key: Key, indicator: Indicator, aim: float | None) -> float | None:
    """aim: the ambition the figure starts from, as a size."""
    words = (
        f"The size of the gap to reach, in {indicator.unit_words}"
        if indicator.is_gap
        else f"The figure to reach, {indicator.unit_words}"
    )
    top = 100.0 if indicator.unit is Unit.PERCENTAGE else None
    bottom = 0.0 if indicator.unit is not Unit.SCORE else None
    return st.number_input(
        words,
        bottom,
        top,
        value=None if aim is None else round(float(aim), indicator.decimals + 1),
        step=0.5,
        format="%g",
        key=key("own"),
        persist_state="session",
        placeholder="Type a figure",
    )


def kept_scenarios(key: Key) -> list[NamedScenario]:
    return st.session_state.get(key("kept"), [])


def kept_section(key: Key, answer: WhatIf) -> None:
    """Scenarios put aside under a name, four at most, in a table and as thin lines on the chart."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(
            "A name for this scenario", key=key("name"), max_chars=60, persist_state="session", width=320
        )
        st.button(
            "Keep this to compare",
            key=key("keep"),
            icon=":material/bookmark_add:",
            on_click=_keep,
            args=(key, answer),
        )
    if said := st.session_state.pop(key("said"), None):
        st.warning(said)
    kept = kept_scenarios(key)
    if kept:
        screen.html(comparison_table(kept))
        with st.container(horizontal=True):
            for one in kept:
                st.button(
                    f"Remove {one.letter}",
                    key=key(f"remove_{one.letter}"),
                    type="tertiary",
                    on_click=_remove,
                    args=(key, one.letter),
                )


def _keep(key: Key, answer: WhatIf) -> None:
    kept = kept_scenarios(key)
    if len(kept) >= MOST_KEPT:
        st.session_state[key("said")] = (
            f"{MOST_KEPT} scenarios are kept already, and more cannot be told apart. Remove one, then keep"
            " this one."
        )
        return
    letter = next(x for x in "ABCD" if x not in {k.letter for k in kept})
    name = (st.session_state.get(key("name")) or "").strip() or f"Scenario {letter}"
    st.session_state[key("kept")] = sorted(
        [*kept, NamedScenario(letter, name, answer)], key=lambda k: k.letter
    )


def _remove(key: Key, letter: str) -> None:
    st.session_state[key("kept")] = [k for k in kept_scenarios(key) if k.letter != letter]


def take_away(key: Key, answer: WhatIf) -> None:
    """What was typed goes straight back to whoever typed it; the written scenario can be copied without any
    file.
    """
    stem = f"what-if-{answer.forecast.indicator.id}-{slug(answer.forecast.area.name)}"
    with st.expander("Download this scenario"):
        figures = records_csv(records(answer), RECORD_COLUMNS).decode("utf-8")
        files = button_html("Figures (CSV)", stem, "csv", figures) + button_html(
            "Scenario (YAML)", stem, "yaml", answer.written
        )
        screen.html(markup('<div class="own-files">{files}</div>', files=files))
        st.caption(
            "The same scenario in writing. The command c4eo scenario takes this file and gives the same"
            " answer."
        )
        st.code(answer.written, language=None, wrap_lines=True)  # the colours of YAML are too faint to read
