"""The open schools of an authority, by name."""

import numpy as np

from c4eo_core.answers.schools.school_data import SchoolData
from c4eo_core.model.area import Area


def schools_of_area(sg: SchoolData, area: Area) -> tuple[int, ...]:
    """Numbers of all open schools, independent and special ones too."""
    s = sg.community.schools
    rows = np.flatnonzero(sg.school_authority == sg.areas.index[area.code]).tolist()
    return tuple(int(s.urn[r]) for r in sorted(rows, key=lambda r: (s.name[r], int(s.urn[r]))))
