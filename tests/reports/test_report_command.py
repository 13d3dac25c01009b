"""c4eo report: the ending says the form; what cannot be done is one sentence."""

import json

import pytest

from c4eo_core.cli import main, reports
from c4eo_core.reports.forms import FORMS
from tests.reports.report_examples import words_of


@pytest.fixture
def run(monkeypatch, capsys, desk):
    monkeypatch.setattr(reports, "open_desk", lambda folder=None: desk)

    def go(*arguments):
        code = main.main(["report", *map(str, arguments)])
        out, err = capsys.readouterr()
        return code, out, err

    return go


@pytest.mark.parametrize("ending", FORMS)
def test_the_ending_says_the_form(run, tmp_path, ending):
    out = tmp_path / f"card.{ending.upper()}"
    code, said, err = run(
        "--area", "Leeds", "--priority", "transitions", "--indicator", "exclusions", "--out", out, "--json"
    )
    answer = json.loads(said)
    assert (code, err) == (0, "") and answer["form"] == ending and answer["indicators"] == ["exclusions"]
    assert answer["bytes"] == out.stat().st_size and "Leeds" in words_of(ending, out.read_bytes())


def test_without_json_one_line_says_what_was_written_where(run, tmp_path):
    code, said, err = run("--area", "370", "--priority", "closing_the_gap", "--out", tmp_path / "b.xlsx")
    assert (
        (code, err) == (0, "")
        and len(said.splitlines()) == 1
        and "Barnsley" in said
        and str(tmp_path / "b.xlsx") in said
    )


@pytest.mark.parametrize(
    ("area", "priority", "out", "hint"),
    [
        ("Leeds", "transitions", "card.doc", "'.doc' is not a form"),
        ("Leeds", "transitions", "card", "a form is wanted"),
        ("Leeds", "transitions", "nowhere/card.pdf", "no folder"),
        ("Leeds", "transitions", "folder.pdf", "is a folder"),
        ("Leeds", "everything", "card.pdf", "closing_the_gap"),
        ("England", "transitions", "card.pdf", "give an authority"),
        ("Ledes", "transitions", "card.pdf", "Did you mean Leeds?"),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_leaves_no_file(run, tmp_path, area, priority, out, hint):
    (tmp_path / "folder.pdf").mkdir()
    code, said, err = run("--area", area, "--priority", priority, "--out", tmp_path / out)
    assert (code, said) == (2, "") and hint in err and len(err.strip().splitlines()) == 1
    assert [p.name for p in tmp_path.iterdir()] == ["folder.pdf"]


def test_a_place_that_cannot_be_written_is_one_sentence(run, tmp_path, monkeypatch):
    def refuse(self, data):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pathlib.Path.write_bytes", refuse)
    code, said, err = run("--area", "Leeds", "--priority", "transitions", "--out", tmp_path / "card.html")
    assert (code, said) == (2, "") and "Permission denied" in err and "close the file" in err
