"""Older years out of the tidy files of "explore education statistics". Reads and reports; knows no store and
no area names.

What each column holds: the publisher's own layout, and methods, "Values, notes, periods".
"""

import re
from pathlib import Path

import pandas as pd

from c4eo_core.model.kinds import Note
from c4eo_core.model.problem import Problem
from c4eo_core.sources.published.csv_file import missing_columns, parsed, problem_in, row_of, unpacked

KEY_COLUMNS = (
    "time_period",
    "time_identifier",
    "geographic_level",
    "country_code",
    "region_code",
    "new_la_code",
    "old_la_code",
)

# Levels finer than an authority, or of another kind, are left out without a word; a level in neither list is
# a fault.
_KEPT_LEVELS = ("national", "regional", "local authority")
_OTHER_LEVELS = {
    "school",
    "provider",
    "institution",
    "ward",
    "local authority district",
    "parliamentary constituency",
    "opportunity area",
    "planning area",
    "multi-academy trust",
    "mat",
    "sponsor",
    "english devolved area",
    "combined authority",
    "local enterprise partnership",
    "local skills improvement plan area",
    "rsc region",
    "police force area",
}
# Years that run over two calendar years; everything else here is one calendar year or one day in it.
_SPLIT_YEARS = ("academic year", "financial year", "tax year")
_WHOLE_YEARS = {
    "calendar year",
    "reporting year",
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
}

# "-" and "R" are printed without a reason; "k" is the old way of writing "low"; "." and ".." come from files
# before 2019.
SYMBOLS = {
    "c": Note.SUPPRESSED,
    "z": Note.NOT_APPLICABLE,
    "x": Note.NOT_AVAILABLE,
    "low": Note.LOW,
    "k": Note.LOW,
    "u": Note.UNRELIABLE,
    "R": Note.WITHHELD,
    "-": Note.WITHHELD,
    ".": Note.NOT_APPLICABLE,
    "..": Note.NOT_AVAILABLE,
    ":": Note.NOT_AVAILABLE,
    "": Note.NOT_AVAILABLE,
}
_REGIONS = {
    "north east": "E12000001",
    "north west": "E12000002",
    "yorkshire and the humber": "E12000003",
    "east midlands": "E12000004",
    "west midlands": "E12000005",
    "east of england": "E12000006",
    "london": "E12000007",
    "south east": "E12000008",
    "south west": "E12000009",
    "inner london": "E13000001",
    "outer london": "E13000002",
}


def read_tidy(path: Path) -> tuple[pd.DataFrame, list[Problem]]:
    """A zip (data and its meta file), csv or csv.gz as text, for England, regions and authorities.

    Added columns: `level`; `area_code` (nine characters, else the three-digit number); `end_year` (int);
    `period_label` ('2006/07', '2018'). Empty whenever there is a problem.
    """
    data, problems = unpacked(path)
    table, problems = parsed(path, data) if not problems else (pd.DataFrame(), problems)
    if not problems:
        table = _usual_layout(table)
        problems = missing_columns(path, table, KEY_COLUMNS)
    if not problems:
        table, problems = _with_keys(path, table)
    return (pd.DataFrame(), problems) if problems else (table, [])


def _usual_layout(table: pd.DataFrame) -> pd.DataFrame:
    """The attainment-at-19 tables name place and year in columns of their own; 'ALL' stands for the larger
    place.
    """
    if not {"cohort_19_in", "region", "la_code_9", "la_code_3"} <= set(table.columns):
        return table
    years = pd.to_numeric(table["cohort_19_in"], errors="coerce")
    period = [
        f"{y - 1:.0f}{y % 100:02.0f}" if y > 0 else text
        for y, text in zip(years, table["cohort_19_in"], strict=True)
    ]
    region, authority = table["region"].str.strip(), table["la_code_3"].str.strip()
    level = pd.Series("Local authority", index=table.index).mask(authority == "ALL", "Regional")
    return table.assign(
        time_period=period,
        time_identifier="Academic year",
        geographic_level=level.mask((authority == "ALL") & (region == "ALL"), "National"),
        country_code="E92000001",
        region_code=region.str.casefold().map(_REGIONS).fillna(""),
        new_la_code=table["la_code_9"].replace("ALL", ""),
        old_la_code=authority.replace("ALL", ""),
    )


