"""The trusts themselves: which there are, a new one, a changed one, and the end of one."""

from c4eo_core.accounts.permissions import DELETE, MANAGE, READ, TRUST, Actor, Resource, may
from c4eo_core.database.connection import Clash
from c4eo_core.records import trusts
from c4eo_core.records.errors import TrustRefused
from c4eo_core.records.rows import Trust, iso
from c4eo_core.records.transfers import Transfers, must


class TrustRecords(Transfers):
    """The part of the records that is about trusts as such."""

    def trusts(self, actor: Actor) -> list[Trust]:
        """Those this actor may see, by name."""
        with self._database.read() as connection:
            return [t for t in trusts.listed(connection) if may(actor, READ, Resource(TRUST, t.id)).allowed]

    def add_trust(self, actor: Actor, name: str, area: str, colour: str | None = None) -> Trust:
        """Raises TrustRefused when there is one of that name."""
        must(actor, MANAGE, TRUST, None)
        try:
            return self._database.write(lambda c: trusts.add(c, name, area, colour, iso(self._clock())))
        except Clash:
            raise TrustRefused(
                "Somebody has just added a trust of this name. Choose another name, or use that one."
            ) from None

    def change_trust(
        self,
        actor: Actor,
        trust: str,
        name: str | None = None,
        area: str | None = None,
        colour: str | None = None,
    ) -> Trust:
        must(actor, MANAGE, TRUST, trust)
        try:
            return self._database.write(lambda c: trusts.change(c, trust, name, area, colour))
        except Clash:
            raise TrustRefused(
                "Somebody has just given another trust this name. Choose another one."
            ) from None

    def trust_for_area(self, actor: Actor, area: str) -> Trust | None:
        """The first that was made for this area, of those this actor may see."""
        found = [t for t in self.trusts(actor) if t.area == area]
        return min(found, key=lambda t: (t.created_at, t.id), default=None)

    def delete_trust(self, actor: Actor, trust: str, typed_name: str) -> None:
        """Everything of the trust, its log too; only the day and its name are kept. Raises TrustRefused when
        the name differs.
        """
        must(actor, DELETE, TRUST, trust)
        self._database.write(lambda c: trusts.erase(c, trust, typed_name, self._clock().date().isoformat()))
        self._database.fold_away()

    def deletions(self, actor: Actor) -> list[tuple[str, str]]:
        """Day and name of every trust deleted here, oldest first."""
        must(actor, MANAGE, TRUST, None)
        with self._database.read() as connection:
            return trusts.erased(connection)
