"""The site's pages at plain addresses, made when first asked for and kept: what a server answers without
Streamlit.

One renderer makes these and the files of `c4eo publish`; only the addresses in the links differ.
"""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cached_property
from urllib.parse import urlencode

from markupsafe import Markup

from c4eo_core.answers.desk import Desk
from c4eo_core.answers.public.everywhere import everywhere, together
from c4eo_core.answers.public.finding import Finder
from c4eo_core.answers.public.place import public_areas, public_curve, public_place, slug
from c4eo_core.catalogue.areas import UnknownArea
from c4eo_core.model.area import Area
from c4eo_core.model.markup import markup
from c4eo_core.reports.site import other_pages as other
from c4eo_core.reports.site.addresses import address_of, with_addresses
from c4eo_core.reports.site.answer import Answer, Moved
from c4eo_core.reports.site.area_page import area_page, area_path, curve_path
from c4eo_core.reports.site.assets import site_assets
from c4eo_core.reports.site.brief_page import measures_page, place_measures_page, place_measures_path
from c4eo_core.reports.site.build import headline_ids
from c4eo_core.reports.site.contents import whole_files
from c4eo_core.reports.site.curve_page import curve_page, embed_page, embed_path
from c4eo_core.reports.site.curve_picture import picture_rows
from c4eo_core.reports.site.data_files import (
    area_csv,
    area_json,
    chart_rows_json,
    everywhere_csv,
)
from c4eo_core.reports.site.data_page import data_page
from c4eo_core.reports.site.feeds import measure_feed, place_feed
from c4eo_core.reports.site.frame import POLICY, Setting
from c4eo_core.reports.site.indicator_page import indicator_page, indicator_path
from c4eo_core.reports.site.kept_answers import KeptAnswers
from c4eo_core.reports.site.open_data import measure_json
from c4eo_core.reports.site.question_pages import compare_page, find_page, search_form
from c4eo_core.reports.site.share_picture import (
    curve_share_picture,
    measure_share_picture,
    place_share_picture,
)
from c4eo_core.store.figures import UnknownIndicator

_MOST_KEPT = 96_000_000  # bytes
# A form of ours may ask our own search; everything else as on the site of files.
_POLICY = POLICY.replace("form-action 'none'", "form-action 'self'")


