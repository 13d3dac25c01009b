"""The what-if panel as HTML tables and as rows for a file. Every text, also what somebody typed, is escaped
here.
"""

from collections.abc import Sequence

from markupsafe import Markup

from c4eo_core.answers.forecasts.in_sizes import years_in_sizes
from c4eo_core.answers.forecasts.shape import Ahead
from c4eo_core.answers.scenarios.scenario import LABEL
from c4eo_core.answers.scenarios.what_if import NamedScenario, WhatIf
from c4eo_core.answers.scenarios.what_if_form import BEST, MEDIAN, years_of
from c4eo_core.answers.scenarios.what_if_sentences import in_hundred
from c4eo_core.answers.workshop.effect_words import size_words
from c4eo_core.catalogue.effects import Effect, size_of
from c4eo_core.model import gap_size
from c4eo_core.model.display import figure, number, span
from c4eo_core.model.indicator import Indicator
from c4eo_core.model.markup import markup
from c4eo_core.model.problem import Problem
from c4eo_core.reports.html.pieces import details, table
from c4eo_core.reports.html.text_tables import text_table

BANNER = "Illustration, not a forecast of a programme."
_WHO = {MEDIAN: "neighbours' median", BEST: "neighbours' top quartile"}
RECORD_COLUMNS = (
    "area_code",
    "area",
    "indicator",
    "period",
    "note",
    "baseline",
    "baseline_80_low",
    "baseline_80_high",
    "with_actions",
    "with_actions_80_low",
    "with_actions_80_high",
    "effect",
    "effect_80_low",
    "effect_80_high",
    "pace_to_goal",
)


def banner() -> Markup:
    return markup(
        '<p class="whatif-banner"><strong>{banner}</strong> It shows what would follow if an action worked'
        " here as it did where it was measured. Nobody has promised that it will.</p>",
        banner=BANNER,
    )


def sentences_html(answer: WhatIf) -> Markup:
    lines = Markup().join(markup("<li>{s}</li>", s=s) for s in answer.sentences)
    return markup('<ul class="sentences brief">{lines}</ul>', lines=lines)


def problems_html(problems: Sequence[Problem]) -> Markup:
    """What was found, what was expected, what to do; the rest of the answer stands without it."""
    if not problems:
        return Markup()
    lines = Markup().join(
        markup(
            "<li><strong>{where}</strong>: {found} Expected: {expected} What to do: {do}</li>",
            where=p.where,
            found=p.found,
            expected=p.expected,
            do=p.do,
        )
        for p in problems
    )
    return markup(
        '<div class="whatif-wrong" role="alert"><p>Left out until it is mended; nothing you typed is'
        " lost.</p><ul>{lines}</ul></div>",
        lines=lines,
    )


def figures_table(answer: WhatIf) -> Markup:
    """The same figures as the chart, a row a year."""
    i, acted = answer.forecast.indicator, bool(answer.scenario.actions)
    headers = ["Period", "If nothing changes", "80 % interval"]
    headers += ["With these actions", "80 % interval", "Effect alone", "80 % interval"] if acted else []
    headers += ["Pace to the goal"] if answer.turned else []
    paces = answer.turned or [None] * len(answer.forecast.baseline)
    rows = []
    for without, with_them, effect, pace in zip(
        answer.forecast.baseline, answer.scenario.years, answer.scenario.effect, paces, strict=True
    ):
        row = [without.period.label, figure(without.median, i), _interval(without, i)]
        row += (
            [figure(with_them.median, i), _interval(with_them, i), *_effect_cells(effect, i)] if acted else []
        )
        rows.append(row + ([figure(pace, i)] if answer.turned else []))
    side = "narrower" if i.is_gap else "better"
    caption = f"{i.short}, {answer.forecast.area.name}: {BANNER[:-1].lower()}. An effect above 0 is {side}."
    if any(a.action.works < 1 for a in answer.scenario.actions):
        caption += (
            " The curve allows for the chance that an action does not work, so it may move less than the"
            " middle of the effect."
        )
    return details("The same figures as a table", table(headers, rows, caption))


def _interval(year: Ahead, indicator: Indicator) -> str:
    return span(*year.intervals[80], indicator)


