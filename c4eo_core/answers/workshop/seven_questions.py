"""The seven questions as a way through: where each is answered, and which a trust has answered
in a session.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from c4eo_core.answers.workshop.what_works import QUESTIONS
from c4eo_core.records.body import Body
from c4eo_core.records.kinds import Action, Curve, Idea, Partner, TurnedCurve, Verdict, Workshop
from c4eo_core.records.rows import Item

# The step of a session in which each question is answered, and what stands there once it is.
_STEPS = {"Q1": 2, "Q2": 4, "Q3": 3, "Q4": 4, "Q5": 6, "Q6": 7, "Q7": 8}
_ANSWERED_BY: dict[str, type[Body]] = {
    "Q2": TurnedCurve,
    "Q3": Curve,
    "Q4": Verdict,
    "Q5": Partner,
    "Q6": Idea,
    "Q7": Action,
}
_ANSWERS = {
    "Q1": "The outcome in the trust's own words",
    "Q2": "The curve we want",
    "Q3": "The curves chosen",
    "Q4": "The baseline and the verdict",
    "Q5": "The partners",
    "Q6": "The ideas, with what is known of each",
    "Q7": "The actions",
}


@dataclass(frozen=True)
class Question:
    """number: 1 to 7; step: of a session; answer: what answers it; answered: None where no
    session is looked at.
    """

    number: int
    words: str
    step: int
    answer: str
    answered: bool | None


def seven_questions(items: Iterable[Item] | None = None) -> tuple[Question, ...]:
    """items: a session and all that is in it; None where there is none, or none may be seen."""
    held = None if items is None else list(items)
    return tuple(
        Question(n, words, _STEPS[id], _ANSWERS[id], None if held is None else _answered(id, held))
        for n, (id, words) in enumerate(QUESTIONS.items(), start=1)
    )


def _answered(question: str, items: Sequence[Item]) -> bool:
    if question == "Q1":
        return any(i.kind == Workshop.kind and i.body.outcome.strip() for i in items)
    if question == "Q3" and any(i.kind == Workshop.kind and i.body.curves for i in items):
        return True
    return any(i.kind == _ANSWERED_BY[question].kind for i in items)


def newest_session(items: Iterable[Item], priority: str) -> Item | None:
    """Of a trust's items, the newest session on the priority."""
    held = [i for i in items if i.kind == Workshop.kind and i.body.priority == priority]
    return max(held, key=lambda i: (i.body.held_on, i.changed_at), default=None)


def progress_words(questions: Sequence[Question]) -> str:
    done = sum(bool(q.answered) for q in questions)
    return f"{done} of {len(questions)} answered"
