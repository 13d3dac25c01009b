"""From published files to a store on disk: read, check, work out noise and baseline, and only then replace
the old store.
"""

import datetime as dt
import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from c4eo_core.answers.desk import Desk
from c4eo_core.answers.fitted.backtest import as_json, backtest_of, own_records
from c4eo_core.answers.fitted.basis import keep_basis, learn_basis
from c4eo_core.answers.fitted.cohorts import noise_floor
from c4eo_core.answers.fitted.inputs import before_last_break, masks_of, neighbour_places
from c4eo_core.answers.fitted.single_series import keep_lessons
from c4eo_core.answers.fitted.trend import keep_trend, learn_trend
from c4eo_core.answers.fitted.under_way import keep_under_way
from c4eo_core.catalogue.areas import load_areas
from c4eo_core.catalogue.entries import load_catalogue, read_yaml
from c4eo_core.folders import CATALOGUE
from c4eo_core.model.problem import Problem, SourceProblems
from c4eo_core.model.so_far import SoFar
from c4eo_core.projections.noise import panel_noise, settled_kinds
from c4eo_core.sources.published.attendance import files_of_attendance, read_attendance
from c4eo_core.store.baseline import write_record
from c4eo_core.store.build import Inputs, build_figures
from c4eo_core.store.disk import staged, with_noise, write_store
from c4eo_core.store.figures import Figures
from c4eo_core.store.under_way import RELEASES


def rebuild(
    lait: Path, others: Sequence[Path], out: Path, today: dt.date, carried: Figures | None = None
) -> Figures:
    """others: files of other releases, or folders of them. Raises SourceProblems with everything wrong; then
    the store in `out` is as it was. carried: a store whose series without a file are carried over.
    """
    releases, problems = _attendance(others)
    try:
        figures = build_figures(replace(inputs_of(lait, others), carried=carried), today)
    except SourceProblems as error:
        raise SourceProblems([*error.problems, *problems]) from error
    if problems:
        raise SourceProblems(problems)
    figures = with_noise(figures, noise_of(figures))
    with staged(out) as scratch:
        write_store(figures, scratch)
        write_outlook(figures, scratch)
        keep_under_way(figures, releases, scratch)
        for path in files_of_attendance(others)[-1:]:
            shutil.copyfile(path, scratch / RELEASES)
    return figures


def _attendance(others: Sequence[Path]) -> tuple[list[SoFar], list[Problem]]:
    """The year so far, from the releases of attendance among the files."""
    areas, releases, problems = load_areas(), [], []
    for path in files_of_attendance(others):
        found, faults = read_attendance(path, areas)
        releases += found
        problems += faults
    return releases, problems


def inputs_of(lait: Path, others: Sequence[Path]) -> Inputs:
    """Everything a store is made of, by what the catalogue says."""
    history, further = read_yaml(CATALOGUE / "history.yaml"), read_yaml(CATALOGUE / "further.yaml")
    groups = [list(history["files"]), list(further["files"])]
    return Inputs(
        lait=lait,
        ees=tuple(files_used(others, groups)),
        attendance=tuple(files_of_attendance(others)),
        catalogue=load_catalogue(),
        areas=load_areas(),
        history=history["rules"],
        further=further["rules"],
        corrections=read_yaml(CATALOGUE / "corrections.yaml"),
        facts={**read_yaml(CATALOGUE / "sources.yaml"), **history["files"], **further["files"]},
    )


def files_known() -> set[str]:
    """The names that the catalogue's rules read."""
    rules = read_yaml(CATALOGUE / "history.yaml")["rules"] + read_yaml(CATALOGUE / "further.yaml")["rules"]
    return {rule["file"] for rule in rules}


def files_used(paths: Sequence[Path], groups: Sequence[Sequence[str]]) -> list[Path]:
    """The files named, and from a folder those that the catalogue's rules use. groups: names that are
    published side by side: of a group that a folder holds a part of, the rest is missing there, and the
    reader says so.
    """
    used: list[Path] = []
    attendance = files_of_attendance(p for p in paths if not p.is_dir())
    for path in paths:
        used += _in_folder(path, groups) if path.is_dir() else [path] * (path not in attendance)
    return list(dict.fromkeys(used))


def _in_folder(folder: Path, groups: Sequence[Sequence[str]]) -> list[Path]:
    """A file may lie one folder deeper."""
    there = {p.name: p for p in sorted(folder.glob("*/*"))} | {p.name: p for p in folder.iterdir()}
    present = [group for group in groups if any(name in there for name in group)] or groups[:1]
    return [there.get(name, folder / name) for group in present for name in sorted(group)]


def noise_of(figures: Figures) -> np.ndarray:
    """[M, L] panel noise of the authorities of today, never under what chance alone gives. Years before a
    break are left out: they are another measure.
    """
    masks = masks_of(figures)
    sizes = Desk(figures).sizes[:, : figures.authority_count]
    left_out = masks.skip | before_last_break(figures)
    noise = panel_noise(sizes, masks.kinds, neighbour_places(figures), left_out)
    return np.maximum(noise, noise_floor(figures, settled_kinds(sizes, masks.kinds)))


def write_outlook(figures: Figures, folder: Path) -> None:
    """The baseline, and how right it has been, beside the figures they come from."""
    basis, desk = learn_basis(figures), Desk(figures)
    keep_basis(figures, basis, folder)
    keep_trend(figures, learn_trend(figures, basis, desk.newest, desk.calendar.before), folder)
    tested = backtest_of(figures)
    record = as_json(tested) | {"by_indicator": own_records(tested)}
    del record["seconds"]  # the same figures make the same file
    write_record(folder, record)
    keep_lessons(figures, folder)
