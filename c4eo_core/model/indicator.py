"""Indicators: what is measured, about everybody in a place."""

import datetime as dt
from dataclasses import dataclass, field
from typing import ClassVar

from c4eo_core.model.kinds import Polarity, Unit, YearType
from c4eo_core.model.period import Period


@dataclass(frozen=True)
class Break:
    """From `from_year` (the year in which the first period of the new definition ends) no line is drawn
    across.
    """

    from_year: int
    why: str


@dataclass(frozen=True)
class Listing:
    """One place where the source lists the indicator: its topic, and whether it rules quartile bands in."""

    topic: str
    quartiles: bool


@dataclass(frozen=True)
class Indicator:
    """One indicator. `periods` are those the store holds, oldest first.

    A gap names the two indicators it is the difference of (`concern` minus `reference`);
    its polarity is low on the absolute size. Periods that end before `main_from` come from `older_source`.
    polarity_why: why we judge otherwise than the source, whose own polarity is source_polarity.
    same_as: id of the gap of ours that this is with the other sign: it is not listed a second time.
    `beside`: from a release beside the authority tool, which does not have it.
    """

    id: str
    source_key: str | None
    title: str
    short: str
    definition: str
    unit: Unit
    polarity: Polarity
    decimals: int
    year_type: YearType
    per: str | None = None
    pooled: bool = False
    quartiles: bool = True
    group: str = "all"
    stage: str = "all"
    priority: str = "context"
    strand: str = ""
    source: str = ""
    source_link: str | None = None
    doubt: str | None = None
    polarity_why: str | None = None
    source_polarity: Polarity | None = None
    same_as: str | None = None
    breaks: tuple[Break, ...] = ()
    listings: tuple[Listing, ...] = ()
    concern: str | None = None
    reference: str | None = None
    curated: bool = True
    beside: bool = False
    updated: dt.date | None = None
    next_update: str | None = None
    discontinued: bool = False
    older_source: str | None = None
    main_from: int = 0
    periods: tuple[Period, ...] = field(default=())
    local: ClassVar[bool] = False  # a trust's own, unpublished; see answers/local_series

    @property
    def is_gap(self) -> bool:
        return self.unit is Unit.GAP

    @property
    def judged(self) -> bool:
        return self.polarity is not Polarity.NONE

    @property
    def unit_words(self) -> str:
        """What follows the number in a sentence: 'per cent', 'per 10,000 children', 'points'."""
        if self.unit is Unit.PERCENTAGE:
            return "per cent"
        if self.unit is Unit.RATE:
            return f"per {self.per}" if self.per else "rate"
        if self.unit is Unit.GAP:
            return "points" if self.per == "points" else "percentage points"
        return {Unit.SCORE: "points", Unit.COUNT: "children", Unit.MONEY: "pounds"}[self.unit]
