"""Which neighbours the page on the screen compares with: the published ten, or those its trust has chosen.

What is built for everybody is kept under a version. A chosen list adds its codes to it, which are public, and
nothing else of the trust: readers with the published ten never meet what was built for another list.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

import streamlit as st

from c4eo_core.answers.desk import Desk, prepared_desk
from c4eo_core.answers.standing.neighbour_set import Choice, with_neighbours
from pages.server.streamlit_internals import get_script_run_ctx
from pages.session.trust_keys import PREFIX

if TYPE_CHECKING:
    from functools import _lru_cache_wrapper

T = TypeVar("T")

# One trust's, so it goes with everything else of that trust; set by `use` at each run of a page that knows
# its trust.
_HERE, _BETWEEN = f"{PREFIX}near", "|"


def forget() -> None:
    """At the start of every page: the published ten, until the page says otherwise."""
    st.session_state.pop(_HERE, None)


def use(trust: str, choice: Choice) -> None:
    """From here on this page compares with the chosen ones. trust: its id, for the addresses of its files."""
    st.session_state[_HERE] = (version_of(choice), trust)


def version_of(choice: Choice) -> str:
    return _BETWEEN.join((prepared_desk().figures.version, choice.area.code, ".".join(choice.codes)))


def version() -> str:
    """The key of everything kept for this page."""
    held = _held()
    return held[0] if held else prepared_desk().figures.version


def desk_at(version: str) -> Desk:
    """The desk that belongs to a version."""
    return _chosen_desk(version) if _BETWEEN in version else prepared_desk()


@lru_cache(maxsize=8)
def _chosen_desk(version: str) -> Desk:
    _, area, codes = version.split(_BETWEEN)
    desk = prepared_desk()
    return with_neighbours(desk, desk.figures.areas.by_code(area), tuple(codes.split(".")))


def is_chosen(version: str) -> bool:
    return _BETWEEN in version


def with_files(kept: "_lru_cache_wrapper[T]", version: str) -> Callable[..., T]:
    """A kept piece that holds links to files: made anew where they lead to a trust's own figures."""
    return kept.__wrapped__ if is_chosen(version) else kept


def diamonds() -> str:
    """What the diamonds of a chart stand for."""
    return (
        "Orange diamonds: the neighbours chosen by the trust."
        if _held()
        else "Orange diamonds: statistical neighbours."
    )


def file_words() -> dict[str, str]:
    """What the addresses of this page's files need beside their own words; empty for files that are the same
    for everybody.
    """
    held = _held()
    return {"trust": held[1]} if held else {}


def _held() -> tuple[str, str] | None:
    # What is built ahead of any reader, and the files, are asked for outside every session.
    return st.session_state.get(_HERE) if get_script_run_ctx(suppress_warning=True) else None
