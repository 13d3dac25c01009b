"""How past baselines did, as tables of the methods page."""

from collections.abc import Iterable, Mapping, Sequence

from markupsafe import Markup

from c4eo_core.answers.desk import Desk
from c4eo_core.answers.public.track_record import IntervalRecord, track_record, years_words
from c4eo_core.catalogue.methods import Measured, measured
from c4eo_core.model.display import number
from c4eo_core.model.markup import markup
from c4eo_core.reports.html.pieces import details, table
from c4eo_core.reports.html.text_tables import text_table


def record(desk: Desk) -> Markup:
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


def _by_years(horizons: Mapping[int, IntervalRecord]) -> Markup:
    rows = [
        (
            years_words(h).capitalize(),
            _rounded(k.error),
            *(_rounded(held.get(level)) for held in (k.held, k.held_then) for level in (50, 80, 95)),
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


def _by_topic(topics: Iterable[tuple[str, Mapping[int, IntervalRecord]]]) -> Markup:
    rows = [
        (
            topic,
            _rounded(kept[1].error),
            *(
                _rounded(getattr(kept[h], which).get(80)) if h in kept else "–"
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
    rows = [(_rounded(said), _rounded(came), f"{n:,}") for said, came, n in chances]
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


def forecasters() -> Markup:
    return _measured(
        measured("forecasters"), "Error at one, two and three years, where the last figure carried on has 100"
    )


def single_series(desk: Desk) -> Markup:
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
    return _rounded(None if x != x else 100 * x)


def _measured(rows: Sequence[Measured], caption: str) -> Markup:
    with_held = any(r.held for r in rows)
    wanted = ("Error", "80 held") if with_held else ("Error",)
    headers = (
        "Tested",
        *(f"{what}, {years}" for what in wanted for years in ("1 year", "2 years", "3 years")),
    )
    return text_table(
        headers, [(r.what, *map(_rounded, r.error), *map(_rounded, r.held or ())) for r in rows], caption
    )


def _rounded(x: float | None) -> str:
    return "–" if x is None else number(x, 0)
