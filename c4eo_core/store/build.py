"""Published files → Figures. Pure but for reading; nothing is written here."""

import datetime as dt
import hashlib
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pandas as pd

from c4eo_core.catalogue.areas import AreaBook, UnknownArea
from c4eo_core.catalogue.entries import Catalogue
from c4eo_core.model.indicator import Break, Indicator
from c4eo_core.model.kinds import Note
from c4eo_core.model.period import Period, PeriodError, parse_period
from c4eo_core.model.problem import SourceProblems
from c4eo_core.sources.ledger import Ledger
from c4eo_core.sources.published.dictionary import resolve_indicators
from c4eo_core.sources.published.ees import read_history
from c4eo_core.sources.published.lait import Observations, clean_figures
from c4eo_core.sources.published.lait_files import LaitFiles, find_files, read_dictionary, read_figures
from c4eo_core.sources.published.neighbour_lists import read_neighbours
from c4eo_core.store.corrections import relabelled, withheld
from c4eo_core.store.disk import neighbour_index, trusted
from c4eo_core.store.figures import NOTES, Figures

_NOTE_PLACE = {note.value: n for n, note in enumerate(NOTES) if note}


@dataclass(frozen=True)
class Inputs:
    """What a store is made of. `history` holds the rules of data/catalogue/history.yaml; `facts` what we know
    of each file.
    """

    lait: Path
    ees: tuple[Path, ...]
    catalogue: Catalogue
    areas: AreaBook
    history: list[dict]
    corrections: list[dict]
    facts: dict[str, dict]


def build_figures(inputs: Inputs, today: dt.date) -> Figures:
    """Raises SourceProblems with everything that is wrong with the files. The noise is left unknown."""
    files, observations, dictionary, neighbours, history = _read(inputs)
    ledger = observations.ledger
    table = observations.table
    largest = (
        table.assign(size=table["value"].abs()).groupby("source_key", sort=False)["size"].max().fillna(0)
    )
    indicators = resolve_indicators(dictionary, inputs.catalogue.indicators, largest, ledger)
    table = relabelled(table, inputs.corrections, ledger)
    table = _with_periods(table, {i.source_key: i for i in indicators}, ledger)
    indicators = [_breaks_by_end_year(i, table) for i in indicators]
    older, indicators = _older_years(history, indicators, table, inputs, ledger)
    indicators = [_with_its_periods(i, table, older) for i in indicators]
    table = pd.concat([table, older], ignore_index=True)
    end_years, published, notes = _arrays(table, indicators, inputs.areas)
    notes = withheld(published, notes, indicators, end_years, inputs, ledger)
    indicators, published, notes = _add_gaps(inputs.catalogue.gaps, indicators, end_years, published, notes)
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
        manifest=_manifest(inputs, files, indicators, published, notes, ledger, today),
    )


def _read(inputs: Inputs) -> tuple[LaitFiles, Observations, pd.DataFrame, dict, pd.DataFrame]:
    files, problems = find_files(inputs.lait)
    if files is None:
        raise SourceProblems(problems)
    raw, faults = read_figures(files.figures)
    dictionary, more = read_dictionary(files.dictionary)
    list_ledger = Ledger()
    neighbours, others = read_neighbours(files.neighbours[0][1], inputs.areas, list_ledger)
    history, older = read_history(list(inputs.ees), inputs.history)
    problems += [*faults, *more, *others, *older]
    observations = None
    if not faults and not more:
        observations, wrong = clean_figures(
            raw, dictionary, inputs.areas, ", ".join(p.name for p in files.figures)
        )
        problems += wrong
        observations.ledger.lines += list_ledger.lines
    if problems:
        raise SourceProblems(problems)
    return files, observations, dictionary, neighbours, history


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


def _older_years(
    history: pd.DataFrame, indicators: list[Indicator], table: pd.DataFrame, inputs: Inputs, ledger: Ledger
) -> tuple[pd.DataFrame, list[Indicator]]:
    """History rows in the shape of `table`, and the indicators with the breaks that history brings."""
    known = {i.source_key: i for i in indicators}
    history = history[history["source_key"].isin(known)].rename(columns={"period_label": "label"})
    if history.empty:
        return table.iloc[:0], indicators
    history = history.assign(area=_history_areas(history["area_code"], inputs.areas, ledger))
    history = _with_periods(history[history["area"] >= 0], known, ledger)
    have = pd.MultiIndex.from_frame(table[["source_key", "end_year"]].drop_duplicates())
    overlap = pd.MultiIndex.from_frame(history[["source_key", "end_year"]]).isin(have)
    ledger.dropped(
        "older rows for years the main file has", int(overlap.sum()), "the main file is the truth for them"
    )
    history = history[~overlap]
    first = table.groupby("source_key")["end_year"].min()
    rules = {r["source_key"]: r for r in inputs.history}
    extended = set(history["source_key"])
    return history[table.columns], [
        (
            _extended(i, first[i.source_key], rules[i.source_key], inputs.facts)
            if i.source_key in extended
            else i
        )
        for i in indicators
    ]


