"""Reports of invented workshops on real figures, made once for all tests of this folder."""

import datetime as dt
from functools import cache

import pytest

from c4eo_core.answers.report.report import report_of  # noqa: E402
from c4eo_core.answers.workshop.notes import Notes  # noqa: E402
from c4eo_core.reports.forms import FORMS  # noqa: E402
from tests.reports import report_examples as examples

DAY = dt.date(2026, 4, 2)


@pytest.fixture(scope="session")
def report(desk):
    """report(name): "five", "fifteen", "full", "long", "hostile", "empty" workshops, or "card" and "scilly"
    without one.
    """

    @cache
    def get(name):
        area = desk.figures.areas.find(
            "Isles of Scilly" if name == "scilly" else "Bournemouth, Christchurch and Poole"
        )
        recorded = {
            "five": examples.notes,
            "fifteen": lambda: examples.notes(count=15),
            "full": examples.full,
            "long": examples.long_texts,
            "hostile": examples.hostile,
            "card": lambda: None,
            "scilly": lambda: None,
            "empty": lambda: Notes(trust="", title="Closing the gap at 11", curves=(examples.CURVE,)),
        }[name]()
        return report_of(desk, area, "closing_the_gap", notes=recorded, made_on=DAY)

    return get


@pytest.fixture(scope="session")
def made(report):
    """made(name, ending): the file."""
    return cache(lambda name, ending: FORMS[ending].make(report(name)))
