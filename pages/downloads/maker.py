"""What a downloadable file is made of, and the links to it.

A maker turns the words of a link into the answer it needs, and knows one function for each ending. Which
kinds there are, and in which endings, stands in one table here; `registry` has the maker of each.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar
from urllib.parse import urlencode

from markupsafe import Markup
from starlette.requests import Request

from c4eo_core.answers.desk import Desk
from c4eo_core.model.markup import markup
from pages.session import neighbours_in_use

MIMES = {
    "png": "image/png",
    "svg": "image/svg+xml",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "html": "text/html; charset=utf-8",
}
LABELS = {
    "png": "Picture (PNG)",
    "svg": "Picture (SVG)",
    "csv": "Figures (CSV)",
    "xlsx": "Figures (Excel)",
    "pdf": "One page (PDF)",
    "pptx": "Slides (PowerPoint)",
    "html": "Page (HTML)",
}
NEIGHBOURS = "near"
A = TypeVar("A")
_PICTURE, _TABLE = ("png", "svg"), ("csv", "xlsx")
OFFERED: dict[str, tuple[str, ...]] = {
    "curve": (*_PICTURE, *_TABLE),
    "all-areas": _TABLE,
    "profile": _TABLE,
    "several": _TABLE,
    "scatter": _TABLE,
    "ladder": (*_PICTURE, "csv"),
    "journey": (*_PICTURE, "csv"),
    "coverage": (*_PICTURE, *_TABLE),
    "siting": _TABLE,
    "report-card": ("pdf", "pptx", "html", "xlsx"),
    "school": ("pdf", "html"),
    "options": ("csv",),
}


@dataclass(frozen=True)
class Maker(Generic[A]):
    """answer: the words of the link → what the makers take, with the name of the file; makers: ending →
    bytes.
    """

    answer: Callable[[Mapping[str, str]], tuple[A, str]]
    makers: Mapping[str, Callable[[A], bytes]]


def desk_of(words: Mapping[str, str]) -> Desk:
    """With the published neighbours, or those the server itself has put into the words: see
    `chosen_neighbours`.
    """
    return neighbours_in_use.desk_at(words.get(NEIGHBOURS, ""))


def slug(name: str) -> str:
    return "-".join("".join(c if c.isalnum() else " " for c in name.lower()).split())


def asked_words(request: Request) -> tuple[tuple[str, str], ...]:
    """What the address asks; which neighbours is never for the address to say."""
    return tuple(sorted((k, v[:200]) for k, v in request.query_params.items() if k != NEIGHBOURS))[:12]


def take_away_html(kind: str, words: Mapping[str, str], sentence: str = "") -> Markup:
    """The links as a piece of a page, with a sentence to copy. With the id of a trust among the words, they
    lead to its own figures.
    """
    query = urlencode(words)
    where = "trust-figures" if "trust" in words else "files"
    links = Markup().join(
        markup(
            '<li><a href="{where}/{kind}.{e}?{query}" download>{labels}</a></li>',
            where=where,
            kind=kind,
            e=e,
            query=query,
            labels=LABELS[e],
        )
        for e in OFFERED[kind]
    )
    copy = (
        markup('<p class="note">To copy:</p><blockquote>{sentence}</blockquote>', sentence=sentence)
        if sentence
        else Markup()
    )
    return markup(
        '<details><summary>Download</summary><ul class="files">{links}</ul>{copy}</details>',
        links=links,
        copy=copy,
    )
