"""What a trust brings itself: series, lists of services, a choice of neighbours. Private to it, and never
published.
"""

from dataclasses import dataclass

from c4eo_core.model.kinds import PRIORITIES, Note, Polarity, Unit, YearType
from c4eo_core.records import fields as hold
from c4eo_core.records.body import Body
from c4eo_core.records.errors import NotValid
from c4eo_core.records.fields import SHORT

LEAST_THRESHOLD = 5  # counts below it are hidden; a trust may hide more, never less
MOST_FIGURES, MOST_SERVICES, MOST_NEIGHBOURS = 3_000, 5_000, 20
_NOTES = {"", *(n.value for n in Note)}


@dataclass(frozen=True)
class LocalSeries(Body):
    """A series as it was let in: what was to be hidden is not in it.

    area: whose it is; figures: rows of (area code, year label as it came, value or None, note or '');
    threshold: counts below it were hidden; official: recognised as a published file; file, sha256, came_on,
    came_from: which file it was, its fingerprint before anything was hidden, when it came and who brought it;
    withdrawn: kept, but shown nowhere. breaks: rows of (year in which the first period of another way of
    counting ends, why). every: what one figure stands for; bases: rows of (period label, count, out of, lower
    and upper end of the interval), None where not known, of what is shown of the own authority.
    """

    kind, noun, names_it = "local_series", "local series", "title"
    area: str = hold.text(SHORT)
    title: str = hold.text(SHORT)
    definition: str = hold.text()
    priority: str = hold.one_of("", *PRIORITIES)
    unit: str = hold.one_of(Unit.PERCENTAGE.value, *(u.value for u in Unit if u is not Unit.PERCENTAGE))
    per: str = hold.text(SHORT)
    polarity: str = hold.one_of(Polarity.NONE.value, *(p.value for p in Polarity if p is not Polarity.NONE))
    decimals: int = hold.whole(0, 3)
    year_type: str = hold.one_of(
        YearType.CALENDAR.value, *(y.value for y in YearType if y is not YearType.CALENDAR)
    )
    source: str = hold.text(SHORT)
    threshold: int = hold.whole(LEAST_THRESHOLD, 1_000, LEAST_THRESHOLD)
    official: bool = hold.flag()
    figures: hold.Table = hold.rows(MOST_FIGURES)
    hidden: int = hold.whole(0, MOST_FIGURES)
    assured: str = hold.one_of("", "counts", "own word", "published")
    file: str = hold.text(SHORT)
    sha256: str = hold.text(SHORT)
    came_on: str = hold.day()
    came_from: str = hold.text(SHORT)
    withdrawn: bool = hold.flag()
    breaks: hold.Table = hold.rows(20)
    every: str = hold.one_of("year", "month", "quarter", "term")
    bases: hold.Table = hold.rows(MOST_FIGURES)

    def check(self) -> None:
        if self.figures and not self.source.strip():
            raise NotValid(
                "source", "The source of this local series is missing. Say where the figures come from."
            )
        if not all(_is_figure(row) for row in self.figures):
            raise NotValid(
                "figures",
                "A row of this local series is not an area, a year, and a value or the reason why there is"
                " none.",
            )
        if self.unit == Unit.COUNT.value and any(self._is_small(row[2]) for row in self.figures):
            raise NotValid(
                "figures",
                f"A count under {self.threshold} is not hidden in this local series. Bring the file in"
                " again.",
            )

    def _is_small(self, value: hold.Cell) -> bool:
        return isinstance(value, int | float) and 0 < value < self.threshold


def _is_figure(row: tuple[hold.Cell, ...]) -> bool:
    if len(row) != 4 or not all(isinstance(row[i], str) for i in (0, 1, 3)) or isinstance(row[2], str | bool):
        return False
    return row[3] in _NOTES if row[2] is None else row[3] == ""


@dataclass(frozen=True)
class ServiceList(Body):
    """A list of services as it was let in. services: rows in the order of `columns`; instead: they stand in
    the place of the published list of the same kind, not beside it. left_out: (row of the file, why it was
    not taken).
    """

    kind, noun, names_it = "service_list", "list of services", "title"
    area: str = hold.text(SHORT)
    title: str = hold.text(SHORT)
    columns: tuple[str, ...] = hold.names(20)
    services: hold.Table = hold.rows(MOST_SERVICES)
    instead: bool = hold.flag()
    file: str = hold.text(SHORT)
    sha256: str = hold.text(SHORT)
    came_on: str = hold.day()
    came_from: str = hold.text(SHORT)
    withdrawn: bool = hold.flag()
    left_out: hold.Table = hold.rows(MOST_SERVICES)


@dataclass(frozen=True)
class NeighbourSet(Body):
    """Neighbours chosen by the trust in the place of the published ten. members: nine-character codes, in
    their order.
    """

    kind, noun, names_it = "neighbour_set", "set of neighbours", "title"
    area: str = hold.text(SHORT)
    title: str = hold.text(SHORT)
    members: tuple[str, ...] = hold.names(MOST_NEIGHBOURS)
    reason: str = hold.text()
    list_date: str = hold.text(SHORT)
    chosen: bool = hold.flag()

    def check(self) -> None:
        if len(set(self.members)) != len(self.members) or self.area in self.members:
            raise NotValid(
                "members",
                "An authority stands in this set of neighbours twice, or is its own neighbour. Name each"
                " other once.",
            )
        if self.members and not self.reason.strip():
            raise NotValid(
                "reason",
                "Neighbours other than the published ten need a reason. Say in a sentence why these.",
            )


@dataclass(frozen=True)
class BroughtIn(Body):
    """Another trust's pack was taken in here, on purpose. made_at, sha256, seal: of that pack."""

    kind, noun, names_it = "brought_in", "pack of another trust", "trust_name"
    trust_name: str = hold.text(SHORT)
    area: str = hold.text(SHORT)
    made_at: str = hold.text(SHORT)
    sha256: str = hold.text(SHORT)
    seal: str = hold.text(SHORT)
