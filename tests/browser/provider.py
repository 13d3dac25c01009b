"""A small OpenID provider for the tests: it signs in whoever it is told to, and as badly as it is told to."""

import base64
import contextlib
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT, SECRET = "c4eo-tests", "pV7q-2kXz9.mR4tLw8~yB1nC6hJ"


@dataclass
class Provider:
    """says: claims of the next person. spoils: done to the claims last. key: what it signs with; another one
    is a forger's.
    """

    address: str
    callback: str = ""
    says: dict = field(default_factory=dict)
    spoils: dict = field(default_factory=dict)
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "one"}))
    forged: RSAKey | None = None
    refuses: str = ""
    silent: bool = False
    codes: dict = field(default_factory=dict)
    asked: list = field(default_factory=list)
    wrongs: list = field(default_factory=list)

    def will_say(self, email: str, verified: object = True, **more: object) -> None:
        self.says = {"sub": f"sub-{email}", "email": email, "email_verified": verified, **more}
        self.spoils, self.forged, self.refuses, self.silent = {}, None, "", False

    def metadata(self) -> dict:
        at = {name: f"{self.address}/{name}" for name in ("authorize", "token", "jwks", "userinfo", "logout")}
        return {
            "issuer": self.address,
            "authorization_endpoint": at["authorize"],
            "token_endpoint": at["token"],
            "jwks_uri": at["jwks"],
            "userinfo_endpoint": at["userinfo"],
            "end_session_endpoint": at["logout"],
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "code_challenge_methods_supported": ["S256"],
            "scopes_supported": ["openid", "email"],
        }

    def authorize(self, asked: dict[str, str]) -> str:
        """Where the browser goes next."""
        self.asked.append(asked)
        right = (
            asked["client_id"] == CLIENT
            and asked["redirect_uri"] == self.callback
            and asked["response_type"] == "code"
        )
        if not (right and asked["state"] and asked["nonce"] and asked["code_challenge_method"] == "S256"):
            self.wrongs.append(asked)
        back = {"state": asked["state"]}
        if self.refuses:
            return f"{self.callback}?{urlencode(back | {'error': self.refuses, 'error_description': 'no'})}"
        code = secrets.token_urlsafe(12)
        self.codes[code] = (asked, dict(self.says))
        return f"{self.callback}?{urlencode(back | {'code': code})}"

    def token(self, fields: dict[str, str], who: str) -> dict | None:
        """None: not for this one. A code works once."""
        expected = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        asked, says = self.codes.pop(fields.get("code", ""), (None, None))
        if asked is None or who != f"Basic {expected}" or fields.get("redirect_uri") != self.callback:
            return None
        proof = (
            base64.urlsafe_b64encode(hashlib.sha256(fields.get("code_verifier", "").encode()).digest())
            .decode()
            .rstrip("=")
        )
        if proof != asked["code_challenge"]:
            return None
        now = int(time.time())
        claims = {
            "iss": self.address,
            "aud": CLIENT,
            "iat": now,
            "exp": now + 300,
            "nonce": asked["nonce"],
            **says,
            **self.spoils,
        }
        signed = jwt.encode({"alg": "RS256", "kid": "one"}, claims, self.forged or self.key)
        return {
            "access_token": secrets.token_urlsafe(12),
            "token_type": "Bearer",
            "expires_in": 300,
            "id_token": signed,
        }


def as_named_to(provider: Provider) -> dict[str, str]:
    """Of a server that sends people there."""
    metadata = f"{provider.address}/.well-known/openid-configuration"
    return {"C4EO_OIDC_METADATA": metadata, "C4EO_OIDC_CLIENT": CLIENT, "C4EO_OIDC_SECRET": SECRET}


@contextlib.contextmanager
def provider() -> Iterator[Provider]:
    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            fields = {name: values[0] for name, values in parse_qs(parts.query).items()}
            if running.silent:
                self._say({"error": "down"}, 503)
            elif parts.path == "/.well-known/openid-configuration":
                self._say(running.metadata())
            elif parts.path == "/jwks":
                self._say({"keys": [running.key.as_dict(private=False)]})
            elif parts.path == "/authorize":
                self._say({}, 302, running.authorize(fields))
            else:
                self._say({"error": "nothing here"}, 404)

        def do_POST(self) -> None:
            body = parse_qs(self.rfile.read(int(self.headers["content-length"])).decode())
            found = running.token(
                {name: values[0] for name, values in body.items()}, self.headers.get("authorization", "")
            )
            self._say(found or {"error": "invalid_grant"}, 200 if found else 400)

        def _say(self, what: dict, status: int = 200, to: str = "") -> None:
            body = json.dumps(what).encode()
            self.send_response(status)
            for name, value in (
                ("content-type", "application/json"),
                ("content-length", str(len(body))),
                ("location", to),
            ):
                if value:
                    self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as server:
        running = Provider("http:" + f"//127.0.0.1:{server.server_port}")
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield running
        finally:
            server.shutdown()
