"""What stands behind a figure or a year in published tables: footnote signs, [note 1], and how settled it is.

Source: Government Analysis Function, symbols and shorthand in spreadsheets; methods, "Values, notes,
periods".
"""

import re
from dataclasses import dataclass, replace

from c4eo_core.model.kinds import Status
from c4eo_core.model.period import Period

PROVISIONAL, REVISED, FINAL, BREAK, ESTIMATE, UNRELIABLE = STATUSES = (
    "provisional",
    "revised",
    "final",
    "break in series",
    "estimated",
    "unreliable",
)
_WORDS = {
    **dict.fromkeys(("p", "prov", "provisional", "preliminary"), PROVISIONAL),
    **dict.fromkeys(("r", "rev", "revised"), REVISED),
    **dict.fromkeys(("final", "f"), FINAL),
    **dict.fromkeys(("b", "break", "break in series", "break in time series"), BREAK),
    **dict.fromkeys(("e", "est", "estimate", "estimated"), ESTIMATE),
    **dict.fromkeys(("u", "unreliable", "low reliability"), UNRELIABLE),
}
SETTLED = (PROVISIONAL, REVISED, FINAL)
_SIGNS = re.compile(r"[\s*†‡§¶^#¹²³⁴⁵⁶⁷⁸⁹⁰]+$")
_NOTE = re.compile(
    r"\s*[\[(]\s*(?:foot)?(?:note|n)\.?\s*\d{1,3}(?:\s*(?:,|and|&)\s*(?:note\s*)?\d{1,3})*\s*[\])]$", re.I
)
_BRACKETED = re.compile(r"\s*[\[(]\s*([A-Za-z][A-Za-z .]{0,24}?)\s*[\])]$")
_BARE = re.compile(r"(?:(?<=\d)|(?<=%)|(?<=\s))\s*(provisional|prov|revised|rev|final|p|r|b|e)\.?$", re.I)
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−﹣－", "-"))
_SPACES = re.compile(r"[\s\u00a0\u2000-\u200b\u202f\u205f\u3000]+")


@dataclass(frozen=True)
class Marked:
    """text: what is left of it. status: one of STATUSES, or ''. signs: a footnote sign stood behind it."""

    text: str
    status: str
    signs: bool


def plain(text: str) -> str:
    """One kind of hyphen and one kind of space."""
    return _SPACES.sub(" ", text.translate(_DASHES)).strip()


def unmarked(text: str) -> Marked:
    """text: as `plain` gives it. Marks nobody knows stay in the text."""
    status, signs, left = "", False, text
    while left:
        if found := _SIGNS.search(left):
            signs |= bool(found[0].strip())
        elif found := _NOTE.search(left):
            signs = True
        elif found := _BRACKETED.search(left):
            word = _WORDS.get(found[1].casefold().rstrip("."))
            if word is None:
                break
            status = status or word
        elif found := _BARE.search(left):
            status = status or _WORDS[found[1].casefold()]
        else:
            break
        left = left[: found.start()]
    return Marked(left.strip(), status, signs)


def status_of(text: str) -> str:
    """Of a cell in a column of marks: '[r]', 'provisional'; '' for anything else."""
    word = plain(text).casefold().strip("[]().* ")
    return _WORDS.get(word, "")


def settled(label: str, period: Period, status: str) -> tuple[str, Period]:
    """A provisional or revised figure says so in its label, as published ones do."""
    ends = {PROVISIONAL: " (prov)", REVISED: " (rev)", FINAL: " (final)"}
    if period.status is not None or status not in ends or not label[-1:].isdigit():
        return label, period
    return label + ends[status], replace(period, status=Status(status))
