"""A thousand readers on the plain pages of one process: how long they wait for an answer.

Run with `python -m bench.light_pages [--readers 1000] [--seconds 30]`. Each reader opens a connection, asks
for a page, reads it for three to nine seconds, and follows on to another; a few pages are asked for by
everybody, most by few. Each page is asked for once before, as in a copy that has run for a while.
"""

import argparse
import asyncio
import os
import random
import statistics
import time
import urllib.request

from bench.run import line
from bench.servers import processor_seconds, server
from c4eo_core.answers.desk import open_desk
from c4eo_core.answers.public.place import headlines, public_areas, slug

_PROMISE = 100.0  # milliseconds for 95 of 100


def addresses() -> list[str]:
    desk = open_desk()
    places, some = [slug(a.name) for a in public_areas(desk)], list(headlines(desk))
    found = ["/", "/find?q=exclusions", "/measures", "/data"] + [f"/place/{p}" for p in places]
    return (
        found
        + [f"/indicator/{i}" for i in some]
        + [f"/place/{p}/{i}" for p in places[::8] for i in some[::3]]
    )


async def asked(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, path: str) -> None:
    """Reads the whole answer. Raises RuntimeError for anything but 200."""
    writer.write(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: br\r\n\r\n".encode())
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
    if " 200 " not in head.split("\r\n", 1)[0]:
        raise RuntimeError(f"{path}: {head.splitlines()[0]}")
    length = next(int(h.split(":")[1]) for h in head.split("\r\n") if h.startswith("content-length"))
    await reader.readexactly(length)


async def one(
    port: int, paths: list[str], until: float, n: int, waits: list[float], wrong: list[str]
) -> None:
    chance = random.Random(n)
    await asyncio.sleep(chance.uniform(0, 6))
    try:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        while time.perf_counter() < until:
            path = paths[int(len(paths) * chance.random() ** 2)]
            start = time.perf_counter()
            try:
                await asked(reader, writer, path)
            except (asyncio.IncompleteReadError, ConnectionResetError):
                # The server has let go of a connection that was idle: a browser opens another one.
                writer.close()
                reader, writer = await asyncio.open_connection("127.0.0.1", port)
                await asked(reader, writer, path)
            waits.append(1000 * (time.perf_counter() - start))
            await asyncio.sleep(chance.uniform(3, 9))
        writer.close()
    except (OSError, EOFError, RuntimeError) as error:
        wrong.append(str(error))


async def everybody(
    port: int, paths: list[str], readers: int, seconds: float
) -> tuple[list[float], list[str]]:
    waits: list[float] = []
    wrong: list[str] = []
    until = time.perf_counter() + seconds
    await asyncio.gather(*(one(port, paths, until, n, waits, wrong) for n in range(readers)))
    return waits, wrong


def main(readers: int, seconds: float) -> None:
    paths = addresses()
    with server("app.py", "/health", C4EO_MODE="public", C4EO_BUILD_AHEAD="no") as (address, process, _):
        for path in paths:
            request = urllib.request.Request(address + path, headers={"Accept-Encoding": "br"})
            urllib.request.urlopen(request, timeout=60).read()
        port, before = int(address.rsplit(":", 1)[1]), processor_seconds(process.pid)
        waits, wrong = asyncio.run(everybody(port, paths, readers, seconds))
        spent = processor_seconds(process.pid) - before
    cuts = statistics.quantiles(waits, n=100)
    line(
        f"{readers:,} readers of plain pages, one process",
        f"half within {cuts[49]:.0f} ms, 95 % {cuts[94]:.0f}, 99 % {cuts[98]:.0f}",
        f"95 % under {_PROMISE:.0f} ms",
    )
    line(
        "  answers",
        f"{len(waits):,} in {seconds:.0f} s, {1000 * spent / len(waits):.1f} ms each",
        "of a processor",
    )
    line("  went wrong", "; ".join(wrong[:3]) or "nothing", "nothing")
    line("  load average of the machine", f"{os.getloadavg()[0]:.1f}", "the less the truer")


if __name__ == "__main__":
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--readers", type=int, default=1000)
    given.add_argument("--seconds", type=float, default=30)
    main(**vars(given.parse_args()))
