"""Workshops as somebody might have recorded them, invented, and how to read each form of a report back as
words.
"""

import io
import re
import zipfile
from html import unescape

import openpyxl
import pypdfium2
from pptx import Presentation

from c4eo_core.answers.workshop.notes import (
    Action,
    Factor,
    Idea,
    Measure,
    Notes,
    Partner,
    Role,
    Verdict,
    Wanted,
)

CURVE = "gap-ks2-rwm-disadvantaged"
IDEAS = (
    "Breakfast clubs run by parents in every primary with more than a third of pupils on free meals",
    "Swap one governors' meeting a term for a visit to classes",
    "A reading friend for every year 5 child in care, from the sixth forms",
    "One conversation between year 6 and year 7 teachers about every child on the list",
    "Close the town hall for a day and send everybody into a school",
)
FACTORS = (
    Factor("Reading volunteers in 14 schools, steady for three years", "helping", "root", 4),
    Factor("Family hubs share their lists with schools", "helping", "surface", 1),
    Factor("Attendance of disadvantaged pupils has not come back since 2020", "hindering", "root", 7),
    Factor(
        "Families move two or three times a year", "hindering", "root", 5, find_out=True, owner="Housing team"
    ),
    Factor("High turnover of year 5 and 6 teachers", "hindering", "surface", 2),
)
PARTNERS = (
    Partner("Primary heads' group", "data on attendance by term", "meet monthly on the list", "Ruth Okafor"),
    Partner("Library service", "rooms and books", "open at half past seven", "Jo Pike"),
    Partner("School nurses", "home visits", in_room=False, absent=True),
    Partner(
        "Housing team",
        "word of who will move",
        "tell schools two weeks ahead",
        "Sam Lee",
        in_room=False,
        absent=True,
    ),
    Partner("Sixth forms", "sixty volunteers", who="Ann Hall"),
    Partner("Parents' forum", commitment="say what would help", who="M. Iqbal"),
    Partner("Adult learning", "family courses", "run two courses a term"),
    Partner("Police and youth justice", commitment="join the list meeting", in_room=False, absent=True),
)
ACTIONS = (
    Action(
        "Agree one list of the 140 children and who looks after each",
        "Ruth Okafor",
        "2026-04-17",
        "children with a named adult",
    ),
    Action(
        "Start breakfast clubs in the first six schools", "Jo Pike", "2026-05-04", "children there each day"
    ),
    Action("Train forty reading friends", "Ann Hall", "2026-06-12", "pairs meeting weekly", "Sixth forms"),
    Action("Housing to tell schools of moves", "Sam Lee", "2026-05-29", "moves told in time"),
    Action("Bring the spring attendance figures by school"),
)
HOSTILE = (
    (
        '#panic("x") #import "/etc/passwd" $x^2$ *bold* _it_ `raw` <label> @ref = heading \\u{41} // gone? /*'
        " or this */"
    ),
    "<script>alert(1)</script> &amp; <img src=x onerror=alert(2)> **md** [link](javascript:alert(3))",
    (
        '=HYPERLINK("http://example.invalid","x") +1+1 -2 @SUM(A1) {=1+1} {{7*7}} ${x} %s \\n "quoted"'
        " 'single'"
    ),
)


def ideas(count: int) -> tuple[Idea, ...]:
    costs = ("low", "none", "some", "none", "high")
    return tuple(
        Idea(
            IDEAS[n % 5] + (f", part {n}" if n > 4 else ""),
            costs[n % 5],
            n % 5 == 4,
            *((4, 4, 5, 3) if n < 4 else (2, 3, 4, 2)),
            chosen=n < 3,
        )
        for n in range(count)
    )


def notes(
    trust: str = "Bournemouth, Christchurch and Poole",
    curves: tuple[str, ...] = (CURVE,),
    count: int = 5,
    **more,
) -> Notes:
    """Five factors, eight partners, five actions."""
    recorded = {
        "held_on": "2026-03-24",
        "facilitator": "Dana Whitfield",
        "outcome": "Every child leaves primary school reading well.",
        "verdicts": (
            (
                Verdict(
                    curves[0], False, "Left alone the gap in five years is still over twenty points.", "DW"
                ),
            )
            if curves
            else ()
        ),
        "factors": FACTORS,
        "partners": PARTNERS,
        "ideas": ideas(count),
        "actions": ACTIONS,
    }
    return Notes(trust=trust, curves=curves, **({"title": "Closing the gap at 11"} | recorded | more))


