"""Opening a page of the app in a test, as a link would."""

from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from pages.navigation.page_list import PAGES

ADDRESSES = {file: address for _, file, _, address, _ in PAGES}


def turn_to(at: AppTest, file: str) -> AppTest:
    """Before its first run an AppTest knows a page by the name of its file only, and ours are all called
    page.py.
    """
    at._page_hash = calc_hash(ADDRESSES[file])
    return at


def done(at: AppTest) -> AppTest:
    """The page, which ran to its end."""
    assert not at.exception, [e.value for e in at.exception]
    return at
