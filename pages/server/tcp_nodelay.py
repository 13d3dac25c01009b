"""What the server writes is sent at once."""

import asyncio
import socket
from typing import Any


def write_at_once(loop: asyncio.AbstractEventLoop) -> None:
    """Every piece of a page leaves as soon as it is written, on all doors this loop opens from now on.

    Without this the system holds the second small piece back until the first has been acknowledged, which
    readers' machines put off for 40 milliseconds, some for 200: longer than a page takes to make. asyncio
    asks for it by itself only where the socket names its protocol, and Streamlit's does not.
    """
    opened = loop.create_server

    async def create_server(*given: Any, sock: socket.socket | None = None, **named: Any) -> asyncio.Server:
        if sock is not None and sock.family in (socket.AF_INET, socket.AF_INET6):
            sock.setsockopt(
                socket.IPPROTO_TCP, socket.TCP_NODELAY, 1
            )  # whoever comes in by this door inherits it
        return await opened(*given, sock=sock, **named)  # pyright: ignore[reportArgumentType, reportCallIssue]

    loop.create_server = create_server
