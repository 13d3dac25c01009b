"""How each kind of source is asked: a plain address, an address with a date in it, a page of gov.uk that
links to the newest file. Each ends in one file among the downloads; what only one publisher does is in a
module of its own.
"""

import datetime as dt
import gzip
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from c4eo_core.catalogue.releases import Release
from c4eo_core.model.problem import Problem
from c4eo_core.sources.refresh.attendance import fold_in
from c4eo_core.sources.refresh.childcare import as_layer
from c4eo_core.sources.refresh.client import NotFetched, Progress, Publisher
from c4eo_core.sources.refresh.ees_api import fetch_data_set
from c4eo_core.sources.refresh.stored_files import Downloads, StoredFile

_DAYS_BACK, _YEARS_BACK = 4, 3


@dataclass(frozen=True)
class Visit:
    """What an adapter works with. started: how the download of a file shows its progress."""

    publisher: Publisher
    downloads: Downloads
    today: dt.date
    progress: Progress


@dataclass(frozen=True)
class Fetched:
    """One release after a visit. newer: the file is another than the one we had."""

    release: Release
    newer: bool
    kept: StoredFile | None


def fetch(release: Release, visit: Visit) -> Fetched:
    """Raises NotFetched."""
    return ADAPTERS[release.adapter](release, visit)


def _plain(release: Release, visit: Visit) -> Fetched:
    return _download(release, visit, release.url, release.file)


def _dated(release: Release, visit: Visit) -> Fetched:
    """The newest of the addresses that differ in a date: of the last four days, or the last three years."""
    for candidate in dated_addresses(release.url, visit.today):
        if visit.publisher.exists(candidate):
            return _download(release, visit, candidate, release.file)
    raise NotFetched(
        Problem(
            release.url,
            "there is no file for any of the latest dates.",
            "one of the last four days, or of the last three years.",
            "Look at the publisher's page, and correct the address in data/catalogue/releases.yaml.",
        )
    )


def dated_addresses(pattern: str, today: dt.date) -> list[str]:
    """{day} becomes 20260723, {year} becomes 2026; newest first."""
    if "{day}" in pattern:
        days = [today - dt.timedelta(days=n) for n in range(_DAYS_BACK)]
        return [pattern.replace("{day}", f"{d:%Y%m%d}") for d in days]
    return [pattern.replace("{year}", str(today.year - n)) for n in range(_YEARS_BACK)]


def _gov_uk(release: Release, visit: Visit) -> Fetched:
    """The newest attachment of a page whose name holds the words of `holds`; the content API lists them."""
    page = visit.publisher.json("GET", release.url)
    address = newest_attachment(
        page, release.options.get("holds", ""), tuple(release.options.get("ends", ()))
    )
    if address is None:
        raise NotFetched(
            Problem(
                release.url,
                "the page links to no file of the kind.",
                f"a file whose title holds '{release.options.get('holds', '')}'.",
                "Look at the page: the publisher may have renamed it.",
            )
        )
    return _download(release, visit, address, release.file)


def newest_attachment(page: object, holds: str, ends: tuple[str, ...]) -> str | None:
    """The address of the attachment listed first, as gov.uk lists the newest first."""
    details = page.get("details") if isinstance(page, Mapping) else None
    listed = details.get("attachments") if isinstance(details, Mapping) else None
    for attachment in listed if isinstance(listed, list) else []:
        address, title = str(attachment.get("url", "")), str(attachment.get("title", ""))
        if holds.casefold() in title.casefold() and address.endswith(ends or ("",)):
            return address
    return None


def _data_set(release: Release, visit: Visit) -> Fetched:
    known = visit.downloads.known(release.file)
    version = known.headers.get("etag") if known else None
    path = visit.downloads.path(release.file)
    found = fetch_data_set(visit.publisher, release.url, release.options, path, version, visit.progress)
    if found is None:
        return Fetched(release, False, known)
    kept = visit.downloads.keep(release.id, release.file, release.url, release.licence, {"etag": found})
    return Fetched(release, known is None or kept.sha256 != known.sha256, kept)


def _childcare(release: Release, visit: Visit) -> Fetched:
    """Ofsted's file, in either of its layouts, into the form that the places are built from."""
    found = _gov_uk(release, visit)
    if found.newer:
        as_layer(visit.downloads.path(release.file), visit.downloads.path(release.options["layer"]))
    return found


def _attendance(release: Release, visit: Visit) -> Fetched:
    """The year so far as it stands today, added to the releases we have."""
    found = _plain(release, visit)
    if found.newer and found.kept:
        history = visit.downloads.path(release.options["history"])
        fold_in(visit.downloads.path(release.file), history, found.kept.headers, visit.today)
    return found


def _download(release: Release, visit: Visit, url: str, file: str) -> Fetched:
    known = visit.downloads.known(file)
    path = visit.downloads.path(file)
    pack = bool(release.options.get("pack"))
    target = path.with_suffix("") if pack else path
    headers = dict(known.headers) if known and known.url == url else {}
    answer = visit.publisher.download(url, target, headers, visit.progress)
    if answer.unchanged:
        return Fetched(release, False, known)
    if pack:
        _packed(target, path)
    kept = visit.downloads.keep(release.id, file, url, release.licence, answer.headers)
    return Fetched(release, known is None or kept.sha256 != known.sha256, kept)


def _packed(plain: Path, packed: Path) -> None:
    """The same bytes make the same file: no date inside."""
    scratch = packed.with_name(packed.name + ".part")
    scratch.write_bytes(gzip.compress(plain.read_bytes(), 6, mtime=0))
    scratch.replace(packed)
    plain.unlink()


ADAPTERS: dict[str, Callable[[Release, Visit], Fetched]] = {
    "file": _plain,
    "dated": _dated,
    "gov-uk": _gov_uk,
    "ees-api": _data_set,
    "childcare": _childcare,
    "attendance": _attendance,
}
