"""Every open school of England, all its figures: seconds and memory; and the sheets of one authority.

Run: python -m bench.schools [AUTHORITY]
"""

import datetime as dt
import json
import resource
import sys
import time

from c4eo_core.answers.schools.community import community_of
from c4eo_core.answers.schools.school_data import prepared_school_data
from c4eo_core.answers.schools.schools_of import schools_of_area
from c4eo_core.reports.school_document import pack_zip


def main(authority: str = "Rochdale") -> None:
    sg = prepared_school_data()
    started, busy = time.perf_counter(), time.process_time()
    for urn in sg.community.schools.urn.tolist():
        community_of(sg, urn)
    every = {
        "seconds": round(time.perf_counter() - started, 1),
        "processor": round(time.process_time() - busy, 1),
    }
    urns = schools_of_area(sg, sg.areas.find(authority))
    started = time.perf_counter()
    size = len(pack_zip(sg, urns, authority, dt.date.today()))
    pack = {"schools": len(urns), "seconds": round(time.perf_counter() - started, 1), "kB": size // 1000}
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1000
    print(json.dumps({"schools": len(sg.community.schools.urn), **every, "peak_MB": peak, "pack": pack}))


if __name__ == "__main__":
    main(*sys.argv[1:2])
