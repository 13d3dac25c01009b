"""One indicator over all councils: a table in the order asked for, a map, England over time, and files."""

from collections.abc import Sequence

from markupsafe import Markup, escape

from c4eo_core.answers.public.counts import SMALL
from c4eo_core.answers.public.everywhere import ORDERS, Everywhere, Moved
from c4eo_core.answers.public.place import slug
from c4eo_core.answers.standing.all_areas import AreaRow, reading_words, spread_words
from c4eo_core.answers.standing.recent_trend import amount, ways
from c4eo_core.answers.standing.words import source_words
from c4eo_core.charts.theme import LIGHT
from c4eo_core.model.area import Area
from c4eo_core.model.display import figure
from c4eo_core.model.indicator import Indicator
from c4eo_core.model.kinds import Note
from c4eo_core.model.markup import markup
from c4eo_core.reports.site.frame import Setting, citation, page
from c4eo_core.reports.site.map_picture import map_picture
from c4eo_core.reports.site.share_picture import measure_picture_path


def indicator_path(indicator: Indicator) -> str:
    return f"indicator/{indicator.id}.html"


def indicator_page(setting: Setting, answer: Everywhere) -> Markup:
    i, year = answer.indicator, answer.answer.period.label
    body = Markup("").join(
        [
            Markup('<h1>{}</h1><p class="lead">{}</p>').format(i.title, i.definition),
            Markup("<p>{}</p><p>{}</p>").format(_england_words(answer), reading_words(answer.answer)),
            _spread(answer),
            Markup("<h2>Every council, {}</h2>").format(year),
            _orders(answer) if setting.served else Markup(),
            _councils(setting, answer),
            markup('<p class="note">* {words}</p>', words=SMALL) if answer.small else Markup(),
            _moved(setting, answer),
            Markup("<h2>England over time</h2>"),
            _over_time(answer),
            Markup('<h2>Source and files</h2><p>{}</p><p class="files">').format(source_words(i)),
            markup(
                '<a href="../data/{id}.csv" download>All councils and years (CSV)</a> · <a'
                ' href="{id}.json">JSON</a>{feed}</p>',
                id=i.id,
                feed=markup(' · <a href="{id}.rss">News feed (RSS)</a>', id=i.id)
                if setting.has_feeds
                else Markup(),
            ),
            markup(
                "<p>To cite this page:</p><pre><code>{words}</code></pre>",
                words=citation(setting, indicator_path(i), f"{i.title}: every council in England"),
            ),
        ]
    )
    words = f"{i.title}: every council in England, {year}, with map, source and date."
    return page(
        setting,
        indicator_path(i),
        i.title,
        words,
        body,
        picture=measure_picture_path(i.id),
        feed=f"indicator/{i.id}.rss",
    )


def _england_words(answer: Everywhere) -> str:
    value = answer.answer.england
    if value is None:
        return f"There is no figure for England for {answer.answer.period.label}."
    return f"England, {answer.answer.period.label}: {_shown(value, answer.indicator)}."


def _shown(value: float, indicator: Indicator) -> str:
    return figure(value, indicator)


def _spread(answer: Everywhere) -> Markup:
    """The map, with the words that stand for it."""
    classes = {row.area.code: row.fifth for row in answer.rows}
    alt = spread_words(answer.answer).split(". ")[0] + "."
    return Markup("<figure>{}<figcaption>{} {}</figcaption></figure>").format(
        map_picture(classes, f"Map: {answer.indicator.short}", alt, LIGHT),
        alt,
        "Darker means higher. No colour means there is no figure. The table below says the same.",
    )


def _orders(answer: Everywhere) -> Markup:
    links = Markup("").join(
        Markup("<li><strong>{}</strong></li>").format(words)
        if order == answer.order
        else Markup('<li><a href="{}?order={}">{}</a></li>').format(
            f"{answer.indicator.id}.html", order, words
        )
        for order, words in ORDERS.items()
        if order != "rank" or answer.answer.ranked
    )
    return Markup('<nav class="jump" aria-label="Order of the table"><ul>{}</ul></nav>').format(links)


