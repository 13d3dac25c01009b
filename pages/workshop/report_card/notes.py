"""The rest of the report card: the outcome, what we would need to know, what is due, visits. Read first;
written when somebody edits.
"""

import datetime as dt

import streamlit as st
from markupsafe import Markup

from c4eo_core.answers.report.report_card import ReportCard, due_words
from c4eo_core.catalogue.choices import priorities
from c4eo_core.model.text import day_words, tidy
from c4eo_core.records.kinds import Visit, Wanted, Workshop
from c4eo_core.records.rows import Item
from c4eo_core.reports.html.pieces import details
from c4eo_core.reports.html.report_card import dues_html, note, outcome_html, visits_html, wanted_html
from pages.editing import fields, trust_on_screen
from pages.session import link, screen
from pages.session.trust_keys import PREFIX


def outcome(card: ReportCard, editing: bool) -> None:
    held = card.workshop
    said = tidy(held.body.outcome) if held else ""
    screen.html(
        Markup("<h2>What do we want for our children?</h2>")
        + (outcome_html(said, _origin(held)) if held and said else Markup())
    )
    if not said and not editing:
        screen.html(
            note(f"{_ours(card.priority)} No local outcome statement yet: switch on editing to write it.")
        )
    if editing and held:
        fields.text_field(
            held, "outcome", "In plain words, as somebody who lives here would say it", long=True
        )
    elif editing:
        fields.add_line(
            trust_on_screen.at_first_write,
            "In plain words, as somebody who lives here would say it",
            lambda text: _session(card.priority, text),
            key=f"outcome:{card.priority}",
            placeholder="Such as: every child here starts school ready and glad to be there",
        )
        screen.html(
            note(
                "There is no session on this priority yet. Writing here prepares one, which then starts from"
                " these words."
            )
        )


def _ours(priority: str) -> str:
    return f"For this priority: “{priorities()[priority].question}”"


def _session(priority: str, outcome: str) -> Workshop:
    return Workshop(
        title=f"{priorities()[priority].title}: first session",
        area=link.area_code(),
        priority=priority,
        outcome=outcome,
    )


def _origin(held: Item) -> str:
    day = f" of {day_words(held.body.held_on)}" if held.body.held_on else ""
    title = f" “{held.body.label}”" if held.body.label else ""
    return f"From the session{title}{day}."


def wanted(card: ReportCard, editing: bool) -> None:
    empty = note("Nothing is on the list. Write down what you would need to know and cannot look up.")
    screen.html(
        Markup("<h2>Data development agenda</h2>") + (wanted_html(card.wanted) if card.wanted else empty)
    )
    if not editing:
        return
    fields.add_line(
        trust_on_screen.at_first_write,
        "An indicator we would need",
        lambda text: Wanted(title=text, priority=card.priority),
        key=f"wanted:{card.priority}",
        placeholder="Such as: how children say they feel, by ward",
    )
    for item in card.wanted:
        with _box(item.body.label or "Without a name", item) as box:
            if box.open:
                fields.text_field(item, "title", "Indicator we would need")
                fields.text_field(item, "why", "Why", long=True)
                fields.text_field(item, "owner", "Who is working on it")
                fields.move_buttons(item, card.wanted)
                fields.remove_button(item, "Remove this", icon_only=False)


def due(card: ReportCard, editing: bool) -> None:
    empty = note("Nothing is due. Actions come from step 8 of the exercise; next steps from visits, below.")
    done = (
        details(f"Done or dropped ({len(card.done)})", dues_html(card.done, "Done or dropped"))
        if card.done
        else Markup()
    )
    screen.html(
        Markup("<h2>What is due?</h2>")
        + (dues_html(card.dues, due_words(card.dues)) if card.dues else empty)
        + done
    )
    if not editing:
        return
    for d in (*card.dues, *card.done):
        if d.item.kind == "action":
            with _box(d.what or "Without words", d.item) as box:
                if box.open:
                    if not d.item.body.dropped:
                        fields.flag_field(d.item, "done", "Done")
                    if not d.item.body.done:
                        fields.flag_field(d.item, "dropped", "Dropped")
                    fields.text_field(d.item, "progress", "How it is going, or why it was dropped", long=True)
                    fields.date_field(d.item, "by_when", "By when")
                    fields.text_field(d.item, "who", "Who")


def visits(card: ReportCard, editing: bool) -> None:
    empty = note("No visit has been written down. Visits belong to the trust: they stand on all three cards.")
    screen.html(
        Markup("<h2>Visits and next steps</h2>") + (visits_html(card.visits) if card.visits else empty)
    )
    if not editing:
        return
    fields.add_line(
        trust_on_screen.at_first_write,
        "A note of today’s visit",
        lambda text: Visit(held_on=dt.date.today().isoformat(), notes=text),
        key="visit",
        placeholder="What was seen and said, then Enter: the date can be changed below",
    )
    for item in card.visits:
        day = day_words(item.body.held_on) if item.body.held_on else "No date yet"
        with _box(f"{day}: {' '.join(item.body.notes.split())[:50]}", item) as box:
            if box.open:
                _visit(item)


def _visit(item: Item) -> None:
    fields.date_field(item, "held_on", "When")
    fields.text_field(item, "notes", "Notes", long=True)
    fields.text_field(item, "next_steps", "Next steps", long=True)
    left, right = st.columns(2)
    with left:
        fields.text_field(item, "who", "Who takes them")
    with right:
        fields.date_field(item, "due", "By when")
    fields.flag_field(item, "done", "The next steps have been taken")
    fields.remove_button(item, "Remove this visit", icon_only=False)


def _box(label: str, item: Item):
    return st.expander(fields.plain(label), key=f"{PREFIX}open:{item.id}", on_change="rerun")
