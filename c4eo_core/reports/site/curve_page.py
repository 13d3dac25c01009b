"""The page of one curve, whose address is a link to that view, and the same curve without anything around it,
to be embedded.
"""

from markupsafe import Markup

from c4eo_core.answers.forecasts.words import narrower_words
from c4eo_core.answers.public.place import PublicCurve, slug
from c4eo_core.answers.standing.quality_words import quality_words
from c4eo_core.answers.standing.words import gap_words, source_words
from c4eo_core.charts.curve_words import extent_words
from c4eo_core.model.area import AreaKind
from c4eo_core.model.markup import markup
from c4eo_core.reports.html.pieces import details, forecast_table, table
from c4eo_core.reports.html.public import explained, measured, standing
from c4eo_core.reports.site.area_page import beside_words, cell, curve_path, dated, judged, latest, note_key
from c4eo_core.reports.site.curve_picture import NARROW, WIDE, picture
from c4eo_core.reports.site.frame import Setting, citation, head, page
from c4eo_core.reports.site.share_picture import curve_picture_path

_SHOWN = {
    "neighbours": "Similar areas",
    "region": "Region",
    "england": "England",
    "ahead": "Forecast if nothing changes",
}


def embed_path(of: PublicCurve) -> str:
    return f"embed/{slug(of.curve.place.name)}/{of.id}.html"


def curve_page(setting: Setting, of: PublicCurve, rows: list[dict], both: Markup | None = None) -> Markup:
    """both: the pictures, where they are drawn already."""
    curve, i = of.curve, of.curve.indicator
    path = curve_path(curve.place, of.id)
    body = markup(
        '<p class="where"><a'
        ' href="../{slug}.html#{id}">{name}</a></p><h1>{title}:'
        " {name}</h1>{latest}<p"
        ' class="lead">{explained}</p>{judged}{shown}<figure'
        ' class="curve large"'
        ' data-rows="{id}.json">{both}<figcaption>{alt}</figcaption></figure><h2>What'
        " it says</h2>{notes}<h2>What it is</h2>{measured}{standing}<h2>Every"
        " figure</h2>{figures}{files}{share}",
        slug=slug(curve.place.name),
        id=of.id,
        name=curve.place.name,
        title=i.title,
        latest=latest(of),
        explained=explained(of.sentence),
        judged=judged(of),
        shown=_shown(of) if rows else Markup(),
        both=both if both is not None else both_pictures(of, rows),
        alt=of.alt,
        notes=_notes(of, rows),
        measured=measured(curve, of.why),
        standing=_standing(of),
        figures=_figures(of),
        files=_files(of),
        share=_share(setting, of),
    )
    words = f"{i.title} in {curve.place.name}: the curve, every figure, what it means, its source and date."
    picture = curve_picture_path(curve.place.name, of.id)
    return page(setting, path, f"{i.short}: {curve.place.name}", words, body, picture=picture)


def embed_page(setting: Setting, of: PublicCurve, rows: list[dict], both: Markup | None = None) -> Markup:
    """Title, picture, source, date and the way to the whole; no controls. both: as in `curve_page`."""
    curve, i, path = of.curve, of.curve.indicator, embed_path(of)
    whole = f"../../{curve_path(curve.place, of.id)}"
    body = markup(
        '<main><figure class="curve large"><h1>{title}:'
        " {name}</h1>{latest}{both}<figcaption>{alt}"
        ' {source_words} <a href="{whole}" target="_blank" rel="noopener">All the figures and'
        " what they mean</a> (opens a new page)</figcaption></figure></main>",
        title=i.title,
        name=curve.place.name,
        latest=latest(of),
        both=both if both is not None else both_pictures(of, rows),
        alt=of.alt,
        source_words=source_words(i),
        whole=whole,
    )
    words = f"{i.title} in {curve.place.name}."
    top = head(setting, path, "../../", f"{i.short}: {curve.place.name}", words, hidden=True)
    return markup('{top}<body class="embed">{body}</body></html>\n', top=top, body=body)


