"""How long each form of a report takes, against its chart's image alone in the same run.

Run with `python -m bench.reports`. The workshop holds 5 factors, 8 partners and 5 actions, then 15 ideas and
long texts.
"""

import datetime as dt
import sys
import time

from bench.run import line, timed
from bench.servers import ROOT

sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "reports")]


def main() -> None:
    import report_examples as examples

    from c4eo_core.answers.desk import open_desk
    from c4eo_core.answers.report.report import report_of
    from c4eo_core.charts.report_curve import report_picture
    from c4eo_core.charts.theme import SCREEN
    from c4eo_core.reports.forms import FORMS
    from c4eo_core.reports.images import chart_svg

    start = time.perf_counter()
    desk = open_desk().prepared()
    area = desk.figures.areas.find("Bournemouth, Christchurch and Poole")
    usual, longest = (
        report_of(desk, area, "closing_the_gap", notes=notes(), made_on=dt.date.today())
        for notes in (examples.notes, examples.long_texts)
    )
    FORMS["pdf"].make(usual)
    line("first page (PDF) from nothing, figures read", f"{time.perf_counter() - start:.1f} s", "under 10 s")
    spec = report_picture(usual.curves[0], SCREEN, 760, 240).spec
    floor = timed(lambda: chart_svg(spec), 7)
    line("the chart's image alone", f"{floor:.0f} ms", "the floor")
    for form in FORMS.values():
        for name, report in (("usual", usual), ("long", longest)):
            taken = timed(lambda form=form, report=report: form.make(report), 5)
            line(f"{form.label}, {name}", f"{taken:.0f} ms = {taken / floor:.1f} x the chart", "under 10 s")


if __name__ == "__main__":
    main()
