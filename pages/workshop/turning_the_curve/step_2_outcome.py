"""Step 2: what we want for our children, in plain words."""

from markupsafe import Markup

from c4eo_core.model.markup import markup
from c4eo_core.records.rows import Item
from c4eo_core.reports.html.pieces import details
from pages.editing import fields
from pages.session import screen

QUESTIONS = (
    (
        "What do we want for our children?",
        "a condition of well-being that anybody would recognise, not a service",
    ),
    ("What would it look like?", "what we would see and hear if we had it"),
    ("How do we measure it?", "the curves of the next two steps"),
    ("Where are we now?", "the baseline, and the story behind it"),
    ("Who are the partners?", "everybody with a part to play, in the room or not"),
    ("What works?", "what others found, and what costs nothing"),
    ("What do we propose to do?", "actions with a name and a date"),
)
_EXAMPLE = "For example: every child starts school ready to learn, and enjoys it."


def step(workshop: Item) -> None:
    fields.text_field(
        workshop,
        "outcome",
        "What do we want for our children?",
        long=True,
        height=140,
        placeholder=_EXAMPLE,
        help="One or two sentences, no jargon, nothing about services. It is saved when you leave the field.",
    )
    lines = Markup().join(markup("<li><strong>{q}</strong> {a}</li>", q=q, a=a) for q, a in QUESTIONS)
    screen.html(
        details(
            "The seven questions of the whole exercise",
            markup('<ol class="reading">{lines}</ol>', lines=lines),
        )
    )
