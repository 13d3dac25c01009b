"""Commands that take their time say so on a terminal, and say nothing of it into a pipe."""

import pytest

from c4eo_core.cli import forecasts, main, school

either = pytest.mark.parametrize("terminal", [True, False])


def told(capsys, terminal, words):
    out, error = capsys.readouterr()
    assert (words in error) == terminal and words not in out and (terminal or not error)
    return out


@either
def test_a_pack_of_schools_counts_its_sheets(tmp_path, capsys, terminal, monkeypatch):
    monkeypatch.setattr("sys.stderr.isatty", lambda: terminal)
    monkeypatch.setattr(school, "schools_of_area", lambda _data, _area: [110023, 110025])
    monkeypatch.setattr(
        school, "pack_zip", lambda _data, urns, _title, _day, shown: shown(len(urns)) or b"PK"
    )
    out = tmp_path / "pack.zip"
    main.main(["school", "--area", "Leeds", "--out", str(out)])
    assert "2 sheets for Leeds" in told(capsys, terminal, "2 of 2 sheets") and out.read_bytes() == b"PK"


@either
def test_a_backtest_says_what_it_does(capsys, terminal, monkeypatch):
    monkeypatch.setattr("sys.stderr.isatty", lambda: terminal)
    monkeypatch.setattr(forecasts.backtests, "backtest_of", lambda _figures, _holdout: None)
    monkeypatch.setattr(forecasts.backtests, "as_json", lambda _found: {"indicators": 1})
    main.main(["backtest", "--json"])
    assert told(capsys, terminal, "years held out") == '{"indicators": 1}\n'
