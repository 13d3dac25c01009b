"""What a save costs: against a bare insert and commit on the same database in the same run, alone and with
twenty people at once.

Run with `python -m bench.records`, or `python -m bench.records postgresql://…` for a database that may be
written in: the
bench adds a trust of its own and deletes it again.
"""

import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import create_engine, event
from sqlalchemy.engine import Engine

from bench.run import line
from c4eo_core.accounts.permissions import LOCAL
from c4eo_core.database.connection import address_of
from c4eo_core.records.kinds import Idea
from c4eo_core.records.records import Records, open_records

SAVES, PEOPLE, EACH = 300, 20, 12
# Seconds between two saves of one person: five to ten times faster than anybody types.
BREATH = (0.15, 0.35)
TRUST = "Bench, may be deleted"


def one(work: Callable[[], object]) -> float:
    """Milliseconds."""
    start = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - start)


def spread(taken: list[float]) -> str:
    ordered = sorted(taken)
    return f"{statistics.median(ordered):.1f} ms, 95 in 100 under {ordered[int(0.95 * len(ordered))]:.1f}"


def bare_engine(url: str) -> Engine:
    """As careful with the disk as the records are."""
    engine = create_engine(address_of(url))
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA synchronous=FULL"))
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE bench_floor (words TEXT)")
    return engine


def alone(records: Records, engine: Engine, trust: str) -> None:
    """Floor and saves take turns, so that whatever else the machine does falls on both."""
    item = records.add(LOCAL, trust, Idea(text="first"))
    words, floor, saves = "x" * 1000, [], []

    def bare() -> None:
        with engine.begin() as connection:
            connection.exec_driver_sql(f"INSERT INTO bench_floor VALUES ('{words}')")

    def save() -> None:
        nonlocal item
        item = records.edit(LOCAL, trust, item.id, item.version, text=f"{time.perf_counter_ns()}")

    for _ in range(SAVES):
        floor.append(one(bare))
        saves.append(one(save))
    ratio = statistics.median(saves) / statistics.median(floor)
    line("bare insert and commit", spread(floor), "the floor")
    line("save of an edit with its line in the log", f"{spread(saves)} = {ratio:.1f} x floor", "under 50 ms")
    line("undo", spread([one(lambda: records.undo(LOCAL, trust)) for _ in range(20)]), "under 50 ms")
    line(
        "words on the undo button",
        spread([one(lambda: records.can_undo(LOCAL, trust)) for _ in range(50)]),
        "",
    )


def person(records: Records, trust: str, n: int, breath: tuple[float, float]) -> list[float]:
    chance, taken = random.Random(n), []
    item = records.add(LOCAL, trust, Idea(text=f"{n}"))
    for k in range(EACH):
        time.sleep(chance.uniform(*breath))
        start = time.perf_counter()
        item = records.edit(LOCAL, trust, item.id, item.version, text=f"{n} {k}")
        taken.append(1000 * (time.perf_counter() - start))
    return taken


def together(records: Records, trust: str) -> None:
    for name, breath in (("typing fast", BREATH), ("without a breath", (0, 0))):
        with ThreadPoolExecutor(PEOPLE) as pool:
            taken = [
                ms
                for done in pool.map(lambda n, b=breath: person(records, trust, n, b), range(PEOPLE))
                for ms in done
            ]
        line(
            f"save, {PEOPLE} people at once, {name}", spread(taken), "median under 50 ms" if breath[0] else ""
        )


def main(url: str) -> None:
    records, engine = open_records(url), bare_engine(url)
    trust = records.add_trust(LOCAL, TRUST, "E00000000").id
    try:
        alone(records, engine, trust)
        together(records, trust)
    finally:
        records.delete_trust(LOCAL, trust, TRUST)
        with engine.begin() as connection:
            connection.exec_driver_sql("DROP TABLE bench_floor")
        records.close()


if __name__ == "__main__":
    if len(sys.argv) > 1:
        main(sys.argv[1])
    else:
        with tempfile.TemporaryDirectory() as folder:
            main(f"sqlite:///{folder}/records.sqlite")
