"""The workshops of a trust, and the agenda of one: prepared beforehand, so that time in the
room is for talk.
"""

from datetime import date

import streamlit as st
from markupsafe import Markup

from c4eo_core.answers.workshop.exercise import MINUTES, STEPS, minutes_of, plan_words
from c4eo_core.answers.workshop.notes_of_records import curves_of
from c4eo_core.catalogue.choices import Evidence, evidence, evidence_sources, priorities
from c4eo_core.model.markup import markup
from c4eo_core.model.text import day_words
from c4eo_core.records.kinds import MOST_CURVES, Curve, Workshop
from c4eo_core.records.rows import Item, Trust
from c4eo_core.reports.html.pieces import evidence_cards
from pages.components.curve_options import options_with_local, title_of
from pages.editing import fields, saving, trust_on_screen
from pages.editing.fields import PREFIX
from pages.editing.removed import listed
from pages.session import link, reader, screen
from pages.session.labels import label_of
from pages.workshop.turning_the_curve import all_trusts

_NEW = f"{PREFIX}prepare:new"
STATES = {"prepared": "Prepared", "open": "Under way", "closed": "Closed"}
_INTRO = (
    "Turning the curve is an exercise of nine short steps for a group in one room: an hour to an hour and a"
    " half, from one curve to actions with names and dates. Everything is saved as it is said, and you leave"
    " with a one-page report and slides."
)


def workshops_of(trust: Trust | None) -> list[Item]:
    """Newest day first; those without a day come before all others."""
    if trust is None:
        return []
    found = reader.records().items(reader.actor(), trust.id, Workshop)
    return sorted(found, key=lambda w: (w.body.held_on or "9999", w.position), reverse=True)


def overview(found: list[Item], hidden: bool) -> None:
    """Every workshop of the trust, and the button that starts another. hidden: somebody else's screen is
    looking on.
    """
    screen.html(markup('<h1>Turning the curve</h1><p class="lead">{intro}</p>', intro=_INTRO))
    st.button(
        "Prepare a session",
        type="primary",
        icon=":material/add:",
        on_click=_prepare,
        key=f"{PREFIX}prepare",
        disabled=reader.reads_only(),
    )
    fields.told(_NEW)
    all_trusts.due(hidden)
    if not found:
        list(listed(found, Workshop, None))
        screen.html(
            Markup(
                "<p>No session yet. Preparing one takes two minutes: a date, up to three curves, the evidence"
                " worth having at hand.</p>"
            )
        )
        return
    screen.html(Markup("<h2>Sessions</h2>"))
    for workshop in listed(found, Workshop, None):
        _row(workshop, hidden)


def _row(workshop: Item, hidden: bool) -> None:
    body = workshop.body
    with st.container(border=True, key=f"{PREFIX}{workshop.id}:row"):
        left, right = st.columns([6, 2], vertical_alignment="center")
        when = day_words(body.held_on) if body.held_on else "no date yet"
        about = (
            "; ".join(title_of(c, workshop.trust, hidden) for c in _curves_now(workshop))
            or "no curve chosen yet"
        )
        name = "Session" if hidden else body.title or "Session without a title"
        with left:
            screen.html(
                markup(
                    '<h3 class="session">{name} <span class="tag flat">{states}</span></h3>'
                    '<p class="note">{when} · {about}</p>',
                    name=name,
                    states=STATES[body.status],
                    when=when,
                    about=about,
                )
            )
        with right, st.container(horizontal=True, horizontal_alignment="right"):
            st.button("Open", key=f"{PREFIX}{workshop.id}:open", on_click=open_workshop, args=(workshop.id,))
            if not hidden:
                fields.remove_button(workshop, "Remove the session")


def _curves_now(workshop: Item) -> tuple[str, ...]:
    """Those it was prepared for; once it has begun, all that the room chose."""
    if workshop.body.status == "prepared":
        return workshop.body.curves
    return curves_of([workshop, *reader.records().items(reader.actor(), workshop.trust, Curve, workshop.id)])


def open_workshop(id_: str, step: str = "") -> None:
    st.session_state["link_workshop"], st.session_state["link_step"] = id_, step


def _prepare() -> None:
    """An agenda with all that can be known: where, today, and the usual pace."""
    body = Workshop(
        area=link.area_code(),
        held_on=date.today().isoformat(),
        step_minutes=MINUTES,
        title="Turning the curve",
    )
    made = saving.add(trust_on_screen.at_first_write, body, place=_NEW)
    if made:
        open_workshop(made[0].id)


