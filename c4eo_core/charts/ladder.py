"""The ladder of gaps as a picture: two rails, a rung a stage, and on each rung the stretch between the two
groups.

The rails are nobody and everybody. A rung in points is drawn in a frame of its own with its own ends. Heights
are counted in
lines of type, so one layout serves every size; widths follow the screen, and narrow screens get the shorter
words.
"""

import textwrap
from collections.abc import Sequence
from functools import lru_cache

from c4eo_core.answers.standing.ladder import Ends, LadderAnswer, RungAnswer, missing_words
from c4eo_core.answers.standing.words import LICENCE
from c4eo_core.charts.theme import LIGHT, SCREEN, Look, Size

TOP, ROW, FRAME, FOOT = 4.6, 6.5, 1.3, 6.0
POINTS_MOST = 90
_NARROW = 46
_SHORT_NAME = 20
_ROOM, _ROOM_NARROW = 12, 33  # a bar shorter than this per cent of the rung cannot hold its number


def height_of(answer: LadderAnswer) -> float:
    """In lines of type."""
    return TOP + ROW * len(answer.rungs) + FRAME * sum(r.points for r in answer.rungs) + FOOT


@lru_cache
def ladder_spec(lines: float, look: Look = LIGHT, size: Size = SCREEN) -> dict:
    """The specification without data, built once for each form; do not change it. lines: as height_of gives
    it.
    """
    from c4eo_core.charts.forms.ladder import ladder_form  # Altair comes with the first chart

    return ladder_form(lines, look, size)


def ladder_rows(answer: LadderAnswer, shown: Sequence[str] = ("neighbours", "england")) -> list[dict]:
    """The data of one ladder, nineteen at the top as on a ladder. shown: which of neighbours and england to
    draw.
    """
    rows = [
        {
            "role": "title",
            "y": 0.8,
            "text": f"The ladder of gaps: {answer.area.name}",
            "brief": "The ladder of gaps",
        },
        {"role": "key-concern", "y": 2.4},
        {"role": "key-name-concern", "y": 2.4, "text": answer.concern},
        {"role": "key-reference", "y": 3.7},
        {"role": "key-name-reference", "y": 3.7, "text": first_upper(answer.reference)},
    ]
    y = TOP
    for rung in reversed(answer.rungs):
        rows += _rung_rows(answer, rung, y, shown)
        y += ROW + (FRAME if rung.points else 0)
    rows += [{"role": "rail", "x": x, "y": TOP, "y2": y} for x in (0, 100)]
    rows += [{"role": "grid", "x": x, "y": TOP, "y2": y} for x in (25, 50, 75)]
    rows += [{"role": "tick", "x": x, "y": y + 0.8, "text": f"{x}%"} for x in (0, 50, 100)]
    return rows + [{"role": "foot", "y": y + 2.1 + k * 1.2, **words} for k, words in enumerate(_foot(answer))]


def _rung_rows(answer: LadderAnswer, rung: RungAnswer, y: float, shown: Sequence[str]) -> list[dict]:
    why = missing_words(rung, answer.area)
    line = y + (3.3 if rung.progress else 4.3)
    lying = {"role": "empty" if why else "rung", "x": 0, "x2": 100, "y": line}
    if rung.progress is None:
        first = _first_sentence(why or "")
        reason = {"role": "reason", "y": y + 2.1, "text": first, "brief": textwrap.fill(first, _NARROW)}
        return [
            {"role": "stage", "y": y + 0.9, "text": rung.title},
            {"role": "side-none", "y": line, "text": "No figure"},
            lying,
            reason,
        ]
    rows = _frame_rows(y) if rung.points else []
    rows += [
        {"role": "stage", "y": y + 0.9, "text": f"{rung.title}, {rung.progress.period.label}"},
        {"role": "measure", "y": y + 2.0, "text": rung.measure},
        lying,
    ]
    if why:
        rows += [
            {"role": "reason", "y": line, "text": why, "brief": ""},
            {"role": "side-none", "y": line, "text": "No figure"},
        ]
    elif rung.here:
        rows += _here_rows(answer, rung, rung.here, line)
    if rung.neighbours and "neighbours" in shown:
        rows += _other_rows(rung, "neighbours", rung.neighbours, line + 1.35, rung.against_neighbours)
    if rung.england and "england" in shown:
        rows += _other_rows(rung, "england", rung.england, line + 2.4, rung.against_england)
    return rows


def _first_sentence(words: str) -> str:
    return words.split(". ")[0].rstrip(".") + "."


