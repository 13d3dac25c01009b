"""Promises of the evidence cards: every fault of a file is named at once, and nothing is used beyond what it
measured.
"""

import datetime as dt

import pytest

from c4eo_core.catalogue.card import Cost
from c4eo_core.catalogue.cards import CARDS, known_indicators, load_cards, read_themes
from c4eo_core.model.problem import SourceProblems

WHOLE = """
title: A theme
cards:
- id: breakfast
  title: Breakfast
  done: Children eat before school.
  priorities: [closing_the_gap]
  topics: [attainment]
  ages: [6, 7]
  phases: [primary]
  reach: universal
  settings: [school]
  cost: {low: 10, high: 20, currency: GBP, per: child, period: year, year: "2019"}
  time: {months: 12, words: one school year}
  take_up: {words: half of them, low: 0.4, high: 0.6}
  cautions: [It is one study.]
  effects:
  - id: reading
    outcome: reading at seven
    measures: [ks1-reading-expected]
    result: better
    value: 1.26
    low: 1.02
    high: 1.57
    range: interval
    level: 95
    unit: odds_ratio
    better: more
    security: {scale: eef-trial, rating: "4"}
    feeds: [ks1-reading-expected]
    source: trial
  sources:
  - {id: trial, title: A trial, publisher: A board, link: "https://example.org/a", read: 2026-11-30, how: abstract}
  checked: 2026-11-30
"""


@pytest.fixture
def read(tmp_path):
    def go(text, name="theme"):
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
        return read_themes(tmp_path, known_indicators())

    return go


@pytest.fixture
def problems(read):
    def go(text):
        with pytest.raises(SourceProblems) as stopped:
            read(text)
        return [str(p) for p in stopped.value.problems]

    return go


@pytest.fixture
def card(read):
    return lambda text=WHOLE: read(text)[0].cards[0]


def test_a_whole_card_is_read_to_the_last_field(card):
    found = card()
    assert (found.theme, found.age_from, found.age_to) == ("theme", 6, 7)
    assert found.cost and (found.cost.low, found.cost.high, found.cost.rank) == (10, 20, 1)
    assert found.take_up and (found.take_up.low, found.take_up.high) == (0.4, 0.6)
    assert found.security and (found.security.rating, found.security.rank) == ("4", 4)
    assert found.indicators == found.measured == ("ks1-reading-expected",)
    assert found.may_feed_sum and found.effects[0].might_do_nothing is False
    source = found.source_of(found.effects[0])
    assert source and source.address == "https://example.org/a"


