"""The gaps stage by stage as a dot plot: how far behind a group is here, among neighbours and in England.

Percentage points share one scale, which starts at no gap; a stage in points stands in a frame with a scale of
its own. Heights are counted in lines of type, so one layout serves every size; widths follow the screen, and
narrow screens get the shorter words.
"""

import textwrap
from collections.abc import Iterable, Sequence
from functools import lru_cache

from c4eo_core.answers.standing.ladder import Ends, LadderAnswer, RungAnswer, missing_words
from c4eo_core.answers.standing.words import LICENCE, listed
from c4eo_core.charts.theme import LIGHT, SCREEN, Look, Size

TOP, ROW, FRAME, FOOT = 4.4, 4.7, 1.5, 5.2
_SCALES = (8, 12, 20, 40, 60, 80, 100)
_NARROW = 46
_SHORT_NAME = 20


def height_of(answer: LadderAnswer) -> float:
    """In lines of type."""
    drawn = _drawn(answer)
    return TOP + ROW * len(drawn) + FRAME * sum(r.points for r in drawn) + FOOT


def _drawn(answer: LadderAnswer) -> tuple[RungAnswer, ...]:
    """A stage for which no gap is published anywhere takes no room; the foot names it."""
    return tuple(r for r in answer.rungs if r.progress)


@lru_cache
def ladder_spec(lines: float, look: Look = LIGHT, size: Size = SCREEN) -> dict:
    """The specification without data, built once for each form; do not change it. lines: as height_of gives
    it.
    """
    from c4eo_core.charts.forms.ladder import ladder_form  # Altair comes with the first chart

    return ladder_form(lines, look, size)


def ladder_rows(answer: LadderAnswer, shown: Sequence[str] = ("neighbours", "england")) -> list[dict]:
    """The data of one picture, five-year-olds first. shown: which of neighbours and england to draw."""
    name = answer.area.name
    rows = [
        {
            "role": "title",
            "y": 0.8,
            "text": f"How far behind at each age: {name}",
            "brief": "How far behind at each age",
        },
        {"role": "key-us", "y": 2.4, "text": name},
    ]
    rows += (
        [{"role": "key-neighbours", "y": 2.4, "text": "neighbours' median"}] if "neighbours" in shown else []
    )
    rows += (
        [
            {"role": "key-england", "y": 2.4, "text": "England"},
            {"role": "key-mark-england", "y": 1.8, "y2": 3.0},
        ]
        if "england" in shown
        else []
    )
    drawn = _drawn(answer)
    most = scale_of(r for r in drawn if not r.points)
    y = TOP
    for rung in drawn:
        own = scale_of([rung]) if rung.points else most
        rows += _rung_rows(answer, rung, y, shown, own)
        y += ROW + (FRAME if rung.points else 0)
    rows.append({"role": "zero", "x": 0, "y": TOP, "y2": y})
    rows += [{"role": "grid", "x": x, "y": TOP, "y2": y} for x in (25, 50, 75, 100)]
    rows += [{"role": "tick", "x": x, "y": y + 0.8, "text": _tick(most, x)} for x in (0, 25, 50, 75, 100)]
    return rows + [{"role": "foot", "y": y + 2.1 + k * 1.2, **words} for k, words in enumerate(_foot(answer))]


def scale_of(rungs: Iterable[RungAnswer]) -> float:
    """The end of the scale on which these gaps are drawn, in the indicator's own unit."""
    sizes = [abs(e.gap) for r in rungs for e in (r.here, r.neighbours, r.england) if e]
    return next((s for s in _SCALES if s >= max(sizes, default=0)), _SCALES[-1])


def _tick(most: float, x: int) -> str:
    return "no gap" if x == 0 else f"{most * x / 100:g}"


def _rung_rows(
    answer: LadderAnswer, rung: RungAnswer, y: float, shown: Sequence[str], most: float
) -> list[dict]:
    why, line, period = (
        missing_words(rung, answer.area),
        y + 3.1,
        rung.progress.period.label if rung.progress else "",
    )
    rows = _frame_rows(y, most) if rung.points else []
    rows += [
        {"role": "stage", "y": y + 0.9, "text": f"{rung.title}, {period}"},
        {"role": "measure", "y": y + 2.05, "text": rung.measure},
        {"role": "empty" if why else "rung", "x": 0, "x2": 100, "y": line},
    ]
    if why:
        rows += [
            {"role": "reason", "y": y + 3.2, "text": why, "brief": ""},
            {"role": "side-none", "y": y + 1.2, "text": "No figure"},
        ]
    elif rung.here:
        rows += _here_rows(answer, rung, rung.here, y, most)
    if rung.neighbours and "neighbours" in shown:
        rows += _other_rows(rung, "neighbours", rung.neighbours, y, rung.against_neighbours, most)
    if rung.england and "england" in shown:
        rows += _other_rows(rung, "england", rung.england, y, rung.against_england, most)
    return rows


