"""What lies where on the site of files: each address with its contents."""

from collections.abc import Callable, Iterator

from c4eo_core.answers.desk import Desk
from c4eo_core.answers.public.everywhere import everywhere
from c4eo_core.answers.public.place import curve_without_forecast, headlines, public_place, slug
from c4eo_core.model.area import Area
from c4eo_core.model.indicator import Indicator
from c4eo_core.reports.site import other_pages as other
from c4eo_core.reports.site.area_page import area_page, area_path, curve_path
from c4eo_core.reports.site.brief_page import (
    brief_page,
    measures_page,
    place_measures_page,
    place_measures_path,
)
from c4eo_core.reports.site.curve_page import both_pictures, curve_page, embed_page, embed_path
from c4eo_core.reports.site.curve_picture import picture_rows
from c4eo_core.reports.site.data_files import area_csv, area_json, chart_rows_json, everywhere_csv
from c4eo_core.reports.site.data_page import data_page
from c4eo_core.reports.site.feeds import measure_feed, measure_feed_path, place_feed, place_feed_path
from c4eo_core.reports.site.frame import Setting
from c4eo_core.reports.site.indicator_page import indicator_page, indicator_path
from c4eo_core.reports.site.open_data import (
    AREAS,
    INDICATORS,
    area_rows,
    data_package,
    indicator_rows,
    measure_json,
    plain_csv,
    whole_parquet,
    whole_zip,
)
from c4eo_core.reports.site.openapi import openapi
from c4eo_core.reports.site.share_picture import (
    curve_picture_path,
    curve_share_picture,
    measure_picture_path,
    measure_share_picture,
    place_picture_path,
    place_share_picture,
)

Files = Iterator[tuple[str, bytes]]


def place_files(setting: Setting, desk: Desk, area: Area) -> Files:
    """Everything about one place: the headlines in full, the other measures in short."""
    place = public_place(desk, area)
    rows = {c.id: picture_rows(c) for c in place.curves}
    name = f"area/{slug(area.name)}"
    yield area_path(area), area_page(setting, place, rows).encode()
    yield f"{name}.csv", area_csv(place)
    yield place_picture_path(area.name), place_share_picture(place)
    if setting.base:
        yield place_feed_path(area), place_feed(place, desk.figures.built, setting.address)
    yield f"{name}.json", area_json(desk, place)
    yield place_measures_path(area), place_measures_page(setting, desk, area).encode()
    for c in place.curves:
        both = both_pictures(c, rows[c.id])
        yield curve_path(area, c.id), curve_page(setting, c, rows[c.id], both).encode()
        yield f"{name}/{c.id}.json", chart_rows_json(c, rows[c.id])
        yield curve_picture_path(area.name, c.id), curve_share_picture(c, rows[c.id])
        yield embed_path(c), embed_page(setting, c, rows[c.id], both).encode()
    whole = headlines(desk)
    for i in desk.figures.indicators:
        if i.id not in whole and setting.has_measure(i.id):
            yield curve_path(area, i.id), brief_page(setting, curve_without_forecast(desk, area, i)).encode()


def measure_files(setting: Setting, desk: Desk, indicator: Indicator) -> Files:
    """One indicator over all places."""
    answer = everywhere(desk, indicator)
    yield indicator_path(indicator), indicator_page(setting, answer).encode()
    yield measure_picture_path(indicator.id), measure_share_picture(answer)
    if setting.base:
        yield measure_feed_path(indicator), measure_feed(answer, desk.figures.built, setting.address)
    yield f"data/{indicator.id}.csv", everywhere_csv(desk, indicator)
    yield f"indicator/{indicator.id}.json", measure_json(answer)


def whole_files(setting: Setting, desk: Desk) -> dict[str, Callable[[], bytes]]:
    """The whole of the figures, and the description that programs read; each is made when called."""
    return {
        "data/all.zip": lambda: whole_zip(desk),
        "data/all.parquet": lambda: whole_parquet(desk),
        "data/indicators.csv": lambda: plain_csv(tuple(INDICATORS), indicator_rows(desk)),
        "data/areas.csv": lambda: plain_csv(tuple(AREAS), area_rows(desk)),
        "data/datapackage.json": lambda: data_package(desk, "all.parquet"),
        "data/openapi.json": lambda: openapi(setting, desk.figures.version),
    }


def other_files(setting: Setting, desk: Desk, areas: tuple[Area, ...]) -> Files:
    """areas: those that have pages."""
    top = {
        "index.html": other.index_page(setting, desk, areas),
        "measures.html": measures_page(setting, desk),
        "data.html": data_page(setting),
        "new.html": other.new_page(setting, desk),
        "words.html": other.words_page(setting),
        "methods.html": other.methods_page(setting, desk),
        "about.html": other.about_page(setting, desk),
    }
    yield from ((path, text.encode()) for path, text in top.items())
    yield from ((path, make()) for path, make in whole_files(setting, desk).items())
    yield "404.html", other.missing_page(setting).encode()
    yield "robots.txt", other.robots(setting).encode()
    if setting.base:
        measures = [i for i in desk.figures.indicators if setting.has_measure(i.id)]
        pages = [*top, *(indicator_path(i) for i in measures)]
        for area in areas:
            pages += [area_path(area), place_measures_path(area), *(curve_path(area, i.id) for i in measures)]
        yield "sitemap.xml", other.sitemap(setting, pages).encode()
