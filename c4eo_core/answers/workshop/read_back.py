"""What a workshop still lacks, step by step, in words to read aloud; nothing here stops anybody from ending
it.
"""

import datetime as dt
from collections.abc import Sequence
from contextlib import suppress

from c4eo_core.answers.workshop.notes import Action, ActionBefore, Factor, Idea, LastTime, Notes, Partner
from c4eo_core.answers.workshop.second_visit import DONE, DROPPED, NOT_DONE
from c4eo_core.model.text import day_words

SOON = 30  # days within which one action should be due


def ideas_progress(ideas: Sequence[Idea]) -> tuple[tuple[bool, str], ...]:
    """Whether the two kinds of idea that groups forget are there, each with its sentence."""
    free, wild = (sum(i.cost == "none" for i in ideas), sum(i.off_the_wall for i in ideas))
    return (
        (bool(free), f"{_ideas(free)} nothing." if free else "No idea that costs nothing yet."),
        (bool(wild), f"{_ideas(wild, 'is', 'are')} off the wall." if wild else "No idea off the wall yet."),
    )


def _ideas(n: int, one: str = "costs", many: str = "cost") -> str:
    return f"One idea {one}" if n == 1 else f"{n} ideas {many}"


def soon_words(actions: Sequence[Action], today: dt.date) -> str:
    """A suggestion where no action is due soon; empty where one is, or where there are no actions yet."""
    last = today + dt.timedelta(days=SOON)
    if not actions or any(day is not None and day <= last for day in map(_day, actions)):
        return ""
    return f"No action is due within {SOON} days. Which one could be done by {day_words(last)}?"


def _day(action: Action) -> dt.date | None:
    with suppress(ValueError):
        return dt.date.fromisoformat(action.by_when)
    return None


def lacks(action: Action) -> tuple[str, ...]:
    """Of who, by when and how it is measured, what nobody has said."""
    named = (("who", action.who), ("by when", action.by_when), ("how we shall know", action.measure))
    return tuple(word for word, value in named if not value.strip())


def missing(notes: Notes, today: dt.date) -> tuple[str, ...]:
    """One sentence each, in the order of the steps."""
    return tuple(
        filter(
            None,
            (
                *_last_time(notes.last_time),
                "" if notes.outcome.strip() else "The outcome is not written down.",
                *_curves(notes),
                *_story(notes.factors),
                *_partners(notes.partners),
                *_ideas_missing(notes.ideas),
                *_actions(notes.actions, notes.last_time, today),
            ),
        )
    )


def _last_time(last: LastTime | None) -> list[str]:
    if last is None:
        return []
    quiet = [a.what for a in last.actions if not a.state]
    unsaid = [a.what for a in last.actions if a.state in (NOT_DONE, DROPPED) and not a.why.strip()]
    story = sum(not f.state for f in last.factors)
    are = "is" if story == 1 else "are"
    of_story = f"{_count(story, 'factor')} of last time {are} not yet confirmed or changed."
    return [
        f"Of last time's actions, nobody has said how these stand: {'; '.join(quiet)}." if quiet else "",
        f"No reason is given yet why these were not done: {'; '.join(unsaid)}." if unsaid else "",
        of_story if story else "",
    ]


def _curves(notes: Notes) -> list[str]:
    if not notes.curves:
        return ["No curve has been chosen."]
    judged = {v.indicator for v in notes.verdicts}
    left = [c for c in notes.curves if c not in judged]
    found = []
    if left:
        open_for = (
            f"{len(left)} of the {len(notes.curves)} curves {'has' if len(left) == 1 else 'have'} no verdict"
            " yet."
        )
        found.append(
            "The verdict is still open: is the curve OK if nothing changes?"
            if len(notes.curves) == 1
            else open_for
        )
    found += [
        "The verdict has no reason."
        for v in notes.verdicts
        if v.indicator in notes.curves and not v.reason.strip()
    ][:1]
    return found


def _story(factors: Sequence[Factor]) -> list[str]:
    if not factors:
        return ["The story behind the curve has not been told."]
    sides = {f.direction for f in factors}
    found = [f"Nothing is named that is {side}." for side in ("hindering", "helping") if side not in sides]
    found += [] if any(f.depth == "root" for f in factors) else ["No factor is marked as a root cause."]
    asked = sum(f.find_out and not f.owner.strip() for f in factors)
    if asked:
        found.append(f"{_count(asked, 'question')} to find out, with nobody asked yet.")
    return found


def _partners(partners: Sequence[Partner]) -> list[str]:
    if not partners:
        return ["No partner is named."]
    absent = [p.name for p in partners if p.absent]
    not_asked = [p.name for p in partners if not p.in_room and not p.absent]
    quiet = [p.name for p in partners if not p.commitment.strip() and not p.brings.strip()]
    found = [f"Missing from the room: {', '.join(absent)}."] if absent else []
    found += [f"Not yet asked to come: {', '.join(not_asked)}."] if not_asked else []
    return found + (
        [f"Nothing is said yet of what they bring or will do: {', '.join(quiet)}."] if quiet else []
    )


def _ideas_missing(ideas: Sequence[Idea]) -> list[str]:
    if not ideas:
        return ["There are no ideas yet."]
    found = [words for there, words in ideas_progress(ideas) if not there]
    found += [] if any(i.chosen for i in ideas) else ["No idea is chosen."]
    moved = sum(i.place is not None and not i.place_reason.strip() for i in ideas)
    return found + ([f"{_count(moved, 'idea')} moved by hand without a reason."] if moved else [])


def open_before(last: LastTime | None) -> tuple[ActionBefore, ...]:
    """Actions of earlier sessions that are neither done nor dropped."""
    return tuple(a for a in last.actions if a.state not in (DONE, DROPPED)) if last else ()


def _actions(actions: Sequence[Action], last: LastTime | None, today: dt.date) -> list[str]:
    if not actions:
        still = len(open_before(last))
        if still:
            are = "is" if still == 1 else "are"
            return [f"{_count(still, 'action')} of last time {are} still open, and there is no new one."]
        return ["There are no actions yet: nothing happens on Monday."]
    bare = [(a.what, lacks(a)) for a in actions]
    found = [f"Not yet said for “{what}”: {', '.join(words)}." for what, words in bare if words]
    return [*found, soon_words(actions, today)]


def _count(n: int, noun: str) -> str:
    return f"One {noun}" if n == 1 else f"{n} {noun}s"
