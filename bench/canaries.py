"""Two specialists with three trusts between them, at work in two browsers at once: no byte of one trust where
another is.

Run with `python -m bench.canaries [--switches 200]`. Every record of a trust is full of words that stand
nowhere else. After every
switch of trust or page those words are looked for in what the browser holds and in everything the server sent
it; downloads are
asked for, those of others too; afterwards the log, temporary files and every address seen are searched as a
visitor would.
"""

import argparse
import tempfile
import threading
import time
from contextlib import suppress
from pathlib import Path

from bench.canary_browser import Browser, Leak, found_in
from bench.canary_specialist import WORK, Seen, Specialist
from bench.canary_trusts import BATH, PASSWORD, SECRET, CanaryTrust, peopled
from bench.run import line
from bench.servers import free_port, server


def work(
    address: str, name: str, mine: list[CanaryTrust], others: list[CanaryTrust], turns: int, seen: Seen
) -> None:
    trail: list[str] = []
    try:
        with Browser(address, seen.addresses) as browser:
            one = Specialist(name, mine, others, browser, seen)
            trail = one.trail
            one.begin()
            for _ in range(turns):
                one.switch()
            seen.frames += browser.frames
    except Exception as error:  # noqa: BLE001 - a thread that dies says why, and the run fails by it
        seen.troubles.append(
            f"{name} stopped after {'; '.join(trail[-5:])}: {type(error).__name__}: {str(error)[:400]}"
        )


def afterwards(address: str, kept: list[CanaryTrust], folder: Path, records: Path, seen: Seen) -> None:
    """The administrator, a visitor at every address seen, the log and whatever the server has left on the
    disk.
    """
    words = [t.word for t in kept]
    with Browser(address, set()) as browser:
        browser.sign_in("ada@example.org", PASSWORD)
        for _, _, path in WORK:
            browser.go(f"{path}?area={BATH}&trust={kept[2].id}&workshop={kept[2].workshop}")
            browser.settle()
            seen.leaks += [
                Leak(f"administrator: {path}", *found) for found in found_in(browser.held(), words)
            ]
    everything = [*words, *(t.name for t in kept)]
    with Browser(address, set()) as browser:
        for path in ("headline-curves", "report-card", "compare", "what-is-new"):
            browser.go(f"{path}?area={BATH}&trust={kept[1].id}")
            browser.settle()
            seen.leaks += [Leak(f"visitor: {path}", *found) for found in found_in(browser.held(), everything)]
        # Files that are the same for everybody are drawn anew for each address: of those only the figures.
        for asked in sorted(
            a for a in seen.addresses if not a.startswith(("files/", "static/")) or ".csv" in a
        ):
            status, body = browser.fetch(asked)
            seen.leaks += [
                Leak(f"visitor: {asked} ({status})", *found)
                for found in found_in({"answer": body}, everything)
            ]
    for file in (f for f in folder.rglob("*") if f.is_file() and not f.name.startswith(records.name)):
        with suppress(OSError):
            wrong = found_in({file.name: file.read_bytes()}, [*everything, *(t.workshop for t in kept)])
            seen.leaks += [Leak("disk", *found) for found in wrong]


def run(switches: int) -> Seen:
    seen = Seen()
    with tempfile.TemporaryDirectory() as name:
        folder, port = Path(name), free_port()
        records, temporary = folder / "records.sqlite", folder / "tmp"
        temporary.mkdir()
        kept, address = peopled(records), f"http:{'//'}127.0.0.1:{port}"
        settings = {
            "C4EO_MODE": "shared",
            "C4EO_SECRET": SECRET,
            "C4EO_ADDRESS": address,
            "C4EO_RECORDS": str(records),
            "TMPDIR": str(temporary),
        }
        with server("app.py", "/health", log=folder / "log", port=port, **settings):
            started = time.perf_counter()
            each = [
                ("ana", kept[:2], kept[2:], switches - switches // 2),
                ("ben", kept[1:], kept[:1], switches // 2),
            ]
            people = [threading.Thread(target=work, args=(address, *one, seen)) for one in each]
            for person in people:
                person.start()
            for person in people:
                person.join()
            seen.seconds = time.perf_counter() - started
            afterwards(address, kept, folder, records, seen)
    return seen


def main(switches: int) -> int:
    seen = run(switches)
    made = sum(seen.steps.values())
    line(
        "switches of trust or page, in two browsers at once",
        f"{made} in {seen.seconds:.0f} s",
        f"at least {switches}",
    )
    line("  how", ", ".join(f"{n} by {way}" for way, n in seen.ways.items()), "")
    line("  after which the trust's own words were there", str(sum(seen.own.values())), "more than half")
    line("  frames the server sent, each searched", str(seen.frames), "")
    line("  downloads", ", ".join(f"{n} {what}" for what, n in seen.downloads.items()), "")
    line("  addresses asked again by a visitor", str(len(seen.addresses)), "")
    line("words of one trust where another is", "; ".join(map(str, seen.leaks[:5])) or "none", "none")
    line("troubles", "; ".join(seen.troubles[:5]) or "none", "none")
    return 1 if seen.leaks or seen.troubles or made < switches else 0


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--switches", type=int, default=200)
    raise SystemExit(main(asked.parse_args().switches))
