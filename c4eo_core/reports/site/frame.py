"""The head and foot around every page of the site. Nothing is loaded from elsewhere: the page says so itself
in its policy.
"""

import datetime as dt
import re
from dataclasses import dataclass, field

from markupsafe import Markup

from c4eo_core.model.markup import markup
from c4eo_core.reports.site.addresses import address_of

NAME = "Turning the curve"
# For a page that may be put inside another the server must not forbid framing; see the README.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self';"
    " base-uri 'none'; form-action 'none'"
)
FOOT = "Contains public sector information licensed under the Open Government Licence v3.0."
_PAGES = (
    ("index.html", "Find your area"),
    ("measures.html", "All measures"),
    ("data.html", "Data"),
    ("new.html", "What is new"),
    ("words.html", "Words"),
    ("methods.html", "Methods"),
    ("about.html", "About"),
)


@dataclass(frozen=True)
class Setting:
    """What every page must know of the whole site. base: the address it will have, with a last slash, or
    None.

    style, script, icon, charts, vega: paths of the assets; built: the day of the figures; notice: a warning
    about their age. served: the app answers, so an address may ask a question. day: on which the pages are
    made. places, measures: area codes and indicator ids that have pages of their own; None for all.
    """

    base: str | None
    style: str
    script: str
    icon: str
    charts: str
    vega: str
    built: str
    notice: str | None
    served: bool = False
    day: dt.date = field(default_factory=dt.date.today)
    places: frozenset[str] | None = None
    measures: frozenset[str] | None = None

    def has_place(self, code: str) -> bool:
        return self.places is None or code in self.places

    def has_measure(self, indicator: str) -> bool:
        return self.measures is None or indicator in self.measures

    @property
    def has_feeds(self) -> bool:
        """A feed needs whole addresses: those of a site that knows its own, or of the request."""
        return self.base is not None or self.served

    def whole(self, path: str) -> str | None:
        """The whole address of a file of the site; None where the site does not know its own."""
        return self.address(path) if self.base else None

    def address(self, path: str) -> str:
        """As `whole`; from the top of the host where the site does not know its own."""
        return (self.base or "/") + (address_of(path)[1:] if self.served else path)


def page(
    setting: Setting,
    path: str,
    title: str,
    words: str,
    body: Markup,
    *,
    hidden: bool = False,
    picture: str | None = None,
    feed: str | None = None,
) -> Markup:
    """path: where the page lies from the top of the site; words: one sentence for search engines. picture,
    feed: paths of the picture shown beside a link to the page, and of its feed for news readers.
    """
    up = "../" * path.count("/")
    notice = (
        markup('<p class="notice" role="note">{notice}</p>', notice=setting.notice)
        if setting.notice
        else Markup()
    )
    return markup(
        '{head}<body><a class="skip" href="#main">Skip to the'
        ' content</a><header class="top"><div class="wide"><a class="brand"'
        ' href="{up}index.html">{name}</a><nav aria-label="Site">{links}</nav></div></header><main id="main"'
        ' class="wide">{notice}{lean}</main><footer><div class="wide"><p>{foot} <a'
        ' href="{up}about.html#sources">Sources and licences</a></p><p>Figures put together on'
        ' {built}. An independent revival: <a href="{up}about.html#revival">what this'
        ' is</a>. <a href="{up}about.html#accessibility">Accessibility</a>. <a'
        ' href="{up}about.html#privacy">Privacy</a>: no cookies, nothing is'
        " counted.</p></div></footer></body></html>\n",
        head=head(
            setting, path, up, title, words, hidden, _shared(setting, path, title, words, picture, feed)
        ),
        up=up,
        name=NAME,
        links=_links(path, up),
        notice=notice,
        lean=lean(body),
        foot=FOOT,
        built=setting.built,
    )


def lean(body: Markup) -> Markup:
    """Without the end tags of cells and rows, which HTML lets one leave out: a page of tables is a tenth
    lighter.
    """
    return Markup(re.sub(r"</t[dh]></tr>|</t[dh]>(?=<t[dh])", "", body))


def _links(path: str, up: str) -> Markup:
    return Markup().join(
        markup(
            '<a href="{up}{to}"{words}>{name}</a>',
            up=up,
            to=to,
            words=" aria-current=page" if to == path else "",
            name=name,
        )
        for to, name in _PAGES
    )


def _shared(
    setting: Setting, path: str, title: str, words: str, picture: str | None, feed: str | None
) -> Markup:
    """What other sites show of a link to this page; a picture has to have its whole address."""
    tags = [("og:type", "website"), ("og:site_name", NAME), ("og:title", title), ("og:description", words)]
    if picture and setting.base:
        tags += [
            ("og:url", setting.whole(path)),
            ("og:image", setting.whole(picture)),
            ("og:image:alt", title),
        ]
        tags += [("og:image:width", "900"), ("og:image:height", "472")]
    made = Markup().join(markup('<meta property="{n}" content="{v}">', n=n, v=v) for n, v in tags)
    if picture and setting.base:
        made += Markup('<meta name="twitter:card" content="summary_large_image">')
    if feed and setting.has_feeds:
        made += markup(
            '<link rel="alternate" type="application/rss+xml" title="{title}" href="{up}{feed}">',
            title=f"{title}: newest figures",
            up="../" * path.count("/"),
            feed=feed,
        )
    return made


def head(
    setting: Setting,
    path: str,
    up: str,
    title: str,
    words: str,
    hidden: bool = False,
    more: Markup | None = None,
) -> Markup:
    """hidden: not for search engines. more: what else stands in the head."""
    canonical = (
        markup('<link rel="canonical" href="{whole}">', whole=setting.whole(path))
        if setting.base and not hidden
        else Markup()
    )
    robots = Markup('<meta name="robots" content="noindex">') if hidden else Markup()
    whole = title if title == NAME else f"{title} – {NAME}"
    return markup(
        '<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><meta'
        ' http-equiv="Content-Security-Policy" content="{policy}"><meta name="viewport"'
        ' content="width=device-width, initial-scale=1"><title>{whole}</title><meta'
        ' name="description" content="{words}"><meta name="color-scheme" content="light dark"><meta'
        ' name="referrer" content="no-referrer">{robots}{canonical}{more}<link rel="icon"'
        ' href="{up}{icon}" type="image/svg+xml"><link rel="stylesheet"'
        ' href="{up}{style}"><script src="{up}{script}" data-charts="{up}{charts}"'
        ' data-vega="{up}{vega}" defer></script></head>',
        policy=Markup(POLICY),
        whole=whole,
        words=words,
        robots=robots,
        canonical=canonical,
        more=more or Markup(),
        up=up,
        icon=setting.icon,
        style=setting.style,
        script=setting.script,
        charts=setting.charts,
        vega=setting.vega,
    )


def citation(setting: Setting, path: str, title: str) -> str:
    """How to name a page in a report: what, by whom, of which figures, where."""
    where = setting.whole(path)
    return f"{title}. {NAME}, figures of {setting.built}." + (f" {where}" if where else "")
