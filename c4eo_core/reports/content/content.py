"""What a report says, in words, once: page, slides and HTML only lay it out, so they cannot disagree."""

from collections.abc import Sequence
from dataclasses import dataclass

from c4eo_core.answers.report.report import Report
from c4eo_core.answers.standing.overview import SORT_WORDS
from c4eo_core.answers.standing.read_together import STAR_CAPTION, caption_words
from c4eo_core.answers.standing.words import ATTRIBUTION, LICENCE, list_date_words, lower_first, source_words
from c4eo_core.answers.workshop.notes import BEST, HEADINGS, Factor, Measure, in_order, ranked
from c4eo_core.catalogue.choices import priorities
from c4eo_core.model.indicator import Indicator
from c4eo_core.model.text import day_words
from c4eo_core.reports.content.curve import (
    CurveText,
    HeadlineText,
    curve_text,
    headline_texts,
    marks_text,
    story_of,
)
from c4eo_core.reports.content.notes import (
    ActionText,
    IdeaText,
    LastTimeText,
    PartnerText,
    ReportLine,
    action_texts,
    idea_texts,
    last_time_text,
    partner_texts,
)

NOTHING = "Nothing recorded."


@dataclass(frozen=True)
class ServiceText:
    """One service's card: its measures under the three headings, and the curves it contributes to."""

    service: str
    headings: tuple[tuple[str, tuple[ReportLine, ...]], ...]
    contributes: str


@dataclass(frozen=True)
class Content:
    """workshop: whether there was one. stories: title ("" for the only one), helping, hindering, still to
    find out. best, others: ideas; ranked: whether the best are the best or simply the first."""

    kind: str
    workshop: bool
    title: str
    question: str
    area: str
    trust: str
    session: str
    held: str
    made: str
    colour: str
    outcome: str
    curves: tuple[CurveText, ...]
    headlines: tuple[HeadlineText, ...]
    order: str
    together: str
    marks: str
    messages: tuple[ReportLine, ...]
    stories: tuple[tuple[str, tuple[ReportLine, ...], tuple[ReportLine, ...], tuple[ReportLine, ...]], ...]
    partners: tuple[PartnerText, ...]
    ideas_title: str
    best: tuple[IdeaText, ...]
    others: tuple[IdeaText, ...]
    actions: tuple[ActionText, ...]
    services: tuple[ServiceText, ...]
    wanted: tuple[ReportLine, ...]
    roles: tuple[ReportLine, ...]
    sources: tuple[str, ...]
    made_with: str
    last_time: LastTimeText | None = None

    @property
    def head(self) -> str:
        """The report in one line, for a file's title and the foot of its pages."""
        return f"{self.title}: {self.trust}"


def content_of(report: Report) -> Content:
    notes = report.notes
    ideas = in_order(notes.ideas) if notes else []
    chosen_well = ranked(ideas)
    place = report.area.name
    return Content(
        kind="Workshop report" if notes else "Report card",
        workshop=notes is not None,
        title=report.priority.title,
        question=report.priority.question,
        area=place,
        trust=(notes.trust if notes else "") or place,
        session=_session(report),
        held=day_words(notes.held_on) if notes and notes.held_on else "",
        made=day_words(report.made_on),
        colour=notes.colour if notes else "",
        outcome=notes.outcome if notes else "",
        curves=tuple(curve_text(c) for c in report.curves),
        headlines=headline_texts(report.headlines),
        order=SORT_WORDS,
        together=caption_words((c.progress for c in report.headlines), STAR_CAPTION),
        marks=marks_text(report.headlines),
        messages=_messages(report),
        stories=_stories(report),
        partners=partner_texts(notes.partners) if notes else (),
        ideas_title=(
            (f"The {_count(min(BEST, len(ideas)))} best ideas" if chosen_well else "Ideas, not yet scored")
            if len(ideas) > 1
            else "Ideas"
        ),
        best=idea_texts(ideas[:BEST]),
        others=idea_texts(ideas[BEST:]),
        actions=action_texts(notes.actions) if notes else (),
        services=_services(report),
        wanted=_wanted(report),
        roles=tuple(ReportLine(r.who, (r.part,)) for r in notes.roles) if notes else (),
        sources=source_texts(report.indicators),
        made_with=_made_with(report),
        last_time=last_time_text(notes.last_time) if notes else None,
    )


