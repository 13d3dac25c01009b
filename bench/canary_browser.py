"""A browser that remembers every byte it was sent and gives up everything it holds, for the search after
words of a trust.
"""

import contextlib
import io
import re
import zipfile
from dataclasses import dataclass

from playwright.sync_api import Error, sync_playwright

from bench.browser import FLAGS, READY

_HELD = """async () => ({
  html: document.documentElement.outerHTML, text: document.body.innerText, address: location.href, title:
  document.title,
  fields: [...document.querySelectorAll('input, textarea')].map(f => f.value).join('\\n'),
  links: [...document.querySelectorAll('[href], [src]')].map(e => e.href || e.src).join('\\n'),
  local: JSON.stringify({...localStorage}), session: JSON.stringify({...sessionStorage}),
  databases: JSON.stringify(indexedDB.databases ? await indexedDB.databases() : []),
  caches: JSON.stringify(window.caches ? await caches.keys() : []), cookie: document.cookie })"""
# Addresses a visitor asks again afterwards: whatever carries content, not the app's own scripts and styles.
_CONTENT = re.compile(r"/(media|files|trust-files|trust-figures|pack|places|component)/")


@dataclass(frozen=True)
class Leak:
    where: str
    place: str
    word: str

    def __str__(self) -> str:
        return f"{self.word} in {self.place} ({self.where})"


def found_in(held: dict[str, bytes], words: list[str]) -> list[tuple[str, str]]:
    """(place, word) for each word found; archives are looked into."""
    found = []
    for place, data in held.items():
        pieces = [data]
        if data[:2] == b"PK":
            with contextlib.suppress(zipfile.BadZipFile), zipfile.ZipFile(io.BytesIO(data)) as pack:
                pieces += [pack.read(name) for name in pack.namelist()] + [
                    "\n".join(pack.namelist()).encode()
                ]
        found += [(place, w) for w in words if any(w.encode() in piece for piece in pieces)]
    return found


class Browser:
    """addresses: where what it asked for, and every link it was shown, is written down as paths."""

    def __init__(self, address: str, addresses: set[str]):
        self.address, self.addresses, self.frames, self._sent = address, addresses, 0, []

    def __enter__(self) -> "Browser":
        self._playwright = sync_playwright().start()
        self._browser = self._playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=list(FLAGS)
        )
        self.window = self._browser.new_context(viewport={"width": 1280, "height": 720})
        self.page = self.window.new_page()
        self.page.on("websocket", lambda socket: socket.on("framereceived", self._received))
        self.page.on("request", lambda request: self._note(request.url))
        return self

    def __exit__(self, *_) -> None:
        with contextlib.suppress(Error):
            self._browser.close()
        self._playwright.stop()

    def _received(self, payload: bytes | str) -> None:
        self.frames += 1
        self._sent.append(payload if isinstance(payload, bytes) else payload.encode())

    def _note(self, url: str) -> None:
        if url.startswith(self.address) and _CONTENT.search(url):
            self.addresses.add(url.removeprefix(self.address + "/"))

    def forget(self) -> None:
        """Before a switch: what was sent until now belonged to what is left."""
        self._sent.clear()

    def held(self) -> dict[str, bytes]:
        """What the browser holds now, and what it was sent since the switch."""
        now = self.page.evaluate(_HELD)
        for url in now["links"].splitlines():
            self._note(url)
        cookies = " ".join(f"{c['name']}={c['value']}" for c in self.window.cookies())
        return {name: text.encode() for name, text in now.items()} | {
            "cookies": cookies.encode(),
            "sent": b"\0".join(self._sent),
        }

    def go(self, path: str) -> None:
        self.page.goto(f"{self.address}/{path}")

    def settle(self) -> None:
        """Until nothing runs, twice: a change of the address may start another run."""
        for _ in range(2):
            self.page.wait_for_selector(READY, timeout=30_000)
            self.page.wait_for_timeout(60)

    def sign_in(self, email: str, password: str) -> None:
        self.go("sign-in")
        self.page.get_by_label("E-mail").fill(email)
        self.page.get_by_label("Password").fill(password)
        self.page.get_by_role("button", name="Sign in").click()
        self.settle()

    def menu(self, section: str, title: str, address: str) -> None:
        """By the menu, in the same session."""
        self.page.get_by_test_id("stTopNavSection").filter(
            has_text=re.compile(rf"^\s*{section}")
        ).first.click()
        self.page.get_by_test_id("stTopNavDropdownLink").filter(has_text=title).first.click()
        self.page.wait_for_url(re.compile(rf"/{address}(\?|$)"), timeout=15_000)
        self.settle()

    def has(self, picker: str) -> bool:
        return self.page.get_by_role("combobox", name=picker, exact=True).count() > 0

    def pick(self, picker: str, letters: str, until: str) -> None:
        """until: what stands in the address, or in the band of the trust, once it is done."""
        box = self.page.get_by_role("combobox", name=picker, exact=True)
        box.click()
        box.press("Control+a")
        self.page.keyboard.type(letters)
        self.page.wait_for_timeout(120)
        self.page.keyboard.press("Enter")
        if "=" in until:
            self.page.wait_for_url(re.compile(re.escape(until)), timeout=15_000)
        else:
            self.page.locator(".c4-band", has_text=until).wait_for(timeout=15_000)
        self.settle()

    def fetch(self, path: str) -> tuple[int, bytes]:
        """With the cookies of this browser, past its page."""
        for last in (False, True):
            try:
                answer = self.window.request.get(f"{self.address}/{path}")
                return answer.status, answer.body()
            except Error:  # the server has closed a connection at rest that was about to be used again
                if last:
                    raise
        raise AssertionError
