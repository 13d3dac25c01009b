"""Closing the gap: how far apart groups of children are, stage by stage."""

from pages.priorities.parts import body, ladder
from pages.session import guard

guard.require(guard.WORKING)

body.how_are_we_doing("closing_the_gap", ladder.HEADING)
ladder.section(body.WHICH_CURVE)
body.which_curve_and_what_helps("closing_the_gap")
