"""The closed lists of the field: polarity, unit, year type, note, status."""

from enum import Enum


class Polarity(Enum):
    """Which way is better. Without a judgement nothing is ranked, banded or coloured."""

    HIGH = "high"
    LOW = "low"
    NONE = "none"


class Unit(Enum):
    """What one figure counts. A percentage never passes 100; what may is a rate."""

    PERCENTAGE = "percentage"
    RATE = "rate"
    SCORE = "score"
    GAP = "gap"
    COUNT = "count"
    MONEY = "money"


class YearType(Enum):
    """What a bare year such as 2025 means."""

    ACADEMIC = "academic"
    FINANCIAL = "financial"
    CALENDAR = "calendar"
    JANUARY = "january"
    SEPTEMBER = "september"
    ANNUAL = "annual"


class Note(Enum):
    """Why a cell holds no value. A cell holds a value or a note, never a bare blank."""

    SUPPRESSED = "c"
    NOT_APPLICABLE = "z"
    NOT_AVAILABLE = "x"
    LOW = "low"
    UNRELIABLE = "u"
    WITHHELD = "w"

    @property
    def words(self) -> str:
        return _NOTE_WORDS[self]


_NOTE_WORDS = {
    Note.SUPPRESSED: "hidden to protect children's privacy",
    Note.NOT_APPLICABLE: "does not apply here",
    Note.NOT_AVAILABLE: "not available",
    Note.LOW: "rounds to zero",
    Note.UNRELIABLE: "too unreliable to publish",
    Note.WITHHELD: "not published for this place (the source does not say why)",
}


# The three questions the app is for; their words stand in the catalogue, `catalogue/choices.py`.
PRIORITIES = ("closing_the_gap", "transitions", "family_wellbeing")


class Status(Enum):
    """How settled a published figure is."""

    PROVISIONAL = "provisional"
    REVISED = "revised"
    FINAL = "final"
