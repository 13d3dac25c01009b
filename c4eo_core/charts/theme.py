"""One look for every chart, in light and dark, on screen and on a projector.

Colours carry meaning in every chart alike and never alone: lines also differ in weight, dash and label.
"""

from dataclasses import dataclass

FONT = "Source Sans, Source Sans Pro, DejaVu Sans, sans-serif"


@dataclass(frozen=True)
class Look:
    """us: the area; second: the comparison in focus (second_text where it is written); third, fourth: further
    series.

    neighbour: one line of many, thin, and still three to one against the ground. Region and England are
    greys; better and worse are never shown by colour alone.
    """

    name: str
    background: str
    ink: str
    quiet: str
    faint: str
    neighbour: str
    us: str
    second: str
    second_text: str
    third: str
    fourth: str
    england: str
    region: str
    better: str
    worse: str

    @property
    def stronger(self) -> str:
        """How the strongest colour of a scale differs from the weakest, as a word."""
        return "Lighter" if self.name == "dark" else "Darker"


LIGHT = Look(
    name="light",
    background="#ffffff",
    ink="#0b0c0c",
    quiet="#505a5f",
    faint="#b1b4b6",
    neighbour="#8d949a",
    us="#12436D",
    second="#F46A25",
    second_text="#B5460F",
    third="#28A197",
    fourth="#801650",
    england="#3D3D3D",
    region="#6F777B",
    better="#1d6f68",
    worse="#a8470f",
)
DARK = Look(
    name="dark",
    background="#11151a",
    ink="#f3f2f1",
    quiet="#b9c0c5",
    faint="#4d565d",
    neighbour="#646f78",
    us="#7FB8EA",
    second="#FF9B61",
    second_text="#FF9B61",
    third="#56D0C5",
    fourth="#E59AC6",
    england="#E2E2E2",
    region="#A5ADB2",
    better="#6fd3ca",
    worse="#ffab7d",
)
LOOKS = {"light": LIGHT, "dark": DARK}


@dataclass(frozen=True)
class Size:
    """Type sizes and heights in pixels. small: of marginal words; never under 18 on a projector."""

    label: int
    small: int
    title: int
    point: int
    line: float
    height: int


SCREEN = Size(label=13, small=12, title=16, point=55, line=3, height=380)
PROJECTOR = Size(label=19, small=18, title=24, point=110, line=4.5, height=390)


def size_for(projector: bool) -> Size:
    return PROJECTOR if projector else SCREEN


def config(look: Look, size: Size) -> dict:
    """Vega-Lite config: axis text dark enough to read (4.5:1), quiet grid, no frame."""
    axis = {
        "labelColor": look.quiet,
        "titleColor": look.quiet,
        "labelFontSize": size.label,
        "titleFontSize": size.label,
        "titleFontWeight": "normal",
        "gridColor": look.faint,
        "gridOpacity": 0.45,
        "domainColor": look.faint,
        "tickColor": look.faint,
        "labelPadding": 6,
    }
    return {
        "background": look.background,
        "font": FONT,
        "view": {"stroke": None},
        "axis": axis,
        "axisX": {"grid": False},
        "axisY": {"domain": False, "ticks": False},
        "text": {"font": FONT, "fontSize": size.label, "color": look.ink},
        "legend": {
            "labelColor": look.ink,
            "titleColor": look.quiet,
            "labelFontSize": size.label,
            "titleFontSize": size.label,
        },
        "title": {
            "color": look.ink,
            "subtitleColor": look.quiet,
            "fontSize": size.title,
            "subtitleFontSize": size.label,
            "anchor": "start",
            "frame": "group",
            "offset": 12,
        },
        "header": {"labelColor": look.ink, "titleColor": look.quiet, "labelFontSize": size.label},
    }