def full() -> Notes:
    """Everything that can be recorded, and several curves."""
    return notes(
        trust="Poole and Purbeck Children's Trust",
        curves=(CURVE, "gap-eyfs-gld-free-meals", "gap-ks4-att8-looked-after"),
        count=15,
        colour="#801650",
        roles=(Role("scribe", "Kit Moss"), Role("timekeeper", "Lou Grant")),
        wanted=(
            Wanted("Reading for pleasure at ten", "high", "Dana Whitfield", "nobody asks children"),
            Wanted("Moves of home in the year"),
        ),
        measures=(
            Measure("Breakfast clubs", "Children at a club", "how_much", "312", "spring 2026", CURVE),
            Measure(
                "Breakfast clubs", "Clubs open every school day", "how_well", "11 of 14", "spring 2026", CURVE
            ),
            Measure(
                "Breakfast clubs",
                "Children late less often than last year",
                "better_off",
                "58%",
                "spring 2026",
            ),
        ),
        factors=tuple(
            Factor(f.text, f.direction, f.depth, f.votes, f.find_out, CURVE if n < 3 else "", f.owner)
            for n, f in enumerate(FACTORS)
        ),
    )


def long_texts() -> Notes:
    """Texts as long as a record holds, each word its own so that a missing one is seen."""

    def words(name: str, count: int) -> str:
        return " ".join(f"{name}{n}" for n in range(count))

    return notes(
        count=15,
        outcome=words("outcome", 60),
        factors=(Factor(words("factor", 400), "hindering", "root", 3), *FACTORS),
        partners=(Partner("Long partner", words("brings", 150), words("commit", 150)), *PARTNERS),
        ideas=(Idea(words("best", 350), chosen=True, reach=5), *ideas(14)),
        actions=(Action(words("action", 300), "Ruth", "2026-05-01", words("measure", 80)), *ACTIONS),
    )


def hostile() -> Notes:
    one, two, three = HOSTILE
    return notes(
        trust=two,
        title=one,
        outcome=three,
        colour='"; }</style><script>',
        verdicts=(Verdict(CURVE, False, one, two),),
        factors=(
            Factor(one, "helping"),
            Factor(two, "hindering"),
            Factor(three, "hindering", find_out=True, owner=one),
        ),
        partners=(Partner(two, three, one), Partner(three)),
        ideas=(Idea(one), Idea(two), Idea(three), Idea(one + "!"), Idea("\x00\x0b\ud800bell\x07 \ufffe")),
        actions=(Action(three, two, one, two), Action(one)),
        wanted=(Wanted(two, three, one, two),),
        measures=(Measure(one, two, "how_well", three, one),),
    )


def every_text(thing: Notes) -> list[str]:
    """What must be found in a report."""
    found = [thing.outcome]
    found += [f.text for f in thing.factors]
    found += [text for p in thing.partners for text in (p.name, p.brings, p.commitment)]
    found += [i.text for i in thing.ideas]
    found += [text for a in thing.actions for text in (a.what, a.who, a.measure)]
    return [text for text in found if text]


def squeezed(text: str) -> str:
    """Without anything that tells where lines and slides were parted."""
    return re.sub(r"[\s…\ufffe\u00ad\x00-\x1f]", "", text)


def is_told(text: str, told: str) -> bool:
    """Whether the text is there: as it is, or, where it goes on over columns, pages or slides, every word of
    it in its order.
    """
    if squeezed(text) in squeezed(told):
        return True
    words = iter(told.split())
    return len(text) > 200 and all(any(word in found for found in words) for word in text.split())


def pdf_pages(pdf: bytes) -> list[str]:
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)]


def slide_texts(pptx: bytes) -> list[str]:
    """A text a slide, tables by column so that a cell that goes on over two slides is whole."""
    found = []
    for slide in Presentation(io.BytesIO(pptx)).slides:
        texts = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
        for shape in slide.shapes:
            if shape.has_table:
                texts += [
                    row.cells[c].text
                    for c in range(len(shape.table.columns))
                    for row in list(shape.table.rows)[1:]
                ]
        found.append("\n".join([*texts, slide.notes_slide.notes_text_frame.text]))
    return found


def html_text(page: bytes) -> str:
    inside = re.sub(r"<style>.*?</style>", "", page.decode(), flags=re.DOTALL)
    return unescape(re.sub(r"<[^>]+>", " ", inside))


def workbook_cells(xlsx: bytes) -> list:
    book = openpyxl.load_workbook(io.BytesIO(xlsx))
    return [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]


def words_of(ending: str, made: bytes) -> str:
    if ending == "pdf":
        return "\n".join(pdf_pages(made))
    if ending == "pptx":
        return "\n".join(slide_texts(made))
    return html_text(made) if ending == "html" else "\n".join(str(c.value) for c in workbook_cells(made))


def opened(made: bytes) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(made))
