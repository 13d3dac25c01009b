"""What can stand in the way of an account, in words for the person. No message says whether an account exists
to whom may not know.
"""


class AccountsError(Exception):
    """Anything of the kind. The message can be shown as it is."""


class NotLetIn(AccountsError):
    """Wrong e-mail, wrong password, no account, account closed: the same words for all."""

    def __init__(self) -> None:
        super().__init__("That e-mail and password do not belong together here. Check both and try again.")


class TooManyTries(AccountsError):
    """seconds: how long to wait."""

    def __init__(self, seconds: int):
        self.seconds = seconds
        wait = f"{seconds} second{'s' * (seconds != 1)}" if seconds < 90 else f"{-(-seconds // 60)} minutes"
        super().__init__(f"Too many tries. Please wait {wait}, then try again.")


# Said to somebody their organisation has just named: no secret is given away by being plain.
NOT_HERE = (
    "Signing in with your organisation took too long, or was begun somewhere else. Please try once more."
)
NO_EMAIL = "Your organisation did not say which e-mail is yours, so it cannot be known whose account this is."
NOT_VERIFIED = (
    "Your organisation has not confirmed that this e-mail is yours, so it cannot be used here. Ask whoever"
    " looks after it there."
)
NO_ACCOUNT = (
    "Your organisation knows you as {email}, but no open account here goes with it. Ask whoever looks after"
    " the accounts here."
)


class IdentityRefused(AccountsError):
    """What an organisation's own sign-in said opens nothing here."""


class LinkEnded(AccountsError):
    """An invitation that was used, has ended, or never was."""

    def __init__(self) -> None:
        super().__init__(
            "This link has been used or has ended. Ask whoever looks after the accounts for a new one."
        )


class AccountRefused(AccountsError):
    """Something in what was given cannot be taken. Nothing was changed. field: its name."""

    def __init__(self, words: str, field: str = ""):
        self.field = field
        super().__init__(words)


class NotYours(AccountsError):
    """Refused by `may`."""


class SettingsRefused(AccountsError):
    """Shared mode cannot start like this."""
