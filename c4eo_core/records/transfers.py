"""A trust's pack out of the records and in again, for whoever may."""

from collections.abc import Callable
from datetime import datetime

from c4eo_core.accounts.permissions import EDIT, EXPORT, MANAGE, RECORDS, TRUST, Actor, Resource, may
from c4eo_core.database.connection import Clash, Database
from c4eo_core.database.timestamps import now
from c4eo_core.records import pack, pack_checks
from c4eo_core.records.change_log import TrustTransaction
from c4eo_core.records.errors import NotAllowed, TrustRefused
from c4eo_core.records.pack_checks import Pack
from c4eo_core.records.rows import Trust, iso

Clock = Callable[[], datetime]


class Transfers:
    """The part of the records that packs go through. pack_key: signs them, and knows its own again; empty
    where there is no secret.
    """

    def __init__(self, database: Database, clock: Clock = now, pack_key: bytes = b""):
        self._database, self._clock, self._pack_key = database, clock, pack_key

    def export(self, actor: Actor, trust: str, history: bool = True) -> pack_checks.Json:
        """Everything of this trust and nothing of another; without its history, nothing of what was deleted
        or written over.
        """
        must(actor, EXPORT, RECORDS, trust)
        with self._database.read() as connection:
            return pack.packed(
                TrustTransaction(connection, actor, trust, iso(self._clock())), history, self._pack_key
            )

    def import_(
        self, actor: Actor, data: dict[str, object], trust: str | None = None, typed_name: str = ""
    ) -> Trust:
        """trust: an empty one to fill; without it the pack's own is made anew. typed_name: of the trust to
        fill, to take in another trust's pack all the same, as a step that can be undone. Raises PackRefused,
        OtherTrust, TooNew; then nothing was changed.
        """
        brought = self.checked(data)
        if trust is None:
            must(actor, MANAGE, TRUST, brought.trust.id)
        must(actor, EDIT, RECORDS, trust or brought.trust.id)
        try:
            return self._database.write(
                lambda c: pack.unpack(
                    TrustTransaction(c, actor, trust or brought.trust.id, iso(self._clock())),
                    brought,
                    trust is None,
                    typed_name,
                )
            )
        except Clash:
            raise TrustRefused(
                "Somebody is bringing in the same trust at this moment. Nothing was changed by you."
            ) from None

    def checked(self, data: object) -> Pack:
        """A pack as it would come in: whose it is, and who signed it. Raises PackRefused, TooNew."""
        return pack_checks.read(data, self._pack_key)


def must(actor: Actor, action: str, kind: str, trust: str | None) -> None:
    """Raises NotAllowed."""
    decision = may(actor, action, Resource(kind, trust))
    if not decision.allowed:
        raise NotAllowed(decision.reason)
