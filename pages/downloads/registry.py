"""Every kind of file of public figures, with its maker: what is not in this table is not served."""

from pages.downloads import comparisons, coverage, curve, journey, ladder, report_card
from pages.downloads.maker import Maker

MAKERS: dict[str, Maker] = {
    **curve.MAKERS,
    **comparisons.MAKERS,
    **ladder.MAKERS,
    **journey.MAKERS,
    **coverage.MAKERS,
    **report_card.MAKERS,
}
