"""The static site: whole, closed to the outside, true to the answers, and written only where something
changed.
"""

import csv
import io
import json
import re
import statistics
import subprocess
import sys
from dataclasses import replace
from html.parser import HTMLParser
from urllib.parse import unquote

import pytest
from markupsafe import escape

from c4eo_core.answers.desk import Desk
from c4eo_core.answers.public.place import public_areas, public_place, slug
from c4eo_core.answers.standing.curve import curve_of
from c4eo_core.catalogue.areas import AreaBook
from c4eo_core.charts.curve import full_spec
from c4eo_core.cli import main
from c4eo_core.cli import site as cli_site
from c4eo_core.folders import ROOT
from c4eo_core.model.area import AreaKind
from c4eo_core.model.display import figure, number, rounded
from c4eo_core.model.gap_size import size_of
from c4eo_core.model.kinds import Note
from c4eo_core.reports.site import build, contents, output_folder
from c4eo_core.reports.site.area_page import area_page
from c4eo_core.reports.site.curve_page import curve_page, embed_page
from c4eo_core.reports.site.curve_picture import NARROW, WIDE, picture, picture_rows
from c4eo_core.reports.site.data_files import area_csv, chart_rows_json
from c4eo_core.reports.site.frame import Setting
from c4eo_core.reports.site.placing import shortened, spread, ticks
from c4eo_core.store.figures import NOTES

NAMES = ["Leeds", "Isles of Scilly", "Bournemouth, Christchurch and Poole"]
BASE = "https://www.example.org/children/"
SETTING = Setting(
    None, "assets/s.css", "assets/s.js", "assets/i.svg", "assets/c.json", "assets/v.js", "1 May 2026", None
)
VOID = {"meta", "link", "br", "input", "img", "hr", "path", "circle"}
# End tags HTML lets one leave out inside a table.
OPEN_ENDED = {"td", "th", "tr"}


@pytest.fixture(scope="module")
def site(desk, tmp_path_factory):
    """A part of the site: three authorities, two regions, England; in one process, so that a failure shows
    where it is.
    """
    folder = tmp_path_factory.mktemp("site")
    some = desk.figures.indicators[::40]
    done = build.publish(
        desk, folder, cli_site.chosen_areas(desk, NAMES), BASE, None, processes=1, measures=some
    )
    return folder, done


@pytest.fixture(scope="module")
def pages(site):
    folder, _ = site
    return {p.relative_to(folder).as_posix(): p.read_text(encoding="utf-8") for p in folder.rglob("*.html")}


class Reader(HTMLParser):
    """What a page points at and holds; complains of tags that do not match."""

    def __init__(self, text: str):
        super().__init__()
        self.stack, self.ids, self.links, self.loads, self.attributes, self.tags, self.faults = (
            [],
            [],
            [],
            [],
            [],
            [],
            [],
        )
        self.feed(text)
        self.close()
        assert not self.stack, self.stack

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        self.tags.append(tag)
        self.attributes += [(tag, name, value) for name, value in attrs]
        self.ids += [found["id"]] if "id" in found else []
        (self.links if tag == "a" else self.loads).extend(
            v
            for n, v in attrs
            if n in ("href", "src", "action", "srcset", "data-charts", "data-vega", "data-rows") and v
        )
        while (
            tag in OPEN_ENDED
            and self.stack
            and self.stack[-1] in OPEN_ENDED
            and not (tag != "tr" and self.stack[-1] == "tr")
        ):
            self.stack.pop()
        if tag not in VOID:
            self.stack.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.stack.pop()

    def handle_endtag(self, tag):
        while self.stack and self.stack[-1] in OPEN_ENDED and self.stack[-1] != tag:
            self.stack.pop()
        assert self.stack and self.stack[-1] == tag, (tag, self.stack[-3:], self.getpos())
        self.stack.pop()


@pytest.fixture(scope="module")
def read(pages):
    return {path: Reader(text) for path, text in pages.items()}


