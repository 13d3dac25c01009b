"""Pages in the middle of something, by the rules of axe and at four hundred per cent; tables on a phone as a
screen reader hears them.
"""

import dataclasses
import re
from collections import Counter

import pytest
from playwright.sync_api import expect

from bench.browser import READY
from bench.canary_trusts import LOOSE, full_of
from bench.servers import server
from c4eo_core.accounts.permissions import LOCAL
from c4eo_core.records.kinds import KINDS, Workshop
from c4eo_core.records.records import open_records
from tests.browser.rules import fits, violations

LEEDS, NO_TRUST = "E08000035", "E09000007"
WORDS = "Families in temporary homes move two or three times a year"
# A field of a record that each step of the session shows.
TOLD = {5: "text", 6: "name", 7: "text", 8: "what", 9: "measure"}
_HOLDS = """words => document.querySelector('[data-testid=stMain]').innerText.includes(words)
  || [...document.querySelectorAll('textarea, input')].some(e => e.value.includes(words))"""
# A row that is no figure, one without a year, one whose year is none, one that is there twice, and a count
# too small to show.
SERIES = (
    "Year,Children seen within fifteen days of a referral that was taken up,Count,Out of\n"
    + "".join(f"{y}/{y % 100 + 1},{40 + y % 7},{40 + y % 7},100\n" for y in range(2015, 2023))
    + "2023/24,2,2,100\n2024/25,abc,,\n,1,2,3\nnext year,4,5,6\n2019/20,46,46,100\n"
)
LIST = (
    "name,type,postcode,ages_from,ages_to\nHub in the centre,family-hub,LS1 1UR,0,19\nHub in the"
    " centre,family-hub,LS1 1UR,0,19\nHub nowhere,family-hub,ZZ9 9ZZ,,\n,no-such-type-of-service,LS1"
    " 1UR,,\nHub with a long name far away,family-hub,BD1 1HY,seven,19\n"
)
# Words that reach over the edge of the window or are cut off by their own box; frames that scroll are meant
# to.
_CUT = """() => [...document.querySelectorAll('[data-testid=stMain] *')].filter(e => {
  const said = [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()), s = getComputedStyle(e);
  if (!said || !e.getClientRects().length || e.closest('svg, [role=combobox]') || s.clipPath !== 'none') return false;
  const boxes = []; for (let p = e; p && p.dataset.testid !== 'stMain'; p = p.parentElement) boxes.push([p, getComputedStyle(p)]);
  if (boxes.some(([, s]) => /auto|scroll/.test(s.overflowX))) return false;
  const cut = boxes.some(([p, s]) => /hidden|clip/.test(s.overflowX) && p.clientWidth > 1 && p.scrollWidth > p.clientWidth + 1);
  const box = e.getBoundingClientRect();
  return cut || (box.left >= 0 && box.right > innerWidth + 1); }).map(e => e.textContent.slice(0, 80))"""
# What a table is made of by its markup, whatever its parts look like.
_MARKUP = """(table) => ({row: table.querySelectorAll('tr').length, columnheader: table.querySelectorAll('thead th').length,
  rowheader: table.querySelectorAll('tbody th').length, cell: table.querySelectorAll('td').length})"""


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """(address, id of a session): a trust with a record of every kind, full of long words."""
    file = tmp_path_factory.mktemp("records") / "r.sqlite"
    records = open_records(f"sqlite:///{file}")
    trust = records.add_trust(LOCAL, "Leeds Children's Trust", LEEDS).id
    held = records.add(LOCAL, trust, dataclasses.replace(full_of(Workshop, WORDS, LEEDS), status="open")).id
    for kind, cls in KINDS.items():
        if kind not in ("workshop", "frozen"):
            records.add(LOCAL, trust, full_of(cls, WORDS, LEEDS), None if kind in LOOSE else held)
    records.close()
    with server("app.py", "/health", C4EO_MODE="personal", C4EO_RECORDS=str(file)) as (address, _, _):
        yield address, held


@pytest.fixture(autouse=True)
def as_it_was(page):
    yield
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 1280, "height": 720})


def settled(page, wait=250):
    page.wait_for_timeout(100)
    page.wait_for_selector(READY, timeout=30000)
    page.wait_for_timeout(wait)


def go(page, place, path, area=LEEDS):
    page.goto(f"{place[0]}/{path}area={area}".replace("WORKSHOP", place[1]))
    settled(page, 500)


def brought(page, file, text, until):
    file.write_text(text, encoding="utf-8")
    page.locator('input[type="file"]').first.set_input_files(str(file))
    page.get_by_text(until).first.wait_for(timeout=30000)
    settled(page)


def choose(page, label, letters):
    box = page.get_by_role("combobox", name=label, exact=True)
    box.click()
    page.keyboard.type(letters)
    page.wait_for_timeout(250)
    page.keyboard.press("Enter")
    settled(page, 100)


def a_file_looked_at(page, place, folder):
    """Half its questions answered: what is wrong is listed, what it would look like and what is missing too."""
    go(page, place, "local-data?")
    brought(page, folder / "ours.csv", SERIES, "As it would be saved")
    choose(page, "What the figures count", "perc")
    choose(page, "Kind of year", "academic")
    page.get_by_text("Change what a column means").click()
    settled(page)
    assert (
        page.get_by_text("Not read: ").first.is_visible()
        and page.get_by_text("Before it can be saved:").is_visible()
    )


