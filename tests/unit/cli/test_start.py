"""A command loads what it uses: the list of commands needs none of the figures' libraries."""

import subprocess
import sys

import pytest

from c4eo_core.folders import ROOT

HEAVY = ("numpy", "pandas", "scipy.special", "sqlalchemy", "pyarrow", "altair", "streamlit", "yaml")


@pytest.mark.parametrize(
    "code, without",
    [
        ("from c4eo_core.cli.main import parser; parser()", HEAVY),
        ("import c4eo_core.cli.standing", ("pandas", "sqlalchemy", "altair", "streamlit", "scipy.spatial")),
        ("import c4eo_core.cli.find", ("sqlalchemy", "altair", "streamlit")),
    ],
)
def test_a_command_starts_without_what_it_does_not_use(code, without):
    told = f"import sys; {code}; print([m for m in {without!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", told], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_an_unknown_command_is_answered_with_the_list_of_commands():
    command = [sys.executable, "-m", "c4eo_core.cli.main", "nonsense"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 2 and "invalid choice: 'nonsense'" in done.stderr and "progress" in done.stderr
