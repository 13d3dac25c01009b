"""Packs on a terminal: one trust out of one copy's records, and in again in another's."""

import json
import stat

import pytest

from c4eo_core.accounts.permissions import LOCAL
from c4eo_core.cli import main
from c4eo_core.cli.users import TERMINAL
from c4eo_core.records.kinds import Idea
from c4eo_core.records.open_database import open_database


@pytest.fixture(autouse=True)
def copies(tmp_path, monkeypatch):
    """Goes to one of two copies of the app: each has records of its own."""
    monkeypatch.delenv("C4EO_DATABASE_URL", raising=False)
    monkeypatch.chdir(tmp_path)

    def go(name: str) -> None:
        monkeypatch.setenv("C4EO_RECORDS", str(tmp_path / f"{name}.sqlite"))

    go("here")
    opened = open_database()
    for name, area, words in (
        ("Leeds", "E08000035", "open the hall at seven"),
        ("Bath", "E06000022", "not for Leeds to read"),
    ):
        opened.records.add(LOCAL, opened.records.add_trust(LOCAL, name, area).id, Idea(text=words))
    opened.close()
    return go


def run(capsys, *words: str) -> tuple[int, str, str]:
    code = main.main(["pack", *words])
    said = capsys.readouterr()
    return code, said.out, said.err


def ideas(name: str) -> list[str]:
    opened = open_database()
    trust = next(t for t in opened.records.trusts(LOCAL) if t.name == name)
    found = [i.body.text for i in opened.records.items(LOCAL, trust.id, Idea)]
    opened.close()
    return found


def test_one_trust_goes_to_another_copy_and_no_other_goes_with_it(capsys, copies, tmp_path):
    code, out, _ = run(capsys, "export", "--trust", "leeds", "--out", "leeds.zip", "--json")
    assert code == 0 and json.loads(out)["items"] == 1
    assert stat.S_IMODE((tmp_path / "leeds.zip").stat().st_mode) == 0o600
    copies("there")
    assert "no trust yet" in run(capsys, "list")[1]
    code, out, _ = run(capsys, "import", "leeds.zip")
    assert code == 0 and "Leeds is in" in out
    assert [t["name"] for t in json.loads(run(capsys, "list", "--json")[1])] == ["Leeds"]
    assert ideas("Leeds") == ["open the hall at seven"]


def test_both_ways_are_noted_without_a_word_of_the_content(capsys, copies):
    run(capsys, "export", "--trust", "Leeds", "--out", "leeds.zip")
    copies("there")
    run(capsys, "import", "leeds.zip")
    opened = open_database()
    lines = [line.words for line in opened.accounts.log(TERMINAL)]
    opened.close()
    assert any("brought in" in line for line in lines) and not any("hall" in line for line in lines)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("export", "--trust", "Nowhere"), "Known: "),
        (("export", "--trust", "Leeds", "--out", "no/such/folder/x.zip"), "cannot be written"),
        (("import", "missing.zip"), "cannot be read"),
        (("import", "wrong.zip"), "not a trust's pack"),
        (("import", "leeds.zip"), "already"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence(capsys, tmp_path, words, expected):
    (tmp_path / "wrong.zip").write_bytes(b"PK nothing of ours")
    run(capsys, "export", "--trust", "Leeds", "--out", "leeds.zip")
    code, out, err = run(capsys, *words)
    assert code == 2 and out == "" and expected in err and "Traceback" not in err, err
    assert ideas("Leeds") == ["open the hall at seven"]


def test_another_trusts_pack_needs_the_name_and_goes_out_again(capsys, copies):
    run(capsys, "export", "--trust", "Leeds", "--out", "leeds.zip")
    copies("there")
    opened = open_database()
    opened.records.add_trust(LOCAL, "York", "E06000014")
    opened.close()
    code, out, err = run(capsys, "import", "leeds.zip", "--into", "York")
    assert code == 2 and out == "" and "Leeds (E08000035)" in err and "York (E06000014)" in err
    code, _, err = run(capsys, "import", "leeds.zip", "--into", "York", "--name", "Leeds")
    assert code == 2 and "not that name" in err and ideas("York") == []
    code, out, _ = run(capsys, "import", "leeds.zip", "--into", "York", "--name", "York", "--json")
    assert code == 0 and json.loads(out)["seal"] == "unsigned"
    assert ideas("York") == ["open the hall at seven"]
    code, out, _ = run(capsys, "undo", "--trust", "York", "--json")
    assert code == 0 and json.loads(out)["done"].startswith("Undone: brought in the pack of another trust")
    assert ideas("York") == []
    assert run(capsys, "undo", "--trust", "York")[0] == 2
    opened = open_database()
    lines = [line.words for line in opened.accounts.log(TERMINAL)]
    opened.close()
    assert any("having typed the name" in w for w in lines) and any("out again" in w for w in lines)


def test_with_a_secret_the_pack_is_signed_and_a_weak_one_is_refused(capsys, copies, monkeypatch):
    monkeypatch.setenv("C4EO_SECRET", "8f1c0a6e5b7d42938c60e1fa94d7b352")
    assert run(capsys, "export", "--trust", "Leeds", "--out", "leeds.zip")[0] == 0
    copies("there")
    code, out, _ = run(capsys, "import", "leeds.zip", "--json")
    assert code == 0 and json.loads(out)["seal"] == "signed"
    monkeypatch.setenv("C4EO_SECRET", "short")
    code, out, err = run(capsys, "list")
    assert code == 2 and "too short" in err and "Traceback" not in err
