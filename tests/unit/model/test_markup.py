"""HTML as a type: a text never becomes HTML by itself."""

import pytest
from markupsafe import Markup

from c4eo_core.model.markup import markup
from pages.session import screen

HOSTILE = "<script>alert('1')</script> & \"quoted\""


def test_a_text_put_into_html_stays_a_text():
    assert markup("<p title='{a}'>{a}</p>", a=HOSTILE).count("<") == 2
    assert markup("<p>{a}</p>", a="a < b") == "<p>a &lt; b</p>"


def test_html_put_into_html_stays_html():
    assert markup("<p>{inside}</p>", inside=markup("<b>{a}</b>", a="&")) == "<p><b>&amp;</b></p>"


def test_pieces_joined_with_a_text_escape_the_text():
    assert Markup().join([markup("<b>{a}</b>", a=1), "<i>"]) == "<b>1</b>&lt;i&gt;"
    assert markup("<p></p>") + "<i>" == "<p></p>&lt;i&gt;"


def test_numbers_take_a_format_and_braces_are_doubled():
    assert markup('<i style="width:{share:.1f}%">{{}}</i>', share=12.345) == '<i style="width:12.3%">{}</i>'


def test_what_a_text_says_is_no_template():
    assert markup("<p>{a}</p>", a="{b} {a} %s") == "<p>{b} {a} %s</p>"


def test_a_value_that_is_forgotten_is_an_error():
    with pytest.raises(KeyError):
        markup("<p>{a}</p>")


def test_a_screen_refuses_a_text_as_html():
    with pytest.raises(TypeError, match="here is a text"):
        screen.html("<b>")  # type: ignore[arg-type]
