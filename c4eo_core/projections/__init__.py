"""What comes next if nothing changes, how sure that is, and whether it has been right before.

Pure array functions: no files, no database, no clock.
"""

from .backtest import Backtest, Score, backtest, weighted_interval_score
from .baseline import Baseline, baseline
from .breaks import national_jumps, redefinitions
from .calibration import LEVELS, tail_scale
from .noise import noise_interval, panel_noise
from .panel import national_path, usable
from .scale import KINDS, from_scale, settled_kinds, to_scale
from .targets import current_level, extra_per_year, pace_from_level, probability_of_target

__all__ = [
    "KINDS",
    "LEVELS",
    "Backtest",
    "Baseline",
    "Score",
    "backtest",
    "baseline",
    "current_level",
    "extra_per_year",
    "from_scale",
    "national_jumps",
    "national_path",
    "noise_interval",
    "pace_from_level",
    "panel_noise",
    "probability_of_target",
    "redefinitions",
    "settled_kinds",
    "tail_scale",
    "to_scale",
    "usable",
    "weighted_interval_score",
]
