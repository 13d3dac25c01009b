"""The coverage page and the picture of family wellbeing: right for every kind of place, nothing of an own
list for others.
"""

import dataclasses
import datetime as dt
import gzip
import json

import pytest
from starlette.requests import Request
from streamlit.testing.v1 import AppTest

from c4eo_core.accounts.permissions import LOCAL
from c4eo_core.answers.coverage.distances import prepared_coverage_data
from c4eo_core.answers.coverage.own_list import list_body, own_list_of
from c4eo_core.folders import ROOT
from c4eo_core.records.local_kinds import ServiceList
from c4eo_core.records.records import open_records
from c4eo_core.reports.tables.local_data import services_template
from pages.cached import coverage  # noqa: F401
from pages.downloads import map_layers
from pages.downloads.map_layers import address, places_route
from pages.downloads.published import files_route
from pages.downloads.registry import MAKERS
from pages.explore.coverage import map as coverage_map  # noqa: F401
from pages.priorities.parts import reach_picture  # noqa: F401
from pages.server import database  # noqa: F401
from pages.session import reader  # noqa: F401
from tests.pages.opening import done, turn_to

LEEDS, SHEFFIELD, BARNSLEY, SCILLY, CITY, WIGHT = (
    "E08000035",
    "E08000019",
    "E08000016",
    "E06000053",
    "E09000001",
    "E06000046",
)
OWN = b"name,type,postcode\nHub in the centre,family-hub,LS1 1UR\nHub nowhere,family-hub,ZZ9 9ZZ\n"


@pytest.fixture(autouse=True)
def records(tmp_path, monkeypatch):
    monkeypatch.setenv("C4EO_RECORDS", str(tmp_path / "r.sqlite"))
    monkeypatch.delenv("C4EO_DATABASE_URL", raising=False)
    monkeypatch.delenv("C4EO_MODE", raising=False)
    monkeypatch.setattr(database, "_open", {})
    opened = open_records()
    yield opened
    opened.close()


def opened(page="explore/coverage/page.py", area=LEEDS, session=None, **query):
    at = AppTest.from_file(str(ROOT / "pages" / "frame.py"), default_timeout=60)
    at.query_params["area"] = area
    for key, value in query.items():
        at.query_params[key] = value
    for key, value in (session or {}).items():
        at.session_state[key] = value
    if not page.startswith("explore"):
        at.run()  # the frame must have run once before it knows of every page
    turn_to(at, page)
    return done(at.run())


def html(at):
    return " ".join(e.proto.body for e in at.get("html"))


def charts(at):
    return [*at.get("arrow_vega_lite_chart"), *at.get("vega_lite_chart")]


def with_own_list(records, area=LEEDS, **more):
    """A trust of this authority with a list of its own."""
    place = prepared_coverage_data().areas.by_code(area)
    found = own_list_of(prepared_coverage_data(), place, OWN, "ours.csv")
    body = list_body(found, place, "Hubs of our own", OWN, "ours.csv", "Ann", dt.date(2026, 11, 22))
    trust = records.add_trust(LOCAL, f"Trust of {place.name}", area)
    return trust, records.add(LOCAL, trust.id, dataclasses.replace(body, **more))


@pytest.mark.parametrize("area", [LEEDS, SHEFFIELD, BARNSLEY, SCILLY, CITY, WIGHT, "E06000052", "E06000058"])
def test_the_page_opens_for_every_kind_of_place(area):
    at = opened(area=area)
    assert "<span>Coverage</span></h1>" in html(at) and len(charts(at)) == 1
    assert "out-of-school club" in html(at) and "31 August 2021" in html(at)


def test_the_old_codes_of_barnsley_and_sheffield_meet_their_children():
    for area, name in ((BARNSLEY, "Barnsley"), (SHEFFIELD, "Sheffield")):
        assert f"In {name}, " in html(opened(area=area)) and "of 0 children" not in html(opened(area=area))


def test_everything_chosen_comes_from_the_link_and_goes_back_into_it():
    words = {
        "service": "library",
        "km": "3",
        "ages": "0-4",
        "detour": "1.3",
        "paint": "need",
        "layers": "services",
    }
    at = opened(area=SHEFFIELD, **words)
    assert "aged 0 to 4 live within 3 km" in html(at) and "1.3 times as long" in html(at)
    for name, value in words.items():
        assert at.query_params[name] in (value, [value])


def test_nonsense_in_the_link_falls_back_to_the_usual_question():
    at = opened(
        service="nothing",
        km="-4",
        ages="90",
        detour="x",
        paint="no",
        layers="??",
        sites="99",
        weight="z",
        where="moon",
    )
    assert "within reach of an out-of-school club (2 km in urban areas, 5 km in rural)" in html(at)


