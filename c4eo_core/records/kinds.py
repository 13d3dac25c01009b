"""What can be written down: one frozen class for each kind of record, checked when it is made."""

from dataclasses import dataclass, fields

from c4eo_core.model.kinds import PRIORITIES
from c4eo_core.records import fields as hold
from c4eo_core.records import local_kinds  # noqa: F401  its kinds stand among the others
from c4eo_core.records.body import Body, fits
from c4eo_core.records.errors import NotValid
from c4eo_core.records.fields import FORM, SHORT

STRENGTHS = ("", "low", "medium", "high")
COSTS = ("", "none", "low", "some", "high")
# How far a practice has been tested, by whoever `who_says` names.
RUNGS = ("unknown", "idea", "promising", "validated", "researched")
MOST_CURVES = 3


@dataclass(frozen=True)
class Workshop(Body):
    """One session, from its preparation to its report. area: nine-character code; step: 1 to 9, 0 before the
    start.
    """

    kind, noun, names_it = "workshop", "workshop", "title"
    title: str = hold.text(SHORT)
    area: str = hold.text(SHORT)
    priority: str = hold.one_of("", *PRIORITIES)
    held_on: str = hold.day()
    facilitator: str = hold.text(SHORT)
    step: int = hold.whole(0, 9)
    step_minutes: tuple[int, ...] = hold.wholes(9, 0, 240)
    curves: tuple[str, ...] = hold.names(MOST_CURVES)
    evidence: tuple[str, ...] = hold.names(100)
    show_local: bool = hold.flag()
    timer_started: str | None = hold.moment()
    status: str = hold.one_of("prepared", "open", "closed")
    goes_on_from: str | None = hold.reference()
    outcome: str = hold.text()


@dataclass(frozen=True)
class Role(Body):
    kind, noun, names_it = "role", "role", "part"
    part: str = hold.text(SHORT)
    who: str = hold.text(SHORT)


@dataclass(frozen=True)
class Curve(Body):
    """An indicator weighed as a headline: what it says to the public, what it stands for, how good its
    figures are.
    """

    kind, noun, names_it = "curve", "curve", "indicator"
    indicator: str = hold.text(SHORT)
    communication: str = hold.one_of(*STRENGTHS)
    proxy: str = hold.one_of(*STRENGTHS)
    data: str = hold.one_of(*STRENGTHS)
    list: str = hold.one_of("headline", "secondary", "wanted")
    reason: str = hold.text()


@dataclass(frozen=True)
class Verdict(Body):
    kind, noun, names_it = "verdict", "verdict", "indicator"
    indicator: str = hold.text(SHORT)
    ok: bool = hold.flag()
    reason: str = hold.text()
    initials: str = hold.text(SHORT)


@dataclass(frozen=True)
class Frozen(Body):
    """A baseline as it was on the day. origin: its last period; history, baseline: rows of labels and
    numbers.
    """

    kind, noun, names_it = "frozen", "frozen baseline", "indicator"
    indicator: str = hold.text(SHORT)
    title: str = hold.text(SHORT)
    area: str = hold.text(SHORT)
    origin: str = hold.text(SHORT)
    figures_version: str = hold.text(SHORT)
    frozen_on: str = hold.day()
    method: str = hold.text()
    history: hold.Table = hold.rows()
    baseline: hold.Table = hold.rows()


@dataclass(frozen=True)
class GroupForecast(Body):
    """Values the room put in the baseline's place."""

    kind, noun, names_it = "group_forecast", "group forecast", "indicator"
    indicator: str = hold.text(SHORT)
    values: tuple[tuple[int, float], ...] = hold.points()
    reason: str = hold.text()


@dataclass(frozen=True)
class TurnedCurve(Body):
    """Where the room wants the curve to go: an ambition, from values of its own or from the pace of
    neighbours.
    """

    kind, noun, names_it = "turned_curve", "turned curve", "indicator"
    indicator: str = hold.text(SHORT)
    values: tuple[tuple[int, float], ...] = hold.points()
    basis: str = hold.one_of("group", "neighbours")
    reason: str = hold.text()


@dataclass(frozen=True)
class Factor(Body):
    """A part of the story. owner: who is to find out; found: what they found. before: the factor of an
    earlier session that this one takes up; gone: it is no longer so, and no part of today's story.
    """

    kind, noun, names_it = "factor", "factor", "text"
    indicator: str = hold.text(SHORT)
    text: str = hold.text()
    direction: str = hold.one_of("hindering", "helping")
    depth: str = hold.one_of("unsure", "root", "surface")
    votes: int = hold.whole(0, 999)
    find_out: bool = hold.flag()
    owner: str = hold.text(SHORT)
    found: str = hold.text()
    before: str | None = hold.reference()
    gone: bool = hold.flag()


@dataclass(frozen=True)
class Partner(Body):
    """in_room, absent: who is neither has not been asked yet."""

    kind, noun, names_it = "partner", "partner", "name"
    name: str = hold.text(SHORT)
    brings: str = hold.text()
    commitment: str = hold.text()
    who: str = hold.text(SHORT)
    in_room: bool = hold.flag()
    absent: bool = hold.flag()

    def check(self) -> None:
        if self.in_room and self.absent:
            raise NotValid("absent", "A partner is in the room or missing, not both. Choose one of the two.")


