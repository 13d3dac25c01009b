"""Answers in plain sentences: what a director can read aloud and a screen reader can speak."""

from c4eo_core.answers.standing.curve import Curve
from c4eo_core.answers.standing.progress import Progress
from c4eo_core.indicators.standing import MIN_NEIGHBOURS
from c4eo_core.model.display import change, figure, ordinal, rounded, so_many
from c4eo_core.model.gap_size import is_ahead
from c4eo_core.model.indicator import Indicator
from c4eo_core.model.kinds import Note, Polarity, Unit
from c4eo_core.model.local_indicator import LocalIndicator

SMALL_NUMBERS = "small numbers"
_SIDES = {"similar": "no clear difference"}
_GAP_SIDES = {"better": "smaller gap", "worse": "wider gap"}
LICENCE = "Open Government Licence v3.0"
_MONTHS = (
    "",
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


def value_words(p: Progress) -> str:
    """'64.2% in 2024/25', or why there is none."""
    if p.value is None:
        if p.area.began and p.period.end.isoformat() < p.area.began:
            return f"No figure for {p.period.label}: this council began in {_month(p.area.began)}."
        return f"No figure for {p.period.label}: {p.note.words if p.note else 'not available'}."
    return f"{with_unit(p.value, p.indicator)} in {p.period.label}"


def _month(day: str) -> str:
    return f"{_MONTHS[int(day[5:7])]} {day[:4]}"


def plain_figure(value: float | None, indicator: Indicator) -> str:
    """The figure without its unit; a gap as its size, in whichever direction it lies: '27 behind'."""
    if value is None or not indicator.is_gap:
        return figure(value, indicator)
    size = rounded(abs(value), indicator.decimals)
    return f"{size:,} {gap_side(value, indicator)}" if size else f"{size:,}"


def gap_side(value: float, indicator: Indicator) -> str:
    return "ahead" if is_ahead(value, indicator) else "behind"


def with_unit(value: float | None, indicator: Indicator) -> str:
    """The figure as it stands in a sentence: 'a gap of 20.1 percentage points', '31.4 points', '154 per
    100,000 …'.
    """
    if value is None:
        return "no figure"
    if indicator.is_gap:
        size = rounded(abs(value), indicator.decimals)
        return f"{so_many(size, indicator.unit_words)} {gap_side(value, indicator)}" if size else "no gap"
    text = figure(value, indicator)
    if indicator.unit in (Unit.PERCENTAGE, Unit.MONEY, Unit.COUNT):
        return text
    return f"{text} {indicator.unit_words}" if indicator.unit is Unit.RATE else text


def size_words(value: float | None, indicator: Indicator) -> str:
    """As in a sentence; a gap without the side it lies on, for a goal, which is a size."""
    return with_unit(value, indicator).removesuffix(" ahead").removesuffix(" behind")


def trend_words(p: Progress) -> str:
    """'very likely better than in 2021/22, and by more than elsewhere', or why nothing can be said."""
    return p.trend.words


def moved_words(indicator: Indicator, earlier: float, later: float) -> str:
    """A change as it is meant: with its sign, or for a gap how much wider or narrower."""
    if not indicator.is_gap:
        return change(later - earlier, indicator)
    size = abs(later) - abs(earlier)
    return (
        f"{rounded(abs(size), indicator.decimals)} {'wider' if size > 0 else 'narrower'}"
        if rounded(size, indicator.decimals)
        else "the same"
    )


def change_words(p: Progress) -> str:
    if p.change is None or p.value is None or p.change_from is None:
        return "no comparable year before"
    if rounded(p.change, p.indicator.decimals) == 0:
        return f"unchanged since {p.change_from.label}"
    return f"{moved_words(p.indicator, p.value - p.change, p.value)} since {p.change_from.label}"


def neighbours_words(p: Progress) -> str:
    """Against the neighbours' median; a place only where the difference is more than
    year-to-year variation.
    """
    n = p.neighbours
    if n.chosen and 0 < len(n.list) < MIN_NEIGHBOURS:
        return f"only {len(n.list)} neighbours chosen, too few for a median"
    if n.median is None:
        if p.indicator.local and not n.list:
            return "not compared: no figures of neighbours came with this series"
        return (
            f"only {n.with_value} of {len(n.list)} neighbours have a figure"
            if n.list
            else "no neighbours listed"
        )
    if p.value is None:
        return f"neighbours' median {plain_figure(n.median, p.indicator)}"
    words = f"{side_words(p.against_neighbours, p.indicator)}{_than('neighbours', p.against_neighbours)}"
    if p.against_neighbours in ("better", "worse") and n.place:
        words += f", {ordinal(n.place)} of {n.placed_of}"
    return words + (f"; {SMALL_NUMBERS}" if p.small else "")


def side_words(side: str, indicator: Indicator) -> str:
    """What a comparison found: 'better', for a gap 'smaller gap', 'no clear difference', 'not compared'."""
    if indicator.is_gap and side in _GAP_SIDES:
        return _GAP_SIDES[side]
    return _SIDES.get(side, side)


def _than(whom: str, side: str) -> str:
    return {"similar": f" from {whom}", "not compared": f" with {whom}"}.get(side, f" than {whom}")


def england_words(p: Progress) -> str:
    if p.indicator.local and p.england is None:
        return "not compared: no figure of England came with this series"
    if p.england is None or p.value is None:
        return "not compared with England"
    side = p.against_england
    return f"{side_words(side, p.indicator)}{_than('England', side)}"


def rank_words(p: Progress) -> str:
    if p.indicator.local:
        return "not ranked: a local series, which other authorities do not have"
    if p.rank is None:
        return (
            "not ranked"
            if p.indicator.polarity is not Polarity.NONE
            else "not ranked: neither high nor low is better"
        )
    return f"{ordinal(p.rank)} of {p.ranked}"


def alt_words(curve: Curve) -> str:
    """One sentence that stands for the picture."""
    p, values = curve.progress, curve.area.values
    known = [(period, v) for period, v in zip(curve.periods, values, strict=True) if v is not None]
    if not known:
        return f"{curve.place.name}: no figures for {lower_first(curve.indicator.title)}."
    (first, a), (last, b) = known[0], known[-1]
    i = curve.indicator
    parts = [
        (
            f"{curve.place.name}, {lower_first(i.title)}: from {with_unit(a, i)} in {first.label} to"
            f" {with_unit(b, i)} in {last.label}"
        ),
        f"trend: {trend_words(p)}",
    ]
    if p.neighbours.median is not None:
        whose = (
            "the median of the neighbours chosen by the trust"
            if p.neighbours.chosen
            else "the neighbours' median"
        )
        parts.append(f"{whose} is {with_unit(p.neighbours.median, i)}")
    if p.england is not None:
        parts.append(f"England {with_unit(p.england, i)}")
    return "; ".join(parts) + "."


def gap_words(curve: Curve) -> str | None:
    """Which line moved when the gap moved."""
    move = curve.gap_move
    if move is None or curve.gap_from is None:
        return None
    i = curve.indicator
    since = curve.gap_from.label
    concern, reference = (lower_first(s.name) for s in curve.parts)
    moves = f"{concern} {change(move.concern, i)}, {reference} {change(move.reference, i)}"
    if move.by_levelling_down:
        return (
            f"Careful: since {since} the gap narrowed while the group behind did not gain: the other group"
            f" fell ({moves})."
        )
    if rounded(move.size, i.decimals) == 0:
        return f"Since {since} the gap stayed the same ({moves})."
    return f"Since {since} the gap {'narrowed' if move.narrowed else 'widened'} ({moves})."


def source_words(indicator: Indicator) -> str:
    if isinstance(indicator, LocalIndicator):
        return local_source_words(indicator)
    when = f", updated {indicator.updated:%B %Y}" if indicator.updated else ""
    older = f" Older years: {indicator.older_source}." if indicator.older_source else ""
    return f"Source: {indicator.source}{when}.{older} {LICENCE}."


def local_source_words(indicator: LocalIndicator) -> str:
    """Whose a local series is, where it comes from and since when; it carries no licence to publish."""
    day = f" on {indicator.came_on.day} {indicator.came_on:%B %Y}" if indicator.came_on else ""
    kind = "a local copy of published figures" if indicator.official else "local, unpublished"
    return f"Source: {indicator.source} ({kind}). Brought in by {indicator.whose}{day}; not for publication."


def local_words(curve: Curve) -> str | None:
    """Under every curve of a local series: whose it is, where from, since when, what was hidden."""
    i = curve.indicator
    if not isinstance(i, LocalIndicator):
        return None
    day = f"It came on {i.came_on.day} {i.came_on:%B %Y}." if i.came_on else "Nobody has said when it came."
    what = (
        "a copy of published figures that its own trust brought in"
        if i.official
        else "a local, unpublished series"
    )
    hidden = sum(n is Note.SUPPRESSED for n in curve.area.notes)
    shown = {0: "no figure is hidden", 1: "one figure is hidden"}.get(hidden, f"{hidden} figures are hidden")
    small = {
        "own word": (
            "No counts came with it, so whether few children stand behind a figure rests on the word of"
            " whoever brought it in"
        ),
        "published": "Small numbers were hidden by whoever published it",
    }.get(i.assured, f"Counts from 1 to {i.threshold - 1} were hidden before anything was kept")
    whose = f"it belongs to {i.whose} and is shown to nobody else"
    return f"This is {what}: {whose}. Source: {i.source.rstrip('.')}. {day} {small}; {shown}."


def licence_words(indicator: Indicator) -> str:
    return "None: a trust's own figures, not for publication" if indicator.local else LICENCE


def better_words(indicator: Indicator) -> str:
    if indicator.is_gap:
        return "A smaller gap is better."
    return {
        Polarity.HIGH: "Higher is better.",
        Polarity.LOW: "Lower is better.",
        Polarity.NONE: "Neither high nor low is better in itself.",
    }[indicator.polarity]


def listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + " and " + words[-1]


def lower_first(text: str) -> str:
    """For joining into a sentence; names and abbreviations keep their capital."""
    head = text.split(" ", 1)[0]
    return text if len(head) > 1 and head[1:].lower() != head[1:] else text[:1].lower() + text[1:]


def list_date_words(date: str) -> str:
    """'2025-05' → 'May 2025'."""
    year, month = date.split("-")
    return f"{_MONTHS[int(month)]} {year}".strip()


ATTRIBUTION = "Contains public sector information licensed under the Open Government Licence v3.0."
