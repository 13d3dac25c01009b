"""What a column of figures counts: by its heading and by how its cells are written."""

import re
from collections.abc import Sequence

from c4eo_core.model.kinds import Unit
from c4eo_core.sources.uploads.cells import read_figure
from c4eo_core.sources.uploads.table import OwnTable

_SHARE = re.compile(r"%|percent|per cent|pct|rate|share|proportion", re.I)
_PER_CENT = re.compile(r"%|percent|per cent|\bpct\b|proportion|\bshare\b", re.I)
_PER = re.compile(r"\bper\s+((?:1|10|100),?000(?:\s+\w+)?|100,?000|thousand|100\b(?:\s+\w+)?)", re.I)
_COUNT = re.compile(
    r"^(?:no\.?|number|count|total number)\b|\bnumber of\b|\bcount\b|^total|contacts|admissions|referrals"
    r"|exclusions"
    r"|suspensions|\bcases\b|^(?:children|pupils|young people)\b",
    re.I,
)
_MONEY = re.compile(r"£|\bcosts?\b|\bspend(?:ing)?\b|expenditure|\bpounds\b|\bbudget\b", re.I)
_SCORE = re.compile(r"\bscore\b|\baverage\b|\bmean\b|attainment 8|progress 8", re.I)


def is_share_heading(heading: str) -> bool:
    return bool(_SHARE.search(heading))


def unit_of(heading: str, cells: Sequence[str]) -> Unit | None:
    """None where neither says it."""
    written = [c for c in cells if c]
    if any("%" in c for c in written if not c.startswith(("<", ">"))):
        return Unit.PERCENTAGE
    if any(c.startswith("£") for c in written) or _MONEY.search(heading):
        return Unit.MONEY
    if _PER.search(heading):
        return Unit.RATE
    if _PER_CENT.search(heading):
        return Unit.PERCENTAGE
    if re.search(r"\brates?\b", heading, re.I):
        return Unit.RATE
    if _COUNT.search(heading) and not _fractions(written):
        return Unit.COUNT
    return Unit.SCORE if _SCORE.search(heading) else None


def per_of(heading: str) -> str:
    """Of a rate: '10,000 children', as far as the heading says."""
    match = _PER.search(heading)
    return match[1].strip() if match else ""


def are_whole(cells: Sequence[str]) -> bool:
    """Whether every figure is a whole number, and there are some."""
    values = _values(cells)
    return bool(values) and all(v == round(v) and v >= 0 for v in values)


def has_fractions(table: OwnTable, column: int) -> bool:
    return _fractions([row[column] for _, row in table.rows[:200] if row[column]])


def _fractions(cells: Sequence[str]) -> bool:
    return any(v != round(v) for v in _values(cells))


def _values(cells: Sequence[str]) -> list[float]:
    found = []
    for cell in cells:
        try:
            value = read_figure(cell).value
        except ValueError:
            continue
        if value is not None:
            found.append(value)
    return found