def test_another_service_brings_its_own_ages_along():
    at = opened()
    at.selectbox(key="link_service").set_value("early-years-childcare")
    assert "aged 0 to 4" in html(done(at.run()))


def test_without_a_list_it_says_so_and_shows_no_share():
    at = opened(service="family-hub")
    assert "no published list of family hubs" in html(at) and "Add your own list" in html(at)
    assert '<span class="big">0' not in html(at) and len(charts(at)) == 1


def test_a_service_without_any_list_asks_for_ones_own():
    at = opened(service="breakfast-club")
    assert "add your own list" in at.info[0].value and not charts(at)


def test_below_one_kilometre_the_country_is_warned_of():
    assert "too fine for the country" in html(opened(area="E06000057", km="0.5"))


def test_an_island_and_a_tiny_place_say_what_they_are():
    assert "services across the sea are not counted" in html(opened(area=WIGHT))
    assert "moves in great steps" in html(opened(area=SCILLY))


def test_where_next_is_closed_until_opened_and_builds_nothing(monkeypatch):
    monkeypatch.setattr(coverage, "siting_of", lambda *a: pytest.fail("chosen while closed"))
    at = opened(area=SHEFFIELD, service="family-hub", km="2", detour="1.5")
    assert "next" not in at.query_params and "No other choice" not in html(at)


def test_where_next_names_the_sites_draws_the_curve_and_proves_it():
    at = opened(area=SHEFFIELD, service="family-hub", next="on", sites="4", weight="2")
    assert (
        len(charts(at)) == 2
        and "would do better by this weighting" in html(at)
        and "counted 2 times in the choice" in html(at)
    )
    assert html(at).count("proven best") == 10 and "possible new site" in html(at)


def test_where_next_without_a_list_says_why_not():
    at = opened(service="family-hub", next="on")
    assert "nobody can say where one is missing" in at.info[0].value


def test_the_reach_goes_on_into_a_what_if_of_the_chosen_curve():
    at = opened(area=SHEFFIELD, service="family-hub", next="on", sites="4")
    curve = at.selectbox(key="what_if_curve").value
    at.button(key="try-reach").click()
    done(at.run())
    key = f"whatif_{SHEFFIELD}_{curve}"
    state = at.session_state
    assert (
        state[f"{key}_actions"] == [1]
        and state[f"{key}_1_current_reach"] == 56
        and state[f"{key}_1_reach"] > 70
    )
    assert state[f"{key}_1_name"] == "4 more family hubs"


def test_england_shows_every_authority_and_a_family_indicator_beside_it():
    at = opened(where="england")
    assert len(charts(at)) == 1 and "In England, 85%" in html(at) and "95% and over: 70 places" in html(at)
    shade = next(k for k in at.selectbox(key="link_shade").options if not k.startswith("In reach"))
    at = opened(where="england", shade="income-children-low-income")
    assert shade and len(charts(at)) == 1 and "Children under 16" in html(at)


def test_the_moving_map_takes_public_layers_by_address():
    at = opened(area=SHEFFIELD, zoom="on")
    sent = json.loads(at.get("deck_gl_json_chart")[0].proto.json)
    given = [layer["data"] for layer in sent["layers"]]
    assert (
        all(isinstance(d, str) and d.startswith(("/places/", "/boundaries/")) for d in given)
        and len(given) >= 5
    )
    assert len(at.get("deck_gl_json_chart")[0].proto.json) < 6000


def test_an_own_list_is_counted_marked_and_never_by_address(records):
    with_own_list(records)
    at = opened(service="family-hub", zoom="on")
    text = html(at)
    assert "your own list" in text and "of your own list, unpublished" in text and "Hubs of our own" in text
    assert "Trust of Leeds" in text, "whose it is stands at the top"
    sent = json.loads(at.get("deck_gl_json_chart")[0].proto.json)
    assert not [
        d
        for layer in sent["layers"]
        if isinstance(d := layer["data"], str) and ("dots" in d or "services" in d)
    ]
    assert "files/coverage" not in text and "own" not in str(dict(at.query_params))


def test_an_own_list_is_in_no_shared_answer_and_on_no_other_trusts_page(records):
    for kept in (coverage._kept, coverage._kept_siting, coverage_map._kept_rows, map_layers._made):
        kept.cache_clear()
    with_own_list(records)
    assert "of your own list" in html(opened(service="family-hub", next="on"))
    assert not coverage.published(LEEDS, coverage.read({"service": "family-hub"})).sites.own.any()
    assert coverage._kept_siting.cache_info().currsize == 0
    assert "of your own list" not in html(opened(area="E08000032", service="family-hub"))


