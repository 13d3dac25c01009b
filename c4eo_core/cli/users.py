"""The command for accounts: above all the first administrator, whom nobody could invite from inside."""

import argparse
import json
import os
from collections.abc import Mapping
from typing import Any

from c4eo_core.accounts.accounts import Accounts
from c4eo_core.accounts.errors import AccountRefused, AccountsError
from c4eo_core.accounts.oidc_provider import provider_of, takes_passwords
from c4eo_core.accounts.people import TRUSTS_OF, Person, email_key
from c4eo_core.accounts.permissions import ADMINISTRATOR, Actor
from c4eo_core.accounts.settings import origin_of, proxies_of, settings_of
from c4eo_core.cli.commands import command
from c4eo_core.cli.with_database import way
from c4eo_core.database.errors import RecordsError
from c4eo_core.records.open_database import OpenDatabase
from c4eo_core.records.rows import Trust

REFUSALS = (AccountsError, RecordsError)
# Whoever can start this command can read the database as well: there is nobody to ask.
TERMINAL = Actor("terminal", "the terminal", ADMINISTRATOR)


def register(commands: argparse._SubParsersAction) -> None:
    users = command(
        commands,
        "users",
        None,
        "accounts of shared mode: add, list, change, reset, close, open, remove, sign-out, log",
    )
    users.set_defaults(command=lambda _: users.print_help())
    ways = users.add_subparsers(title="what to do")

    add = way(ways, "add", _add, "a new account; prints its invitation link, once")
    add.add_argument("--name", required=True)
    add.add_argument("--email", required=True)
    _role_and_trusts(add, required=True)
    _address(add)

    way(ways, "list", _list, "the accounts, with role and trusts")
    change = way(ways, "change", _change, "another role, other trusts, another name")
    change.add_argument("--name")
    _role_and_trusts(change, required=False)
    reset = way(ways, "reset", _reset, "a link to choose a new password with; prints it, once")
    _address(reset)
    close = way(ways, "close", _close, "nobody signs in with this account until it is opened again")
    opened = way(ways, "open", _open, "a closed account can be used again")
    remove = way(ways, "remove", _remove, "the account is gone; what its owner wrote keeps their name")
    out = way(ways, "sign-out", _sign_out, "ends every session of this account")
    log = way(ways, "log", _log, "who did what, newest first")
    log.add_argument("--lines", type=int, default=50, metavar="N")
    for one in (change, reset, close, opened, remove, out):
        one.add_argument("--email", required=True)


def environment_of(arguments: argparse.Namespace, given: Mapping[str, str] = os.environ) -> dict[str, str]:
    """What the server of a shared copy is started with. Raises SettingsRefused."""
    address = arguments.address or given.get("C4EO_ADDRESS", "")
    settings = settings_of({**given, "C4EO_ADDRESS": address})
    provider_of(given), takes_passwords(given)
    return {
        "C4EO_ADDRESS": settings.origin,
        "FORWARDED_ALLOW_IPS": proxies_of(given.get("C4EO_PROXIES")),
        "STREAMLIT_SERVER_COOKIE_SECRET": settings.other_key("streamlit"),
        "STREAMLIT_BROWSER_SERVER_ADDRESS": (
            settings.host.rsplit(":", 1)[0] if not settings.host.endswith("]") else settings.host
        ),
    }


def _role_and_trusts(parser: argparse.ArgumentParser, required: bool) -> None:
    parser.add_argument("--role", choices=list(TRUSTS_OF), required=required)
    parser.add_argument(
        "--trust",
        nargs="+",
        metavar="T",
        help="names or ids: one for a director or a member, any number for a specialist",
    )


def _address(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--address", metavar="URL", help="the address of the app, for a whole link; else C4EO_ADDRESS"
    )


def _add(opened: OpenDatabase, arguments: argparse.Namespace) -> None:
    _origin(arguments)
    token = opened.accounts.invite(
        TERMINAL, arguments.name, arguments.email, arguments.role, _trusts(opened, arguments.trust) or ()
    )
    _print_link(arguments, token, "lasts seven days")


def _reset(opened: OpenDatabase, arguments: argparse.Namespace) -> None:
    _origin(arguments)
    person = _person(opened.accounts, arguments.email)
    _print_link(
        arguments,
        opened.accounts.new_link(TERMINAL, person.id),
        "lasts a day" if person.joined else "lasts seven days",
    )


