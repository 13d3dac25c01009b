"""The page about one indicator as HTML: the facts, the neighbours, the definition."""

import datetime as dt
from collections.abc import Sequence

from markupsafe import Markup

from c4eo_core.answers.public.what_is_new import is_overdue
from c4eo_core.answers.standing.curve import Curve
from c4eo_core.answers.standing.in_children import children_words, gap_words, median_words
from c4eo_core.answers.standing.progress import Progress
from c4eo_core.answers.standing.recent_trend import RecentTrend, amount
from c4eo_core.answers.standing.words import (
    LICENCE,
    better_words,
    change_words,
    england_words,
    list_date_words,
    lower_first,
    moved_words,
    neighbours_words,
    plain_figure,
    rank_words,
    value_words,
    with_unit,
)
from c4eo_core.catalogue.choices import NationalIndicator
from c4eo_core.model.display import change, ordinal
from c4eo_core.model.indicator import Indicator
from c4eo_core.model.kinds import Unit
from c4eo_core.model.markup import markup
from c4eo_core.reports.html.pieces import details, marks_key, note_cell, table

_MATCH_WORDS = {
    "direct": "carries on",
    "redefined": "was replaced, with another definition, by",
    "proxy": "has only a stand-in:",
    "none": "has no successor; the nearest is",
}


def key_facts(curve: Curve) -> Markup:
    """Three statistics to stand beside the curve: the latest figure, the trend, and how it compares."""
    p, i, n = curve.progress, curve.indicator, curve.progress.neighbours
    latest = plain_figure(p.value, i) if p.value is not None else "No figure"
    under = "" if p.value is not None else value_words(p)
    if p.value is None and curve.last_available:
        period, value = curve.last_available
        under += f" Last figure: {with_unit(value, i)} in {period.label}."
    children = children_words(p) or gap_words(p)
    lines = _sentences(
        under.rstrip("."),
        children or "",
        median_words(p) or "",
        _changed(p),
        f"the figure is {p.status.value}" if p.status else "",
    )
    trend = p.trend
    middle = f"Their median is {plain_figure(n.median, i)}" if n.median is not None else ""
    england = f"England {plain_figure(p.england, i)}: {england_words(p)}" if p.england is not None else ""
    return markup(
        '<div class="key-facts"><dl>{latest}{trend}{beside}</dl></div>',
        latest=_fact(
            f"Latest, {p.period.label}",
            markup(
                '<span class="big">{n} <small>{unit}</small></span>',
                n=latest,
                unit="" if i.unit is Unit.PERCENTAGE or p.value is None else i.unit_words,
            ),
            lines,
        ),
        trend=_fact("Recent trend", _judged(trend.tone, trend.mark, _trend_head(trend)), _trend_small(trend)),
        beside=_fact(
            "Beside neighbours",
            _judged(*_NEWS.get(p.against_neighbours, ("flat", "")), neighbours_words(p)),
            _sentences(middle, england),
        ),
    )


_NEWS = {"better": ("good", "▲"), "worse": ("bad", "▼")}


def _fact(name: str, head: Markup, small: str) -> Markup:
    return markup(
        '<div><dt>{name}</dt><dd>{head}<span class="said">{small}</span></dd></div>',
        name=name,
        head=head,
        small=small,
    )


def _judged(tone: str, mark: str, words: str) -> Markup:
    if tone == "flat":
        return markup('<span class="plain b">{words}</span>', words=_upper_first(words))
    return markup(
        '<span class="tag {tone}"><i aria-hidden="true">{mark}</i> {words}</span>',
        tone=tone,
        mark=mark,
        words=_upper_first(words),
    )


def _changed(p: Progress) -> str:
    if p.change is None or p.value is None or p.change_from is None:
        return change_words(p)
    return (
        f"{_upper_first(moved_words(p.indicator, p.value - p.change, p.value))} since {p.change_from.label}"
    )


def _upper_first(words: str) -> str:
    return words[:1].upper() + words[1:]


def other_facts(curve: Curve) -> Markup:
    """What a specialist asks next: best neighbour, region, rank and band, and the rule of other tools."""
    p, i = curve.progress, curve.indicator
    n = p.neighbours
    facts = [
        ("Neighbours with a figure", f"{n.with_value} of {len(n.list)}", place_words(curve)),
        ("Best neighbour", plain_figure(n.best, i), f"in {p.period.label}"),
        (p.region.name if p.region else "Region", plain_figure(p.region_value, i), f"in {p.period.label}"),
        (
            "Among all authorities",
            rank_words(p),
            f"band {p.quartile} (A is best)" if p.quartile else "no quartile band",
        ),
        ("Five-year rule of other tools", p.five_years.direction or "too few years", five_year_words(p)),
    ]
    cells = Markup().join(
        markup(
            '<div class="fact"><dt>{name}</dt><dd><span class="big">{big}</span>'
            '<span class="when">{small}</span></dd></div>',
            name=name,
            big=big,
            small=small,
        )
        for name, big, small in facts
    )
    return details("Region, rank and other rules", markup('<dl class="facts">{cells}</dl>', cells=cells))


def _trend_small(trend: RecentTrend) -> str:
    """What stands behind the verdict, a sentence each."""
    if trend.side is None:
        said = trend.words.removeprefix(trend.short).lstrip(":; ")
        return _sentences(said, "" if trend.wider else trend.behind)
    noticed = (
        f"a change of {amount(trend.noticeable, trend.indicator, least=True)} between two figures would"
        " stand out"
        if trend.noticeable is not None
        else ""
    )
    return _sentences(trend.clause.removeprefix("and "), trend.behind, noticed)


