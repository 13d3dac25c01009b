"""What an action says of children and money: how many are offered it, how many take part, what each costs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from c4eo_core.answers.scenarios.before_choosing import Option

if TYPE_CHECKING:
    from c4eo_core.answers.scenarios.reader import Reader

_KEYS = ("offered", "take_up", "price", "price_words", "measured")
_MOST_CHILDREN, _MOST_POUNDS = 10_000_000, 10_000_000


@dataclass(frozen=True)
class Offer:
    """measured: the effect is one that its source measured on this very outcome, not the group's own."""

    option: Option
    measured: bool


def read_offer(reader: Reader, where: str, given: object) -> Offer | None:
    """None where nothing is said; problems go to the reader."""
    if given is None:
        return None
    example = "write it as 'children: {offered: 300, take_up: [0.3, 0.4], price: [150, 250]}'."
    if not isinstance(given, dict):
        reader.wrong(where, f"'{given}' says nothing about children.", "how many are offered it.", example)
        return None
    reader.unknown_keys(where, given, _KEYS)
    offered = reader.number(f"{where}, offered", given.get("offered"), 0, _MOST_CHILDREN, example)
    take_up = _range(reader, f"{where}, take_up", given.get("take_up"), 1, example)
    price = _range(reader, f"{where}, price", given.get("price"), _MOST_POUNDS, example)
    option = Option(
        "", offered, take_up, price=price, price_words=str(given.get("price_words") or "").strip()[:200]
    )
    return Offer(option, given.get("measured") is True)


def _range(reader: Reader, where: str, given: object, most: float, do: str) -> tuple[float, float] | None:
    if given is None:
        return None
    if not isinstance(given, list) or len(given) != 2:
        reader.wrong(where, f"'{given}' is not a range.", "two numbers, the lower first.", do)
        return None
    low, high = (reader.number(where, end, 0, most, do) for end in given)
    if low is None or high is None:
        return None
    if low > high:
        reader.wrong(where, f"{low:g} is above {high:g}.", "the lower number first.", do)
        return None
    return low, high


def written(option: Option) -> dict[str, object]:
    """As the form writes it; what is not known is left out."""
    said: dict[str, object] = {"offered": option.offered}
    if option.take_up is not None:
        said["take_up"] = [round(share, 4) for share in option.take_up]
    if option.price is not None:
        said["price"] = [round(pounds, 2) for pounds in option.price]
        if option.price_words:
            said["price_words"] = option.price_words
    return said if option.own else {**said, "measured": True}
