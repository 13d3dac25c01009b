"""Several copies behind one address, started by the very command of the compose file; one is killed under load."""

import contextlib
import http.client
import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import yaml

from bench.servers import free_port
from bench.two_processes import postgresql
from bench.visitor import Visitor
from c4eo_core.folders import ROOT
from tests.browser.shared import SECRET, run_apart

COMPOSE = yaml.safe_load((ROOT / "deploy" / "compose.yaml").read_text(encoding="utf-8"))
APP = COMPOSE["services"]["app"]
PATHS = ("/", "/place/leeds", "/indicator/exclusions", "/find?q=leeds", "/headline-curves", "/health")


@dataclass
class Answers:
    """What a reader got who kept asking: how many answers, how many were cut off on their way, and every one that
    was not what it should be.
    """

    answers: int = 0
    cut: int = 0
    wrong: list[str] = field(default_factory=list)


def fetched(address: str) -> int:
    with urllib.request.urlopen(address, timeout=20) as answer:
        answer.read()
        return answer.status


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    """(address, process, log)"""
    port, log = free_port(), tmp_path_factory.mktemp("several") / "log"
    words = [*APP["command"]]
    assert words[0] == "c4eo"
    command = [sys.executable, "-m", "c4eo_core.cli.main", *words[1:]]
    command[command.index("--port") + 1] = str(port)
    command[command.index("--listen") + 1] = "127.0.0.1"
    # Not below pytest's own folder, which PostgreSQL's user may not enter.
    with tempfile.TemporaryDirectory() as disk, postgresql(Path(disk)) as url, log.open("wb") as out:
        given = {
            "C4EO_SECRET": SECRET,
            "C4EO_ADDRESS": f"http://localhost:{port}",
            "C4EO_PROXIES": "127.0.0.1",
            "C4EO_DATABASE_URL": url,
        }
        assert set(given) == set(APP["environment"]), "the compose file gives other settings than this test"
        process = subprocess.Popen(
            command, cwd=ROOT, env={**os.environ, **given, "C4EO_BUILD_AHEAD": "no"}, stdout=out, stderr=out
        )
        try:
            until = time.monotonic() + 150
            while "copies answer" not in log.read_text(errors="replace"):
                assert process.poll() is None and time.monotonic() < until, log.read_text(errors="replace")[
                    -2000:
                ]
                time.sleep(0.2)
            yield f"http://localhost:{port}", process, log
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=40)


def copies(process: subprocess.Popen) -> dict[int, int]:
    """Process id of each copy → its port."""
    listed = subprocess.run(
        ["ps", "-o", "pid=,args=", "--ppid", str(process.pid)], capture_output=True, text=True, check=True
    ).stdout
    found = (re.match(r"\s*(\d+).*streamlit run.*--server\.port=(\d+)", line) for line in listed.splitlines())
    return {int(m[1]): int(m[2]) for m in found if m}


def keep_asking(address: str, asked: Answers, stop: threading.Event, n: int) -> None:
    k = n
    while not stop.is_set():
        path = PATHS[k % len(PATHS)]
        k += 1
        try:
            status = fetched(address + path)
            asked.answers += 1
            if status != 200:
                asked.wrong.append(f"{path}: {status}")
        except http.client.IncompleteRead:
            asked.cut += 1  # what was on its way from the copy that ended; asked again, it comes
        except OSError as error:
            asked.wrong.append(f"{path}: {error}")


def test_as_many_copies_run_as_were_asked_for(running):
    _, process, _ = running
    assert len(copies(process)) == int(APP["command"][APP["command"].index("--processes") + 1])


def test_a_browser_stays_with_one_copy(running):
    """Its page lives in that copy's memory: each socket of one browser must reach the same."""
    address, process, _ = running
    ports = copies(process)

    async def sockets(cookie: str) -> set[int]:
        seen = set()
        for _ in range(4):
            visitor = Visitor(
                address.replace("http", "ws", 1),
                headers={"Cookie": f"_streamlit_xsrf={cookie}", "Origin": address},
            )
            before = {pid: sockets_of(pid) for pid in ports}
            await visitor.open()
            after = {pid: sockets_of(pid) for pid in ports}
            seen |= {pid for pid in ports if after[pid] > before[pid]}
            await visitor.close()
        return seen

    homes = [run_apart(sockets(f"2|reader|{n}")) for n in range(6)]
    assert all(len(home) == 1 for home in homes), homes
    assert len(set.union(*homes)) == 2, "six browsers and all at one copy"


def sockets_of(pid: int) -> int:
    with contextlib.suppress(OSError):
        return sum("socket" in os.readlink(p) for p in Path(f"/proc/{pid}/fd").iterdir() if p.is_symlink())
    return 0


def test_a_killed_copy_refuses_no_reader_of_plain_pages_and_comes_back(running):
    address, process, log = running
    for path in PATHS:
        fetched(address + path)
    asked, stop = [Answers() for _ in range(4)], threading.Event()
    readers = [threading.Thread(target=keep_asking, args=(address, a, stop, n)) for n, a in enumerate(asked)]
    for reader in readers:
        reader.start()
    time.sleep(2)
    before = copies(process)
    victim = next(iter(before))
    os.kill(victim, signal.SIGKILL)
    until = time.monotonic() + 60
    while (len(copies(process)) < len(before) or victim in copies(process)) and time.monotonic() < until:
        time.sleep(0.2)
    time.sleep(4)
    stop.set()
    for reader in readers:
        reader.join()
    assert sum(a.answers for a in asked) > 20
    assert [w for a in asked for w in a.wrong] == []
    assert all(a.cut <= 1 for a in asked), "only what was on its way at that moment may be cut off"
    assert set(copies(process).values()) == set(before.values())
    assert "is started again" in log.read_text(errors="replace")


def test_counts_of_sessions_stay_inside(running):
    with pytest.raises(urllib.error.HTTPError) as refused:
        fetched(f"{running[0]}/_stcore/metrics")
    assert refused.value.code == 404
