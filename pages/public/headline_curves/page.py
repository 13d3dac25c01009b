"""Headline curves: three sentences a priority in plain words, with the numbers behind them one click away."""

import datetime as dt
from urllib.parse import urlencode

import streamlit as st

from c4eo_core.answers.desk import prepared_desk
from c4eo_core.answers.public.age_of_figures import age_notice
from c4eo_core.catalogue.choices import priorities
from c4eo_core.reports.html import public as say
from pages.components import curve
from pages.public.headline_curves import kept as headline_curves_kept
from pages.public.headline_curves.old_indicators import old_indicators
from pages.session import guard, link, screen
from pages.session.labels import label_of

guard.require(guard.PUBLIC)

FIGURES = prepared_desk().figures
AREA = FIGURES.areas.by_code(link.area_code())


def chosen_curve() -> tuple[str, str | None]:
    """The curve chosen, and why it is a headline, with its controls; embedded there are none."""
    titles = {name: p.title for name, p in priorities().items()}
    key = link.choice("priority", list(titles), next(iter(titles)))
    if not link.embedded():
        st.segmented_control("Priority", list(titles), format_func=label_of(titles), key=key, required=True)
    priority = st.session_state[key]
    link.write("priority", priority, next(iter(titles)))
    options = headline_curves_kept.options(FIGURES.version, AREA.code, priority)
    chosen = link.choice("curve", list(options), next(iter(options)))
    if st.session_state[chosen] not in options:
        st.session_state[chosen] = next(iter(options))
    if not link.embedded():
        screen.html(headline_curves_kept.rows(FIGURES.version, AREA.code, priority, screen.look()))
        st.selectbox(
            "Curve",
            list(options),
            format_func=label_of(options),
            key=chosen,
            help="Headlines first, then every other figure",
        )
    link.write("curve", st.session_state[chosen])
    return st.session_state[chosen], headline_curves_kept.why(
        FIGURES.version, priority, st.session_state[chosen]
    )


def address() -> str:
    """Of this view, whole."""
    return f"{(st.context.url or '').split('?')[0].rstrip('/')}/?{urlencode(st.query_params.to_dict())}"


def share() -> None:
    with st.popover("Share this view", icon=":material/link:", on_change="rerun", key="share") as opened:
        if opened.open:  # what few open is not built for everybody
            st.caption(
                "Copy the link to this view. It holds the place and the figures shown, and nothing about you."
            )
            st.code(address(), language=None, wrap_lines=True)
            st.caption(
                "To put this curve on a page of your own, copy this. It shows the curve with its source and"
                " date, and no controls."
            )
            st.code(say.embed_code(f"{address()}&embed=true", AREA.name), language="html", wrap_lines=True)


def whole_page() -> None:
    if notice := age_notice(FIGURES, dt.date.today()):
        st.warning(notice, icon=":material/history:")
    screen.html(headline_curves_kept.cards(FIGURES.version, AREA.code))
    indicator, why = chosen_curve()
    curve.curve(
        AREA.code,
        indicator,
        key="public",
        after=headline_curves_kept.behind(FIGURES.version, AREA.code, indicator, why),
    )
    old_indicators(FIGURES)
    share()  # last, so that the link holds every choice of this run
    screen.html(headline_curves_kept.words())


def curve_alone() -> None:
    """For a page of somebody else's: the curve with its source and date, the figures, and the way here."""
    indicator, _ = chosen_curve()
    curve.embedded(AREA.code, indicator, address())


curve_alone() if link.embedded() else whole_page()
