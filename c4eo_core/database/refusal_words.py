"""What a database's refusal means for the person who typed: what happened, that nothing is
lost, what to do.
"""

from pathlib import Path

from sqlalchemy.exc import DBAPIError

_KEPT = "Nothing saved before is lost, and what you typed is still on this page."
_FILE = {
    "SQLITE_FULL": ("The disk is full.", "Make room on it and save again."),
    "SQLITE_READONLY": (
        "The records file {place} may only be read.",
        "Let the app write to it and to its folder, then save again.",
    ),
    "SQLITE_IOERR": (
        "The disk would not take it; it may be full or failing.",
        "Make room, or free the disk, and save again.",
    ),
    "SQLITE_BUSY": ("The records were in use by somebody else for too long.", "Save again in a moment."),
    "SQLITE_LOCKED": ("The records were in use by somebody else for too long.", "Save again in a moment."),
    "SQLITE_CANTOPEN": (
        "The records file {place} cannot be opened.",
        "Check that its folder is there and may be written to.",
    ),
    "SQLITE_NOTADB": (
        "{place} is not a file of records.",
        "Move it away or name another one in C4EO_RECORDS; nothing in it was touched.",
    ),
    "SQLITE_CORRUPT": (
        "The records file {place} is damaged.",
        "Keep it, put back the last backup and start the app again.",
    ),
}
_SERVER = {
    "53100": ("The database's disk is full.", "Ask whoever looks after it to make room, then save again."),
    "25006": (
        "The database may only be read at the moment.",
        "Save again later, or ask whoever looks after it.",
    ),
    "53": ("The database has no room for one more at the moment.", "Save again in a moment."),
    "40": ("The records were in use by somebody else for too long.", "Save again in a moment."),
    "55P03": ("The records were in use by somebody else for too long.", "Save again in a moment."),
    "57014": ("The database took too long.", "Save again in a moment."),
    "28": ("The database does not let the app in.", "Check the user and password in C4EO_DATABASE_URL."),
    "3D000": ("The database named in C4EO_DATABASE_URL does not exist.", "Create it, or correct the name."),
    "42501": (
        "The database does not let the app write.",
        "Give its user the right to create and change tables.",
    ),
}
_GONE = ("The database cannot be reached.", "Check that it is running and save again.")
# A connection that never came about has no code: only the driver's own words say why.
_POOLER = (
    "The pooler before the database (such as PgBouncer) refuses a setting named in C4EO_DATABASE_URL.",
    "Take options out of the address: the app sets what it needs in each transaction.",
)
_NOT_CONNECTED = (
    (("unsupported startup parameter",), _POOLER),
    (
        ("statement pooling mode",),
        (
            "The pooler before the database gives away each statement by itself.",
            "Set pool_mode = transaction in it.",
        ),
    ),
    (
        (
            "password authentication failed",
            "no password supplied",
            'role "',
            "no pg_hba.conf entry",
            "auth failed",
        ),
        _SERVER["28"],
    ),
    (('database "', "no such database"), _SERVER["3D000"]),
    (
        ("failed to resolve host", "could not translate host name"),
        (
            "The database cannot be reached: the host named in C4EO_DATABASE_URL is not known here.",
            "Correct the name, or ask whoever looks after the network.",
        ),
    ),
    (
        ("too many clients", "no more connections allowed", "connection slots", "query_wait_timeout"),
        (
            "The database, or the pooler before it, has no connection free.",
            "Allow more connections there, or save again in a moment.",
        ),
    ),
    (
        ("SSL", "certificate"),
        (
            "The app and the database could not agree on an encrypted connection.",
            "Check sslmode in C4EO_DATABASE_URL and the database's certificate.",
        ),
    ),
    (
        ("Connection refused", "No such file or directory", "timeout expired"),
        (
            "The database cannot be reached: nothing answers where C4EO_DATABASE_URL points.",
            "Check that the database runs there, then save again.",
        ),
    ),
)
_OTHER = (
    "The records' database reported an error ({code}).",
    "Save again; if it happens again, tell whoever looks after the app this code.",
)


def code_of(error: Exception) -> str:
    """SQLite's name for it, or PostgreSQL's five characters; empty when there is none."""
    original = getattr(error, "orig", None)
    return getattr(original, "sqlite_errorname", None) or getattr(original, "sqlstate", None) or ""


def has_to_wait(error: Exception) -> bool:
    """Trying again may help: somebody else is writing."""
    return code_of(error).startswith(("SQLITE_BUSY", "SQLITE_LOCKED", "40001", "40P01", "55P03"))


def lost_connection(error: Exception) -> bool:
    code = code_of(error)
    if code.startswith("SQLITE"):
        return False
    return code.startswith(("08", "57P")) or (not code and isinstance(error, DBAPIError))


def words_for(error: Exception, place: Path | None, saving: bool, unsure: bool = False) -> str:
    code = code_of(error)
    if not isinstance(error, DBAPIError):
        happened, do = _SERVER["53"]
    elif lost_connection(error):
        happened, do = _not_connected(error)
    else:
        table = _FILE if code.startswith("SQLITE") else _SERVER
        longest = max((key for key in table if code.startswith(key)), key=len, default="")
        happened, do = table.get(longest, _OTHER)
    happened = happened.format(place=place, code=code or type(error).__name__)
    if not saving:
        return f"{happened} {do.replace('save again', 'try again').replace('Save again', 'Try again')}"
    if unsure:
        return (
            f"{happened} It went away in the middle of a save: look whether your last words are there before"
            f" you type them again. {_KEPT}"
        )
    return f"{happened} This could not be saved. {_KEPT} {do}"


def _not_connected(error: Exception) -> tuple[str, str]:
    """What the driver's words mean; none of them is repeated, for they may name a password's owner."""
    said = str(getattr(error, "orig", None) or "")
    for signs, words in _NOT_CONNECTED:
        if any(sign in said for sign in signs):
            return words
    return _GONE
