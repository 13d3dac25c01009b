"""The pages that are not about one place: the way in, words, methods, about, and the one for a
wrong address.
"""

from urllib.parse import urlsplit

from markupsafe import Markup

from c4eo_core.answers.desk import Desk
from c4eo_core.answers.public.place import slug
from c4eo_core.answers.public.what_is_new import what_is_new
from c4eo_core.catalogue.choices import glossary
from c4eo_core.catalogue.methods import Chapter, chapters
from c4eo_core.model.area import Area, AreaKind
from c4eo_core.model.kinds import Note
from c4eo_core.model.markup import markup
from c4eo_core.reports.html.methods import about_body, methods_body
from c4eo_core.reports.html.what_is_new import new_body
from c4eo_core.reports.site.frame import NAME, Setting, page


def index_page(setting: Setting, desk: Desk, areas: tuple[Area, ...]) -> Markup:
    """areas: those that have a page. The list works as it is; the script adds a box that filters it."""
    regions = [a for a in areas if a.kind is AreaKind.REGION]
    blocks = Markup().join(_region(desk, region, areas) for region in regions)
    # A part of the site may hold places whose region has no page.
    alone = [a for a in areas if a.is_authority and a.region not in {r.code for r in regions}]
    blocks += (
        markup(
            '<section class="region"><ul>{alone}</ul></section>',
            alone=Markup().join(_item(desk, a) for a in alone),
        )
        if alone
        else Markup()
    )
    england = next((a for a in areas if a.kind is AreaKind.ENGLAND), None)
    whole = (
        markup('<p class="whole"><a href="area/england.html">{name} as a whole</a></p>', name=england.name)
        if england
        else Markup()
    )
    body = markup(
        '<div class="hero"><h1>How are children doing where you live?</h1>'
        '<p class="lead">Pick your area. See what is going well and what needs a look, in plain words. '
        "Then see the figures behind it, with their source and date.</p>"
        '<div id="find" class="find" data-all="{areas}"></div>{whole}</div>'
        '<h2 class="unseen">All areas</h2><div class="regions" id="areas">{blocks}</div>{gone}',
        areas=len(areas),
        whole=whole,
        blocks=blocks,
        gone=_gone(desk, areas),
    )
    words = (
        "How children are doing in every area of England: published figures in plain words, with curves,"
        " sources and dates."
    )
    return page(setting, "index.html", NAME, words, body)


def _region(desk: Desk, region: Area, areas: tuple[Area, ...]) -> Markup:
    items = Markup().join(_item(desk, a) for a in areas if a.region == region.code and a.is_authority)
    name = slug(region.name)
    return markup(
        '<section class="region" aria-labelledby="{name}"><h3 id="{name}"><a'
        ' href="area/{name}.html">{name2}</a></h3><ul>{items}</ul></section>',
        name=name,
        name2=region.name,
        items=items,
    )


def _item(desk: Desk, area: Area) -> Markup:
    """data-also: former places whose people now live here, and the codes somebody may type."""
    former = [a.name for a in desk.figures.areas.abolished if area.code in a.successors]
    also = " ".join([*former, area.code, str(area.number)])
    return markup(
        '<li data-also="{also}"><a href="area/{slug}.html">{name}</a></li>',
        also=also,
        slug=slug(area.name),
        name=area.name,
    )


def _gone(desk: Desk, areas: tuple[Area, ...]) -> Markup:
    """Where to look for a council that no longer exists."""
    here, lines = {a.code: a for a in areas}, []
    for gone in desk.figures.areas.abolished:
        heirs = [here[code] for code in gone.successors if code in here]
        if heirs:
            links = Markup(" or ").join(
                markup('<a href="area/{slug}.html">{name}</a>', slug=slug(a.name), name=a.name) for a in heirs
            )
            lines.append(markup("<li>{name}: see {links}</li>", name=gone.name, links=links))
    return (
        markup(
            '<section class="gone"><h2>Councils that no longer exist</h2><ul>{lines}</ul></section>',
            lines=Markup().join(lines),
        )
        if lines
        else Markup()
    )


