"""Which school, and which area around it: found by words or picked from the authority's list."""

import streamlit as st
from markupsafe import Markup

from c4eo_core.answers.schools.find import SchoolMatch, SchoolMatches, find_schools, open_school
from c4eo_core.answers.schools.school_data import SchoolData
from c4eo_core.answers.schools.schools_of import schools_of_area
from c4eo_core.answers.schools.shape import CIRCLE, PUPILS, USUAL, CommunityQuestion, UnknownSchool
from c4eo_core.model.markup import markup
from pages.explore.school import pupils
from pages.session import link, screen

_WORDS, _URN = "school_words", "link_urn"
_KM = ("0.5", "1", "1.5", "2", "3", "5", "8")
_KINDS = {USUAL: "As many children as pupils", CIRCLE: "A circle", PUPILS: "Pupils' postcodes"}
_FOUND = 12


def school(sg: SchoolData) -> int | None:
    """Number of the school chosen, None before one is; a closed school in the link leads to its successor."""
    link.choice("urn", _numbers(sg), "")
    with st.container(horizontal=True, vertical_alignment="bottom", key="school-choice"):
        st.text_input(
            "Find a school",
            key=_WORDS,
            placeholder="Name, town, postcode or number",
            width=360,
            max_chars=80,
            persist_state="session",
        )
        _of_authority(sg)
    words = st.session_state.get(_WORDS, "")
    if words.strip() and words != st.session_state.get("school_done"):
        _results(find_schools(sg, words), words)
    return _chosen(sg)


def _numbers(sg: SchoolData) -> tuple[str, ...]:
    """Every school a link may name, those that closed too."""
    return sg.kept(
        "numbers", lambda: tuple(map(str, (*sg.community.schools.urn.tolist(), *sg.community.closed)))
    )


def _of_authority(sg: SchoolData) -> None:
    urns = schools_of_area(sg, sg.areas.by_code(link.area_code()))
    names = {
        u: sg.community.schools.name[row] for u in urns if (row := sg.community.schools.row(u)) is not None
    }
    now = int(st.session_state[_URN]) if str(st.session_state.get(_URN, "")).isdigit() else None
    st.selectbox(
        "or choose one of this authority",
        urns,
        index=urns.index(now) if now in urns else None,
        format_func=lambda urn: names[urn],
        key=f"school-of-{link.area_code()}-{now}",
        placeholder="Choose a school",
        on_change=_picked,
        args=(f"school-of-{link.area_code()}-{now}",),
        width=420,
    )


def _picked(key: str) -> None:
    if st.session_state[key]:
        _open(int(st.session_state[key]))


def _open(urn: int) -> None:
    st.session_state[_URN] = str(urn)
    st.session_state["school_done"] = st.session_state.get(_WORDS, "")


def _results(found: SchoolMatches, words: str) -> None:
    if len(found.schools) == 1 and not found.schools[0].closed and words.strip().isdigit():
        _open(found.schools[0].urn)
        return
    if found.words:
        screen.html(markup('<p class="note">{words}</p>', words=found.words))
    with st.container(gap=None):
        for s in found.schools[:_FOUND]:
            st.button(_line(s), key=f"school-found-{s.urn}", type="tertiary", on_click=_open, args=(s.urn,))
    if len(found.schools) > _FOUND:
        screen.html(Markup('<p class="note">There are more: add the town, or give the number.</p>'))


def _line(s: SchoolMatch) -> str:
    town = f", {s.town}" if s.town else ""
    km = f", {s.km:.1f} km" if s.km is not None else ""
    closed = f" (took the place of {s.closed}, which closed)" if s.closed else ""
    return f"{s.name}{town}, {s.authority}{km}{closed}".replace("[", "(").replace("]", ")")


def _chosen(sg: SchoolData) -> int | None:
    text = str(st.session_state.get(_URN, ""))
    if not text.isdigit():
        link.write("urn", "", "")
        return None
    try:
        row, gone = open_school(sg, int(text))
    except UnknownSchool as error:
        st.info(str(error))
        link.write("urn", "", "")
        return None
    urn = int(sg.community.schools.urn[row])
    if gone:
        st.info(f"{gone.name} closed. This is the school that took its place.")
    link.write("urn", str(urn), "")
    return urn


def authority_of(sg: SchoolData, urn: int) -> str:
    """Code of the authority the school belongs to, which need not be the one chosen above."""
    row, _ = open_school(sg, urn)
    return sg.areas.areas[int(sg.school_authority[row])].code


def area(sg: SchoolData, urn: int) -> CommunityQuestion:
    """The area asked for; with pupils' postcodes only once thirty are counted."""
    kind_key, km_key = link.choice("around", [USUAL, CIRCLE], USUAL), link.choice("within", list(_KM), "1")
    with st.container(horizontal=True, vertical_alignment="bottom", key="school-area"):
        st.segmented_control(
            "The area",
            list(_KINDS),
            format_func=lambda kind: _KINDS[kind],
            key=kind_key,
            required=True,
            persist_state="session",
        )
        kind = st.session_state[kind_key]
        if kind == CIRCLE:
            st.selectbox(
                "Within",
                list(_KM),
                format_func="{} km".format,
                key=km_key,
                width=120,
                persist_state="session",
            )
    link.write("around", kind if kind != PUPILS else USUAL, USUAL)
    link.write("within", st.session_state[km_key] if kind == CIRCLE else "1", "1")
    if kind == PUPILS:
        homes = pupils.section(sg, urn)
        return CommunityQuestion(PUPILS, homes=homes) if homes else CommunityQuestion()
    return (
        CommunityQuestion(CIRCLE, float(st.session_state[km_key])) if kind == CIRCLE else CommunityQuestion()
    )


def hint() -> None:
    screen.html(
        Markup(
            '<p class="lead">Find a school to see the children who live around it, what they can reach, and'
            " what is"
            " missing.</p>"
        )
    )
