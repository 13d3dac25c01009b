"""An agenda for another trust: the plan of the session, and nothing that the first trust wrote down."""

from c4eo_core.answers.local.desk import is_local
from c4eo_core.records.kinds import Workshop
from c4eo_core.records.rows import Trust

USUAL_TITLE = "Turning the curve"


def agenda_copy(agenda: Workshop, of: Trust, to: Trust) -> Workshop:
    """Priority, published curves, evidence and minutes; not the day, not who leads, not the outcome, no local
    series, no session before. A title that names the first trust or its area's code does not go along.
    """
    own = (of.name, of.area)
    named = any(word and word.casefold() in agenda.title.casefold() for word in (*own, *_places(of.name)))
    return Workshop(
        title=USUAL_TITLE if named else agenda.title,
        area=to.area,
        priority=agenda.priority,
        step_minutes=agenda.step_minutes,
        curves=tuple(c for c in agenda.curves if not is_local(c)),
        evidence=agenda.evidence,
    )


def _places(name: str) -> tuple[str, ...]:
    """The first word of a trust's name, which is its place: 'Leeds' of 'Leeds Children's Trust'."""
    first = name.split()[0] if name.split() else ""
    return (first,) if len(first) > 3 else ()
