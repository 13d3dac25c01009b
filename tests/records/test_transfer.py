"""A trust's records out and in again: the same records, checked, and never over something else."""

import copy
import hashlib
import itertools
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from c4eo_core import __version__
from c4eo_core.accounts.permissions import ADMINISTRATOR, LOCAL, Actor
from c4eo_core.database.errors import TooNew
from c4eo_core.records.errors import NotAllowed, OtherTrust, PackRefused, TrustRefused, UndoRefused
from c4eo_core.records.kinds import Factor, Idea, Workshop
from c4eo_core.records.local_kinds import LocalSeries, NeighbourSet
from c4eo_core.records.open_database import open_database
from c4eo_core.records.pack_seal import ELSEWHERE, SIGNED, UNSIGNED, checksum
from tests.records.test_undo import _acts, act
from tests.records.tools import BATH, LEEDS, assert_agree, content, rows, specialist

_names = itertools.count()


def there_and_back(pack: dict) -> dict:
    """As a file would hold it."""
    return json.loads(json.dumps(pack))


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(_acts, max_size=12))
def test_export_wipe_import_gives_the_same_records_and_history(records, url, acts):
    name = f"Trust {next(_names)}"
    trust = records.add_trust(LOCAL, name, LEEDS).id
    for done in acts:
        act(records, LOCAL, trust, *done)
    records.undo(LOCAL, trust)
    items = records.items(LOCAL, trust)
    told = [(c.at, c.actor_name, c.words, c.before, c.after) for c in records.history(LOCAL, trust)]
    pack = there_and_back(records.export(LOCAL, trust))
    records.delete_trust(LOCAL, trust, name)
    assert records.import_(LOCAL, pack).name == name
    assert records.items(LOCAL, trust) == items
    assert [(c.at, c.actor_name, c.words, c.before, c.after) for c in records.history(LOCAL, trust)] == told
    assert records.can_undo(LOCAL, trust) is None, "what was done elsewhere is not undone here"
    again = records.export(LOCAL, trust)
    assert {**again, "made_at": 0, "sha256": 0} == {**pack, "made_at": 0, "sha256": 0}
    assert_agree(url)


def filled(records, trust: str) -> dict:
    workshop = records.add(LOCAL, trust, Workshop(title="Autumn"))
    gone = records.add(LOCAL, trust, Factor(text="written in anger"), workshop.id)
    records.add(LOCAL, trust, Idea(text="Breakfast club"), workshop.id)
    records.remove(LOCAL, trust, gone.id, gone.version)
    return there_and_back(records.export(LOCAL, trust))


def test_a_pack_carries_its_checksum_and_the_apps_version_and_nothing_of_another_trust(records, trust):
    bath = records.add_trust(LOCAL, "Bath", BATH).id
    records.add(LOCAL, bath, Idea(text="of Bath"))
    pack = filled(records, trust)
    assert pack["app"] == __version__ and pack["sha256"] == checksum(pack)
    assert "of Bath" not in json.dumps(pack) and bath not in json.dumps(pack)


def test_a_pack_without_its_history_holds_nothing_that_was_deleted(records, trust):
    filled(records, trust)
    pack = there_and_back(records.export(LOCAL, trust, history=False))
    assert "written in anger" not in json.dumps(pack) and "Breakfast club" in json.dumps(pack)
    before = content(records, LOCAL, trust)
    records.delete_trust(LOCAL, trust, "Leeds Children's Trust")
    records.import_(LOCAL, pack)
    assert content(records, LOCAL, trust) == before and len(records.history(LOCAL, trust)) == 2


def test_records_brought_in_can_be_worked_with_and_undone_from_there(records, url, trust):
    pack = filled(records, trust)
    records.delete_trust(LOCAL, trust, "Leeds Children's Trust")
    records.import_(LOCAL, pack)
    idea = records.items(LOCAL, trust, Idea)[0]
    records.edit(LOCAL, trust, idea.id, idea.version, chosen=True)
    assert records.can_undo(LOCAL, trust) == (
        "Undo: changed the choice of the idea 'Breakfast club' from no to yes"
    )
    records.undo(LOCAL, trust)
    assert records.can_undo(LOCAL, trust) is None and not records.item(LOCAL, trust, idea.id).body.chosen
    assert_agree(url)


