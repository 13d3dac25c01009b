"""Accounts on a terminal, and how a shared copy is started."""

import json

import pytest

from c4eo_core.accounts.permissions import ADMINISTRATOR, LOCAL, Actor
from c4eo_core.cli import main, running
from c4eo_core.records.open_database import open_database

BOSS = Actor("boss", "Boss", ADMINISTRATOR)
SECRET = "Zk3vQ9xT7mB2wL8rN5yH1cJ6dF4gS0pA-uE"
SITE = "https:" + "//curve.example.org"
OIDC = {
    "C4EO_OIDC_METADATA": "https:" + "//idp.example.org/.well-known/openid-configuration",
    "C4EO_OIDC_CLIENT": "curve",
    "C4EO_OIDC_SECRET": "pV7q-2kXz9.mR4tLw8~yB1nC6hJ",
}


@pytest.fixture(autouse=True)
def records(tmp_path, monkeypatch):
    monkeypatch.setenv("C4EO_RECORDS", str(tmp_path / "r.sqlite"))
    for name in ("C4EO_DATABASE_URL", "C4EO_SECRET", "C4EO_ADDRESS", "C4EO_PROXIES", *OIDC, "C4EO_PASSWORDS"):
        monkeypatch.delenv(name, raising=False)
    opened = open_database()
    opened.records.add_trust(LOCAL, "Leeds Children's Trust", "E08000035")
    yield opened
    opened.close()


def run(capsys, *words: str) -> tuple[int, str, str]:
    code = main.main(list(words))
    said = capsys.readouterr()
    return code, said.out, said.err


def test_the_first_administrator_gets_a_link_that_works(capsys, records):
    code, out, _ = run(
        capsys,
        "users",
        "add",
        "--name",
        "Ada",
        "--email",
        "ada@example.org",
        "--role",
        "administrator",
        "--address",
        SITE,
    )
    link = out.splitlines()[0]
    assert code == 0 and link.startswith(f"{SITE}/invitation/")
    assert records.accounts.invited(link.rsplit("/", 1)[1]).role == "administrator"
    _, again, _ = run(capsys, "users", "list")
    assert link.rsplit("/", 1)[1] not in again and "invited" in again


def test_accounts_are_added_changed_closed_opened_and_removed(capsys, records):
    for name, *more in (("ada", "administrator"), ("dee", "director", "--trust", "leeds children's trust")):
        assert (
            run(capsys, "users", "add", "--name", name, "--email", f"{name}@example.org", "--role", *more)[0]
            == 0
        )

    def listed() -> dict[str, dict]:
        return {p["name"]: p for p in json.loads(run(capsys, "users", "list", "--json")[1])}

    assert listed()["dee"]["trusts"] == ["Leeds Children's Trust"] and listed()["dee"]["state"] == "invited"
    run(capsys, "users", "change", "--email", "DEE@example.org", "--role", "member")
    assert listed()["dee"]["role"] == "member" and listed()["dee"]["trusts"] == ["Leeds Children's Trust"]
    run(capsys, "users", "close", "--email", "dee@example.org")
    assert listed()["dee"]["state"] == "closed"
    run(capsys, "users", "open", "--email", "dee@example.org")
    link = json.loads(run(capsys, "users", "reset", "--email", "dee@example.org", "--json")[1])["link"]
    assert records.accounts.invited(link.rsplit("/", 1)[1]).name == "dee"
    run(capsys, "users", "sign-out", "--email", "dee@example.org")
    run(capsys, "users", "remove", "--email", "dee@example.org")
    assert list(listed()) == ["ada"]
    words = [line["words"] for line in json.loads(run(capsys, "users", "log", "--json")[1])]
    assert words[0] == "The terminal removed the account of somebody removed" and len(words) == 8


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("add", "--name", "X", "--email", "x", "--role", "member"), "not an e-mail"),
        (("add", "--name", "X", "--email", "x@example.org", "--role", "member"), "belongs to one trust"),
        (
            ("add", "--name", "X", "--email", "x@example.org", "--role", "member", "--trust", "Bath"),
            "'Bath' is not a trust here. Known: Leeds",
        ),
        (
            (
                "add",
                "--name",
                "X",
                "--email",
                "x@example.org",
                "--role",
                "administrator",
                "--address",
                "curve",
            ),
            "not the address of a site",
        ),
        (
            ("close", "--email", "nobody@example.org"),
            "Nobody has an account with the e-mail nobody@example.org",
        ),
    ],
)
def test_what_cannot_be_done_is_told_in_one_sentence(capsys, words, told):
    code, out, error = run(capsys, "users", *words)
    assert code == 2 and told in error and not out and len(error.splitlines()) == 1


