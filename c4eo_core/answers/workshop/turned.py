"""Has the curve turned? New figures against a baseline frozen on the day of the workshop
(methods: targets).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from c4eo_core.answers.forecasts.words import between_words
from c4eo_core.answers.standing.curve import Curve
from c4eo_core.answers.standing.words import size_words, with_unit
from c4eo_core.answers.workshop.notes import Frozen
from c4eo_core.model.gap_size import size_of, span_of
from c4eo_core.model.indicator import Break, Indicator
from c4eo_core.model.kinds import Polarity, Status
from c4eo_core.model.known import known as here
from c4eo_core.model.period import Period
from c4eo_core.model.text import day_words
from c4eo_core.projections import has_turned

CHANCE = (
    "By chance alone a figure lies beyond its interval on the good side about one time in ten, so look again"
    " at the next one."
)


@dataclass(frozen=True)
class Since:
    """One year since. word: better, as expected, worse, higher, lower, or why it cannot be said: no figure,
    redefined. Figures of a gap are sizes.
    """

    period: Period
    actual: float | None
    expected: float
    low: float
    high: float
    word: str


@dataclass(frozen=True)
class Turned:
    """years: those with a frozen baseline that the source has reached, oldest first; answer: yes, no, not yet
    known or cannot be said; words: one or two sentences; verdict: the answer in one sentence."""

    indicator: str
    frozen_on: str
    years: tuple[Since, ...]
    answer: str
    words: str
    verdict: str = ""


def turned_since(frozen: Frozen, curve: Curve) -> Turned:
    origin = max(
        (year for year, value in frozen.history if value is not None), default=frozen.baseline[0][0] - 1
    )
    redefined = next((b for b in curve.breaks if b.from_year > origin), None)
    values = {p.end.year: (p, v) for p, v in zip(curve.periods, curve.area.values, strict=True)}
    years = tuple(
        Since(
            values[year][0],
            values[year][1],
            middle,
            low,
            high,
            _word(curve, redefined, *values[year], middle, low, high),
        )
        for year, middle, low, high in frozen.baseline
        if year in values
    )
    answer, words = _answer(frozen, curve, years, redefined)
    verdict = _verdict(frozen, curve.indicator, years, answer, words)
    shown = tuple(_in_sizes(y, curve.indicator) for y in years)
    return Turned(frozen.indicator, frozen.frozen_on, shown, answer, words, verdict)


def _in_sizes(year: Since, indicator: Indicator) -> Since:
    low, high = span_of(year.low, year.high, indicator)
    expected = abs(year.expected) if indicator.is_gap else year.expected
    return replace(year, actual=size_of(year.actual, indicator), expected=expected, low=low, high=high)


def _judged(years: tuple[Since, ...]) -> list[Since]:
    return [y for y in years if y.word not in ("no figure", "redefined")]


def _verdict(frozen: Frozen, indicator: Indicator, years: tuple[Since, ...], answer: str, words: str) -> str:
    """One sentence: the answer, the newest figure, and what was expected of it."""
    judged = _judged(years)
    if not judged:
        return f"{answer.capitalize()}: {words[0].lower()}{words[1:]}"
    last, fine = judged[-1], finer(indicator)
    expected = f"{between_words(last.low, last.high, fine)}, as expected if nothing had changed since"
    figure = f"{with_unit(last.actual, indicator)} in {last.period.label}"
    side = {
        "as expected": f"lies between {expected}",
        "better": f"is better than anything between {expected}",
        "worse": f"is worse than anything between {expected}",
    }.get(last.word, f"is {last.word} than anything between {expected}")
    opening = {"yes": "Yes, so far", "no": "No"}.get(answer, answer.capitalize())
    return f"{opening}: {figure} {side} {day_words(frozen.frozen_on)}."


def ambition_words(ambition: Sequence[tuple[int, float]], turned: Turned, curve: Curve) -> str:
    """How the newest figure stands to what the room wanted; "" where it wanted nothing. ambition: (end year,
    value).
    """
    if not ambition:
        return ""
    i, wanted = curve.indicator, dict(ambition)
    last = next((y for y in reversed(_judged(turned.years)) if y.period.end.year in wanted), None)
    if last is None:
        year, value = ambition[-1]
        return f"The ambition is {size_words(value, i)} by {year}."
    goal = wanted[last.period.end.year]
    words = f"The ambition for {last.period.label} was {size_words(goal, i)}"
    if i.polarity is Polarity.NONE:
        return f"{words}."
    actual = last.actual or 0.0  # a judged year has a figure
    actual = abs(actual) if i.is_gap else actual
    goal = abs(goal) if i.is_gap else goal
    reached = actual <= goal if i.is_gap or i.polarity is Polarity.LOW else actual >= goal
    return f"{words}: {'reached' if reached else 'not reached'}."


def _word(
    curve: Curve,
    redefined: Break | None,
    period: Period,
    actual: float | None,
    middle: float,
    low: float,
    high: float,
) -> str:
    if redefined and period.end.year >= redefined.from_year:
        return "redefined"
    if actual is None:
        return "no figure"
    i = curve.indicator
    if i.is_gap:
        actual, middle, (low, high) = abs(actual), abs(middle), span_of(low, high, i)
    word = str(
        has_turned([actual], [middle], [low], [high], i.polarity is not Polarity.LOW and not i.is_gap).word[0]
    )
    return {"better": "higher", "worse": "lower"}.get(word, word) if i.polarity is Polarity.NONE else word


def _answer(
    frozen: Frozen, curve: Curve, years: tuple[Since, ...], redefined: Break | None
) -> tuple[str, str]:
    day, i = day_words(frozen.frozen_on), curve.indicator
    judged = _judged(years)
    if not judged:
        if redefined and years:
            why = (
                f"the definition changed since ({redefined.why.rstrip('.')}), so new figures and the baseline"
                " cannot be compared"
            )
            return "cannot be said", f"The baseline was frozen on {day}; {why}."
        return (
            "not yet known",
            (
                f"The baseline was frozen on {day}, after {frozen.origin}; no newer figure has been published"
                " yet."
            ),
        )
    last = judged[-1]
    fine = finer(i)
    beside = (
        f"{with_unit(last.expected, fine)}, 80% likely between {between_words(last.low, last.high, fine)}"
    )
    facts = (
        f"{last.period.label}: {with_unit(last.actual, i)}. Left to itself it was expected to be {beside}"
        f" (baseline frozen on {day})."
    )
    if last.period.status is Status.PROVISIONAL:
        facts += " The new figure is provisional."
    answer, verdict = {
        "better": ("yes", "Better than it would have been." + _slowed(frozen, curve, last)),
        "worse": ("no", "Worse than it would have been."),
        "as expected": ("not yet known", "As expected if nothing changed: the curve has not visibly turned."),
    }.get(
        last.word,
        ("cannot be said", f"{last.word.capitalize()} than it would have been; neither is better in itself."),
    )
    return answer, " ".join(filter(None, (verdict, facts, CHANCE if last.word == "better" else "")))


def finer(indicator: Indicator) -> Indicator:
    """Baselines and their ends are shown to one decimal more, so that a figure just past an end is seen to be
    past it.
    """
    return replace(indicator, decimals=indicator.decimals + 1)


def _slowed(frozen: Frozen, curve: Curve, last: Since) -> str:
    """To slow a decline counts, and is said."""
    known = [v for _, v in frozen.history if v is not None]
    if not known:
        return ""
    i = curve.indicator
    actual = here(last.actual)
    then, now = (abs(known[-1]), abs(actual)) if i.is_gap else (known[-1], actual)
    declined = now < then if i.polarity is Polarity.HIGH and not i.is_gap else now > then
    return " It still went the wrong way, but by less than expected, and that counts." if declined else ""
