"""At a next visit: has the curve turned since the baselines frozen at the earlier ones?"""

from dataclasses import dataclass

from markupsafe import Markup

from c4eo_core.answers.report.group_lines import group_curve
from c4eo_core.answers.standing.curve import Curve
from c4eo_core.answers.workshop.frozen_baseline import as_forecast, as_note
from c4eo_core.answers.workshop.notes import TurnedCurve as TurnedNote
from c4eo_core.answers.workshop.second_visit import earlier_sessions
from c4eo_core.answers.workshop.turned import Turned, ambition_words, finer, turned_since
from c4eo_core.model.display import figure
from c4eo_core.model.indicator import Indicator
from c4eo_core.model.markup import markup
from c4eo_core.records.kinds import Frozen, TurnedCurve
from c4eo_core.records.rows import Item, of_kind
from c4eo_core.reports.html.pieces import details, table
from pages.cached.curves_of_a_trust import curve_for
from pages.components.curve_with_group_lines import picture
from pages.editing.fields import PREFIX
from pages.session import link, reader, screen
from pages.workshop.turning_the_curve import curves

_ANSWERS = {
    "yes": "▲ Yes, so far",
    "no": "▼ No",
    "not yet known": "◇ Not yet known",
    "cannot be said": "◇ Cannot be said",
}
_RULE = "baseline frozen"


@dataclass(frozen=True)
class Since:
    """One frozen baseline beside what came. ambition: what the room wanted on the same day, if it said so."""

    frozen: Item[Frozen]
    curve: Curve
    turned: Turned
    ambition: Item[TurnedCurve] | None


def section(workshop: Item, only: str = "", drawn: bool = False) -> None:
    """Each earlier frozen baseline of this trust on the workshop's curves, newest first. Nothing at a first
    visit. drawn: the newest of them on the chart too, with the ambition of that day.
    """
    wanted = [only] if only else curves.known_curves(workshop)
    found = [s for f in _frozen_before(workshop, wanted) if (s := _since(f, workshop))]
    if not found:
        return
    pieces = Markup().join(_one(s) for s in found)
    screen.html(
        markup(
            '<section class="turned"><h2>Has the curve turned?</h2>{pieces}</section>',
            pieces=pieces,
        )
    )
    if drawn:
        _on_the_chart(found[0])


def _frozen_before(workshop: Item, wanted: list[str]) -> list[Item[Frozen]]:
    """Of the sessions it goes on from; where it names none, of any other session of the trust."""
    everything = reader.records().items(reader.actor(), workshop.trust)
    chain = {w.id for w in earlier_sessions(workshop, everything)}
    earlier = [
        f
        for f in of_kind(everything, Frozen)
        if f.workshop != workshop.id
        and f.body.indicator in wanted
        and f.body.baseline
        and (not chain or f.workshop in chain)
    ]
    return sorted(earlier, key=lambda f: (f.body.frozen_on, f.position), reverse=True)


def _since(frozen: Item[Frozen], workshop: Item) -> Since | None:
    body, note = frozen.body, as_note(frozen.body)
    if note is None:
        return None
    curve = curve_for(frozen.trust, body.area or workshop.body.area or link.area_code(), body.indicator)
    wanted = reader.records().items(reader.actor(), frozen.trust, TurnedCurve, frozen.workshop)
    ambition = next((a for a in reversed(wanted) if a.body.indicator == body.indicator), None)
    return Since(frozen, curve, turned_since(note, curve), ambition)


def _on_the_chart(since: Since) -> None:
    ambition = since.ambition.body if since.ambition else None
    indicator = since.frozen.body.indicator
    found = group_curve(
        since.curve,
        as_forecast(since.frozen.body, since.curve),
        None,
        TurnedNote(indicator, ambition.values, ambition.basis) if ambition else None,
    )
    picture(found, key=f"{PREFIX}since-curve", rule=_RULE)


def _one(since: Since) -> Markup:
    answer, indicator = since.turned, since.curve.indicator
    ambition = ambition_words(since.ambition.body.values if since.ambition else (), answer, since.curve)
    return markup(
        '<h3>{title} <span class="tag flat">{answer}</span></h3><p class="lead">{verdict} {ambition}</p>'
        "{more}",
        title=indicator.title,
        answer=_ANSWERS.get(answer.answer, answer.answer),
        verdict=answer.verdict,
        ambition=ambition,
        more=details(
            "How this is judged",
            markup("<p>{words}</p>{years}", words=answer.words, years=_years(answer, indicator)),
        ),
    )


def _years(answer: Turned, indicator: Indicator) -> Markup:
    if not answer.years:
        return Markup()
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
    return table(("Period", "Actual", "Expected", "80 % interval", "In words"), rows, caption)
