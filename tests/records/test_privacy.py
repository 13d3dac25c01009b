"""What people write stays in the records: no log, no message and no traceback repeats it."""

import io
import logging
import traceback

import pytest
from sqlalchemy import event

from c4eo_core.accounts.permissions import LOCAL
from c4eo_core.database.errors import RecordsError
from c4eo_core.records.kinds import Idea, Workshop
from c4eo_core.records.records import open_records
from tests.records.tools import LEEDS, director

SECRET = "Tuesday's child of Elm Road"


@pytest.fixture
def said():
    """Everything any logger says, at its most talkative."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    root = logging.getLogger()
    levels = {
        name: logging.getLogger(name).level
        for name in ("", "sqlalchemy.engine", "sqlalchemy.pool", "alembic", "psycopg")
    }
    root.addHandler(handler)
    for name in levels:
        logging.getLogger(name).setLevel(logging.DEBUG)
    yield stream
    root.removeHandler(handler)
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


def test_no_log_repeats_what_was_written(said, url):
    records = open_records(url)
    trust = records.add_trust(LOCAL, f"Trust of {SECRET}", LEEDS).id
    workshop = records.add(LOCAL, trust, Workshop(title=SECRET))
    idea = records.add(LOCAL, trust, Idea(text=SECRET), workshop.id)
    records.edit(LOCAL, trust, idea.id, 1, text=SECRET + "!")
    records.remove(LOCAL, trust, workshop.id, 1)
    records.undo(LOCAL, trust)
    pack = records.export(LOCAL, trust)
    records.delete_trust(LOCAL, trust, f"Trust of {SECRET}")
    records.import_(LOCAL, pack)
    records.close()
    assert "INSERT INTO items" in said.getvalue(), "the loggers were listening"
    assert SECRET not in said.getvalue() and SECRET.replace("'", "''") not in said.getvalue()


def test_no_error_repeats_what_was_written(said, records, trust):
    idea = records.add(LOCAL, trust, Idea(text=SECRET))
    records.edit(director(trust, "Ann"), trust, idea.id, 1, text=f"{SECRET} 2")
    records.add_trust(LOCAL, SECRET, LEEDS)

    def broken(connection, cursor, statement, parameters, context, many) -> tuple[str, object]:
        """The database itself chokes on the row that is being written."""
        return (statement.replace("INSERT INTO items", "INSERT INTO itemz"), parameters)

    attempts = {
        "conflict": lambda: records.edit(LOCAL, trust, idea.id, 1, text=f"{SECRET} 3"),
        "too long": lambda: records.edit(LOCAL, trust, idea.id, 2, text=SECRET * 1000),
        "not one of": lambda: records.edit(LOCAL, trust, idea.id, 2, cost=SECRET),
        "gone": lambda: records.edit(LOCAL, trust, "0" * 32, 2, text=SECRET),
        "name taken": lambda: records.add_trust(LOCAL, SECRET, LEEDS),
        "not allowed": lambda: records.add(director("other"), trust, Idea(text=SECRET)),
        "broken": lambda: records.add(LOCAL, trust, Idea(text=SECRET)),
    }
    for name, attempt in attempts.items():
        if name == "broken":
            event.listen(records._database.engine, "before_cursor_execute", broken, retval=True)
        with pytest.raises(RecordsError) as told:
            attempt()
        whole = "".join(traceback.format_exception(told.value))
        assert SECRET not in str(told.value) and SECRET not in whole, name
    assert SECRET not in said.getvalue()
