"""Whether anything that the site is made from differs from last time: the figures, our own
files, what was asked for.
"""

import hashlib
import platform
from importlib.metadata import version
from pathlib import Path

from c4eo_core.folders import AREAS, CATALOGUE, DATA, EVIDENCE, places_folder

_OURS = Path(__file__).resolve().parents[2]
_OWN_FILES = {".py", ".css", ".js", ".yaml", ".md", ".otf"}
# Of what others wrote, these shape a page.
_LIBRARIES = ("altair", "numpy", "markupsafe", "vl-convert-python", "pillow")


def digest_of_inputs(store: Path | None, *asked: object) -> str | None:
    """The same for two runs that would write the same files. store: the folder of the figures; None where
    they lie in memory only, and then there is nothing to compare. asked: what the caller chose.
    """
    if store is None:
        return None
    whole = hashlib.sha256(repr((asked, platform.python_version(), *map(version, _LIBRARIES))).encode())
    for path in _files(store):
        whole.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()[:20]


def _files(store: Path) -> list[Path]:
    own = [p for p in _OURS.rglob("*") if p.suffix in _OWN_FILES]
    data = [p for folder in (CATALOGUE, AREAS, EVIDENCE, DATA / "methods", store) for p in folder.rglob("*")]
    single = [*DATA.glob("*.yaml"), places_folder() / "manifest.json"]
    return sorted(p for p in (*own, *data, *single) if p.is_file())
