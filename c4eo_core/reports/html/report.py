"""The report as one HTML file that needs nothing beside it. Every text is escaped, here or in html.py."""

import base64
import re
from collections.abc import Sequence
from functools import cache

from markupsafe import Markup

from c4eo_core.answers.report.report import Report, ReportCurve
from c4eo_core.charts.report_curve import report_picture
from c4eo_core.charts.theme import LIGHT, SCREEN
from c4eo_core.model.markup import markup
from c4eo_core.reports.content.content import NOTHING, Content, ServiceText, content_of
from c4eo_core.reports.content.curve import CurveText, frozen_words, since_rows
from c4eo_core.reports.content.notes import ACTION_HEADINGS, IdeaText, LastTimeText, PartnerText, ReportLine
from c4eo_core.reports.html.headline_rows import headline_rows
from c4eo_core.reports.html.pieces import curve_table, details, forecast_table, table
from c4eo_core.reports.images import FONTS, chart_svg

_CSS = FONTS.parent / "report.css"
_WIDTH, _HEIGHT = 920, 330
_NOTHING = markup('<p class="note">{nothing}</p>', nothing=NOTHING)


def report_html(report: Report) -> bytes:
    content = content_of(report)
    curves = [
        _curve(n, said, found)
        for n, (said, found) in enumerate(zip(content.curves, report.curves, strict=True))
    ]
    rows = headline_rows(report.headlines, LIGHT, f"{content.area}. {content.order}")
    headlines = markup(
        '<h2>How are we doing?</h2><div class="scroll" tabindex="0" role="region"'
        ' aria-label="Headlines">{rows}</div>',
        rows=rows,
    )
    body = [*curves, *_workshop(content), headlines] if content.workshop else [headlines, *curves]
    if content.messages:
        body.append(markup("<h2>What is known to help</h2>{lines}", lines=_lines(content.messages)))
    own = content.colour if re.fullmatch(r"#[0-9a-fA-F]{6}", content.colour) else "#F46A25"
    return markup(
        '<!doctype html>\n<html lang="en-GB"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        "<title>{head}</title><style>{style} :root {{ --own: {own};"
        " }}</style></head><body>"
        "{band}<main>{body}</main>{foot}</body></html>\n",
        head=content.head,
        style=_style(),
        own=own,
        band=_band(content),
        body=Markup().join(body),
        foot=_foot(content, report),
    ).encode()


@cache
def _style() -> Markup:
    faces = (("SourceSansPro-Regular.otf", 400), ("SourceSansPro-Semibold.otf", 600))
    fonts = [
        f'@font-face {{ font-family: "Source Sans Pro"; font-weight: {weight}; '
        f"src: url(data:font/otf;base64,{base64.b64encode((FONTS / name).read_bytes()).decode()}); }}"
        for name, weight in faces
    ]
    return Markup("\n".join([*fonts, _CSS.read_text(encoding="utf-8")]))


def _p(text: str, css: str = "") -> Markup:
    return markup("<p{css}>{text}</p>", css=f" class={css}" if css else "", text=text) if text else Markup()


def _band(c: Content) -> Markup:
    place = "" if c.trust == c.area else f" · {c.area}"
    wish = f"What we want: {c.outcome}" if c.outcome else c.question
    when = f"Held {c.held}" if c.held else c.made
    who = markup(
        "<h1>{trust}</h1><p><strong>{title}</strong>{place}</p>{p}{p2}",
        trust=c.trust,
        title=c.title,
        place=place,
        p=_p(wish),
        p2=_p(c.session),
    )
    return markup(
        '<header class="band"><div>{who}</div><div class="when">{p}{p2}</div></header>',
        who=who,
        p=_p(c.kind),
        p2=_p(when),
    )


def _foot(c: Content, report: Report) -> Markup:
    sources = Markup().join(markup("<li>{s}</li>", s=s) for s in c.sources)
    return markup(
        "<footer><h2>Sources</h2><ul>{sources}</ul>{p}</footer>", sources=sources, p=_p(c.made_with)
    )


def _curve(n: int, said: CurveText, found: ReportCurve) -> Markup:
    picture = report_picture(found, SCREEN, _WIDTH, _HEIGHT)
    figure = Markup()
    if picture:
        svg = markup(
            '<svg role="img" aria-label="{alt}" {drawing}',
            alt=said.alt,
            drawing=_own_names(chart_svg(picture.spec).decode(), f"c{n}-").removeprefix("<svg "),
        )
        svg = markup('<div class="scroll" tabindex="0" role="region" aria-label="Chart">{svg}</div>', svg=svg)
        figure = markup(
            "<figure>{svg}<figcaption>{reading}</figcaption></figure>", svg=svg, reading=picture.reading
        )
    now = _p(said.now[0], "lead") + Markup().join(map(_p, (*said.now[1:], *said.ahead, *said.drawn)))
    care = _p(" ".join(said.care), "note")
    tables = details(
        "All figures of this curve",
        curve_table(found.curve) + (forecast_table(found.forecast) if found.forecast else Markup()),
    )
    return markup(
        "<section><h2>{title}</h2>{figure}{now}{verdict}{turned}{care}{tables}</section>",
        title=said.title,
        figure=figure,
        now=now,
        verdict=_verdict(said),
        turned=_turned(said, found),
        care=care,
        tables=tables,
    )


