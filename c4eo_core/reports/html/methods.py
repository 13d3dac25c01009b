"""The methods and about pages as plain HTML: chapters, worked examples in words, and tables of what was
counted.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence

from markupsafe import Markup

from c4eo_core.answers.desk import Desk
from c4eo_core.answers.public.methods import (
    Kept,
    closeness,
    counted_differences,
    facts,
    headline_choices,
    ledger,
    month_words,
    national_summary,
    neighbours_of,
    track_record,
    years_words,
)
from c4eo_core.answers.public.old_indicators import MATCH_WORDS
from c4eo_core.catalogue.choices import national_indicators
from c4eo_core.catalogue.methods import Chapter, Measured, Rule, chapters, measured
from c4eo_core.model.area import Area
from c4eo_core.model.display import MINUS, number
from c4eo_core.model.markup import markup
from c4eo_core.reports.html.pieces import details, table
from c4eo_core.reports.html.text_tables import places_sources, sources_table, text_table, years_left_out_table

# How the short keys and marks of the worked examples are said.
_KEYS = {
    "of": "out of",
    "england": "England",
    "against_england": "against England",
    "level": "how sure, in per cent",
    "with_value": "neighbours with a figure",
    "mean": "average",
    "median": "middle one",
    "placed_of": "counted in the place",
    "own": "own figure",
    "chi_squared": "chi-squared",
    "label": "year as published",
    "shown": "shown as",
    "to": "up to",
    "cuts": "lowest, cuts, highest",
    "others_up_to": "others have figures up to",
    "counted_anew_from": "counted in a new way from",
    "value": "figure",
    "four_in_five": "80% likely between",
    "current_reach": "reached already",
    "works": "chance that it works",
    "half_life": "halves every so many years",
    "floor": "share that stays",
    "lag": "years until a first effect",
    "ramp": "years from first to full effect",
    "start": "starts after so many years",
    "ends": "paid for until year",
    "own_p": "chance that it is better (or higher) than it was",
    "england_p": "the same against England",
    "figures": "figures",
    "overlap": "share reached by all",
    "country": "England",
}
_RANGES = ("four_in_five",)
_WHOLE = {
    ("gap", "True"): "the size of a gap",
    ("polarity", "high"): "high is good",
    ("polarity", "low"): "low is good",
    ("polarity", "none"): "neither is better",
    ("unit", "sd"): "in standard deviations",
    ("unit", "relative"): "as a share of the figure",
    ("year_type", "academic"): "a school year",
    ("year_type", "financial"): "a financial year",
    ("year_type", "calendar"): "a calendar year",
    ("year_type", "january"): "counted in January",
    ("year_type", "september"): "counted in September",
    ("year_type", "annual"): "counted at the end of March",
}
_MARKS = {
    "c": "hidden",
    "z": "does not apply",
    "x": "not available",
    "low": "rounds to nought",
    "u": "unreliable",
    "w": "not published",
}


def methods_body(desk: Desk, area: Area) -> Markup:
    known = facts(desk)
    live = {
        "differences": lambda: _differences(desk),
        "headlines": lambda: _headlines(desk),
        "ledger": lambda: _ledger(desk),
        "neighbours": lambda: _neighbours(desk, area),
        "sources": lambda: (
            sources_table(desk.figures.manifest["origins"], "Files of figures") + places_sources()
        ),
        "record": lambda: _record(desk),
        "forecasters": _forecasters,
        "alone": lambda: _alone(desk),
        "left_out": lambda: years_left_out_table(desk),
    }
    return _contents(chapters("chapters")) + Markup().join(
        _chapter(c, known, live) for c in chapters("chapters")
    )


def about_body(desk: Desk, notice: str | None, of: Sequence[Chapter] | None = None) -> Markup:
    known = facts(desk)
    live = {"national": _national, "version": lambda: _version(known, notice)}
    return Markup().join(_chapter(c, known, live) for c in of or chapters("about"))


def _contents(of: tuple[Chapter, ...]) -> Markup:
    links = Markup().join(markup('<li><a href="#{id}">{title}</a></li>', id=c.id, title=c.title) for c in of)
    return markup('<nav aria-label="On this page"><ul class="contents">{links}</ul></nav>', links=links)


def _chapter(chapter: Chapter, known: Mapping[str, str], live: Mapping[str, Callable[[], str]]) -> Markup:
    parts = [markup("<p>{format_map}</p>", format_map=text.format_map(known)) for text in chapter.text]
    if chapter.items:
        kind = "ol" if chapter.numbered else "ul"
        parts.append(
            markup(
                "<{kind}>{items}</{kind}>",
                kind=kind,
                items=Markup().join(
                    markup("<li>{format_map}</li>", format_map=item.format_map(known))
                    for item in chapter.items
                ),
            )
        )
    parts += [_rule(r) for r in chapter.rules]
    parts += [live[chapter.live]()] if chapter.live else []
    return markup(
        '<section class="chapter"><h2 id="{id}">{title}</h2>{parts}</section>',
        id=chapter.id,
        title=chapter.title,
        parts=Markup().join(parts),
    )


def _rule(rule: Rule) -> Markup:
    rows = [(worded(e.given), worded(e.gives), e.because) for e in rule.examples]
    examples = text_table(("Given", "We show", "Because"), rows, f"{rule.title}: worked examples")
    n = len(rows)
    return markup("<h3>{title}</h3><p>{rule}</p>", title=rule.title, rule=rule.rule) + details(
        f"{n} worked examples, run as tests", examples
    )


def worded(entry: Mapping[str, object]) -> str:
    """A worked example's input or result as a line of words."""
    return "; ".join(_part(str(key), value) for key, value in entry.items())


