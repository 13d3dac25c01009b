"""What is new: what was taken in, revised, due and overdue, on the page, in the feed and for programs alike."""

import datetime as dt
import json
import xml.etree.ElementTree as ElementTree
from dataclasses import replace

import pytest

from c4eo_core.answers.desk import Desk
from c4eo_core.answers.public.what_is_new import as_json, due_of, is_overdue, what_is_new
from c4eo_core.reports.html.what_is_new import new_body, new_feed

TODAY = dt.date(2026, 12, 1)
NEWS = {
    "date": "2026-11-30",
    "old_version": "a",
    "new_version": "b",
    "releases": ["Tool"],
    "new_indicators": [],
    "gone_indicators": [],
    "new_periods": [{"indicator": "exclusions", "period": "2024/25", "values": 150}],
    "revised": 1,
    "largest_revisions": [
        {
            "indicator": "exclusions",
            "area": "E08000035",
            "period": "2022/23",
            "old": 0.1,
            "new": 0.12,
            "with_reason": False,
        }
    ],
    "gone": 0,
    "redefined": [],
}


@pytest.fixture
def renewed(figures, tmp_path):
    (tmp_path / "news.json").write_text(json.dumps([NEWS]), encoding="utf-8")
    return Desk(figures, tmp_path)


def test_a_refresh_is_told_with_new_years_and_revised_figures(renewed):
    found = what_is_new(renewed, TODAY)
    (one,) = found.refreshes
    assert one.title == "Figures of 30 November 2026"
    assert "1 older figures were revised by their publishers." in one.lines
    body = new_body(found)
    assert "Leeds" in body and "<td>0.1</td><td>0.12</td>" in body and "2024/25" in body


def test_the_feed_is_rss_and_holds_no_markup_of_its_own(renewed):
    found = what_is_new(renewed, TODAY)
    spoiled = replace(found, refreshes=(replace(found.refreshes[0], title="<b>&"),))
    root = ElementTree.fromstring(new_feed(spoiled, "https://example.org"))
    assert root.tag == "rss" and root.find("channel/item/title").text == "<b>&"
    assert root.find("channel/item/guid").text == "b"
    json.dumps(as_json(found), allow_nan=False)


def test_without_a_refresh_the_feed_has_the_figures_it_began_with(figures):
    found = what_is_new(Desk(figures, None), TODAY)
    assert found.refreshes == () and found.revised == ()
    assert len(ElementTree.fromstring(new_feed(found, "x")).findall("channel/item")) == 1
    assert "Nothing newer has been taken in." in new_body(found)


def test_figures_older_than_their_next_date_say_so(figures):
    old = replace(figures.find("exclusions"), next_update="July 2026", discontinued=False)
    assert not is_overdue(old, dt.date(2026, 7, 31)) and is_overdue(old, dt.date(2026, 8, 1))
    assert not is_overdue(replace(old, next_update="TBC"), TODAY)
    assert not is_overdue(replace(old, discontinued=True), TODAY)
    (due,) = due_of((old,), TODAY)
    assert due.overdue and due.titles == (old.title,)
    found = what_is_new(Desk(figures, None), TODAY)
    assert found.overdue and "Newer figures may be out" in new_body(found)
