"""The clock of a step: how long the room has spent on it. It shows and never enforces.

It is kept in the process and not in the records, so that undo takes back what was said and never the time.
Two screens on the same session see the same clock; after a restart of the app it begins anew.
"""

import threading
import time
from collections import OrderedDict
from dataclasses import dataclass, field

import streamlit as st

from c4eo_core.answers.workshop.exercise import left_words, minutes_of
from c4eo_core.model.markup import markup
from c4eo_core.records.rows import Item
from pages.editing import saving
from pages.editing.fields import PREFIX
from pages.session import reader, screen

_MOST, _EVERY_SECONDS, _MORE = 200, 10, 5


@dataclass
class _Watch:
    """spent: seconds by step, without the running one; since: when the running one began, None while it
    stands still.
    """

    spent: dict[int, float] = field(default_factory=dict)
    step: int = 0
    since: float | None = None


_watches: OrderedDict[str, _Watch] = OrderedDict()
_turn = threading.Lock()


def now() -> float:
    return time.monotonic()


def spent_on(workshop: str, step: int) -> float:
    with _turn:
        watch = _watches.get(workshop, _Watch())
        running = now() - watch.since if watch.since is not None and watch.step == step else 0.0
        return watch.spent.get(step, 0.0) + running


def runs(workshop: str) -> bool:
    with _turn:
        watch = _watches.get(workshop)
        return watch is not None and watch.since is not None


def go(workshop: str, step: int) -> None:
    """The room is on this step now. Coming back to a step goes on from what it had."""
    with _turn:
        watch = _watches.setdefault(workshop, _Watch())
        _watches.move_to_end(workshop)
        while len(_watches) > _MOST:
            _watches.popitem(last=False)
        if watch.step != step:
            stood_still = watch.step != 0 and watch.since is None
            _stop(watch)
            watch.step, watch.since = step, None if stood_still else now()


def pause_or_go_on(workshop: str) -> None:
    with _turn:
        watch = _watches.setdefault(workshop, _Watch())
        if watch.since is None:
            watch.since = now()
        else:
            _stop(watch)


def _stop(watch: _Watch) -> None:
    if watch.since is not None:
        watch.spent[watch.step] = watch.spent.get(watch.step, 0.0) + now() - watch.since
        watch.since = None


def clock(workshop: Item, step: int) -> None:
    go(workshop.id, step)
    _face(workshop, step)


@st.fragment(run_every=_EVERY_SECONDS)
def _face(workshop: Item, step: int) -> None:
    minutes, spent = minutes_of(workshop.body.step_minutes)[step - 1], spent_on(workshop.id, step)
    words, over = left_words(minutes, spent)
    words += "" if runs(workshop.id) else ", clock paused"
    share = min(spent / (minutes * 60), 1.0) * 100 if minutes else 0
    with st.container(
        horizontal=True, vertical_alignment="center", horizontal_alignment="right", key="step-clock"
    ):
        screen.html(
            markup(
                '<div class="clock{words}" role="timer" aria-label="Time left for this'
                ' step">{words2}<span class="sand"><span style="width:{share:.0f}%"></span></span></div>',
                words=" over" if over else "",
                words2=words,
                share=share,
            )
        )
        paused = not runs(workshop.id)
        st.button(
            "Go on" if paused else "Pause",
            key=f"{PREFIX}clock-pause",
            type="tertiary",
            on_click=pause_or_go_on,
            args=(workshop.id,),
            icon=":material/play_arrow:" if paused else ":material/pause:",
            disabled=reader.reads_only(),
        )
        st.button(
            f"{_MORE} more minutes",
            key=f"{PREFIX}clock-more",
            type="tertiary",
            on_click=_longer,
            args=(workshop, step),
            disabled=reader.reads_only(),
        )


def _longer(workshop: Item, step: int) -> None:
    now_there = saving.as_saved(workshop)
    minutes = list(minutes_of(now_there.body.step_minutes))
    minutes[step - 1] = min(minutes[step - 1] + _MORE, 240)
    saving.save(now_there, step_minutes=tuple(minutes))
