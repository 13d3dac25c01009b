"""An indicator that belongs to one trust."""

import datetime as dt
from dataclasses import dataclass
from typing import ClassVar

from c4eo_core.model.indicator import Indicator

MARK = "local, unpublished"
LOCAL_COPY = "local copy"


@dataclass(frozen=True)
class LocalIndicator(Indicator):
    """An indicator of one trust, shown to it alone. whose: the trust's name; came_on: the day its file came;
    official: the file is a copy of a published one; threshold: counts below it were hidden; assured: by what,
    as in the record; wide: years in a period.
    """

    local: ClassVar[bool] = True
    whose: str = ""
    came_on: dt.date | None = None
    official: bool = False
    threshold: int = 0
    assured: str = ""
    wide: int = 1

    @property
    def mark(self) -> str:
        return LOCAL_COPY if self.official else MARK
