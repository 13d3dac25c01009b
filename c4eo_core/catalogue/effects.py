"""Published effects of things that have been tried, and which of them may move a curve."""

import csv
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from c4eo_core.folders import EVIDENCE

REACH, RELATIVE, BENCHMARK = "reach_model", "relative_model", "benchmark_scenario"
_MONTHS_TABLE = "F39"
# The shorter codes of this table.
_CODES = {"P1": "closing_the_gap", "P2": "transitions", "P3": "family_wellbeing"}
_PRIORITIES = {**{code: (priority,) for code, priority in _CODES.items()}, "ALL": tuple(_CODES.values())}
# Kinds of outcome, each with the ids of the indicators that count it (ids, since titles may change).
KINDS_MEASURED = {
    "school tests": r"(ks[124]|phonics|mtc)(?!.*entry)",
    "tests at seven": r"ks1",
    "maths at sixteen": r"ks4.*maths(?!.*entry)",
    "bullying": r".*bully",
}
_NUMBER = r"-?\d+(?:\.\d+)?"


@dataclass(frozen=True)
class Effect:
    """One line of the evidence. outcome: what was measured; down: a fall was the good direction; population:
    who was studied;
    read: how we know the figure, "yes", "not found", or whose account we read; date_read: the day, "" if never;
    measured_kind: one of KINDS_MEASURED for an effect that may move a curve.
    """

    id: str
    intervention: str
    outcome: str
    value: str
    unit: str
    down: bool
    source: str
    caution: str
    uses: tuple[str, ...]
    priorities: tuple[str, ...]
    population: str
    strength: str
    as_of: str
    url: str
    read: str
    date_read: str
    measured_kind: str

    @property
    def refusal(self) -> str | None:
        """Why it may not move a curve; None if it may."""
        if not self.date_read:
            return "we have not read the figure in its source, so it may not be used in any calculation"
        if BENCHMARK in self.uses:
            return (
                "it is a comparison with similar places and no effect of anything; write 'benchmark:"
                " neighbours_median' instead"
            )
        if self.id == _MONTHS_TABLE:
            return "it is a table for turning months of progress into standard deviations, not an effect"
        if not {REACH, RELATIVE} & set(self.uses):
            if "caution_card" in self.uses:
                return "it is a warning, not an effect to build on"
            if "no_number" in self.uses:
                return "it has no number that can be trusted"
            return "it may be shown in words only: its size does not carry over to another place's figures"
        return None


@dataclass(frozen=True)
class Size:
    """low, high: improvement among those reached, above 0 better; unit: sd or relative; caution: about the
    conversion.
    """

    low: float
    high: float
    unit: str
    caution: str = ""


@cache
def load_effects(folder: Path = EVIDENCE) -> dict[str, Effect]:
    with (folder / "effects.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    known = {r["id"]: r for r in rows}
    return {
        r["id"]: _effect({field: _as_there(known, field, text) for field, text in r.items()}) for r in rows
    }


def _as_there(known: dict[str, dict[str, str]], field: str, text: str) -> str:
    """'As F05' stands for what F05 says in the same column."""
    return known[text[3:]][field] if text[:3].casefold() == "as " and text[3:] in known else text


def size_of(effect: Effect) -> Size:
    """Raises ValueError for an effect that `refusal` refuses."""
    if effect.refusal:
        raise ValueError(effect.refusal)
    if RELATIVE in effect.uses:
        low, high = _ends(effect.value)
        return Size(low / 100, high / 100, "relative")
    table = load_effects()[_MONTHS_TABLE]
    low, high = _sd_of_months(int(effect.value), table.value)
    return Size(
        low, high, "sd", f"Turned from months of progress with a table: {table.source}. {table.caution}."
    )


def measured_on(effect: Effect, indicator_id: str) -> bool:
    """Whether the indicator counts the kind of outcome that the source measured."""
    return counts_kind(effect.measured_kind, indicator_id)


def counts_kind(kind: str, indicator_id: str) -> bool:
    """kind: one of KINDS_MEASURED; False for any other."""
    ids = KINDS_MEASURED.get(kind)
    return bool(ids and re.match(ids, indicator_id))


def _effect(row: dict[str, str]) -> Effect:
    return Effect(
        id=row["id"],
        intervention=row["intervention"],
        outcome=row["outcome"],
        value=row["value"],
        unit=row["unit"],
        down=row["direction"].startswith("down"),
        source=f"{row['source']} ({row['as_of']})",
        caution=row["caution"],
        uses=tuple(row["scenario_use"].split(";")),
        priorities=tuple(p for code in row["priority"].split(";") for p in _PRIORITIES[code]),
        population=row["population"],
        strength=row["evidence_strength"],
        as_of=row["as_of"],
        url=row["url"],
        read=row["seen_in_corpus"],
        date_read=row["date_read"],
        measured_kind=row["measured_kind"],
    )


def _ends(value: str) -> tuple[float, float]:
    """'-19 to -20' → 19, 20: the direction is said beside it."""
    ends = sorted(abs(float(n)) for n in re.findall(_NUMBER, value))
    return ends[0], ends[-1]


def _sd_of_months(months: int, table: str) -> tuple[float, float]:
    found = re.search(rf"(?:^|; ?){months}(?: months?)? ~({_NUMBER})-({_NUMBER})", table)
    if not found:
        raise ValueError(
            f"{months} months of progress is not in the table that turns months into standard deviations"
        )
    return float(found[1]), float(found[2])
