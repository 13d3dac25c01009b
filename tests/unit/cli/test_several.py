"""Several copies are refused with a reason where they cannot run, and nginx is told where they are."""

import re

import pytest

from c4eo_core.cli import several
from pages.server.light_pages import light_routes

POSTGRES = {"C4EO_DATABASE_URL": "postgresql://c4eo@localhost/c4eo"}


@pytest.mark.parametrize(
    ("mode", "processes", "environment", "words"),
    [
        ("public", 0, {}, "give 1 to 64"),
        ("public", 65, {}, "give 1 to 64"),
        ("personal", 2, {}, "one person"),
        ("shared", 2, {}, "PostgreSQL"),
        ("shared", 2, {"C4EO_DATABASE_URL": "sqlite:///x"}, "PostgreSQL"),
    ],
)
def test_what_cannot_run_is_refused_with_what_to_do(mode, processes, environment, words):
    with pytest.raises(several.CannotStart, match=words):
        several.check(mode, processes, environment)


def test_without_nginx_it_is_named(monkeypatch):
    monkeypatch.setattr(several, "_nginx", lambda: None)
    several.check("public", 1, {})
    with pytest.raises(several.CannotStart, match="apt-get install nginx-light"):
        several.check("shared", 2, POSTGRES)


def test_nginx_is_told_each_copy_and_whom_to_believe(tmp_path):
    told = several.settings_of_nginx(
        tmp_path, [9001, 9002], "0.0.0.0", 80, {"C4EO_PROXIES": "10.0.0.5, 10.0.1.0/24"}
    )
    assert told.count("server 127.0.0.1:9001") == told.count("server 127.0.0.1:9002") == 2
    assert "set_real_ip_from 10.0.0.5; set_real_ip_from 10.0.1.0/24;" in told and "listen 0.0.0.0:80;" in told
    assert "listen [::]:80;" in several.settings_of_nginx(tmp_path, [1], "::", 80, {})


def test_every_plain_page_goes_to_whichever_copy_is_free():
    """The list stands in the server too, which the command line may not import."""
    plain = re.compile(f"({several._PLAIN})")
    for route in light_routes:
        path = route.path.replace("{rest:path}", "x").replace("{page:str}", "words")
        assert plain.match(path) or path == "/compare", path
    for path in ("/_stcore/stream", "/media/x.png", "/headline-curves", "/sign-in", "/placeholder"):
        assert not plain.match(path), path


def test_a_copy_that_keeps_ending_waits_longer_each_time(monkeypatch):
    started, now = [], [1000.0]
    monkeypatch.setattr(several, "_start", lambda *_: started.append(now[0]))
    monkeypatch.setattr(several.time, "monotonic", lambda: now[0])
    copy = several._Copy(1, None)
    for _ in range(40):
        several._started_again([], copy, {})
        now[0] += 1
    waits = [b - a for a, b in zip(started, started[1:], strict=False)]
    assert started[0] == 1000.0 and waits == sorted(waits) and waits[-1] >= 8