def _frame_rows(y: float) -> list[dict]:
    low = y + ROW + FRAME
    own = "Own scale, in points: lengths do not compare"
    return [
        {"role": "frame", "y": y + 0.1, "y2": low - 0.15},
        *({"role": "own-rail", "x": x, "y": y + 2.8, "y2": low - 1.4} for x in (0, 100)),
        *(
            {"role": "tick", "x": 100 * p / POINTS_MOST, "y": low - 0.85, "text": str(p)}
            for p in (0, POINTS_MOST)
        ),
        {"role": "tick", "x": 50, "y": low - 0.85, "text": own, "brief": "own scale, points"},
    ]


def _here_rows(answer: LadderAnswer, rung: RungAnswer, here: Ends, line: float) -> list[dict]:
    a, b = _at(rung, here)
    ahead = " ahead" if here.gap > 0 else ""
    name = answer.area.name if len(answer.area.name) <= _SHORT_NAME else "Here"
    size = rung.said(here.gap)
    rows = [
        {
            "role": "us",
            "x": min(a, b),
            "x2": max(a, b),
            "y": line,
            "place": answer.area.name,
            "shown": _tip(rung, here),
        },
        {"role": "end-concern", "x": a, "y": line},
        {"role": "end-reference", "x": b, "y": line},
        {"role": "side-us", "y": line, "text": f"{name}: gap {size}{ahead}", "brief": f"Gap {size}{ahead}"},
    ]
    ends = (a, here.concern), (b, here.reference)
    for side, (x, value) in zip(("high", "low") if ahead else ("low", "high"), ends, strict=True):
        rows.append(
            {"role": f"value-{side}", "x": x, "y": line, "text": rung.end(value).replace("100.0%", "100%")}
        )
    if abs(a - b) >= _ROOM:
        rows.append(
            {
                "role": "on-bar",
                "x": (a + b) / 2,
                "y": line,
                "text": size,
                "brief": size if abs(a - b) >= _ROOM_NARROW else "",
            }
        )
    return rows


def _other_rows(rung: RungAnswer, role: str, ends: Ends, y: float, verdict: str) -> list[dict]:
    a, b = _at(rung, ends)
    told = f": {verdict} here" if verdict in ("wider", "narrower") else ""
    name, place = ("Neighbours", "Neighbours' median") if role == "neighbours" else ("England", "England")
    return [
        {"role": role, "x": min(a, b), "x2": max(a, b), "y": y, "place": place, "shown": _tip(rung, ends)},
        {"role": "small-concern", "x": a, "y": y},
        {"role": "small-reference", "x": b, "y": y},
        {
            "role": f"side-{role}",
            "y": y,
            "text": f"{name} {rung.said(ends.gap)}{told}",
            "brief": f"{name} {rung.said(ends.gap)}",
        },
    ]


def _at(rung: RungAnswer, ends: Ends) -> tuple[float, float]:
    """Both ends on the rung: per cent, or points as a share of the most there are."""
    most = POINTS_MOST if rung.points else 100
    return 100 * ends.concern / most, 100 * ends.reference / most


def _tip(rung: RungAnswer, ends: Ends) -> str:
    return (
        f"{rung.end(ends.concern)} and {rung.end(ends.reference)}: a gap of {rung.said(ends.gap)} {rung.unit}"
    )


def _foot(answer: LadderAnswer) -> list[dict]:
    sources = sorted({r.progress.indicator.source for r in answer.rungs if r.progress})
    return [
        {
            "text": (
                "Each rung runs from nobody to everybody in the group; gaps are in percentage points unless"
                " framed."
            ),
            "brief": "From nobody to everybody in the group.",
        },
        {
            "text": (
                "Thin bars: neighbours' median and England. Different children on each rung: nobody climbed"
                " this ladder."
            ),
            "brief": "Different children on each rung.",
        },
        {
            "text": f"Source: {'; '.join(sources)}. {LICENCE}.",
            "brief": textwrap.fill(f"Source: {'; '.join(sources)}. {LICENCE}.", _NARROW),
        },
    ]


def first_upper(words: str) -> str:
    return words[:1].upper() + words[1:]


def full_spec(
    answer: LadderAnswer, rows: list[dict], look: Look = LIGHT, size: Size = SCREEN, width: int = 960
) -> dict:
    """The picture as it leaves the app, with its data."""
    return {**ladder_spec(height_of(answer), look, size), "width": width, "data": {"values": rows}}
