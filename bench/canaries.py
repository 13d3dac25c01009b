"""Two specialists with three trusts between them, at work in two browsers at once: no byte of one trust where
another is.

Run with `python -m bench.canaries [--switches 200]`. Every record of a trust is full of words that stand
nowhere else. After every
switch of trust or page those words are looked for in what the browser holds and in everything the server sent
it; downloads are
asked for, those of others too; afterwards the log, temporary files and every address seen are searched as a
visitor would.
"""

import argparse
import random
import secrets
import tempfile
import threading
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field, fields
from pathlib import Path

from bench.canary_browser import Browser, Leak, found_in
from bench.run import line
from bench.servers import free_port, server
from c4eo_core.accounts.accounts import Caller
from c4eo_core.accounts.permissions import ADMINISTRATOR, LOCAL, Actor
from c4eo_core.records.body import Body, fits
from c4eo_core.records.kinds import KINDS, Workshop
from c4eo_core.records.open_database import OpenDatabase, open_database

LEEDS, BATH = "E08000035", "E06000022"
PASSWORD, SECRET = "mossy lantern pigeon", "Zk3vQ9xT7mB2wL8rN5yH1cJ6dF4gS0pA-uE"
_CURVE = "gap-ks2-rwm-disadvantaged"
_NEAR = {
    LEEDS: ("E08000032", "E08000019", "E08000003", "E09000012", "E06000010"),
    BATH: ("E06000023", "E06000024", "E10000013"),
}
LOOSE = (
    "neighbour_set",
    "local_series",
    "service_list",
    "practice",
    "wanted",
    "measure",
    "visit",
)  # in no session
# What must be more than words for a page to show it.
_REAL = {
    "indicator": _CURVE,
    "contributes_to": _CURVE,
    "priority": "closing_the_gap",
    "held_on": "2026-11-20",
    "due": "2026-12-01",
    "by_when": "2026-12-01",
    "list_date": "2025-05",
    "curves": (_CURVE,),
    "chosen": True,
    "form": "",
    "came_on": "2026-11-01",
}
WORK = (
    ("Workshop", "Turning the curve", "turning-the-curve"),
    ("Workshop", "Report card", "report-card"),
    ("Workshop", "What works", "what-works"),
    ("Priorities", "Closing the gap", "closing-the-gap"),
    ("Priorities", "Transitions", "transitions"),
    ("Priorities", "Family wellbeing", "family-wellbeing"),
    ("Explore", "One indicator", "indicator"),
    ("Explore", "Compare", "compare"),
    ("Explore", "Coverage", "coverage"),
    ("Account", "People and trusts", "people"),
    ("About", "What is new", "what-is-new"),
)


@dataclass(frozen=True)
class Kept:
    """A trust as the run knows it. word: in every text of its records, and nowhere else; name: of the trust,
    with a word of its own.
    """

    id: str
    area: str
    name: str
    word: str
    workshop: str


@dataclass
class Seen:
    """What came of the run. steps: switches made by each; own: after how many the trust's own words were on
    the screen.
    ways: how it was switched."""

    steps: Counter = field(default_factory=Counter)
    own: Counter = field(default_factory=Counter)
    ways: Counter = field(default_factory=Counter)
    downloads: Counter = field(default_factory=Counter)
    leaks: list[Leak] = field(default_factory=list)
    addresses: set[str] = field(default_factory=set)
    frames: int = 0
    seconds: float = 0.0
    troubles: list[str] = field(default_factory=list)


def full_of(cls: type[Body], word: str, area: str) -> Body:
    """A record with the word in each of its texts, whatever kind it is: a new kind cannot be forgotten."""
    names = {f.name: f.default for f in fields(cls)}
    given: dict[str, object] = {
        name: f"{word} {name}" for name, usual in names.items() if usual == "" and fits(cls, name, word)
    }
    given |= {name: value for name, value in (_REAL | {"area": area}).items() if name in names}
    if cls.kind == "neighbour_set":
        given["members"] = _NEAR[area]
    if cls.kind == "local_series":
        given["figures"] = ((area, "2024", 41.5, ""), (area, "2025", 42.5, ""))
    if cls.kind == "service_list":
        given |= {"columns": ("name", "type"), "services": ((word, "family-hub"),)}
    if cls.kind in ("group_forecast", "turned_curve"):
        given["values"] = ((2026, 12.0), (2027, 11.0))
    return cls(**given)


def filled(opened: OpenDatabase, number: int, area: str) -> Kept:
    word, label = f"zq{number}{secrets.token_hex(6)}", f"yx{number}{secrets.token_hex(4)}"
    name = f"Trust {number} {label}"
    trust = opened.records.add_trust(LOCAL, name, area).id
    workshop = opened.records.add(LOCAL, trust, full_of(Workshop, word, area))
    for kind, cls in KINDS.items():
        if kind not in ("workshop", "frozen"):
            opened.records.add(LOCAL, trust, full_of(cls, word, area), None if kind in LOOSE else workshop.id)
    return Kept(trust, area, name, word, workshop.id)


