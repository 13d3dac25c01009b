"""Shared mode as a browser and as an attacker meet it: a real server, real cookies, a real database."""

import http.client
import re
import time
import zipfile
from io import BytesIO
from statistics import median
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from bench.servers import free_port, server
from pages.navigation.page_list import PAGES
from tests.browser.shared import CANARY, GOOD, GUARDED, Visitor, sent_to, shared_server, shows_figures
from tests.browser.waits import still

ORGANISATION = ("/organisation", "/auth/login", "/auth/logout", "/oauth2callback")


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    with shared_server(tmp_path_factory.mktemp("shared")) as running:
        yield running


@pytest.fixture
def visitor(shared):
    return Visitor(shared.address)


def signed_in(page, shared, who: str, path: str) -> None:
    page.context.clear_cookies()
    page.goto(f"{shared.address}/{path}")
    still(page)
    page.get_by_role("main").get_by_role("link", name="Sign in").last.click()
    page.get_by_label("E-mail").fill(f"{who}@example.org")
    page.get_by_label("Password").fill(GOOD)
    page.get_by_role("button", name="Sign in").click()
    still(page)


@pytest.mark.parametrize("path", GUARDED)
def test_the_first_hit_on_a_fresh_shared_server_asks_a_visitor_to_sign_in(shared, tmp_path, path):
    with shared_server(tmp_path, shared.records) as fresh:
        sent = sent_to(fresh.address, path, f"trust={shared.leeds}&workshop={shared.workshop}")
        assert b"Please sign in" in sent and not shows_figures(sent)
        assert CANARY.encode() not in sent and b"Leeds Children" not in sent


def test_a_visitor_is_asked_in_words_to_sign_in(page, shared, tmp_path):
    with shared_server(tmp_path, shared.records) as fresh:
        page.context.clear_cookies()
        page.goto(f"{fresh.address}/turning-the-curve?trust={shared.leeds}&workshop={shared.workshop}")
        still(page)
        expect(page.get_by_role("heading", name="Please sign in")).to_be_visible()
        text = page.locator("body").inner_text()
        assert (
            CANARY not in text
            and "Leeds Children" not in text
            and page.locator(".vega-embed, table").count() == 0
        )


def test_a_deep_link_survives_signing_in_and_the_session_survives_f5(page, shared):
    signed_in(page, shared, "dee", "compare?area=E09000007")
    for _ in range(2):
        assert urlsplit(page.url).path == "/compare" and "area=E09000007" in page.url
        expect(page.get_by_text("Dee, director")).to_be_visible()
        expect(page.get_by_role("heading", name="Please sign in")).not_to_be_visible()
        page.reload()
        still(page)
    assert page.evaluate("document.cookie").find("session") == -1, "no script can read it"


def test_signing_out_in_one_tab_closes_the_other_at_its_next_click(page, shared):
    signed_in(page, shared, "dee", f"turning-the-curve?area=E08000035&workshop={shared.workshop}")
    assert CANARY in page.locator("body").inner_text()
    tab = page.context.request  # another tab: the same cookies
    word = re.search(r'name="form" value="(\w+)"', tab.get(f"{shared.address}/sign-out").text())[1]
    assert tab.post(f"{shared.address}/sign-out", form={"form": word, "do": "here"}).ok
    page.get_by_text("Projector view").click()
    page.get_by_role("heading", name="Please sign in").wait_for(timeout=15000)
    assert CANARY not in page.locator("body").inner_text()


def test_the_door_is_readable_without_a_mouse_and_without_fault(page, shared):
    from axe_playwright_python.sync_playwright import Axe

    page.context.clear_cookies()
    for path in ("sign-in", "invitation/none"):
        page.goto(f"{shared.address}/{path}")
        found = Axe().run(page).response["violations"]
        assert not found, [v["id"] for v in found]
    page.goto(f"{shared.address}/sign-in")
    page.wait_for_function(
        "document.activeElement.name === 'email'"
    )  # the first field takes the keyboard by itself
    page.keyboard.type("nobody@example.org")
    page.keyboard.press("Tab")
    page.keyboard.type("some words")
    page.keyboard.press("Enter")
    page.get_by_role("alert").wait_for()
    assert (
        page.get_by_label("E-mail").input_value() == "nobody@example.org"
        and page.get_by_label("Password").input_value() == ""
    )


