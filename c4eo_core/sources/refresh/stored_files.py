"""Every download kept, with what is known of it: hash, date, licence, address and headers."""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

_BUILT, _FACTS = "built.json", ".facts.json"
_SAID = ("etag", "last-modified", "content-type", "content-length", "content-disposition")


@dataclass(frozen=True)
class StoredFile:
    """One file. fetched, checked: days; headers: what the publisher said of it."""

    release: str
    file: str
    url: str
    sha256: str
    bytes: int
    licence: str
    fetched: str
    headers: Mapping[str, str]


class Downloads:
    """A folder of files, each beside a small file that says where it comes from."""

    def __init__(self, folder: Path):
        self.folder = folder

    def path(self, file: str) -> Path:
        self.folder.mkdir(parents=True, exist_ok=True)
        return self.folder / file

    def known(self, file: str) -> StoredFile | None:
        """What we know of a file, if it is there and is still the file it was."""
        try:
            kept = StoredFile(**json.loads(self._facts(file).read_text(encoding="utf-8")))
            return kept if self.path(file).stat().st_size == kept.bytes else None
        except (OSError, ValueError, TypeError):
            return None

    def keep(self, release: str, file: str, url: str, licence: str, headers: Mapping[str, str]) -> StoredFile:
        path = self.path(file)
        kept = StoredFile(
            release,
            file,
            url,
            hashlib.sha256(path.read_bytes()).hexdigest(),
            path.stat().st_size,
            licence,
            dt.date.today().isoformat(),
            {name: headers[name] for name in _SAID if name in headers},
        )
        facts = self._facts(file)
        scratch = facts.with_name(facts.name + ".part")
        scratch.write_text(json.dumps(asdict(kept), indent=1), encoding="utf-8")
        scratch.replace(facts)
        return kept

    def begin(self) -> None:
        """What lies here before the first visit is what the store in use was built from."""
        if not self.path(_BUILT).exists():
            names = (p.name.removesuffix(_FACTS) for p in self.folder.glob("*" + _FACTS))
            self.built_from([kept for name in names if (kept := self.known(name))])

    def not_built_from(self, kept: Iterable[StoredFile]) -> set[str]:
        """Ids of releases whose file no finished build has seen: also after one that was cut short."""
        try:
            built = json.loads(self.path(_BUILT).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            built = {}
        return {k.release for k in kept if built.get(k.file) != k.sha256}

    def built_from(self, kept: Iterable[StoredFile]) -> None:
        """A store was built from these and compared; whether it was taken is for somebody else to say."""
        scratch = self.path(_BUILT + ".part")
        scratch.write_text(json.dumps({k.file: k.sha256 for k in kept}, indent=1), encoding="utf-8")
        scratch.replace(self.path(_BUILT))

    def _facts(self, file: str) -> Path:
        return self.path(file + _FACTS)