def both_pictures(of: PublicCurve, rows: list[dict]) -> Markup:
    """Two pictures of which the style shows the one that fits."""
    if not rows:
        return picture(of, rows, WIDE)
    return markup(
        '<div class="for-wide">{picture}</div><div class="for-narrow">{picture2}</div>',
        picture=picture(of, rows, WIDE),
        picture2=picture(of, rows, NARROW),
    )


def _shown(of: PublicCurve) -> Markup:
    """Works without a script: the style hides what is not ticked. The script keeps the choice
    in the address.
    """
    boxes = Markup().join(
        markup(
            '<label><input type="checkbox" name="with" value="{name}" id="with-{name}" checked>'
            " {shown}</label>",
            name=name,
            shown=_SHOWN[name],
        )
        for name in of.compared
    )
    return (
        markup('<fieldset class="with"><legend>Compare with</legend>{boxes}</fieldset>', boxes=boxes)
        if boxes
        else Markup()
    )


def _notes(of: PublicCurve, rows: list[dict]) -> Markup:
    f = of.forecast
    ahead = [f.words, f.own_words, narrower_words(f), f.record_words] if f else []
    ends = sorted(r["value"] for r in rows if r["role"] == "extent")
    scale = [extent_words(of.curve, *ends)] if ends else []
    lines = [*beside_words(of), gap_words(of.curve), quality_words(of.curve), *ahead, *scale]
    return Markup().join(markup("<p>{explained}</p>", explained=explained(w)) for w in lines if w)


def _standing(of: PublicCurve) -> Markup:
    if of.curve.place.is_authority:
        return Markup("<h2>Where this place stands</h2>") + standing(of.curve)
    return Markup()


def _figures(of: PublicCurve) -> Markup:
    i, periods, lines = of.curve.indicator, of.curve.periods, of.lines()
    rows = [[s.name, *(cell(v, n, i) for v, n in zip(s.values, s.notes, strict=True))] for _, s in lines]
    everything = table(
        ["Place", *map(dated, periods)], rows, f"{i.title}, {i.unit_words}", "figures"
    ) + note_key([s for _, s in lines])
    return everything + (
        details("If nothing changes, as figures", forecast_table(of.forecast)) if of.forecast else Markup()
    )


def _files(of: PublicCurve) -> Markup:
    name = slug(of.curve.place.name)
    return markup(
        '<p class="files">Download the figures: <a href="../../data/{id}.csv" download>this measure for'
        ' every place (CSV)</a>, <a href="../{name}.csv" download>everything for'
        ' {name2} (CSV)</a> or <a href="../{name}.json" download>JSON</a>. Each row'
        " says what it is, its date, source and licence.</p>",
        id=of.id,
        name=name,
        name2=of.curve.place.name,
    )


def _share(setting: Setting, of: PublicCurve) -> Markup:
    """The address of this page is the link; the embedding code needs the whole address."""
    address = (setting.base or "(the address of this site)/") + embed_path(of)
    title = f"{of.curve.indicator.short}: {of.curve.place.name}"
    code = markup(
        '<iframe src="{address}" title="{title}" width="100%" height="620" loading="lazy"></iframe>',
        address=address,
        title=title,
    )
    place = {AreaKind.AUTHORITY: "this place", AreaKind.REGION: "this region", AreaKind.ENGLAND: "England"}[
        of.curve.place.kind
    ]
    inside = markup(
        "<p>The address of this page is a link to this curve of {place}, with what is ticked beside it. It"
        " holds nothing about you.</p><p>To cite it:</p><pre><code>{citation}</code></pre>"
        "<p>To show the curve on another site, put this where it should"
        " stand:</p><pre><code>{code}</code></pre>"
        '<p><a href="../../{embed_path}">See how it looks</a></p>',
        place=place,
        citation=citation(setting, curve_path(of.curve.place, of.id), title),
        code=str(code),  # to be read and copied, not to stand on this page
        embed_path=embed_path(of),
    )
    return details("Share, cite or embed this curve", inside)
