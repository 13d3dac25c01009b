"""A file of what somebody has typed into their own page: the page sends it to the server, which sends it
straight back as a file.

Nothing is kept, and nothing of it stands in an address: an address of Streamlit's own for files is open to
whoever has it, for minutes.
"""

import re
from urllib.parse import parse_qs, urlsplit

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from c4eo_core.accounts.permissions import VISITOR
from c4eo_core.database.errors import RecordsError
from c4eo_core.model.markup import markup
from pages.server.modes import mode
from pages.session import reader

_MIMES = {"csv": "text/csv; charset=utf-8", "yaml": "application/yaml; charset=utf-8"}
_MOST = 200_000
_PRIVATE = {"cache-control": "private, no-store", "vary": "cookie"}


async def _serve(request: Request) -> Response:
    ending = request.path_params["ending"]
    if ending not in _MIMES or not _from_our_own_page(request):
        return PlainTextResponse("There is no such file.", 404, headers=_PRIVATE)
    if not _somebody_who_works_here(request):
        return PlainTextResponse("Please sign in first.", 403, headers=_PRIVATE)
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > _MOST:
            return PlainTextResponse("This is too long for a file.", 413, headers=_PRIVATE)
    sent = parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=4)
    name = re.sub(r"[^a-z0-9-]", "", sent.get("stem", [""])[0])[:100] or "file"
    text = sent.get("figures", [""])[0]
    headers = _PRIVATE | {"content-disposition": f'attachment; filename="{name}.{ending}"'}
    return Response(text.encode(), media_type=_MIMES[ending], headers=headers)


def _from_our_own_page(request: Request) -> bool:
    """No other site may make a reader's browser save a file that seems to come from here."""
    origin = urlsplit(request.headers.get("origin", ""))
    return bool(origin.netloc) and origin.netloc == request.headers.get("host", "")


def _somebody_who_works_here(request: Request) -> bool:
    if mode() != "shared":
        return mode() == "personal"
    try:
        return reader.actor_of(request) is not VISITOR
    except RecordsError:
        return False


own_files_route = Route("/own-file.{ending}", _serve, methods=["POST"])


def button_html(label: str, stem: str, ending: str, text: str) -> Markup:
    """A piece of a page. What is sent is in the page already: it is the reader's own."""
    return markup(
        '<form class="own-file" method="post" action="own-file.{ending}"><input type="hidden" name="stem"'
        ' value="{stem}"><input type="hidden" name="figures" value="{text}"><button'
        ' type="submit">{label}</button></form>',
        ending=ending,
        stem=stem,
        text=text,
        label=label,
    )
