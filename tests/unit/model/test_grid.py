"""The national grid and longitude and latitude, against positions published in both."""

import numpy as np
import pytest

from c4eo_core.model.grid import to_grid, to_lonlat

# Metres and WGS84 degrees as the education department's list of schools gives them.
KNOWN = [
    ("The Aldgate School", 533498.0, 181201.0, -0.077531, 51.513969),
    ("City of London School for Girls", 532301.0, 181746.0, -0.094566, 51.519148),
    ("Camborne Nursery School", 164357.0, 40052.0, -5.304249, 50.213443),
    ("Emneth Nursery School", 549661.0, 306957.0, 0.210350, 52.639721),
    ("Acomb First School", 393526.0, 566642.0, -2.102721, 54.994317),
    ("The Five Islands Academy", 90869.0, 10670.0, -6.307849, 49.916129),
]
# Caister water tower, the worked example of Ordnance Survey's own guide, made with its exact (grid)
# transformation.
KNOWN.append(
    ("Caister water tower", 651409.9, 313177.3, 1 + 42 / 60 + 57.8663 / 3600, 52 + 39 / 60 + 28.8282 / 3600)
)


@pytest.mark.parametrize(("name", "e", "n", "lon", "lat"), KNOWN)
def test_published_positions_agree_to_five_metres(name, e, n, lon, lat):
    east, north = to_grid(lon, lat)
    assert np.hypot(east - e, north - n) < 5, name
    found = to_lonlat(e, n)
    assert abs(found[0] - lon) < 0.00007 and abs(found[1] - lat) < 0.000045


def test_there_and_back_is_the_same_place_to_a_centimetre_all_over_england():
    east, north = (
        a.ravel() for a in np.meshgrid(np.linspace(85_000, 655_000, 40), np.linspace(6_000, 655_000, 40))
    )
    back = to_grid(*to_lonlat(east, north))
    assert np.abs(back[0] - east).max() < 0.01 and np.abs(back[1] - north).max() < 0.01


def test_a_kilometre_on_the_ground_is_a_kilometre_on_the_grid():
    """One minute of latitude is a sea mile, near enough."""
    (e0, n0), (e1, n1) = to_grid(-1.5, 53.0), to_grid(-1.5, 53.0 + 1 / 60)
    assert np.hypot(e1 - e0, n1 - n0) == pytest.approx(1854, abs=4)
