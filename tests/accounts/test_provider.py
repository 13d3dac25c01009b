"""The settings of an organisation's own sign-in: whole and strong, or refused."""

import secrets

import pytest

from c4eo_core.accounts.errors import SettingsRefused
from c4eo_core.accounts.oidc_provider import provider_of, takes_passwords

HTTPS, ENDING = "https:" + "//", "/.well-known/openid-configuration"
GOOD = {
    "C4EO_OIDC_METADATA": (
        f"{HTTPS}login.microsoftonline.com/3f2c1a7e-0000-4c5b-b112-36a304b66d00/v2.0{ENDING}"
    ),
    "C4EO_OIDC_CLIENT": "3f2c1a7e-9d41-4c5b-b112-36a304b66d00",
    "C4EO_OIDC_SECRET": "uXh8Q~3vR.kT9wLmZ2cN-pYb5sD7fGj0aE4i",
}


def test_there_is_none_unless_all_three_are_given():
    assert provider_of({}) is None and provider_of(dict.fromkeys(GOOD, " ")) is None
    assert provider_of(GOOD).client == GOOD["C4EO_OIDC_CLIENT"]
    for name in GOOD:
        with pytest.raises(SettingsRefused, match=name):
            provider_of({**GOOD, name: ""})


def test_the_secret_is_never_said():
    assert GOOD["C4EO_OIDC_SECRET"] not in repr(provider_of(GOOD))
    with pytest.raises(SettingsRefused) as refused:
        provider_of({**GOOD, "C4EO_OIDC_SECRET": "short-one-7"})
    assert "short-one-7" not in str(refused.value)


@pytest.mark.parametrize(
    "weak", ["secret", "change-me", "a" * 40, "abc" * 12, "0123456789abcdefghijklmnop", "x1" * 20]
)
def test_a_weak_secret_is_refused(weak):
    with pytest.raises(SettingsRefused, match="C4EO_OIDC_SECRET"):
        provider_of({**GOOD, "C4EO_OIDC_SECRET": weak})


def test_secrets_made_by_chance_are_taken():
    for _ in range(200):
        assert provider_of({**GOOD, "C4EO_OIDC_SECRET": secrets.token_urlsafe(24)})


def test_two_secrets_are_two():
    with pytest.raises(SettingsRefused, match="differ"):
        provider_of({**GOOD, "C4EO_SECRET": GOOD["C4EO_OIDC_SECRET"]})


@pytest.mark.parametrize(
    "address",
    [
        f"http:{'//'}idp.example.org{ENDING}",
        "idp.example.org",
        f"{HTTPS}idp.example.org",
        f"{HTTPS}idp.example.org{ENDING}#x",
        f"{HTTPS}me:word@idp.example.org{ENDING}",
        f"{HTTPS}[::1{ENDING}",
        f"ftp:{'//'}idp.example.org{ENDING}",
        f"{HTTPS}{ENDING}",
        f"{HTTPS}login.microsoftonline.com/common/v2.0{ENDING}",
        f"{HTTPS}login.microsoftonline.com/organizations/v2.0{ENDING}",
        f"{HTTPS}login.microsoftonline.com/Consumers/v2.0{ENDING}",
    ],
)
def test_an_address_that_could_be_listened_to_or_lets_anybody_in_is_refused(address):
    with pytest.raises(SettingsRefused, match="C4EO_OIDC_METADATA"):
        provider_of({**GOOD, "C4EO_OIDC_METADATA": address})


def test_plain_http_is_for_this_machine_only():
    assert provider_of({**GOOD, "C4EO_OIDC_METADATA": f"http:{'//'}127.0.0.1:9000{ENDING}"})


def test_passwords_can_be_off_only_where_there_is_another_way_in():
    assert takes_passwords({}) and takes_passwords(GOOD) and takes_passwords({**GOOD, "C4EO_PASSWORDS": "On"})
    assert not takes_passwords({**GOOD, "C4EO_PASSWORDS": "off"})
    for wrong in (
        {"C4EO_PASSWORDS": "off"},
        {**GOOD, "C4EO_PASSWORDS": "no"},
        {**GOOD, "C4EO_PASSWORDS": "0"},
    ):
        with pytest.raises(SettingsRefused, match="C4EO_PASSWORDS"):
            takes_passwords(wrong)
