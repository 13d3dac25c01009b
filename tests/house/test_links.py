"""Names in links and keys of widgets share one space over all pages: a name means one thing, wherever it is
read.
"""

import ast
from collections import defaultdict
from pathlib import Path

from c4eo_core.folders import ROOT

# Functions that read a name from the link, and where among their arguments the name stands.
READERS = {
    "choice": 0,
    "choices": 0,
    "flag": 0,
    "one_of": 1,
    "some_of": 1,
    "_picked": 1,
    "chosen": 0,
    "select": 2,
    "select_several": 2,
    "switch": 1,
}
# Read in more than one place, because it means the same there: going from one page to the other keeps the
# choice.
SAME_MEANING = {
    "indicator": "the indicator looked at",
    "curve": "the curve shown in full below the headlines",
    "trust": "which of several trusts of an authority",
    "about": "the priority that practice and evidence are about",
    "zoom": "the map of coverage, nearer",
}


def _called(node: ast.Call) -> str:
    return (
        node.func.attr
        if isinstance(node.func, ast.Attribute)
        else node.func.id
        if isinstance(node.func, ast.Name)
        else ""
    )


def _calls():
    for path in sorted((ROOT / "pages").rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                yield path.relative_to(ROOT), node


def _text(node: ast.expr | None) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def names_read() -> dict[str, set[Path]]:
    found = defaultdict(set)
    for path, node in _calls():
        at = READERS.get(_called(node))
        name = _text(node.args[at]) if at is not None and len(node.args) > at else None
        if name is not None:
            found[name].add(path)
    return found


def test_a_name_in_a_link_means_one_thing_on_every_page():
    found = names_read()
    assert {
        "area",
        "with",
        "projector",
        "indicator",
        "set",
        "workshop",
        "step",
        "show",
        "order",
    } <= found.keys()
    twice = {name: sorted(map(str, places)) for name, places in found.items() if len(places) > 1}
    assert twice.keys() <= SAME_MEANING.keys(), {n: p for n, p in twice.items() if n not in SAME_MEANING}


def test_what_is_written_into_a_link_is_also_read_from_it():
    written = {
        _text(n.args[0])
        for _, n in _calls()
        if _called(n) == "write" and n.args and ast.unparse(n.func) == "link.write"
    } - {None}
    assert len(written) > 20 and written <= names_read().keys(), written - names_read().keys()


def test_no_two_modules_give_a_widget_the_same_fixed_key():
    found = defaultdict(set)
    for path, node in _calls():
        if (
            isinstance(node.func, ast.Attribute)
            and isinstance(node.func.value, ast.Name)
            and node.func.value.id == "st"
        ):
            key = next((_text(k.value) for k in node.keywords if k.arg == "key"), None)
            if (
                key and not key.startswith("link_") and _called(node) != "container"
            ):  # a container's key is a hook for style
                found[key].add(str(path))
    assert len(found) > 8
    twice = {key: places for key, places in found.items() if len(places) > 1}
    assert not twice, twice


def test_no_fixed_key_begins_like_what_belongs_to_a_trust_or_to_the_link_by_accident():
    """`edit:` is cleared with its trust, `link_` is read from the link: only their own modules make such
    keys.
    """
    for path, node in _calls():
        key = next((_text(k.value) for k in node.keywords if k.arg == "key"), None)
        if key:
            assert not key.startswith("edit:"), (path, key)
            assert not key.startswith("link_") or key.removeprefix("link_") in names_read(), (path, key)