def a_file_that_cannot_be_used(page, place, folder):
    go(page, place, "local-data?", NO_TRUST)
    brought(page, folder / "empty.csv", "", "cannot be used")


def an_own_list_with_problems(page, place, folder):
    go(page, place, "coverage?service=family-hub&")
    brought(page, folder / "list.csv", LIST, "rows can be used")
    expect(page.get_by_text("Left out: ")).to_be_visible()


def a_what_if(page, place, _):
    go(page, place, "closing-the-gap?")
    page.get_by_text("What if we acted?").click()
    page.locator(".whatif-banner").first.wait_for(timeout=30000)
    settled(page)


def a_scatter(page, place, _):
    go(page, place, "compare?view=scatter&")
    page.locator('[data-testid="stVegaLiteChart"] svg').first.wait_for(timeout=30000)
    page.get_by_text("The same figures as a table").first.click()
    settled(page)


def the_report_card(page, place, _):
    go(page, place, "report-card?workshop=WORKSHOP&")
    page.locator(".visit", has_text=WORDS).wait_for(timeout=30000)
    settled(page)


def step(number):
    def opened(page, place, _):
        go(page, place, f"turning-the-curve?workshop=WORKSHOP&step={number}&")
        page.locator("h2", has_text=re.compile(f"^{number} ")).wait_for(timeout=30000)
        page.wait_for_function(_HOLDS, arg=f"{WORDS} {TOLD[number]}", timeout=30000)
        settled(page)

    return opened


STATES = {
    "a file looked at": a_file_looked_at,
    "a file that cannot be used": a_file_that_cannot_be_used,
    "an own list with problems": an_own_list_with_problems,
    "a what-if": a_what_if,
    "a scatter and its table": a_scatter,
    "the report card": the_report_card,
    **{f"step {n}": step(n) for n in TOLD},
}


@pytest.mark.parametrize("state", STATES)
def test_in_the_middle_of_things_the_rules_find_nothing_of_ours_and_nothing_is_cut_off(
    place, page, tmp_path, state
):
    STATES[state](page, place, tmp_path)
    found = {"light": violations(page)}
    page.set_viewport_size({"width": 320, "height": 256})  # what a window of 1280 holds at 400 %
    settled(page, 500)
    assert fits(page)
    found["cut off"] = page.evaluate(_CUT)
    page.emulate_media(color_scheme="dark")
    settled(page)
    # Streamlit's menu for narrow windows is a list whose parts are not marked as such.
    found["narrow and dark"] = violations(page, exclude=[['[data-testid="stSidebarNav"]']])
    page.set_viewport_size({"width": 1280, "height": 720})
    page.emulate_media(color_scheme="light")
    page.get_by_text("Projector view").first.click()
    settled(page, 500)
    for words in ("Show them here", "Show them for this session"):
        for button in page.get_by_role("button", name=words).all():
            button.click()
            settled(page, 500)
    found["projector"] = violations(page)
    assert fits(page)
    assert found == {look: [] for look in found}


def heard(page):
    """Name of a table → how many of each part there are, as the browser tells a screen reader."""
    session = page.context.new_cdp_session(page)
    nodes = {n["nodeId"]: n for n in session.send("Accessibility.getFullAXTree")["nodes"]}
    session.detach()
    roles = {id: n.get("role", {}).get("value") for id, n in nodes.items() if not n.get("ignored")}

    def under(id):
        for child in nodes[id].get("childIds", ()):
            if child in nodes:
                yield child
                yield from under(child)

    return {
        " ".join(nodes[id].get("name", {}).get("value", "").split()): Counter(
            roles.get(child) for child in under(id)
        )
        for id, role in roles.items()
        if role == "table"
    }


@pytest.mark.parametrize(
    ("path", "kind", "parts"),
    [
        ("closing-the-gap?", "headlines", (8, 5, 7, 28)),
        ("compare?", "profile", None),
        ("an own list", "stacking", None),
        ("methods?", "stacking", None),
    ],
)
def test_a_phone_tells_rows_headings_and_cells_of_tables_laid_out_as_blocks(
    place, page, tmp_path, path, kind, parts
):
    page.set_viewport_size({"width": 360, "height": 720})
    if path == "an own list":
        an_own_list_with_problems(page, place, tmp_path)
    else:
        go(page, place, path)
    shown = page.locator(f"table.{kind}:visible")
    shown.first.wait_for(timeout=15000)
    assert shown.first.locator("tr").last.evaluate("e => getComputedStyle(e).display") == "block"
    told = heard(page)
    for table in shown.all()[:6]:
        name = " ".join(table.locator("caption").inner_text().split())
        written = table.evaluate(_MARKUP)
        assert {role: told[name][role] for role in written} == written, name
        assert min(written.values()) > 0 and (parts is None or tuple(written.values()) == parts)
    labels = shown.first.evaluate(
        "t => [...t.querySelectorAll('td[data-label]')].map(e => getComputedStyle(e, '::before').content)"
    )
    assert labels and all(": " in label and "attr" not in label for label in labels)
