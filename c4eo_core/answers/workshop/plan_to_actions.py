"""From the lines of an action plan to the actions of a session: which are new, and which say what one there
says already.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from c4eo_core.records.kinds import Action
from c4eo_core.records.rows import Item
from c4eo_core.sources.uploads.action_plan import DONE, DROPPED, PlannedAction, key_of


@dataclass(frozen=True)
class Arriving:
    """One line of the plan. there: the action of the session that says the same, if one does."""

    planned: PlannedAction
    there: Item[Action] | None

    @property
    def changes(self) -> Mapping[str, object]:
        """What the plan says otherwise than the action there; what it leaves open changes nothing."""
        if self.there is None:
            return {}
        new, old = body_of(self.planned), self.there.body
        said = {n: getattr(new, n) for n in ("who", "by_when", "measure", "progress") if getattr(new, n)}
        if self.planned.state in (DONE, DROPPED):
            said |= {"done": new.done, "dropped": new.dropped}
        return {name: value for name, value in said.items() if value != getattr(old, name)}


def arriving(planned: Sequence[PlannedAction], actions: Sequence[Item[Action]]) -> tuple[Arriving, ...]:
    """In the order of the plan."""
    known = {key_of(a.body.what): a for a in reversed(actions)}
    return tuple(Arriving(p, known.get(key_of(p.what))) for p in planned)


def body_of(planned: PlannedAction) -> Action:
    return Action(
        what=planned.what,
        who=planned.who,
        by_when=planned.by_when,
        measure=planned.measure,
        done=planned.state == DONE,
        dropped=planned.state == DROPPED,
        progress=planned.progress,
    )
