"""What somebody typed goes straight back to them as a file: from their own page only, kept nowhere, in no
address.
"""

import asyncio
from urllib.parse import urlencode

import pytest
from starlette.applications import Starlette

from c4eo_core.accounts.permissions import LOCAL, VISITOR
from c4eo_core.database.errors import CannotOpen
from pages.downloads.typed_by_reader import button_html, own_files_route
from pages.session import reader

HERE = "localhost:8501"


def ask(
    ending: str = "csv",
    origin: str = f"http://{HERE}",
    method: str = "POST",
    body: bytes | None = None,
    **fields: str,
):
    sent = body if body is not None else urlencode(fields).encode()
    headers = [(b"host", HERE.encode()), *([(b"origin", origin.encode())] if origin else [])]
    scope = {
        "type": "http",
        "method": method,
        "path": f"/own-file.{ending}",
        "query_string": b"",
        "headers": headers,
        "root_path": "",
    }
    said, parts = [], [sent[i : i + 50_000] for i in range(0, len(sent), 50_000)] or [b""]

    async def receive():
        part = parts.pop(0)
        return {"type": "http.request", "body": part, "more_body": bool(parts)}

    async def send(message):
        said.append(message)

    asyncio.run(Starlette(routes=[own_files_route])(scope, receive, send))
    return said[0]["status"], dict(said[0]["headers"]), b"".join(m.get("body", b"") for m in said[1:])


@pytest.fixture(autouse=True)
def personal(monkeypatch):
    monkeypatch.setenv("C4EO_MODE", "personal")


def test_the_text_comes_back_as_a_file_that_nobody_keeps():
    status, headers, body = ask(stem="what-if-x", figures="\ufeffa,b\r\n1,é ✓\r\n")
    assert (status, body) == (200, "\ufeffa,b\r\n1,é ✓\r\n".encode())
    assert (
        headers[b"content-disposition"] == b'attachment; filename="what-if-x.csv"'
        and b"no-store" in headers[b"cache-control"]
    )
    assert ask("yaml", stem="x", figures="area: Leeds")[1][b"content-type"].startswith(b"application/yaml")


@pytest.mark.parametrize(
    "origin", ["", "null", "https://evil.example", f"http://{HERE}.evil.example", "http://localhost:9999"]
)
def test_another_site_cannot_make_a_reader_save_a_file_from_here(origin):
    assert ask(origin=origin, stem="x", figures="y")[0] == 404


def test_a_name_cannot_leave_the_header_and_only_known_forms_are_made():
    assert (
        ask(stem='"\r\nX-Evil: 1/../..', figures="y")[1][b"content-disposition"]
        == b'attachment; filename="-vil1.csv"'
    )
    assert ask(stem="", figures="y")[1][b"content-disposition"] == b'attachment; filename="file.csv"'
    assert ask("html", stem="x", figures="<script>")[0] == 404 and ask(method="GET")[0] == 405


def test_what_is_too_long_or_no_form_at_all_is_refused_or_empty():
    assert ask(stem="x", figures="y" * 300_000)[0] == 413
    assert ask(body=b"\xff\xfe" * 100)[0] == 200


def test_in_shared_mode_only_somebody_signed_in_and_in_public_nobody(monkeypatch):
    for mode, who, expected in (("shared", VISITOR, 403), ("shared", LOCAL, 200), ("public", LOCAL, 403)):
        monkeypatch.setenv("C4EO_MODE", mode)
        monkeypatch.setattr(reader, "actor_of", lambda _request, who=who: who)
        assert ask(stem="x", figures="y")[0] == expected, (mode, who)

    def broken(_request):
        raise CannotOpen("no")

    monkeypatch.setenv("C4EO_MODE", "shared")
    monkeypatch.setattr(reader, "actor_of", broken)
    assert ask(stem="x", figures="y")[0] == 403


def test_the_button_carries_what_was_typed_as_text():
    html = button_html("Figures", "s", "csv", 'a"><script>alert(1)</script>')
    assert "<script>" not in html and "&#34;&gt;&lt;script&gt;" in html


def test_no_page_gives_what_somebody_typed_to_an_open_address():
    """Streamlit's own button serves from an address open to whoever has it: only what is the same for
    everybody may use it.
    """
    from c4eo_core.folders import ROOT

    users = {
        p.name for p in (ROOT / "pages").rglob("*.py") if "download_button(" in p.read_text(encoding="utf-8")
    }
    # An empty template, and the sheets of an authority's schools, which are made of published figures only.
    assert users <= {"own_services.py", "next_steps.py"}, users
