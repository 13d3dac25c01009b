"""What is said of a school's community, in plain sentences: the finding, the area, what is not known."""

from c4eo_core.answers.schools.school_data import SchoolData
from c4eo_core.answers.schools.shape import (
    CIRCLE,
    PUPILS,
    CommunityQuestion,
    PartReach,
    School,
    ServiceReach,
    Share,
    Surroundings,
)

KIND_WORDS = {
    "nursery": "nursery school",
    "primary": "primary school",
    "middle-primary": "middle school",
    "middle-secondary": "middle school",
    "secondary": "secondary school",
    "all-through": "all-through school",
    "sixteen-plus": "sixth form or college",
    "special": "special school",
    "alternative": "alternative provision",
    "independent": "independent school",
    "other": "school",
}
NEXT_DOOR_KM = 0.15  # a site shared, or a door or two away: positions are of postcodes
INCOME = "income-deprived-children"


def in_100(value: float | None) -> str:
    """A share as a count in 100: "19 in 100"."""
    if value is None:
        return "fewer than 10 people"
    if 0 < value < 0.5:
        return "fewer than 1 in 100"
    return "nearly all" if value >= 99.5 else f"{int(value + 0.5)} in 100"


def km_words(km: float) -> str:
    return "next to the school" if km <= NEXT_DOOR_KM else f"{km:.1f} km away"


def about(number: float) -> str:
    """A count of children, rounded as far as an estimate allows."""
    step = 100 if number >= 1000 else 10
    return f"{int(round(number / step) * step):,}"


def school_words(school: School) -> str:
    """Kind, place, pupils and ages, in one line."""
    words = [f"{school.authority.name} {KIND_WORDS[school.kind]}"]
    if school.pupils:
        ages = f" aged {school.ages[0]} to {school.ages[1] + 1}" if school.ages_known else ""
        words.append(f"{school.pupils:,} pupils{ages}")
    return ", ".join(words)


def area_words(school: School, asked: CommunityQuestion, count: int, farthest_km: float) -> str:
    if asked.kind == PUPILS:
        homes = sum(n for _, n in asked.homes)
        return f"The {count} small areas where {homes:,} pupils live, from the postcodes given on this screen"
    areas = "small area" if count == 1 else f"{count} small areas"
    if asked.kind == CIRCLE and farthest_km > (asked.km or 0):
        return (
            f"No small area has its centre within {asked.km:g} km, so this is the nearest one,"
            f" {farthest_km:.1f} km"
            " away"
        )
    if asked.kind == CIRCLE:
        verb = "centre lies" if count == 1 else "centres lie"
        return f"The {areas} whose {verb} within {asked.km:g} km of the school"
    pupils = f"{school.pupils:,} pupils" if school.pupils else "pupils"
    hold = "holds" if count == 1 else "together hold"
    return (
        f"The nearest {areas} that {hold} as many children of its ages as the school has pupils ({pupils}),"
        f" {'its centre' if count == 1 else 'centres up to'} {farthest_km:.1f} km away"
    )


def income_finding(shares: dict[str, Share], authority: str) -> str:
    s = shares[INCOME]
    if s.value is None:
        return "How many children live in income-deprived families is not published for this area."
    low, areas = s.spread.lowest, s.spread.areas
    if low is not None and low > 50 and areas > 1:
        return "In every small area nearby, more than half of children live in income-deprived families."
    spread = ""
    if areas > 1 and s.spread.highest is not None:
        ends = f"from {_upto(low)}" if low is not None else "from a few"
        spread = f", {ends} to {_upto(s.spread.highest)} in 100 between small areas"
    beside = f"{authority} {int(s.authority + 0.5)}, England {int(s.england + 0.5)}"
    lead = in_100(s.value)
    return (
        f"{lead[:1].upper()}{lead[1:]} children nearby live in income-deprived families ({beside}){spread}."
    )


def _upto(value: float) -> str:
    return "nearly all of" if value > 100 else f"{int(value + 0.5)}"


def missing_words(s: ServiceReach) -> str:
    nearest = f"; the nearest, {s.nearest.name}, is {km_words(s.nearest.km)}" if s.nearest else ""
    return f"No {s.service.one} within {s.within_km:g} km{nearest}."


