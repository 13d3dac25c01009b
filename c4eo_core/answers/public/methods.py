"""What the methods and about pages say of the figures that are loaded: counted, not written by hand."""

import re
from collections import Counter
from dataclasses import dataclass

import numpy as np

from c4eo_core import __version__
from c4eo_core.answers.desk import Desk
from c4eo_core.answers.public.old_indicators import MATCH_WORDS
from c4eo_core.answers.public.track_record import _ASKED
from c4eo_core.answers.standing.conventions import read_dfe, read_ours
from c4eo_core.catalogue.choices import national_indicators, priorities
from c4eo_core.catalogue.methods import Difference, differences
from c4eo_core.model.area import Area
from c4eo_core.projections import LEVELS
from c4eo_core.store.figures import Figures

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


@dataclass(frozen=True)
class CountedDifference:
    difference: Difference
    today: str


@dataclass(frozen=True)
class HeadlineChoice:
    priority: str
    title: str
    why: str


@dataclass(frozen=True)
class LedgerLine:
    """One thing done to the published figures; `what` names indicators by their titles."""

    act: str
    what: str
    count: int
    why: str


def facts(desk: Desk) -> dict[str, str]:
    """What the texts' braces stand for."""
    figures = desk.figures
    pairs = _neighbour_pairs(figures)
    own = _own_width(desk)
    return {
        "indicators": f"{len(figures.indicators):,}",
        "authorities": f"{figures.authority_count}",
        "first_year": str(figures.end_years[0]),
        "last_year": str(figures.end_years[-1]),
        "values": f"{int(np.isfinite(figures.values).sum()):,}",
        "built": f"{figures.built.day} {figures.built:%B %Y}",
        "neighbour_date": month_words(figures.neighbour_date),
        "pairs": f"{len(pairs):,}",
        "one_sided": f"{sum((b, a) not in pairs for a, b in pairs):,}",
        "national": str(len(national_indicators())),
        "unchecked": str(sum(not n.checked for n in national_indicators())),
        "pull": f"{round(100 * float(np.nanmedian(desk.basis.settled.pull)))}",
        **{f"own_{years}": f"{round(100 * own[years - 1])}" for years in (1, 3, 5)},
        "version": __version__,
        "figures_version": figures.version,
    }


def _own_width(desk: Desk) -> np.ndarray:
    """Width of the interval relative to England as a share of the whole one's, the middle of all cases, for
    one to five years ahead.
    """
    ahead, which = desk.basis.ahead(5), LEVELS.index(_ASKED)
    whole = (ahead.upper - ahead.lower)[..., which]
    own = (ahead.relative_upper - ahead.relative_lower)[..., which]
    return np.nanmedian(np.where(whole > 0, own / np.where(whole > 0, whole, 1), np.nan), axis=(0, 1))


def month_words(year_month: str) -> str:
    """'2025-05' → 'May 2025'; anything else as it is."""
    match = re.fullmatch(r"(\d{4})-(\d{2})", year_month)
    return f"{_MONTHS[int(match[2]) - 1]} {match[1]}" if match else year_month


def _neighbour_pairs(figures: Figures) -> set[tuple[str, str]]:
    return {(a.code, n.code) for a in figures.areas.authorities for n in figures.neighbours.get(a.code, ())}


def counted_differences(desk: Desk) -> tuple[CountedDifference, ...]:
    """Each point of difference with how often it matters in the figures loaded."""
    counted = _counts(desk)
    return tuple(CountedDifference(d, counted.get(d.id, "not counted")) for d in differences())


def _counts(desk: Desk) -> dict[str, str]:
    figures, ours, tool = desk.figures, read_ours(desk), read_dfe(desk)
    rows, living = tool.indicators, slice(0, figures.authority_count)
    gone = slice(figures.authority_count, figures.authority_count + len(figures.areas.abolished))
    extra = np.isfinite(tool.standing.neighbour_mean) & ~np.isfinite(ours.standing.neighbour_mean)
    both = (ours.standing.rank > 0) & (tool.standing.rank > 0)
    moved = (both & (ours.standing.rank != tool.standing.rank))[rows, living].sum()
    withheld = np.isfinite(figures.published) & ~np.isfinite(figures.values)
    ranked_ghosts = _indicators(np.any(tool.standing.rank[rows, gone] > 0, axis=1))
    return {
        "abolished": (
            f"{ranked_ghosts}; all these points together move {moved:,} of {both[rows, living].sum():,} ranks"
        ),
        "newest": _indicators((ours.newest != tool.newest)[rows]),
        "before": _indicators((ours.previous != tool.previous)[rows]),
        "few": f"{extra[rows, living].sum():,} averages",
        "withheld": f"{withheld.sum():,} figures",
        "digits": f"{_mended(figures, 'binary noise'):,} figures",
    }


def _indicators(which: np.ndarray) -> str:
    n = int(which.sum())
    return f"{n or 'no'} indicator{'' if n == 1 else 's'}"


def _mended(figures: Figures, words: str) -> int:
    return sum(line["count"] for line in figures.manifest["ledger"] if words in line["what"])


def headline_choices(figures: Figures) -> tuple[HeadlineChoice, ...]:
    return tuple(
        HeadlineChoice(p.title, figures.find(h.key).title, h.why)
        for p in priorities().values()
        for h in p.headlines
    )


def ledger(figures: Figures) -> tuple[LedgerLine, ...]:
    """The manifest's ledger with titles for ids: dropped first, then mended, then doubtful."""
    order = ("dropped", "mended", "doubtful")
    lines = sorted(
        figures.manifest["ledger"],
        key=lambda line: order.index(line["act"]) if line["act"] in order else len(order),
    )
    return tuple(
        LedgerLine(line["act"], _with_titles(line["what"], figures), line["count"], line["why"])
        for line in lines
    )


def _with_titles(what: str, figures: Figures) -> str:
    keys = {i.source_key: i.short for i in figures.indicators if i.source_key} | {
        i.id: i.short for i in figures.indicators
    }
    return " ".join(
        f"“{keys[bare]}”{word[len(bare) :]}" if (bare := word.rstrip(":,.")) in keys else word
        for word in what.split(" ")
    )


def closeness(figures: Figures) -> tuple[tuple[str, int], ...]:
    """How many of the listed neighbours carry each word, nearest first."""
    counted = Counter(
        n.closeness.lower() for a in figures.areas.authorities for n in figures.neighbours.get(a.code, ())
    )
    order = ("extremely close", "very close", "close", "somewhat close", "not close")
    return tuple(
        (word.capitalize(), counted[word])
        for word in sorted(counted, key=lambda w: order.index(w) if w in order else len(order))
    )


def neighbours_of(figures: Figures, area: Area) -> tuple[tuple[str, str], ...]:
    return tuple(
        (figures.areas.by_code(n.code).name, n.closeness.lower())
        for n in figures.neighbours.get(area.code, ())
    )


def national_summary() -> tuple[tuple[str, int], ...]:
    counted = Counter(n.match for n in national_indicators())
    return tuple((words, counted[match]) for match, words in MATCH_WORDS.items())
