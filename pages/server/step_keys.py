"""The script that lets F8, F9 and Escape work while the cursor stands in a box."""

from functools import cache
from pathlib import Path


@cache
def script() -> str:
    """The policy of every answer names it by its hash, so it is the same for everybody."""
    return Path(__file__).with_name("step_keys.js").read_text(encoding="utf-8")
