"""An organisation's own sign-in, through st.login and a provider of the tests: who comes in, who does not,
and how it ends.
"""

import json
import time
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from itsdangerous import URLSafeTimedSerializer
from playwright.sync_api import expect

from bench.servers import free_port, server
from c4eo_core.accounts.settings import settings_of
from c4eo_core.records.open_database import open_database
from tests.browser import provider as idp_
from tests.browser.provider import as_named_to
from tests.browser.shared import BOSS, CANARY, SECRET, Visitor, path_of, shared_server
from tests.browser.waits import still

BUTTON = "Sign in with your organisation"


@pytest.fixture(scope="module")
def idp():
    with idp_.provider() as running:
        yield running


@pytest.fixture(scope="module")
def shared(tmp_path_factory, idp):
    with shared_server(tmp_path_factory.mktemp("organisation"), **as_named_to(idp)) as running:
        idp.callback = f"{running.address}/oauth2callback"
        yield running


@pytest.fixture(scope="module")
def accounts(shared):
    opened = open_database(f"sqlite:///{shared.records}")
    opened.accounts.invite(
        BOSS, "Ivy", "ivy@example.org", "member", [shared.leeds]
    )  # has never chosen a password
    yield opened.accounts
    opened.close()


@pytest.fixture
def visitor(shared):
    return Visitor(shared.address)


def person(accounts, name: str):
    return next(p for p in accounts.people(BOSS) if p.name == name)


def to_the_provider_and_back(visitor, idp, to: str = "/") -> str:
    """The address the provider sends the browser back to, not opened yet."""
    start = visitor.ask(f"/organisation?next={quote(to, safe='')}")
    away = visitor.ask(path_of(start.headers["location"]))
    assert (start.status, away.status) == (303, 302) and away.headers["location"].startswith(
        f"{idp.address}/authorize?"
    )
    back = Visitor(idp.address).ask(path_of(away.headers["location"])).headers["location"]
    assert back.startswith(f"{idp.callback}?") and parse_qs(urlsplit(back).query)["state"]
    return path_of(back)


def came_in(visitor, idp, name: str, to: str = "/"):
    idp.will_say(f"{name}@example.org")
    return visitor.ask(to_the_provider_and_back(visitor, idp, to))


def asked_to_sign_in(page, address: str) -> None:
    page.context.clear_cookies()
    page.goto(address)
    still(page)
    expect(page.get_by_role("heading", name="Please sign in")).to_be_visible()


def test_somebody_invited_comes_in_by_st_login_where_they_wanted_and_is_out_once_the_account_is_closed(
    page, shared, idp, accounts
):
    idp.will_say("Ivy@Example.org", role="administrator", groups=["administrators"], trusts=[shared.bath])
    asked_to_sign_in(page, f"{shared.address}/turning-the-curve?area=E08000035&workshop={shared.workshop}")
    page.get_by_role("button", name=BUTTON).click()
    page.get_by_text("Ivy, member").wait_for(timeout=30000)
    still(page)
    assert urlsplit(page.url).path == "/turning-the-curve" and f"workshop={shared.workshop}" in page.url
    assert CANARY in page.locator("body").inner_text() and not page.complaints and not idp.wrongs
    kept = {c["name"]: c for c in page.context.cookies(shared.address)}
    assert not [name for name in kept if name.startswith("_streamlit_user")], (
        "identity and tokens stay on the server"
    )
    assert (
        kept["c4eo-session"]["httpOnly"]
        and kept["c4eo-session"]["sameSite"] == "Lax"
        and "c4eo-begun" not in kept
    )
    assert "eyJ" not in json.dumps(kept), "no token of the provider's"
    for trust in (shared.leeds, shared.bath):  # a member reads, and takes nothing away
        assert page.context.request.get(f"{shared.address}/pack/{trust}.zip").status == 403
    accounts.close_account(BOSS, person(accounts, "Ivy").id)
    page.get_by_text("Projector view").click()
    page.get_by_role("heading", name="Please sign in").wait_for(timeout=15000)
    assert CANARY not in page.locator("body").inner_text()
    page.get_by_role("button", name=BUTTON).click()
    page.get_by_role("heading", name="You are not signed in").wait_for(timeout=15000)
    accounts.open_account(BOSS, person(accounts, "Ivy").id)


def test_somebody_unknown_here_is_told_plainly_and_gets_no_account(page, shared, idp, accounts):
    before = accounts.people(BOSS)
    idp.will_say("<b>eve</b>@example.org")
    asked_to_sign_in(page, f"{shared.address}/compare")
    page.get_by_role("button", name=BUTTON).click()
    page.get_by_text("Your organisation knows you as <b>eve</b>@example.org, but no open account").wait_for(
        timeout=15000
    )
    assert not Axe().run(page).response["violations"]
    page.get_by_role("link", name="Back to the sign-in").click()
    page.get_by_role("link", name=BUTTON).wait_for()
    assert not Axe().run(page).response["violations"]
    assert accounts.people(BOSS) == before and not [
        c for c in page.context.cookies() if c["name"] == "c4eo-session"
    ]


