"""What a step did, in words for the person who may want it back."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from c4eo_core.records.kinds import KINDS, Action, Partner
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
    "dropped": "state",
    "reviewed_in": "state",
    "gone": "state",
    "progress": "reason or progress",
    "goes_on_from": "session before",
    "place_reason": "reason",
    "find_out": "open question",
    "in_room": "presence",
    "absent": "presence",
    "off_the_wall": "off-the-wall mark",
    "direction": "side",
    "members": "neighbours",
    "per": "unit",
    "form": "what-if",
}
# Fields that hold the id of something else, or a whole form: no words for a person.
_REFERENCES = {"partner", "idea", "goes_on_from", "reviewed_in", "before", "from_evidence", "form"}
_VALUE, _NAMED = 80, 2
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
    counted = " and ".join(_count(n, KINDS[kind].noun) for kind, n in kinds.items())
    return f"{verb} {counted}{_names(lines)}"


def _names(lines: Sequence[Done]) -> str:
    """Of several things the first two by name."""
    labels = [row.typed.label for _, before, after in lines if (row := after or before)]
    first = [f"'{label}'" for label in labels if label][:_NAMED]
    more = f" and {len(labels) - len(first)} more" if len(labels) > len(first) else ""
    return f": {', '.join(first)}{more}" if first else ""


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
    fields = list(
        dict.fromkeys(
            _CALLED.get(name, name.replace("_", " "))
            for name in new
            if old.get(name) != new[name] and not name.startswith(".")
        )
    )
    if len(fields) in (1, 2):
        words = f"changed the {' and the '.join(fields)} of {named(kind, row)}"
        return words + (_from_to(before, after) if len(fields) == 1 else "")
    return f"changed {named(kind, row)}"


def _from_to(before: Row, after: Row) -> str:
    """' from OK to not OK', where both can be said in a few words."""
    if isinstance(before.typed, Action) and isinstance(after.typed, Action):
        states = [_state(before.typed), _state(after.typed)]
        if states[0] != states[1]:
            return f" from {states[0]} to {states[1]}"
    if isinstance(before.typed, Partner) and isinstance(after.typed, Partner):
        stands = [_presence(before.typed), _presence(after.typed)]
        if stands[0] != stands[1]:
            return f" from {stands[0]} to {stands[1]}"
    name = next(n for n in after.content if before.content.get(n) != after.content[n])
    old, new = (_value(name, content.get(name)) for content in (before.content, after.content))
    return f" from {old} to {new}" if old and new else ""


def _state(action: Action) -> str:
    if action.settled:
        return "done" if action.done else "dropped"
    return "not done" if action.reviewed_in else "open"


def _presence(partner: Partner) -> str:
    return "in the room" if partner.in_room else "missing" if partner.absent else "not yet asked"


def _value(name: str, value: object) -> str:
    """In a few words; "" for what cannot be said in a line, such as a table."""
    if isinstance(value, bool):
        return ("OK" if value else "not OK") if name == "ok" else "yes" if value else "no"
    if value is None or value == "":
        return "nothing"
    if name in _REFERENCES or not isinstance(value, str | int | float):
        return ""
    words = " ".join(str(value).split())
    words = words if len(words) <= _VALUE else f"{words[: _VALUE - 1].rstrip()}…"
    return f"“{words}”" if isinstance(value, str) else words


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
