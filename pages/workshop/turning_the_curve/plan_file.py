"""An action plan from a file into the session: read and shown first, then taken in as one step that Undo
takes back.
"""

from dataclasses import dataclass

import streamlit as st

from c4eo_core.answers.workshop.plan_to_actions import Arriving, arriving, body_of
from c4eo_core.model.markup import markup
from c4eo_core.records.kinds import Action
from c4eo_core.records.rows import Item
from c4eo_core.reports.html.action_plan import plan_read
from c4eo_core.sources.uploads.action_plan import (
    COLUMN_WORDS,
    NOT_USED,
    ActionPlan,
    PlanForm,
    read_action_plan,
)
from c4eo_core.sources.uploads.table import View
from pages.components import columns_by_hand
from pages.editing import fields, saving
from pages.session import link, reader, screen, uploads
from pages.session.labels import label_of
from pages.session.trust_keys import PREFIX
from pages.workshop.turning_the_curve.notes import items_of

_KEY = f"{PREFIX}plan:"
_STATE, _COUNT, _BOX, _DOUBLES = f"{_KEY}file", f"{_KEY}count", f"{_KEY}open", f"{_KEY}doubles"
_MOST_MB = 2
_LEAVE, _UPDATE = "leave", "update"
_WITH_DOUBLES = {_LEAVE: "Leave them as they are here", _UPDATE: "Bring them up to date from the plan"}
_LEAD = (
    "A CSV or Excel file with one row an action: what, who, by when, how it stands. It is read before"
    " anything is saved; the file itself is not kept. Leave out what names a child or a family."
)


@dataclass(frozen=True)
class Come:
    """What has come for one session. given: the file, to be read once more as somebody says."""

    session: str
    plan: ActionPlan
    given: tuple[bytes, str]


def section(workshop: Item) -> None:
    """For those who may write, away from the projector."""
    if reader.reads_only() or link.projector():
        return
    come: Come | None = st.session_state.get(_STATE)
    with st.expander(
        "Bring in an action plan", icon=":material/upload_file:", key=_BOX, on_change="rerun"
    ) as opened:
        if not opened.open:
            return
        if come is None or come.session != workshop.id:
            _ask(workshop)
        else:
            _look(workshop, come)
        fields.told(_place(workshop))


def _ask(workshop: Item) -> None:
    screen.html(markup('<p class="note">{lead}</p>', lead=_LEAD))
    key = f"{_KEY}{workshop.id}:{st.session_state.get(_COUNT, 0)}"
    st.file_uploader(
        "The plan",
        ["csv", "xlsx"],
        key=key,
        max_upload_size=_MOST_MB,
        on_change=_arrived,
        args=(key, workshop.id),
    )


def _arrived(key: str, session: str) -> None:
    given = uploads.taken(key)
    st.session_state[_COUNT] = st.session_state.get(_COUNT, 0) + 1
    if given is not None:
        _read(session, given, PlanForm())


def _read(session: str, given: tuple[bytes, str], asked: PlanForm) -> None:
    st.session_state[_STATE] = Come(session, read_action_plan(*given, asked=asked), given)


def _look(workshop: Item, come: Come) -> None:
    lines = arriving(come.plan.actions, items_of(workshop, Action))
    screen.html(plan_read(come.plan, lines))
    if come.plan.table is not None:
        with st.expander(
            "Say which column is which",
            icon=":material/view_column:",
            key=f"{_KEY}cut:box",
            expanded=not lines,
        ):
            columns_by_hand.columns_by_hand(
                f"{_KEY}cut:",
                come.plan.columns,
                COLUMN_WORDS,
                come.plan.table,
                lambda columns, view: _read_again(come, columns, view),
            )
    doubles = [line for line in lines if line.changes]
    update = False
    if doubles:
        update = (
            st.radio(
                "1 of them stands here already and says otherwise"
                if len(doubles) == 1
                else f"{len(doubles)} of them stand here already and say otherwise",
                list(_WITH_DOUBLES),
                format_func=label_of(_WITH_DOUBLES),
                key=_DOUBLES,
                horizontal=True,
            )
            == _UPDATE
        )
    new = [line for line in lines if line.there is None]
    _buttons(workshop, new, doubles if update else [])


def _read_again(come: Come, columns: tuple[tuple[int, str], ...], view: View | None) -> None:
    said = dict(columns)
    before = {i: role for i, (_, role) in enumerate(come.plan.columns) if role not in said.values()}
    kept = dict.fromkeys(range(len(come.plan.columns)), NOT_USED) | before | said
    asked = PlanForm(tuple(kept.items()) if view is None else (), view or _view_of(come.plan))
    _read(come.session, come.given, asked)


def _view_of(plan: ActionPlan) -> View | None:
    return View(sheet=plan.table.sheet, heading_row=plan.table.heading_row) if plan.table else None


def _buttons(workshop: Item, new: list[Arriving], changed: list[Arriving]) -> None:
    words = [f"Add {len(new)} {'action' if len(new) == 1 else 'actions'}"] if new else []
    words += [f"change {len(changed)}" if new else f"Change {len(changed)}"] if changed else []
    with st.container(horizontal=True):
        if words:
            st.button(
                " and ".join(words),
                key=f"{_KEY}take",
                type="primary",
                on_click=_take,
                args=(workshop, new, changed),
            )
        st.button("Choose another file" if words else "Close", key=f"{_KEY}leave", on_click=_leave)


def _take(workshop: Item, new: list[Arriving], changed: list[Arriving]) -> None:
    bodies = [body_of(line.planned) for line in new]
    edits = [(line.there, line.changes) for line in changed if line.there is not None]
    if saving.save_together(workshop.trust, bodies, edits, workshop.id, _place(workshop)):
        _leave()


def _leave() -> None:
    st.session_state.pop(_STATE, None)
    columns_by_hand.forget(f"{_KEY}cut:")


def _place(workshop: Item) -> str:
    return f"{_KEY}{workshop.id}:take"
