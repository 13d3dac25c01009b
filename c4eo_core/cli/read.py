"""`c4eo read`: a dry run over somebody's file; nothing is kept."""

import argparse
import json
from pathlib import Path

from c4eo_core.answers.coverage.distances import prepared_coverage_data
from c4eo_core.answers.local.dry_run import KINDS, dry_run
from c4eo_core.answers.local.dry_run_shape import DryRun, NotRead, as_json
from c4eo_core.catalogue.areas import load_areas
from c4eo_core.cli.commands import command
from c4eo_core.sources.uploads.published_file import MOST_BYTES
from c4eo_core.sources.uploads.text import SEPARATOR_WORDS

REFUSALS = (NotRead,)


def register(commands: argparse._SubParsersAction) -> None:
    read = command(
        commands, "read", _read, "what would be read of a file of figures or services; nothing is kept"
    )
    read.add_argument("file", type=Path, metavar="FILE", help="CSV or XLSX")
    read.add_argument("--area", required=True, metavar="A", help="code, three-digit number or name")
    read.add_argument("--as", dest="as_", choices=KINDS, help="by default as the file seems")
    read.add_argument("--json", action="store_true")


def _read(arguments: argparse.Namespace) -> None:
    areas = load_areas()
    home = areas.find(arguments.area)
    path: Path = arguments.file
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise NotRead(
            f"{path.name} cannot be opened ({error.strerror or 'unknown reason'}); check the path."
        ) from None
    ground = None if arguments.as_ == KINDS[0] else prepared_coverage_data()
    run = dry_run(content, path.name, areas, home, ground, arguments.as_)
    if arguments.json:
        print(json.dumps(as_json(run), ensure_ascii=False))
    else:
        print("\n".join(_lines(run)))


def _lines(run: DryRun) -> list[str]:
    where = [f"sheet '{run.table.sheet}'"] if run.table.sheet else []
    where += (
        [f"divided by {SEPARATOR_WORDS.get(run.table.separator, 'another sign')}"]
        if run.table.separator
        else []
    )
    lines = [f"Read as {run.as_}; {', '.join([*where, f'headings in row {run.table.heading_row}'])}."]
    lines += [f"  {name or '(no heading)'}: {role}" for name, role in run.columns]
    for s in run.series:
        lines.append(f"{s.title} ({s.unit or 'unit not known'})")
        lines += [
            f"  {p.period}\t{'–' if p.value is None else f'{p.value:g}'}\t{p.note}".rstrip() for p in s.points
        ]
    lines += [f"{p.name}\t{p.easting}\t{p.northing}\t{p.service or 'kind not known'}" for p in run.places]
    lines += [f"Hidden: {run.hidden}"] if run.hidden else []
    lines += [f"Not used, row {row}: {why}" if row else f"Not used: {why}" for row, why in run.unused]
    return [*lines, *(f"Asked: {q}" for q in run.questions)]
