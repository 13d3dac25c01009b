"""Files and frames as somebody sends them who uses no page of ours: a real server, raw HTTP and raw sockets."""

import asyncio
import contextlib
import http.client
import os
import secrets
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import websockets
from playwright.sync_api import Page
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from bench.servers import ROOT, free_port, resident_megabytes, server
from tests.browser.shared import SECRET, Visitor, peopled, run_apart
from tests.browser.waits import still

MEGABYTE = 1_000_000
BIG = 19 * MEGABYTE


@dataclass(frozen=True)
class Running:
    address: str
    pid: int
    log: Path


@contextlib.contextmanager
def running(folder: Path, mode: str = "shared", **more: str) -> Iterator[Running]:
    records, port = folder / "records.sqlite", free_port()
    if mode == "shared":
        peopled(records)
    address = "http:" + f"//127.0.0.1:{port}"
    known = {
        "C4EO_SECRET": SECRET,
        "C4EO_ADDRESS": address,
        "C4EO_RECORDS": str(records),
    }
    log = folder / "log"
    with server("app.py", "/health", log, port, C4EO_MODE=mode, **known, **more) as (found, process, _):
        yield Running(found, process.pid, log)


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running(tmp_path_factory.mktemp("shared")) as found:
        yield found


def browser(copy: Running, who: str = "") -> Visitor:
    """With the token of a first visit, and signed in when somebody is named."""
    visitor = Visitor(copy.address)
    visitor.ask("/_stcore/health")
    if who:
        assert visitor.sign_in(f"{who}@example.org").status == 303
    return visitor


def cookies(visitor: Visitor) -> str:
    return "; ".join(f"{c.name}={c.value}" for c in visitor.jar)


@contextlib.asynccontextmanager
async def socket_of(
    copy: Running, visitor: Visitor, session: str = ""
) -> AsyncIterator[tuple[websockets.ClientConnection, str, list[bytes]]]:
    """An open page: its socket, its session's id, and all that came by it at first."""
    token = visitor.cookie("_streamlit_xsrf")
    protocols = ["streamlit", token.value if token else "none", *([session] if session else [])]
    headers = {"Origin": copy.address, "Cookie": cookies(visitor)}
    async with websockets.connect(
        copy.address.replace("http", "ws", 1) + "/_stcore/stream",
        subprotocols=[websockets.Subprotocol(p) for p in protocols],
        additional_headers=headers,
        max_size=None,
        proxy=None,
    ) as opened:
        ask = BackMsg()
        ask.rerun_script.query_string = "area=E08000035"
        await opened.send(ask.SerializeToString())
        came, found = [], ""
        while True:
            data = await asyncio.wait_for(opened.recv(), 30)
            assert isinstance(data, bytes)
            came.append(data)
            message = ForwardMsg.FromString(data)
            if message.WhichOneof("type") == "new_session":
                found = message.new_session.initialize.session_id
            if message.WhichOneof("type") == "script_finished":
                break
        yield opened, found, came


