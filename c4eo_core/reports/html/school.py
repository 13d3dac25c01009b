"""A school's community as HTML: the sheet, its tables, and a page of its own. Every text is escaped here."""

import re
from base64 import b64encode
from functools import cache
from pathlib import Path

from markupsafe import Markup

from c4eo_core.answers.schools.school_data import SchoolData
from c4eo_core.answers.schools.shape import SchoolCommunity, Share
from c4eo_core.charts.school import ages_picture, groups_picture, income_picture
from c4eo_core.charts.theme import LIGHT, Look
from c4eo_core.maps.school_map import STEPS, school_map
from c4eo_core.model.markup import carried, markup
from c4eo_core.reports.content.school import SchoolSheet, out_words, sheet_of
from c4eo_core.reports.html.pieces import details, listing, table
from c4eo_core.reports.html.text_tables import text_table

_CSS = Path(__file__).parents[1] / "templates" / "school.css"
_SAID = re.compile(r'aria-label="([^"]*)"')
_STEP_WORDS = (
    "most deprived tenth of England",
    "second tenth",
    "third tenth",
    "fourth and fifth",
    "other half",
)
_TOPICS = {
    "ages": "Ages (mid-2022)",
    "income": "Income (2025)",
    "homes": "Homes (2021)",
    "health": "Disability (2021)",
    "language": "Language (2021, larger areas)",
    "moves": "Moves (2021, larger areas)",
    "religion": "Religion (2021)",
    "broad groups": "Ethnic groups (2021)",
    "groups": "Ethnic groups in full (2021)",
}


@cache
def style() -> Markup:
    return markup("<style>{css}</style>", css=carried(_CSS))


def picture(svg: str, narrow: str = "") -> Markup:
    """As an image with its own words: an SVG standing in a page is taken out by Streamlit. narrow: drawn for
    a phone."""
    if not svg:
        return Markup()
    if not narrow:
        return _image(svg, "")
    return _image(svg, "sc-wide") + _image(narrow, "sc-narrow")


def _image(svg: str, css: str) -> Markup:
    said = _SAID.search(svg)
    data = b64encode(svg.encode()).decode()
    shown = markup(' class="{css}"', css=css) if css else Markup()
    return markup(
        '<img{shown} alt="{said}" src="data:image/svg+xml;base64,{data}">',
        shown=shown,
        said=said[1] if said else "",
        data=data,
    )


def sheet_html(sg: SchoolData, c: SchoolCommunity, look: Look, heading: str = "h1") -> Markup:
    """The sheet, as a piece of a page; heading: the element of the school's name."""
    s = sheet_of(c)
    name = Markup('<h2 class="sc-name">') if heading == "h2" else Markup("<h1>")
    band = markup(
        '<header class="sc-band"><p class="sc-kind">This school\'s community</p>{name}{title}'
        "</{heading}><p>{line}.</p><p>{around}</p></header>",
        name=name,
        title=s.title,
        heading=heading,
        line=s.line,
        around=s.around,
    )
    two = markup(
        '<div class="sc-two"><div class="sc-map">{map}</div><div>{people}</div></div>',
        map=_map(sg, c, look),
        people=_people(s, c, look),
    )
    income = markup(
        '<section class="sc-box"><h3>{income_title}</h3>{picture}'
        '<p class="sc-note">{income_note}</p></section>',
        income_title=s.income_title,
        picture=picture(income_picture(c, look), income_picture(c, look, 350)),
        income_note=s.income_note,
    )
    beside = markup(
        '<div class="sc-two">{groups}{services}</div>', groups=_groups(s, c, look), services=_services(s)
    )
    return markup(
        '{style}<div class="school">{band}<p class="sc-lead">{finding}</p>{two}{income}{beside}'
        '{questions}<section class="sc-box"><h3>What we do not know</h3>{listing}'
        '</section><p class="sc-foot">{foot}</p></div>',
        style=style(),
        band=band,
        finding=s.finding,
        two=two,
        income=income,
        beside=beside,
        questions=_questions(s),
        listing=listing(s.unknown, "brief"),
        foot=s.foot,
    )


def _map(sg: SchoolData, c: SchoolCommunity, look: Look) -> Markup:
    key = Markup().join(
        markup('<li><i style="opacity:{opacity}"></i>{words}</li>', opacity=opacity, words=words)
        for (_, opacity), words in zip(STEPS, _STEP_WORDS, strict=True)
    )
    return markup(
        '<section class="sc-box">{picture}<ul class="sc-key">{key}<li><i class="dot"></i>other'
        ' schools of its kind</li></ul><p class="sc-note">Shaded: small areas counted here, by how many of'
        " their"
        " children live in income-deprived families (2025).</p></section>",
        picture=picture(school_map(sg, c, look)),
        key=key,
    )


def _people(s: SchoolSheet, c: SchoolCommunity, look: Look) -> Markup:
    homes = Markup().join(markup("<p>{line}</p>", line=line) for line in s.homes)
    england = c.shares["under-18"].england
    return markup(
        '<section class="sc-box sc-ages"><h3>{ages_title}</h3><p class="sc-note">England: {england:.0f}.'
        " Lines: each bar at England's share. Estimates, mid-2022.</p>{picture}</section>"
        '<section class="sc-box sc-homes"><h3>Languages and homes</h3>{homes}</section>',
        ages_title=s.ages_title,
        england=england,
        picture=picture(ages_picture(c, look)),
        homes=homes,
    )


