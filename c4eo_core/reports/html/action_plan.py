"""An action plan that has been read, before any of it is saved."""

from collections.abc import Sequence

from markupsafe import Markup

from c4eo_core.answers.workshop.plan_to_actions import Arriving
from c4eo_core.model.markup import markup
from c4eo_core.model.text import day_words
from c4eo_core.reports.html.coverage_tables import problems_table
from c4eo_core.reports.html.text_tables import text_table
from c4eo_core.sources.uploads.action_plan import DONE, DROPPED, ActionPlan

_STATES = {DONE: "Done", DROPPED: "Dropped"}


def plan_read(plan: ActionPlan, lines: Sequence[Arriving]) -> Markup:
    """How many actions it holds, each as it would stand, and every row that is not used."""
    count = len(plan.actions)
    rows = count + len(plan.left_out)
    lead = f"{count:,} of {rows:,} {'row' if rows == 1 else 'rows'} can be used as actions."
    table = text_table(
        ("Row", "What", "Who", "By when", "How it stands", "In this session"),
        [_row(line) for line in lines],
        "As they would stand",
    )
    return Markup().join(
        [
            markup("<p><strong>{lead}</strong></p>", lead=lead),
            table if lines else Markup(),
            problems_table(plan.problems, "Why"),
            problems_table(plan.left_out, f"Left out: {len(plan.left_out):,}"),
            problems_table(plan.notes, f"To look at: {len(plan.notes):,}"),
        ]
    )


def _row(line: Arriving) -> list[str]:
    p = line.planned
    state = ". ".join(filter(None, [_STATES.get(p.state, ""), p.progress])) or "Open"
    here = (
        "New" if line.there is None else "There already, says otherwise" if line.changes else "There already"
    )
    return [str(p.row), p.what, p.who or "–", day_words(p.by_when) if p.by_when else "–", state, here]
