"""Working with several trusts: an agenda goes along without a word of the first, and one list says what is due."""

import datetime as dt
import itertools

from c4eo_core.answers.local.desk import PREFIX
from c4eo_core.answers.report.due_everywhere import due_everywhere, everywhere_words
from c4eo_core.answers.workshop.agenda_copy import USUAL_TITLE, agenda_copy
from c4eo_core.records.kinds import Action, Visit, Workshop
from c4eo_core.records.rows import Item, Trust

AT = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
LEEDS = Trust("l", "Leeds Children's Trust", "E08000035", "#12436D", AT)
BATH = Trust("b", "Bath Children's Trust", "E06000022", "#801650", AT)
TODAY = dt.date(2026, 12, 1)
_numbers = itertools.count()
WHOLE = Workshop(
    title="Speech at five",
    area=LEEDS.area,
    priority="transitions",
    held_on="2026-11-21",
    facilitator="Dana of Leeds",
    step=4,
    step_minutes=(3, 4),
    curves=("a", PREFIX + "secret"),
    evidence=("E05",),
    show_local=True,
    status="open",
    goes_on_from="w0",
    outcome="Our own words",
)


def item(body, trust, workshop=None, id=None):
    n = next(_numbers)
    return Item(id or f"i{n}", trust.id, workshop, body.kind, float(n), body, 1, AT, "somebody")


def test_a_copied_agenda_carries_the_plan_and_nothing_the_first_trust_wrote():
    copy = agenda_copy(WHOLE, LEEDS, BATH)
    assert copy == Workshop(
        title="Speech at five",
        area=BATH.area,
        priority="transitions",
        step_minutes=(3, 4),
        curves=("a",),
        evidence=("E05",),
    )


def test_a_title_that_names_the_first_trust_stays_there():
    for title in ("Leeds: second session", "For LEEDS CHILDREN'S TRUST", "E08000035"):
        assert agenda_copy(Workshop(title=title), LEEDS, BATH).title == USUAL_TITLE


def test_one_list_of_what_is_due_names_the_trust_of_each_line_and_leaves_out_what_is_settled():
    leeds = [
        item(Workshop(title="x"), LEEDS, id="w"),
        item(Action(what="later", by_when="2027-02-01"), LEEDS, "w"),
        item(Action(what="done", by_when="2026-01-01", done=True), LEEDS, "w"),
        item(Action(what="dropped", dropped=True), LEEDS, "w"),
    ]
    bath = [
        item(Visit(held_on="2026-11-01", next_steps="late", due="2026-11-20"), BATH),
        item(Visit(held_on="2026-11-01", next_steps="no day"), BATH),
    ]
    found = due_everywhere([(LEEDS, leeds), (BATH, bath)], TODAY)
    assert [(d.trust.name, d.due.what) for d in found] == [
        (BATH.name, "late"),
        (LEEDS.name, "later"),
        (BATH.name, "no day"),
    ]
    assert everywhere_words(found) == "3 to do in 2 trusts, 1 late. The earliest day first."
    assert everywhere_words(()) == "Nothing is due in any of your trusts."
