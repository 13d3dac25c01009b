"""Errors in three parts, and all of them at once."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One thing wrong with what we were given: what was found and where, what was expected, what to do."""

    where: str
    found: str
    expected: str
    do: str

    def __str__(self) -> str:
        return f"{self.where}: {self.found} Expected: {self.expected} What to do: {self.do}"


class SourceProblems(Exception):
    """Everything wrong with a set of files, together. Nothing was changed."""

    def __init__(self, problems: list[Problem]):
        self.problems = tuple(problems)
        super().__init__("\n".join(str(p) for p in problems))