@dataclass(frozen=True)
class Idea(Body):
    """Scores run from 1 to 5; 0 is not scored. place: where the room put it against its score; place_reason
    says why.
    """

    kind, noun, names_it = "idea", "idea", "text"
    text: str = hold.text()
    cost: str = hold.one_of(*COSTS)
    off_the_wall: bool = hold.flag()
    specificity: int = hold.whole(0, 5)
    leverage: int = hold.whole(0, 5)
    values: int = hold.whole(0, 5)
    reach: int = hold.whole(0, 5)
    chosen: bool = hold.flag()
    place: int | None = hold.maybe_whole(1, 999)
    place_reason: str = hold.text()
    from_evidence: str | None = hold.reference()


@dataclass(frozen=True)
class Action(Body):
    """partner, idea: ids of those items. done, dropped, progress (how it goes, or why not): for the next
    visit; reviewed_in: the session in which somebody last said how it stands.
    """

    kind, noun, names_it = "action", "action", "what"
    what: str = hold.text()
    who: str = hold.text(SHORT)
    by_when: str = hold.day()
    measure: str = hold.text(SHORT)
    partner: str | None = hold.reference()
    idea: str | None = hold.reference()
    done: bool = hold.flag()
    dropped: bool = hold.flag()
    progress: str = hold.text()
    reviewed_in: str | None = hold.reference()

    def check(self) -> None:
        if self.done and self.dropped:
            raise NotValid("dropped", "An action is done or dropped, not both. Choose one of the two.")

    @property
    def settled(self) -> bool:
        """Nothing is left to do."""
        return self.done or self.dropped


@dataclass(frozen=True)
class Wanted(Body):
    """An indicator we would need and do not have."""

    kind, noun, names_it = "wanted", "wanted indicator", "title"
    title: str = hold.text(SHORT)
    priority: str = hold.one_of("", *PRIORITIES)
    owner: str = hold.text(SHORT)
    why: str = hold.text()


@dataclass(frozen=True)
class Measure(Body):
    """One service's own performance. contributes_to: the indicator it helps to move. indicator: set only when
    the figure itself is about everybody in the place; it may then stand in a service's card only with what it
    contributes to.
    """

    kind, noun, names_it = "measure", "measure", "title"
    service: str = hold.text(SHORT)
    title: str = hold.text(SHORT)
    heading: str = hold.one_of("how_much", "how_well", "better_off")
    value: str = hold.text(SHORT)
    period: str = hold.text(SHORT)
    source: str = hold.text(SHORT)
    contributes_to: str = hold.text(SHORT)
    indicator: str = hold.text(SHORT)

    def check(self) -> None:
        if self.indicator and not self.contributes_to:
            raise NotValid(
                "contributes_to",
                "This figure is about everybody in the place, not about one service. Say which indicator the"
                " service contributes to.",
            )


@dataclass(frozen=True)
class Practice(Body):
    """Something that is done here. rung: how far it has been tested, and who_says so, since when. contact:
    whom to ring; written_by, checked_by, checked_on: two people and the day; checked_mark: of the words as
    they were then (`answers.workshop.practice_check`). share: other trusts may have it; origin: the trust it
    came from.
    """

    kind, noun, names_it = "practice", "practice", "title"
    title: str = hold.text(SHORT)
    priority: str = hold.one_of("", *PRIORITIES)
    rung: str = hold.one_of(*RUNGS)
    who_says: str = hold.text(SHORT)
    since: str = hold.text(SHORT)
    evidence: str = hold.text()
    ages: str = hold.text(SHORT)
    cost: str = hold.one_of(*COSTS)
    setting: str = hold.text(SHORT)
    words: str = hold.text()
    contact: str = hold.text(SHORT)
    written_by: str = hold.text(SHORT)
    checked_by: str = hold.text(SHORT)
    checked_on: str = hold.day()
    checked_mark: str = hold.text(SHORT)
    share: bool = hold.flag()
    origin: str = hold.text(SHORT)


@dataclass(frozen=True)
class Visit(Body):
    """due: when the next steps are; done: they have been taken."""

    kind, noun, names_it = "visit", "visit", "held_on"
    held_on: str = hold.day()
    notes: str = hold.text()
    next_steps: str = hold.text()
    who: str = hold.text(SHORT)
    due: str = hold.day()
    done: bool = hold.flag()


@dataclass(frozen=True)
class Scenario(Body):
    """form: a what-if as the scenario file writes it. idea: the id of the idea it was tried for."""

    kind, noun, names_it = "scenario", "what-if", "title"
    indicator: str = hold.text(SHORT)
    title: str = hold.text(SHORT)
    form: str = hold.text(FORM)
    idea: str | None = hold.reference()


KINDS: dict[str, type[Body]] = {cls.kind: cls for cls in Body.__subclasses__()}


def from_json(kind: str, stored: dict[str, object], strict: bool = False) -> Body:
    """What any version wrote: a field it did not have, or holds what no longer fits, gets its default.
    strict: raises NotValid.
    """
    cls = KINDS[kind]
    known = {field.name: stored[field.name] for field in fields(cls) if field.name in stored}
    return cls(
        **(known if strict else {name: value for name, value in known.items() if fits(cls, name, value)})
    )
