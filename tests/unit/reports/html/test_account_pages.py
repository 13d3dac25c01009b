"""The pages for signing in: fields that a browser and a reader of screens can name, in a style that works."""

from html.parser import HTMLParser

from c4eo_core.reports.html.account_pages import Button, Field, form_page

FIELDS = (
    Field("email", "E-mail", "username", "email", value='a"b<c>@example.org'),
    Field("password", "Password", "current-password", "password", hint="Three words."),
)


class _Read(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.inputs: dict[str, dict[str, str | None]] = {}
        self.labels: list[str | None] = []
        self.css, self._within = "", ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._within = tag
        if tag == "input":
            self.inputs[dict(attrs).get("name") or ""] = dict(attrs)
        if tag == "label":
            self.labels.append(dict(attrs).get("for"))

    def handle_endtag(self, tag: str) -> None:
        self._within = ""

    def handle_data(self, data: str) -> None:
        self.css += data if self._within == "style" else ""


def _page(wrong: str = "") -> _Read:
    read = _Read()
    read.feed(form_page("Sign in", FIELDS, (Button("Sign in"),), {"csrf": 'x"y'}, wrong=wrong))
    return read


def test_every_field_has_a_label_a_name_and_what_a_browser_may_fill_in():
    read = _page()
    assert read.labels == ["email", "password"]
    assert read.inputs["email"]["id"] == "email"
    assert read.inputs["email"]["autocomplete"] == "username"
    assert read.inputs["password"]["autocomplete"] == "current-password"
    assert read.inputs["password"]["aria-describedby"] == "password-hint"


def test_what_was_typed_comes_back_as_it_was_typed_and_as_text():
    assert _page(wrong="No.").inputs["email"]["value"] == 'a"b<c>@example.org'
    assert _page().inputs["csrf"]["value"] == 'x"y'


def test_the_style_is_carried_as_it_is_written():
    css = _page().css
    assert '"' in css and "&#" not in css and "&quot;" not in css
