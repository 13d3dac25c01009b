"""How past baselines did, by years ahead and by topic, in words for the methods page."""

from dataclasses import dataclass

import numpy as np

from c4eo_core.answers.desk import Desk
from c4eo_core.projections import LEVELS

_ASKED = 80  # the interval spoken of


_MEANT = "{}, {} and {}".format(*LEVELS)


_PROMISED, _NARROW = 2, 3  # in 100: what an interval may be out by, and when a topic's is called too narrow


@dataclass(frozen=True)
class IntervalRecord:
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

    horizons: dict[int, IntervalRecord]
    topics: tuple[tuple[str, dict[int, IntervalRecord]], ...]
    chances: tuple[tuple[float, float, int], ...]
    words: tuple[str, ...]


def track_record(desk: Desk) -> TrackRecord | None:
    """None for figures whose baselines have not been tested."""
    record = desk.record
    if not record:
        return None
    horizons = _interval_record(record["horizons"])
    topics = [
        (topic.replace("\\", ": "), _interval_record(scores)) for topic, scores in record["topics"].items()
    ]
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


def _interval_record(scores: dict[str, dict]) -> dict[int, IntervalRecord]:
    def one(score: dict) -> IntervalRecord:
        held, then = (
            {int(level): 100 * share for level, share in score.get(which, {}).items() if share is not None}
            for which in ("coverage", "coverage_as_known_then")
        )
        return IntervalRecord(
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


def _error_words(horizons: dict[int, IntervalRecord]) -> list[str]:
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


def _promise_words(horizons: dict[int, IntervalRecord]) -> list[str]:
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


def _then_words(horizons: dict[int, IntervalRecord]) -> list[str]:
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


def _narrow_words(topics: tuple[tuple[str, dict[int, IntervalRecord]], ...]) -> list[str]:
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
