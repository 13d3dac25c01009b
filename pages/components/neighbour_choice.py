"""Neighbours chosen by a trust: which are in use on this page, the note that says so, and the place where
they are chosen.
"""

from dataclasses import dataclass

import streamlit as st
from markupsafe import Markup

from c4eo_core.answers.desk import prepared_desk
from c4eo_core.answers.standing.neighbour_set import (
    BASELINE_STAYS,
    Choice,
    cautions,
    choice_of,
    in_order,
    item_of,
    official,
    summary,
)
from c4eo_core.database.errors import RecordsError
from c4eo_core.model.known import known
from c4eo_core.model.markup import markup
from c4eo_core.model.text import day_words
from c4eo_core.records.errors import NotValid
from c4eo_core.records.local_kinds import MOST_NEIGHBOURS, NeighbourSet
from c4eo_core.records.rows import Item, Trust
from c4eo_core.reports.html.neighbours import choice_table, official_words
from pages.editing import saving, trust_on_screen, unsaved
from pages.editing.saved_bar import working
from pages.server.modes import mode
from pages.session import guard, link, neighbours_in_use, reader, screen
from pages.session.reader import may_write
from pages.session.trust_keys import PREFIX

_UNREAD = (
    "The trust's own choice of neighbours could not be read just now, so this page compares with the"
    " published ten."
)
_WAITING = (
    "Words typed for another trust are not saved yet. Open Turning the curve to save them or throw them away."
)
_HOW = (
    "Remove those that do not fit, and type a name to add one. Behind a name: how alike the two are, in the"
    " published list's words."
)


@dataclass(frozen=True)
class Here:
    """What this page found. trust and item are None where there is none; error: why nothing could be read."""

    trust: Trust | None = None
    item: Item | None = None
    choice: Choice | None = None
    error: str = ""


def here() -> Here:
    """Looks for the trust of the authority in focus, and compares this page with the neighbours it has
    chosen, if it has.
    """
    if mode() == "public" or not guard.may_open(guard.RECORDS):
        return Here()
    try:
        return of(trust_on_screen.unmarked())
    except RecordsError:
        return Here(error=_UNREAD)


def of(trust: Trust | None) -> Here:
    """As `here`, where the page knows its trust already. Raises RecordsError."""
    if trust is None:
        return Here()
    figures = prepared_desk().figures
    items = reader.records().items(reader.actor(), trust.id, NeighbourSet)
    area = figures.areas.by_code(trust.area)
    choice = choice_of(figures, area, items)
    if choice and trust.area == link.area_code():
        neighbours_in_use.use(trust.id, choice)
    return Here(trust, item_of(area, items), choice)


def note(found: Here) -> None:
    if said := note_html(found):
        screen.html(said)


def note_html(found: Here) -> Markup:
    """Nothing while the published ten are in use. On a projector the reason stays in the room's papers."""
    if found.error:
        return markup('<p class="note">{error}</p>', error=found.error)
    return (
        markup('<p class="note chosen-neighbours">{note_words}</p>', note_words=_note_words(found))
        if found.choice
        else Markup()
    )


def published_note() -> None:
    """For a page that keeps the published ten: said only to those who might expect others."""
    found = here()
    neighbours_in_use.forget()
    if found.choice:
        words = (
            "This page compares with the published ten, not with the neighbours chosen by"
            f" {known(found.trust).name}."
        )
        screen.html(markup('<p class="note">{words}</p>', words=words))


def _note_words(found: Here) -> Markup:
    c = known(found.choice)
    reason = "" if link.projector() else f": {c.reason.rstrip('.')}"
    few = "".join(f" {line}" for line in cautions(c, prepared_desk().figures.neighbour_date))
    return markup(
        "<strong>Neighbours chosen by {name}</strong> on"
        " {day_words}{reason}. {summary}{few} {baseline_stays}",
        name=known(found.trust).name,
        day_words=day_words(c.since.date()),
        reason=reason,
        summary=summary(c),
        few=few,
        baseline_stays=BASELINE_STAYS,
    )


def section(found: Here) -> None:
    """The neighbours in use, and the form to choose others; closed until somebody opens it."""
    with st.expander(
        "Neighbours used", icon=":material/group_work:", key="neighbours-used", on_change="rerun"
    ) as opened:
        if opened.open:
            _inside(found)


