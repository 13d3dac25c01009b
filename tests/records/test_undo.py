"""Undo and redo: exactly the records as they were, twenty steps, and never over what somebody else has done
since.
"""

import itertools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from c4eo_core.accounts.permissions import LOCAL
from c4eo_core.records.change_log import STEPS
from c4eo_core.records.errors import UndoRefused
from c4eo_core.records.kinds import Factor, Idea, Partner, Role, Workshop
from tests.records.tools import LEEDS, assert_agree, content, director

_names = itertools.count()
_words = st.text(max_size=12)
# what to do, which of the items there are, with which words
_acts = st.tuples(
    st.sampled_from(["add", "workshop", "several", "edit", "edit", "flag", "move", "remove"]),
    st.integers(0, 50),
    _words,
)


def act(records, actor, trust: str, what: str, which: int, words: str) -> bool:
    """Whether anything was changed."""
    there = records.items(actor, trust)
    workshops = [i for i in there if i.kind == "workshop"]
    home = workshops[which % len(workshops)].id if workshops else None
    if what == "workshop":
        records.add(actor, trust, Workshop(title=words))
    elif what == "add" or not there:
        records.add(actor, trust, Idea(text=words), home)
    elif what == "several":
        records.add_all(
            actor, trust, [Factor(text=words), Partner(name=words), Role(part="timekeeper", who=words)], home
        )
    else:
        item = there[which % len(there)]
        if what == "remove":
            records.remove(actor, trust, item.id, item.version)
        elif what == "move":
            return records.move(actor, trust, item.id, which / 7) != item
        else:
            flags = what == "flag" and item.kind == "idea"
            fields = {"chosen": bool(which % 2), "reach": which % 6} if flags else {item.body.names_it: words}
            return records.edit(actor, trust, item.id, item.version, **fields) != item
    return True


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    acts=st.lists(_acts, min_size=1, max_size=24),
    back=st.lists(st.integers(1, STEPS), min_size=1, max_size=3),
)
def test_undo_of_any_steps_gives_exactly_the_earlier_records_and_redo_the_later(records, url, acts, back):
    trust = records.add_trust(LOCAL, f"Trust {next(_names)}", LEEDS).id
    ann = director(trust)
    states = [content(records, ann, trust)]
    for done in acts:
        if act(records, ann, trust, *done):
            states.append(content(records, ann, trust))
    for steps in back:
        steps = min(steps, len(states) - 1)
        for earlier in range(steps):
            assert records.undo(ann, trust) is not None
            assert content(records, ann, trust) == states[-2 - earlier]
        for later in range(steps):
            assert records.redo(ann, trust) is not None
            assert content(records, ann, trust) == states[len(states) - steps + later]
        assert records.redo(ann, trust) is None
    for earlier in range(min(STEPS, len(states) - 1)):
        assert records.undo(ann, trust) is not None
        assert content(records, ann, trust) == states[-2 - earlier]
    # Writing anew after undoing: what was taken back is gone for redo, and undo goes on from here.
    now = content(records, ann, trust)
    records.add(ann, trust, Idea(text="anew"))
    assert records.can_redo(ann, trust) is None and records.redo(ann, trust) is None
    assert records.undo(ann, trust) is not None and content(records, ann, trust) == now


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    acts=st.lists(
        st.tuples(st.sampled_from(["Ann", "Bob"]), _acts | st.sampled_from(["undo", "redo"])),
        min_size=8,
        max_size=30,
    )
)
def test_whatever_two_people_do_and_undo_the_log_and_the_records_agree(records, url, acts):
    trust = records.add_trust(LOCAL, f"Trust {next(_names)}", LEEDS).id
    for name, done in acts:
        actor = director(trust, name)
        before = content(records, actor, trust)
        if isinstance(done, tuple):
            act(records, actor, trust, *done)
            continue
        try:
            getattr(records, done)(actor, trust)
        except UndoRefused as refused:
            assert content(records, actor, trust) == before and str(refused)
    homes = {i.id for i in records.items(LOCAL, trust, Workshop)}
    assert all(i.workshop is None or i.workshop in homes for i in records.items(LOCAL, trust)), (
        "a note without its workshop is lost"
    )
    assert_agree(url)


def test_exactly_twenty_steps_can_be_taken_back_in_a_row(records, trust):
    for n in range(30):
        records.add(LOCAL, trust, Idea(text=f"{n}"))
    assert sum(records.undo(LOCAL, trust) is not None for _ in range(30)) == STEPS
    assert records.can_undo(LOCAL, trust) is None and len(records.items(LOCAL, trust)) == 10
    assert sum(records.redo(LOCAL, trust) is not None for _ in range(30)) == STEPS
    assert [i.body.text for i in records.items(LOCAL, trust)] == [f"{n}" for n in range(30)]


