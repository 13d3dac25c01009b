"""The server: Streamlit's app with the headers and routes that a page cannot have.

The frame lies inside pages/, so Streamlit finds no pages/ folder beside its main script and never serves a
page by itself.
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

from c4eo_core.accounts.passwords import hash_of_nobody
from c4eo_core.answers.desk import prepared_desk
from c4eo_core.maps.boundaries import boundary_bytes
from pages.downloads.chosen_neighbours import neighbour_files_route
from pages.downloads.local_data import local_data_routes
from pages.downloads.local_series import local_files_route
from pages.downloads.map_layers import places_route
from pages.downloads.practice import practice_routes
from pages.downloads.published import files_route
from pages.downloads.session_report import trust_files_route
from pages.downloads.trust_pack import packs_route
from pages.downloads.typed_by_reader import own_files_route
from pages.priorities.parts import body as priority_body
from pages.priorities.parts import reach_picture
from pages.public.headline_curves import kept as headline_curves
from pages.server import oidc
from pages.server.allowed_hosts import AllowedHosts
from pages.server.database import process_database, settings
from pages.server.headers import Headers
from pages.server.health import boundaries_route, health_route
from pages.server.invitation import invitation_routes
from pages.server.light_pages import light_routes
from pages.server.memory import give_back_memory
from pages.server.modes import mode
from pages.server.new_figures import new_routes
from pages.server.oidc_return import OidcReturn
from pages.server.packed_scripts import PackedScripts
from pages.server.sign_in import sign_in_routes
from pages.server.sockets import Sockets, guard_sockets
from pages.server.streamlit_callbacks import finish_callbacks
from pages.server.tcp_nodelay import write_at_once
from pages.server.uploads import Uploads

_TIDY = 30  # seconds between two givings back of memory; each takes a few milliseconds
finish_callbacks()
guard_sockets()


@asynccontextmanager
async def _lifespan(_app: object):
    """Figures are loaded and compared before the first visitor comes; a shared copy that could let in the
    wrong people never starts.
    """
    write_at_once(asyncio.get_running_loop())
    if mode() == "shared":
        settings(), oidc.provider(), oidc.passwords(), process_database(), hash_of_nobody()
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
    """What readers of an authority see first, built in the quiet after the start, with pauses so that no
    reader waits for it.

    The public pages where the public comes, the working pages where somebody may open them.
    """
    for n, area in enumerate(prepared_desk().figures.areas.authorities):
        if mode() != "personal":
            headline_curves.keep(area.code)
        if mode() != "public":
            priority_body.keep(area.code)
            reach_picture.keep(area.code)
        if n % 10 == 0:
            give_back_memory()
        time.sleep(0.05)
    gc.collect()
    # what stays is not looked through again at every collection, which took a tenth of each reader's answer
    gc.freeze()
    give_back_memory()


app = st.App(
    Path(__file__).parent / "pages" / "frame.py",
    routes=[
        health_route,
        boundaries_route,
        places_route,
        files_route,
        local_files_route,
        trust_files_route,
        neighbour_files_route,
        packs_route,
        *practice_routes,
        own_files_route,
        *local_data_routes,
        *sign_in_routes,
        *invitation_routes,
        *light_routes,
        *new_routes,
    ],
    middleware=[
        Middleware(Headers),
        Middleware(AllowedHosts),
        Middleware(OidcReturn),
        Middleware(Sockets),
        Middleware(Uploads),
        Middleware(PackedScripts),
    ],
    lifespan=_lifespan,
    secrets=oidc.streamlit_secrets(),
)
