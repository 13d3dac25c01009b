"""The reader's own comparisons in words: what stands out, and how far two indicators go together."""

from c4eo_core.answers.standing.compare import Profile, Scatter, SeveralAreas
from c4eo_core.answers.standing.words import listed, with_unit
from c4eo_core.model.indicator import Indicator


def relation_words(s: Scatter) -> str:
    """The relation in plain words, with its interval and what it does not show."""
    r, n = s.relation, len(s.places)
    if r is None:
        return f"Only {n} places have both figures, or all have the same: no relation can be worked out."
    numbers = (
        f"rank correlation {_signed(r.rho)}, 95% interval {_signed(r.low)} to {_signed(r.high)}, {n} places"
    )
    if not r.clear:
        return (
            "No clear relation: where a place stands on one says little about where it stands on the other"
            f" ({numbers})."
        )
    strength = "strong" if abs(r.rho) >= 0.6 else "moderate" if abs(r.rho) >= 0.3 else "weak"
    share = round(100 * r.rho**2)
    about = f"about {share}%" if share >= 1 else "less than 1%"
    return (
        f"Places with {_more(s.x)} tend to have {_more(s.y) if r.rho > 0 else _less(s.y)}. The relation is"
        f" {strength} ({numbers}): it explains {about} of the differences in their order. It does not show"
        " that one causes the other, and it is about places, not about single children."
    )


def _more(i: Indicator) -> str:
    return f"a wider gap on '{i.short}'" if i.is_gap else f"a higher figure for '{i.short}'"


def _less(i: Indicator) -> str:
    return f"a narrower gap on '{i.short}'" if i.is_gap else f"a lower figure for '{i.short}'"


def _signed(r: float) -> str:
    return f"{r:.2f}".replace("-", "\u2212")


def scatter_alt(s: Scatter) -> str:
    own = next((p for p in s.places if p.role == "us"), None)
    where = (
        f" {s.area.name}: {with_unit(own.x, s.x)} and {with_unit(own.y, s.y)}."
        if own
        else f" {s.area.name} lacks one of the two figures."
    )
    return (
        f"{s.x.title} ({s.x_period.label}) against {s.y.title} ({s.y_period.label}), one dot a place.{where}"
        f" {relation_words(s)}"
    )


def profile_words(profile: Profile) -> str:
    """A count of what stands out, with the warning that some will by chance."""
    sides = [r.side for r in profile.rows]
    compared = len(sides) - sides.count("not compared")
    if not compared:
        return "None of these figures can be compared with England."
    chance = max(1, round(compared * 0.05))
    counts = (
        f"{sides.count('better')} better than England, {sides.count('worse')} worse, {sides.count('similar')}"
        " with no clear difference"
    )
    other = sides.count("higher") + sides.count("lower")
    more = f", {other} higher or lower where neither is better" if other else ""
    return (
        f"Of {compared} figures compared: {counts}{more}. With this many comparisons about {chance} may stand"
        " out by chance. On every scale better is to the right, or higher where neither is better."
    )


def absent_words(answer: SeveralAreas) -> str | None:
    """Which of the places chosen have no line, so that nobody looks for one."""
    names = [c.place.name for c in answer.curves if all(v is None for v in c.area.values)]
    return f"No figures for {listed(names)}." if names else None


def several_alt(answer: SeveralAreas) -> str:
    ends = []
    for c in answer.curves:
        known = [(p, v) for p, v in zip(c.periods, c.area.values, strict=True) if v is not None]
        ends.append(
            f"{c.place.name} {with_unit(known[-1][1], c.indicator)} in {known[-1][0].label}"
            if known
            else f"{c.place.name} no figures"
        )
    periods = answer.curves[0].periods
    span = f"{periods[0].label} to {periods[-1].label}"
    return f"{answer.indicator.title}, one line a place, {span}. Newest: {'; '.join(ends)}."
