"""Schools by kind: phase and who maintains them."""

_STATE_GROUPS = ("Local authority maintained schools", "Academies", "Free Schools")


_PHASES = {
    "Nursery": "nursery",
    "Primary": "primary",
    "Middle deemed primary": "middle-primary",
    "Middle deemed secondary": "middle-secondary",
    "Secondary": "secondary",
    "All-through": "all-through",
    "16 plus": "sixteen-plus",
}


def school_kind(group: object, kind: object, phase: object) -> str:
    group, kind, phase = (str(x or "") for x in (group, kind, phase))
    if group == "Colleges" or "16 to 19" in kind or "16-19" in kind:
        return "sixteen-plus"
    if group in _STATE_GROUPS and phase in _PHASES:
        return _PHASES[phase]
    if "independent" in kind.casefold():
        return "independent"
    if "alternative provision" in kind.casefold() or kind == "Pupil referral unit":
        return "alternative"
    return "special" if "special" in kind.casefold() and "post 16" not in kind.casefold() else "other"
