"""The controls of one action in the what-if panel: its effect, whom it reaches, how sure it is, when it
works.
"""

from collections.abc import Callable

import streamlit as st

from c4eo_core.answers.forecasts.forecast import period_ahead
from c4eo_core.answers.forecasts.shape import Forecast
from c4eo_core.answers.scenarios.what_if_form import OWN, ActionForm
from c4eo_core.answers.scenarios.what_if_sentences import points_words
from c4eo_core.catalogue.effects import Effect
from c4eo_core.model.indicator import Indicator
from c4eo_core.model.kinds import Unit
from c4eo_core.reports.html.what_if import effect_card, effect_title
from pages.session import screen
from pages.session.labels import label_of

Key = Callable[[str], str]
_LONGEST_FUNDING = 5
_START = ActionForm()


def action_controls(
    key: Key, number: int, place: int, ground: Forecast, usable: dict[str, Effect]
) -> ActionForm:
    """number: the action's own, for its keys; place: where it stands now."""

    def own(field: str) -> str:
        return key(f"{number}_{field}")

    with st.container(border=True):
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            st.markdown(f"**Action {place}**")
            st.button(
                "Remove",
                key=own("out"),
                icon=":material/close:",
                type="tertiary",
                on_click=_take_out,
                args=(key, number),
            )
        effect = st.selectbox(
            "What it can do",
            [*usable, OWN],
            index=None,
            key=own("effect"),
            persist_state="session",
            placeholder="Choose an effect",
            format_func=lambda e: (
                "An effect of our own, with its source" if e == OWN else effect_title(usable[e])
            ),
        )
        if effect in usable:
            screen.html(effect_card(usable[effect], ground.indicator))
        elif effect is None:
            none = "" if usable else "No published effect we hold fits this indicator. "
            st.caption(f"{none}Choose an effect and the curve moves; it needs a number and a source.")
        named = usable[effect].intervention if effect in usable else f"Action {place}"
        name = st.text_input(
            "Name of the action", key=own("name"), persist_state="session", placeholder=named, max_chars=80
        )
        size = _own_effect(own, ground.indicator) if effect == OWN else {}
        return ActionForm(name=name or named, effect=effect, **size, **_reach(own), **_timing(own, ground))


def _take_out(key: Key, number: int) -> None:
    st.session_state[key("actions")] = [n for n in st.session_state[key("actions")] if n != number]


def _own_effect(own: Key, indicator: Indicator) -> dict:
    units = {"points": points_words(indicator), "relative": "per cent of the figure"}
    if indicator.unit is Unit.PERCENTAGE:
        units["sd"] = "pupil standard deviations"
    unit = st.segmented_control(
        "The effect is in",
        list(units),
        default="points",
        format_func=label_of(units),
        key=own("unit"),
        required=True,
        persist_state="session",
        wrap=True,
    )
    side = "how much narrower the gap gets" if indicator.is_gap else "how much better the figure gets"
    st.caption(
        f"Among the children reached, {side}: the likely lowest and highest (a 95 % range, if the study gives"
        " one). Leave the low one empty where the source says only “up to”."
    )
    with st.container(horizontal=True):
        low, high = (
            st.number_input(words, value=None, step=0.5, format="%g", key=own(field), persist_state="session")
            for words, field in (("Low", "low"), ("High", "high"))
        )
    source = st.text_input(
        "Where it was measured",
        key=own("source"),
        persist_state="session",
        placeholder="The study, or your own evaluation",
        max_chars=200,
    )
    return {"low": low, "high": high, "unit": unit or "points", "source": source or ""}


def _reach(own: Key) -> dict:
    """Shares of children and chances, per cent."""
    rows = (
        (
            "current_reach",
            "Children reached now",
            "Of the children this figure counts. Those who have it already gain nothing more.",
        ),
        (
            "reach",
            "Children reached then",
            "Only those beyond today's count. 30 is a cautious start: put in your own.",
        ),
        (
            "works",
            "Chance that it works here",
            "Good ideas often fail on the way. 80 is our starting point, no finding.",
        ),
        (
            "transfer",
            "Share of the effect carried over",
            "Away from the trial, effects are usually smaller. 60 is our starting point, no finding.",
        ),
    )
    return {field: _per_cent(own, field, words, why) for field, words, why in rows}


def _per_cent(own: Key, field: str, words: str, why: str) -> int:
    return st.slider(
        words, 0, 100, getattr(_START, field), 1, "%d%%", key=own(field), help=why, persist_state="session"
    )


def _timing(own: Key, ground: Forecast) -> dict:
    starts = {k: period_ahead(ground.origin, k + 1).label for k in range(len(ground.baseline))}
    start = st.selectbox(
        "Starts with",
        list(starts),
        _START.start,
        label_of(starts),
        key=own("start"),
        persist_state="session",
        help="The first year in which children are reached.",
    )
    return {"start": start or 0, **_timing_of_the_effect(own)}


def _timing_of_the_effect(own: Key) -> dict:
    with st.expander("Timing, money and fading"):
        lag = _years(
            own,
            "lag",
            "Years until it starts to show",
            "0: the first children reached count in the same year.",
            _START.lag,
        )
        ramp = _years(
            own,
            "ramp",
            "Years to build up",
            "From the first effect to the full one, in a straight line.",
            _START.ramp,
        )
        paid_for = st.selectbox(
            "Paid for",
            range(_LONGEST_FUNDING + 1),
            0,
            lambda n: f"{n} year{'s' if n > 1 else ''}" if n else "throughout",
            key=own("paid_for"),
            persist_state="session",
            help="Short projects fade when the money ends.",
        )
        later = {}
        if paid_for:
            words, why = "Years until half of it has faded", "Counted from the end of the money."
            later["half_life"] = st.slider(
                words,
                0.5,
                6.0,
                _START.half_life,
                0.5,
                key=own("half_life"),
                help=why,
                persist_state="session",
            )
            later["floor"] = _per_cent(
                own, "floor", "What stays for good", "Of the full effect, whatever happens to the money."
            )
    return {"lag": lag, "ramp": ramp, "paid_for": paid_for or None, **later}


def _years(own: Key, field: str, words: str, why: str, usual: int) -> int:
    return st.slider(words, 0, 5, usual, 1, key=own(field), help=why, persist_state="session")