def test_people_are_looked_after_on_their_page(page, shared):
    signed_in(page, shared, "ada", "people")
    page.get_by_text("Invite somebody").click()
    page.get_by_label("Name", exact=True).first.fill("<b>Łukasz</b> O'Neil")
    page.get_by_label("E-mail", exact=True).first.fill("lukasz@example.org")
    page.keyboard.press("Tab")
    still(page, 600)  # leaving the field draws the form anew, and would close a list just opened
    page.get_by_role("combobox", name="Role").first.click()
    page.get_by_role("option", name="Specialist").click()
    page.get_by_role("button", name="Make the invitation").click()
    link = page.locator("code").inner_text(timeout=15000)
    guest = Visitor(shared.address)
    path = urlsplit(link).path
    fields = {
        "form": guest.form(path),
        "name": "Łukasz O'Neil",
        "password": "violet harbour kettle",
        "again": "violet harbour kettle",
    }
    assert guest.ask(path, fields).status == 303 and guest.cookie("session")
    assert guest.ask(path).status == 410
    page.get_by_role("button", name="I have copied it").click()
    page.locator("code").wait_for(state="detached", timeout=15000)
    still(page)
    assert page.locator("code").count() == 0 and page.get_by_role("cell", name="specialist").count() >= 1
    assert page.get_by_role("heading", name="This page is not open to you").count() == 0
    page.goto(f"{shared.address}/report-card")
    still(page)
    assert page.get_by_role("heading", name="This page is not open to you").is_visible()


def test_a_cookie_is_closed_to_scripts_and_dead_after_signing_out(visitor, shared):
    answer = visitor.sign_in("dee@example.org")
    sent = next(v for v in answer.headers.get_all("set-cookie") if "session" in v)
    assert (
        answer.status == 303
        and "HttpOnly" in sent
        and "SameSite=lax" in sent
        and "Path=/" in sent
        and "expires" not in sent.lower()
    )
    pack = f"/pack/{shared.leeds}.zip"
    assert visitor.ask(pack).status == 200
    stolen = visitor.cookie("session").value
    visitor.ask("/sign-out", {"form": visitor.form("/sign-out"), "do": "here"})
    for value in (stolen, stolen[:-1], stolen + "A", "", "x" * 43, "null"):
        assert Visitor(shared.address).ask(pack, Cookie=f"c4eo-session={value}").status == 403, (
            "replayed or forged"
        )


def test_signing_out_everywhere_ends_every_session(shared):
    one, two = Visitor(shared.address), Visitor(shared.address)
    one.sign_in("sam@example.org"), two.sign_in("sam@example.org")
    assert two.ask(f"/pack/{shared.bath}.zip").status == 200
    one.ask("/sign-out", {"form": one.form("/sign-out"), "do": "everywhere"})
    assert two.ask(f"/pack/{shared.bath}.zip").status == 403


def test_signing_in_makes_a_new_session_whatever_cookie_came_along(visitor):
    visitor.ask("/sign-in", Cookie="c4eo-session=chosen-by-somebody-else")
    visitor.sign_in("dee@example.org")
    first = visitor.cookie("session").value
    assert visitor.ask("/sign-in").status == 303
    assert first != "chosen-by-somebody-else"


def test_a_form_that_is_not_ours_does_nothing(visitor, shared):
    word = visitor.form("/sign-in")
    right = {"form": word, "email": "dee@example.org", "password": GOOD}
    elsewhere = "https:" + "//evil.example"
    forged = [
        (visitor, right | {"form": ""}, {}),
        (visitor, right | {"form": "0" * 64}, {}),
        (visitor, right, {"Origin": elsewhere}),
        (visitor, right, {"Origin": "null"}),
        (visitor, right, {"Sec_Fetch_Site": "cross-site"}),
        (Visitor(shared.address), right, {}),
        (visitor, right | {"form": word[::-1]}, {}),
    ]
    for who, fields, headers in forged:
        answer = who.ask("/sign-in", fields, **headers)
        assert answer.status == 403 and not who.cookie("session")
    assert visitor.ask("/sign-in", right, Origin=shared.address, Sec_Fetch_Site="same-origin").status == 303
    inside = visitor.form("/sign-out")
    assert visitor.ask("/sign-out", {"form": word, "do": "everywhere"}).status == 403, (
        "a form of the sign-in does not sign out"
    )
    assert visitor.ask("/sign-out", {"form": inside, "do": "everywhere"}, Origin=elsewhere).status == 403
    assert visitor.ask(f"/pack/{shared.leeds}.zip").status == 200, "still signed in"
    assert visitor.ask("/sign-in", right | {"password": "x" * 20_000}).status == 413


