"""The whole static site: how long it takes beside writing the same bytes, how heavy its pages are, and what a
second run costs.

Run with `python -m bench.publish`. Absolute times hold for the machine they were taken on; the ratios travel.
"""

import gzip
import os
import statistics
import tempfile
import time
from pathlib import Path

from c4eo_core.answers.desk import open_desk
from c4eo_core.reports.site.build import Published, publish

PROCESSES = 2


def line(name: str, value: str, promise: str) -> None:
    print(f"{name:<46} {value:>34}   {promise}", flush=True)


def run(folder: Path) -> tuple[Published, float, float]:
    """What was done, seconds by the clock, and seconds of a processor: others may share the machine."""
    start, before = time.perf_counter(), _processor()
    done = publish(open_desk(), folder, processes=PROCESSES)
    return done, time.perf_counter() - start, _processor() - before


def _processor() -> float:
    t = os.times()
    return t.user + t.system + t.children_user + t.children_system


def floor(source: Path, target: Path) -> float:
    """Seconds to write the same files with the same names, and nothing else."""
    contents = [(p.relative_to(source), p.read_bytes()) for p in source.rglob("*") if p.is_file()]
    start = time.perf_counter()
    for path, content in contents:
        to = target / path
        to.parent.mkdir(parents=True, exist_ok=True)
        to.write_bytes(content)
    return time.perf_counter() - start


def weights(folder: Path) -> None:
    waited_for = [next((folder / "assets").glob(f"site-*.{e}")) for e in ("css", "js")]
    rest = sum(p.stat().st_size for p in waited_for)
    zipped_rest = sum(len(gzip.compress(p.read_bytes())) for p in waited_for)
    kinds = {
        "place": "area/*.html",
        "curve": "area/*/*.html",
        "embedded curve": "embed/*/*.html",
        "way in": "index.html",
    }
    for kind, pattern in kinds.items():
        pages = [p.read_bytes() for p in folder.glob(pattern)]
        heavy = max(pages, key=len)
        middle = statistics.median(map(len, pages))
        told = (
            f"{middle / 1000:.0f} kB, at most {len(heavy) / 1000:.0f}, zipped"
            f" {len(gzip.compress(heavy)) / 1000:.0f}"
        )
        line(f"a page ({kind}), {len(pages):,} of them", told, "")
        if kind == "place":
            whole, zipped = (len(heavy) + rest) / 1000, (len(gzip.compress(heavy)) + zipped_rest) / 1000
            line("  with style and script", f"{whole:.0f} kB, zipped {zipped:.0f}", "under 150 kB")


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "site"
        done, first, worked = run(folder)
        plain = floor(folder, Path(name) / "floor")
        line(
            f"site of {done.areas} places, {done.measures} measures, {done.files:,} files",
            f"{first:.0f} s with {PROCESSES} processes",
            "under 120 s on 2 cores",
        )
        line("  processor seconds, shared by the processes", f"{worked:.0f}", "under 240")
        line(
            f"  beside writing its {done.bytes / 1e6:.0f} MB",
            f"{first / plain:.1f} x ({plain:.1f} s)",
            f"load {os.getloadavg()[0]:.1f}",
        )
        again, second, _ = run(folder)
        line(
            "a second run with nothing changed",
            f"{second:.1f} s, {again.written} written",
            "nothing written, under 10 s",
        )
        weights(folder)


if __name__ == "__main__":
    main()
