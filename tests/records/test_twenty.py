"""Twenty facilitators at once: every edit is kept and nobody sees a lock."""

import os
import random
import statistics
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext

from c4eo_core.accounts.permissions import LOCAL
from c4eo_core.records.errors import Conflict
from c4eo_core.records.kinds import Factor, Idea, Workshop
from c4eo_core.records.records import open_records
from tests.records.tools import BATH, LEEDS, assert_agree, director

PEOPLE, EDITS = 20, 10
# Seconds between two saves of one person: five to ten times faster than anybody types.
BREATH = (0.15, 0.35)


def facilitate(
    records, trust: str, name: str, shared: str, breath: tuple[float, float] = (0, 0.005)
) -> list[float]:
    """Milliseconds of every save. Notes of one's own, and votes on one that all share; a vote refused is
    given again.
    """
    actor, took, chance = director(trust, name), [], random.Random(name)

    def timed(save, *args, **kwargs):
        start = time.perf_counter()
        try:
            return save(*args, **kwargs)
        finally:
            took.append(1000 * (time.perf_counter() - start))

    note = timed(records.add, actor, trust, Idea(text=name))
    for n in range(EDITS):
        note = timed(records.edit, actor, trust, note.id, note.version, text=f"{name} {n}")
        time.sleep(chance.uniform(*breath))
        if n % 4 == 0:
            seen = records.item(actor, trust, shared)
            while True:
                try:
                    timed(records.edit, actor, trust, shared, seen.version, votes=seen.body.votes + 1)
                    break
                except Conflict as told:
                    seen = told.theirs
    return took


def test_twenty_people_lose_no_edit_and_see_no_lock(url, request):
    """Two trusts, ten in each; any lock or refused save would raise here."""
    careful = request.getfixturevalue("server").durable if url.startswith("postgresql") else nullcontext
    records = open_records(url)
    trusts = [records.add_trust(LOCAL, name, area).id for name, area in (("Leeds", LEEDS), ("Bath", BATH))]
    shared = {t: records.add(LOCAL, t, Factor(text="shared")).id for t in trusts}
    with careful(), ThreadPoolExecutor(PEOPLE) as pool:
        work = [
            pool.submit(facilitate, records, trusts[n % 2], f"P{n}", shared[trusts[n % 2]], BREATH)
            for n in range(PEOPLE)
        ]
        took = [ms for done in work for ms in done.result()]
    for n, trust in enumerate(trusts):
        texts = {i.body.text for i in records.items(LOCAL, trust, Idea)}
        assert texts == {f"P{k} {EDITS - 1}" for k in range(n, PEOPLE, 2)}
        assert records.item(LOCAL, trust, shared[trust]).body.votes == PEOPLE / 2 * len(range(0, EDITS, 4)), (
            "a vote was lost"
        )
    print(
        f"{len(took)} saves, median {statistics.median(took):.1f} ms, slowest {max(took):.0f} ms"
    )  # promised in bench/records.py
    assert_agree(url)
    records.close()


def test_several_copies_of_the_app_can_write_at_once(url):
    """Processes, not threads: nothing they share but the database."""
    records = open_records(url)
    trust = records.add_trust(LOCAL, "Leeds", LEEDS).id
    shared = records.add(LOCAL, trust, Factor(text="shared")).id
    records.close()
    children = []
    for n in range(4):
        child = os.fork()
        if child == 0:
            try:
                facilitate(open_records(url), trust, f"P{n}", shared)
                os._exit(0)
            finally:
                os._exit(1)
        children.append(child)
    assert [os.waitpid(child, 0)[1] for child in children] == [0] * 4
    records = open_records(url)
    assert records.item(LOCAL, trust, shared).body.votes == 4 * len(range(0, EDITS, 4))
    assert len(records.items(LOCAL, trust, Idea)) == 4
    assert_agree(url)
    records.close()


def test_one_person_in_two_windows_takes_back_each_step_once(records, url, trust):
    records.add(LOCAL, trust, Workshop(title="stays"))
    added = {i.id for i in (records.add(LOCAL, trust, Idea(text=f"{n}")) for n in range(10))}
    start, undone = threading.Barrier(4), []

    def window() -> None:
        start.wait()
        for _ in range(3):
            if change := records.undo(LOCAL, trust):
                undone.append(change.item)

    windows = [threading.Thread(target=window) for _ in range(4)]
    for w in windows:
        w.start()
    for w in windows:
        w.join()
    assert len(undone) == len(set(undone)) == 11, "eleven steps were there, each is taken back once"
    assert added < set(undone) and records.items(LOCAL, trust) == []
    assert_agree(url)
