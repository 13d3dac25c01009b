"""One evidence card: what is done, for whom, what was measured, how sure it is, what it costs, and where it
was read.

A blank means that it was not read in the source. Nothing here is filled from memory.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

PHASES = ("early_years", "primary", "secondary", "post_16")
REACHES = ("universal", "targeted", "both")
SETTINGS = ("school", "early_years_setting", "college", "home", "community", "health", "online")
# How much of the source was read: all of it, its abstract, its opening part, or an account of it by somebody
# else.
READINGS = ("whole", "abstract", "excerpt", "account")
# What the source found, whatever the sign of its figure.
RESULTS = ("better", "no_effect", "worse", "mixed", "unclear", "not_compared", "not_measured")
RANGES = ("interval", "estimates", "editions")
UNITS = {
    "months": "months of extra progress",
    "weeks": "weeks of extra progress",
    "sd": "standard deviations",
    "points": "percentage points",
    "relative_percent": "per cent, relative",
    "percent_as_stated": "per cent; the source does not say of what",
    "percent_a_month": "per cent a month",
    "share": "per cent of those taking part; a level, not an effect",
    "odds_ratio": "odds ratio",
    "risk_ratio": "risk ratio",
    "rate_ratio": "rate ratio",
    "days": "days a pupil",
    "grades": "GCSE grades in total",
    "percentile_points": "percentile points",
    "children": "children",
    "exclusions": "exclusions",
    "pounds_a_year": "pounds a family a year",
    "pounds_a_month": "pounds a family a month",
    "quality_adjusted_years": "quality-adjusted life years a child",
}
BENEFICIARIES = ("child", "family", "parent", "school", "project", "programme")
CURRENCIES = ("GBP", "USD")
STALE_AFTER_DAYS = 365
# Upper bounds in pounds a child of the five cost words, in the toolkit's edition of 2018 to 2021.
_COST_BOUNDS = (80, 200, 720, 1200)
_COST_WORDS = ("very low", "low", "moderate", "high", "very high")


@dataclass(frozen=True)
class Source:
    """date: as printed, "" where none is. link: the publisher's own page; mirror: the copy that was read, ""
    where the publisher's page was; read: the day; how: one of READINGS.
    """

    id: str
    title: str
    publisher: str
    date: str
    link: str
    mirror: str
    read: dt.date | None
    how: str

    @property
    def address(self) -> str:
        """Where a reader can follow it; "" if nowhere."""
        return self.link or self.mirror

    @property
    def is_copy(self) -> bool:
        """A copy was read, and the publisher's own page is not known."""
        return bool(self.mirror and not self.link)

    @property
    def date_words(self) -> str:
        """'10 March 2023', 'March 2023' or as printed."""
        for form, shown in (("%Y-%m-%d", "%-d %B %Y"), ("%Y-%m", "%B %Y")):
            try:
                return dt.datetime.strptime(self.date, form).strftime(shown)
            except ValueError:
                continue
        return self.date


@dataclass(frozen=True)
class Security:
    """scale: id of a scale in evidence_words.yaml; rating: in that scale's own words; rank: 0 to 5, for
    sorting alone, None where the scale cannot honestly be put beside the others.
    """

    scale: str
    rating: str
    rank: int | None


@dataclass(frozen=True)
class Cost:
    """word: the source's own band; low, high: money; per: one of BENEFICIARIES; period: "year" or ""; year:
    the prices' year as the source gives it; words: what else must be known.
    """

    word: str
    low: float | None
    high: float | None
    currency: str
    per: str
    period: str
    year: str
    words: str
    source: str

    @property
    def rank(self) -> int | None:
        """1 very low to 5 very high a child, for sorting and filters alone: the source's word,
        or else its price.
        """
        if self.word in _COST_WORDS:
            return _COST_WORDS.index(self.word) + 1
        price = self.high if self.high is not None else self.low
        if self.per != "child" or self.currency != "GBP" or price is None:
            return None
        return 1 + sum(price > bound for bound in _COST_BOUNDS)


@dataclass(frozen=True)
class Time:
    """Before it can show. months: None where the source's words cannot be counted."""

    months: float | None
    words: str


