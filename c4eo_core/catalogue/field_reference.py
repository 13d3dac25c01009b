"""The reference of all fields of the catalogue, and the check of its files against it.

`python -m c4eo_core.catalogue.field_reference` prints the page that stands in the documentation.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from c4eo_core.catalogue.entries import read_yaml
from c4eo_core.folders import CATALOGUE
from c4eo_core.model.problem import Problem

_TYPES: dict[str, tuple[type, ...]] = {
    "text": (str,),
    "number": (int, float),
    "yes or no": (bool,),
    "list": (list,),
    "table": (dict,),
    "list or text": (list, str),
}
_INTRODUCTION = """# The catalogue's fields

What we say of each published series, and how its files are read, stands in `data/catalogue`. This page is
made from `data/catalogue/fields.yaml`; a test reads every entry of every file against it, and the page
against the table.
"""


@dataclass(frozen=True)
class Field:
    """kind: a key of the types above; words: what it may be instead, where only some are allowed."""

    name: str
    kind: str
    words: tuple[str, ...]
    needed: bool
    means: str

    @property
    def may_be(self) -> str:
        what = ", ".join(self.words) if self.words else self.kind
        return what if self.needed else f"{what}; may be left out"


@dataclass(frozen=True)
class Described:
    """at: the key its entries lie under, "" for the whole file."""

    file: str
    what: str
    at: str
    fields: tuple[Field, ...]


@cache
def described() -> tuple[Described, ...]:
    return tuple(
        Described(e["file"], e["what"], e["at"], tuple(_field(n, f) for n, f in e["fields"].items()))
        for e in read_yaml(CATALOGUE / "fields.yaml")
    )


def _field(name: str, given: dict) -> Field:
    kind = given["is"]
    if isinstance(kind, list):
        return Field(name, "text", tuple(kind), True, given["means"])
    return Field(name, kind.removesuffix("?"), (), not kind.endswith("?"), given["means"])


def entries_of(table: Described) -> Iterator[tuple[str, dict]]:
    """Every entry with where it stands."""
    for path in sorted(CATALOGUE.glob(table.file)):
        found = read_yaml(path)
        found = found[table.at] if table.at else found
        rows = found.items() if isinstance(found, dict) else enumerate(found, start=1)
        for name, entry in rows:
            yield f"{path.name}, {entry.get('id', name)}", entry


def problems() -> list[Problem]:
    """All that is wrong with the catalogue's files, none where all is well."""
    return [
        p for table in described() for where, entry in entries_of(table) for p in _wrong(where, entry, table)
    ]


def _wrong(where: str, entry: dict, table: Described) -> Iterator[Problem]:
    fields = {f.name: f for f in table.fields}
    for name in entry.keys() - fields.keys():
        expected = f"one of {', '.join(fields)}."
        yield Problem(where, f"a field '{name}'.", expected, "mend the name, or describe it in fields.yaml.")
    for field in table.fields:
        value = entry.get(field.name)
        if value is None:
            if field.needed:
                yield Problem(where, f"no '{field.name}'.", field.may_be + ".", "fill it in.")
        elif not _fits(value, field):
            yield Problem(where, f"'{field.name}' is {value!r}.", f"{field.may_be}.", "mend it.")


def _fits(value: object, field: Field) -> bool:
    if field.words:
        return value in field.words
    return isinstance(value, _TYPES[field.kind]) and (
        field.kind == "yes or no" or not isinstance(value, bool)
    )


def page() -> str:
    """The reference as Markdown."""
    parts = [_INTRODUCTION]
    for table in described():
        rows = [f"| `{f.name}` | {f.may_be} | {f.means} |" for f in table.fields]
        head = ["| Field | May be | What it is |", "| --- | --- | --- |"]
        parts.append("\n".join([f"## {table.file}", "", table.what, "", *head, *rows, ""]))
    return "\n".join(parts)


if __name__ == "__main__":
    print(page(), end="")
