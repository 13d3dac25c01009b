"""A file of figures on its way in, what somebody says of it, and what would be saved."""

from dataclasses import dataclass, field

from c4eo_core.answers.local.words import LocalCurve
from c4eo_core.model.problem import Problem
from c4eo_core.records.local_kinds import LocalSeries
from c4eo_core.sources.uploads.hide_series import Masked
from c4eo_core.sources.uploads.layout import Layout
from c4eo_core.sources.uploads.published_file import Official
from c4eo_core.sources.uploads.series import Cell, Question
from c4eo_core.sources.uploads.small_numbers import LEAST

Key = tuple[str, str]


@dataclass(frozen=True)
class Brought:
    """A file as it was read. Either layout (a table) or official (a tidy published file), or neither and
    problems. unread: what to say of other sheets. content: of a table, until it is saved or let go, so that
    it can be read in another way.
    """

    file: str
    sha256: str
    layout: Layout | None
    official: Official | None
    problems: tuple[Problem, ...]
    unread: tuple[Problem, ...] = ()
    content: bytes = field(default=b"", repr=False)

    @property
    def usable(self) -> bool:
        return self.layout is not None or self.official is not None


@dataclass(frozen=True)
class Form:
    """What the person says. An empty text or None: not said yet. roles: of each column; units: (heading,
    unit) of columns of values. columns, filters, others: of a published file. picked: which of several
    series; agreed: nothing small is shown, on their word; without_bad: go on without the bad rows. answers:
    (question, answer).
    """

    title: str = ""
    source: str = ""
    unit: str = ""
    polarity: str = ""
    year_type: str = ""
    per: str = ""
    definition: str = ""
    priority: str = ""
    decimals: int = 1
    threshold: int = LEAST
    begins: bool = False
    shares: bool | None = None
    roles: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    filters: tuple[tuple[str, str], ...] = ()
    others: str = "above"
    picked: tuple[Key, ...] | None = None
    agreed: bool = False
    published: bool = False
    without_bad: bool = False
    units: tuple[tuple[str, str], ...] = ()
    answers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class OneSeries:
    key: Key
    title: str
    body: LocalSeries
    curve: LocalCurve
    cells: tuple[Cell, ...] = ()


@dataclass(frozen=True)
class Preview:
    """series: what would be saved. keys: every series the file holds. missing: what the person must still say
    or do, in sentences; nothing can be saved until it is empty. bare_years, shares_asked, unchecked,
    bad_rows: which questions are put; questions: those of this very file; left: rows that are nobody's
    figures here, by name.
    """

    series: tuple[OneSeries, ...]
    keys: tuple[Key, ...]
    problems: tuple[Problem, ...]
    remarks: tuple[Problem, ...]
    masked: Masked | None
    missing: tuple[str, ...]
    bare_years: bool = False
    shares_asked: bool = False
    unchecked: bool = False
    bad_rows: int = 0
    questions: tuple[Question, ...] = ()
    left: tuple[Problem, ...] = ()

    @property
    def ready(self) -> bool:
        return bool(self.series) and not self.missing