def words_page(setting: Setting) -> Markup:
    terms = sorted(glossary(), key=lambda t: t.term.casefold())
    items = Markup().join(
        markup('<dt id="{id}">{term}</dt><dd>{means}</dd>', id=t.id, term=t.term, means=t.means)
        for t in terms
    )
    marks = Markup().join(
        markup("<dt>[{value}]</dt><dd>{words}.</dd>", value=n.value, words=n.words[:1].upper() + n.words[1:])
        for n in Note
    )
    body = markup(
        '<h1>Words</h1><p class="lead">What the words on these pages mean. On other pages a word with a'
        ' dotted line shows its meaning when you point at it.</p><dl class="words">{items}</dl><h2'
        ' id="marks">Marks in the tables</h2><p>Where a figure is missing, a mark in brackets says why.'
        ' A missing figure is not a zero.</p><dl class="words">{marks}</dl>',
        items=items,
        marks=marks,
    )
    return page(setting, "words.html", "Words", "What the words on these pages mean.", body)


def methods_page(setting: Setting, desk: Desk) -> Markup:
    lead = "Every rule behind the figures, in plain words. The worked examples are the ones our tests run."
    body = markup(
        '<h1>Methods</h1><p class="lead">{lead}</p>{methods_body}',
        lead=lead,
        methods_body=methods_body(desk, desk.figures.areas.england),
    )
    return page(
        setting,
        "methods.html",
        "Methods",
        "How the figures are compared, and what is done where one is missing.",
        body,
    )


def new_page(setting: Setting, desk: Desk) -> Markup:
    feed = ""
    if setting.served:
        feed = Markup(
            '<p>The same <a href="/new.rss">as a feed</a> and <a href="/new.json">for programs</a>.</p>'
        )
    body = markup(
        "<h1>What is new</h1>{body}{feed}", body=new_body(what_is_new(desk, setting.day)), feed=feed
    )
    lead = "Figures taken in, what was revised, and what is due next or overdue."
    return page(setting, "new.html", "What is new", lead, body)


def about_page(setting: Setting, desk: Desk) -> Markup:
    own = {c.id: c for c in chapters("site")}
    of: tuple[Chapter, ...] = tuple(own.get(c.id, c) for c in chapters("about"))
    body = markup("<h1>About</h1>{about_body}", about_body=about_body(desk, setting.notice, of))
    return page(
        setting,
        "about.html",
        "About",
        "What this is, whom to thank, sources and licences, accessibility and privacy.",
        body,
    )


def missing_page(setting: Setting) -> Markup:
    """Shown for any wrong address, however deep, so its links start from the top of the site."""
    body = Markup(
        '<h1>There is no such page</h1><p class="lead">The address may be mistyped, or the page has gone. '
        'Please start from the list of areas.</p><p><a href="index.html">Find your area</a></p>'
    )
    whole = page(setting, "404.html", "There is no such page", "A wrong address.", body, hidden=True)
    text, top = str(whole), urlsplit(setting.base or "/").path
    for name in ("href", "src", "data-charts", "data-vega"):
        text = text.replace(f' {name}="', f' {name}="{top}')
    return Markup(text.replace(f'href="{top}#main"', 'href="#main"'))


def robots(setting: Setting) -> str:
    return "User-agent: *\nAllow: /\n" + (f"\nSitemap: {setting.base}sitemap.xml\n" if setting.base else "")


def sitemap(setting: Setting, paths: list[str]) -> Markup:
    """Only for a site that knows its address: the protocol asks for whole ones."""
    entries = Markup().join(
        markup("<url><loc>{words}</loc></url>\n", words=f"{setting.base}{p}") for p in paths
    )
    return markup(
        '<?xml version="1.0" encoding="UTF-8"?>\n<urlset'
        ' xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{entries}</urlset>\n',
        entries=entries,
    )
