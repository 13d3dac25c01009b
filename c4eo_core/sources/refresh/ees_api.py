"""The API of "explore education statistics": a data set asked for in parts, written as the tidy file it would
be.

What it does that one would not expect: figures are text, with the usual symbols; a filter it does not know is
a warning and not an error, and the rows come all the same; `in` is a union, so each filter needs a clause of
its own; answers come in pages.
"""

import csv
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from c4eo_core.model.problem import Problem
from c4eo_core.sources.refresh.client import NotFetched, Progress, Publisher

_PAGE = 1000
_LEVELS = {"NAT": "National", "REG": "Regional", "LA": "Local authority"}
_PERIODS = {"AY": "Academic year", "FY": "Financial year", "CY": "Calendar year", "RY": "Reporting year"}
_KEYS = [
    "time_period",
    "time_identifier",
    "geographic_level",
    "country_code",
    "region_code",
    "new_la_code",
    "old_la_code",
]


def fetch_data_set(
    publisher: Publisher,
    base: str,
    options: Mapping[str, Any],
    to: Path,
    known_version: str | None,
    progress: Progress,
) -> str | None:
    """The version written to `to`, or None when `known_version` is still the latest.

    options: data_set, its id; filters {column: label} and indicators [column], without which all. Raises
    NotFetched with everything that the API does not know any more.
    """
    address = f"{base.rstrip('/')}/data-sets/{options['data_set']}"
    version = str(publisher.json("GET", address)["latestVersion"]["version"])
    if version == known_version and to.exists():
        return None
    meta = publisher.json("GET", f"{address}/meta?dataSetVersion={version}")
    wanted, chosen = _chosen(address, meta, options)
    body = _query(meta, wanted, chosen)
    rows, page, pages = [], 1, 1
    while page <= pages:
        answer = publisher.json(
            "POST", f"{address}/query?dataSetVersion={version}", {**body, "page": page, "pageSize": _PAGE}
        )
        _refuse_warnings(address, answer)
        rows += answer["results"]
        pages = int(answer["paging"]["totalPages"])
        progress(page, pages)
        page += 1
    _write(to, meta, chosen, rows)
    return version


def _chosen(
    address: str, meta: Mapping[str, Any], options: Mapping[str, Any]
) -> tuple[dict[str, str], list[Mapping[str, Any]]]:
    """Filter column → id of the option wanted, and the indicators. A name the set does not have is refused
    here: asked for, it would only be a warning.
    """
    problems, wanted = [], {}
    filters = {f["column"]: f for f in meta["filters"]}
    for column, label in (options.get("filters") or {}).items():
        listed = {o["label"]: o["id"] for o in filters.get(column, {}).get("options", ())}
        if label in listed:
            wanted[column] = listed[label]
        else:
            has = ", ".join(list(listed)[:8]) or ", ".join(filters)
            problems.append(f"{column} has no '{label}' (it has {has})")
    by_column = {i["column"]: i for i in meta["indicators"]}
    names = options.get("indicators") or list(by_column)
    problems += [f"there is no indicator '{name}'" for name in names if name not in by_column]
    if problems:
        raise NotFetched(
            Problem(
                address,
                "; ".join(problems) + ".",
                "the filters and indicators of data/catalogue/releases.yaml.",
                "The data set has changed: look at its own page, and correct the entry.",
            )
        )
    return wanted, [by_column[name] for name in names]


def _query(
    meta: Mapping[str, Any], wanted: Mapping[str, str], chosen: list[Mapping[str, Any]]
) -> dict[str, Any]:
    levels = [g["code"] for g in meta["geographicLevels"] if g["code"] in _LEVELS]
    clauses: list[dict] = [{"geographicLevels": {"in": levels}}]
    clauses += [{"filters": {"in": [option]}} for option in wanted.values()]
    return {"criteria": {"and": clauses}, "indicators": [i["id"] for i in chosen]}


def _refuse_warnings(address: str, answer: Mapping[str, Any]) -> None:
    if answer.get("warnings"):
        told = "; ".join(str(w.get("message", w)) for w in answer["warnings"])
        raise NotFetched(
            Problem(
                address,
                f"the API warns: {told}",
                "an answer to all that was asked.",
                "The data set has changed: look at its own page, and correct the entry.",
            )
        )


def _write(
    to: Path, meta: Mapping[str, Any], chosen: list[Mapping[str, Any]], rows: list[Mapping[str, Any]]
) -> None:
    places = {o["id"]: o for group in meta["locations"] for o in group["options"]}
    labels = {o["id"]: o["label"] for f in meta["filters"] for o in f["options"]}
    columns = {f["id"]: f["column"] for f in meta["filters"]}
    scratch = to.with_name(to.name + ".part")
    with scratch.open("w", newline="", encoding="utf-8") as file:
        out = csv.writer(file)
        out.writerow([*_KEYS, *columns.values(), *(i["column"] for i in chosen)])
        for row in rows:
            out.writerow(
                [
                    *_keys(row, places),
                    *(labels.get(row["filters"].get(f), "") for f in columns),
                    *(row["values"].get(i["id"], "") for i in chosen),
                ]
            )
    scratch.replace(to)


def _keys(row: Mapping[str, Any], places: Mapping[str, Mapping[str, Any]]) -> list[str]:
    period = row["timePeriod"]
    at = {level: places.get(place, {}) for level, place in row["locations"].items()}
    keys = [
        _short(str(period["period"])),
        _PERIODS.get(period["code"], "Calendar year"),
        _LEVELS.get(row["geographicLevel"], row["geographicLevel"]),
        at.get("NAT", {}).get("code", "E92000001"),
        at.get("REG", {}).get("code", ""),
        at.get("LA", {}).get("code", ""),
        at.get("LA", {}).get("oldCode", ""),
    ]
    return [str(key or "") for key in keys]


def _short(period: str) -> str:
    """'2024/2025' → '202425'."""
    first, _, last = period.partition("/")
    return first + last[-2:] if last else first
