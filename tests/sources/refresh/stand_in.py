"""A publisher's server for tests, with the manners of the real ones: it cuts off, is busy, answers 304, goes on from
a byte, shows a licence page in the place of a file, and speaks the statistics API.
"""

import hashlib
import json
import threading
from collections import Counter
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class File:
    """manners: what goes wrong on the first visits, in turn: 'cut', 'busy', 'slow'; then all is well."""

    body: bytes
    kind: str = "application/octet-stream"
    manners: list[str] = field(default_factory=list)
    etag: bool = True
    status: int = 200
    modified: str | None = None


class StandIn:
    """Files by path, data sets of the API by id; `asked` counts requests by method and path."""

    def __init__(self):
        self.files: dict[str, File] = {}
        self.data_sets: dict[str, DataSet] = {}
        self.asked = Counter()
        self.seen: list[tuple[str, str, dict]] = []
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    def close(self):
        self._server.shutdown()
        self._server.server_close()

    def _handler(self):
        stand_in = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_):
                pass

            def do_HEAD(self):  # the register refuses it
                self.send_error(405)

            def do_GET(self):
                self._note("GET")
                path = self.path.partition("?")[0]
                if path.startswith("/v1/"):
                    return self._api(path, None)
                file = stand_in.files.get(path)
                if file is None:
                    return self._send(404, b"not here", "text/plain")
                return self._file(file)

            def do_POST(self):
                self._note("POST")
                asked = json.loads(self.rfile.read(int(self.headers.get("content-length", 0))) or b"null")
                self._api(self.path.partition("?")[0], asked)

            def _note(self, method):
                stand_in.asked[method, self.path.partition("?")[0]] += 1
                stand_in.seen.append((method, self.path, dict(self.headers)))

            def _file(self, file):
                manner = file.manners.pop(0) if file.manners else ""
                if manner == "busy":
                    return self._send(429, b"later", "text/plain", {"Retry-After": "1"})
                if file.status != 200:
                    return self._send(file.status, file.body, file.kind)
                tag = f'"{hashlib.sha256(file.body).hexdigest()[:16]}"'
                if file.etag and self.headers.get("If-None-Match") == tag:
                    return self._send(304, b"", file.kind)
                start = 0
                if (wanted := self.headers.get("Range", "")).startswith("bytes="):
                    start = int(wanted[6:].partition("-")[0])
                body = file.body[start:]
                headers = {"ETag": tag} if file.etag else {}
                if file.modified:
                    headers["Last-Modified"] = file.modified
                if manner == "cut":
                    self.send_response(206 if start else 200)
                    self.send_header("Content-Length", str(len(body)))
                    for name, value in headers.items():
                        self.send_header(name, value)
                    self.end_headers()
                    self.wfile.write(body[: len(body) // 2])
                    self.wfile.flush()
                    self.close_connection = True
                    return None
                return self._send(206 if start else 200, body, file.kind, headers)

            def _api(self, path, asked):
                parts = path.removeprefix("/v1/data-sets/").split("/")
                found = stand_in.data_sets.get(parts[0])
                if found is None:
                    return self._problem(404, "Not found", [])
                if len(parts) == 1:
                    return self._json(found.summary())
                if parts[1] == "meta":
                    return self._json(found.meta())
                status, answer = found.query(asked)
                return self._json(answer) if status == 200 else self._problem(status, "Bad request", answer)

            def _problem(self, status, title, errors):
                body = json.dumps({"title": title, "status": status, "errors": errors}).encode()
                self._send(status, body, "application/problem+json")

            def _json(self, shape):
                self._send(200, json.dumps(shape).encode(), "application/json")

            def _send(self, status, body, kind, headers=()):
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                for name, value in dict(headers).items():
                    self.send_header(name, value)
                self.end_headers()
                if status != 304:
                    self.wfile.write(body)
                return

        return Handler


@dataclass
class DataSet:
    """One data set: two filters, one indicator, figures as text. `in` is a union over all its options, as in the
    real API: two filters in one clause give the rows of either.
    """

    version: str = "1.0"
    rows: list[dict] = field(default_factory=list)
    page_size: int = 2

    def summary(self):
        return {"id": "x", "latestVersion": {"version": self.version, "timePeriods": {"end": "2024/25"}}}

    def meta(self):
        return {
            "filters": [
                {
                    "id": "f1",
                    "column": "sex",
                    "options": [{"id": "s0", "label": "Total"}, {"id": "s1", "label": "Girls"}],
                },
                {
                    "id": "f2",
                    "column": "meals",
                    "options": [{"id": "m0", "label": "Total"}, {"id": "m1", "label": "Eligible"}],
                },
            ],
            "indicators": [{"id": "i1", "column": "share", "label": "Share"}],
            "geographicLevels": [{"code": "NAT"}, {"code": "LA"}, {"code": "SCH"}],
            "locations": [
                {"level": {"code": "NAT"}, "options": [{"id": "n", "label": "England", "code": "E92000001"}]},
                {
                    "level": {"code": "LA"},
                    "options": [
                        {"id": "a", "label": "Barnsley", "code": "E08000038", "oldCode": "370"},
                        {"id": "b", "label": "Bury", "code": "E08000002", "oldCode": "351"},
                    ],
                },
            ],
        }

    def query(self, asked):
        if asked["pageSize"] > 10_000:
            return 400, [{"path": "pageSize", "message": "Must be between 1 and 10000."}]
        kept, warnings = list(self.rows), []
        for clause in asked["criteria"]["and"]:
            if options := clause.get("filters", {}).get("in"):
                unknown = [o for o in options if o not in ("s0", "s1", "m0", "m1")]
                warnings += [{"code": "FiltersNotFound", "message": f"{o} was not found"} for o in unknown]
                kept = [r for r in kept if set(options) & set(r["filters"].values())] if not unknown else kept
        size = self.page_size
        pages = max(-(-len(kept) // size), 1)
        start = (asked["page"] - 1) * size
        return 200, {
            "paging": {
                "page": asked["page"],
                "pageSize": size,
                "totalPages": pages,
                "totalResults": len(kept),
            },
            "results": kept[start : start + size],
            "warnings": warnings,
        }


def api_row(place, value, sex="s0", meals="m0", period="2024/2025"):
    level = "NAT" if place == "n" else "LA"
    locations = {"NAT": "n"} if place == "n" else {"NAT": "n", "LA": place}
    return {
        "timePeriod": {"code": "AY", "period": period},
        "geographicLevel": level,
        "locations": locations,
        "filters": {"f1": sex, "f2": meals},
        "values": {"i1": value},
    }