def peopled(records: Path) -> list[Kept]:
    """Three trusts, the last two of one authority; Ana has the first two, Ben the last two."""
    opened = open_database(f"sqlite:///{records}", key=SECRET.encode())
    try:
        kept = [filled(opened, n, area) for n, area in ((1, LEEDS), (2, BATH), (3, BATH))]
        boss = Actor("boss", "Boss", ADMINISTRATOR)
        for name, role, trusts in (
            ("ana", "specialist", kept[:2]),
            ("ben", "specialist", kept[1:]),
            ("ada", "administrator", []),
        ):
            token = opened.accounts.invite(
                boss, name.title(), f"{name}@example.org", role, [t.id for t in trusts]
            )
            opened.accounts.take_up(token, name.title(), PASSWORD, Caller("192.0.2.1", ""))
        return kept
    finally:
        opened.close()


class Specialist:
    """One browser with one person in it, who switches and looks."""

    def __init__(self, name: str, mine: list[Kept], others: list[Kept], browser: Browser, seen: Seen):
        self.name, self.mine, self.others, self.browser, self.seen = name, mine, others, browser, seen
        self.chance = random.Random(name)
        self.at, self.page, self.given, self.trail = (
            mine[0],
            WORK[1],
            set(),
            [],
        )  # the report card, which offers the most files
        self.deck: list[tuple[str, str, str]] = []
        self.ways: list[str] = []

    def begin(self) -> None:
        self.browser.sign_in(f"{self.name}@example.org", PASSWORD)
        self._look("opened", self._open)

    def switch(self) -> None:
        """One of: another page by the menu, another trust by the picker, a link made by hand."""
        if not self.ways:  # every way within six switches, in an order of their own
            self.ways = self.chance.sample(("page", "trust", "link"), 6, counts=(2, 3, 1))
        way = self.ways.pop()
        self._look(way, getattr(self, f"_{way}"))
        if self.chance.random() < 0.15:
            self._download()

    def _page(self) -> None:
        self.seen.ways["menu"] += 1
        if not self.deck:  # every page once before any comes again
            self.deck = self.chance.sample(WORK, len(WORK))
        self.page = self.deck.pop()
        self.browser.menu(*self.page)

    def _trust(self) -> None:
        before, self.at = self.at, next(t for t in self.mine if t != self.at)
        if before.area != self.at.area:
            self.seen.ways["authority picker"] += 1
            self.browser.pick(
                "Local authority", {LEEDS: "Leeds", BATH: "Bath and"}[self.at.area], f"area={self.at.area}"
            )
        elif self.browser.has("Trust"):
            self.seen.ways["trust picker"] += 1
            self.browser.pick("Trust", self.at.name, self.at.name)
        else:
            self._open()

    def _link(self) -> None:
        """Of their own, with the ids of another's trust and session put into it."""
        self.seen.ways["link made by hand"] += 1
        foreign = self.chance.choice(self.others)
        self.given |= {foreign.id, foreign.workshop}
        self.browser.go(
            f"{self.page[2]}?area={foreign.area}&trust={foreign.id}&workshop={foreign.workshop}&step=2"
        )
        self._stand(self._at_area(foreign.area))

    def _open(self) -> None:
        self.given.clear()
        self.browser.go(f"{self.page[2]}?area={self.at.area}&trust={self.at.id}")

    def _at_area(self, area: str) -> list[Kept]:
        return [t for t in self.mine if t.area == area]

    def _stand(self, there: list[Kept]) -> None:
        if there:
            self.at = there[0]
        else:
            self._open()

    def _look(self, way: str, does) -> None:
        self.browser.forget()
        does()
        self.browser.settle()
        self.trail.append(f"{way} {self.page[2]} {self.at.name[:7]}")
        where = f"{self.name}: {'; '.join(self.trail[-5:])}"
        hidden = [t.word for t in self.mine if t != self.at] + [
            w for t in self.others for w in (t.word, t.name, t.id)
        ]
        held = self.browser.held()
        # An id somebody wrote into the link by hand stands there until a page that asks for it takes it out:
        # it came from them.
        wrong = [
            (p, w)
            for p, w in found_in(held, hidden)
            if w not in self.given or p not in ("address", "links", "sent")
        ]
        self.seen.leaks += [Leak(where, *found) for found in wrong]
        self.seen.own[self.name] += any(self.at.word.encode() in data for data in held.values())
        self.seen.steps[self.name] += 1

    def _download(self) -> None:
        """Theirs, which must hold their words, and others', which must be refused without any."""
        own, foreign = self.at, self.chance.choice(self.others)
        paths = (
            ("trust-files/closing_the_gap.html?trust={0}", True),
            ("pack/{0}.zip", True),
            ("trust-files/{1}.ics?trust={0}", True),
            (f"trust-figures/curve.csv?area={own.area}&indicator={_CURVE}&trust={{0}}", False),
        )
        path, speaks = self.chance.choice(paths)
        hidden = [t.word for t in (*self.mine, *self.others) if t != own]
        for asked, allowed in (
            (path.format(own.id, own.workshop), True),
            (path.format(foreign.id, foreign.workshop), False),
        ):
            status, body = self.browser.fetch(asked)
            self.seen.downloads["theirs" if allowed else "of others"] += 1
            wrong = found_in({"download": body}, hidden if allowed else [*hidden, own.word])
            self.seen.leaks += [Leak(f"{self.name}: {asked}", place, word) for place, word in wrong]
            if (status == 200) != allowed or (allowed and speaks and not found_in({"": body}, [own.word])):
                self.seen.troubles.append(f"{self.name}: {asked} answered {status}")


