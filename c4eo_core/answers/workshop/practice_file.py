"""Local practice from trust to trust: only entries a trust has agreed to share, and no claim
grows on the way.
"""

import json
from collections.abc import Iterable
from dataclasses import asdict, replace

from c4eo_core.model.problem import Problem, SourceProblems
from c4eo_core.records.errors import NotValid
from c4eo_core.records.kinds import Practice, from_json

FORMAT = "turning-the-curve-practice-1"
MOST, LARGEST = 200, 500_000
# Of the trust that wrote it alone: consent is not passed on, and a check is not another trust's.
_STAYS = ("share", "checked_by", "checked_on", "checked_mark", "origin")


def practice_json(practices: Iterable[Practice], trust: str, made_on: str) -> bytes:
    """Those with consent. trust: its name, which the other trust will see as the origin."""
    shared = [{k: v for k, v in asdict(p).items() if k not in _STAYS} for p in practices if p.share]
    whole = {"format": FORMAT, "trust": trust, "made_on": made_on, "practices": shared}
    return json.dumps(whole, ensure_ascii=False, indent=1).encode()


def read_practices(content: bytes, file: str) -> tuple[Practice, ...]:
    """Each with its origin; none is shared on or checked here. Raises SourceProblems with all
    that is wrong.
    """
    raw = _whole(content, file)
    trust, problems, found = str(raw.get("trust") or "").strip()[:200], [], []
    for n, given in enumerate(raw["practices"], start=1):
        try:
            kept = {k: v for k, v in given.items() if k not in _STAYS} if isinstance(given, dict) else {}
            body = from_json(Practice.kind, kept, strict=True)
            assert isinstance(body, Practice)
            if not body.title.strip():
                raise NotValid("title", "it has no name.")
            found.append(replace(body, origin=trust or "another trust"))
        except NotValid as error:
            problems.append(
                Problem(
                    f"{file}, practice {n}",
                    f"{error.field}: {error}",
                    "an entry of this app.",
                    "ask for the file again.",
                )
            )
    if problems:
        raise SourceProblems(problems)
    return tuple(found)


def _whole(content: bytes, file: str) -> dict:
    expected, do = "a file of local practice made by this app.", "ask the other trust for its file again."
    if len(content) > LARGEST:
        raise SourceProblems([Problem(file, f"it has {len(content):,} bytes.", f"{LARGEST:,} at most.", do)])
    try:
        raw = json.loads(content.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise SourceProblems([Problem(file, "it cannot be read as JSON.", expected, do)]) from error
    if not isinstance(raw, dict) or raw.get("format") != FORMAT or not isinstance(raw.get("practices"), list):
        raise SourceProblems([Problem(file, "it holds no local practice.", expected, do)])
    if len(raw["practices"]) > MOST:
        found = f"there are {len(raw['practices'])} entries."
        raise SourceProblems([Problem(file, found, f"{MOST} at most.", "ask for fewer.")])
    return raw
