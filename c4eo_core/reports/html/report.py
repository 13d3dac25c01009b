"""The report as one HTML file that needs nothing beside it. Every text is escaped, here or in html.py."""

import base64
import re
from collections.abc import Sequence
from functools import cache
from html import escape

from c4eo_core.answers.report.report import Report, ReportCurve
from c4eo_core.charts.report_curve import report_picture
from c4eo_core.charts.theme import LIGHT, SCREEN
from c4eo_core.reports.content.content import NOTHING, Content, ServiceSaid, content_of
from c4eo_core.reports.content.curve import CurveSaid, frozen_words, since_rows
from c4eo_core.reports.content.notes import IdeaSaid, PartnerSaid, Said
from c4eo_core.reports.html.pieces import curve_table, details, forecast_table, headline_rows, table
from c4eo_core.reports.images import FONTS, chart_svg

_CSS = FONTS.parent / "report.css"
_WIDTH, _HEIGHT = 920, 330
_NOTHING = f'<p class="note">{NOTHING}</p>'


def report_html(report: Report) -> bytes:
    content = content_of(report)
    curves = [
        _curve(n, said, found)
        for n, (said, found) in enumerate(zip(content.curves, report.curves, strict=True))
    ]
    rows = headline_rows(report.headlines, LIGHT, f"{content.area}. {content.order}")
    headlines = (
        '<h2>How are we doing?</h2><div class="scroll" tabindex="0" role="region"'
        f' aria-label="Headlines">{rows}</div>'
    )
    body = [*curves, *_workshop(content), headlines] if content.workshop else [headlines, *curves]
    if content.messages:
        body.append(f"<h2>What is known to help</h2>{_lines(content.messages)}")
    own = content.colour if re.fullmatch(r"#[0-9a-fA-F]{6}", content.colour) else "#F46A25"
    return (
        '<!doctype html>\n<html lang="en-GB"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(content.head)}</title><style>{_style()} :root {{ --own: {own};"
        " }</style></head><body>"
        f"{_band(content)}<main>{''.join(body)}</main>{_foot(content, report)}</body></html>\n"
    ).encode()


@cache
def _style() -> str:
    faces = (("SourceSansPro-Regular.otf", 400), ("SourceSansPro-Semibold.otf", 600))
    fonts = [
        f'@font-face {{ font-family: "Source Sans Pro"; font-weight: {weight}; '
        f"src: url(data:font/otf;base64,{base64.b64encode((FONTS / name).read_bytes()).decode()}); }}"
        for name, weight in faces
    ]
    return "\n".join([*fonts, _CSS.read_text(encoding="utf-8")])


def _p(text: str, css: str = "") -> str:
    return f"<p{f' class={css}' if css else ''}>{escape(text)}</p>" if text else ""


def _band(c: Content) -> str:
    place = "" if c.trust == c.area else f" · {c.area}"
    wish = f"What we want: {c.outcome}" if c.outcome else c.question
    when = f"Held {c.held}" if c.held else c.made
    who = f"<h1>{escape(c.trust)}</h1><p><strong>{escape(c.title)}</strong>{escape(place)}</p>{_p(wish)}{_p(c.session)}"
    return f'<header class="band"><div>{who}</div><div class="when">{_p(c.kind)}{_p(when)}</div></header>'


def _foot(c: Content, report: Report) -> str:
    sources = "".join(f"<li>{escape(s)}</li>" for s in c.sources)
    return f"<footer><h2>Sources</h2><ul>{sources}</ul>{_p(c.made_with)}</footer>"


def _curve(n: int, said: CurveSaid, found: ReportCurve) -> str:
    picture = report_picture(found, SCREEN, _WIDTH, _HEIGHT)
    figure = ""
    if picture:
        svg = _own_names(chart_svg(picture.spec).decode(), f"c{n}-")
        svg = svg.replace("<svg ", f'<svg role="img" aria-label="{escape(said.alt)}" ', 1)
        svg = f'<div class="scroll" tabindex="0" role="region" aria-label="Chart">{svg}</div>'
        figure = f"<figure>{svg}<figcaption>{escape(picture.reading)}</figcaption></figure>"
    now = _p(said.now[0], "lead") + "".join(map(_p, (*said.now[1:], *said.ahead, *said.drawn)))
    care = _p(" ".join(said.care), "note")
    tables = details(
        "All figures of this curve",
        curve_table(found.curve) + (forecast_table(found.forecast) if found.forecast else ""),
    )
    return f"<section><h2>{escape(said.title)}</h2>{figure}{now}{_verdict(said)}{_turned(said, found)}{care}{tables}</section>"


