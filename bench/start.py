"""What a command costs before it answers: processor time as a ratio to a Python that does nothing.

Run with `python -m bench.start`.
"""

import resource
import statistics
import subprocess
import sys

from c4eo_core.folders import ROOT

COMMANDS = {
    "c4eo --help": ["--help"],
    "c4eo progress --area Leeds": ["progress", "--area", "Leeds"],
    "c4eo find leeds": ["find", "leeds"],
}
_TIMES = 7


def seconds(command: list[str]) -> float:
    """Processor time of the command, its own and the system's: the middle of several runs."""
    spent = []
    for _ in range(_TIMES):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return statistics.median(spent)


def main() -> None:
    nothing = seconds([sys.executable, "-c", "pass"])
    print(f"{'python -c pass':<30} {nothing:6.3f} s")
    for name, words in COMMANDS.items():
        took = seconds([sys.executable, "-m", "c4eo_core.cli.main", *words])
        print(f"{name:<30} {took:6.3f} s  {took / nothing:5.1f} times python -c pass")


if __name__ == "__main__":
    main()
