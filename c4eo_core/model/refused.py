"""An answer that cannot be given."""

from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Refused:
    """why: one sentence for the reader, who sees it in the answer's place."""

    why: str

    def __str__(self) -> str:
        return self.why


def answered(answer: T | Refused) -> T:
    """The answer, where only a mistake of ours could have left us without. Raises ValueError
    with the reason.
    """
    if isinstance(answer, Refused):
        raise ValueError(answer.why)
    return answer
