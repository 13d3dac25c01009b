"""Memory given back to the system while nobody waits."""

import contextlib
import ctypes

import pyarrow as pa

_MOST_HEAPS = -8  # M_ARENA_MAX in malloc.h


def give_back_memory() -> None:
    """Hands what loading needed for a moment back to the system; the C library would keep it (a third of the
    process after the start).
    """
    pa.default_memory_pool().release_unused()
    with contextlib.suppress(OSError, AttributeError):  # only the GNU library can
        ctypes.CDLL(None).malloc_trim(0)


def keep_memory_together() -> None:
    """Two heaps for all threads. The C library would open up to eight a core, one visitor's leavings in each,
    and a long day would leave the process twice as large; only one thread works at a time, so none waits for
    another's."""
    with contextlib.suppress(OSError, AttributeError):  # only the GNU library can
        ctypes.CDLL(None).mallopt(_MOST_HEAPS, 2)
