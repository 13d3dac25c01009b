"""Where a curve stands whole, as an address a piece of HTML can carry."""

from collections.abc import Callable

from c4eo_core.answers.desk import prepared_desk
from c4eo_core.answers.public.place import slug
from pages.server.modes import mode


def of_working_pages(area: str) -> Callable[[str], str]:
    """The page of one indicator, for whoever may open working pages."""
    return lambda indicator: f"indicator?area={area}&indicator={indicator}"


def of_public_pages(area: str) -> Callable[[str], str]:
    """The plain page of the curve, open to everybody; a personal copy has none and opens the working page."""
    if mode() == "personal":
        return of_working_pages(area)
    place = slug(prepared_desk().figures.areas.by_code(area).name)
    return lambda indicator: f"place/{place}/{indicator}"
