"""Two specialists, three trusts, two browsers at once: what one trust has written never stands where another
is.
"""

import io
import zipfile
from concurrent.futures import ThreadPoolExecutor

import pytest

from bench.canaries import run
from bench.canary_browser import found_in
from bench.canary_trusts import LEEDS, full_of
from c4eo_core.records.kinds import KINDS

SWITCHES = 12  # `python -m bench.canaries` makes two hundred


@pytest.fixture(scope="module")
def seen():
    """In a thread of its own: beside the browser of other tests, which holds this one, Playwright starts no
    second.
    """
    with ThreadPoolExecutor(1) as alone:
        return alone.submit(run, SWITCHES).result()


def test_no_byte_of_one_trust_reaches_the_screen_link_storage_download_log_or_disk_of_another(seen):
    assert not seen.leaks, [str(leak) for leak in seen.leaks[:5]]
    assert not seen.troubles, seen.troubles
    assert all(made > SWITCHES // 2 for made in seen.steps.values()) and len(seen.steps) == 2


def test_the_search_was_not_for_nothing(seen):
    """The words were there to be found where they belong, in both browsers, by every way of switching."""
    assert all(seen.own[who] > made / 3 for who, made in seen.steps.items()), seen.own
    assert (
        seen.ways["trust picker"]
        and seen.ways["menu"]
        and seen.ways["authority picker"]
        and seen.ways["link made by hand"]
    )
    assert seen.frames > 5 * SWITCHES and seen.downloads["theirs"] == seen.downloads["of others"] > 0
    assert any("trust-files" in address for address in seen.addresses)


@pytest.mark.parametrize("kind", KINDS)
def test_the_words_stand_in_a_record_of_every_kind_and_are_found_in_an_archive(kind):
    body = repr(full_of(KINDS[kind], "zq1canary", LEEDS))
    assert "zq1canary" in body
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as pack:
        pack.writestr("inside.json", body * 3)
    assert found_in({"pack": packed.getvalue()}, ["zq1canary", "zq2canary"]) == [("pack", "zq1canary")]
