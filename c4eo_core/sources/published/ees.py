"""Older years out of the tidy files of "explore education statistics". Reads and reports; knows no store and
no area names.

What each column holds: the publisher's own layout, and methods, "Values, notes, periods".
"""

import csv
import difflib
import gzip
import io
import re
import zipfile
import zlib
from pathlib import Path

import pandas as pd

from c4eo_core.model.kinds import Note
from c4eo_core.model.problem import Problem

HISTORY_COLUMNS = ("source_key", "area_code", "period_label", "value", "note", "file")
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
_NUMBER = re.compile(r"[-+]?\d+(\.\d*)?([eE][-+]?\d+)?|[-+]?\.\d+")
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
    data, problems = _bytes_of(path)
    table, problems = _parsed(path, data) if not problems else (None, problems)
    if not problems:
        table = _usual_layout(table)
        problems = _missing(path, table, KEY_COLUMNS)
    if not problems:
        table, problems = _with_keys(path, table)
    return (pd.DataFrame(), problems) if problems else (table, [])


def read_history(files: list[Path], rules: list[dict]) -> tuple[pd.DataFrame, list[Problem]]:
    """The series that `rules` pick out of `files`; a rule whose file is not among them is passed over.

    A rule names source_key, file, filters, value and years {from, to}: the years in which periods end, both
    included.
    `per` names a denominator: the figure is then 100 × value ÷ per. A filter with several values adds their
    rows up, and needs
    `per`. `symbols` says what a symbol means in this file where that differs ({x: c}).
    """
    tables, problems = [], []
    for path in map(Path, files):
        mine = [r for r in rules if r["file"] == path.name]
        if not mine:
            problems.append(_not_asked_for(path, rules))
            continue
        table, faults = read_tidy(path)
        problems += faults
        for rule in [] if faults else mine:
            series, wrong = _series(path, table, rule)
            tables.append(series)
            problems += wrong
    # A filter value that is not there is named once, though twenty series may ask for it.
    problems = list(dict.fromkeys(problems))
    if problems or not tables:
        return pd.DataFrame(columns=list(HISTORY_COLUMNS)), problems
    return pd.concat(tables, ignore_index=True), []


def _bytes_of(path: Path) -> tuple[bytes, list[Problem]]:
    name = path.name.casefold()
    if not path.is_file():
        return b"", [
            _problem(path, "there is no such file.", "a zip, csv or csv.gz file.", "Check the path.")
        ]
    try:
        if name.endswith(".zip"):
            return _data_in_zip(path)
        return (gzip.decompress(path.read_bytes()) if name.endswith(".gz") else path.read_bytes()), []
    except (zipfile.BadZipFile, gzip.BadGzipFile, EOFError, zlib.error, RuntimeError, NotImplementedError):
        kind = name.rpartition(".")[2]
        return b"", [
            _problem(
                path,
                f"it is called .{kind} and cannot be unpacked.",
                f"a whole {kind} file.",
                "The file may be cut off, locked, or another kind under this name: download it again.",
            )
        ]


def _data_in_zip(path: Path) -> tuple[bytes, list[Problem]]:
    with zipfile.ZipFile(path) as archive:
        names = [
            n for n in archive.namelist() if n.casefold().endswith(".csv") and not n.startswith("__MACOSX")
        ]
        names = [n for n in names if not n.casefold().endswith(".meta.csv")]
        if len(names) != 1:
            found = f"it holds {len(names)} data files" + (f": {', '.join(names[:5])}." if names else ".")
            return b"", [
                _problem(path, found, "one data file (.csv) and its .meta.csv.", "Use the zip as published.")
            ]
        return archive.read(names[0]), []


