"""The page of one place: three sentences a priority, then each headline with its curve and, one click away,
all behind it.
"""

from markupsafe import Markup

from c4eo_core.answers.public.counts import direction_words, small_words
from c4eo_core.answers.public.place import PublicCurve, PublicPlace, slug
from c4eo_core.answers.standing.curve import Series
from c4eo_core.answers.standing.progress import Progress
from c4eo_core.answers.standing.words import change_words, neighbours_words, trend_words, with_unit
from c4eo_core.catalogue.choices import Priority
from c4eo_core.model.area import Area, AreaKind
from c4eo_core.model.display import figure
from c4eo_core.model.indicator import Indicator
from c4eo_core.model.kinds import Note, Status, Unit
from c4eo_core.model.markup import markup
from c4eo_core.model.period import Period
from c4eo_core.reports.html.pieces import details, listing, note_cell, table
from c4eo_core.reports.html.public import explained, how_to_read, measured, priority_cards
from c4eo_core.reports.site.curve_picture import NARROW, picture
from c4eo_core.reports.site.frame import Setting, page
from c4eo_core.reports.site.share_picture import place_picture_path

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
GAP_KEY = Markup("<li>a gap of −20 on the chart: the group is 20 points behind the others</li>")
_SMALL = 4  # so many headlines without a figure, and a place is called small


def area_path(area: Area) -> str:
    return f"area/{slug(area.name)}.html"


def curve_path(area: Area, indicator: str) -> str:
    return f"area/{slug(area.name)}/{indicator}.html"


def area_page(setting: Setting, place: PublicPlace, pictures: dict[str, list[dict]]) -> Markup:
    """pictures: indicator id → rows of its chart."""
    area = place.area
    body = markup(
        '<p class="where">{where}</p><h1>{name}: how are children doing?</h1>'
        "{priority_cards}{reading}{files}{jump}",
        where=_where(place),
        name=area.name,
        priority_cards=priority_cards(place.cards),
        reading=_reading(place),
        files=_files(setting, area),
        jump=_jump(place),
    ) + Markup().join(_section(place, p, curves, pictures) for p, curves in place.sections)
    words = (
        f"How children in {area.name} are doing: {len(place.curves)} published figures in plain words, with"
        " curves, sources and dates."
    )
    return page(
        setting,
        area_path(area),
        f"{area.name}: how are children doing?",
        words,
        body,
        picture=place_picture_path(area.name),
        feed=f"area/{slug(area.name)}.rss",
    )


def _where(place: PublicPlace) -> Markup:
    if place.area.kind is AreaKind.ENGLAND:
        return Markup("The whole country")
    if place.region is None:
        return markup(
            'Region of <a href="england.html">England</a>. <a'
            ' href="../index.html#{slug}">The places in it</a>',
            slug=slug(place.area.name),
        )
    region = markup('<a href="{slug}.html">{name}</a>', slug=slug(place.region.name), name=place.region.name)
    return markup('Local authority in {region}, <a href="england.html">England</a>', region=region)


def _reading(place: PublicPlace) -> Markup:
    lines = listing(place.reading, "reading note") if place.reading else how_to_read()
    missing = sum(c.curve.progress.value is None for c in place.curves)
    if missing < _SMALL or not place.area.is_authority:
        return lines
    care = (
        f"Take care: {missing} of the {len(place.curves)} figures are missing here. Those left may rest on"
        " few children."
    )
    return markup('<p class="care">{care} One child can move them a lot.</p>{lines}', care=care, lines=lines)


def _files(setting: Setting, area: Area) -> Markup:
    name = slug(area.name)
    return markup(
        '<p class="files">Download the figures: <a href="{name}.csv" download>spreadsheet (CSV)</a> '
        'or <a href="{name}.json" download>JSON</a>. '
        "Each row says what it is, its date, source and licence. "
        '<a href="{name}/measures.html">All measures for {place}</a>{feed}</p>',
        feed=markup(' · <a href="{name}.rss">News feed (RSS)</a>', name=name)
        if setting.has_feeds
        else Markup(),
        name=name,
        place=area.name,
    )


def _jump(place: PublicPlace) -> Markup:
    links = Markup().join(
        markup('<li><a href="#{id}">{title}</a></li>', id=p.id, title=p.title) for p, _ in place.sections
    )
    return markup('<nav class="jump" aria-label="On this page"><ul>{links}</ul></nav>', links=links)


def _section(
    place: PublicPlace, priority: Priority, curves: tuple[PublicCurve, ...], pictures: dict[str, list[dict]]
) -> Markup:
    there = {name for c in curves for name in c.compared}
    key = _sign("line-us", place.area.name) + Markup().join(
        _sign(*KEY[name]) for name in KEY if name in there
    )
    key += GAP_KEY if any(c.curve.indicator.is_gap for c in curves) else Markup()
    order = "Those that need a look come first." if place.area.is_authority else "In the order of our list."
    items = Markup().join(_headline(c, pictures[c.id]) for c in curves)
    return markup(
        '<section><h2 id="{id}">{title}</h2>'
        '<p class="lead">{question} <span class="note">{order}</span></p>'
        '<ul class="key">{key}</ul><div class="curves">{items}</div></section>',
        id=priority.id,
        title=priority.title,
        question=priority.question,
        order=order,
        key=key,
        items=items,
    )


