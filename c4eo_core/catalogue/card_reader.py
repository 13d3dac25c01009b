"""What may stand in a field of a file of cards; everything that may not is kept as a problem."""

import datetime as dt
import re
from collections.abc import Collection
from typing import Any

from c4eo_core.model.problem import Problem

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class Fields:
    """One mapping of a file, read field by field. where: how messages name it."""

    def __init__(self, given: Any, where: str, problems: list[Problem]):
        self.where, self.problems = where, problems
        self.given: dict[str, Any] = given if isinstance(given, dict) else {}
        if not isinstance(given, dict):
            self.wrong(
                "", f"{_shown(given)} stands here.", "fields with names.", "write 'name: value' lines."
            )

    def wrong(self, field: str, found: str, expected: str, do: str) -> None:
        where = f"{self.where}, {field}" if field else self.where
        self.problems.append(Problem(where, found, expected, do))

    def only(self, known: Collection[str]) -> None:
        for key in self.given:
            if key not in known:
                self.wrong(
                    str(key),
                    "it is not a field we know.",
                    f"one of {', '.join(known)}.",
                    "rename or remove it.",
                )

    def text(self, field: str, required: bool = False) -> str:
        """A number written without quotes counts as its text; a blank is ""."""
        value = self.given.get(field)
        if value is None or (isinstance(value, str) and not value.strip()):
            if required:
                self.wrong(field, "it is blank.", "words.", "fill it in; this field may not be blank.")
            return ""
        if isinstance(value, (list, dict, bool)):
            self.wrong(field, f"{_shown(value)} is no text.", "words on one line.", "write it as one text.")
            return ""
        return " ".join(str(value).split())

    def id(self, field: str = "id") -> str:
        value = self.text(field, required=True)
        if value and not _ID.fullmatch(value):
            do = "write small letters and figures with hyphens between."
            self.wrong(field, f"'{value}' is no id.", "an id such as breakfast-club.", do)
        return value

    def choice(self, field: str, among: Collection[str], required: bool = False) -> str:
        value = self.text(field, required)
        if value and value not in among:
            self.wrong(
                field, f"'{value}' is not known.", f"one of {', '.join(among)}.", "choose one of these."
            )
            return ""
        return value

    def several(
        self, field: str, among: Collection[str] | None = None, required: bool = False
    ) -> tuple[str, ...]:
        """among: None lets every text through."""
        value = self.given.get(field)
        if value is None or value == []:
            if required:
                self.wrong(field, "it is blank.", "a list with one entry or more.", "fill it in.")
            return ()
        if not isinstance(value, list) or not all(isinstance(v, (str, int, float)) for v in value):
            self.wrong(
                field, f"{_shown(value)} is no list.", "a list.", "write [one, two] or a line for each."
            )
            return ()
        texts = tuple(" ".join(str(v).split()) for v in value)
        for text in texts:
            if among is not None and text not in among:
                expected = f"one of {', '.join(among)}." if len(among) < 30 else "an id of the catalogue."
                self.wrong(field, f"'{text}' is not known.", expected, "check how it is spelt.")
        return texts

    def number(self, field: str, least: float | None = None, most: float | None = None) -> float | None:
        value = self.given.get(field)
        if value is None:
            return None
        number = value if isinstance(value, (int, float)) and not isinstance(value, bool) else None
        outside = number is not None and (
            (least is not None and number < least) or (most is not None and number > most)
        )
        if number is None or outside:
            bounds = f"from {least:g} to {most:g}" if least is not None and most is not None else ""
            bounds = bounds or (f"of {least:g} or more" if least is not None else "")
            expected = " ".join(filter(None, ("a number", bounds))) + "."
            self.wrong(field, f"{_shown(value)} stands there.", expected, "mend it, or leave it blank.")
            return None
        return number

    def day(self, field: str) -> dt.date | None:
        value = self.given.get(field)
        if value is None or type(value) is dt.date:
            return value
        try:
            return dt.date.fromisoformat(str(value))
        except ValueError:
            self.wrong(
                field, f"'{value}' is no date.", "a day such as 2026-11-30.", "write year, month and day."
            )
            return None

    def part(self, field: str) -> "Fields | None":
        """A mapping within this one; None where it is blank."""
        value = self.given.get(field)
        return None if value is None else Fields(value, f"{self.where}, {field}", self.problems)

    def parts(self, field: str) -> list["Fields"]:
        """A list of mappings, each named by its id or its place."""
        value = self.given.get(field) or []
        if not isinstance(value, list):
            self.wrong(field, f"{_shown(value)} is no list.", "a list of entries.", "start each with '- '.")
            return []
        return [
            Fields(v, f"{self.where}, {field} {_name(v, place)}", self.problems)
            for place, v in enumerate(value, start=1)
        ]


def _name(value: Any, place: int) -> str:
    return str(value["id"]) if isinstance(value, dict) and value.get("id") else str(place)


def _shown(value: Any) -> str:
    text = str(value)
    return f"'{text if len(text) <= 40 else text[:39] + '…'}'"
