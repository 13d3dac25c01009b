"""From published files to a store on disk: read, check, work out the noise, and only then replace the old store."""

import datetime as dt
from pathlib import Path

import numpy as np

from c4eo_core.answers.desk import Desk
from c4eo_core.catalogue.areas import load_areas
from c4eo_core.catalogue.entries import load_catalogue, read_yaml
from c4eo_core.folders import CATALOGUE
from c4eo_core.projections.noise import panel_noise
from c4eo_core.store.build import Inputs, build_figures
from c4eo_core.store.disk import staged, with_noise, write_store
from c4eo_core.store.figures import Figures

# Grades of 2020 and 2021 were set by teachers and eased back in 2022: no measure of an authority's own scatter.
_GRADED_BY_TEACHERS = (2020, 2021, 2022)
_EXAM_STAGES = ("ks4", "ks5", "sixteen")


def rebuild(lait: Path, ees: list[Path], out: Path, today: dt.date) -> Figures:
    """Raises SourceProblems with everything wrong; then the store in `out` is as it was."""
    history = read_yaml(CATALOGUE / "history.yaml")
    inputs = Inputs(
        lait=lait,
        ees=tuple(_history_files(ees, history["rules"])),
        catalogue=load_catalogue(),
        areas=load_areas(),
        history=history["rules"],
        corrections=read_yaml(CATALOGUE / "corrections.yaml"),
        facts={**read_yaml(CATALOGUE / "sources.yaml"), **history["files"]},
    )
    figures = build_figures(inputs, today)
    figures = with_noise(figures, noise_of(figures))
    with staged(out) as scratch:
        write_store(figures, scratch)
    return figures


def _history_files(paths: list[Path], rules: list[dict]) -> list[Path]:
    """The files named, and from a folder those that the rules of the catalogue use."""
    used = sorted({rule["file"] for rule in rules})
    return [file for path in paths for file in ([path / name for name in used] if path.is_dir() else [path])]


def noise_of(figures: Figures) -> np.ndarray:
    """[M, L] panel noise of the authorities of today. Years before a break are left out: they are another measure."""
    authorities = figures.authority_count
    sizes = Desk(figures).sizes[:, :authorities]
    skip = np.zeros((len(figures.indicators), len(figures.end_years)), bool)
    for m, indicator in enumerate(figures.indicators):
        last_break = max((b.from_year for b in indicator.breaks), default=0)
        skip[m] |= figures.end_years < last_break
        if indicator.stage in _EXAM_STAGES:
            skip[m] |= np.isin(figures.end_years, _GRADED_BY_TEACHERS)
    neighbours = np.where(figures.neighbour_index < authorities, figures.neighbour_index, -1)[:authorities]
    return panel_noise(sizes, [i.unit.value for i in figures.indicators], neighbours, skip)
