"""Memory given back to the system while nobody waits."""

import contextlib
import ctypes

import pyarrow as pa


def give_back_memory() -> None:
    """Hands what loading needed for a moment back to the system; the C library would keep it (a third of the
    process after the start).
    """
    pa.default_memory_pool().release_unused()
    with contextlib.suppress(OSError, AttributeError):  # only the GNU library can
        ctypes.CDLL(None).malloc_trim(0)
