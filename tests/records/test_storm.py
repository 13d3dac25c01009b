"""Killed in the middle of a storm of edits, fifty times: what was said to be saved is there, and at most one
edit more.
"""

import json
import os
import random
import select
import signal
import time
from contextlib import suppress
from pathlib import Path

import pytest

from c4eo_core.accounts.permissions import LOCAL
from c4eo_core.database.errors import NotSaved
from c4eo_core.database.migrations import versions
from c4eo_core.records.errors import Conflict, UndoRefused, UnknownItem
from c4eo_core.records.kinds import Idea, Workshop
from c4eo_core.records.records import open_records
from tests.records.tools import LEEDS, assert_agree, director, rows

ROUNDS = 50
NEWEST = max(p.name[:4] for p in Path(versions.__file__).parent.glob("0*.py"))
WRITERS = 2


def storm(url: str, trust: str, name: str, seed: int, pipe: int) -> None:
    """Edits without end; for each that was saved, a receipt goes into the pipe: the item and its version, 0
    when removed.
    """
    records, actor, chance = open_records(url), director(trust, name), random.Random(seed)
    while True:
        with suppress(Conflict, UnknownItem, UndoRefused):  # another writer was there first: the next one
            if saved := one_edit(records, actor, trust, chance):
                os.write(pipe, "{} {}\n".format(*saved).encode())


def one_edit(records, actor, trust: str, chance: random.Random) -> tuple[str, int] | None:
    """One call, one step in the log; None when there was nothing to do."""
    there = records.items(actor, trust)
    homes = [i.id for i in there if i.kind == "workshop"]
    kind = chance.choice(
        ["add", "add", "workshop", "several", "edit", "edit", "edit", "remove", "undo", "redo"]
    )
    if kind in ("undo", "redo"):
        change = getattr(records, kind)(actor, trust)
        return change and (change.item, change.after.version if change.after else 0)
    if kind == "several" and homes:
        item = records.add_all(actor, trust, [Idea(text=f"{n}") for n in range(5)], chance.choice(homes))[-1]
    elif kind == "workshop":
        item = records.add(actor, trust, Workshop(title="storm"))
    elif kind in ("add", "several") or not there:
        item = records.add(actor, trust, Idea(text="x" * chance.randrange(3000)))
    elif kind == "remove":
        item = chance.choice(there)
        records.remove(actor, trust, item.id, item.version)
        return item.id, 0
    else:
        item = chance.choice(there)
        item = records.edit(actor, trust, item.id, item.version, **{item.body.names_it: f"{chance.random()}"})
    return item.id, item.version


def start_writer(url: str, trust: str, name: str, seed: int) -> tuple[int, int]:
    """Its process and the end of the pipe to read its receipts from."""
    out, into = os.pipe()
    child = os.fork()
    if child:
        os.close(into)
        return child, out
    try:
        os.close(out)
        storm(url, trust, name, seed, into)
    finally:
        os._exit(1)


def receipts(pipe: int) -> list[tuple[str, int]]:
    told = b""
    while chunk := os.read(pipe, 1 << 16):
        told += chunk
    os.close(pipe)
    pairs = [
        line.split() for line in told.decode().split("\n")[:-1]
    ]  # a last line cut short was not yet said
    return [(item, int(version)) for item, version in pairs]


def steps_of(url: str, who: str) -> list[set[tuple[str, int]]]:
    """What the log holds of one writer, step by step."""
    found: dict[str, set[tuple[str, int]]] = {}
    for line in rows(url, "SELECT step, item, after FROM changes WHERE actor = :who ORDER BY n", who=who):
        found.setdefault(line["step"], set()).add(
            (line["item"], json.loads(line["after"])["version"] if line["after"] else 0)
        )
    return list(found.values())