def _count(n: int) -> str:
    return ("no", "one", "two", "three")[n]


def _session(report: Report) -> str:
    notes = report.notes
    if not notes:
        return ""
    led = f", led by {notes.facilitator}" if notes.facilitator else ""
    return f"{notes.title}{led}"


def _messages(report: Report) -> tuple[ReportLine, ...]:
    """What is known to help, on the report card only: the workshop has ideas of its own."""
    if report.notes:
        return ()
    return tuple(
        ReportLine(e.message, (e.kind,) + ((f"since then: {e.modern_note}",) if e.modern_note else ()))
        for e in report.key_messages
    )


def _stories(report: Report) -> tuple:
    told: list[tuple[str, tuple[Factor, ...]]] = [
        (c.indicator.short if len(report.curves) > 1 else "", c.factors) for c in report.curves
    ]
    if report.other_factors:
        told.append(("Other factors", report.other_factors))
    return tuple((title, *story_of(factors)) for title, factors in told if factors)


def _services(report: Report) -> tuple[ServiceText, ...]:
    measures = report.notes.measures if report.notes else ()
    cards = []
    for service in dict.fromkeys(m.service for m in measures):
        mine = [m for m in measures if m.service == service]
        groups = []
        for heading, words in HEADINGS.items():
            groups.append((words, tuple(_measure(m) for m in mine if m.heading == heading)))
        names = dict.fromkeys(
            report.titles.get(m.contributes_to, m.contributes_to) for m in mine if m.contributes_to
        )
        to = (
            f"Contributes to: {'; '.join(names)}."
            if names
            else "Contributes to no curve that anybody has named yet."
        )
        cards.append(ServiceText(service, tuple(groups), to))
    return tuple(cards)


def _measure(measure: Measure) -> ReportLine:
    """A figure without its date says so."""
    when = measure.period or ("when: not said" if measure.value else "")
    return ReportLine(f"{measure.title}: {measure.value or 'no figure yet'}", (when,) if when else ())


def _wanted(report: Report) -> tuple[ReportLine, ...]:
    rows = []
    for w in report.notes.wanted if report.notes else ():
        tags = [
            f"priority: {_title(w.priority)}" if w.priority else "",
            f"owner: {w.owner}" if w.owner else "no owner yet",
            w.why,
        ]
        rows.append(ReportLine(w.title, tuple(filter(None, tags))))
    return tuple(rows)


def _title(priority: str) -> str:
    return priorities()[priority].title if priority in priorities() else priority


def source_texts(indicators: Sequence[Indicator]) -> tuple[str, ...]:
    """A line a source: when its figures came out, and what was taken from each release."""
    found: dict[str, dict[str, list[str]]] = {}
    for i in (i for i in indicators if not i.local):
        when = f"updated {i.updated:%B %Y}" if i.updated else "date of update not stated"
        older = f", older years from {i.older_source}" if i.older_source else ""
        found.setdefault(i.source, {}).setdefault(when + older, []).append(lower_first(i.short))
    return tuple(
        f"{source}: " + "; ".join(f"{when} ({', '.join(names)})" for when, names in releases.items()) + "."
        for source, releases in found.items()
    ) + tuple(f"{i.title}: {source_words(i).removeprefix('Source: ')}" for i in indicators if i.local)


def _local(report: Report) -> str:
    if not any(c.indicator.local for c in report.curves):
        return ""
    return (
        " What is marked local are the trust's own figures: no licence covers them, and this report is not"
        " for publication."
    )


def _made_with(report: Report) -> str:
    neighbours = (
        f" Statistical neighbours: list of {list_date_words(report.neighbour_date)}."
        if report.neighbour_date
        else ""
    )
    neighbours = f" {report.chosen_neighbours}" if report.chosen_neighbours else neighbours
    return (
        f"Figures put together on {day_words(report.figures_built)} (version"
        f" {report.figures_version[:12]}).{neighbours} Report made {day_words(report.made_on)} with C4EO app"
        f" {report.app_version}. {LICENCE}. {ATTRIBUTION}{_local(report)}"
    )
