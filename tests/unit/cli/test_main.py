"""The command line: its shapes, its names for things, and its manners when something is wrong."""

import json
import subprocess
import sys

import pytest

from c4eo_core.catalogue.areas import UnknownArea
from c4eo_core.cli import main, standing
from c4eo_core.folders import ROOT

AREA_KEYS = {"code", "number", "name"}
INDICATOR_KEYS = {"id", "title", "source_key", "polarity", "unit", "decimals"}
PROGRESS_KEYS = {
    "area",
    "indicator",
    "period",
    "value",
    "note",
    "status",
    "change",
    "rank",
    "quartile",
    "quartile_bounds",
    "england",
    "region",
    "neighbours",
    "comparisons",
    "recent_trend",
}


@pytest.fixture
def run(monkeypatch, capsys, desk):
    """Runs a command on the figures that came with the project: (exit code, standard output, standard error)."""
    monkeypatch.setattr(standing, "open_desk", lambda folder=None: desk)

    def go(*arguments):
        code = main.main(list(arguments))
        out, err = capsys.readouterr()
        return code, out, err

    return go


def strict(text):
    """JSON as other programs read it: without the NaN that Python lets pass."""

    def refuse(word):
        raise ValueError(word)

    return json.loads(text, parse_constant=refuse)


@pytest.fixture
def answer(run):
    def go(*arguments):
        code, out, err = run("progress", *arguments, "--json")
        assert (code, err) == (0, "")
        return strict(out)

    return go


TREND_KEYS = {"words", "since", "own_p", "england_p", "noticeable", "as_elsewhere", "figures"}


def check_progress(p):
    signed = {"concern_minus_reference"} if p["indicator"]["id"].startswith("gap-") else set()
    assert p.keys() == PROGRESS_KEYS | signed
    assert not signed or p["value"] is None or p["value"] == abs(p["concern_minus_reference"])
    assert p["area"].keys() == AREA_KEYS
    assert p["indicator"].keys() == INDICATOR_KEYS
    assert p["period"].keys() == {"label", "start", "end"}
    assert p["change"].keys() == {"value", "from"}
    assert p["rank"].keys() == {"position", "of"}
    assert p["quartile"] in {None, "A", "B", "C", "D"}
    assert p["quartile_bounds"] is None or len(p["quartile_bounds"]) == 5
    assert p["region"].keys() == {"name", "value"}
    assert p["neighbours"].keys() == {"list", "mean", "median", "best", "with_value", "of", "place"}
    assert all(n.keys() == {"code", "name", "closeness", "value"} for n in p["neighbours"]["list"])
    assert p["comparisons"].keys() == {"england", "neighbours"}
    assert p["recent_trend"].keys() == TREND_KEYS
    assert p["recent_trend"]["words"]


def test_progress_on_one_indicator_is_one_answer_in_the_shape_promised(answer):
    p = answer("--area", "Barnsley", "--indicator", "ks2-rwm-expected")
    check_progress(p)
    assert (p["area"], p["value"], p["england"]) == (
        {"code": "E08000016", "number": 370, "name": "Barnsley"},
        65.0,
        63.0,
    )
    assert (p["change"], p["period"]["label"]) == ({"value": 4.0, "from": "2023/24"}, "2024/25")
    assert (p["neighbours"]["of"], p["region"]["name"]) == (10, "Yorkshire and the Humber")


@pytest.mark.parametrize("convention", ["ours", "dfe"])
def test_progress_on_every_indicator_is_a_list_in_the_same_shape(answer, figures, convention):
    rows = answer("--area", "370", "--convention", convention)
    expected = [i for i in figures.indicators if convention == "ours" or (i.source_key and not i.beside)]
    assert [r["indicator"]["id"] for r in rows] == [i.id for i in expected]
    for row in rows:
        check_progress(row)


@pytest.mark.parametrize(
    "place",
    ["City of London", "Isles of Scilly", "909", "England", "Inner London", "Yorkshire and the Humber"],
)
def test_progress_of_any_kind_of_area_is_readable_by_other_programs(answer, place):
    for row in answer("--area", place):
        check_progress(row)
        assert (row["value"] is None) == (row["note"] is not None), row["indicator"]["id"]


