"""The page and the feed of what is new."""

import datetime as dt
from html import escape

from c4eo_core.answers.public.what_is_new import Due, Refresh, WhatIsNew

_SHOWN = 8


def new_body(found: WhatIsNew) -> str:
    year = ""
    if found.under_way:
        year = (
            "<p>For absence, the year after the last official one is in as published on"
            f" {_day(found.under_way)}: the hollow point on its curves.</p>"
        )
    return (
        f"<p>The figures were put together on {_day(found.built)}.</p>{year}"
        + _refreshes(found)
        + _revised(found)
        + _due(found)
        + _taken_in(found)
    )


def new_feed(found: WhatIsNew, address: str) -> str:
    """RSS 2.0: an item a refresh, newest first; without any, one for the day the figures were built."""
    began = ("The figures this copy began with.",)
    first = Refresh(found.built, found.version, f"Figures of {_day(found.built)}", began)
    items = "".join(_item(r, address) for r in found.refreshes or (first,))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"><channel>'
        f"<title>Turning the curve: what is new</title><link>{escape(address)}/what-is-new</link>"
        "<description>New and revised figures on children and young people, by authority.</description>"
        f"<language>en-gb</language>{items}</channel></rss>\n"
    )


def _item(refresh: Refresh, address: str) -> str:
    at = dt.datetime.combine(refresh.day, dt.time(9), dt.UTC)
    return (
        f"<item><title>{escape(refresh.title)}</title><link>{escape(address)}/what-is-new</link>"
        f'<guid isPermaLink="false">{escape(refresh.version)}</guid>'
        f"<pubDate>{at:%a, %d %b %Y %H:%M:%S} +0000</pubDate>"
        f"<description>{escape(' '.join(refresh.lines))}</description></item>"
    )


def _refreshes(found: WhatIsNew) -> str:
    if not found.refreshes:
        return "<h2>Since then</h2><p>Nothing newer has been taken in.</p>"
    parts = ["<h2>Taken in</h2>"]
    for refresh in found.refreshes[:_SHOWN]:
        lines = "".join(f"<li>{escape(line)}</li>" for line in refresh.lines)
        parts.append(f"<h3>{escape(refresh.title)}</h3><ul>{lines}</ul>")
    return "".join(parts)


def _revised(found: WhatIsNew) -> str:
    if not found.revised:
        return ""
    rows = "".join(
        f"<tr><td>{escape(r.title)}</td><td>{escape(r.place)}</td><td>{escape(r.period)}</td>"
        f"<td>{r.old:g}</td><td>{r.new:g}</td></tr>"
        for r in found.revised
    )
    return (
        "<h2>Revised most</h2><table><thead><tr><th>Indicator</th><th>Place</th><th>Year</th><th>Before</th>"
        f"<th>Now</th></tr></thead><tbody>{rows}</tbody></table>"
    )


def _due(found: WhatIsNew) -> str:
    over = "".join(_month(d) for d in found.due if d.overdue)
    ahead = "".join(_month(d) for d in found.due if not d.overdue)
    late = (
        f"<h2>Newer figures may be out</h2><p>For {found.overdue} indicators the month their publisher named"
        f" for the next figures is over, and this copy does not have them yet.</p>{over}"
        if over
        else ""
    )
    return late + (f"<h2>Due next</h2>{ahead}" if ahead else "")


def _month(due: Due) -> str:
    titles = "".join(f"<li>{escape(t)}</li>" for t in due.titles)
    count = f"{len(due.titles)} indicator{'' if len(due.titles) == 1 else 's'}"
    return f"<details><summary>{due.month:%B %Y}: {count}</summary><ul>{titles}</ul></details>"


def _taken_in(found: WhatIsNew) -> str:
    rows = "".join(
        f"<li>{escape(t.title)} ({escape(t.publisher)}, {escape(t.published)})</li>" for t in found.taken_in
    )
    return f"<h2>What the figures rest on</h2><ul>{rows}</ul>"


def _day(day: dt.date) -> str:
    return f"{day.day} {day:%B %Y}"
