"""What the server adds to Streamlit's own answers: security headers, health, the boundaries of the maps."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from c4eo_core.answers.desk import prepared_desk
from c4eo_core.maps.boundaries import boundary_bytes


async def _health(_request: Request) -> Response:
    figures = prepared_desk().figures
    return JSONResponse({"status": "ok", "figures": figures.version, "built": figures.built.isoformat()})


async def _boundaries(request: Request) -> Response:
    packed = "gzip" in request.headers.get("accept-encoding", "")
    headers = {"cache-control": "public, max-age=86400", "vary": "accept-encoding"}
    if packed:
        headers["content-encoding"] = "gzip"
    return Response(boundary_bytes(packed), media_type="application/geo+json", headers=headers)


health_route = Route("/health", _health)
boundaries_route = Route("/boundaries/authorities.geojson", _boundaries)
