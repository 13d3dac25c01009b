"""Published files → Figures. Pure but for reading; nothing is written here."""

import datetime as dt
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import pandas as pd

from c4eo_core.catalogue.areas import AreaBook
from c4eo_core.catalogue.entries import Catalogue
from c4eo_core.model.indicator import Break, Indicator
from c4eo_core.model.kinds import Note
from c4eo_core.model.period import Period, PeriodError, parse_period
from c4eo_core.model.problem import SourceProblems
from c4eo_core.sources.ledger import Ledger
from c4eo_core.sources.published.dictionary import resolve_indicators
from c4eo_core.sources.published.lait import Observations, clean_figures
from c4eo_core.sources.published.lait_files import LaitFiles, find_files, read_dictionary, read_figures
from c4eo_core.sources.published.neighbour_lists import read_neighbours
from c4eo_core.sources.published.series import read_history
from c4eo_core.store.carried import carried_rows
from c4eo_core.store.corrections import relabelled, withheld
from c4eo_core.store.disk import neighbour_index, trusted
from c4eo_core.store.figures import NOTES, Figures
from c4eo_core.store.gaps import add_gaps
from c4eo_core.store.manifest import manifest_of
from c4eo_core.store.older_years import extended, of_other_releases, older_years, placed

_NOTE_PLACE = {note.value: n for n, note in enumerate(NOTES) if note}


@dataclass(frozen=True)
class Inputs:
    """What a store is made of. `history` holds the rules of data/catalogue/history.yaml, `further` those of
    further.yaml: series the authority tool does not have; `facts` what we know of each file, and its layout
    where that is not the tidy one. `ees`: the files that the rules of both name; `attendance`: what the year
    under way is read from, listed among the origins only; `carried`: the store in use, for series and older
    years without a file.
    """

    lait: Path
    ees: tuple[Path, ...]
    catalogue: Catalogue
    areas: AreaBook
    history: list[dict]
    corrections: list[dict]
    facts: dict[str, dict]
    further: list[dict] = field(default_factory=list)
    attendance: tuple[Path, ...] = ()
    carried: Figures | None = None


def build_figures(inputs: Inputs, today: dt.date) -> Figures:
    """Raises SourceProblems with everything that is wrong with the files. The noise is left unknown."""
    files, observations, dictionary, neighbours, other = _read(inputs)
    ledger = observations.ledger
    table, indicators = _main_file(observations.table, dictionary, inputs, ledger)
    table, indicators = _with_other_releases(other, table, indicators, inputs, ledger)
    end_years, published, notes = _arrays(table, indicators, inputs.areas)
    notes = withheld(published, notes, indicators, end_years, inputs, ledger)
    indicators = [_to_published_decimals(i, published[m]) for m, i in enumerate(indicators)]
    indicators, published, notes = add_gaps(inputs.catalogue.gaps, indicators, end_years, published, notes)
    kept = inputs.carried.manifest["origins"] if inputs.carried else []
    paths = [
        *files.figures,
        files.dictionary,
        *(p for _, p in files.neighbours[:1]),
        *inputs.ees,
        *inputs.attendance,
    ]
    return Figures(
        indicators=tuple(indicators),
        areas=inputs.areas,
        end_years=end_years,
        published=published,
        values=trusted(published, notes),
        notes=notes,
        noise=np.full((len(indicators), len(inputs.areas.authorities)), np.nan),
        neighbours=neighbours,
        neighbour_index=neighbour_index(neighbours, inputs.areas),
        neighbour_date=files.neighbours[0][0],
        manifest=manifest_of(paths, inputs.facts, indicators, published, notes, ledger, today, kept),
    )


def _read(inputs: Inputs) -> tuple[LaitFiles, Observations, pd.DataFrame, dict, pd.DataFrame]:
    """The last: rows of every other release, as `read_history` gives them."""
    files, problems = find_files(inputs.lait)
    if files is None:
        raise SourceProblems(problems)
    raw, faults = read_figures(files.figures)
    dictionary, more = read_dictionary(files.dictionary)
    list_ledger = Ledger()
    neighbours, others = read_neighbours(files.neighbours[0][1], inputs.areas, list_ledger)
    layouts = {name: fact["layout"] for name, fact in inputs.facts.items() if fact.get("layout")}
    other, older = read_history(list(inputs.ees), [*inputs.history, *inputs.further], layouts)
    if inputs.carried and not older:
        other = pd.concat([other, carried_rows(inputs.carried, set(other["source_key"]))], ignore_index=True)
    problems += [*faults, *more, *others, *older]
    observations = None
    if not faults and not more:
        observations, wrong = clean_figures(
            raw, dictionary, inputs.areas, ", ".join(p.name for p in files.figures)
        )
        problems += wrong
        observations.ledger.lines += list_ledger.lines
    if problems or observations is None:
        raise SourceProblems(problems)
    return files, observations, dictionary, neighbours, other


def _main_file(
    table: pd.DataFrame, dictionary: pd.DataFrame, inputs: Inputs, ledger: Ledger
) -> tuple[pd.DataFrame, list[Indicator]]:
    """The authority tool's own figures, with periods, and its indicators."""
    sizes = table.assign(size=table["value"].abs())
    largest = sizes.groupby("source_key", sort=False)["size"].max().fillna(0)
    elsewhere = {r["source_key"] for r in inputs.further}
    curated = {key: i for key, i in inputs.catalogue.indicators.items() if key not in elsewhere}
    indicators = resolve_indicators(dictionary, curated, largest, ledger)
    table = relabelled(table, inputs.corrections, ledger)
    table = _with_periods(table, {i.source_key: i for i in indicators if i.source_key}, ledger)
    return table, [_breaks_by_end_year(i, table) for i in indicators]


