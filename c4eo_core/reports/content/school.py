"""What the page, the sheet and the file of a school's community say, in the same words everywhere."""

from dataclasses import dataclass

from c4eo_core.answers.schools.shape import PartReach, SchoolCommunity, ServiceReach, Share
from c4eo_core.answers.schools.words import (
    about,
    in_100,
    km_words,
    missing_words,
    school_words,
)

_HOMES = ("main-language-other", "overcrowded", "deprived-households-2", "moved-from-abroad")


@dataclass(frozen=True)
class ServiceLine:
    """kind: near, missing or unknown. distance: empty where nothing is near."""

    kind: str
    words: str
    distance: str


@dataclass(frozen=True)
class SchoolSheet:
    """Everything on one page of A4 but the pictures."""

    title: str
    line: str
    around: str
    finding: str
    ages_title: str
    homes: tuple[str, ...]
    income_title: str
    income_note: str
    groups_note: str
    services_title: str
    services: tuple[ServiceLine, ...]
    services_note: str
    questions: tuple[str, ...]
    unknown: tuple[str, ...]
    foot: str


def sheet_of(c: SchoolCommunity) -> SchoolSheet:
    within = c.reach[0].services[0].within_km if c.reach and c.reach[0].services else 0
    return SchoolSheet(
        title=c.school.name,
        line=school_words(c.school),
        around=around_words(c),
        finding=c.finding,
        ages_title=f"{in_100(c.shares['under-18'].value)} people nearby are under 18",
        homes=tuple(home_words(c.shares[h], c.school.authority.name) for h in _HOMES),
        income_title="Children in income-deprived families, small area by small area",
        income_note=income_note(c),
        groups_note=groups_note(c),
        services_title=f"Services within {within:g} km",
        services=tuple(line for part in c.reach for line in part_lines(part)),
        services_note="Straight lines. " + _dated(c),
        questions=c.questions,
        unknown=c.unknown,
        foot=foot_words(c),
    )


def around_words(c: SchoolCommunity) -> str:
    across = f", some in {' and '.join(c.area.across)}" if c.area.across else ""
    return f"{c.area.words}: about {about(c.area.people)} people, {about(c.area.children)} under 16{across}."


def home_words(s: Share, authority: str) -> str:
    who = "people" if s.measure.of == "people" else "homes" if s.measure.id == "overcrowded" else "households"
    if s.value is None:
        return f"Fewer than 10 {who} {s.measure.words}."
    lead = in_100(s.value)
    lead = lead[:1].upper() + lead[1:]
    beside = f"{authority} {_n(s.authority)}, England {_n(s.england)}"
    return f"{lead} {who} {s.measure.words} ({beside})."


def _n(value: float) -> str:
    return "under 1" if 0 < value < 0.5 else str(int(value + 0.5))


def income_note(c: SchoolCommunity) -> str:
    note = "One dot is one small area; the larger, the more children. Approximate shares, 2025."
    if c.own.meals is None:
        return note
    usual = ""
    if c.own.usual:
        usual = f" At schools of its kind in areas like this: {c.own.usual[0]:.0f}% to {c.own.usual[1]:.0f}%."
    return (
        f"{note} {c.own.meals:.0f}% of the school's pupils have free meals, a narrower test.{usual}"
        f" {c.own.words}".rstrip()
    )


def groups_note(c: SchoolCommunity) -> str:
    if not c.school.groups:
        return "Ethnic groups of this school's pupils are not published, or each has fewer than 10 pupils."
    few = (
        f" {c.school.few_groups} groups with fewer than 10 pupils are left out."
        if c.school.few_groups > 1
        else ""
    )
    return (
        "People of all ages nearby, 2021; pupils, January 2025. Mixed groups are not published by"
        f" school.{few}"
    )


def part_lines(part: PartReach) -> tuple[ServiceLine, ...]:
    """Nearest of each service; then what is missing; then what no list covers."""
    found = [line for s in part.services for line in service_lines(s)]
    if part.unlisted:
        names = ", ".join(t.many for t in part.unlisted)
        found.append(ServiceLine("unknown", f"{names[:1].upper()}{names[1:]}: no list published", ""))
    return tuple(found)


def service_lines(s: ServiceReach) -> tuple[ServiceLine, ...]:
    title = s.service.one[:1].upper() + s.service.one[1:]
    if not s.listed:
        return (ServiceLine("unknown", f"{title}: this authority has no published list", ""),)
    if s.missing:
        missing = ServiceLine("missing", missing_words(s).split(";")[0].rstrip("."), "")
        if not s.nearest:
            return (missing,)
        return missing, ServiceLine("nearest", f"nearest: {_named(s)}", f"{s.nearest.km:.1f} km")
    first = s.near[0]
    more = f"; {s.count - 1} more" if s.count > 1 else ""
    own = ", own list" if first.own else ""
    distance = km_words(first.km).removesuffix(" away")
    return (ServiceLine("near", f"{title}: {_named(s)}{more}{own}", distance),)


def _named(s: ServiceReach) -> str:
    n = s.nearest
    if n is None:
        return ""
    places = f", {n.places} places" if n.places else ""
    old = ", may have closed" if n.old else ""
    return f"{n.name}{places}{old}"


def out_words(s: ServiceReach) -> str:
    """How many children of the area are beyond the distance, and where they live."""
    if not s.listed:
        return "not known"
    if s.out is None:
        return "fewer than 10"
    if not s.out:
        return "none"
    where = f", most in {' and '.join(s.where[:2])}" if s.where else ""
    return f"about {about(s.out)} of {about(s.children)}{where}" if s.out >= 10 else "fewer than 10"


def _dated(c: SchoolCommunity) -> str:
    lists = {s.service.layer: (s.service.part.title, s.date_words) for p in c.reach for s in p.services}
    names = {"childcare": "Childcare", "libraries": "libraries", "family_hubs": "hubs"}
    return ", ".join(f"{names[k]} {d}" for k, (_, d) in lists.items() if k in names) + "."


def foot_words(c: SchoolCommunity) -> str:
    return (
        "Census 2021 and population estimates for mid-2022 (ONS); deprivation 2025 (MHCLG); schools,"
        " January 2026,"
        " and school census, January 2025 (DfE); childcare, August 2021 (Ofsted); libraries, 2023 (Arts"
        " Council"
        " England); hubs, February 2026 (DfE). Names of neighbourhoods: House of Commons Library. Towns:"
        " GeoNames,"
        " CC BY 4.0. Open Government Licence v3.0; Open Parliament Licence v3.0. Contains OS data © Crown"
        " copyright"
        " and database right 2025. Nothing on fewer than 10 people is shown; nothing here ranks schools or"
        " areas."
    )
