"""Series that the catalogue's rules pick out of published files: rows chosen, columns divided."""

import re
from pathlib import Path

import pandas as pd

from c4eo_core.model.kinds import Note
from c4eo_core.model.problem import Problem
from c4eo_core.sources.published.csv_file import missing_columns, nearest_words, problem_in
from c4eo_core.sources.published.ees import SYMBOLS, read_tidy
from c4eo_core.sources.published.laid_out import read_laid_out, years_later

HISTORY_COLUMNS = ("source_key", "area_code", "period_label", "value", "note", "file")

_NUMBER = re.compile(r"[-+]?\d+(\.\d*)?([eE][-+]?\d+)?|[-+]?\.\d+")


def read_history(
    files: list[Path], rules: list[dict], layouts: dict[str, dict] | None = None
) -> tuple[pd.DataFrame, list[Problem]]:
    """The series that `rules` pick out of `files`; a rule whose file is not among them is passed over.

    A rule names source_key, file, filters and value; years {from, to}, if not all: the years in which
    periods end, both included. `per` names a denominator: the figure is then 100 × value ÷ per. A filter
    with several values adds their rows up, and needs `per`. `symbols` says what a symbol means in this file
    where that differs ({x: c}). `times` multiplies (a share of 0.05 into 5 per cent); `later` says by how
    many years the column looks ahead of its row. `layouts`: by file name, for files that are not in the
    tidy layout (see `laid_out`).
    """
    tables, problems = [], []
    for path in map(Path, files):
        mine = [r for r in rules if r["file"] == path.name]
        if not mine:
            problems.append(_not_asked_for(path, rules))
            continue
        layout = (layouts or {}).get(path.name)
        table, faults = read_laid_out(path, layout) if layout else read_tidy(path)
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


def _series(path: Path, table: pd.DataFrame, rule: dict) -> tuple[pd.DataFrame, list[Problem]]:
    """One rule's figures, in the shape of HISTORY_COLUMNS."""
    filters = {
        k: [str(x) for x in (v if isinstance(v, list) else [v])]
        for k, v in (rule.get("filters") or {}).items()
    }
    columns = [rule["value"], *([rule["per"]] if rule.get("per") else [])]
    problems = missing_columns(path, table, (*filters, *columns))
    for column, wanted in filters.items():
        present = table[column].str.strip().unique() if column in table else wanted
        problems += [_no_such_value(path, column, value, present) for value in wanted if value not in present]
    if problems:
        return pd.DataFrame(), problems
    years = rule.get("years") or {"from": 0, "to": 9999}
    rows = table[table["end_year"].between(years["from"], years["to"])]
    for column, wanted in filters.items():
        rows = rows[rows[column].str.strip().isin(wanted)]
    if rows.empty:
        found = f"{rule['source_key']}: no rows for the years {years['from']} to {years['to']}."
        return rows, [
            problem_in(path, found, "older years of this series.", "Give the release that the rule names.")
        ]
    doubled = rows.duplicated(
        ["area_code", "end_year", *(column for column, wanted in filters.items() if len(wanted) > 1)]
    )
    if doubled.any():
        one = rows[doubled].iloc[0]
        return rows, [
            problem_in(
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
                problem_in(
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
    value = value * rule.get("times", 1)
    out = pd.DataFrame(
        {"value": value.where(noted.isna()), "note": noted.where(noted.notna(), None)}
    ).reset_index()
    out["period_label"] = [years_later(label, rule.get("later", 0)) for label in out["period_label"]]
    return out.assign(source_key=rule["source_key"], file=path.name)[list(HISTORY_COLUMNS)], problems


def _no_such_value(path: Path, column: str, value: str, present: list[str]) -> Problem:
    return problem_in(
        path,
        f"column {column} never says '{value}'.{nearest_words(value, present)}",
        f"'{value}'; the file says {', '.join(sorted(present)[:8])}.",
        "Give the release that the rule names.",
    )


def _not_asked_for(path: Path, rules: list[dict]) -> Problem:
    names = sorted({r["file"] for r in rules})
    return problem_in(
        path,
        f"no series is taken from a file of this name.{nearest_words(path.name, names)}",
        f"one of: {', '.join(names) or 'none'}.",
        "Leave it out, or give it the name it was published under.",
    )
