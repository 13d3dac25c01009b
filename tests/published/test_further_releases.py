"""Indicators from releases beside the authority tool: every value in the cut files is the store's value.

The files are read here by plain code that shares nothing with the app's own reader: which column, which rows and which
year are said over again, and so is every sum.
"""

import csv
import datetime as dt
import gzip
import math
import shutil
from pathlib import Path

import pytest

from c4eo_core.answers.rebuild import rebuild
from c4eo_core.catalogue.areas import load_areas
from c4eo_core.catalogue.entries import read_yaml
from c4eo_core.folders import CATALOGUE
from c4eo_core.model.kinds import Note
from c4eo_core.store.disk import read_store
from c4eo_core.store.figures import NOTES

HERE = Path(__file__).parent
CUT = HERE / "releases"
# Old codes of counties that are one authority still.
SAME = {"E10000002": "E06000060", "E10000023": "E06000065", "E10000027": "E06000066"}


def rows_of(name):
    path = CUT / name
    opened = gzip.open if name.endswith(".gz") else open
    with opened(path, "rt", encoding="utf-8-sig", newline="") as f:
        return list(csv.DictReader(f))


def number(text):
    try:
        return float(text)
    except ValueError:
        return None


def place(row, *columns):
    code = next((row[c] for c in columns if row.get(c)), "")
    code = "E92000001" if row.get("geographic_level") == "National" else code
    return SAME.get(code, code)


def year(text):
    """The year in which the period ends."""
    if len(text) == 4:
        return int(text)
    if text.endswith("/P1Y"):
        return int(text[:4]) + 1
    return int(text[:4]) if text[4] == "-" else int(text[:4]) + 1


def plain(name, column, where=(), when="time_period", later=0, times=1.0):
    """{(area, year): number or the text that stands for none}"""
    out = {}
    for row in rows_of(name):
        if all(row[k] == v for k, v in where):
            n = number(row[column])
            key = place(row, "new_la_code", "region_code", "areacd", "Area Code"), year(row[when]) + later
            out[key] = row[column] if n is None else n * times
    return out


def share(name, column, total):
    out = {}
    for row in rows_of(name):
        n, of = number(row[column]), number(row[total])
        found = "none" if n is None or not of else 100 * n / of
        out[place(row, "new_la_code", "region_code"), year(row["time_period"])] = found
    return out


def survey(column):
    return {(row["new_la_code"], 2008): float(row[column]) for row in rows_of("place_survey_2008_la.csv")}


def ons(dataset, indicator=None):
    name = "ons_local_statistics_la.csv.gz"
    where = [("dataset", dataset), *([("indicator", indicator)] if indicator else [])]
    return plain(name, "observation", where, when="period")


def health(breakdown):
    return plain("cla_health_sdq_la_2021-2025.csv.gz", "children_percent", [("breakdown", breakdown)])


def absent(group):
    name = "absence_social_care_groups_la_2018-19_to_2024-25.csv.gz"
    return plain(name, "pt_pupils_pa_50_exact", [("social_care_group", group)])


def places(column, **how):
    return plain("school_places_scorecard_la_2022-23_to_2024-25.csv.gz", column, when="Year", **how)


def needs(name, column, breakdown):
    return plain(f"sen2_{name}_la.csv.gz", column, [("breakdown", breakdown)])


def preferences(letter, which):
    """The figure of the year itself wins over what last year's file said of it."""
    return places(f"Pref_{letter}_{which}_NY", later=1) | places(f"Pref_{letter}_{which}_CY")


def leavers(kind, age, breakdown):
    name = f"csc_care_leavers_{kind}_la.csv.gz"
    return plain(name, "care_leaver_percent", [("care_leaver_age", age), ("breakdown", breakdown)])


