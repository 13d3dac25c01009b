"""Who may do what. Everything not named here is refused."""

from dataclasses import dataclass

READ, EDIT, EXPORT, DELETE, MANAGE = ACTIONS = ("read", "edit", "export", "delete", "manage")
ADMINISTRATOR, SPECIALIST, DIRECTOR, MEMBER, PERSONAL, PUBLIC = ROLES = (
    "administrator",
    "specialist",
    "director",
    "member",
    "local",
    "public",
)
# trust: its name, area and colour. records: what the people in it wrote. people: the accounts.
TRUST, RECORDS, PEOPLE = RESOURCES = ("trust", "records", "people")

_IN_THEIR_TRUSTS = {
    SPECIALIST: {TRUST: {READ, DELETE}, RECORDS: {READ, EDIT, EXPORT}},
    DIRECTOR: {TRUST: {READ}, RECORDS: {READ, EDIT, EXPORT}},
    MEMBER: {TRUST: {READ}, RECORDS: {READ}},
}
_ANYWHERE = {
    ADMINISTRATOR: {TRUST: {READ, MANAGE, DELETE}, PEOPLE: {READ, MANAGE}},
    PERSONAL: {TRUST: {READ, MANAGE, DELETE}, RECORDS: {READ, EDIT, EXPORT}},
}
_WHY_NOT = {
    ADMINISTRATOR: (
        "An administrator looks after people and trusts, and cannot open what a trust has written."
    ),
    SPECIALIST: "This is not one of your trusts, or not something a specialist may do there.",
    DIRECTOR: "This is not your trust, or not something a director may do there.",
    MEMBER: "A member may read the notes of their own trust, and nothing else.",
    PERSONAL: "There are no accounts on a copy for one person.",
    PUBLIC: "Please sign in first: the public pages hold no trust's notes.",
}


@dataclass(frozen=True)
class Actor:
    """Somebody, or a visitor nobody knows. trusts: the ids of those they belong to."""

    id: str
    name: str
    role: str
    trusts: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Resource:
    """trust: an id, or None for what belongs to no trust yet."""

    kind: str
    trust: str | None = None


@dataclass(frozen=True)
class Decision:
    """reason: a sentence for the person refused; empty when allowed."""

    allowed: bool
    reason: str = ""


# Whoever sits at the computer, when the app runs for one person.
LOCAL = Actor("local", "this computer", PERSONAL)
VISITOR = Actor("visitor", "a visitor", PUBLIC)


def may(actor: Actor, action: str, resource: Resource) -> Decision:
    """The one place where this is decided. It says nothing of whether the trust exists."""
    if action in _ANYWHERE.get(actor.role, {}).get(resource.kind, ()):
        return Decision(True)
    if resource.trust in actor.trusts and action in _IN_THEIR_TRUSTS.get(actor.role, {}).get(
        resource.kind, ()
    ):
        return Decision(True)
    return Decision(False, _WHY_NOT.get(actor.role, "Nobody with this role may do this."))