def agenda(workshop: Item, others: list[Item]) -> None:
    """All that can be settled beforehand, each field saved as it is left. others: the trust's other
    workshops.
    """
    body = workshop.body
    screen.html(Markup("<h2>Agenda</h2>"))
    left, right = st.columns([3, 2], gap="large")
    with left:
        fields.text_field(workshop, "title", "Title")
        with st.container(horizontal=True):
            fields.date_field(workshop, "held_on", "Date")
            fields.text_field(workshop, "facilitator", "Who leads it")
        names = {"": "All three", **{p.id: p.title for p in priorities().values()}}
        fields.choice_field(workshop, "priority", "Priority", names)
        options = {
            **options_with_local(body.priority, workshop.trust),
            **{c: title_of(c, workshop.trust) for c in body.curves},
        }
        _several(workshop, "curves", "Curves to choose from, up to three", options, MOST_CURVES)
        _goes_on_from(workshop, others)
        _evidence(workshop)
    with right:
        _minutes(workshop)
    st.button(
        "Start the session",
        type="primary",
        icon=":material/play_arrow:",
        on_click=_start,
        args=(workshop,),
        key=f"{PREFIX}start",
        disabled=reader.reads_only(),
    )
    all_trusts.copy_agenda(workshop)
    if not body.curves:
        screen.html(
            Markup(
                '<p class="note">No curve is chosen yet. You can start without: the group then chooses in'
                " step"
                " 3.</p>"
            )
        )


def _several(
    workshop: Item, name: str, label: str, options: dict[str, str], most: int | None, help: str | None = None
) -> None:
    place = fields.bound(workshop, name, list(getattr(workshop.body, name)))
    st.multiselect(
        label,
        list(options),
        format_func=label_of(options),
        key=place,
        max_selections=most,
        on_change=_picked,
        args=(workshop, name, place),
        placeholder="Choose",
        help=help,
        select_all=False,
        disabled=reader.reads_only(),
    )
    fields.told(place)


def _picked(workshop: Item, name: str, place: str) -> None:
    saving.save(workshop, place, **{name: tuple(st.session_state[place])})


def _goes_on_from(workshop: Item, others: list[Item]) -> None:
    if not others:
        return
    names = {w.id: " · ".join(filter(None, (day_words(w.body.held_on), w.body.title))) for w in others}
    place = fields.bound(workshop, "goes_on_from", workshop.body.goes_on_from)
    st.selectbox(
        "Goes on from",
        list(names),
        index=None,
        format_func=label_of(names),
        key=place,
        on_change=_followed,
        args=(workshop, place),
        placeholder="A first visit",
        help="It then opens with: has the curve turned?",
        disabled=reader.reads_only(),
    )
    fields.told(place)


def _followed(workshop: Item, place: str) -> None:
    """A next visit is about the same curves, unless others were chosen already."""
    earlier = st.session_state[place]
    changed: dict[str, object] = {"goes_on_from": earlier}
    body = saving.as_saved(workshop).body
    if earlier and not body.curves:
        before = reader.records().item(reader.actor(), workshop.trust, earlier).body
        assert isinstance(before, Workshop)
        changed |= {"curves": before.curves, "priority": body.priority or before.priority}
    saving.save(workshop, place, **changed)


def _evidence(workshop: Item) -> None:
    fits = [
        e for e in evidence().values() if workshop.body.priority in ("", e.priority) or e.priority == "all"
    ]
    _several(workshop, "evidence", "Evidence to have at hand", {e.id: _short(e) for e in fits}, None)
    chosen = [evidence()[e] for e in workshop.body.evidence if e in evidence()]
    if chosen:
        with st.expander("Read the evidence chosen"):
            screen.html(evidence_cards(chosen, evidence_sources()))


def _short(e: Evidence) -> str:
    return f"{e.kind.capitalize()}: {e.message if len(e.message) <= 90 else e.message[:89].rstrip() + '…'}"


def _minutes(workshop: Item) -> None:
    """The plan of the hour, each step's minutes to be changed."""
    minutes = minutes_of(workshop.body.step_minutes)
    screen.html(
        markup(
            '<h3>Minutes for each step</h3><p class="note">{plan_words} The timer is a guide only.</p>',
            plan_words=plan_words(minutes),
        )
    )
    with st.container(key="step-minutes"):
        for step in STEPS:
            place = fields.bound(workshop, f"minutes{step.number}", minutes[step.number - 1])
            st.number_input(
                f"{step.number} {step.title}",
                0,
                240,
                step=1,
                key=place,
                on_change=_timed,
                args=(workshop, step.number, place),
                disabled=reader.reads_only(),
            )
            fields.told(place)


def _timed(workshop: Item, number: int, place: str) -> None:
    """From what stands there now: somebody who types fast has not yet been shown their own last change."""
    minutes = list(minutes_of(saving.as_saved(workshop).body.step_minutes))
    minutes[number - 1] = st.session_state[place]
    saving.save(workshop, place, step_minutes=tuple(minutes))


def _start(workshop: Item) -> None:
    """The curves prepared become candidates; then the first step."""
    now = saving.as_saved(workshop)
    held = {
        i.body.indicator for i in reader.records().items(reader.actor(), workshop.trust, Curve, workshop.id)
    }
    fresh = [Curve(indicator=c) for c in now.body.curves if c not in held]
    if fresh and saving.add(workshop.trust, fresh, workshop.id) is None:
        return
    if saving.save(now, status="open") is not None:
        open_workshop(workshop.id, "0" if now.body.goes_on_from else "1")