@pytest.mark.parametrize(
    "text", ["E08000016", "e08000016", " E08000016 ", "E08000038", "370", "Barnsley", "barnsley", "arnsle"]
)
def test_an_area_goes_by_code_older_or_newer_code_number_or_part_of_its_name(answer, text):
    assert answer("--area", text, "--indicator", "ks2-rwm-expected")["area"]["name"] == "Barnsley"


@pytest.mark.parametrize(
    "text",
    [
        "ks2-rwm-expected",
        "lait:KS2RWM_Expected_STD",
        "LAIT:ks2rwm_expected_std",
        "lait: KS2RWM_EXPECTED_STD ",
    ],
)
def test_an_indicator_goes_by_id_or_source_key_in_any_case(answer, text):
    p = answer("--area", "370", "--indicator", text)
    assert (p["indicator"]["id"], p["indicator"]["source_key"]) == ("ks2-rwm-expected", "KS2RWM_Expected_STD")


def test_every_source_key_is_found_by_its_name(figures):
    for indicator in figures.indicators:
        if indicator.source_key:
            assert figures.find(f"lait:{indicator.source_key.upper()}") is indicator


def test_every_area_is_found_by_code_number_and_name(figures):
    for area in figures.areas.areas:
        assert figures.areas.find(area.code) is area
        assert figures.areas.find(str(area.number)) is area
        assert figures.areas.find(area.name) is area
        for alias in area.aliases:
            assert figures.areas.find(alias) is area


@pytest.mark.parametrize("command", ["indicators", "areas"])
def test_the_lists_are_readable_and_keep_the_order_of_the_store(run, figures, command):
    code, out, err = run(command, "--json")
    rows = strict(out)
    assert (code, err) == (0, "")
    if command == "areas":
        assert [r["code"] for r in rows] == [a.code for a in figures.areas.areas]
        assert {frozenset(r) for r in rows} == {
            frozenset({"code", "number", "name", "kind", "region", "successors", "neighbours"})
        }
        assert {frozenset(n) for r in rows for n in r["neighbours"]} == {
            frozenset({"code", "name", "closeness"})
        }
    else:
        assert [r["id"] for r in rows] == [i.id for i in figures.indicators]
        wanted = {"id", "title", "source", "source_key", "polarity", "unit", "decimals", "periods"}
        assert all(wanted <= r.keys() and r["periods"] for r in rows)


def test_indicators_of_one_priority_only(run, figures):
    _, out, _ = run("indicators", "--priority", "transitions", "--json")
    assert {r["id"] for r in strict(out)} == {i.id for i in figures.indicators if i.priority == "transitions"}


@pytest.mark.parametrize(
    "arguments",
    [("indicators",), ("areas",), ("progress", "--area", "City of London"), ("progress", "--area", "909")],
)
def test_without_json_there_is_one_line_for_each(run, figures, arguments):
    code, out, err = run(*arguments)
    count = len(figures.areas.areas) if arguments[0] == "areas" else len(figures.indicators)
    assert (code, err) == (0, "") and len(out.splitlines()) == count + (arguments[0] == "progress")
    assert "nan" not in out.casefold().split()


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (("progress", "--area", "Barnsly"), "Did you mean Barnsley?"),
        (("progress", "--area", "E06999999"), "E06999999"),
        (("progress", "--area", "999"), "999"),
        (("progress", "--area", ""), "not an area"),
        (("progress", "--area", "shire"), "could be"),
        (("progress", "--area", "370", "--indicator", "ks2-rwm-expcted"), "Did you mean ks2-rwm-expected?"),
        (("progress", "--area", "370", "--indicator", "lait:nothing"), "lait:nothing"),
        (("indicators", "--priority", "everything"), "closing_the_gap"),
        (("build", "--lait", "nowhere", "--ees", "gone.csv"), "gone.csv"),
    ],
)
@pytest.mark.parametrize("as_json", [False, True])
def test_what_is_not_known_is_one_sentence_on_standard_error_and_exit_code_2(run, arguments, hint, as_json):
    code, out, err = run(*arguments, *(["--json"] if as_json else []))
    assert (code, out) == (2, "")
    assert hint in err and len(err.strip().splitlines()) == 1 and "Traceback" not in err


