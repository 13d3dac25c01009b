"""The command for packs: everything of one trust out of this copy's records, and in again on
another machine.
"""

import argparse
import datetime as dt
import json
import os
import tempfile
from pathlib import Path

from c4eo_core.accounts.permissions import LOCAL
from c4eo_core.cli.commands import command
from c4eo_core.cli.with_database import way
from c4eo_core.records.errors import PackRefused
from c4eo_core.records.open_database import OpenDatabase
from c4eo_core.records.pack import is_of
from c4eo_core.records.rows import Trust
from c4eo_core.reports.pack import SEAL_WORDS, pack_zip, read_pack
from c4eo_core.reports.pack_limits import refuse_a_large_file

# Whoever can start this command can read the database as well: there is nobody to ask.
_WHO = LOCAL


def register(commands: argparse._SubParsersAction) -> None:
    pack = command(commands, "pack", None, "everything of one trust: list, export, import")
    pack.set_defaults(command=lambda _: pack.print_help())
    ways = pack.add_subparsers(title="what to do")
    way(ways, "list", _list, "the trusts there are")
    out = way(ways, "export", _export, "one trust as a ZIP file, with checksums")
    out.add_argument("--trust", required=True, metavar="T", help="its name or id")
    out.add_argument("--out", type=Path, metavar="FILE", help="by default the trust's id and today's date")
    out.add_argument(
        "--without-history", action="store_true", help="nothing of what was deleted or written over"
    )
    back = way(
        ways, "import", _import, "a pack as a trust of its own, or into one in which nothing has been written"
    )
    back.add_argument("file", type=Path)
    back.add_argument("--into", metavar="T", help="name or id of an empty trust")
    back.add_argument(
        "--name",
        default="",
        metavar="NAME",
        help="take in another trust's pack all the same: the name of the trust it goes into, typed in full",
    )
    out_again = way(
        ways, "undo", _undo, "another trust's pack out again, when bringing it in was the last step"
    )
    out_again.add_argument("--trust", required=True, metavar="T", help="name or id of the trust it went into")


def _list(opened: OpenDatabase, arguments: argparse.Namespace) -> None:
    trusts = opened.records.trusts(_WHO)
    if arguments.json:
        print(json.dumps([_row(t) for t in trusts], ensure_ascii=False))
        return
    for trust in trusts:
        print("\t".join((trust.id, trust.area, trust.name)))
    if not trusts:
        print("There is no trust yet. One is made with the first thing written about an authority.")


def _row(trust: Trust) -> dict[str, str]:
    return {"id": trust.id, "name": trust.name, "area": trust.area}


def _export(opened: OpenDatabase, arguments: argparse.Namespace) -> None:
    trust = _trust(opened, arguments.trust)
    data = opened.records.export(_WHO, trust.id, history=not arguments.without_history)
    opened.accounts.note(_WHO, "took away", "pack", trust.id)
    file = arguments.out or Path(f"{trust.id}-pack-{dt.date.today().isoformat()}.zip")
    _write(file, pack_zip(data))
    said = {"file": str(file), "trust": _row(trust), "items": len(data["items"])}
    print(
        json.dumps(said, ensure_ascii=False)
        if arguments.json
        else f"{file}: {len(data['items'])} notes of {trust.name}."
    )


def _import(opened: OpenDatabase, arguments: argparse.Namespace) -> None:
    data = read_pack(_content(arguments.file))
    into = _trust(opened, arguments.into).id if arguments.into else None
    pack = opened.records.checked(data)
    trust = opened.records.import_(_WHO, data, into, arguments.name)
    own = is_of(pack.trust, trust)
    opened.accounts.note(_WHO, "brought in" if own else "brought in another", "pack", trust.id)
    print(
        json.dumps({**_row(trust), "seal": pack.seal}, ensure_ascii=False)
        if arguments.json
        else f"{trust.name} is in, with its notes. {SEAL_WORDS[pack.seal]}"
    )


def _undo(opened: OpenDatabase, arguments: argparse.Namespace) -> None:
    trust = _trust(opened, arguments.trust)
    done = opened.records.take_out_again(_WHO, trust.id)
    opened.accounts.note(_WHO, "took out again", "pack", trust.id)
    print(
        json.dumps({**_row(trust), "done": done.words}, ensure_ascii=False)
        if arguments.json
        else f"{trust.name}: {done.words}."
    )


def _content(file: Path) -> bytes:
    try:
        refuse_a_large_file(file.stat().st_size)
        return file.read_bytes()
    except OSError as error:
        raise PackRefused(f"{file} cannot be read ({error.strerror}). Name the ZIP file of a pack.") from None


def _write(file: Path, body: bytes) -> None:
    """Whole or not at all, for the owner's eyes: what people wrote in confidence."""
    try:
        handle, name = tempfile.mkstemp(dir=file.parent, prefix=".pack-")
        with os.fdopen(handle, "wb") as opened:
            opened.write(body)
        os.replace(name, file)
    except OSError as error:
        raise PackRefused(
            f"{file} cannot be written ({error.strerror}). Name another file with --out."
        ) from None


def _trust(opened: OpenDatabase, named: str) -> Trust:
    known = opened.records.trusts(_WHO)
    fits = [t for t in known if named == t.id] or [t for t in known if named.casefold() == t.name.casefold()]
    if not fits:
        raise PackRefused(
            f"'{named}' is not a trust here. Known: {', '.join(t.name for t in known) or 'none yet'}."
        )
    return fits[0]
