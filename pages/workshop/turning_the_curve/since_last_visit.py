"""At a next visit: has the curve turned since the baselines frozen at the earlier ones?"""

from markupsafe import Markup

from c4eo_core.answers.workshop.frozen_baseline import as_note
from c4eo_core.answers.workshop.turned import Turned, finer, turned_since
from c4eo_core.model.display import figure
from c4eo_core.model.indicator import Indicator
from c4eo_core.model.markup import markup
from c4eo_core.records.kinds import Frozen
from c4eo_core.records.rows import Item
from c4eo_core.reports.html.pieces import details, table
from pages.cached.curves_of_a_trust import curve_for
from pages.session import link, reader, screen
from pages.workshop.turning_the_curve import curves

_ANSWERS = {
    "yes": "▲ Yes, so far",
    "no": "▼ No",
    "not yet known": "◇ Not yet known",
    "cannot be said": "◇ Cannot be said",
}


def section(workshop: Item, only: str = "") -> None:
    """Each earlier frozen baseline of this trust on the workshop's curves, newest first. Nothing at a first
    visit.
    """
    wanted = [only] if only else curves.known_curves(workshop)
    held = reader.records().items(reader.actor(), workshop.trust, Frozen)
    earlier = [
        f for f in held if f.workshop != workshop.id and f.body.indicator in wanted and f.body.baseline
    ]
    if not earlier:
        return
    pieces = [
        _one(f, workshop) for f in sorted(earlier, key=lambda f: (f.body.frozen_on, f.position), reverse=True)
    ]
    screen.html(
        markup(
            '<section class="turned"><h2>Has the curve turned?</h2>{pieces}</section>',
            pieces=Markup().join(pieces),
        )
    )


def _one(frozen: Item, workshop: Item) -> Markup:
    curve = curve_for(
        frozen.trust, frozen.body.area or workshop.body.area or link.area_code(), frozen.body.indicator
    )
    answer = turned_since(as_note(frozen.body), curve)
    head = markup(
        '<h3>{title} <span class="tag">{answers}</span></h3>',
        title=curve.indicator.title,
        answers=_ANSWERS.get(answer.answer, answer.answer),
    )
    return markup(
        "{head}<p>{words}</p>{years}",
        head=head,
        words=answer.words,
        years=_years(answer, curve.indicator) if answer.years else Markup(),
    )


def _years(answer: Turned, indicator: Indicator) -> Markup:
    fine = finer(indicator)
    rows = [
        (
            y.period.label,
            figure(y.actual, indicator),
            figure(y.expected, fine),
            f"{figure(y.low, fine)} to {figure(y.high, fine)}",
            y.word,
        )
        for y in answer.years
    ]
    caption = f"{indicator.title}: actuals against the baseline frozen"
    return details(
        "Year by year", table(("Period", "Actual", "Expected", "80 % interval", "In words"), rows, caption)
    )
