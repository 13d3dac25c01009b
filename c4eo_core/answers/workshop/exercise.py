"""The exercise: nine short steps, what each is for, how long it usually takes, and how much of
that is left.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Step:
    """minutes: the usual ones."""

    number: int
    title: str
    purpose: str
    minutes: int


STEPS = (
    Step(
        1,
        "Roles",
        "Agree who leads, who writes and who watches the clock, so that everybody else can think.",
        2,
    ),
    Step(2, "Outcome", "Say in plain words what you want for your children, before any figure is shown.", 3),
    Step(
        3,
        "Choose the curve",
        "Pick the curve that says most about the outcome; keep the others, and note what cannot be measured.",
        4,
    ),
    Step(
        4,
        "Baseline and verdict",
        "Look at where the curve is heading if nothing changes, and decide: is that OK?",
        6,
    ),
    Step(
        5, "Story", "Say what pushes the curve up and what holds it down, and what you do not know yet.", 15
    ),
    Step(
        6,
        "Partners",
        "Name everybody with a part to play, what each could bring, and who is missing from the room.",
        5,
    ),
    Step(
        7, "Ideas", "Collect what could work: at least one idea that costs nothing, and one off the wall.", 10
    ),
    Step(8, "Actions", "Turn the best ideas into who does what, by when, and how you will know.", 10),
    Step(9, "Read back", "Read everything aloud, put right what is wrong, and take it away.", 10),
)
# A session that goes on from an earlier one opens with this; it has no clock of its own.
OPENING = Step(
    0,
    "Since last time",
    "You said, did you? Go through what was agreed last time before anything new is said.",
    0,
)
TITLES = {step.number: step.title for step in STEPS}
MINUTES = tuple(step.minutes for step in STEPS)
# The usual plan of such a session, for whoever knows it by these stages.
STAGES = (
    ("start", (1, 2)),
    ("the curve", (3, 4)),
    ("story", (5,)),
    ("partners and ideas", (6, 7)),
    ("actions", (8,)),
    ("report back", (9,)),
)


def minutes_of(chosen: Sequence[int]) -> tuple[int, ...]:
    """Minutes for each of the nine steps: those chosen, the usual ones where nothing was."""
    return (*chosen, *MINUTES[len(chosen) :])[: len(MINUTES)]


def plan_words(minutes: Sequence[int]) -> str:
    """'65 minutes in all: 5 start, 10 the curve, …'."""
    stages = ", ".join(f"{sum(minutes[n - 1] for n in numbers)} {name}" for name, numbers in STAGES)
    total = sum(minutes)
    advice = "" if 60 <= total <= 90 else " Groups usually need 60 to 90 minutes."
    return f"{total} minutes in all: {stages}.{advice}"


def left_words(minutes: int, spent: float) -> tuple[str, bool]:
    """How much of a step is left after so many seconds, and whether it has run over. A step of no minutes is
    not timed.
    """
    left = minutes * 60 - spent
    if minutes == 0:
        return "This step is not timed", False
    if left < 0:
        over = math.floor(-left / 60)
        return ("▲ Just over time" if over < 1 else f"▲ {_minutes(over)} over time"), True
    return ("Less than a minute left" if left < 60 else f"{_minutes(math.ceil(left / 60))} left"), False


def _minutes(n: int) -> str:
    return f"{n} minute" if n == 1 else f"{n} minutes"
