"""Files of public figures, made when somebody follows the link, so the address may be shared."""

from datetime import date
from functools import lru_cache

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from c4eo_core.answers.coverage.distances import NotCovered
from c4eo_core.answers.coverage.shape import WrongQuestion
from c4eo_core.answers.desk import prepared_desk
from c4eo_core.answers.report.report import NoReport
from c4eo_core.answers.schools.shape import NoSuchArea, UnknownSchool
from c4eo_core.catalogue.areas import UnknownArea
from c4eo_core.catalogue.services import UnknownService
from c4eo_core.store.figures import UnknownIndicator
from pages.downloads.maker import MIMES, asked_words
from pages.downloads.registry import MAKERS


@lru_cache(maxsize=300)
def _made(kind: str, ending: str, words: tuple[tuple[str, str], ...], _version: str) -> tuple[bytes, str]:
    maker = MAKERS[kind]
    asked, name = maker.answer(dict(words))
    return maker.makers[ending](asked), f"{name}.{ending}"


def _serve(request: Request) -> Response:
    kind, ending = request.path_params["kind"], request.path_params["ending"]
    if kind not in MAKERS or ending not in MAKERS[kind].makers:
        return PlainTextResponse(
            "There is no such file. Please go back to the page and choose one of its links.", 404
        )
    words = asked_words(request)
    try:
        body, name = _made(
            kind, ending, words, f"{prepared_desk().figures.version} {date.today()}"
        )  # a report carries its day
    except (
        UnknownArea,
        UnknownIndicator,
        NoReport,
        UnknownService,
        NotCovered,
        WrongQuestion,
        UnknownSchool,
        NoSuchArea,
    ) as error:
        return PlainTextResponse(str(error), 404)
    return Response(
        body, media_type=MIMES[ending], headers={"content-disposition": f'attachment; filename="{name}"'}
    )


files_route = Route("/files/{kind}.{ending}", _serve)
