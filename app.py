"""The server: Streamlit's app with the headers and routes that a page cannot have.

The frame lies inside pages/, so Streamlit finds no pages/ folder beside its main script and never serves a page by itself.
"""

import asyncio
import gc
import os
import threading
import time
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

from c4eo_core.accounts.passwords import of_nobody
from c4eo_core.answers.desk import prepared_desk
from c4eo_core.maps.boundaries import boundary_bytes
from pages.common import (  # noqa: F401 - the files of some are offered from the first request on
    compare_files,
    coverage_files,
    headlines,
    identity,
    journey,
    ladder,
    priority,
    reach_picture,
)
from pages.common.at_once import write_at_once
from pages.common.doors import doors, settings
from pages.common.files import files_route
from pages.common.gate import Gate
from pages.common.handover import Handover
from pages.common.invitation import invitation_routes
from pages.common.local_data_files import local_data_routes
from pages.common.local_files import local_files_route
from pages.common.modes import mode
from pages.common.neighbour_files import neighbour_files_route
from pages.common.own_files import own_files_route
from pages.common.packs import packs_route
from pages.common.places_routes import places_route
from pages.common.server import Headers, boundaries_route, give_back_memory, health_route, keep_memory_together
from pages.common.sign_in import sign_in_routes
from pages.common.trust_files import trust_files_route
from pages.common.whole import finish_callbacks
from pages.common.workshop import card_files  # noqa: F401 - as above

_TIDY = 30  # seconds between two givings back of memory; each takes a few milliseconds
keep_memory_together()
finish_callbacks()


@asynccontextmanager
async def _lifespan(_app: object):
    """Figures are loaded and compared before the first visitor comes; a shared copy that could let in the wrong people never starts."""
    write_at_once(asyncio.get_running_loop())
    if mode() == "shared":
        settings(), identity.provider(), identity.passwords(), doors(), of_nobody()
    prepared_desk()
    boundary_bytes()
    give_back_memory()
    threading.Thread(target=_in_the_quiet, daemon=True).start()
    yield


def _in_the_quiet() -> None:
    if os.environ.get("C4EO_BUILD_AHEAD") != "no":
        _build_ahead()
    while True:
        time.sleep(_TIDY)
        give_back_memory()


def _build_ahead() -> None:
    """What readers of an authority see first, built in the quiet after the start, with pauses so that no reader waits for it.

    The public pages where the public comes, the working pages where somebody may open them.
    """
    for n, area in enumerate(prepared_desk().figures.areas.authorities):
        if mode() != "personal":
            headlines.keep(area.code)
        if mode() != "public":
            priority.keep(area.code)
            reach_picture.keep(area.code)
        if n % 10 == 0:
            give_back_memory()
        time.sleep(0.05)
    gc.collect()
    gc.freeze()  # what stays is not looked through again at every collection, which took a tenth of each reader's answer
    give_back_memory()


app = st.App(
    Path(__file__).parent / "pages" / "frame.py",
    routes=[
        health_route, boundaries_route, places_route, files_route, local_files_route, trust_files_route, neighbour_files_route, packs_route,
        own_files_route,
        *local_data_routes, *sign_in_routes, *invitation_routes,
    ],  # fmt: skip
    middleware=[Middleware(Headers), Middleware(Gate), Middleware(Handover)],
    lifespan=_lifespan,
    secrets=identity.streamlit_secrets(),
)
