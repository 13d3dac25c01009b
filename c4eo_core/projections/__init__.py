"""What comes next if nothing changes, how sure that is, and whether it has been right before.

Pure array functions: no files, no database, no clock.
"""

from .actions import Action
from .backtest import Backtest, Drawn, Score, backtest, draw_again, weighted_interval_score
from .baseline import Baseline, Basis, baseline, basis, within_limits
from .breaks import national_jumps, redefinitions
from .calibration import LEVELS, tail_scale
from .gap_pairs import gaps_from_groups
from .noise import noise_interval, panel_noise
from .outlook import Settled
from .panel import national_path, usable
from .reliability import Bin
from .scale import KINDS, from_scale, settled_kinds, to_scale
from .scenarios import Scenario, baseline_draws, chance_of_target, scenario
from .targets import (
    Turned,
    current_level,
    curve_to_target,
    extra_per_year,
    has_turned,
    neighbours_in_year,
    noise_in_own_unit,
    pace_from_level,
    probability_gap_within,
    probability_of_target,
)

__all__ = [
    "KINDS",
    "LEVELS",
    "Action",
    "Backtest",
    "Baseline",
    "Basis",
    "Bin",
    "Drawn",
    "Scenario",
    "Score",
    "Settled",
    "Turned",
    "backtest",
    "baseline",
    "baseline_draws",
    "basis",
    "chance_of_target",
    "current_level",
    "curve_to_target",
    "draw_again",
    "extra_per_year",
    "from_scale",
    "gaps_from_groups",
    "has_turned",
    "national_jumps",
    "national_path",
    "neighbours_in_year",
    "noise_in_own_unit",
    "noise_interval",
    "pace_from_level",
    "panel_noise",
    "probability_gap_within",
    "probability_of_target",
    "redefinitions",
    "scenario",
    "settled_kinds",
    "tail_scale",
    "to_scale",
    "usable",
    "weighted_interval_score",
    "within_limits",
]