@pytest.mark.parametrize("mode", ["public", "shared", "nonsense"])
def test_who_has_not_signed_in_sees_no_upload_and_no_own_list(records, monkeypatch, mode):
    with_own_list(records)
    monkeypatch.setenv("C4EO_MODE", mode)
    monkeypatch.setenv("C4EO_SECRET", "Zk3vQ9xT7mB2wL8rN5yH1cJ6dF4gS0pA-uE")
    monkeypatch.setenv("C4EO_ADDRESS", "http:" + "//127.0.0.1:8501")
    monkeypatch.setattr(reader, "cookies", dict)
    script = (
        "from pages.components import own_services\nfrom c4eo_core.answers.coverage.distances import"
        f" prepared_coverage_data\nown_services.section('{LEEDS}',"
        " prepared_coverage_data().book.types['family-hub'])\nimport streamlit as"
        f" st\nst.write(len(own_services.of('{LEEDS}', 'family-hub')[0]))"
    )
    at = AppTest.from_string(script, default_timeout=30)
    at.run()
    assert not at.exception and not at.get("file_uploader") and "0" in at.markdown[0].value


def test_a_withdrawn_list_is_counted_nowhere_and_one_in_place_of_the_published_says_so(records):
    trust, item = with_own_list(records, area=SHEFFIELD, instead=True)
    assert "in the place of the published list" in html(opened(area=SHEFFIELD, service="family-hub"))
    records.edit(LOCAL, trust.id, item.id, 1, withdrawn=True)
    assert "of your own list" not in html(opened(area=SHEFFIELD, service="family-hub"))


def test_in_projector_view_an_own_list_is_not_counted_until_somebody_shows_it(records):
    with_own_list(records)
    at = opened(service="family-hub", projector="on")
    assert (
        "of your own list" not in html(at)
        and "hidden on this screen" in html(at)
        and "no published list" in html(at)
    )
    next(b for b in at.button if b.label == "Show them here").click()
    assert "of your own list" in html(done(at.run()))


def test_a_list_is_reported_row_by_row_and_saved_only_then(records):
    at = opened(page="trust/local_data/page.py")
    up = next(u for u in at.file_uploader if u.label == "A list of services")
    up.set_value(("our hubs.csv", OWN, "text/csv"))
    done(at.run())
    assert "1 of 2 rows can be used" in html(at) and "ZZ9 9ZZ" in html(at)
    assert records.trusts(LOCAL) == []
    at.button(key="edit:own-list:save").click()
    done(at.run())
    (trust,) = records.trusts(LOCAL)
    (item,) = records.items(LOCAL, trust.id, ServiceList)
    assert (item.body.title, len(item.body.services), item.body.file) == (
        "our hubs",
        1,
        "our hubs.csv",
    ) and "ZZ9" not in str(item.body)
    assert "of your own list" in html(opened(service="family-hub"))


def test_a_new_file_takes_the_place_of_a_list_and_the_version_before_comes_back(records):
    trust, item = with_own_list(records, instead=True)
    at = opened(page="trust/local_data/page.py")
    more = OWN + b"Second hub,family-hub,LS1 1UR\n"
    next(u for u in at.file_uploader if u.label == "A list of services").set_value(
        ("more.csv", more, "text/csv")
    )
    done(at.run())
    at.selectbox(key="edit:own-list:into").set_value(item.id)
    at.button(key="edit:own-list:save").click()
    done(at.run())
    now = records.item(LOCAL, trust.id, item.id)
    assert (now.version, len(now.body.services), now.body.instead, now.body.file) == (2, 2, True, "more.csv")
    records.undo(LOCAL, trust.id)
    assert records.item(LOCAL, trust.id, item.id).body == item.body


def test_the_template_is_read_back_by_the_reader():
    ground = prepared_coverage_data()
    found = own_list_of(ground, ground.areas.by_code(LEEDS), services_template(), "template.csv")
    assert len(found.services) == 1 and not found.problems and found.services[0].ages == (4, 11)


def ask(layer, query, headers=()):
    scope = {
        "type": "http",
        "method": "GET",
        "headers": list(headers),
        "query_string": query.encode(),
        "path_params": {"layer": layer},
    }
    return places_route.endpoint(Request(scope))


