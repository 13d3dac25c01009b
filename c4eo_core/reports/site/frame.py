"""The head and foot around every page of the site. Nothing is loaded from elsewhere: the page says so itself
in its policy.
"""

import re
from dataclasses import dataclass
from html import escape

NAME = "Turning the curve"
# For a page that may be put inside another the server must not forbid framing; see the README.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self';"
    " base-uri 'none'; form-action 'none'"
)
FOOT = "Contains public sector information licensed under the Open Government Licence v3.0."
_PAGES = (
    ("index.html", "Find your area"),
    ("words.html", "Words"),
    ("methods.html", "Methods"),
    ("about.html", "About"),
)


@dataclass(frozen=True)
class Setting:
    """What every page must know of the whole site. base: the address it will have, with a last slash, or
    None.

    style, script, icon, charts, vega: paths of the assets; built: the day of the figures; notice: a warning
    about their age.
    """

    base: str | None
    style: str
    script: str
    icon: str
    charts: str
    vega: str
    built: str
    notice: str | None


def page(setting: Setting, path: str, title: str, words: str, body: str, *, hidden: bool = False) -> str:
    """path: where the page lies from the top of the site; words: one sentence for search engines; body: HTML
    already.
    """
    up = "../" * path.count("/")
    links = "".join(
        f'<a href="{up}{to}"{" aria-current=page" if to == path else ""}>{name}</a>' for to, name in _PAGES
    )
    notice = f'<p class="notice" role="note">{escape(setting.notice)}</p>' if setting.notice else ""
    return (
        f'{head(setting, path, up, title, words, hidden)}<body><a class="skip" href="#main">Skip to the'
        ' content</a><header class="top"><div class="wide"><a class="brand"'
        f' href="{up}index.html">{NAME}</a><nav aria-label="Site">{links}</nav></div></header><main id="main"'
        f' class="wide">{notice}{lean(body)}</main><footer><div class="wide"><p>{FOOT} <a'
        f' href="{up}about.html#sources">Sources and licences</a></p><p>Figures last updated'
        f' {escape(setting.built)}. An independent revival: <a href="{up}about.html#revival">what this'
        f' is</a>. <a href="{up}about.html#accessibility">Accessibility</a>. <a'
        f' href="{up}about.html#privacy">Privacy</a>: no cookies, nothing is'
        " counted.</p></div></footer></body></html>\n"
    )


def lean(body: str) -> str:
    """Without the end tags of cells and rows, which HTML lets one leave out: a page of tables is a tenth
    lighter.
    """
    return re.sub(r"</t[dh]></tr>|</t[dh]>(?=<t[dh])", "", body)


def head(setting: Setting, path: str, up: str, title: str, words: str, hidden: bool = False) -> str:
    """hidden: not for search engines."""
    canonical = (
        f'<link rel="canonical" href="{escape(setting.base + path)}">' if setting.base and not hidden else ""
    )
    robots = '<meta name="robots" content="noindex">' if hidden else ""
    whole = title if title == NAME else f"{title} – {NAME}"
    return (
        '<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><meta'
        f' http-equiv="Content-Security-Policy" content="{POLICY}"><meta name="viewport"'
        f' content="width=device-width, initial-scale=1"><title>{escape(whole)}</title><meta'
        f' name="description" content="{escape(words)}"><meta name="color-scheme" content="light dark"><meta'
        f' name="referrer" content="no-referrer">{robots}{canonical}<link rel="icon"'
        f' href="{up}{setting.icon}" type="image/svg+xml"><link rel="stylesheet"'
        f' href="{up}{setting.style}"><script src="{up}{setting.script}" data-charts="{up}{setting.charts}"'
        f' data-vega="{up}{setting.vega}" defer></script></head>'
    )
