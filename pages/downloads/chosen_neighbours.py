"""Files of a page that compares with neighbours a trust has chosen. Only for those who may read that trust;
made anew, kept by nobody.
"""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from c4eo_core.answers.desk import prepared_desk
from c4eo_core.answers.standing.neighbour_set import choice_of
from c4eo_core.catalogue.areas import UnknownArea
from c4eo_core.database.errors import RecordsError
from c4eo_core.records.errors import NotAllowed, UnknownTrust
from c4eo_core.records.local_kinds import NeighbourSet
from c4eo_core.store.figures import UnknownIndicator
from pages.downloads.maker import MIMES, NEIGHBOURS, asked_words
from pages.downloads.registry import MAKERS
from pages.downloads.trust_guard import NO_SUCH_FILE, PRIVATE, refused, trust_of
from pages.session import neighbours_in_use, reader

# Kinds whose figures depend on who the neighbours are; all others are the same for everybody.
_OFFERED = ("curve", "profile", "several", "scatter", "all-areas", "ladder", "journey")


def _serve(request: Request) -> Response:
    kind, ending, trust = (
        request.path_params["kind"],
        request.path_params["ending"],
        request.query_params.get("trust", ""),
    )
    if kind not in _OFFERED or ending not in MAKERS[kind].makers:
        return refused(NO_SUCH_FILE, 404)
    try:
        version = _version(request, trust)
        asked, name = MAKERS[kind].answer(dict(asked_words(request)) | {NEIGHBOURS: version})
        body = MAKERS[kind].makers[ending](asked)
    except NotAllowed as error:
        return refused(str(error), 403)
    except (UnknownTrust, UnknownArea, UnknownIndicator) as error:
        return refused(str(error), 404)
    except RecordsError as error:
        return refused(str(error), 503)
    file = f"{name}{'-chosen-neighbours' if neighbours_in_use.is_chosen(version) else ''}.{ending}"
    return Response(
        body,
        media_type=MIMES[ending],
        headers=PRIVATE | {"content-disposition": f'attachment; filename="{file}"'},
    )


def _version(request: Request, trust: str) -> str:
    """With what the trust has chosen at this moment. Raises NotAllowed, UnknownTrust and others of the
    records.
    """
    actor, figures = reader.actor_of(request), prepared_desk().figures
    records = reader.records_of(actor)
    items = records.items(actor, trust, NeighbourSet)
    found = trust_of(records, actor, trust)
    choice = choice_of(figures, figures.areas.by_code(found.area), items)
    return neighbours_in_use.version_of(choice) if choice else figures.version


neighbour_files_route = Route("/trust-figures/{kind}.{ending}", _serve)
