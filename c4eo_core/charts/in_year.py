"""Months, quarters or terms of a trust, drawn: the form is the same for everybody, the data are the
trust's.
"""

from functools import lru_cache

from c4eo_core.charts.theme import LIGHT, SCREEN, Look, Size


@lru_cache(maxsize=16)
def in_year_spec(limits: bool, look: Look = LIGHT, size: Size = SCREEN) -> dict:
    """The specification without data, built once for each form; do not change it."""
    from c4eo_core.charts.forms.in_year import in_year_form  # Altair comes with the first chart

    return in_year_form(look, size, limits)
