"""The notes of a session as sheets of the report's workbook."""

from collections.abc import Sequence

from c4eo_core.answers.report.report import Report
from c4eo_core.answers.workshop.notes import CRITERIA, HEADINGS, Idea, Notes, in_order
from c4eo_core.model.text import day_words

Rows = Sequence[Sequence[object]]
_HEADINGS: dict[str, list[object]] = {
    "Verdicts": ["Curve", "OK?", "Reason", "Initials", "Said"],
    "Story": ["Factor", "Direction", "Depth", "Votes", "Find out", "Asked of", "Found", "Curve"],
    "Partners": ["Partner", "Brings", "Will do", "Contact", "In the room"],
    "Ideas": [
        "Idea",
        "Order",
        "Cost",
        "Off the wall",
        *(c.capitalize() for c in CRITERIA),
        "Total",
        "Chosen",
        "Placed by hand",
        "Why",
        "Illustration: what it may bring",
    ],
    "Actions": ["What", "Who", "By when", "Measured by", "With"],
    "Service measures": [
        "Service",
        "Heading",
        "Measure",
        "Value",
        "Period",
        "Contributes to the indicator",
    ],
    "Wanted figures": ["Indicator wanted", "Priority", "Owner", "Why"],
    "In the room": ["Part", "Who"],
}


def note_sheets(report: Report, n: Notes) -> dict[str, Rows]:
    """One sheet a kind of note; kinds of which there are none have no sheet."""

    def called(indicator: str) -> str:
        return report.titles.get(indicator, indicator)

    rows: dict[str, Rows] = {
        "Verdicts": [
            [called(v.indicator), "OK" if v.ok else "Not OK", v.reason, v.initials, v.said_at]
            for v in n.verdicts
        ],
        "Story": [
            [f.text, f.direction, f.depth, f.votes, _yes(f.find_out), f.owner, f.found, called(f.indicator)]
            for f in n.factors
        ],
        "Partners": [
            [
                p.name,
                p.brings,
                p.commitment,
                p.who,
                "yes" if p.in_room else "no" if p.absent else "not yet asked",
            ]
            for p in n.partners
        ],
        "Ideas": [_idea_row(k, i) for k, i in enumerate(in_order(n.ideas), 1)],
        "Actions": [[a.what, a.who, day_words(a.by_when), a.measure, a.partner] for a in n.actions],
        "Service measures": [
            [m.service, HEADINGS[m.heading], m.title, m.value, m.period, called(m.contributes_to)]
            for m in n.measures
        ],
        "Wanted figures": [[w.title, w.priority, w.owner, w.why] for w in n.wanted],
        "In the room": [[r.part, r.who] for r in n.roles],
    }
    return {name: [_HEADINGS[name], *notes] for name, notes in rows.items() if notes}


def _idea_row(place: int, i: Idea) -> list[object]:
    scores = [getattr(i, c) or "not scored" for c in CRITERIA]
    order = [_yes(i.chosen), i.place, i.place_reason]
    return [
        i.text,
        place,
        i.cost,
        _yes(i.off_the_wall),
        *scores,
        i.total or "not scored",
        *order,
        i.may_bring,
    ]


def _yes(is_so: bool) -> str:
    return "yes" if is_so else ""
