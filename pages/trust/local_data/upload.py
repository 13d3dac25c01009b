"""A file of figures comes in: read and let go of, shown as it would be saved, and saved only then. All of it
stays in this session.
"""

import dataclasses
import datetime as dt

import streamlit as st
from markupsafe import Markup

from c4eo_core.answers.desk import prepared_desk
from c4eo_core.answers.local.beside import shown_beside
from c4eo_core.answers.local.brought import Brought, Form, Preview
from c4eo_core.answers.local.preview import brought_in, preview
from c4eo_core.answers.local.usual_form import usual_form
from c4eo_core.database.errors import RecordsError
from c4eo_core.model.markup import markup
from c4eo_core.records.local_kinds import LocalSeries
from c4eo_core.records.rows import Item, Trust
from c4eo_core.reports.html import local_data as say
from pages.editing import fields, saving, trust_on_screen
from pages.editing.fields import PREFIX
from pages.session import link, reader, screen, uploads
from pages.session.markdown import plain
from pages.trust.local_data.cutting import how_it_was_cut
from pages.trust.local_data.form import form_now, fresh_form, questions, settle

_STATE, _PLACE, _COUNT = f"{PREFIX}bring:file", f"{PREFIX}bring:place", f"{PREFIX}bring:count"
_REPLACES, _TOLD = f"{PREFIX}bring:replaces", f"{PREFIX}bring:told"
_MOST_MB = 20
_LEAD = (
    "A CSV or Excel file, one row a year, term, quarter or month (or a column for each), or a file of"
    " figures downloaded from"
    " explore education statistics. Small counts are hidden as it is read; the file itself is not kept."
    " Nothing is saved before you have seen it."
)


def section(trust: Trust | None) -> None:
    """For those who may write."""
    st.header("Bring in a series", anchor=False)
    _say_what_happened()
    brought: Brought | None = st.session_state.get(_STATE)
    item = _replaced(trust)
    if brought is None:
        _ask_for_a_file(trust, item)
    elif not brought.usable:
        screen.html(
            markup(
                "<p><strong>{file}</strong> cannot be used.</p>{problems_html}",
                file=brought.file,
                problems_html=say.problems_html(brought.problems, "Why"),
            )
        )
        st.button("Choose another file", key=f"{PREFIX}bring:again", on_click=_leave)
    else:
        _look(trust, brought, item)
    fields.told(_PLACE)


def replacing(item: Item) -> None:
    """The next file takes the place of this series. For callbacks."""
    _leave()
    st.session_state[_REPLACES] = item.id


def _ask_for_a_file(trust: Trust | None, item: Item | None) -> None:
    area = prepared_desk().figures.areas.by_code(link.area_code()).name
    lead = f"Figures of {trust.name if trust else area}. {_LEAD}"
    if item is not None:
        lead = (
            f"The next file takes the place of ‘{item.body.title}’; the version before stays in its list of"
            f" versions. {_LEAD}"
        )
    screen.html(markup('<p class="note">{lead}</p>', lead=lead))
    # A key of its own for each trust and each file: an uploader that stayed would bring one trust's file to
    # another.
    key = f"{PREFIX}bring:{trust.id if trust else link.area_code()}:{st.session_state.get(_COUNT, 0)}"
    st.file_uploader(
        "The file", ["csv", "xlsx"], key=key, max_upload_size=_MOST_MB, on_change=_arrived, args=(key, item)
    )
    from pages.downloads.local_data import template_links

    screen.html(template_links("series.csv", "series.xlsx"))
    if item is not None:
        st.button("Leave it as it is", key=f"{PREFIX}bring:leave-it", on_click=_leave)


