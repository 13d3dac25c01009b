"""Files of coverage and of siting, made when somebody follows their link: published lists only."""

from collections.abc import Mapping

from c4eo_core.answers.coverage.distances import NotCovered, prepared_coverage_data
from c4eo_core.answers.coverage.shape import Coverage
from c4eo_core.answers.coverage.siting import Siting, SitingQuestion
from c4eo_core.maps.coverage_key import coverage_key, dots_words
from c4eo_core.maps.coverage_picture import full_picture
from c4eo_core.maps.coverage_rows import COLOURS, LAYERS, REACH, coverage_rows
from c4eo_core.model.area import AreaKind
from c4eo_core.model.refused import Refused
from c4eo_core.reports.html.coverage import dated
from c4eo_core.reports.images import svg_png
from c4eo_core.reports.tables.coverage import coverage_csv, coverage_xlsx, siting_csv, siting_xlsx
from pages.cached import coverage
from pages.downloads.maker import Maker, slug

Shown = tuple[Coverage, str, tuple[str, ...], Siting | None]
_LICENCE = (
    "Contains public sector information licensed under the Open Government Licence v3.0; OS data © Crown"
    " copyright 2025."
)


def _asked(words: Mapping[str, str]) -> Shown:
    area = prepared_coverage_data().areas.find(words.get("area", ""))
    if area.kind is not AreaKind.AUTHORITY:
        raise NotCovered(f"These files are made for one authority; {area.name} is none.")
    found = coverage.published(area.code, coverage.read(words))
    if isinstance(found, Refused):
        raise NotCovered(found.why)
    paint = next((p for p in COLOURS if p == words.get("paint")), REACH)
    layers = tuple(x for x in words.get("layers", ".".join(LAYERS)).split(".") if x in LAYERS)
    return found, paint, layers, _sited(words) if words.get("sites") else None


def _sited(words: Mapping[str, str]) -> Siting:
    area, asked = prepared_coverage_data().areas.find(words.get("area", "")), coverage.read(words)
    sites, weight = (int(w) if (w := words.get(name, "1")).isdigit() else 1 for name in ("sites", "weight"))
    found = coverage.siting_to(area.code, SitingQuestion(asked, sites, float(weight)))
    if isinstance(found, Refused):
        raise NotCovered(found.why)
    return found


def picture_of(shown: Shown) -> str:
    """The map with title, sentences, key, source and licence inside."""
    c, paint, layers, siting = shown
    said = [*c.words[:3], *(siting.words[:1] if siting else ())]
    key = coverage_key(c, paint, layers, siting)
    foot = [dots_words(c, paint), dated(c), c.methods[1], _LICENCE]
    return full_picture(
        coverage_rows(c, paint, layers, siting), f"{c.area.name}: {c.asked.service.title}", said, key, foot
    )


def _cover(words: Mapping[str, str]) -> tuple[Shown, str]:
    shown = _asked(words)
    return shown, f"coverage-{shown[0].asked.service.id}-{slug(shown[0].area.name)}"


def _site(words: Mapping[str, str]) -> tuple[Siting, str]:
    found = _sited(words)
    return found, f"where-next-{found.question.asked.service.id}-{slug(found.area.name)}"


MAKERS = {
    "coverage": Maker(
        _cover,
        {
            "png": lambda shown: svg_png(picture_of(shown)),
            "svg": lambda shown: picture_of(shown).encode(),
            "csv": lambda shown: coverage_csv(shown[0]),
            "xlsx": lambda shown: coverage_xlsx(shown[0]),
        },
    ),
    "siting": Maker(_site, {"csv": siting_csv, "xlsx": siting_xlsx}),
}
