"""Asking a publisher for a file: politely, again when it is busy, on from where it broke off, and never
taking a page of words for a file.

Proxies and own certificates are those of the environment (HTTPS_PROXY, NO_PROXY, SSL_CERT_FILE), as httpx2
reads them.
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

import httpx2

from c4eo_core.model.problem import Problem

TRIES, PATIENCE = 4, 60.0  # seconds waited at most when a publisher says how long
_BUSY = (429, 500, 502, 503, 504)
_PAUSE = 1.0  # between two requests to one publisher
_LARGEST = 400_000_000  # bytes; the largest whole set is 2.8 GB and is asked for in parts instead
_HEAD = 512
Progress = Callable[[int, int | None], None]  # bytes so far, bytes in all


class NotFetched(Exception):
    """A file that could not be had; `problem` says why."""

    def __init__(self, problem: Problem):
        self.problem = problem
        super().__init__(str(problem))


@dataclass(frozen=True)
class Answer:
    """What came back: unchanged is True when the publisher says that nothing is new since `known`."""

    unchanged: bool
    url: str
    headers: Mapping[str, str] = field(default_factory=dict)


def open_client(transport: httpx2.BaseTransport | None = None) -> httpx2.Client:
    """transport: a stand-in, for tests."""
    return httpx2.Client(
        transport=transport,
        timeout=httpx2.Timeout(30.0, read=60.0),
        follow_redirects=True,
        headers={"User-Agent": "c4eo refresh (official statistics for children's services)"},
    )


@dataclass
class Publisher:
    """One client for all requests. sleep: how to wait, so that tests need not."""

    client: httpx2.Client
    sleep: Callable[[float], None] = time.sleep

    def download(self, url: str, to: Path, known: Mapping[str, str], progress: Progress) -> Answer:
        """Writes `to` whole, or leaves it untouched. known: headers of the file we have (etag,
        last-modified). A download that broke off is taken up again when the publisher still has the same
        file. Raises NotFetched.
        """
        part = to.with_name(to.name + ".part")
        for attempt in range(TRIES):
            have = part.stat().st_size if part.exists() and attempt else 0
            headers = _conditional(known) if not have else {"Range": f"bytes={have}-"}
            try:
                with self.client.stream("GET", url, headers=headers) as response:
                    if response.status_code == 304:
                        return Answer(True, url)
                    if response.status_code in _BUSY:
                        self._wait(response, attempt, url)
                        continue
                    _refuse_failure(response, url)
                    _write(response, part, have, progress)
                    answer = Answer(False, str(response.url), dict(response.headers))
                _refuse_words(part, to.name, url)
                part.replace(to)
                self.sleep(_PAUSE)
                return answer
            except (httpx2.TransportError, _CutOff) as error:
                if attempt == TRIES - 1:
                    part.unlink(missing_ok=True)
                    raise NotFetched(_unreachable(url, error)) from error
                self.sleep(2.0**attempt)
            except NotFetched:
                part.unlink(missing_ok=True)
                raise
        part.unlink(missing_ok=True)
        raise NotFetched(Problem(url, "the publisher stayed busy.", "the file.", "Try again in an hour."))

    def json(self, method: str, url: str, body: object = None) -> Any:
        """The answer of an API as JSON. Raises NotFetched, with the API's own words for what was wrong."""
        for attempt in range(TRIES):
            try:
                response = self.client.request(method, url, json=body)
            except httpx2.TransportError as error:
                if attempt == TRIES - 1:
                    raise NotFetched(_unreachable(url, error)) from error
                self.sleep(2.0**attempt)
                continue
            if response.status_code in _BUSY:
                self._wait(response, attempt, url)
                continue
            _refuse_failure(response, url)
            try:
                return response.json()
            except ValueError as error:
                raise NotFetched(
                    Problem(url, "the answer is no JSON.", "an answer of the API.", "Try again later.")
                ) from error
        raise NotFetched(Problem(url, "the API stayed busy.", "an answer.", "Try again in an hour."))

    def exists(self, url: str) -> bool:
        """Whether a file is there, asked with a GET of its first bytes: one publisher refuses HEAD."""
        try:
            with self.client.stream("GET", url, headers={"Range": "bytes=0-0"}) as response:
                return response.status_code in (200, 206)
        except httpx2.TransportError:
            return False

    def _wait(self, response: httpx2.Response, attempt: int, url: str) -> None:
        if attempt == TRIES - 1:
            raise NotFetched(
                Problem(
                    url,
                    f"the publisher answered {response.status_code} {TRIES} times.",
                    "the file.",
                    "Try again in an hour.",
                )
            )
        asked = response.headers.get("retry-after", "")
        self.sleep(min(float(asked), PATIENCE) if asked.isdigit() else 2.0**attempt)


