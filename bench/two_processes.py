"""Two processes behind nginx and one PostgreSQL: one is killed while people work, and nothing acknowledged is
lost.

Run with `python -m bench.two_processes [--people 20]`. Needs Debian's nginx and postgresql. Readers stay on
one process by a hash
of their cookie and go to the other when it is gone; the page is compressed on its way. Beside each process
another one saves edits
into the shared records, through the same repository as the workshop's pages; one of the two is killed in the
middle of its saves.
"""

import argparse
import asyncio
import contextlib
import gzip
import os
import pwd
import random
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import websockets

from bench.load import public_click
from bench.run import line
from bench.servers import ROOT, free_port, server
from bench.visitor import Failed, Visitor
from c4eo_core.accounts.permissions import LOCAL
from c4eo_core.records.kinds import Idea
from c4eo_core.records.records import Records, open_records

KILLED_AFTER, GOES_ON = 12.0, 20.0
_NGINX = """
daemon off; pid {folder}/pid; error_log {folder}/error.log warn; worker_processes 1; {user}
events {{ worker_connections 2048; }}
http {{
  access_log off; client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path
  {folder}/f;
  uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s; include /etc/nginx/mime.types;
  gzip on; gzip_proxied any; gzip_min_length 1000;
  gzip_types text/css application/javascript text/javascript application/json image/svg+xml;
  map $http_upgrade $connection_upgrade {{ default upgrade; '' close; }}
  # One reader, one process: by the cookie of Streamlit's first page, or by address before there is one.
  map $cookie__streamlit_xsrf $reader {{ default $cookie__streamlit_xsrf; '' $remote_addr; }}
  upstream app {{
    hash $reader consistent;
    server 127.0.0.1:{one} max_fails=1 fail_timeout=5s;
    server 127.0.0.1:{two} max_fails=1 fail_timeout=5s;
  }}
  server {{
    listen 127.0.0.1:{port};
    location /_stcore/metrics {{ return 404; }}
    location / {{
      proxy_pass http://app; proxy_http_version 1.1; proxy_set_header Host $host:$server_port;
      proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection $connection_upgrade;
      proxy_read_timeout 3600s; proxy_connect_timeout 2s; proxy_next_upstream error timeout http_502 http_503;
    }}
  }}
}}
"""


@dataclass
class Story:
    """What happened. back: seconds after the kill at which each reader who lost the page had it again."""

    killed: float = 0.0
    lost: int = 0
    back: list[float] = field(default_factory=list)
    clicks: int = 0
    wrong: list[str] = field(default_factory=list)


@contextlib.contextmanager
def postgresql(folder: Path) -> Iterator[str]:
    """Private: it listens on a socket in its own folder only."""
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: int(p.parent.name))[-1]
    runner = []
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root
        os.chown(folder, pwd.getpwnam("postgres").pw_uid, -1)
        runner = ["runuser", "-u", "postgres", "--"]

    def run(program: str, *words: str) -> None:
        subprocess.run(
            [*runner, str(programs / program), *words],
            cwd=folder,
            check=True,
            capture_output=True,
            timeout=120,
        )

    run("initdb", "-D", f"{folder}/data", "-U", "c4eo", "-A", "trust", "-E", "UTF8", "--locale=C")
    run(
        "pg_ctl",
        "-D",
        f"{folder}/data",
        "-w",
        "-s",
        "-l",
        f"{folder}/log",
        "-o",
        f"-k {folder} -c listen_addresses=''",
        "start",
    )
    try:
        yield f"postgresql://c4eo@/postgres?host={folder}"
    finally:
        run("pg_ctl", "-D", f"{folder}/data", "-w", "-s", "-m", "immediate", "stop")


@contextlib.contextmanager
def nginx(folder: Path, one: int, two: int) -> Iterator[str]:
    port, user = free_port(), "user root;" if os.geteuid() == 0 else ""
    settings = folder / "nginx.conf"
    settings.write_text(_NGINX.format(folder=folder, one=one, two=two, port=port, user=user))
    running = subprocess.Popen(
        [shutil.which("nginx") or "/usr/sbin/nginx", "-c", str(settings), "-e", f"{folder}/error.log"]
    )
    try:
        time.sleep(0.7)
        yield f"http://127.0.0.1:{port}"
    finally:
        running.terminate()
        running.wait(timeout=10)


async def reader(address: str, n: int, until: float, story: Story) -> None:
    """Clicks, and comes back as the browser does when the connection is lost: at once, then a little later
    each time.
    """
    chance = random.Random(n)
    visitor = Visitor(address.replace("http", "ws", 1), headers={"Cookie": f"_streamlit_xsrf=reader-{n}"})
    await visitor.open()
    while time.perf_counter() < until:
        try:
            await asyncio.sleep(chance.uniform(0.5, 1.5))
            await public_click(visitor, chance)
            story.clicks += 1
        except (websockets.ConnectionClosed, OSError, TimeoutError):
            story.lost += 1
            visitor = await again(visitor, story)
        except Failed as error:
            story.wrong.append(str(error))
            return
    await visitor.close()


