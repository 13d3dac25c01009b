"""The whole of the published figures to download, and the description that programs read."""

import csv
import datetime as dt
import io
import json
import zipfile
from collections.abc import Iterator, Sequence
from functools import lru_cache

from c4eo_core.answers.desk import Desk
from c4eo_core.answers.public.everywhere import Everywhere
from c4eo_core.answers.standing.words import ATTRIBUTION, LICENCE, source_words
from c4eo_core.model.gap_size import size_of
from c4eo_core.model.kinds import Note
from c4eo_core.reports.site.data_files import plain
from c4eo_core.reports.tables.curve import text_cell
from c4eo_core.store.figures import NOTES

Cells = tuple[object, ...]
OBSERVATIONS = {
    "indicator": ("string", "id of the indicator, as in indicators.csv"),
    "area_code": ("string", "nine characters, as in areas.csv"),
    "period": ("string", "as the source names it"),
    "period_start": ("date", "first day"),
    "period_end": ("date", "last day"),
    "value": ("number", "a gap as its size; empty where there is none: never zero"),
    "note": ("string", "why there is no value"),
    "status": ("string", "provisional, revised or final, where the source says"),
}
INDICATORS = {
    "indicator": ("string", "id: short and stable"),
    "title": ("string", "in plain words"),
    "unit": ("string", "of the value"),
    "polarity": ("string", "high or low: which is better; none: neither"),
    "decimals": ("integer", "as published"),
    "definition": ("string", "what is counted"),
    "source": ("string", "publisher, release, date and licence"),
    "source_link": ("string", "the publisher's page"),
    "updated": ("date", "when the source last published it"),
}
AREAS = {
    "area_code": ("string", "nine characters"),
    "area": ("string", "name"),
    "kind": ("string", "authority, former authority, region, part of London or England"),
    "region": ("string", "code of the region it lies in"),
    "began": ("date", "first day, where it is new"),
    "ended": ("date", "last day, where it has ended"),
}


def observations(desk: Desk) -> Iterator[Cells]:
    """Every figure, and every reason why there is none, in the columns of OBSERVATIONS."""
    figures = desk.figures
    codes = [a.code for a in figures.areas.areas]
    for i in figures.indicators:
        values, notes = figures.block(i, figures.areas.areas)
        spans = [(p.label, p.start, p.end, p.status.value if p.status else "") for p in i.periods]
        for code, row, marks in zip(codes, values, notes, strict=True):
            for (label, start, end, status), value, mark in zip(spans, row, marks, strict=True):
                note = NOTES[mark] if value != value else None
                number = None if value != value else float(plain(size_of(value, i)))
                yield i.id, code, label, start, end, number, note.value if note else "", status


def indicator_rows(desk: Desk) -> list[Cells]:
    return [
        (
            i.id,
            i.title,
            i.unit_words,
            i.polarity.value,
            i.decimals,
            i.definition,
            source_words(i),
            i.source_link or "",
            i.updated or "",
        )
        for i in desk.figures.indicators
    ]


def area_rows(desk: Desk) -> list[Cells]:
    return [
        (a.code, a.name, a.kind.value.replace("_", " "), a.region or "", a.began or "", a.ended or "")
        for a in desk.figures.areas.areas
    ]


