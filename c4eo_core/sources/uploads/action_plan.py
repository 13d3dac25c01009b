"""An action plan as councils keep one, Excel or CSV: what, who, by when, how it stands. Read and shown before
anything is saved; every row that is not used is named.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from c4eo_core.model.problem import Problem
from c4eo_core.sources.uploads.action_cells import DONE, DROPPED, OPEN, day_of, state_of
from c4eo_core.sources.uploads.table import OwnTable, View, plain_name, read_table

MOST_ACTIONS, LONGEST_WHAT, LONGEST_WHO = 200, 4_000, 300
WHAT, WHO, BY_WHEN, MEASURE, STATUS, PROGRESS, NOT_USED = (
    "what",
    "who",
    "by_when",
    "measure",
    "status",
    "progress",
    "unused",
)
COLUMN_WORDS = {
    WHAT: "What is to be done",
    WHO: "Who",
    BY_WHEN: "By when",
    MEASURE: "How we shall know",
    STATUS: "How it stands",
    PROGRESS: "How it goes, in words",
    NOT_USED: "Not used",
}
# Headings as letters alone. Rivals are settled by their order here, then by how full the column is.
_HEADINGS = {
    WHAT: (
        "action actions whatistobedone what task tasks actionrequired actionsrequired actiontobetaken"
        " actionstobetaken keyaction keyactions activity activities whatwillwedo whatwewilldo step steps"
        " recommendation recommendations description actiondescription improvementaction"
    ),
    WHO: (
        "who whoresponsible lead leadofficer actionlead responsible responsibleofficer personresponsible"
        " owner actionowner responsibility bywhom accountable leadagency ledby assignedto leadperson"
    ),
    BY_WHEN: (
        "bywhen when deadline duedate due targetdate completiondate timescale timescales timeframe enddate"
        " datedue tobecompletedby completeby targetcompletiondate by date reviewdate"
    ),
    MEASURE: (
        "howweshallknow measure measures successmeasure successmeasures successcriteria measureofsuccess"
        " outcome outcomes impact expectedimpact kpi evidence intendedoutcome performancemeasure"
    ),
    STATUS: (
        "status rag ragrating ragstatus state currentstatus actionstatus complete completed percentcomplete"
    ),
    PROGRESS: (
        "progress progressupdate update updates comments comment notes commentary progressnotes latestupdate"
    ),
}
_KNOWN = {word: role for role, words in _HEADINGS.items() for word in words.split()}
_PLACE = {word: n for words in _HEADINGS.values() for n, word in enumerate(words.split())}
_LOOKED_AT = 25  # rows in which the headings may stand
_MOSTLY = 0.6


@dataclass(frozen=True)
class PlanForm:
    """What somebody says of a file. columns: (its place, the role) of single columns."""

    columns: tuple[tuple[int, str], ...] = ()
    view: View | None = None


@dataclass(frozen=True)
class PlannedAction:
    """row: as the person sees it. by_when: an ISO date or "". state: OPEN, DONE or DROPPED. progress: what
    the plan says of how it goes, with the words of its status where they say more than the state.
    """

    row: int
    what: str
    who: str
    by_when: str
    measure: str
    state: str
    progress: str


@dataclass(frozen=True)
class ActionPlan:
    """columns: (heading, role). left_out: rows that are not used, each with why; notes: what to look at in
    those that are; problems: why nothing can be used.
    """

    table: OwnTable | None
    columns: tuple[tuple[str, str], ...]
    actions: tuple[PlannedAction, ...]
    left_out: tuple[Problem, ...] = ()
    notes: tuple[Problem, ...] = ()
    problems: tuple[Problem, ...] = ()


def read_action_plan(content: bytes, filename: str, asked: PlanForm | None = None) -> ActionPlan:
    """Nothing is kept. Everything wrong is said at once."""
    asked = asked or PlanForm()
    table, problems = _table(content, filename, asked.view)
    where = plain_name(filename)
    if table is None:
        return ActionPlan(None, (), (), problems=tuple(problems))
    roles = _roles(table, dict(asked.columns))
    columns = tuple((h, roles.get(i, NOT_USED)) for i, h in enumerate(table.headings))
    if WHAT not in roles.values():
        do = "Say which column it is, or which row holds the headings."
        missing = Problem(where, "no column says what is to be done.", "a heading such as Action.", do)
        return ActionPlan(table, columns, (), problems=(missing,))
    return _read(table, columns, {role: i for i, role in roles.items()}, where)


def key_of(what: str) -> str:
    """Two actions with one key say the same."""
    return re.sub(r"[^a-z0-9]+", " ", what.casefold()).strip()


def _table(content: bytes, filename: str, view: View | None) -> tuple[OwnTable | None, list[Problem]]:
    """The row with most headings we know, where the usual reading finds hardly any."""
    table, problems = read_table(content, filename, view)
    if table is None or (view and view.heading_row) or _recognised(table) >= 2:
        return table, problems
    tried = [replace(view or View(), heading_row=row) for row in range(1, _LOOKED_AT + 1)]
    others = [found for v in tried if (found := read_table(content, filename, v)[0]) is not None]
    return max([table, *others], key=_recognised), problems


def _recognised(table: OwnTable) -> int:
    return len(set(_roles(table, {}).values()))


def _bare(heading: str) -> str:
    return re.sub(r"[^a-z]", "", heading.casefold())


def _roles(table: OwnTable, chosen: Mapping[int, str]) -> dict[int, str]:
    """Column → role, each role once."""
    found: dict[str, list[int]] = {}
    for i, parts in enumerate(table.parts or tuple((h,) for h in table.headings)):
        role = next((r for p in (*reversed(parts), table.headings[i]) if (r := _KNOWN.get(_bare(p)))), None)
        if role and i not in chosen:
            found.setdefault(role, []).append(i)
    taken = set(chosen.values())
    guessed = {
        min(places, key=lambda i: _rank(table, i)): role
        for role, places in found.items()
        if role not in taken
    }
    return guessed | {i: role for i, role in chosen.items() if role != NOT_USED}


def _rank(table: OwnTable, column: int) -> tuple[int, int]:
    filled = sum(bool(cells[column]) for _, cells in table.rows)
    return (_PLACE.get(_bare(table.headings[column]), 99), -filled) if filled else (1_000, 0)


def _read(
    table: OwnTable, columns: tuple[tuple[str, str], ...], at: Mapping[str, int], where: str
) -> ActionPlan:
    left_out = [
        Problem(f"{where}, row {n}", "text beyond the last heading.", "one cell a heading.", "Mend the row.")
        for n in table.uneven
    ]
    notes, actions, seen = list(table.unread), [], {}
    headed = _mostly_more_than_what(table, at)
    for number, cells in table.rows:
        place = f"{where}, row {number}"
        row = {role: cells[i] for role, i in at.items()}
        if wrong := _not_used(place, row, headed, len(actions)):
            left_out.append(wrong)
            continue
        action, said = _action(number, place, row)
        if (
            first := seen.setdefault((key_of(action.what), action.who.casefold(), action.by_when), number)
        ) != number:
            found = f"the same action as in row {first}."
            left_out.append(Problem(place, found, "each action once.", "Nothing, if they are the same."))
            continue
        actions.append(action)
        notes += said
    problems: tuple[Problem, ...] = ()
    if not actions:
        do = "Say which column is which, or which row holds the headings."
        problems = (Problem(where, "no row holds an action.", "a row an action.", do),)
    return ActionPlan(table, columns, tuple(actions), tuple(left_out), tuple(notes), problems)


def _mostly_more_than_what(table: OwnTable, at: Mapping[str, int]) -> bool:
    """Most rows say who or when as well: then one with a single cell is a heading between them."""
    others = [i for role, i in at.items() if role != WHAT]
    more = [any(cells[i] for i in others) for _, cells in table.rows if cells[at[WHAT]]]
    return bool(others) and sum(more) > _MOSTLY * len(more)


def _not_used(place: str, row: Mapping[str, str], headed: bool, so_far: int) -> Problem | None:
    what = row[WHAT]
    if not what:
        return Problem(place, "it does not say what is to be done.", "an action.", "Fill it in, or leave it.")
    if headed and not any(text for role, text in row.items() if role != WHAT):
        do = "If it is an action, type it in by hand."
        return Problem(
            place, f"‘{what[:60]}’ alone, as over a part of the plan.", "who or by when as well.", do
        )
    if len(what) > LONGEST_WHAT or len(row.get(WHO, "")) > LONGEST_WHO:
        found = f"a text of {max(len(what), len(row.get(WHO, ''))):,} characters."
        expected = f"at most {LONGEST_WHAT:,} for what, {LONGEST_WHO} for who."
        return Problem(place, found, expected, "Shorten it; nothing is cut off for you.")
    if so_far >= MOST_ACTIONS:
        return Problem(
            place, f"more than {MOST_ACTIONS} actions.", f"at most {MOST_ACTIONS}.", "Split the plan."
        )
    return None


def _action(number: int, place: str, row: Mapping[str, str]) -> tuple[PlannedAction, list[Problem]]:
    day, remark = day_of(row.get(BY_WHEN, ""))
    state, words = state_of(row.get(STATUS, ""))
    notes = (
        [Problem(place, remark, "a day such as 31 March 2027.", "Set the day once it is here.")]
        if remark
        else []
    )
    told = [words, row.get(PROGRESS, "")]
    if remark and not day:
        told.insert(0, f"By when, in the plan: {row[BY_WHEN]}")
    measure = row.get(MEASURE, "")
    if len(measure) > LONGEST_WHO:
        told.append(f"How we shall know: {measure}")
        measure = ""
    progress = ". ".join(t.rstrip(".") for t in told if t)
    return PlannedAction(
        number, row[WHAT], row.get(WHO, ""), day, measure, state, progress[:LONGEST_WHAT]
    ), notes


__all__ = [
    "DONE",
    "DROPPED",
    "OPEN",
    "ActionPlan",
    "PlanForm",
    "PlannedAction",
    "key_of",
    "read_action_plan",
]
