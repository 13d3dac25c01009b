"""Transitions: what happens before and after each move."""

from pages.common import guard, journey, priority

guard.require(guard.WORKING)

priority.how_are_we_doing("transitions", journey.HEADING)
journey.section(priority.WHICH_CURVE)
priority.which_curve_and_what_helps("transitions")