def _with_other_releases(
    rows: pd.DataFrame, table: pd.DataFrame, indicators: list[Indicator], inputs: Inputs, ledger: Ledger
) -> tuple[pd.DataFrame, list[Indicator]]:
    """The table with older years of its series, and with the series that only other releases have."""
    known = {i.source_key: i for i in indicators if i.source_key}
    elsewhere = {r["source_key"] for r in inputs.further}
    keys = elsewhere & set(rows["source_key"])
    new = of_other_releases(inputs.catalogue.indicators, keys, inputs.further, inputs.facts)
    described = {**known, **{i.source_key: i for i in new if i.source_key}}
    rows = rows[rows["source_key"].isin(list(described))]
    if rows.empty:
        return table, [_with_its_periods(i, table) for i in indicators]
    rows = _with_periods(placed(rows, inputs.areas, ledger), described, ledger)[table.columns]
    older = older_years(rows[rows["source_key"].isin(list(known))], table, known, ledger)
    further = rows[rows["source_key"].isin(list(keys))]
    first = table.groupby("source_key")["end_year"].min()
    rules = {r["source_key"]: r for r in inputs.history}
    longer = set(older["source_key"])
    indicators = [
        extended(i, first[i.source_key], rules[i.source_key], inputs.facts) if i.source_key in longer else i
        for i in indicators
    ]
    return pd.concat([table, older, further], ignore_index=True), [
        *(_with_its_periods(i, table, older) for i in indicators),
        *(_with_its_periods(_breaks_by_end_year(i, further), further) for i in new),
    ]


def _with_periods(table: pd.DataFrame, indicators: dict[str, Indicator], ledger: Ledger) -> pd.DataFrame:
    """Adds `period`; rows whose label names no year are dropped, and said."""
    periods: dict[tuple[str, str], Period | None] = {}
    for key, label in table[["source_key", "label"]].drop_duplicates().itertuples(index=False):
        try:
            periods[key, label] = parse_period(label, indicators[key].year_type)
        except PeriodError as error:
            periods[key, label] = None
            rows = int(((table["source_key"] == key) & (table["label"] == label)).sum())
            ledger.dropped(f"rows of {indicators[key].id} labelled '{label}'", rows, str(error))
    period = pd.Series(
        [periods[k] for k in zip(table["source_key"], table["label"], strict=True)],
        index=table.index,
        dtype=object,
    )
    table = table.assign(period=period, end_year=[p.end.year if p else -1 for p in period])[
        period.notna().to_numpy()
    ]
    doubled = table.duplicated(["source_key", "end_year", "area"], keep="last")
    ledger.dropped(
        "rows of a period listed under two labels", int(doubled.sum()), "the later label in the file is kept"
    )
    return table[~doubled].reset_index(drop=True)


def _breaks_by_end_year(indicator: Indicator, table: pd.DataFrame) -> Indicator:
    """The catalogue names a break by the first four digits of a label; from here on it is the year the period
    ends.
    """
    periods = sorted(set(table.loc[table["source_key"] == indicator.source_key, "period"]))
    found = [
        (next((p for p in periods if p.first_year >= b.from_year), None), b.why) for b in indicator.breaks
    ]
    return replace(
        indicator, breaks=tuple(Break(p.end.year, why) for p, why in found if p and p is not periods[0])
    )


def _with_its_periods(indicator: Indicator, *tables: pd.DataFrame) -> Indicator:
    """The first table is the main file's; a year under two labels keeps the later one."""
    main, *_ = (t.loc[t["source_key"] == indicator.source_key, "period"] for t in tables)
    by_end = {
        p.end.year: p
        for t in reversed(tables)
        for p in t.loc[t["source_key"] == indicator.source_key, "period"]
    }
    return replace(
        indicator,
        periods=tuple(sorted(by_end.values())),
        main_from=min((p.end.year for p in main), default=0),
    )


def _to_published_decimals(indicator: Indicator, published: np.ndarray) -> Indicator:
    """Nothing is shown to more decimals than the source publishes; binary noise counts as none."""
    values = published[np.isfinite(published)]
    for decimals in range(indicator.decimals):
        if values.size and np.allclose(values, np.round(values, decimals), rtol=0, atol=1e-7):
            return replace(indicator, decimals=decimals)
    return indicator


def _arrays(
    table: pd.DataFrame, indicators: list[Indicator], areas: AreaBook
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    end_years = np.arange(table["end_year"].min(), table["end_year"].max() + 1)
    shape = (len(indicators), len(areas.areas), len(end_years))
    values, notes = np.full(shape, np.nan), np.zeros(shape, np.uint8)
    for m, indicator in enumerate(indicators):
        for period in indicator.periods:
            notes[m, :, period.end.year - end_years[0]] = _NOTE_PLACE[Note.NOT_AVAILABLE.value]
    m = table["source_key"].map({i.source_key: m for m, i in enumerate(indicators)}).to_numpy()
    a, t = table["area"].to_numpy(), table["end_year"].to_numpy() - end_years[0]
    values[m, a, t] = table["value"].to_numpy(float)
    notes[m, a, t] = table["note"].map(_NOTE_PLACE).fillna(0).to_numpy(np.uint8)
    return end_years, values, notes
