"""What was dropped, mended or is doubtful in a source, and why: nothing disappears unsaid."""

from dataclasses import asdict, dataclass, field


@dataclass(frozen=True)
class Line:
    """One kind of thing done to one part of a source."""

    act: str
    what: str
    count: int
    why: str


@dataclass
class Ledger:
    lines: list[Line] = field(default_factory=list)

    def dropped(self, what: str, count: int, why: str) -> None:
        self._write("dropped", what, count, why)

    def mended(self, what: str, count: int, why: str) -> None:
        self._write("mended", what, count, why)

    def doubtful(self, what: str, count: int, why: str) -> None:
        self._write("doubtful", what, count, why)

    def _write(self, act: str, what: str, count: int, why: str) -> None:
        if count:
            self.lines.append(Line(act, what, int(count), why))

    def as_dicts(self) -> list[dict]:
        return [asdict(line) for line in self.lines]
