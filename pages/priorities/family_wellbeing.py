"""Family wellbeing and community cohesion: the indicators, and where need is beside what is provided."""

from pages.common import guard, priority, reach_picture, show

guard.require(guard.WORKING)

priority.how_are_we_doing("family_wellbeing", reach_picture.here())
reach_picture.to_the_page()
show.html(priority.WHICH_CURVE)
priority.which_curve_and_what_helps("family_wellbeing")
