"""What a workshop recorded, as short lines with their tags."""

from collections.abc import Sequence
from dataclasses import dataclass

from c4eo_core.answers.standing.words import lower_first
from c4eo_core.answers.workshop.notes import COSTS, CRITERIA, Action, Idea, LastTime, Partner
from c4eo_core.answers.workshop.second_visit import FACTOR_WORDS, STATE_WORDS, count_words
from c4eo_core.model.text import day_words

MOST = 5  # of each criterion


@dataclass(frozen=True)
class ReportLine:
    """One line. tags: short words that belong to it."""

    text: str
    tags: tuple[str, ...] = ()

    @property
    def line(self) -> str:
        return f"{self.text} ({'; '.join(self.tags)})" if self.tags else self.text


@dataclass(frozen=True)
class PartnerText:
    name: str
    lines: tuple[str, ...]
    absent: bool


@dataclass(frozen=True)
class IdeaText:
    """score: in short, "" where nobody scored; detail: each criterion; may_bring: what a scenario says, with
    the word for it.
    """

    text: str
    tags: tuple[str, ...]
    score: str
    detail: str
    may_bring: str = ""

    @property
    def line(self) -> str:
        words = ReportLine(self.text, tuple(filter(None, (*self.tags, self.score)))).line
        return f"{words}. {self.may_bring}" if self.may_bring else words


ACTION_HEADINGS = ("What", "Who", "By when", "Measured by")


@dataclass(frozen=True)
class ActionText:
    """missing: what it still lacks, in words."""

    what: str
    who: str
    by_when: str
    measure: str
    missing: str

    @property
    def title(self) -> str:
        return f"{self.what} ({self.missing})" if self.missing else self.what


def partner_texts(partners: Sequence[Partner]) -> tuple[PartnerText, ...]:
    rows = []
    for p in partners:
        lines = (
            "Not yet asked" if not p.in_room and not p.absent else "",
            f"Brings: {p.brings}" if p.brings else "",
            f"Will: {p.commitment}" if p.commitment else "",
            f"Contact: {p.who}" if p.who else "",
        )
        rows.append(PartnerText(p.name, tuple(line.rstrip(". ") for line in lines if line), p.absent))
    return tuple(rows)


def idea_texts(ideas: Sequence[Idea]) -> tuple[IdeaText, ...]:
    return tuple(_idea(i) for i in ideas)


def _idea(idea: Idea) -> IdeaText:
    tags = [COSTS.get(idea.cost, idea.cost)] if idea.cost else []
    tags += ["off the wall"] if idea.off_the_wall else []
    tags += ["chosen"] if idea.chosen else []
    tags += [f"placed by hand: {idea.place_reason}"] if idea.place is not None and idea.place_reason else []
    scored = [(name, getattr(idea, name)) for name in CRITERIA]
    detail = ", ".join(f"{name} {score or 'not scored'}" for name, score in scored) if idea.total else ""
    left = sum(score == 0 for _, score in scored)
    score = (
        f"{idea.total} of {MOST * len(CRITERIA)}" + (f", {left} not scored" if left else "")
        if idea.total
        else ""
    )
    may_bring = f"Illustration, not a forecast: {lower_first(idea.may_bring)}" if idea.may_bring else ""
    return IdeaText(idea.text, tuple(tags), score, detail, may_bring)


def action_texts(actions: Sequence[Action]) -> tuple[ActionText, ...]:
    rows = []
    for a in actions:
        lacks = [word for word, value in (("who", a.who), ("by when", a.by_when)) if not value]
        measure = "; ".join(filter(None, (a.measure, f"with {a.partner}" if a.partner else "")))
        rows.append(
            ActionText(
                a.what,
                a.who,
                day_words(a.by_when),
                measure,
                f"not yet said: {' and '.join(lacks)}" if lacks else "",
            )
        )
    return tuple(rows)


@dataclass(frozen=True)
class LastTimeText:
    """What a second visit found. count: in one sentence; actions, story: a line each."""

    title: str
    count: str
    actions: tuple[ReportLine, ...]
    story: tuple[ReportLine, ...]


def last_time_text(last: LastTime | None) -> LastTimeText | None:
    """None at a first visit."""
    if last is None:
        return None
    actions = [
        ReportLine(
            a.what,
            tuple(
                filter(
                    None,
                    (
                        STATE_WORDS.get(a.state, "not yet asked about").lower(),
                        a.why,
                        a.who,
                        f"of {a.session}" if a.session != last.session else "",
                    ),
                )
            ),
        )
        for a in last.actions
    ]
    story = [
        ReportLine(
            f.text,
            (FACTOR_WORDS.get(f.state, "not yet looked at again"), *((f"now: {f.now}",) if f.now else ())),
        )
        for f in last.factors
    ]
    return LastTimeText(
        title=f"You said, did you? Since {last.session}",
        count=count_words([a.state for a in last.actions]),
        actions=tuple(actions),
        story=tuple(story),
    )
