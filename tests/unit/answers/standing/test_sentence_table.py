"""The sentence table holds, and notices every word turned round."""

import ast
import re
import sys
from pathlib import Path

import pytest

from tests.unit.answers.standing.sentence_table import MODULES, rows, wrong

PAIRS = (
    ("behind", "ahead"),
    ("narrowed", "widened"),
    ("narrower", "wider"),
    ("better", "worse"),
    ("Better", "Worse"),
    ("higher", "lower"),
    ("Higher", "Lower"),
    ("smaller", "larger"),
    ("Smaller", "Wider"),
    ("rises", "falls"),
    ("gaining on", "falling behind"),
    ("more", "less"),
    ("up", "down"),
    ("good", "bad"),
)
_OTHER = {word: other for pair in PAIRS for word, other in (pair, pair[::-1])}
_WORDS = re.compile(rf"\b({'|'.join(sorted(map(re.escape, _OTHER), key=len, reverse=True))})\b")
# Words that no sentence of the table is made of: annotations, keys of what is only looked up, and sentences that
# say nothing of a side.
NO_SIDE = re.compile(
    r"Most of the|up or down|figure moves about|have moved|up to|so far|or more|more than one|more than a year|stand behind"
)


def turned_round(text: str) -> str:
    return _WORDS.sub(lambda m: _OTHER[m[0]], text)


class _Turn(ast.NodeTransformer):
    """Turns the words of the nth string that has a side; `text` is that string, None when there is none."""

    def __init__(self, nth: int):
        self.left, self.text = nth, None

    def visit_Expr(self, node):
        return node if isinstance(node.value, ast.Constant) else self.generic_visit(node)  # a docstring

    def visit_Constant(self, node):
        if not isinstance(node.value, str) or not _WORDS.search(node.value) or NO_SIDE.search(node.value):
            return node
        self.left -= 1
        if self.left != -1:
            return node
        self.text = node.value
        return ast.copy_location(ast.Constant(turned_round(node.value)), node)


def run(name: str, code) -> None:
    """The module anew from this code, and those that take their words from it."""
    exec(code, vars(sys.modules[name]))
    for later in MODULES[MODULES.index(name) + 1 :]:
        exec(_compiled(later, ast.parse(_source(later))), vars(sys.modules[later]))


def _source(name: str) -> str:
    return Path(sys.modules[name].__file__).read_text(encoding="utf-8")


def _compiled(name: str, tree):
    return compile(tree, name, "exec")


@pytest.fixture
def restored():
    """Every module as it was, whatever a mutation did."""
    for name in MODULES:
        __import__(name)
    before = {name: dict(vars(sys.modules[name])) for name in MODULES}
    yield
    for name, names in before.items():
        vars(sys.modules[name]).clear()
        vars(sys.modules[name]).update(names)


def mutations(name: str):
    """(the string turned, the code) one after another."""
    nth = 0
    while True:
        turn = _Turn(nth)
        tree = turn.visit(ast.parse(_source(name)))
        if turn.text is None:
            return
        yield turn.text, _compiled(name, ast.fix_missing_locations(tree))
        nth += 1


def test_every_sentence_reads_as_the_table_says():
    assert wrong() == []
    assert len(list(rows())) >= 110


def test_every_word_turned_round_is_noticed(restored):
    """Behind for ahead, narrowed for widened, better for worse, higher for lower: anywhere in these modules."""
    caught, missed = 0, []
    for name in MODULES:
        for text, code in mutations(name):
            run(name, code)
            if wrong():
                caught += 1
            else:
                missed.append((name, text))
        run(name, _compiled(name, ast.parse(_source(name))))
    assert missed == []
    assert caught >= 20


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("c4eo_core.indicators.gaps", "return self.size < 0", "return self.size > 0"),
        ("c4eo_core.model.gap_size", "(value > 0) ==", "(value < 0) =="),
        ("c4eo_core.indicators.significance", "good > 0, Verdict.BETTER", "good < 0, Verdict.BETTER"),
        (
            "c4eo_core.indicators.significance",
            "difference > 0, Verdict.HIGHER",
            "difference < 0, Verdict.HIGHER",
        ),
        ("c4eo_core.indicators.recent_trend", "orientation < 0, 1 - chance", "orientation > 0, 1 - chance"),
        ("c4eo_core.answers.standing.words", "if size > 0 else 'narrower'", "if size < 0 else 'narrower'"),
        ("c4eo_core.answers.public.counts", "trend.moved < 0", "trend.moved > 0"),
    ],
)
def test_a_sign_turned_round_is_noticed(restored, name, old, new):
    text = _source(name)
    assert old in text, "the rule is written in another way now: name its new form here"
    run(name, _compiled(name, ast.parse(text.replace(old, new))))
    assert wrong()
