"""The addresses that programs read, described as OpenAPI 3.1; a test asks each of them."""

import json

from c4eo_core.reports.site.frame import NAME, Setting

PLACE = {
    "name": "place",
    "example": "leeds",
    "words": "name as in the address of the place's page, or its code",
}
MEASURE = {"name": "measure", "example": "exclusions", "words": "id of the measure, as in indicators.csv"}
# Address → what it gives, in which form, and what stands in its braces.
DESCRIBED: dict[str, tuple[str, str, tuple[dict[str, str], ...]]] = {
    "/place/{place}.json": (
        "Headlines of a place: sentences, series, forecasts",
        "application/json",
        (PLACE,),
    ),
    "/place/{place}.csv": ("Headlines of a place, a row a figure", "text/csv", (PLACE,)),
    "/place/{place}.rss": ("Newest figures of a place", "application/rss+xml", (PLACE,)),
    "/indicator/{measure}.json": (
        "A measure: every council's newest figure, England over time, who moved most",
        "application/json",
        (MEASURE,),
    ),
    "/indicator/{measure}.rss": ("Newest figures of a measure", "application/rss+xml", (MEASURE,)),
    "/data/{measure}.csv": ("A measure: every place and year", "text/csv", (MEASURE,)),
    "/data/indicators.csv": ("All measures with meaning, unit and source", "text/csv", ()),
    "/data/areas.csv": ("All places with code, kind and region", "text/csv", ()),
    "/data/all.zip": ("Everything: three tables as CSV with datapackage.json", "application/zip", ()),
    "/data/all.parquet": ("Every figure as one table for programs", "application/vnd.apache.parquet", ()),
    "/data/datapackage.json": ("Description of the tables (Frictionless)", "application/json", ()),
    "/data/openapi.json": ("This description", "application/json", ()),
}
_MISSING = {"description": "No such place or measure: a page that says so and suggests what was meant"}


def described(setting: Setting) -> dict[str, tuple[str, str, tuple[dict[str, str], ...]]]:
    """As on this site: a site of files has other names, and feeds only where it knows its own address."""
    found = DESCRIBED
    if not setting.served:
        found = {path.replace("/place/", "/area/"): given for path, given in found.items()}
    if not setting.has_feeds:
        found = {path: given for path, given in found.items() if not path.endswith(".rss")}
    return found


def openapi(setting: Setting, edition: str) -> bytes:
    shape = {
        "openapi": "3.1.0",
        "info": {
            "title": f"{NAME}: published figures on children and young people in England",
            "version": edition,
            "description": "Read only, without a key. Answers carry an ETag: ask again with If-None-Match.",
            "license": {"name": "Open Government Licence v3.0", "identifier": "OGL-UK-3.0"},
        },
        "servers": [{"url": (setting.base or "/").rstrip("/") or "/"}],
        "paths": {
            path: {
                "get": {
                    "summary": summary,
                    "operationId": _name(path),
                    "parameters": [
                        {
                            "name": p["name"],
                            "in": "path",
                            "required": True,
                            "description": p["words"],
                            "schema": {"type": "string"},
                            "example": p["example"],
                        }
                        for p in parts
                    ],
                    "responses": {
                        "200": {"description": summary, "content": {kind: {}}},
                        **({"404": _MISSING} if parts else {}),
                    },
                }
            }
            for path, (summary, kind, parts) in described(setting).items()
        },
    }
    return json.dumps(shape, ensure_ascii=False, indent=1).encode()


def _name(path: str) -> str:
    words = path.strip("/").replace("{", "").replace("}", "").replace(".", "/").split("/")
    return words[0] + "".join(word.title() for word in words[1:])
