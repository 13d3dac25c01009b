"""Family wellbeing and community cohesion: the indicators, and where need is beside what is provided."""

from pages.priorities.parts import body, reach_picture
from pages.session import guard, screen

guard.require(guard.WORKING)

body.how_are_we_doing("family_wellbeing", reach_picture.here())
reach_picture.to_the_page()
screen.html(body.WHICH_CURVE)
body.which_curve_and_what_helps("family_wellbeing")
