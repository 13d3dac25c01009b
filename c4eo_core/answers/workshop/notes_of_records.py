"""From the records of a workshop to the notes a report takes, and in which order its ideas stand."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields

from c4eo_core.answers.workshop import notes as workshop_notes
from c4eo_core.answers.workshop.frozen_baseline import as_note
from c4eo_core.answers.workshop.notes import CRITERIA, ActionBefore, FactorBefore, LastTime, Notes, by_rank
from c4eo_core.answers.workshop.second_visit import CHANGED, SecondVisit, session_words
from c4eo_core.model.text import day_words
from c4eo_core.records.body import Body
from c4eo_core.records.kinds import (
    Action,
    Curve,
    Factor,
    Frozen,
    GroupForecast,
    Idea,
    Measure,
    Partner,
    Role,
    Scenario,
    TurnedCurve,
    Verdict,
    Wanted,
    Workshop,
)
from c4eo_core.records.rows import Item, Trust, of_kind


@dataclass(frozen=True)
class Ranked:
    """An idea where it stands. total: of its scores, 0 when nobody scored; left: criteria not scored yet;
    rank: its place by score among those scored, equal scores sharing the lowest number, None when not scored;
    tied: another has the same score.
    """

    item: Item
    total: int
    left: int
    rank: int | None
    tied: bool

    @property
    def moved(self) -> bool:
        """Whether the room put it elsewhere than its score does."""
        return self.item.body.place is not None


def ranked_ideas(items: Iterable[Item]) -> list[Ranked]:
    """By score, those placed by hand where they were put; the report keeps this order, the
    chosen ones first.
    """
    ideas = _of(items, Idea)
    notes = [_idea(i.body, "") for i in ideas]
    items_of = {id(note): item for note, item in zip(notes, ideas, strict=True)}
    totals = [n.total for n in notes if n.total]
    return [
        Ranked(
            item=items_of[id(note)],
            total=note.total,
            left=sum(not getattr(note, name) for name in CRITERIA),
            rank=1 + sum(t > note.total for t in totals) if note.total else None,
            tied=bool(note.total) and totals.count(note.total) > 1,
        )
        for note in by_rank(notes)
    ]


def curves_of(items: Iterable[Item]) -> tuple[str, ...]:
    """The curves the workshop is about: those on its headline list, else those it was prepared for and has
    not put on another list.
    """
    items = list(items)
    candidates = of_kind(items, Curve)
    headline = tuple(
        dict.fromkeys(c.body.indicator for c in candidates if c.body.list == "headline" and c.body.indicator)
    )
    prepared = next((w.body.curves for w in of_kind(items, Workshop)), ())
    rejected = {c.body.indicator for c in candidates}
    return headline or tuple(c for c in prepared if c not in rejected)


def notes_of(
    trust: Trust,
    items: Iterable[Item],
    may_bring: Mapping[str, str] | None = None,
    before: Iterable[Item] = (),
    visit: SecondVisit | None = None,
) -> Notes:
    """items: a workshop with all that is in it, and what of the trust belongs in its report. may_bring:
    idea's id → a sentence. before: baselines frozen at earlier visits; of these the newest is the one to
    judge a curve by. visit: what became of the sessions it goes on from.
    """
    items, may_bring = list(items), may_bring or {}
    workshop = next((i.body for i in _of(items, Workshop)), Workshop())
    names = {i.id: i.body.name for i in _of(items, Partner)}
    return Notes(
        trust=trust.name,
        title=workshop.title,
        held_on=workshop.held_on,
        facilitator=workshop.facilitator,
        outcome=workshop.outcome,
        colour=trust.colour,
        curves=curves_of(items),
        roles=_alike(workshop_notes.Role, [r for r in _of(items, Role) if r.body.who.strip()]),
        verdicts=tuple(_verdict(i) for i in _latest(items, Verdict)),
        frozen=tuple(filter(None, (as_note(i.body) for i in (*_latest(items, Frozen), *_by_day(before))))),
        group_forecasts=_alike(workshop_notes.GroupForecast, _latest(items, GroupForecast)),
        turned_curves=_alike(workshop_notes.TurnedCurve, _latest(items, TurnedCurve)),
        factors=_alike(workshop_notes.Factor, [f for f in _of(items, Factor) if not f.body.gone]),
        partners=_alike(workshop_notes.Partner, _of(items, Partner)),
        ideas=tuple(_idea(r.item.body, may_bring.get(r.item.id, "")) for r in ranked_ideas(items)),
        actions=tuple(_action(i.body, names) for i in by_day(items)),
        wanted=_alike(workshop_notes.Wanted, _of(items, Wanted)),
        measures=_alike(workshop_notes.Measure, [i for i in _of(items, Measure) if i.body.service.strip()]),
        last_time=_last_time(visit) if visit else None,
    )


def _last_time(visit: SecondVisit) -> LastTime:
    actions = [
        ActionBefore(
            a.item.body.what,
            a.item.body.who,
            a.item.body.by_when,
            a.state,
            a.item.body.progress,
            session_words(a.session.body),
        )
        for a in visit.actions
    ]
    factors = [
        FactorBefore(
            f.item.body.text,
            f.item.body.direction,
            f.state,
            f.now.body.text if f.now and f.state == CHANGED else "",
        )
        for f in visit.factors
    ]
    return LastTime(session_words(visit.sessions[0].body), tuple(actions), tuple(factors))


def by_day(items: Iterable[Item]) -> list[Item]:
    """The actions, the one due first at the top; those without a day last, as they were said."""
    return sorted(_of(items, Action), key=lambda i: i.body.by_when or "9")


def scenarios_of(items: Iterable[Item]) -> dict[str, Item]:
    """Idea's id → the what-if tried for it, the newest."""
    return {i.body.idea: i for i in sorted(_of(items, Scenario), key=lambda i: i.changed_at) if i.body.idea}


def _of(items: Iterable[Item], kind: type[Body]) -> list[Item]:
    return [i for i in items if i.kind == kind.kind]


def _latest(items: Iterable[Item], kind: type[Body]) -> list[Item]:
    """One a curve: what was said last stands."""
    return list({i.body.indicator: i for i in sorted(_of(items, kind), key=lambda i: i.changed_at)}.values())


def _by_day(items: Iterable[Item]) -> list[Item]:
    return sorted(_of(items, Frozen), key=lambda i: i.body.frozen_on)


def _alike(note: type, items: Sequence[Item]) -> tuple:
    """A note has the names of the record's own fields."""
    return tuple(note(**{f.name: getattr(i.body, f.name) for f in fields(note)}) for i in items)


def _verdict(item: Item) -> workshop_notes.Verdict:
    body, at = item.body, item.changed_at.astimezone()
    return workshop_notes.Verdict(
        body.indicator, body.ok, body.reason, body.initials, f"{day_words(at.date())}, {at:%H:%M}"
    )


def _idea(body: Idea, may_bring: str) -> workshop_notes.Idea:
    same = {f.name: getattr(body, f.name) for f in fields(workshop_notes.Idea) if f.name != "may_bring"}
    return workshop_notes.Idea(**same, may_bring=may_bring)


def _action(body: Action, partners: Mapping[str, str]) -> workshop_notes.Action:
    """The record's own fields, but for the partner, who is named."""
    same = {f.name: getattr(body, f.name) for f in fields(workshop_notes.Action)}
    return workshop_notes.Action(**same | {"partner": partners.get(body.partner or "", "")})
