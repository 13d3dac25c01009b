"""Days by which something is to be done, as a calendar file (RFC 5545) that any calendar takes in."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

# At nine in the morning, seven days and one day before.
WEEK_BEFORE, DAY_BEFORE = "-P6DT15H", "-PT15H"
_LINE = 73  # octets, the break and the space that carries a line on not counted


@dataclass(frozen=True)
class Due:
    """id: stays the same when the day moves, so that a calendar replaces the entry. details: plain text, may
    have lines.
    """

    id: str
    day: dt.date
    title: str
    details: str = ""


def calendar_ics(dues: Sequence[Due], name: str, made: dt.datetime) -> bytes:
    """made: in UTC. All-day entries that block nobody's time, each with a reminder a week and a
    day before.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//C4EO//Turning the curve//EN",
        f"X-WR-CALNAME:{_text(name)}",
    ]
    for due in dues:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{re.sub('[^A-Za-z0-9-]', '', due.id)}@c4eo",
            f"DTSTAMP:{made:%Y%m%dT%H%M%SZ}",
            f"DTSTART;VALUE=DATE:{due.day:%Y%m%d}",
            f"DTEND;VALUE=DATE:{due.day + dt.timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{_text(due.title)}",
            *([f"DESCRIPTION:{_text(due.details)}"] if due.details else []),
            "TRANSP:TRANSPARENT",
            *_reminder(due, WEEK_BEFORE),
            *_reminder(due, DAY_BEFORE),
            "END:VEVENT",
        ]
    return "".join(_folded(line) for line in [*lines, "END:VCALENDAR"]).encode()


def _reminder(due: Due, before: str) -> list[str]:
    """An alarm that shows the words: so long before the day begins."""
    return [
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        f"TRIGGER:{before}",
        f"DESCRIPTION:{_text(due.title)}",
        "END:VALARM",
    ]


def _text(words: str) -> str:
    """As the format writes it: nothing typed can begin a line of its own."""
    words = re.sub("\r\n?|[\u0085\u2028\u2029]", "\n", words)
    words = re.sub("[\x00-\x09\x0b-\x1f\x7f]", "", words.replace("\t", " "))
    for mark in ("\\", ";", ","):
        words = words.replace(mark, "\\" + mark)
    return words.replace("\n", "\\n")


def _folded(line: str) -> str:
    pieces, piece = [], ""
    for letter in line:
        if len((piece + letter).encode()) > _LINE:
            pieces.append(piece)
            piece = ""
        piece += letter
    return "\r\n ".join([*pieces, piece]) + "\r\n"
