"""Every kind of file of public figures, with its maker: what is not in this table is not served."""

from typing import Any

from pages.downloads import comparisons, coverage, curve, journey, ladder, options, report_card, school
from pages.downloads.maker import Maker

MAKERS: dict[str, Maker[Any]] = {
    **curve.MAKERS,
    **comparisons.MAKERS,
    **ladder.MAKERS,
    **journey.MAKERS,
    **coverage.MAKERS,
    **report_card.MAKERS,
    **options.MAKERS,
    **school.MAKERS,
}