def _councils(setting: Setting, answer: Everywhere) -> Markup:
    rows = Markup("").join(_council(setting, row, answer) for row in answer.rows)
    heads = Markup("").join(
        Markup('<th scope="col">{}</th>').format(words)
        for words in ("Council", "Figure", "Rank", "Against England", "Region")
    )
    return Markup(
        '<div class="scroll" tabindex="0" role="region" aria-label="Every council"><table class="figures'
        ' sortable">'
        "<caption>{}, {}: {}</caption><thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>"
    ).format(answer.indicator.title, answer.answer.period.label, ORDERS[answer.order].lower(), heads, rows)


def _council(setting: Setting, row: AreaRow, answer: Everywhere) -> Markup:
    cells = (
        _figure(row, answer),
        f"{row.rank} of {answer.answer.ranked}" if row.rank else "",
        {"similar": "no clear difference", "not compared": ""}.get(row.against_england, row.against_england),
        row.region.name if row.region else "",
    )
    return markup(
        '<tr><th scope="row">{name}</th>{cells}</tr>',
        name=_name(setting, row.area, answer.indicator),
        cells=Markup().join(markup("<td>{cell}</td>", cell=cell) for cell in cells),
    )


def _figure(row: AreaRow, answer: Everywhere) -> str:
    if row.value is None:
        return _note(row.note)
    return _shown(row.value, answer.indicator) + (" *" if row.area.code in answer.small else "")


def _moved(setting: Setting, answer: Everywhere) -> Markup:
    """Only changes that are very likely; where there is none, that is said."""
    i = answer.indicator
    better, worse = ways(i)
    rows = Markup().join(
        markup(
            '<tr><th scope="row">{name}</th><td>{by} {way}</td><td>{since}</td></tr>',
            name=_name(setting, row.area, i),
            by=amount(row.by, i),
            way=_way(row, better, worse),
            since=row.since.words,
        )
        for row in answer.moved
    )
    if not rows:
        return Markup(
            "<h2>Who moved most</h2><p>No council very likely moved since the year we compare with.</p>"
        )
    return markup(
        "<h2>Who moved most</h2><p>Councils that very likely moved, the largest changes first: chance alone"
        " would"
        " rarely do this. A large change is a reason to ask why, not proof of good or bad work. Councils with"
        ' small numbers are left out.</p><div class="scroll" tabindex="0" role="region" aria-label="Who'
        ' moved most">'
        '<table class="plain"><caption class="unseen">Who moved most</caption><thead><tr><th'
        ' scope="col">Council</th>'
        '<th scope="col">Change in its level</th><th scope="col">Compared with</th></tr></thead>'
        "<tbody>{rows}</tbody></table></div>",
        rows=rows,
    )


def _way(row: Moved, better: str, worse: str) -> str:
    if row.better is None:
        return better if row.by > 0 else worse
    return better if row.better else worse


def _name(setting: Setting, area: Area, indicator: Indicator) -> Markup:
    """With a link where the place has a page."""
    if not setting.has_place(area.code):
        return escape(area.name)
    link = f"../area/{slug(area.name)}/{indicator.id}.html"
    return markup('<a href="{link}">{name}</a>', link=link, name=area.name)


def _over_time(answer: Everywhere) -> Markup:
    columns = [(p.label, _cell(v, n, answer.indicator)) for p, v, n in answer.england]
    return times_table(
        f"England: {answer.indicator.title}",
        [label for label, _ in columns],
        [("England", [c for _, c in columns])],
    )


def _cell(value: float | None, note: Note | None, indicator: Indicator) -> str:
    return _shown(value, indicator) if value is not None else _note(note)


def _note(note: Note | None) -> str:
    return f"none: {note.words}" if note else "none"


def times_table(caption: str, periods: Sequence[str], rows: Sequence[tuple[str, Sequence[str]]]) -> Markup:
    """A row a place, a column a period."""
    heads = Markup("").join(Markup('<th scope="col">{}</th>').format(label) for label in ("Place", *periods))
    body = Markup("").join(
        Markup('<tr><th scope="row">{}</th>{}</tr>').format(
            name, Markup("").join(Markup("<td>{}</td>").format(cell) for cell in cells)
        )
        for name, cells in rows
    )
    return Markup(
        '<div class="scroll" tabindex="0" role="region" aria-label="{0}"><table class="figures">'
        "<caption>{0}</caption><thead><tr>{1}</tr></thead><tbody>{2}</tbody></table></div>"
    ).format(caption, heads, body)