def test_signing_out_everywhere_ends_a_page_at_its_next_click(page, shared, idp, accounts):
    idp.will_say("sam@example.org")
    asked_to_sign_in(
        page,
        f"{shared.address}/turning-the-curve?area=E08000035&trust={shared.leeds}&workshop={shared.workshop}",
    )
    page.get_by_role("button", name=BUTTON).click()
    page.get_by_text("Sam, specialist").wait_for(timeout=30000)
    still(page)
    other = Visitor(shared.address)
    assert came_in(other, idp, "sam").status == 303
    other.ask("/sign-out", {"form": other.form("/sign-out"), "do": "everywhere"})
    page.get_by_text("Projector view").click()
    page.get_by_role("heading", name="Please sign in").wait_for(timeout=15000)
    assert CANARY not in page.locator("body").inner_text()


def test_a_cookie_of_streamlits_opens_nothing_even_a_good_one(page, shared, idp, accounts):
    """It would be what st.login keeps. Ours is the only session there is."""
    page.context.clear_cookies()
    key = settings_of({"C4EO_SECRET": SECRET, "C4EO_ADDRESS": shared.address}).other_key("streamlit identity")
    says = {
        "email": "sam@example.org",
        "email_verified": True,
        "iat": int(time.time()),
        "is_logged_in": True,
        "origin": shared.address,
        "provider": "default",
        "iss": idp.address,
        "aud": idp_.CLIENT,
        "sub": "x",
    }
    good = URLSafeTimedSerializer(key, salt="_streamlit_user").dumps(json.dumps(says))
    forged = URLSafeTimedSerializer("another key", salt="_streamlit_user").dumps(json.dumps(says))
    for value in (good, forged):
        page.context.add_cookies([{"name": "_streamlit_user", "value": value, "url": shared.address}])
        page.goto(f"{shared.address}/compare")
        still(page)
        expect(page.get_by_role("heading", name="Please sign in")).to_be_visible()
        for path in (f"/pack/{shared.leeds}.zip", "/oauth2callback", "/oauth2callback?state=x&code=y"):
            assert Visitor(shared.address).ask(path, Cookie=f"_streamlit_user={value}").status == 403
    assert Visitor(shared.address).ask("/auth/logout", Cookie=f"_streamlit_user={good}").status == 404


def test_the_session_ends_at_signing_out_and_its_cookie_is_dead(visitor, shared, idp, accounts):
    pack = f"/pack/{shared.leeds}.zip"
    answer = came_in(visitor, idp, "dee", "/compare?area=E09000007")
    assert (answer.status, answer.headers["location"]) == (303, "/compare?area=E09000007") and visitor.ask(
        pack
    ).status == 200
    stolen = visitor.cookie("c4eo-session").value
    visitor.ask("/sign-out", {"form": visitor.form("/sign-out"), "do": "here"})
    assert Visitor(shared.address).ask(pack, Cookie=f"c4eo-session={stolen}").status == 403
    time.sleep(0.01)
    assert came_in(visitor, idp, "dee").status == 303 and visitor.ask(pack).status == 200, (
        "and one can come back at once"
    )


@pytest.mark.parametrize(
    ("says", "words"),
    [
        ({"email": "sam@example.org", "verified": False}, "not confirmed"),
        ({"email": "sam@example.org", "verified": "no"}, "not confirmed"),
        ({"email": "eve@example.org"}, "no open account"),
        ({"email": ""}, "did not say which e-mail"),
        (
            {"email": "eve@example.org", "preferred_username": "sam@example.org", "upn": "sam@example.org"},
            "no open account",
        ),
    ],
)
def test_an_identity_without_a_verified_e_mail_of_an_account_is_refused(
    visitor, shared, idp, accounts, says, words
):
    before = accounts.people(BOSS)
    idp.will_say(**says)
    answer = visitor.ask(to_the_provider_and_back(visitor, idp))
    assert answer.status == 403 and words in answer.body.decode() and not visitor.cookie("c4eo-session")
    assert accounts.people(BOSS) == before and visitor.ask(f"/pack/{shared.leeds}.zip").status == 403


def test_an_answer_that_is_not_the_providers_or_not_for_us_is_refused(visitor, shared, idp, accounts):
    forger = idp_.RSAKey.generate_key(2048, {"kid": "one"})
    past = int(time.time()) - 7200
    spoilt = [
        {"spoils": {"nonce": "another"}},
        {"spoils": {"iss": "https:" + "//evil.example"}},
        {"spoils": {"aud": "another-app"}},
        {"spoils": {"aud": "another-app", "azp": idp_.CLIENT}},
        {"spoils": {"iat": past, "exp": past + 300}},
        {"spoils": {"sub": None}},
        {"forged": forger},
        {"refuses": "access_denied"},
    ]
    for wrong in spoilt:
        idp.will_say("sam@example.org")
        for name, value in wrong.items():
            setattr(idp, name, value)
        answer = visitor.ask(to_the_provider_and_back(visitor, idp, "/compare?area=E09000007"))
        assert "/sign-in?next=%2Fcompare%3Farea%3DE09000007" in answer.body.decode(), (
            "one more try still goes where it wanted"
        )
        assert (
            answer.status == 403
            and "could not be trusted" in answer.body.decode()
            and not visitor.cookie("c4eo-session")
        ), wrong
    assert came_in(visitor, idp, "sam").status == 303, "the same without a fault comes in"


