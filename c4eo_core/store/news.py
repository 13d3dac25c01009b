"""What each refresh brought, kept beside the figures: the page, the feed and the command read the same."""

import datetime as dt
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

News = dict[str, Any]
_NAME, _MOST = "news.json", 40  # refreshes remembered
_EXAMPLES = 300  # revised figures listed; the rest is counted


def news_of(comparison: dict[str, Any], releases: Sequence[str], today: dt.date) -> News:
    """One refresh. comparison: as `Comparison.as_dict` gives it."""
    revised = sorted(comparison["revised"], key=lambda r: -abs(r["new"] - r["old"]))
    return {
        "date": today.isoformat(),
        "old_version": comparison["old_version"],
        "new_version": comparison["new_version"],
        "releases": list(releases),
        "new_indicators": list(comparison["new_indicators"]),
        "gone_indicators": list(comparison["gone_indicators"]),
        "new_periods": list(comparison["new_periods"]),
        "revised": len(revised),
        "largest_revisions": revised[:_EXAMPLES],
        "gone": len(comparison["gone"]),
        "redefined": list(comparison["redefined"]),
    }


def write_news(folder: Path, news: Sequence[News]) -> None:
    text = json.dumps(list(news)[:_MOST], ensure_ascii=False, indent=1)
    (folder / _NAME).write_text(text, encoding="utf-8")


def read_news(folder: Path | None) -> list[News]:
    """Newest first; empty without any."""
    try:
        return json.loads((folder / _NAME).read_text(encoding="utf-8")) if folder else []
    except (OSError, ValueError):
        return []
