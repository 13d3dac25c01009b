"""The recent trend in words: how sure, since when, and whether it is the place's own movement."""

from dataclasses import dataclass

from c4eo_core.indicators.recent_trend import LIKELY
from c4eo_core.model.display import rounded, so_many
from c4eo_core.model.indicator import Indicator
from c4eo_core.model.kinds import Unit
from c4eo_core.model.period import Period

_SURE = {2: "very likely", 1: "likely"}
NO_TREND = "no clear trend"
TOO_EARLY = "too early to say"
NO_FIGURE = "no recent figure"
AHEAD = "not judged: the group is ahead"
WIDER = "not worked out for regions and England"


@dataclass(frozen=True)
class RecentTrend:
    """side: 2 very likely better (without a judgement: higher), 1 likely, 0 cannot tell, -1 and -2 for worse,
    None where it is too early to say. since: the period compared with. own_p: probability that the level is
    better than it was; england_p: that it moved for the better by more than England's. noticeable: the change
    between two single figures that would stand out; changed: how far it changed from `first` where it is too
    early. moved: how far the level itself moved. as_elsewhere: over half of all authorities have the same
    clear verdict. figures: how many are used. left_out: why the newest figure is none of them. stale: there
    is no newest figure; wider: a region or the country, of which no trend is worked out; ahead: a gap in
    which the group of concern is in front.
    """

    indicator: Indicator
    side: int | None
    since: Period | None
    own_p: float | None
    england_p: float | None
    noticeable: float | None
    moved: float | None
    as_elsewhere: bool
    figures: int
    first: Period | None = None
    changed: float | None = None
    left_out: str | None = None
    stale: bool = False
    wider: bool = False
    ahead: bool = False

    @property
    def tone(self) -> str:
        """good, bad or flat: only a judged and clear change has a tone."""
        if not self.side or not self.indicator.judged:
            return "flat"
        return "good" if self.side > 0 else "bad"

    @property
    def mark(self) -> str:
        if not self.side:
            return "◇" if self.side == 0 else "…"
        if self.indicator.judged:
            return "▲" if self.side > 0 else "▼"
        return "↗" if self.side > 0 else "↘"

    @property
    def clear(self) -> bool:
        return bool(self.side)

    @property
    def short(self) -> str:
        """For a tag: 'very likely better', 'likely wider', 'no clear trend', 'too early to say'."""
        if self.side is None:
            return self._unsaid
        return f"{_SURE[abs(self.side)]} {self._way}" if self.side else NO_TREND

    @property
    def _unsaid(self) -> str:
        if self.wider:
            return WIDER
        if self.stale:
            return NO_FIGURE
        return AHEAD if self.ahead else TOO_EARLY

    @property
    def _way(self) -> str:
        better, worse = ways(self.indicator)
        return better if (self.side or 0) > 0 else worse

    @property
    def words(self) -> str:
        """The verdict as one phrase, to follow 'trend:' or to stand alone."""
        if self.side is None:
            return self._too_early
        if not self.side:
            return f"{NO_TREND} since {_label(self.since)}{self._beside}"
        return f"{self.short} than in {_label(self.since)}{self._clause}"

    @property
    def clause(self) -> str:
        """Whether the movement is the place's own: without the comma that joins it to the verdict."""
        return (self._clause if self.side else self._beside).lstrip(",; ")

    @property
    def _clause(self) -> str:
        everywhere = ", as nearly everywhere" if self.as_elsewhere else ""
        if self.england_p is None:
            return everywhere
        for_the_better = self.england_p if (self.side or 0) > 0 else 1 - self.england_p
        if for_the_better >= LIKELY:
            return f"{everywhere}, and by more than elsewhere"
        if for_the_better <= 1 - LIKELY + 1e-12:
            return f"{everywhere}, but by less than elsewhere"
        return everywhere or ", as in England"

    @property
    def _beside(self) -> str:
        if self.england_p is None or 1 - LIKELY + 1e-12 < self.england_p < LIKELY:
            return ""
        better, worse = (
            ("moving up against England", "moving down against England")
            if not self.indicator.judged
            else ("gaining on England", "falling behind England")
        )
        return f", {better if self.england_p >= LIKELY else worse}"

    @property
    def _too_early(self) -> str:
        if self._unsaid != TOO_EARLY:
            return self._unsaid
        if self.left_out:
            return f"{TOO_EARLY}: in the newest figures {self.left_out}"
        if self.figures < 2 or self.first is None or self.changed is None:
            since = " comparable" if self.indicator.breaks else ""
            return f"{TOO_EARLY}: {'only one' if self.figures == 1 else 'no'}{since} figure so far"
        if self.noticeable is None:
            return f"{TOO_EARLY}: we do not know how much this figure varies by chance"
        size, least = (
            amount(self.changed, self.indicator),
            amount(self.noticeable, self.indicator, least=True),
        )
        moved = (
            f"it changed by {size}" if rounded(self.changed, self.indicator.decimals) else "it hardly moved"
        )
        so_far = f"{TOO_EARLY}: since {_label(self.first)} {moved}"
        if abs(self.changed) >= self.noticeable:
            return (
                f"{so_far}, more than chance would bring ({least}), but there are only {self.figures} figures"
            )
        return f"{so_far}; {least} or more would have been noticeable"

    @property
    def behind(self) -> str:
        """How many figures the verdict rests on, for the row it stands in."""
        return "from 1 figure" if self.figures == 1 else f"from {self.figures} figures"


def ways(indicator: Indicator) -> tuple[str, str]:
    """The words for a change for the better and for the worse; without a judgement for up and down."""
    if indicator.is_gap:
        return "narrower", "wider"
    return ("better", "worse") if indicator.judged else ("higher", "lower")


def amount(value: float, indicator: Indicator, least: bool = False) -> str:
    """A size of change with its unit, never signed. least: at least one of the last digit."""
    size = rounded(abs(value), indicator.decimals)
    if least and not size:
        size = rounded(10.0**-indicator.decimals, indicator.decimals)
    unit = "percentage points" if indicator.unit is Unit.PERCENTAGE else indicator.unit_words
    if indicator.unit is Unit.MONEY:
        return f"£{size:,}"
    return so_many(size, unit)


def _label(period: Period | None) -> str:
    return period.words if period else "then"


def as_json(trend: RecentTrend) -> dict:
    """The shape the command line prints."""
    return {
        "words": trend.words,
        "since": trend.since.label if trend.since else None,
        "own_p": trend.own_p,
        "england_p": trend.england_p,
        "noticeable": trend.noticeable,
        "as_elsewhere": trend.as_elsewhere,
        "figures": trend.figures,
    }
