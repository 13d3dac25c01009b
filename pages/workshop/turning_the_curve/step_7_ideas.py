"""Step 7: what could turn the curve. First as many ideas as come, then a score for each, then the choice."""

import streamlit as st
from markupsafe import Markup

from c4eo_core.answers.workshop.notes_of_records import Ranked, ranked_ideas
from c4eo_core.answers.workshop.read_back import ideas_progress
from c4eo_core.model.markup import markup
from c4eo_core.records.kinds import Idea
from c4eo_core.records.rows import Item
from c4eo_core.reports.html.exercise import progress, rank_html
from pages.components import who_turned
from pages.editing import fields
from pages.editing.removed import listed
from pages.session import screen
from pages.session.labels import label_of
from pages.workshop.turning_the_curve import evidence, idea_what_if, options
from pages.workshop.turning_the_curve.curves import chosen_curve
from pages.workshop.turning_the_curve.notes import items_of, trust_of

_VIEWS = {"collect": "Collect", "score": "Score", "choose": "Choose"}
COSTS = {"": "Not said", "none": "Costs nothing", "low": "Low cost", "some": "Some cost", "high": "High cost"}
_CRITERIA = {
    "specificity": ("Specificity", "Is it concrete enough that somebody could start tomorrow?"),
    "leverage": ("Leverage", "How far would it move this curve?"),
    "values": ("Values", "Does it fit what we stand for here?"),
    "reach": ("Reach", "Can we do it, with the people and the money we can get?"),
}


def step(workshop: Item) -> None:
    ideas = ranked_ideas(items_of(workshop, Idea))
    screen.html(progress(ideas_progress([r.item.body for r in ideas])))
    view = view_of(workshop)
    if view == "collect":
        _collect(workshop, [r.item for r in ideas])
    elif not ideas:
        screen.html(Markup('<p class="note">There are no ideas yet. Collect some first.</p>'))
    elif view == "score":
        _score(ideas)
    else:
        _choose(workshop, ideas)


def view_of(workshop: Item) -> str:
    place = f"{fields.PREFIX}{workshop.id}:ideas-view"
    st.session_state.setdefault(place, "collect")
    st.segmented_control(
        "Collect, score, choose",
        list(_VIEWS),
        format_func=label_of(_VIEWS),
        key=place,
        required=True,
        persist_state="session",
        label_visibility="collapsed",
    )
    return st.session_state[place]


def _collect(workshop: Item, ideas: list[Item]) -> None:
    add(workshop)
    for idea in listed(sorted(ideas, key=lambda i: i.position), Idea, workshop.id):
        with st.container(border=True, key=f"idea-{idea.id}"):
            fields.text_field(idea, "text", "Idea", long=True, show_label=False)
            with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
                fields.choice_field(idea, "cost", "What it costs", COSTS, show_label=False)
                fields.flag_field(idea, "off_the_wall", "Off the wall")
                fields.remove_button(idea)
    if not ideas:
        screen.html(Markup('<p class="note">No ideas yet. What is known to help may bring some:</p>'))
    options.section(workshop)
    evidence.section(workshop, {i.body.from_evidence for i in ideas})
    _who_to_ask(workshop)


def _who_to_ask(workshop: Item) -> None:
    curve = chosen_curve(workshop)
    if not curve:
        return
    place = f"{fields.PREFIX}{workshop.id}:who-turned"
    with st.expander("Who like us turned this curve, and kept it?", key=place, on_change="rerun") as opened:
        if opened.open:
            who_turned.section(workshop.body.area or trust_of(workshop).area, curve, workshop)


def add(workshop: Item) -> None:
    fields.add_line(
        lambda: workshop.trust,
        "What could turn the curve?",
        lambda text: Idea(text=text),
        workshop=workshop.id,
        key="idea",
        placeholder="Anything goes, however unlikely. Type, then Enter",
    )


def _score(ideas: list[Ranked]) -> None:
    screen.html(
        Markup("<ul class=criteria>")
        + Markup().join(
            markup("<li><strong>{name}</strong> {asks}</li>", name=name, asks=asks)
            for name, asks in _CRITERIA.values()
        )
        + Markup("</ul>")
    )
    screen.html(
        Markup('<p class="note">1 is low, 5 is high. The group scores; nothing is scored for you.</p>')
    )
    for ranked in sorted(
        ideas, key=lambda r: r.item.position
    ):  # in the order they were said: a row does not run away while it is scored
        score_line(ranked)


def score_line(ranked: Ranked) -> None:
    with st.container(border=True, key=f"score-{ranked.item.id}"):
        words, *scores = st.columns([6, 2, 2, 2, 2], vertical_alignment="center")
        with words:
            st.text(ranked.item.body.text)
            screen.html(rank_html(ranked))
        for column, (field, (name, _)) in zip(scores, _CRITERIA.items(), strict=True):
            with column:
                fields.number_field(ranked.item, field, name, 1, 5)


def _choose(workshop: Item, ideas: list[Ranked]) -> None:
    screen.html(
        Markup(
            '<p class="note">By score. Put an idea elsewhere with its place and your reason; the report'
            " keeps the"
            " order.</p>"
        )
    )
    for place, ranked in enumerate(ideas, start=1):
        choice_line(workshop, ranked, place, len(ideas))


def choice_line(workshop: Item, ranked: Ranked, place: int, count: int) -> None:
    state = "chosen" if ranked.item.body.chosen else "other"
    with st.container(border=True, key=f"choice-{state}-{ranked.item.id}"):
        _choice(workshop, ranked, place, count)


def _choice(workshop: Item, ranked: Ranked, place: int, count: int) -> None:
    idea = ranked.item
    words, chosen, where, why = st.columns([6, 2, 1.6, 4], vertical_alignment="center")
    with words:
        st.text(f"{place}. {idea.body.text}")
        screen.html(rank_html(ranked))
    with chosen:
        fields.flag_field(idea, "chosen", "Chosen", toggle=True)
    with where:
        fields.number_field(idea, "place", "Move to position", 1, max(count, idea.body.place or 1), none=None)
    with why:
        fields.text_field(idea, "place_reason", "Reason", placeholder="Why it stands there")
        if ranked.moved and not idea.body.place_reason.strip():
            screen.html(Markup('<p class="progress"><span class="tag bad">Moved by hand: say why</span></p>'))
    if idea.body.chosen:
        idea_what_if.section(workshop, idea)
