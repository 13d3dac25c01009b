"""Feeds for news readers: the newest figures of a place, and of a measure. RSS 2.0, which asks
for whole addresses.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from c4eo_core.answers.public.everywhere import Everywhere
from c4eo_core.answers.public.place import PublicCurve, PublicPlace, slug
from c4eo_core.answers.standing.recent_trend import amount, ways
from c4eo_core.answers.standing.words import with_unit
from c4eo_core.model.area import Area
from c4eo_core.model.indicator import Indicator
from c4eo_core.model.markup import markup
from c4eo_core.reports.site.area_page import area_path, curve_path
from c4eo_core.reports.site.indicator_page import indicator_path

Whole = Callable[[str], str]  # path of a file of the site → its whole address


@dataclass(frozen=True)
class _Item:
    """key: another one for each new figure, so that a reader shows it once."""

    title: str
    words: str
    path: str
    key: str
    day: dt.date


def place_feed_path(area: Area) -> str:
    return f"area/{slug(area.name)}.rss"


def measure_feed_path(indicator: Indicator) -> str:
    return f"indicator/{indicator.id}.rss"


def place_feed(place: PublicPlace, built: dt.date, whole: Whole) -> bytes:
    """An item a headline, the newest first. built: the day of the figures, where a source names none."""
    items = [_headline(c, built) for c in place.curves if c.curve.progress.value is not None]
    title = f"{place.area.name}: newest figures on children and young people"
    return _feed(title, area_path(place.area), sorted(items, key=lambda i: i.day, reverse=True), whole)


def measure_feed(of: Everywhere, built: dt.date, whole: Whole) -> bytes:
    """The newest figure of England, and the councils that moved most."""
    i, period = of.indicator, of.answer.period
    day, value = i.updated or built, of.answer.england
    newest = (
        f"England {with_unit(value, i)}" if value is not None else f"{len(of.answer.known)} councils have one"
    )
    first = _Item(
        f"{i.short}: figures for {period.label}",
        f"{i.title}, {period.label}: {newest}.",
        indicator_path(i),
        f"{i.id}/{period.label}/{value}",
        day,
    )
    better, worse = ways(i)
    moved = [
        _Item(
            f"{m.area.name}: {i.short}",
            f"{m.area.name}: very likely {amount(m.by, i)}"
            f" {(better if m.by > 0 else worse) if m.better is None else (better if m.better else worse)}"
            f" than in {m.since.words}.",
            curve_path(m.area, i.id),
            f"{m.area.code}/{i.id}/{period.label}",
            day,
        )
        for m in of.moved
    ]
    return _feed(f"{i.title}: newest figures", indicator_path(i), [first, *moved], whole)


def _headline(of: PublicCurve, built: dt.date) -> _Item:
    p, i = of.curve.progress, of.curve.indicator
    return _Item(
        f"{i.short}: {with_unit(p.value, i)} in {p.period.label}",
        " ".join([of.sentence, *(f"{t.words}." for t in of.tags)]),
        curve_path(p.area, i.id),
        f"{p.area.code}/{i.id}/{p.period.label}/{p.value}",
        i.updated or built,
    )


def _feed(title: str, path: str, items: Sequence[_Item], whole: Whole) -> bytes:
    entries = Markup().join(
        markup(
            '<item><title>{title}</title><link>{link}</link><guid isPermaLink="false">{key}</guid>'
            "<pubDate>{at:%a, %d %b %Y %H:%M:%S} +0000</pubDate><description>{words}</description></item>",
            title=i.title,
            link=whole(i.path),
            key=i.key,
            at=dt.datetime.combine(i.day, dt.time(9), dt.UTC),
            words=i.words,
        )
        for i in items
    )
    return markup(
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss'
        ' version="2.0"><channel><title>{title}</title><link>{link}</link>'
        "<description>Published figures in plain words, with source and date.</description>"
        "<language>en-gb</language>{entries}</channel></rss>\n",
        title=title,
        link=whole(path),
        entries=entries,
    ).encode()