def school_years(sentence: str) -> float:
    """The Flesch-Kincaid grade: years of schooling needed."""
    words = re.findall(r"[A-Za-z0-9',/-]+", sentence)
    syllables = [
        max(len(re.findall(r"[aeiouy]+", w.lower())) - bool(re.search(r"[^l]e$", w.lower())), 1)
        for w in words
    ]
    return 0.39 * len(words) + 11.8 * sum(syllables) / len(words) - 15.59


def article(text: str, indicator: str) -> str:
    return re.search(rf'<article id="{indicator}">.*?</article>', text, re.DOTALL)[0]


def words_of(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


# Whole and closed


def test_the_whole_site_is_every_authority_region_and_england_each_with_an_address_of_its_own(desk):
    areas = public_areas(desk)
    assert [
        sum(a.kind is k for a in areas) for k in (AreaKind.AUTHORITY, AreaKind.REGION, AreaKind.ENGLAND)
    ] == [153, 9, 1]
    assert len({slug(a.name) for a in areas}) == len(areas)
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug(a.name)) for a in areas)


def test_the_site_is_made_without_touching_records_or_accounts():
    """In a fresh interpreter: nothing that makes a page brings in the rooms that hold a trust's own data."""
    told = (
        "import sys, c4eo_core.reports.site.build; print([m for m in sys.modules if"
        " m.startswith('c4eo_core.')])"
    )
    modules = subprocess.run(
        [sys.executable, "-c", told], capture_output=True, text=True, check=True, cwd=ROOT
    ).stdout
    assert "c4eo_core.reports.site.area_page" in modules
    assert (
        "c4eo_core.records" not in modules
        and "c4eo_core.accounts" not in modules
        and "streamlit" not in modules
    )


def test_every_page_is_well_formed_with_one_heading_a_language_and_no_id_twice(pages, read):
    assert len(pages) > 250
    for path, found in read.items():
        assert found.tags.count("h1") == 1 and found.tags.count("title") >= 1, path
        assert len(found.ids) == len(set(found.ids)), path
        assert ("html", "lang", "en-GB") in found.attributes, path


def test_every_link_within_the_site_leads_somewhere(site, read):
    folder, _ = site
    for path, found in read.items():
        for link in [*found.links, *found.loads]:
            if re.match(r"https?:", link):
                continue
            target, _, fragment = unquote(link).partition("#")
            if path == "404.html" and target:  # shown at any depth, so its links start from the top
                assert target.startswith("/children/"), link
                target = target.removeprefix("/children/")
            to = path
            if target:
                to = (
                    (folder / path).parent.joinpath(target).resolve().relative_to(folder.resolve()).as_posix()
                )
            assert (folder / to).is_file(), (path, link)
            assert not fragment or fragment in read[to].ids, (path, link)


def test_nothing_is_loaded_from_elsewhere(pages, read):
    for path, found in read.items():
        elsewhere = [x for x in found.loads if re.match(r"(https?:)?//", x) and not x.startswith(BASE)]
        assert not elsewhere, (path, elsewhere)
        assert "default-src 'none'" in pages[path] and "unsafe" not in pages[path], path
        for tag, name, value in found.attributes:
            assert not name.startswith("on") and name != "style", (path, tag, name)
            if tag == "a" and name == "href" and re.match(r"https?:", value) and not value.startswith(BASE):
                assert f'href="{escape(value)}" target="_blank" rel="noopener noreferrer"' in pages[path], (
                    path,
                    value,
                )
        assert not re.search(r"<script(?![^>]* src=)|<style|<iframe|<form|<object|<embed", pages[path]), path


def test_style_and_script_fetch_nothing_from_elsewhere_and_keep_nothing(site):
    folder, _ = site
    style, script = (
        next((folder / "assets").glob(f"site-*.{e}")).read_text(encoding="utf-8") for e in ("css", "js")
    )
    assert not re.search(r"url\(|@import|://", style)
    assert not re.search(
        r"://|cookie|localStorage|sessionStorage|indexedDB|sendBeacon|innerHTML|\beval\b|new Function", script
    )


