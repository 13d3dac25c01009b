"""`c4eo school`: one answer, files, and refusals in a sentence."""

import io
import json
import zipfile

import pytest

from c4eo_core.cli.main import main


def test_a_schools_community_as_json_has_the_agreed_parts(capsys):
    assert main(["school", "105780", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert {"school", "area", "shares", "reach", "unknown"} <= found.keys()
    share = found["shares"]["income-deprived-children"]
    assert {"value", "authority", "england"} <= share.keys()
    assert [part["part"] for part in found["reach"]] == [
        "childcare",
        "activities",
        "parenting",
        "referral",
        "community",
    ]


def test_a_closed_school_is_answered_by_its_successor_with_a_word_on_it(capsys):
    from c4eo_core.answers.schools.school_data import prepared_school_data

    gone = next(c for c in prepared_school_data().community.closed.values() if c.successor)
    assert main(["school", str(gone.urn), "--json"]) == 0
    printed = capsys.readouterr()
    assert json.loads(printed.out)["school"]["urn"] == gone.successor
    assert "closed; this is the school that took its place" in printed.err


def test_a_circle_is_asked_for_in_kilometres(capsys):
    assert main(["school", "105780", "--km", "1", "--json"]) == 0
    area = json.loads(capsys.readouterr().out)["area"]
    assert (area["kind"], area["km"]) == ("circle", 1.0)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("school",), "Give the number of one school"),
        (("school", "999999"), "six digits"),
        (("school", "105780", "--km", "99"), "must be from"),
        (("school", "Church of England Primary"), "could be several schools"),
        (("school", "zzzzqqqq"), "was found"),
        (("school", "105780", "--out", "sheet.docx"), ".pdf or .html"),
        (("school", "105780", "--out", "no-such-folder/a.pdf"), "There is no folder"),
        (("school", "--area", "Rochdale"), "--out FILE.zip"),
        (("school", "--area", "North West", "--out", "a.zip"), "not an authority of today"),
    ],
)
def test_what_cannot_be_answered_is_one_sentence_and_exit_code_two(capsys, arguments, words):
    assert main(list(arguments)) == 2
    printed = capsys.readouterr()
    assert printed.out == "" and words in printed.err and len(printed.err.splitlines()) == 1


def test_a_sheet_and_a_page_are_written(tmp_path):
    for name, start in (("a.pdf", b"%PDF"), ("a.html", b"<!doctype html>")):
        assert main(["school", "105780", "--out", str(tmp_path / name)]) == 0
        assert (tmp_path / name).read_bytes().startswith(start)


def test_every_school_of_an_authority_comes_as_a_zip_with_a_list(tmp_path, capsys):
    assert main(["school", "--area", "Rutland", "--out", str(tmp_path / "all.zip"), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    with zipfile.ZipFile(io.BytesIO((tmp_path / "all.zip").read_bytes())) as pack:
        names = pack.namelist()
        index = pack.read("index.html").decode()
        sheets = [n for n in names if n.endswith(".pdf")]
        assert len(sheets) == len(set(sheets)) == said["schools"] > 10
        assert all(n in index for n in sheets)
        assert pack.read(sheets[0]).startswith(b"%PDF")