def _sentences(*parts: str) -> str:
    return " ".join(f"{_upper_first(part)}." for part in parts if part)


def _trend_head(trend: RecentTrend) -> str:
    """'Very likely worse than in 2018/19', 'No clear trend since 2018/19', 'Too early to say'."""
    if trend.side is None or trend.since is None:
        return trend.short
    return f"{trend.short} {'than in' if trend.side else 'since'} {trend.since.words}"


def five_year_words(p: Progress) -> str:
    """The rule other tools use, beside our own verdict and never in its place."""
    rule = p.five_years
    if rule.direction is None:
        return f"says nothing here: five years in a row are needed, and there are {rule.periods}"
    moved = "" if rule.change is None else f" ({amount(rule.change, p.indicator)} over the five years)"
    return f"{rule.direction}{moved}"


def place_words(curve: Curve) -> str:
    """The place in the eleven, with the warning that it may mean nothing."""
    n, p = curve.progress.neighbours, curve.progress
    if not n.place:
        return "no place among them"
    words = f"{ordinal(n.place)} of {n.placed_of} with its neighbours"
    return words + ("; no clear difference from their median" if p.against_neighbours == "similar" else "")


def neighbours_table(curve: Curve, list_date: str) -> Markup:
    p, i = curve.progress, curve.indicator
    rows = [
        [
            n.area.name,
            n.closeness or ("not on the published list" if p.neighbours.chosen else "not said"),
            plain_figure(n.value, i) if n.value is not None else note_cell(series.notes[-1]),
            difference(n.value, p.value, i),
        ]
        for n, series in zip(p.neighbours.list, curve.neighbours, strict=True)
    ]
    if not rows:
        return markup(
            '<p class="note">No list of statistical neighbours is published for {name}.</p>',
            name=curve.place.name,
        )
    which = (
        f"The {len(rows)} neighbours chosen for {curve.place.name} in the place of the published list of"
        f" {list_date_words(list_date)}"
        if p.neighbours.chosen
        else (
            f"The ten statistical neighbours of {curve.place.name}, nearest first (published list of"
            f" {list_date_words(list_date)})"
        )
    )
    caption = f"{which}; figures for {p.period.label}. {curve.place.name}: {plain_figure(p.value, i)}."
    head = ["Neighbour", "How close a match", p.period.label, f"Difference from {curve.place.name}"]
    missing = (
        series.notes[-1]
        for n, series in zip(p.neighbours.list, curve.neighbours, strict=True)
        if n.value is None
    )
    return table(head, rows, caption, numeric_from=2) + marks_key(missing)


def difference(theirs: float | None, ours: float | None, indicator: Indicator) -> str:
    return change(theirs - ours, indicator) if theirs is not None and ours is not None else "–"


def definition_list(i: Indicator, priority: str, older: Sequence[NationalIndicator]) -> Markup:
    """What it measures, how to read it, where it came from; and what it was called in 2010."""
    span = f"{i.periods[0].label} to {i.periods[-1].label} ({len(i.periods)} periods)"
    link = (
        markup('<a href="{source_link}" rel="noopener">{source_link}</a>', source_link=i.source_link)
        if i.source_link
        else "no link given"
    )
    updated = f"{i.updated:%B %Y}" if i.updated else "not stated"
    rows = [
        ("What it measures", i.definition),
        (
            "How to read it",
            f"{better_words(i)} Shown in {i.unit_words}, to {i.decimals} decimal"
            f" place{'' if i.decimals == 1 else 's'}.",
        ),
        ("Priority", f"{priority}: {i.strand}"),
        ("Years", span),
        (
            "Breaks",
            (
                "; ".join(f"from the year ending {b.from_year}: {lower_first(b.why)}" for b in i.breaks)
                or "none known"
            ),
        ),
        ("Take care", (i.doubt or "nothing known")),
        ("Source", f"{i.source}, updated {updated}; next update {_next_update(i)}"),
        ("Older years", (i.older_source or "none")),
        ("Publisher's page", link),
        ("Source's key", (i.source_key or f"worked out by us: {i.concern} minus {i.reference}")),
        ("Our id", i.id),
        ("Licence", LICENCE),
    ]
    items = Markup().join(
        markup("<div><dt>{name}</dt><dd>{value}</dd></div>", name=name, value=value) for name, value in rows
    )
    return markup('<dl class="definition">{items}</dl>', items=items) + _older_names(older)


def _next_update(indicator: Indicator) -> str:
    """Figures older than their next date say so."""
    late = " (that month is over: newer figures may be out)" if is_overdue(indicator, dt.date.today()) else ""
    return f"{indicator.next_update or 'not stated'}{late}"


def _older_names(older: Sequence[NationalIndicator]) -> Markup:
    lines = Markup().join(
        markup(
            "<li><strong>{ni}</strong> ({lower_first}) {match_words} this indicator. {changed}</li>",
            ni=o.ni,
            lower_first=lower_first(o.title),
            match_words=_MATCH_WORDS[o.match],
            changed=o.changed,
        )
        for o in older
    )
    return (
        markup("<h4>Its National Indicator of 2008 to 2010</h4><ul>{lines}</ul>", lines=lines)
        if lines
        else Markup()
    )