def test_a_pack_goes_into_an_empty_trust_of_the_same_name_and_area(records, url, trust):
    pack = filled(records, trust)
    records.change_trust(LOCAL, trust, name="Leeds as it was")
    again = records.add_trust(LOCAL, "leeds children's trust", LEEDS).id
    with pytest.raises(NotAllowed):
        records.import_(specialist(trust), pack, again)
    assert records.import_(specialist(again), pack, again).id == again
    assert content(records, LOCAL, again) == content(records, LOCAL, trust)
    with pytest.raises(PackRefused, match="There are notes in this trust already"):
        records.import_(specialist(again), pack, again)
    first = pack["items"][0]
    records.edit(LOCAL, again, first["id"], first["version"], title="of the new one")
    assert records.item(LOCAL, trust, first["id"]).body.title == "Autumn", (
        "the same note in two trusts is two notes"
    )
    assert_agree(url)


@pytest.mark.parametrize(("name", "area"), [("Bath", BATH), ("Leeds Children's Trust 2", LEEDS)])
def test_a_pack_of_another_trust_or_area_is_refused_until_the_name_is_typed(records, url, trust, name, area):
    pack = filled(records, trust)
    other = records.add_trust(LOCAL, name, area).id
    for typed in ("", "Leeds Children's Trust", name.lower(), f"{name}!"):
        with pytest.raises(OtherTrust, match=f"type the name of the trust it is to go into: {name}"):
            records.import_(specialist(other), pack, other, typed)
    assert records.items(LOCAL, other) == [] and records.history(LOCAL, other) == []
    records.import_(specialist(other), pack, other, f" {name} ")
    theirs = {k: v for k, v in content(records, LOCAL, other).items() if v[1] != "brought_in"}
    assert theirs == content(records, LOCAL, trust)
    assert_agree(url)


def test_the_same_name_in_another_area_is_another_trust(records, trust):
    pack = filled(records, trust)
    records.change_trust(LOCAL, trust, area=BATH)
    records.delete_trust(LOCAL, trust, "Leeds Children's Trust")
    moved = records.add_trust(LOCAL, "Leeds Children's Trust", BATH).id
    with pytest.raises(OtherTrust):
        records.import_(LOCAL, pack, moved)


def test_another_trusts_pack_stands_in_the_log_and_goes_out_again_in_one_step(records, url, trust):
    pack = filled(records, trust)
    bath = records.add_trust(LOCAL, "Bath", BATH).id
    sam, ann = specialist(bath), specialist(bath, name="Ann")
    records.import_(sam, pack, bath, "Bath")
    told = "brought in the pack of another trust 'Leeds Children's Trust' and 2 notes of it"
    assert records.can_undo(sam, bath) == f"Undo: {told}"
    assert any("brought in the pack" in c.words and c.actor_name == "Sam" for c in records.history(sam, bath))
    assert "written in anger" not in str(records.history(sam, bath)), (
        "another trust's history is not this one's"
    )
    with pytest.raises(PackRefused, match="The last thing you did"):
        records.take_out_again(ann, bath)
    assert records.take_out_again(sam, bath).words == f"Undone: {told}"
    assert records.items(sam, bath) == []
    with pytest.raises(PackRefused, match="The last thing you did"):
        records.take_out_again(sam, bath)
    assert_agree(url)


def test_a_trust_that_took_in_a_wrong_pack_and_gave_it_back_can_still_take_its_own(records, url, trust):
    bath = records.add_trust(LOCAL, "Bath", BATH).id
    records.add(LOCAL, bath, Idea(text="of Bath"))
    own = there_and_back(records.export(LOCAL, bath))
    records.delete_trust(LOCAL, bath, "Bath")
    bath = records.add_trust(LOCAL, "Bath", BATH).id
    sam = specialist(bath)
    records.import_(sam, filled(records, trust), bath, "Bath")
    records.take_out_again(sam, bath)
    records.import_(sam, own, bath)
    assert [i.body.text for i in records.items(sam, bath)] == ["of Bath"]
    with pytest.raises(UndoRefused, match="notes of its own"):
        records.redo(sam, bath)
    assert [i.body.text for i in records.items(sam, bath)] == ["of Bath"]
    assert_agree(url)