def plain_csv(columns: Sequence[str], rows: Iterator[Cells] | Sequence[Cells]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([text_cell(_written(cell)) for cell in row] for row in rows)
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def _written(cell: object) -> object:
    return cell.isoformat() if isinstance(cell, dt.date) else ("" if cell is None else cell)


@lru_cache(maxsize=1)
def whole_zip(desk: Desk) -> bytes:
    """Three tables as CSV, with the description of them. The same bytes for the same figures; kept, as they
    take seconds.
    """
    contents = {
        "observations.csv": plain_csv(tuple(OBSERVATIONS), observations(desk)),
        "indicators.csv": plain_csv(tuple(INDICATORS), indicator_rows(desk)),
        "areas.csv": plain_csv(tuple(AREAS), area_rows(desk)),
        "datapackage.json": data_package(desk, "observations.csv"),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as packed:
        for name, content in contents.items():
            built = desk.figures.built
            packed.writestr(zipfile.ZipInfo(name, (built.year, built.month, built.day, 0, 0, 0)), content, 8)
    return out.getvalue()


@lru_cache(maxsize=1)
def whole_parquet(desk: Desk) -> bytes:
    """The observations as one table for programs, eight columns as described."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    kinds = {"date": pa.date32(), "number": pa.float64(), "string": pa.string()}
    schema = pa.schema([(name, kinds[kind]) for name, (kind, _) in OBSERVATIONS.items()])
    columns = list(zip(*observations(desk), strict=True))
    table = pa.table([pa.array(c, f.type) for c, f in zip(columns, schema, strict=True)], schema=schema)
    out = io.BytesIO()
    pq.write_table(table, out, compression="zstd")
    return out.getvalue()


def data_package(desk: Desk, observations_at: str) -> bytes:
    """Frictionless Data Package. observations_at: where the table of figures lies, from this description."""
    parquet = observations_at.endswith(".parquet")
    shape = {
        "name": "turning-the-curve",
        "title": "Turning the curve: published figures on children and young people in England",
        "description": ATTRIBUTION,
        "created": desk.figures.built.isoformat(),
        "version": desk.figures.version,
        "licenses": [{"name": "OGL-UK-3.0", "title": LICENCE}],
        "sources": [
            {"title": f"{o['publisher']}: {o['title']}", **({"path": o["url"]} if o.get("url") else {})}
            for o in desk.figures.manifest["origins"]
        ],
        "resources": [
            _resource("observations", observations_at, OBSERVATIONS, "parquet" if parquet else "csv"),
            _resource("indicators", "indicators.csv", INDICATORS, "csv"),
            _resource("areas", "areas.csv", AREAS, "csv"),
        ],
        "notes": {n.value: n.words for n in Note},
    }
    return json.dumps(shape, ensure_ascii=False, indent=1).encode()


def _resource(name: str, path: str, columns: dict[str, tuple[str, str]], form: str) -> dict[str, object]:
    kinds = {"csv": "text/csv", "parquet": "application/vnd.apache.parquet"}
    fields = [{"name": n, "type": kind, "description": words} for n, (kind, words) in columns.items()]
    missing = {"missingValues": [""]} if form == "csv" else {}
    return {
        "name": name,
        "path": path,
        "format": form,
        "mediatype": kinds[form],
        **({"encoding": "utf-8"} if form == "csv" else {}),
        "schema": {"fields": fields, **missing},
    }


def measure_json(of: Everywhere) -> bytes:
    """One indicator over all councils: the newest figures with rank and region, England over time."""
    i, answer = of.indicator, of.answer
    shape = {
        "indicator": {"id": i.id, "title": i.title, "unit": i.unit_words, "polarity": i.polarity.value},
        "definition": i.definition,
        "source": source_words(i),
        "licence": LICENCE,
        "period": answer.period.label,
        "ranked": answer.ranked,
        "councils": [
            {
                "code": r.area.code,
                "name": r.area.name,
                "region": r.region.name if r.region else None,
                "value": size_of(r.value, i),
                "note": r.note.value if r.note else None,
                "rank": r.rank,
                "against_england": r.against_england,
                "small_numbers": r.area.code in of.small,
            }
            for r in of.rows
        ],
        "england": [
            {"period": p.label, "value": size_of(v, i), "note": n.value if n else None}
            for p, v, n in of.england
        ],
        "moved": [
            {"code": m.area.code, "name": m.area.name, "since": m.since.label, "by": m.by, "better": m.better}
            for m in of.moved
        ],
    }
    return json.dumps(shape, ensure_ascii=False, separators=(",", ":")).encode()
