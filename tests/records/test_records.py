"""Writing down, changing, moving, removing: nothing is lost and nothing is written over unseen."""

from datetime import UTC, datetime, timedelta

import pytest

from c4eo_core.accounts.permissions import LOCAL
from c4eo_core.records.errors import Conflict, NotValid, TrustRefused, UnknownItem, UnknownTrust
from c4eo_core.records.kinds import Action, Factor, Idea, Partner, Workshop
from c4eo_core.records.records import open_records
from tests.records.tools import BATH, LEEDS, assert_agree, content, director


def test_what_is_added_is_there_for_everybody_at_once(records, url, trust):
    added = records.add(LOCAL, trust, Idea(text="Breakfast club", cost="low"))
    other = open_records(url)
    assert other.items(LOCAL, trust) == [added] and other.item(LOCAL, trust, added.id) == added
    assert (added.version, added.changed_by, added.body.cost) == (1, LOCAL.name, "low")
    other.close()


def test_items_come_in_order_and_can_be_moved(records, trust):
    workshop = records.add(LOCAL, trust, Workshop(title="Autumn"))
    first, second, third = records.add_all(
        LOCAL, trust, [Idea(text=t) for t in ("one", "two", "three")], workshop.id
    )
    records.move(LOCAL, trust, third.id, (first.position + second.position) / 2)
    assert [i.body.text for i in records.items(LOCAL, trust, Idea, workshop.id)] == ["one", "three", "two"]
    records.add(LOCAL, trust, Idea(text="elsewhere"))
    assert [i.body.text for i in records.items(LOCAL, trust, "idea", workshop.id)] == ["one", "three", "two"]
    assert len(records.items(LOCAL, trust, "idea")) == 4 and len(records.items(LOCAL, trust)) == 5


def test_a_second_person_is_told_and_shown_both(records, url, trust):
    idea = records.add(director(trust, "Ann"), trust, Idea(text="Breakfast club"))
    theirs = records.edit(
        director(trust, "Ann"), trust, idea.id, idea.version, text="Breakfast club at Oak School"
    )
    with pytest.raises(Conflict) as told:
        records.edit(director(trust, "Bob"), trust, idea.id, idea.version, text="Supper club")
    assert told.value.theirs == theirs and told.value.theirs.changed_by == "Ann"
    assert (
        told.value.yours.text == "Supper club"
        and told.value.fields == ("text",)
        and told.value.merged is None
    )
    assert records.item(LOCAL, trust, idea.id) == theirs, "nothing may be written over"
    chosen = records.edit(
        director(trust, "Bob"), trust, idea.id, told.value.theirs.version, text=told.value.yours.text
    )
    assert chosen.body.text == "Supper club" and chosen.changed_by == "Bob"
    assert_agree(url)


def test_changes_to_different_fields_are_offered_together_and_not_merged_unseen(records, trust):
    idea = records.add(LOCAL, trust, Idea(text="Breakfast club"))
    records.edit(director(trust, "Ann"), trust, idea.id, idea.version, cost="low")
    with pytest.raises(Conflict) as told:
        records.edit(director(trust, "Bob"), trust, idea.id, idea.version, text="Supper club")
    assert told.value.fields == () and told.value.merged == Idea(text="Supper club", cost="low")
    assert told.value.yours == Idea(text="Supper club"), "yours is what was on Bob's page"
    assert records.item(LOCAL, trust, idea.id).body == Idea(text="Breakfast club", cost="low")


def test_a_change_that_came_back_to_what_was_on_the_page_is_no_conflict_and_an_unseen_one_is(records, trust):
    idea = records.add(LOCAL, trust, Idea(text="one"))
    ann = director(trust, "Ann")
    records.edit(ann, trust, idea.id, idea.version, text="two")
    records.undo(ann, trust)
    again = records.edit(director(trust, "Bob"), trust, idea.id, idea.version, text="three")
    assert again.body.text == "three"
    with pytest.raises(Conflict):
        records.edit(ann, trust, idea.id, idea.version + 1, text="four")


