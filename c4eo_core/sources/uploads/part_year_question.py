"""What somebody is asked about a row whose period is only part of a year, or may be."""

from c4eo_core.sources.uploads.cells import shown
from c4eo_core.sources.uploads.periods import YEAR
from c4eo_core.sources.uploads.series_cells import LEAVE, WHOLE, Question


def part_question(text: str, rest: str, every: str, where: str) -> Question:
    """text: the period as written; rest: what of it is no year; every: what the other rows count by."""
    choices = [(LEAVE, "Leave it out")]
    if rest not in ("a month", "") and every == YEAR:
        choices.append((WHOLE, "It is the whole year"))
    words = (
        f"'{shown(text)}' may be only part of a year, or no result ('{rest}'). What is it?"
        if every == YEAR
        else f"'{shown(text)}' is none of the {every}s of the other rows. Leave it out?"
    )
    return Question(f"part:{text}", words, tuple(choices), where)
