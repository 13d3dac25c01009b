"""Whoever comes in by a door of the server gets small pieces at once, although the socket does not name its
protocol.
"""

import asyncio
import socket

import pytest

from pages.server.tcp_nodelay import write_at_once


def no_delay(told: bool) -> bool:
    """Whether a connection accepted on a door as Streamlit makes it sends without waiting."""

    async def come_in() -> bool:
        loop = asyncio.get_running_loop()
        if told:
            write_at_once(loop)
        door = socket.socket(socket.AF_INET)
        door.bind(("127.0.0.1", 0))
        came = loop.create_future()

        class Inside(asyncio.Protocol):
            def connection_made(self, transport: asyncio.BaseTransport) -> None:
                came.set_result(
                    transport.get_extra_info("socket").getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) != 0
                )
                transport.close()

        server = await loop.create_server(Inside, sock=door)
        _, writer = await asyncio.open_connection(*door.getsockname())
        answer = await came
        writer.close()
        server.close()
        return answer

    return asyncio.run(come_in())


@pytest.mark.parametrize("told", [True, False])
def test_a_connection_waits_for_nothing_once_the_loop_was_told(told):
    assert no_delay(told) is told