@pytest.mark.parametrize(
    "layer", ["dots.json", "services.json", "schools.json", "outline.geojson", "map.svg"]
)
def test_every_layer_is_packed_marked_and_kept_for_good(layer):
    path = address(layer, SHEFFIELD, service="family-hub", km="usual", ages="0-15", detour="1", look="light")
    query = path.split("?")[1]
    plain, packed = ask(layer, query), ask(layer, query, [(b"accept-encoding", b"gzip, br")])
    assert (
        plain.status_code == 200
        and gzip.decompress(packed.body) == plain.body
        and len(packed.body) < len(plain.body)
    )
    assert packed.headers["content-encoding"] == "gzip" and "immutable" in packed.headers["cache-control"]
    again = ask(layer, query, [(b"if-none-match", plain.headers["etag"].encode())])
    assert again.status_code == 304 and not again.body
    assert "immutable" not in ask(layer, query.replace("v=", "v=old")).headers["cache-control"]


def test_all_england_comes_by_address_and_stays_small_enough():
    found = ask("dots.json", "area=England&service=out-of-school", [(b"accept-encoding", b"gzip")])
    assert len(json.loads(gzip.decompress(found.body))) > 33_000 and len(found.body) < 1_500_000
    assert len(json.loads(ask("schools.json", "area=England&service=library").body)) > 500


@pytest.mark.parametrize(
    ("layer", "query"),
    [
        ("dots.json", "area=Nowhere"),
        ("dots.json", f"area={LEEDS}&service=nothing"),
        ("dots.json", f"area={LEEDS}&km=far"),
        ("services.json", f"area={LEEDS}&service=breakfast-club"),
        ("outline.geojson", "area=England"),
        ("map.svg", "area=England"),
        ("dots.json", f"area={LEEDS}&km=900"),
        ("secrets.json", f"area={LEEDS}"),
        ("dots.json", "area=E10000006"),
    ],
)
def test_a_layer_that_cannot_be_is_answered_in_words(layer, query):
    answer = ask(layer, query)
    assert answer.status_code == 404 and answer.body.endswith(b".") and b"Traceback" not in answer.body


def test_addresses_know_nothing_of_own_lists():
    """Whatever stands in a session: the routes take words and nothing else."""
    assert b"Hub in the centre" not in ask("services.json", f"area={LEEDS}&service=family-hub").body


@pytest.mark.parametrize("ending", ["png", "svg", "csv", "xlsx"])
def test_the_page_can_be_taken_away_in_every_form(ending):
    asked, name = MAKERS["coverage"].answer(
        {"area": SHEFFIELD, "service": "family-hub", "layers": "reach.services", "sites": "2"}
    )
    made = MAKERS["coverage"].makers[ending](asked)
    assert made and name == "coverage-family-hub-sheffield"
    if ending == "svg":
        assert b"about February 2026" in made and b"Open Government Licence" in made and b"new site" in made


def test_siting_can_be_taken_away_and_nonsense_is_answered_in_words():
    asked, name = MAKERS["siting"].answer(
        {"area": SHEFFIELD, "service": "family-hub", "sites": "2", "weight": "1"}
    )
    assert b"chosen site" in MAKERS["siting"].makers["csv"](asked) and name.startswith("where-next")
    for query in (
        f"area={LEEDS}&service=family-hub&sites=2",
        "area=England&sites=2",
        f"area={LEEDS}&service=family-hub&km=x",
    ):
        scope = {
            "type": "http",
            "method": "GET",
            "headers": [],
            "query_string": query.encode(),
            "path_params": {"kind": "siting", "ending": "csv"},
        }
        assert files_route.endpoint(Request(scope)).status_code == 404


def test_family_wellbeing_shows_need_beside_provision():
    at = opened("priorities/family_wellbeing.py", area=SHEFFIELD)
    text = html(at)
    assert "Need and provision: family hubs" in text and 'src="places/map.svg?area=E08000019' in text
    assert text.index("Need and provision") < text.index("Which curve shall we turn?")
    assert "about February 2026" in text and "56%" in text


def test_family_wellbeing_shows_another_service_where_no_hubs_are_listed():
    text = html(opened("priorities/family_wellbeing.py", area=LEEDS))
    assert (
        "Leeds has no published list of family hubs, so out-of-school clubs are shown." in text
        and "0% of" not in text
    )


def test_the_picture_is_built_ahead():
    reach_picture.piece.cache_clear()
    map_layers._made.cache_clear()
    reach_picture.keep(SHEFFIELD)
    assert reach_picture.piece.cache_info().currsize == 1
    piece = str(reach_picture.piece(coverage.version(), SHEFFIELD, reach_picture.LIGHT))
    source = piece.split('<img class="coverage-picture" src="')[1]
    before = map_layers._made.cache_info().hits
    assert ask("map.svg", source.split('"')[0].replace("&amp;", "&").split("?")[1]).status_code == 200
    assert map_layers._made.cache_info().hits == before + 1


def test_several_services_at_once_say_who_has_none_of_them():
    at = opened(session={"together": True}, several="library.out-of-school")
    assert not at.exception
    assert "have none of them near" in html(at)
