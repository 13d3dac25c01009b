"""The pages at the door: signing in and out, taking up an invitation, a new password. Plain HTML that works
without a script.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from markupsafe import Markup

from c4eo_core.accounts.passwords import SHORTEST
from c4eo_core.model.markup import carried, markup


@cache
def _style() -> Markup:
    return carried(Path(__file__).parents[1] / "templates" / "door.css")


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
) -> Markup:
    """The form is sent to the page's own address. wrong: what to mend, told first and read aloud at once."""
    told = markup('<p class="wrong" role="alert" id="wrong">{wrong}</p>', wrong=wrong) if wrong else Markup()
    inside = Markup().join(
        markup('<input type="hidden" name="{k}" value="{v}">', k=k, v=v) for k, v in hidden.items()
    )
    inputs = Markup().join(_input(f, first=k == 0, wrong=bool(wrong)) for k, f in enumerate(fields))
    pressed = Markup().join(
        markup(
            '<button{css} name="do" value="{value}">{label}</button>',
            css=" class=second" if k else "",
            value=b.value,
            label=b.label,
        )
        for k, b in enumerate(buttons)
    )
    before = markup("<p>{intro}</p>", intro=intro) if intro else Markup()
    after = markup('<p class="foot">{foot}</p>', foot=foot) if foot else Markup()
    others = markup("{links}<p>Or with a password:</p>", links=_links(ways)) if ways else Markup()
    return page(
        title,
        markup(
            '{told}{others}{before}<form method="post">{inside}{inputs}{pressed}</form>{after}',
            told=told,
            others=others,
            before=before,
            inside=inside,
            inputs=inputs,
            pressed=pressed,
            after=after,
        ),
        bool(wrong),
    )


def ways_page(title: str, ways: Sequence[Way], foot: str) -> Markup:
    """Where there is nothing to fill in."""
    return page(title, markup('{links}<p class="foot">{foot}</p>', links=_links(ways), foot=foot))


def _links(ways: Sequence[Way]) -> Markup:
    return Markup().join(
        markup('<p><a class="way" href="{link}">{label}</a></p>', link=w.link, label=w.label) for w in ways
    )


def notice_page(title: str, words: str, link: str = "/", label: str = "Go to the headline curves") -> Markup:
    return page(
        title,
        markup('<p>{words}</p><p><a href="{link}">{label}</a></p>', words=words, link=link, label=label),
    )


def page(title: str, inside: Markup, is_wrong: bool = False) -> Markup:
    return markup(
        '<!doctype html>\n<html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport"'
        ' content="width=device-width, initial-scale=1"><meta name="robots"'
        ' content="noindex"><title>{words}{title} – Turning the'
        ' curve</title><style>{style}</style></head><body><header><a href="/">Turning the'
        " curve</a></header><main><h1>{title}</h1>{inside}</main></body></html>\n",
        words="Please check: " if is_wrong else "",
        title=title,
        style=_style(),
        inside=inside,
    )


def _input(field: Field, first: bool, wrong: bool) -> Markup:
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
    inside = Markup(" ").join(
        markup('{name}="{value}"', name=name, value=value) for name, value in said.items() if value
    )
    hint = (
        markup('<p class="hint" id="{name}-hint">{hint}</p>', name=field.name, hint=field.hint)
        if field.hint
        else Markup()
    )
    return markup(
        '<label for="{name}">{label}</label>{hint}<input {inside} required>',
        name=field.name,
        label=field.label,
        hint=hint,
        inside=inside,
    )


PASSWORD_HINT = (
    f"{SHORTEST} characters or more. Three or four words that do not belong together are good and easy to"
    " remember."
)