def put(copy: Running, visitor: Visitor, session: str, size: int, chunked: bool = False) -> int:
    """The status for one file of that size, sent as Streamlit's page sends it; 0 when the server hung up."""
    host = urlsplit(copy.address).netloc
    connection = http.client.HTTPConnection(host, timeout=60)
    edge = secrets.token_hex(8)
    head = (
        f'--{edge}\r\nContent-Disposition: form-data; name="f"; filename="a.csv"\r\n'
        "Content-Type: text/csv\r\n\r\n"
    ).encode()
    tail = f"\r\n--{edge}--\r\n".encode()
    token = visitor.cookie("_streamlit_xsrf")
    headers = {
        "Content-Type": f"multipart/form-data; boundary={edge}",
        "Cookie": cookies(visitor),
        "X-Xsrftoken": token.value if token and token.value else "",
    }
    if not chunked:
        headers["Content-Length"] = str(len(head) + size + len(tail))
    piece = bytes(MEGABYTE)
    pieces = [head, *[piece] * (size // MEGABYTE), piece[: size % MEGABYTE], tail]
    try:
        connection.request(
            "PUT",
            f"/_stcore/upload_file/{session}/{secrets.token_hex(8)}",
            iter([p for p in pieces if p]),
            headers,
            encode_chunked=chunked,
        )
        return connection.getresponse().status
    except (ConnectionError, BrokenPipeError):
        with contextlib.suppress(OSError, http.client.HTTPException):
            return connection.getresponse().status
        return 0
    finally:
        connection.close()


def test_twelve_files_of_19_mb_by_a_reader_who_has_no_uploader_are_refused_and_not_held(copy: Running):
    async def tried() -> None:
        mo = browser(copy, "mo")
        async with socket_of(copy, mo) as (_, session, _):
            await asyncio.sleep(1)
            before = resident_megabytes(copy.pid)
            for chunked in (False, True):
                statuses = [await asyncio.to_thread(put, copy, mo, session, BIG, chunked) for _ in range(6)]
                assert set(statuses) <= {404, 0}, statuses
            assert resident_megabytes(copy.pid) - before < 20

    run_apart(tried())


@pytest.mark.parametrize("chunked", [False, True])
def test_somebody_who_may_write_fills_a_session_up_to_its_share_and_no_further(copy: Running, chunked: bool):
    async def tried() -> None:
        dee = browser(copy, "dee")
        async with socket_of(copy, dee) as (_, session, _):
            statuses = [await asyncio.to_thread(put, copy, dee, session, BIG, chunked) for _ in range(4)]
            assert statuses[:2] == [204, 204] and set(statuses[2:]) <= {413, 0}, statuses
            together = await asyncio.gather(
                *[asyncio.to_thread(put, copy, dee, session, BIG, chunked) for _ in range(4)]
            )
            assert set(together) <= {413, 0}, together

    run_apart(tried())


def test_nobody_sends_a_file_into_the_session_of_another(copy: Running):
    async def tried() -> None:
        dee, bea, visitor = browser(copy, "dee"), browser(copy, "bea"), browser(copy)
        async with socket_of(copy, dee) as (_, session, _):
            for other in (bea, visitor):
                assert await asyncio.to_thread(put, copy, other, session, 1000) == 404
            assert await asyncio.to_thread(put, copy, dee, "no-session", 1000) == 404
            assert await asyncio.to_thread(put, copy, dee, session, 1000) == 204

    run_apart(tried())


def test_a_socket_that_names_somebody_elses_session_is_refused_open_or_left(copy: Running):
    async def tried() -> None:
        dee, bea, visitor = browser(copy, "dee"), browser(copy, "bea"), browser(copy)
        async with socket_of(copy, dee) as (_, session, _):
            for other in (bea, visitor, Visitor(copy.address)):
                with pytest.raises(websockets.InvalidStatus) as refused:
                    async with socket_of(copy, other, session):
                        pass
                assert refused.value.response.status_code == 403
        with pytest.raises(websockets.InvalidStatus):
            async with socket_of(copy, bea, session):
                pass
        async with socket_of(copy, dee, session) as (_, again, _):
            assert again == session, "its own browser takes it up again"

    run_apart(tried())


def test_after_signing_out_the_same_browser_gets_a_new_session_and_not_the_old(copy: Running):
    async def tried() -> None:
        dee = browser(copy, "dee")
        async with socket_of(copy, dee) as (_, session, _):
            pass
        for cookie in list(dee.jar):
            if cookie.name.endswith("session"):
                dee.jar.clear(cookie.domain, cookie.path, cookie.name)
        async with socket_of(copy, dee, session) as (_, again, _):
            assert again and again != session

    run_apart(tried())


@pytest.mark.parametrize(
    "frame",
    [b"\xff" * 40, os.urandom(2000), "a text", b"\x12\x02\xff\xff\xff"],
    ids=["ones", "chance", "text", "cut off"],
)
def test_a_malformed_frame_leaves_one_line_and_no_traceback(copy: Running, frame: bytes | str):
    async def tried() -> None:
        async with socket_of(copy, browser(copy)) as (opened, _, _):
            await asyncio.sleep(0.3)
            before = copy.log.read_text().count("\n")
            with contextlib.suppress(websockets.ConnectionClosed):
                await opened.send(frame)
                await asyncio.wait_for(opened.recv(), 2)
            await asyncio.sleep(0.3)
        lines = copy.log.read_text().splitlines()[before:]
        about = [line for line in lines if "connection" not in line.lower() and "accepted" not in line]
        assert len(about) <= 1, lines
        assert "Traceback" not in copy.log.read_text(), "\n".join(lines)

    run_apart(tried())


@pytest.mark.parametrize("who", ["", "dee"])
def test_nothing_that_a_browser_gets_at_first_names_a_path_of_the_machine(copy: Running, who: str):
    async def tried() -> bytes:
        async with socket_of(copy, browser(copy, who)) as (_, _, came):
            return b"\n".join(came)

    sent = run_apart(tried())
    for path in (str(ROOT), str(Path.home()), "site-packages", os.path.dirname(os.__file__)):
        assert path.encode() not in sent, path


def test_the_token_against_forged_requests_is_secure_where_people_come_by_https(tmp_path: Path):
    records = tmp_path / "records.sqlite"
    peopled(records)
    named = "https:" + "//curve.example.org"
    with server(
        "app.py",
        "/health",
        C4EO_MODE="shared",
        C4EO_SECRET=SECRET,
        C4EO_RECORDS=str(records),
        C4EO_ADDRESS=named,
    ) as (
        address,
        *_,
    ):
        answer = Visitor(address).ask("/_stcore/health", Host="curve.example.org")
        found = [h for h in answer.headers.get_all("Set-Cookie", []) if h.startswith("_streamlit_xsrf=")]
        assert found and all("; Secure" in h for h in found)


def test_over_plain_http_on_this_machine_the_token_is_taken_by_the_browser(copy: Running):
    assert browser(copy).cookie("_streamlit_xsrf") is not None


def test_a_personal_copy_holds_no_more_than_a_sessions_share_either(tmp_path: Path):
    with running(tmp_path, "personal") as copy:
        visitor = browser(copy)

        async def tried() -> None:
            async with socket_of(copy, visitor) as (_, session, _):
                statuses = [await asyncio.to_thread(put, copy, visitor, session, BIG) for _ in range(3)]
                assert statuses[:2] == [204, 204] and statuses[2] in (413, 0), statuses

        run_apart(tried())
        time.sleep(0.1)


def test_a_browser_whose_connection_drops_takes_up_its_own_page_again(page: Page, copy: Running):
    """Streamlit's page names its session in the third place of the protocols; both sockets are looked at."""
    page.context.clear_cookies()
    page.add_init_script(
        "window.opened = []; const Plain = window.WebSocket; window.WebSocket = class extends Plain {"
        "constructor(a, p) { super(a, p); window.opened.push([this, [].concat(p || []).length]); } };"
    )
    page.goto(f"{copy.address}/headline-curves?area=E08000035")
    still(page)
    text = page.locator("body").inner_text()
    page.evaluate("window.opened.at(-1)[0].close()")
    page.wait_for_function("() => window.opened.length > 1 && window.opened.at(-1)[0].readyState === 1")
    still(page)
    assert page.evaluate("window.opened.at(-1)[1]") == 3, "the session was named"
    assert page.locator("body").inner_text() == text
    assert "refused" not in copy.log.read_text().rsplit("\n", 3)[-1]