def test_a_page_with_all_it_waits_for_is_under_160_kilobytes(site, pages):
    folder, done = site
    rest = sum(next((folder / "assets").glob(f"site-*.{e}")).stat().st_size for e in ("css", "js"))
    assert done.largest[1] == max(len(t.encode()) for t in pages.values())
    for path, text in pages.items():
        most = (
            225_000 if path == "methods.html" else 160_000
        )  # every rule with its worked examples stands on one page
        assert len(text.encode()) + rest < most, path


# True to the answers


def test_each_headline_shows_the_answers_figure_with_its_period(desk, figures, pages):
    for name in ("Leeds", "South West", "England"):
        place = public_place(desk, figures.areas.find(name))
        page = pages[f"area/{slug(name)}.html"]
        assert len(place.curves) == 21
        for c in place.curves:
            p, i = curve_of(desk, place.area, c.curve.indicator).progress, c.curve.indicator
            part = article(page, c.id)
            if p.value is None:
                assert 'class="latest"' not in part and "No figure for" in part
                continue
            latest = words_of(re.search(r'<p class="latest">.*?</p>', part)[0])
            shown = number(abs(p.value), i.decimals) if i.is_gap else figure(p.value, i)
            assert latest.startswith(shown) and p.period.label in latest, (c.id, latest)


def test_tables_hold_every_period_and_figure_of_the_place(desk, figures, pages):
    place = public_place(desk, figures.areas.find("Leeds"))
    for c in place.curves:
        part = article(pages["area/leeds.html"], c.id)
        rows = dict(re.findall(r'<tr><th scope="row">([^<]+?)(?: \([a-z]+\))?<td>([^<]*)', part))
        assert len(rows) == len(c.curve.periods)
        for period, value, note in zip(c.curve.periods, c.curve.area.values, c.curve.area.notes, strict=True):
            assert rows[period.label] == (
                figure(value, c.curve.indicator) if value is not None else f"[{note.value}]"
            )


def test_the_page_of_a_curve_holds_every_neighbour_and_the_rank_after_them(desk, figures, pages):
    place = public_place(desk, figures.areas.find("Leeds"))
    c = next(c for c in place.curves if c.id == "l3-19")
    text = words_of(pages["area/leeds/l3-19.html"])
    for neighbour in c.curve.neighbours:
        assert neighbour.name in text
        assert all(figure(v, c.curve.indicator) in text for v in neighbour.values if v is not None)
    assert text.index("Middle of the ten similar areas") < text.index("Rank among all authorities")
    assert (
        c.curve.indicator.source in text
        and "Open Government Licence" in text
        and c.curve.indicator.definition in text
    )


def test_there_is_no_rank_and_no_score_on_the_page_of_a_place(pages):
    for name in map(slug, NAMES):
        text = words_of(re.sub(r'title="[^"]*"', "", pages[f"area/{name}.html"]))
        assert not re.search(r"\b[Rr]ank|\b[Bb]and [A-D]\b|uartile|\d(st|nd|rd|th) of \d", text)
        assert re.findall(r"\w+ overall \w+", text) == ["no overall score"]


def test_a_region_is_set_beside_england_only_and_england_beside_its_own_past(desk, figures, pages):
    region, england = (public_place(desk, figures.areas.find(n)) for n in ("South West", "England"))
    assert {c.compared for c in region.curves} == {("england",)} and {c.compared for c in england.curves} == {
        ()
    }
    for path in (
        "area/south-west.html",
        "area/south-west/l3-19.html",
        "area/england.html",
        "area/england/l3-19.html",
    ):
        text = words_of(pages[path])
        assert "imilar areas" not in text and "neighbour" not in text.lower() and "anked" not in text, path
        assert "◇" not in text and "▼" not in text, path
    assert not any(role == "england" for c in england.curves for role, _ in c.lines())


