"""The workshop as it is read aloud at its end: the report's own words, step by step. Every text is escaped
here.
"""

from collections.abc import Sequence

from markupsafe import Markup

from c4eo_core.answers.report.report import Report
from c4eo_core.answers.workshop.notes import Action
from c4eo_core.model.known import known
from c4eo_core.model.markup import markup
from c4eo_core.model.text import day_words
from c4eo_core.reports.content.content import NOTHING, Content, content_of
from c4eo_core.reports.content.curve import CurveText
from c4eo_core.reports.content.notes import LastTimeText, PartnerText, ReportLine


def missing_html(sentences: Sequence[str]) -> Markup:
    if not sentences:
        return Markup('<p class="progress"><span class="tag good">✓ Nothing is missing</span></p>')
    lines = Markup().join(markup("<li>{s}</li>", s=s) for s in sentences)
    return markup(
        '<div class="notice"><strong>What is still missing</strong><ul>{lines}</ul></div>', lines=lines
    )


def read_back_parts(report: Report) -> tuple[tuple[str, Markup], ...]:
    """Title and words of each part, in the order of the steps."""
    c, notes = content_of(report), known(report.notes)
    return (
        *([(c.last_time.title, _last_time(c.last_time))] if c.last_time else []),
        ("In the room", _lines([s.line for s in c.roles])),
        ("What we want", _paragraph(c.outcome)),
        (
            "The curve" if len(c.curves) == 1 else "The curves",
            Markup().join(_curve(said, notes.curves) for said in c.curves),
        ),
        ("The story behind it", _stories(c)),
        ("Partners", _lines([_partner(p) for p in c.partners])),
        (c.ideas_title, _lines([i.line for i in c.best], "ol")),
        *([("Also put forward", _lines([i.line for i in c.others]))] if c.others else []),
        ("Actions", _lines([_action(a) for a in notes.actions], "ol")),
        *([("Figures we still want", _lines([s.line for s in c.wanted]))] if c.wanted else []),
    )


def read_back_html(report: Report) -> Markup:
    return (
        Markup('<div class="read-back">')
        + Markup().join(
            markup("<h3>{title}</h3>{inside}", title=title, inside=inside)
            for title, inside in read_back_parts(report)
        )
        + Markup("</div>")
    )


def _curve(said: CurveText, chosen: Sequence[str]) -> Markup:
    if said.id not in chosen:
        return markup(
            "<p>No curve has been chosen; the report shows {title}, the headline that stands worst.</p>",
            title=said.title,
        )
    verdict = f"Verdict: {said.verdict}. {said.reason}" if said.verdict else "Verdict: still open."
    turned = f"Has it turned? {said.turned}. {said.turned_words}" if said.turned else ""
    words = (*said.now, *said.ahead[:1], *said.drawn, turned)
    return markup(
        "<p><strong>{title}.</strong> {words}</p><p>{verdict}</p>",
        title=said.title,
        words=" ".join(filter(None, words)),
        verdict=verdict,
    )


def _last_time(last: LastTimeText) -> Markup:
    story = (
        markup("<p>The story of last time:</p>{lines}", lines=_lines(_said(last.story)))
        if last.story
        else Markup()
    )
    return _paragraph(last.count) + (_lines(_said(last.actions)) if last.actions else Markup()) + story


def _stories(content: Content) -> Markup:
    if not content.stories:
        return _paragraph("")
    found = []
    for title, helping, hindering, asked in content.stories:
        found.append(markup("<p><strong>{title}</strong></p>", title=title) if title else Markup())
        for name, said in (("Hindering", hindering), ("Helping", helping), ("To find out", asked)):
            found.append(
                markup("<p>{name}:</p>{lines}", name=name, lines=_lines(_said(said))) if said else Markup()
            )
    return Markup().join(found)


def _said(lines: Sequence[ReportLine]) -> list[str]:
    return [s.line for s in lines]


def _partner(p: PartnerText) -> str:
    words = [p.name + (", missing from the room" if p.absent else "")]
    return ". ".join([*words, *p.lines]) + "."


def _action(a: Action) -> str:
    parts = (
        a.what.rstrip(". "),
        a.who or "nobody yet",
        f"by {day_words(a.by_when)}" if a.by_when else "no day yet",
        f"with {a.partner}" if a.partner else "",
        f"measured by {a.measure}" if a.measure else "",
    )
    return "; ".join(filter(None, parts)) + "."


def _paragraph(text: str) -> Markup:
    return markup("<p>{text}</p>", text=text or NOTHING)


def _lines(lines: Sequence[str], tag: str = "ul") -> Markup:
    return (
        markup(
            "<{tag}>{lines}</{tag}>",
            tag=tag,
            lines=Markup().join(markup("<li>{line}</li>", line=line) for line in lines),
        )
        if lines
        else _paragraph("")
    )