def _with_keys(path: Path, table: pd.DataFrame) -> tuple[pd.DataFrame, list[Problem]]:
    level = table["geographic_level"].str.strip().str.casefold()
    problems = [
        problem_in(
            path,
            f"'{table['geographic_level'][level == odd].iloc[0]}' is not a geographic level we know "
            f"({int((level == odd).sum())} such; the first is row {row_of(level == odd)}).",
            "National, Regional or Local authority (finer levels are left out).",
            "Use the file as published.",
        )
        for odd in level.unique()
        if odd not in _KEPT_LEVELS and odd not in _OTHER_LEVELS
    ]
    table = table.assign(level=level)[level.isin(_KEPT_LEVELS)]
    if not problems and table.empty:
        problems.append(
            problem_in(
                path,
                "no row is about England, a region or an authority.",
                "one of these levels.",
                "Choose the file of the release that has local authority figures.",
            )
        )
    table, more = _with_areas(path, table)
    table, others = _with_years(path, table)
    return table.reset_index(drop=True), problems + more + others


def _with_areas(path: Path, table: pd.DataFrame) -> tuple[pd.DataFrame, list[Problem]]:
    source = {"national": "country_code", "regional": "region_code", "local authority": "new_la_code"}
    code = pd.Series("", index=table.index)
    for level, column in source.items():
        code = code.mask(table["level"] == level, table[column].str.strip())
    number = table["old_la_code"].str.strip()
    fallback = (
        ~code.str.fullmatch(r"[A-Z]\d{8}")
        & (table["level"] == "local authority")
        & number.str.fullmatch(r"\d{3}")
    )
    code = code.mask(fallback, number)
    # Pupils who live abroad, or nobody knows where, stand at national level with 'z': they are not a place.
    table, code = table.assign(area_code=code)[code != "z"], code[code != "z"]
    odd = ~code.str.fullmatch(r"[A-Z]\d{8}|\d{3}")
    if not odd.any():
        return table, []
    where = ", ".join(sorted({source[v] for v in table["level"][odd]}))
    return table, [
        problem_in(
            path,
            f"'{code[odd].iloc[0]}' is not an area code (column {where}; {int(odd.sum())} such; "
            f"the first is row {row_of(odd)}).",
            "nine characters such as E06000001, or the three-digit number in old_la_code.",
            "Use the file as published.",
        )
    ]


def _with_years(path: Path, table: pd.DataFrame) -> tuple[pd.DataFrame, list[Problem]]:
    pairs = table[["time_period", "time_identifier"]].drop_duplicates()
    read = {(p, i): year_of(p.strip(), i.strip().casefold()) for p, i in pairs.itertuples(index=False)}
    keys = list(zip(table["time_period"], table["time_identifier"], strict=True))
    table = table.assign(period_label=[read[k][0] for k in keys], end_year=[read[k][1] for k in keys])
    return table, [
        problem_in(
            path,
            f"time_period '{p}' with time_identifier '{i}' is not a whole year we can read (first in row "
            f"{row_of((table['time_period'] == p) & (table['time_identifier'] == i))}).",
            "201617 for an academic or financial year, 2017 for a calendar year.",
            "Use the file as published.",
        )
        for (p, i), (label, _) in read.items()
        if not label
    ]


def year_of(period: str, identifier: str) -> tuple[str, int]:
    """('2006/07', 2007) for 200607; ('', 0) when it names no whole year. Four digits of a split year are its
    first year.
    """
    if identifier in _SPLIT_YEARS and re.fullmatch(r"\d{4}|\d{6}", period):
        first = int(period[:4])
        if len(period) == 4 or int(period[4:]) == (first + 1) % 100:
            return f"{first}/{(first + 1) % 100:02d}", first + 1
    if identifier in _WHOLE_YEARS and re.fullmatch(r"\d{4}", period):
        return period, int(period)
    return "", 0
