"""The methods and about pages as plain HTML: chapters, worked examples in words, and tables of what was
counted.
"""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence

from markupsafe import Markup

from c4eo_core.answers.desk import Desk
from c4eo_core.answers.public.methods import (
    closeness,
    counted_differences,
    facts,
    headline_choices,
    ledger,
    month_words,
    national_summary,
    neighbours_of,
)
from c4eo_core.answers.public.old_indicators import MATCH_WORDS
from c4eo_core.catalogue.choices import national_indicators
from c4eo_core.catalogue.methods import Chapter, Rule, chapters
from c4eo_core.model.area import Area
from c4eo_core.model.display import MINUS
from c4eo_core.model.markup import markup
from c4eo_core.reports.html.pieces import details
from c4eo_core.reports.html.text_tables import places_sources, sources_table, text_table, years_left_out_table
from c4eo_core.reports.html.track_record import forecasters, record, single_series

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
        "record": lambda: record(desk),
        "forecasters": forecasters,
        "alone": lambda: single_series(desk),
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
