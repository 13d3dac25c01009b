"""`c4eo run`: the app's server, alone or several behind one address."""

import argparse
import os
import signal
import subprocess
import sys

from c4eo_core.cli import several
from c4eo_core.cli.commands import CommandRefused, command
from c4eo_core.folders import ROOT

MODES = ("personal", "shared", "public")
# Read by the GNU C library before Python starts: two heaps for all threads. It would open up to eight a core,
# one visitor's leavings in each; only one thread works at a time, so none waits for another's.
ONE_SERVER = {"MALLOC_ARENA_MAX": "2"}
REFUSALS = (several.CannotStart,)


def register(commands: argparse._SubParsersAction) -> None:
    run = command(commands, "run", _run, "start the app")
    run.add_argument("--mode", choices=MODES, default="personal")
    run.add_argument("--port", type=int, default=8501)
    run.add_argument(
        "--address", metavar="URL", help="shared mode: what people type to reach the app; else C4EO_ADDRESS"
    )
    run.add_argument(
        "--listen",
        metavar="IP",
        help="where the server listens; by default this machine alone, in public mode everywhere",
    )

    run.add_argument(
        "--processes",
        type=int,
        default=1,
        metavar="N",
        help="so many copies behind one address, by nginx; 1 by default",
    )


def _run(arguments: argparse.Namespace) -> int:
    environment = ONE_SERVER | os.environ | {"C4EO_MODE": arguments.mode}
    if arguments.mode == "shared":
        environment |= _shared(arguments)
    listen = arguments.listen or ("0.0.0.0" if arguments.mode == "public" else "127.0.0.1")
    if arguments.mode == "personal" and listen not in ("127.0.0.1", "::1", "localhost"):
        raise CommandRefused(
            "Personal mode has no sign-in, so it listens on this machine only; use shared or public mode."
        )
    several.check(arguments.mode, arguments.processes, environment)
    command = [sys.executable, "-m", "streamlit", "run", "app.py"]
    if arguments.processes > 1:
        return several.run(command, arguments.processes, listen, arguments.port, environment)
    command += [f"--server.port={arguments.port}", f"--server.address={listen}"]
    before = signal.signal(
        signal.SIGTERM, lambda *_: sys.exit(143)
    )  # who ends this command ends the server with it
    try:
        return subprocess.call(command, cwd=ROOT, env=environment)
    finally:
        signal.signal(signal.SIGTERM, before)


def _shared(arguments: argparse.Namespace) -> dict[str, str]:
    from c4eo_core.cli import users  # the only way of running that needs accounts

    return users.environment_of(arguments)