def _sign(line: str, words: str) -> Markup:
    band = Markup('<path class="fan fan80" d="M1 0h26v10h-26z"/>') if line == "line-ahead" else Markup()
    drawn = markup(
        '<svg class="sign pic" viewBox="0 0 28 10" aria-hidden="true">{band}<path class="{line}" d="M1'
        ' 5h26"/></svg>',
        band=band,
        line=line,
    )
    return markup("<li>{drawn} {words}</li>", drawn=drawn, words=words)


def _headline(of: PublicCurve, rows: list[dict]) -> Markup:
    i = of.curve.indicator
    to = f"{slug(of.curve.place.name)}/{of.id}"
    inside = short_table(of) + measured(of.curve, None, exact=False)
    css = "said" if of.curve.progress.value is not None else "said none"
    return markup(
        '<article id="{id}"><div><h3>{title}</h3>{latest}<p'
        ' class="{css}">{explained}</p>{judged}</div>'
        '<figure class="curve" data-rows="{to}.json">{picture}</figure>'
        "{details}"
        '<p class="more"><a href="{to}.html">This curve in full<span class="unseen">:'
        " {short}</span></a></p></article>",
        id=of.id,
        title=i.title,
        latest=latest(of),
        css=css,
        explained=explained(of.sentence),
        judged=judged(of),
        to=to,
        picture=picture(of, rows, NARROW),
        details=details("Figures, meaning, source", inside),
        short=i.short,
    )


def latest(of: PublicCurve) -> Markup:
    """The newest figure with its period; where there is none, the sentence says why."""
    p, i = of.curve.progress, of.curve.indicator
    if p.value is None:
        return Markup()
    shown, unit = figure(p.value, i), "" if i.unit is Unit.PERCENTAGE else f" {i.unit_words}"
    if i.is_gap:
        shown, unit = with_unit(p.value, i).split(" ", 1)
        unit = " " + unit
    when = markup('<span class="when">{dated}</span>', dated=dated(p.period))
    return markup(
        '<p class="latest"><span class="big">{shown}</span>{unit} {when}</p>',
        shown=shown,
        unit=unit,
        when=when,
    )


def dated(period: Period) -> str:
    """The period, with a word where its figures may still change."""
    if period.status in (None, Status.FINAL):
        return period.label
    return f"{period.label} ({period.status.value})"


def judged(of: PublicCurve) -> Markup:
    """Judgements that stand out from the noise; else that a trend cannot be told."""
    p = of.curve.progress
    tags = [
        markup(
            '<span class="tag {tone}">{marks} {words}</span>', tone=t.tone, marks=MARKS[t.tone], words=t.words
        )
        for t in of.tags
    ]
    if of.curve.place.is_authority and p.value is not None and not p.trend.side:
        words = p.trend.short
        tags.append(markup('<span class="tag flat">◇ {words}</span>', words=words[:1].upper() + words[1:]))
    return markup('<p class="tags">{tags}</p>', tags=Markup(" ").join(tags)) if tags else Markup()


def beside_words(of: PublicCurve) -> list[str]:
    """Change, trend and neighbours as the app says them."""
    p = of.curve.progress
    if p.value is None:
        return []
    words = [f"Change: {change_words(p)}."]
    if of.curve.place.is_authority:
        words += [
            f"Trend: {trend_words(p)} ({p.trend.behind}). {direction_words(of.curve)}".strip(),
            f"Compared with similar areas: {public_side(p)}.",
        ]
    return [*words, *filter(None, (small_words(of.curve),))]


def public_side(p: Progress) -> str:
    return (
        neighbours_words(p)
        .replace("neighbours'", "the similar areas'")
        .replace("neighbours", "similar areas")
    )


def short_table(of: PublicCurve) -> Markup:
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
    said = Markup().join(markup('<p class="note">{w}</p>', w=w) for w in changed)
    return (
        table(["Period", *(s.name for s in lines)], rows, f"{i.short}, {i.unit_words}", "short", 99)
        + said
        + note_key(lines)
    )


def period_from(of: PublicCurve, year: int) -> str:
    return next((p.label for p in of.curve.periods if p.end.year >= year), str(year))


def cell(value: float | None, note: Note | None, indicator: Indicator) -> str:
    return figure(value, indicator) if value is not None else note_cell(note)


def note_key(lines: list[Series]) -> Markup:
    marks = sorted({n for s in lines for n in s.notes if n}, key=lambda n: n.value)
    return (
        markup(
            '<ul class="marks">{marks}</ul>',
            marks=Markup().join(
                markup("<li>[{value}] {words}</li>", value=n.value, words=n.words) for n in marks
            ),
        )
        if marks
        else Markup()
    )
