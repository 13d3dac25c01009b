"""Asks routes as a server would, without one."""

import asyncio
from dataclasses import dataclass

from starlette.applications import Starlette


@dataclass(frozen=True)
class Answer:
    status_code: int
    headers: dict[str, str]
    content: bytes

    @property
    def text(self) -> str:
        return self.content.decode("utf-8", "replace")


class Client:
    def __init__(self, *routes):
        self._app = Starlette(routes=list(routes))

    def get(self, address: str) -> Answer:
        path, _, query = address.partition("?")
        scope = {
            "type": "http",
            "method": "GET",
            "path": path,
            "query_string": query.encode(),
            "headers": [],
            "root_path": "",
        }
        said = []

        async def receive():
            return {"type": "http.request", "body": b""}

        async def send(message):
            said.append(message)

        asyncio.run(self._app(scope, receive, send))
        raw = said[0]["headers"]
        assert all(b"\r" not in value and b"\n" not in value for _, value in raw), "a header of two lines"
        headers = {name.decode(): value.decode("latin-1") for name, value in raw}
        return Answer(said[0]["status"], headers, b"".join(m.get("body", b"") for m in said[1:]))