def _look(trust: Trust | None, brought: Brought, item: Item | None) -> None:
    """The questions beside what would be saved."""
    what = "a published file (explore education statistics)" if brought.official else "a table of figures"
    instead = f" It takes the place of ‘{item.body.title}’." if item else ""
    screen.html(
        markup(
            "<p><strong>{file}</strong> looks like {what}.{instead}</p>",
            file=brought.file,
            what=what,
            instead=instead,
        )
    )
    how_it_was_cut(brought, lambda again: _came(again, item))
    settle(brought)
    seen = _seen(brought, trust, item)
    questions(brought, seen)
    form = form_now(brought)
    if brought.layout:
        screen.html(say.mapping_table(brought.layout, form.roles))
    one_too_many = item is not None and len(seen.series) > 1
    screen.html(
        markup(
            "<h2>As it would be saved</h2>{preview_html}",
            preview_html=say.preview_html(brought, seen, form.threshold),
        )
    )
    if one_too_many:
        screen.html(
            Markup('<p class="unsaved">One series takes the place of one. Choose a single series above.</p>')
        )
    with st.container(horizontal=True):
        words = "Save it" if len(seen.series) < 2 else f"Save these {len(seen.series)} series"
        open_ = seen.ready and not one_too_many
        kind = (
            "primary" if open_ else "secondary"
        )  # a button of the first kind that cannot be pressed shows no words
        st.button(
            words,
            key=f"{PREFIX}bring:save",
            type=kind,
            disabled=not open_,
            on_click=_save,
            args=(trust, item),
        )
        st.button("Do not save, choose another file", key=f"{PREFIX}bring:drop", on_click=_leave)


def _arrived(key: str, item: Item | None) -> None:
    given = uploads.taken(key)
    st.session_state[_COUNT] = st.session_state.get(_COUNT, 0) + 1
    st.session_state.pop(_TOLD, None)
    if given is None:
        return
    _came(brought_in(*given), item)


def _came(brought: Brought, item: Item | None) -> None:
    """A file, or the same file cut into cells in another way."""
    st.session_state[_STATE] = brought
    if brought.usable:
        fresh_form(brought, usual_form(brought), item.body if item else None)


def _seen(brought: Brought, trust: Trust | None, item: Item | None) -> Preview:
    areas = prepared_desk().figures.areas
    form: Form = form_now(brought)
    held = reader.records().items(reader.actor(), trust.id, LocalSeries) if trust else []
    home = areas.by_code(link.area_code())
    return preview(brought, form, areas, home, reader.actor().name, dt.date.today(), shown_beside(held, item))


def _save(trust: Trust | None, item: Item | None) -> None:
    """Worked out again from what stands in the form now: the last word typed may have come with the click."""
    brought = st.session_state.get(_STATE)
    seen = _seen(brought, trust, item) if brought else None
    if seen is None or not seen.ready or (item is not None and len(seen.series) != 1):
        return
    bodies = [s.body for s in seen.series]
    if item is not None:
        saving.save(item, _PLACE, **_fields(bodies[0]))
    else:
        saving.add(trust.id if trust else trust_on_screen.at_first_write, bodies, place=_PLACE)
    if _PLACE in saving.unsaved():  # it stands there, masked already, until it is saved or thrown away
        _leave()
        return
    titles = " and ".join(f"‘{b.title}’" for b in bodies[:3]) + (
        f" and {len(bodies) - 3} more" if len(bodies) > 3 else ""
    )
    _leave()
    st.session_state[_TOLD] = f"{titles} saved. The file itself was not kept."


def _fields(body: LocalSeries) -> dict[str, object]:
    """What a new file brings along; that it was withdrawn, and where its counting changed, stays."""
    kept = ("withdrawn", "breaks")
    return {f.name: getattr(body, f.name) for f in dataclasses.fields(body) if f.name not in kept}


def _leave() -> None:
    for key in [
        k
        for k in st.session_state
        if isinstance(k, str) and k.startswith((_STATE, _REPLACES, _TOLD, f"{PREFIX}form:"))
    ]:
        del st.session_state[key]


def _replaced(trust: Trust | None) -> Item | None:
    wanted = st.session_state.get(_REPLACES)
    if not wanted or trust is None:
        return None
    try:
        return reader.records().item(reader.actor(), trust.id, wanted)
    except RecordsError:  # deleted meanwhile
        st.session_state.pop(_REPLACES)
        return None


def _say_what_happened() -> None:
    if told := st.session_state.get(_TOLD):
        st.success(plain(told), icon=":material/check:")
