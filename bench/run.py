"""Every performance promise, measured and printed as a ratio against a peer or a floor of the same run.

Run with `make bench`. Absolute times hold for the machine they were taken on; the ratios travel.
"""

import statistics
import sys
import time
from collections.abc import Callable

from bench.browser import change_times_in_turn, chromium_page, chromium_pages, opened
from bench.servers import ROOT, resident_megabytes, server

sys.path.insert(0, str(ROOT))
LETTERS = [
    "camd",
    "york",
    "leeds",
    "bath",
    "hartl",
    "cornw",
    "kent",
    "barns",
    "derbys",
    "wigan",
    "ealin",
    "norfo",
    "devon",
    "essex",
]
LETTERS += [
    "stockp",
    "sunder",
    "walsa",
    "solihu",
    "thurro",
    "torbay",
    "sheff",
    "croy",
    "dorset",
    "luton",
    "oldh",
    "readi",
    "shrop",
    "bury",
]
# Seconds after which a fresh server has built ahead what every reader sees first.
SETTLED = 25
# Every page with the charts it shows, and the priority whose small curves; the floor shows the same ones.
PAGE_CHARTS = {
    "/closing-the-gap?curve=eyfs-gld": ("ladder curve", "closing_the_gap"),
    "/transitions?curve=eyfs-gld": ("journey curve", "transitions"),
    "/family-wellbeing?curve=health-excess-weight-year-6": ("curve", "family_wellbeing"),
    "/indicator?indicator=eyfs-gld": ("curve", ""),
    "/coverage": ("coverage", ""),
}


def timed(work: Callable[[], object], times: int) -> float:
    """Median milliseconds."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append((time.perf_counter() - start) * 1000)
    return statistics.median(taken)


def line(name: str, value: str, promise: str) -> None:
    print(f"{name:<58} {value:>26}   {promise}", flush=True)


def in_process() -> None:
    import pyarrow.parquet as pq

    from c4eo_core.answers.desk import open_desk
    from c4eo_core.answers.standing.progress import progress_of
    from c4eo_core.folders import store_folder

    floor = timed(lambda: pq.read_table(store_folder() / "observations.parquet"), 9)
    load = timed(open_desk, 9)
    line("store load", f"{load:.0f} ms = {load / floor:.1f} x parquet read", "under 150 ms")
    desk = open_desk().prepared()
    leeds = desk.figures.areas.find("Leeds")
    one = timed(lambda: progress_of(desk, leeds), 21)
    line(
        f"progress, {len(desk.figures.indicators)} indicators of one authority",
        f"{one:.1f} ms",
        "under 50 ms",
    )


def started() -> None:
    with server("bench/floor_app.py", "/_stcore/health", BENCH_CHARTS="curve") as (_, _, floor):
        pass
    with server("app.py", "/health") as (address, process, seconds), chromium_page() as page:
        line("server start to ready", f"{seconds:.2f} s = {seconds / floor:.1f} x bare page", "under 3 s")
        for path in PAGE_CHARTS:
            page.goto(address + path)
            page.wait_for_timeout(2500)
        line(
            "resident memory after a visit to each page",
            f"{resident_megabytes(process.pid):.0f} MB",
            "under 350 MB",
        )


def in_browser() -> None:
    for path, (charts, rows) in PAGE_CHARTS.items():
        with (
            server("bench/floor_app.py", "/_stcore/health", BENCH_CHARTS=charts, BENCH_ROWS=rows) as (
                bare,
                _,
                _,
            ),
            server("app.py", "/health") as (address, _, _),
            chromium_pages(2) as (one, other),
        ):
            opened(one, bare), opened(other, address + path)
            time.sleep(SETTLED)
            floors, ours = change_times_in_turn(one, other, LETTERS)
        floor, own = statistics.median(floors), statistics.median(ours)
        shown = f"{charts}{' and small curves' if rows else ''}"
        line(
            f"change authority on {path.split('?')[0]}",
            f"{own:.0f} ms = {own / floor:.2f} x bare page",
            f"at most 1.5 x ({shown})",
        )


if __name__ == "__main__":
    in_process()
    started()
    in_browser()
