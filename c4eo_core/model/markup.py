"""HTML as a type. What is `Markup` is HTML; every other text is a text, and is escaped where it enters."""

from functools import lru_cache
from pathlib import Path
from string import Formatter
from typing import LiteralString

from markupsafe import Markup, escape

# An empty piece of a page.
NOTHING = Markup("")


def markup(template: LiteralString, /, **values: object) -> Markup:
    """The template with each {name} replaced by its value: Markup as it is, everything else escaped.

    The template is written by us, never by a reader: a type checker refuses a text that is not literal. A
    format may follow a name, as in {share:.0f}. Raises KeyError for a name without a value.
    """
    pieces = []
    for text, name, spec in _parsed(template):
        pieces.append(text)
        if name is not None:
            value = values[name]
            pieces.append(escape(format(value, spec) if spec else value))
    return Markup("".join(pieces))


def carried(file: Path) -> Markup:
    """A stylesheet or a drawing that the project itself carries, as it stands in the file."""
    return Markup(file.read_text(encoding="utf-8"))


@lru_cache(maxsize=4000)
def _parsed(template: str) -> tuple[tuple[str, str | None, str], ...]:
    """The fixed text before each value, the value's name and its format."""
    return tuple((text, name, spec or "") for text, name, spec, _ in Formatter().parse(template))