def _part(key: str, value: object) -> str:
    if isinstance(key, str) and isinstance(value, str) and (key, value) in _WHOLE:
        return _WHOLE[key, value]
    if key in _RANGES and isinstance(value, list):
        return f"{_key(key)} {' and '.join(map(_said, value))}"
    return f"{_key(key)}: {_said(value)}"


def _key(key: object) -> str:
    return _KEYS.get(str(key), str(key).replace("_", " "))


def _said(value: object) -> str:
    if value is None:
        return "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        return ", ".join(_pair(k, v) for k, v in value.items()) or "none"
    if isinstance(value, list):
        return ", ".join(map(_said, value))
    if isinstance(value, dt.date):
        return f"{value.day} {value:%B %Y}"
    if isinstance(value, int | float):
        return str(value).replace("-", MINUS)
    return _MARKS.get(str(value), str(value))


def _pair(key: object, value: object) -> str:
    if isinstance(key, str) and isinstance(value, str) and (key, value) in _WHOLE:
        return _WHOLE[key, value]
    return f"{_key(key)} ({_said(value)})" if isinstance(value, dict) else f"{_key(key)} = {_said(value)}"


def _differences(desk: Desk) -> Markup:
    rows = [
        (d.difference.what, d.difference.tool, d.difference.ours, d.difference.why, d.today)
        for d in counted_differences(desk)
    ]
    return text_table(
        ("Point", "The tool", "Here", "Why", "Today it matters for"),
        rows,
        "How our reading differs from the tool's",
    )


def _headlines(desk: Desk) -> Markup:
    rows = [(h.title, h.priority, h.why) for h in headline_choices(desk.figures)]
    return details(
        "Every headline and why it was chosen", text_table(("Headline", "Priority", "Why"), rows, "Headlines")
    )


def _ledger(desk: Desk) -> Markup:
    rows = [(line.what, line.act, f"{line.count:,}", line.why) for line in ledger(desk.figures)]
    all_of_it = text_table(("What", "Act", "Figures", "Why"), rows, "What was dropped, mended or is doubtful")
    return details(f"All {len(rows)} entries", all_of_it)


def _neighbours(desk: Desk, area: Area) -> Markup:
    figures = desk.figures
    counted = [(w, f"{n:,}") for w, n in closeness(figures)]
    words = text_table(
        ("How close, in the publisher's words", "Neighbours"),
        counted,
        "How close neighbours are, all lists together",
    )
    around = neighbours_of(figures, area)
    own = text_table(
        ("Neighbour", "How close"),
        around,
        f"Neighbours of {area.name}, nearest first, {month_words(figures.neighbour_date)}",
    )
    return words + (details(f"The list for {area.name}", own) if around else Markup())


def _record(desk: Desk) -> Markup:
    found = track_record(desk)
    if found is None:
        return Markup("<p>These figures were built without the test, so there is no record to show yet.</p>")
    words = Markup().join(markup("<li>{w}</li>", w=w) for w in found.words)
    return (
        markup("<ul>{words}</ul>", words=words)
        + _by_years(found.horizons)
        + _by_topic(found.topics)
        + _chances(found.chances)
        + _earlier()
    )


def _by_years(horizons: Mapping[int, Kept]) -> Markup:
    rows = [
        (
            years_words(h).capitalize(),
            _whole(k.error),
            *(_whole(held.get(level)) for held in (k.held, k.held_then) for level in (50, 80, 95)),
            f"{k.values:,}",
        )
        for h, k in horizons.items()
    ]
    inside = ("50 held", "80 held", "95 held")
    headers = ("How far ahead", "Error", *inside, *(f"{level}, as known then" for level in inside), "Figures")
    caption = (
        "Error where the last figure carried on has 100; of 100 figures how many lay inside each interval"
        " with the widths in use, learnt from the other indicators over the same years, and with widths that"
        " could be known at the time"
    )
    return text_table(headers, rows, caption)


