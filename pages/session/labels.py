"""What the options of a choice are called."""

from collections.abc import Callable, Mapping
from typing import TypeVar

K = TypeVar("K")


def label_of(names: Mapping[K, str]) -> Callable[[K], str]:
    """For format_func. An option that is on offer no longer is shown as it stands."""
    return lambda option: names.get(option, str(option))
