"""What is missing or said twice among the columns of a table of figures."""

from c4eo_core.model.problem import Problem
from c4eo_core.sources.uploads.headings import (
    COUNT,
    OF,
    ONCE,
    PERIOD,
    ROLE_WORDS,
    VALUE,
)
from c4eo_core.sources.uploads.layout import Layout


def problems_of(layout: Layout, where: str) -> list[Problem]:
    """What is missing or said twice among the columns."""
    found, roles = [], layout.roles
    for role in ONCE:
        names = [layout.table.headings[i] for i in layout.at(role)]
        if len(names) > 1:
            named = ", ".join(names)[:120]
            what = f"{len(names)} columns are taken for '{_role_word(role)}': {named}."
            found.append(Problem(where, what, "one.", "Set the others to 'Not used'."))
    say = "Say under 'What the columns mean' which one it is."
    if PERIOD not in roles:
        expected = "a column such as 'year', 'month' or 'term', or a column for each year."
        found.append(Problem(where, "no column is taken for the year.", expected, say))
    if VALUE not in roles and not (COUNT in roles and OF in roles):
        expected = "a value, or a count and out of how many."
        found.append(Problem(where, "no column is taken for the value.", expected, say))
    if len(layout.at(VALUE)) > 1 and {COUNT, OF} & set(roles):
        what = "there are several columns of values, and counts beside them."
        do = "Choose one value, or set the counts to 'Not used'."
        found.append(Problem(where, what, "counts that belong to one value.", do))
    return found


def _role_word(role: str) -> str:
    return "Year" if role == PERIOD else ROLE_WORDS[role]