async def again(visitor: Visitor, story: Story) -> Visitor:
    """The same view from its link, as the browser asks for it."""
    wait = 0.5
    while True:
        fresh = Visitor(visitor.address, query=visitor.query, headers=visitor.headers)
        try:
            await fresh.open()
        except (OSError, TimeoutError, websockets.WebSocketException):
            await asyncio.sleep(wait)
            wait = min(5.0, 2 * wait)
            continue
        story.back.append(time.perf_counter() - story.killed)
        if fresh.query != visitor.query:
            story.wrong.append(f"came back to {fresh.query} from {visitor.query}")
        return fresh


def write(url: str, trust: str, n: int) -> None:
    """In a process of its own: edits one idea over and over, and says each edit once it is acknowledged."""
    records, chance = open_records(url), random.Random(n)
    item = records.add(LOCAL, trust, Idea(text="first"))
    while True:
        time.sleep(chance.uniform(0.0, 0.05))
        item = records.edit(LOCAL, trust, item.id, item.version, text=f"{n} at {time.perf_counter_ns()}")
        print(item.id, item.version, item.body.text, flush=True)


@contextlib.contextmanager
def writer(url: str, trust: str, n: int, told: Path) -> Iterator[subprocess.Popen]:
    command = [sys.executable, "-m", "bench.two_processes", "--write", url, trust, str(n)]
    with told.open("wb") as words:
        running = subprocess.Popen(command, cwd=ROOT, stdout=words)
        try:
            yield running
        finally:
            running.kill()
            running.wait()


def missing(records: Records, trust: str, told: Path) -> tuple[int, int]:
    """(edits acknowledged, of these not found in the log with their words)."""
    lines = [line.split(" ", 2) for line in told.read_text().split("\n")[:-1]]
    changes = records.history(LOCAL, trust, lines[0][0], limit=10**6)
    found = {c.after.body.text for c in changes if c.after}
    return len(lines), sum(words not in found for _, _, words in lines)


async def happen(address: str, victims: list[subprocess.Popen], people: int, story: Story) -> None:
    until = time.perf_counter() + KILLED_AFTER + GOES_ON
    tasks = [asyncio.create_task(reader(address, n, until, story)) for n in range(people)]
    await asyncio.sleep(KILLED_AFTER)
    story.killed = time.perf_counter()
    for victim in victims:
        victim.kill()
    await asyncio.gather(*tasks)


def packed(address: str) -> str:
    """How much smaller the largest script of the page becomes on its way."""
    page = urllib.request.urlopen(address, timeout=20).read().decode()
    script = page.split('src="./')[1].split('"')[0]
    asked = urllib.request.Request(f"{address}/{script}", headers={"Accept-Encoding": "gzip"})
    with urllib.request.urlopen(asked, timeout=20) as answer:
        body = answer.read()
        if answer.headers.get("Content-Encoding") != "gzip":
            return "not compressed"
    return f"{len(gzip.decompress(body)) / 1024:.0f} KB sent as {len(body) / 1024:.0f} KB"


def main(people: int) -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        tempfile.TemporaryDirectory() as disk,
        postgresql(Path(disk)) as url,
    ):
        records, story = open_records(url), Story()
        trust = records.add_trust(LOCAL, "Bench", "E08000035").id
        ports, health, told = (free_port(), free_port()), "/health", [Path(folder) / "1", Path(folder) / "2"]
        with (
            server("app.py", health, port=ports[0], C4EO_DATABASE_URL=url) as (_, victim, _),
            server("app.py", health, port=ports[1], C4EO_DATABASE_URL=url) as (_, other, _),
            nginx(Path(folder), *ports) as address,
            writer(url, trust, 1, told[0]) as first,
            writer(url, trust, 2, told[1]),
        ):
            line("script of the first page through the proxy", packed(address), "compressed")
            asyncio.run(happen(address, [victim, first], people, story))
            assert other.poll() is None
        checked = [missing(records, trust, words) for words in told]
        records.close()
    line(
        f"{people} readers, {story.clicks} clicks: lost the page when one process was killed",
        f"{story.lost}",
        "about half",
    )
    slowest = (
        f"{max(story.back):.1f} s, half within {sorted(story.back)[len(story.back) // 2]:.1f}"
        if story.back
        else "nobody lost it"
    )
    line("  all of them had it again after", slowest, "seconds")
    words = ", ".join(f"{gone} of {said}" for said, gone in checked)
    line("  acknowledged edits missing, by process (the first was killed)", words, "none")
    line("  went wrong", "; ".join(story.wrong[:3]) or "nothing", "nothing")


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--people", type=int, default=20)
    asked.add_argument("--write", nargs=3, help=argparse.SUPPRESS)
    given = asked.parse_args()
    if given.write:
        write(given.write[0], given.write[1], int(given.write[2]))
    else:
        main(given.people)
