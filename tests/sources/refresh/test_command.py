"""`c4eo refresh` against a publisher's stand-in that serves next year's files: report, refusal, yes, back."""

import atexit
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import pandas as pd
import pytest
import yaml
from refresh_stand_in import File

from c4eo_core.catalogue.areas import load_areas
from c4eo_core.cli import main
from c4eo_core.sources.refresh.stored_files import Downloads
from c4eo_core.store.disk import read_store, store_version

NAMES = ("bds_long_0.parquet", "lait_data_dictionary.csv", "sn_may_2025.xlsx")


_FIRST: list[Path] = []


class Copy:
    """A copy of the app with a store built from what the stand-in served first."""

    def __init__(self, folder, stand_in, release, capsys):
        self.folder, self.stand_in, self.release, self.capsys = folder, stand_in, release, capsys
        self.store, self.list = folder / "figures", folder / "releases.yaml"
        self.serve()
        self.entries = [self.entry(f"r{n}", name) for n, name in enumerate(NAMES)]
        self.write_list()
        self._built_once(folder)
        capsys.readouterr()

    def _built_once(self, folder):
        """The same first store for every test, and what it was built from among the downloads."""
        if not _FIRST:
            _FIRST.append(Path(tempfile.mkdtemp(prefix="c4eo-refresh-")) / "figures")
            atexit.register(shutil.rmtree, _FIRST[0].parent, ignore_errors=True)
            assert main.main(["build", "--lait", str(folder / "served"), "--out", str(_FIRST[0])]) == 0
        shutil.copytree(_FIRST[0], self.store)
        downloads = Downloads(folder / "downloads")
        for entry in self.entries:
            shutil.copyfile(folder / "served" / entry["file"], downloads.path(entry["file"]))
            downloads.keep(entry["id"], entry["file"], entry["url"], entry["licence"], {})

    def entry(self, name, file, adapter="file", group="tool", **more):
        return {
            "id": name,
            "title": file,
            "adapter": adapter,
            "url": f"{self.stand_in.address}/{file}",
            "file": file,
            "group": group,
            "licence": "Open Government Licence v3.0",
            "rhythm": "yearly",
            **more,
        }

    def write_list(self):
        self.list.write_text(yaml.safe_dump(self.entries), encoding="utf-8")

    def serve(self):
        self.release.write(self.folder / "served")
        for name in NAMES:
            self.stand_in.files[f"/{name}"] = File((self.folder / "served" / name).read_bytes())

    def options(self, *more):
        return [
            "refresh",
            *more,
            "--store",
            str(self.store),
            "--downloads",
            str(self.folder / "downloads"),
            "--releases",
            str(self.list),
        ]

    def run(self, *more):
        code = main.main([*self.options(*more), "--json"])
        out, self.err = self.capsys.readouterr()
        return code, json.loads(out) if out.strip() else None

    def figures(self):
        return read_store(self.store, load_areas())

    def next_year(self):
        f = self.release.figures
        newest = f[(f["Short Desc"] == "TotPermEx") & (f["Years"] == "2023/24")].assign(Years="2024/25")
        self.release.figures = pd.concat([f, newest], ignore_index=True)
        self.release.figures.loc[self.release.cell("TotPermEx", "2022/23", 383), "Values"] = "12.34"
        self.serve()


@pytest.fixture
def copy(tmp_path, stand_in, release, capsys, monkeypatch):
    monkeypatch.setattr("c4eo_core.sources.refresh.client._PAUSE", 0.0)
    return Copy(tmp_path, stand_in, release, capsys)


def test_check_says_what_is_newer_and_changes_nothing(copy):
    version = store_version(copy.store)
    assert copy.run("--check") == (0, {"newer": []})
    copy.next_year()
    code, told = copy.run("--check")
    assert code == 0 and "r0" in told["newer"] and store_version(copy.store) == version


def test_next_years_files_are_taken_in_told_and_given_back(copy):
    version = store_version(copy.store)
    copy.next_year()
    code, told = copy.run()
    assert code == 0 and told["taken"]
    assert [(p["indicator"], p["period"]) for p in told["new_periods"]] == [("exclusions", "2024/25")]
    (revision,) = told["revised"]
    assert revision["new"] == 12.34 and revision["area"] == "E08000035"
    assert copy.figures().find("exclusions").periods[-1].label == "2024/25"
    news = json.loads((copy.store / "news.json").read_text(encoding="utf-8"))
    assert news[0]["revised"] == 1 and news[0]["releases"]
    assert copy.run("--back")[1] == {"version": version}
    assert copy.figures().find("exclusions").periods[-1].label == "2023/24"


def test_too_many_changes_are_held_back_until_somebody_says_yes(copy):
    version = store_version(copy.store)
    f = copy.release.figures
    f["Values"] = [f"{float(v) + 1:.2f}" for v in f["Values"]]
    copy.serve()
    code, told = copy.run()
    assert code == 2 and not told["taken"] and "have changed" in " ".join(told["reasons"])
    assert store_version(copy.store) == version
    code, told = copy.run("--accept")
    assert code == 0 and told["taken"] and store_version(copy.store) != version


