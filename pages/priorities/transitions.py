"""Transitions: what happens before and after each move."""

from pages.priorities.parts import body, journey
from pages.session import guard

guard.require(guard.WORKING)

body.how_are_we_doing("transitions", journey.HEADING)
journey.section(body.WHICH_CURVE)
body.which_curve_and_what_helps("transitions")
