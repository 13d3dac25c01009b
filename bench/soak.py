"""A hundred people for half an hour on one process: memory stays flat and the log stays empty.

Run with `python -m bench.soak [--people 100] [--minutes 30]`. A line a minute; the verdict compares the last
quarter with the second.
"""

import argparse
import asyncio
import os
import statistics
import tempfile
import time
from pathlib import Path

from bench.load import THINK, Load, person, public_click
from bench.run import SETTLED, line
from bench.servers import processor_seconds, resident_megabytes, server
from bench.visitor import Visitor

# Every so many seconds a reader leaves and another comes, as on any public site.
STAY = 240.0


async def readers(address: str, number: int, until: float, load: Load) -> None:
    """One seat: a reader after another until the end."""
    visit = 0
    while time.perf_counter() < until:
        visitor = Visitor(address.replace("http", "ws", 1))
        leave = min(until, time.perf_counter() + STAY)
        await person(visitor, public_click, 1000 * visit + number, leave, load, (THINK / 2, 1.5 * THINK))
        await visitor.close()
        visit += 1


async def watch(pid: int, until: float, load: Load, log: Path) -> list[float]:
    """Memory each minute."""
    seen, clicks, spent = [], 0, processor_seconds(pid)
    while time.perf_counter() < until:
        await asyncio.sleep(min(60.0, max(0.1, until - time.perf_counter())))
        now, memory = processor_seconds(pid), resident_megabytes(pid)
        fresh = load.taken[clicks:]
        worst = 1000 * sorted(fresh)[int(0.95 * len(fresh))] if fresh else float("nan")
        each = 1000 * (now - spent) / max(1, len(fresh))
        words = (
            f"{memory:.0f} MB, 95 in 100 under {worst:.0f} ms, {each:.1f} ms of processor a click,"
            f" {log.stat().st_size} bytes of log"
        )
        line(
            f"  minute {len(seen) + 1}: {len(fresh)} clicks (load average {os.getloadavg()[0]:.1f})",
            words,
            "",
        )
        seen.append(memory)
        clicks, spent = len(load.taken), now
    return seen


async def soak(address: str, pid: int, people: int, minutes: float, log: Path) -> tuple[Load, list[float]]:
    load = Load(people=people)
    until = time.perf_counter() + 60 * minutes
    seats = [asyncio.create_task(readers(address, n, until, load)) for n in range(people)]
    seen = await watch(pid, until, load, log)
    await asyncio.gather(*seats)
    return load, seen


def quarter(seen: list[float], n: int) -> float:
    size = max(1, len(seen) // 4)
    return statistics.mean(seen[(n - 1) * size : n * size] if n < 4 else seen[-size:])


def main(people: int, minutes: float) -> None:
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "log"
        with server("app.py", "/health", log=log, C4EO_MODE="public") as (address, process, _):
            time.sleep(SETTLED)
            log.write_bytes(b"")
            load, seen = asyncio.run(soak(address, process.pid, people, minutes, log))
            words = log.read_text(encoding="utf-8", errors="replace").replace("\0", "").strip()
    wrong = "; ".join(f"{count} x {what}" for what, count in load.wrong.items()) or "none"
    line(
        f"{people} people, {minutes:.0f} minutes: answers",
        f"{len(load.taken)}, 95 in 100 under {load.share(0.95):.0f} ms",
        "under 1 s",
    )
    line("  went wrong", wrong, "none")
    line(
        "  memory, last quarter against the second",
        f"{quarter(seen, 4) - quarter(seen, 2):+.0f} MB of {seen[-1]:.0f}",
        "flat",
    )
    line("  log", words[:300] or "empty", "empty")


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--people", type=int, default=100)
    asked.add_argument("--minutes", type=float, default=30)
    main(**vars(asked.parse_args()))
