"""Everything in a trust's pack as one page that a person can read, with nothing but a browser.
Every text is escaped.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from markupsafe import Markup

from c4eo_core.model.markup import markup
from c4eo_core.model.text import day_words
from c4eo_core.records.change_words import describe
from c4eo_core.records.kinds import KINDS
from c4eo_core.records.rows import Row
from c4eo_core.reports.html.pieces import table

_MOST_ROWS, _MOST_LINES = 500, 5_000
_IDS = ("indicator", "contributes_to")
_STYLE = Markup(
    "<style>body{font-family:Arial,sans-serif;line-height:1.5;max-width:60rem;margin:2rem auto;padding:0"
    " 1rem;"
    "color:#0b0c0c}table{border-collapse:collapse;width:100%}caption{text-align:left;font-weight:bold;"
    "padding:.5rem 0}th,td{border-bottom:1px solid #b1b4b6;padding:.3rem .6rem .3rem 0;text-align:left;"
    "vertical-align:top}.scroll{overflow-x:auto}h2{margin-top:2.5rem;border-top:4px solid #12436D;"
    "padding-top:.5rem}dt{font-weight:bold}dd{margin:0 0 .5rem;white-space:pre-wrap}</style>"
)
Titled = Callable[[str], str]
Json = Mapping[str, Any]


def pack_page(data: Json, titled: Titled = str) -> str:
    """data: what `Records.export` gives. titled: an indicator's title for its id."""
    rows = [Row(**item) for item in data["items"]]
    sessions = sorted((r for r in rows if r.kind == "workshop"), key=lambda r: str(r.body.get("held_on")))
    parts = [_session(s, [r for r in rows if r.workshop == s.id], titled) for s in sessions]
    alone = [r for r in rows if r.workshop is None and r.kind != "workshop"]
    if alone:
        parts.append(Markup("<h2>In no session</h2>") + _by_kind(alone, titled))
    parts.append(_history(data["changes"], titled))
    name, day = data["trust"]["name"], day_words(str(data["made_at"])[:10])
    body = markup(
        "<h1>{name}</h1><p>Everything written in this trust, as it stood on {day}: {many}. It holds what"
        " people"
        " wrote in confidence. Keep it as you would keep the minutes of a confidential meeting.</p>{parts}",
        name=name,
        day=day,
        many=f"{_count(len(rows), 'note')} in {_count(len(sessions), 'session')}",
        parts=Markup().join(parts),
    )
    return str(
        markup(
            '<!doctype html><html lang="en-GB"><head><meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            "<title>{name}: the notes</title>{style}</head><body><main>{body}</main></body></html>",
            name=name,
            style=_STYLE,
            body=body,
        )
    )


def _count(n: int, what: str) -> str:
    return f"{n} {what}{'' if n == 1 else 's'}"


def _session(session: Row, notes: Sequence[Row], titled: Titled) -> Markup:
    return markup(
        "<h2>{title}</h2>{own}{notes}",
        title=session.typed.label or "A session without a title",
        own=_fields(session, titled),
        notes=_by_kind(notes, titled),
    )


def _by_kind(rows: Sequence[Row], titled: Titled) -> Markup:
    """In the order of the kinds, then as they stand in their list."""
    found = []
    for kind, cls in KINDS.items():
        of_kind = sorted((r for r in rows if r.kind == kind), key=lambda r: (r.position, r.created_at))
        for row in of_kind:
            label = row.typed.label
            title = f"{cls.noun.capitalize()}: {titled(label) if cls.names_it in _IDS else label or 'empty'}"
            found.append(markup("<h3>{title}</h3>{own}", title=title, own=_fields(row, titled)))
    return Markup().join(found)


def _fields(row: Row, titled: Titled) -> Markup:
    """What was filled in, under its name; a table of figures as a table."""
    found = []
    for name, value in row.body.items():
        if value in ("", None, False) or value == []:
            continue
        called = name.replace("_", " ").capitalize()
        if isinstance(value, list) and isinstance(value[0], list):
            found.append(markup("<dt>{called}</dt><dd>{t}</dd>", called=called, t=_table(called, value)))
        else:
            found.append(markup("<dt>{called}</dt><dd>{v}</dd>", called=called, v=_said(name, value, titled)))
    last = markup(
        "<p>Last changed by {who} on {day}.</p>", who=row.changed_by, day=day_words(row.changed_at[:10])
    )
    return markup("<dl>{fields}</dl>{last}", fields=Markup().join(found), last=last)


def _said(name: str, value: object, titled: Titled) -> str:
    if isinstance(value, list):
        return "; ".join(titled(str(v)) if name == "curves" else str(v) for v in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return titled(str(value)) if name in _IDS else str(value)


def _table(called: str, rows: Sequence[Sequence[object]]) -> Markup:
    width = max(len(r) for r in rows)
    left = len(rows) - _MOST_ROWS
    caption = f"{called}: {len(rows)} rows{f', the first {_MOST_ROWS} of them' if left > 0 else ''}"
    cells = [["" if c is None else str(c) for c in r] + [""] * (width - len(r)) for r in rows[:_MOST_ROWS]]
    return table([str(n + 1) for n in range(width)], cells, caption, numeric_from=width)


def _history(changes: Sequence[Json], titled: Titled) -> Markup:
    if not changes:
        return Markup("<h2>History</h2><p>This pack was made without its history.</p>")
    lines = []
    for line in changes[-_MOST_LINES:]:
        before, after = (Row(**line[k]) if line[k] else None for k in ("before", "after"))
        at = f"{day_words(line['at'][:10])}, {line['at'][11:16]}"
        lines.append((at, line["actor_name"], describe([(line["kind"], before, after)], line["how"])))
    caption = f"The last {len(lines)} changes, oldest first; times are UTC"
    return Markup("<h2>History</h2>") + table(("When", "Who", "What"), lines, caption, numeric_from=9)
