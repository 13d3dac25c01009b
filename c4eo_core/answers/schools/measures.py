"""The figures on a community: which counts over which totals, for small areas or for middle areas."""

from dataclasses import dataclass

from c4eo_core.sources.places.small_area_files import GROUPS

BROAD = ("eth_asian", "eth_black", "eth_mixed", "eth_white", "eth_other")
BANDS = ("age_0_4", "age_5_11", "age_12_17")
_TENURE = tuple(
    f"ten_{t}"
    for t in (
        "owned_outright",
        "mortgage",
        "shared",
        "social_council",
        "social_other",
        "private_landlord",
        "private_other",
        "rent_free",
    )
)
_ROOMS = ("occ_plus2", "occ_plus1", "occ_0", "occ_minus1", "occ_minus2")
_DIMENSIONS = tuple(f"hh_dep{n}" for n in range(5))
_RELIGIONS = ("none", "christian", "buddhist", "hindu", "jewish", "muslim", "sikh", "other", "not_answered")
_LANGUAGE = ("main_language_english", "main_language_not_english")

GROUP_WORDS = {
    "white_british": "White British",
    "white_irish": "Irish",
    "gypsy_irish_traveller": "Gypsy or Irish Traveller",
    "roma": "Roma",
    "other_white": "Other White",
    "indian": "Indian",
    "pakistani": "Pakistani",
    "bangladeshi": "Bangladeshi",
    "chinese": "Chinese",
    "other_asian": "Other Asian",
    "black_caribbean": "Black Caribbean",
    "black_african": "Black African",
    "other_black": "Other Black",
    "mixed_white_caribbean": "White and Black Caribbean",
    "mixed_white_african": "White and Black African",
    "mixed_white_asian": "White and Asian",
    "other_mixed": "Other mixed",
    "arab": "Arab",
    "other_ethnic": "Other ethnic group",
}
# The school census calls the Irish group by a shorter name.
GROUP_NEARBY = {"irish": "white_irish"}


@dataclass(frozen=True)
class Measure:
    """count over whole, each a sum of columns. words: as in "19 in 100 …"; of: people, households or
    children; middle: known for middle areas only; tenths: the count is a column of tenths of a per cent of
    the whole."""

    id: str
    topic: str
    words: str
    of: str
    count: tuple[str, ...]
    whole: tuple[str, ...]
    middle: bool = False
    tenths: bool = False


def _m(id: str, topic: str, words: str, of: str, count: str, whole: tuple[str, ...], **more: bool) -> Measure:
    return Measure(id, topic, words, of, tuple(count.split()), whole, **more)


