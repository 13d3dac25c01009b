"""How councils, registers and people write the name of a place, brought to one form."""

import re
from collections.abc import Iterator

# What is written before or after a name and is no part of it. Tried one after another: 'City of London
# Corporation' must stay the City.
_AROUND = (
    r"\b(?:city|county|borough|metropolitan|district|town)? ?council$",
    r"\b(?:local authority|la|utla|unitary authority|ua|unitary|mbc|mdc|cc|bc|lb|lbc|corporation|authority)$",
    r"^(?:the|council of the)\b",
    r"^(?:london borough of|lb of|lb|royal borough of|rb of|metropolitan borough of|borough of|county of"
    r"|city and"
    r" county of|city of|county|royal)\b",
    r"\b(?:city of|county of|london borough of|royal borough of|the city of|the)$",
    r"\b(?:metropolitan borough|metropolitan district|metropolitan|london borough|royal borough|borough"
    r"|county|city|region|district|mb|md)$",
    r"^(?:royal borough of|borough of|city of)\b",
)
_SHORT = {
    "hull": "kingston upon hull",
    "bcp": "bournemouth christchurch and poole",
    "banes": "bath and north east somerset",
    "b and nes": "bath and north east somerset",
    "bath and nes": "bath and north east somerset",
    "rbkc": "kensington and chelsea",
    "lbhf": "hammersmith and fulham",
    "rbwm": "windsor and maidenhead",
    "maidenhead and windsor": "windsor and maidenhead",
    "telford": "telford and wrekin",
    "the wrekin": "telford and wrekin",
    "southend": "southend on sea",
    "stoke": "stoke on trent",
    "stockton": "stockton on tees",
    "newcastle": "newcastle upon tyne",
    "kingston": "kingston upon thames",
    "richmond": "richmond upon thames",
    "blackburn": "blackburn with darwen",
    "redcar": "redcar and cleveland",
    "bedford": "bedford borough",
    "scilly": "isles of scilly",
    "scilly isles": "isles of scilly",
    "medway towns": "medway",
    "cheshire west": "cheshire west and chester",
    "cwac": "cheshire west and chester",
    "barking": "barking and dagenham",
    "brighton": "brighton and hove",
    "east riding": "east riding of yorkshire",
    "yorkshire and humber": "yorkshire and the humber",
    "yorks and humber": "yorkshire and the humber",
    "yorkshire and the humberside": "yorkshire and the humber",
    "east": "east of england",
    "eastern": "east of england",
    "england total": "england",
    "england average": "england",
    "national": "england",
    "all england": "england",
    "total england": "england",
    "england state funded": "england",
    "england all authorities": "england",
    "london inner": "inner london",
    "london outer": "outer london",
    "greater london": "london",
}
# Authorities that ended before the figures begin: what to look at instead.
ENDED = {
    "bedfordshire": ("2009", ("E06000055", "E06000056")),
    "cheshire": ("2009", ("E06000049", "E06000050")),
}


def plain(name: str) -> str:
    """'Brighton & Hove' and 'St. Helens' as 'brighton and hove' and 'st helens'."""
    text = name.casefold().replace("&", " and ").replace("'", "").replace("’", "")
    text = re.sub(r"^[a-z]{2,8}:", "", text)  # as in 'ladu:Leeds'
    text = re.sub(r"\((?:la|met county|unitary|ua|county|city|utla|lb|b)\)$", "", text.strip())
    return " ".join(re.sub(r"[^a-z0-9()]+", " ", text).split()).replace("saint helens", "st helens")


def forms(name: str) -> Iterator[str]:
    """The plain name, then the same with less and less around it, as far as anything is left."""
    left = plain(name)
    yield left
    if left in _SHORT:
        yield _SHORT[left]
    for pattern in _AROUND:
        shorter = re.sub(pattern, "", left).strip()
        if shorter and shorter != left:
            left = shorter
            yield left
            if left in _SHORT:
                yield _SHORT[left]