def test_moving_an_item_does_not_stand_in_the_way_of_who_writes_in_it(records, trust):
    idea = records.add(LOCAL, trust, Idea(text="one"))
    records.move(LOCAL, trust, idea.id, 7.5)
    assert records.edit(LOCAL, trust, idea.id, idea.version, text="two").position == 7.5
    with pytest.raises(NotValid):
        records.move(LOCAL, trust, idea.id, float("nan"))


def test_what_somebody_has_changed_is_not_removed_unseen(records, trust):
    idea = records.add(LOCAL, trust, Idea(text="one"))
    theirs = records.edit(LOCAL, trust, idea.id, idea.version, text="two")
    with pytest.raises(Conflict) as told:
        records.remove(LOCAL, trust, idea.id, idea.version)
    assert told.value.theirs == theirs and told.value.yours is None
    records.remove(LOCAL, trust, idea.id, theirs.version)
    assert records.items(LOCAL, trust) == []


def test_an_edit_of_something_removed_says_who_removed_it_and_keeps_the_words(records, trust):
    idea = records.add(LOCAL, trust, Idea(text="one", cost="low"))
    records.remove(director(trust, "Ann"), trust, idea.id, idea.version)
    with pytest.raises(UnknownItem, match="Ann removed this at") as told:
        records.edit(LOCAL, trust, idea.id, idea.version, text="typed meanwhile")
    assert told.value.yours == Idea(text="typed meanwhile", cost="low")
    with pytest.raises(UnknownItem):
        records.remove(LOCAL, trust, idea.id, idea.version)
    with pytest.raises(UnknownItem):
        records.item(LOCAL, trust, idea.id)


def test_a_workshop_goes_with_its_notes_and_comes_back_with_them(records, url, trust):
    workshop = records.add(LOCAL, trust, Workshop(title="Autumn"))
    records.add_all(LOCAL, trust, [Factor(text="f"), Partner(name="p")], workshop.id)
    apart = records.add(LOCAL, trust, Action(what="elsewhere"))
    before = content(records, LOCAL, trust)
    records.remove(LOCAL, trust, workshop.id, workshop.version)
    assert [i.id for i in records.items(LOCAL, trust)] == [apart.id]
    assert records.can_undo(LOCAL, trust) == "Undo: removed the workshop 'Autumn' and 2 notes in it"
    with pytest.raises(UnknownItem) as told:
        records.add(LOCAL, trust, Idea(text="typed meanwhile"), workshop.id)
    assert told.value.yours == Idea(text="typed meanwhile")
    records.undo(LOCAL, trust)
    assert content(records, LOCAL, trust) == before
    assert_agree(url)


def test_a_note_belongs_to_a_workshop_and_to_nothing_else(records, trust):
    idea = records.add(LOCAL, trust, Idea(text="one"))
    with pytest.raises(UnknownItem):
        records.add(LOCAL, trust, Idea(text="two"), workshop=idea.id)


def test_saving_the_same_words_again_is_no_change(records, trust):
    idea = records.add(LOCAL, trust, Idea(text="one"))
    assert records.edit(LOCAL, trust, idea.id, idea.version, text="one") == idea
    assert len(records.history(LOCAL, trust)) == 1


def test_a_field_that_cannot_hold_it_is_refused_in_words_and_nothing_changes(records, trust):
    idea = records.add(LOCAL, trust, Idea(text="one"))
    with pytest.raises(NotValid, match="4,001 characters; 4,000 fit") as told:
        records.edit(LOCAL, trust, idea.id, idea.version, text="x" * 4001)
    assert told.value.field == "text"
    assert records.edit(LOCAL, trust, idea.id, idea.version, text="x" * 4000).body.text == "x" * 4000


@pytest.mark.parametrize(
    "words",
    [
        "Ünï 中文 🚸",
        "'; DROP TABLE items; --",
        "<b>$x^2$</b>",
        "line\nline\ttab",
        "nul\0",
        "half\ud83d",
        "%(a)s :b ?",
    ],
)
def test_any_words_come_back_as_they_were(records, trust, words):
    readable = words.replace("\0", "").encode("utf-8", "replace").decode()
    added = records.add(LOCAL, trust, Idea(text=words))
    assert records.item(LOCAL, trust, added.id).body.text == readable
    assert records.history(LOCAL, trust)[0].after.body.text == readable


