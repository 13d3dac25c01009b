"""The sum before choosing, on a page: an option, how many are offered it, and what that might change for how
much.
In a session it becomes an idea in one press, with the sum kept beside it.
"""

from collections.abc import Sequence

import streamlit as st
from markupsafe import Markup

from c4eo_core.answers.desk import prepared_desk
from c4eo_core.answers.scenarios.before_choosing import Option, StartingPoint, Sum, starting_point_of, sum_of
from c4eo_core.answers.scenarios.sum_scenario import scenario_form
from c4eo_core.answers.workshop.options import OptionCard
from c4eo_core.answers.workshop.options_money import option_of
from c4eo_core.records.kinds import Idea, Scenario
from c4eo_core.records.rows import Item
from c4eo_core.reports.html.options import sum_html
from pages.cached import curves_of_a_trust
from pages.editing import fields
from pages.session import reader, screen

OWN = "own"
_MOST = 1_000_000


def starting_point_at(area: str, indicator: str, trust: str = "") -> StartingPoint:
    """trust: the id of that whose series it may be."""
    if trust:
        desk = curves_of_a_trust.desk_of(trust, indicator)
        return starting_point_of(desk, desk.areas.by_code(area), desk.find(indicator))
    desk = prepared_desk()
    return starting_point_of(desk, desk.figures.areas.by_code(area), desk.find(indicator))


def key_of(ground: StartingPoint) -> str:
    """Of the choice of the option; a card on the page sets it."""
    return f"{fields.PREFIX}sum:{ground.area.code}:{ground.indicator.id}"


def chosen(ground: StartingPoint, cards: Sequence[OptionCard]) -> str:
    """The id of the option in the sum: at first one with a measured size, if there is one."""
    key = key_of(ground)
    if st.session_state.get(key) not in {OWN, *(c.id for c in cards)}:
        sized = (c.id for c in cards if c.feeding([ground.indicator.id]))
        st.session_state[key] = next(sized, cards[0].id if cards else OWN)
    return st.session_state[key]


def section(ground: StartingPoint, cards: Sequence[OptionCard], session: Item | None) -> None:
    """cards: to choose from, those nearest first."""
    if ground.why_not:
        screen.html(Markup('<p class="note">{}</p>').format(f"No sum in children: {ground.why_not}"))
        return
    names = {c.id: c.title for c in cards} | {OWN: "Something of our own"}
    key = key_of(ground)
    chosen(ground, cards)
    controls, result = st.columns([4, 7], gap="large")
    with controls:
        st.selectbox("Option", list(names), format_func=names.__getitem__, key=key, persist_state="session")
        card = next((c for c in cards if c.id == st.session_state[key]), None)
        option = _option(ground, card)
    found = sum_of(ground, option)
    with result:
        screen.html(sum_html(found))
        if session is not None and not reader.reads_only():
            _make_idea(session, found, card)


def _option(ground: StartingPoint, card: OptionCard | None) -> Option:
    """What the card states stands there already; what it does not is left for the group to put in."""
    short = None if ground.short is None else float(max(1, round(ground.short)))
    stated = option_of(card, ground, short) if card else Option("", short)
    place = f"{key_of(ground)}:{card.id if card else OWN}"
    name = stated.name or st.text_input("What would it be?", key=f"{place}:name", max_chars=80) or ""
    offered = _number(
        "Children offered it", f"{place}:offered", stated.offered, _MOST, "Put in a number", 1.0
    )
    take_up = _pair("Share that takes part, %", f"{place}:take_up", stated.take_up, 100, 100)
    effect, unit, source, own = stated.effect, stated.unit, stated.source, False
    if effect is None:
        st.caption("No size was measured on this very outcome. The group may put in a range of its own.")
        effect = _pair("Better in every 100 who take part", f"{place}:effect", None, 100, 1, least=-100.0)
        source = st.text_input(
            "Where that was measured",
            key=f"{place}:source",
            max_chars=200,
            placeholder="A study, or your own evaluation",
        )
        unit, own = "points", True
        effect = effect if source and source.strip() else None
    price = _pair("Price of a child's place, £", f"{place}:price", stated.price, 100_000, 1)
    return Option(
        name=name,
        offered=offered,
        take_up=take_up,
        effect=effect,
        unit=unit,
        price=price,
        price_words=stated.price_words if price == stated.price else " by the group's own estimate",
        source=(source or "").strip(),
        own=own,
        caution=stated.caution,
    )


def _number(
    label: str, key: str, value: float | None, most: float, hint: str, step: float, least: float = 0.0
) -> float | None:
    """Kept in the session of whoever types it."""
    st.session_state.setdefault(key, value)
    return st.number_input(
        label,
        min_value=least,
        max_value=float(most),
        step=step,
        format="%g",
        key=key,
        placeholder=hint,
        persist_state="session",
    )


def _pair(
    label: str, key: str, stated: tuple[float, float] | None, most: float, times: float, least: float = 0.0
) -> tuple[float, float] | None:
    """A range; what the source does not state starts empty. times: from what is kept to what is shown."""
    scale = times if times == 100 else 1
    hint = "not stated"
    low_start, high_start = (round(end * scale, 4) for end in stated) if stated else (None, None)
    with st.container(horizontal=True, gap="small"):
        low = _number(f"{label}: from", f"{key}:low", low_start, most, hint, 1.0, least)
        high = _number(f"{label}: to", f"{key}:high", high_start, most, hint, 1.0, least)
    if low is None and high is None:
        return None
    low, high = (low if low is not None else high), (high if high is not None else low)
    assert low is not None and high is not None
    if low > high:
        st.caption("The first number is above the second: they are read the other way round.")
    return min(low, high) / scale, max(low, high) / scale


def _make_idea(session: Item, found: Sum, card: OptionCard | None) -> None:
    place = f"{fields.PREFIX}{session.id}:sum-idea:{card.id if card else OWN}"
    whole = found.changed.children is not None
    name = found.option.name.strip()
    label = "Make it an idea, with this sum" if whole else "Make it an idea"
    st.button(
        label,
        key=place,
        icon=":material/lightbulb:",
        type="primary",
        disabled=not name,
        on_click=_add,
        args=(session, found, card, place),
    )
    fields.told(place)


def _add(session: Item, found: Sum, card: OptionCard | None, place: str) -> None:
    """The idea, chosen, and the what-if with the sum in it, which a report takes."""
    idea = Idea(text=found.option.name.strip(), from_evidence=card.id if card else None, chosen=True)
    added = fields.add(session.trust, idea, session.id, place)
    form = scenario_form(found, card.months if card else None)
    if added and form:
        kept = Scenario(
            indicator=found.ground.indicator.id, title=idea.text[:80], form=form, idea=added[0].id
        )
        fields.add(session.trust, kept, session.id, place)
