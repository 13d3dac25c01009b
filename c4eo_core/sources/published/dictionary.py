"""The source's data dictionary joined to our catalogue: one Indicator for each of its keys.

Curated entries carry our words; keys the catalogue has never heard of are taken in with what the source says
of them.
"""

import datetime as dt
import re
from dataclasses import replace

import pandas as pd

from c4eo_core.model.indicator import Indicator, Listing
from c4eo_core.model.kinds import Polarity, Unit, YearType
from c4eo_core.sources.ledger import Ledger

_POLARITY = {"high": Polarity.HIGH, "low": Polarity.LOW}
_YEAR_TYPES = (
    ("academic", YearType.ACADEMIC),
    ("financial", YearType.FINANCIAL),
    ("calendar", YearType.CALENDAR),
    ("january", YearType.JANUARY),
    ("sept", YearType.SEPTEMBER),
    ("annual", YearType.ANNUAL),
)
SOURCE = "Department for Education, Local authority interactive tool"
_EXCEL_EPOCH = dt.date(1899, 12, 30)


def resolve_indicators(
    dictionary: pd.DataFrame, curated: dict[str, Indicator], largest: pd.Series, ledger: Ledger
) -> list[Indicator]:
    """One Indicator a key that has figures, in the dictionary's order.

    `largest`: source key → largest absolute value observed; it tells a percentage from a rate.
    """
    resolved: list[Indicator] = []
    taken = {i.id for i in curated.values()}
    for key, rows in dictionary[dictionary["Measure_short"].isin(largest.index)].groupby(
        "Measure_short", sort=False
    ):
        known = curated.get(key)
        base = known or _from_source(key, rows.iloc[0], float(largest[key]), taken)
        taken.add(base.id)
        resolved.append(_with_source_facts(base, rows, ledger))
    new = [i.id for i in resolved if not i.curated]
    ledger.doubtful(
        "indicators new to the catalogue: " + ", ".join(new[:400]),
        len(new),
        "shown with what the source says of them",
    )
    absent = sorted(set(curated) - set(largest.index))
    ledger.dropped(
        "catalogue entries without figures: " + ", ".join(absent),
        len(absent),
        "this release does not carry them",
    )
    return resolved


def _with_source_facts(base: Indicator, rows: pd.DataFrame, ledger: Ledger) -> Indicator:
    """Rules follow the source, words follow us: where they disagree on a rule the source wins
    and it is said.
    """
    first = rows.iloc[0]
    polarity = _POLARITY.get(first["Polarity"].casefold(), Polarity.NONE)
    ours = base.polarity if base.polarity_why else polarity
    if polarity is not ours:
        ledger.doubtful(
            base.id, 1, f"the source says polarity {polarity.value}, we {ours.value}: {base.polarity_why}"
        )
    elif polarity is not base.polarity:
        ledger.doubtful(
            base.id,
            1,
            f"the catalogue says polarity {base.polarity.value}, the source {polarity.value}: the source is"
            " used",
        )
    listings = tuple(Listing(r.Topic, r.No_Quartile.upper() != "N") for r in rows.itertuples())
    return replace(
        base,
        polarity=ours,
        source_polarity=polarity,
        quartiles=listings[0].quartiles,
        listings=listings,
        source=SOURCE,
        source_link=base.source_link or _first_link(first["Hyperlink(s)"]),
        updated=max(filter(None, map(_date, rows["Last Update"])), default=None),
        next_update=_date_words(first["Next Update"]),
        discontinued="discontinued" in first["Table_status"].casefold(),
    )


def _from_source(key: str, row: pd.Series, largest: float, taken: set[str]) -> Indicator:
    title = re.sub(r"\s+", " ", row["Measure"]).strip() or key
    unit, per = _unit(row["y_axis_name"], row["Measure"], largest)
    return Indicator(
        id=_free_id(key, taken),
        source_key=key,
        title=title,
        short=title if len(title) <= 45 else title[:44].rstrip() + "…",
        definition=f"As the source lists it under '{row['Topic']}': {row['Chart_title'] or title}.",
        unit=unit,
        polarity=_POLARITY.get(row["Polarity"].casefold(), Polarity.NONE),
        decimals=int(float(row["dps"])) if re.fullmatch(r"\d+(\.0+)?", row["dps"]) else 1,
        year_type=next(
            (t for word, t in _YEAR_TYPES if word in row["Year_Type"].casefold()), YearType.ANNUAL
        ),
        per=per,
        strand=row["Topic"],
        curated=False,
    )


def _unit(axis: str, measure: str, largest: float) -> tuple[Unit, str | None]:
    words = f"{axis} {measure}".casefold()
    if match := re.search(r"(?:per|/)\s*([\d,]*000\b[^()]*)", axis, re.IGNORECASE):
        return Unit.RATE, match[1].strip()
    if "gap" in words:
        return Unit.GAP, "percentage points" if "%" in words else "points"
    if "£" in words:
        return Unit.MONEY, None
    if "%" in words or "percent" in words or "proportion" in words:
        return (Unit.PERCENTAGE, None) if largest <= 100 else (Unit.RATE, "100")
    if "number" in words and "average" not in words:
        return Unit.COUNT, None
    return (Unit.RATE, None) if "rate" in words else (Unit.SCORE, "points")


def _free_id(key: str, taken: set[str]) -> str:
    stem = "lait-" + (re.sub(r"[^a-z0-9]+", "-", key.casefold()).strip("-") or "indicator")
    candidate, n = stem, 2
    while candidate in taken:
        candidate, n = f"{stem}-{n}", n + 1
    return candidate


def _first_link(text: str) -> str | None:
    match = re.search(r"https?://\S+", text)
    return match[0].rstrip(",;") if match else None


def _date(text: str) -> dt.date | None:
    """Excel serial days; words are no date."""
    return _EXCEL_EPOCH + dt.timedelta(days=int(text)) if re.fullmatch(r"[34]\d{4}", text) else None


def _date_words(text: str) -> str | None:
    day = _date(text)
    return day.strftime("%B %Y") if day else text or None
