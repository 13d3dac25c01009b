"""A session in projector view, as a room sees it: nothing to scroll, letters for the back row, the curve on the
screen at arrival, keys that work while somebody types.
"""

import datetime as dt

import pytest

from bench.servers import server
from c4eo_core.accounts.permissions import LOCAL
from c4eo_core.records.kinds import Action, Curve, Factor, Idea, Partner, Role, Verdict, Workshop
from c4eo_core.records.records import open_records
from tests.browser import late_steps as late

LEEDS = "E08000035"
CURVES = (
    "gap-ks2-rwm-disadvantaged",
    "exclusions",
    "eyfs-gld",
    "persistent-absence",
    "gap-eyfs-gld-free-meals",
)
WORDS = (
    "Agree one list of children",
    "Start breakfast clubs",
    "Train reading friends",
    "Tell of moves",
    "Bring figures",
)
SIZES = ((1280, 720), (1920, 1080))
# What of the step lies under the line at the foot, or is cut off by the window.
_HIDDEN = """() => { const foot = document.querySelector('.st-key-hidden-state').getBoundingClientRect().top;
  const main = document.querySelector('[data-testid=stMain]');
  return [main.scrollHeight - main.clientHeight, main.scrollTop,
    ...[...document.querySelectorAll('.st-key-projected-step :is(p, li, input, textarea, button, svg)')]
      .filter(e => e.getClientRects().length && e.getBoundingClientRect().bottom > foot + 1).map(e => e.textContent || e.value)]; }"""
_SMALL = """() => [...document.querySelectorAll('[data-testid=stMain] *')]
  .filter(e => e.getClientRects().length && !e.closest('svg') && e.dataset.testid !== 'stIconMaterial'
    && ((e.matches('input, textarea') && e.value) || [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()))
    && parseFloat(getComputedStyle(e).fontSize) < 20)
  .map(e => (e.textContent || e.value) + ' ' + getComputedStyle(e).fontSize)"""
_CHART = """() => { const chart = document.querySelector('[data-testid=stVegaLiteChart] svg.marks'), box = chart.getBoundingClientRect();
  const sizes = [...chart.querySelectorAll('text')].filter(t => t.textContent.trim())
    .map(t => parseFloat(getComputedStyle(t).fontSize));
  return [box.top, box.bottom, box.height / innerHeight, Math.min(...sizes)]; }"""


@pytest.fixture(scope="module")
def session(tmp_path_factory):
    """The address of an open session with five of everything, its notes shown."""
    file = tmp_path_factory.mktemp("records") / "r.sqlite"
    records = open_records(f"sqlite:///{file}")
    trust = records.add_trust(LOCAL, "Leeds Children's Trust", LEEDS)
    about = {"title": "Reading", "held_on": dt.date(2026, 11, 21), "status": "open", "show_local": True}
    held = records.add(LOCAL, trust.id, Workshop(area=LEEDS, priority="closing_the_gap", **about))
    items = [
        *(Role(part="Participant", who=name) for name in ("Dana", "Kit", "Lou", "Ruth", "Jo")),
        *(Curve(indicator=i, list="secondary" if n else "headline") for n, i in enumerate(CURVES)),
        Verdict(
            indicator=CURVES[0], ok=False, reason="Still over twenty points in five years.", initials="DW"
        ),
        *(Factor(indicator=CURVES[0], text=words) for words in WORDS),
        *(Partner(name=words) for words in WORDS),
        *(Idea(text=words) for words in WORDS),
        *(Action(what=words, who="Ruth", by_when="2027-01-31", measure="children listed") for words in WORDS),
    ]
    records.add_all(LOCAL, trust.id, items, held.id)
    records.close()
    with server("app.py", "/health", C4EO_RECORDS=str(file)) as (address, _, _):
        yield f"{address}/turning-the-curve?area={LEEDS}&workshop={held.id}&projector=on"


def at(page, session, step):
    page.goto(f"{session}&step={step}")
    late.settled(page)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("step", range(1, 10))
