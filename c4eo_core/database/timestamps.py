"""Moments as the records keep them: UTC, to the second, as text that sorts."""

from datetime import UTC, datetime


def now() -> datetime:
    return datetime.now(UTC)


def iso(moment: datetime) -> str:
    """In UTC, to the microsecond: in order when sorted."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
