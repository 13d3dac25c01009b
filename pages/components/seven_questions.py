"""The seven questions on a page: each leads to where it is answered, and shows whether this
trust has answered it.
"""

import streamlit as st
from markupsafe import Markup

from c4eo_core.accounts.permissions import READ, RECORDS
from c4eo_core.answers.workshop.seven_questions import (
    Question,
    newest_session,
    progress_words,
    seven_questions,
)
from c4eo_core.database.errors import RecordsError
from c4eo_core.model.markup import markup
from c4eo_core.records.kinds import Workshop
from c4eo_core.records.rows import Item
from pages.editing import projector, trust_on_screen
from pages.session import link, reader, screen
from pages.session.trust_keys import PREFIX

_TITLE = "The seven questions"


def on_priority(priority: str, curve: str) -> None:
    """Links for everybody who may work here; what is answered only for who may read the trust's notes."""
    session, items = _session_of(priority)
    questions = seven_questions(items)
    rows = Markup().join(
        markup(
            '<li{css}><a href="{address}" target="_self">{words}</a>{said}</li>',
            css=_css(q),
            address=_address(q, priority, curve, session),
            words=q.words,
            said=_said(q),
        )
        for q in questions
    )
    note = f"{progress_words(questions)} in the newest session on this priority." if session else _NO_SESSION
    screen.html(
        markup(
            '<h2>{title}</h2><ol class="seven">{rows}</ol><p class="note">{note}</p>',
            title=_TITLE,
            rows=rows,
            note=note,
        )
    )


_NO_SESSION = "No session on this priority is shown here. Each question leads to where it can be answered."


def in_session(workshop: Item) -> None:
    """Folded at the head of a step; each question leads to its step."""
    inside = reader.records().items(reader.actor(), workshop.trust, workshop=workshop.id)
    questions = seven_questions([workshop, *inside])
    place = f"{PREFIX}{workshop.id}:seven"
    with st.expander(f"{_TITLE}: {progress_words(questions)}", key=place, on_change="rerun") as opened:
        if opened.open:
            for q in questions:
                _row(workshop, q)


def _row(workshop: Item, q: Question) -> None:
    mark = "check_circle" if q.answered else "radio_button_unchecked"
    said = "answered" if q.answered else "not answered yet"
    st.button(
        f"{q.number}. {q.words} {q.answer}: {said}",
        key=f"{PREFIX}{workshop.id}:seven:{q.number}",
        icon=f":material/{mark}:",
        type="tertiary",
        on_click=_go,
        args=(q.step,),
    )


def _go(step: int) -> None:
    st.session_state["link_step"] = str(step)


def _session_of(priority: str) -> tuple[Item | None, list[Item] | None]:
    """Nothing on a wall until notes are shown there, and nothing where the notes cannot be opened."""
    if link.projector() and not projector.shown_here():
        return None, None
    try:
        trust = trust_on_screen.unmarked()
        if trust is None or not reader.can(READ, RECORDS, trust.id):
            return None, None
        records, actor = reader.records(), reader.actor()
        session = newest_session(records.items(actor, trust.id, Workshop), priority)
        if session is None:
            return None, None
        return session, [session, *records.items(actor, trust.id, workshop=session.id)]
    except RecordsError:
        return None, None


def _address(q: Question, priority: str, curve: str, session: Item | None) -> str:
    area = link.area_code()
    if session is not None:
        return f"/turning-the-curve?area={area}&workshop={session.id}&step={q.step}"
    places = {
        1: f"/report-card?area={area}&card={priority}",
        3: f"/indicator?area={area}&indicator={curve}",
        4: f"/indicator?area={area}&indicator={curve}",
        6: f"/what-works?area={area}&option_for={curve}",
    }
    return places.get(q.number, f"/turning-the-curve?area={area}")


def _css(q: Question) -> Markup:
    return Markup(' class="answered"') if q.answered else Markup()


def _said(q: Question) -> Markup:
    if q.answered is None:
        return Markup()
    return markup(
        ' <span class="note">{answer}: {said}</span>',
        answer=q.answer,
        said="answered" if q.answered else "not answered yet",
    )
