"""The published tool's convention said over again, one authority and one indicator at a time.

Nothing here shares a line with the app: text comes straight out of the published table, neighbours straight
out of
the published spreadsheet. It is slow on purpose; it is only there to be obviously right.
"""

import math
import re

import openpyxl
import pandas as pd

MISSING = {"-", "c", "z", "x", "..", ".", ""}
ENGLAND, LONDON, INNER, OUTER = 970, 986, 987, 988
REGION_NUMBERS = {
    "north east": 980,
    "north west": 981,
    "yorkshire and the humber": 982,
    "east midlands": 983,
    "west midlands": 984,
    "east of england": 985,
    "inner london": INNER,
    "outer london": OUTER,
    "south east": 989,
    "south west": 990,
}


def number(text):
    text = str(text).strip()
    return None if text in MISSING else float(text.replace(",", ""))


def year_of(label):
    match = re.match(r"\s*(\d{4})", str(label))
    return int(match[1]) if match else None


def type7(values, share):
    ordered = sorted(values)
    position = (len(ordered) - 1) * share
    low = math.floor(position)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (position - low) * (ordered[high] - ordered[low])


def neighbour_lists(path):
    lists = {}
    for row in openpyxl.load_workbook(path, read_only=True).active.iter_rows(min_row=4, values_only=True):
        if isinstance(row[0], int):
            lists[row[0]] = [n for n in row[5:25:2] if n is not None]
    return lists


class Tool:
    """figures: the long table; dictionary: its rows; neighbours: number → ten numbers."""

    def __init__(self, figures: pd.DataFrame, dictionary: pd.DataFrame, neighbours: dict):
        self.neighbours = neighbours
        self.rules, self.banded = {}, set()
        for _, row in dictionary.iterrows():
            self.rules.setdefault(row["Measure_short"], row)
            if row["No_Quartile"] != "N":  # listed in two topics, it has bands if either allows them
                self.banded.add(row["Measure_short"])
        self.cells, self.region = {}, {}
        for key, years, place, value, region in zip(
            figures["Short Desc"],
            figures["Years"],
            figures["LA Number"],
            figures["Values"],
            figures["Region"],
            strict=True,
        ):
            year, place = year_of(years), int(place)
            if year is not None:
                self.cells.setdefault(key, {}).setdefault(year, {})[place] = number(value)
            if str(region).casefold() in REGION_NUMBERS:
                self.region[place] = REGION_NUMBERS[str(region).casefold()]

    def answer(self, key: str, place: int) -> dict:
        by_year, rules = self.cells[key], self.rules[key]
        newest = max(by_year)
        now = by_year[newest]
        value = now.get(place)
        ranked = value if place < ENGLAND else None
        peers = {p: v for p, v in now.items() if p < ENGLAND and v is not None}
        polarity = rules["Polarity"] if rules["Polarity"] in ("High", "Low") else None
        bounds = None
        if polarity and key in self.banded and peers:
            bounds = [type7(list(peers.values()), q) for q in (0, 0.25, 0.5, 0.75, 1)]
        around = [now[n] for n in self.neighbours.get(place, []) if now.get(n) is not None]
        region = self._region(now, place)
        return {
            "year": newest,
            "value": value,
            "change": self._change(by_year, newest, place),
            "rank": self._rank(ranked, peers, polarity),
            "of": len(peers) if polarity and peers else None,
            "band": self._band(ranked, bounds, polarity),
            "bounds": bounds,
            "england": now.get(ENGLAND),
            "region": now.get(region),
            "region_number": region,
            "neighbours": sum(around) / len(around) if around else None,
            "with_value": len(around),
        }

    def _change(self, by_year, newest, place):
        years = sorted(by_year)
        if len(years) < 2 or newest - years[-2] != 1:
            return None
        now, before = by_year[newest].get(place), by_year[years[-2]].get(place)
        return None if now is None or before is None else now - before

    def _rank(self, value, peers, polarity):
        if value is None or polarity is None:
            return None
        return 1 + sum(v > value if polarity == "High" else v < value for v in peers.values())

    def _band(self, value, bounds, polarity):
        if value is None or bounds is None:
            return None
        _, q25, q50, q75, _ = bounds
        letters = "DCBA" if polarity == "High" else "ABCD"
        for letter, bound in zip(letters, (q25, q50, q75), strict=False):
            if value <= bound:
                return letter
        return letters[3]

    def _region(self, now, place):
        region = self.region.get(place)
        if region in (INNER, OUTER):
            return region if now.get(region) is not None else LONDON
        return region