# One fault each: what is replaced, by what, and what the message must name.
FAULTS = {
    "no title of the file": ("title: A theme\n", "", "theme.yaml, title"),
    "no cards": (WHOLE[WHOLE.index("cards:") :], "cards: []\n", "cards"),
    "a field we do not know": ("  ages: [6, 7]", "  age: [6, 7]", "breakfast, age"),
    "an id with capitals": ("- id: breakfast", "- id: Break fast", "'Break fast' is no id"),
    "no title": ("  title: Breakfast\n", "", "breakfast, title"),
    "nothing is done": ("  done: Children eat before school.\n", "", "breakfast, done"),
    "a list for a text": ("done: Children eat before school.", "done: [eat, more]", "breakfast, done"),
    "a priority we do not have": ("[closing_the_gap]", "[closing_gaps]", "'closing_gaps'"),
    "no priority": ("  priorities: [closing_the_gap]\n", "", "breakfast, priorities"),
    "a topic we do not have": ("[attainment]", "[money]", "'money'"),
    "ages the wrong way round": ("ages: [6, 7]", "ages: [7, 6]", "7 is above 6"),
    "ages in words": ("ages: [6, 7]", "ages: six", "two ages"),
    "a phase we do not have": ("phases: [primary]", "phases: [prime]", "'prime'"),
    "a text for a list": ("phases: [primary]", "phases: primary", "is no list"),
    "a reach we do not have": ("reach: universal", "reach: all", "'all'"),
    "a setting we do not have": ("settings: [school]", "settings: [pub]", "'pub'"),
    "a price without currency": ("currency: GBP, ", "", "cost, currency"),
    "a price for nobody": ("per: child, ", "", "cost, per"),
    "a price below nothing": ("low: 10", "low: -10", "cost, low"),
    "a price in words": ("low: 10", "low: ten", "cost, low"),
    "an empty cost": (
        '{low: 10, high: 20, currency: GBP, per: child, period: year, year: "2019"}',
        "{}",
        "a band, a price or words",
    ),
    "a take-up above all": ("high: 0.6", "high: 60", "take_up, high"),
    "a time without words": (", words: one school year", "", "time, words"),
    "no effects": (WHOLE[WHOLE.index("  effects:") : WHOLE.index("  sources:")], "", "effects"),
    "an effect without outcome": ("    outcome: reading at seven\n", "", "effects reading, outcome"),
    "an indicator nobody knows": ("measures: [ks1-reading-expected]", "measures: [reading]", "'reading'"),
    "a result we do not have": ("result: better", "result: good", "'good'"),
    "a figure without unit": ("    unit: odds_ratio\n", "", "effects reading, unit"),
    "a unit we do not have": ("unit: odds_ratio", "unit: odds", "'odds'"),
    "a figure without its good direction": ("    better: more\n", "", "effects reading, better"),
    "a range that does not say what it is": ("    range: interval\n", "", "effects reading, range"),
    "a range the wrong way round": ("low: 1.02", "low: 2.02", "low"),
    "a value outside its range": ("value: 1.26", "value: 1.9", "is not between"),
    "a scale we do not have": ("scale: eef-trial", "scale: stars", "'stars'"),
    "a rating the scale does not have": ('rating: "4"', "rating: fine", "'fine'"),
    "no sum and no reason": ("    feeds: [ks1-reading-expected]\n", "", "why_not"),
    "a kind of outcome we do not have": ("    source: trial", "    moves: joy\n    source: trial", "'joy'"),
    "a source the card does not have": ("    source: trial", "    source: trials", "'trials'"),
    "a source without title": ("title: A trial, ", "", "sources trial, title"),
    "a source without publisher": ("publisher: A board, ", "", "sources trial, publisher"),
    "a source read in no known way": ("how: abstract", "how: quickly", "'quickly'"),
    "an address cut off": ("https://example.org/a", "example.org/a...", "is no address"),
    "a day that is none": ("read: 2026-11-30", "read: November", "is no date"),
    "no effect and no words": (
        WHOLE[WHOLE.index("    value:") : WHOLE.index("    security:")],
        "",
        "effects reading, words",
    ),
    "a card twice": (
        WHOLE[WHOLE.index("- id: breakfast") :],
        2 * WHOLE[WHOLE.index("- id: breakfast") :],
        "taken",
    ),
    "a colon without quotes": ("title: Breakfast", "title: Breakfast: free", "cannot be read at line 5"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_each_kind_of_fault_is_named_with_what_was_expected(problems, fault):
    before, after, named = FAULTS[fault]
    assert before in WHOLE
    found = problems(WHOLE.replace(before, after, 1))
    assert any(named in p for p in found), found
    assert all("Expected:" in p and "What to do:" in p for p in found)


def test_all_faults_of_all_files_are_named_at_once(problems, read):
    text = WHOLE
    for before, after, _ in (FAULTS["an id with capitals"], FAULTS["a result we do not have"]):
        text = text.replace(before, after, 1)
    text = text.replace("how: abstract", "how: quickly")
    with pytest.raises(SourceProblems):
        read(text, "one")
    found = problems(text)
    # Three in each file, and the second card has the name of the first.
    assert len(found) == 7 and sum(p.startswith("one.yaml") for p in found) == 3


def test_an_effect_feeds_the_sum_of_the_very_indicator_it_measured_and_no_other(card):
    [effect] = card().effects
    assert effect.may_feed("ks1-reading-expected") and not effect.may_feed("ks2-reading-expected")
    [beyond] = card(WHOLE.replace("feeds: [ks1-reading-expected]", "feeds: [exclusions]")).effects
    assert not beyond.may_feed("exclusions") and not beyond.may_feed_sum


def test_an_effect_without_an_interval_feeds_no_sum(card):
    [effect] = card(WHOLE.replace("range: interval", "range: estimates")).effects
    assert not effect.may_feed_sum and effect.might_do_nothing is None


@pytest.mark.parametrize(
    ("unit", "low", "high", "nothing"),
    [("odds_ratio", 1.02, 1.57, False), ("odds_ratio", 0.99, 1.57, True), ("sd", -0.02, 1.57, True)],
)
def test_an_interval_that_holds_no_effect_might_do_nothing(card, unit, low, high, nothing):
    text = WHOLE.replace("odds_ratio", unit).replace("low: 1.02", f"low: {low}").replace("1.57", str(high))
    assert card(text).effects[0].might_do_nothing is nothing


def test_a_card_is_stale_a_year_after_somebody_last_read_it(card):
    assert not card().stale(dt.date(2027, 11, 30)) and card().stale(dt.date(2027, 12, 1))
    assert card(WHOLE.replace("  checked: 2026-11-30", "")).stale(dt.date(2026, 11, 30))


def test_a_cost_is_put_in_order_only_where_it_is_pounds_a_child_or_a_known_word():
    def rank(word="", low=None, high=None, currency="GBP", per="child"):
        return Cost(word, low, high, currency, per, "", "", "", "").rank

    assert [rank("very low"), rank("moderate"), rank("very high")] == [1, 3, 5]
    assert [rank(high=80), rank(low=81), rank(high=1200), rank(high=1201)] == [1, 2, 4, 5]
    assert rank() is rank(high=50, currency="USD") is rank(high=50, per="school") is None


def test_the_cards_of_the_project_are_whole_and_name_only_indicators_we_know():
    assert sum(len(t.cards) for t in read_themes(CARDS, known_indicators())) == len(load_cards())


@pytest.mark.parametrize(
    ("date", "words"),
    [("2023-03-10", "10 March 2023"), ("2024-03", "March 2024"), ("2013", "2013"), ("", "")],
)
def test_the_date_of_a_source_is_said_in_words(card, date, words):
    text = WHOLE.replace("publisher: A board", f'publisher: A board, date: "{date}"')
    assert card(text).sources[0].date_words == words


def test_a_copy_is_called_one_where_the_publishers_page_is_not_known(card):
    assert not card().sources[0].is_copy
    copied = card(WHOLE.replace("link: ", "mirror: ")).sources[0]
    assert copied.is_copy and copied.address == "https://example.org/a"