def test_a_suppressed_figure_stays_suppressed_with_its_word(desk, figures):
    """In the page, in the picture's rows and in the downloads."""
    headlines = [figures.find(i) for i in build.headline_ids(desk)]
    area, indicator, period = next(
        (a, i, p)
        for i in headlines
        for a in figures.areas.authorities
        for p, _, note in figures.cells(i, a)
        if note is Note.SUPPRESSED
    )
    place = public_place(desk, area)
    rows = {c.id: picture_rows(c) for c in place.curves}
    part = article(area_page(SETTING, place, rows), indicator.id)
    assert re.search(rf'<th scope="row">{re.escape(period.label)}[^<]*<td>\[c\]', part)
    assert f"[c] {escape(Note.SUPPRESSED.words)}" in part
    drawn = [r for r in rows[indicator.id] if r["role"] == "us" and r.get("period") == period.label]
    assert [r["value"] for r in drawn] == [None]
    cells = list(csv.DictReader(io.StringIO(area_csv(place).decode("utf-8-sig"))))
    row = next(r for r in cells if r["indicator"] == indicator.id and r["period"] == period.label)
    assert (row["value"], row["note"], row["note_words"]) == ("", "c", Note.SUPPRESSED.words)


def test_an_older_figure_carries_its_year_wherever_it_is_shown(desk, figures, pages):
    place = public_place(desk, figures.areas.find("Isles of Scilly"))
    c = next(c for c in place.curves if c.id == "gap-ks2-rwm-sen-support")
    period, value = c.curve.last_available
    assert c.curve.progress.value is None and period.label == "2017/18"
    rows = picture_rows(c)
    small, large = (words_of(picture(c, rows, box)) for box in (NARROW, WIDE))
    shown = figure(value, c.curve.indicator)
    assert f"{shown} in 2017/18" in small and f"{shown} Isles of Scilly in 2017/18" in large
    labels = [
        r["text"]
        for r in rows
        if r["role"] == "label" and r["series_role"] == "us" and r["value"] is not None
    ]
    assert labels == [f"{shown}  Isles of Scilly in 2017/18"]
    assert "for 2017/18" in article(pages["area/isles-of-scilly.html"], c.id)


def test_a_place_without_a_past_of_its_own_gets_no_future_made_of_others(desk, figures):
    place = public_place(desk, figures.areas.find("Isles of Scilly"))
    for c in place.curves:
        known = sum(v is not None for v in c.curve.area.values)
        assert known >= 2 or (c.forecast is None and "ahead" not in c.compared), c.id


def test_a_small_place_is_warned_about(pages):
    assert (
        "Take care: 1" in pages["area/isles-of-scilly.html"] and "Take care" not in pages["area/leeds.html"]
    )


def test_sentences_are_short_and_plain_for_regions_and_england_too(desk, figures):
    lines = [
        sentence
        for name in ("South West", "London", "England")
        for card in public_place(desk, figures.areas.find(name)).cards
        for said in card.said
        for sentence in re.split(r"(?<=[a-z0-9%])\. (?=[A-Z])", said.sentence)
    ]
    assert len(lines) > 30 and statistics.mean(map(school_years, lines)) < 8
    assert all(len(line.split()) <= 30 for line in lines)


def test_what_is_said_of_a_region_is_what_its_figures_say(desk, figures):
    place = public_place(desk, figures.areas.find("North East"))
    for card, (_, curves) in zip(place.cards, place.sections, strict=True):
        assert len(card.said) == 3
        better = worse = 0
        for c in curves:
            p, i = c.curve.progress, c.curve.indicator
            if p.value is None or p.england is None:
                continue
            own, other = (rounded(abs(v) if i.is_gap else v, i.decimals) for v in (p.value, p.england))
            up = i.polarity.value == "high" and not i.is_gap
            better += own > other if up else own < other
            worse += own < other if up else own > other
        assert re.search(
            rf"\b{better or 'none'} (is|are) better than England's(,| and) {worse or 'none'} (is|are) worse",
            card.said[2].sentence,
        )


# Every measure


