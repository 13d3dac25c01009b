"""Deny by default: one question asked before everything, and no way round it."""

import inspect
import re
from itertools import product

import pytest
from sqlalchemy import event

from c4eo_core.accounts.permissions import (
    ACTIONS,
    ADMINISTRATOR,
    DIRECTOR,
    LOCAL,
    MEMBER,
    RECORDS,
    RESOURCES,
    ROLES,
    SPECIALIST,
    TRUST,
    VISITOR,
    Actor,
    Resource,
    may,
)
from c4eo_core.database.errors import RecordsError
from c4eo_core.records.errors import NotAllowed, PackRefused, UnknownItem
from c4eo_core.records.kinds import Idea, Workshop
from c4eo_core.records.records import Records
from tests.records.tools import BATH, LEEDS, content, director, specialist

# Everything that is allowed, written out a second time: (role, action, resource), of one's own trusts only or
# of any.
OWN = {
    (SPECIALIST, "read", TRUST),
    (SPECIALIST, "delete", TRUST),
    (SPECIALIST, "read", RECORDS),
    (SPECIALIST, "edit", RECORDS),
    (SPECIALIST, "export", RECORDS),
    (DIRECTOR, "read", TRUST),
    (DIRECTOR, "read", RECORDS),
    (DIRECTOR, "edit", RECORDS),
    (DIRECTOR, "export", RECORDS),
    (MEMBER, "read", TRUST),
    (MEMBER, "read", RECORDS),
}
ANY = {
    (ADMINISTRATOR, "read", TRUST),
    (ADMINISTRATOR, "manage", TRUST),
    (ADMINISTRATOR, "delete", TRUST),
    (ADMINISTRATOR, "read", "people"),
    (ADMINISTRATOR, "manage", "people"),
    ("local", "read", TRUST),
    ("local", "manage", TRUST),
    ("local", "delete", TRUST),
    ("local", "read", RECORDS),
    ("local", "edit", RECORDS),
    ("local", "export", RECORDS),
}
# Methods that name no trust; each has a test of its own below. A new one fails here until it has one too.
WITHOUT_TRUST = {"trusts", "add_trust", "trust_for_area", "deletions", "checked", "close"}


@pytest.mark.parametrize("role", [*ROLES, "director ", "", "root"])
def test_nobody_may_do_what_is_not_written_down(role):
    for action, kind, trust in product(
        [*ACTIONS, "anything"], [*RESOURCES, "anything"], ["mine", "theirs", None]
    ):
        decision = may(Actor("a", "A", role, frozenset({"mine"})), action, Resource(kind, trust))
        allowed = (role, action, kind) in ANY or (trust == "mine" and (role, action, kind) in OWN)
        assert decision.allowed == allowed, (role, action, kind, trust)
        assert bool(decision.reason) != decision.allowed


def calls() -> dict[str, list[str]]:
    """Every public method of the records with the parameters it needs."""
    found = {}
    for name, method in inspect.getmembers(Records, inspect.isfunction):
        if not name.startswith("_"):
            found[name] = list(inspect.signature(method).parameters)[1:]
    return found


def arguments(item, pack: dict) -> dict[str, object]:
    return {
        "id": item.id,
        "version": item.version,
        "body": Idea(text="x"),
        "bodies": [Idea(text="x")],
        "edits": [(item.id, item.version, {"text": "y"})],
        "position": 1.0,
        "typed_name": "Bath",
        "data": pack,
        "name": "X",
        "past": None,
    }


def call(records, name: str, actor, trust: str, given: dict[str, object]) -> object:
    method = getattr(records, name)
    needed = inspect.signature(method).parameters
    extra = {"text": "y"} if name == "edit" else {}
    values = {
        k: given[k] for k, p in needed.items() if k in given and (p.default is p.empty or k == "typed_name")
    }
    return method(actor, trust=trust, **values, **extra)


def test_every_method_is_either_tried_with_another_trust_or_has_a_test_of_its_own():
    for name, parameters in calls().items():
        if name in WITHOUT_TRUST:
            assert "trust" not in parameters
        else:
            assert parameters[0] == "actor" and "trust" in parameters, (
                f"{name} must say who asks and in which trust"
            )


