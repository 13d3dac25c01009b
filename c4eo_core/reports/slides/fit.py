"""How much room words take, told without a font: widths of Arial, a little generous, so that what is said to
fit does.
"""

import math

LINE = 1.2
_GENEROUS = 1.04
# Widths in thousandths of the size.
_BY_WIDTH = {
    222: "ijl'|",
    278: "  !,./:;I[]\\ft",
    333: "()-`r“”‘’•·",
    389: "*^",
    500: "ckJsvxyz",
    556: "0123456789abdeghnopqu?_$#L–£",
    584: "+<=>~−",
    611: "FTZ",
    667: "ABEKPSVXY&",
    722: "CDHNRUw",
    778: "GOQ",
    833: "Mm",
    889: "%",
    944: "W",
    1000: "—…@▲▼◇→",
}
_WIDTHS = {letter: width for width, letters in _BY_WIDTH.items() for letter in letters}


def letter_width(letter: str) -> int:
    known = _WIDTHS.get(letter)
    return known if known is not None else 600 if ord(letter) < 0x250 else 1000


def text_width(text: str, size: float, bold: bool = False) -> float:
    """In points."""
    return sum(map(letter_width, text)) * size / 1000 * _GENEROUS * (1.08 if bold else 1)


def wrapped(text: str, width: float, size: float, bold: bool = False) -> list[str]:
    """The lines a text breaks into; a word wider than a line is broken where it must be."""
    lines = []
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split(" "):
            longer = f"{line} {word}" if line else word
            if text_width(longer, size, bold) <= width:
                line = longer
                continue
            if line:
                lines.append(line)
            *full, line = _pieces(word, width, size, bold)
            lines += full
        lines.append(line)
    return lines


def _pieces(word: str, width: float, size: float, bold: bool) -> list[str]:
    pieces, piece = [], ""
    for letter in word:
        if piece and text_width(piece + letter, size, bold) > width:
            pieces.append(piece)
            piece = ""
        piece += letter
    return [*pieces, piece]


def text_height(text: str, width: float, size: float, bold: bool = False) -> float:
    """In points."""
    return len(wrapped(text, width, size, bold)) * size * LINE


def largest(
    text: str, width: float, height: float, sizes: tuple[float, ...], bold: bool = False
) -> float | None:
    """The largest of the sizes at which the text fits, None if none does."""
    return next((s for s in sorted(sizes, reverse=True) if text_height(text, width, s, bold) <= height), None)


def cut_to(text: str, width: float, height: float, size: float) -> list[str]:
    """The text in pieces that each fit the height, parted between words; all of it, in order."""
    lines, each = wrapped(text, width, size), max(1, math.floor(height / (size * LINE)))
    if len(lines) <= each:
        return [text]
    pieces, rest = [], text
    for k in range(0, len(lines), each):
        at, letters = 0, sum(not c.isspace() for line in lines[k : k + each] for c in line)
        while letters and at < len(rest):
            letters -= not rest[at].isspace()
            at += 1
        pieces.append(rest[:at].strip())
        rest = rest[at:]
    return [p for p in pieces if p]