def _own_names(svg: str, prefix: str) -> str:
    """Names inside a picture are the whole page's: two pictures must not share one."""
    svg = re.sub(r'\bid="', f'id="{prefix}', svg)
    return re.sub(r"url\((['\"]?)#", rf"url(\1#{prefix}", re.sub(r'href="#', f'href="#{prefix}', svg))


def _verdict(said: CurveSaid) -> str:
    if not said.verdict:
        return ""
    tone = "ok" if said.verdict == "OK" else "not"
    return (
        f'<p class="verdict {tone}"><strong>Is this OK if nothing changes? {said.verdict}.</strong>'
        f" {escape(said.reason)}</p>"
    )


def _turned(said: CurveSaid, found: ReportCurve) -> str:
    if not said.turned:
        return ""
    rows = since_rows(found.turned, found)
    heads = ("Period", "Figure", "Was expected", "80 % interval", "In a word")
    since = table(heads, rows, frozen_words(found.turned)) if rows else ""
    return (
        f'<p class="verdict"><strong>Has the curve turned? {escape(said.turned)}.</strong>'
        f" {escape(said.turned_words)}</p>{since}"
    )


def _lines(lines: Sequence[Said]) -> str:
    if not lines:
        return _NOTHING
    return "<ul>" + "".join(f"<li>{escape(s.text)}{_tags(s.tags)}</li>" for s in lines) + "</ul>"


def _tags(tags: Sequence[str]) -> str:
    return f' <span class="tags">({escape("; ".join(tags))})</span>' if tags else ""


def _workshop(c: Content) -> list[str]:
    actions = [
        (a.what + (f" ({a.missing})" if a.missing else ""), a.who, a.by_when, a.measure) for a in c.actions
    ]
    return [
        "<h2>The story behind the curve</h2>",
        "".join(_story(*story) for story in c.stories) or _NOTHING,
        "<h2>Partners</h2>",
        f"<ul>{''.join(map(_partner, c.partners))}</ul>" if c.partners else _NOTHING,
        f"<h2>{escape(c.ideas_title)}</h2>",
        f'<ol class="best three">{"".join(map(_idea, c.best))}</ol>' if c.best else _NOTHING,
        (
            f'<h3>Also put forward</h3><ol start="{1 + len(c.best)}">{"".join(map(_idea, c.others))}</ol>'
            if c.others
            else ""
        ),
        "<h2>Actions</h2>",
        (
            table(("What", "Who", "By when", "Measured by"), actions, "What will be done", "plain", 99)
            if actions
            else _NOTHING
        ),
        *map(_service, c.services),
        f"<h2>Figures we want and do not have</h2>{_lines(c.wanted)}" if c.wanted else "",
        f"<h2>In the room</h2>{_lines(c.roles)}" if c.roles else "",
    ]


def _story(title: str, helping: Sequence[Said], hindering: Sequence[Said], asked: Sequence[Said]) -> str:
    head = f"<h3>{escape(title)}</h3>" if title else ""
    sides = f'<div class="side good"><h3>▲ Helping</h3>{_lines(helping)}</div>'
    sides += f'<div class="side bad"><h3>▼ Hindering</h3>{_lines(hindering)}</div>'
    return f'{head}<div class="two">{sides}</div>' + (f"<h3>To find out</h3>{_lines(asked)}" if asked else "")


def _partner(p: PartnerSaid) -> str:
    absent = ' <span class="absent">not in the room</span>' if p.absent else ""
    return f"<li><strong>{escape(p.name)}</strong>{absent}{escape('. ' + '. '.join(p.lines) + '.') if p.lines else ''}</li>"


def _idea(i: IdeaSaid) -> str:
    score = (f"score {i.score}: {i.detail}",) if i.score else ()
    may_bring = f"<br>{escape(i.may_bring)}" if i.may_bring else ""
    return f"<li>{escape(i.text)}{_tags((*i.tags, *score))}{may_bring}</li>"


def _service(s: ServiceSaid) -> str:
    groups = "".join(
        f'<div class="side"><h3>{escape(words)}</h3>{_lines(lines)}</div>' for words, lines in s.headings
    )
    note = _p(f"{s.contributes} Measures of a service, not of everybody in the place.", "note")
    return f'<h2>Service: {escape(s.service)}</h2><div class="three">{groups}</div>{note}'
