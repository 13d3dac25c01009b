"""What a trust shows already, beside a file that comes in: together they must give no hidden figure away."""

from collections.abc import Iterable

from c4eo_core.model.kinds import YearType
from c4eo_core.model.period import PeriodError
from c4eo_core.records.local_kinds import LocalSeries
from c4eo_core.records.rows import Item
from c4eo_core.sources.uploads.hide_series import Shown, Where
from c4eo_core.sources.uploads.periods import Timing, read_label, timing_of


def shown_beside(items: Iterable[Item], replaced: Item | None = None) -> tuple[Shown, ...]:
    """items: of one trust, of any kind. replaced: the series whose next version comes in: what it shows now
    stays in its list of versions.
    """
    found = []
    for item in items:
        body = item.body
        if not isinstance(body, LocalSeries) or (replaced is not None and item.id == replaced.id):
            continue
        found.append(Shown(body.title, _figures(body)))
    if replaced is not None and isinstance(replaced.body, LocalSeries):
        found.append(Shown(replaced.body.title, _figures(replaced.body), same=("", "")))
    return tuple(found)


def _figures(body: LocalSeries) -> dict[Where, float]:
    rows = [(row[0], row[1], row[2]) for row in body.figures if isinstance(row[2], int | float)]
    timing: Timing = timing_of(str(label) for _, label, _ in rows)
    found: dict[Where, float] = {}
    for area, label, value in rows:
        try:
            _, period = read_label(str(label), timing, YearType(body.year_type))
        except (PeriodError, ValueError):
            continue
        found[str(area), period.start, period.end] = float(value)
    return found
