"""Coverage of all England against the bare tree search it cannot do without, the siting of new services, and
memory.

Run with `python -m bench.coverage`. The floor is one search, by scipy's own k-d tree, from the same points to
the same services.
"""

import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from scipy.spatial import cKDTree

from c4eo_core.folders import ROOT

TIMES = 5
PAGES = Path("/proc/self/statm")


def line(name: str, value: str, promise: str) -> None:
    print(f"{name:<60} {value:>34}   {promise}", flush=True)


def timed(work: Callable[[], object], times: int = TIMES) -> float:
    """Median milliseconds."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append((time.perf_counter() - start) * 1000)
    return statistics.median(taken)


# In a process of its own: what the layers add, loaded and asked about once each.
_ALONE = """
from pathlib import Path
from c4eo_core.answers.desk import open_desk
from c4eo_core.answers.coverage.distances import open_coverage_data
resident = lambda: int(Path("/proc/self/statm").read_text().split()[1]) * 4096 / 1e6
desk = open_desk()
before = resident()
ground = open_coverage_data(areas=desk.figures.areas)
for service in ground.book.published():
    ground.nearest(service)
print(resident() - before)
"""


def resident() -> float:
    """Megabytes; nan where the system does not tell."""
    if not PAGES.exists():
        return float("nan")
    return float(
        subprocess.run(
            [sys.executable, "-c", _ALONE], cwd=ROOT, capture_output=True, text=True, check=True
        ).stdout
    )


def main() -> None:
    from c4eo_core.answers.coverage.coverage import coverage_of
    from c4eo_core.answers.coverage.distances import CoverageData, open_coverage_data
    from c4eo_core.answers.coverage.shape import question_of
    from c4eo_core.answers.coverage.siting import SitingQuestion, siting_of
    from c4eo_core.answers.coverage.tally import catchments_everywhere, tally_of
    from c4eo_core.answers.desk import open_desk

    desk = open_desk().prepared()
    ground = open_coverage_data()
    line("places: resident memory of all layers, distances included", f"{resident():.0f} MB", "under 40 MB")
    line("places: load", f"{timed(open_coverage_data):.0f} ms", "")
    services = ground.book.published()

    def bare() -> None:
        for s in services:
            cKDTree(ground.layer(s).xy).query(ground.xy)

    def everything() -> None:
        fresh = CoverageData(ground.places, ground.book)
        for s in services:
            tally_of(fresh, fresh.areas.england, question_of(s))

    floor, ours = timed(bare), timed(everything)
    line(
        f"reach of {len(services)} services x {len(ground.xy):,} small areas",
        f"{ours:.0f} ms = {ours / floor:.2f} x tree search",
        "under 1 s",
    )
    leeds, childcare = ground.areas.find("Leeds"), ground.book.find("childcare")
    start = time.perf_counter()
    catchments_everywhere(ground, question_of(childcare))
    line(
        "places per 100 children, any childcare, all England, once",
        f"{time.perf_counter() - start:.2f} s",
        "",
    )
    one = timed(lambda: coverage_of(desk, ground, leeds, question_of(childcare)))
    line("one whole answer for one authority, after that", f"{one:.0f} ms", "under 300 ms")
    where = SitingQuestion(question_of(ground.book.find("family-hub"), 2), 5)
    kent = ground.areas.find("Kent")
    sited = siting_of(ground, kent, where)
    took = timed(lambda: siting_of(ground, kent, where)) / 1000
    line(
        f"5 sites among {len(sited.candidates)} schools, and the curve for 1 to 10",
        f"{took:.2f} s, gap {sited.gap:g}",
        "under 2 s",
    )


if __name__ == "__main__":
    main()
