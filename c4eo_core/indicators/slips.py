"""Figures that look like a slip at source: one year far from the years beside it, and back again. Pure.

Source: methods, "Please check". Nothing is left out on account of it: the figure stands, and the reader is
told.
"""

import warnings

import numpy as np

# Measured on all published figures: 40 of 1.4 million figures are marked, the two we were told of among them.
TIMES_THE_USUAL, COMES_BACK = 20, 0.35


def likely_slips(values: np.ndarray) -> np.ndarray:
    """values [A, T]: authorities in consecutive periods, nan where there is none. True [A, T] where a figure
    leaves the one before and comes back to within 0.35 of that way in the next, and goes 20 times as far as
    such spikes usually go on this indicator. The movement of the middle authority is taken out first.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # periods without any figure
        apart = values - np.nanmedian(values, axis=0)
        there, back = np.diff(apart, axis=1)[:, :-1], np.diff(apart, axis=1)[:, 1:]
        spike = np.where(there * back < 0, np.minimum(np.abs(there), np.abs(back)), np.nan)
        usual = np.nanmedian(spike) if np.isfinite(spike).any() else np.nan
        found = (spike > TIMES_THE_USUAL * usual) & (np.abs(there + back) < COMES_BACK * spike)
    marked = np.zeros(values.shape, dtype=bool)
    marked[:, 1:-1] = found
    return marked
