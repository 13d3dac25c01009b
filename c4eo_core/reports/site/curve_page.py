"""The page of one curve, whose address is a link to that view, and the same curve without anything around it,
to be embedded.
"""

from html import escape

from c4eo_core.answers.forecasts.words import narrower_words
from c4eo_core.answers.public.place import PublicCurve, slug
from c4eo_core.answers.standing.words import gap_words, quality_words, source_words
from c4eo_core.charts.curve_words import extent_words
from c4eo_core.model.area import AreaKind
from c4eo_core.reports.html.pieces import details, forecast_table, table
from c4eo_core.reports.html.public import explained, measured, standing
from c4eo_core.reports.site.area_page import beside_words, cell, curve_path, dated, judged, latest, note_key
from c4eo_core.reports.site.curve_picture import NARROW, WIDE, picture
from c4eo_core.reports.site.frame import Setting, head, page

_SHOWN = {
    "neighbours": "Similar areas",
    "region": "Region",
    "england": "England",
    "ahead": "If nothing changes",
}


def embed_path(of: PublicCurve) -> str:
    return f"embed/{slug(of.curve.place.name)}/{of.id}.html"


def curve_page(setting: Setting, of: PublicCurve, rows: list[dict]) -> str:
    curve, i = of.curve, of.curve.indicator
    path = curve_path(curve.place, of.id)
    body = (
        '<p class="where"><a'
        f' href="../{slug(curve.place.name)}.html#{of.id}">{escape(curve.place.name)}</a></p><h1>{escape(i.title)}:'
        f" {escape(curve.place.name)}</h1>{latest(of)}<p"
        f' class="lead">{explained(of.sentence)}</p>{judged(of)}{_shown(of) if rows else ""}<figure'
        ' class="curve large"'
        f' data-rows="{of.id}.json">{_both(of, rows)}<figcaption>{escape(of.alt)}</figcaption></figure><h2>What'
        f" it says</h2>{_notes(of, rows)}<h2>What it is</h2>{measured(curve, of.why)}{_standing(of)}<h2>Every"
        f" figure</h2>{_figures(of)}{_files(of)}{_share(setting, of)}"
    )
    words = f"{i.title} in {curve.place.name}: the curve, every figure, what it means, its source and date."
    return page(setting, path, f"{i.short}: {curve.place.name}", words, body)


def embed_page(setting: Setting, of: PublicCurve, rows: list[dict]) -> str:
    """Title, picture, source, date and the way to the whole; no controls."""
    curve, i, path = of.curve, of.curve.indicator, embed_path(of)
    whole = f"../../{curve_path(curve.place, of.id)}"
    body = (
        f'<main><figure class="curve large"><h1>{escape(i.title)}:'
        f" {escape(curve.place.name)}</h1>{latest(of)}{_both(of, rows)}<figcaption>{escape(of.alt)}"
        f' {escape(source_words(i))} <a href="{whole}" target="_blank" rel="noopener">All the figures and'
        " what they mean</a> (opens a new page)</figcaption></figure></main>"
    )
    words = f"{i.title} in {curve.place.name}."
    top = head(setting, path, "../../", f"{i.short}: {curve.place.name}", words, hidden=True)
    return f'{top}<body class="embed">{body}</body></html>\n'


def _both(of: PublicCurve, rows: list[dict]) -> str:
    """Two pictures of which the style shows the one that fits."""
    if not rows:
        return picture(of, rows, WIDE)
    return (
        f'<div class="for-wide">{picture(of, rows, WIDE)}</div><div'
        f' class="for-narrow">{picture(of, rows, NARROW)}</div>'
    )


def _shown(of: PublicCurve) -> str:
    """Works without a script: the style hides what is not ticked. The script keeps the choice in the address."""
    boxes = "".join(
        f'<label><input type="checkbox" name="with" value="{name}" id="with-{name}" checked>'
        f" {_SHOWN[name]}</label>"
        for name in of.compared
    )
    return f'<fieldset class="with"><legend>Compare with</legend>{boxes}</fieldset>' if boxes else ""


def _notes(of: PublicCurve, rows: list[dict]) -> str:
    f = of.forecast
    ahead = [f.words, f.own_words, narrower_words(f), f.record_words] if f else []
    ends = sorted(r["value"] for r in rows if r["role"] == "extent")
    scale = [extent_words(of.curve, *ends)] if ends else []
    lines = [*beside_words(of), gap_words(of.curve), quality_words(of.curve), *ahead, *scale]
    return "".join(f"<p>{explained(w)}</p>" for w in lines if w)


def _standing(of: PublicCurve) -> str:
    if of.curve.place.is_authority:
        return "<h2>Where this place stands</h2>" + standing(of.curve)
    return ""


def _figures(of: PublicCurve) -> str:
    i, periods, lines = of.curve.indicator, of.curve.periods, of.lines()
    rows = [[s.name, *(cell(v, n, i) for v, n in zip(s.values, s.notes, strict=True))] for _, s in lines]
    everything = table(
        ["Place", *map(dated, periods)], rows, f"{i.title}, {i.unit_words}", "figures"
    ) + note_key([s for _, s in lines])
    return everything + (
        details("If nothing changes, as figures", forecast_table(of.forecast)) if of.forecast else ""
    )


def _files(of: PublicCurve) -> str:
    name = slug(of.curve.place.name)
    return (
        f'<p class="files">Download the figures: <a href="../../data/{of.id}.csv" download>this measure for'
        f' every place (CSV)</a>, <a href="../{name}.csv" download>everything for'
        f' {escape(of.curve.place.name)} (CSV)</a> or <a href="../{name}.json" download>JSON</a>. Each row'
        " says what it is, its date, source and licence.</p>"
    )


def _share(setting: Setting, of: PublicCurve) -> str:
    """The address of this page is the link; the embedding code needs the whole address."""
    address = (setting.base or "(the address of this site)/") + embed_path(of)
    title = f"{of.curve.indicator.short}: {of.curve.place.name}"
    code = (
        f'<iframe src="{address}" title="{escape(title)}" width="100%" height="620" loading="lazy"></iframe>'
    )
    place = {AreaKind.AUTHORITY: "this place", AreaKind.REGION: "this region", AreaKind.ENGLAND: "England"}[
        of.curve.place.kind
    ]
    inside = (
        f"<p>The address of this page is a link to this curve of {place}, with what is ticked beside it. It"
        " holds nothing about you.</p>"
        "<p>To show the curve on another site, put this where it should"
        f" stand:</p><pre><code>{escape(code)}</code></pre>"
        f'<p><a href="../../{embed_path(of)}">See how it looks</a></p>'
    )
    return details("Share or embed this curve", inside)
