"""The page of one place: three sentences a priority, then each headline with its curve and, one click away,
all behind it.
"""

from html import escape

from c4eo_core.answers.public.place import PublicCurve, PublicPlace, slug
from c4eo_core.answers.standing.curve import Series
from c4eo_core.answers.standing.progress import Progress
from c4eo_core.answers.standing.words import change_words, neighbours_words, trend_words, with_unit
from c4eo_core.catalogue.choices import Priority
from c4eo_core.model.area import Area, AreaKind
from c4eo_core.model.display import figure
from c4eo_core.model.indicator import Indicator
from c4eo_core.model.kinds import Note, Status, Unit
from c4eo_core.model.period import Period
from c4eo_core.reports.html.pieces import details, listing, note_cell, table
from c4eo_core.reports.html.public import explained, how_to_read, measured, priority_cards
from c4eo_core.reports.site.curve_picture import NARROW, picture
from c4eo_core.reports.site.frame import Setting, page

MARKS = {"good": "▲", "bad": "▼", "flat": "◇"}
KEY = {
    "neighbours": (
        "line-median",
        "the middle of the ten similar areas; each of them is a thin grey line",
    ),
    "region": ("line-region", "its region"),
    "england": ("line-england", "England"),
    "ahead": ("line-ahead", "where it may go if nothing changes: 8 times in 10 inside the band"),
}
GAP_KEY = "<li>a gap of −20 on the chart: the group is 20 points behind the others</li>"
_SMALL = 4  # so many headlines without a figure, and a place is called small


def area_path(area: Area) -> str:
    return f"area/{slug(area.name)}.html"


def curve_path(area: Area, indicator: str) -> str:
    return f"area/{slug(area.name)}/{indicator}.html"


def area_page(setting: Setting, place: PublicPlace, pictures: dict[str, list[dict]]) -> str:
    """pictures: indicator id → rows of its chart."""
    area = place.area
    body = (
        f'<p class="where">{_where(place)}</p><h1>{escape(area.name)}: how are children doing?</h1>'
        f"{priority_cards(place.cards)}{_reading(place)}{_files(area)}{_jump(place)}"
        + "".join(_section(place, p, curves, pictures) for p, curves in place.sections)
    )
    words = (
        f"How children in {area.name} are doing: {len(place.curves)} published figures in plain words, with"
        " curves, sources and dates."
    )
    return page(setting, area_path(area), f"{area.name}: how are children doing?", words, body)


def _where(place: PublicPlace) -> str:
    if place.area.kind is AreaKind.ENGLAND:
        return "The whole country"
    if place.region is None:
        return (
            'Region of <a href="england.html">England</a>. <a'
            f' href="../index.html#{slug(place.area.name)}">The places in it</a>'
        )
    region = f'<a href="{slug(place.region.name)}.html">{escape(place.region.name)}</a>'
    return f'Local authority in {region}, <a href="england.html">England</a>'


def _reading(place: PublicPlace) -> str:
    lines = listing(place.reading, "reading note") if place.reading else how_to_read()
    missing = sum(c.curve.progress.value is None for c in place.curves)
    if missing < _SMALL or not place.area.is_authority:
        return lines
    care = (
        f"Take care: {missing} of the {len(place.curves)} figures are missing here. Those left may rest on"
        " few children."
    )
    return f'<p class="care">{care} One child can move them a lot.</p>{lines}'


def _files(area: Area) -> str:
    name = slug(area.name)
    return (
        f'<p class="files">Download the figures: <a href="{name}.csv" download>spreadsheet (CSV)</a> '
        f'or <a href="{name}.json" download>JSON</a>. '
        "Each row says what it is, its date, source and licence.</p>"
    )


def _jump(place: PublicPlace) -> str:
    links = "".join(f'<li><a href="#{p.id}">{escape(p.title)}</a></li>' for p, _ in place.sections)
    return f'<nav class="jump" aria-label="On this page"><ul>{links}</ul></nav>'


def _section(
    place: PublicPlace, priority: Priority, curves: tuple[PublicCurve, ...], pictures: dict[str, list[dict]]
) -> str:
    there = {name for c in curves for name in c.compared}
    key = _sign("line-us", place.area.name) + "".join(_sign(*KEY[name]) for name in KEY if name in there)
    key += GAP_KEY if any(c.curve.indicator.is_gap for c in curves) else ""
    order = "Those that need a look come first." if place.area.is_authority else "In the order of our list."
    items = "".join(_headline(c, pictures[c.id]) for c in curves)
    return (
        f'<section><h2 id="{priority.id}">{escape(priority.title)}</h2>'
        f'<p class="lead">{escape(priority.question)} <span class="note">{order}</span></p>'
        f'<ul class="key">{key}</ul><div class="curves">{items}</div></section>'
    )


