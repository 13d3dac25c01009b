"""The rules of axe, and what of Streamlit's own breaks them; and whether all that is on a page fits."""

from axe_playwright_python.sync_playwright import Axe

OPTIONS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],  # to write down all that is right takes most of the time
}
# What Streamlit's own parts break: rule, part of the offending element, where it is asked for. Nothing of
# ours may stand here.
STREAMLITS_OWN: tuple[tuple[str, str, str], ...] = (
    (
        "presentation-role-conflict",
        "stFileUploaderDropzone",
        "the field a file is dropped on, which has a button beside it: local data",
    ),
    (
        "region",
        "stFloatingOverlayPortal",
        "the words that come up beside a button, outside the parts of the page: everywhere",
    ),
)


def violations(page, rules=OPTIONS["runOnly"], **context):
    """(rule, how bad, element) for all of ours. context: which parts of the page to look at, all of it
    without.
    """
    found = (
        Axe().run(page, context=context or None, options=OPTIONS | {"runOnly": rules}).response["violations"]
    )
    every = [(v["id"], v["impact"], node["html"][:160]) for v in found for node in v["nodes"]]
    return [
        (rule, impact, html)
        for rule, impact, html in every
        if not any(rule == r and part in html for r, part, _ in STREAMLITS_OWN)
    ]


def fits(page):
    """Nothing scrolls sideways."""
    return page.evaluate(
        "() => [document.documentElement, document.querySelector('[data-testid=stMain]')].every(e =>"
        " e.scrollWidth <= e.clientWidth)"
    )