def finding(
    school: School, area: Surroundings, shares: dict[str, Share], reach: tuple[PartReach, ...]
) -> str:
    """What a head should know first: what is missing nearby, and how families there live."""
    missing = [m for p in reach if (m := p.missing)]
    first = missing_words(missing[0]) if missing else _all_listed_near(reach)
    return f"{income_finding(shares, school.authority.name)} {first}"


def _all_listed_near(reach: tuple[PartReach, ...]) -> str:
    near = [s.service.one for p in reach for s in p.services if s.listed and s.count]
    return f"There is a {_joined(near)} near the school." if near else "No list of services covers this area."


def _joined(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def unknown(
    sg: SchoolData,
    school: School,
    area: Surroundings,
    shares: dict[str, Share],
    reach: tuple[PartReach, ...],
) -> tuple[str, ...]:
    """What this page cannot say, the most important first."""
    found = []
    if area.asked.kind != PUPILS:
        found.append(
            "Where this school's pupils live. These are the children near the school, not its pupils."
        )
    unlisted = [t.many for p in reach for t in p.unlisted]
    if unlisted:
        found.append(f"No list is published for England of {_or(unlisted)}.")
    found += [
        f"No list of {s.service.many} is published for {school.authority.name}. There may be some."
        for p in reach
        for s in p.services
        if not s.listed
    ]
    childcare = next((s for p in reach for s in p.services if s.service.layer == "childcare"), None)
    if childcare:
        found.append(
            f"Which childcare has opened or closed since {childcare.date_words}. Childminders, and clubs that"
            " schools run themselves, are not in the list."
        )
    found.append("Opening hours, prices, free places and quality of any service, and how long the walk is.")
    hidden = sum(1 for a in area.small_areas if a.deprived is None)
    if hidden:
        found.append(
            f"Income deprivation in {hidden} of {len(area.small_areas)} small areas: too few children, or not"
            " published."
        )
    if any(s.value is None and s.measure.topic in ("language", "moves") for s in shares.values()):
        found.append("Some figures on language and moves, which rest on fewer than 10 people.")
    return (*found, *_about_school(school), *_border(sg, school))


def _about_school(school: School) -> list[str]:
    found = []
    if school.pupils is None:
        found.append("How many pupils the school has: no number is published.")
    elif school.pupils_of:
        found.append(
            "How many pupils the new school has: the number is that of the school before"
            f" ({school.pupils_of})."
        )
    if not school.ages_known:
        found.append("Which ages the school takes: the usual ages of its kind are used.")
    if school.meals is None:
        found.append("How many pupils have free meals: not published, or fewer than 10.")
    if not school.groups:
        found.append("Ethnic groups of its pupils: not published, or fewer than 10 pupils in each.")
    return found


def _border(sg: SchoolData, school: School) -> list[str]:
    country = sg.ground.book.borders.get(school.authority.code)
    return (
        [f"Children and services in {country}: none of these figures or lists cross that border."]
        if country
        else []
    )


def _or(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"


def methods(area: Surroundings) -> tuple[str, ...]:
    found = [
        "Shares are counts added up over the small areas, over totals added up. Nothing on fewer than 10"
        " people"
        " is shown.",
        "Language and moves are published for larger areas of about 8,000 people: those that hold the small"
        " areas.",
        "Ages are estimates for mid-2022. Income deprivation counts children of 2025's index over children of"
        " the 2021 Census, so a share can pass 100%.",
        "Distances are straight lines. Nothing here ranks schools or areas.",
    ]
    if area.asked.kind == PUPILS:
        found.append(
            "Each pupil counts to the small area whose centre is nearest; shares are means over pupils."
        )
    return tuple(found)


def sources(sg: SchoolData) -> tuple[str, ...]:
    """Publisher, title and date of every list, once."""
    wanted = ("profile", "groups", "children", "scores", "middle", "schools", "names", "towns")
    origins = sg.community.origins
    found = [f"{origins[w]['title']} ({origins[w]['publisher']}), {origins[w]['words']}" for w in wanted]
    places = sg.ground.places.origins
    lists = [places[w] for w in ("childcare", "libraries", "family_hubs") if w in places]
    return (*found, *(f"{o.title} ({o.publisher}), {o.words}" for o in lists))


LICENCES = (
    "Open Government Licence v3.0; Open Parliament Licence v3.0 (names of neighbourhoods); GeoNames, CC BY"
    " 4.0"
    " (towns). Contains OS data © Crown copyright and database right 2025."
)
