"""Starting and stopping servers for a measurement, each on a free port with a fresh process."""

import contextlib
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from c4eo_core.cli.running import ONE_SERVER

ROOT = Path(__file__).resolve().parents[1]


def free_port() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


@contextlib.contextmanager
def server(
    script: str, health: str, log: Path | None = None, port: int | None = None, **environment: str
) -> Iterator[tuple[str, subprocess.Popen, float]]:
    """(address, process, seconds from start to the first healthy answer). log: where its words go."""
    with contextlib.ExitStack() as closing:
        words = closing.enter_context(log.open("a+b") if log else tempfile.TemporaryFile())  # noqa: SIM115
        for last in (port is not None, False, True):
            here = port or free_port()
            command = [
                sys.executable,
                "-m",
                "streamlit",
                "run",
                script,
                f"--server.port={here}",
                "--server.address=127.0.0.1",
            ]
            started, address = time.perf_counter(), f"http://127.0.0.1:{here}"
            process = subprocess.Popen(
                command, cwd=ROOT, env={**ONE_SERVER, **os.environ, **environment}, stdout=words, stderr=words
            )
            closing.callback(process.wait, timeout=10)
            closing.callback(process.terminate)
            taken = _until_healthy(address + health, process, started)
            if taken is not None:
                break
            if last:  # on a port of its own choice it may have lost it to another process
                raise RuntimeError("the server ended before it answered: " + _end_of(words))
        yield address, process, taken


def _end_of(words: IO[bytes]) -> str:
    words.seek(max(0, os.fstat(words.fileno()).st_size - 2000))
    return words.read().decode(errors="replace")


def _until_healthy(address: str, process: subprocess.Popen, started: float) -> float | None:
    """Seconds; None when it ended first."""
    while time.perf_counter() - started < 60:
        if process.poll() is not None:
            return None
        with contextlib.suppress(OSError), urllib.request.urlopen(address, timeout=2) as answer:
            if answer.status == 200:
                return time.perf_counter() - started
        time.sleep(0.02)
    raise RuntimeError("the server did not answer within a minute")


def resident_megabytes(pid: int) -> float:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    raise RuntimeError("no resident size")


def processor_seconds(pid: int) -> float:
    """Spent so far by the process, in its own code and in the system's for it."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
