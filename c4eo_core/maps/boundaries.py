"""Boundaries of the authorities: Office for National Statistics, December 2023, simplified; coordinates to
about 100 metres.

Barnsley and Sheffield carry their older codes there, as in the education department's files.
"""

import gzip
from functools import cache

from c4eo_core.folders import AREAS

ADDRESS = "/boundaries/authorities.geojson"


@cache
def boundary_bytes(packed: bool = False) -> bytes:
    """The GeoJSON file, read once; gzipped when asked."""
    raw = (AREAS / "authorities.geojson").read_bytes()
    return gzip.compress(raw, 9) if packed else raw
