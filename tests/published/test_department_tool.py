"""The department's own convention is reproduced figure by figure, from a cut of the published files.

It is compared with `reference.py`, which says the convention over again in plain slow steps.
"""

import datetime as dt
import shutil
from pathlib import Path

import pandas as pd
import pytest
from reference import Tool, neighbour_lists

from c4eo_core.answers.desk import open_desk
from c4eo_core.answers.rebuild import rebuild
from c4eo_core.answers.standing.conventions import Convention
from c4eo_core.answers.standing.progress import progress_of

HERE = Path(__file__).parent
AREAS = {
    "Barnsley": 370,
    "Bradford": 380,
    "Camden": 202,
    "City of London": 201,
    "Croydon": 306,
    "Cumberland": 942,
    "Cumbria": 909,
    "Barking and Dagenham": 301,
    "Hackney": 204,
    "Isles of Scilly": 420,
    "Kent": 886,
    "Northamptonshire": 928,
}


@pytest.fixture(scope="module")
def tool():
    dictionary = pd.read_csv(HERE / "lait_dictionary_extract.csv", dtype=str, keep_default_na=False)
    return Tool(
        pd.read_parquet(HERE / "lait_extract.parquet"), dictionary, neighbour_lists(HERE / "sn_may_2025.xlsx")
    )


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A store built from the extract alone, by the ordinary way."""
    folder = tmp_path_factory.mktemp("extract")
    shutil.copy(HERE / "lait_extract.parquet", folder / "bds_long_0.parquet")
    shutil.copy(HERE / "lait_dictionary_extract.csv", folder / "lait_data_dictionary.csv")
    shutil.copy(HERE / "sn_may_2025.xlsx", folder)
    rebuild(folder, [], folder / "store", dt.date(2026, 5, 1))
    return open_desk(folder / "store")


def as_the_tool_says_it(p):
    return {
        "year": p.period.first_year,
        "value": p.value,
        "change": p.change,
        "rank": p.rank,
        "of": p.ranked,
        "band": p.quartile,
        "bounds": list(p.quartile_bounds) if p.quartile_bounds else None,
        "england": p.england,
        "region": p.region_value,
        "region_number": p.region.number if p.region else None,
        "neighbours": p.neighbours.mean,
        "with_value": p.neighbours.with_value,
    }


def differences(desk, tool, name):
    area = desk.figures.areas.find(str(AREAS[name]))
    indicators = [i for i in desk.figures.indicators if i.source_key in tool.cells]
    assert len(indicators) == 31
    wrong = []
    for p in progress_of(desk, area, indicators, Convention.DFE):
        said, expected = as_the_tool_says_it(p), tool.answer(p.indicator.source_key, area.number)
        for field, value in expected.items():
            if said[field] != (
                value if value is None or isinstance(value, str) else pytest.approx(value, abs=1e-9)
            ):
                wrong.append((p.indicator.source_key, field, said[field], value))
    return wrong


@pytest.mark.parametrize("name", AREAS)
def test_every_figure_of_the_departments_convention_is_reproduced(built, tool, name):
    assert differences(built, tool, name) == []


@pytest.mark.parametrize("name", AREAS)
def test_the_store_that_came_with_the_project_gives_the_same_figures(desk, tool, name):
    assert differences(desk, tool, name) == []


# Well-known national figures, as first announced, at the decimals they were announced with: key, label,
# decimals, figure.
PUBLISHED = [
    ("KS2RWM_Expected_STD", "2019", 0, 65),
    ("KS2RWM_Expected_STD", "2022", 0, 59),
    ("KS2RWM_Expected_STD", "2024", 0, 61),
    ("AVG_Attain8_Score", "2019", 1, 46.7),
    ("AVG_Attain8_Score", "2024", 1, 45.9),
    ("TotAbs", "2019", 2, 4.73),
    ("TotAbs", "2024", 2, 7.15),
    ("TotPermEx", "2018/19", 2, 0.10),
    ("TotPermEx", "2022/23", 2, 0.11),
    ("TotPermEx", "2023/24", 2, 0.13),
    ("KS1P_all", "2019", 0, 82),
    ("KS1P_all", "2023", 0, 79),
    ("PriFSM", "2025", 1, 24.7),
]


@pytest.mark.parametrize(("key", "label", "decimals", "value"), PUBLISHED)
def test_national_figures_are_those_announced(figures, built, key, label, decimals, value):
    for store in (figures, built.figures):
        found = {p.published: v for p, v, _ in store.cells(store.find(f"lait:{key}"), store.areas.england)}
        assert round(found[label], decimals) == pytest.approx(value, abs=1e-9)


def test_england_at_eleven_in_2025_and_barnsley_beside_it(built, tool):
    """One row read off the published table by eye, end to end."""
    england, barnsley = tool.answer("KS2RWM_Expected_STD", 970), tool.answer("KS2RWM_Expected_STD", 370)
    assert (england["value"], england["rank"], england["band"]) == (63.0, None, None)
    assert (barnsley["value"], barnsley["change"], barnsley["england"], barnsley["region_number"]) == (
        65.0,
        4.0,
        63.0,
        982,
    )
    indicator = built.figures.find("lait:KS2RWM_Expected_STD")
    (p,) = progress_of(built, built.figures.areas.find("370"), [indicator], Convention.DFE)
    assert (p.value, p.change, p.england, p.rank) == (65.0, 4.0, 63.0, barnsley["rank"])


def test_the_extract_and_the_store_hold_the_same_published_values(figures, built):
    ours, mine = figures, built.figures
    for indicator in mine.indicators:
        if indicator.is_gap:
            continue
        twin = ours.find(f"lait:{indicator.source_key}")
        periods = {p.published: p for p in twin.periods}
        for period in indicator.periods:
            a = mine.published[mine.index[indicator.id], :, mine.column[period.end.year]]
            b = ours.published[ours.index[twin.id], :, ours.column[periods[period.published].end.year]]
            pd.testing.assert_series_equal(pd.Series(a), pd.Series(b), check_exact=True)