def _own_names(svg: str, prefix: str) -> Markup:
    """Names inside a picture are the whole page's: two pictures must not share one."""
    svg = re.sub(r'\b(id="|href="#)', rf"\g<1>{prefix}", svg)
    return Markup(re.sub(r"url\((['\"]?)#", rf"url(\1#{prefix}", svg))


def _verdict(said: CurveText) -> Markup:
    if not said.verdict:
        return Markup()
    tone = "ok" if said.verdict == "OK" else "not"
    return markup(
        '<p class="verdict {tone}"><strong>Is this OK if nothing changes? {verdict}.</strong> {reason}</p>',
        tone=tone,
        verdict=said.verdict,
        reason=said.reason,
    )


def _turned(said: CurveText, found: ReportCurve) -> Markup:
    if not said.turned or found.turned is None:
        return Markup()
    rows = since_rows(found.turned, found)
    heads = ("Period", "Figure", "Was expected", "80 % interval", "In a word")
    since = table(heads, rows, frozen_words(found.turned)) if rows else Markup()
    return markup(
        '<p class="verdict"><strong>Has the curve turned? {turned}.</strong> {turned_words}</p>{since}',
        turned=said.turned,
        turned_words=said.turned_words,
        since=since,
    )


def _lines(lines: Sequence[ReportLine]) -> Markup:
    if not lines:
        return _NOTHING
    return (
        Markup("<ul>")
        + Markup().join(markup("<li>{text}{tags}</li>", text=s.text, tags=_tags(s.tags)) for s in lines)
        + Markup("</ul>")
    )


def _tags(tags: Sequence[str]) -> Markup:
    return markup(' <span class="tags">({tags})</span>', tags="; ".join(tags)) if tags else Markup()


def _workshop(c: Content) -> list[Markup]:
    actions = [(a.title, a.who, a.by_when, a.measure) for a in c.actions]
    return [
        _last_time(c.last_time) if c.last_time else Markup(),
        Markup("<h2>The story behind the curve</h2>"),
        Markup().join(_story(*story) for story in c.stories) or _NOTHING,
        Markup("<h2>Partners</h2>"),
        markup("<ul>{map}</ul>", map=Markup().join(map(_partner, c.partners))) if c.partners else _NOTHING,
        markup("<h2>{ideas_title}</h2>", ideas_title=c.ideas_title),
        markup('<ol class="best three">{map}</ol>', map=Markup().join(map(_idea, c.best)))
        if c.best
        else _NOTHING,
        (
            markup(
                '<h3>Also put forward</h3><ol start="{best}">{map}</ol>',
                best=1 + len(c.best),
                map=Markup().join(map(_idea, c.others)),
            )
            if c.others
            else Markup()
        ),
        Markup("<h2>Actions</h2>"),
        (table(ACTION_HEADINGS, actions, "What will be done", "plain", 99) if actions else _NOTHING),
        *map(_service, c.services),
        markup("<h2>Figures we want and do not have</h2>{lines}", lines=_lines(c.wanted))
        if c.wanted
        else Markup(),
        markup("<h2>In the room</h2>{lines}", lines=_lines(c.roles)) if c.roles else Markup(),
    ]


def _last_time(last: LastTimeText) -> Markup:
    story = (
        markup("<h3>The story of last time</h3>{lines}", lines=_lines(last.story)) if last.story else Markup()
    )
    return markup(
        "<h2>{title}</h2>{count}{actions}{story}",
        title=last.title,
        count=_p(last.count),
        actions=_lines(last.actions) if last.actions else Markup(),
        story=story,
    )


def _story(
    title: str, helping: Sequence[ReportLine], hindering: Sequence[ReportLine], asked: Sequence[ReportLine]
) -> Markup:
    head = markup("<h3>{title}</h3>", title=title) if title else Markup()
    sides = markup('<div class="side good"><h3>▲ Helping</h3>{lines}</div>', lines=_lines(helping))
    sides += markup('<div class="side bad"><h3>▼ Hindering</h3>{lines}</div>', lines=_lines(hindering))
    return markup('{head}<div class="two">{sides}</div>', head=head, sides=sides) + (
        markup("<h3>To find out</h3>{lines}", lines=_lines(asked)) if asked else Markup()
    )


def _partner(p: PartnerText) -> Markup:
    absent = Markup(' <span class="absent">not in the room</span>') if p.absent else Markup()
    return markup(
        "<li><strong>{name}</strong>{absent}{lines}</li>",
        name=p.name,
        absent=absent,
        lines=(". " + ". ".join(p.lines) + ".") if p.lines else "",
    )


def _idea(i: IdeaText) -> Markup:
    score = (f"score {i.score}: {i.detail}",) if i.score else ()
    may_bring = markup("<br>{may_bring}", may_bring=i.may_bring) if i.may_bring else Markup()
    return markup(
        "<li>{text}{tags}{may_bring}</li>", text=i.text, tags=_tags((*i.tags, *score)), may_bring=may_bring
    )


def _service(s: ServiceText) -> Markup:
    groups = Markup().join(
        markup('<div class="side"><h3>{words}</h3>{lines}</div>', words=words, lines=_lines(lines))
        for words, lines in s.headings
    )
    note = _p(f"{s.contributes} Measures of a service, not of everybody in the place.", "note")
    return markup(
        '<h2>Service: {service}</h2><div class="three">{groups}</div>{note}',
        service=s.service,
        groups=groups,
        note=note,
    )
