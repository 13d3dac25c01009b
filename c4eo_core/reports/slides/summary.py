"""The workshop on one slide: chart, verdict, story, actions, best ideas.

What has no room here is counted, and stands on the slides that follow.
"""

from pptx.slide import Slide

from c4eo_core.answers.report.report import ReportCurve
from c4eo_core.reports.content.content import NOTHING, Content
from c4eo_core.reports.content.notes import ActionText
from c4eo_core.reports.slides.chart import add_chart
from c4eo_core.reports.slides.fit import LINE
from c4eo_core.reports.slides.parts import (
    BAD,
    BODY,
    EDGE,
    FOOT,
    GOOD,
    NAVY,
    QUIET,
    TOP,
    Box,
    Deck,
    Item,
    block,
    unbroken_date,
    write,
)

_SIZES = (18, 16, 15, 14)  # never smaller: it is read from the back of a room
_GAP = 24
_HALF = (BODY - _GAP) / 2
_QUARTER = (_HALF - 14) / 2
Part = tuple[Box, str, list[Item], str]


def summary_slide(deck: Deck, content: Content, found: ReportCurve) -> None:
    slide = deck.slide(f"On one slide: {content.curves[0].short}")
    add_chart(slide, found, (EDGE - 6, TOP - 4, _HALF + 6, 192), content.curves[0].alt, small=True)
    parts = _parts(content)
    size = next((s for s in _SIZES if all(_fits(part, s) for part in parts)), _SIZES[-1])
    for part in parts:
        _write_part(slide, part, size)


def _parts(content: Content) -> list[Part]:
    said, left, right = content.curves[0], EDGE, EDGE + _HALF + _GAP
    colour = {"OK": GOOD, "Not OK": BAD}.get(said.verdict, QUIET)
    verdict = [
        Item(said.reason, f"OK if nothing changes? {said.verdict or 'Nobody has said'}.", colour=colour)
    ]
    helping, hindering = content.stories[0][1:3] if content.stories else ((), ())
    ideas = [Item(i.text, str(n), colour=NAVY) for n, i in enumerate(content.best, 1)]
    actions = [Item(a.what, quiet=_by_whom(a)) for a in content.actions]
    below = TOP + 252
    return [
        ((left, TOP + 190, _HALF, 60), "", verdict, NAVY),
        ((left, below, _QUARTER, FOOT - below), "▲ Helping", [Item(s.text) for s in helping], GOOD),
        (
            (left + _QUARTER + 14, below, _QUARTER, FOOT - below),
            "▼ Hindering",
            [Item(s.text) for s in hindering],
            BAD,
        ),
        ((right, TOP, _HALF, 264), "Actions", actions, NAVY),
        ((right, TOP + 270, _HALF, FOOT - TOP - 270), content.ideas_title, ideas, NAVY),
    ]


def _by_whom(action: ActionText) -> str:
    return f"({', '.join(filter(None, (action.who, unbroken_date(action.by_when)))) or action.missing})"


def _room(part: Part, size: float) -> float:
    return part[0][3] - (size * LINE + 12 if part[1] else 0)


def _fits(part: Part, size: float) -> bool:
    return sum(i.height(part[0][2], size) for i in part[2]) <= _room(part, size)


def _write_part(slide: Slide, part: Part, size: float) -> None:
    """As many items as fit, whole; how many more there are is said."""
    (left, top, width, height), head, items, colour = part
    room = _room(part, size)
    if head:
        block(slide, (left, top, width, 1.5), colour)
        write(slide, (left, top + 4, width, size * LINE + 2), [Item("", head, colour=colour)], size)
    shown, left_over = [], room
    for k, item in enumerate(items):
        left_over -= item.height(width, size)
        if left_over < (0 if k == len(items) - 1 else 1.5 * size * LINE):
            break
        shown.append(item)
    missing = len(items) - len(shown)
    if missing:
        words = f"and {missing} more" if shown else "too long for this slide"
        shown.append(Item(f"… {words}: see the slides that follow", colour=QUIET))
    write(slide, (left, top + height - room, width, room), shown or [Item(NOTHING, colour=QUIET)], size)
