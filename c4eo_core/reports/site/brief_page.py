"""The short page of one measure in one place, for the many that are no headline, and the lists that lead to
them.

A site of files holds one for each place and each indicator: without a forecast, each neighbour's line and the
interactive chart it is a sixth of the size of a headline's page. The app makes the whole page when asked.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from markupsafe import Markup

from c4eo_core.answers.desk import Desk
from c4eo_core.answers.public.place import PublicCurve, headlines, slug
from c4eo_core.answers.standing.progress import Progress, progress_of
from c4eo_core.answers.standing.words import plain_figure
from c4eo_core.model.area import Area
from c4eo_core.model.indicator import Indicator
from c4eo_core.model.markup import markup
from c4eo_core.reports.html.public import explained, measured
from c4eo_core.reports.site.area_page import beside_words, curve_path, judged, latest, short_table
from c4eo_core.reports.site.curve_picture import NARROW, picture_rows
from c4eo_core.reports.site.curve_picture import picture as drawing
from c4eo_core.reports.site.frame import Setting, page
from c4eo_core.reports.site.indicator_page import indicator_path
from c4eo_core.reports.site.share_picture import measure_picture_path

OTHER = "Other measures"


def brief_page(setting: Setting, of: PublicCurve) -> Markup:
    """of: without a forecast; the neighbours are drawn as their middle only."""
    curve, i = of.curve, of.curve.indicator
    rows = picture_rows(replace(of, curve=replace(curve, neighbours=())))
    name = curve.place.name
    body = markup(
        '<p class="where"><a href="../{place}.html">{name}</a> · <a href="measures.html">All measures</a></p>'
        '<h1>{title}: {name}</h1>{latest}<p class="lead">{sentence}</p>{judged}'
        '<figure class="curve brief">{picture}<figcaption>{alt}</figcaption></figure>{beside}'
        "<h2>What it is</h2>{measured}<h2>Every figure</h2>{table}"
        '<p class="more"><a href="../../{measure}">This measure in every council</a></p>',
        place=slug(name),
        name=name,
        title=i.title,
        latest=latest(of),
        sentence=explained(of.sentence),
        judged=judged(of),
        picture=drawing(of, rows, NARROW),
        alt=of.alt,
        beside=Markup().join(markup("<p>{w}</p>", w=explained(w)) for w in beside_words(of)),
        measured=measured(curve, None),
        table=short_table(of),
        measure=indicator_path(i),
    )
    words = f"{i.title} in {name}: the figures over time, what they mean, their source and date."
    title, picture = f"{i.short}: {name}", measure_picture_path(i.id)
    return page(setting, curve_path(curve.place, of.id), title, words, body, picture=picture)


def place_measures_path(area: Area) -> str:
    return f"area/{slug(area.name)}/measures.html"


def place_measures_page(setting: Setting, desk: Desk, area: Area) -> Markup:
    """Every indicator's newest figure for the place, with the middle of the similar areas and England."""
    chosen = [i for i in desk.figures.indicators if setting.has_measure(i.id)]
    parts = [
        markup(
            "<h2>{strand}</h2>{rows}",
            strand=strand,
            rows=_newest(area, strand, progress_of(desk, area, some)),
        )
        for strand, some in by_strand(chosen).items()
    ]
    body = markup(
        '<p class="where"><a href="../{place}.html">{name}</a></p><h1>{name}: all measures</h1>'
        '<p class="lead">The newest figure of each of {count} measures. Follow one to its curve.</p>{parts}',
        place=slug(area.name),
        name=area.name,
        count=len(chosen),
        parts=Markup().join(parts),
    )
    words = f"{len(chosen)} published figures about children in {area.name}, each with its date."
    return page(setting, place_measures_path(area), f"{area.name}: all measures", words, body)


def _newest(area: Area, strand: str, found: Iterable[Progress]) -> Markup:
    heads = (
        "Measure",
        "Newest",
        "When",
        *(("Similar areas, middle", "England") if area.is_authority else ()),
    )
    rows = Markup().join(_newest_row(area, p) for p in found)
    return markup(
        '<div class="scroll" tabindex="0" role="region" aria-label="{strand}"><table class="figures">'
        '<caption class="unseen">{strand},'
        " {name}</caption><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody>"
        "</table></div>",
        strand=strand,
        name=area.name,
        heads=Markup().join(markup('<th scope="col">{h}</th>', h=h) for h in heads),
        rows=rows,
    )


def _newest_row(area: Area, p: Progress) -> Markup:
    i = p.indicator
    cells = [plain_figure(p.value, i) if p.value is not None else "none", p.period.label]
    cells += [plain_figure(v, i) for v in (p.neighbours.median, p.england)] if area.is_authority else []
    return markup(
        '<tr><th scope="row"><a href="{id}.html">{title}</a></th>{cells}</tr>',
        id=i.id,
        title=i.title,
        cells=Markup().join(markup("<td>{cell}</td>", cell=cell) for cell in cells),
    )


def measures_page(setting: Setting, desk: Desk) -> Markup:
    """Every indicator by subject, with the page that has all councils; the headlines are marked."""
    chosen = [i for i in desk.figures.indicators if setting.has_measure(i.id)]
    ours = headlines(desk)
    blocks = Markup().join(
        markup(
            "<section><h2>{strand}</h2><ul>{items}</ul></section>",
            strand=strand,
            items=Markup().join(_measure(i, ours) for i in some),
        )
        for strand, some in by_strand(chosen).items()
    )
    body = markup(
        '<h1>All measures</h1><p class="lead">{count} published measures of children\'s lives, by subject.'
        " Each has"
        " a page with every council in England.</p>{blocks}",
        count=len(chosen),
        blocks=blocks,
    )
    words = f"{len(chosen)} published measures of children's lives in England, each for every council."
    return page(setting, "measures.html", "All measures", words, body)


def _measure(i: Indicator, ours: Mapping[str, str]) -> Markup:
    headline = Markup(' <span class="when">headline</span>') if i.id in ours else Markup()
    return markup(
        '<li><a href="{to}">{title}</a>{headline}</li>',
        to=indicator_path(i),
        title=i.title,
        headline=headline,
    )


def by_strand(indicators: Iterable[Indicator]) -> dict[str, list[Indicator]]:
    """By subject, in the order of the store."""
    found: dict[str, list[Indicator]] = {}
    for i in indicators:
        found.setdefault(i.strand or OTHER, []).append(i)
    return found
