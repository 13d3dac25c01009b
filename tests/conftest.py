"""Shared by all tests: the store that comes with the project, and a small invented release to build stores
from.
"""

import os
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import openpyxl
import pandas as pd
import pytest
from hypothesis import settings

from c4eo_core.answers.desk import open_desk
from c4eo_core.catalogue.areas import load_areas
from c4eo_core.catalogue.entries import load_catalogue
from c4eo_core.folders import DATA

# Pages of the tests, and the servers they start, open with Leeds where a test names no place.
os.environ.setdefault("C4EO_AREA", "E08000035")

# source key, year labels, dictionary row. Two keys form a gap, two are unknown to the catalogue, one is
# pooled.
INDICATORS = {
    "FSM_NEW_KS2_RWM": (
        ["2023", "2024", "2025"],
        {"Topic": "Key Stage 2", "Polarity": "High", "Year_Type": "Academic Year"},
    ),
    "NonFSM_NEW_KS2_RWM": (
        ["2023", "2024", "2025"],
        {"Topic": "Key Stage 2", "Polarity": "High", "Year_Type": "Academic Year"},
    ),
    "TotPermEx": (
        ["2021/22", "2022/23", "2023/24"],
        {"Topic": "Exclusions", "Polarity": "Low", "Year_Type": "Academic Year"},
    ),
    "PriFSM": (
        ["2023", "2024", "2025"],
        {"Topic": "Context", "Polarity": "-", "Year_Type": "Annual - January"},
    ),
    "Invented_Score": (
        ["2023 (Rev)", "2024 (Rev)", "2025 (prov)"],
        {"Topic": "Invented", "Polarity": "High", "Year_Type": "Academic"},
    ),
    "Invented_Pooled": (
        ["2016-18", "2017-19", "2018-20"],
        {"Topic": "Invented", "Polarity": "Low", "Year_Type": "Calendar Year"},
    ),
}
_DICTIONARY_DEFAULTS = {
    "y_axis_name": "%",
    "dps": "1",
    "No_Quartile": "NA",
    "Last Update": "45809",
    "Next Update": "NA",
    "Hyperlink(s)": "NA",
}


@dataclass
class Release:
    """A small but complete set of source files, to be spoiled in one place and then written."""

    figures: pd.DataFrame
    dictionary: pd.DataFrame
    neighbours: dict[int, list[int]]

    def write(self, folder: Path, long_table: str = "parquet", encoding: str = "utf-8") -> Path:
        folder.mkdir(parents=True, exist_ok=True)
        if long_table == "parquet":
            self.figures.to_parquet(folder / "bds_long_0.parquet", index=False)
        elif long_table == "csv":
            self.figures.to_csv(folder / "bds_long_0.csv", index=False, encoding=encoding)
        self.dictionary.to_csv(folder / "lait_data_dictionary.csv", index=False, encoding=encoding)
        write_neighbours(folder / "sn_may_2025.xlsx", self.neighbours)
        return folder

    def cell(self, key: str, year: str, number: int) -> int:
        """The row of the long table for one indicator, year and area."""
        f = self.figures
        rows = f.index[(f["Short Desc"] == key) & (f["Years"] == year) & (f["LA Number"] == number)]
        assert len(rows) == 1
        return rows[0]


def write_neighbours(path: Path, lists: dict[int, list[int]]) -> None:
    """The published layout: headings on row 3, blank rows below the authorities, then a block for abolished
    ones.
    """
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(list("ABCDE") + list(range(3, 23)))
    sheet.append(list(range(1, 26)))
    headings = ["LA num", "LA Name", "LA number", "GOInd", "GOReg"]
    for n in range(1, 11):
        headings += [f"SN{n}", "SNP"]
    sheet.append(headings)
    abolished = {a.number for a in load_areas().abolished}
    for block, word in ((lists.keys() - abolished, "Very close"), (lists.keys() & abolished, "Very Close")):
        for own in sorted(block):
            sheet.append(
                [own, f"Place {own}", own, 1, "Region", *(cell for n in lists[own] for cell in (n, word))]
            )
        for row in ([None], [None, "Old SNs:"] if block - abolished else [None], [None]):
            sheet.append(row)
    book.save(path)


def make_release() -> Release:
    areas = load_areas()
    random = np.random.default_rng(7)
    rows = []
    for key, (labels, _) in INDICATORS.items():
        level = random.normal(50, 8, len(areas.areas))
        for label in labels:
            level = level + random.normal(0.5, 1.5, len(areas.areas))
            rows += [
                {
                    "Short Desc": key,
                    "Data item": f"Invented words for {key}",
                    "Years": label,
                    "LA and Regions": area.name,
                    "Values": f"{value:.2f}",
                    "LA Number": float(area.number),
                    "Region": "NA",
                }
                for area, value in zip(areas.areas, level, strict=True)
            ]
    dictionary = pd.DataFrame(
        [
            {**_DICTIONARY_DEFAULTS, "Measure_short": key, "Measure": f"Invented measure {key}", **row}
            for key, (_, row) in INDICATORS.items()
        ]
    )
    numbers = [a.number for a in areas.authorities]
    lists = {n: [numbers[(i + k) % len(numbers)] for k in range(1, 11)] for i, n in enumerate(numbers)}
    lists |= {a.number: numbers[:10] for a in areas.abolished}
    return Release(pd.DataFrame(rows), dictionary, lists)


# A busy machine is no fault of the code.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")


# Files of browser tests as they take long, so that at the end no process waits for the longest of another.
LONGEST = (
    "test_sign_in",
    "test_accessibility",
    "test_accessibility_more",
    "test_coverage",
    "test_keyboard",
    "test_workshop",
    "test_typing",
    "test_site",
    "test_journey",
    "test_canaries",
    "test_first_hit",
)
SHORTEST = ("test_organisation", "test_proxy", "test_late_steps")


def pytest_collection_modifyitems(items):
    """Browser tests last: Playwright leaves an event loop running in the process, beside which no other test
    may start its own.
    """

    def turn(item):
        name = item.path.stem
        if "browser" not in item.path.parts:
            return 0
        return LONGEST.index(name) + 1 if name in LONGEST else len(LONGEST) + 1 + (name in SHORTEST)

    items.sort(key=turn)
    for item in items:
        if turn(
            item
        ):  # decision 0015: a wait that ended too early for a machine at full load, never a wrong finding
            item.add_marker(pytest.mark.flaky(reruns=1, only_rerun=["TimeoutError"]))


@pytest.fixture(scope="session")
def desk():
    """The figures that came with the project, every comparison worked out."""
    return open_desk(DATA / "figures").prepared()


@pytest.fixture(scope="session")
def figures(desk):
    return desk.figures


@pytest.fixture(scope="session")
def catalogue():
    """The project's own catalogue, read once."""
    return load_catalogue()


@pytest.fixture
def release(monkeypatch, catalogue) -> Release:
    # Half of a small build is reading the catalogue, which no fault in a source changes.
    monkeypatch.setattr("c4eo_core.answers.rebuild.load_catalogue", lambda: catalogue)
    return make_release()


@pytest.fixture(scope="module")
def ground():
    """What coverage is worked out from, read once."""
    from c4eo_core.answers.coverage.distances import prepared_coverage_data

    return prepared_coverage_data()
