"""The command that brings a copy up to date: the only one that sends anything out."""

import argparse
import datetime as dt
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

from c4eo_core.answers.comparing import MOST_CHANGED, Comparison
from c4eo_core.answers.rebuild import files_known
from c4eo_core.answers.renewing import NothingWaiting, accept_waiting, build_beside, give_back, renew
from c4eo_core.catalogue.releases import Release, load_releases
from c4eo_core.cli.commands import command, progress_line
from c4eo_core.folders import DATA, store_folder
from c4eo_core.model.problem import Problem, SourceProblems
from c4eo_core.sources.refresh.adapters import Fetched, Visit, fetch
from c4eo_core.sources.refresh.client import NotFetched, Publisher, open_client
from c4eo_core.sources.refresh.stored_files import Downloads
from c4eo_core.store.disk import StoreMissing
from c4eo_core.store.under_way import seed_releases

REFUSALS = (NothingWaiting,)
_NEEDED = ("tool", "other")  # without these no store is built


def register(commands: argparse._SubParsersAction) -> None:
    refresh = command(
        commands, "refresh", _refresh, "newest published files → a new store, compared with this one"
    )
    ways = refresh.add_mutually_exclusive_group()
    ways.add_argument("--check", action="store_true", help="say what is newer and change nothing")
    ways.add_argument("--accept", action="store_true", help="take the new store that was built and held back")
    ways.add_argument("--back", action="store_true", help="go back to the store before this one")
    refresh.add_argument("--store", type=Path, metavar="DIR", help="a store other than the app's own")
    refresh.add_argument(
        "--downloads",
        type=Path,
        metavar="DIR",
        help="where files are kept; else C4EO_DOWNLOADS, or data/downloads",
    )
    refresh.add_argument(
        "--releases", type=Path, metavar="FILE", help="a list other than data/catalogue/releases.yaml"
    )
    refresh.add_argument(
        "--most-changed",
        type=float,
        default=100 * MOST_CHANGED,
        metavar="PERCENT",
        help="how many of the old figures may change without a reason",
    )
    refresh.add_argument("--json", action="store_true")


def _refresh(arguments: argparse.Namespace) -> int:
    store = arguments.store or store_folder()
    if arguments.back:
        figures = give_back(store)
        _say(
            arguments,
            {"version": figures.version},
            [f"The store of {figures.built:%d %B %Y} is in use again."],
        )
        return 0
    if arguments.accept:
        found = accept_waiting(store)
        _say(arguments, _as_json(found, (), True), [*_report(found), "The new store is in use."])
        return 0
    if not (store / "manifest.json").exists():
        raise StoreMissing(
            f"There are no built figures in {store}. Run `c4eo build --lait DIR` to make them."
        )
    downloads = Downloads(_folder(arguments))
    listed = load_releases(arguments.releases) if arguments.releases else load_releases()
    seed_releases(store, [downloads.path(r.options["history"]) for r in listed if "history" in r.options])
    downloads.begin()
    fetched, problems = _visit(listed, downloads)
    kept = [f.kept for f in fetched if f.kept]
    waiting = downloads.not_built_from(kept)
    newer = [f.release for f in fetched if f.newer or f.release.id in waiting]
    _tell_problems(problems)
    if any(r.group in _NEEDED for r, _ in problems):
        raise SourceProblems([p for r, p in problems if r.group in _NEEDED])
    if arguments.check or not any(r.group in _NEEDED for r in newer):
        _say(arguments, {"newer": [r.id for r in newer]}, _check_lines(newer, listed))
        return 0
    code = _build(arguments, store, downloads, listed, [r.title for r in newer])
    downloads.built_from(kept)
    return code