def test_shared_mode_starts_with_a_secret_and_an_address_and_not_otherwise(capsys, monkeypatch):
    started = []
    monkeypatch.setattr(
        running.subprocess, "call", lambda command, cwd, env: started.append((command, env)) or 0
    )
    assert run(capsys, "run", "--mode", "shared", "--address", SITE)[0] == 2
    monkeypatch.setenv("C4EO_SECRET", "password" * 5)
    assert run(capsys, "run", "--mode", "shared", "--address", SITE)[0] == 2
    monkeypatch.setenv("C4EO_SECRET", SECRET)
    for more in ((), ("--address", "http:" + "//curve.example.org"), ("--address", SITE + "/app")):
        code, _, error = run(capsys, "run", "--mode", "shared", *more)
        assert code == 2 and len(error.splitlines()) == 1 and SECRET not in error
    monkeypatch.setenv("C4EO_PROXIES", "*")
    assert run(capsys, "run", "--mode", "shared", "--address", SITE)[0] == 2
    monkeypatch.setenv("C4EO_PROXIES", "10.0.0.5")
    assert not started and run(capsys, "run", "--mode", "shared", "--address", SITE)[0] == 0
    command, env = started[0]
    assert "--server.address=127.0.0.1" in command and SECRET not in " ".join(command)
    assert (
        env["C4EO_MODE"] == "shared"
        and env["C4EO_ADDRESS"] == SITE
        and env["FORWARDED_ALLOW_IPS"] == "10.0.0.5"
    )
    assert (
        env["STREAMLIT_BROWSER_SERVER_ADDRESS"] == "curve.example.org"
        and len(env["STREAMLIT_SERVER_COOKIE_SECRET"]) == 64
    )


def test_half_of_an_organisations_sign_in_starts_nothing(capsys, monkeypatch):
    started = []
    monkeypatch.setattr(running.subprocess, "call", lambda command, cwd, env: started.append(env) or 0)
    monkeypatch.setenv("C4EO_SECRET", SECRET)
    for name, value in {**OIDC, "C4EO_OIDC_SECRET": "weak"}.items():
        monkeypatch.setenv(name, value)
        code, _, error = run(capsys, "run", "--mode", "shared", "--address", SITE)
        assert code == 2 and "C4EO_OIDC" in error and len(error.splitlines()) == 1 and "weak" not in error
    monkeypatch.setenv("C4EO_OIDC_SECRET", OIDC["C4EO_OIDC_SECRET"])
    monkeypatch.setenv("C4EO_PASSWORDS", "never")
    assert run(capsys, "run", "--mode", "shared", "--address", SITE)[0] == 2 and not started
    monkeypatch.setenv("C4EO_PASSWORDS", "off")
    assert (
        run(capsys, "run", "--mode", "shared", "--address", SITE)[0] == 0
        and started[0]["C4EO_OIDC_CLIENT"] == "curve"
    )


def test_without_passwords_nobody_is_given_a_link_that_opens_nothing(capsys, monkeypatch, records):
    for name, value in {**OIDC, "C4EO_PASSWORDS": "off"}.items():
        monkeypatch.setenv(name, value)
    _, out, _ = run(
        capsys,
        "users",
        "add",
        "--name",
        "Ada",
        "--email",
        "ada@example.org",
        "--role",
        "administrator",
        "--address",
        SITE,
    )
    assert (
        "invitation" not in out and "organisation" in out and records.accounts.people(BOSS)[0].name == "Ada"
    )


def test_a_copy_without_a_sign_in_never_listens_to_others(capsys, monkeypatch):
    monkeypatch.setattr(running.subprocess, "call", lambda *_args, **_more: 0)
    assert run(capsys, "run", "--listen", "0.0.0.0")[0] == 2 and run(capsys, "run")[0] == 0
