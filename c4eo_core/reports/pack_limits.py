"""What a pack may cost before anything in it is believed: a small file must not unpack into a full memory.

Every limit is looked at before what it guards is held: the list of members before it is read, each member
while it unpacks, the JSON before it is taken apart.
"""

import struct
import zipfile
import zlib

from c4eo_core.records.errors import PackRefused

MOST_PACKED = 20_000_000
_MOST_UNPACKED = 40_000_000
# JSON packs ten to forty times smaller, histories more; a bomb a thousand times.
_RATIO, _FREE = 200, 1_000_000
_MOST_MEMBERS, _MOST_LIST = 16, 8_192
_MOST_COST = 200_000_000
_CHUNK = 1 << 16
_END, _END_64 = b"PK\x05\x06", b"PK\x06\x07"
_END_SIZE, _LONGEST_COMMENT = 22, 1 << 16
_TOO_MUCH = (
    "This pack was not opened: {found}. Expected: {expected}. Nothing was changed. Ask for the pack again, as"
    " this app made it."
)


def refuse_a_large_file(size: int) -> None:
    """size: in bytes. Raises PackRefused."""
    if size > MOST_PACKED:
        raise _refused(f"it has {size / 1e6:,.0f} MB", f"{MOST_PACKED / 1e6:.0f} MB at most")


def refuse_a_long_list(raw: bytes) -> None:
    """Looks at the end of the file only, where a ZIP says how many members it has. Raises
    PackRefused, BadZipFile.
    """
    end = raw.rfind(_END, max(0, len(raw) - _END_SIZE - _LONGEST_COMMENT))
    if end < 0 or end + _END_SIZE > len(raw):
        raise zipfile.BadZipFile
    members, size = struct.unpack("<HL", raw[end + 10 : end + 16])
    if members > _MOST_MEMBERS or size > _MOST_LIST or raw[max(0, end - 20) : end].startswith(_END_64):
        raise _refused(
            f"it has {members} files in it, or a list of them without end", f"{_MOST_MEMBERS} at most"
        )


def unpacked(packed: zipfile.ZipFile, name: str, most: int = _MOST_UNPACKED) -> bytes:
    """A member, a piece at a time, and no further than the limits, whatever the file says of its own size.
    Raises PackRefused, KeyError, BadZipFile.
    """
    info = packed.getinfo(name)
    limit = min(most, _FREE + _RATIO * info.compress_size)
    pieces, total = [], 0
    try:
        with packed.open(info) as inside:
            while piece := inside.read(_CHUNK):
                total += len(piece)
                if total > limit:
                    raise _refused(
                        f"{info.compress_size:,} bytes of it unpack to more than {limit / 1e6:,.0f} MB",
                        f"{most / 1e6:,.0f} MB at most, and what notes pack to",
                    )
                pieces.append(piece)
    except zlib.error:
        raise zipfile.BadZipFile from None
    return b"".join(pieces)


def refuse_a_costly_text(raw: bytes) -> None:
    """What Python would need for this JSON at most, from its brackets, commas and quotes.
    Raises PackRefused.
    """
    cost = (
        2 * len(raw)
        + 200 * raw.count(b"{")
        + 90 * raw.count(b"[")
        + 40 * raw.count(b",")
        + 30 * raw.count(b'"')
    )
    if cost > _MOST_COST:
        raise _refused(
            f"it would take about {cost / 1e6:,.0f} MB of memory", f"{_MOST_COST / 1e6:,.0f} MB at most"
        )


def _refused(found: str, expected: str) -> PackRefused:
    return PackRefused(_TOO_MUCH.format(found=found, expected=expected))
