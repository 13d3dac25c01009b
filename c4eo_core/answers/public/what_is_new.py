"""What is new: what the last refreshes brought, what the figures rest on, and what is due or overdue."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from c4eo_core.answers.desk import Desk
from c4eo_core.catalogue.releases import releases
from c4eo_core.model.indicator import Indicator
from c4eo_core.store.news import News, read_news

_FEW = 12


@dataclass(frozen=True)
class Refresh:
    """One refresh in words. lines: sentences, the most telling first."""

    day: dt.date
    version: str
    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Revised:
    title: str
    place: str
    period: str
    old: float
    new: float


@dataclass(frozen=True)
class Due:
    """Indicators whose source named a month for its next figures. overdue: that month is over."""

    month: dt.date
    titles: tuple[str, ...]
    overdue: bool


@dataclass(frozen=True)
class TakenIn:
    """One file the figures were built from."""

    title: str
    publisher: str
    published: str


@dataclass(frozen=True)
class WhatIsNew:
    built: dt.date
    version: str
    under_way: dt.date | None
    refreshes: tuple[Refresh, ...]
    revised: tuple[Revised, ...]
    due: tuple[Due, ...]
    taken_in: tuple[TakenIn, ...]

    @property
    def newest_release(self) -> dt.date | None:
        """The month of the newest release that was taken in, of those that name one."""
        return max((m for o in self.taken_in if (m := month_of(o.published))), default=None)

    @property
    def overdue(self) -> int:
        """Indicators whose next figures should be out by now."""
        return sum(len(d.titles) for d in self.due if d.overdue)


def what_is_new(desk: Desk, today: dt.date) -> WhatIsNew:
    figures = desk.figures
    news = read_news(desk.folder)
    days = [dt.date.fromisoformat(r["released"]) for r in desk.under_way]
    return WhatIsNew(
        built=figures.built,
        version=figures.version,
        under_way=max(days, default=None),
        refreshes=tuple(_refresh(desk, n) for n in news),
        revised=_revised(desk, news[0]) if news else (),
        due=due_of(figures.indicators, today),
        taken_in=tuple(
            TakenIn(o["title"], o["publisher"], o["published"] or "date not stated")
            for o in figures.manifest["origins"]
        ),
    )


def due_of(indicators: tuple[Indicator, ...], today: dt.date) -> tuple[Due, ...]:
    """By month, the oldest first. A month is over after its last day; words that name none are left out."""
    months: dict[dt.date, list[str]] = {}
    for i in indicators:
        month = month_of(i.next_update)
        if month and not i.concern and not i.discontinued:
            months.setdefault(month, []).append(i.title)
    return tuple(Due(m, tuple(months[m]), next_month(m) <= today) for m in sorted(months))


def is_overdue(indicator: Indicator, today: dt.date) -> bool:
    """Whether the month that its source named for its next figures is over."""
    month = month_of(indicator.next_update)
    return month is not None and not indicator.discontinued and next_month(month) <= today


def month_of(words: str | None) -> dt.date | None:
    try:
        return dt.datetime.strptime((words or "").strip(), "%B %Y").date()
    except ValueError:
        return None


def next_month(month: dt.date) -> dt.date:
    return (month.replace(day=28) + dt.timedelta(days=4)).replace(day=1)


def as_json(found: WhatIsNew) -> dict:
    return {
        "built": found.built.isoformat(),
        "version": found.version,
        "year_under_way_published": found.under_way.isoformat() if found.under_way else None,
        "refreshes": [
            {"date": r.day.isoformat(), "version": r.version, "title": r.title, "lines": list(r.lines)}
            for r in found.refreshes
        ],
        "revised": [vars(r) for r in found.revised],
        "due": [
            {"month": d.month.strftime("%Y-%m"), "overdue": d.overdue, "indicators": list(d.titles)}
            for d in found.due
        ],
        "releases": [vars(t) for t in found.taken_in],
        "sources_asked": [{"title": r.title, "rhythm": r.rhythm, "licence": r.licence} for r in releases()],
    }


def _refresh(desk: Desk, news: News) -> Refresh:
    index = desk.figures.index
    periods = Counter(p["period"] for p in news["new_periods"])
    lines = [f"New figures for {period}: {_indicators(n)}." for period, n in periods.items()]
    named = [
        desk.figures.indicators[index[p["indicator"]]].title
        for p in news["new_periods"]
        if p["indicator"] in index
    ]
    lines += [f"New: {title}." for title in dict.fromkeys(named[:_FEW])]
    added = [desk.figures.indicators[index[i]].title for i in news["new_indicators"] if i in index]
    lines += [f"New indicator: {title}." for title in added[:_FEW]]
    if news["revised"]:
        lines.append(f"{news['revised']:,} older figures were revised by their publishers.")
    if news["redefined"]:
        lines.append(f"{len(news['redefined'])} indicators look as if they are measured in another way now.")
    if news["gone"] or news["gone_indicators"]:
        lines.append(
            f"{news['gone']} series have fewer figures than before, and"
            f" {_indicators(len(news['gone_indicators']))} ended."
        )
    day = dt.date.fromisoformat(news["date"])
    title = f"Figures of {day.day} {day:%B %Y}"
    return Refresh(day, news["new_version"], title, tuple(lines) or ("No figure changed.",))


def _indicators(count: int) -> str:
    return f"{count} indicator{'' if count == 1 else 's'}"


def _revised(desk: Desk, news: News) -> tuple[Revised, ...]:
    figures = desk.figures
    return tuple(
        Revised(
            figures.indicators[figures.index[r["indicator"]]].title,
            figures.areas.by_code(r["area"]).name,
            r["period"],
            r["old"],
            r["new"],
        )
        for r in news["largest_revisions"][:_FEW]
        if r["indicator"] in figures.index
    )
