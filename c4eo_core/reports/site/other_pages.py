"""The pages that are not about one place: the way in, words, methods, about, and the one for a wrong address."""

from html import escape
from urllib.parse import urlsplit

from c4eo_core.answers.desk import Desk
from c4eo_core.answers.public.place import slug
from c4eo_core.catalogue.choices import glossary
from c4eo_core.catalogue.methods import Chapter, chapters
from c4eo_core.model.area import Area, AreaKind
from c4eo_core.model.kinds import Note
from c4eo_core.reports.html.methods import about_body, methods_body
from c4eo_core.reports.site.frame import NAME, Setting, page


def index_page(setting: Setting, desk: Desk, areas: tuple[Area, ...]) -> str:
    """areas: those that have a page. The list works as it is; the script adds a box that filters it."""
    regions = [a for a in areas if a.kind is AreaKind.REGION]
    blocks = "".join(_region(desk, region, areas) for region in regions)
    # A part of the site may hold places whose region has no page.
    alone = [a for a in areas if a.is_authority and a.region not in {r.code for r in regions}]
    blocks += (
        f'<section class="region"><ul>{"".join(_item(desk, a) for a in alone)}</ul></section>'
        if alone
        else ""
    )
    england = next((a for a in areas if a.kind is AreaKind.ENGLAND), None)
    whole = (
        f'<p class="whole"><a href="area/england.html">{escape(england.name)} as a whole</a></p>'
        if england
        else ""
    )
    body = (
        '<div class="hero"><h1>How are children doing where you live?</h1>'
        '<p class="lead">Pick your area. See what is going well and what needs a look, in plain words. '
        "Then see the figures behind it, with their source and date.</p>"
        f'<div id="find" class="find" data-all="{len(areas)}"></div>{whole}</div>'
        f'<h2 class="unseen">All areas</h2><div class="regions" id="areas">{blocks}</div>{_gone(desk, areas)}'
    )
    words = (
        "How children are doing in every area of England: published figures in plain words, with curves,"
        " sources and dates."
    )
    return page(setting, "index.html", NAME, words, body)


def _region(desk: Desk, region: Area, areas: tuple[Area, ...]) -> str:
    items = "".join(_item(desk, a) for a in areas if a.region == region.code and a.is_authority)
    name = slug(region.name)
    return (
        f'<section class="region" aria-labelledby="{name}"><h3 id="{name}"><a'
        f' href="area/{name}.html">{escape(region.name)}</a></h3><ul>{items}</ul></section>'
    )


def _item(desk: Desk, area: Area) -> str:
    """data-also: former places whose people now live here, and the codes somebody may type."""
    former = [a.name for a in desk.figures.areas.abolished if area.code in a.successors]
    also = " ".join([*former, area.code, str(area.number)])
    return (
        f'<li data-also="{escape(also)}"><a href="area/{slug(area.name)}.html">{escape(area.name)}</a></li>'
    )


def _gone(desk: Desk, areas: tuple[Area, ...]) -> str:
    """Where to look for a council that no longer exists."""
    here, lines = {a.code: a for a in areas}, []
    for gone in desk.figures.areas.abolished:
        heirs = [here[code] for code in gone.successors if code in here]
        if heirs:
            links = " or ".join(f'<a href="area/{slug(a.name)}.html">{escape(a.name)}</a>' for a in heirs)
            lines.append(f"<li>{escape(gone.name)}: see {links}</li>")
    return (
        f'<section class="gone"><h2>Councils that no longer exist</h2><ul>{"".join(lines)}</ul></section>'
        if lines
        else ""
    )


def words_page(setting: Setting) -> str:
    terms = sorted(glossary(), key=lambda t: t.term.casefold())
    items = "".join(f'<dt id="{escape(t.id)}">{escape(t.term)}</dt><dd>{escape(t.means)}</dd>' for t in terms)
    marks = "".join(
        f"<dt>[{n.value}]</dt><dd>{escape(n.words[:1].upper() + n.words[1:])}.</dd>" for n in Note
    )
    body = (
        '<h1>Words</h1><p class="lead">What the words on these pages mean. On other pages a word with a'
        f' dotted line shows its meaning when you point at it.</p><dl class="words">{items}</dl><h2'
        ' id="marks">Marks in the tables</h2><p>Where a figure is missing, a mark in brackets says why.'
        f' A missing figure is not a zero.</p><dl class="words">{marks}</dl>'
    )
    return page(setting, "words.html", "Words", "What the words on these pages mean.", body)


def methods_page(setting: Setting, desk: Desk) -> str:
    lead = "Every rule behind the figures, in plain words. The worked examples are the ones our tests run."
    body = f'<h1>Methods</h1><p class="lead">{lead}</p>{methods_body(desk, desk.figures.areas.england)}'
    return page(
        setting,
        "methods.html",
        "Methods",
        "How the figures are compared, and what is done where one is missing.",
        body,
    )


def about_page(setting: Setting, desk: Desk) -> str:
    own = {c.id: c for c in chapters("site")}
    of: tuple[Chapter, ...] = tuple(own.get(c.id, c) for c in chapters("about"))
    body = f"<h1>About</h1>{about_body(desk, setting.notice, of)}"
    return page(
        setting,
        "about.html",
        "About",
        "What this is, whom to thank, sources and licences, accessibility and privacy.",
        body,
    )


def missing_page(setting: Setting) -> str:
    """Shown for any wrong address, however deep, so its links start from the top of the site."""
    body = (
        '<h1>There is no such page</h1><p class="lead">The address may be mistyped, or the page has gone. '
        'Please start from the list of areas.</p><p><a href="index.html">Find your area</a></p>'
    )
    text = page(setting, "404.html", "There is no such page", "A wrong address.", body, hidden=True)
    top = urlsplit(setting.base or "/").path
    for name in ("href", "src", "data-charts", "data-vega"):
        text = text.replace(f' {name}="', f' {name}="{top}')
    return text.replace(f'href="{top}#main"', 'href="#main"')


def robots(setting: Setting) -> str:
    return "User-agent: *\nAllow: /\n" + (f"\nSitemap: {setting.base}sitemap.xml\n" if setting.base else "")


def sitemap(setting: Setting, paths: list[str]) -> str:
    """Only for a site that knows its address: the protocol asks for whole ones."""
    entries = "".join(f"<url><loc>{escape(f'{setting.base}{p}')}</loc></url>\n" for p in paths)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<urlset'
        f' xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{entries}</urlset>\n'
    )
