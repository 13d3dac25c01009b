"""Trusts: who they are, and the end of one. No record of theirs is read here."""

import uuid
from datetime import datetime

from sqlalchemy import Connection, RowMapping, delete, insert, select, update

from c4eo_core.records.errors import NotValid, TrustRefused, UnknownTrust
from c4eo_core.records.fields import SHORT
from c4eo_core.records.rows import Trust
from c4eo_core.records.tables import changes, deletions, items, trusts

# Dark enough for white words on them (7 to 1 and more).
COLOURS = ("#12436D", "#801650", "#1D5C3A", "#6B3410", "#4A2C7A", "#0B5563", "#7A1F1F", "#3D4B57")


def trust_of(row: RowMapping) -> Trust:
    return Trust(
        row["id"], row["name"], row["area"], row["colour"], datetime.fromisoformat(row["created_at"])
    )


def listed(connection: Connection) -> list[Trust]:
    return [
        trust_of(row) for row in connection.execute(select(trusts).order_by(trusts.c.name_key)).mappings()
    ]


def locked(connection: Connection, trust: str) -> Trust:
    """The trust, and nobody else may write in it before this transaction ends. Raises UnknownTrust."""
    row = (
        connection.execute(select(trusts).where(trusts.c.id == trust).with_for_update(key_share=True))
        .mappings()
        .first()
    )
    if row is None:
        raise UnknownTrust("There is no such trust here; it may have been deleted.")
    return trust_of(row)


def add(
    connection: Connection, name: str, area: str, colour: str | None, at: str, id_: str | None = None
) -> Trust:
    """Raises TrustRefused when there is one of that name."""
    name, area = tidy_name(name), tidy_area(area)
    if name_taken(connection, name):
        raise TrustRefused(
            "There is a trust of this name already. Choose another name, so that nobody types into the wrong"
            " one."
        )
    used = len(listed(connection))
    row = {
        "id": id_ or uuid.uuid4().hex,
        "name": name,
        "name_key": name.casefold(),
        "area": area,
        "colour": tidy_colour(colour) if colour else COLOURS[used % len(COLOURS)],
        "created_at": at,
    }
    connection.execute(insert(trusts).values(**row))
    return Trust(row["id"], row["name"], row["area"], row["colour"], datetime.fromisoformat(at))


def change(
    connection: Connection, trust: str, name: str | None, area: str | None, colour: str | None
) -> Trust:
    old = locked(connection, trust)
    new = {
        "name": tidy_name(name) if name is not None else old.name,
        "area": tidy_area(area) if area is not None else old.area,
        "colour": tidy_colour(colour) if colour is not None else old.colour,
    }
    new["name_key"] = new["name"].casefold()
    if new["name_key"] != old.name.casefold() and name_taken(connection, new["name"]):
        raise TrustRefused(
            "There is a trust of this name already. Choose another name, so that nobody types into the wrong"
            " one."
        )
    connection.execute(update(trusts).where(trusts.c.id == trust).values(**new))
    return locked(connection, trust)


def erase(connection: Connection, trust: str, typed_name: str, day: str) -> None:
    """Raises TrustRefused unless the name is typed as it stands. The log's guard lets go of a trust that is
    gone.
    """
    found = locked(connection, trust)
    if typed_name.strip() != found.name:
        raise TrustRefused(
            "Nothing was deleted. To delete this trust and all its notes, type its name exactly:"
            f" {found.name}"
        )
    connection.execute(delete(items).where(items.c.trust == trust))
    connection.execute(delete(trusts).where(trusts.c.id == trust))
    connection.execute(delete(changes).where(changes.c.trust == trust))
    connection.execute(insert(deletions).values(day=day, name=found.name))


def erased(connection: Connection) -> list[tuple[str, str]]:
    """Day and name of every trust deleted here, oldest first."""
    return [
        tuple(row)
        for row in connection.execute(select(deletions.c.day, deletions.c.name).order_by(deletions.c.n))
    ]


def free_name(connection: Connection, name: str) -> str:
    """The name, or the name with a number when it is taken."""
    wanted, n = tidy_name(name), 1
    while name_taken(connection, wanted):
        n += 1
        wanted = f"{tidy_name(name)[: SHORT - 8]} ({n})"
    return wanted


def name_taken(connection: Connection, name: str) -> bool:
    return connection.scalar(select(trusts.c.id).where(trusts.c.name_key == name.casefold())) is not None


def tidy_name(name: str) -> str:
    return _short(" ".join(name.split()) if isinstance(name, str) else "", "name", SHORT)


def tidy_area(area: str) -> str:
    return _short(area, "area", 16)


def tidy_colour(value: str) -> str:
    digits = value.removeprefix("#") if isinstance(value, str) else ""
    if len(digits) != 6 or any(d not in "0123456789abcdefABCDEF" for d in digits):
        raise NotValid("colour", "The colour of a trust is written as # and six digits, such as #12436D.")
    return "#" + digits.upper()


def _short(value: str, field: str, most: int) -> str:
    clean = value.replace("\0", "").strip() if isinstance(value, str) else ""
    if not 0 < len(clean) <= most:
        raise NotValid(field, f"The {field} of a trust has 1 to {most} characters.")
    return clean
