"""The server: Streamlit's app with the headers and routes that a page cannot have.

The frame lies inside pages/, so Streamlit finds no pages/ folder beside its main script and never serves a page by itself.
"""

from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

from c4eo_core.answers.desk import prepared_desk
from c4eo_core.maps.boundaries import boundary_bytes
from pages.common import compare_files, journey, ladder  # noqa: F401 - their files are offered from the first request on
from pages.common.files import files_route
from pages.common.server import Headers, boundaries_route, health_route


@asynccontextmanager
async def _lifespan(_app: object):
    """Figures are loaded and compared before the first visitor comes."""
    prepared_desk()
    boundary_bytes()
    yield


app = st.App(
    Path(__file__).parent / "pages" / "frame.py",
    routes=[health_route, boundaries_route, files_route],
    middleware=[Middleware(Headers)],
    lifespan=_lifespan,
)
