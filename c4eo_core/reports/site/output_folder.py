"""Putting files into the folder of the site: only what changed, each whole or not at all, and nothing that is
not ours.
"""

import hashlib
import json
import os
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any

MANIFEST = "site.json"
_MADE_BY = "c4eo publish"


class NotOurFolder(FileExistsError):
    """The folder holds something that no earlier run put there."""


def listed(folder: Path) -> dict[str, str]:
    """Path → hash of what an earlier run wrote here; empty for a new or an empty folder. Raises
    NotOurFolder.
    """
    if folder.exists() and not folder.is_dir():
        raise NotOurFolder(f"{folder} is a file; give --out the name of a folder.")
    if not folder.exists() or not any(folder.iterdir()):
        return {}
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        if manifest["made_by"] != _MADE_BY:
            raise ValueError
        return {path: mark for path, mark in manifest["files"].items() if _inside(path)}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise NotOurFolder(
            f"{folder} holds files that are not from an earlier `c4eo publish` (there is no {MANIFEST} of"
            " ours in it). Nothing was written; give --out a new or an empty folder."
        ) from None


def _inside(path: str) -> bool:
    """A manifest somebody spoilt must not make us remove a file elsewhere."""
    parts = PurePosixPath(path)
    return bool(parts.parts) and not parts.is_absolute() and ".." not in parts.parts and "\\" not in path


def claim(folder: Path, known: Mapping[str, str]) -> None:
    """Marks the folder as ours before the first page, so that a run cut short can be taken up again."""
    folder.mkdir(parents=True, exist_ok=True)
    if not known:
        _write_manifest(folder, known, {})


def put(folder: Path, path: str, content: bytes) -> tuple[str, bool]:
    """(hash, whether the file had to be written). A file that already holds this is not touched."""
    mark = hashlib.sha256(content).hexdigest()[:16]
    target = folder / path
    if _same(target, content):
        return mark, False
    target.parent.mkdir(parents=True, exist_ok=True)
    half = target.with_name(f".{target.name}.half")
    half.write_bytes(content)
    os.replace(half, target)
    return mark, True


def unchanged(folder: Path, digest: str) -> dict[str, Any] | None:
    """The manifest, where an earlier run wrote it from the same inputs and every file is still as it left it:
    there, none written since, and all together as large. Else None.
    """
    path = folder / MANIFEST
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
        if manifest.get("inputs") != digest:
            return None
        since = path.stat().st_mtime_ns
        whole = 0
        for name in manifest["files"]:
            found = os.stat(folder / name)
            if found.st_mtime_ns > since:
                return None
            whole += found.st_size
        return manifest if whole == manifest["bytes"] else None
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _same(target: Path, content: bytes) -> bool:
    try:
        return target.stat().st_size == len(content) and target.read_bytes() == content
    except OSError:
        return False


def settle(
    folder: Path, before: Mapping[str, str], files: Mapping[str, str], facts: Mapping[str, object]
) -> int:
    """Removes what an earlier run wrote and this one did not, and writes the manifest; gives how many files
    went.
    """
    gone = [path for path in before if path not in files]
    removed = 0
    for path in gone:
        target = folder / path
        if target.is_file() and not target.is_symlink():
            target.unlink()
            removed += 1
            _prune(folder, target.parent)
    _write_manifest(folder, files, facts)
    return removed


def _prune(folder: Path, empty: Path) -> None:
    while empty != folder and not any(empty.iterdir()):
        empty.rmdir()
        empty = empty.parent


def _write_manifest(folder: Path, files: Mapping[str, str], facts: Mapping[str, object]) -> None:
    shape = {"made_by": _MADE_BY, **facts, "files": dict(sorted(files.items()))}
    put(folder, MANIFEST, (json.dumps(shape, ensure_ascii=False, indent=0) + "\n").encode())
