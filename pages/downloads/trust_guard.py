"""A trust's file, handed to those who may carry it away: asked about once, here, and kept by nobody on the
way.
"""

import unicodedata
from collections.abc import Callable
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from c4eo_core.accounts.permissions import EXPORT, RECORDS, Actor, Resource, may
from c4eo_core.database.errors import RecordsError
from c4eo_core.records.errors import NotAllowed, UnknownItem, UnknownTrust
from c4eo_core.records.records import Records
from c4eo_core.records.rows import Trust
from pages.session import reader

PRIVATE = {"cache-control": "private, no-store", "vary": "cookie"}
NO_SUCH_FILE = "There is no such file. Please go back to the page and choose one of its links."
_NOBODY = "There is no such trust here, or not one of yours."

# (content, file name, media type)
Made = tuple[bytes, str, str]


class NoFile(Exception):
    """What was asked for cannot be made. The message is for the reader."""

    def __init__(self, words: str, status: int = 404):
        super().__init__(words)
        self.status = status


def hand_out(
    request: Request, trust: str, kind: str, make: Callable[[Actor], Made], action: str = "downloaded"
) -> Response:
    """kind, action: for the log of a shared copy, which says who took what and never what was in it."""
    try:
        actor = reader.actor_of(request)
        decision = may(actor, EXPORT, Resource(RECORDS, trust))
        if not decision.allowed:
            return refused(decision.reason, 403)
        body, name, mime = make(actor)
        reader.note(actor, action, kind, trust)
    except NoFile as error:
        return refused(str(error), error.status)
    except NotAllowed as error:
        return refused(str(error), 403)
    except (UnknownTrust, UnknownItem) as error:
        return refused(str(error), 404)
    except RecordsError as error:
        return refused(str(error), 503)
    return Response(body, media_type=mime, headers=PRIVATE | {"content-disposition": attachment(name)})


def refused(words: str, status: int) -> Response:
    return PlainTextResponse(words, status, headers=PRIVATE)


def attachment(name: str) -> str:
    """Old readers of the header get plain letters, new ones the name as it is."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name)}"


def trust_of(records: Records, actor: Actor, trust: str) -> Trust:
    """Raises UnknownTrust."""
    found = next((t for t in records.trusts(actor) if t.id == trust), None)
    if found is None:
        raise UnknownTrust(_NOBODY)
    return found
