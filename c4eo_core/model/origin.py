"""Where figures came from."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Origin:
    """One published file: who published it, what it is, when, under which licence, and the hash of what we read."""

    publisher: str
    title: str
    published: str
    licence: str
    url: str | None
    file: str
    sha256: str
