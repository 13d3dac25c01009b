"""What a plain address answers with: some bytes, packed once and known by a mark, or another address."""

import gzip
import hashlib
from dataclasses import dataclass
from functools import cached_property

import brotli

_MIMES = {
    "html": "text/html; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml",
    "txt": "text/plain; charset=utf-8",
    "xml": "application/xml",
    "rss": "application/rss+xml",
    "png": "image/png",
    "zip": "application/zip",
    "parquet": "application/vnd.apache.parquet",
}
PACKED = frozenset({"png", "zip", "parquet"})  # nothing is gained by packing them again


@dataclass(frozen=True)
class Answer:
    """body: as it is and in two packings; mark: changes with it; forever: its address names its contents."""

    body: bytes
    kind: str
    status: int = 200
    forever: bool = False

    @cached_property
    def mark(self) -> str:
        return hashlib.sha256(self.body).hexdigest()[:20]

    @cached_property
    def brotli(self) -> bytes:
        return brotli.compress(self.body, quality=6)

    @cached_property
    def gzip(self) -> bytes:
        return gzip.compress(self.body, 6, mtime=0)

    @property
    def weight(self) -> int:
        """About how many bytes it takes to keep."""
        return len(self.body) + (0 if self.kind in PACKED else len(self.body) // 3) + 500

    @property
    def mime(self) -> str:
        return _MIMES[self.kind]


@dataclass(frozen=True)
class Moved:
    """Another address says it."""

    to: str
    for_good: bool = True

    @property
    def weight(self) -> int:
        return 500