def _groups(s: SchoolSheet, c: SchoolCommunity, look: Look) -> Markup:
    return markup(
        '<section class="sc-box sc-groups"><h3>Who lives nearby, who comes here</h3>{picture}'
        '<p class="sc-note">{groups_note}</p></section>',
        picture=picture(groups_picture(c, look)),
        groups_note=s.groups_note,
    )


def _services(s: SchoolSheet) -> Markup:
    lines = Markup().join(
        markup(
            '<li class="{kind}"><span>{words}</span><b>{distance}</b></li>',
            kind=line.kind,
            words=line.words,
            distance=line.distance,
        )
        for line in s.services
    )
    return markup(
        '<section class="sc-box"><h3>{services_title}</h3><ul class="sc-lines">{lines}</ul>'
        '<p class="sc-note">{services_note}</p></section>',
        services_title=s.services_title,
        lines=lines,
        services_note=s.services_note,
    )


def _questions(s: SchoolSheet) -> Markup:
    asked = Markup().join(markup("<li>{q}</li>", q=q) for q in s.questions)
    return markup(
        '<section class="sc-ask"><h3>Three questions to ask parents</h3><ol>{asked}</ol></section>',
        asked=asked,
    )


def tables_html(c: SchoolCommunity) -> Markup:
    """Every figure: services, shares by topic, crime and connections, the small areas."""
    parts = [_service_table(c)]
    headers = ["Share", "Nearby", c.school.authority.name, "England", "Lowest", "Middle", "Highest"]
    for topic, title in _TOPICS.items():
        rows = [_share_row(s) for s in c.shares.values() if s.measure.topic == topic]
        parts.append(details(title, table(headers, rows, f"{title}: per cent, and over the areas nearby")))
    scores = [
        [x.score.words, *(f"{v:.0f}" for v in (x.lowest, x.middle, x.highest, x.authority, x.england))]
        for x in c.scores
    ]
    score_headers = [
        "Score of small areas",
        "Lowest",
        "Middle",
        "Highest",
        c.school.authority.name,
        "England",
    ]
    parts.append(
        details(
            "Crime, connections and streets (2025)", table(score_headers, scores, "These cannot be added up")
        )
    )
    parts.append(details("The small areas", _area_table(c)))
    return Markup().join(parts)


def _share_row(s: Share) -> list[str]:
    words = f"{s.measure.of[:1].upper()}{s.measure.of[1:]} who {s.measure.words}"
    if s.measure.of == "households":
        words = f"Households that {s.measure.words}"
    value = "fewer than 10" if s.value is None else f"{s.value:.1f}"
    ends = [("–" if v is None else f"{v:.1f}") for v in (s.spread.lowest, s.spread.middle, s.spread.highest)]
    return [words, value, f"{s.authority:.1f}", f"{s.england:.1f}", *ends]


def _service_table(c: SchoolCommunity) -> Markup:
    rows = []
    for part in c.reach:
        for s in part.services:
            near = "; ".join(
                f"{n.name} ({n.km:.1f} km{f', {n.places} places' if n.places else ''})" for n in s.near
            )
            if not near and s.nearest:
                near = f"none; nearest {s.nearest.name} ({s.nearest.km:.1f} km)"
            rows.append(
                [part.part.title, s.service.title, near or "no published list", out_words(s), s.date_words]
            )
        rows += [[part.part.title, t.title, "no published list", "not known", "–"] for t in part.unlisted]
    headers = ["Part of the offer", "Service", "Near the school", "Children nearby out of reach", "List of"]
    return text_table(headers, rows, "What children can reach")


def _area_table(c: SchoolCommunity) -> Markup:
    rows = [
        [
            a.name,
            a.code,
            f"{a.km:.1f}",
            f"{a.children:,}" if a.children >= 10 else "fewer than 10",
            "–" if a.deprived is None else f"{a.deprived:.0f}%",
        ]
        for a in c.area.small_areas
    ]
    headers = ["Neighbourhood", "Small area", "km", "Children under 16", "In income-deprived families"]
    return table(headers, rows, "Small areas counted, nearest first")


def school_page(sg: SchoolData, c: SchoolCommunity) -> Markup:
    """A whole page to save, print or send: nothing is loaded from anywhere."""
    title = f"{c.school.name}: this school's community"
    base = Markup(
        "body{margin:0 auto;max-width:60rem;padding:0 0 1rem;color:#0b0c0c;"
        "font:16px/1.4 'Source Sans 3','Source Sans Pro','Segoe UI',Roboto,Arial,sans-serif}"
        "table{border-collapse:collapse;width:100%;font-size:.9rem}"
        "th,td{text-align:left;padding:.25rem .5rem;border-bottom:1px solid #d3d7db;font-weight:400}"
        "td.number,th.number{text-align:right}caption{text-align:left;color:#505a5f}"
        ".scroll{overflow-x:auto}details{margin:.4rem 0}summary{font-weight:600;color:#12436D}"
        ".rest{padding:0 .2rem}"
    )
    return markup(
        '<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport"'
        ' content="width=device-width,initial-scale=1"><title>{title}</title><style>{base}</style></head>'
        '<body class="light">{sheet_html}<div class="rest">{tables_html}'
        "{listing}{listing2}</div></body></html>",
        title=title,
        base=base,
        sheet_html=sheet_html(sg, c, LIGHT),
        tables_html=tables_html(c),
        listing=listing(c.methods),
        listing2=listing(c.sources),
    )