@dataclass(frozen=True)
class TakeUp:
    """low, high: the share, 0 to 1, of those offered it who took part, None where the source
    counts another thing.
    """

    words: str
    low: float | None
    high: float | None


@dataclass(frozen=True)
class CardEffect:
    """One outcome that was measured, or looked for.

    id: of its own within the card; code: the number by which notes of trusts may know it, "" if none.
    measures: ids of indicators that count this very outcome; part_of: those of which it is a part (a narrower
    group, age or threshold); linked: those we judge to be related, which says nothing of size. value, low,
    high: as the source prints them; range: what low and high are, one of RANGES; level: of an interval, in
    per cent; better: "more" or "less" of the outcome is good. feeds: ids of indicators whose sum it may feed;
    moves: the kind of outcome of `outcome_kinds.KINDS_MEASURED` that it may move in a what-if, "" for none;
    why_not: why it feeds no sum. source: id of one of the card's sources. time: where it differs from the
    card's.
    """

    id: str
    code: str
    outcome: str
    measures: tuple[str, ...]
    part_of: tuple[str, ...]
    linked: tuple[str, ...]
    result: str
    value: float | None
    low: float | None
    high: float | None
    range: str
    level: float | None
    unit: str
    better: str
    words: str
    population: str
    security: Security | None
    time: Time | None
    feeds: tuple[str, ...]
    moves: str
    why_not: str
    source: str

    @property
    def may_feed_sum(self) -> bool:
        return any(self.may_feed(indicator) for indicator in self.feeds)

    def may_feed(self, indicator: str) -> bool:
        """Whether it may stand in the sum for this indicator: declared, measured on that very
        outcome, with interval.
        """
        sized = None not in (self.value, self.low, self.high) and self.range == "interval"
        return indicator in self.feeds and indicator in self.measures and sized

    @property
    def might_do_nothing(self) -> bool | None:
        """Whether the interval holds no effect; None where there is no interval."""
        if self.range != "interval" or self.low is None or self.high is None:
            return None
        none = 1 if self.unit.endswith("_ratio") else 0
        return self.low <= none <= self.high


@dataclass(frozen=True)
class EvidenceCard:
    """theme: id of its file; priorities: ids; topics: ids of evidence_words.yaml. done, group, who_delivers,
    needs, cautions: in our own words. age_from, age_to: None where the source gave none; phases, reach,
    settings: of the lists above; checked: the day somebody last read the card against its sources.
    """

    id: str
    theme: str
    title: str
    done: str
    priorities: tuple[str, ...]
    topics: tuple[str, ...]
    age_from: int | None
    age_to: int | None
    phases: tuple[str, ...]
    group: str
    reach: str
    settings: tuple[str, ...]
    who_delivers: str
    needs: str
    cost: Cost | None
    time: Time | None
    take_up: TakeUp | None
    cautions: tuple[str, ...]
    effects: tuple[CardEffect, ...]
    sources: tuple[Source, ...]
    checked: dt.date | None

    @property
    def measured(self) -> tuple[str, ...]:
        """Indicators that an effect counted themselves."""
        return _once(i for e in self.effects for i in e.measures)

    @property
    def measured_in_part(self) -> tuple[str, ...]:
        return _once(i for e in self.effects for i in e.part_of if i not in self.measured)

    @property
    def linked(self) -> tuple[str, ...]:
        nearer = {*self.measured, *self.measured_in_part}
        return _once(i for e in self.effects for i in e.linked if i not in nearer)

    @property
    def indicators(self) -> tuple[str, ...]:
        """Every indicator it speaks to: measured first, then in part, then linked."""
        return (*self.measured, *self.measured_in_part, *self.linked)

    @property
    def security(self) -> Security | None:
        """Of its first effect that has one."""
        return next((e.security for e in self.effects if e.security), None)

    @property
    def may_feed_sum(self) -> bool:
        return any(e.may_feed_sum for e in self.effects)

    def source_of(self, part: CardEffect | Cost) -> Source | None:
        return next((s for s in self.sources if s.id == part.source), None)

    def stale(self, on: dt.date) -> bool:
        return self.checked is None or (on - self.checked).days > STALE_AFTER_DAYS


@dataclass(frozen=True)
class Theme:
    """One file of cards."""

    id: str
    title: str
    cards: tuple[EvidenceCard, ...]


def _once(ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ids))
