"""What is due in all the trusts somebody works with, in one list; each line says whose it is."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from c4eo_core.answers.report.report_card import LATE, Due, dues_of
from c4eo_core.records.rows import Item, Trust


@dataclass(frozen=True)
class DueIn:
    """One thing to be done, and the trust it belongs to."""

    trust: Trust
    due: Due


def due_everywhere(held: Iterable[tuple[Trust, Sequence[Item]]], today: dt.date) -> tuple[DueIn, ...]:
    """held: each trust with everything of it. The earliest day first, what has no day last."""
    found = [DueIn(trust, due) for trust, items in held for due in dues_of(items, today)]
    return tuple(sorted(found, key=lambda d: (d.due.day or "9", d.trust.name.casefold())))


def everywhere_words(dues: Sequence[DueIn]) -> str:
    late, trusts = sum(d.due.state == LATE for d in dues), len({d.trust.id for d in dues})
    if not dues:
        return "Nothing is due in any of your trusts."
    in_trusts = "one trust" if trusts == 1 else f"{trusts} trusts"
    return f"{len(dues)} to do in {in_trusts}{f', {late} late' if late else ''}. The earliest day first."
