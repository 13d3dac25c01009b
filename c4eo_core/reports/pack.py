"""A trust's pack as a file to carry: its records, their checksums, and what it is, in one ZIP."""

import hashlib
import io
import json
import zipfile
from typing import Any

from c4eo_core.answers.desk import prepared_desk
from c4eo_core.records.errors import PackRefused
from c4eo_core.records.pack_seal import ELSEWHERE, SIGNED, UNSIGNED
from c4eo_core.reports.html.pack_page import pack_page
from c4eo_core.reports.pack_limits import (
    refuse_a_costly_text,
    refuse_a_large_file,
    refuse_a_long_list,
    unpacked,
)

_RECORDS, _SUMS, _ABOUT, _PAGE = "records.json", "SHA256SUMS", "about.txt", "report.html"
_MOST_SUMS = 10_000
# What may be said of a pack that has come in.
SEAL_WORDS = {
    SIGNED: "It was signed by this copy of the app, and nobody has changed it since.",
    ELSEWHERE: "It was signed by another copy of the app: that cannot be checked here.",
    UNSIGNED: "It is not signed: its checksum shows that nothing was lost on the way, not who made it.",
}


def pack_zip(data: dict[str, Any]) -> bytes:
    """data: what `Records.export` gives."""
    files = {
        _RECORDS: json.dumps(data, ensure_ascii=False).encode(),
        _ABOUT: _about(data).encode(),
        _PAGE: pack_page(data, _titled).encode(),
    }
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
    refuse_a_large_file(len(raw))
    if not raw.startswith(b"PK"):
        return _read_json(raw)
    try:
        refuse_a_long_list(raw)
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            sums = unpacked(packed, _SUMS, _MOST_SUMS)
            records = unpacked(packed, _RECORDS)
    except (zipfile.BadZipFile, KeyError, OSError, RuntimeError, NotImplementedError, EOFError, ValueError):
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


def _read_json(raw: bytes) -> dict[str, object]:
    refuse_a_costly_text(raw)
    try:
        return json.loads(raw)
    except (ValueError, RecursionError):
        raise PackRefused("This is not a trust's pack. Choose the ZIP file that this app made.") from None


def _titled(indicator: str) -> str:
    figures = prepared_desk().figures
    return figures.find(indicator).short if indicator in figures.index else indicator


def _about(data: dict[str, Any]) -> str:
    trust, changes = data["trust"], data["changes"]
    signed = "It is signed by the copy it was made on" if data.get("signature") else "It is not signed"
    return (
        f"The notes of {trust['name']}, taken on {str(data['made_at'])[:16].replace('T', ' ')} (UTC)\n"
        f"with version {data['app']} of Turning the curve (form {data['revision']} of the records).\n\n"
        f"{_RECORDS}: {len(data['items'])} notes"
        f"{f' with their history of {len(changes)} changes' if changes else ', without their history'}.\n"
        f"{_PAGE}: the same to read, in any browser.\n"
        f"{_SUMS}: to check that nothing was changed on the way: sha256sum -c {_SUMS}\n"
        f"{signed}. A checksum shows that nothing was lost on the way, not who made the pack.\n\n"
        "To bring it in: the page People and trusts, Bring in a pack.\n"
        "It holds what people wrote. Keep it as you would keep the minutes of a confidential meeting.\n"
    )
