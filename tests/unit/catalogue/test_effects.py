"""Promises of the effects known by a number: on a card, dated, used only on the kind of outcome they measured."""

import re

import pytest

from c4eo_core.catalogue.cards import load_cards
from c4eo_core.catalogue.effects import load_effects, measured_on, moving_size, size_of
from c4eo_core.catalogue.outcome_kinds import KINDS_MEASURED

USABLE = [e for e in load_effects().values() if e.refusal is None]


@pytest.mark.parametrize("effect", USABLE, ids=lambda e: e.id)
def test_every_effect_used_in_a_calculation_has_its_kind_its_size_its_caution_and_the_day_it_was_read(effect):
    assert effect.found.moves in KINDS_MEASURED and effect.caution
    assert 0 < size_of(effect).low <= size_of(effect).high
    source = effect.card.source_of(effect.found)
    assert source.read and f"{source.read:%-d %B %Y}" in effect.source


def test_an_effect_on_attainment_moves_no_absence_and_one_on_maths_no_reading():
    effects = load_effects()
    assert measured_on(effects["F06"], "ks2-rwm-expected") and not measured_on(
        effects["F06"], "absence-primary"
    )
    assert not measured_on(effects["F06"], "eyfs-gld") and not measured_on(effects["F06"], "l3-19")
    assert not measured_on(effects["F21"], "ks2-reading-expected")
    assert not measured_on(effects["F36"], "neet-16-17")


def test_a_figure_that_was_not_read_is_on_no_card_and_moves_nothing():
    effects = load_effects()
    assert effects["F25"].found.value is None and effects["F25"].refusal == "no figure was read"
    assert not {"F27", "F30"} & effects.keys()  # looked for, and their figures not found


def test_what_was_corrected_stays_corrected():
    found = {id: e.found for id, e in load_effects().items()}
    assert "0.21 days" in found["F23"].words and "15 days for 100 pupils" in load_effects()["F23"].caution
    assert "0.34 without" in found["F31"].words and (found["F14"].low, found["F14"].high) == (3, 4)
    assert load_effects()["F36"].refusal == "it is a link, not a trial"
    assert found["F15"].value == 3 and "In an older edition it was 2" in found["F15"].words


def test_the_number_a_saved_note_may_hold_leads_to_one_card():
    for id, effect in load_effects().items():
        assert re.fullmatch(r"F\d\d", id) and effect.card == load_cards()[effect.card.id]
    assert len(load_effects()) >= 30


def test_effects_of_one_card_are_told_apart():
    names = [e.intervention for e in USABLE]
    assert len(set(names)) == len(names)


def test_an_effect_that_may_not_move_a_curve_has_no_size():
    for effect in load_effects().values():
        if effect.refusal:
            with pytest.raises(ValueError, match=re.escape(effect.refusal)):
                size_of(effect)
    with pytest.raises(ValueError, match="odds_ratio"):
        moving_size(load_cards()["family-nurse-partnership"].effects[0])


def test_months_become_deviations_by_the_table_of_their_publisher():
    size = size_of(load_effects()["F05"])
    assert (size.low, size.high, size.unit) == (0.36, 0.44, "sd") and "months of progress" in size.caution
    trial = size_of(load_effects()["F21"])  # 0.033 without its interval stands in the step of one month
    assert (trial.low, trial.high) == (0.02, 0.09)
