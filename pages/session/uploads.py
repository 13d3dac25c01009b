"""Files somebody brings: read once when they come, and then let go of, so that nothing of them stays but what
was read.
"""

import streamlit as st

from pages.server.streamlit_internals import MemoryUploadedFileManager, UploadedFile, get_script_run_ctx


def let_go(given: UploadedFile) -> None:
    """Out of the server's memory; Streamlit would keep it for as long as the browser's window is open."""
    ctx = get_script_run_ctx()
    if ctx is not None and isinstance(ctx.uploaded_file_mgr, MemoryUploadedFileManager):
        ctx.uploaded_file_mgr.remove_file(session_id=ctx.session_id, file_id=given.file_id)


def taken(key: str) -> tuple[bytes, str] | None:
    """Content and name of what has come at this uploader, which then is empty again: its key must change. For
    callbacks.
    """
    given = st.session_state.get(key)
    if given is None:
        return None
    content, name = given.getvalue(), given.name
    let_go(given)
    return content, name
