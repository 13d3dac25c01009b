"""One move of the journey as a picture: a way from top to bottom, with what is seen before, on both sides,
and after.

Every measure has a scale of its own, so no two units ever share an axis: a single measure lies on the spread
of all authorities, a pair runs from its hollow mark (before) to its full mark (after) on a scale from zero.
Heights are counted in lines of type.
"""

from collections.abc import Sequence
from functools import lru_cache

from c4eo_core.answers.standing.journey import Leg, Pair, Single, progresses
from c4eo_core.answers.standing.progress import Progress
from c4eo_core.answers.standing.words import LICENCE
from c4eo_core.charts.theme import LIGHT, SCREEN, Look, Size
from c4eo_core.model.display import figure, number
from c4eo_core.model.indicator import Indicator
from c4eo_core.model.kinds import Unit

TOP, GROUP, SINGLE, PAIR, FOOT = 4.2, 2.6, 3.1, 5.6, 4.4
_TEN = 10
_ROLES = ("us", "neighbours", "england")
BOTH = "On both sides: before ○ to after ●"
_TOLD = {
    "worse": "worse",
    "better": "better",
    "higher": "higher",
    "lower": "lower",
    "similar": "no clear difference",
}


def height_of(leg: Leg) -> float:
    """In lines of type."""
    groups = sum(bool(g) for g in (leg.before, leg.pairs, leg.after))
    return TOP + GROUP * groups + SINGLE * (len(leg.before) + len(leg.after)) + PAIR * len(leg.pairs) + FOOT


def journey_spec(lines: float, look: Look = LIGHT, size: Size = SCREEN) -> dict:
    """The specification without data, built once for each form; do not change it. lines: as height_of gives
    it.
    """
    return _form(round(lines, 2), look, size)


@lru_cache
def _form(lines: float, look: Look, size: Size) -> dict:
    from c4eo_core.charts.forms.journey import journey_form  # Altair comes with the first chart

    return journey_form(lines, look, size)


def journey_rows(leg: Leg, shown: Sequence[str] = ("neighbours", "england")) -> list[dict]:
    """The data of one move. shown: which of neighbours and England to draw beside the area."""
    drawn = [r for r in _ROLES if r == "us" or r in shown]
    heads = {"us": "Here", "neighbours": "Neighbours", "england": "England"}
    rows = [
        {"role": "title", "y": 0.9, "text": f"{leg.move.title}: {leg.area.name}", "brief": leg.move.title}
    ]
    rows += [{"role": f"head-{r}", "y": TOP - 0.7, "text": heads[r]} for r in drawn]
    groups = [
        g
        for g in (
            ("Before the move", "hollow", leg.before),
            (BOTH, "door", leg.pairs),
            ("After the move", "full", leg.after),
        )
        if g[2]
    ]
    y = TOP
    for name, kind, items in groups:
        rows.append({"role": "group", "y": y + 1.2, "text": name})
        rows += [{"role": f"stop-{kind}", "y": y + 1.2}] if kind != "door" else []
        rows += (
            [{"role": "door", "y": y + 0.1}] if kind == "door" or (kind == "full" and not leg.pairs) else []
        )
        y += GROUP
        for item in items:
            rows += _single_rows(item, y, drawn) if isinstance(item, Single) else _pair_rows(item, y, drawn)
            y += SINGLE if isinstance(item, Single) else PAIR
    rows.append({"role": "road", "y": TOP + 1.2, "y2": y})
    return rows + [{"role": "foot", "y": y + 1.0 + 1.2 * k, **words} for k, words in enumerate(_foot(leg))]


def _brief(value: float | None, indicator: Indicator) -> str:
    """A share in two figures, so that a column of them can be read; the table below has every digit."""
    if value is None or indicator.unit is not Unit.PERCENTAGE:
        return figure(value, indicator)
    return (
        f"{number(value, min(indicator.decimals, 0 if abs(value) >= _TEN else 1 if abs(value) >= 1 else 2))}%"
    )


def _values(p: Progress) -> dict[str, float | None]:
    return {"us": p.value, "neighbours": p.neighbours.median, "england": p.england}


def _places(p: Progress) -> dict[str, str]:
    return {"us": p.area.name, "neighbours": "Neighbours' median", "england": "England"}


