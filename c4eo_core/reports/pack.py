"""A trust's pack as a file to carry: its records, their checksums, and what it is, in one ZIP."""

import hashlib
import io
import json
import zipfile

from c4eo_core.records.errors import PackRefused

_RECORDS, _SUMS, _ABOUT = "records.json", "SHA256SUMS", "about.txt"
# Unpacked: many times the longest workshop, and little enough for a small server.
_MOST_BYTES = 60_000_000


def pack_zip(data: dict[str, object]) -> bytes:
    """data: what `Records.export` gives."""
    files = {_RECORDS: json.dumps(data, ensure_ascii=False, indent=1).encode(), _ABOUT: _about(data).encode()}
    sums = "".join(f"{hashlib.sha256(body).hexdigest()}  {name}\n" for name, body in sorted(files.items()))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, body in (*files.items(), (_SUMS, sums.encode())):
            packed.writestr(name, body)
    return out.getvalue()


def read_pack(raw: bytes) -> dict[str, object]:
    """The records out of a ZIP, or of the JSON file from inside one. Raises PackRefused; `Records.import_`
    checks the rest.
    """
    if not raw.startswith(b"PK"):
        return _read_json(raw)
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            records, sums = (_member(packed, name) for name in (_RECORDS, _SUMS))
    except (zipfile.BadZipFile, KeyError, OSError, RuntimeError, NotImplementedError, EOFError):
        raise PackRefused(
            "This is not a trust's pack, or it is damaged. Choose the ZIP file that this app made."
        ) from None
    if (
        f"{hashlib.sha256(records).hexdigest()}  {_RECORDS}"
        not in sums.decode("utf-8", "replace").splitlines()
    ):
        raise PackRefused(
            "This pack was changed or damaged after it was made: its checksum differs. Ask for it again."
        )
    return _read_json(records)


def _member(packed: zipfile.ZipFile, name: str) -> bytes:
    """Never more than the limit, whatever the file says of its own size."""
    with packed.open(name) as inside:
        body = inside.read(_MOST_BYTES + 1)
    if len(body) > _MOST_BYTES:
        raise PackRefused("This pack is far larger than a trust's notes can be, and was not opened.")
    return body


def _read_json(raw: bytes) -> dict[str, object]:
    try:
        return json.loads(raw.decode("utf-8"))
    except (ValueError, RecursionError):
        raise PackRefused("This is not a trust's pack. Choose the ZIP file that this app made.") from None


def _about(data: dict[str, object]) -> str:
    trust, changes = data["trust"], data["changes"]
    return (
        f"The notes of {trust['name']}, taken on {str(data['made_at'])[:16].replace('T', ' ')} (UTC)\n"
        f"with version {data['app']} of Turning the curve (form {data['revision']} of the records).\n\n"
        f"{_RECORDS}: {len(data['items'])} notes"
        f"{f' with their history of {len(changes)} changes' if changes else ', without their history'}.\n"
        f"{_SUMS}: to check that nothing was changed on the way: sha256sum -c {_SUMS}\n\n"
        "To bring it in: the page People and trusts, Bring in a pack.\n"
        "It holds what people wrote. Keep it as you would keep the minutes of a confidential meeting.\n"
    )
