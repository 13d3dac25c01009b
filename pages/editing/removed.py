"""Where something has just been removed: 'Removed. Undo', in its own place of the list."""

from collections.abc import Callable, Iterable, Iterator

import streamlit as st

from c4eo_core.model.markup import markup
from c4eo_core.records.body import Of
from c4eo_core.records.rows import Item
from pages.editing import saving
from pages.session import screen
from pages.session.trust_keys import PREFIX


def listed(
    items: Iterable[Item[Of]],
    kind: type[Of],
    workshop: str | None,
    here: Callable[[Of], bool] | None = None,
) -> Iterator[Item[Of]]:
    """The items one by one, as a list draws them, with the offer drawn where the removed one stood.

    here: whether a body belongs to this list, where a page has several lists of one kind.
    """
    gone = saving.removed()
    if gone is not None and not _here(gone, kind, workshop, here):
        gone = None
    for item in items:
        if gone is not None and item.position > gone.position:
            _offer(gone)
            gone = None
        yield item
    if gone is not None:
        _offer(gone)


def _here(gone: Item, kind: type[Of], workshop: str | None, here: Callable[[Of], bool] | None) -> bool:
    body = gone.body
    return isinstance(body, kind) and gone.workshop == workshop and (here is None or here(body))


def _offer(gone: Item) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"{PREFIX}removed-here"):
        words = f"Removed: {gone.body.label}." if gone.body.label else "Removed."
        screen.html(markup('<p class="note" role="status">{words}</p>', words=words))
        st.button("Undo", key=f"{PREFIX}removed-undo", on_click=saving.undo, args=(gone.trust,))
