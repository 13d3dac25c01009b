"""The national grid (metres) and longitude and latitude, one into the other, to about five metres.

Ordnance Survey's published formulas: transverse Mercator on the Airy ellipsoid, and the seven-parameter shift
to WGS84.
"""

import numpy as np
from numpy.typing import ArrayLike

# A box around England, in metres.
EASTINGS, NORTHINGS = (80_000, 660_000), (5_000, 660_000)

# Ellipsoids as (a, b), metres; the shift from WGS84 to the Airy ellipsoid as metres, parts per million and
# arc seconds.
_AIRY = (6377563.396, 6356256.909)
_WGS84 = (6378137.0, 6356752.3141)
_SHIFT = (-446.448, 125.157, -542.060)
_SCALE = 20.4894e-6
_TURN = tuple(np.radians(s / 3600) for s in (-0.1502, -0.2470, -0.8421))
# True origin (49 N, 2 W), false origin, scale on the central meridian.
_F0, _LAT0, _LON0, _E0, _N0 = 0.9996012717, np.radians(49.0), np.radians(-2.0), 400_000.0, -100_000.0


def to_grid(lon: ArrayLike, lat: ArrayLike) -> tuple[np.ndarray, np.ndarray]:
    """WGS84 degrees → easting and northing in metres."""
    x = _cartesian(np.radians(np.asarray(lat, float)), np.radians(np.asarray(lon, float)), _WGS84)
    return _project(*_geographic(_shifted(x, 1), _AIRY))


def to_lonlat(easting: ArrayLike, northing: ArrayLike) -> tuple[np.ndarray, np.ndarray]:
    """Easting and northing in metres → WGS84 degrees."""
    lat, lon = _unproject(np.asarray(easting, float), np.asarray(northing, float))
    lat, lon = _geographic(_shifted(_cartesian(lat, lon, _AIRY), -1), _WGS84)
    return np.degrees(lon), np.degrees(lat)


def _shifted(x: tuple, sign: int) -> tuple:
    """sign 1: WGS84 to Airy; −1: back. Turning the other way undoes the turn to well under a metre."""
    rx, ry, rz = (sign * t for t in _TURN)
    tx, ty, tz = (sign * t for t in _SHIFT)
    s = 1 + sign * _SCALE
    return (
        tx + s * x[0] - rz * x[1] + ry * x[2],
        ty + rz * x[0] + s * x[1] - rx * x[2],
        tz - ry * x[0] + rx * x[1] + s * x[2],
    )


def _cartesian(lat: np.ndarray, lon: np.ndarray, ellipsoid: tuple[float, float]) -> tuple:
    a, b = ellipsoid
    e2 = 1 - (b / a) ** 2
    nu = a / np.sqrt(1 - e2 * np.sin(lat) ** 2)
    return nu * np.cos(lat) * np.cos(lon), nu * np.cos(lat) * np.sin(lon), (1 - e2) * nu * np.sin(lat)


def _geographic(x: tuple, ellipsoid: tuple[float, float]) -> tuple[np.ndarray, np.ndarray]:
    a, b = ellipsoid
    e2 = 1 - (b / a) ** 2
    p = np.hypot(x[0], x[1])
    lat = np.arctan2(x[2], p * (1 - e2))
    for _ in range(5):
        nu = a / np.sqrt(1 - e2 * np.sin(lat) ** 2)
        lat = np.arctan2(x[2] + e2 * nu * np.sin(lat), p)
    return lat, np.arctan2(x[1], x[0])


def _arc(lat: np.ndarray) -> np.ndarray:
    """Metres along the meridian from the true origin."""
    a, b = _AIRY
    n = (a - b) / (a + b)
    d, s = lat - _LAT0, lat + _LAT0
    return (
        b
        * _F0
        * (
            (1 + n + 1.25 * n**2 + 1.25 * n**3) * d
            - (3 * n + 3 * n**2 + 2.625 * n**3) * np.sin(d) * np.cos(s)
            + (1.875 * n**2 + 1.875 * n**3) * np.sin(2 * d) * np.cos(2 * s)
            - 35 / 24 * n**3 * np.sin(3 * d) * np.cos(3 * s)
        )
    )


def _radii(lat: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    a, b = _AIRY
    e2 = 1 - (b / a) ** 2
    nu = a * _F0 / np.sqrt(1 - e2 * np.sin(lat) ** 2)
    rho = a * _F0 * (1 - e2) / (1 - e2 * np.sin(lat) ** 2) ** 1.5
    return nu, rho, nu / rho - 1


def _project(lat: np.ndarray, lon: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    nu, rho, eta2 = _radii(lat)
    s, c, t2, d = np.sin(lat), np.cos(lat), np.tan(lat) ** 2, lon - _LON0
    northing = (
        _arc(lat)
        + _N0
        + nu / 2 * s * c * d**2
        + nu / 24 * s * c**3 * (5 - t2 + 9 * eta2) * d**4
        + nu / 720 * s * c**5 * (61 - 58 * t2 + t2**2) * d**6
    )
    easting = (
        _E0
        + nu * c * d
        + nu / 6 * c**3 * (nu / rho - t2) * d**3
        + nu / 120 * c**5 * (5 - 18 * t2 + t2**2 + 14 * eta2 - 58 * t2 * eta2) * d**5
    )
    return easting, northing


def _unproject(easting: np.ndarray, northing: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    a = _AIRY[0]
    lat = _LAT0 + (northing - _N0) / (a * _F0)
    for _ in range(6):
        lat = lat + (northing - _N0 - _arc(lat)) / (a * _F0)
    nu, rho, eta2 = _radii(lat)
    t, sec, d = np.tan(lat), 1 / np.cos(lat), easting - _E0
    t2 = t**2
    out_lat = (
        lat
        - t / (2 * rho * nu) * d**2
        + t / (24 * rho * nu**3) * (5 + 3 * t2 + eta2 - 9 * t2 * eta2) * d**4
        - t / (720 * rho * nu**5) * (61 + 90 * t2 + 45 * t2**2) * d**6
    )
    out_lon = (
        _LON0
        + sec / nu * d
        - sec / (6 * nu**3) * (nu / rho + 2 * t2) * d**3
        + sec / (120 * nu**5) * (5 + 28 * t2 + 24 * t2**2) * d**5
        - sec / (5040 * nu**7) * (61 + 662 * t2 + 1320 * t2**2 + 720 * t2**3) * d**7
    )
    return out_lat, out_lon
