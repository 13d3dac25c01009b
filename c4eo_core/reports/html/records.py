"""Pieces of a page about records: what was not saved, both sides of a clash, the history. Every text is
escaped.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from markupsafe import Markup

from c4eo_core.model.markup import markup
from c4eo_core.records.body import Body
from c4eo_core.records.errors import Conflict
from c4eo_core.records.rows import Change
from c4eo_core.reports.html.pieces import table

_CSS = ("figures plain", 9)


def clock(moment: datetime) -> str:
    """The time here, to the second."""
    return moment.astimezone().strftime("%H:%M:%S")


def both_sides(error: Conflict, typed: Mapping[str, object]) -> Markup:
    """Theirs and yours, a row a field that differs; the whole of theirs when you were removing it."""
    theirs = error.theirs
    heads = ("What", f"{theirs.changed_by}, {clock(theirs.changed_at)}", "You")
    if not typed:
        return markup("<p>It now reads: {said}</p>", said=_said(theirs.body.label))
    yours, names = (
        error.yours,
        [n for n in type(theirs.body).__dataclass_fields__ if n in typed or _differ(error, n)],
    )
    rows = [
        (n.replace("_", " ").capitalize(), _said(getattr(theirs.body, n)), _said(getattr(yours, n)))
        for n in names
    ]
    return table(heads, rows, "Both versions, side by side", *_CSS)


def kept_words(typed: Mapping[str, object], bodies: Sequence[Body], text: str) -> Markup:
    """What was typed, whole, so that it can be read and copied."""
    words = (
        [_said(value) for value in typed.values()]
        + [_said(getattr(b, b.names_it)) for b in bodies]
        + ([text] if text else [])
    )
    return Markup().join(markup("<blockquote>{w}</blockquote>", w=w) for w in words if w)


def history_table(changes: Sequence[Change], me: str, titled: Callable[[str], str] = str) -> Markup:
    """titled: turns the ids in a sentence into names."""
    rows = [
        (
            f"{c.at.astimezone():%d %b %H:%M:%S}".lstrip("0"),
            "You" if c.actor == me else c.actor_name,
            titled(c.words),
        )
        for c in changes
    ]
    return table(("When", "Who", "What"), rows, f"The last {len(rows)} changes, newest first", *_CSS)


def _differ(error: Conflict, name: str) -> bool:
    return getattr(error.theirs.body, name) != getattr(error.yours, name)


def _said(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return (
            "; ".join(": ".join(map(str, v)) if isinstance(v, tuple) else str(v) for v in value) or "nothing"
        )
    return str(value) if value not in ("", None) else "nothing"
