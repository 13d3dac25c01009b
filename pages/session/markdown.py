"""Somebody's words where Streamlit would read Markdown."""

import re

_MARKS = re.compile(r"[\\`*_\[\]<>#~$|&]|^[-+]|^\d+[.)](?=\s)")


def plain(text: str) -> str:
    """For labels of buttons, expanders and choices: every mark stands for itself, on one line."""
    marked = _MARKS.sub(
        lambda found: re.sub(r"(\W)", r"\\\1", found[0]) if found[0] != "_" else r"\_", " ".join(text.split())
    )
    return re.sub(r":(?=\S)", ":\u2060", marked)  # no icon, no colour, no smiley
