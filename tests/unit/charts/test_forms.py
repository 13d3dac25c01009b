"""The forms of all charts keep to Altair's grammar, and take their theme from one place."""

import altair as alt
import pytest

from c4eo_core.charts.curve import curve_spec
from c4eo_core.charts.forms.pieces import finished, rows_of
from c4eo_core.charts.journey import journey_spec
from c4eo_core.charts.ladder import ladder_spec
from c4eo_core.charts.scatter import scatter_spec
from c4eo_core.charts.several import several_spec
from c4eo_core.charts.siting_curve import siting_spec
from c4eo_core.charts.strip import strip_spec
from c4eo_core.charts.theme import DARK, LIGHT, PROJECTOR, SCREEN, config
from c4eo_core.charts.what_if import what_if_spec
from c4eo_core.maps.choropleth import map_spec
from c4eo_core.maps.coverage_map import coverage_spec
from c4eo_core.model.kinds import YearType

FORMS = {
    "curve": lambda look, size: curve_spec(YearType.ACADEMIC, look, size),
    "curve of a workshop": lambda look, size: curve_spec(
        YearType.FINANCIAL, look, size, drawn=("group", "ambition", "frozen")
    ),
    "what if": lambda look, size: what_if_spec(YearType.ACADEMIC, look, size),
    "several places": lambda look, size: several_spec(YearType.CALENDAR, look, size),
    "scatter": scatter_spec,
    "strip": strip_spec,
    "new sites": siting_spec,
    "ladder": lambda look, size: ladder_spec(40.5, look, size),
    "journey": lambda look, size: journey_spec(40.5, look, size),
    "England": lambda look, size: map_spec(look, size, choosing=True),
    "one authority": coverage_spec,
}


@pytest.mark.parametrize("name", FORMS)
def test_a_form_keeps_to_the_grammar_and_holds_no_rows(name):
    for look, size in ((LIGHT, SCREEN), (DARK, PROJECTOR)):
        form = FORMS[name](look, size)
        alt.LayerChart.from_dict({**form, "data": {"name": "rows"}}, validate=True)
        assert "data" not in form and "datasets" not in form
        assert form["config"]["font"] == config(look, size)["font"]
        assert form["config"]["axis"] == config(look, size)["axis"]
        assert FORMS[name](look, size) is form


def test_drawing_a_chart_leaves_the_theme_of_the_process_alone():
    before = alt.theme.active
    form = finished(alt.layer(rows_of("us").mark_point()), LIGHT, SCREEN)
    assert alt.theme.active == before and form["config"]["background"] == LIGHT.background


def test_a_form_that_cannot_be_drawn_leaves_the_next_one_its_own_theme():
    with pytest.raises(AttributeError):
        finished(None, DARK, SCREEN)  # pyright: ignore[reportArgumentType]
    form = finished(alt.layer(rows_of("us").mark_point()), LIGHT, SCREEN)
    assert form["config"]["background"] == LIGHT.background


def test_lines_of_a_workshop_run_under_the_words_at_line_ends():
    form = curve_spec(YearType.ACADEMIC, LIGHT, SCREEN, drawn=("group", "ambition"))
    tests = [layer["transform"][0]["filter"] for layer in form["layer"]]
    lines = [
        k for k, test in enumerate(tests) if test in ("datum.role === 'group'", "datum.role === 'ambition'")
    ]
    assert len(lines) == 2 and max(lines) < min(k for k, test in enumerate(tests) if "'label'" in test)