def _build(
    arguments: argparse.Namespace,
    store: Path,
    downloads: Downloads,
    listed: tuple[Release, ...],
    newer: list[str],
) -> int:
    files = [downloads.path(r.options.get("history", r.file)) for r in listed if r.group == "other"]
    known = files_known()
    others = [p for p in files if p.exists() and (p.name in known or p.suffix == ".parquet")]
    progress_line("Building and checking the new store …")
    found = build_beside(store, downloads.folder, others, newer, dt.date.today())
    progress_line("")
    done = renew(store, found, accept=False, most=arguments.most_changed / 100)
    lines = _report(found)
    if not done.taken and not done.reasons:
        lines = ["What came is what this copy has: nothing was changed."]
    elif not done.taken:
        lines += ["The new store was built and NOT taken:", *(f"- {r}" for r in done.reasons)]
        lines += ["Look at the changes; `c4eo refresh --accept` takes it all the same."]
    else:
        lines += ["The new store is in use; `c4eo refresh --back` returns to the one before."]
    _say(arguments, _as_json(found, done.reasons, done.taken), lines)
    return 2 if done.reasons and not done.taken else 0


def _visit(
    listed: tuple[Release, ...], downloads: Downloads
) -> tuple[list[Fetched], list[tuple[Release, Problem]]]:
    """Every release asked for; those that could not be had beside their problem."""
    fetched, problems = [], []
    with open_client() as client:
        publisher = Publisher(client)
        for release in listed:
            visit = Visit(publisher, downloads, dt.date.today(), _progress(release.title))
            try:
                fetched.append(fetch(release, visit))
            except NotFetched as error:
                problems.append((release, error.problem))
            except (KeyError, TypeError, ValueError, OSError) as error:
                found = f"the answer is not in the form we know ({type(error).__name__}: {error})."
                problems.append(
                    (
                        release,
                        Problem(release.url, found, release.title, "The publisher may have changed it."),
                    )
                )
    progress_line("")
    return fetched, problems


def _tell_problems(problems: list[tuple[Release, Problem]]) -> None:
    for release, problem in problems:
        if release.group not in _NEEDED:
            print(f"- {problem} (The figures do not need it.)", file=sys.stderr)


def _progress(title: str) -> Callable[[int, int | None], None]:
    def show(done: int, total: int | None) -> None:
        of = f" of {total:,}" if total else ""
        progress_line(f"{title}: {done:,}{of}")

    return show


def _report(found: Comparison) -> list[str]:
    periods = sorted({(p.indicator, p.period) for p in found.new_periods})
    lines = [
        f"{len(periods)} new periods, {len(found.revised):,} revised figures of {found.shared:,},"
        f" {found.missing:,} figures gone, {len(found.new_indicators)} new indicators,"
        f" {len(found.gone_indicators)} indicators gone."
    ]
    lines += [f"  new: {name}, {period}" for name, period in periods]
    lines += [f"  new indicator: {name}" for name in found.new_indicators]
    largest = sorted(found.revised, key=lambda r: -abs(r.new - r.old))[:20]
    lines += [f"  revised: {r.indicator}, {r.area}, {r.period}: {r.old:g} → {r.new:g}" for r in largest]
    lines += [f"  looks like another measure: {name}" for name in found.redefined]
    return lines


def _check_lines(newer: list[Release], listed: tuple[Release, ...]) -> list[str]:
    today = dt.date.today()
    lines = [f"newer: {r.title}" for r in newer] or ["Nothing is newer than what this copy has."]
    return lines + [
        f"due since {r.next:%d %B %Y}: {r.title}" for r in listed if r.due(today) and r not in newer
    ]


def _as_json(found: Comparison, reasons: tuple[str, ...], taken: bool) -> dict:
    return {"taken": taken, "reasons": list(reasons), **found.as_dict()}


def _say(arguments: argparse.Namespace, shape: dict, lines: list[str]) -> None:
    print(json.dumps(shape, ensure_ascii=False) if arguments.json else "\n".join(lines))


def _folder(arguments: argparse.Namespace) -> Path:
    return arguments.downloads or Path(os.environ.get("C4EO_DOWNLOADS") or DATA / "downloads")
