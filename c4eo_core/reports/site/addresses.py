"""Plain addresses for the pages of the site where the app serves them: /place/leeds in place of
area/leeds.html.

The pages are written once, with links between files; here each link becomes the address that the server
answers.
"""

import posixpath
import re
from functools import lru_cache

_LINK = re.compile(r'(?<= )(href|src|data-rows|data-charts|data-vega)="([^"]*)"')
_ELSEWHERE = re.compile(r"#|/|[a-z]+:")
_TOP = {"index.html": "/", "words.html": "/words", "methods.html": "/methods", "about.html": "/about"}


@lru_cache(maxsize=20_000)
def address_of(path: str) -> str:
    """path: of a file of the site, from its top."""
    if path in _TOP:
        return _TOP[path]
    if path.startswith("area/"):
        path = f"place/{path[5:]}"
    return f"/{path.removesuffix('.html')}"


def with_addresses(html: str, path: str) -> str:
    """html: a page of the site; path: where it would lie as a file. Links within a page and to
    others' sites stay.
    """
    folder = posixpath.dirname(path)

    def changed(match: re.Match[str]) -> str:
        name, link = match.groups()
        if not link or _ELSEWHERE.match(link):
            return match[0]
        file, mark, part = link.partition("#")
        file, question, query = file.partition("?")
        whole = posixpath.normpath(posixpath.join(folder, file))
        return f'{name}="{address_of(whole)}{question}{query}{mark}{part}"'

    return _LINK.sub(changed, str(html))
