"""What moved when a gap moved. Source: methods, "Gaps"."""

from dataclasses import dataclass


@dataclass(frozen=True)
class GapMove:
    """Changes between two periods: of the gap's absolute size, of the group of concern, of the reference
    group.
    """

    size: float
    concern: float
    reference: float

    @property
    def narrowed(self) -> bool:
        return self.size < 0

    @property
    def by_levelling_down(self) -> bool:
        """The gap narrowed while the group of concern did not gain: the other group fell."""
        return self.narrowed and self.concern <= 0 and self.reference < 0


def gap_move(concern: tuple[float, float], reference: tuple[float, float]) -> GapMove:
    """Each pair is (earlier, later)."""
    before, after = abs(concern[0] - reference[0]), abs(concern[1] - reference[1])
    return GapMove(after - before, concern[1] - concern[0], reference[1] - reference[0])