def _parsed(path: Path, data: bytes) -> tuple[pd.DataFrame, list[Problem]]:
    again, table = "Download it again, and do not save it from a spreadsheet.", pd.DataFrame()
    try:
        table = pd.read_csv(
            io.BytesIO(data), dtype=str, keep_default_na=False, encoding="utf-8-sig", index_col=False
        )
    except UnicodeDecodeError:
        return table, [_problem(path, "its letters are not in UTF-8.", "a CSV file in UTF-8.", again)]
    except pd.errors.EmptyDataError:
        pass
    except pd.errors.ParserError:
        return table, [
            _problem(path, "its rows differ in length.", "a CSV file with as many cells in each row.", again)
        ]
    if table.empty:
        return table, [
            _problem(path, "the file holds no rows.", "a line of column names, and figures under it.", again)
        ]
    last = data.rstrip(b"\r\n").rpartition(b"\n")[2].decode("utf-8")
    if len(next(csv.reader([last]))) < len(table.columns):
        return table, [
            _problem(path, "its last row stops short.", "as many cells in each row as columns.", again)
        ]
    return table, []


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
        _problem(
            path,
            f"'{table['geographic_level'][level == odd].iloc[0]}' is not a geographic level we know "
            f"({int((level == odd).sum())} such; the first is row {_row(level == odd)}).",
            "National, Regional or Local authority (finer levels are left out).",
            "Use the file as published.",
        )
        for odd in level.unique()
        if odd not in _KEPT_LEVELS and odd not in _OTHER_LEVELS
    ]
    table = table.assign(level=level)[level.isin(_KEPT_LEVELS)]
    if not problems and table.empty:
        problems.append(
            _problem(
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
        _problem(
            path,
            f"'{code[odd].iloc[0]}' is not an area code (column {where}; {int(odd.sum())} such; "
            f"the first is row {_row(odd)}).",
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
        _problem(
            path,
            f"time_period '{p}' with time_identifier '{i}' is not a whole year we can read (first in row "
            f"{_row((table['time_period'] == p) & (table['time_identifier'] == i))}).",
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


def _series(path: Path, table: pd.DataFrame, rule: dict) -> tuple[pd.DataFrame, list[Problem]]:
    """One rule's figures, in the shape of HISTORY_COLUMNS."""
    filters = {
        k: [str(x) for x in (v if isinstance(v, list) else [v])]
        for k, v in (rule.get("filters") or {}).items()
    }
    columns = [rule["value"], *([rule["per"]] if rule.get("per") else [])]
    problems = _missing(path, table, (*filters, *columns))
    for column, wanted in filters.items():
        present = table[column].str.strip().unique() if column in table else wanted
        problems += [_no_such_value(path, column, value, present) for value in wanted if value not in present]
    if problems:
        return pd.DataFrame(), problems
    rows = table[table["end_year"].between(rule["years"]["from"], rule["years"]["to"])]
    for column, wanted in filters.items():
        rows = rows[rows[column].str.strip().isin(wanted)]
    if rows.empty:
        found = (
            f"{rule['source_key']}: no rows for the years {rule['years']['from']} to {rule['years']['to']}."
        )
        return rows, [
            _problem(path, found, "older years of this series.", "Give the release that the rule names.")
        ]
    doubled = rows.duplicated(
        ["area_code", "end_year", *(column for column, wanted in filters.items() if len(wanted) > 1)]
    )
    if doubled.any():
        one = rows[doubled].iloc[0]
        return rows, [
            _problem(
                path,
                f"{rule['source_key']}: rows come twice ({int(doubled.sum())} in all), such as"
                f" {one['area_code']} in {one['period_label']}.",
                "one row for each place and year once the filters are set.",
                "Set one more filter in the rule, or use the file as published.",
            )
        ]
    return _figures(path, rows, rule, columns)


def _figures(
    path: Path, rows: pd.DataFrame, rule: dict, columns: list[str]
) -> tuple[pd.DataFrame, list[Problem]]:
    symbols = {**SYMBOLS, **{str(k): Note(v) for k, v in (rule.get("symbols") or {}).items()}}
    cells, problems = pd.DataFrame(index=rows.index), []
    note = pd.Series(None, index=rows.index, dtype=object)
    for column in columns:
        text = rows[column].str.strip()
        is_number = text.str.fullmatch(_NUMBER).astype(bool)
        cells[column] = pd.to_numeric(text.where(is_number), errors="coerce")
        note = note.where(is_number | note.notna(), text.map({k: n.value for k, n in symbols.items()}))
        odd = text[~is_number & ~text.isin(symbols)]
        if len(odd):
            problems.append(
                _problem(
                    path,
                    f"column {column}: '{odd.iloc[0]}' is neither a number nor a symbol we know "
                    f"({len(odd)} cells).",
                    f"a number, or one of {' '.join(filter(None, symbols))}.",
                    "Use the file as published.",
                )
            )
    place = rows.assign(note=note).groupby(["area_code", "period_label"], sort=False)
    # "first" passes over the cells that have no note: one hidden part hides the sum.
    noted = place["note"].first()
    total = cells.groupby([rows["area_code"], rows["period_label"]], sort=False).sum(min_count=1)
    value = total[columns[0]]
    if rule.get("per"):
        value = 100 * value / total[rule["per"]].where(total[rule["per"]] != 0)
        noted = noted.where(noted.notna() | value.notna(), Note.NOT_APPLICABLE.value)
    out = pd.DataFrame(
        {"value": value.where(noted.isna()), "note": noted.where(noted.notna(), None)}
    ).reset_index()
    return out.assign(source_key=rule["source_key"], file=path.name)[list(HISTORY_COLUMNS)], problems


def _missing(path: Path, table: pd.DataFrame, wanted: tuple[str, ...]) -> list[Problem]:
    return [
        _problem(
            path,
            f"there is no column '{column}'.{_near(column, table.columns)}",
            f"the columns {', '.join(wanted)}.",
            "Use the file as published.",
        )
        for column in wanted
        if column not in table
    ]


def _no_such_value(path: Path, column: str, value: str, present: list[str]) -> Problem:
    return _problem(
        path,
        f"column {column} never says '{value}'.{_near(value, present)}",
        f"'{value}'; the file says {', '.join(sorted(present)[:8])}.",
        "Give the release that the rule names.",
    )


def _not_asked_for(path: Path, rules: list[dict]) -> Problem:
    names = sorted({r["file"] for r in rules})
    return _problem(
        path,
        f"no series is taken from a file of this name.{_near(path.name, names)}",
        f"one of: {', '.join(names) or 'none'}.",
        "Leave it out, or give it the name it was published under.",
    )


def _near(word: str, choices: list[str]) -> str:
    close = difflib.get_close_matches(word, map(str, choices), n=1, cutoff=0.5)
    return f" '{close[0]}' looks like it." if close else ""


def _row(mask: pd.Series) -> int:
    """The line of the file (the column names are line 1) in which the first marked row stands."""
    return int(mask.index[mask][0]) + 2


def _problem(path: Path, found: str, expected: str, do: str) -> Problem:
    return Problem(path.name, found, expected, do)
