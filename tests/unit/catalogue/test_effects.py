"""Promises of the effects: read in their source, dated, used only on the kind of outcome they measured."""

import re

import pytest

from c4eo_core.catalogue.effects import KINDS_MEASURED, load_effects, measured_on

USABLE = [e for e in load_effects().values() if e.refusal is None]
# What the source says it measured, for each kind; a new kind needs a line here.
SAID = {
    "school tests": r"attainment",
    "tests at seven": r"KS1",
    "maths at sixteen": r"maths",
    "bullying": r"bullying",
}


@pytest.mark.parametrize("effect", USABLE, ids=lambda e: e.id)
def test_every_effect_used_in_a_calculation_was_measured_on_that_kind_of_outcome(effect):
    assert effect.measured_kind in KINDS_MEASURED
    assert re.search(SAID[effect.measured_kind], effect.outcome)


def test_an_effect_on_attainment_moves_no_absence_and_one_on_maths_no_reading():
    effects = load_effects()
    assert measured_on(effects["F06"], "ks2-rwm-expected") and not measured_on(
        effects["F06"], "absence-primary"
    )
    assert not measured_on(effects["F06"], "eyfs-gld") and not measured_on(effects["F06"], "l3-19")
    assert not measured_on(effects["F21"], "ks2-reading-expected")
    assert not measured_on(effects["F36"], "neet-16-17")


def test_nothing_from_memory_is_left():
    for effect in load_effects().values():
        assert not re.search(
            r"recalled|not verified|check current|believed", f"{effect.source} {effect.caution}"
        )