def test_a_return_works_once_and_in_the_browser_it_was_begun_in(visitor, shared, idp, accounts):
    idp.will_say("sam@example.org")
    back = to_the_provider_and_back(visitor, idp)
    other = Visitor(shared.address)
    assert other.ask(back).status == 403 and not other.cookie("c4eo-session")
    to_the_provider_and_back(other, idp)
    assert other.ask(back).status == 403 and not other.cookie("c4eo-session"), (
        "somebody else's return in a browser that has left too"
    )
    word = visitor.cookie("c4eo-begun")
    visitor.jar.clear(word.domain, word.path, word.name)
    assert visitor.ask(back).status == 403 and not visitor.cookie("c4eo-session"), (
        "without our word Streamlit's alone does not count"
    )
    back = to_the_provider_and_back(visitor, idp)
    assert visitor.ask(back).status == 303 and visitor.cookie("c4eo-session")
    again = Visitor(shared.address)
    for cookie in visitor.jar:
        if cookie.name != "c4eo-session":
            again.jar.set_cookie(cookie)
    assert again.ask(back).status == 403 and not again.cookie("c4eo-session")


@pytest.mark.parametrize(
    "to",
    ["//evil.example", "https:" + "//evil.example", "/\\evil.example", "/a//evil.example", "/" + "x" * 5000],
)
def test_nobody_is_sent_to_another_site_afterwards(visitor, shared, idp, accounts, to):
    assert came_in(visitor, idp, "bea", to).headers["location"] == "/headline-curves"


def test_a_provider_that_does_not_answer_is_said_plainly(visitor, shared, idp, accounts):
    idp.will_say("sam@example.org")
    idp.silent = True
    away = visitor.ask(path_of(visitor.ask("/organisation?next=%2Fcompare").headers["location"]))
    assert (
        away.status == 502
        and "does not answer at the moment" in away.body.decode()
        and "%2Fcompare" in away.body.decode()
    )
    assert (
        visitor.ask("/auth/login?provider=forged&next=%2Fcompare").headers["location"]
        == "/sign-in?next=%2Fcompare"
    )
    idp.silent = False


def test_passwords_work_beside_it_and_every_answer_carries_the_headers(visitor, shared, idp, accounts):
    for path, status in (
        ("/sign-in?next=%2Fcompare", 200),
        ("/organisation", 303),
        ("/auth/login", 303),
        ("/oauth2callback", 403),
    ):
        answer = visitor.ask(path)
        assert answer.status == status and answer.headers["cache-control"] == "no-store", path
        for name in ("content-security-policy", "x-content-type-options", "referrer-policy"):
            assert len(answer.headers.get_all(name)) == 1, (path, name)
    assert 'href="/organisation?next=%2Fcompare"' in visitor.ask("/sign-in?next=%2Fcompare").body.decode()
    assert (
        visitor.sign_in("dee@example.org").status == 303
        and visitor.ask(f"/pack/{shared.leeds}.zip").status == 200
    )


def test_passwords_can_be_off(page, shared, idp, accounts, tmp_path):
    with shared_server(tmp_path, shared.records, **as_named_to(idp), C4EO_PASSWORDS="off") as alone:
        before, idp.callback = idp.callback, f"{alone.address}/oauth2callback"
        visitor = Visitor(alone.address)
        door = visitor.ask("/sign-in").body.decode()
        assert BUTTON in door and "<input" not in door
        word = Visitor(shared.address).form("/sign-in")
        assert (
            visitor.ask(
                "/sign-in", {"form": word, "email": "dee@example.org", "password": idp_.SECRET}
            ).status
            == 403
        )
        for path in ("/password", "/invitation/x"):
            assert visitor.ask(path).status == visitor.ask(path, {}).status == 404
        idp.will_say("ada@example.org")
        asked_to_sign_in(page, f"{alone.address}/people")
        assert page.get_by_role("main").get_by_role("link", name="Sign in with a password").count() == 0
        page.get_by_role("button", name=BUTTON).click()
        page.get_by_text("Ada, administrator", exact=True).wait_for(timeout=30000)
        page.get_by_text("Invite somebody").click()
        page.get_by_role("button", name="Make the account").wait_for()
        assert page.get_by_text("Change your password").count() == 0
        idp.callback = before


def test_a_server_with_half_of_the_settings_never_answers(idp):
    half = {**as_named_to(idp), "C4EO_OIDC_SECRET": ""}
    port = free_port()
    address = "http:" + f"//127.0.0.1:{port}"
    with (
        pytest.raises(RuntimeError, match="C4EO_OIDC_SECRET"),
        server(
            "app.py",
            "/health",
            port=port,
            C4EO_MODE="shared",
            C4EO_SECRET=SECRET,
            C4EO_ADDRESS=address,
            **half,
        ),
    ):
        pass