@pytest.mark.parametrize(
    "to",
    [
        "//evil.example",
        "https:" + "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/%0d%0aX: y",
        "javascript:alert(1)",
        "/\t/evil.example",
        "/a//evil.example",
        "evil.example",
        "",
        "/" + "x" * 5000,
        "/é",
        "//evil.example/..//",
        "/.//evil.example",
    ],
)
def test_after_signing_in_nobody_is_sent_to_another_site(visitor, shared, to):
    where = visitor.sign_in("bea@example.org", to=to).headers["location"]
    parts = urlsplit(where)
    assert (
        where.startswith("/")
        and not where.startswith("//")
        and not parts.netloc
        and "evil" not in parts.path.split("/")[1:2]
    )
    assert "\\" not in where and "\n" not in where


def test_whoever_is_unknown_hears_and_waits_the_same(shared):
    """Medians of four tries each, in turn; hashing takes far longer than the rest."""
    taken, bodies = {"bea@example.org": [], "nobody@example.org": []}, set()
    for _ in range(4):
        for email, times in taken.items():
            visitor = Visitor(shared.address)
            word = visitor.form("/sign-in")
            start = time.perf_counter()
            answer = visitor.ask(
                "/sign-in", {"form": word, "email": email, "password": "not the right words"}
            )
            times.append(time.perf_counter() - start)
            assert answer.status == 401
            bodies.add(answer.body.decode().replace(email, "").split("<main>")[1].split('name="form"')[0])
    known, unknown = (median(times) for times in taken.values())
    assert len(bodies) == 1 and 0.6 < known / unknown < 1.7


def test_files_of_a_trust_leave_to_its_own_people_only(shared):
    addresses = [f"/pack/{shared.leeds}.zip", f"/trust-files/{shared.workshop}.html?trust={shared.leeds}"]
    for who, status in (("", 403), ("ada", 403), ("bea", 403), ("mo", 403), ("dee", 200), ("sam", 200)):
        visitor = Visitor(shared.address)
        if who:
            visitor.sign_in(f"{who}@example.org")
        for address in addresses:
            answer = visitor.ask(address)
            assert answer.status == status, (who, address, answer.body[:200])
            assert answer.headers["cache-control"] == "private, no-store"
            assert status == 200 or CANARY.encode() not in answer.body
    packed = zipfile.ZipFile(BytesIO(visitor.ask(addresses[0]).body))
    assert CANARY in packed.read("records.json").decode() and "sha256sum" in packed.read("about.txt").decode()


def test_every_answer_carries_the_headers(visitor, shared):
    for path in (
        "/",
        "/health",
        "/sign-in",
        "/compare",
        "/nowhere/at/all",
        "/_stcore/metrics",
        "/_stcore/health",
        f"/pack/{shared.leeds}.zip",
        "/media/x.png",
        "/invitation/none",
        "/password",
        "/files/curve.csv",
    ):
        answer = visitor.ask(path)
        for name in (
            "content-security-policy",
            "x-content-type-options",
            "x-frame-options",
            "referrer-policy",
            "permissions-policy",
        ):
            assert len(answer.headers.get_all(name) or []) == 1, (path, answer.status, name)
        assert (
            "unsafe-eval" not in answer.headers["content-security-policy"]
            and " ws: " not in answer.headers["content-security-policy"]
        )


def handshake(shared, **headers: str) -> int:
    parts = urlsplit(shared.address)
    line = http.client.HTTPConnection(parts.hostname, parts.port, timeout=10)
    key = {
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
    }
    line.request("GET", "/_stcore/stream", headers=key | {"Host": parts.netloc} | headers)
    status = line.getresponse().status
    line.close()
    return status


def test_a_socket_opens_from_our_own_pages_only(shared):
    assert handshake(shared, Origin=shared.address) == 101
    elsewhere = "https:" + "//evil.example"
    for wrong in (
        {},
        {"Origin": elsewhere},
        {"Origin": "null"},
        {"Origin": shared.address + "0"},
        {"Origin": elsewhere, "Host": "evil.example"},
    ):
        assert handshake(shared, **wrong) == 403, wrong