FACTORS = {
    "assessed-child-mental-health": "Mental_Health_child",
    "assessed-self-harm": "Self_harm",
    "assessed-domestic-abuse-parent": "Domestic_Abuse_parent",
    "assessed-domestic-abuse-child": "Domestic_Abuse_child",
    "assessed-young-carer": "Young_Carer",
    "assessed-parent-mental-health": "Mental_Health_parent",
    "assessed-alcohol-parent": "Alcohol_Misuse_parent",
    "assessed-drugs-parent": "Drug_Misuse_parent",
    "assessed-drugs-child": "Drug_Misuse_child",
    "assessed-learning-disability-child": "Learning_Disability_child",
    "assessed-neglect": "Neglect",
    "assessed-emotional-abuse": "Emotional_Abuse",
    "assessed-missing": "Going_missing",
    "assessed-sexual-exploitation": "Child_sexual_exploitation",
    "assessed-gangs": "Gangs",
    "assessed-behaviour": "Socially_unacceptable_behaviour",
    "assessed-criminal-exploitation": "Child_criminal_exploitation",
    "assessed-asylum": "Unaccompanied_asylum_seeker",
}
_FACTORS = "csc_assessment_factors_la_2018-2025.csv.gz"
_WORKERS = "csc_children_social_workers_la_2017-2025.csv.gz"
_CULTURE = "engagement-with-culture-and-heritage"
_MOVES = "With one or more mid-year moves during the previous 2 years"

