"""Years before the main file's, and series that it does not have: placed among the areas we know."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from c4eo_core.catalogue.areas import AreaBook, UnknownArea
from c4eo_core.model.indicator import Break, Indicator
from c4eo_core.sources.ledger import Ledger


def placed(rows: pd.DataFrame, areas: AreaBook, ledger: Ledger) -> pd.DataFrame:
    """Rows as `read_history` gives them → the main table's columns; areas we do not know are left out."""
    rows = rows.rename(columns={"period_label": "label"})
    index = _area_index(rows["area_code"], areas, ledger)
    return rows.assign(area=index)[index >= 0]


def older_years(
    history: pd.DataFrame, table: pd.DataFrame, indicators: Mapping[str, Indicator], ledger: Ledger
) -> pd.DataFrame:
    """Rows of `history` for years that `table` does not have; both with periods."""
    have = pd.MultiIndex.from_frame(table[["source_key", "end_year"]].drop_duplicates())
    overlap = pd.MultiIndex.from_frame(history[["source_key", "end_year"]]).isin(have)
    ledger.dropped(
        "older rows for years the main file has", int(overlap.sum()), "the main file is the truth for them"
    )
    return history[~overlap & history["source_key"].isin(list(indicators)).to_numpy()][table.columns]


def extended(indicator: Indicator, first_year: int, rule: dict, facts: dict[str, dict]) -> Indicator:
    """The indicator with the source of its older years, and a break before the main file's first where they
    do not join.
    """
    indicator = replace(indicator, older_source=facts[rule["file"]]["title"])
    if rule["same_definition"]:
        return indicator
    joined = {*indicator.breaks, Break(int(first_year), rule["break_why"])}
    return replace(indicator, breaks=tuple(sorted(joined, key=lambda b: b.from_year)))


def of_other_releases(
    curated: Mapping[str, Indicator], keys: set[str], rules: list[dict], facts: dict[str, dict]
) -> list[Indicator]:
    """The catalogue's indicators that come from releases other than the main file, in the catalogue's order;
    of the files a series is made of, the last that the rules name is its source.
    """
    file = {r["source_key"]: r["file"] for r in rules}
    return [_with_source(i, facts[file[key]]) for key, i in curated.items() if key in keys]


def _with_source(indicator: Indicator, fact: dict) -> Indicator:
    return replace(
        indicator,
        beside=True,
        source=f"{fact['publisher']}, {fact['title']}",
        source_link=indicator.source_link or fact["url"],
        updated=_month(str(fact["published"])),
        next_update=fact.get("next"),
        discontinued=bool(fact.get("ended")),
    )


def _month(words: str) -> dt.date | None:
    """'June 2026' as the first of that month; a year alone names none."""
    try:
        return dt.datetime.strptime(words, "%B %Y").date()
    except ValueError:
        return None


def _area_index(codes: pd.Series, areas: AreaBook, ledger: Ledger) -> pd.Series:
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
