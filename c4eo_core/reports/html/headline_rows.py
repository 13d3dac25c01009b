"""The headlines of a place as a table: a row each, with its curve, what changed and how it
stands beside others.
"""

from collections.abc import Callable, Sequence

from markupsafe import Markup

from c4eo_core.answers.standing.curve import Curve
from c4eo_core.answers.standing.in_children import children_words, gap_words
from c4eo_core.answers.standing.progress import Progress
from c4eo_core.answers.standing.read_together import caption_words, holding, holds_words
from c4eo_core.answers.standing.words import (
    SMALL_NUMBERS,
    alt_words,
    neighbours_words,
    plain_figure,
    value_words,
    with_unit,
)
from c4eo_core.charts.spark import HEIGHT, sheet_uri
from c4eo_core.charts.theme import Look
from c4eo_core.model.indicator import Indicator
from c4eo_core.model.kinds import Unit
from c4eo_core.model.markup import markup

WORKING, PUBLIC = "statistical neighbours", "similar areas"
_SHORT = {WORKING: "neighbours", PUBLIC: "similar areas"}
_TREND = "Over time"
_NEWS = {"better": ("good", "▲"), "worse": ("bad", "▼")}


def headline_rows(
    curves: Sequence[Curve],
    look: Look,
    caption: str,
    whom: str = WORKING,
    address: Callable[[str], str] | None = None,
) -> Markup:
    """whom: how the comparison is spoken of, one word on a page. address: where the curve of an indicator
    stands whole.

    The roles are spelled out because browsers forget them when a table is laid out as blocks, as on a phone.
    """
    beside = f"Beside {_SHORT[whom]}"
    head = Markup().join(
        markup('<th role="columnheader" scope="col">{h}</th>', h=h)
        for h in ("Measure", "Latest", "Curve", _TREND, beside)
    )
    rows = [c.progress for c in curves]
    held = holding(rows)
    body = Markup().join(_row(c, n, whom, address, held) for n, c in enumerate(curves))
    caption = f"{caption} {caption_words(rows)}".strip()
    place = curves[0].place.name if curves else ""
    return markup(
        '<table class="headlines" role="table" style="--sparks:url({sheet_uri})"><caption>{caption}'
        '<span class="spark-key"><i class="us"></i> {place} <i class="two"></i> {whom} <i class="eng"></i>'
        " England</span>"
        '</caption><thead role="rowgroup"><tr role="row">{head}</tr></thead><tbody'
        ' role="rowgroup">{body}</tbody></table>',
        sheet_uri=sheet_uri(curves, look),
        caption=caption,
        place=place,
        whom=f"median of {_SHORT[whom]}",
        head=head,
        body=body,
    )


def _row(
    curve: Curve, row: int, whom: str, address: Callable[[str], str] | None, held: frozenset[str]
) -> Markup:
    p, i = curve.progress, curve.indicator
    name = (
        markup('<a href="{to}" target="_self">{short}</a>', to=address(i.id), short=i.short)
        if address
        else i.short
    )
    unit = "" if i.unit is Unit.PERCENTAGE else f", {i.unit_words}"
    return markup(
        '<tr role="row"><th role="rowheader" scope="row">{name}<span class="when">{when}</span></th>'
        '<td role="cell" class="latest">{latest}</td>'
        '<td role="cell" class="spark"><span role="img" aria-label="{alt}" style="background-position:0'
        ' -{height}px"></span>{ends}</td>'
        '<td role="cell" data-label="{trend}">{over_time}</td>'
        '<td role="cell" data-label="{beside}">{against}</td></tr>',
        name=name,
        when=p.period.label + unit,
        latest=_latest(curve),
        alt=alt_words(curve),
        height=HEIGHT * row,
        ends=_ends(curve),
        trend=_TREND,
        over_time=over_time(curve, held),
        beside=f"Beside {_SHORT[whom]}",
        against=_against(p, _SHORT[whom]),
    )


