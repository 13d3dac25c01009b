"""Trusts whose every text holds a word that stands nowhere else."""

import secrets
from dataclasses import dataclass, fields
from pathlib import Path

from c4eo_core.accounts.accounts import Caller
from c4eo_core.accounts.permissions import ADMINISTRATOR, LOCAL, Actor
from c4eo_core.records.body import Body, fits
from c4eo_core.records.kinds import KINDS, Workshop
from c4eo_core.records.open_database import OpenDatabase, open_database

LEEDS, BATH = "E08000035", "E06000022"


PASSWORD, SECRET = "mossy lantern pigeon", "Zk3vQ9xT7mB2wL8rN5yH1cJ6dF4gS0pA-uE"


CURVE = "gap-ks2-rwm-disadvantaged"


NEIGHBOURS = {
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
    "indicator": CURVE,
    "contributes_to": CURVE,
    "priority": "closing_the_gap",
    "held_on": "2026-11-20",
    "due": "2026-12-01",
    "by_when": "2026-12-01",
    "list_date": "2025-05",
    "curves": (CURVE,),
    "chosen": True,
    "form": "",
    "came_on": "2026-11-01",
}


@dataclass(frozen=True)
class CanaryTrust:
    """A trust as the run knows it. word: in every text of its records, and nowhere else; name: of the trust,
    with a word of its own.
    """

    id: str
    area: str
    name: str
    word: str
    workshop: str


def full_of(cls: type[Body], word: str, area: str) -> Body:
    """A record with the word in each of its texts, whatever kind it is: a new kind cannot be forgotten."""
    names = {f.name: f.default for f in fields(cls)}
    given: dict[str, object] = {
        name: f"{word} {name}" for name, usual in names.items() if usual == "" and fits(cls, name, word)
    }
    given |= {name: value for name, value in (_REAL | {"area": area}).items() if name in names}
    if cls.kind == "neighbour_set":
        given["members"] = NEIGHBOURS[area]
    if cls.kind == "local_series":
        given["figures"] = ((area, "2024", 41.5, ""), (area, "2025", 42.5, ""))
    if cls.kind == "service_list":
        given |= {"columns": ("name", "type"), "services": ((word, "family-hub"),)}
    if cls.kind in ("group_forecast", "turned_curve"):
        given["values"] = ((2026, 12.0), (2027, 11.0))
    return cls(**given)


def filled(opened: OpenDatabase, number: int, area: str) -> CanaryTrust:
    word, label = f"zq{number}{secrets.token_hex(6)}", f"yx{number}{secrets.token_hex(4)}"
    name = f"Trust {number} {label}"
    trust = opened.records.add_trust(LOCAL, name, area).id
    workshop = opened.records.add(LOCAL, trust, full_of(Workshop, word, area))
    for kind, cls in KINDS.items():
        if kind not in ("workshop", "frozen"):
            opened.records.add(LOCAL, trust, full_of(cls, word, area), None if kind in LOOSE else workshop.id)
    return CanaryTrust(trust, area, name, word, workshop.id)


def peopled(records: Path) -> list[CanaryTrust]:
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