def work(address: str, name: str, mine: list[Kept], others: list[Kept], turns: int, seen: Seen) -> None:
    trail: list[str] = []
    try:
        with Browser(address, seen.addresses) as browser:
            one = Specialist(name, mine, others, browser, seen)
            trail = one.trail
            one.begin()
            for _ in range(turns):
                one.switch()
            seen.frames += browser.frames
    except Exception as error:  # noqa: BLE001 - a thread that dies says why, and the run fails by it
        seen.troubles.append(
            f"{name} stopped after {'; '.join(trail[-5:])}: {type(error).__name__}: {str(error)[:400]}"
        )


def afterwards(address: str, kept: list[Kept], folder: Path, records: Path, seen: Seen) -> None:
    """The administrator, a visitor at every address seen, the log and whatever the server has left on the
    disk.
    """
    words = [t.word for t in kept]
    with Browser(address, set()) as browser:
        browser.sign_in("ada@example.org", PASSWORD)
        for _, _, path in WORK:
            browser.go(f"{path}?area={BATH}&trust={kept[2].id}&workshop={kept[2].workshop}")
            browser.settle()
            seen.leaks += [
                Leak(f"administrator: {path}", *found) for found in found_in(browser.held(), words)
            ]
    everything = [*words, *(t.name for t in kept)]
    with Browser(address, set()) as browser:
        for path in ("headline-curves", "report-card", "compare", "what-is-new"):
            browser.go(f"{path}?area={BATH}&trust={kept[1].id}")
            browser.settle()
            seen.leaks += [Leak(f"visitor: {path}", *found) for found in found_in(browser.held(), everything)]
        # Files that are the same for everybody are drawn anew for each address: of those only the figures.
        for asked in sorted(
            a for a in seen.addresses if not a.startswith(("files/", "static/")) or ".csv" in a
        ):
            status, body = browser.fetch(asked)
            seen.leaks += [
                Leak(f"visitor: {asked} ({status})", *found)
                for found in found_in({"answer": body}, everything)
            ]
    for file in (f for f in folder.rglob("*") if f.is_file() and not f.name.startswith(records.name)):
        with suppress(OSError):
            wrong = found_in({file.name: file.read_bytes()}, [*everything, *(t.workshop for t in kept)])
            seen.leaks += [Leak("disk", *found) for found in wrong]


def run(switches: int) -> Seen:
    seen = Seen()
    with tempfile.TemporaryDirectory() as name:
        folder, port = Path(name), free_port()
        records, temporary = folder / "records.sqlite", folder / "tmp"
        temporary.mkdir()
        kept, address = peopled(records), f"http:{'//'}127.0.0.1:{port}"
        settings = {
            "C4EO_MODE": "shared",
            "C4EO_SECRET": SECRET,
            "C4EO_ADDRESS": address,
            "C4EO_RECORDS": str(records),
            "TMPDIR": str(temporary),
        }
        with server("app.py", "/health", log=folder / "log", port=port, **settings):
            started = time.perf_counter()
            each = [
                ("ana", kept[:2], kept[2:], switches - switches // 2),
                ("ben", kept[1:], kept[:1], switches // 2),
            ]
            people = [threading.Thread(target=work, args=(address, *one, seen)) for one in each]
            for person in people:
                person.start()
            for person in people:
                person.join()
            seen.seconds = time.perf_counter() - started
            afterwards(address, kept, folder, records, seen)
    return seen


def main(switches: int) -> int:
    seen = run(switches)
    made = sum(seen.steps.values())
    line(
        "switches of trust or page, in two browsers at once",
        f"{made} in {seen.seconds:.0f} s",
        f"at least {switches}",
    )
    line("  how", ", ".join(f"{n} by {way}" for way, n in seen.ways.items()), "")
    line("  after which the trust's own words were there", str(sum(seen.own.values())), "more than half")
    line("  frames the server sent, each searched", str(seen.frames), "")
    line("  downloads", ", ".join(f"{n} {what}" for what, n in seen.downloads.items()), "")
    line("  addresses asked again by a visitor", str(len(seen.addresses)), "")
    line("words of one trust where another is", "; ".join(map(str, seen.leaks[:5])) or "none", "none")
    line("troubles", "; ".join(seen.troubles[:5]) or "none", "none")
    return 1 if seen.leaks or seen.troubles or made < switches else 0


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--switches", type=int, default=200)
    raise SystemExit(main(asked.parse_args().switches))
