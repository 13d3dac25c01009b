"""Three questions to ask parents, chosen from what the page shows: never about one family."""

from c4eo_core.answers.schools.shape import OwnPupils, PartReach, School, ServiceReach, Share, Surroundings
from c4eo_core.answers.schools.words import NEXT_DOOR_KM

_MANY_LANGUAGES = 10.0
_NOTICEABLE = 1.25  # this many times England's share
_HOW_MANY = 3


def questions_for(
    school: School,
    area: Surroundings,
    shares: dict[str, Share],
    reach: tuple[PartReach, ...],
    own: OwnPupils,
) -> tuple[str, ...]:
    """The first three that apply, one from each theme."""
    services = {s.service.id: s for part in reach for s in part.services}
    found = [
        *_about_services(services),
        *_about_homes(shares),
        *_about_pupils(own),
        *_always(school),
    ]
    return tuple(dict.fromkeys(q for q in found if q))[:_HOW_MANY]


def _about_services(services: dict[str, ServiceReach]) -> list[str | None]:
    hub, library, club = (services.get(s) for s in ("family-hub", "library", "out-of-school"))
    found: list[str | None] = []
    if club and club.missing:
        found.append(
            "Where do your children go after school and in the holidays, and what would you use if it were"
            " here?"
        )
    same = [s for s in (hub, library) if s and s.near and s.near[0].km <= NEXT_DOOR_KM]
    if same:
        names = " and the ".join(s.service.one for s in same)
        verb = "are" if len(same) > 1 else "is"
        found.append(f"The {names} {verb} next to the school. Have you been, and what would bring you in?")
    elif hub and hub.count:
        found.append(
            f"{hub.near[0].name} is {hub.near[0].km:.1f} km away. Have you been, and what would bring you in?"
        )
    elif hub and hub.missing:
        found.append("When you want advice about your child or your family, where do you go first?")
    if library and library.missing:
        found.append("Where can your children read, borrow books or do homework outside school?")
    return found[:2]


def _about_homes(shares: dict[str, Share]) -> list[str | None]:
    language, rooms = shares["main-language-other"], shares["overcrowded"]
    income, moved = shares["income-deprived-children"], shares["moved-from-abroad"]
    found: list[str | None] = []
    if language.value and language.value >= _MANY_LANGUAGES:
        found.append(
            "In which language should we write and speak to you, and who in the family should we ask?"
        )
    if _high(income):
        found.append("What does a school day cost your family, and which costs could we take away?")
    if _high(rooms):
        found.append("Would a quiet place to do homework after school help, and when should it be open?")
    if _high(moved):
        found.append("If you are new here, what would have helped you in your first weeks?")
    return found


def _high(s: Share) -> bool:
    return s.value is not None and s.value >= _NOTICEABLE * s.england


def _about_pupils(own: OwnPupils) -> list[str | None]:
    if own.usual and own.meals is not None and own.meals > own.usual[1]:
        return ["How do you travel to school, and what makes it hard to come to things here?"]
    return []


def _always(school: School) -> list[str | None]:
    young = school.ages[0] <= 11
    return [
        "What do you do as a family near here that you would like to do more of?",
        "Which club or activity would your child choose, and on which day could they come?"
        if young
        else "What do young people do here in the evening, and what would they choose to do?",
        "When is the best time for us to meet you, and where?",
    ]