def test_a_pack_that_was_worked_with_since_is_not_taken_out_over_what_others_wrote(records, trust):
    pack = filled(records, trust)
    bath = records.add_trust(LOCAL, "Bath", BATH).id
    sam = specialist(bath)
    records.import_(sam, pack, bath, "Bath")
    session = next(i for i in records.items(sam, bath, Workshop))
    records.add(specialist(bath, name="Ann"), bath, Idea(text="Ann's own"), session.id)
    with pytest.raises(UndoRefused, match="notes in it that others wrote"):
        records.undo(sam, bath)
    assert any(i.body.text == "Ann's own" for i in records.items(sam, bath, Idea))


def test_a_trust_that_is_there_is_never_written_over(records, trust):
    pack = filled(records, trust)
    records.add(LOCAL, trust, Idea(text="since then"))
    before = content(records, LOCAL, trust)
    with pytest.raises(PackRefused, match="here already"):
        records.import_(LOCAL, pack)
    with pytest.raises(NotAllowed):
        records.import_(Actor("a", "A", ADMINISTRATOR), pack)
    assert content(records, LOCAL, trust) == before


def test_a_second_trust_of_the_same_name_gets_a_number(records, trust):
    pack = filled(records, trust)
    records.delete_trust(LOCAL, trust, "Leeds Children's Trust")
    records.add_trust(LOCAL, "Leeds Children's Trust", LEEDS)
    assert records.import_(LOCAL, pack).name == "Leeds Children's Trust (2)"


def _signed(pack: dict, change) -> dict:
    changed = copy.deepcopy(pack)
    change(changed)
    return {**changed, "sha256": checksum(changed)}


@pytest.mark.parametrize(
    "change",
    [
        lambda p: p.pop("trust"),
        lambda p: p["trust"].pop("area"),
        lambda p: p["trust"].update(id="../../etc"),
        lambda p: p["trust"].update(name=5),
        lambda p: p["trust"].update(colour="red"),
        lambda p: p["trust"].update(created_at="noon"),
        lambda p: p["items"].append(p["items"][0]),
        lambda p: p["items"].pop(),
        lambda p: p["items"][0].update(kind="spell"),
        lambda p: p["items"][0].update(version=0),
        lambda p: p["items"][0].update(version=10**30),
        lambda p: p["items"][0].update(position=10**400),
        lambda p: p["items"][0]["body"].update(held_on=10**400),
        lambda p: p.update(made_at="noon"),
        lambda p: p["items"][0].update(id=""),
        lambda p: p["items"][0].update(position="first"),
        lambda p: p["items"][0].update(extra=1),
        lambda p: p["items"][0]["body"].update(title="x" * 301),
        lambda p: p["items"][0]["body"].update(title="not what the log says"),
        lambda p: p["items"][-1].update(workshop="0" * 32),
        lambda p: p["changes"].pop(1),
        lambda p: p["changes"].reverse(),
        lambda p: p["changes"][0].update(how="magic"),
        lambda p: p["changes"][0].update(at="noon"),
        lambda p: p["changes"][0].update(actor_name=None),
        lambda p: p.update(items=None),
        lambda p: p.update(changes="none"),
    ],
)
def test_a_pack_that_does_not_hold_together_is_refused_and_nothing_changes(records, url, trust, change):
    pack = filled(records, trust)
    records.delete_trust(LOCAL, trust, "Leeds Children's Trust")
    with pytest.raises(PackRefused):
        records.import_(LOCAL, _signed(pack, change))
    assert (
        records.trusts(LOCAL) == []
        and rows(url, "SELECT 1 FROM items") == rows(url, "SELECT 1 FROM changes") == []
    )


def test_a_pack_changed_on_the_way_a_foreign_file_and_a_newer_pack_are_refused(records, trust):
    pack = filled(records, trust)
    records.delete_trust(LOCAL, trust, "Leeds Children's Trust")
    changed = copy.deepcopy(pack)
    changed["items"][0]["body"]["title"] = "Winter"
    with pytest.raises(PackRefused, match="checksum"):
        records.import_(LOCAL, changed)
    for foreign in ({}, [], None, "pack", {"format": "other"}):
        with pytest.raises(PackRefused):
            records.import_(LOCAL, foreign)
    with pytest.raises(TooNew):
        records.import_(LOCAL, _signed(pack, lambda p: p.update(revision="9999")))