def test_a_measure_that_is_no_headline_has_its_figures_date_source_and_the_way_on(desk, figures, pages, read):
    headlines = set(build.headline_ids(desk))
    for indicator in (i for i in figures.indicators[::40] if i.id not in headlines):
        path = f"area/leeds/{indicator.id}.html"
        curve = curve_of(desk, figures.areas.find("Leeds"), indicator)
        text = words_of(pages[path])
        assert indicator.definition in text or indicator.title in text
        for period, value in zip(curve.periods, curve.area.values, strict=True):
            assert period.label in text and (value is None or figure(value, indicator) in text), (
                path,
                period,
            )
        assert indicator.source in text and f"../../indicator/{indicator.id}.html" in read[path].links


def test_all_measures_of_a_place_stand_on_one_page_with_their_newest_figures(desk, figures, pages, read):
    some = {*build.headline_ids(desk), *(i.id for i in figures.indicators[::40])}
    text, links = words_of(pages["area/leeds/measures.html"]), read["area/leeds/measures.html"].links
    assert {f"{i}.html" for i in some} <= set(links)
    assert {f"indicator/{i}.html" for i in some} <= set(read["measures.html"].links)
    exclusions = curve_of(desk, figures.areas.find("Leeds"), figures.find("exclusions")).progress
    assert f"{figure(exclusions.value, exclusions.indicator)} {exclusions.period.label}" in text


def test_a_council_without_a_page_is_named_without_a_link(pages, read):
    """A part of the site holds few places, but the table of a measure has every council."""
    assert ">Bradford<" in pages["indicator/exclusions.html"]
    assert not [link for link in read["indicator/exclusions.html"].links if "bradford" in link]


# Files to take away


def test_the_spreadsheet_explains_itself_and_holds_what_the_answers_hold(site, desk, figures):
    folder, _ = site
    rows = list(csv.DictReader(io.StringIO((folder / "area/leeds.csv").read_bytes().decode("utf-8-sig"))))
    place = public_place(desk, figures.areas.find("Leeds"))
    assert len(rows) == sum(len(c.curve.periods) for c in place.curves)
    by_key = {(r["indicator"], r["period"]): r for r in rows}
    for c in place.curves:
        for k, period in enumerate(c.curve.periods):
            row = by_key[c.id, period.label]
            value = c.curve.area.values[k]
            assert (row["value"] == "") == (value is None)
            size = size_of(value, c.curve.indicator)
            assert size is None or float(row["value"]) == pytest.approx(size, abs=1e-8)
            assert value is not None or row["note"] == c.curve.area.notes[k].value
            assert (
                row["source"]
                and row["definition"]
                and "Open Government Licence" in row["licence"]
                and row["source_updated"]
            )