def _single_rows(single: Single, y: float, drawn: Sequence[str]) -> list[dict]:
    p, line = single.progress, y + 1.9
    i = p.indicator
    rows = [{"role": "measure", "y": y + 0.7, "text": f"{i.short}, {p.period.label}"}]
    rows += [
        {"role": f"value-{r}", "y": line, "text": _brief(v, i)} for r, v in _values(p).items() if r in drawn
    ]
    if p.value is None:
        rows.append(
            {
                "role": "none",
                "y": line,
                "text": f"No figure here: {p.note.words if p.note else 'not available'}",
                "brief": "No figure here",
            }
        )
        return rows
    if single.against in _TOLD and "neighbours" in drawn:
        role = f"told-{single.against}" if single.against in ("worse", "better") else "told"
        rows.append({"role": role, "y": line, "text": _TOLD[single.against], "brief": ""})
    known = {r: v for r, v in _values(p).items() if v is not None and r in drawn}
    spread = single.spread or (p.value,) * 4
    low, high = min(*known.values(), spread[0]), max(*known.values(), spread[3])

    def at(value: float) -> float:
        return (value - low) / (high - low) if high > low else 0.5

    rows.append(
        {
            "role": "range-ends",
            "y": y + 0.7,
            "text": f"{_brief(spread[0], i)} to {_brief(spread[3], i)}",
            "brief": "",
        }
    )
    rows += [
        {"role": role, "x": at(spread[a]), "x2": at(spread[b]), "y": line}
        for role, a, b in (("range", 0, 3), ("middle", 1, 2))
    ]
    return rows + [{"role": f"{r}-at", "x": at(v), "y": line, **_tip(p, r, v)} for r, v in known.items()]


def _pair_rows(pair: Pair, y: float, drawn: Sequence[str]) -> list[dict]:
    i, period = pair.before.indicator, pair.after.period.label
    both = [(r, b, _values(pair.after)[r]) for r, b in _values(pair.before).items() if r in drawn]
    most = max((v for _, *ends in both for v in ends if v is not None), default=0) or 1
    rows = [
        {
            "role": "measure",
            "y": y + 0.7,
            "text": f"{pair.name}, primary to secondary, {period}",
            "brief": f"{pair.name}, {period}",
        }
    ]
    for k, (role, before, after) in enumerate(both):
        line = y + 1.95 + 1.25 * k
        name = {"us": "", "neighbours": "Neighbours ", "england": "England "}[role]
        rows.append({"role": f"way-{role}", "y": line, "text": name + _from_to(before, after, i)})
        rows.append({"role": "base", "x": 0, "x2": 1, "y": line})
        if before is not None and after is not None:
            rows.append({"role": f"{role}-way", "x": before / most, "x2": after / most, "y": line})
        rows += (
            [{"role": f"{role}-from", "x": before / most, "y": line, **_tip(pair.before, role, before)}]
            if before is not None
            else []
        )
        rows += (
            [{"role": f"{role}-to", "x": after / most, "y": line, **_tip(pair.after, role, after)}]
            if after is not None
            else []
        )
    return rows


def _from_to(before: float | None, after: float | None, indicator: Indicator) -> str:
    if before is None and after is None:
        return "no figures"
    if before is None or after is None:
        return (
            f"{_brief(after, indicator)} after only"
            if before is None
            else f"{_brief(before, indicator)} before only"
        )
    return f"{_brief(before, indicator)} to {_brief(after, indicator)}"


def _tip(p: Progress, role: str, value: float) -> dict:
    return {
        "place": _places(p)[role],
        "measure": p.indicator.short,
        "shown": f"{figure(value, p.indicator)}, {p.period.label}",
    }


def _foot(leg: Leg) -> list[dict]:
    rows = [{"text": "● here  ◆ neighbours' median  ┃ England", "brief": None}]
    if leg.before or leg.after:
        text = "Grey: nine in ten authorities (ends in small type); thick: the middle half. Own scale each."
        rows.append({"text": text, "brief": "Grey: nine in ten authorities, own scale."})
    if leg.pairs:
        rows.append(
            {
                "text": "On both sides: scales start at zero. Different children before and after.",
                "brief": "Both sides: from zero. Different children.",
            }
        )
    sources = "; ".join(sorted({p.indicator.source.partition(",")[0] for p in progresses(leg)}))
    return [*rows, {"text": f"Source: {sources}. {LICENCE}.", "brief": f"Source: {sources}."}]


def full_spec(leg: Leg, rows: list[dict], look: Look = LIGHT, size: Size = SCREEN, width: int = 960) -> dict:
    """The picture as it leaves the app, with its data."""
    return {**journey_spec(height_of(leg), look, size), "width": width, "data": {"values": rows}}
