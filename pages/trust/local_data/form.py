"""What must be said of a file of figures before it can be saved: widgets of one session, and the form they
make together.
"""

from collections.abc import Iterable, Mapping

import streamlit as st

from c4eo_core.answers.local.brought import Brought, Form, Key, Preview
from c4eo_core.answers.local.preview import MOST_SERIES
from c4eo_core.answers.local.words import POLARITIES, UNITS, YEAR_TYPES
from c4eo_core.catalogue.choices import priorities
from c4eo_core.model.kinds import Unit
from c4eo_core.model.known import known as there
from c4eo_core.records.local_kinds import LocalSeries
from c4eo_core.sources.uploads.layout import ROLE_WORDS, VALUE
from c4eo_core.sources.uploads.periods import YEAR
from c4eo_core.sources.uploads.small_numbers import LEAST
from pages.editing.fields import PREFIX
from pages.session.labels import label_of
from pages.session.markdown import plain

_FORM = f"{PREFIX}form:"
_KEPT = f"{_FORM}kept"
_OTHERS = {
    "none": "This authority only",
    "above": "With its region and England",
    "all": "With every place in the file",
}
_SHARES = {"no": "Percentages: 0.4 means 0.4 per cent", "yes": "Parts of one: 0.4 means 40 per cent"}
_BARE = {"ends": "ends in 2024", "begins": "begins in 2024"}
_FIELDS = (
    "title",
    "source",
    "unit",
    "polarity",
    "year_type",
    "per",
    "definition",
    "priority",
    "decimals",
    "threshold",
)
_THRESHOLD_HELP = (
    "Counts of 1 up to this number are hidden, and percentages that rest on them or leave so few. Five at"
    " least; more if your rules say so."
)
_AGREED_HELP = (
    "No counts came with these figures, so nobody can see whether one is about a few children. "
    "Bring in the count and out of how many, and that is looked at for you."
)
_PUBLISHED_HELP = (
    "Its figures are marked as published. Take the tick away for figures of your own in this layout."
)


def _key(name: object) -> str:
    return f"{_FORM}{name}"


def fresh_form(brought: Brought, usual: Mapping[str, object], before: LocalSeries | None) -> None:
    """What stands in the form when a file has come: what the series it replaces says, else what the file
    says. For callbacks.
    """
    for key in [k for k in st.session_state if isinstance(k, str) and k.startswith(_FORM)]:
        del st.session_state[key]
    known = {name: getattr(before, name) for name in _FIELDS} if before else {}
    said = {"threshold": LEAST, **{n: v for n, v in usual.items() if v not in ("", None)}, **known}
    fresh = {name: said[name] for name in _FIELDS if said.get(name) not in (None, "")}
    fresh |= {"published": bool(brought.official), "columns": list(_several(usual, "columns"))}
    fresh |= {f"role:{i}": role for i, role in enumerate(_several(usual, "roles"))}
    fresh |= {f"unit:{heading}": unit for heading, unit in _several(usual, "units")}
    st.session_state[_KEPT] = {_key(name): value for name, value in fresh.items()}


def _several(usual: Mapping[str, object], name: str) -> Iterable:
    there = usual.get(name, ())
    return there if isinstance(there, Iterable) else ()


def settle(brought: Brought) -> None:
    """Before anything is drawn: what Streamlit forgot while another page was open comes back, and filters
    that no longer go together fall back to the usual word."""
    for key, value in st.session_state.get(_KEPT, {}).items():
        st.session_state.setdefault(key, value)
    chosen: dict[str, str] = {}
    for name in _asked_filters(brought):
        words, key = there(brought.official).words_for(name, chosen), _key(f"filter:{name}")
        if st.session_state.get(key) not in words:
            st.session_state[key] = words[0] if words else ""
        chosen[name] = st.session_state[key]


def form_now(brought: Brought) -> Form:
    state = st.session_state
    roles = (
        tuple(state.get(_key(f"role:{i}"), r) for i, r in enumerate(brought.layout.roles))
        if brought.layout
        else ()
    )
    filters = tuple((n, state.get(_key(f"filter:{n}"), "")) for n in _asked_filters(brought))
    single = {name: state.get(_key(name)) or "" for name in _FIELDS if name not in ("decimals", "threshold")}
    shares, picked = state.get(_key("shares")), state.get(_key("picked"))
    return Form(
        **single,
        decimals=int(state.get(_key("decimals"), 1)),
        threshold=int(state.get(_key("threshold"), LEAST)),
        roles=roles,
        begins=state.get(_key("begins")) == "begins",
        shares=None if shares is None else shares == "yes",
        filters=filters,
        columns=tuple(state.get(_key("columns"), ())),
        others=state.get(_key("others")) or "above",
        picked=None if picked is None else tuple(map(tuple, picked)),
        agreed=bool(state.get(_key("agreed"))),
        published=bool(state.get(_key("published"))),
        without_bad=bool(state.get(_key("without-bad"))),
        units=tuple((h, u) for h in _value_headings(brought) if (u := state.get(_key(f"unit:{h}")))),
        answers=_answers(),
    )


def _answers() -> tuple[tuple[str, str], ...]:
    """To the questions of this very file, by the key of the question."""
    start = _key("answer:")
    return tuple(
        (key.removeprefix(start), value)
        for key, value in st.session_state.items()
        if isinstance(key, str) and key.startswith(start) and isinstance(value, str)
    )


