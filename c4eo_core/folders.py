"""Where the project's own data lies. The only module that knows the disk's layout."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "data"
CATALOGUE = DATA / "catalogue"
AREAS = DATA / "areas"
EVIDENCE = DATA / "evidence"


def store_folder() -> Path:
    """The built figures: C4EO_STORE when set, else those that came with the project."""
    return Path(os.environ.get("C4EO_STORE") or DATA / "figures")


def places_folder() -> Path:
    """The built places: C4EO_PLACES when set, else those that came with the project."""
    return Path(os.environ.get("C4EO_PLACES") or DATA / "places")


def community_folder() -> Path:
    """What is known of small areas and schools: C4EO_COMMUNITY when set, else what came with the project."""
    return Path(os.environ.get("C4EO_COMMUNITY") or DATA / "community")
