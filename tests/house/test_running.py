"""What the manual gives to run the app with: each file is tried as it stands, nothing is fetched."""

import json
import os
import re
import secrets
import shlex
import shutil
import subprocess
import sys
import sysconfig
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from bench.servers import free_port
from c4eo_core.folders import ROOT

EXAMPLES = ROOT / "c4eo_core" / "docs" / "examples"
MANUAL = (ROOT / "c4eo_core" / "docs" / "shared-mode.md").read_text(encoding="utf-8")
APP = "/srv/c4eo"
STATE = "/var/lib/c4eo"


def test_the_service_file_is_one_that_systemd_takes(tmp_path: Path):
    program = shutil.which("systemd-analyze")
    if program is None:
        pytest.skip("systemd-analyze is not here.")
    stand_in = tmp_path / "c4eo"
    stand_in.write_text("#!/bin/sh\n")
    stand_in.chmod(0o755)
    unit = tmp_path / "c4eo.service"
    told = (EXAMPLES / "c4eo.service").read_text(encoding="utf-8")
    unit.write_text(told.replace(f"{APP}/.venv/bin/c4eo", str(stand_in)))
    done = subprocess.run(
        [program, "verify", "--man=no", str(unit)], capture_output=True, text=True, timeout=60
    )
    about = [line for line in done.stderr.splitlines() if "c4eo" in line]
    assert done.returncode == 0 and not about, done.stderr


def test_a_wrong_service_file_would_be_noticed(tmp_path: Path):
    program = shutil.which("systemd-analyze")
    if program is None:
        pytest.skip("systemd-analyze is not here.")
    unit = tmp_path / "c4eo.service"
    told = (EXAMPLES / "c4eo.service").read_text(encoding="utf-8")
    unit.write_text(told.replace("Restart=on-failure", "Restart=whenever"))
    done = subprocess.run(
        [program, "verify", "--man=no", str(unit)], capture_output=True, text=True, timeout=60
    )
    assert "whenever" in done.stderr


def steps() -> list[tuple[str, str]]:
    lines = (EXAMPLES / "Containerfile").read_text(encoding="utf-8").splitlines()
    return [tuple(line.split(" ", 1)) for line in lines if line and not line.startswith("#")]  # type: ignore[misc]


def test_every_step_of_the_container_file_runs_in_a_clean_folder_and_the_app_answers(tmp_path: Path):
    """The base's Python is this one, whose packages count as installed; /srv and /var are folders of the test."""
    app, state, port = tmp_path / "srv" / "c4eo", tmp_path / "var" / "c4eo", free_port()
    python = environment_of_its_own(tmp_path)
    environment = {
        "PATH": f"{python.parent}:{os.environ['PATH']}",
        "PIP_NO_INDEX": "1",
        "C4EO_SECRET": secrets.token_hex(32),
        "C4EO_ADDRESS": "https:" + "//curve.example.org",
        "C4EO_BUILD_AHEAD": "no",
    }

    def here(text: str) -> str:
        text = text.replace(APP, str(app)).replace(STATE, str(state)).replace("8501", str(port))
        return text.replace("1000:1000", f"{os.getuid()}:{os.getgid()}").replace("0.0.0.0", "127.0.0.1")

    command: list[str] = []
    for name, rest in steps():
        if name == "WORKDIR":
            Path(here(rest)).mkdir(parents=True)
        elif name == "COPY":
            copied(shlex.split(rest), app)
        elif name == "ENV":
            key, _, value = here(rest).partition("=")
            environment[key] = value
        elif name == "RUN":
            done = subprocess.run(
                here(rest), shell=True, cwd=app, env=environment, capture_output=True, text=True, timeout=300
            )
            assert done.returncode == 0, f"{rest}\n{done.stdout}\n{done.stderr}"
        elif name == "CMD":
            command = json.loads(here(rest))
        elif name == "HEALTHCHECK":
            assert f"127.0.0.1:{port}/health" in here(rest)
        else:
            assert name in ("FROM", "USER", "VOLUME", "EXPOSE"), f"the test does not know {name}"
    assert Path(here(STATE)).is_dir() and command
    started = subprocess.Popen(
        command, cwd=app, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    try:
        assert answers(f"http://127.0.0.1:{port}/health", started)
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=10)
        assert refused.value.code == 421, "every address but /health answers under its own name only"
        assert (state / "records.sqlite").exists()
    finally:
        started.terminate()
        started.wait(timeout=20)


def environment_of_its_own(folder: Path) -> Path:
    """A fresh environment that sees this one's packages, so that nothing has to be fetched."""
    subprocess.run(
        [sys.executable, "-m", "venv", "--without-pip", str(folder / "base")], check=True, timeout=120
    )
    (found,) = (folder / "base" / "lib").glob("python*/site-packages")
    (found / "these.pth").write_text(sysconfig.get_paths()["purelib"] + "\n")
    return folder / "base" / "bin" / "python"


def copied(words: list[str], app: Path) -> None:
    """Only what is under version control, as a fresh checkout would have it; large files as links."""
    *sources, target = words
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--", *sources], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    found = [name for name in listed.split("\0") if name]
    assert found, sources
    for name in found:
        to = app / target / (name if len(sources) > 1 else Path(name).relative_to(sources[0]))
        to.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, to)


def answers(address: str, process: subprocess.Popen) -> bool:
    end = time.monotonic() + 120
    while time.monotonic() < end and process.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                return answer.status == 200
        except OSError:
            time.sleep(0.2)
    return False


def test_the_manual_points_to_both_files_and_names_trusts_before_people():
    assert "examples/c4eo.service" in MANUAL and "examples/Containerfile" in MANUAL
    order = [
        MANUAL.index(words) for words in ("The first administrator", "Trusts, before people", "Then people")
    ]
    assert order == sorted(order)


def test_the_block_for_port_80_in_the_manual_answers_its_own_name_only():
    (told,) = re.findall(r"```nginx\n(.*?)```", MANUAL, re.DOTALL)
    assert "$host" not in told.replace("$http_host", "")
    assert re.search(r"listen 80 default_server;\s+return 444;", told)