def test_five_items_are_on_the_screen_at_once_in_letters_for_the_back_row(session, page, size, step):
    page.set_viewport_size(dict(zip(("width", "height"), size, strict=True)))
    at(page, session, step)
    assert page.evaluate(_HIDDEN) == [0, 0]
    assert page.evaluate(_SMALL) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.locator(".st-key-projected-bar").bounding_box()["height"] < 0.08 * size[1]
    assert (
        not page.locator("[data-testid=stHeader], .st-key-frame, .st-key-masthead")
        .locator("visible=true")
        .count()
    )


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("step", [3, 4, 9])
def test_the_curve_takes_the_height_there_is_and_its_labels_are_eighteen_pixels_or_more(
    session, page, size, step
):
    page.set_viewport_size(dict(zip(("width", "height"), size, strict=True)))
    at(page, session, step)
    top, bottom, share, smallest = page.evaluate(_CHART)
    assert 0 < top < bottom <= size[1] and share > 0.7 and smallest >= 18


def test_f8_and_f9_work_inside_a_box_and_what_was_typed_there_is_saved(session, page):
    at(page, session, 2)
    box = page.get_by_role("textbox", name="What do we want for our children?")
    box.click()
    page.keyboard.type("Every child reads well.")
    page.keyboard.press("F9")
    page.get_by_text("Step 3 of 9").wait_for(timeout=15000)
    late.settled(page)
    page.get_by_role("combobox", name="Add a candidate").focus()
    page.keyboard.press("F8")
    page.get_by_text("Step 2 of 9").wait_for(timeout=15000)
    late.settled(page)
    assert box.input_value() == "Every child reads well."


def test_f9_adds_a_line_that_was_typed_and_not_yet_entered(session, page):
    at(page, session, 8)
    page.get_by_label("What is to be done?", exact=True).click()
    page.keyboard.type("Write to every parent")
    page.keyboard.press("F9")
    page.get_by_text("Step 9 of 9").wait_for(timeout=15000)
    late.settled(page)
    page.get_by_text("Actions", exact=True).click()
    page.locator(".read-back").get_by_text("Write to every parent").wait_for(timeout=15000)


@pytest.mark.parametrize(
    ("step", "label"),
    [
        (1, "Add somebody"),
        (5, "What keeps the curve from turning?"),
        (6, "Another partner"),
        (7, "What could turn the curve?"),
        (8, "What is to be done?"),
    ],
)
def test_a_new_line_lands_in_view_right_under_the_box_it_was_typed_in(session, page, step, label):
    at(page, session, step)
    words = f"New in step {step}"
    late.line(page, label, words)
    box = page.get_by_label(label, exact=True).bounding_box()
    lines = page.locator('[class*="st-key-line-"] input')
    new = next(i for i in lines.all() if i.input_value() == words).bounding_box()
    assert box["y"] < new["y"] < 720 - 60
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollTop") == 0
    others = [i.bounding_box() for i in lines.all()]
    assert new["y"] <= min(o["y"] for o in others if abs(o["x"] - new["x"]) < 300 and o["y"] > 0) + 1


def test_escape_closes_what_is_open_first_and_then_leaves_the_view(session, page):
    at(page, session, 4)
    page.get_by_role("button", name="How likely is it?").click()
    page.locator("[data-testid=stPopoverBody]").wait_for(timeout=15000)
    page.keyboard.press("Escape")
    late.settled(page)
    assert page.get_by_text("Step 4 of 9").is_visible()
    page.keyboard.press("Escape")
    page.get_by_role("heading", name="4 Baseline and verdict").wait_for(timeout=15000)
    assert "projector" not in page.url and "step=4" in page.url


def test_names_called_out_in_an_empty_session_all_land_and_the_cursor_stays_in_its_box(page, tmp_path):
    file = tmp_path / "r.sqlite"
    records = open_records(f"sqlite:///{file}")
    trust = records.add_trust(LOCAL, "Leeds Children's Trust", LEEDS)
    held = records.add(LOCAL, trust.id, Workshop(area=LEEDS, status="open", show_local=True))
    with server("app.py", "/health", C4EO_RECORDS=str(file)) as (address, _, _):
        at(page, f"{address}/turning-the-curve?area={LEEDS}&workshop={held.id}&projector=on", 1)
        page.get_by_label("Add somebody", exact=True).focus()
        for name in ("Nina: Recorder", "Ben", "Noor"):
            page.keyboard.type(name)
            page.keyboard.press("Enter")
            late.settled(page)
    assert [r.body.who for r in records.items(LOCAL, trust.id, Role)] == ["Nina", "Ben", "Noor"]
    records.close()
