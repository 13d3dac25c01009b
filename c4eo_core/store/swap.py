"""One store put in the place of another in a single step, so that whoever looks, or pulls the plug, finds the
old one or the new one, whole.
"""

import ctypes
import errno
import os
import shutil
from pathlib import Path

_AT_HERE, _EXCHANGE = -100, 2


def beside(store: Path, what: str) -> Path:
    """`figures` → `figures.before` (the store before this one) or `figures.new` (built, not yet taken)."""
    return store.with_name(f"{store.name}.{what}")


def take_over(store: Path, new: Path) -> None:
    """`new` becomes the store; what was there is kept as `figures.before`. A step that dies midway is
    finished by the next one: see `tidy`.
    """
    if not store.exists():
        new.rename(store)
        return
    exchange(store, new)
    _keep_before(store, new)


def go_back(store: Path) -> None:
    """The store before this one comes back, and this one is kept in its place. Raises FileNotFoundError."""
    before = beside(store, "before")
    if not (before / "manifest.json").exists():
        raise FileNotFoundError(f"There is no store before this one beside {store}.")
    exchange(store, before)


def exchange(one: Path, other: Path) -> None:
    """The two folders change names, at once where the system can; else in three steps, the first of which
    leaves `one` missing for a moment.
    """
    try:
        _exchange_at_once(one, other)
    except OSError as error:
        if error.errno not in (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP):
            raise
        aside = one.with_name(f".{one.name}.aside")
        one.rename(aside)
        other.rename(one)
        aside.rename(other)


def _exchange_at_once(one: Path, other: Path) -> None:
    library = ctypes.CDLL(None, use_errno=True)
    rename = getattr(library, "renameat2", None)
    if rename is None:
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))
    if rename(_AT_HERE, os.fsencode(one), _AT_HERE, os.fsencode(other), _EXCHANGE) != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), str(one))


def tidy(store: Path) -> None:
    """What a step that died midway left behind: a store put aside comes back when its place is empty;
    half-built folders go.
    """
    aside = store.with_name(f".{store.name}.aside")
    if aside.exists() and not store.exists():
        aside.rename(store)
    for left in store.parent.glob(".building-*"):
        shutil.rmtree(left, ignore_errors=True)


def _keep_before(store: Path, old: Path) -> None:
    before = beside(store, "before")
    if old == before:
        return
    shutil.rmtree(before, ignore_errors=True)
    old.rename(before)
