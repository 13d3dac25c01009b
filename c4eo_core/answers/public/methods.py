"""What the methods and about pages say of the figures that are loaded: counted, not written by hand."""

import re
from collections import Counter
from dataclasses import dataclass

import numpy as np

from c4eo_core import __version__
from c4eo_core.answers.desk import Desk
from c4eo_core.answers.public.old_indicators import MATCH_WORDS
from c4eo_core.answers.standing.conventions import read_dfe, read_ours
from c4eo_core.catalogue.choices import national_indicators, priorities
from c4eo_core.catalogue.methods import Difference, differences
from c4eo_core.model.area import Area
from c4eo_core.projections import LEVELS
from c4eo_core.store.figures import Figures

_ASKED = 80  # the interval spoken of
_MEANT = "{}, {} and {}".format(*LEVELS)
_PROMISED, _NARROW = 2, 3  # in 100: what an interval may be out by, and when a topic's is called too narrow
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


@dataclass(frozen=True)
class Kept:
    """How baselines did so many years ahead. error: last value carried on = 100; held: interval in per cent →
    of 100 figures those inside, with the widths in use; held_then: the same with widths that could be known
    at the time. All empty where nothing could be compared; values: how many figures they rest on."""

    error: float | None
    held: dict[int, float]
    held_then: dict[int, float]
    values: int


@dataclass(frozen=True)
class TrackRecord:
    """By years ahead; by topic, the one whose interval, as known then, failed most a year ahead first; what
    was called how likely, how often it came and how often it was said; and what to make of it all."""

    horizons: dict[int, Kept]
    topics: tuple[tuple[str, dict[int, Kept]], ...]
    chances: tuple[tuple[float, float, int], ...]
    words: tuple[str, ...]


def track_record(desk: Desk) -> TrackRecord | None:
    """None for figures whose baselines have not been tested."""
    record = desk.record
    if not record:
        return None
    horizons = _kept(record["horizons"])
    topics = [(topic.replace("\\", ": "), _kept(scores)) for topic, scores in record["topics"].items()]
    topics = tuple(sorted(topics, key=lambda t: t[1][1].held_then.get(_ASKED, 101)))
    chances = tuple((100 * b["said"], 100 * b["came"], b["values"]) for b in record["reliability"])
    words = (
        *_error_words(horizons),
        *_promise_words(horizons),
        *_then_words(horizons),
        *_narrow_words(topics),
        *_chance_words(chances),
    )
    return TrackRecord(horizons, topics, chances, words)


def _kept(scores: dict[str, dict]) -> dict[int, Kept]:
    def one(score: dict) -> Kept:
        held, then = (
            {int(level): 100 * share for level, share in score.get(which, {}).items() if share is not None}
            for which in ("coverage", "coverage_as_known_then")
        )
        return Kept(
            100 * score["relative_mae"] if score["relative_mae"] is not None else None,
            held,
            then,
            score["values"],
        )

    return {int(years): one(score) for years, score in scores.items()}


def years_words(years: int) -> str:
    return {1: "a year ahead", 2: "two years ahead", 3: "three years ahead"}.get(
        years, f"{years} years ahead"
    )


def _error_words(horizons: dict[int, Kept]) -> list[str]:
    said = [
        (years_words(h), round(100 - kept.error)) for h, kept in horizons.items() if kept.error is not None
    ]
    parts = ", ".join(
        f"{abs(less)} per cent {'smaller' if less >= 0 else 'larger'} {when}" for when, less in said
    )
    return (
        [f"For a typical indicator the baseline's error was {parts}, set against the last figure carried on."]
        if said
        else []
    )


def _promise_words(horizons: dict[int, Kept]) -> list[str]:
    """How well the intervals, as wide as they are now, kept what they say: where they did, and where not."""
    off = {
        h: max(abs(held - level) for level, held in kept.held.items())
        for h, kept in horizons.items()
        if kept.held
    }
    kept = [h for h, x in off.items() if x <= _PROMISED]
    said = []
    if kept:
        within = max(int(np.ceil(max(off[h] for h in kept))), 1)
        when = " and ".join(
            filter(None, (", ".join(years_words(h) for h in kept[:-1]), years_words(kept[-1])))
        )
        said = [
            f"{_sentence(when)} the intervals held what they promise to within {within} in 100, all topics"
            " together."
        ]
    worse = [f"{years_words(h)} they held {_in_words(horizons[h].held)}" for h in off if h not in kept]
    return (
        [*said, f"They did not keep their promise everywhere: where {_MEANT} are meant, {'; '.join(worse)}."]
        if worse
        else said
    )


def _then_words(horizons: dict[int, Kept]) -> list[str]:
    """The harder test, in figures."""
    held = [f"{_in_words(kept.held_then)} {years_words(h)}" for h, kept in horizons.items() if kept.held_then]
    if not held:
        return []
    return [
        f"The harder test is to know nothing of the years held out when setting the width: where {_MEANT} are"
        f" meant, {'; '.join(held)}."
    ]


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


def _in_words(held: dict[int, float]) -> str:
    *first, last = (str(round(share)) for share in held.values())
    return f"{', '.join(first)} and {last}"


def _narrow_words(topics: tuple[tuple[str, dict[int, Kept]], ...]) -> list[str]:
    said = []
    for h in (1, 3):
        held = sorted(
            (kept[h].held_then[_ASKED], topic)
            for topic, kept in topics
            if h in kept and _ASKED in kept[h].held_then
        )
        short = [f"{topic} ({round(share)})" for share, topic in held if share < _ASKED - _NARROW]
        if short:
            said.append(
                f"Weakest {years_words(h)} in that test, where {_ASKED} in 100 are meant: {'; '.join(short)}."
            )
    return said


def _chance_words(chances: tuple[tuple[float, float, int], ...]) -> list[str]:
    if not chances:
        return []
    said, came, _ = max(chances, key=lambda c: abs(c[1] - c[0]))
    lean = sum((c - s) * n for s, c, n in chances) / sum(n for _, _, n in chances)
    often = "more often" if lean > 0 else "less often"
    return [
        f"Chances are rough. At worst, what was given {round(said)} chances in 100 came {round(came)} times"
        f" in 100; overall, figures went up {often} than we said, by {abs(round(lean))} in 100."
    ]


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