def _extended(indicator: Indicator, first_year: int, rule: dict, facts: dict[str, dict]) -> Indicator:
    """The indicator with the source of its older years, and a break before the main file's first where they
    do not join.
    """
    indicator = replace(indicator, older_source=facts[rule["file"]]["title"])
    why = rule["break_why"]
    if rule["same_definition"]:
        return indicator
    return replace(
        indicator,
        breaks=tuple(sorted({*indicator.breaks, Break(int(first_year), why)}, key=lambda b: b.from_year)),
    )


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


def _history_areas(codes: pd.Series, areas: AreaBook, ledger: Ledger) -> pd.Series:
    places = {}
    for code, count in codes.value_counts().items():
        try:
            places[code] = areas.index[areas.by_code(str(code)).code]
        except UnknownArea:
            places[code] = -1
            ledger.dropped(
                f"older rows of area {code}", count, "an authority that ended before the figures we carry"
            )
    return codes.map(places)


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


def _add_gaps(
    gaps: tuple[Indicator, ...],
    indicators: list[Indicator],
    end_years: np.ndarray,
    published: np.ndarray,
    notes: np.ndarray,
) -> tuple[list[Indicator], np.ndarray, np.ndarray]:
    """Each gap beside the rest: concern minus reference, in the periods both have; a note on either is a note
    on the gap.
    """
    place = {i.id: m for m, i in enumerate(indicators)}
    described, rows, row_notes = [], [published], [notes]
    for gap in gaps:
        if gap.concern not in place or gap.reference not in place:
            continue
        c, r = place[gap.concern], place[gap.reference]
        concern, reference = indicators[c], indicators[r]
        theirs = {p.end.year for p in reference.periods}
        periods = tuple(p for p in concern.periods if p.end.year in theirs)
        has = np.isin(end_years, [p.end.year for p in periods])
        note = np.where(has, np.where(notes[c] > 0, notes[c], notes[r]), 0).astype(np.uint8)
        rows.append(np.where(has & (note == 0), published[c] - published[r], np.nan)[None])
        row_notes.append(note[None])
        breaks = {
            b.from_year: b
            for b in (*reference.breaks, *concern.breaks)
            if periods and b.from_year > periods[0].end.year
        }
        described.append(
            replace(
                gap,
                periods=periods,
                breaks=tuple(breaks[y] for y in sorted(breaks)),
                source=concern.source,
                older_source=concern.older_source,
                updated=concern.updated,
                next_update=concern.next_update,
                main_from=concern.main_from,
            )
        )
    return [*indicators, *described], np.concatenate(rows), np.concatenate(row_notes)


def _manifest(
    inputs: Inputs,
    files: LaitFiles,
    indicators: list[Indicator],
    published: np.ndarray,
    notes: np.ndarray,
    ledger: Ledger,
    today: dt.date,
) -> dict:
    paths = [*files.figures, files.dictionary, *(p for _, p in files.neighbours[:1]), *inputs.ees]
    origins = [
        {**_facts(inputs.facts, p), "file": p.name, "sha256": hashlib.sha256(p.read_bytes()).hexdigest()}
        for p in paths
    ]
    counts = {
        i.id: {
            "values": int(np.isfinite(published[m]).sum()),
            "notes": int((notes[m] > 0).sum()),
            "periods": len(i.periods),
        }
        for m, i in enumerate(indicators)
    }
    version = hashlib.sha256(
        "".join(o["sha256"] for o in origins).encode() + published.tobytes()
    ).hexdigest()[:12]
    return {
        "built": today.isoformat(),
        "version": version,
        "origins": origins,
        "indicators": counts,
        "ledger": ledger.as_dicts(),
    }


def _facts(facts: dict[str, dict], path: Path) -> dict:
    """What the catalogue says of a file, by its name; a release we have not met says so."""
    return facts.get(path.name) or {
        "publisher": "Department for Education",
        "title": path.stem,
        "published": None,
        "licence": "Open Government Licence v3.0",
        "url": None,
    }
