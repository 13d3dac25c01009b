"""Step 4: where the curve is heading, frozen as it stands today; the room's own forecast; and the verdict."""

from dataclasses import dataclass
from datetime import date

import streamlit as st
from markupsafe import Markup

from c4eo_core.answers.forecasts.shape import Forecast
from c4eo_core.answers.report.group_lines import group_curve
from c4eo_core.answers.report.report import ReportCurve
from c4eo_core.answers.standing.curve import Curve
from c4eo_core.answers.standing.words import local_words, with_unit
from c4eo_core.answers.workshop.frozen_baseline import frozen_of
from c4eo_core.answers.workshop.notes import GroupForecast as GroupNote
from c4eo_core.answers.workshop.notes import TurnedCurve as TurnedNote
from c4eo_core.model.known import known
from c4eo_core.model.markup import markup
from c4eo_core.model.text import day_words
from c4eo_core.records.body import Body
from c4eo_core.records.kinds import Frozen, GroupForecast, TurnedCurve, Verdict
from c4eo_core.records.rows import Item
from c4eo_core.reports.html.records import history_table
from pages.cached.curves_of_a_trust import curve_for, forecast_for, version_of
from pages.components.curve_with_group_lines import picture
from pages.editing import fields, saving
from pages.editing.fields import PREFIX
from pages.editing.saved_bar import titled
from pages.session import link, reader, screen
from pages.workshop.turning_the_curve import curves, since_last_visit, step_3_curve
from pages.workshop.turning_the_curve.group_lines import ambition_panel, group_panel


@dataclass(frozen=True)
class Drawn:
    """What the workshop holds on one curve; the newest of each kind."""

    workshop: Item
    curve: Curve
    forecast: Forecast | None
    frozen: Item | None
    verdict: Item | None
    group: Item | None
    ambition: Item | None


published = step_3_curve.published


def step(workshop: Item) -> None:
    chosen = curves.chosen_curve(workshop)
    if not chosen:
        screen.html(
            Markup("<p>No curve has been chosen yet. Go back one step and put one on the headline list.</p>")
        )
        return
    drawn = drawn_of(workshop, chosen)
    since_last_visit.section(workshop, chosen)
    picture(with_lines(drawn), key=f"{PREFIX}baseline-curve")
    _sentence(drawn)
    freeze(drawn)
    _verdict(drawn)
    if drawn.forecast and drawn.forecast.baseline:
        group_panel(workshop, drawn.forecast, drawn.group)
        ambition_panel(workshop, drawn.curve, drawn.forecast, drawn.ambition)


def with_lines(drawn: Drawn) -> ReportCurve:
    """The curve with the room's own lines."""
    group, ambition, indicator = drawn.group, drawn.ambition, drawn.curve.indicator.id
    return group_curve(
        drawn.curve,
        drawn.forecast,
        GroupNote(indicator, group.body.values) if group else None,
        TurnedNote(indicator, ambition.body.values, ambition.body.basis) if ambition else None,
    )


def drawn_of(workshop: Item, indicator: str) -> Drawn:
    area = workshop.body.area or link.area_code()
    items = [i for i in curves.items_of(workshop) if getattr(i.body, "indicator", None) == indicator]

    def newest(kind: type[Body]) -> Item | None:
        return next((i for i in reversed(items) if i.kind == kind.kind), None)

    curve = curve_for(workshop.trust, area, indicator)
    forecast = forecast_for(workshop.trust, area, indicator)
    return Drawn(
        workshop, curve, forecast, newest(Frozen), newest(Verdict), newest(GroupForecast), newest(TurnedCurve)
    )


def _sentence(drawn: Drawn) -> None:
    forecast = drawn.forecast
    if mark := local_words(drawn.curve):
        screen.html(markup('<p class="local-mark">{mark}</p>', mark=mark))
    if forecast is None or not forecast.baseline:
        words = (
            forecast.words
            if forecast
            else "There is no baseline for this place, so the group judges by the history alone."
        )
        screen.html(markup('<p class="lead">{words}</p>', words=words))
        return
    more = [w for w in (forecast.own_words, forecast.record_words) if w]
    notes = Markup().join(markup('<p class="note">{w}</p>', w=w) for w in more)
    screen.html(markup('<p class="lead">{words}</p>{notes}', words=forecast.words, notes=notes))


