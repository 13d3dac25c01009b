"""The keys of a session that hold what belongs to one trust, all forgotten when the trust changes."""

import streamlit as st

# Every key of the session that holds something of a trust begins with this, so that all can be cleared at
# once.
PREFIX = "edit:"


def clear() -> None:
    """Before another trust comes on the screen."""
    for key in [k for k in st.session_state if isinstance(k, str) and k.startswith(PREFIX)]:
        del st.session_state[key]
