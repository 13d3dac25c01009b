"""Closing the gap: how far apart groups of children are, stage by stage."""

from pages.common import guard, priority

guard.require(guard.WORKING)

priority.heading("closing_the_gap")
priority.how_are_we_doing("closing_the_gap")
priority.which_curve("closing_the_gap")
priority.what_helps("closing_the_gap")