def test_the_words_say_what_undo_and_redo_would_do(records, trust):
    assert records.can_undo(LOCAL, trust) is None and records.undo(LOCAL, trust) is None
    idea = records.add(LOCAL, trust, Idea(text="Breakfast club"))
    records.remove(LOCAL, trust, idea.id, idea.version)
    assert records.can_undo(LOCAL, trust) == "Undo: removed the idea 'Breakfast club'"
    assert records.undo(LOCAL, trust).words == "Undone: removed the idea 'Breakfast club'"
    assert records.can_redo(LOCAL, trust) == "Redo: removed the idea 'Breakfast club'"
    assert records.can_undo(LOCAL, trust) == "Undo: added the idea 'Breakfast club'"
    assert records.redo(LOCAL, trust).words == "Done again: removed the idea 'Breakfast club'"
    assert records.can_undo(LOCAL, trust) == "Undo: removed the idea 'Breakfast club'"
    records.add_all(LOCAL, trust, [Partner(name="Police"), Partner(name="Schools")])
    assert records.can_undo(LOCAL, trust) == "Undo: added 2 partners: 'Police', 'Schools'"


def test_everybody_takes_back_their_own_steps_only(records, trust):
    ann, bob = director(trust, "Ann"), director(trust, "Bob")
    records.add(ann, trust, Idea(text="of Ann"))
    records.add(bob, trust, Idea(text="of Bob"))
    records.undo(ann, trust)
    assert [i.body.text for i in records.items(LOCAL, trust)] == ["of Bob"]
    assert records.undo(ann, trust) is None and records.can_undo(ann, trust) is None


def test_a_step_somebody_has_written_over_stays_and_one_further_back_is_offered(records, trust):
    ann, bob = director(trust, "Ann"), director(trust, "Bob")
    first = records.add(ann, trust, Idea(text="first"))
    idea = records.add(ann, trust, Idea(text="one"))
    records.edit(ann, trust, first.id, 1, cost="low")
    records.edit(ann, trust, idea.id, 1, text="two")
    records.edit(bob, trust, idea.id, 2, text="three")
    with pytest.raises(
        UndoRefused, match="the idea 'two' has been changed in the same place. Bob has been there since"
    ) as told:
        records.undo(ann, trust)
    assert records.item(ann, trust, idea.id).body.text == "three"
    assert records.undo(ann, trust, past=told.value.step).words == (
        "Undone: changed the cost of the idea 'first' from nothing to “low”"
    )
    assert records.item(ann, trust, first.id).body.cost == ""
    assert records.redo(ann, trust) and records.item(ann, trust, first.id).body.cost == "low"
    assert records.undo(ann, trust, past="0" * 32) is None


def test_undo_leaves_alone_what_others_changed_beside_it(records, trust):
    ann, bob = director(trust, "Ann"), director(trust, "Bob")
    idea = records.add(ann, trust, Idea(text="one"))
    idea = records.edit(ann, trust, idea.id, 1, text="two")
    idea = records.edit(bob, trust, idea.id, 2, cost="high")
    records.undo(ann, trust)
    assert records.item(ann, trust, idea.id).body == Idea(text="one", cost="high")
    with pytest.raises(UndoRefused, match="no longer as you left it"):
        records.undo(ann, trust)  # taking back the adding would take Bob's cost with it


def test_taking_back_a_workshop_never_takes_the_notes_of_others(records, trust):
    ann, bob = director(trust, "Ann"), director(trust, "Bob")
    workshop = records.add(ann, trust, Workshop(title="Autumn"))
    note = records.add(bob, trust, Idea(text="of Bob"), workshop.id)
    with pytest.raises(UndoRefused, match="has notes in it that others wrote"):
        records.undo(ann, trust)
    assert records.item(bob, trust, note.id).body.text == "of Bob"


def test_a_note_does_not_come_back_into_a_workshop_that_is_gone(records, trust):
    ann, bob = director(trust, "Ann"), director(trust, "Bob")
    workshop = records.add(bob, trust, Workshop(title="Autumn"))
    note = records.add(ann, trust, Idea(text="one"), workshop.id)
    records.remove(ann, trust, note.id, note.version)
    records.remove(bob, trust, workshop.id, workshop.version)
    with pytest.raises(UndoRefused, match="belongs to a workshop that has been removed"):
        records.undo(ann, trust)
    records.undo(bob, trust)
    records.undo(ann, trust)
    assert records.item(ann, trust, note.id).workshop == workshop.id