def settled(url: str) -> None:
    """A PostgreSQL finishes what a client that died had asked for; wait for the last of them."""
    if not url.startswith("postgresql"):
        return
    others = (
        "SELECT count(*) AS n FROM pg_stat_activity WHERE application_name = 'c4eo' AND datname ="
        " current_database() AND pid <> :own"
    )
    end = time.monotonic() + 20
    while time.monotonic() < end:
        if rows(url, others.replace(":own", "pg_backend_pid()"))[0]["n"] == 0:
            return
        time.sleep(0.02)
    pytest.fail("connections of killed writers stayed open")


def test_fifty_kills_lose_at_most_the_edit_in_flight(url):
    chance = random.Random(2010)
    records = open_records(url)
    trust = records.add_trust(LOCAL, "Leeds", LEEDS).id
    records.close()
    in_flight = edits = 0
    for n in range(ROUNDS):
        writers = {f"w{n}x{k}": start_writer(url, trust, f"w{n}x{k}", 1000 * n + k) for k in range(WRITERS)}
        for _, pipe in writers.values():
            assert select.select([pipe], [], [], 30)[0], "no edit was saved in half a minute"
        time.sleep(chance.uniform(0, 0.08))
        for child, _ in writers.values():
            os.kill(child, signal.SIGKILL)
        for child, _ in writers.values():
            os.waitpid(child, 0)
        settled(url)
        for name, (_, pipe) in writers.items():
            told, logged = receipts(pipe), steps_of(url, name)
            assert all(saved in step for saved, step in zip(told, logged, strict=False)), (
                "an edit that was said to be saved is gone"
            )
            assert len(told) <= len(logged) <= len(told) + 1, "more than the edit in flight is there or lost"
            in_flight, edits = in_flight + len(logged) - len(told), edits + len(told)
        if url.startswith("sqlite"):
            assert rows(url, "PRAGMA integrity_check") == [{"integrity_check": "ok"}]
        if n % 5 == 4:
            assert_agree(url)
    sizes = rows(
        url, "SELECT DISTINCT count(*) AS n FROM changes WHERE how = 'do' AND before IS NULL GROUP BY step"
    )
    assert {r["n"] for r in sizes} == {1, 5}, "five notes added at once are there all five or not at all"
    records = open_records(url)
    assert records.add(LOCAL, trust, Idea(text="after the storm")).version == 1
    assert_agree(url)
    records.close()
    print(f"{edits} edits saved, {in_flight} in flight when killed")


def test_a_server_that_is_switched_off_in_the_storm_keeps_what_was_saved_and_is_found_again(server):
    with server.durable():
        url = server.new_database()
        records = open_records(url)
        trust = records.add_trust(LOCAL, "Leeds", LEEDS).id
        child, pipe = start_writer(url, trust, "writer", 1)
        assert select.select([pipe], [], [], 30)[0]
        time.sleep(0.2)
        server.stop()
        try:
            with pytest.raises(NotSaved, match="cannot be reached") as told:
                records.add(LOCAL, trust, Idea(text="typed meanwhile"))
            assert told.value.body == Idea(text="typed meanwhile") and not told.value.unsure
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
        finally:
            server.start()
        assert records.add(LOCAL, trust, told.value.body).body.text == "typed meanwhile", (
            "the same records go on without a new start"
        )
        told, logged = receipts(pipe), steps_of(url, "writer")
        assert len(told) <= len(logged) <= len(told) + 1 and all(
            saved in step for saved, step in zip(told, logged, strict=False)
        )
        assert_agree(url)
        records.close()


def test_a_kill_while_the_tables_are_made_leaves_nothing_half_made(tmp_path):
    for n in range(8):
        url = f"sqlite:///{tmp_path}/{n}/records.sqlite"
        child = os.fork()
        if child == 0:
            try:
                open_records(url)
            finally:
                os._exit(0)
        time.sleep(0.01 * n)
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        records = open_records(url)
        records.add(LOCAL, records.add_trust(LOCAL, "Leeds", LEEDS).id, Idea(text="one"))
        records.close()
        assert_agree(url)
        assert rows(url, "SELECT version_num FROM c4eo_version") == [{"version_num": NEWEST}]