def test_history_says_who_did_what_and_when(records, trust):
    ann, bob = director(trust, "Ann"), director(trust, "Bob")
    idea = records.add(ann, trust, Idea(text="Breakfast club"))
    idea = records.edit(bob, trust, idea.id, 1, text="Supper club", chosen=True)
    idea = records.edit(bob, trust, idea.id, 2, specificity=4, leverage=3, values=2)
    records.move(bob, trust, idea.id, 4)
    records.remove(ann, trust, idea.id, 4)
    records.undo(ann, trust)
    told = [(c.actor_name, c.words) for c in records.history(LOCAL, trust, idea.id)]
    assert told == [
        ("Ann", "put back the idea 'Supper club'"),
        ("Ann", "removed the idea 'Supper club'"),
        ("Bob", "moved the idea 'Supper club'"),
        ("Bob", "changed the idea 'Supper club'"),
        ("Bob", "changed the words and the choice of the idea 'Supper club'"),
        ("Ann", "added the idea 'Breakfast club'"),
    ]
    changed = records.history(LOCAL, trust, idea.id)[-2]
    assert changed.before.body.text == "Breakfast club" and changed.after.body.text == "Supper club"
    assert len(records.history(LOCAL, trust, limit=2)) == 2 and records.history(LOCAL, trust, "0" * 32) == []


def test_saved_at_is_the_moment_of_the_last_save_of_the_workshop(url):
    moments = iter(datetime(2026, 11, 5, 14, 0, tzinfo=UTC) + timedelta(minutes=n) for n in range(100))
    seen: list[datetime] = []
    records = open_records(url, clock=lambda: seen.append(next(moments)) or seen[-1])
    trust = records.add_trust(LOCAL, "Leeds", LEEDS).id
    assert records.saved_at(LOCAL, trust) is None
    workshop = records.add(LOCAL, trust, Workshop(title="Autumn"))
    idea = records.add(LOCAL, trust, Idea(text="one"), workshop.id)
    inside = seen[-1]
    assert idea.changed_at == inside
    records.add(LOCAL, trust, Idea(text="elsewhere"))
    assert (
        records.saved_at(LOCAL, trust, workshop.id) == inside
        and records.saved_at(LOCAL, trust) == seen[-1] > inside
    )
    records.remove(LOCAL, trust, idea.id, idea.version)
    assert records.saved_at(LOCAL, trust, workshop.id) == seen[-1], "a removal is a save too"
    records.close()


def test_trusts_have_names_nobody_can_mix_up(records):
    leeds = records.add_trust(LOCAL, "  Leeds   Children's Trust ", LEEDS)
    assert leeds.name == "Leeds Children's Trust"
    for same in ("leeds children's trust", "LEEDS CHILDREN'S TRUST"):
        with pytest.raises(TrustRefused):
            records.add_trust(LOCAL, same, BATH)
    bath = records.add_trust(LOCAL, "Bath", BATH, "#123456")
    assert bath.colour == "#123456" and leeds.colour != bath.colour
    with pytest.raises(TrustRefused):
        records.change_trust(LOCAL, bath.id, name="leeds children's trust")
    assert records.change_trust(LOCAL, bath.id, name="BATH", colour="#abcdef").name == "BATH"
    for wrong in ({"name": " "}, {"name": "x" * 301}, {"colour": "red"}, {"area": ""}):
        with pytest.raises(NotValid):
            records.change_trust(LOCAL, bath.id, **wrong)
    assert [t.name for t in records.trusts(LOCAL)] == ["BATH", "Leeds Children's Trust"]


def test_the_trust_of_an_area_is_the_first_made_for_it(records):
    assert records.trust_for_area(LOCAL, LEEDS) is None
    first = records.add_trust(LOCAL, "Zebra", LEEDS)
    records.add_trust(LOCAL, "Aardvark", LEEDS)
    assert records.trust_for_area(LOCAL, LEEDS) == first


def test_writing_in_a_trust_that_is_gone_is_refused(records, trust):
    records.delete_trust(LOCAL, trust, "Leeds Children's Trust")
    with pytest.raises(UnknownTrust):
        records.add(LOCAL, trust, Idea(text="one"))
