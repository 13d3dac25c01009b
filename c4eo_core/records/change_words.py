"""What a step did, in words for the person who may want it back."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from c4eo_core.records.kinds import KINDS
from c4eo_core.records.rows import Row

# What a person calls a field whose name would sound odd in a sentence.
_CALLED = {
    "ok": "answer",
    "chosen": "choice",
    "text": "words",
    "what": "words",
    "who": "name",
    "who_says": "name of who says so",
    "by_when": "day",
    "held_on": "day",
    "due": "day",
    "since": "day",
    "came_on": "day",
    "step_minutes": "minutes",
    "show_local": "showing of notes",
    "done": "state",
    "goes_on_from": "session before",
    "place_reason": "reason",
    "find_out": "open question",
    "in_room": "presence",
    "off_the_wall": "off-the-wall mark",
    "direction": "side",
    "members": "neighbours",
    "per": "unit",
    "form": "what-if",
}
# kind, before, after
Done = tuple[str, Row | None, Row | None]


def describe(lines: Sequence[Done], how: str = "do") -> str:
    """Such as: removed the idea 'Breakfast club'."""
    if len(lines) == 1:
        return _one(*lines[0], how)
    arrival = next((line for line in lines if line[0] == "brought_in"), None)
    if arrival:
        return f"{_one(*arrival, how)} and {_count(len(lines) - 1, 'note')} of it"
    whole = next((line for line in lines if line[0] == "workshop"), None)
    if whole:
        return f"{_one(*whole, how)} and {_count(len(lines) - 1, 'note')} in it"
    verbs = {_verb(before, after, how) for _, before, after in lines}
    kinds = Counter(kind for kind, _, _ in lines)
    verb = verbs.pop() if len(verbs) == 1 else "changed"
    return f"{verb} {' and '.join(_count(n, KINDS[kind].noun) for kind, n in kinds.items())}"


def named(kind: str, row: Row) -> str:
    label = row.typed.label
    return f"the {KINDS[kind].noun} '{label}'" if label else f"an empty {KINDS[kind].noun}"


def overtaken(kind: str, row: Row, who: str | None, at: str | None, problem: str) -> str:
    """Why a step stays: somebody did something since."""
    since = f" {who} has been there since ({_clock(at)})." if who and at else ""
    return f"This step cannot be taken back: {named(kind, row)} {problem}.{since} Nothing was changed."


def _one(kind: str, before: Row | None, after: Row | None, how: str) -> str:
    verb, row = _verb(before, after, how), after or before
    if row is None:
        raise ValueError("A line of the log names what was there before or after.")
    if verb != "changed" or before is None or after is None:
        return f"{verb} {named(kind, row)}"
    old, new = before.content, after.content
    fields = [
        _CALLED.get(name, name.replace("_", " "))
        for name in new
        if old.get(name) != new[name] and not name.startswith(".")
    ]
    if len(fields) in (1, 2):
        return f"changed the {' and the '.join(fields)} of {named(kind, row)}"
    return f"changed {named(kind, row)}"


def _verb(before: Row | None, after: Row | None, how: str) -> str:
    if before is None and after is not None and after.kind == "brought_in" and how == "do":
        return "brought in"
    if before is None:
        return "added" if how == "do" else "put back"
    if after is None:
        return "removed"
    return "moved" if before.body == after.body else "changed"


def _count(n: int, noun: str) -> str:
    first, of, rest = noun.partition(" of ")
    many = first if first.endswith("series") else f"{first}s"
    return f"{n} {noun if n == 1 else many + of + rest}"


def _clock(at: str) -> str:
    return datetime.fromisoformat(at).astimezone().strftime("%H:%M")