def test_without_a_store_that_waits_there_is_nothing_to_accept_or_to_go_back_to(copy):
    assert copy.run("--accept") == (2, None) and "No new store is waiting" in copy.err
    assert copy.run("--back") == (2, None) and "no store before" in copy.err


@pytest.mark.parametrize(
    ("name", "file", "said"),
    [
        (NAMES[0], File(b"<!doctype html>licence"), "a page for people came"),
        (NAMES[0], File(b"PAR1 cut in the middle"), "cannot be read"),
        (NAMES[1], File(b"", status=404), "answered 404"),
        (NAMES[1], File(b"other,columns\n1,2\n"), "there is no column"),
        (NAMES[0], File(b"x" * 5000, manners=["cut"] * 9), "could not be fetched"),
    ],
)
def test_a_source_that_is_broken_leaves_the_figures_in_use_untouched(copy, monkeypatch, name, file, said):
    monkeypatch.setattr("time.sleep", lambda _: None)
    before = {p.name: p.read_bytes() for p in copy.store.iterdir()}
    copy.stand_in.files[f"/{name}"] = file
    code, _ = copy.run()
    assert code == 2 and said in copy.err and "nothing was changed" in copy.err
    assert {p.name: p.read_bytes() for p in copy.store.iterdir()} == before


def test_every_broken_source_is_in_one_report(copy):
    copy.stand_in.files[f"/{NAMES[0]}"] = File(b"", status=404)
    copy.stand_in.files[f"/{NAMES[2]}"] = File(b"<html>sign in</html>")
    code, _ = copy.run()
    assert code == 2 and "2 problem(s)" in copy.err and "404" in copy.err and "a page for people" in copy.err


def test_a_list_that_only_maps_need_does_not_hold_the_figures_back(copy):
    copy.entries.append(copy.entry("hubs", "hubs.csv", group="places"))
    copy.write_list()
    copy.next_year()
    code, told = copy.run()
    assert code == 0 and told["taken"] and "The figures do not need it" in copy.err


def test_series_without_a_file_are_carried_over_from_the_store_in_use(
    tmp_path, stand_in, release, capsys, monkeypatch
):
    """The first store was built with a release that the list does not name."""
    cut = Path(__file__).parents[2] / "published" / "releases" / "place_survey_2008_la.csv"
    made = Copy(tmp_path, stand_in, release, capsys)
    assert (
        main.main(
            ["build", "--lait", str(tmp_path / "served"), "--community", str(cut), "--out", str(made.store)]
        )
        == 0
    )
    capsys.readouterr()
    before = made.figures()
    made.next_year()
    code, told = made.run()
    after = made.figures()
    assert code == 0 and told["gone_indicators"] == [] and told["missing"] == 0
    one = before.find("cohesion-2008-belong")
    m, n = before.index[one.id], after.index[one.id]
    leeds = before.areas.index["E08000035"]
    assert before.published[m, leeds, before.column[2008]] == after.published[n, leeds, after.column[2008]]
    assert any(o["file"] == "place_survey_2008_la.csv" for o in after.manifest["origins"])


def test_fifty_readers_meet_no_error_while_stores_change_places(copy):
    copy.next_year()
    code, _ = copy.run()
    stop, wrong, read = threading.Event(), [], []

    def reader():
        while not stop.is_set():
            try:
                read.append(copy.figures().version)
            except Exception as error:  # noqa: BLE001 - whatever it is, it is a failure
                wrong.append(error)

    readers = [threading.Thread(target=reader) for _ in range(50)]
    for one in readers:
        one.start()
    for _ in range(5):
        assert copy.run("--back")[0] == 0
    stop.set()
    for one in readers:
        one.join()
    assert code == 0 and wrong == [] and len(set(read)) == 2


@pytest.mark.parametrize("seconds", [0.6, 1.2, 1.8, 2.5, 3.5])
def test_killed_in_the_middle_of_a_refresh_the_old_or_the_new_store_is_there_whole(copy, seconds):
    old = store_version(copy.store)
    copy.next_year()
    child = subprocess.Popen(
        [sys.executable, "-m", "c4eo_core.cli.main", *copy.options()],
        stdout=subprocess.DEVNULL,
        env=os.environ,
    )
    time.sleep(seconds)
    child.send_signal(signal.SIGKILL)
    child.wait()
    assert copy.figures().version
    copy.run()
    assert (
        store_version(copy.store) != old and copy.figures().find("exclusions").periods[-1].label == "2024/25"
    )


def test_a_running_copy_takes_the_new_store_without_a_restart(copy, monkeypatch):
    from c4eo_core.answers import desk as desks

    monkeypatch.setenv("C4EO_STORE", str(copy.store))
    monkeypatch.setattr(desks, "_in_use", desks._DeskInUse())
    monkeypatch.setattr(desks, "_LOOK_AGAIN", 0.0)
    before = desks.prepared_desk()
    assert desks.prepared_desk() is before
    copy.next_year()
    copy.run()
    after = desks.prepared_desk()
    assert after.figures.version != before.figures.version
    assert after.figures.find("exclusions").periods[-1].label == "2024/25"
    (copy.store / "manifest.json").write_text("broken", encoding="utf-8")
    assert desks.prepared_desk() is after  # what cannot be read changes nothing
