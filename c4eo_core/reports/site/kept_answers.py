"""Answers kept in memory up to a number of bytes, the ones longest unasked going first."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, Protocol, TypeVar


class Sized(Protocol):
    @property
    def weight(self) -> int: ...


Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value", bound=Sized)


class KeptAnswers(Generic[Key, Value]):
    """most: bytes. Two that ask for the same thing at once may both make it; the second is kept."""

    def __init__(self, most: int):
        self.most = most
        self.bytes = 0
        self._kept: OrderedDict[Key, Value] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Key, make: Callable[[], Value]) -> Value:
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        made = make()
        with self._lock:
            before = self._kept.pop(key, None)
            self.bytes += made.weight - (before.weight if before is not None else 0)
            self._kept[key] = made
            while self.bytes > self.most and len(self._kept) > 1:
                _, gone = self._kept.popitem(last=False)
                self.bytes -= gone.weight
        return made
