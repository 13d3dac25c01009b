"""A pack as a file: a person can read it, and a hostile one costs neither memory nor time."""

import hashlib
import io
import json
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from c4eo_core.accounts.permissions import LOCAL
from c4eo_core.folders import ROOT
from c4eo_core.model.kinds import Note
from c4eo_core.records.errors import PackRefused
from c4eo_core.records.kinds import Factor, Idea, Workshop
from c4eo_core.records.local_kinds import LocalSeries
from c4eo_core.records.pack_seal import checksum
from c4eo_core.records.records import open_records
from c4eo_core.reports.pack import pack_zip, read_pack
from c4eo_core.reports.pack_limits import MOST_PACKED

LEEDS = "E08000035"


@pytest.fixture
def pack(tmp_path: Path) -> dict:
    records = open_records(f"sqlite:///{tmp_path / 'r.sqlite'}")
    trust = records.add_trust(LOCAL, "Leeds <b>Children</b>", LEEDS).id
    session = records.add(LOCAL, trust, Workshop(title="Autumn & after", area=LEEDS, curves=("exclusions",)))
    records.add(LOCAL, trust, Idea(text="<script>alert(1)</script> Breakfast club"), session.id)
    gone = records.add(LOCAL, trust, Factor(text="written in anger"), session.id)
    records.remove(LOCAL, trust, gone.id, gone.version)
    figures = ((LEEDS, "2023/24", 51.5, ""), (LEEDS, "2024/25", None, Note.SUPPRESSED.value))
    records.add(
        LOCAL, trust, LocalSeries(area=LEEDS, title="Seen in time", source="Case system", figures=figures)
    )
    found = records.export(LOCAL, trust)
    records.close()
    return found


def zipped(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, body in members.items():
            packed.writestr(name, body)
    return out.getvalue()


def with_sums(body: bytes) -> bytes:
    sums = f"{hashlib.sha256(body).hexdigest()}  records.json\n".encode()
    return zipped({"records.json": body, "SHA256SUMS": sums})


def test_the_zip_holds_a_page_that_a_person_can_read_and_that_runs_nothing(pack: dict):
    with zipfile.ZipFile(io.BytesIO(pack_zip(pack))) as packed:
        page, about = (packed.read(name).decode() for name in ("report.html", "about.txt"))
        sums = packed.read("SHA256SUMS").decode()
    for words in (
        "Autumn &amp; after",
        "Breakfast club",
        "Seen in time",
        "51.5",
        "written in anger",
        "Case system",
    ):
        assert words in page, words
    assert "Permanent exclusions" in page or "exclusions" in page.lower()
    assert "<script" not in page and "<b>Children" not in page and "http" not in page
    assert "report.html" in about and "not who made the pack" in about and "  report.html" in sums
    assert LEEDS in page and 'lang="en-GB"' in page


def test_a_page_without_history_says_so_and_holds_nothing_that_was_deleted(pack: dict):
    with zipfile.ZipFile(io.BytesIO(pack_zip({**pack, "changes": []}))) as packed:
        page = packed.read("report.html").decode()
    assert "without its history" in page and "written in anger" not in page


def test_what_was_packed_is_read_again_from_the_zip_and_from_the_json_inside(pack: dict):
    assert read_pack(pack_zip(pack)) == json.loads(json.dumps(pack))
    assert checksum(read_pack(json.dumps(pack).encode())) == pack["sha256"]


_BOMB = b'{"format":"c4eo-records","revision":"0","x":[' + b"{}," * 14_000_000 + b"{}]}"
_MEASURE = """
import resource, sys
from c4eo_core.records.errors import PackRefused
from c4eo_core.model.kinds import Note
from c4eo_core.reports.pack import read_pack
raw = open(sys.argv[1], "rb").read()
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
try:
    read_pack(raw)
except PackRefused as error:
    print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024, error)
"""


@pytest.mark.parametrize(
    ("kind", "most_megabytes"),
    [("packed tightly", 40), ("as JSON of 19 MB", 40), ("a list of members without end", 40)],
)
def test_a_hostile_pack_is_refused_in_a_moment_and_takes_little_memory(
    tmp_path: Path, kind: str, most_megabytes: int
):
    file = tmp_path / "hostile.zip"
    if kind == "packed tightly":
        file.write_bytes(with_sums(_BOMB))
        assert file.stat().st_size < 60_000, "the one of the report: 40 KB that took 942 MB"
    elif kind == "as JSON of 19 MB":
        file.write_bytes(_BOMB[: MOST_PACKED - 10] + b"{}]}")
    else:
        file.write_bytes(zipped({f"{n}": b"" for n in range(20_000)}))
    begun = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", _MEASURE, str(file)], capture_output=True, text=True, cwd=ROOT, timeout=120
    )
    assert done.stdout, done.stderr
    grown, words = done.stdout.split(" ", 1)
    assert int(grown) < most_megabytes, f"{grown} MB for a file of {file.stat().st_size} bytes"
    assert "was not opened" in words and "Expected:" in words and "Nothing was changed" in words
    assert time.monotonic() - begun < 30


def test_a_member_that_lies_about_its_size_is_cut_off(pack: dict):
    whole = bytearray(pack_zip(pack))
    at = whole.rfind(b"PK\x01\x02")
    whole[at + 24 : at + 28] = (5).to_bytes(4, "little")
    with pytest.raises(PackRefused):
        read_pack(bytes(whole))


@pytest.mark.parametrize(
    "raw",
    [
        b"PK",
        b"PK\x05\x06",
        b"PK\x03\x04" + b"\0" * 200,
        b"[" * 100_000,
        b'{"a":' * 50_000,
        b"\xff\xfe{}",
        b"",
        zipped({"other.txt": b"x"}),
        zipped({"records.json": b"{}", "SHA256SUMS": b"x" * 20_000}),
    ],
)
def test_what_is_no_pack_is_refused_in_words(raw: bytes):
    with pytest.raises(PackRefused):
        read_pack(raw)


def test_a_file_larger_than_any_pack_is_refused_before_it_is_opened():
    with pytest.raises(PackRefused, match="20 MB at most"):
        read_pack(b"PK" + bytes(MOST_PACKED))


def test_a_large_honest_pack_goes_through(tmp_path: Path):
    """Thirty series of 3,000 figures, the most that one may hold."""
    records = open_records(f"sqlite:///{tmp_path / 'r.sqlite'}")
    trust = records.add_trust(LOCAL, "Leeds", LEEDS).id
    figures = tuple((LEEDS, f"{1900 + n // 12}-{n % 12 + 1:02d}", n * 1.37, "") for n in range(3_000))
    series = [LocalSeries(area=LEEDS, title=f"S{n}", source="us", figures=figures) for n in range(30)]
    records.add_all(LOCAL, trust, series)
    raw = pack_zip(records.export(LOCAL, trust))
    records.delete_trust(LOCAL, trust, "Leeds")
    records.import_(LOCAL, read_pack(raw))
    assert len(records.items(LOCAL, trust, LocalSeries)) == 30
    records.close()
