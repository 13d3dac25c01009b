"""What every record is made of: fields that are checked when it is made, and its form in the database."""

from dataclasses import dataclass, fields
from typing import ClassVar, TypeVar

from c4eo_core.records.errors import NotValid

_LABEL = 60


@dataclass(frozen=True)
class Body:
    """kind: its name in the database. noun: what it is called in a sentence. names_it: the field that tells
    one from another.
    """

    kind: ClassVar[str]
    noun: ClassVar[str]
    names_it: ClassVar[str]

    def __post_init__(self) -> None:
        for field in fields(self):
            try:
                object.__setattr__(self, field.name, field.metadata["check"](getattr(self, field.name)))
            except (ValueError, TypeError) as error:
                raise NotValid(
                    field.name, f"The {field.name.replace('_', ' ')} of this {self.noun}: {error}"
                ) from None
        self.check()

    def check(self) -> None:
        """Raises NotValid when fields that are each well do not go together."""

    @property
    def label(self) -> str:
        """What a person would call it, short and on one line."""
        words = " ".join(str(getattr(self, self.names_it)).split())
        return words if len(words) <= _LABEL else words[: _LABEL - 1].rstrip() + "…"


# The kind of record an item, a list or a save is about.
Of = TypeVar("Of", bound=Body, covariant=True)


def to_json(body: Body) -> dict[str, object]:
    """As JSON will give it back: lists, no tuples."""
    return {field.name: _plain(getattr(body, field.name)) for field in fields(body)}


def fits(cls: type[Body], name: str, value: object) -> bool:
    try:
        cls.__dataclass_fields__[name].metadata["check"](value)
    except (ValueError, TypeError):
        return False
    return True


def _plain(value: object) -> object:
    return [_plain(v) for v in value] if isinstance(value, tuple) else value
