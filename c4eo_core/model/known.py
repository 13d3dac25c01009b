"""What the code knows to be there and a type cannot say: a year that has a change has a figure too."""

from typing import TypeVar

T = TypeVar("T")


def known(x: T | None) -> T:
    """x itself. Raises ValueError where it is missing after all: never a silent nought."""
    if x is None:
        raise ValueError("a figure or a part that must be here is missing")
    return x
