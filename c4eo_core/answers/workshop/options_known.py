"""Every option there is to choose from: the evidence cards of the catalogue, and what is said
where few measured.
"""

import datetime as dt
from functools import lru_cache

from c4eo_core.answers.desk import Desk
from c4eo_core.answers.workshop.options import OptionCard
from c4eo_core.answers.workshop.options_of_cards import option_of_card
from c4eo_core.catalogue.cards import little_measured, load_cards, scales


def known_options(desk: Desk, today: dt.date | None = None) -> tuple[OptionCard, ...]:
    """Each says which of the desk's indicators it speaks to. today: by which a card's last
    check is judged.
    """
    return _known(desk, today or dt.date.today())


@lru_cache(maxsize=2)
def _known(desk: Desk, today: dt.date) -> tuple[OptionCard, ...]:
    titles = {id: scale.title for id, scale in scales().items()}
    return tuple(
        option_of_card(card, desk.figures.indicators, titles, today) for card in load_cards().values()
    )


def little_words(indicator: str) -> str:
    """What readers must know of a headline that nothing or little was measured on; "" for any other."""
    found = little_measured().get(indicator)
    return found.words if found else ""
