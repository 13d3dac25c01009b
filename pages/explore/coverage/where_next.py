"""Where next? How many sites, for whom, among which places; what they bring, and what that would feed into a
what-if.
"""

import streamlit as st
from markupsafe import Markup

from c4eo_core.answers.coverage.distances import prepared_coverage_data
from c4eo_core.answers.coverage.own_list import own_list_of
from c4eo_core.answers.coverage.shape import CoverageQuestion
from c4eo_core.answers.coverage.siting import CURVE, Siting, SitingQuestion
from c4eo_core.answers.desk import prepared_desk
from c4eo_core.catalogue.choices import priorities
from c4eo_core.charts.siting_curve import NUMBERS, WORDS, siting_rows, siting_spec
from c4eo_core.model.markup import markup
from c4eo_core.model.refused import Refused
from c4eo_core.model.service import OwnService
from c4eo_core.reports.html.coverage_tables import chosen_table, problems_table, steps_table
from c4eo_core.reports.html.pieces import listing
from pages.cached import coverage
from pages.cached.chart_tables import columns, table_of
from pages.components import own_services, what_if
from pages.downloads.maker import take_away_html
from pages.session import link, screen, uploads
from pages.session.labels import label_of
from pages.session.trust_keys import PREFIX

_OWN, _COUNT = f"{PREFIX}own_candidates", f"{PREFIX}own_candidates:count"
SCHEMA = columns(WORDS, NUMBERS)
WEIGHTS = {"1": "no extra weight", "2": "×2", "3": "×3", "5": "×5"}
_SITES = tuple(str(k) for k in range(1, CURVE + 1))
_ALT = (
    "Line chart of the share of children in reach with one to ten new sites. The table under it has every"
    " figure."
)
_PRIORITY = "family_wellbeing"


def question(area: str, asked: CoverageQuestion) -> SitingQuestion | None:
    """What is asked when the panel is open, from the session and the link; the controls are drawn by
    `section`.
    """
    opened = link.flag("next")
    sites, weight = link.choice("sites", _SITES, "3"), link.choice("weight", list(WEIGHTS), "1")
    link.write("next", "on" if st.session_state[opened] else "off", "off")
    if not st.session_state[opened]:
        return None
    link.write("sites", st.session_state[sites], "3")
    link.write("weight", st.session_state[weight], "1")
    given = _candidates(area) or None
    return SitingQuestion(asked, int(st.session_state[sites]), float(st.session_state[weight]), given)


def switch() -> None:
    st.toggle("Where next? Choose sites for more of them", key="link_next", persist_state="session")


def _candidates(area: str) -> tuple[OwnService, ...]:
    found = st.session_state.get(_OWN, {}).get(area) if own_services.may_upload(area) else None
    return found.services if found else ()


def section(area: str, found: Siting | Refused) -> None:
    with st.container(border=True, key="where-next"):
        _controls(area)
        if isinstance(found, Refused):
            st.info(found.why)
            return
        _show(area, found)


def _controls(area: str) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.select_slider(
            "How many new sites", list(_SITES), key="link_sites", persist_state="session", width=300
        )
        st.segmented_control(
            "A child in deciles 1 to 3 counts",
            list(WEIGHTS),
            format_func=label_of(WEIGHTS),
            key="link_weight",
            required=True,
            persist_state="session",
            wrap=True,
            help="Only in the choice of sites. Every figure counts each child once.",
        )
    if own_services.may_upload(area):
        _own_candidates(area)


def _own_candidates(area: str) -> None:
    with st.expander(
        "Choose among places of your own rather than the schools", expanded=bool(_candidates(area))
    ):
        key = f"{_OWN}:{area}:{st.session_state.get(_COUNT, 0)}"
        label = "Places that could be a site: CSV or Excel with a name and a postcode"
        st.file_uploader(
            label, ["csv", "xlsx"], key=key, max_upload_size=2, on_change=_arrived, args=(key, area)
        )
        if found := st.session_state.get(_OWN, {}).get(area):
            lead = markup(
                "<p><strong>{services:,} of {rows:,} rows can be used.</strong> They stay"
                " in this session.</p>",
                services=len(found.services),
                rows=found.rows,
            )
            screen.html(
                lead + problems_table([*found.problems, *found.duplicates, *found.notes], "To look at")
            )
            st.button(
                "Choose among the schools again",
                key=f"{_OWN}:away",
                on_click=st.session_state[_OWN].pop,
                args=(area, None),
            )


def _arrived(key: str, area: str) -> None:
    given, ground = uploads.taken(key), prepared_coverage_data()
    st.session_state[_COUNT] = st.session_state.get(_COUNT, 0) + 1
    if given is not None:
        found = own_list_of(ground, ground.areas.by_code(area), *given, "community-use")
        st.session_state[_OWN] = st.session_state.get(_OWN, {}) | {area: found}


def _show(area: str, s: Siting) -> None:
    screen.html(listing(s.words) + chosen_table(s))
    if not s.chosen:
        return
    rows = table_of(siting_rows(s), SCHEMA)
    st.vega_lite_chart(
        rows,
        siting_spec(screen.look(), screen.size()),
        theme=None,
        width="stretch",
        key="siting-chart",
        alt=_ALT,
    )
    private = bool(s.question.asked.own or s.question.candidates is not None)
    words = coverage.words_of(s.question.asked) | {
        "area": area,
        "sites": str(s.question.sites),
        "weight": f"{s.question.weight:g}",
    }
    files = Markup() if private else take_away_html("siting", words, " ".join(s.words))
    screen.html(markup("{steps_table}{files}", steps_table=steps_table(s), files=files))
    _what_if(area, s)


def _what_if(area: str, s: Siting) -> None:
    """The reach goes on to the panel of a curve as a first action, to be given an effect there."""
    figures = prepared_desk().figures
    curves = {i.id: i.short for h in priorities()[_PRIORITY].headlines if (i := figures.find(h.key)).judged}
    before, after = (round(100 * s.scenario[k]) for k in ("current_reach", "reach"))
    screen.html(
        markup(
            "<h2>What could that change?</h2><p>{name} would go from {before}% to {after}% of"
            " these children in reach. Being in reach is not yet taking part: choose an effect with a source,"
            " and say how likely it is to work.</p>",
            name=s.area.name,
            before=before,
            after=after,
        )
    )
    with st.container(horizontal=True, vertical_alignment="bottom"):
        curve = st.selectbox(
            "Curve",
            list(curves),
            format_func=label_of(curves),
            key="what_if_curve",
            width=380,
            persist_state="session",
        )
        label = "Try this reach in a what-if"
        if st.button(
            label,
            icon=":material/trending_up:",
            key="try-reach",
            on_click=_carry,
            args=(area, curve, before, after, s),
        ):
            link.go("priorities/family_wellbeing.py", area=area, curve=curve, whatif="on")


def _carry(area: str, curve: str, before: int, after: int, s: Siting) -> None:
    """One action more in the panel of that curve; those already there stay."""
    one, many = s.question.asked.service.one, s.question.asked.service.many
    name = f"{len(s.chosen)} more {one if len(s.chosen) == 1 else many}"[:80]
    what_if.add_action(area, curve, name=name, current_reach=before, reach=after)
