"""Somebody who types on while the last words are being saved loses nothing, however slow the machine."""

import contextlib
import signal
import threading
import time

import pytest

from bench.servers import server
from c4eo_core.accounts.permissions import LOCAL
from c4eo_core.records.kinds import Idea, Workshop
from c4eo_core.records.records import open_records
from tests.browser import late_steps as late

CAMDEN = "E09000007"
FIRST, SECOND = "Every child talks", " and is understood, at home and at school."
SCORES = {"specificity": "4", "leverage": "5", "values": "3", "reach": "2"}


def eventually(holds, seconds=20):
    until = time.monotonic() + seconds
    while not holds() and time.monotonic() < until:
        time.sleep(0.2)
    assert holds()


@contextlib.contextmanager
def stuttering(process):
    """A server that stands still for most of the time, as on a machine that has too much to do."""
    enough = threading.Event()

    def stutter():
        while not enough.wait(0.06):
            process.send_signal(signal.SIGSTOP)
            enough.wait(0.25)
            process.send_signal(signal.SIGCONT)

    thread = threading.Thread(target=stutter)
    thread.start()
    yield
    enough.set()
    thread.join()


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """(address, records, trust, workshop): an open session with one idea."""
    file = tmp_path_factory.mktemp("records") / "r.sqlite"
    records = open_records(f"sqlite:///{file}")
    trust = records.add_trust(LOCAL, "Camden", CAMDEN)
    workshop = records.add(LOCAL, trust.id, Workshop(title="Typing", area=CAMDEN, status="open"))
    records.add(LOCAL, trust.id, Idea(text="Breakfast clubs"), workshop.id)
    with server("app.py", "/health", C4EO_RECORDS=str(file)) as (address, process, _), stuttering(process):
        yield address, records, trust.id, workshop.id
    records.close()


def open_step(page, place, step):
    address, _, trust, workshop = place
    page.goto(f"{address}/turning-the-curve?area={CAMDEN}&trust={trust}&workshop={workshop}&step={step}")
    late.settled(page, 700)


@pytest.mark.parametrize("pause", [0, 150])
def test_words_typed_while_the_last_are_saved_stay(place, page, pause):
    _, records, trust, workshop = place
    item = records.item(LOCAL, trust, workshop)
    records.edit(LOCAL, trust, workshop, item.version, outcome="")
    open_step(page, place, 2)
    field = page.get_by_role("textbox", name="What do we want for our children?")
    field.click()
    page.keyboard.type(FIRST)
    page.keyboard.press("Control+Enter")  # saves, and leaves the cursor where it is
    page.wait_for_timeout(pause)
    page.keyboard.type(SECOND, delay=10)
    page.keyboard.press("Control+Enter")
    eventually(lambda: records.item(LOCAL, trust, workshop).body.outcome == FIRST + SECOND)
    late.settled(page)
    assert field.input_value() == FIRST + SECOND


@pytest.mark.parametrize("pause", [0, 150])
def test_scores_typed_one_after_another_without_waiting_all_stand(place, page, pause):
    _, records, trust, workshop = place
    [idea] = records.items(LOCAL, trust, Idea, workshop)
    records.edit(LOCAL, trust, idea.id, idea.version, **dict.fromkeys(SCORES, 0))
    open_step(page, place, 7)
    page.get_by_role("radio", name="Score", exact=True).click()
    late.settled(page)
    page.get_by_label("Specificity", exact=True).click()
    for score in SCORES.values():
        page.keyboard.type(score)
        page.keyboard.press("Tab")
        page.wait_for_timeout(pause)
    eventually(lambda: page.get_by_text(f"{sum(map(int, SCORES.values()))} of 20").is_visible())
    [idea] = records.items(LOCAL, trust, Idea, workshop)
    assert {name: str(getattr(idea.body, name)) for name in SCORES} == SCORES
