"""Building the whole site: the pages of each place in as many processes as asked, the rest beside them."""

import contextlib
import datetime as dt
import gc
import multiprocessing
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor, as_completed
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from c4eo_core.answers.desk import Desk
from c4eo_core.answers.public.place import headlines, public_areas, public_place
from c4eo_core.model.area import Area
from c4eo_core.model.indicator import Indicator
from c4eo_core.reports.site import output_folder
from c4eo_core.reports.site.assets import chart_library, site_assets
from c4eo_core.reports.site.contents import measure_files, other_files, place_files
from c4eo_core.reports.site.frame import Setting
from c4eo_core.reports.site.inputs import digest_of_inputs

Written = dict[str, tuple[str, bool]]
_SOME = 12  # indicators a job: enough to keep both processes busy to the end


@dataclass(frozen=True)
class _Work:
    desk: Desk
    folder: Path


_HERE: list[_Work] = []  # what a worker was started with


@dataclass(frozen=True)
class Published:
    """What one run did. bytes: of the whole site; largest: the heaviest page, without what it loads."""

    folder: Path
    areas: int
    measures: int
    files: int
    written: int
    removed: int
    bytes: int
    largest: tuple[str, int]
    base: str | None


def publish(
    desk: Desk,
    folder: Path,
    areas: Iterable[Area] | None = None,
    base: str | None = None,
    notice: str | None = None,
    processes: int = 2,
    measures: Iterable[Indicator] | None = None,
    progress: Callable[[int, int], None] = lambda _done, _of: None,
) -> Published:
    """areas, measures: a part of the site only; the headlines are always there. base: the address the site
    will have. progress: called with how many jobs are done, and of how many. Raises NotOurFolder.
    """
    before = output_folder.listed(folder)
    output_folder.claim(folder, before)
    chosen = tuple(areas) if areas is not None else public_areas(desk)
    wanted = _wanted(desk, measures)
    codes = tuple(a.code for a in chosen)
    digest = digest_of_inputs(desk.folder, codes, wanted, base, notice, f"{dt.date.today():%Y-%m}")
    if digest and (unchanged := output_folder.unchanged(folder, digest)):
        return _of_last_time(folder, len(chosen), len(wanted), base, unchanged)
    _worked_out(desk)
    done: Written = {}
    with _workers(processes, desk, folder) as workers:
        # The library in a worker, as it starts threads.
        makers = site_assets(lambda: workers.submit(chart_library).result())
        assets = {path: make() for path, make in makers.items()}
        done |= {path: output_folder.put(folder, path, content) for path, content in assets.items()}
        built = f"{desk.figures.built.day} {desk.figures.built:%B %Y}"
        part = frozenset(codes) if areas is not None else None
        setting = Setting(base, *assets, built=built, notice=notice, places=part, measures=frozenset(wanted))
        jobs: list[Future[Written]] = [workers.submit(_place, setting, code) for code in codes]
        jobs += [
            workers.submit(_measures, setting, wanted[k : k + _SOME]) for k in range(0, len(wanted), _SOME)
        ]
        jobs.append(workers.submit(_others, setting, codes))
        for count, job in enumerate(as_completed(jobs), 1):
            done |= job.result()
            progress(count, len(jobs))
    found = _summary(folder, len(chosen), len(wanted), done, base)
    removed = output_folder.settle(
        folder, before, {path: mark for path, (mark, _) in done.items()}, _facts(desk, found, digest)
    )
    return replace(found, removed=removed)


def _facts(desk: Desk, found: Published, digest: str | None) -> dict[str, object]:
    """What the manifest says of the whole, for the next run and for whoever looks."""
    return {
        "figures_built": desk.figures.built.isoformat(),
        "edition": desk.figures.version,
        "base": found.base,
        "bytes": found.bytes,
        "largest": found.largest,
        "inputs": digest,
    }


def headline_ids(desk: Desk) -> tuple[str, ...]:
    return tuple(headlines(desk))


def _wanted(desk: Desk, measures: Iterable[Indicator] | None) -> tuple[str, ...]:
    """The ids of the indicators that get pages, in the order of the store."""
    chosen = set(headline_ids(desk)) | {
        i.id for i in (measures if measures is not None else desk.figures.indicators)
    }
    return tuple(i.id for i in desk.figures.indicators if i.id in chosen)


def _worked_out(desk: Desk) -> None:
    """Once, before the processes part, so that none works it out again."""
    desk.prepared()
    _ = desk.basis, desk.record
    desk.kept_baselines = len(desk.figures.indicators)
    public_place(desk, desk.figures.areas.authorities[0])


@contextlib.contextmanager
def _workers(processes: int, desk: Desk, folder: Path) -> Iterator[Executor]:
    """Forked, so that the figures are shared and not read again; where a system cannot, or for one process,
    in turn.
    """
    _HERE[:] = [_Work(desk, folder)]
    # Pages leave nothing in circles, and what is loaded stays: looking through it all again took a tenth of
    # the time.
    gc.collect()
    gc.freeze()
    try:
        if processes > 1 and "fork" in multiprocessing.get_all_start_methods():
            with ProcessPoolExecutor(processes, multiprocessing.get_context("fork")) as pool:
                yield pool
        else:
            yield _InTurn()
    finally:
        gc.unfreeze()
        _HERE.clear()


class _InTurn(Executor):
    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        done: Future[Any] = Future()
        done.set_result(fn(*args, **kwargs))
        return done


def _put(files: Iterable[tuple[str, bytes]]) -> Written:
    return {path: output_folder.put(_HERE[0].folder, path, content) for path, content in files}


def _place(setting: Setting, code: str) -> Written:
    """Everything about one place."""
    desk = _HERE[0].desk
    return _put(place_files(setting, desk, desk.figures.areas.by_code(code)))


def _measures(setting: Setting, ids: tuple[str, ...]) -> Written:
    """Each indicator over all places."""
    desk = _HERE[0].desk
    return _put(f for i in ids for f in measure_files(setting, desk, desk.figures.find(i)))


def _others(setting: Setting, codes: tuple[str, ...]) -> Written:
    desk = _HERE[0].desk
    return _put(other_files(setting, desk, tuple(desk.figures.areas.by_code(c) for c in codes)))


def _summary(folder: Path, areas: int, measures: int, done: Written, base: str | None) -> Published:
    sizes = {path: (folder / path).stat().st_size for path in done}
    heaviest, size = max(((p, s) for p, s in sizes.items() if p.endswith(".html")), key=lambda page: page[1])
    written = sum(wrote for _, wrote in done.values())
    whole = sum(sizes.values())
    return Published(folder, areas, measures, len(done), written, 0, whole, (heaviest, size), base)


def _of_last_time(
    folder: Path, areas: int, measures: int, base: str | None, manifest: dict[str, Any]
) -> Published:
    """Nothing differs, so nothing was made anew."""
    path, size = manifest["largest"]
    files = len(manifest["files"])
    return Published(folder, areas, measures, files, 0, 0, manifest["bytes"], (path, size), base)