class LightPages:
    """Everything public and the same for everybody. base: the address of this copy, with a last slash,
    or None; explore, sign_in: whether it has such pages."""

    def __init__(self, desk: Desk, base: str | None = None, explore: bool = True, sign_in: bool = False):
        self.desk, self.base, self.explore, self.sign_in = desk, base, explore, sign_in
        self._kept: KeptAnswers[tuple[str, tuple[tuple[str, str], ...]], Answer | Moved] = KeptAnswers(
            _MOST_KEPT
        )

    def answer(self, path: str, query: tuple[tuple[str, str], ...] = ()) -> Answer | Moved:
        if path == "/new":  # says what is overdue today
            return self._kept.get((path, (("day", str(dt.date.today())),)), lambda: self._answer(path))
        return self._kept.get((path, query), lambda: self._answer(path, query))

    @cached_property
    def _assets(self) -> dict[str, Callable[[], bytes]]:
        return site_assets()

    @cached_property
    def setting(self) -> Setting:
        built = self.desk.figures.built
        return Setting(self.base, *self._assets, built=f"{built.day} {built:%B %Y}", notice=None, served=True)

    @cached_property
    def _finder(self) -> Finder:
        return Finder(self.desk)

    @cached_property
    def _places(self) -> dict[str, Area]:
        return {slug(a.name): a for a in public_areas(self.desk)}

    def _answer(self, path: str, query: tuple[tuple[str, str], ...] = ()) -> Answer | Moved:
        """path: of the request, beginning with a slash; query: its words, in order. Never
        raises for a wrong one.
        """
        first, _, rest = path.strip("/").partition("/")
        if first == "area" or path.endswith(".html"):  # as on the site of files
            return Moved(address_of(path.lstrip("/")))
        words = dict(query)
        makers = {
            "": lambda: self._home(),
            "place": lambda: self._place(rest),
            "embed": lambda: self._embed(rest),
            "indicator": lambda: self._indicator(rest, words),
            "compare": lambda: self._compare(words),
            "find": lambda: self._find(words.get("q", "")),
            "measures": lambda: self._top("measures.html", measures_page(self.setting, self.desk)),
            "new": lambda: self._top(
                "new.html", other.new_page(replace(self.setting, day=dt.date.today()), self.desk)
            ),
            "words": lambda: self._top("words.html", other.words_page(self.setting)),
            "methods": lambda: self._top("methods.html", other.methods_page(self.setting, self.desk)),
            "about": lambda: self._top("about.html", other.about_page(self.setting, self.desk)),
            "data": lambda: self._data(rest),
            "share": lambda: self._share(rest),
            "assets": lambda: self._asset(rest),
            "robots.txt": lambda: Answer(other.robots(self.setting).encode(), "txt"),
            "sitemap.xml": lambda: self._sitemap(),
        }
        try:
            return makers[first]() if first in makers else self._missing(path)
        except UnknownIndicator as error:
            return self._missing(path, str(error))

    def _home(self) -> Answer:
        html = other.index_page(self.setting, self.desk, tuple(self._places.values()))
        # The search finds more than the script's filter over the list does, so it stands in its place.
        page = re.sub(r'<div id="find"[^>]*></div>', lambda _: search_form() + self._ways_on(), html, count=1)
        return self._page(with_addresses(page, "index.html"))

    def _ways_on(self) -> Markup:
        ways = [Markup('<a href="/headline-curves">Explore the figures</a>')] if self.explore else []
        ways += [Markup('<a href="/sign-in">Sign in</a>')] if self.sign_in else []
        return markup('<p class="whole">{ways}</p>', ways=Markup(" · ").join(ways)) if ways else Markup()

    def _top(self, path: str, html: str) -> Answer:
        return self._page(with_addresses(html, path))

    def _page(self, html: str, status: int = 200) -> Answer:
        return Answer(str(html).replace(POLICY, _POLICY, 1).encode(), "html", status)

    def _place(self, rest: str) -> Answer | Moved:
        name, _, what = rest.partition("/")
        stem, dot, ending = name.partition(".")
        area = self._places.get(stem)
        if area is None:
            return self._other_name(stem, what)
        if dot:
            return self._place_file(area, ending)
        if what.endswith(".json"):
            curve = public_curve(self.desk, area, self.desk.find(what[:-5]))
            return Answer(chart_rows_json(curve, picture_rows(curve)), "json")
        if what == "measures":
            return self._top(place_measures_path(area), place_measures_page(self.setting, self.desk, area))
        if what:
            indicator = self._indicator_named(what)
            if indicator != what:
                return Moved(f"/place/{stem}/{indicator}")
            curve = public_curve(self.desk, area, self.desk.find(indicator))
            html = curve_page(self.setting, curve, picture_rows(curve))
            return self._page(with_addresses(html, curve_path(area, indicator)))
        place = public_place(self.desk, area)
        rows = {c.id: picture_rows(c) for c in place.curves}
        html = with_addresses(area_page(self.setting, place, rows), area_path(area))
        return self._page(self._explored(html, area))

    def _explored(self, html: str, area: Area) -> str:
        """With the way to the page that can be explored, where this copy has one."""
        if not self.explore or not area.is_authority:
            return html
        link = f'<p class="more"><a href="/headline-curves?area={area.code}">Explore these figures</a></p>'
        return html.replace('<nav class="jump"', f'{link}<nav class="jump"', 1)

    def _place_file(self, area: Area, ending: str) -> Answer:
        place = public_place(self.desk, area)
        makers = {
            "csv": lambda: area_csv(place),
            "json": lambda: area_json(self.desk, place),
            "rss": lambda: place_feed(place, self.desk.figures.built, self.setting.address),
        }
        return Answer(makers[ending](), ending) if ending in makers else self._missing(f"/{ending}")

    def _other_name(self, name: str, what: str) -> Answer | Moved:
        """A code, a number, a name written otherwise or an area of the past leads to where it is today."""
        typed = name.replace("-", " ")
        for text in (name, typed):
            try:
                area = self.desk.figures.areas.find(text)
            except UnknownArea:
                continue
            if area.successors:
                hits = self._finder.find(area.name.split(" (")[0])
                said = (
                    f"{area.name} ended in {(area.ended or '')[:4]}. Its children now live in these councils."
                )
                return self._page(find_page(self.setting, area.name, hits, said), 404)
            if slug(area.name) in self._places:
                return Moved(f"/place/{slug(area.name)}" + (f"/{what}" if what else ""))
        return self._missing(f"/place/{name}", typed=typed)

    def _indicator_named(self, text: str) -> str:
        """The id of today. Raises UnknownIndicator."""
        return self.desk.find(text).id

    def _embed(self, rest: str) -> Answer | Moved:
        name, _, indicator = rest.partition("/")
        area = self._places.get(name)
        if area is None:
            return self._missing(f"/embed/{rest}", typed=name.replace("-", " "))
        curve = public_curve(self.desk, area, self.desk.find(indicator))
        html = embed_page(self.setting, curve, picture_rows(curve))
        return self._page(with_addresses(html, embed_path(curve)))

    def _indicator(self, rest: str, words: Mapping[str, str]) -> Answer | Moved:
        name, _, ending = rest.rpartition(".")
        if ending in ("json", "rss") and name:
            found = everywhere(self.desk, self.desk.find(name))
            feed = measure_feed(found, self.desk.figures.built, self.setting.address)
            return Answer(measure_json(found) if ending == "json" else feed, ending)
        indicator = self.desk.find(rest)
        if indicator.id != rest:
            return Moved(f"/indicator/{indicator.id}")
        answer = everywhere(self.desk, indicator, words.get("order", "rank"))
        return self._page(with_addresses(indicator_page(self.setting, answer), indicator_path(indicator)))

    def _compare(self, words: Mapping[str, str]) -> Answer:
        wanted = [w for w in words.get("places", "").replace(",", ".").split(".") if w]
        places, unknown = [], []
        for name in wanted:
            try:
                places.append(self._places.get(name) or self.desk.figures.areas.find(name.replace("-", " ")))
            except UnknownArea:
                unknown.append(name)
        if not places or unknown:
            lead = f"No place goes by {', '.join(unknown)}." if unknown else "Name the places to compare."
            return self._page(find_page(self.setting, " ".join(unknown)[:60], (), lead), 404)
        indicator = self.desk.find(words.get("indicator", ""))
        return self._page(
            with_addresses(
                compare_page(self.setting, together(self.desk, tuple(places), indicator)), "compare.html"
            )
        )

    def _find(self, words: str) -> Answer | Moved:
        hits = self._finder.find(words)
        if len(hits) == 1 and hits[0].kind == "place":
            return Moved(hits[0].address, for_good=False)
        return self._page(with_addresses(find_page(self.setting, words[:100], hits), "find.html"))

    def _data(self, rest: str) -> Answer:
        if not rest:
            return self._top("data.html", data_page(self.setting))
        name, _, ending = rest.rpartition(".")
        makers = dict(whole_files(self.setting, self.desk))
        if f"data/{rest}" in makers:
            return Answer(makers[f"data/{rest}"](), ending)
        if ending != "csv":
            return self._missing(f"/data/{rest}")
        return Answer(everywhere_csv(self.desk, self.desk.find(name)), "csv")

    def _share(self, rest: str) -> Answer:
        """The picture shown beside a link."""
        what, _, name = rest.removesuffix(".png").partition("/")
        place, _, indicator = name.partition("/")
        if what == "measure" and rest.endswith(".png"):
            return Answer(measure_share_picture(everywhere(self.desk, self.desk.find(name))), "png")
        area = self._places.get(place)
        if what != "place" or area is None or not rest.endswith(".png"):
            return self._missing(f"/share/{rest}")
        if indicator:
            curve = public_curve(self.desk, area, self.desk.find(indicator))
            return Answer(curve_share_picture(curve, picture_rows(curve)), "png")
        return Answer(place_share_picture(public_place(self.desk, area)), "png")

    def _asset(self, rest: str) -> Answer:
        make = self._assets.get(f"assets/{rest}")
        if make is None:
            return self._missing(f"/assets/{rest}")
        return Answer(make(), rest.rpartition(".")[2], forever=True)

    def _sitemap(self) -> Answer:
        if not self.base:
            return self._missing("/sitemap.xml")
        areas = tuple(self._places.values())
        top = ("index", "measures", "data", "new", "words", "methods", "about")
        paths = [f"{name}.html" for name in top]
        paths += [p for a in areas for p in (area_path(a), place_measures_path(a))]
        paths += [curve_path(a, i) for a in areas for i in headline_ids(self.desk)]
        paths += [indicator_path(i) for i in self.desk.figures.indicators]
        return Answer(other.sitemap(self.setting, [address_of(p)[1:] for p in paths]).encode(), "xml")

    def _missing(self, path: str, why: str = "", typed: str = "") -> Answer:
        """Says so, and offers what may have been meant."""
        hits = self._finder.find(typed or path.rpartition("/")[2].replace("-", " "))
        lead = f"There is no page at {path[:80]}. {why}".strip()
        return self._page(with_addresses(find_page(self.setting, typed[:60], hits, lead), "find.html"), 404)


def old_address(query: Mapping[str, str]) -> str:
    """Where "/" with words of the page that can be explored has moved to."""
    return f"/headline-curves?{urlencode(query)}"
