"""What published series teach about one that stands alone, as a small file beside the figures it was learnt
from.
"""

import contextlib
import json
import os
import tempfile
from pathlib import Path

LESSONS = "alone.json"


def write_lessons(version: str, lessons: dict, folder: Path) -> None:
    """Whole or not at all. Raises OSError."""
    handle, scratch = tempfile.mkstemp(prefix=".alone-", dir=folder)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump({"belongs_to": version, **lessons}, file, indent=1, allow_nan=False)
        os.chmod(scratch, 0o644)
        os.replace(scratch, folder / LESSONS)
    finally:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(scratch)


def read_lessons(version: str, folder: Path) -> dict | None:
    """None when there is no such file, it is damaged, or it belongs to other figures."""
    try:
        found = json.loads((folder / LESSONS).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) and found.pop("belongs_to", None) == version else None
