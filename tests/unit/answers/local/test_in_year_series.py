"""Own months, quarters and terms: kept with what they rest on, said in words, never among yearly curves."""

import datetime as dt

from c4eo_core.answers.local.brought import Form
from c4eo_core.answers.local.in_year import chart_rows, in_year_series
from c4eo_core.answers.local.preview import brought_in, preview
from c4eo_core.answers.local.usual_form import usual_form
from c4eo_core.catalogue.areas import load_areas
from c4eo_core.charts.in_year import in_year_spec

AREAS, TODAY = load_areas(), dt.date(2026, 11, 22)
LEEDS = AREAS.find("Leeds")
TERMS = [f"{term} {year}" for year in range(2020, 2026) for term in ("Spring", "Summer", "Autumn")]


def kept(text, **said):
    brought = brought_in(text.encode(), "ours.csv")
    usual = usual_form(brought)
    known = {
        "title": "Seen",
        "source": "Case system",
        "polarity": "high",
        "unit": "percentage",
        "roles": usual["roles"],
    }
    seen = preview(brought, Form(**{**known, **said}), AREAS, LEEDS, "Ann", TODAY)
    assert seen.ready, seen.missing
    return seen.series[0].body


def test_terms_are_kept_with_their_numerators_and_denominators_and_without_a_kind_of_year():
    body = kept("Term,Count,Out of\n" + "".join(f"{t},{60 + i},{100 + 3 * i}\n" for i, t in enumerate(TERMS)))
    assert body.every == "term" and body.bases[0] == ("Spring 2020", 60.0, 100.0, None, None)
    found = in_year_series(body)
    assert [p.label for p in found.points] == TERMS, "in order of time, whatever the letters"
    assert found.points[0].likely == "50% to 69%" and "a share of changing numbers" in found.sentences[0]
    assert "the same term a year before" in found.sentences[-1]


def test_a_hidden_month_keeps_no_count_and_makes_no_point():
    text = "Month,Count,Out of\n" + "".join(
        f"2025-{m:02d},{3 if m == 5 else 40 + m},100\n" for m in range(1, 13)
    )
    body = kept(text)
    assert "2025-05" not in {row[0] for row in body.bases} and len(body.bases) == 11
    found = in_year_series(body)
    assert (
        found.points[4].value is None
        and not found.chart.limits
        and "run chart of 11 months" in found.sentences[0]
    )
    assert not any(r["at"] == 4 and r["role"] in ("line", "point", "signal") for r in chart_rows(found))


def test_the_chart_shows_limits_from_thirteen_points_on():
    text = "Month,Number\n" + "".join(f"{2024 + m // 12}-{m % 12 + 1:02d},{50 + m % 3}\n" for m in range(20))
    found = in_year_series(kept(text, unit="count", polarity="low"))
    assert found.chart.limits and "normal variation" in " ".join(found.sentences)
    roles = {r["role"] for r in chart_rows(found)}
    assert {"line", "point", "middle", "lower", "upper"} <= roles
    assert in_year_spec(True) != in_year_spec(False) and "layer" in in_year_spec(True)


def test_yearly_figures_keep_no_counts():
    body = kept("Year,Count,Out of\n2022/23,40,100\n2023/24,41,100\n", year_type="academic")
    assert body.every == "year" and body.bases == ()