def _list(opened: OpenDatabase, arguments: argparse.Namespace) -> None:
    names = {t.id: t.name for t in opened.records.trusts(TERMINAL)}
    rows = [_row(person, names) for person in opened.accounts.people(TERMINAL)]
    if arguments.json:
        print(json.dumps(rows, ensure_ascii=False))
        return
    for row in rows:
        print("\t".join((row["name"], row["email"], row["role"], row["state"], ", ".join(row["trusts"]))))
    if not rows:
        print(
            "Nobody has an account yet. Add the first: c4eo users add --name … --email … --role administrator"
        )


def _row(person: Person, names: dict[str, str]) -> dict[str, Any]:
    state = "closed" if person.disabled else "open" if person.joined else "invited"
    return {
        "id": person.id,
        "name": person.name,
        "email": person.email,
        "role": person.role,
        "state": state,
        "trusts": sorted(names.get(t, t) for t in person.trusts),
    }


def _change(opened: OpenDatabase, arguments: argparse.Namespace) -> None:
    person = _person(opened.accounts, arguments.email)
    chosen = _trusts(opened, arguments.trust)
    if chosen is None and arguments.role == ADMINISTRATOR:
        chosen = []
    changed = opened.accounts.change(TERMINAL, person.id, arguments.name, arguments.role, chosen)
    _say(arguments, f"{changed.name} is now {changed.role}.", changed)


def _close(opened: OpenDatabase, arguments: argparse.Namespace) -> None:
    closed = opened.accounts.close_account(TERMINAL, _person(opened.accounts, arguments.email).id)
    _say(arguments, f"The account of {closed.name} is closed, and every session of it has ended.", closed)


def _open(opened: OpenDatabase, arguments: argparse.Namespace) -> None:
    person = opened.accounts.open_account(TERMINAL, _person(opened.accounts, arguments.email).id)
    _say(arguments, f"The account of {person.name} is open.", person)


def _remove(opened: OpenDatabase, arguments: argparse.Namespace) -> None:
    gone = _person(opened.accounts, arguments.email)
    opened.accounts.remove(TERMINAL, gone.id)
    _say(arguments, f"The account of {gone.name} is gone.", gone)


def _sign_out(opened: OpenDatabase, arguments: argparse.Namespace) -> None:
    person = _person(opened.accounts, arguments.email)
    opened.accounts.sign_out_person(TERMINAL, person.id)
    _say(arguments, f"{person.name} is signed out everywhere.", person)


def _log(opened: OpenDatabase, arguments: argparse.Namespace) -> None:
    names = {t.id: t.name for t in opened.records.trusts(TERMINAL)}
    lines = opened.accounts.log(TERMINAL, arguments.lines)
    if arguments.json:
        print(
            json.dumps(
                [{"at": line.at.isoformat(), "words": line.words, "trust": line.trust} for line in lines],
                ensure_ascii=False,
            )
        )
        return
    for line in lines:
        whose = f" ({names.get(line.trust, line.trust)})" if line.trust else ""
        print(f"{line.at:%Y-%m-%d %H:%M}\t{line.words}{whose}")


def _person(accounts: Accounts, email: str) -> Person:
    found = [p for p in accounts.people(TERMINAL) if email_key(p.email) == email_key(email)]
    if not found:
        raise AccountRefused(
            f"Nobody has an account with the e-mail {email}; `c4eo users list` shows them all."
        )
    return found[0]


def _trusts(opened: OpenDatabase, named: list[str] | None) -> list[str] | None:
    if named is None:
        return None
    known: list[Trust] = opened.records.trusts(TERMINAL)
    found = []
    for name in named:
        fits = [t.id for t in known if name in (t.id, t.name) or name.casefold() == t.name.casefold()]
        if not fits:
            names = (
                ", ".join(t.name for t in known)
                or "there are none yet; an administrator adds them on the page People and trusts"
            )
            raise AccountRefused(f"'{name}' is not a trust here. Known: {names}.")
        found.append(fits[0])
    return found


def _origin(arguments: argparse.Namespace) -> str:
    address = arguments.address or os.environ.get("C4EO_ADDRESS", "")
    return origin_of(address) if address else ""


def _print_link(arguments: argparse.Namespace, token: str, lasts: str) -> None:
    if not takes_passwords():
        print(
            json.dumps({"link": None})
            if arguments.json
            else "They sign in with their organisation; this copy takes no passwords."
        )
        return
    origin = _origin(arguments)
    link = f"{origin}/invitation/{token}"
    if arguments.json:
        print(json.dumps({"link": link}))
        return
    print(link)
    where = "" if origin else " Put the address of the app before it (or give --address)."
    print(f"The link works once and {lasts}. Send it to this person only; it is not shown again.{where}")


def _say(arguments: argparse.Namespace, words: str, person: Person) -> None:
    print(
        json.dumps({"id": person.id, "email": person.email, "done": words}, ensure_ascii=False)
        if arguments.json
        else words
    )