@pytest.mark.parametrize("name", sorted(set(calls()) - WITHOUT_TRUST))
def test_no_method_reaches_another_trust(records, trust, name):
    """As somebody of Leeds, first with the id of Bath, then with the id of Leeds and the id of a note of
    Bath.
    """
    bath = records.add_trust(LOCAL, "Bath", BATH).id
    theirs = records.add(LOCAL, bath, Workshop(title="of Bath"))
    pack = records.export(LOCAL, bath)
    before, log = content(records, LOCAL, bath), records.history(LOCAL, bath)
    given = arguments(theirs, pack)
    outsiders = [director(trust), specialist(trust), VISITOR]
    outsiders += [Actor("m", "M", MEMBER, frozenset({trust})), Actor("n", "N", "", frozenset({bath}))]
    if name not in ("change_trust", "delete_trust"):
        outsiders.append(Actor("admin", "Admin", ADMINISTRATOR))
    for outsider in outsiders:
        with pytest.raises(NotAllowed):
            call(records, name, outsider, bath, given)
        with pytest.raises(NotAllowed):
            call(records, name, outsider, "0" * 32, given)
    try:
        found = call(records, name, specialist(trust), trust, given)
        assert "of Bath" not in repr(found) or name == "import_"
    except (NotAllowed, UnknownItem, PackRefused, RecordsError):
        pass
    assert content(records, LOCAL, bath) == before and records.history(LOCAL, bath) == log


def test_a_note_cannot_be_put_into_a_workshop_of_another_trust(records, trust):
    bath = records.add_trust(LOCAL, "Bath", BATH).id
    theirs = records.add(LOCAL, bath, Workshop(title="of Bath"))
    with pytest.raises(UnknownItem):
        records.add(LOCAL, trust, Idea(text="x"), workshop=theirs.id)
    assert (
        records.items(LOCAL, trust, workshop=theirs.id) == []
        and records.saved_at(LOCAL, trust, theirs.id) is None
    )


def test_everybody_sees_the_trusts_they_belong_to_and_no_others(records, trust):
    bath = records.add_trust(LOCAL, "Bath", BATH)
    assert [t.id for t in records.trusts(director(bath.id))] == [bath.id]
    assert [t.id for t in records.trusts(specialist(bath.id, trust))] == [bath.id, trust]
    assert (
        records.trusts(VISITOR) == []
        and records.trusts(Actor("x", "X", "unheard of", frozenset({trust}))) == []
    )
    assert len(records.trusts(Actor("a", "A", ADMINISTRATOR))) == 2
    assert (
        records.trust_for_area(director(bath.id), LEEDS) is None
        and records.trust_for_area(director(bath.id), BATH) == bath
    )


def test_trusts_are_made_and_their_end_is_read_by_those_who_look_after_them(records, trust):
    for nobody in (director(trust), specialist(trust), VISITOR, Actor("m", "M", MEMBER, frozenset({trust}))):
        with pytest.raises(NotAllowed):
            records.add_trust(nobody, "Mine", LEEDS)
        with pytest.raises(NotAllowed):
            records.deletions(nobody)
        with pytest.raises(NotAllowed):
            records.import_(nobody, records.export(LOCAL, trust))
    admin = Actor("a", "A", ADMINISTRATOR)
    assert records.add_trust(admin, "New", LEEDS).name == "New" and records.deletions(admin) == []


def test_a_member_reads_and_changes_nothing(records, trust):
    idea = records.add(LOCAL, trust, Idea(text="one"))
    member = Actor("m", "Mo", MEMBER, frozenset({trust}))
    assert (
        records.items(member, trust) == [idea]
        and records.can_undo(member, trust) is None
        and records.can_redo(member, trust) is None
    )
    refused = set()
    for name in set(calls()) - WITHOUT_TRUST:
        try:
            call(records, name, member, trust, arguments(idea, {}))
        except NotAllowed as told:
            refused.add(name)
            assert "member may read" in str(told)
        except PackRefused:
            refused.add(name)
    writing = {
        "add",
        "add_all",
        "save_together",
        "edit",
        "move",
        "remove",
        "undo",
        "redo",
        "take_out_again",
        "export",
        "import_",
        "change_trust",
        "delete_trust",
    }
    assert refused == writing and records.items(LOCAL, trust) == [idea]


def test_every_statement_about_records_names_the_trust(records, trust):
    said: list[str] = []
    event.listen(
        records._database.engine,
        "before_cursor_execute",
        lambda c, cursor, statement, *rest: said.append(statement),
    )
    idea = records.add(LOCAL, trust, Idea(text="one"))
    pack = records.export(LOCAL, trust)
    for name in sorted(set(calls()) - WITHOUT_TRUST - {"delete_trust", "import_"}):
        try:
            call(
                records,
                name,
                LOCAL,
                trust,
                arguments(records.items(LOCAL, trust)[0] if records.items(LOCAL, trust) else idea, pack),
            )
        except RecordsError:
            continue
    records.delete_trust(LOCAL, trust, records.trusts(LOCAL)[0].name)
    records.import_(LOCAL, pack)
    about = [s for s in said if re.search(r"\b(?:FROM|INTO|UPDATE) (?:items|changes)\b", s)]
    assert len(about) > 40
    for statement in about:
        inserted = re.search(r"INSERT INTO (?:items|changes) \([^)]*\btrust\b", statement)
        assert inserted or re.search(r"WHERE (?:items|changes)\.trust = ", statement), statement