def _effect_cells(effect: Ahead, indicator: Indicator) -> list[str]:
    low, high = (number(x, indicator.decimals) for x in effect.intervals[80])
    return [number(effect.median, indicator.decimals), f"{low} to {high}"]


_COMPARED = (
    "Scenario",
    "Goal",
    "Actions",
    "Effect by then (80 %)",
    "Figure then",
    "Chance without",
    "Chance with",
)


def comparison_table(kept: Sequence[NamedScenario]) -> Markup:
    """Scenarios side by side, each in the year of its own goal; on a phone one under the other."""
    return text_table(_COMPARED, [_compared(k) for k in kept], f"Scenarios kept to compare. {BANNER}")


def _compared(kept: NamedScenario) -> list[str]:
    answer = kept.answer
    i, goal = answer.forecast.indicator, answer.scenario.target
    at = next((n for n, y in enumerate(answer.scenario.years) if goal and y.period.end.year == goal.year), -1)
    then, effect = answer.scenario.years[at], answer.scenario.effect[at]
    label = then.period.label
    size, interval = _effect_cells(effect, i)
    chances = (
        [f"{in_hundred(c)} in 100" for c in answer.scenario.chances]
        if answer.scenario.chances
        else ["–", "–"]
    )
    aim = (
        f"{_WHO.get(answer.asked.goal, 'own figure')}: {figure(goal.value, i)} in"
        f" {years_of(answer.forecast)[goal.year]}"
        if goal
        else "none"
    )
    actions = "; ".join(a.name for a in answer.scenario.actions) or "none: the baseline"
    return [
        f"{kept.letter}  {kept.name}",
        aim,
        actions,
        f"{size} ({interval})",
        f"{figure(then.median, i)} in {label}",
        *chances,
    ]


def effect_title(effect: Effect) -> str:
    """As one line of a list to choose from."""
    return f"{effect.card.title}: {size_words(effect.found)} ({effect.outcome})"


def effect_card(effect: Effect, indicator: Indicator) -> Markup:
    """What a published effect is, with its caution, which travels with it."""
    size = size_of(effect)
    if size.unit == "relative":
        used = f"{size.low * 100:g} to {size.high * 100:g} per cent of the figure, among the children reached"
    else:
        used = f"{size.low:g} to {size.high:g} standard deviations of pupils, among the children reached"
    elsewhere = (
        f"It was measured on {effect.outcome}, not on “{indicator.short}”: whether it carries over is for you"
        " to judge, so set the share carried over with care."
    )
    cautions = " ".join(part.rstrip(".") + "." for part in (elsewhere, effect.caution, size.caution) if part)
    return markup(
        '<div class="card caution"><p><span class="kind">caution</span> {cautions}</p>'
        '<p class="source">Used here as {used}. Source: {source}.</p></div>',
        cautions=cautions,
        used=used,
        source=effect.source,
    )


def refused_html(refused: Sequence[tuple[Effect, str]]) -> Markup:
    rows = [[f"{e.card.title} ({e.outcome})", why] for e, why in refused]
    caption = "These are in the evidence but may not move this curve."
    return details(
        "Evidence that cannot be used here, and why",
        table(["What was tried", "Why not"], rows, caption, numeric_from=9),
    )


def records(answer: WhatIf) -> list[dict[str, object]]:
    """A row a year ahead, unrounded, for a file; each says that it is an illustration."""
    f, i = answer.forecast, answer.forecast.indicator
    paces = [gap_size.size_of(v, i) for v in answer.turned] or [None] * len(f.baseline)
    years = years_in_sizes(f.baseline, i), years_in_sizes(answer.scenario.years, i)
    rows = []
    for without, acted, effect, pace in zip(*years, answer.scenario.effect, paces, strict=True):
        row: dict[str, object] = {"area_code": f.area.code, "area": f.area.name, "indicator": f.indicator.id}
        row |= {"period": without.period.label, "note": LABEL, "pace_to_goal": pace}
        for name, year in (("baseline", without), ("with_actions", acted), ("effect", effect)):
            row |= {
                name: year.median,
                f"{name}_80_low": year.intervals[80][0],
                f"{name}_80_high": year.intervals[80][1],
            }
        rows.append(row)
    return rows
