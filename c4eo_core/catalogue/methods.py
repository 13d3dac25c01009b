"""The texts of the methods and about pages, the worked examples, and the plain sentences of the headlines."""

from dataclasses import dataclass
from functools import cache

from c4eo_core.catalogue.entries import read_yaml
from c4eo_core.folders import DATA

METHODS = DATA / "methods"


@dataclass(frozen=True)
class Example:
    """One worked example: plain YAML values in `given` and `gives`, and why the second follows from the
    first.
    """

    given: dict
    gives: dict
    because: str


@dataclass(frozen=True)
class Rule:
    id: str
    title: str
    rule: str
    examples: tuple[Example, ...]


@dataclass(frozen=True)
class Chapter:
    """text and items may hold facts in braces; `live` names what is worked out from the figures."""

    id: str
    title: str
    text: tuple[str, ...]
    items: tuple[str, ...]
    numbered: bool
    rules: tuple[Rule, ...]
    live: str | None


@dataclass(frozen=True)
class Difference:
    """One point on which our reading of the figures is not that of the department's tool."""

    id: str
    what: str
    tool: str
    ours: str
    why: str


@dataclass(frozen=True)
class Measured:
    """What was measured once. error: one, two and three years ahead, "last value" = 100; held: of 100
    figures, those inside the four-in-five interval, where it was measured."""

    what: str
    error: tuple[float, ...]
    held: tuple[float, ...] | None


@cache
def rules() -> dict[str, Rule]:
    return {
        path.stem: _rule(path.stem, read_yaml(path)) for path in sorted((METHODS / "rules").glob("*.yaml"))
    }


def _rule(name: str, entry: dict) -> Rule:
    examples = tuple(Example(e["given"], e["gives"], e["because"]) for e in entry["examples"])
    return Rule(name, entry["title"], entry["rule"], examples)


@cache
def chapters(page: str) -> tuple[Chapter, ...]:
    """page: `chapters` for the methods page, `about` for the other."""
    return tuple(_chapter(entry) for entry in read_yaml(METHODS / f"{page}.yaml"))


def _chapter(entry: dict) -> Chapter:
    return Chapter(
        id=entry["id"],
        title=entry["title"],
        text=tuple(entry.get("text") or ()),
        items=tuple(entry.get("items") or ()),
        numbered=bool(entry.get("numbered")),
        rules=tuple(rules()[name] for name in entry.get("rules") or ()),
        live=entry.get("live"),
    )


@cache
def differences() -> tuple[Difference, ...]:
    return tuple(Difference(**entry) for entry in read_yaml(METHODS / "differences.yaml"))


@cache
def measured(name: str) -> tuple[Measured, ...]:
    """name: `earlier` for our own test run in earlier years, `forecasters` for the comparison with others."""
    entries = read_yaml(METHODS / "measured.yaml")[name]
    return tuple(
        Measured(e["what"], tuple(e["error"]), tuple(e["held"]) if "held" in e else None) for e in entries
    )


@cache
def sentences() -> dict[str, str]:
    """Indicator id → its plain sentence, with places for the figures."""
    return read_yaml(METHODS / "sentences.yaml")


@cache
def plainly() -> dict[str, str]:
    """Indicator id → what a headline counts, in short sentences; the definition stays the exact rule."""
    return read_yaml(METHODS / "plainly.yaml")
