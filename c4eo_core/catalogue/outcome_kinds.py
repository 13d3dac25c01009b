"""Kinds of outcome that sources measure and several indicators count."""

import re

# Each with the ids of the indicators that count it (ids, since titles may change).
KINDS_MEASURED = {
    "school tests": r"(ks[124]|phonics|mtc)(?!.*entry)",
    "tests at seven": r"ks1",
    "maths at sixteen": r"ks4.*maths(?!.*entry)",
    "bullying": r".*bully",
}


def counts_kind(kind: str, indicator_id: str) -> bool:
    """kind: one of KINDS_MEASURED; False for any other."""
    ids = KINDS_MEASURED.get(kind)
    return bool(ids and re.match(ids, indicator_id))
