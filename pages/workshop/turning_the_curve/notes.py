"""What the later steps share: the notes of a session by kind, and whose they are."""

from c4eo_core.records.body import Body
from c4eo_core.records.rows import Item, Trust
from pages.session import reader


def items_of(workshop: Item, kind: type[Body]) -> list[Item]:
    return reader.records().items(reader.actor(), workshop.trust, kind, workshop.id)


def trust_of(workshop: Item) -> Trust:
    return next(t for t in reader.records().trusts(reader.actor()) if t.id == workshop.trust)
