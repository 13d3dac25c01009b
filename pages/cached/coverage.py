"""What the coverage page asks, kept in the link by ids, and its answers, worked out once for everybody who
asks the same.

A trust's own list takes no part in what is kept: with it the answer is worked out for that session alone.
"""

from collections.abc import Mapping
from functools import lru_cache

import streamlit as st

from c4eo_core.answers.coverage.coverage import coverage_of
from c4eo_core.answers.coverage.distances import NotCovered, prepared_coverage_data
from c4eo_core.answers.coverage.shape import Coverage, CoverageQuestion, WrongQuestion, question_of
from c4eo_core.answers.coverage.siting import Siting, SitingQuestion, siting_of
from c4eo_core.answers.desk import prepared_desk
from c4eo_core.model.refused import Refused
from pages.session.trust_keys import PREFIX

DEFAULT = "out-of-school"
USUAL = "usual"
_KEPT = 150
# Of one trust alone, and cleared with the rest of it when another comes on the screen.
_COVERAGE, _SITING = f"{PREFIX}own_coverage", f"{PREFIX}own_siting"


def version() -> str:
    """Changes with the figures or the places: the key of everything kept."""
    return f"{prepared_desk().figures.version} {prepared_coverage_data().places.version}"


@lru_cache(maxsize=12)  # large: every small area with its place
def _kept(_version: str, area: str, asked: CoverageQuestion) -> Coverage | Refused:
    return _answer(area, asked)


def _answer(area: str, asked: CoverageQuestion) -> Coverage | Refused:
    ground = prepared_coverage_data()
    try:
        return coverage_of(prepared_desk(), ground, ground.areas.by_code(area), asked)
    except NotCovered as error:
        return Refused(str(error))


def answer_to(area: str, asked: CoverageQuestion) -> Coverage | Refused:
    """The answer, or why there is none."""
    if not asked.own:
        st.session_state.pop(_COVERAGE, None)
        return _kept(version(), area, asked)
    held = st.session_state.get(_COVERAGE)
    if not held or held[0] != (version(), area, asked):
        held = ((version(), area, asked), _answer(area, asked))
        st.session_state[_COVERAGE] = held
    return held[1]


def published(area: str, asked: CoverageQuestion) -> Coverage | Refused:
    """For addresses and the family wellbeing page: never anybody's own list."""
    return _kept(version(), area, asked.without_own())


@lru_cache(maxsize=_KEPT)
def _kept_siting(_version: str, area: str, question: SitingQuestion) -> Siting | Refused:
    return _siting(area, question)


def _siting(area: str, question: SitingQuestion) -> Siting | Refused:
    ground = prepared_coverage_data()
    try:
        return siting_of(ground, ground.areas.by_code(area), question)
    except NotCovered as error:
        return Refused(str(error))


def siting_to(area: str, question: SitingQuestion) -> Siting | Refused:
    if not question.asked.own and question.candidates is None:
        st.session_state.pop(_SITING, None)
        return _kept_siting(version(), area, question)
    held = st.session_state.get(_SITING)
    if not held or held[0] != (version(), area, question):
        held = ((version(), area, question), _siting(area, question))
        st.session_state[_SITING] = held
    return held[1]


def words_of(asked: CoverageQuestion) -> dict[str, str]:
    """The published question as the words of an address; `read` turns them back."""
    km = (
        USUAL
        if not asked.one_distance or asked.urban_km == asked.service.urban_km == asked.service.rural_km
        else f"{asked.urban_km:g}"
    )
    return {"service": asked.service.id, "km": km, "ages": asked.ages, "detour": f"{asked.detour:g}"}


def read(words: Mapping[str, str]) -> CoverageQuestion:
    """Raises UnknownService or WrongQuestion, each with a sentence, for words that mean nothing."""
    service = prepared_coverage_data().book.find(words.get("service", DEFAULT))
    km, detour = (_number(words.get(name, usual)) for name, usual in (("km", USUAL), ("detour", "1")))
    return question_of(service, km, words.get("ages") or service.ages, 1.0 if detour is None else detour)


def _number(text: str) -> float | None:
    if text == USUAL:
        return None
    try:
        return float(text)
    except ValueError as error:
        raise WrongQuestion(f"'{text[:20]}' is not a number; write one such as 2 or 1.3.") from error
