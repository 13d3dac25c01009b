"""Several copies of the app behind one address: nginx shares readers out, and a copy that ends is started
again.

One copy uses one core, and a page's own state lives in its copy's memory. So a browser stays with one copy,
known by
Streamlit's own cookie; plain pages, which have no state, go to whichever copy is free.
"""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from c4eo_core.accounts.settings import proxies_of
from c4eo_core.folders import ROOT

_WAIT = 120.0  # seconds for a copy to answer for the first time
_LOOK = 0.5  # seconds between two looks at the copies
_MOST = 64
# Addresses of the plain pages and their files: any copy answers them alike.
_PLAIN = (
    "/$|/[a-z0-9]+.html$"
    "|/(area|place|embed|indicator|find|measures|data|new|share|words|methods|about|assets)(/|$)"
    "|/(robots.txt|sitemap.xml|new.rss|new.json)$"
)
_NGINX = """daemon off; pid {folder}/pid; error_log {log} warn; worker_processes auto; {user}
events {{ worker_connections 4096; }}
http {{
  access_log off; server_tokens off; client_max_body_size 21m;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  map $http_upgrade $connection_upgrade {{ default upgrade; '' ''; }}
  map $http_x_forwarded_proto $seen_as {{ default $http_x_forwarded_proto; '' $scheme; }}
  map $cookie__streamlit_xsrf $reader {{ default $cookie__streamlit_xsrf; '' $remote_addr; }}
  upstream same {{ hash $reader consistent; {servers} }}
  upstream any {{ least_conn; keepalive 32; {servers} }}
  server {{
    listen {listen};
    {outer}
    proxy_http_version 1.1;
    proxy_connect_timeout 2s;
    proxy_next_upstream error timeout http_502 http_503;
    location = /_stcore/metrics {{ return 404; }}
    location ~ "^({plain})" {{
      {visitor}
      proxy_set_header Connection "";
      proxy_pass {to}any;
    }}
    location / {{
      {visitor}
      proxy_set_header Upgrade $http_upgrade;
      proxy_set_header Connection $connection_upgrade;
      proxy_read_timeout 1h;
      proxy_pass {to}same;
    }}
  }}
}}
"""


# nginx takes these from an outer block only where an inner one sets none.
_VISITOR = (
    "proxy_set_header Host $http_host; proxy_set_header X-Forwarded-For $remote_addr;"
    " proxy_set_header X-Forwarded-Proto $seen_as;"
)


class CannotStart(ValueError):
    """Something that several copies need is missing; the words are for whoever typed the command."""


@dataclass
class _Copy:
    port: int
    process: subprocess.Popen[bytes]
    ends: int = 0  # how often it has ended so far
    again: float = field(default=0.0)  # not started again before this moment


def check(mode: str, processes: int, environment: Mapping[str, str]) -> None:
    """Raises CannotStart."""
    if not 1 <= processes <= _MOST:
        raise CannotStart(f"--processes is {processes}; give 1 to {_MOST}.")
    if processes == 1:
        return
    if mode == "personal":
        raise CannotStart("Personal mode is for one person: it runs as one process; leave --processes out.")
    if mode == "shared" and not environment.get("C4EO_DATABASE_URL", "").startswith("postgresql"):
        raise CannotStart(
            "Several processes share their records in PostgreSQL: set C4EO_DATABASE_URL, such as"
            " postgresql:" + "//c4eo@localhost/c4eo, or leave --processes out."
        )
    if _nginx() is None:
        raise CannotStart(
            "Several processes stand behind nginx, which is not installed; on Debian: apt-get install"
            " nginx-light."
        )


def run(
    command: Sequence[str], processes: int, listen: str, port: int, environment: Mapping[str, str]
) -> int:
    """Runs until it is ended or nginx ends. command: starts one copy, without its port and address."""
    before = signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        with contextlib.ExitStack() as closing:
            copies = [_Copy(p, _start(command, p, environment)) for p in _free_ports(processes)]
            closing.callback(_end, copies)
            for copy in copies:
                _until_healthy(copy)
            folder = Path(closing.enter_context(tempfile.TemporaryDirectory(prefix="c4eo-")))
            proxy = closing.enter_context(_proxy(folder, [c.port for c in copies], listen, port, environment))
            print(f"{processes} copies answer at {listen}:{port}.", file=sys.stderr, flush=True)
            return _watch(command, copies, proxy, environment)
    finally:
        signal.signal(signal.SIGTERM, before)


