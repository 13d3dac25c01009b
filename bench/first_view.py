"""The first view of the public page in a browser that has never seen it, against a bare Streamlit page with
the same chart.

Run with `python -m bench.first_view [--times 9]`. Each view has an empty cache; the two pages take turns.
Seconds count from the
address to the drawn chart. With nginx installed, also what a reader's first view weighs behind a compressing
proxy.
"""

import argparse
import os
import shutil
import statistics
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from bench.browser import FLAGS, READY
from bench.run import SETTLED, line
from bench.servers import server
from bench.two_processes import nginx

_DRAWN = ".vega-embed svg path.mark-line, .vega-embed svg .mark-line path"


def first_view(browser: Browser, address: str) -> tuple[float, float]:
    """(milliseconds, kilobytes that came over HTTP)."""
    context = browser.new_context(viewport={"width": 1280, "height": 720})
    page, weight = context.new_page(), []
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.on("Network.loadingFinished", lambda told: weight.append(told["encodedDataLength"]))
    start = time.perf_counter()
    page.goto(address, wait_until="commit")
    page.wait_for_selector(_DRAWN, state="attached", timeout=60000)
    page.wait_for_selector(READY, timeout=60000)
    taken = 1000 * (time.perf_counter() - start)
    page.wait_for_timeout(500)
    context.close()
    return taken, sum(weight) / 1024


def weight(browser: Browser, address: str) -> float:
    port = int(address.rsplit(":", 1)[1])
    with tempfile.TemporaryDirectory() as folder, nginx(Path(folder), port, port) as packed:
        return first_view(browser, packed)[1]


def main(times: int, settle: float) -> None:
    with (
        server("bench/floor_app.py", "/_stcore/health", BENCH_CHARTS="curve") as (bare, _, _),
        server("app.py", "/health", C4EO_MODE="public") as (address, _, _),
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=list(FLAGS))
        time.sleep(settle)
        ours_at = f"{address}/?curve=eyfs-gld&priority=closing_the_gap"
        pairs = [(first_view(browser, bare)[0], first_view(browser, ours_at)[0]) for _ in range(times + 2)][
            2:
        ]
        floor, ours = (statistics.median(side) for side in zip(*pairs, strict=True))
        ratio = statistics.median(b / a for a, b in pairs)
        line(
            "first view, empty cache",
            f"{ours:.0f} ms = {ratio:.2f} x bare page ({floor:.0f})",
            "at most 1.3 x",
        )
        if shutil.which("nginx") or Path("/usr/sbin/nginx").exists():
            own, least = (weight(browser, at) for at in (address, bare))
            line(
                "  weight through a compressing proxy",
                f"{own:.0f} KB, bare page {least:.0f}",
                "the static site is the light one",
            )
        line("  load average of the machine", f"{os.getloadavg()[0]:.1f}", "the less the truer")
        browser.close()


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--times", type=int, default=9)
    asked.add_argument("--settle", type=float, default=SETTLED, help="seconds for the server to build ahead")
    main(**vars(asked.parse_args()))
