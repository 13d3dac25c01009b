"""The report as slides: everything can be edited, nothing is cut; long lists go on over more slides."""

import io
import re

from pptx.util import Pt

from c4eo_core.answers.report.report import Report, ReportCurve
from c4eo_core.answers.workshop.turned import Turned
from c4eo_core.reports.content.content import NOTHING, Content, content_of
from c4eo_core.reports.content.curve import CurveText, since_rows
from c4eo_core.reports.content.notes import ACTION_HEADINGS, IdeaText, ReportLine
from c4eo_core.reports.slides.chart import BREAK, add_chart
from c4eo_core.reports.slides.fit import largest
from c4eo_core.reports.slides.lists_and_tables import lists, one_slide, table
from c4eo_core.reports.slides.parts import (
    BAD,
    BODY,
    EDGE,
    FOOT,
    GOOD,
    NAVY,
    QUIET,
    TOP,
    WIDE,
    Deck,
    Item,
    pages,
    title_of,
    unbroken_date,
    write,
)
from c4eo_core.reports.slides.summary import summary_slide

_ALSO = Item("", "Also put forward", colour=NAVY)
_OWN_COLOUR = "F46A25"
_BAND = 248  # the coloured area of the opening slide
_CHART = (EDGE - 6, TOP, 560, FOOT - TOP)


def slides_pptx(report: Report) -> bytes:
    content = content_of(report)
    deck = Deck(
        _foot(content, report),
        "\n".join(("Sources", *content.sources, content.made_with)),
        _stripe(content.colour),
    )
    _opening(deck, content)
    if content.workshop:
        summary_slide(deck, content, report.curves[0])
    for said, found in zip(content.curves, report.curves, strict=True):
        _curve(deck, said, found)
    if content.workshop:
        _workshop(deck, content)
    else:
        _headlines(deck, content)
    if content.messages:
        lists(deck, "What is known to help", [_items(content.messages)])
    _sources(deck, content, report)
    deck.finish()
    deck.made.core_properties.title = content.head
    deck.made.core_properties.author = content.trust
    deck.made.core_properties.language = "en-GB"
    out = io.BytesIO()
    deck.made.save(out)
    return out.getvalue()


def _sources(deck: Deck, content: Content, report: Report) -> None:
    """What to mind in reading the curves, and where the figures come from."""
    several = len(content.curves) > 1
    reading = [
        Item(" ".join(_care(said, found)), f"{said.short}:" if several else "")
        for said, found in zip(content.curves, report.curves, strict=True)
    ]
    sources = [*map(Item, content.sources), Item(content.made_with, colour=QUIET)]
    title = "How to read the curves, and sources" if several else "How to read the curve, and sources"
    lists(deck, title, [[i for i in reading if i.text] + sources], sizes=(16, 15, 14, 13, 12))


def _care(said: CurveText, found: ReportCurve) -> tuple[str, ...]:
    mark = f"In the chart {BREAK} marks a change of definition."
    return (*said.care, mark) if found.curve.breaks else said.care


def _foot(content: Content, report: Report) -> str:
    trust = content.trust if len(content.trust) < 60 else content.trust[:57].rstrip() + "…"
    return (
        f"{trust}. {content.kind}, made {content.made}. C4EO app {report.app_version}. Sources: in the notes"
        " and on the last slide."
    )


def _stripe(colour: str) -> str:
    return colour.lstrip("#").upper() if re.fullmatch(r"#[0-9a-fA-F]{6}", colour) else _OWN_COLOUR


def _opening(deck: Deck, content: Content) -> None:
    slide = deck.slide(content.trust, _BAND)
    band = title_of(slide)
    size = largest(content.trust, BODY, 150, (48, 44, 40, 36, 32, 28, 24, 20, 16, 12), bold=True) or 10
    for run in band.text_frame.paragraphs[0].runs:
        run.font.size = Pt(size)
    lines = [
        Item("", content.title, colour=NAVY),
        Item(content.outcome and f"What we want: {content.outcome}" or content.question),
    ]
    place = [] if content.trust == content.area else [Item(content.area)]
    session = (
        f"{content.session}, {content.held}"
        if content.session and content.held
        else content.session or content.held
    )
    lines += place + ([Item(session)] if session else [])
    lines.append(Item(f"{content.kind}, made {content.made}", colour=QUIET))
    first, *more = pages(lines, BODY, FOOT - 275, 20)
    write(slide, (EDGE, 275, BODY, FOOT - 275), first, 20)
    if more:
        lists(deck, f"{content.title}: what we want", [[i for page in more for i in page]])


def _curve(deck: Deck, said: CurveText, found: ReportCurve) -> None:
    """The chart with its words beside it; what does not fit beside it follows on a slide of its own."""
    slide = deck.slide(said.title)
    chart = add_chart(slide, found, _CHART, said.alt)
    left, width = (
        (_CHART[0] + _CHART[2] + 16, WIDE - EDGE - _CHART[0] - _CHART[2] - 16) if chart else (EDGE, BODY)
    )
    items = _verdict(said) + [Item(s) for s in (*said.now[:2], *said.ahead[:1])]
    items += [Item(s) for s in (*said.drawn, *said.now[2:], *said.ahead[1:])]
    size = next((s for s in (18, 16, 15, 14) if len(pages(items, width, FOOT - TOP, s)) == 1), 14)
    first, *more = pages(items, width, FOOT - TOP, size)
    write(slide, (left, TOP, width, FOOT - TOP), first, size)
    if more:
        lists(deck, f"{said.short}: more about it", [[i for page in more for i in page]])
    if found.turned:
        _turned(deck, said, found, found.turned)


