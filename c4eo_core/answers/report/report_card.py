"""The report card of a priority in one trust: what services do, apart from how everybody in the place is
doing; what is due; visits.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from c4eo_core.answers.workshop.notes import HEADINGS
from c4eo_core.catalogue.choices import priorities
from c4eo_core.model.known import known
from c4eo_core.model.text import day_words, tidy
from c4eo_core.records.body import Body
from c4eo_core.records.errors import NotValid
from c4eo_core.records.kinds import Action, Measure, Visit, Wanted, Workshop
from c4eo_core.records.rows import Item
from c4eo_core.store.figures import Figures, UnknownIndicator

SOON = 30  # days
LATE, NEAR, LATER, UNDATED = "late", "soon", "later", "undated"


@dataclass(frozen=True)
class MeasureLine:
    """when: its period, or that nobody has said it; contributes: the indicator's short title, or ""."""

    item: Item
    title: str
    value: str
    when: str
    source: str
    contributes: str


@dataclass(frozen=True)
class ServiceCard:
    """headings: key, question, measures; all three always, also where there is none."""

    service: str
    headings: tuple[tuple[str, str, tuple[MeasureLine, ...]], ...]
    contributes: tuple[str, ...]

    @property
    def measures(self) -> tuple[MeasureLine, ...]:
        return tuple(m for _, _, lines in self.headings for m in lines)


@dataclass(frozen=True)
class Due:
    """day: ISO or ""; words: how far off; state: late, soon, later or undated; of: the action's session or
    the visit's day.
    """

    item: Item
    what: str
    who: str
    day: str
    words: str
    state: str
    of: str


@dataclass(frozen=True)
class ReportCard:
    """workshop: the newest session on the priority. outside: measures that may not stand in a service's card,
    each with why. dues: late ones first, undated last; done: those done or dropped. visits: newest first."""

    priority: str
    workshop: Item | None
    services: tuple[ServiceCard, ...]
    outside: tuple[tuple[Item, str], ...]
    wanted: tuple[Item, ...]
    dues: tuple[Due, ...]
    done: tuple[Due, ...]
    visits: tuple[Item, ...]


def report_card_of(figures: Figures, priority: str, items: Sequence[Item], today: dt.date) -> ReportCard:
    """items: everything of the trust. Visits are the trust's and stand on every priority's card."""
    sessions = {i.id: i for i in _of(items, Workshop) if i.body.priority == priority}
    newest = max(sessions.values(), key=lambda i: (i.body.held_on, i.changed_at), default=None)
    mine = [i for i in _of(items, Measure) if _belongs(figures, i, priority, sessions)]
    outside = tuple((i, why) for i in mine if (why := why_outside(figures, i.body)))
    held = {i.id for i, _ in outside}
    dues = _dues(items, sessions, today)
    return ReportCard(
        priority=priority,
        workshop=newest,
        services=_services(figures, [i for i in mine if i.id not in held]),
        outside=outside,
        wanted=tuple(
            i
            for i in _of(items, Wanted)
            if (i.body.priority or _priority_in(sessions, i, priority)) == priority
        ),
        dues=tuple(d for d in dues if not is_settled(d.item)),
        done=tuple(d for d in dues if is_settled(d.item)),
        visits=tuple(sorted(_of(items, Visit), key=lambda i: i.body.held_on, reverse=True)),
    )


def is_settled(item: Item) -> bool:
    """An action or a visit's next steps of which nothing is left to do."""
    return item.body.settled if item.kind == Action.kind else item.body.done


def due_words(dues: Sequence[Due]) -> str:
    late = sum(d.state == LATE for d in dues)
    return f"{len(dues)} to do{f', {late} late' if late else ''}. The earliest day first."


def why_outside(figures: Figures, measure: Measure) -> str:
    """Why it may not stand in a service's card, in words; "" when it may."""
    if measure.indicator or is_population(figures, measure.title):
        who = tidy(measure.service) or "one service"
        return (
            f"This is a published figure about everybody in the place, not about {who}. Give the service's"
            " own measure instead; the published figure is what it contributes to."
        )
    if not tidy(measure.service):
        return "No service is named. Say whose work it measures."
    if not _title(figures, measure.contributes_to):
        return (
            "It does not say what it contributes to. Choose the published indicator this service helps to"
            " move."
        )
    return ""


def is_population(figures: Figures, title: str) -> bool:
    """Whether the words are the name of a published indicator, however they are spaced and punctuated."""
    return bool(_bare(title)) and any(
        _bare(title) in (_bare(i.id), _bare(i.title), _bare(i.short)) for i in figures.indicators
    )


