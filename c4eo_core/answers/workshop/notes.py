"""What a workshop recorded, as a report needs it. Knows no database: whoever keeps the records fills these
in.

Fields carry the names of the records. Dates are ISO text ("2026-03-24") or "" where nobody has said.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import cast

from c4eo_core.model.text import tidy

HEADINGS = {
    "how_much": "How much did we do?",
    "how_well": "How well did we do it?",
    "better_off": "Is anyone better off?",
}
COSTS = {"none": "costs nothing", "low": "low cost", "some": "some cost", "high": "high cost"}
CRITERIA = ("specificity", "leverage", "values", "reach")
BEST = 3


@dataclass(frozen=True)
class Role:
    part: str
    who: str


@dataclass(frozen=True)
class Verdict:
    """Is the curve, left to itself, OK? said_at: day and time, in words."""

    indicator: str
    ok: bool
    reason: str = ""
    initials: str = ""
    said_at: str = ""


@dataclass(frozen=True)
class Frozen:
    """The baseline as it stood on the day. origin: label of the last period it rests on; history: (end year,
    value); baseline: (end year, middle, low, high), the ends those of the 80 % interval."""

    indicator: str
    frozen_on: str
    origin: str
    history: tuple[tuple[int, float | None], ...]
    baseline: tuple[tuple[int, float, float, float], ...]
    figures_version: str = ""


@dataclass(frozen=True)
class GroupForecast:
    """The room's own forecast. values: (end year, value)."""

    indicator: str
    values: tuple[tuple[int, float], ...]
    reason: str = ""


@dataclass(frozen=True)
class TurnedCurve:
    """The ambition, never a prediction. values: (end year, value); basis: group or neighbours."""

    indicator: str
    values: tuple[tuple[int, float], ...]
    basis: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Factor:
    """direction: helping or hindering; depth: root, surface or unsure; owner: who finds out; found: what they
    found.
    """

    text: str
    direction: str
    depth: str = "unsure"
    votes: int = 0
    find_out: bool = False
    indicator: str = ""
    owner: str = ""
    found: str = ""


@dataclass(frozen=True)
class Partner:
    """Who is neither in the room nor absent has not been asked yet."""

    name: str
    brings: str = ""
    commitment: str = ""
    who: str = ""
    in_room: bool = True
    absent: bool = False


@dataclass(frozen=True)
class Idea:
    """cost: none, low, some or high, "" where not said; the four criteria 1 to 5, 0 where not scored; place:
    set by hand; may_bring: what a scenario says of it, in a sentence."""

    text: str
    cost: str = "some"
    off_the_wall: bool = False
    specificity: int = 0
    leverage: int = 0
    values: int = 0
    reach: int = 0
    chosen: bool = False
    place: int | None = None
    place_reason: str = ""
    may_bring: str = ""

    @property
    def total(self) -> int:
        return sum(getattr(self, name) for name in CRITERIA)


@dataclass(frozen=True)
class Action:
    what: str
    who: str = ""
    by_when: str = ""
    measure: str = ""
    partner: str = ""


@dataclass(frozen=True)
class ActionBefore:
    """An action of an earlier session. state: done, not_done or dropped, "" where nobody has said; why: in
    the room's words; session: which one it is of, in words.
    """

    what: str
    who: str = ""
    by_when: str = ""
    state: str = ""
    why: str = ""
    session: str = ""


@dataclass(frozen=True)
class FactorBefore:
    """A factor of the last session. state: still, changed or gone, "" where nobody has said; now: its words
    today, where they changed.
    """

    text: str
    direction: str
    state: str = ""
    now: str = ""


@dataclass(frozen=True)
class LastTime:
    """What a second visit found of the visits before. session: the last one, in words."""

    session: str
    actions: tuple[ActionBefore, ...] = ()
    factors: tuple[FactorBefore, ...] = ()


@dataclass(frozen=True)
class Wanted:
    """An indicator the data development agenda asks for."""

    title: str
    priority: str = ""
    owner: str = ""
    why: str = ""


class NotAMeasure(ValueError):
    """What would be taken for a measure of a service, or for an indicator of everybody in a place, and is not
    one.
    """


@dataclass(frozen=True)
class Measure:
    """A performance measure: about one service, never about everybody in a place. contributes_to: the id of
    the indicator it helps to move. Raises NotAMeasure without a service or a heading we know."""

    service: str
    title: str
    heading: str
    value: str = ""
    period: str = ""
    contributes_to: str = ""

    def __post_init__(self) -> None:
        if not self.service.strip():
            raise NotAMeasure(
                f"'{self.title}' belongs to no service: name the service, or keep it as an indicator."
            )
        if self.heading not in HEADINGS:
            raise NotAMeasure(
                f"'{self.heading}' is not a heading of a service's card; the headings are"
                f" {', '.join(HEADINGS)}."
            )


@dataclass(frozen=True)
class Notes:
    """One workshop. colour: the trust's, as #rrggbb. curves: ids of the indicators chosen, in order.
    last_time: at a second visit only.
    """

    trust: str
    title: str
    held_on: str = ""
    facilitator: str = ""
    outcome: str = ""
    colour: str = ""
    curves: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    frozen: tuple[Frozen, ...] = ()
    group_forecasts: tuple[GroupForecast, ...] = ()
    turned_curves: tuple[TurnedCurve, ...] = ()
    factors: tuple[Factor, ...] = ()
    partners: tuple[Partner, ...] = ()
    ideas: tuple[Idea, ...] = ()
    actions: tuple[Action, ...] = ()
    wanted: tuple[Wanted, ...] = ()
    measures: tuple[Measure, ...] = ()
    last_time: LastTime | None = None


def in_order(ideas: Sequence[Idea]) -> list[Idea]:
    """As ranked by the room, chosen ideas first."""
    return sorted(by_rank(ideas), key=lambda i: not i.chosen)


def by_rank(ideas: Sequence[Idea]) -> list[Idea]:
    """By score, ties as they were said; an idea placed by hand stands where it was put."""
    order = sorted((i for i in ideas if i.place is None), key=lambda i: -i.total)
    last = 0
    placed = [(i.place, i) for i in ideas if i.place is not None]
    for place, idea in sorted(placed, key=lambda row: (row[0], -row[1].total)):
        last = max(place, last + 1)
        order.insert(last - 1, idea)
    return order


def ranked(ideas: Sequence[Idea]) -> bool:
    """Whether anybody chose, placed or scored: without that no idea is the best."""
    return any(i.chosen or i.place is not None or i.total for i in ideas)


def strongest_first(factors: Sequence[Factor]) -> list[Factor]:
    """By votes, roots before the surface; otherwise as they were said."""
    return sorted(factors, key=lambda f: (-f.votes, {"root": 0, "unsure": 1}.get(f.depth, 2)))


def tidied(notes: Notes) -> Notes:
    return cast(Notes, _tidied(notes))


def _tidied(thing: object) -> object:
    if isinstance(thing, str):
        return tidy(thing)
    if isinstance(thing, tuple):
        return tuple(map(_tidied, thing))
    if is_dataclass(thing) and not isinstance(thing, type):
        return replace(thing, **{f.name: _tidied(getattr(thing, f.name)) for f in fields(thing)})
    return thing