def _watch(
    command: Sequence[str],
    copies: list[_Copy],
    proxy: subprocess.Popen[bytes],
    environment: Mapping[str, str],
) -> int:
    while proxy.poll() is None:
        for copy in copies:
            if copy.process.poll() is not None:
                _started_again(command, copy, environment)
        time.sleep(_LOOK)
    print("nginx ended, and the copies with it.", file=sys.stderr)
    return proxy.returncode or 1


def _started_again(command: Sequence[str], copy: _Copy, environment: Mapping[str, str]) -> None:
    """At once after a first end; one that keeps ending waits longer each time."""
    now = time.monotonic()
    if not copy.again:
        copy.ends += 1
        copy.again = now + min(60.0, 2.0 ** (copy.ends - 1) - 1)
    if now >= copy.again:
        print(f"The copy on port {copy.port} ended; it is started again.", file=sys.stderr, flush=True)
        copy.process, copy.again = _start(command, copy.port, environment), 0.0


def _start(command: Sequence[str], port: int, environment: Mapping[str, str]) -> subprocess.Popen[bytes]:
    whole = [*command, f"--server.port={port}", "--server.address=127.0.0.1"]
    # nginx stands before it on this machine, and says who the visitor is.
    return subprocess.Popen(whole, cwd=ROOT, env={**environment, "FORWARDED_ALLOW_IPS": "127.0.0.1"})


def _end(copies: list[_Copy]) -> None:
    for copy in copies:
        copy.process.terminate()
    for copy in copies:
        try:
            copy.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            copy.process.kill()
            copy.process.wait()


def _free_ports(count: int) -> list[int]:
    """Held open together, so that no two are the same."""
    with contextlib.ExitStack() as held:
        sockets = [held.enter_context(socket.socket()) for _ in range(count)]
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in sockets]


def _until_healthy(copy: _Copy) -> None:
    """Raises CannotStart."""
    until = time.monotonic() + _WAIT
    while time.monotonic() < until:
        if copy.process.poll() is not None:
            raise CannotStart("A copy of the app ended before it answered; what it said stands above.")
        if _healthy(copy.port):
            return
        time.sleep(0.1)
    raise CannotStart(f"A copy of the app did not answer within {_WAIT:.0f} seconds.")


def _healthy(port: int) -> bool:
    """Whether this machine's own copy says that it is."""
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=2) as line:
        line.sendall(b"GET /health HTTP/1.0\r\nHost: localhost\r\n\r\n")
        return b" 200 " in line.recv(64)
    return False


def _nginx() -> str | None:
    return shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")


def settings_of_nginx(
    folder: Path, ports: Sequence[int], listen: str, port: int, environment: Mapping[str, str]
) -> str:
    """Visitors' addresses are believed only from the proxies that C4EO_PROXIES names."""
    outer = proxies_of(environment.get("C4EO_PROXIES")).split(",")
    believed = " ".join(f"set_real_ip_from {p};" for p in outer) + " real_ip_header X-Forwarded-For;"
    return _NGINX.format(
        folder=folder,
        log="stderr",
        user="user root;" if os.geteuid() == 0 else "",
        servers=" ".join(f"server 127.0.0.1:{p} max_fails=1 fail_timeout=2s;" for p in ports),
        listen=f"[{listen}]:{port}" if ":" in listen else f"{listen}:{port}",
        outer=believed,
        visitor=_VISITOR,
        to="http:" + "//",
        plain=_PLAIN.replace(".", r"\."),
    )


@contextlib.contextmanager
def _proxy(
    folder: Path, ports: Sequence[int], listen: str, port: int, environment: Mapping[str, str]
) -> Iterator[subprocess.Popen[bytes]]:
    settings = folder / "nginx.conf"
    settings.write_text(settings_of_nginx(folder, ports, listen, port, environment), encoding="utf-8")
    running = subprocess.Popen([str(_nginx()), "-c", str(settings), "-e", "stderr"])
    try:
        yield running
    finally:
        running.terminate()
        running.wait(timeout=10)
