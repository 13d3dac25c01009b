"""A scenario as somebody writes it down, read with every problem reported at once."""

from dataclasses import dataclass

import yaml

from c4eo_core.answers.desk import Names
from c4eo_core.answers.scenarios.effect import NamedAction, read_action
from c4eo_core.answers.scenarios.reader import Reader
from c4eo_core.catalogue.areas import UnknownArea
from c4eo_core.model.area import Area
from c4eo_core.model.indicator import Indicator
from c4eo_core.model.kinds import Polarity
from c4eo_core.model.problem import SourceProblems
from c4eo_core.projections.scenarios import OVERLAP
from c4eo_core.store.figures import UnknownIndicator

MOST_ACTIONS = 12
BENCHMARKS = {"neighbours_median": 0.5, "neighbours_best_quartile": 0.75}
_KEYS = ("area", "indicator", "target", "overlap", "actions", "benchmark")


@dataclass(frozen=True)
class Target:
    """year: the one in which the period ends. The target of a gap is its size."""

    value: float
    year: int


@dataclass(frozen=True)
class ScenarioForm:
    """benchmark_year: that of the target, if none is given; without either, the last year of the baseline."""

    area: Area
    indicator: Indicator
    target: Target | None
    overlap: float
    actions: tuple[NamedAction, ...]
    benchmark: str | None
    benchmark_year: int | None = None


def read_form(text: str, figures: Names, file: str = "scenario") -> ScenarioForm:
    """Raises SourceProblems with all that is wrong with it."""
    reader = Reader(file)
    form = _mapping(reader, text)
    reader.unknown_keys("", form, _KEYS)
    area, indicator = (
        _area(reader, form.get("area"), figures),
        _indicator(reader, form.get("indicator"), figures),
    )
    target = _target(reader, form.get("target"), indicator)
    overlap = reader.number(
        "overlap",
        form.get("overlap", OVERLAP),
        0,
        1,
        "give the share of the children reached by all of the actions.",
    )
    actions = _actions(reader, form.get("actions") or [], indicator)
    benchmark, benchmark_year = _benchmark(reader, form.get("benchmark"), indicator)
    if reader.problems or area is None or indicator is None or overlap is None:
        raise SourceProblems(reader.problems)
    return ScenarioForm(area, indicator, target, overlap, actions, benchmark, benchmark_year)


def _mapping(reader: Reader, text: str) -> dict:
    expected = "lines such as 'area: Barnsley' and 'indicator: ks2-rwm-expected'."
    do = "start from the example that comes with the project."
    try:
        form = yaml.safe_load(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"line {mark.line + 1}" if mark else ""
        reader.wrong(
            where,
            "this cannot be read as YAML.",
            expected,
            "look at the indents, colons and quotes around there.",
        )
        raise SourceProblems(reader.problems) from error
    if not isinstance(form, dict):
        reader.wrong("", "there is no scenario in it.", expected, do)
        raise SourceProblems(reader.problems)
    return form


def _area(reader: Reader, given: object, figures: Names) -> Area | None:
    expected, do = (
        "a nine-character code, a three-digit number or a name.",
        "give one authority; `c4eo areas` lists them.",
    )
    if given is None:
        reader.wrong("area", "there is none.", expected, do)
        return None
    try:
        area = figures.areas.find(str(given))
    except UnknownArea as error:
        reader.wrong("area", str(error), expected, do)
        return None
    if not area.is_authority:
        reader.wrong("area", f"{area.name} is not an authority of today.", "an authority that exists.", do)
    return area


def _indicator(reader: Reader, given: object, figures: Names) -> Indicator | None:
    expected, do = "an id, or lait:<source key>.", "give one indicator; `c4eo indicators` lists them."
    if given is None:
        reader.wrong("indicator", "there is none.", expected, do)
        return None
    try:
        indicator = figures.find(str(given))
    except UnknownIndicator as error:
        reader.wrong("indicator", str(error), expected, do)
        return None
    if indicator.polarity is Polarity.NONE:
        reader.wrong(
            "indicator",
            f"neither high nor low is better for {indicator.id}.",
            "an indicator with a better side.",
            "choose another one.",
        )
    return indicator


def _target(reader: Reader, given: object, indicator: Indicator | None) -> Target | None:
    if given is None:
        return None
    example = "write it as 'target: {value: 70, year: 2028}'."
    if not isinstance(given, dict):
        reader.wrong("target", f"'{given}' is not a target.", "a value and a year.", example)
        return None
    reader.unknown_keys("target", given, ("value", "year"))
    percentage = indicator is not None and indicator.unit.value == "percentage"
    value = reader.number(
        "target, value", given.get("value"), 0 if percentage else -1e9, 100 if percentage else None, example
    )
    year = _year(reader, "target, year", given.get("year"), indicator, example)
    if value is None or year is None:
        return None
    return Target(abs(value) if indicator and indicator.is_gap else value, year)


def _benchmark(reader: Reader, given: object, indicator: Indicator | None) -> tuple[str | None, int | None]:
    """A name alone, or a name and the year to compare in."""
    name, year = given, None
    if isinstance(given, dict):
        reader.unknown_keys("benchmark", given, ("name", "year"))
        name = given.get("name")
        example = "write it as 'benchmark: {name: neighbours_median, year: 2028}'."
        year = (
            _year(reader, "benchmark, year", given["year"], indicator, example) if "year" in given else None
        )
    if given is not None and (not isinstance(name, str) or name not in BENCHMARKS):
        expected = f"{' or '.join(BENCHMARKS)}."
        reader.wrong(
            "benchmark",
            f"'{name}' is not one we know.",
            expected,
            "write one of these, or take the line out.",
        )
    return (name if isinstance(name, str) else None), year


def _year(reader: Reader, where: str, given: object, indicator: Indicator | None, example: str) -> int | None:
    last = indicator.periods[-1].end.year if indicator else 2000
    year = reader.number(where, given, last + 1, last + 10, f"give a year after the last figures; {example}")
    if year is not None and year % 1:
        reader.wrong(where, f"{year:g} is not a year.", "a whole year.", example)
    return None if year is None else int(year)


def _actions(reader: Reader, given: object, indicator: Indicator | None) -> tuple[NamedAction, ...]:
    do = "start each action with '- name:', indented under 'actions:'."
    if not isinstance(given, list) or not all(isinstance(one, dict) for one in given):
        reader.wrong("actions", "this is not a list of actions.", "a list.", do)
        return ()
    if len(given) > MOST_ACTIONS:
        reader.wrong(
            "actions", f"there are {len(given)}.", f"{MOST_ACTIONS} at most.", "keep those that matter most."
        )
    found = [read_action(reader, n, one, indicator) for n, one in enumerate(given[:MOST_ACTIONS], start=1)]
    return tuple(a for a in found if a is not None)
