"""A reader without a browser: opens a page and clicks, in the very messages that Streamlit's own page sends
and takes.

It remembers large pieces for two runs as the browser does, so that the server may send a reference in their
place.
"""

import asyncio
import time
from dataclasses import dataclass, field

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState

PATIENCE = 30.0
_REMEMBERED_RUNS = 2


class Failed(Exception):
    """What the server said, or did, in place of an answer."""


@dataclass
class Picker:
    """A control with options: a box, or a row of buttons."""

    id: str
    kind: str
    options: list[str]
    value: list[str]


@dataclass
class Visitor:
    """address: ws://…; page: the name in the address, empty for the first page; query: without its question
    mark.
    """

    address: str
    page: str = ""
    query: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    pickers: dict[str, Picker] = field(default_factory=dict)
    received: int = 0
    html: list[str] = field(default_factory=list)
    kept: list[bytes] | None = None  # every message as it came, when a list is given
    _hash: str = ""
    _states: dict[str, WidgetState] = field(default_factory=dict)
    _known: dict[str, int] = field(default_factory=dict)
    _runs: int = 0
    _socket: websockets.ClientConnection | None = None

    async def open(self) -> float:
        """Connects and waits for the first page; seconds."""
        start = time.perf_counter()
        self._socket = await websockets.connect(
            f"{self.address}/_stcore/stream",
            subprotocols=["streamlit"],
            max_size=None,
            compression=None,
            open_timeout=PATIENCE,
            additional_headers=self.headers,
            proxy=None,
        )
        await self._run()
        return time.perf_counter() - start

    async def pick(self, label: str, *options: str) -> float:
        """Chooses in the control of that label and waits for the finished page; seconds."""
        picker = self.pickers[label]
        picker.value = list(options)
        self._states[picker.id] = _state(picker)
        return await self._run()

    async def close(self) -> None:
        if self._socket:
            await self._socket.close()

    async def _run(self) -> float:
        ask = BackMsg()
        run = ask.rerun_script
        run.query_string, run.page_name, run.page_script_hash = self.query, self.page, self._hash
        run.widget_states.widgets.extend(self._states.values())
        run.cached_message_hashes.extend(self._known)
        run.context_info.color_scheme, run.context_info.timezone, run.context_info.locale = (
            "light",
            "Europe/London",
            "en-GB",
        )
        run.context_info.url = self.address.replace("ws", "http", 1) + "/" + self.page
        start = time.perf_counter()
        await self._socket.send(ask.SerializeToString())
        await asyncio.wait_for(self._finished(), PATIENCE)
        self._runs += 1
        self._known = {h: run for h, run in self._known.items() if self._runs - run <= _REMEMBERED_RUNS}
        return time.perf_counter() - start

    async def _finished(self) -> None:
        """Until the run ends well. Runs given up for a newer one are not ours to count."""
        self.html.clear()
        while True:
            data = await self._socket.recv()
            self.received += len(data)
            if self.kept is not None:
                self.kept.append(data)
            message = ForwardMsg.FromString(data)
            kind = message.WhichOneof("type")
            if kind == "delta" and message.delta.WhichOneof("type") == "new_element":
                self._element(message)
            elif kind == "ref_hash":
                if message.ref_hash not in self._known:
                    raise Failed("a reference to a piece never sent")
                self._known[message.ref_hash] = self._runs
            elif kind == "new_session":
                self._hash = message.new_session.page_script_hash
            elif kind == "navigation":
                self._hash = message.navigation.page_script_hash
            elif kind == "page_info_changed":
                self.query = message.page_info_changed.query_string
            elif kind == "page_not_found":
                raise Failed("page not found")
            elif kind == "script_finished":
                if message.script_finished == ForwardMsg.FINISHED_WITH_COMPILE_ERROR:
                    raise Failed("the page could not be read")
                if message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                    return

    def _element(self, message: ForwardMsg) -> None:
        if message.metadata.cacheable:
            self._known[message.hash] = self._runs
        element = message.delta.new_element
        kind = element.WhichOneof("type")
        if kind == "exception":
            raise Failed(f"{element.exception.type}: {element.exception.message}")
        if kind == "html":
            self.html.append(element.html.body)
        elif kind == "selectbox":
            box = element.selectbox
            options = list(box.options)
            self._control(
                box,
                "selectbox",
                options,
                [box.raw_value] if box.set_value else [options[box.default]] if options else [],
            )
        elif kind == "button_group":
            row = element.button_group
            options = [o.content for o in row.options]
            self._control(
                row,
                kind,
                options,
                list(row.raw_values) if row.set_value else [options[n] for n in row.default],
            )

    def _control(self, proto: object, kind: str, options: list[str], value: list[str]) -> None:
        """A control keeps its value until the server sets another."""
        if proto.id not in self._states or proto.set_value:
            self.pickers[proto.label] = Picker(proto.id, kind, options, value)
            self._states[proto.id] = _state(self.pickers[proto.label])
        else:
            self.pickers[proto.label].options = options


def _state(picker: Picker) -> WidgetState:
    state = WidgetState(id=picker.id)
    if picker.kind == "selectbox":
        state.string_value = picker.value[0] if picker.value else ""
    else:
        state.string_array_value.data.extend(picker.value)
        if not picker.value:
            state.string_array_value.SetInParent()
    return state