def _frame_rows(y: float, most: float) -> list[dict]:
    low = y + ROW + FRAME
    return [
        {"role": "frame", "y": y + 0.15, "y2": low - 0.15},
        {"role": "own-zero", "x": 0, "y": y + 2.3, "y2": low - 1.5},
        *({"role": "tick", "x": x, "y": low - 0.85, "text": _tick(most, x)} for x in (0, 50, 100)),
        {"role": "own-scale", "y": low - 0.85, "text": "A scale of its own, in points", "brief": "own scale"},
    ]


def _here_rows(answer: LadderAnswer, rung: RungAnswer, here: Ends, y: float, most: float) -> list[dict]:
    ahead, x, line = " ahead" if here.gap > 0 else "", _at(here, most), y + 3.1
    name = answer.area.name if len(answer.area.name) <= _SHORT_NAME else "Here"
    both = f"{rung.end(here.concern)}, and {rung.end(here.reference)} for {answer.reference}"
    return [
        {"role": "us", "x": 0, "x2": x, "y": line},
        {"role": "dot-us", "x": x, "y": line, "place": answer.area.name, "shown": _tip(rung, here)},
        {"role": "ends", "y": y + 3.2, "text": both.replace("100.0%", "100%"), "brief": ""},
        {
            "role": "side-us",
            "y": y + 1.1,
            "text": f"{name} {rung.said(here.gap)}{ahead}",
            "brief": f"Gap {rung.said(here.gap)}{ahead}",
        },
    ]


def _other_rows(rung: RungAnswer, role: str, ends: Ends, y: float, verdict: str, most: float) -> list[dict]:
    told = f": {verdict} here" if verdict in ("wider", "narrower") else ""
    name, place = ("Neighbours", "Neighbours' median") if role == "neighbours" else ("England", "England")
    down = 2.3 if role == "neighbours" else 3.4
    line = y + 3.1
    mark = {"y": line} if role == "neighbours" else {"y": line - 0.95, "y2": line + 0.95}
    return [
        {"role": role, "x": _at(ends, most), **mark, "place": place, "shown": _tip(rung, ends)},
        {
            "role": f"side-{role}",
            "y": y + down,
            "text": f"{name} {rung.said(ends.gap)}{told}",
            "brief": f"{name} {rung.said(ends.gap)}",
        },
    ]


def _at(ends: Ends, most: float) -> float:
    """On the scale, in per cent of it; a group that is ahead stands at no gap, and the words
    say by how much.
    """
    return 100 * min(max(-ends.gap, 0.0), most) / most


def _tip(rung: RungAnswer, ends: Ends) -> str:
    return (
        f"{rung.end(ends.concern)} and {rung.end(ends.reference)}: a gap of {rung.said(ends.gap)} {rung.unit}"
    )


def _foot(answer: LadderAnswer) -> list[dict]:
    sources = sorted({r.progress.indicator.source for r in answer.rungs if r.progress})
    nowhere = [r.title.lower() for r in answer.rungs if r.progress is None]
    left_out = f" Not published {listed(nowhere)}." if nowhere else ""
    source = f"Source: {'; '.join(sources)}. {LICENCE}."
    return [
        {
            "text": f"Percentage points behind, unless framed. Different children at each age.{left_out}",
            "brief": textwrap.fill(f"Percentage points behind, unless framed.{left_out}", _NARROW),
        },
        {"text": source, "brief": textwrap.fill(source, _NARROW)},
    ]


def first_upper(words: str) -> str:
    return words[:1].upper() + words[1:]


def full_spec(
    answer: LadderAnswer, rows: list[dict], look: Look = LIGHT, size: Size = SCREEN, width: int = 960
) -> dict:
    """The picture as it leaves the app, with its data."""
    return {**ladder_spec(height_of(answer), look, size), "width": width, "data": {"values": rows}}
