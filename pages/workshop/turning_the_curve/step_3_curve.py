"""Step 3: candidates weighed by communication, proxy and data power, and put on one of three lists."""

import streamlit as st
from markupsafe import Markup

from c4eo_core.answers.local.desk import is_local
from c4eo_core.answers.report.group_lines import group_curve
from c4eo_core.answers.standing.words import local_words
from c4eo_core.catalogue.choices import priorities
from c4eo_core.model.markup import markup
from c4eo_core.records.kinds import MOST_CURVES, Curve, Wanted
from c4eo_core.records.rows import Item
from c4eo_core.reports.html.pieces import details
from pages.cached import curves_of_a_trust
from pages.components import curve as components_curve
from pages.components import curve_options
from pages.components.curve_with_group_lines import picture
from pages.editing import fields, saving
from pages.editing.fields import PREFIX
from pages.editing.removed import listed
from pages.session import link, reader, screen
from pages.session.labels import label_of
from pages.workshop.turning_the_curve import curves

LISTS = {"headline": "Headline", "secondary": "Secondary", "wanted": "Data development agenda"}
POWERS = {
    "communication": ("Communication power", "Would people in the street see at once what it means?"),
    "proxy": ("Proxy power", "Does it say something central about the outcome, so that others move with it?"),
    "data": ("Data power", "Are the figures good, for every year, and soon enough?"),
}
_STRENGTHS = {"": "not weighed", "low": "Low", "medium": "Medium", "high": "High"}
LOCAL_HIDDEN = (
    "The curve chosen is a local series. Its title and figures are hidden on this screen until somebody shows"
    " them for this session."
)
_NO_HEADLINE = "No curve is on the headline list yet: the next steps need one."


def step(workshop: Item) -> None:
    candidates = reader.records().items(reader.actor(), workshop.trust, Curve, workshop.id)
    if not reader.reads_only():
        add_candidate(workshop, candidates)
    headlines = [c for c in candidates if c.body.list == "headline"]
    if candidates and not headlines:
        screen.html(markup('<p class="unsaved">{no_headline}</p>', no_headline=_NO_HEADLINE))
    if len(headlines) > MOST_CURVES:
        screen.html(
            markup(
                '<p class="unsaved">{headlines} curves are headlines. Three at most can be turned in one'
                " session.</p>",
                headlines=len(headlines),
            )
        )
    for candidate in listed(candidates, Curve, workshop.id):
        _candidate(candidate)
    if not candidates:
        screen.html(
            Markup(
                "<p>No candidate yet. Choose an indicator above: its curve, its neighbours and its baseline"
                " are"
                " there already.</p>"
            )
        )
    if headlines:
        curves.picker(workshop)
        _drawn(workshop)
    _wanted(workshop)


def published(workshop: Item) -> None:
    """The chosen curve, from published figures alone: a local series stays off the wall with the notes."""
    chosen = curves.chosen_curve(workshop)
    if is_local(chosen):
        screen.html(markup("<p>{local_hidden}</p>", local_hidden=LOCAL_HIDDEN))
    elif chosen:
        components_curve.curve(workshop.body.area or link.area_code(), chosen, key="choose-curve")


def _drawn(workshop: Item) -> None:
    chosen = curves.chosen_curve(workshop)
    if not is_local(chosen):
        published(workshop)
        return
    area = workshop.body.area or link.area_code()
    curve = curves_of_a_trust.curve_for(workshop.trust, area, chosen)
    forecast = curves_of_a_trust.forecast_for(workshop.trust, area, chosen)
    picture(group_curve(curve, forecast, None, None), key=f"{PREFIX}choose-local")
    screen.html(markup('<p class="local-mark">{local_words}</p>', local_words=local_words(curve) or ""))


def add_candidate(workshop: Item, candidates: list[Item]) -> None:
    held = {c.body.indicator for c in candidates}
    options = {
        i: t
        for i, t in curve_options.options_with_local(workshop.body.priority, workshop.trust).items()
        if i not in held
    }
    place = f"{PREFIX}candidate:{workshop.id}"
    st.selectbox(
        "Add a candidate",
        list(options),
        index=None,
        format_func=label_of(options),
        key=place,
        on_change=_added,
        args=(workshop, place),
        placeholder="Type a few letters of an indicator, then Enter",
        help=_scope(workshop.body.priority),
    )
    fields.told(f"{place}:add")


def _scope(priority: str) -> str:
    named = priorities()[priority].title if priority else "the three priorities"
    return f"Every indicator of {named}; at the end your own local series, each marked."


def _added(workshop: Item, place: str) -> None:
    indicator = st.session_state[place]
    if indicator:
        held = reader.records().items(reader.actor(), workshop.trust, Curve, workshop.id)
        room = sum(c.body.list == "headline" for c in held) < MOST_CURVES
        curve = Curve(indicator=indicator, list="headline" if room else "secondary")
        saving.add(workshop.trust, curve, workshop.id, f"{place}:add")
        st.session_state[place] = None


def _candidate(candidate: Item) -> None:
    with st.container(border=True, key=f"{PREFIX}{candidate.id}:card"):
        left, right = st.columns([12, 1])
        with left:
            screen.html(
                markup(
                    '<h3 class="session">{title_of}</h3>',
                    title_of=curve_options.title_of(candidate.body.indicator, candidate.trust),
                )
            )
        with right:
            fields.remove_button(candidate, "Remove the candidate")
        _weigh(candidate)
        left, right = st.columns([5, 6], vertical_alignment="bottom")
        with left:
            fields.choice_field(candidate, "list", "List", LISTS)
        with right:
            fields.text_field(candidate, "reason", "Why")


def _weigh(candidate: Item) -> None:
    for column, (name, (label, help_)) in zip(st.columns(3), POWERS.items(), strict=True):
        with column:
            fields.choice_field(candidate, name, label, _STRENGTHS, help=help_)


def candidate_fields(candidate: Item) -> None:
    """All that is said of a candidate, in one column."""
    fields.choice_field(candidate, "list", "List", LISTS)
    for name, (label, help_) in POWERS.items():
        fields.choice_field(candidate, name, label, _STRENGTHS, help=help_)
    fields.text_field(candidate, "reason", "Why")
    fields.remove_button(candidate, "Remove the candidate", icon_only=False)


def _wanted(workshop: Item) -> None:
    """What nobody measures yet: an owner for each, so that the next session has it."""
    screen.html(Markup("<h3>What we would want to measure and cannot</h3>"))
    wanted_list(workshop)


def wanted_list(workshop: Item) -> None:
    fields.add_line(
        lambda: workshop.trust,
        "An indicator we do not have",
        lambda text: Wanted(title=text, priority=workshop.body.priority),
        workshop=workshop.id,
        key="wanted",
        placeholder="Type and press Enter",
    )
    wanted = reader.records().items(reader.actor(), workshop.trust, Wanted, workshop.id)
    for item in listed(wanted, Wanted, workshop.id):
        title, owner, why, out = st.columns([5, 3, 5, 1], vertical_alignment="bottom")
        with title:
            fields.text_field(item, "title", "Indicator")
        with owner:
            fields.text_field(item, "owner", "Who looks into it")
        with why:
            fields.text_field(item, "why", "Why we need it")
        with out:
            fields.remove_button(item)
    if not wanted:
        explained = Markup(
            "<p>Surveys, counts nobody adds up, figures that come too late. Together they are the data"
            " development agenda.</p>"
        )
        screen.html(details("What belongs here?", explained))
