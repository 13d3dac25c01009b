"""Closing the gap: how far apart groups of children are, stage by stage."""

from pages.common import guard, ladder, priority

guard.require(guard.WORKING)

priority.how_are_we_doing("closing_the_gap", ladder.HEADING)
ladder.section(priority.WHICH_CURVE)
priority.which_curve_and_what_helps("closing_the_gap")
