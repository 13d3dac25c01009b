"""The catalogue of services: whole, in the five parts of the offer, each list with its origin and its
caution.
"""

import pytest

from c4eo_core.catalogue.areas import load_areas
from c4eo_core.catalogue.services import AGE_GROUPS, UnknownService, load_services
from c4eo_core.store.places import SCHOOL_KINDS, SITE_KINDS


@pytest.fixture(scope="module")
def book():
    return load_services()


def test_the_offer_has_its_five_parts_and_each_has_a_service(book):
    assert [p.id for p in book.parts] == ["childcare", "activities", "parenting", "referral", "community"]
    assert {t.part.id for t in book.types.values()} == {p.id for p in book.parts}


def test_every_service_is_whole(book):
    for t in book.types.values():
        assert t.title and t.one and t.many and t.ages in AGE_GROUPS, t.id
        assert t.caution.endswith(".") and len(t.caution) > 40, t.id
        assert 0 < t.urban_km <= t.rural_km, t.id
        assert set(t.schools) <= set(SCHOOL_KINDS), t.id
        if t.published:
            known = SCHOOL_KINDS if t.layer == "schools" else SITE_KINDS
            assert t.kinds and set(t.kinds) <= set(known), t.id
            assert book.file_of(t.layer).publisher, t.id
        else:
            assert t.kinds == () and "your own list" in t.caution, t.id


def test_an_old_list_says_its_year_in_its_caution(book):
    for t in book.published():
        if t.layer in ("childcare", "libraries"):
            assert book.file_of(t.layer).date[:4] in t.caution, t.id


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("library", "library"),
        ("Libraries", "library"),
        ("primary", "state-primary"),
        ("Any registered childcare", "childcare"),
        ("out of school club", "out-of-school"),
        ("FAMILY_HUBS", "family-hub"),
        ("Children’s centres", "childrens-centre"),
    ],
)
def test_a_service_is_found_by_any_of_its_names(book, typed, found):
    assert book.find(typed).id == found


def test_an_unknown_service_is_refused_with_the_nearest(book):
    with pytest.raises(UnknownService, match="Did you mean library"):
        book.find("libary")
    with pytest.raises(UnknownService, match="the services are childcare"):
        book.find("")


def test_no_name_means_two_services(book):
    names = [
        n.casefold()
        for t in book.types.values()
        for n in {t.id, t.title.casefold(), t.one, t.many, *t.aliases}
    ]
    assert sorted(n for n in set(names) if names.count(n) > 1) == []


def test_islands_and_borders_are_authorities_of_today(book):
    areas = load_areas()
    names = {areas.by_code(c).name for c in book.islands}
    assert names == {"Isle of Wight", "Isles of Scilly"}
    assert {areas.by_code(c).name: n for c, n in book.borders.items()} == {
        "Cheshire West and Chester": "Wales",
        "Shropshire": "Wales",
        "Herefordshire": "Wales",
        "Gloucestershire": "Wales",
        "Northumberland": "Scotland",
        "Cumberland": "Scotland",
    }
    assert all(areas.by_code(c).is_authority for c in (*book.islands, *book.borders))