@pytest.mark.parametrize("command", [("progress", "--area", "370"), ("areas",), ("indicators",)])
def test_a_folder_without_a_store_is_one_sentence_and_says_how_to_make_one(capsys, tmp_path, command):
    assert main.main([*command, "--store", str(tmp_path / "nowhere")]) == 2
    out, err = capsys.readouterr()
    assert out == "" and len(err.strip().splitlines()) == 1 and "c4eo build" in err


def test_a_build_from_a_folder_that_is_not_there_says_so_and_makes_nothing(capsys, tmp_path):
    assert main.main(["build", "--lait", str(tmp_path / "nowhere"), "--out", str(tmp_path / "out")]) == 2
    out, err = capsys.readouterr()
    assert out == "" and "no such folder" in err and "Traceback" not in err
    assert list(tmp_path.iterdir()) == []


def test_a_build_prints_what_was_dropped_mended_and_doubtful_and_can_be_read_at_once(
    capsys, tmp_path, release
):
    release.figures.loc[release.cell("PriFSM", "2024", 370), "LA Number"] = 1000.0
    folder, out = release.write(tmp_path / "release"), tmp_path / "store"
    assert main.main(["build", "--lait", str(folder), "--out", str(out)]) == 0
    said = capsys.readouterr().out
    assert "1000" in said and "doubtful" in said and "6 indicators and 1 gaps" in said
    assert (
        main.main(
            ["progress", "--area", "370", "--indicator", "lait:Invented_Score", "--store", str(out), "--json"]
        )
        == 0
    )
    check_progress(strict(capsys.readouterr().out))
    assert main.main(["build", "--lait", str(folder), "--out", str(out), "--json"]) == 0
    assert strict(capsys.readouterr().out).keys() == {"built", "version", "origins", "indicators", "ledger"}


def test_a_build_names_all_problems_at_once(capsys, tmp_path, release):
    release.figures = release.figures.rename(columns={"Values": "Value"})
    release.dictionary = release.dictionary.rename(columns={"Polarity": "Polarities"})
    folder = release.write(tmp_path / "release")
    assert main.main(["build", "--lait", str(folder), "--out", str(tmp_path / "out")]) == 2
    err = capsys.readouterr().err
    assert err.startswith("2 problem(s); nothing was changed.") and "'Values'" in err and "'Polarity'" in err


def test_the_process_itself_ends_with_code_2_and_no_traceback():
    done = subprocess.run(
        [sys.executable, "-m", "c4eo_core.cli.main", "progress", "--area", "Nowhere at all"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stdout) == (2, "") and len(done.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize("where", ["papers", "release"])
def test_a_build_never_replaces_a_folder_that_is_not_a_store(capsys, tmp_path, release, where):
    folder = release.write(tmp_path / "release")
    papers = tmp_path / "papers"
    papers.mkdir()
    (papers / "letter.txt").write_text("not ours")
    before = sorted(p.name for p in (tmp_path / where).iterdir())
    assert main.main(["build", "--lait", str(folder), "--out", str(tmp_path / where)]) == 2
    assert sorted(p.name for p in (tmp_path / where).iterdir()) == before
    assert where in capsys.readouterr().err


@pytest.mark.parametrize("damage", ["cut off", "gone"])
def test_a_damaged_store_is_one_sentence_and_no_traceback(capsys, tmp_path, release, damage):
    store = tmp_path / "store"
    assert main.main(["build", "--lait", str(release.write(tmp_path / "release")), "--out", str(store)]) == 0
    capsys.readouterr()
    file = store / "observations.parquet"
    file.write_bytes(file.read_bytes()[:1000]) if damage == "cut off" else file.unlink()
    assert main.main(["progress", "--area", "370", "--store", str(store)]) == 2
    err = capsys.readouterr().err
    assert "c4eo build" in err and len(err.strip().splitlines()) == 1


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Bournem", "Bournemouth, Christchurch and Poole"),
        ("Cumbr", "Cumbria"),
        ("dorset", "Dorset"),
        ("tyneside, n", None),
        ("england", "England"),
    ],
)
def test_an_authority_of_today_comes_before_one_that_has_ended(figures, text, name):
    if name is None:
        with pytest.raises(UnknownArea):
            figures.areas.find(text)
    else:
        assert figures.areas.find(text).name == name