def _sign(line: str, words: str) -> str:
    band = '<path class="fan fan80" d="M1 0h26v10h-26z"/>' if line == "line-ahead" else ""
    drawn = (
        f'<svg class="sign pic" viewBox="0 0 28 10" aria-hidden="true">{band}<path class="{line}" d="M1'
        ' 5h26"/></svg>'
    )
    return f"<li>{drawn} {escape(words)}</li>"


def _headline(of: PublicCurve, rows: list[dict]) -> str:
    i = of.curve.indicator
    to = f"{slug(of.curve.place.name)}/{of.id}"
    inside = _short_table(of) + measured(of.curve, None, exact=False)
    css = "said" if of.curve.progress.value is not None else "said none"
    return (
        f'<article id="{of.id}"><div><h3>{escape(i.title)}</h3>{latest(of)}<p'
        f' class="{css}">{explained(of.sentence)}</p>{judged(of)}</div>'
        f'<figure class="curve" data-rows="{to}.json">{picture(of, rows, NARROW)}</figure>'
        f"{details('Figures, meaning, source', inside)}"
        f'<p class="more"><a href="{to}.html">This curve in full<span class="unseen">:'
        f" {escape(i.short)}</span></a></p></article>"
    )


def latest(of: PublicCurve) -> str:
    """The newest figure with its period; where there is none, the sentence says why."""
    p, i = of.curve.progress, of.curve.indicator
    if p.value is None:
        return ""
    shown, unit = figure(p.value, i), "" if i.unit is Unit.PERCENTAGE else f" {i.unit_words}"
    if i.is_gap:
        shown, unit = with_unit(p.value, i).split(" ", 1)
        unit = " " + unit
    when = f'<span class="when">{escape(dated(p.period))}</span>'
    return f'<p class="latest"><span class="big">{escape(shown)}</span>{escape(unit)} {when}</p>'


def dated(period: Period) -> str:
    """The period, with a word where its figures may still change."""
    settled = period.status in (None, Status.FINAL)
    return period.label if settled else f"{period.label} ({period.status.value})"


def judged(of: PublicCurve) -> str:
    """Judgements that stand out from the noise; else that a trend cannot be told."""
    p = of.curve.progress
    tags = [f'<span class="tag {t.tone}">{MARKS[t.tone]} {escape(t.words)}</span>' for t in of.tags]
    if of.curve.place.is_authority and p.value is not None and not p.trend.side:
        words = p.trend.short
        tags.append(f'<span class="tag flat">◇ {escape(words[:1].upper() + words[1:])}</span>')
    return f'<p class="tags">{" ".join(tags)}</p>' if tags else ""


def beside_words(of: PublicCurve) -> list[str]:
    """Change, trend and neighbours as the app says them."""
    p = of.curve.progress
    if p.value is None:
        return []
    words = [f"Change: {change_words(p)}."]
    if of.curve.place.is_authority:
        words += [
            f"Trend: {trend_words(p)} ({p.trend.behind}).",
            f"Compared with similar areas: {public_side(p)}.",
        ]
    return words


def public_side(p: Progress) -> str:
    return (
        neighbours_words(p)
        .replace("neighbours'", "the similar areas'")
        .replace("neighbours", "similar areas")
    )


def _short_table(of: PublicCurve) -> str:
    """The newest period first; without each neighbour, who stand on the page of the curve."""
    lines = [s for role, s in of.lines() if role != "neighbour"]
    i, periods = of.curve.indicator, of.curve.periods
    rows = [
        [dated(p), *(cell(s.values[k], s.notes[k], i) for s in lines)]
        for k, p in reversed(list(enumerate(periods)))
    ]
    changed = [
        f"From {period_from(of, b.from_year)} it is counted in a new way: {b.why}" for b in of.curve.breaks
    ]
    said = "".join(f'<p class="note">{escape(w)}</p>' for w in changed)
    return (
        table(["Period", *(s.name for s in lines)], rows, f"{i.short}, {i.unit_words}", "short", 99)
        + said
        + note_key(lines)
    )


def period_from(of: PublicCurve, year: int) -> str:
    return next((p.label for p in of.curve.periods if p.end.year >= year), str(year))


def cell(value: float | None, note: Note | None, indicator: Indicator) -> str:
    return figure(value, indicator) if value is not None else note_cell(note)


def note_key(lines: list[Series]) -> str:
    marks = sorted({n for s in lines for n in s.notes if n}, key=lambda n: n.value)
    return (
        f'<ul class="marks">{"".join(f"<li>[{n.value}] {escape(n.words)}</li>" for n in marks)}</ul>'
        if marks
        else ""
    )