EXPECTED = {
    "cohesion-2008-get-on": lambda: survey("ni1_get_on_well"),
    "cohesion-2008-belong": lambda: survey("ni2_belong"),
    "cohesion-2008-influence": lambda: survey("ni4_can_influence_decisions"),
    "cohesion-2008-satisfied": lambda: survey("ni5_satisfied_with_area"),
    "cohesion-2008-drugs": lambda: survey("ni42_drug_use_a_problem"),
    "income-child-poverty-after-housing": lambda: ons(
        "children-in-relative-poverty", "Children in relative poverty after housing costs"
    ),
    "persistent-absence-fsm": lambda: ons("persistent-absences-for-pupils-eligible-for-free-school-meals"),
    "gcse-english-maths-by-19": lambda: ons("gcses-in-english-and-maths"),
    "library-walk-30": lambda: ons("library-walk"),
    "library-visited": lambda: ons(_CULTURE, "Visited a public library"),
    "arts-engaged": lambda: ons(_CULTURE, "Engaged with the arts"),
    "heritage-visited": lambda: ons(_CULTURE, "Visited a heritage site"),
    "museum-visited": lambda: ons(_CULTURE, "Visited a museum or gallery"),
    "station-walk-30": lambda: ons("railway-station-walk"),
    "sports-facilities": lambda: ons("sports-facilities"),
    "museums-number": lambda: ons("museums"),
    "broadband-slow": lambda: ons("premises-below-30"),
    **{
        f"adult-{word.casefold()}": lambda word=word: ons("personal-wellbeing-estimates", word)
        for word in ("Satisfaction", "Worthwhile", "Happiness", "Anxiety")
    },
    **{
        name: lambda column=column: share(_FACTORS, column, "Episodes_with_assessment_factor")
        for name, column in FACTORS.items()
    },
    "cla-sdq-concern": lambda: health("SDQ score is a cause for concern"),
    "cla-sdq-borderline": lambda: health("SDQ score is borderline"),
    "cla-sdq-normal": lambda: health("SDQ score is normal"),
    "cla-sdq-returned": lambda: health("SDQ score was received"),
    "cla-health-check": lambda: health("Had their annual health assessment"),
    "cla-immunised": lambda: health("Had their immunisations up to date"),
    "cla-dentist": lambda: health("Had their teeth checked by a dentist"),
    "cla-development-check": lambda: health("Development assessments up to date"),
    "cla-substance-misuse": lambda: health("Identified as having a substance misuse problem"),
    "severe-absence-cin": lambda: absent("CINO at 31 March"),
    "severe-absence-cpp": lambda: absent("CPPO at 31 March"),
    "severe-absence-cla": lambda: absent("CLA 12 months at 31 March"),
    "first-preference-primary": lambda: preferences("P", "1"),
    "first-preference-secondary": lambda: preferences("S", "1"),
    "top-three-preference-primary": lambda: preferences("P", "T3"),
    "top-three-preference-secondary": lambda: preferences("S", "T3"),
    "unfilled-places-primary": lambda: places("Quan_P_UP"),
    "unfilled-places-secondary": lambda: places("Quan_S_UP"),
    "spare-places-ahead-primary": lambda: places("Quan_P_Su", times=100),
    "spare-places-ahead-secondary": lambda: places("Quan_S_Su", times=100),
    "ehcp-request-six-weeks": lambda: needs(
        "requests", "request_outcome_six_weeks_pc", "All requests for EHC needs assessments"
    ),
    "ehcp-request-refused": lambda: needs(
        "requests", "request_not_assess_pc", "All requests for EHC needs assessments"
    ),
    "ehcp-assessed-no-plan": lambda: needs(
        "assessments", "assess_not_issued_pc", "All EHC needs assessments"
    ),
    "ehcp-over-a-year": lambda: needs(
        "timeliness_20_week", "pc_plans_issued_gt_1_year", "All EHC plans issued"
    ),
    "ehcp-review-decision-on-time": lambda: needs(
        "annual_reviews", "pc_decsion_4weeks", "All annual reviews"
    ),
    "ehcp-need-semh": lambda: needs("sen_needs_all_plans", "semh_pc", "All EHC plans"),
    "ehcp-need-autism": lambda: needs("sen_needs_all_plans", "asd_pc", "All EHC plans"),
    "ehcp-need-speech": lambda: needs("sen_needs_all_plans", "slcn_pc", "All EHC plans"),
    "ehcp-need-mld": lambda: needs("sen_needs_all_plans", "mld_pc", "All EHC plans"),
    "referrals-repeat": lambda: plain("csc_cin_referrals_la_2013-2025.csv.gz", "rereferral_percent"),
    "referrals-no-action": lambda: plain(
        "csc_cin_referrals_la_2013-2025.csv.gz", "no_further_action_percent"
    ),
    "protection-plans-repeat": lambda: plain("csc_cpp_repeat_la_2013-2025.csv.gz", "CPP_subsequent_percent"),
    "protection-plans-two-years": lambda: plain(
        "csc_cpp_duration_la_2013-2025.csv.gz", "2_years_or_more_percent"
    ),
    "social-workers-turnover": lambda: plain(_WORKERS, "turnover_rate_fte"),
    "social-workers-vacancies": lambda: plain(_WORKERS, "vacancy_rate_fte"),
    "social-workers-agency": lambda: plain(_WORKERS, "agency_rate_fte"),
    "social-workers-caseload": lambda: plain(_WORKERS, "caseload_fte"),
    "social-workers-sickness": lambda: plain(_WORKERS, "absence_rate_fte"),
    "care-leavers-suitable-home-17-18": lambda: leavers(
        "accommodation", "17 to 18 years", "Accommodation considered suitable"
    ),
    "care-leavers-suitable-home-19-21": lambda: leavers(
        "accommodation", "19 to 21 years", "Accommodation considered suitable"
    ),
    "care-leavers-in-work-or-learning-17-18": lambda: leavers(
        "activity", "17 to 18 years", "Total in education, employment or training"
    ),
    "care-leavers-not-known-19-21": lambda: leavers(
        "activity", "19 to 21 years", "Total information not known"
    ),
    "cla-school-moves-two-years": lambda: plain(
        "csc_cla_school_moves_la.csv.gz",
        "percentage",
        [("cla_group", "CLA 2 years on 31 March"), ("school_stability", _MOVES)],
    ),
    "eyfs-old-gld-girls": lambda: plain("eyfsp_la_2018-19.csv.gz", "gld_percent", [("gender", "Girls")]),
    "eyfs-old-gld-boys": lambda: plain("eyfsp_la_2018-19.csv.gz", "gld_percent", [("gender", "Boys")]),
    "eyfs-old-points": lambda: plain("eyfsp_la_2018-19.csv.gz", "average_point_score", [("gender", "Total")]),
    # A run that this file only lengthens, at its older end.
    "health-injury-admissions-0-14": lambda: {
        key: v
        for key, v in plain(
            "hospital_admissions_injury_0-14_la_2010-11_to_2023-24.csv.gz", "Value", when="Time period"
        ).items()
        if key[1] <= 2015
    },
}


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A store from the cut files alone, by the ordinary way."""
    folder = tmp_path_factory.mktemp("releases")
    shutil.copy(HERE / "lait_extract.parquet", folder / "bds_long_0.parquet")
    shutil.copy(HERE / "lait_dictionary_extract.csv", folder / "lait_data_dictionary.csv")
    shutil.copy(HERE / "sn_may_2025.xlsx", folder)
    rebuild(folder, [CUT], folder / "store", dt.date(2026, 5, 1))
    return read_store(folder / "store", load_areas())


def differences(figures, name):
    m, wrong = figures.index[name], []
    expected = EXPECTED[name]()
    assert expected, name
    for (area, end), value in expected.items():
        if area not in figures.areas.index or end not in figures.column:
            continue
        held = figures.published[m, figures.areas.index[area], figures.column[end]]
        same = math.isnan(held) if isinstance(value, str) else abs(held - value) < 1e-9
        if not same:
            wrong.append((area, end, value, float(held)))
    return wrong


@pytest.mark.parametrize("name", EXPECTED)
def test_the_store_holds_what_the_release_says(figures, name):
    assert differences(figures, name) == []


def test_every_series_of_another_release_is_compared_here():
    keys = {r["source_key"] for r in read_yaml(CATALOGUE / "further.yaml")["rules"]}
    entries = [e for f in (CATALOGUE / "indicators").glob("*.yaml") for e in read_yaml(f)]
    assert {e["id"] for e in entries if e["source_key"] in keys} <= EXPECTED.keys()
    assert keys <= {e["source_key"] for e in entries}


def test_the_same_figures_come_out_of_a_store_built_from_the_cut_files(built):
    names = [n for n in EXPECTED if n in built.index]
    assert len(names) >= 85
    assert [(n, d) for n in names if (d := differences(built, n))] == []


def test_the_survey_of_2008_has_146_authorities_one_year_and_no_england(figures):
    for name in (n for n in EXPECTED if n.startswith("cohesion-2008")):
        i, m = figures.find(name), figures.index[name]
        count = figures.authority_count
        assert [p.label for p in i.periods] == ["2008"] and "Adults" in i.doubt
        assert int((figures.published[m, :count] == figures.published[m, :count]).sum()) == 146
        england = figures.areas.index["E92000001"]
        assert math.isnan(figures.published[m, england, figures.column[2008]])


def test_lancashire_in_2008_is_what_its_council_reported_then(figures):
    """74, 63, 28 and 79 per cent, in its own report on the survey."""
    lancashire, t = figures.areas.index["E10000017"], figures.column[2008]
    names = ("get-on", "belong", "influence", "satisfied")
    values = [figures.published[figures.index[f"cohesion-2008-{n}"], lancashire, t] for n in names]
    assert [round(v) for v in values] == [74, 63, 28, 79]


def test_a_hidden_count_gives_no_share(figures):
    row = next(
        r
        for r in rows_of(_FACTORS)
        if number(r["Gangs"]) is None and place(r, "new_la_code") in figures.areas.index and r["new_la_code"]
    )
    a, t = figures.areas.index[place(row, "new_la_code")], figures.column[int(row["time_period"])]
    m = figures.index["assessed-gangs"]
    assert math.isnan(figures.published[m, a, t]) and isinstance(NOTES[figures.notes[m, a, t]], Note)