def test_a_name_that_is_not_ours_gets_nothing_but_the_health(visitor):
    for path, status in (
        ("/", 421),
        ("/sign-in", 421),
        ("/health", 200),
        ("/_stcore/health", 200),
        ("/_stcore/host-config", 421),
    ):
        assert visitor.ask(path, Host="evil.example").status == status, path


def test_nobody_sends_files_without_a_session(visitor, shared):
    path = "/_stcore/upload_file/some-session/some-file"
    assert visitor.ask(path, {}, method="PUT").status == 404
    visitor.sign_in("dee@example.org")
    assert visitor.ask(path, {}, method="PUT").status == 404, "nor into a session that is not theirs"
    for closed in ("/_stcore/metrics", "/_stcore/agent/openapi.json"):
        assert visitor.ask(closed).status == 404


def test_without_an_organisations_sign_in_nothing_of_it_is_there(visitor):
    for path in ORGANISATION:
        assert visitor.ask(f"{path}?state=x&code=y&provider=z").status == 404, path
    assert b"organisation" not in visitor.ask("/sign-in").body


@pytest.mark.parametrize("mode", ["personal", "public"])
def test_without_shared_mode_there_is_no_door(mode, tmp_path):
    with server("app.py", "/health", C4EO_MODE=mode, C4EO_RECORDS=str(tmp_path / "r.sqlite")) as (
        address,
        _,
        _,
    ):
        visitor = Visitor(address)
        for path in ("/sign-in", "/sign-out", "/password", "/invitation/x", *ORGANISATION):
            assert visitor.ask(path).status == 404
        assert visitor.ask("/sign-in", {"email": "a", "password": "b"}).status == 404
        if mode == "personal":
            named = visitor.ask("/pack/none.zip", Host="evil.example")
            assert named.status == 421 and visitor.ask("/pack/none.zip").status == 404
        else:
            assert (
                visitor.ask("/pack/none.zip").status == 403
                and visitor.ask("/_stcore/upload_file/a/b", {}, method="PUT").status == 404
            )


def test_a_public_copy_opens_no_records_though_they_lie_beside_it(tmp_path, shared):
    """Python itself reports every file that is opened; a personal copy shows that the report works."""
    records, report = tmp_path / "canary.sqlite", tmp_path / "opened.txt"
    records.write_bytes(shared.records.read_bytes())
    records.chmod(0)
    (tmp_path / "sitecustomize.py").write_text(
        f"import os, sys\nout = os.open({str(report)!r}, os.O_WRONLY | os.O_CREAT | os.O_APPEND)\ndef"
        " hook(event, args):\n    if event in ('open', 'os.open', 'sqlite3.connect', 'os.chmod',"
        " 'os.rename') and args and 'canary.sqlite' in str(args[0]):\n        os.write(out, (event +"
        " '\\n').encode())\nsys.addaudithook(hook)\n"
    )
    before = records.stat()
    for mode, opens in (("public", False), ("personal", True)):
        with server(
            "app.py", "/health", C4EO_MODE=mode, C4EO_RECORDS=str(records), PYTHONPATH=str(tmp_path)
        ) as (address, _, _):
            for _, _, _, path, _ in PAGES if mode == "public" else PAGES[6:7]:
                sent = sent_to(
                    address, "" if path == "headline-curves" else path, f"area=E08000035&trust={shared.leeds}"
                )
                assert opens or CANARY.encode() not in sent
            Visitor(address).ask(f"/trust-files/{shared.workshop}.html?trust={shared.leeds}")
            assert bool(report.read_text()) == opens, mode
        if not opens:
            after = records.stat()
            assert (after.st_mtime_ns, after.st_ino, after.st_mode) == (
                before.st_mtime_ns,
                before.st_ino,
                before.st_mode,
            )
            assert not list(tmp_path.glob("canary.sqlite-*"))


def test_a_shared_server_without_a_secret_never_answers():
    """However it is started."""
    with (
        pytest.raises(RuntimeError),
        server(
            "app.py",
            "/health",
            port=free_port(),
            C4EO_MODE="shared",
            C4EO_SECRET="",
            C4EO_ADDRESS="https:" + "//curve.example.org",
        ),
    ):
        pass