def _verdict(said: CurveText) -> list[Item]:
    if not said.verdict:
        return []
    return [
        Item(
            said.reason,
            f"Is this OK if nothing changes? {said.verdict}.",
            colour=GOOD if said.verdict == "OK" else BAD,
        )
    ]


def _turned(deck: Deck, said: CurveText, found: ReportCurve, turned: Turned) -> None:
    answer = [Item(said.turned_words, f"{said.turned}.", colour=NAVY)]
    rows, title = since_rows(turned, found), f"{said.short}: has the curve turned?"
    if rows:
        table(
            deck,
            title,
            ("Period", "Figure", "Was expected", "80 % interval", "In a word"),
            rows,
            (2, 1.5, 1.8, 2.2, 2),
            lead=answer,
        )
    else:
        lists(deck, title, [answer])


def _headlines(deck: Deck, content: Content) -> None:
    heads = ("Headline", "Latest", "Recent trend", "Against neighbours", "England")
    rows = []
    for h in content.headlines:
        latest, trend, against = (
            " ".join(filter(None, pair)) for pair in ((h.latest, h.mark), (h.trend,), (h.against,))
        )
        rows.append(
            (h.title, _two(latest, h.when), _two(trend, h.change), _two(against, h.median), h.england)
        )
    notes = [Item(" ".join(filter(None, (content.order, content.together, content.marks))), colour=QUIET)]
    table(deck, f"{content.title}: the headlines", heads, rows, (5, 2.6, 3, 3.6, 1.3), notes)


def _two(first: str, second: str) -> str:
    return f"{first}\n{second}" if second else first


def _item(s: ReportLine) -> Item:
    return Item(s.text, quiet=f"({'; '.join(s.tags)})" if s.tags else "")


def _items(lines: tuple[ReportLine, ...]) -> list[Item]:
    return [_item(s) for s in lines] or [Item(NOTHING, colour=QUIET)]


def _workshop(deck: Deck, content: Content) -> None:
    nothing = [Item(NOTHING, colour=QUIET)]
    if content.last_time:
        lead = [Item("", content.last_time.count, colour=NAVY)]
        lists(deck, content.last_time.title, [[*lead, *map(_item, content.last_time.actions)]])
        if content.last_time.story:
            lists(deck, "The story of last time", [_items(content.last_time.story)])
    for title, helping, hindering, asked in content.stories or (("", (), (), ()),):
        heads = [Item("", "▲ Helping", colour=GOOD), Item("", "▼ Hindering", colour=BAD)]
        of = f": {title}" if title else ""
        columns = [_items(helping), _items(hindering)]
        if asked:
            heads.append(Item("", "To find out", colour=NAVY))
            columns.append(_items(asked))
        lists(deck, f"The story behind the curve{of}", columns, heads)
    partners = [
        Item(
            ". ".join(p.lines),
            f"{p.name}:" if p.lines else p.name,
            "(not in the room)" if p.absent else "",
            NAVY,
        )
        for p in content.partners
    ]
    lists(deck, "Partners", [partners or nothing], over=2)
    _ideas(deck, content, nothing)
    rows = [(a.title, a.who, unbroken_date(a.by_when), a.measure) for a in content.actions]
    if rows:
        table(deck, "Actions", ACTION_HEADINGS, rows, (5, 2.2, 2.7, 3))
    else:
        lists(deck, "Actions", [nothing])
    for s in content.services:
        heads = [Item("", words, colour=NAVY) for words, _ in s.headings]
        notes = [Item(f"{s.contributes} Measures of a service, not of everybody in the place.", colour=QUIET)]
        lists(deck, f"Service: {s.service}", [_items(lines) for _, lines in s.headings], heads, notes)
    if content.wanted:
        lists(deck, "Figures we want and do not have", [_items(content.wanted)])
    if content.roles:
        lists(deck, "In the room", [_items(content.roles)])


def _ideas(deck: Deck, content: Content, nothing: list[Item]) -> None:
    best = [_idea(n, i, full=True) for n, i in enumerate(content.best, 1)] or nothing
    few = [_idea(n, i) for n, i in enumerate(content.others, 1 + len(content.best))]
    if few and one_slide([[*best, _ALSO, *few]]):
        lists(deck, content.ideas_title, [[*best, _ALSO, *few]])
        return
    lists(deck, content.ideas_title, [best])
    if few:
        lists(
            deck,
            "Also put forward",
            [few],
            over=2,
        )


def _idea(n: int, idea: IdeaText, full: bool = False) -> Item:
    score = f"score {idea.score}" + (f": {idea.detail}" if full and idea.detail else "") if idea.score else ""
    tags = "; ".join(filter(None, (*idea.tags, score)))
    return Item(
        idea.text, f"{n}", " ".join(filter(None, (f"({tags})" if tags else "", idea.may_bring))), NAVY
    )