def _latest(curve: Curve) -> Markup:
    p, i = curve.progress, curve.indicator
    if p.value is not None:
        children = children_words(p) or gap_words(p)
        return markup(
            '<span class="big">{figure}</span>{children}',
            figure=plain_figure(p.value, i),
            children=markup('<span class="when">{c}</span>', c=children) if children else Markup(),
        )
    missing = markup('<span class="none">{words}</span>', words=value_words(p))
    if not curve.last_available:
        return missing
    period, value = curve.last_available
    return missing + markup(
        '<span class="when">last: {with_unit} in {label}</span>',
        with_unit=with_unit(value, i),
        label=period.label,
    )


def _ends(curve: Curve) -> Markup:
    """The first and the last figure under the small curve, each with its year."""
    known = [(t, v) for t, v in zip(curve.periods, curve.area.values, strict=True) if v is not None]
    if len(known) < 2:
        return Markup()
    (first, a), (last, b) = known[0], known[-1]
    return markup(
        '<span class="ends" aria-hidden="true"><span>{a} <small>{first}</small></span>'
        "<span>{b} <small>{last}</small></span></span>",
        a=_bare(a, curve.indicator),
        first=first.label,
        b=_bare(b, curve.indicator),
        last=last.label,
    )


def _bare(value: float | None, indicator: Indicator) -> str:
    """A gap without "behind", which the latest figure of its row says."""
    return plain_figure(value, indicator).removesuffix(" behind")


def over_time(curve: Curve, held: frozenset[str] = frozenset()) -> Markup:
    """A clear change as news, with where it came from; everything else in plain words. held: ids of the
    indicators whose change holds when all rows of the table are read together.
    """
    p, trend = curve.progress, curve.progress.trend
    if not trend.side:
        return _plain(trend.words, p)
    since = trend.since
    at = curve.periods.index(since) if since in curve.periods else None
    then = curve.area.values[at] if at is not None else None
    was = f"from {plain_figure(then, curve.indicator)} in {since.words}" if then is not None and since else ""
    behind = ", ".join(
        filter(None, (was or f"than in {since.words if since else ''}", trend.clause, holds_words(p, held)))
    )
    return tag(trend.tone, trend.mark, trend.short) + markup('<span class="when">{w}</span>', w=behind)


def _plain(words: str, p: Progress) -> Markup:
    """'No clear trend' on a line of its own; what follows in small letters."""
    short = p.trend.short
    rest = words.removeprefix(short).lstrip(":,; ")
    return markup(
        '<span class="plain">{short}</span><span class="when">{rest}</span>',
        short=short[:1].upper() + short[1:],
        rest=rest,
    )


def tag(tone: str, mark: str, words: str) -> Markup:
    return markup(
        '<span class="tag {tone}"><i aria-hidden="true">{mark}</i> {words}</span>',
        tone=tone,
        mark=mark,
        words=words[:1].upper() + words[1:],
    )


def _against(p: Progress, whom: str) -> Markup:
    """The verdict, then the figures it rests on: theirs and England's."""
    n, i = p.neighbours, p.indicator
    words = neighbours_words(p).replace("neighbours", whom)
    head, _, small = words.partition(f"; {SMALL_NUMBERS}")
    if p.value is not None and n.median is not None:  # the head of the column says beside whom
        head = head.replace(f" than {whom}", "").replace(f" from {whom}", "").replace(f" with {whom}", "")
    news = _NEWS.get(p.against_neighbours)
    said = (
        tag(*news, head)
        if news and p.value is not None
        else markup('<span class="plain">{w}</span>', w=head[:1].upper() + head[1:])
    )
    count = "" if n.with_value == len(n.list) else f" ({n.with_value} of {len(n.list)})"
    facts = [f"{whom} {_bare(n.median, i)}{count}"] if n.median is not None and p.value is not None else []
    facts += [f"England {_bare(p.england, i)}"] if p.england is not None else []
    facts += [SMALL_NUMBERS] if small or words.endswith(SMALL_NUMBERS) else []
    return said + markup('<span class="when">{facts}</span>', facts=" · ".join(facts))
