"""From published files to a store on disk: read, check, work out noise and baseline, and only then replace
the old store.
"""

import datetime as dt
from pathlib import Path

import numpy as np

from c4eo_core.answers.desk import Desk
from c4eo_core.answers.fitted.backtest import as_json, backtest_of
from c4eo_core.answers.fitted.basis import keep_basis, learn_basis
from c4eo_core.answers.fitted.inputs import before_last_break, masks_of, neighbour_places
from c4eo_core.answers.fitted.single_series import keep_lessons
from c4eo_core.catalogue.areas import load_areas
from c4eo_core.catalogue.entries import load_catalogue, read_yaml
from c4eo_core.folders import CATALOGUE
from c4eo_core.projections.noise import panel_noise
from c4eo_core.store.baseline import write_record
from c4eo_core.store.build import Inputs, build_figures
from c4eo_core.store.disk import staged, with_noise, write_store
from c4eo_core.store.figures import Figures


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
        write_outlook(figures, scratch)
    return figures


def _history_files(paths: list[Path], rules: list[dict]) -> list[Path]:
    """The files named, and from a folder those that the rules of the catalogue use."""
    used = sorted({rule["file"] for rule in rules})
    return [file for path in paths for file in ([path / name for name in used] if path.is_dir() else [path])]


def noise_of(figures: Figures) -> np.ndarray:
    """[M, L] panel noise of the authorities of today. Years before a break are left out: they are another
    measure.
    """
    masks = masks_of(figures)
    sizes = Desk(figures).sizes[:, : figures.authority_count]
    return panel_noise(sizes, masks.kinds, neighbour_places(figures), masks.skip | before_last_break(figures))


def write_outlook(figures: Figures, folder: Path) -> None:
    """The baseline, and how right it has been, beside the figures they come from."""
    keep_basis(figures, learn_basis(figures), folder)
    record = as_json(backtest_of(figures))
    del record["seconds"]  # the same figures make the same file
    write_record(folder, record)
    keep_lessons(figures, folder)
