"""The pages at the door: signing in and out, taking up an invitation, a new password. Plain HTML that works
without a script.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path

from c4eo_core.accounts.passwords import SHORTEST


@cache
def _style() -> str:
    return (Path(__file__).parents[1] / "templates" / "door.css").read_text(encoding="utf-8")


@dataclass(frozen=True)
class Field:
    """fill: what the browser's own memory of passwords may put there. fixed: shown, not to be changed."""

    name: str
    label: str
    fill: str
    kind: str = "text"
    hint: str = ""
    value: str = ""
    fixed: bool = False


@dataclass(frozen=True)
class Button:
    label: str
    value: str = ""


@dataclass(frozen=True)
class Way:
    """Another way in, as a link: a form may not lead to another site."""

    label: str
    link: str


ORGANISATION = "Sign in with your organisation"


def form_page(
    title: str,
    fields: Sequence[Field],
    buttons: Sequence[Button],
    hidden: dict[str, str],
    intro: str = "",
    wrong: str = "",
    foot: str = "",
    ways: Sequence[Way] = (),
) -> str:
    """The form is sent to the page's own address. wrong: what to mend, told first and read aloud at once."""
    told = f'<p class="wrong" role="alert" id="wrong">{escape(wrong)}</p>' if wrong else ""
    inside = "".join(
        f'<input type="hidden" name="{escape(k)}" value="{escape(v)}">' for k, v in hidden.items()
    )
    inputs = "".join(_input(f, first=k == 0, wrong=bool(wrong)) for k, f in enumerate(fields))
    pressed = "".join(
        f'<button{" class=second" if k else ""} name="do"'
        f' value="{escape(b.value)}">{escape(b.label)}</button>'
        for k, b in enumerate(buttons)
    )
    before = f"<p>{escape(intro)}</p>" if intro else ""
    after = f'<p class="foot">{escape(foot)}</p>' if foot else ""
    others = f"{_links(ways)}<p>Or with a password:</p>" if ways else ""
    return page(
        title,
        f'{told}{others}{before}<form method="post">{inside}{inputs}{pressed}</form>{after}',
        bool(wrong),
    )


def ways_page(title: str, ways: Sequence[Way], foot: str) -> str:
    """Where there is nothing to fill in."""
    return page(title, f'{_links(ways)}<p class="foot">{escape(foot)}</p>')


def _links(ways: Sequence[Way]) -> str:
    return "".join(f'<p><a class="way" href="{escape(w.link)}">{escape(w.label)}</a></p>' for w in ways)


def notice_page(title: str, words: str, link: str = "/", label: str = "Go to the headline curves") -> str:
    return page(title, f'<p>{escape(words)}</p><p><a href="{escape(link)}">{escape(label)}</a></p>')


def page(title: str, inside: str, is_wrong: bool = False) -> str:
    """inside: HTML, escaped already."""
    return (
        '<!doctype html>\n<html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport"'
        ' content="width=device-width, initial-scale=1"><meta name="robots"'
        f' content="noindex"><title>{"Please check: " if is_wrong else ""}{escape(title)} – Turning the'
        f' curve</title><style>{_style()}</style></head><body><header><a href="/">Turning the'
        f" curve</a></header><main><h1>{escape(title)}</h1>{inside}</main></body></html>\n"
    )


def _input(field: Field, first: bool, wrong: bool) -> str:
    about = " ".join(
        filter(None, (f"{field.name}-hint" if field.hint else "", "wrong" if wrong and first else ""))
    )
    said = {
        "id": field.name,
        "name": field.name,
        "type": field.kind,
        "autocomplete": field.fill,
        "value": field.value if field.kind != "password" else "",
        "aria-describedby": about,
        "autocapitalize": "none" if field.kind != "text" else "",
        "readonly": "readonly" if field.fixed else "",
        "autofocus": "autofocus" if first else "",
    }
    inside = " ".join(f'{name}="{escape(value)}"' for name, value in said.items() if value)
    hint = f'<p class="hint" id="{field.name}-hint">{escape(field.hint)}</p>' if field.hint else ""
    return f'<label for="{field.name}">{escape(field.label)}</label>{hint}<input {inside} required>'


PASSWORD_HINT = (
    f"{SHORTEST} characters or more. Three or four words that do not belong together are good and easy to"
    " remember."
)
