"""One store in the place of another: the old or the new, whole, whatever happens."""

import os
import signal
import subprocess
import sys
import threading
import time

import pytest

from c4eo_core.store.swap import beside, exchange, go_back, take_over, tidy


def store(folder, version):
    folder.mkdir()
    for name in ("manifest.json", "figures", "baseline"):
        (folder / name).write_text(version)
    return folder


def whole(folder):
    return {(folder / name).read_text() for name in ("manifest.json", "figures", "baseline")}


def test_the_new_store_takes_the_place_and_the_old_one_is_kept(tmp_path):
    one, new = store(tmp_path / "figures", "1"), store(tmp_path / "figures.new", "2")
    take_over(one, new)
    assert whole(one) == {"2"} and whole(beside(one, "before")) == {"1"} and not new.exists()
    take_over(one, store(tmp_path / "figures.new", "3"))
    assert whole(one) == {"3"} and whole(beside(one, "before")) == {"2"}


def test_back_and_back_again_is_where_one_was(tmp_path):
    one = store(tmp_path / "figures", "1")
    with pytest.raises(FileNotFoundError, match="no store before"):
        go_back(one)
    take_over(one, store(tmp_path / "figures.new", "2"))
    go_back(one)
    assert whole(one) == {"1"}
    go_back(one)
    assert whole(one) == {"2"}


def test_a_store_put_aside_by_a_step_that_died_comes_back(tmp_path):
    one = store(tmp_path / "figures", "1")
    one.rename(tmp_path / ".figures.aside")
    (tmp_path / ".building-x").mkdir()
    tidy(one)
    assert whole(one) == {"1"} and sorted(p.name for p in tmp_path.iterdir()) == ["figures"]


def test_a_reader_never_finds_the_place_empty_while_stores_change_places(tmp_path):
    one, other = store(tmp_path / "figures", "1"), store(tmp_path / "figures.new", "2")
    stop, seen = threading.Event(), []

    def read():
        while not stop.is_set():
            seen.append((one / "manifest.json").read_text())

    reader = threading.Thread(target=read)
    reader.start()
    for _ in range(300):
        exchange(one, other)
    stop.set()
    reader.join()
    assert set(seen) <= {"1", "2"} and len(seen) > 10


@pytest.mark.parametrize("moment", range(30))
def test_killed_at_any_moment_the_old_or_the_new_store_is_there_whole(tmp_path, moment):
    store(tmp_path / "figures", "1")
    said = (
        "import sys, shutil; from pathlib import Path; from c4eo_core.store.swap import take_over, tidy\n"
        "one = Path(sys.argv[1])\n"
        "while True:\n"
        "    tidy(one); new = one.with_name('figures.new'); shutil.rmtree(new, ignore_errors=True); new.mkdir()\n"
        "    for name in ('manifest.json', 'figures', 'baseline'): (new / name).write_text('2')\n"
        "    print('go', flush=True); take_over(one, new)\n"
    )
    child = subprocess.Popen(
        [sys.executable, "-c", said, str(tmp_path / "figures")], stdout=subprocess.PIPE, env=os.environ
    )
    child.stdout.readline()
    time.sleep(0.0007 * moment)
    child.send_signal(signal.SIGKILL)
    child.wait()
    child.stdout.close()
    tidy(tmp_path / "figures")
    assert whole(tmp_path / "figures") in ({"1"}, {"2"})