@pytest.mark.parametrize("which", ["trust", "workshop", "series", "neighbours"])
def test_a_place_that_no_area_book_has_is_refused_by_name_and_nothing_changes(records, url, trust, which):
    workshop = records.add(LOCAL, trust, Workshop(title="Autumn", area=LEEDS))
    figures = ((LEEDS, "2024", 51.0, ""),)
    records.add(LOCAL, trust, LocalSeries(area=LEEDS, title="Hall", source="us", figures=figures))
    records.add(LOCAL, trust, NeighbourSet(area=LEEDS, title="Ours", members=(BATH,), reason="alike"))
    pack = there_and_back(records.export(LOCAL, trust, history=False))
    records.delete_trust(LOCAL, trust, "Leeds Children's Trust")

    def change(p: dict) -> None:
        kinds = {i["kind"]: i["body"] for i in p["items"]}
        if which == "trust":
            p["trust"]["area"] = "E99999999"
        elif which == "neighbours":
            kinds["neighbour_set"]["members"] = ["E99999999"]
        else:
            kinds["workshop" if which == "workshop" else "local_series"]["area"] = "E99999999"

    with pytest.raises(PackRefused, match="book of areas: 'E99999999' in the") as refused:
        records.import_(LOCAL, _signed(pack, change))
    assert "Nothing was changed" in str(refused.value) and workshop.id not in str(refused.value)
    assert records.trusts(LOCAL) == [] and rows(url, "SELECT 1 FROM items") == []


KEY, OTHER_KEY = b"a" * 32, b"b" * 32


def test_with_a_secret_a_pack_is_signed_and_a_forger_without_it_is_refused(tmp_path):
    here = open_database(f"sqlite:///{tmp_path / 'here.sqlite'}", KEY).records
    elsewhere = open_database(f"sqlite:///{tmp_path / 'elsewhere.sqlite'}", OTHER_KEY).records
    plain = open_database(f"sqlite:///{tmp_path / 'plain.sqlite'}").records
    pack = filled(here, here.add_trust(LOCAL, "Leeds", LEEDS).id)
    assert [r.checked(pack).seal for r in (here, elsewhere, plain)] == [SIGNED, ELSEWHERE, ELSEWHERE]
    forged = _signed(pack, lambda p: p["items"][0].update(changed_by="somebody else"))
    with pytest.raises(PackRefused, match="signature"):
        here.import_(LOCAL, forged)
    unsigned = {k: v for k, v in pack.items() if k != "signature"}
    assert here.checked(unsigned).seal == UNSIGNED
    assert "signature" not in filled(plain, plain.add_trust(LOCAL, "Leeds", LEEDS).id)
    for opened in (here, elsewhere, plain):
        opened.close()


def test_the_checksum_made_in_parts_is_that_of_the_whole(records, trust):
    for pack in (filled(records, trust), {}, {"items": [], "b": {"é": [1.5, None]}, "sha256": "x"}):
        whole = {k: v for k, v in pack.items() if k not in ("sha256", "signature")}
        text = json.dumps(whole, sort_keys=True, ensure_ascii=True, allow_nan=False)
        assert checksum(pack) == hashlib.sha256(text.encode()).hexdigest()


def test_deleting_a_trust_takes_the_typed_name_and_leaves_its_day_and_name_only(records, url, trust):
    filled(records, trust)
    bath = records.add_trust(LOCAL, "Bath", BATH).id
    records.add(LOCAL, bath, Idea(text="of Bath"))
    for wrong in ("", "leeds children's trust", "Bath", "Leeds Children's Trust!"):
        with pytest.raises(TrustRefused, match="type its name exactly"):
            records.delete_trust(LOCAL, trust, wrong)
    assert len(records.items(LOCAL, trust)) == 2
    records.delete_trust(LOCAL, trust, " Leeds Children's Trust ")
    ((day, name),) = records.deletions(LOCAL)
    assert name == "Leeds Children's Trust" and len(day) == 10
    assert [t.name for t in records.trusts(LOCAL)] == ["Bath"] and len(records.items(LOCAL, bath)) == 1
    for table in ("items", "changes"):
        assert {r["trust"] for r in rows(url, f"SELECT trust FROM {table}")} == {bath}
    if url.startswith("sqlite"):
        folder = records._database.path.parent
        assert not any(
            b"written in anger" in f.read_bytes() or b"Breakfast club" in f.read_bytes()
            for f in folder.iterdir()
        )
