"""Family wellbeing and community cohesion: the indicators; the map of services has its own page."""

from pages.common import guard, priority

guard.require(guard.WORKING)

priority.how_are_we_doing("family_wellbeing")
priority.which_curve_and_what_helps("family_wellbeing")
