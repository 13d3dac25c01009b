"""Reading the fields of a scenario, every problem gathered."""

import difflib
from collections.abc import Sequence

from c4eo_core.model.problem import Problem


class Reader:
    """Takes things out of a YAML mapping and keeps a list of all that is wrong."""

    def __init__(self, file: str):
        self.file, self.problems = file, []

    def wrong(self, where: str, found: str, expected: str, do: str) -> None:
        self.problems.append(Problem(f"{self.file}, {where}" if where else self.file, found, expected, do))

    def number(self, where: str, value: object, low: float, high: float | None, do: str) -> float | None:
        """The number, or None and a problem. Words, yes/no and endless numbers are none."""
        words = (
            f"a number from {low:g} to {high:g}"
            if high is not None
            else f"a number of {low:g} or more"
            if low > -1e6
            else "a number"
        )
        if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < 1e9:
            self.wrong(where, f"'{value}' is not a number.", f"{words}.", do)
        elif value < low or (high is not None and value > high):
            self.wrong(where, f"{value:g} cannot be.", f"{words}.", do)
        else:
            return float(value)
        return None

    def unknown_keys(self, where: str, given: dict, known: Sequence[str]) -> None:
        for key in given:
            if key not in known:
                near = difflib.get_close_matches(str(key), known, n=1)
                hint = (
                    f"write '{near[0]}' if you meant that, or take the line out."
                    if near
                    else "take the line out."
                )
                self.wrong(
                    where, f"'{key}' is not something a scenario has here.", f"{', '.join(known)}.", hint
                )
