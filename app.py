"""The server: Streamlit's app with the headers and routes that a page cannot have.

The frame lies inside pages/, so Streamlit finds no pages/ folder beside its main script and never serves a page by itself.
"""

import threading
import time
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

from c4eo_core.answers.desk import prepared_desk
from c4eo_core.maps.boundaries import boundary_bytes
from pages.common import compare_files, journey, ladder, priority  # noqa: F401 - their files are offered from the first request on
from pages.common.files import files_route
from pages.common.server import Headers, boundaries_route, health_route


@asynccontextmanager
async def _lifespan(_app: object):
    """Figures are loaded and compared before the first visitor comes."""
    prepared_desk()
    boundary_bytes()
    threading.Thread(target=_build_ahead, daemon=True).start()
    yield


def _build_ahead() -> None:
    """What every reader of an authority sees first, built in the quiet after the start, with pauses so that no reader waits for it."""
    for area in prepared_desk().figures.areas.authorities:
        priority.keep(area.code)
        time.sleep(0.05)


app = st.App(
    Path(__file__).parent / "pages" / "frame.py",
    routes=[health_route, boundaries_route, files_route],
    middleware=[Middleware(Headers)],
    lifespan=_lifespan,
)
