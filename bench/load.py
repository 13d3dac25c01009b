"""Three hundred people on the public pages of one process, in Streamlit's own messages, against a bare page
of the same run.

Run with `python -m bench.load [--people 300] [--seconds 60]`. Everybody clicks once in ten seconds: mostly
another authority,
sometimes another curve or another priority.
"""

import argparse
import asyncio
import contextlib
import os
import random
import statistics
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from bench.run import SETTLED, line
from bench.servers import processor_seconds, resident_megabytes, server
from bench.visitor import Failed, Visitor

THINK = 10.0
CURVES_OFFERED = 8
Click = Callable[[Visitor, random.Random], Awaitable[float]]


@dataclass
class Load:
    """Seconds of each answer, what went wrong, and what the server spent."""

    taken: list[float] = field(default_factory=list)
    wrong: Counter = field(default_factory=Counter)
    processor: float = 0.0
    before: float = 0.0
    after: float = 0.0
    people: int = 0

    def share(self, part: float) -> float:
        """Milliseconds under which that part of the answers came."""
        return (
            1000 * sorted(self.taken)[min(len(self.taken) - 1, int(part * len(self.taken)))]
            if self.taken
            else float("nan")
        )

    @property
    def each(self) -> float:
        """Milliseconds of processor a click."""
        return 1000 * self.processor / max(1, len(self.taken))

    @property
    def grown(self) -> float:
        """Megabytes a person, with all that the process kept meanwhile."""
        return (self.after - self.before) / max(1, self.people)


async def public_click(visitor: Visitor, chance: random.Random) -> float:
    draw = chance.random()
    if draw < 0.7:
        return await visitor.pick(
            "Local authority", chance.choice(visitor.pickers["Local authority"].options)
        )
    if draw < 0.9:
        return await visitor.pick("Curve", chance.choice(visitor.pickers["Curve"].options[:CURVES_OFFERED]))
    return await visitor.pick("Priority", chance.choice(visitor.pickers["Priority"].options))


async def bare_click(visitor: Visitor, chance: random.Random) -> float:
    return await visitor.pick("Local authority", chance.choice(visitor.pickers["Local authority"].options))


async def person(
    visitor: Visitor, click: Click, n: int, until: float, load: Load, pace: tuple[float, float]
) -> None:
    """One reader, from the first view to the end of the run; one that fails is written down and does not come
    back.
    """
    chance = random.Random(n)
    try:
        await asyncio.sleep(chance.uniform(0, pace[1]))
        await visitor.open()
        while time.perf_counter() < until:
            await asyncio.sleep(chance.uniform(*pace))
            load.taken.append(await click(visitor, chance))
    except (Failed, OSError, TimeoutError, asyncio.IncompleteReadError) as error:
        load.wrong[f"{type(error).__name__}: {error}"] += 1


async def crowd(
    address: str, pid: int, click: Click, people: int, seconds: float, query: str = "", think: float = THINK
) -> Load:
    """Everybody comes within the first ten seconds; the processor is counted from then on."""
    load = Load(people=people, before=resident_megabytes(pid))
    visitors = [Visitor(address.replace("http", "ws", 1), query=query) for _ in range(people)]
    until = time.perf_counter() + 1.5 * think + seconds
    readers = [
        asyncio.create_task(person(v, click, n, until, load, (think / 2, 1.5 * think)))
        for n, v in enumerate(visitors)
    ]
    await asyncio.sleep(1.5 * think)
    load.taken.clear()
    spent = processor_seconds(pid)
    await asyncio.gather(*readers)
    load.processor, load.after = processor_seconds(pid) - spent, resident_megabytes(pid)
    for visitor in visitors:
        with contextlib.suppress(OSError):
            await visitor.close()
    return load


def said(name: str, load: Load) -> None:
    answers = f"{load.share(0.5):.0f} ms, 95 in 100 under {load.share(0.95):.0f}"
    line(f"{name}, {load.people} people: answers", answers, "95 in 100 under 1 s")
    wrong = "; ".join(f"{count} x {what}" for what, count in load.wrong.items()) or "none"
    line("  went wrong", f"{wrong} of {len(load.taken)}", "none")
    line("  processor a click", f"{load.each:.1f} ms", "at most 25 ms")
    line("  memory a person", f"{load.grown:.2f} MB ({load.before:.0f} to {load.after:.0f})", "under 0.3 MB")


def main(people: int, seconds: float, settle: float) -> None:
    busy = statistics.mean(os.getloadavg()[:1])
    line("load average of the machine before", f"{busy:.1f}", "the less the truer")
    with server("bench/floor_app.py", "/_stcore/health", BENCH_CHARTS="curve") as (address, process, _):
        asyncio.run(crowd(address, process.pid, bare_click, 3, 10))
        floor = asyncio.run(crowd(address, process.pid, bare_click, people, seconds))
    said("bare page", floor)
    with server("app.py", "/health", C4EO_MODE="public") as (address, process, _):
        time.sleep(settle)
        asyncio.run(crowd(address, process.pid, public_click, 3, 10))
        ours = asyncio.run(crowd(address, process.pid, public_click, people, seconds))
    said("public page", ours)
    line("processor a click against a bare page with the chart alone", f"{ours.each / floor.each:.2f} x", "")
    line("load average of the machine after", f"{os.getloadavg()[0]:.1f}", "")


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--people", type=int, default=300)
    asked.add_argument("--seconds", type=float, default=60)
    asked.add_argument("--settle", type=float, default=SETTLED, help="seconds for the server to build ahead")
    main(**vars(asked.parse_args()))
