"""One specialist at work in a browser: switches, pages and downloads, looked at after each."""

import random
from collections import Counter
from dataclasses import dataclass, field

from bench.canary_browser import Browser, Leak, found_in
from bench.canary_trusts import BATH, CURVE, LEEDS, PASSWORD, CanaryTrust

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


class Specialist:
    """One browser with one person in it, who switches and looks."""

    def __init__(
        self, name: str, mine: list[CanaryTrust], others: list[CanaryTrust], browser: Browser, seen: Seen
    ):
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

    def _at_area(self, area: str) -> list[CanaryTrust]:
        return [t for t in self.mine if t.area == area]

    def _stand(self, there: list[CanaryTrust]) -> None:
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
            (f"trust-figures/curve.csv?area={own.area}&indicator={CURVE}&trust={{0}}", False),
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
