"""Effects on the evidence cards that notes of trusts know by a number, and which of them may move a curve."""

from dataclasses import dataclass
from functools import cache

from c4eo_core.catalogue.card import CardEffect, EvidenceCard
from c4eo_core.catalogue.cards import load_cards
from c4eo_core.catalogue.entries import read_yaml
from c4eo_core.catalogue.outcome_kinds import counts_kind
from c4eo_core.folders import CATALOGUE


@dataclass(frozen=True)
class Effect:
    """card, found: the card it stands on, and what was measured there."""

    card: EvidenceCard
    found: CardEffect

    @property
    def id(self) -> str:
        """The number by which saved ideas and written scenarios name it."""
        return self.found.code

    @property
    def intervention(self) -> str:
        """The card's title, with the outcome where several of its effects have a number."""
        several = sum(bool(e.code) for e in self.card.effects) > 1
        return f"{self.card.title}: {self.found.outcome}" if several else self.card.title

    @property
    def outcome(self) -> str:
        return self.found.outcome

    @property
    def down(self) -> bool:
        """A fall is the good direction."""
        return self.found.better == "less"

    @property
    def source(self) -> str:
        source = self.card.source_of(self.found)
        if source is None:
            return ""
        read = f", read {source.read:%-d %B %Y}" if source.read else ""
        return f"{source.publisher}: {source.title} ({source.date_words or 'no date'}{read})"

    @property
    def caution(self) -> str:
        return " ".join(f"{caution.rstrip('.')}." for caution in self.card.cautions)

    @property
    def refusal(self) -> str | None:
        """Why it may not move a curve; None if it may."""
        if self.found.moves:
            return None
        why = self.found.why_not.rstrip(".") or "nobody has said what it may be used for"
        return f"{why[0].lower()}{why[1:]}"


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
def load_effects() -> dict[str, Effect]:
    """By number."""
    found = [Effect(card, e) for card in load_cards().values() for e in card.effects if e.code]
    return {effect.id: effect for effect in sorted(found, key=lambda e: e.id)}


def size_of(effect: Effect) -> Size:
    """Raises ValueError for an effect that `refusal` refuses."""
    if effect.refusal:
        raise ValueError(effect.refusal)
    return moving_size(effect.found)


def moving_size(found: CardEffect) -> Size:
    """Raises ValueError where the unit cannot move a curve."""
    given = [abs(n) for n in (found.value, found.low, found.high) if n is not None]
    if found.unit == "relative_percent" and given:
        return Size(min(given) / 100, max(given) / 100, "relative")
    if found.unit in ("months", "sd") and found.value is not None:
        table = _months_of_progress()
        steps: dict[int, list[float]] = table["standard_deviations"]
        if found.unit == "months":
            ends = steps.get(int(found.value))
        else:  # a figure without its interval is no surer than the step it stands in
            ends = next((e for e in steps.values() if e[0] <= round(abs(found.value), 2) <= e[1]), None)
        if ends:
            said = f"Turned into standard deviations with the table of months of progress: {table['source']}."
            return Size(ends[0], ends[1], "sd", f"{said} {table['caution']}")
    raise ValueError(f"an effect in {found.unit or 'no unit'} cannot move a curve")


def measured_on(effect: Effect, indicator_id: str) -> bool:
    """Whether the indicator counts the kind of outcome that the source measured."""
    return counts_kind(effect.found.moves, indicator_id)


@cache
def _months_of_progress() -> dict:
    """standard_deviations: from and to, by months."""
    return read_yaml(CATALOGUE / "months_of_progress.yaml")
