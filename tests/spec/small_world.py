"""A country small enough to work out by hand: one indicator, twelve authorities, two of them in London.

A worked example names only the figures it needs; `Ashby` is the authority the question is about.
"""

import numpy as np

from c4eo_core.answers.desk import Desk
from c4eo_core.catalogue.areas import AreaBook
from c4eo_core.model.area import Area, AreaKind, Neighbour
from c4eo_core.model.indicator import Break, Indicator
from c4eo_core.model.kinds import Note, Polarity, Unit, YearType
from c4eo_core.model.period import parse_period
from c4eo_core.store.disk import neighbour_index, trusted
from c4eo_core.store.figures import NOTES, Figures

SELF = "Ashby"
NEIGHBOURS = (
    "Bexford",
    "Colney",
    "Dunmere",
    "Elmstead",
    "Farleigh",
    "Glenford",
    "Harwick",
    "Inglewood",
    "Kelham",
    "Larkfield",
)
LONDON_BOROUGH = "Marlow Gate"
OLD = "Oldshire"
REGION, LONDON, INNER, ENGLAND = "The Vale", "London", "Inner London", "England"


def areas() -> AreaBook:
    made = [
        Area(f"E0999990{n:X}", 700 + n, name, AreaKind.AUTHORITY, region="E12999901")
        for n, name in enumerate((SELF, *NEIGHBOURS))
    ]
    return AreaBook(
        [
            *made,
            Area("E09999999", 720, LONDON_BOROUGH, AreaKind.AUTHORITY, region="E12999902", part="E13999901"),
            Area("E10999999", 730, OLD, AreaKind.ABOLISHED, region="E12999901", ended="2019-03-31"),
            Area("E12999901", 760, REGION, AreaKind.REGION),
            Area("E12999902", 761, LONDON, AreaKind.REGION),
            Area("E13999901", 762, INNER, AreaKind.LONDON_PART, region="E12999902"),
            Area("E92999999", 770, ENGLAND, AreaKind.ENGLAND),
        ]
    )


def small_desk(
    cells: dict[str, dict[str, float | str]],
    polarity: str = "high",
    unit: str = "score",
    year_type: str = "academic",
    noise: dict[str, float] | float | None = None,
    neighbours: tuple[str, ...] = NEIGHBOURS,
    breaks: tuple[int, ...] = (),
    quartiles: bool = True,
    decimals: int = 1,
) -> Desk:
    """cells: area → {published year label: value, or the code of a note}. A cell nobody names is 'not
    available'.
    """
    book = areas()
    labels = dict.fromkeys(str(label) for by_label in cells.values() for label in by_label)
    periods = {label: parse_period(label, YearType(year_type)) for label in labels}
    ends = [p.end.year for p in periods.values()]
    end_years = np.arange(min(ends), max(ends) + 1)
    shape = (1, len(book.areas), len(end_years))
    published, notes = np.full(shape, np.nan), np.zeros(shape, np.uint8)
    notes[0][:, [e - end_years[0] for e in ends]] = NOTES.index(Note.NOT_AVAILABLE)
    by_name = {a.name: a for a in book.areas}
    for name, by_label in cells.items():
        for label, cell in by_label.items():
            where = 0, book.index[by_name[name].code], periods[str(label)].end.year - end_years[0]
            notes[where] = NOTES.index(Note(cell)) if isinstance(cell, str) else 0
            published[where] = np.nan if isinstance(cell, str) else cell
    scatter = noise if isinstance(noise, dict) else {a.name: noise for a in book.authorities}
    indicator = Indicator(
        id="example",
        source_key="Example",
        title="Example",
        short="Example",
        definition="Invented.",
        unit=Unit(unit),
        polarity=Polarity(polarity),
        decimals=decimals,
        year_type=YearType(year_type),
        quartiles=quartiles,
        breaks=tuple(Break(year, "counted anew") for year in breaks),
        periods=tuple(sorted(periods.values())),
    )
    lists = {
        by_name[SELF].code: tuple(Neighbour(by_name[n].code, k, "close") for k, n in enumerate(neighbours, 1))
    }
    return Desk(
        Figures(
            indicators=(indicator,),
            areas=book,
            end_years=end_years,
            published=published,
            values=trusted(published, notes),
            notes=notes,
            noise=np.array(
                [[np.nan if scatter.get(a.name) is None else scatter[a.name] for a in book.authorities]],
                dtype=float,
            ),
            neighbours=lists,
            neighbour_index=neighbour_index(lists, book),
            neighbour_date="2025-05",
            manifest={},
        )
    )
