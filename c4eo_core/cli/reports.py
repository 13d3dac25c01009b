"""The command that writes a report: one page, slides, HTML or a workbook."""

import argparse
import datetime as dt
import json
from pathlib import Path

from c4eo_core.answers.desk import open_desk
from c4eo_core.answers.report.report import NoReport, report_of
from c4eo_core.cli.commands import reading_command
from c4eo_core.reports.forms import FORMS


class ReportRefused(Exception):
    """The report cannot be written where or as it was asked for."""


REFUSALS = (NoReport, ReportRefused)


def register(commands: argparse._SubParsersAction) -> None:
    report = reading_command(commands, "report", _report, "the report card of a priority as a file")
    report.add_argument(
        "--area",
        required=True,
        metavar="A",
        help="nine-character code, three-digit number or name of an authority",
    )
    report.add_argument(
        "--priority", required=True, metavar="P", help="closing_the_gap, transitions or family_wellbeing"
    )
    report.add_argument(
        "--out",
        required=True,
        type=Path,
        metavar="FILE",
        help=f"its ending says the form: {', '.join(FORMS)}",
    )
    report.add_argument(
        "--indicator",
        action="append",
        default=[],
        metavar="I",
        help="a curve to show in full, an id or lait:<key>; may be given several times",
    )


def _report(arguments: argparse.Namespace) -> None:
    ending = _ending(arguments.out)
    desk = open_desk(arguments.store)
    area = desk.figures.areas.find(arguments.area)
    curves = [desk.figures.find(i) for i in arguments.indicator]
    report = report_of(desk, area, arguments.priority, curves, made_on=dt.date.today())
    made = FORMS[ending].make(report)
    try:
        arguments.out.write_bytes(made)
    except OSError as error:
        raise ReportRefused(
            f"{arguments.out} cannot be written ({error.strerror}); choose another place or close the file."
        ) from error
    if arguments.json:
        said = {
            "file": str(arguments.out),
            "form": ending,
            "bytes": len(made),
            "area": area.code,
            "priority": report.priority.id,
        }
        said |= {
            "indicators": [c.indicator.id for c in report.curves],
            "made": report.made_on.isoformat(),
            "app": report.app_version,
        }
        print(json.dumps(said | {"figures": report.figures_version}, ensure_ascii=False))
    else:
        print(
            f"{FORMS[ending].label} for {area.name}, {report.priority.title}, written to {arguments.out}"
            f" ({len(made) / 1000:,.0f} kB)."
        )


def _ending(out: Path) -> str:
    """Refuses before any work is done."""
    ending = out.suffix.removeprefix(".").casefold()
    if ending not in FORMS:
        said = f"'.{ending}' is not a form we can write" if ending else "a form is wanted"
        raise ReportRefused(f"{out}: {said}; end the name in {', '.join(f'.{e}' for e in FORMS)}.")
    if out.is_dir():
        raise ReportRefused(f"{out} is a folder; give the name of a file in it.")
    if not out.parent.is_dir():
        raise ReportRefused(f"There is no folder {out.parent}; make it first or choose another.")
    return ending