def _inside(found: Here) -> None:
    figures, area = prepared_desk().figures, prepared_desk().figures.areas.by_code(link.area_code())
    if found.choice:
        screen.html(choice_table(found.choice, figures.neighbour_date, hidden=link.projector()))
    else:
        screen.html(official_words(area, official(figures, area), figures.neighbour_date))
    if found.error:
        screen.html(markup('<p class="note">{error}</p>', error=found.error))
    elif mode() == "public" or not guard.may_open(guard.RECORDS):
        screen.html(
            Markup(
                '<p class="note">Other neighbours are chosen by a trust, for its own screens and reports.</p>'
            )
        )
    elif found.trust is None and mode() == "shared":
        screen.html(
            Markup(
                '<p class="note">No trust of yours belongs to this authority, so its neighbours are the'
                " published"
                " ten.</p>"
            )
        )
    elif not may_write(found.trust):
        screen.html(
            Markup(
                '<p class="note">Your account may read this. A director or specialist of the trust can choose'
                " other neighbours.</p>"
            )
        )
    elif link.projector():
        screen.html(Markup('<p class="note">Leave projector view to choose other neighbours.</p>'))
    elif unsaved.of_other_trusts(saving.on_screen()) or saving.on_screen() != (
        found.trust.id if found.trust else f"none:{area.code}"
    ):
        screen.html(markup('<p class="note">{waiting}</p>', waiting=_WAITING))
    else:
        with working(_to_undo(found.trust)):
            _form(found, area.code)


def _to_undo(trust: Trust | None) -> str | None:
    """The id, when the last thing written was a choice of neighbours: a note of a session is undone where the
    note stands.
    """
    if trust is None:
        return None
    last = reader.records().history(reader.actor(), trust.id, limit=1)
    return trust.id if last and last[0].kind == NeighbourSet.kind else None


_STAYS = markup(
    '<p class="note">{baseline_stays} The public pages always use the published ten.</p>',
    baseline_stays=BASELINE_STAYS,
)


def _form(found: Here, area: str) -> None:
    figures = prepared_desk().figures
    names = {a.code: a.name for a in figures.areas.authorities if a.code != area}
    gone = (
        {m.area.code: m.area.name for m in found.choice.members if m.area.code not in names}
        if found.choice
        else {}
    )
    names |= gone
    published = official(figures, figures.areas.by_code(area))
    body = found.item.body if found.item else None
    now = [c for c in (body.members if body else [m.area.code for m in published]) if c in names]
    version = f"{found.item.id}:{found.item.version}" if found.item else "new:0"
    mark = f"{PREFIX}neighbours:{area}:{version}"
    closeness = {m.area.code: m.closeness for m in published}
    with st.form(f"{mark}:form", border=False):
        st.multiselect(
            "Neighbours to compare with",
            list(names),
            now,
            key=f"{mark}:members",
            max_selections=MOST_NEIGHBOURS,
            format_func=lambda c: f"{names[c]} ({closeness[c]})" if closeness.get(c) else names[c],
            help=_HOW,
        )
        st.text_area(
            "Why these, and not the published ten?",
            body.reason if body else "",
            key=f"{mark}:reason",
            height="content",
            placeholder=(
                "Such as: Portsmouth's schools changed hands in 2024; Hull is more like us in poverty and in"
                " size."
            ),
        )
        st.form_submit_button("Use these neighbours", type="primary", on_click=_use, args=(found, area, mark))
    unsaved.told(f"{mark}:place")
    if found.item:
        st.button(
            "Go back to the published ten",
            key=f"{mark}:back",
            icon=":material/undo:",
            on_click=saving.remove,
            args=(found.item,),
        )
        unsaved.told(f"{PREFIX}{found.item.id}:remove")
    screen.html(_STAYS)


def _use(found: Here, area: str, mark: str) -> None:
    figures, place = prepared_desk().figures, f"{mark}:place"
    picked, reason = st.session_state[f"{mark}:members"], st.session_state[f"{mark}:reason"].strip()
    members = in_order(figures, figures.areas.by_code(area), picked)
    saving.forget(place)
    _save(found.item, area, members, reason, place)


def _save(item: Item | None, area: str, members: tuple[str, ...], reason: str, place: str) -> None:
    figures = prepared_desk().figures
    published = {m.area.code for m in official(figures, figures.areas.by_code(area))}
    fields = {"members": members, "reason": reason, "list_date": figures.neighbour_date, "chosen": True}
    try:
        if not members:
            raise NotValid("members", "No neighbour is left. Name some, or keep the published ten.")
        if set(members) == published:
            raise NotValid(
                "members",
                "These are the published ten. Take one out or add one, or go back to the published ten.",
            )
        body = NeighbourSet(area=area, title=figures.areas.by_code(area).name, **fields)
    except NotValid as error:
        saving.refuse(
            saving.on_screen(), place, error, lambda: _save(item, area, members, reason, place), reason
        )
        return
    if item:
        saving.save(item, place, **fields)
    else:
        saving.add(trust_on_screen.at_first_write, body, place=place)
