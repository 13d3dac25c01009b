"""A newer store built beside the one in use, compared with it, and taken, kept waiting or given back.

Nothing here fetches anything: the files are there already. The store in use is not touched until one step
puts the whole new one in its place.
"""

import datetime as dt
import json
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from c4eo_core.answers.comparing import MOST_CHANGED, Comparison, compare_stores, reasons_to_stop
from c4eo_core.answers.rebuild import rebuild
from c4eo_core.catalogue.areas import load_areas
from c4eo_core.store.disk import read_store
from c4eo_core.store.figures import Figures
from c4eo_core.store.news import News, news_of, write_news
from c4eo_core.store.swap import beside, go_back, take_over, tidy


class NothingWaiting(LookupError):
    """There is no new store to accept, or no store to go back to."""


@dataclass(frozen=True)
class Renewal:
    """found: the comparison; reasons: why it was not taken, empty when it was."""

    found: Comparison
    reasons: tuple[str, ...]
    taken: bool


def build_beside(
    store: Path, lait: Path, others: Sequence[Path], releases: Sequence[str], today: dt.date
) -> Comparison:
    """Builds `figures.new` and compares. releases: titles of what was taken in. Raises SourceProblems."""
    tidy(store)
    old = read_store(store, load_areas())
    waiting = beside(store, "new")
    new = rebuild(lait, others, waiting, today, carried=old)
    found = compare_stores(old, new)
    write_news(waiting, [news_of(found.as_dict(), releases, today), *_earlier(store)])
    return found


def renew(store: Path, found: Comparison, accept: bool, most: float = MOST_CHANGED) -> Renewal:
    """Takes the store that waits, unless there is a reason to look at it first. Nothing new: it goes."""
    waiting = beside(store, "new")
    if found.nothing_new and _says_the_same(store, waiting):
        shutil.rmtree(waiting, ignore_errors=True)
        return Renewal(found, (), False)
    reasons = tuple(reasons_to_stop(found, most))
    if reasons and not accept:
        return Renewal(found, reasons, False)
    take_over(store, waiting)
    return Renewal(found, reasons, True)


def accept_waiting(store: Path) -> Comparison:
    """Takes a store that was built and not taken. Raises NothingWaiting when there is none, or when the store
    in use has changed since.
    """
    tidy(store)
    waiting = beside(store, "new")
    if not (waiting / "manifest.json").exists():
        raise NothingWaiting("No new store is waiting; run `c4eo refresh` first.")
    old, new = read_store(store, load_areas()), read_store(waiting, load_areas())
    found = compare_stores(old, new)
    written = json.loads((waiting / "news.json").read_text(encoding="utf-8"))
    if not written or written[0]["old_version"] != old.version:
        raise NothingWaiting(
            "The store in use has changed since the new one was built; run `c4eo refresh` again."
        )
    take_over(store, waiting)
    return found


def give_back(store: Path) -> Figures:
    """The store before this one, in use again. Raises NothingWaiting."""
    tidy(store)
    try:
        go_back(store)
    except FileNotFoundError as error:
        raise NothingWaiting(str(error)) from error
    return read_store(store, load_areas())


def _says_the_same(store: Path, waiting: Path) -> bool:
    """Also of what is no published figure: titles, neighbours, the year under way."""
    for name, part in (("catalogue.json", None), ("under_way.json", "indicators")):
        one, other = (_content(folder / name, part) for folder in (store, waiting))
        if one != other:
            return False
    return True


def _content(path: Path, part: str | None) -> object:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return found[part] if part else found


def _earlier(store: Path) -> list[News]:
    try:
        return json.loads((store / "news.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return []
