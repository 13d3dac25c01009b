"""The report of a trust's workshop, from its records and today's figures."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from c4eo_core.answers.desk import Desk, Desks, Names
from c4eo_core.answers.local.desk import with_local
from c4eo_core.answers.report.report import NoReport, Report, report_of
from c4eo_core.answers.report.report_card import why_outside
from c4eo_core.answers.standing.neighbour_set import Choice, desk_for, report_words
from c4eo_core.answers.workshop.idea_scenario import may_bring_words
from c4eo_core.answers.workshop.notes import Notes
from c4eo_core.answers.workshop.notes_of_records import notes_of, scenarios_of
from c4eo_core.answers.workshop.second_visit import earlier_sessions, second_visit
from c4eo_core.catalogue.choices import priorities
from c4eo_core.records.kinds import Frozen, Measure, Wanted, Workshop
from c4eo_core.records.rows import Item, Trust
from c4eo_core.store.figures import Figures, UnknownIndicator

NO_PRIORITY = (
    "This session names no priority and no curve of one yet. Choose a curve in step 3, then come back for the"
    " report."
)


def workshop_report(
    desk: Desk, trust: Trust, workshop: str, everything: Sequence[Item], made_on: dt.date
) -> Report:
    """everything: all items of the trust. Raises NoReport."""
    head = next((i for i in everything if i.id == workshop and i.kind == Workshop.kind), None)
    if head is None:
        raise NoReport("There is no such session, or not any more.")
    inside = [head, *(i for i in everything if i.workshop == workshop)]
    known = with_local(desk, trust, everything)
    visit = second_visit(head, everything)
    notes = notes_of(trust, inside, _may_bring(known, inside), _frozen_before(head, everything), visit)
    notes = _only_known(notes, known)
    area = desk.figures.areas.by_code(head.body.area or trust.area)
    published, choice = desk_for(desk, area, everything)
    whole = with_local(published, trust, everything)
    priority = _priority(head.body.priority, notes, whole)
    shared = notes_of(trust, _of_the_trust(priority, everything, whole.figures))
    own = tuple(m for m in notes.measures if _found(whole.figures, m.contributes_to))
    notes = replace(notes, measures=own + shared.measures, wanted=notes.wanted + shared.wanted)
    return _with_neighbours(report_of(whole, area, priority, notes=notes, made_on=made_on), choice)


def card_report(
    desk: Desk, trust: Trust, priority: str, everything: Sequence[Item], made_on: dt.date
) -> Report:
    """The report of the newest session on the priority; without one, the published figures with what the
    trust has added.
    """
    held = [i for i in everything if i.kind == Workshop.kind and i.body.priority == priority]
    if held:
        newest = max(held, key=lambda i: (i.body.held_on, i.changed_at))
        return workshop_report(desk, trust, newest.id, everything, made_on)
    shared = notes_of(trust, _of_the_trust(priority, everything, desk.figures))
    notes = replace(shared, title="Report card") if shared.measures or shared.wanted else None
    area = desk.figures.areas.by_code(trust.area)
    desk, choice = desk_for(desk, area, everything)
    return _with_neighbours(report_of(desk, area, priority, notes=notes, made_on=made_on), choice)


def _with_neighbours(report: Report, choice: Choice | None) -> Report:
    """The report says whose neighbours it compares with."""
    return replace(report, chosen_neighbours=report_words(choice)) if choice else report


def _may_bring(desk: Desks, items: Sequence[Item]) -> dict[str, str]:
    return {idea: may_bring_words(desk, scenario.body.form) for idea, scenario in scenarios_of(items).items()}


def _frozen_before(head: Item, everything: Sequence[Item]) -> list[Item]:
    """Baselines frozen at the visits this one goes on from, the whole way back."""
    seen = {w.id for w in earlier_sessions(head, everything)}
    return [i for i in everything if i.kind == Frozen.kind and i.workshop in seen]


def _only_known(notes: Notes, figures: Names) -> Notes:
    """Without curves that the figures of today no longer hold: their notes stay, told apart
    from any curve.
    """
    return replace(notes, curves=tuple(c for c in notes.curves if _found(figures, c)))


def _priority(named: str, notes: Notes, figures: Names) -> str:
    """The session's own, else that of its first curve. Raises NoReport."""
    candidates = [named, *(figures.find(c).priority for c in notes.curves)]
    found = next((p for p in candidates if p in priorities()), None)
    if found is None:
        raise NoReport(NO_PRIORITY)
    return found


def _of_the_trust(priority: str, everything: Sequence[Item], figures: Figures) -> list[Item]:
    """What no session holds: figures wanted for this priority or for none, measures of what contributes to
    it.
    """
    loose = [i for i in everything if i.workshop is None]
    measures = [i for i in loose if i.kind == Measure.kind and _contributes(i.body, priority, figures)]
    return [*measures, *(i for i in loose if i.kind == Wanted.kind and i.body.priority in ("", priority))]


def _contributes(measure: Measure, priority: str, figures: Figures) -> bool:
    """What may not stand in a service's card stands in no report; the page of the card asks about it."""
    if why_outside(figures, measure):
        return False
    own = figures.find(measure.contributes_to).priority
    return own == priority or own not in priorities()


def _found(figures: Names, indicator: str) -> bool:
    try:
        figures.find(indicator)
    except UnknownIndicator:
        return False
    return True