def test_one_measure_for_every_place_is_the_store_itself(site, figures):
    folder, _ = site
    indicator = figures.find("eyfs-gld")
    rows = list(csv.DictReader(io.StringIO((folder / "data/eyfs-gld.csv").read_bytes().decode("utf-8-sig"))))
    assert len(rows) == len(figures.areas.areas) * len(indicator.periods)
    values, notes = figures.block(indicator, figures.areas.areas)
    for n, row in enumerate(rows):
        value = values[n // len(indicator.periods)][n % len(indicator.periods)]
        mark = NOTES[notes[n // len(indicator.periods)][n % len(indicator.periods)]]
        assert (row["value"] == "") == (value != value) and row["note"] == (
            mark.value if value != value and mark else ""
        )


def test_the_json_of_a_place_and_of_a_chart_are_the_answers(site, desk, figures):
    folder, _ = site
    place = public_place(desk, figures.areas.find("Leeds"))
    told = json.loads((folder / "area/leeds.json").read_text(encoding="utf-8"))
    assert told["area"]["code"] == "E08000035" and told["figures_built"] == figures.built.isoformat()
    assert [c["indicator"]["id"] for c in told["curves"]] == [c.id for c in place.curves]
    for shape, c in zip(told["curves"], place.curves, strict=True):
        assert (
            abs(shape["value"]) == abs(c.curve.progress.value)
            and (shape["value"] >= 0 or not c.curve.indicator.is_gap)
            and shape["period"]["label"] == c.curve.progress.period.label
        )
        assert len(shape["series"]) == len(c.lines())
    c = place.curves[0]
    rows = picture_rows(c)
    table = json.loads(chart_rows_json(c, rows))
    again = [
        {n: v for n, v in zip(table["names"], row, strict=True) if v is not None} for row in table["rows"]
    ]
    drawn = [
        r
        for r in full_spec(c.curve, rows)["data"]["values"]
        if r["role"] not in ("title", "subtitle", "source")
    ]
    for one, other in zip(again, drawn, strict=True):
        assert one == {
            k: round(v, 4) if isinstance(v, float) else v for k, v in other.items() if v is not None
        }


def test_the_embedded_curve_has_no_controls_and_carries_source_and_date(pages, read):
    path = "embed/leeds/l3-19.html"
    assert not {"button", "input", "select", "details", "nav", "header"} & set(read[path].tags)
    text = words_of(pages[path])
    assert (
        "Source: Department for Education" in text
        and "updated" in text
        and "2023/24" in text
        and "Leeds" in text
    )
    assert "data-rows" not in pages[path] and "noindex" in pages[path]


def test_the_sitemap_holds_every_page_with_its_whole_address(site, pages):
    folder, _ = site
    listed = re.findall(r"<loc>([^<]+)</loc>", (folder / "sitemap.xml").read_text(encoding="utf-8"))
    assert sorted(listed) == sorted(BASE + p for p in pages if p != "404.html" and not p.startswith("embed/"))
    assert f"Sitemap: {BASE}sitemap.xml" in (folder / "robots.txt").read_text(encoding="utf-8")


def test_a_name_with_html_in_it_is_shown_as_it_is_written(desk, figures):
    areas = [replace(a, name='Leeds <b>&"') if a.name == "Leeds" else a for a in figures.areas.areas]
    odd = Desk(replace(figures, areas=AreaBook(areas)), desk.folder)
    place = public_place(odd, odd.figures.areas.by_code("E08000035"))
    rows = {c.id: picture_rows(c) for c in place.curves}
    c = place.curves[0]
    for text in (
        area_page(SETTING, place, rows),
        curve_page(SETTING, c, rows[c.id]),
        embed_page(SETTING, c, rows[c.id]),
    ):
        Reader(text)
        assert "<b>" not in text and "Leeds &lt;b&gt;&amp;" in text


# Only what changed


def stamps(folder):
    return {p.relative_to(folder).as_posix(): p.stat().st_mtime_ns for p in folder.rglob("*") if p.is_file()}


@pytest.fixture
def small(desk, tmp_path, monkeypatch):
    """A site of England and two regions without the two heavy parts, to be published again and again."""
    monkeypatch.setattr(build, "chart_library", lambda: b"// the chart library")
    monkeypatch.setattr(contents, "everywhere_csv", lambda _desk, indicator: indicator.id.encode())
    by_name = desk.figures.areas.find

    def again(*names, **more):
        return build.publish(
            desk, tmp_path / "out", [by_name(n) for n in names], processes=1, measures=(), **more
        )

    return again


def test_nothing_is_rewritten_when_nothing_changed(small, tmp_path):
    first = small("England", "London")
    before = stamps(tmp_path / "out")
    second = small("England", "London")
    assert first.written == first.files == second.files and second.written == second.removed == 0
    assert stamps(tmp_path / "out") == before
    assert not list((tmp_path / "out").rglob("*.half"))


def test_only_what_changed_is_rewritten_and_what_vanished_is_removed(small, tmp_path):
    small("England", "London", "South West")
    out = tmp_path / "out"
    (out / "area/england.html").write_text("spoilt", encoding="utf-8")
    (out / "area/somebody-elses.html").write_text("mine", encoding="utf-8")
    before = stamps(out)
    done = small("England", "London")
    after = stamps(out)
    assert {p for p in after if after[p] != before.get(p)} == {"area/england.html", "index.html", "site.json"}
    assert done.written == 2 and done.removed == 5 + 4 * 21
    gone = before.keys() - after.keys()
    assert gone and all("south-west" in p for p in gone) and not (out / "area/south-west").exists()
    assert (out / "area/somebody-elses.html").read_text(encoding="utf-8") == "mine"


def test_a_run_with_the_same_inputs_makes_no_page(small, tmp_path, monkeypatch):
    first = small("England", "London")
    monkeypatch.setattr(build, "place_files", lambda *_: 1 / 0)
    second = small("England", "London")
    assert second.written == 0 and (second.files, second.bytes, second.largest) == (
        first.files,
        first.bytes,
        first.largest,
    )
    with pytest.raises(ZeroDivisionError):
        small("England", "London", notice="These figures are old.")


@pytest.mark.parametrize("harm", [lambda p: p.write_text("spoilt", encoding="utf-8"), lambda p: p.unlink()])
def test_a_file_that_was_changed_or_lost_is_made_again_though_no_input_differs(small, tmp_path, harm):
    small("England")
    page = tmp_path / "out" / "area/england.html"
    whole = page.read_bytes()
    harm(page)
    assert small("England").written == 1 and page.read_bytes() == whole


def test_the_manifest_names_every_file_with_its_hash(small, tmp_path):
    small("England")
    out = tmp_path / "out"
    manifest = json.loads((out / output_folder.MANIFEST).read_text(encoding="utf-8"))
    assert manifest["files"].keys() | {output_folder.MANIFEST} == stamps(out).keys()


def test_a_run_cut_short_can_be_taken_up_again(small, tmp_path, monkeypatch):
    monkeypatch.setattr(build, "_others", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        small("England")
    monkeypatch.undo()
    monkeypatch.setattr(build, "chart_library", lambda: b"// the chart library")
    assert small("England").files > 60


def test_a_folder_that_is_not_ours_is_refused_and_left_alone(small, tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    for name, text in (
        ("letter.txt", "dear"),
        (output_folder.MANIFEST, '{"made_by": "another", "files": {}}'),
        (output_folder.MANIFEST, "[]"),
    ):
        (out / name).write_text(text, encoding="utf-8")
        with pytest.raises(output_folder.NotOurFolder, match="Nothing was written"):
            small("England")
        assert {p.name for p in out.iterdir()} <= {"letter.txt", output_folder.MANIFEST}


def test_a_spoilt_manifest_removes_nothing_outside_the_folder(small, tmp_path):
    small("England")
    precious = tmp_path / "precious.txt"
    precious.write_text("keep", encoding="utf-8")
    path = tmp_path / "out" / output_folder.MANIFEST
    manifest = json.loads(path.read_text(encoding="utf-8"))
    manifest["files"] |= {"../precious.txt": "0", str(precious): "0"}
    path.write_text(json.dumps(manifest), encoding="utf-8")
    assert small("England").removed == 0 and precious.exists()


def test_an_address_turns_into_whole_links_only_when_it_is_given(small, tmp_path):
    small("England")
    out = tmp_path / "out"
    assert not (out / "sitemap.xml").exists() and "canonical" not in (out / "index.html").read_text(
        encoding="utf-8"
    )
    assert 'href="/index.html"' in (out / "404.html").read_text(encoding="utf-8")
    small("England", base=BASE)
    assert f'<link rel="canonical" href="{BASE}index.html">' in (out / "index.html").read_text(
        encoding="utf-8"
    )
    assert 'href="/children/index.html"' in (out / "404.html").read_text(encoding="utf-8")


# The terminal


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (["--base-url", "example.org"], "not the address of a site"),
        (["--base-url", 'https://x.org/"><script>'], "not the address of a site"),
        (["--areas", "Nowhereshire"], "not an area we know"),
        (["--areas", "Inner London"], "has no page of its own"),
        (["--processes", "0"], "give 1 or more"),
    ],
)
def test_what_cannot_be_published_is_refused_in_one_sentence(tmp_path, capsys, more, words):
    assert main.main(["publish", "--out", str(tmp_path / "out"), *more]) == 2
    told = capsys.readouterr().err
    assert words in told and told.count("\n") == 1 and not (tmp_path / "out").exists()


@pytest.mark.parametrize("terminal", [True, False])
def test_progress_is_shown_on_a_terminal_and_never_in_a_pipe(capsys, monkeypatch, terminal):
    monkeypatch.setattr("sys.stderr.isatty", lambda: terminal)
    shown = cli_site._Progress()
    shown(1, 4)
    shown.end()
    assert ("25 % of the pages" in capsys.readouterr().err) == terminal


def test_the_command_refuses_a_foreign_folder(tmp_path, capsys):
    (tmp_path / "letter.txt").write_text("dear", encoding="utf-8")
    assert main.main(["publish", "--out", str(tmp_path), "--areas", "Leeds"]) == 2
    assert "Nothing was written" in capsys.readouterr().err and [p.name for p in tmp_path.iterdir()] == [
        "letter.txt"
    ]


def test_named_areas_bring_their_region_and_england(desk):
    assert [a.name for a in cli_site.chosen_areas(desk, ["Leeds"])] == [
        "England",
        "Yorkshire and the Humber",
        "Leeds",
    ]


def test_the_command_publishes_in_two_processes_what_one_would(desk, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(contents, "everywhere_csv", lambda _desk, indicator: indicator.id.encode())
    outs = [tmp_path / n for n in ("one", "two")]
    for n, out in enumerate(outs, 1):
        assert (
            main.main(
                [
                    "publish",
                    "--out",
                    str(out),
                    "--areas",
                    "Rutland",
                    "--processes",
                    str(n),
                    "--json",
                    "--headlines-only",
                ]
            )
            == 0
        )
    one, two = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert (
        one["files"] == two["files"] == two["written"]
        and one["areas"] == 3
        and one["largest_page"] == two["largest_page"]
    )
    assert (outs[0] / output_folder.MANIFEST).read_bytes() == (outs[1] / output_folder.MANIFEST).read_bytes()


# The picture


def test_a_line_is_broken_where_a_figure_is_missing_or_a_definition_changes(desk, figures):
    place = public_place(desk, figures.areas.find("Leeds"))
    c = next(c for c in place.curves if c.id == "gap-ks2-rwm-disadvantaged")
    drawn = re.search(r'<path class="line-us" d="([^"]+)"', picture(c, picture_rows(c), NARROW))[1]
    stretches, before = 0, None
    for value, run in zip(c.curve.area.values, c.curve.runs, strict=True):
        here = None if value is None else run
        stretches += here is not None and here != before
        before = here
    assert drawn.count("M") == stretches == 3
    dots = re.search(r'<path class="dot-us" d="([^"]+)"', picture(c, picture_rows(c), NARROW))[1]
    assert dots.count("h0") == sum(v is not None for v in c.curve.area.values)


def test_nothing_to_draw_is_said_in_words(desk, figures):
    c = public_place(desk, figures.areas.find("Leeds")).curves[0]
    assert picture(c, [], NARROW) == f'<p class="nothing">{escape(c.alt)}</p>'


def test_labels_stand_apart_and_inside():
    places = spread([50, 50, 51, 99, 100], 12, 10, 100)
    assert all(b - a >= 12 - 1e-9 for a, b in zip(places, places[1:], strict=False))
    assert places[-1] <= 100 and places == sorted(places)
    assert spread([20, 60], 12, 10, 100) == [20, 60] and spread([], 12, 10, 100) == []


def test_scales_carry_round_numbers(figures):
    rate = figures.find("exclusions")
    assert [w for _, w in ticks(0, 0.5, rate, 5)] == ["0.0", "0.1", "0.2", "0.3", "0.4", "0.5"]
    gap = figures.find("gap-ks2-rwm-disadvantaged")
    assert [w for _, w in ticks(-33, -11, gap, 5)] == ["−30", "−25", "−20", "−15"]


def test_long_names_are_cut_between_words():
    assert shortened("Bournemouth, Christchurch and Poole", 11) == "Bournemouth…"
    assert shortened("Yorkshire and the Humber", 11) == "Yorkshire…" and shortened("Leeds", 11) == "Leeds"
