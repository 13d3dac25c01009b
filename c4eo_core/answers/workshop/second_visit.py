"""You said, did you? What became of the actions and the story of the sessions a session goes on from."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from c4eo_core.model.text import day_words, tidy
from c4eo_core.records.kinds import Action, Factor, Workshop
from c4eo_core.records.rows import Item, of_kind

DONE, NOT_DONE, DROPPED = "done", "not_done", "dropped"
STATE_WORDS = {DONE: "Done", NOT_DONE: "Not done", DROPPED: "Dropped"}
STILL, CHANGED, GONE = "still", "changed", "gone"
FACTOR_WORDS = {STILL: "still so", CHANGED: "now put differently", GONE: "no longer so"}


@dataclass(frozen=True)
class ActionSince:
    """An action of an earlier session. state: of STATE_WORDS, "" while nobody has said it at this visit."""

    item: Item[Action]
    session: Item[Workshop]
    state: str


@dataclass(frozen=True)
class FactorSince:
    """A factor of the session before. now: what this visit made of it, None while nobody has said; state: of
    FACTOR_WORDS or "".
    """

    item: Item[Factor]
    now: Item[Factor] | None
    state: str


@dataclass(frozen=True)
class SecondVisit:
    """sessions: those it goes on from, the newest first."""

    sessions: tuple[Item[Workshop], ...]
    actions: tuple[ActionSince, ...]
    factors: tuple[FactorSince, ...]

    @property
    def open_actions(self) -> tuple[ActionSince, ...]:
        return tuple(a for a in self.actions if not a.item.body.settled)


def earlier_sessions(workshop: Item[Workshop], items: Iterable[Item]) -> tuple[Item[Workshop], ...]:
    """The sessions it goes on from, the whole way back, newest first. items: everything of the trust."""
    known = {i.id: i for i in of_kind(items, Workshop)}
    chain: list[Item[Workshop]] = []
    earlier = workshop.body.goes_on_from
    while earlier in known and earlier not in (workshop.id, *(w.id for w in chain)):
        chain.append(known[earlier])
        earlier = known[earlier].body.goes_on_from
    return tuple(chain)


def second_visit(workshop: Item[Workshop], items: Sequence[Item]) -> SecondVisit | None:
    """None at a first visit. An action from further back is asked about until it is done or dropped."""
    chain = earlier_sessions(workshop, items)
    if not chain:
        return None
    return SecondVisit(chain, _actions(workshop, chain, items), _factors(workshop, chain[0], items))


def _actions(
    workshop: Item[Workshop], chain: Sequence[Item[Workshop]], items: Sequence[Item]
) -> tuple[ActionSince, ...]:
    every = of_kind(items, Action)
    return tuple(
        ActionSince(action, session, action_state(action.body, workshop.id))
        for n, session in enumerate(chain)
        for action in sorted(
            (a for a in every if a.workshop == session.id), key=lambda a: a.body.by_when or "9"
        )
        if n == 0 or not action.body.settled or action.body.reviewed_in == workshop.id
    )


def action_state(action: Action, workshop: str) -> str:
    """How it stands, as far as this session knows."""
    if action.settled:
        return DONE if action.done else DROPPED
    return NOT_DONE if action.reviewed_in == workshop else ""


def reviewed(state: str, workshop: str) -> dict[str, object]:
    """The fields of an action once the room has said how it stands; "" takes the answer back."""
    return {
        "done": state == DONE,
        "dropped": state == DROPPED,
        "reviewed_in": workshop if state else None,
    }


def _factors(
    workshop: Item[Workshop], last: Item[Workshop], items: Sequence[Item]
) -> tuple[FactorSince, ...]:
    every = of_kind(items, Factor)
    taken_up = {f.body.before: f for f in every if f.workshop == workshop.id and f.body.before}
    return tuple(
        FactorSince(f, taken_up.get(f.id), _factor_state(f, taken_up.get(f.id)))
        for f in every
        if f.workshop == last.id and not f.body.gone
    )


def _factor_state(before: Item[Factor], now: Item[Factor] | None) -> str:
    if now is None:
        return ""
    if now.body.gone:
        return GONE
    same = (tidy(before.body.text), before.body.direction) == (tidy(now.body.text), now.body.direction)
    return STILL if same else CHANGED


def confirmed(factor: Item[Factor], gone: bool = False) -> Factor:
    """The factor in this session's story. Its votes are counted anew, and what was to be found out stays."""
    b = factor.body
    return Factor(
        indicator=b.indicator,
        text=b.text,
        direction=b.direction,
        depth=b.depth,
        find_out=b.find_out and not gone,
        owner=b.owner,
        found=b.found,
        before=factor.id,
        gone=gone,
    )


def session_words(session: Workshop) -> str:
    """'the session of 24 March 2026', by its title where nobody has said the day."""
    if session.held_on:
        return f"the session of {day_words(session.held_on)}"
    return f"the session “{tidy(session.title)}”" if tidy(session.title) else "the session before"


def count_words(states: Sequence[str]) -> str:
    """'Of 5 actions 2 are done, 1 is dropped, 1 is not done; 1 is still to be asked about.'"""
    if not states:
        return "There were no actions last time."
    n = {state: states.count(state) for state in (DONE, DROPPED, NOT_DONE, "")}
    words = ((DONE, "done"), (DROPPED, "dropped"), (NOT_DONE, "not done"))
    parts = [f"{n[state]} {_is(n[state])} {word}" for state, word in words if n[state]]
    left = f"{n['']} {_is(n[''])} still to be asked about" if n[""] else ""
    of = "Of one action" if len(states) == 1 else f"Of {len(states)} actions"
    return f"{of} {'; '.join(filter(None, (', '.join(parts), left)))}."


def _is(n: int) -> str:
    return "is" if n == 1 else "are"
