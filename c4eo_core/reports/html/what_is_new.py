"""The page and the feed of what is new."""

import datetime as dt

from markupsafe import Markup

from c4eo_core.answers.public.what_is_new import Due, Refresh, WhatIsNew
from c4eo_core.model.markup import markup

_SHOWN = 8


def new_body(found: WhatIsNew) -> Markup:
    year = ""
    if found.under_way:
        year = markup(
            "<p>For absence, the year after the last official one is in as published on"
            " {day}: the hollow point on its curves.</p>",
            day=_day(found.under_way),
        )
    return (
        markup(
            "<p>Figures put together on {day}, from releases up to {month}.</p>{year}",
            day=_day(found.built),
            month=f"{found.newest_release:%B %Y}" if found.newest_release else "a day not stated",
            year=year,
        )
        + _refreshes(found)
        + _revised(found)
        + _due(found)
        + _taken_in(found)
    )


def new_feed(found: WhatIsNew, address: str) -> Markup:
    """RSS 2.0: an item a refresh, newest first; without any, one for the day the figures were built."""
    began = ("The figures this copy began with.",)
    first = Refresh(found.built, found.version, f"Figures of {_day(found.built)}", began)
    items = Markup().join(_item(r, address) for r in found.refreshes or (first,))
    return markup(
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"><channel>'
        "<title>Turning the curve: what is new</title><link>{address}/what-is-new</link>"
        "<description>New and revised figures on children and young people, by authority.</description>"
        "<language>en-gb</language>{items}</channel></rss>\n",
        address=address,
        items=items,
    )


def _item(refresh: Refresh, address: str) -> Markup:
    at = dt.datetime.combine(refresh.day, dt.time(9), dt.UTC)
    return markup(
        "<item><title>{title}</title><link>{address}/what-is-new</link>"
        '<guid isPermaLink="false">{version}</guid>'
        "<pubDate>{at:%a, %d %b %Y %H:%M:%S} +0000</pubDate>"
        "<description>{lines}</description></item>",
        title=refresh.title,
        address=address,
        version=refresh.version,
        at=at,
        lines=" ".join(refresh.lines),
    )


def _refreshes(found: WhatIsNew) -> Markup:
    if not found.refreshes:
        return Markup("<h2>Since then</h2><p>Nothing newer has been taken in.</p>")
    parts = [Markup("<h2>Taken in</h2>")]
    for refresh in found.refreshes[:_SHOWN]:
        lines = Markup().join(markup("<li>{line}</li>", line=line) for line in refresh.lines)
        parts.append(markup("<h3>{title}</h3><ul>{lines}</ul>", title=refresh.title, lines=lines))
    return Markup().join(parts)


def _revised(found: WhatIsNew) -> Markup:
    if not found.revised:
        return Markup()
    rows = Markup().join(
        markup(
            "<tr><td>{title}</td><td>{place}</td><td>{period}</td><td>{old:g}</td><td>{new:g}</td></tr>",
            title=r.title,
            place=r.place,
            period=r.period,
            old=r.old,
            new=r.new,
        )
        for r in found.revised
    )
    return markup(
        "<h2>Revised most</h2><table><thead><tr><th>Indicator</th><th>Place</th><th>Year</th><th>Before</th>"
        "<th>Now</th></tr></thead><tbody>{rows}</tbody></table>",
        rows=rows,
    )


def _due(found: WhatIsNew) -> Markup:
    over = Markup().join(_month(d) for d in found.due if d.overdue)
    ahead = Markup().join(_month(d) for d in found.due if not d.overdue)
    late = (
        markup(
            "<h2>Newer figures may be out</h2><p>For {overdue} indicators the month their publisher named"
            " for the next figures is over, and this copy does not have them yet.</p>{over}",
            overdue=found.overdue,
            over=over,
        )
        if over
        else Markup()
    )
    return late + (markup("<h2>Due next</h2>{ahead}", ahead=ahead) if ahead else Markup())


def _month(due: Due) -> Markup:
    titles = Markup().join(markup("<li>{t}</li>", t=t) for t in due.titles)
    count = f"{len(due.titles)} indicator{'' if len(due.titles) == 1 else 's'}"
    return markup(
        "<details><summary>{month:%B %Y}: {count}</summary><ul>{titles}</ul></details>",
        month=due.month,
        count=count,
        titles=titles,
    )


def _taken_in(found: WhatIsNew) -> Markup:
    rows = Markup().join(
        markup(
            "<li>{title} ({publisher}, {published})</li>",
            title=t.title,
            publisher=t.publisher,
            published=t.published,
        )
        for t in found.taken_in
    )
    return markup("<h2>What the figures rest on</h2><ul>{rows}</ul>", rows=rows)


def _day(day: dt.date) -> str:
    return f"{day.day} {day:%B %Y}"
