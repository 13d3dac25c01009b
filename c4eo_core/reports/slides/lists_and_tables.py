"""Lists and tables that go on over as many slides as they need."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from pptx.dml.color import RGBColor
from pptx.oxml.ns import qn
from pptx.slide import Slide
from pptx.util import Pt

from c4eo_core.reports.slides.fit import LINE, cut_to, text_height
from c4eo_core.reports.slides.parts import (
    BODY,
    EDGE,
    FOOT,
    INK,
    NAVY,
    SOFT,
    TOP,
    WHITE,
    Deck,
    Item,
    block,
    pages,
    points,
    run,
    write,
)

GAP = 28
TYPE_SIZES, TABLE_SIZES, LEAD_SIZE, NOTE_SIZE = (22, 20, 18, 16, 15), (18, 16, 15, 14, 13, 12), 20, 12
_INSET = 5  # inside a table's cell
_PLAIN = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # PowerPoint's own "no style, no grid"
Row = tuple[Sequence[str], float]  # cells, height


@dataclass(frozen=True)
class _Columns:
    """The columns of a list at one size of type, each in portions of a slide. below: where they begin."""

    size: float
    below: float
    height: float
    portions: list[list[list[Item]]]

    @property
    def slides(self) -> int:
        return max(map(len, self.portions))


def lists(
    deck: Deck,
    title: str,
    columns: Sequence[Sequence[Item]],
    heads: Sequence[Item] = (),
    notes: Sequence[Item] = (),
    sizes: Sequence[float] = TYPE_SIZES,
    over: int = 1,
) -> None:
    """Columns of items side by side, as large as fits one slide, else at the smallest size on as many as they
    need.

    notes: small, below the columns. over: a single list is spread over so many columns.
    """
    foot = sum(n.height(BODY, NOTE_SIZE) for n in notes) + 8 if notes else 0
    count = max(len(columns), over)
    width = (BODY - GAP * (count - 1)) / count
    made = _largest(columns, width, foot, bool(heads), sizes, over)
    for n in range(made.slides):
        slide = deck.slide(numbered(title, n, made.slides))
        for k, portion in enumerate(made.portions):
            left = EDGE + k * (width + GAP)
            if heads and (n == 0 or n < len(portion)):
                block(slide, (left, TOP, width, 2), heads[k].colour)
                write(slide, (left, TOP + 6, width, made.size * LINE + 2), [heads[k]], made.size)
            box = (left, TOP + made.below, width, made.height)
            write(slide, box, portion[n] if n < len(portion) else (), made.size)
        last = n == made.slides - 1
        write(slide, (EDGE, FOOT - foot + 8, BODY, foot - 8), notes if last else (), NOTE_SIZE)


def one_slide(columns: Sequence[Sequence[Item]]) -> bool:
    """Whether the columns, without heads, fit one slide at a size that can be read from the
    back of a room.
    """
    width = (BODY - GAP * (len(columns) - 1)) / len(columns)
    return _columns(columns, width, 0, False, TYPE_SIZES[-2], 1).slides == 1


def _largest(
    columns: Sequence[Sequence[Item]],
    width: float,
    foot: float,
    headed: bool,
    sizes: Sequence[float],
    over: int,
) -> _Columns:
    """At the largest size that fits one slide, else at the smallest."""
    tried = (_columns(columns, width, foot, headed, size, over) for size in sizes)
    return next((c for c in tried if c.slides == 1), None) or _columns(
        columns, width, foot, headed, sizes[-1], over
    )


def _columns(
    columns: Sequence[Sequence[Item]], width: float, foot: float, headed: bool, size: float, over: int
) -> _Columns:
    below = size * LINE + 12 if headed else 0
    height = FOOT - TOP - below - foot
    if over > 1:
        return _Columns(size, below, height, _spread(columns[0], width, height, size, over))
    return _Columns(size, below, height, [pages(items, width, height, size) for items in columns])


def numbered(title: str, n: int, of: int) -> str:
    return title if of == 1 else f"{title} ({n + 1} of {of})"


def _spread(
    items: Sequence[Item], width: float, height: float, size: float, over: int
) -> list[list[list[Item]]]:
    """One list over several columns of about the same length."""
    least = -(-len(pages(items, width, height, size)) // over)
    tried = (pages(items, width, height * k / 16, size) for k in range(2, 17))
    flat = (
        next((p for p in tried if len(p) <= least * over and all(len(i) for i in p)), None)
        if least == 1
        else None
    )
    flat = flat or pages(items, width, height, size)
    return [flat[k::over] for k in range(over)]


def table(
    deck: Deck,
    title: str,
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    shares: Sequence[float],
    notes: Sequence[Item] = (),
    lead: Sequence[Item] = (),
) -> None:
    """An editable table, as large as fits one slide; its rows never parted unless one is longer than a slide.

    shares: of the width, one a column. lead: above the table, notes: small, below it.
    """
    foot = sum(n.height(BODY, NOTE_SIZE) for n in notes) + 8 if notes else 0
    above = sum(i.height(BODY, LEAD_SIZE) for i in lead) + 10 if lead else 0
    if above > (FOOT - TOP) / 2:
        lists(deck, title, [lead])
        lead, above = (), 0
    widths = [BODY * s / sum(shares) for s in shares]
    room = FOOT - TOP - above - foot - 4
    size, portions = _largest_table(heads, rows, widths, room)
    head = _row_height(heads, widths, size)
    for n, portion in enumerate(portions):
        slide = deck.slide(numbered(title, n, len(portions)))
        write(slide, (EDGE, TOP, BODY, above - 10), lead if n == 0 else (), LEAD_SIZE)
        add_table(slide, (EDGE, TOP + (above if n == 0 else 0)), widths, [(heads, head), *portion], size)
        write(
            slide, (EDGE, FOOT - foot + 8, BODY, foot - 8), notes if n == len(portions) - 1 else (), NOTE_SIZE
        )


def _largest_table(
    heads: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[float], room: float
) -> tuple[float, list[list[Row]]]:
    """The largest size at which the table fits one slide, else the smallest; and its rows, a list a slide."""
    tried = (
        (size, _table_pages(rows, widths, size, room - _row_height(heads, widths, size)))
        for size in TABLE_SIZES
    )
    last: tuple[float, list[list[Row]]] = (TABLE_SIZES[-1], [])
    for last in tried:
        if len(last[1]) == 1:
            break
    return last


def _table_pages(
    rows: Sequence[Sequence[str]], widths: Sequence[float], size: float, room: float
) -> list[list[Row]]:
    portions: list[list[Row]] = [[]]
    left = room
    for row in chain.from_iterable(_row_parts(row, widths, size, room) for row in rows):
        needs = _row_height(row, widths, size)
        if needs > left and portions[-1]:
            portions.append([])
            left = room
        portions[-1].append((row, needs))
        left -= needs
    return portions


def _row_height(row: Sequence[str], widths: Sequence[float], size: float) -> float:
    return (
        max(text_height(cell, w - 2 * _INSET, size, bold=True) for cell, w in zip(row, widths, strict=True))
        + 2 * _INSET
    )


def _row_parts(row: Sequence[str], widths: Sequence[float], size: float, room: float) -> list[list[str]]:
    if _row_height(row, widths, size) <= room:
        return [list(row)]
    each = room - 2 * _INSET - size * LINE
    cells = [
        cut_to(cell, (w - 2 * _INSET) / 1.08, each, size) or [""] for cell, w in zip(row, widths, strict=True)
    ]
    return [[(c[k] if k < len(c) else "") for c in cells] for k in range(max(map(len, cells)))]


def add_table(
    slide: Slide,
    at: tuple[float, float],
    widths: Sequence[float],
    rows: Sequence[Row],
    size: float,
) -> None:
    """rows: cells and height, the first the heading."""
    box = (*at, sum(widths), sum(h for _, h in rows))
    made = slide.shapes.add_table(len(rows), len(widths), *points(box)).table
    properties = made._tbl.tblPr
    style = properties.find(qn("a:tableStyleId")) if properties is not None else None
    if style is not None:
        style.text = _PLAIN
    for k, width in enumerate(widths):
        made.columns[k].width = Pt(width)
    for r, (cells, height) in enumerate(rows):
        made.rows[r].height = Pt(height)
        for c, words in enumerate(cells):
            cell = made.cell(r, c)
            cell.margin_left = cell.margin_right = cell.margin_top = cell.margin_bottom = Pt(_INSET)
            cell.fill.solid()
            cell.fill.fore_color.rgb = RGBColor.from_string(NAVY if r == 0 else SOFT if r % 2 == 0 else WHITE)
            run(cell.text_frame.paragraphs[0], words, size, WHITE if r == 0 else INK, bold=r == 0 or c == 0)
