"""Words typed and not yet saved: through a pause, a reload, a closed tab, a restart and a cut connection.

The connection is cut for C4EO_CUT_SECONDS, 20 by default: longer than the server here keeps a session nobody is
connected to (5 seconds instead of 120), as 170 seconds are longer than it does in use.
"""

import os
import socket
import threading
import time
from contextlib import suppress

import pytest

from bench.servers import free_port, server
from c4eo_core.accounts.permissions import LOCAL
from c4eo_core.records.kinds import Factor, Idea, Workshop
from c4eo_core.records.records import open_records
from tests.browser import late_steps as late

LEEDS, OTHER = "E08000035", "E09000007"
ASKS = "What do we want for our children?"
WORDS = "Every child talks and is understood"
CUT = float(os.environ.get("C4EO_CUT_SECONDS", "20"))


class Wire:
    """Between browser and server, to be cut."""

    def __init__(self, to: int):
        self.to, self.whole, self._pairs = to, True, []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self):
        while True:
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            if not self.whole:
                near.close()
                continue
            far = socket.create_connection(("127.0.0.1", self.to))
            self._pairs += [near, far]
            for one, two in ((near, far), (far, near)):
                threading.Thread(target=self._carry, args=(one, two), daemon=True).start()

    def _carry(self, one, two):
        try:
            while data := one.recv(65536):
                two.sendall(data)
        except OSError:
            pass
        for end in (one, two):
            with_shutdown(end)

    def cut(self):
        self.whole = False
        for end in self._pairs:
            with_shutdown(end)
        self._pairs = []

    def mend(self):
        self.whole = True

    def close(self):
        self.cut()
        self._listener.close()


def with_shutdown(end):
    with suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
    end.close()


class Place:
    def __init__(self, file):
        self.file, self.port = file, free_port()
        self.records = open_records(f"sqlite:///{file}")
        self.trust = self.records.add_trust(LOCAL, "Leeds Children's Trust", LEEDS).id
        body = Workshop(title="Reading", area=LEEDS, priority="closing_the_gap", status="open")
        self.held = self.records.add(LOCAL, self.trust, body).id

    def serve(self):
        return server(
            "app.py",
            "/health",
            port=self.port,
            C4EO_RECORDS=str(self.file),
            STREAMLIT_SERVER_DISCONNECTED_SESSION_TTL="5",
        )

    def open(self, page, step=2, port=None):
        page.goto(
            f"http://127.0.0.1:{port or self.port}/turning-the-curve?area={LEEDS}&workshop={self.held}&step={step}"
        )
        late.settled(page)

    @property
    def outcome(self):
        return self.records.item(LOCAL, self.trust, self.held).body.outcome

    def saved(self, words, seconds=20):
        until = time.monotonic() + seconds
        while self.outcome != words and time.monotonic() < until:
            time.sleep(0.1)
        assert self.outcome == words


@pytest.fixture
def place(tmp_path):
    made = Place(tmp_path / "r.sqlite")
    yield made
    made.records.close()


def typed(page, words):
    field = page.get_by_role("textbox", name=ASKS)
    field.click()
    page.keyboard.type(words)
    return field


def not_saved(page):
    """What the bar says of words not saved, and whether it speaks of the last save all the same."""
    said = page.locator(".not-saved").inner_text()
    assert not (said and page.locator("p.saved").is_visible()), "it says saved while something is not"
    return said


def test_a_pause_of_two_seconds_saves_and_the_cursor_stays_where_it_is(place, page):
    with place.serve():
        place.open(page)
        field = typed(page, WORDS)
        assert not_saved(page) == "Not saved yet." and place.outcome == ""
        started = time.monotonic()
        place.saved(WORDS, 6)
        assert time.monotonic() - started > 1
        page.wait_for_function("() => document.querySelector('.not-saved').textContent === ''")
        page.keyboard.type(" at home")
        assert field.input_value() == WORDS + " at home" and not_saved(page) == "Not saved yet."
        place.saved(WORDS + " at home")
        assert len(place.records.history(LOCAL, place.trust, id=place.held)) == 3, "each pause is one step"


def test_a_reload_in_the_middle_of_a_word_loses_nothing(place, page):
    with place.serve():
        place.open(page)
        typed(page, WORDS)
        page.reload()
        late.settled(page)
        place.saved(WORDS)
        page.wait_for_function("words => document.querySelector('textarea').value === words", arg=WORDS)


def test_a_closed_tab_loses_nothing_even_on_another_step_next_time(place, page):
    with place.serve():
        tab = page.context.new_page()
        place.open(tab)
        typed(tab, WORDS)
        tab.close()
        place.open(page, step=6)
        place.saved(WORDS)


