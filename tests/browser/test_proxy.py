"""Behind a real nginx with HTTPS, set up exactly as the manual says."""

import http.client
import os
import re
import shutil
import signal
import sqlite3
import ssl
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from bench.browser import READY
from bench.servers import free_port
from c4eo_core.folders import ROOT
from tests.browser.provider import as_named_to, provider
from tests.browser.shared import GOOD, SECRET, Visitor, path_of, peopled

MANUAL = ROOT / "c4eo_core" / "docs" / "shared-mode.md"


@dataclass(frozen=True)
class Site:
    address: str
    context: ssl.SSLContext
    leeds: str
    records: Path
    log: Path
    redirects: int


def settings_for(folder: Path, app: int, https: int, plain: int) -> str:
    """The manual's own file, with this machine's ports, names and folders in place of the example's."""
    (told,) = re.findall(r"```nginx\n(.*?)```", MANUAL.read_text(encoding="utf-8"), re.DOTALL)
    for old, new in (
        ("127.0.0.1:8501", f"127.0.0.1:{app}"),
        ("listen 80 default_server;", f"listen 127.0.0.1:{plain} default_server;"),
        ("listen 80;", f"listen 127.0.0.1:{plain};"),
        ("listen 443 ssl;", f"listen 127.0.0.1:{https} ssl;"),
        ("curve.example.org", "localhost"),
        ("/etc/ssl/curve.pem", f"{folder}/curve.pem"),
        ("/etc/ssl/curve.key", f"{folder}/curve.key"),
        ("/var/log/nginx/c4eo.log", f"{folder}/access.log"),
        ("https://localhost$request_uri", f"https://localhost:{https}$request_uri"),
    ):
        assert old in told, old
        told = told.replace(old, new)
    temporary = "".join(
        f"{kind}_temp_path {folder}/{kind};\n"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    user = "user root;\n" if os.geteuid() == 0 else ""
    return (
        f"{user}daemon off;\npid {folder}/pid;\nerror_log {folder}/error.log;\nevents {{}}\nhttp"
        f" {{\n{temporary}{told}}}\n"
    )


@pytest.fixture(scope="module")
def idp():
    with provider() as running:
        yield running


@pytest.fixture(scope="module")
def site(tmp_path_factory, idp):
    nginx = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if nginx is None:
        pytest.fail("nginx is not installed; `make test` installs Debian's package.")
    folder, (app, https, plain) = tmp_path_factory.mktemp("proxy"), (free_port(), free_port(), free_port())
    leeds, _, _ = peopled(folder / "records.sqlite")
    certificate = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "2",
        "-subj",
        "/CN=localhost",
    ]
    names = [
        "-addext",
        "subjectAltName=DNS:localhost",
        "-keyout",
        f"{folder}/curve.key",
        "-out",
        f"{folder}/curve.pem",
    ]
    subprocess.run([*certificate, *names], check=True, capture_output=True, timeout=60)
    (folder / "nginx.conf").write_text(settings_for(folder, app, https, plain))
    address = f"https://localhost:{https}"
    command = [
        sys.executable,
        "-m",
        "c4eo_core.cli.main",
        "run",
        "--mode",
        "shared",
        "--port",
        str(app),
        "--address",
        address,
    ]
    environment = {
        **os.environ,
        "C4EO_SECRET": SECRET,
        "C4EO_RECORDS": str(folder / "records.sqlite"),
        **as_named_to(idp),
    }
    idp.callback = f"{address}/oauth2callback"
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "start_new_session": True}
    started = [
        subprocess.Popen(command, cwd=ROOT, env=environment, **quiet),
        subprocess.Popen([nginx, "-p", str(folder), "-c", str(folder / "nginx.conf")], **quiet),
    ]
    context = ssl.create_default_context(cafile=str(folder / "curve.pem"))
    try:
        wait_for(address, context)
        yield Site(address, context, leeds, folder / "records.sqlite", folder / "access.log", plain)
    finally:
        for process in started:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait(timeout=20)


def wait_for(address: str, context: ssl.SSLContext) -> None:
    end = time.monotonic() + 90
    while time.monotonic() < end:
        try:
            if Visitor(address, context).ask("/health").status == 200:
                return
        except OSError:
            pass
        time.sleep(0.1)
    raise RuntimeError("the server behind the proxy did not answer")