def checked(figures: Figures, measure: Measure) -> Measure:
    """Raises NotValid, naming the field, where `why_outside` has something to say or the measure has no
    title.
    """
    if not tidy(measure.title):
        raise NotValid(
            "title",
            "The measure has no words yet. Say what is counted, such as: families who came at least four"
            " times.",
        )
    why = why_outside(figures, measure)
    if why:
        field = (
            "title"
            if is_population(figures, measure.title) or measure.indicator
            else "service"
            if not tidy(measure.service)
            else ""
        )
        raise NotValid(field or "contributes_to", why)
    return measure


def _bare(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum() or c in "+&")


def _of(items: Iterable[Item], kind: type[Body]) -> list[Item]:
    return [i for i in items if i.kind == kind.kind]


def _title(figures: Figures, indicator: str) -> str:
    try:
        return figures.find(indicator).short
    except UnknownIndicator:
        return ""


def _belongs(figures: Figures, item: Item, priority: str, sessions: dict[str, Item]) -> bool:
    """By what it contributes to; what contributes to nothing yet is asked about on every card."""
    if item.workshop is not None:
        return item.workshop in sessions
    named = item.body.contributes_to
    if not _title(figures, named):
        return True
    own = figures.find(named).priority
    return own == priority or own not in priorities()


def _priority_in(sessions: dict[str, Item], item: Item, priority: str) -> str:
    """Of what names no priority itself: that of its session; what is in no session is wanted
    for all three.
    """
    return priority if item.workshop is None or item.workshop in sessions else ""


def _services(figures: Figures, items: Sequence[Item]) -> tuple[ServiceCard, ...]:
    """In the order in which the services were first written down."""
    names: dict[str, str] = {}
    for i in items:
        names.setdefault(tidy(i.body.service).casefold(), tidy(i.body.service))
    return tuple(
        _service(figures, name, [i for i in items if tidy(i.body.service).casefold() == key])
        for key, name in names.items()
    )


def _service(figures: Figures, name: str, items: Sequence[Item]) -> ServiceCard:
    lines = [_line(figures, i) for i in items]
    groups = tuple(
        (key, words, tuple(m for m in lines if m.item.body.heading == key)) for key, words in HEADINGS.items()
    )
    return ServiceCard(name, groups, tuple(dict.fromkeys(m.contributes for m in lines)))


def _line(figures: Figures, item: Item) -> MeasureLine:
    m: Measure = item.body
    value, period = tidy(m.value), tidy(m.period)
    when = period or ("when: not said" if value else "")
    return MeasureLine(
        item, tidy(m.title), value or "no figure yet", when, tidy(m.source), _title(figures, m.contributes_to)
    )


def dues_of(items: Sequence[Item], today: dt.date) -> tuple[Due, ...]:
    """What is still to be done in a trust, of every session and visit. items: everything of the trust."""
    sessions = {i.id: i for i in _of(items, Workshop)}
    return tuple(d for d in _dues(items, sessions, today) if not is_settled(d.item))


def _dues(items: Sequence[Item], sessions: dict[str, Item], today: dt.date) -> list[Due]:
    found = [_action(i, sessions, today) for i in _of(items, Action) if i.workshop in sessions]
    found += [_visit(i, today) for i in _of(items, Visit) if tidy(i.body.next_steps)]
    return sorted(found, key=lambda d: (d.day or "9", d.item.position))


def _action(item: Item, sessions: dict[str, Item], today: dt.date) -> Due:
    a: Action = item.body
    session = sessions[known(item.workshop)].body
    of = day_words(session.held_on) if session.held_on else tidy(session.title)
    return Due(
        item, tidy(a.what), tidy(a.who), a.by_when, *_far(a.by_when, today), f"session: {of}" if of else ""
    )


def _visit(item: Item, today: dt.date) -> Due:
    v: Visit = item.body
    of = f"visit: {day_words(v.held_on)}" if v.held_on else "visit"
    return Due(item, tidy(v.next_steps), tidy(v.who), v.due, *_far(v.due, today), of)


def _far(day: str, today: dt.date) -> tuple[str, str]:
    if not day:
        return "no day set", UNDATED
    days = (dt.date.fromisoformat(day) - today).days
    count = f"{abs(days)} day{'' if abs(days) == 1 else 's'}"
    if days < 0:
        return f"{count} late", LATE
    if days == 0:
        return "today", NEAR
    return f"in {count}", NEAR if days <= SOON else LATER
