"""What to know before trusting a figure: notes, missing years, changed definitions."""

from c4eo_core.answers.standing.curve import Curve
from c4eo_core.answers.standing.words import _month, listed, lower_first
from c4eo_core.model.gap_size import is_ahead
from c4eo_core.model.kinds import Note, Status


def quality_words(curve: Curve) -> str:
    """Breaks, missing years, suppression, revision and doubts in one sentence."""
    indicator, parts = curve.indicator, []
    for b in curve.breaks:
        label = next((p.label for p in curve.periods if p.end.year >= b.from_year), str(b.from_year))
        parts.append(f"the definition changed in {label} ({lower_first(b.why).rstrip('.')})")
    parts += _missing_words(curve)
    status = curve.progress.status
    if status in (Status.PROVISIONAL, Status.REVISED):
        parts.append(f"the newest figures are {status.value}")
    parts += _ahead_words(curve)
    if indicator.pooled:
        parts.append("each figure covers several years together, so neighbouring figures overlap")
    if indicator.doubt:
        parts.append(lower_first(indicator.doubt))
    if indicator.discontinued:
        parts.append("the source no longer updates this indicator")
    if not parts:
        return "No breaks, missing years or warnings in this series."
    return "Please note: " + "; ".join(part.rstrip(". ") for part in parts) + "."


def _ahead_words(curve: Curve) -> list[str]:
    """A size does not say which side of nought the gap lies on."""
    ahead = [
        p.label for p, v in zip(curve.periods, curve.area.values, strict=True) if is_ahead(v, curve.indicator)
    ]
    return [f"the group was ahead in {listed(ahead)}, and the size shown there is its lead"] if ahead else []


def _missing_words(curve: Curve) -> list[str]:
    words = []
    ends = [p.end.year for p in curve.periods]
    step = [p for p in range(ends[0], ends[-1]) if p not in ends]
    if step:
        words.append(f"nothing was published for years ending {listed([str(y) for y in step])}")
    hidden = [p.label for p, n in zip(curve.periods, curve.area.notes, strict=True) if n is Note.SUPPRESSED]
    bad = [p.label for p, n in zip(curve.periods, curve.area.notes, strict=True) if n is Note.UNRELIABLE]
    gone = [
        p.label
        for p, n in zip(curve.periods, curve.area.notes, strict=True)
        if n not in (None, Note.SUPPRESSED, Note.UNRELIABLE)
    ]
    if hidden:
        words.append(f"hidden for privacy in {listed(hidden)}")
    began = curve.place.began
    if began and curve.periods[0].end.isoformat() < began:
        early = [p.label for p in curve.periods if p.end.isoformat() < began]
        bad, gone = ([label for label in labels if label not in early] for labels in (bad, gone))
        words.append(f"{curve.place.name} has been a council since {_month(began)}")
    if bad:
        words.append(f"withheld by us as not credible in {listed(bad)}")
    if gone:
        words.append(f"no figure for {curve.place.name} in {listed(gone)}")
    return words
