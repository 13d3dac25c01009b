"""The small areas of an authority as shapes, shaded by income deprivation: only its own leave the server."""

from functools import cache, lru_cache

import numpy as np

from c4eo_core.folders import community_folder
from c4eo_core.maps.frame import Frame
from c4eo_core.store.community import CommunityMissing, Outlines, read_outlines


@cache
def _known() -> Outlines | None:
    """None where no outlines are built: the map then shows its dots alone."""
    try:
        return read_outlines(community_folder())
    except CommunityMissing:
        return None


@lru_cache(maxsize=8)
def area_paths(codes: tuple[str, ...], frame: Frame) -> tuple[str, ...]:
    """The shape of each small area as an SVG path in frame units, y downwards; empty where none is known."""
    outlines = _known()
    if outlines is None:
        return ("",) * len(codes)
    found = outlines.of(codes)
    return tuple("".join(_path(frame, ring) for ring in found[code]) for code in codes)


def _path(frame: Frame, ring: np.ndarray) -> str:
    x, y = frame.of(ring[:, 0], ring[:, 1])
    corners = zip(x.tolist(), (-y).tolist(), strict=True)
    return f"M{'L'.join(f'{a:.3f},{b:.3f}' for a, b in corners)}Z"
