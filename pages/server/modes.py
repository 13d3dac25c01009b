"""Which of the three ways this copy of the app runs in."""

import os


def mode() -> str:
    """personal, shared or public; anything else is treated as public, the narrowest."""
    named = os.environ.get("C4EO_MODE", "personal")
    return named if named in ("personal", "shared", "public") else "public"
