"""What we use of Streamlit's that is not its public interface: all of it, and here alone.

Nothing of this is promised from one version to the next, so the version is held to one minor in
pyproject.toml, and a test fails when it moves. Then look again at each name below and at what is asked
upstream (streamlit/streamlit on GitHub: 10578, 16158, 16161, 16763, 16765); some may not be needed any more.

- AppSession, ForwardMsg, Runtime, SessionClient, WebsocketSessionManager, decode_xsrf_token_string:
  whose a session is, and what the first message says (`sockets`, `socket_owners`).
- MemoryUploadedFileManager, UploadedFile: files are let go of once read, and counted while held (`uploads`).
- SafeSessionState, ScriptRunner: callbacks run to their end (`streamlit_callbacks`).
- decode_signed_value, generate_login_redirect_url, get_cookie_secret, get_cookie_with_chunks, SecretsValue:
  the organisation's sign-in is Streamlit's, its answer is read by us (`oidc`).
- get_script_run_ctx: the session a run belongs to. StreamlitPage: a page's type.
"""

from streamlit.auth_util import get_cookie_with_chunks
from streamlit.navigation.page import StreamlitPage
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime import Runtime
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.scriptrunner.script_runner import ScriptRunner
from streamlit.runtime.secrets import SecretsValue
from streamlit.runtime.session_manager import SessionClient
from streamlit.runtime.state import SafeSessionState
from streamlit.runtime.uploaded_file_manager import UploadedFile
from streamlit.runtime.websocket_session_manager import WebsocketSessionManager
from streamlit.user_info import generate_login_redirect_url
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value, decode_xsrf_token_string

__all__ = [
    "AppSession",
    "ForwardMsg",
    "MemoryUploadedFileManager",
    "Runtime",
    "SafeSessionState",
    "ScriptRunner",
    "SecretsValue",
    "SessionClient",
    "StreamlitPage",
    "UploadedFile",
    "WebsocketSessionManager",
    "decode_signed_value",
    "decode_xsrf_token_string",
    "generate_login_redirect_url",
    "get_cookie_secret",
    "get_cookie_with_chunks",
    "get_script_run_ctx",
]