def test_the_cookie_is_for_this_host_over_https_only(site):
    visitor = Visitor(site.address, site.context)
    answer = visitor.sign_in("dee@example.org", Origin=site.address)
    sent = answer.headers.get_all("set-cookie")
    assert answer.status == 303 and len(sent) >= 2
    for cookie in sent:
        assert (
            cookie.startswith("__Host-c4eo-")
            and "Secure" in cookie
            and "HttpOnly" in cookie
            and "Domain" not in cookie
        )
    assert visitor.ask(f"/pack/{site.leeds}.zip").status == 200
    assert Visitor(site.address, site.context).ask(f"/pack/{site.leeds}.zip").status == 403


def test_an_organisations_sign_in_comes_back_over_https_and_leaves_no_cookie_readable_on_the_way(site, idp):
    idp.will_say("dee@example.org")
    visitor, sent = Visitor(site.address, site.context), []
    to, answer = "/organisation?next=%2Fcompare", None
    while to != "/compare":
        answer = visitor.ask(to)
        sent += answer.headers.get_all("set-cookie") or []
        to = answer.headers["location"]
        if to.startswith(idp.address):
            to = Visitor(idp.address).ask(path_of(to)).headers["location"]
            assert to.startswith(f"{site.address}/oauth2callback?")
        to = path_of(to)
    ours = [cookie for cookie in sent if "c4eo-" in cookie]
    assert (
        len(ours) >= 3
        and all(c.startswith("__Host-c4eo-") for c in ours)
        and not [c for c in sent if c.startswith("_streamlit_user")]
    )
    assert all("secure" in c.lower() and "httponly" in c.lower() for c in sent)
    assert visitor.ask(f"/pack/{site.leeds}.zip").status == 200


def test_headers_arrive_once_and_the_inside_stays_inside(site):
    visitor = Visitor(site.address, site.context)
    for path in ("/", "/sign-in", "/nowhere", "/health"):
        headers = visitor.ask(path).headers
        for name in (
            "content-security-policy",
            "strict-transport-security",
            "x-content-type-options",
            "x-frame-options",
        ):
            assert len(headers.get_all(name) or []) == 1, (path, name)
    assert "wss://localhost" in visitor.ask("/headline-curves").headers["content-security-policy"]
    assert visitor.ask("/_stcore/metrics").status == 404 and visitor.ask("/_stcore/agent/mcp").status == 404
    assert visitor.ask("/", Host="evil.example").status == 421
    plain = Visitor(f"http://localhost:{site.redirects}".replace("localhost", "127.0.0.1")).ask(
        "/compare?area=E09000007", Host="localhost"
    )
    assert plain.status == 301 and plain.headers["location"] == f"{site.address}/compare?area=E09000007"
    with pytest.raises(http.client.RemoteDisconnected):
        Visitor(f"http://127.0.0.1:{site.redirects}").ask("/", Host="evil.example")


def test_a_visitor_cannot_invent_the_address_tries_are_counted_under(site):
    """Each try names another address and another person: they are counted as one visitor's all the same."""
    visitor = Visitor(site.address, site.context)
    word = visitor.form("/sign-in")
    for n in range(5):
        fields = {"form": word, "email": f"{n}@example.org", "password": "not the right words"}
        assert (
            visitor.ask(
                "/sign-in", fields, X_Forwarded_For=f"198.51.100.{n}", Forwarded=f"for=198.51.100.{n}"
            ).status
            == 401
        )
    with sqlite3.connect(site.records) as connection:
        counts = sorted(row[0] for row in connection.execute("SELECT count FROM tries WHERE count > 0"))
    connection.close()
    assert counts[-1] >= 5 and counts.count(1) >= 5 and len([c for c in counts if c > 1]) == 1


def test_the_log_of_the_proxy_holds_no_choice_and_no_invitation(site):
    visitor = Visitor(site.address, site.context)
    visitor.ask("/compare?area=E09000007"), visitor.ask("/invitation/a-secret-word")
    time.sleep(0.3)
    log = site.log.read_text()
    assert "GET /compare" in log and "E09000007" not in log and "a-secret-word" not in log


def test_a_whole_visit_works_through_the_proxy(site, browser_page):
    page = browser_page.context.browser.new_page(ignore_https_errors=True)
    complaints = []
    page.on(
        "console", lambda m: complaints.append(m.text) if m.type == "error" and "404" not in m.text else None
    )
    page.goto(f"{site.address}/compare?area=E09000007")
    page.wait_for_selector(READY, timeout=60000)
    page.get_by_role("main").get_by_role("link", name="Sign in").last.click()
    page.get_by_label("E-mail").fill("sam@example.org")
    page.get_by_label("Password").fill(GOOD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_text("Sam, specialist").wait_for(timeout=60000)
    assert "/compare" in page.url and "area=E09000007" in page.url and not complaints
    page.close()
