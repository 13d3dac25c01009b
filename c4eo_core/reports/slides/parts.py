"""Slides made of editable text: boxes sized to their words, lists and tables that go on over as many slides
as they need.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE
from pptx.oxml.ns import qn
from pptx.slide import Slide
from pptx.util import Pt

from c4eo_core.reports.slides.fit import LINE, cut_to, largest, text_height

FONT = "Arial"
WIDE, HIGH = 960, 540
EDGE, TOP, FOOT = 36, 84, 506  # points: sides, where the body starts, where the foot starts
BODY = WIDE - 2 * EDGE
NAVY, INK, QUIET, GOOD, BAD, SOFT, WHITE = (
    "12436D",
    "0B0C0C",
    "505A5F",
    "1D6F68",
    "9A3D0B",
    "F3F5F7",
    "FFFFFF",
)
GAP = 28
TYPE_SIZES, TABLE_SIZES, LEAD_SIZE, NOTE_SIZE = (22, 20, 18, 16, 15), (18, 16, 15, 14, 13, 12), 20, 12
_ONLY_TITLE = 5
_APART = 0.45  # between items, of a line
_INSET = 5  # inside a table's cell
Box = tuple[float, float, float, float]  # left, top, width, height


@dataclass(frozen=True)
class Item:
    """One paragraph: a bold head, then the text, then quiet words."""

    text: str
    head: str = ""
    quiet: str = ""
    colour: str = INK

    @property
    def whole(self) -> str:
        return " ".join(filter(None, (self.head, self.text, self.quiet)))

    def height(self, width: float, size: float) -> float:
        return text_height(self.whole, width, size, bold=bool(self.head)) + size * LINE * _APART


def pages(items: Sequence[Item], width: float, height: float, size: float) -> list[list[Item]]:
    """The items in portions that each fit; one that is longer than a portion goes on in the next."""
    found: list[list[Item]] = [[]]
    left = height
    for item in chain.from_iterable(_parts(i, width, height, size) for i in items):
        needs = item.height(width, size)
        if needs > left and found[-1]:
            found.append([])
            left = height
        found[-1].append(item)
        left -= needs
    return found


def _parts(item: Item, width: float, height: float, size: float) -> list[Item]:
    if item.height(width, size) <= height:
        return [item]
    pieces = cut_to(item.whole, width / 1.08, height - size * LINE * 2, size)
    first = replace(item, text=pieces[0].removeprefix(item.head).strip() + " …", quiet="")
    return [
        first,
        *(
            Item(f"… {p}" + (" …" if k < len(pieces) - 2 else ""), colour=item.colour)
            for k, p in enumerate(pieces[1:])
        ),
    ]


@dataclass
class Deck:
    """foot: at the bottom of each slide; source: in each slide's notes; stripe: the trust's colour."""

    foot: str
    source: str
    stripe: str
    made: object = field(default_factory=Presentation)

    def __post_init__(self) -> None:
        self.made.slide_width, self.made.slide_height = Pt(WIDE), Pt(HIGH)

    def slide(self, title: str) -> Slide:
        slide = self.made.slides.add_slide(self.made.slide_layouts[_ONLY_TITLE])
        band = slide.shapes.title
        band.left, band.top, band.width, band.height = Pt(0), Pt(0), Pt(WIDE), Pt(62)
        band.fill.solid()
        band.fill.fore_color.rgb = RGBColor.from_string(NAVY)
        size = largest(title, BODY, 50, (26, 24, 22, 20, 18, 16), bold=True) or 14
        frame = _frame(band, (EDGE, 0, EDGE, 0))
        frame.vertical_anchor = MSO_ANCHOR.MIDDLE
        _run(frame.paragraphs[0], title, size, WHITE, bold=True)
        block(slide, (0, 62, WIDE, 5), self.stripe)
        return slide

    def finish(self) -> None:
        """The foot and the notes of every slide, once it is known how many there are."""
        slides = list(self.made.slides)
        for n, slide in enumerate(slides, 1):
            write(slide, (EDGE, FOOT + 8, BODY - 90, 18), [Item(self.foot, colour=QUIET)], 10)
            write(
                slide,
                (WIDE - EDGE - 80, FOOT + 8, 80, 18),
                [Item(f"{n} of {len(slides)}", colour=QUIET)],
                10,
                right=True,
            )
            slide.notes_slide.notes_text_frame.text = self.source


def block(slide: Slide, box: Box, colour: str) -> None:
    """A coloured area without words."""
    shape = slide.shapes.add_shape(1, *map(Pt, box))
    shape.fill.solid()
    shape.fill.fore_color.rgb = RGBColor.from_string(colour)
    shape.line.fill.background()
    shape.shadow.inherit = False
    shape._element.nvSpPr.cNvPr.set("descr", "")  # decoration: nothing to read aloud


def _frame(shape, inset: Box = (0, 0, 0, 0)):
    frame = shape.text_frame
    frame.word_wrap, frame.auto_size = True, MSO_AUTO_SIZE.NONE
    frame.margin_left, frame.margin_top, frame.margin_right, frame.margin_bottom = map(Pt, inset)
    return frame


def _run(paragraph, text: str, size: float, colour: str, bold: bool = False) -> None:
    lines = text.split("\n")
    for k, line in enumerate(lines):
        if k:
            paragraph.add_line_break()
        run = paragraph.add_run()
        run.text = line
        run.font.size, run.font.name, run.font.bold = Pt(size), FONT, bold
        run.font.color.rgb = RGBColor.from_string(colour)
        run._r.get_or_add_rPr().set("lang", "en-GB")
    paragraph.alignment = paragraph.alignment or 1


def write(
    slide: Slide, box: Box, items: Sequence[Item], size: float, fill: str = "", right: bool = False
) -> None:
    """items: what `pages` says fits the box; fill: a coloured ground, with room around the words."""
    if not items:
        return
    shape = slide.shapes.add_textbox(*map(Pt, box))
    if fill:
        shape.fill.solid()
        shape.fill.fore_color.rgb = RGBColor.from_string(fill)
    frame = _frame(shape, (8, 5, 8, 5) if fill else (0, 0, 0, 0))
    for k, item in enumerate(items):
        paragraph = frame.paragraphs[0] if k == 0 else frame.add_paragraph()
        paragraph.space_after = Pt(size * LINE * _APART) if k < len(items) - 1 else Pt(0)
        if right:
            paragraph.alignment = 3
        for words, colour, bold in (
            (item.head, item.colour, True),
            (item.text, INK if item.head else item.colour, False),
            (item.quiet, QUIET, False),
        ):
            if words:
                _run(paragraph, (" " if paragraph.runs else "") + words, size, colour, bold)


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
    for size in sizes:
        head_room = size * LINE + 12 if heads else 0
        height = FOOT - TOP - head_room - foot
        portions = (
            _spread(columns[0], width, height, size, over)
            if over > 1
            else [pages(items, width, height, size) for items in columns]
        )
        if max(map(len, portions)) == 1:
            break
    needed = max(map(len, portions))
    for n in range(needed):
        slide = deck.slide(numbered(title, n, needed))
        for k, portion in enumerate(portions):
            left = EDGE + k * (width + GAP)
            if heads and (n == 0 or n < len(portion)):
                block(slide, (left, TOP, width, 2), heads[k].colour)
                write(slide, (left, TOP + 6, width, size * LINE + 2), [heads[k]], size)
            write(slide, (left, TOP + head_room, width, height), portion[n] if n < len(portion) else (), size)
        write(slide, (EDGE, FOOT - foot + 8, BODY, foot - 8), notes if n == needed - 1 else (), NOTE_SIZE)


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
    for size in TABLE_SIZES:
        head = _row_height(heads, widths, size)
        portions = _table_pages(rows, widths, size, FOOT - TOP - above - head - foot - 4)
        if len(portions) == 1:
            break
    for n, portion in enumerate(portions):
        slide = deck.slide(numbered(title, n, len(portions)))
        write(slide, (EDGE, TOP, BODY, above - 10), lead if n == 0 else (), LEAD_SIZE)
        add_table(slide, (EDGE, TOP + (above if n == 0 else 0)), widths, [(heads, head), *portion], size)
        write(
            slide, (EDGE, FOOT - foot + 8, BODY, foot - 8), notes if n == len(portions) - 1 else (), NOTE_SIZE
        )


def _table_pages(
    rows: Sequence[Sequence[str]], widths: Sequence[float], size: float, room: float
) -> list[list[tuple[Sequence[str], float]]]:
    portions: list[list[tuple[Sequence[str], float]]] = [[]]
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
    rows: Sequence[tuple[Sequence[str], float]],
    size: float,
) -> None:
    """rows: cells and height, the first the heading."""
    box = (*at, sum(widths), sum(h for _, h in rows))
    made = slide.shapes.add_table(len(rows), len(widths), *map(Pt, box)).table
    made._tbl.tblPr.find(
        qn("a:tableStyleId")
    ).text = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # PowerPoint's own "no style, no grid"
    for k, width in enumerate(widths):
        made.columns[k].width = Pt(width)
    for r, (cells, height) in enumerate(rows):
        made.rows[r].height = Pt(height)
        for c, words in enumerate(cells):
            cell = made.cell(r, c)
            cell.margin_left = cell.margin_right = cell.margin_top = cell.margin_bottom = Pt(_INSET)
            cell.fill.solid()
            cell.fill.fore_color.rgb = RGBColor.from_string(NAVY if r == 0 else SOFT if r % 2 == 0 else WHITE)
            _run(cell.text_frame.paragraphs[0], words, size, WHITE if r == 0 else INK, bold=r == 0 or c == 0)
