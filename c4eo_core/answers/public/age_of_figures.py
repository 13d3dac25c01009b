"""How old the figures are, and when a reader is to be told."""

import datetime as dt

from c4eo_core.store.figures import Figures

STALE_AFTER_DAYS = 366


def age_notice(figures: Figures, today: dt.date) -> str | None:
    """What to say when the figures are more than a year old: built long ago, or from files published long
    ago.
    """
    built, published = figures.built, newest_publication(figures)
    oldest = min(d for d in (built, published) if d)
    if (today - oldest).days <= STALE_AFTER_DAYS:
        return None
    how = "built in" if oldest == built else "published up to"
    return (
        f"These figures are more than a year old ({how} {oldest:%B %Y}). Newer ones may have been published"
        " since."
    )


def newest_publication(figures: Figures) -> dt.date | None:
    """First day of the month in which the newest file was published; None where no origin names a month."""
    dates = []
    for origin in figures.manifest["origins"]:
        try:
            dates.append(dt.datetime.strptime(origin["published"], "%B %Y").date())
        except ValueError:
            continue
    return max(dates, default=None)
