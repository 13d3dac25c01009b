"""One action of a written scenario, and the effect it claims: a number with a source, or a line of the
evidence.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from c4eo_core.answers.scenarios.before_choosing import Option
from c4eo_core.answers.scenarios.offer import read_offer
from c4eo_core.catalogue.effects import Effect, load_effects, measured_on, size_of
from c4eo_core.model.indicator import Indicator
from c4eo_core.model.kinds import Polarity, Unit
from c4eo_core.projections.actions import EFFECT_UNITS, Action

if TYPE_CHECKING:
    from c4eo_core.answers.scenarios.reader import Reader

_SHARES = ("current_reach", "transfer", "works", "floor")
_YEARS = ("start", "lag", "ramp", "ends", "half_life")
_EFFECT_KEYS = ("value", "range", "up_to", "unit", "source", "caution")
_UP_TO = "The source says only \u201cup to\u201d: that is taken as the high end, from nought."
_LONGEST = 30
_SHARE_WORDS, _OF_CHILDREN = "give a share: 0.4 stands for 40 in 100", " of the children the figure counts."


@dataclass(frozen=True)
class NamedAction:
    """evidence: id of the line the effect comes from; measured: what the effect was measured on, if known;
    option: the same action as a sum in children, where the form says how many are offered it.
    """

    name: str
    action: Action
    caution: str
    evidence: str | None
    measured: str | None
    option: Option | None = None


@dataclass(frozen=True)
class _Claim:
    effect: float
    interval: tuple[float, float] | None
    unit: str
    source: str
    caution: str
    evidence: str | None = None
    measured: str | None = None


def read_action(reader: Reader, place: int, given: dict, indicator: Indicator | None) -> NamedAction | None:
    """None, and problems in the reader, when anything is wrong with it."""
    name = str(given.get("name") or "").strip() or f"action {place}"
    where, before = f"action {place} ({name})", len(reader.problems)
    reader.unknown_keys(where, given, ("name", "reach", *_SHARES, *_YEARS, "effect", "children"))
    settings = {}
    for key in ("reach", *_SHARES):
        if key in given or key == "reach":
            settings[key] = reader.number(
                f"{where}, {key}",
                given.get(key),
                0,
                1,
                _SHARE_WORDS + (_OF_CHILDREN if "reach" in key else "."),
            )
    for key in _YEARS:
        if given.get(key) is not None:
            least = 0.1 if key == "half_life" else 0
            settings[key] = reader.number(
                f"{where}, {key}", given[key], least, _LONGEST, "give years, counted from the last figure."
            )
    claim = _claim(reader, where, given.get("effect"), indicator)
    offer = read_offer(reader, f"{where}, children", given.get("children"))
    if claim is None or len(reader.problems) > before:
        return None
    action = Action(
        effect=claim.effect, source=claim.source, unit=claim.unit, interval=claim.interval, **settings
    )
    option = None
    if offer is not None:
        own = claim.evidence is None and not offer.measured
        option = replace(
            offer.option, name=name, effect=claim.interval, unit=claim.unit, source=claim.source, own=own
        )
        option = replace(option, caution=claim.caution)
    return NamedAction(name, action, claim.caution, claim.evidence, claim.measured, option)


def _claim(reader: Reader, where: str, given: object, indicator: Indicator | None) -> _Claim | None:
    where = f"{where}, effect"
    if isinstance(given, str):
        return _from_evidence(reader, where, given.strip().upper(), indicator)
    if not isinstance(given, dict):
        found = "there is none." if given is None else f"'{given}' alone is no effect."
        expected = "a number with its unit and source, or an id from the evidence such as F01."
        reader.wrong(where, found, expected, "say how large it was and where that was measured.")
        return None
    reader.unknown_keys(where, given, _EFFECT_KEYS)
    source = str(given.get("source") or "").strip()
    if not source:
        reader.wrong(
            where,
            "there is no source.",
            "where it was measured.",
            "name the study; without one an effect cannot be used.",
        )
    unit = given.get("unit", "points")
    if unit not in EFFECT_UNITS:
        reader.wrong(
            f"{where}, unit",
            f"'{unit}' is not a unit we know.",
            f"{', '.join(EFFECT_UNITS)}.",
            "write one of these.",
        )
    elif unit == "sd":
        _check_sd(reader, where, indicator)
    size = _numbers(reader, where, given)
    if size is None or not source:
        return None
    caution = str(given.get("caution") or "").strip()
    if given.get("up_to") is not None and _UP_TO not in caution:
        caution = f"{caution} {_UP_TO}".strip()
    return _Claim(*size, unit, source, caution)


def _numbers(reader: Reader, where: str, given: dict) -> tuple[float, tuple[float, float] | None] | None:
    """The effect and its interval: a range alone has its middle for the effect; "up to" is the high end of a
    range from nought.
    """
    do = "write 'value: 3', 'range: [1, 5]', both, or 'up_to: 5'; above 0 is better."
    value, ends, most = given.get("value"), given.get("range"), given.get("up_to")
    if most is not None:
        if value is not None or ends is not None:
            reader.wrong(where, "'up_to' beside another size.", "one or the other.", do)
            return None
        high = reader.number(f"{where}, up_to", most, 0, None, do)
        return None if high is None else (high / 2, (0.0, high))
    if value is None and ends is None:
        reader.wrong(where, "there is no number.", "a value, a range or both, or 'up_to'.", do)
        return None
    interval: tuple[float, float] | None = None
    if ends is not None:
        if not isinstance(ends, list) or len(ends) != 2:
            reader.wrong(f"{where}, range", f"'{ends}' is not a range.", "two numbers, the lower first.", do)
            return None
        low, high = (reader.number(f"{where}, range", x, -1e6, None, do) for x in ends)
        if low is None or high is None:
            return None
        interval = low, high
    middle = (
        sum(interval) / 2
        if interval and value is None
        else reader.number(f"{where}, value", value, -1e6, None, do)
    )
    if middle is None:
        return None
    if interval and not interval[0] <= middle <= interval[1]:
        found = f"[{interval[0]:g}, {interval[1]:g}] does not hold {middle:g}."
        reader.wrong(f"{where}, range", found, "a range around the value, the lower end first.", do)
        return None
    return middle, interval


def _from_evidence(reader: Reader, where: str, key: str, indicator: Indicator | None) -> _Claim | None:
    effect = load_effects().get(key)
    if effect is None:
        usable = ", ".join(e.id for e in load_effects().values() if e.refusal is None)
        reader.wrong(
            where,
            f"'{key}' is not in the evidence.",
            f"one of {usable}.",
            "choose one, or give a number with its source.",
        )
        return None
    if effect.refusal:
        found = f"{key} ({effect.intervention}) cannot move a curve: {effect.refusal}."
        reader.wrong(
            where,
            found,
            "an effect that may be used.",
            "choose another one, or give a number with its source.",
        )
        return None
    size = size_of(effect)
    before = len(reader.problems)
    if size.unit == "sd":
        _check_sd(reader, where, indicator)
    _check_outcome(reader, where, key, effect, indicator)
    if len(reader.problems) > before:
        return None
    caution = " ".join(
        filter(None, (effect.caution.rstrip(".") + "." if effect.caution else "", size.caution))
    )
    return _Claim(
        (size.low + size.high) / 2,
        (size.low, size.high),
        size.unit,
        effect.source,
        caution,
        key,
        effect.outcome,
    )


def _check_outcome(reader: Reader, where: str, key: str, effect: Effect, indicator: Indicator | None) -> None:
    """What the study counted must be what the indicator counts, and improve the same way."""
    if indicator and (indicator.polarity is Polarity.LOW) != effect.down and not indicator.is_gap:
        reader.wrong(
            where,
            f"{key} was measured on {effect.outcome}, where {'less' if effect.down else 'more'} is better.",
            "an effect on something that improves the same way as the indicator.",
            "choose another effect, or another indicator.",
        )
    elif indicator and indicator.curated and not measured_on(effect, indicator.id):
        reader.wrong(
            where,
            f"{key} was measured on {effect.outcome}, which says nothing sure about {indicator.id}.",
            "an effect on what the indicator counts.",
            "choose another effect, or give a number of your own with its source.",
        )


def _check_sd(reader: Reader, where: str, indicator: Indicator | None) -> None:
    if indicator and indicator.unit is not Unit.PERCENTAGE:
        reader.wrong(
            where,
            f"it is in standard deviations of pupils, and {indicator.id} is not a percentage.",
            "a percentage of pupils.",
            "choose a percentage, or give the effect in points.",
        )