class _CutOff(Exception):
    """Fewer bytes came than were announced."""


def _conditional(known: Mapping[str, str]) -> dict[str, str]:
    wanted = {"If-None-Match": known.get("etag"), "If-Modified-Since": known.get("last-modified")}
    return {name: value for name, value in wanted.items() if value}


def _write(response: httpx2.Response, part: Path, have: int, progress: Progress) -> None:
    """From the start, unless the publisher says that it goes on from where we were."""
    going_on = have > 0 and response.status_code == 206
    announced = response.headers.get("content-length")
    packed = response.headers.get("content-encoding") not in (None, "identity")
    total = int(announced) + (have if going_on else 0) if announced and not packed else None
    done = have if going_on else 0
    with part.open("ab" if going_on else "wb") as file:
        for block in response.iter_bytes(1 << 16):
            file.write(block)
            done += len(block)
            progress(done, total)
            if done > _LARGEST:
                raise NotFetched(
                    Problem(str(response.url), "it is over 400 MB.", "a table by authority.", "Ask for less.")
                )
    if total is not None and done < total:
        raise _CutOff(f"{done} of {total} bytes")


def _refuse_failure(response: httpx2.Response, url: str) -> None:
    if response.status_code < 400:
        return
    found = f"the publisher answered {response.status_code}."
    if response.status_code == 400:
        response.read()
        found += f" It says: {_details(response)}"
    raise NotFetched(
        Problem(
            url, found, "the file.", "See whether the address in data/catalogue/releases.yaml is still right."
        )
    )


def _details(response: httpx2.Response) -> str:
    """What a problem document says is wrong, all of it."""
    try:
        told = response.json()
        errors = told.get("errors") or []
        return (
            "; ".join(f"{e.get('path', '')} {e.get('message', '')}".strip() for e in errors) or told["title"]
        )
    except (ValueError, KeyError, AttributeError, TypeError):
        return response.text[:200]


def _refuse_words(part: Path, name: str, url: str) -> None:
    """A page for people (a licence to accept, a sign-in, an apology) that came in the place of a file."""
    with part.open("rb") as file:
        head = file.read(_HEAD).lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if not head:
        raise NotFetched(Problem(url, "the file is empty.", name, "Try again later."))
    if head.startswith((b"<!doctype html", b"<html", b"<?xml version")) and not name.endswith(".xml"):
        raise NotFetched(
            Problem(
                url,
                "a page for people came instead of the file.",
                name,
                "Open the address in a browser: a licence may want accepting, or the file has moved.",
            )
        )


def _unreachable(url: str, error: Exception) -> Problem:
    return Problem(
        url,
        f"it could not be fetched ({type(error).__name__}: {error}).",
        "the file, whole.",
        "Check the connection and the proxy (HTTPS_PROXY, SSL_CERT_FILE), and try again.",
    )


def modified_on(headers: Mapping[str, str]) -> str | None:
    """The day of Last-Modified as 2026-07-23."""
    try:
        return parsedate_to_datetime(headers["last-modified"]).date().isoformat()
    except (KeyError, ValueError, TypeError):
        return None
