"""What the later steps share: the notes of a session by kind, and whose they are."""

from c4eo_core.workshop.body import Body
from c4eo_core.workshop.rows import Item, Trust
from pages.common import people


def items_of(workshop: Item, kind: type[Body]) -> list[Item]:
    return people.records().items(people.actor(), workshop.trust, kind, workshop.id)


def trust_of(workshop: Item) -> Trust:
    return next(t for t in people.records().trusts(people.actor()) if t.id == workshop.trust)
