"""The colours of the map of one authority, and how large its dots may be."""

from c4eo_core.charts.theme import Look

_INKS = {
    "light": {
        "sea": "#ffffff",
        "land": "#f1f2f3",
        "own": "#ffffff",
        "edge": "#c3c8cb",
        "disc": "#cfe3f2",
        "disc-wide": "#e6f0f8",
        "in": "#6b93b8",
        "out": "#ffffff",
        "out-deprived": "#E4570F",
        "out-edge": "#C94F12",
        "out-solid": "#F0A883",
        "unknown": "#8a9297",
        "need-1": "#5b1245",
        "need-2": "#93497b",
        "need-3": "#b98bad",
        "need-4": "#cdb9cb",
        "need-5": "#dfd7de",
        "service": "#12436D",
        "outside": "#6F777B",
        "own-list": "#1d6f68",
        "school": "#801650",
        "new": "#0b0c0c",
    },
    "dark": {
        "sea": "#11151a",
        "land": "#1a1f26",
        "own": "#11151a",
        "edge": "#4d565d",
        "disc": "#1e3d55",
        "disc-wide": "#172a3a",
        "in": "#6f98bf",
        "out": "#11151a",
        "out-deprived": "#FF8A47",
        "out-edge": "#FF9B61",
        "out-solid": "#A35F3B",
        "unknown": "#9aa2a7",
        "need-1": "#ffd0f0",
        "need-2": "#d983b6",
        "need-3": "#9c5c85",
        "need-4": "#6b4560",
        "need-5": "#463543",
        "service": "#bfe0ff",
        "outside": "#A5ADB2",
        "own-list": "#56D0C5",
        "school": "#F5B5DA",
        "new": "#f3f2f1",
    },
}
DOTS = ("in", "out", "out-deprived", "unknown", *(f"need-{k}" for k in range(1, 6)))
SMALLEST, LARGEST = 2.4, 11.0  # radius of a dot in pixels


def inks(look: Look) -> dict[str, str]:
    """Name of a part of the map → its colour."""
    return _INKS[look.name]


def fills(look: Look) -> dict[str, str]:
    """Kind of a dot or of a service → its fill."""
    ink = inks(look)
    return {k: ink[k] for k in DOTS} | {
        "inside": ink["service"],
        "outside": look.background,
        "own-list": ink["own-list"],
    }


def edges(look: Look) -> dict[str, str]:
    ink = inks(look)
    ringed = {"out": ink["out-edge"], "out-deprived": ink["out-edge"], "outside": ink["outside"]}
    return {k: ringed.get(k, look.background) for k in fills(look)}
