"""What is said of a table of figures, and what is read of it: cells, each a figure or the reason for none."""

from dataclasses import dataclass, field

from c4eo_core.model.kinds import Note, Unit, YearType
from c4eo_core.model.period import Period
from c4eo_core.model.problem import Problem

LEAVE, WHOLE, YES = "leave", "whole", "yes"


@dataclass(frozen=True)
class Question:
    """What a file leaves open. key: of the answer; choices: (answer, its words), none for one that `read`
    only names. row: where, as the person sees it.
    """

    key: str
    words: str
    choices: tuple[tuple[str, str], ...] = ()
    row: str = ""


@dataclass(frozen=True)
class SeriesForm:
    """What the person says of the figures. per: of a rate, such as '10,000 children'. begins: a bare year is
    the one in which the year begins. shares: percentages are written as parts of one. units: of single
    columns, where they differ. answers: to the questions, by key.
    """

    unit: Unit
    year_type: YearType
    per: str = ""
    decimals: int = 1
    begins: bool = False
    shares: bool = False
    units: dict[int, Unit] = field(default_factory=dict)
    answers: dict[str, str] = field(default_factory=dict)

    def unit_at(self, column: int | None) -> Unit:
        return self.unit if column is None else self.units.get(column, self.unit)

    def factor_of(self, unit: Unit) -> float | None:
        """What one counted in so many is multiplied with; None when nobody has said."""
        if unit is Unit.PERCENTAGE:
            return 100.0
        number = self.per.replace(",", "").split()[:1]
        return float(number[0]) if unit is Unit.RATE and number and number[0].isdigit() else None

    @property
    def factor(self) -> float | None:
        return self.factor_of(self.unit)


@dataclass(frozen=True)
class Cell:
    """One figure, or the reason there is none. row: as the person sees it. total: of everybody, not of a
    group. count, of: what it rests on, None unknown. hidden: by us, not by the file. groups: the words of
    each column of groups. status: what stands behind the figure ('provisional'). lower, upper: its interval.
    """

    row: int
    measure: str
    group: str
    total: bool
    area: str
    label: str
    period: Period
    value: float | None
    count: float | None
    of: float | None
    note: Note | None
    hidden: bool = False
    groups: tuple[str, ...] = ()
    unit: Unit | None = None
    status: str = ""
    lower: float | None = None
    upper: float | None = None

    @property
    def series(self) -> tuple[str, str]:
        return self.measure, "" if self.total else self.group


@dataclass(frozen=True)
class Reading:
    """problems: the rows left out and why, or why nothing can be read; remarks: what to look at; left: rows
    that are no figures of anybody here (notes, other places), by name; questions: what is left open.
    """

    cells: tuple[Cell, ...]
    problems: tuple[Problem, ...]
    remarks: tuple[Problem, ...] = ()
    left: tuple[Problem, ...] = ()
    questions: tuple[Question, ...] = ()
