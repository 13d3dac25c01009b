"""Slides made of editable text: the deck, its coloured areas, and boxes sized to their words."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

from pptx import Presentation as new_presentation
from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_AUTO_SHAPE_TYPE
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_PARAGRAPH_ALIGNMENT
from pptx.presentation import Presentation
from pptx.shapes.autoshape import Shape
from pptx.shapes.placeholder import SlidePlaceholder
from pptx.slide import Slide
from pptx.text.text import TextFrame, _Paragraph
from pptx.util import Length, Pt

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
_ONLY_TITLE = 5
_APART = 0.45  # between items, of a line
Box = tuple[float, float, float, float]  # left, top, width, height


@dataclass(frozen=True)
class Item:
    """One paragraph: a bold head, then the text, then quiet words."""

    text: str
    head: str = ""
    quiet: str = ""
    colour: str = INK

    @property
    def all_words(self) -> str:
        return " ".join(filter(None, (self.head, self.text, self.quiet)))

    def height(self, width: float, size: float) -> float:
        return text_height(self.all_words, width, size, bold=bool(self.head)) + size * LINE * _APART


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
    pieces = cut_to(item.all_words, width / 1.08, height - size * LINE * 2, size)
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
    made: Presentation = field(default_factory=new_presentation)

    def __post_init__(self) -> None:
        self.made.slide_width, self.made.slide_height = Pt(WIDE), Pt(HIGH)

    def slide(self, title: str, high: float = 62) -> Slide:
        """high: of the coloured area with the title."""
        slide = self.made.slides.add_slide(self.made.slide_layouts[_ONLY_TITLE])
        band = title_of(slide)
        band.left, band.top, band.width, band.height = Pt(0), Pt(0), Pt(WIDE), Pt(high)
        band.fill.solid()
        band.fill.fore_color.rgb = RGBColor.from_string(NAVY)
        size = largest(title, BODY, 50, (26, 24, 22, 20, 18, 16), bold=True) or 14
        frame = _frame(band, (EDGE, 0, EDGE, 0))
        frame.vertical_anchor = MSO_ANCHOR.MIDDLE
        run(frame.paragraphs[0], title, size, WHITE, bold=True)
        block(slide, (0, high, WIDE, 5), self.stripe)
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
            notes = slide.notes_slide.notes_text_frame
            if notes is not None:
                notes.text = self.source


def unbroken_date(words: str) -> str:
    """A date that is never parted at a line's end."""
    return words.replace(" ", "\N{NO-BREAK SPACE}")


def points(box: Box) -> tuple[Length, Length, Length, Length]:
    left, top, width, height = box
    return Pt(left), Pt(top), Pt(width), Pt(height)


def title_of(slide: Slide) -> SlidePlaceholder:
    """Every slide of a deck is made from the layout that has a title."""
    title = slide.shapes.title
    assert isinstance(title, SlidePlaceholder)
    return title


def block(slide: Slide, box: Box, colour: str) -> None:
    """A coloured area without words."""
    shape = slide.shapes.add_shape(MSO_AUTO_SHAPE_TYPE.RECTANGLE, *points(box))
    shape.fill.solid()
    shape.fill.fore_color.rgb = RGBColor.from_string(colour)
    shape.line.fill.background()
    shape.shadow.inherit = False
    shape._element.nvSpPr.cNvPr.set("descr", "")  # decoration: nothing to read aloud


def _frame(shape: Shape | SlidePlaceholder, inset: Box = (0, 0, 0, 0)) -> TextFrame:
    frame = shape.text_frame
    frame.word_wrap, frame.auto_size = True, MSO_AUTO_SIZE.NONE
    frame.margin_left, frame.margin_top, frame.margin_right, frame.margin_bottom = points(inset)
    return frame


def run(
    paragraph: _Paragraph, text: str, size: float, colour: str, bold: bool = False, right: bool = False
) -> None:
    lines = text.split("\n")
    for k, line in enumerate(lines):
        if k:
            paragraph.add_line_break()
        run = paragraph.add_run()
        run.text = line
        run.font.size, run.font.name, run.font.bold = Pt(size), FONT, bold
        run.font.color.rgb = RGBColor.from_string(colour)
        run._r.get_or_add_rPr().set("lang", "en-GB")
    paragraph.alignment = PP_PARAGRAPH_ALIGNMENT.RIGHT if right else PP_PARAGRAPH_ALIGNMENT.LEFT


def write(
    slide: Slide, box: Box, items: Sequence[Item], size: float, fill: str = "", right: bool = False
) -> None:
    """items: what `pages` says fits the box; fill: a coloured ground, with room around the words."""
    if not items:
        return
    shape = slide.shapes.add_textbox(*points(box))
    if fill:
        shape.fill.solid()
        shape.fill.fore_color.rgb = RGBColor.from_string(fill)
    frame = _frame(shape, (8, 5, 8, 5) if fill else (0, 0, 0, 0))
    for k, item in enumerate(items):
        paragraph = frame.paragraphs[0] if k == 0 else frame.add_paragraph()
        paragraph.space_after = Pt(size * LINE * _APART) if k < len(items) - 1 else Pt(0)
        for words, colour, bold in (
            (item.head, item.colour, True),
            (item.text, INK if item.head else item.colour, False),
            (item.quiet, QUIET, False),
        ):
            if words:
                run(paragraph, (" " if paragraph.runs else "") + words, size, colour, bold, right)