_POPULATION = ("pop_mid2022",)
_PEOPLE, _HOMES, _CHILDREN = "people", "households", "children under 16"
MEASURES: tuple[Measure, ...] = (
    _m("under-18", "ages", "are under 18", _PEOPLE, " ".join(BANDS), _POPULATION),
    _m("age-0-4", "ages", "are aged 0 to 4", _PEOPLE, "age_0_4", _POPULATION),
    _m("age-5-11", "ages", "are aged 5 to 11", _PEOPLE, "age_5_11", _POPULATION),
    _m("age-12-17", "ages", "are aged 12 to 17", _PEOPLE, "age_12_17", _POPULATION),
    _m(
        "income-deprived-children",
        "income",
        "live in income-deprived families",
        _CHILDREN,
        "deprived_children",
        ("children",),
    ),
    _m(
        "deprived-households-1",
        "homes",
        "are deprived in at least one of four ways",
        _HOMES,
        "hh_dep1 hh_dep2 hh_dep3 hh_dep4",
        _DIMENSIONS,
    ),
    _m(
        "deprived-households-2",
        "homes",
        "are deprived in at least two of four ways",
        _HOMES,
        "hh_dep2 hh_dep3 hh_dep4",
        _DIMENSIONS,
    ),
    _m(
        "deprived-households-3",
        "homes",
        "are deprived in at least three of four ways",
        _HOMES,
        "hh_dep3 hh_dep4",
        _DIMENSIONS,
    ),
    _m("overcrowded", "homes", "have too few bedrooms", _HOMES, "occ_minus1 occ_minus2", _ROOMS),
    _m(
        "owned",
        "homes",
        "own their home or are buying it",
        _HOMES,
        "ten_owned_outright ten_mortgage ten_shared",
        _TENURE,
    ),
    _m(
        "social-rented",
        "homes",
        "rent from a council or housing association",
        _HOMES,
        "ten_social_council ten_social_other",
        _TENURE,
    ),
    _m(
        "private-rented",
        "homes",
        "rent privately or live rent free",
        _HOMES,
        "ten_private_landlord ten_private_other ten_rent_free",
        _TENURE,
    ),
    _m("disabled", "health", "are disabled", _PEOPLE, "disabled", ("disabled", "not_disabled")),
    _m(
        "main-language-other",
        "language",
        "have a main language other than English",
        _PEOPLE,
        "main_language_not_english",
        _LANGUAGE,
        middle=True,
    ),
    _m(
        "little-english",
        "language",
        "cannot speak English well or at all",
        _PEOPLE,
        "cannot_speak_well cannot_speak",
        _LANGUAGE,
        middle=True,
    ),
    _m(
        "moved-within-uk",
        "moves",
        "moved home within the UK in the year before",
        _PEOPLE,
        "moved_from_within_uk_last_year",
        ("residents_1_plus",),
        middle=True,
    ),
    _m(
        "moved-from-abroad",
        "moves",
        "came from abroad in the year before",
        _PEOPLE,
        "moved_from_outside_uk_last_year",
        ("residents_1_plus",),
        middle=True,
    ),
    *(
        _m(
            f"religion-{r.replace('_', '-')}",
            "religion",
            words,
            _PEOPLE,
            f"rel_{r}",
            tuple(f"rel_{x}" for x in _RELIGIONS),
        )
        for r, words in (
            ("christian", "are Christian"),
            ("muslim", "are Muslim"),
            ("hindu", "are Hindu"),
            ("sikh", "are Sikh"),
            ("jewish", "are Jewish"),
            ("buddhist", "are Buddhist"),
            ("other", "have another religion"),
            ("none", "have no religion"),
            ("not_answered", "did not answer about religion"),
        )
    ),
    *(
        _m(f"broad-{b.removeprefix('eth_')}", "broad groups", words, _PEOPLE, b, BROAD)
        for b, words in (
            ("eth_asian", "are Asian or Asian British"),
            ("eth_black", "are Black or Black British"),
            ("eth_mixed", "have mixed or multiple ethnic groups"),
            ("eth_white", "are White"),
            ("eth_other", "have another ethnic group"),
        )
    ),
    *(
        _m(f"group-{g.replace('_', '-')}", "groups", f"are {GROUP_WORDS[g]}", _PEOPLE, g, BROAD, tenths=True)
        for g in GROUPS
    ),
)
BY_ID = {m.id: m for m in MEASURES}


@dataclass(frozen=True)
class Score:
    """A figure of small areas that cannot be added up: shown as lowest, middle and highest only."""

    id: str
    column: str
    words: str
    decimals: int


SCORES = (
    Score(
        "anti-social-behaviour",
        "anti_social_behaviour",
        "anti-social behaviour incidents per 1,000 people",
        0,
    ),
    Score("violence-with-injury", "violence_with_injury", "violent crimes with injury per 1,000 people", 0),
    Score("connectivity", "connectivity", "connection to jobs and services (0 to 100, high is good)", 0),
    Score("outdoors", "outdoors_decile", "air and road safety (tenths of England, 1 is the worst)", 0),
    Score(
        "children-education",
        "children_decile",
        "children's education and skills (tenths of England, 1 is the worst)",
        0,
    ),
)
