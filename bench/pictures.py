"""The pictures of the README, taken from the app itself on records of their own: run `make pictures` after a
change to a screen.

The figures are published ones. What a trust would write is invented here, and says so on the screen.
"""

import io
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page

from bench.browser import READY, chromium_page
from bench.servers import ROOT, server

FOLDER = ROOT / "docs" / "pictures"
_COLOURS = 200  # as a palette a picture takes a third of the room, and no edge of a letter is seen to change
# name, address, width, height, colours
SHOTS = (
    ("headline-curves", "/?area=E08000035", 1280, 1150, "light"),
    ("headline-curves-phone", "/?area=E08000035", 360, 1150, "light"),
    ("closing-the-gap", "/closing-the-gap?area=E09000007", 1280, 1500, "light"),
    ("transitions-phone", "/transitions?area=E10000016", 360, 1150, "dark"),
    ("indicator", "/indicator?area=E06000047&indicator=exclusions", 1280, 1000, "light"),
    ("compare", "/compare?area=E09000007", 1280, 900, "dark"),
    ("compare-two", "/compare?area=E06000058&view=scatter", 1280, 900, "light"),
    ("coverage", "/coverage?area=E08000019&service=family-hub&next=on&sites=5", 1280, 1350, "light"),
    ("projector", "/closing-the-gap?area=E08000035&projector=on", 1280, 720, "dark"),
)
_AREA = "E09000007"
_CURVE = "Gap at 16 between disad"
_TITLE = "Example session: everything said here is invented"
_OUTCOME = "Every child leaves school with a way forward. (Invented example)"
_REASON = "It has not closed in ten years. (Invented example)"
_IDEA, _ACTION = "One named adult for each child (invented)", "Agree one list of the children (invented)"
_MEASURE = "Children with a named adult (invented)"
_SERIES = "Invented example: children with a named adult"
_FIGURES = (
    "year,count,out"
    " of\n2019/20,61,140\n2020/21,66,138\n2021/22,78,147\n2022/23,87,151\n2023/24,88,149\n2024/25,104,152\n"
)


def shot(page: Page, name: str) -> None:
    """From the top of the page, with the keyboard nowhere."""
    page.evaluate(
        "document.activeElement.blur(); document.querySelector('[data-testid=stMain]').scrollTo(0, 0)"
    )
    page.wait_for_timeout(500)
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    small = picture.quantize(_COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    small.save(FOLDER / f"{name}.png", optimize=True)
    print(f"{name} {(FOLDER / f'{name}.png').stat().st_size // 1000} kB")


def seen(page: Page, address: str, width: int = 1280, height: int = 900, scheme: str = "light") -> None:
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(color_scheme=scheme)
    page.goto(address)
    settled(page, 2500)


def settled(page: Page, wait: int = 400) -> None:
    page.wait_for_selector(READY, timeout=30000)
    page.wait_for_timeout(wait)
    page.wait_for_selector(READY, timeout=30000)


def go_to(page: Page, step: str) -> None:
    page.get_by_role("radio", name=step, exact=True).click()
    settled(page, 1500)


def press(page: Page, button: str) -> None:
    page.get_by_role("button", name=button, exact=True).first.click()
    settled(page)


def write(page: Page, label: str, words: str, key: str = "Enter") -> None:
    field = page.get_by_label(label, exact=True).last
    field.fill(words)
    field.press(key)
    settled(page)


def agenda(page: Page, address: str) -> None:
    seen(page, f"{address}/turning-the-curve?area={_AREA}", height=1080)
    press(page, "Prepare a session")
    page.get_by_role("heading", name="Agenda").wait_for(timeout=15000)
    settled(page)
    write(page, "Title", _TITLE, "Tab")
    page.get_by_role("radio", name="Closing the gap").click()
    settled(page)
    page.get_by_role("combobox", name="Curves to choose from").click()
    page.keyboard.type(_CURVE, delay=15)
    page.wait_for_timeout(400)
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    settled(page, 1500)
    shot(page, "workshop-agenda")


def session(page: Page) -> None:
    press(page, "Start the session")
    page.get_by_role("heading", name="1 Roles").wait_for(timeout=15000)
    go_to(page, "2 Outcome")
    write(page, "What do we want for our children?", _OUTCOME, "Tab")
    go_to(page, "4 Baseline and verdict")
    press(page, "Not OK")
    page.get_by_text("Baseline frozen on").wait_for(timeout=15000)
    write(page, "Why?", _REASON, "Tab")
    write(page, "Initials", "XX")
    page.set_viewport_size({"width": 1280, "height": 1650})
    settled(page, 1500)
    shot(page, "workshop-verdict")
    page.set_viewport_size({"width": 1280, "height": 1200})
    go_to(page, "7 Ideas")
    write(page, "What could turn the curve?", _IDEA)
    page.get_by_role("radio", name="Choose", exact=True).click()
    settled(page)
    page.locator('[class*="st-key-choice-"]', has_text=_IDEA).last.get_by_text("Chosen", exact=True).click()
    settled(page)
    go_to(page, "8 Actions")
    press(page, _IDEA)
    write(page, "Who", "Somebody (invented)")
    write(page, "How we shall know", _MEASURE)
    write(page, "What is to be done?", _ACTION)
    shot(page, "workshop-actions")


def report_card(page: Page, address: str) -> None:
    seen(page, f"{address}/report-card?area={_AREA}", height=1250)
    shot(page, "report-card")


def local_data(page: Page, address: str) -> None:
    """A file dropped, asked about, saved: then the curve of what was saved."""
    seen(page, f"{address}/local-data?area={_AREA}", height=1200)
    page.locator('input[type="file"]').first.set_input_files(
        {"name": "invented.csv", "mimeType": "text/csv", "buffer": _FIGURES.encode()}
    )
    page.get_by_text("As it would be saved").wait_for(timeout=20000)
    settled(page, 1000)
    write(page, "Title", _SERIES, "Tab")
    for label, letters in (
        ("What the figures count", "perc"),
        ("Kind of year", "academic"),
        ("Which way is better", "high"),
    ):
        page.get_by_role("combobox", name=label).click()
        page.keyboard.type(letters, delay=15)
        page.keyboard.press("Enter")
        settled(page)
    write(page, "Source", "Invented for this picture", "Tab")
    press(page, "Save it")
    page.get_by_text("The file itself was not kept").wait_for(timeout=15000)
    settled(page, 2500)
    shot(page, "local-data")


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as room:
        own = {"C4EO_RECORDS": str(Path(room) / "records.sqlite"), "C4EO_MODE": "personal"}
        with server("app.py", "/health", **own) as (address, _, _), chromium_page() as page:
            for name, path, width, height, scheme in SHOTS:
                seen(page, address + path, width, height, scheme)
                shot(page, name)
            agenda(page, address)
            session(page)
            report_card(page, address)
            local_data(page, address)
            seen(page, f"{address}/what-works?area={_AREA}", height=900)
            shot(page, "what-works")


if __name__ == "__main__":
    main()
