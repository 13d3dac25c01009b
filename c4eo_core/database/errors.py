"""What can go wrong with the records' database, in words for whoever waits."""


class RecordsError(Exception):
    """Anything of the kind. The message can be shown as it is."""


class NotSaved(RecordsError):
    """The disk or the database would not take it. body: what was to be saved; unsure: it may have been saved
    all the same.
    """

    def __init__(self, words: str, body: object | None = None, unsure: bool = False):
        self.body, self.unsure = body, unsure
        super().__init__(words)


class CannotOpen(RecordsError):
    """The records cannot be opened or read."""


class TooNew(CannotOpen):
    """The records were made by a newer version of the app. Nothing was touched."""
