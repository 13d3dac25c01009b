"""A trust's records out and in again: the same records, checked, and never over something else."""

import copy
import itertools
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from c4eo_core import __version__
from c4eo_core.accounts.permissions import ADMINISTRATOR, LOCAL, Actor
from c4eo_core.database.errors import TooNew
from c4eo_core.records.errors import NotAllowed, PackRefused, TrustRefused
from c4eo_core.records.kinds import Factor, Idea, Workshop
from c4eo_core.records.pack import checksum
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
    assert records.can_undo(LOCAL, trust) == "Undo: changed the choice of the idea 'Breakfast club'"
    records.undo(LOCAL, trust)
    assert records.can_undo(LOCAL, trust) is None and not records.item(LOCAL, trust, idea.id).body.chosen
    assert_agree(url)


def test_a_pack_goes_into_an_empty_trust_of_ones_own(records, url, trust):
    pack = filled(records, trust)
    bath = records.add_trust(LOCAL, "Bath", BATH).id
    with pytest.raises(NotAllowed):
        records.import_(specialist(trust), pack, bath)
    assert records.import_(specialist(bath), pack, bath).name == "Bath"
    assert content(records, LOCAL, bath) == content(records, LOCAL, trust)
    with pytest.raises(PackRefused, match="There are notes in this trust already"):
        records.import_(specialist(bath), pack, bath)
    records.edit(LOCAL, bath, pack["items"][0]["id"], pack["items"][0]["version"], title="of Bath now")
    assert records.item(LOCAL, trust, pack["items"][0]["id"]).body.title == "Autumn", (
        "the same note in two trusts is two notes"
    )
    assert_agree(url)


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
