"""The published files a school's community is read from, with publisher, date and licence of each."""

from functools import cache
from pathlib import Path

from c4eo_core.catalogue.entries import read_yaml
from c4eo_core.catalogue.services import LICENCE, LayerFile
from c4eo_core.folders import CATALOGUE


@cache
def community_files(path: Path = CATALOGUE / "community.yaml") -> dict[str, LayerFile]:
    """By layer. Raises ValueError naming the entry when one is malformed."""
    files = {}
    for start, entry in read_yaml(path)["files"].items():
        try:
            known = LayerFile(
                start=start,
                layer=entry["layer"],
                file=entry["file"],
                publisher=entry["publisher"],
                title=entry["title"],
                date=entry["date"],
                words=entry["words"],
                listed="all",
                licence=entry.get("licence", LICENCE),
            )
        except (KeyError, TypeError) as error:
            raise ValueError(f"{path.name}: {start}: {error}") from error
        files[known.layer] = known
    return files