def test_a_line_not_yet_entered_comes_back_into_its_line_and_is_added_once(place, page):
    with place.serve():
        place.open(page, step=7)
        page.get_by_label("What could turn the curve?", exact=True).click()
        page.keyboard.type("Breakfast clubs")
        assert "press Enter" in not_saved(page)
        page.reload()
        late.settled(page)
        line = page.get_by_label("What could turn the curve?", exact=True)
        page.wait_for_function("f => f.value === 'Breakfast clubs'", arg=line.element_handle())
        assert place.records.items(LOCAL, place.trust, Idea) == []
        line.click()
        page.keyboard.press("Enter")
        late.settled(page)
        page.wait_for_function("() => document.querySelector('.not-saved').textContent === ''")
        page.reload()
        late.settled(page)
        assert [i.body.text for i in place.records.items(LOCAL, place.trust, Idea)] == ["Breakfast clubs"]
        assert page.get_by_label("What could turn the curve?", exact=True).input_value() == ""


def test_a_restart_of_the_server_loses_nothing(place, page):
    with place.serve() as (_, process, _):
        place.open(page)
        typed(page, WORDS)
        process.kill()
        process.wait(timeout=10)
        page.wait_for_timeout(3_000)
        assert "connection" in not_saved(page) and place.outcome == ""
    with place.serve():
        place.saved(WORDS, 60)
        page.wait_for_function(
            "() => document.querySelector('.not-saved').textContent === ''", timeout=30_000
        )
        assert page.get_by_role("textbox", name=ASKS).input_value() == WORDS


def test_a_cut_connection_loses_nothing_although_the_session_has_ended_meanwhile(place, page):
    with place.serve():
        wire = Wire(place.port)
        try:
            place.open(page, port=wire.port)
            typed(page, WORDS)
            wire.cut()
            page.wait_for_timeout(CUT * 1_000)
            assert "connection is cut" in not_saved(page) and place.outcome == ""
            wire.mend()
            place.saved(WORDS, 60)
            page.wait_for_function(
                "() => document.querySelector('.not-saved').textContent === ''", timeout=30_000
            )
            assert page.get_by_role("textbox", name=ASKS).input_value() == WORDS
        finally:
            wire.close()


def test_what_somebody_else_wrote_meanwhile_stands_beside_the_kept_words(place, page):
    with place.serve():
        place.open(page)
        typed(page, WORDS)
        page.goto("about:blank")
        item = place.records.item(LOCAL, place.trust, place.held)
        place.records.edit(LOCAL, place.trust, item.id, item.version, outcome="Theirs")
        place.open(page)
        page.get_by_text("Somebody else changed this").wait_for(timeout=15_000)
        both = page.locator('[class*="unsaved"] table').inner_text()
        assert WORDS in both and "Theirs" in both and place.outcome == "Theirs"
        page.get_by_role("button", name="Keep theirs").click()
        late.settled(page)
        page.reload()
        late.settled(page)
        assert page.get_by_text("Somebody else changed this").count() == 0 and place.outcome == "Theirs"


def test_kept_words_of_one_trust_are_never_shown_or_written_in_another(place, page):
    place.records.add_trust(LOCAL, "Camden", OTHER)
    with place.serve():
        place.open(page)
        typed(page, WORDS)
        page.goto(f"http://127.0.0.1:{place.port}/turning-the-curve?area={OTHER}")
        late.settled(page)
        page.wait_for_timeout(1_500)
        assert WORDS not in page.locator("body").inner_text() and place.outcome == ""
        place.open(page)
        place.saved(WORDS)


def test_removed_offers_undo_in_its_place_and_the_keys_undo_outside_fields_only(place, page):
    factors = [Factor(text=t) for t in ("One", "Two", "Three")]
    two = place.records.add_all(LOCAL, place.trust, factors, place.held)[1].id
    away = page.locator(f".st-key-edit-{two}-remove-button button").first

    def left():
        return [f.body.text for f in place.records.items(LOCAL, place.trust, Factor)]

    with place.serve():
        place.open(page, step=5)
        away.click()
        page.get_by_text("Removed: Two.").wait_for(timeout=15_000)
        tops = [
            page.get_by_text("Removed: Two.").bounding_box()["y"],
            page.locator("textarea", has_text="Three").first.bounding_box()["y"],
        ]
        assert tops[0] < tops[1] and left() == ["One", "Three"]
        page.locator('[class*="removed-here"]').get_by_role("button", name="Undo").click()
        late.settled(page)
        assert left() == ["One", "Two", "Three"] and not page.get_by_text("Removed: Two.").count()
        away.click()
        page.get_by_text("Removed: Two.").wait_for(timeout=15_000)
        page.locator("textarea").first.click()
        page.keyboard.press("Control+z")
        late.settled(page)
        assert left() == ["One", "Three"], "in a field the keys belong to the field"
        page.evaluate("document.activeElement.blur()")
        page.keyboard.press("Control+z")
        page.wait_for_function(
            "() => [...document.querySelectorAll('textarea')].some(t => t.value === 'Two')"
        )
        assert left() == ["One", "Two", "Three"]
