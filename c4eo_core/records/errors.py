"""What can stand in the way of a record, in words for the person who typed. No message holds
what they typed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from c4eo_core.database.errors import RecordsError

if TYPE_CHECKING:  # these two are made of fields that raise what stands here
    from c4eo_core.records.body import Body
    from c4eo_core.records.rows import Item, Trust


class NotAllowed(RecordsError):
    """Refused by `may`; whether the trust exists is not said."""


class NotValid(RecordsError, ValueError):
    """A field cannot hold what was given. Nothing was changed."""

    def __init__(self, field: str, words: str):
        self.field = field
        super().__init__(words)


class UnknownItem(RecordsError, LookupError):
    """No such thing in this trust, or not any more. yours: the body that could not be saved."""

    def __init__(self, words: str, yours: object | None = None):
        self.yours = yours
        super().__init__(words)


class UnknownTrust(RecordsError, LookupError):
    """There is no trust with this id here."""


class TrustRefused(RecordsError):
    """A trust cannot be added, renamed, deleted or brought in like this; nothing was changed."""


class Conflict(RecordsError):
    """Somebody else changed the item first; nothing was saved.

    theirs: the Item as it is now. yours: the body as you would have it; None if you were removing it.
    fields: those both of you changed. merged: both changes in one body; None when `fields` is not empty.
    """

    def __init__(self, theirs: Item[Body], yours: Body | None, fields: tuple[str, ...], merged: Body | None):
        self.theirs, self.yours, self.fields, self.merged = theirs, yours, fields, merged
        super().__init__(
            "Somebody else changed this while you were writing. Nothing of theirs or yours is lost: look at"
            " both and choose."
        )


class UndoRefused(RecordsError):
    """The step cannot be taken back without losing what somebody else did. step: give it as `past` to go one
    further back.
    """

    def __init__(self, words: str, step: str):
        self.step = step
        super().__init__(words)


class PackRefused(RecordsError):
    """What was given is not a trust's records, or has been damaged. Nothing was changed."""


class OtherTrust(PackRefused):
    """The pack was made of another trust than the one it was to go into. Nothing was changed.

    theirs: the trust in the pack; into: the one that was chosen, whose name is to be typed to take it in all
    the same; mistyped: a name was given, and was not it.
    """

    def __init__(self, theirs: Trust, into: Trust, mistyped: bool):
        self.theirs, self.into = theirs, into
        wrong = "What was typed is not that name. " if mistyped else ""
        super().__init__(
            f"{wrong}Nothing was changed. This pack holds the notes of {theirs.name} ({theirs.area}); it"
            " was to"
            f" go into {into.name} ({into.area}). To take it in all the same, type the name of the trust it"
            " is"
            f" to go into: {into.name}"
        )