def _by_topic(topics: Iterable[tuple[str, Mapping[int, Kept]]]) -> Markup:
    rows = [
        (
            topic,
            _whole(kept[1].error),
            *(
                _whole(getattr(kept[h], which).get(80)) if h in kept else "–"
                for which in ("held", "held_then")
                for h in (1, 2, 3)
            ),
            f"{kept[1].values:,}",
        )
        for topic, kept in topics
    ]
    years = ("1 year", "2 years", "3 years")
    headers = (
        "Topic",
        "Error, 1 year",
        *(f"80 held, {y}" for y in years),
        *(f"As known then, {y}" for y in years),
        "Figures, 1 year",
    )
    caption = (
        "By topic: error, and of 100 figures those inside the 80 interval, with the widths in use and as"
        " known then"
    )
    return details(f"The record of each of the {len(rows)} topics", table(headers, rows, caption))


def _chances(chances: Iterable[tuple[float, float, int]]) -> Markup:
    rows = [(_whole(said), _whole(came), f"{n:,}") for said, came, n in chances]
    caption = "Chance given that a figure would be higher than the last one, and how often it was, in 100"
    return details(
        "Did what we called likely come true?", table(("We said", "It came", "How often said"), rows, caption)
    )


def _earlier() -> Markup:
    caption = (
        "The same test in earlier years: error at one, two and three years, and of 100 figures those inside"
        " the four-in-five interval"
    )
    return _measured(measured("earlier"), caption)


def _forecasters() -> Markup:
    return _measured(
        measured("forecasters"), "Error at one, two and three years, where the last figure carried on has 100"
    )


def _alone(desk: Desk) -> Markup:
    """How baselines of published series did when each was taken alone, and when it was cut short besides."""
    tested = [(years_words(years).capitalize(), score) for years, score in desk.lessons.horizons.items()]
    tested += [
        (f"A year ahead from {points} {'figure' if points == 1 else 'figures'}", s)
        for points, s in desk.lessons.short.items()
    ]
    rows = [
        (
            what,
            _share(s.relative_mae),
            *(
                _share(held[level])
                for held in (s.coverage, s.coverage_as_known_then)
                for level in (50, 80, 95)
            ),
            f"{s.values:,}",
        )
        for what, s in tested
    ]
    inside = ("50 held", "80 held", "95 held")
    headers = ("How far ahead", "Error", *inside, *(f"{level}, as known then" for level in inside), "Figures")
    caption = (
        "Published series, each taken alone. Error where the last figure carried on has 100; of 100 figures"
        " how many lay inside each interval, its width learnt from other indicators over the same years, and"
        " with widths that could be known at the time"
    )
    return text_table(headers, rows, caption)


def _share(x: float) -> str:
    return _whole(None if x != x else 100 * x)


def _measured(rows: Sequence[Measured], caption: str) -> Markup:
    with_held = any(r.held for r in rows)
    wanted = ("Error", "80 held") if with_held else ("Error",)
    headers = (
        "Tested",
        *(f"{what}, {years}" for what in wanted for years in ("1 year", "2 years", "3 years")),
    )
    return text_table(
        headers, [(r.what, *map(_whole, r.error), *map(_whole, r.held or ())) for r in rows], caption
    )


def _whole(x: float | None) -> str:
    return "–" if x is None else number(x, 0)


def _national() -> Markup:
    summary = [(words, str(n)) for words, n in national_summary()]
    rows = [
        (f"{n.ni} {n.title}{'' if n.checked else ' (title unchecked)'}", n.now, MATCH_WORDS[n.match])
        for n in national_indicators()
    ]
    everything = text_table(
        ("Then", "Nearest now", "How close a match"), rows, "National Indicators for children, 2008 to 2010"
    )
    return text_table(
        ("How close a match today's figure is", "Old indicators"), summary, "The old indicators for children"
    ) + details("The whole list", everything)


def _version(known: Mapping[str, str], notice: str | None) -> Markup:
    fresh = (
        "The newest file behind these figures was published, and the figures were built, within the last"
        " twelve months."
    )
    lines = (
        (
            f"App version {known['version']}. Figures built on {known['built']}, edition"
            f" {known['figures_version']}."
        ),
        notice or fresh,
    )
    return Markup().join(markup("<p>{line}</p>", line=line) for line in lines)
