"""Building the whole site: the pages of each place in as many processes as asked, the rest beside them."""

import contextlib
import hashlib
import multiprocessing
import os
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from c4eo_core.answers.desk import Desk
from c4eo_core.answers.public.place import public_areas, public_place, slug
from c4eo_core.catalogue.choices import priorities
from c4eo_core.model.area import Area
from c4eo_core.reports.site import other_pages as other
from c4eo_core.reports.site import output_folder
from c4eo_core.reports.site.area_page import area_page, area_path, curve_path
from c4eo_core.reports.site.assets import icon, script, style
from c4eo_core.reports.site.curve_page import curve_page, embed_page, embed_path
from c4eo_core.reports.site.curve_picture import picture_rows
from c4eo_core.reports.site.data_files import (
    area_csv,
    area_json,
    chart_rows_json,
    charts_json,
    everywhere_csv,
)
from c4eo_core.reports.site.frame import Setting

Written = dict[str, tuple[str, bool]]
_HERE: dict[str, object] = {}  # what a worker was started with


@dataclass(frozen=True)
class Published:
    """What one run did. bytes: of the whole site; largest: the heaviest page, without what it loads."""

    folder: Path
    areas: int
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
) -> Published:
    """areas: a part of the site only. base: the address the site will have. Raises NotOurFolder."""
    before = output_folder.listed(folder)
    output_folder.claim(folder, before)
    chosen = tuple(areas) if areas is not None else public_areas(desk)
    _worked_out(desk)
    done: Written = {}
    with _workers(processes, desk, folder) as workers:
        assets = _assets(workers.submit(_vega).result())
        for path, content in assets.items():
            done[path] = output_folder.put(folder, path, content)
        setting = _setting(desk, base, notice, list(assets))
        jobs: list[Future[Written]] = [workers.submit(_place, setting, a.code) for a in chosen]
        jobs += [workers.submit(_everywhere, i) for i in headline_ids(desk)]
        jobs.append(workers.submit(_others, setting, tuple(a.code for a in chosen)))
        for job in jobs:
            done |= job.result()
    facts = {"figures_built": desk.figures.built.isoformat(), "edition": desk.figures.version, "base": base}
    removed = output_folder.settle(folder, before, {path: mark for path, (mark, _) in done.items()}, facts)
    return _summary(folder, len(chosen), done, removed, base)


def headline_ids(desk: Desk) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(desk.figures.find(h.key).id for p in priorities().values() for h in p.headlines)
    )


def _worked_out(desk: Desk) -> None:
    """Once, before the processes part, so that none works it out again."""
    desk.prepared()
    _ = desk.basis, desk.record
    public_place(desk, desk.figures.areas.authorities[0])


@contextlib.contextmanager
def _workers(processes: int, desk: Desk, folder: Path) -> Iterator[Executor]:
    """Forked, so that the figures are shared and not read again; where a system cannot, or for one process,
    in turn.
    """
    _HERE.update(desk=desk, folder=folder)
    try:
        if processes > 1 and "fork" in multiprocessing.get_all_start_methods():
            with ProcessPoolExecutor(processes, multiprocessing.get_context("fork")) as pool:
                yield pool
        else:
            yield _InTurn()
    finally:
        _HERE.clear()


class _InTurn(Executor):
    def submit(self, does, /, *args, **kwargs) -> Future:
        done: Future = Future()
        done.set_result(does(*args, **kwargs))
        return done


def _vega() -> bytes:
    """The chart library, out of the package that also draws our pictures: nothing is fetched. In a worker, as
    it starts threads.
    """
    import vl_convert

    return vl_convert.javascript_bundle().encode()


def _assets(vega: bytes) -> dict[str, bytes]:
    """Each named by what is in it, so that a browser may keep it for ever."""
    return named_assets(
        {
            "site.css": style(),
            "site.js": script(),
            "icon.svg": icon(),
            "charts.json": charts_json(),
            "vega.js": vega,
        }
    )


def named_assets(contents: dict[str, bytes]) -> dict[str, bytes]:
    return {_named(name, content): content for name, content in contents.items()}


def _named(name: str, content: bytes) -> str:
    stem, ending = os.path.splitext(name)
    return f"assets/{stem}-{hashlib.sha256(content).hexdigest()[:10]}{ending}"


def _setting(desk: Desk, base: str | None, notice: str | None, assets: list[str]) -> Setting:
    built = desk.figures.built
    return Setting(base, *assets, built=f"{built.day} {built:%B %Y}", notice=notice)


def _place(setting: Setting, code: str) -> Written:
    """Everything about one place."""
    desk, folder = _HERE["desk"], _HERE["folder"]
    place = public_place(desk, desk.figures.areas.by_code(code))
    rows = {c.id: picture_rows(c) for c in place.curves}
    name = f"area/{slug(place.area.name)}"
    files = {
        area_path(place.area): area_page(setting, place, rows).encode(),
        f"{name}.csv": area_csv(place),
        f"{name}.json": area_json(desk, place),
    }
    for c in place.curves:
        files[curve_path(place.area, c.id)] = curve_page(setting, c, rows[c.id]).encode()
        files[f"{name}/{c.id}.json"] = chart_rows_json(c, rows[c.id])
        files[embed_path(c)] = embed_page(setting, c, rows[c.id]).encode()
    return {path: output_folder.put(folder, path, content) for path, content in files.items()}


def _everywhere(indicator: str) -> Written:
    desk, folder = _HERE["desk"], _HERE["folder"]
    path = f"data/{indicator}.csv"
    return {path: output_folder.put(folder, path, everywhere_csv(desk, desk.figures.find(indicator)))}


def _others(setting: Setting, codes: tuple[str, ...]) -> Written:
    desk, folder = _HERE["desk"], _HERE["folder"]
    areas = tuple(desk.figures.areas.by_code(c) for c in codes)
    files = {
        "index.html": other.index_page(setting, desk, areas),
        "words.html": other.words_page(setting),
        "methods.html": other.methods_page(setting, desk),
        "about.html": other.about_page(setting, desk),
        "404.html": other.missing_page(setting),
        "robots.txt": other.robots(setting),
    }
    if setting.base:
        pages = [p for p in files if p.endswith(".html") and p != "404.html"] + [area_path(a) for a in areas]
        files["sitemap.xml"] = other.sitemap(
            setting, pages + [curve_path(a, i) for a in areas for i in headline_ids(desk)]
        )
    return {path: output_folder.put(folder, path, text.encode()) for path, text in files.items()}


def _summary(folder: Path, areas: int, done: Written, removed: int, base: str | None) -> Published:
    sizes = {path: (folder / path).stat().st_size for path in done}
    pages = {path: size for path, size in sizes.items() if path.endswith(".html")}
    heaviest = max(pages, key=pages.get)
    written = sum(wrote for _, wrote in done.values())
    return Published(
        folder, areas, len(done), written, removed, sum(sizes.values()), (heaviest, pages[heaviest]), base
    )
