"""Transitions: what happens before and after each move."""

from pages.common import guard, priority

guard.require(guard.WORKING)

priority.heading("transitions")
priority.how_are_we_doing("transitions")
priority.which_curve("transitions")
priority.what_helps("transitions")
