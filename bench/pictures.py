"""The pictures of the README, taken from the app itself: run `make pictures` after a change to a screen."""

from bench.browser import READY, chromium_page
from bench.servers import ROOT, server

SHOTS = (
    ("headline-curves", "/?area=E08000035", 1280, 900, "light"),
    ("closing-the-gap", "/closing-the-gap?area=E09000007", 1280, 1500, "light"),
    ("indicator", "/indicator?area=E06000047&indicator=exclusions", 1280, 1000, "light"),
    ("compare", "/compare?area=E09000007", 1280, 900, "dark"),
    ("coverage", "/coverage?area=E08000019&service=family-hub&next=on&sites=5", 1280, 1350, "light"),
    ("transitions-phone", "/transitions?area=E10000016", 360, 780, "light"),
    ("projector", "/closing-the-gap?area=E08000035&projector=on", 1280, 720, "dark"),
)


def main() -> None:
    folder = ROOT / "docs" / "pictures"
    folder.mkdir(parents=True, exist_ok=True)
    with server("app.py", "/health") as (address, _, _), chromium_page() as page:
        for name, path, width, height, scheme in SHOTS:
            page.set_viewport_size({"width": width, "height": height})
            page.emulate_media(color_scheme=scheme)
            page.goto(address + path)
            page.wait_for_selector(READY, timeout=30000)
            page.wait_for_timeout(2500)
            page.screenshot(path=str(folder / f"{name}.png"))
            print(name)


if __name__ == "__main__":
    main()
