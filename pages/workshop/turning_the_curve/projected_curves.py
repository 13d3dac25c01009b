"""Steps 3 and 4 in projector view: the curve takes the height there is, what is asked of it stands beside."""

import streamlit as st
from markupsafe import Markup

from c4eo_core.answers.local.desk import is_local
from c4eo_core.answers.report.group_lines import group_curve
from c4eo_core.answers.standing.words import local_words
from c4eo_core.model.markup import markup
from c4eo_core.model.text import day_words
from c4eo_core.records.kinds import Curve, Verdict
from c4eo_core.records.rows import Item
from pages.components import curve_options
from pages.components.curve_with_group_lines import tall_picture
from pages.editing import fields
from pages.editing.fields import PREFIX
from pages.editing.removed import listed
from pages.session import reader, screen
from pages.workshop.turning_the_curve import curves, step_3_curve, step_4_baseline
from pages.workshop.turning_the_curve.group_lines import ambition_panel, group_panel
from pages.workshop.turning_the_curve.step_4_baseline import Drawn

_BESIDE = [3, 1]


def published(workshop: Item) -> None:
    """The chosen curve from published figures alone, while notes are hidden."""
    chosen = curves.chosen_curve(workshop)
    if is_local(chosen):
        screen.html(markup("<p>{local_hidden}</p>", local_hidden=step_3_curve.LOCAL_HIDDEN))
    elif chosen:
        drawn = step_4_baseline.drawn_of(workshop, chosen)
        with st.container(key="projected-curve"):
            tall_picture(group_curve(drawn.curve, drawn.forecast, None, None), key=f"{PREFIX}wall-published")


def choice(workshop: Item) -> None:
    """The chosen curve; beside it a line for each candidate."""
    candidates = reader.records().items(reader.actor(), workshop.trust, Curve, workshop.id)
    wide, side = st.columns([2, 1], gap="medium")
    with wide, st.container(key="projected-curve"):
        chosen = curves.chosen_curve(workshop)
        if chosen:
            drawn = step_4_baseline.drawn_of(workshop, chosen)
            tall_picture(group_curve(drawn.curve, drawn.forecast, None, None), key=f"{PREFIX}wall-chosen")
        else:
            screen.html(Markup('<p class="lead">Put a candidate on the headline list to see its curve.</p>'))
    with side:
        screen.html(Markup('<h2 class="asks">Which curve shall we turn?</h2>'))
        if not reader.reads_only():
            step_3_curve.add_candidate(workshop, candidates)
        for candidate in listed(reversed(candidates), Curve, workshop.id):
            _candidate(candidate)
        curves.picker(workshop)
        with st.popover("Figures we want and do not have"):
            step_3_curve.wanted_list(workshop)


def _candidate(candidate: Item) -> None:
    title = curve_options.title_of(candidate.body.indicator, candidate.trust)
    with st.container(key=f"line-{candidate.id}"):
        words, more = st.columns([6, 1], vertical_alignment="center")
        with words:
            sign = "●" if candidate.body.list == "headline" else "○"
            screen.html(markup('<p class="one-line" title="{t}">{s} {t}</p>', s=sign, t=title))
        with more, st.popover("", icon=":material/more_horiz:", help="Weigh it, put it on a list"):
            step_3_curve.candidate_fields(candidate)


def baseline(workshop: Item) -> None:
    chosen = curves.chosen_curve(workshop)
    if not chosen:
        screen.html(Markup('<p class="lead">No curve is chosen yet. Go back one step and choose one.</p>'))
        return
    drawn = step_4_baseline.drawn_of(workshop, chosen)
    wide, side = st.columns(_BESIDE, gap="medium")
    with wide, st.container(key="projected-curve"):
        tall_picture(step_4_baseline.with_lines(drawn), key=f"{PREFIX}wall-baseline")
    with side:
        _question(drawn)
        _more(drawn)


def _question(drawn: Drawn) -> None:
    verdict = drawn.verdict
    screen.html(Markup('<h2 class="asks">If nothing changes, is this OK?</h2>'))
    with st.container(horizontal=True, key="verdict-buttons"):
        for ok, label in ((True, "OK"), (False, "Not OK")):
            held = verdict is not None and verdict.body.ok is ok
            st.button(
                f"✓ {label}" if held else label,
                key=f"{PREFIX}verdict:{ok}",
                type="primary" if held else "secondary",
                on_click=step_4_baseline.judge,
                args=(drawn, ok),
                disabled=reader.reads_only(),
            )
    fields.told(step_4_baseline.place_of(drawn, Verdict))
    if verdict is not None:
        fields.text_field(
            verdict, "reason", "Why?", long=True, placeholder="In the words of the room", height=130
        )
        fields.text_field(verdict, "initials", "Initials")
    if drawn.frozen is not None:
        when = day_words(drawn.frozen.body.frozen_on)
        screen.html(markup('<p class="frozen">❄ Baseline frozen on {when}</p>', when=when))


def _more(drawn: Drawn) -> None:
    """What a room asks for now and then opens over the curve, and takes no room before."""
    forecast = drawn.forecast
    if mark := local_words(drawn.curve):
        screen.html(markup('<p class="local-mark">{mark}</p>', mark=mark))
    if forecast is None or not forecast.baseline:
        words = forecast.words if forecast else "There is no baseline for this place: judge by the history."
        screen.html(markup("<p>{words}</p>", words=words))
        return
    with st.popover("How likely is it?"):
        lines = [w for w in (forecast.words, forecast.own_words, forecast.record_words) if w]
        screen.html(Markup().join(markup("<p>{w}</p>", w=w) for w in lines))
    with st.popover("The room's own forecast"):
        group_panel(drawn.workshop, forecast, drawn.group)
    with st.popover("The curve we want"):
        ambition_panel(drawn.workshop, drawn.curve, forecast, drawn.ambition)
    if drawn.frozen is None:
        step_4_baseline.freeze(drawn)
    curves.picker(drawn.workshop)