def _value_headings(brought: Brought) -> list[str]:
    """Of the columns of values, where there are several of different units."""
    if brought.layout is None or len(set(brought.layout.units.values())) < 2:
        return []
    roles = [st.session_state.get(_key(f"role:{i}"), r) for i, r in enumerate(brought.layout.roles)]
    found = [h for h, role in zip(brought.layout.table.headings, roles, strict=True) if role == VALUE]
    return found if len(found) > 1 else []


def questions(brought: Brought, seen: Preview) -> None:
    with st.container(border=True, key=f"{_FORM}box"):
        if brought.official:
            _of_a_published_file(brought)
        _what_it_is(brought)
        if brought.layout:
            _columns(brought)
        _what_is_unclear(seen)
    here = [
        k
        for k in st.session_state
        if isinstance(k, str) and k.startswith(_FORM) and k not in (_KEPT, f"{_FORM}box")
    ]
    st.session_state[_KEPT] = {k: st.session_state[k] for k in here if not k.endswith("-box")}


def _what_it_is(brought: Brought) -> None:
    _line("title", "Title", "Such as: Children seen within 15 days of referral")
    left, right = st.columns(2)
    with left:
        headings = _value_headings(brought)
        for heading in headings:
            _pick(f"unit:{heading}", f"What ‘{plain(heading)[:60]}’ counts", UNITS)
        if not headings:
            _pick("unit", "What the figures count", UNITS)
        units = {st.session_state.get(_key(f"unit:{h}")) for h in headings} | {
            st.session_state.get(_key("unit"))
        }
        if Unit.RATE.value in units:
            _line("per", "Per how many", "10,000 children")
        if brought.layout is None or brought.layout.every == YEAR:
            _pick("year_type", "Kind of year", YEAR_TYPES)
        _line("source", "Source", "Such as: case system, extract of 3 November 2026")
    with right:
        _pick("polarity", "Which way is better", POLARITIES)
        _pick(
            "priority",
            "Priority (if it belongs to one)",
            {id: p.title for id, p in priorities().items()},
            "None",
        )
        st.number_input(
            "Hide counts under",
            min_value=LEAST,
            max_value=1000,
            step=1,
            key=_key("threshold"),
            help=_THRESHOLD_HELP,
        )
        st.number_input("Digits after the point", min_value=0, max_value=3, step=1, key=_key("decimals"))
    st.text_area("Definition: who is counted, out of whom", key=_key("definition"), max_chars=2000, height=68)


def _line(name: str, label: str, example: str) -> None:
    st.text_input(label, key=_key(name), placeholder=example, max_chars=200, autocomplete="off")


def _pick(name: str, label: str, words: Mapping[str, str], none: str = "Choose") -> None:
    st.selectbox(
        label, list(words), index=None, format_func=label_of(words), key=_key(name), placeholder=none
    )


def _columns(brought: Brought) -> None:
    with st.expander("Change what a column means", icon=":material/view_column:", key=_key("columns-box")):
        grid = st.columns(3)
        for i, heading in enumerate(there(brought.layout).table.headings):
            with grid[i % 3]:
                label = plain(heading) or f"Column {i + 1}, without a heading"
                st.selectbox(label, list(ROLE_WORDS), format_func=label_of(ROLE_WORDS), key=_key(f"role:{i}"))


def _asked_filters(brought: Brought) -> list[str]:
    return [n for n, words in brought.official.filters.items() if words] if brought.official else []


def _of_a_published_file(brought: Brought) -> None:
    found = there(brought.official)
    st.checkbox(
        "This is the file as it was published, unchanged", key=_key("published"), help=_PUBLISHED_HELP
    )
    st.multiselect("Columns of figures to take", found.figures, key=_key("columns"), placeholder="Choose")
    chosen: dict[str, str] = {}
    with st.container(horizontal=True):
        for name in _asked_filters(brought):
            words, key = found.words_for(name, chosen), _key(f"filter:{name}")
            chosen[name] = st.session_state[key]
            if len(words) > 1:
                st.selectbox(plain(name.replace("_", " ")), words, key=key, width=260)
    st.segmented_control(
        "Places to take",
        list(_OTHERS),
        format_func=label_of(_OTHERS),
        key=_key("others"),
        default="above",
        required=True,
    )


def _what_is_unclear(seen: Preview) -> None:
    """Only what this very file leaves open."""
    for question in seen.questions:
        if question.choices:
            words = dict(question.choices)
            st.radio(
                plain(question.words),
                list(words),
                index=None,
                format_func=label_of(words),
                key=_key(f"answer:{question.key}"),
            )
    if seen.bare_years:
        label = "A year written as 2024 is the one that"
        st.segmented_control(
            label, list(_BARE), format_func=label_of(_BARE), key=_key("begins"), default="ends", required=True
        )
    if seen.shares_asked:
        st.radio(
            "Every value lies between 0 and 1. They are",
            list(_SHARES),
            index=None,
            format_func=label_of(_SHARES),
            key=_key("shares"),
        )
    if len(seen.keys) > 1:
        first = list(seen.keys[:MOST_SERIES])
        st.multiselect(
            "Series in this file to save",
            seen.keys,
            default=first,
            format_func=_series_words,
            key=_key("picked"),
        )
    if seen.bad_rows:
        rows = "row" if seen.bad_rows == 1 else f"{seen.bad_rows} rows"
        st.checkbox(f"Go on without the {rows} that cannot be read", key=_key("without-bad"))
    if seen.unchecked:
        st.checkbox(
            "No figure here rests on fewer children than the number above, or leaves fewer",
            key=_key("agreed"),
            help=_AGREED_HELP,
        )


def _series_words(key: Key) -> str:
    return ": ".join(filter(None, key)) or "Everybody"