def freeze(drawn: Drawn) -> None:
    """One click keeps the baseline as it is today, to be judged by at the next visit."""
    held, forecast = drawn.frozen, drawn.forecast
    if held is None:
        if forecast and forecast.baseline and not reader.reads_only():
            st.button(
                "Freeze this baseline",
                icon=":material/ac_unit:",
                key=f"{PREFIX}freeze",
                on_click=_frozen_now,
                args=(drawn,),
            )
            fields.told(place_of(drawn, Frozen))
        return
    body = held.body
    last = f"{body.baseline[-1][0]}" if body.baseline else body.origin
    words = (
        f"Baseline frozen on {day_words(body.frozen_on)}: figures up to {body.origin}, carried on to {last}."
    )
    if body.figures_version != version_of(held.trust, body.indicator):
        words += " Newer figures have been put in since; this baseline stays as it was."
    with st.container(horizontal=True, vertical_alignment="center"):
        screen.html(markup('<p class="frozen">❄ {words}</p>', words=words))
        fields.remove_button(held, "Remove the frozen baseline", icon_only=False)


def _frozen_body(drawn: Drawn) -> Frozen:
    return frozen_of(
        known(drawn.forecast), version_of(drawn.workshop.trust, drawn.curve.indicator.id), date.today()
    )


def place_of(drawn: Drawn, kind: type[Body]) -> str:
    return f"{PREFIX}add:{drawn.workshop.id}:{drawn.curve.indicator.id}:{kind.kind}"


def _frozen_now(drawn: Drawn) -> None:
    saving.add(drawn.workshop.trust, _frozen_body(drawn), drawn.workshop.id, place_of(drawn, Frozen))


def _verdict(drawn: Drawn) -> None:
    verdict, indicator = drawn.verdict, drawn.curve.indicator
    value = drawn.curve.progress.value
    now = (
        f"{with_unit(value, indicator)} in {drawn.curve.progress.period.label}"
        if value is not None
        else "no figure for this period"
    )
    screen.html(
        markup(
            '<h3>Is that OK?</h3><p class="note">Newest figure: {now}. The question is where it goes'
            " from here if nothing changes.</p>",
            now=now,
        )
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        for ok, label, icon in (
            (True, "OK", ":material/check:"),
            (False, "Not OK", ":material/priority_high:"),
        ):
            held = verdict is not None and verdict.body.ok is ok
            st.button(
                label,
                key=f"{PREFIX}verdict:{ok}",
                icon=icon,
                type="primary" if held else "secondary",
                on_click=judge,
                args=(drawn, ok),
                disabled=reader.reads_only(),
            )
        if verdict is not None:
            by = f" · {verdict.body.initials}" if verdict.body.initials else ""
            at = verdict.changed_at.astimezone()
            said = f"Verdict: {'OK' if verdict.body.ok else 'not OK'}, {day_words(at.date())}, {at:%H:%M}"
            screen.html(markup('<p class="verdict">{said}</p>', said=said + by))
    fields.told(place_of(drawn, Verdict))
    if verdict is not None:
        left, right = st.columns([6, 1])
        with left:
            fields.text_field(verdict, "reason", "Why?", long=True, placeholder="In the words of the room")
        with right:
            fields.text_field(verdict, "initials", "Initials")
        earlier(verdict)


def judge(drawn: Drawn, ok: bool) -> None:
    """The first verdict freezes the baseline with it, so that nobody forgets what was judged."""
    if drawn.verdict is not None:
        saving.save(drawn.verdict, place_of(drawn, Verdict), ok=ok)
        return
    bodies: list[Body] = [Verdict(indicator=drawn.curve.indicator.id, ok=ok)]
    if drawn.frozen is None and drawn.forecast and drawn.forecast.baseline:
        bodies.append(_frozen_body(drawn))
    saving.add(drawn.workshop.trust, bodies, drawn.workshop.id, place_of(drawn, Verdict))


def earlier(verdict: Item) -> None:
    with st.expander(
        "How this verdict came about", key=f"{PREFIX}{verdict.id}:history", on_change="rerun"
    ) as opened:
        if opened.open:
            records, actor = reader.records(), reader.actor()
            screen.html(history_table(records.history(actor, verdict.trust, id=verdict.id), actor.id, titled))
