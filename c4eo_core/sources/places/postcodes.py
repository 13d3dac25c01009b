"""Looking up live postcodes in the packed file: only the block of rows that can hold the answer is read."""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq

WHOLE = re.compile(r"([A-Z]{1,2}[0-9][A-Z0-9]?)([0-9][A-Z]{2})")
_OUTWARD = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]?")
_SECTOR = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]?[0-9][A-Z]?")
_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
# A postcode is two to four characters, a digit and two letters: the first part is padded so that all have
# seven.
WIDTH, PAD = 7, 36
_ELSEWHERE = {
    "Northern Ireland": ("BT",),
    "Jersey": ("JE",),
    "Guernsey": ("GY",),
    "the Isle of Man": ("IM",),
    "Scotland": ("AB", "DD", "EH", "FK", "G", "HS", "IV", "KA", "KW", "KY", "ML", "PA", "PH", "ZE"),
    "Wales": ("CF", "LD", "SA"),
}


@dataclass(frozen=True)
class PostcodePlace:
    """Where a postcode lies, or in `why` and `do` what is wrong with it. closed: it is no longer in use."""

    position: tuple[int, int] | None
    why: str = ""
    do: str = ""
    closed: bool = False


def key(postcode: str) -> int:
    """A whole postcode without its space → its number; numbers stand in the order of the postcodes."""
    padded = postcode[:-3].ljust(WIDTH - 3) + postcode[-3:]
    number = 0
    for letter in padded:
        number = number * (PAD + 1) + (0 if letter == " " else _DIGITS.index(letter) + 1)
    return number


class PostcodeBook:
    """Look-ups in the packed file; opened at the first one, and only the last few blocks are kept. date: of
    the list. closed: postcodes that are no longer in use, which place what live ones cannot.
    """

    def __init__(self, path: Path, date: str = "", closed: Path | None = None):
        self.path, self.date = path, date
        self.closed = PostcodeBook(closed) if closed is not None and closed.exists() else None
        self._block = lru_cache(maxsize=8)(self._read_block)
        self._lowest: np.ndarray | None = None

    def find(self, text: str) -> PostcodePlace:
        """Never raises: what cannot be placed says why."""
        typed = re.sub(r"[^A-Z0-9]", "", str(text).upper())
        if not typed:
            return PostcodePlace(None, "there is no postcode.", "Give a whole postcode, such as LS1 1UR.")
        match = WHOLE.fullmatch(typed)
        if not match:
            return self._misread(typed)
        elsewhere = _elsewhere(typed)
        if elsewhere:
            return PostcodePlace(
                None, f"{spaced(typed)} is in {elsewhere}.", "Only services in England can be placed."
            )
        if position := self._position(typed):
            return PostcodePlace(position)
        if self.closed and (position := self.closed._position(typed)):
            return PostcodePlace(position, closed=True)
        return self._not_live(typed)

    def _position(self, postcode: str) -> tuple[int, int] | None:
        wanted = key(postcode)
        keys, east, north = self._block(self._block_of(wanted))
        i = int(np.searchsorted(keys, wanted))
        return (int(east[i]), int(north[i])) if i < len(keys) and keys[i] == wanted else None

    def positions(self, outward: str, sector: str = "") -> list[tuple[int, int]]:
        """Where the live postcodes of a district ("OL16") or of one of its sectors lie, in metres."""
        low, high = (key(f"{outward}{sector or digit}{end}") for digit, end in (("0", "AA"), ("9", "ZZ")))
        first, last = self._block_of(low), self._block_of(high)
        inside = []
        for block in range(first, last + 1):
            keys, east, north = self._block(block)
            among = (keys >= low) & (keys <= high)
            inside += zip(east[among].tolist(), north[among].tolist(), strict=True)
        return inside

    def _misread(self, typed: str) -> PostcodePlace:
        mended = self._mended(typed)
        if mended:
            return PostcodePlace(None, f"'{typed}' is not a postcode.", f"Did you mean {spaced(mended)}?")
        if _OUTWARD.fullmatch(typed) or _SECTOR.fullmatch(typed):
            return PostcodePlace(
                None,
                f"'{typed}' is only the first part of a postcode.",
                "Give the whole of it, such as LS1 1UR.",
            )
        return PostcodePlace(
            None,
            f"'{typed[:12]}' is not a postcode.",
            "Give a whole postcode, such as LS1 1UR, or a position.",
        )

    def _mended(self, typed: str) -> str | None:
        """The postcode meant where O and 0, or I and 1, were taken for each other."""
        if len(typed) < 5 or len(typed) > WIDTH:
            return None
        head, tail = typed[:-3], typed[-3:]
        tail = tail[0].translate(_TO_DIGIT) + tail[1:].translate(_TO_LETTER)
        heads = {
            head,
            head[0].translate(_TO_LETTER) + head[1:].translate(_TO_DIGIT),
            head[:2].translate(_TO_LETTER) + head[2:].translate(_TO_DIGIT),
        }
        tries = [h + tail for h in sorted(heads) if WHOLE.fullmatch(h + tail)]
        return next((t for t in tries if self._position(t)), None)

    def _not_live(self, postcode: str) -> PostcodePlace:
        mended = self._mended(postcode)
        of = f" (list of {self.date})" if self.date else ""
        if mended and mended != postcode:
            return PostcodePlace(
                None,
                f"{spaced(postcode)} is not among the live postcodes{of}.",
                f"Did you mean {spaced(mended)}?",
            )
        sector = postcode[:-2]
        if self._any_between(key(sector + "AA"), key(sector + "ZZ")):
            return PostcodePlace(
                None,
                f"{spaced(postcode)} is not among the live postcodes{of}, though others in"
                f" {spaced(postcode)[:-2]} are.",
                "It may have ended, be new or be mistyped: check it, or give the position.",
            )
        return PostcodePlace(
            None,
            f"{spaced(postcode)} is not among the live postcodes of England{of}, nor is any in"
            f" {spaced(postcode)[:-2]}.",
            "Check it, or give the position.",
        )

    def _any_between(self, low: int, high: int) -> bool:
        first, last = self._block_of(low), self._block_of(high)
        return any(
            ((k := self._block(b)[0]) >= low).any() and ((k >= low) & (k <= high)).any()
            for b in range(first, last + 1)
        )

    def _block_of(self, wanted: int) -> int:
        return max(int(np.searchsorted(self._lows(), wanted, side="right")) - 1, 0)

    def _lows(self) -> np.ndarray:
        if self._lowest is None:
            meta = pq.read_metadata(self.path)
            self._lowest = np.array(
                [meta.row_group(i).column(0).statistics.min for i in range(meta.num_row_groups)], np.int64
            )
        return self._lowest

    def _read_block(self, block: int) -> tuple[np.ndarray, ...]:
        with pq.ParquetFile(self.path) as file:
            table = file.read_row_group(block)
        return tuple(table[name].to_numpy() for name in ("key", "easting", "northing"))


_TO_DIGIT = str.maketrans("OIL", "011")
_TO_LETTER = str.maketrans("01", "OI")


def spaced(postcode: str) -> str:
    return f"{postcode[:-3]} {postcode[-3:]}"


def _elsewhere(postcode: str) -> str | None:
    letters = re.match(r"[A-Z]*", postcode)
    return next((country for country, areas in _ELSEWHERE.items() if letters and letters[0] in areas), None)
