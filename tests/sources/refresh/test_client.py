"""Files are asked for politely, come whole or not at all, and a page of words is never taken for a file."""

import json

import pytest
from refresh_stand_in import File

from c4eo_core.sources.refresh.client import NotFetched, Publisher, open_client
from c4eo_core.sources.refresh.stored_files import Downloads

BODY = bytes(range(256)) * 2000


@pytest.fixture
def publisher():
    waits = []
    with open_client() as client:
        made = Publisher(client, waits.append)
        made.waits = waits
        yield made


def ask(publisher, stand_in, tmp_path, file, known=None):
    stand_in.files["/file.bin"] = file
    seen = []
    answer = publisher.download(
        f"{stand_in.address}/file.bin", tmp_path / "file.bin", known or {}, lambda n, of: seen.append((n, of))
    )
    return answer, seen


def test_a_file_comes_whole_and_says_how_far_it_is(publisher, stand_in, tmp_path):
    answer, seen = ask(publisher, stand_in, tmp_path, File(BODY))
    assert (tmp_path / "file.bin").read_bytes() == BODY
    assert seen[-1] == (len(BODY), len(BODY)) and not answer.unchanged


def test_a_download_that_broke_off_goes_on_where_it_was(publisher, stand_in, tmp_path):
    ask(publisher, stand_in, tmp_path, File(BODY, manners=["cut"]))
    assert (tmp_path / "file.bin").read_bytes() == BODY
    ranges = [h.get("range") or h.get("Range") for _, _, h in stand_in.seen]
    assert ranges[0] is None and ranges[1].startswith("bytes=") and ranges[1] != "bytes=0-"


def test_a_file_that_is_always_cut_leaves_what_was_there_and_no_half_file(publisher, stand_in, tmp_path):
    (tmp_path / "file.bin").write_bytes(b"before")
    with pytest.raises(NotFetched, match="could not be fetched"):
        ask(publisher, stand_in, tmp_path, File(BODY, manners=["cut"] * 9))
    assert (tmp_path / "file.bin").read_bytes() == b"before"
    assert [p.name for p in tmp_path.iterdir()] == ["file.bin"]


def test_a_busy_publisher_is_given_the_time_it_asks_for(publisher, stand_in, tmp_path):
    ask(publisher, stand_in, tmp_path, File(BODY, manners=["busy", "busy"]))
    assert publisher.waits[:2] == [1.0, 1.0]
    with pytest.raises(NotFetched, match="429 4 times"):
        ask(publisher, stand_in, tmp_path, File(BODY, manners=["busy"] * 9))


def test_nothing_is_sent_again_when_nothing_is_newer(publisher, stand_in, tmp_path):
    answer, _ = ask(publisher, stand_in, tmp_path, File(BODY))
    again, seen = ask(publisher, stand_in, tmp_path, File(BODY), answer.headers)
    assert again.unchanged and seen == []
    newer, _ = ask(publisher, stand_in, tmp_path, File(BODY + b"more"), answer.headers)
    assert not newer.unchanged


@pytest.mark.parametrize(
    "page", [b"<!DOCTYPE html><title>Licence</title>", b"\xef\xbb\xbf\n <html>sorry</html>"]
)
def test_a_licence_page_is_never_taken_for_a_file(publisher, stand_in, tmp_path, page):
    with pytest.raises(NotFetched, match="a page for people came instead"):
        ask(publisher, stand_in, tmp_path, File(page, "text/html"))
    assert list(tmp_path.iterdir()) == []


def test_an_empty_file_and_an_address_that_is_gone_are_told_apart(publisher, stand_in, tmp_path):
    with pytest.raises(NotFetched, match="empty"):
        ask(publisher, stand_in, tmp_path, File(b""))
    with pytest.raises(NotFetched, match="404"):
        publisher.download(f"{stand_in.address}/gone", tmp_path / "x", {}, lambda *_: None)


def test_what_an_api_says_is_wrong_is_passed_on(publisher, stand_in, tmp_path):
    told = {"title": "Bad request", "errors": [{"path": "page", "message": "Must be 1 or more."}]}
    stand_in.files["/bad"] = File(json.dumps(told).encode(), "application/problem+json", status=400)
    with pytest.raises(NotFetched, match="page Must be 1 or more"):
        publisher.json("GET", f"{stand_in.address}/bad")


def test_nobody_at_the_address_is_one_plain_sentence(publisher, stand_in, tmp_path):
    address = stand_in.address
    stand_in.close()
    with pytest.raises(NotFetched, match="Check the connection and the proxy"):
        publisher.download(f"{address}/file.bin", tmp_path / "x", {}, lambda *_: None)


def test_every_download_is_kept_with_its_hash_date_licence_and_headers(publisher, stand_in, tmp_path):
    downloads = Downloads(tmp_path)
    answer, _ = ask(publisher, stand_in, tmp_path, File(BODY))
    kept = downloads.keep("one", "file.bin", answer.url, "OGL", answer.headers)
    assert downloads.known("file.bin") == kept and len(kept.sha256) == 64 and kept.headers["etag"]
    (tmp_path / "file.bin").write_bytes(b"changed by hand")
    assert downloads.known("file.bin") is None
