"""What is said, kind of indicator × sign × trend × comparison: one table, without any store.

Every row names a sentence, how it is made and how it reads. `bench/sentence_mutations.py` and the test beside this
turn words round in the modules below and see that the table notices.
"""

import importlib
from collections.abc import Callable, Iterator
from types import SimpleNamespace

from c4eo_core.model.indicator import Indicator
from c4eo_core.model.kinds import Polarity, Unit, YearType
from c4eo_core.model.period import parse_period

# In the order of their imports: a module comes after those it takes words from.
MODULES = (
    "c4eo_core.model.gap_size",
    "c4eo_core.model.display",
    "c4eo_core.indicators.gaps",
    "c4eo_core.indicators.significance",
    "c4eo_core.indicators.recent_trend",
    "c4eo_core.answers.standing.recent_trend",
    "c4eo_core.answers.standing.words",
    "c4eo_core.answers.standing.quality_words",
    "c4eo_core.answers.forecasts.words",
    "c4eo_core.answers.public.counts",
    "c4eo_core.answers.public.view",
)
THEN, NOW = (parse_period(y, YearType.ACADEMIC) for y in ("2022", "2025"))
NEXT = parse_period("2030", YearType.ACADEMIC)
HIGH, LOW, NONE, GAP, SOURCE_GAP = "high", "low", "none", "gap", "source gap"
Row = tuple[str, Callable[[], object], object]


def module(name: str):
    return importlib.import_module(next(m for m in MODULES if m.endswith(name)))


def indicator(kind: str) -> Indicator:
    gap, ours = kind in (GAP, SOURCE_GAP), kind == GAP
    return Indicator(
        "x",
        None,
        "X",
        "X",
        "X",
        Unit.GAP if gap else Unit.PERCENTAGE,
        Polarity.LOW if gap else Polarity(kind),
        1,
        YearType.ACADEMIC,
        per="percentage points" if gap else None,
        concern="a" if ours else None,
        reference="b" if ours else None,
        periods=(THEN, NOW),
    )


def trend(kind: str, side: int, england: float = 0.5, everywhere: bool = False, moved: float = 1.0):
    own = {2: 0.99, 1: 0.93, 0: 0.5, -1: 0.07, -2: 0.01}[side]
    shape = module("standing.recent_trend").RecentTrend
    return shape(indicator(kind), side, THEN, own, england, 1.0, moved, everywhere, 8)


def answer(
    kind: str,
    value: float | None = 50.0,
    change: float | None = None,
    near: str = "similar",
    england: str = "similar",
    of_trend=None,
):
    """As `Progress`: what the words are made of, and nothing else."""
    neighbours = SimpleNamespace(
        chosen=False, list=[0] * 10, median=40.0, with_value=10, place=2, placed_of=11
    )
    return SimpleNamespace(
        area=SimpleNamespace(name="Here", began=None),
        indicator=indicator(kind),
        period=NOW,
        value=value,
        note=None,
        change=change,
        change_from=THEN,
        england=45.0,
        against_neighbours=near,
        against_england=england,
        neighbours=neighbours,
        small=False,
        trend=of_trend or trend(kind, 0),
        rank=None,
        status=None,
        cohort=None,
    )


def curve(p, move=None, names=("Eligible pupils", "Other pupils")):
    parts = tuple(SimpleNamespace(name=n) for n in names)
    return SimpleNamespace(progress=p, indicator=p.indicator, gap_move=move, gap_from=THEN, parts=parts)


def rows() -> Iterator[Row]:
    yield from _trends()
    yield from _comparisons()
    yield from _changes()
    yield from _gaps()
    yield from _directions()
    yield from _verdicts()
    yield from _ahead()
    yield from _cards()


def _trends() -> Iterator[Row]:
    table = [
        (HIGH, 2, 0.5, False, "very likely better than in 2021/22, as in England", "good", "▲"),
        (HIGH, -2, 0.5, False, "very likely worse than in 2021/22, as in England", "bad", "▼"),
        (HIGH, -1, 0.5, False, "likely worse than in 2021/22, as in England", "bad", "▼"),
        (LOW, 1, 0.95, False, "likely better than in 2021/22, and by more than elsewhere", "good", "▲"),
        (LOW, 2, 0.05, False, "very likely better than in 2021/22, but by less than elsewhere", "good", "▲"),
        (LOW, -2, 0.05, False, "very likely worse than in 2021/22, and by more than elsewhere", "bad", "▼"),
        (LOW, -2, 0.95, False, "very likely worse than in 2021/22, but by less than elsewhere", "bad", "▼"),
        (
            HIGH,
            2,
            0.05,
            True,
            "very likely better than in 2021/22, as nearly everywhere, but by less than elsewhere",
            "good",
            "▲",
        ),
        (GAP, 2, 0.5, True, "very likely narrower than in 2021/22, as nearly everywhere", "good", "▲"),
        (GAP, -2, 0.05, False, "very likely wider than in 2021/22, and by more than elsewhere", "bad", "▼"),
        (SOURCE_GAP, 1, 0.5, False, "likely narrower than in 2021/22, as in England", "good", "▲"),
        (NONE, 2, 0.5, False, "very likely higher than in 2021/22, as in England", "flat", "↗"),
        (NONE, -1, 0.5, False, "likely lower than in 2021/22, as in England", "flat", "↘"),
        (HIGH, 0, 0.5, False, "no clear trend since 2021/22", "flat", "◇"),
        (HIGH, 0, 0.95, False, "no clear trend since 2021/22, gaining on England", "flat", "◇"),
        (GAP, 0, 0.05, False, "no clear trend since 2021/22, falling behind England", "flat", "◇"),
        (NONE, 0, 0.95, False, "no clear trend since 2021/22, moving up against England", "flat", "◇"),
        (NONE, 0, 0.05, False, "no clear trend since 2021/22, moving down against England", "flat", "◇"),
    ]
    tags = {"good", "bad"}
    for kind, side, england, everywhere, words, tone, mark in table:
        made = lambda k=kind, s=side, e=england, w=everywhere: trend(k, s, e, w)
        yield (
            f"trend {kind} {side} {england} {everywhere}",
            lambda m=made: (m().words, m().tone, m().mark),
            (words, tone, mark),
        )
        if tone in tags:
            short = words.split(" in 2021")[0].removesuffix(" than")
            tag = (
                f"Gap {short} than in 2021/22"
                if kind in (GAP, SOURCE_GAP)
                else f"{short.capitalize()} than in 2021/22"
            )
            yield f"tag {kind} {side}", lambda m=made: module("view").trend_tag(m()), (tag, tone)


def _comparisons() -> Iterator[Row]:
    sides = {
        (HIGH, "better"): ("better than", "Better than similar areas", "good"),
        (HIGH, "worse"): ("worse than", "Worse than similar areas", "bad"),
        (LOW, "better"): ("better than", "Better than similar areas", "good"),
        (LOW, "worse"): ("worse than", "Worse than similar areas", "bad"),
        (GAP, "better"): ("smaller gap than", "Smaller gap than similar areas", "good"),
        (GAP, "worse"): ("wider gap than", "Wider gap than similar areas", "bad"),
        (HIGH, "similar"): ("no clear difference from", "No clear difference from similar areas", "flat"),
        (GAP, "similar"): ("no clear difference from", "No clear difference from similar areas", "flat"),
        (NONE, "higher"): ("higher than", None, ""),
        (NONE, "lower"): ("lower than", None, ""),
        (LOW, "not compared"): ("not compared with", None, ""),
    }
    for (kind, side), (words, tag, tone) in sides.items():
        value = -50.0 if kind == GAP else 50.0
        p = lambda k=kind, s=side, v=value: answer(k, v, near=s, england=s)
        place = ", 2nd of 11" if side in ("better", "worse") else ""
        yield (
            f"neighbours {kind} {side}",
            lambda p=p: module("standing.words").neighbours_words(p()),
            (f"{words} neighbours{place}"),
        )
        yield (
            f"England {kind} {side}",
            lambda p=p: module("standing.words").england_words(p()),
            f"{words} England",
        )
        yield (
            f"area tag {kind} {side}",
            lambda p=p: [(t.words, t.tone) for t in module("view").tags_of(curve(p())) if "areas" in t.words],
            [(tag, tone)] if tag else [],
        )
    tally = lambda b, w: module("view").tally_words(7, b, w, 1, "in similar areas", ("is alike", "are alike"))
    yield (
        "tally",
        lambda: tally(2, 1),
        (
            "Of 7 measures, 2 are better than in similar areas and 1 is worse. 3 are alike. One cannot be compared."
        ),
    )


def _changes() -> Iterator[Row]:
    table = [
        (HIGH, 52.0, 2.0, "+2.0 points since 2021/22"),
        (LOW, 48.0, -2.0, "−2.0 points since 2021/22"),
        (NONE, 48.0, -2.0, "−2.0 points since 2021/22"),
        (HIGH, 50.0, 0.01, "unchanged since 2021/22"),
        (GAP, -27.0, -1.0, "1.0 wider since 2021/22"),
        (GAP, -26.0, 1.0, "1.0 narrower since 2021/22"),
        (GAP, 3.0, 1.0, "1.0 wider since 2021/22"),
        (SOURCE_GAP, 27.0, 1.0, "1.0 wider since 2021/22"),
        (SOURCE_GAP, 25.0, -1.0, "1.0 narrower since 2021/22"),
        (GAP, 2.0, 4.0, "the same since 2021/22"),
    ]
    for kind, value, change, words in table:
        p = lambda k=kind, v=value, c=change: answer(k, v, c)
        yield f"change {kind} {value} {change}", lambda p=p: module("standing.words").change_words(p()), words


def _gaps() -> Iterator[Row]:
    for kind, value, words, plain in [
        (GAP, -27.0, "27.0 percentage points behind", "27.0 behind"),
        (GAP, 4.0, "4.0 percentage points ahead", "4.0 ahead"),
        (SOURCE_GAP, 27.0, "27.0 percentage points behind", "27.0 behind"),
        (SOURCE_GAP, -4.0, "4.0 percentage points ahead", "4.0 ahead"),
        (GAP, 0.0, "no gap", "0.0"),
    ]:
        yield (
            f"gap {kind} {value}",
            lambda k=kind, v=value: (
                module("standing.words").with_unit(v, indicator(k)),
                module("standing.words").plain_figure(v, indicator(k)),
            ),
            (words, plain),
        )
    moves = [
        (
            (40.0, 44.0),
            (60.0, 61.0),
            "Since 2021/22 the gap narrowed (eligible pupils +4.0 points, other pupils +1.0 points).",
        ),
        (
            (40.0, 39.0),
            (60.0, 61.0),
            "Since 2021/22 the gap widened (eligible pupils −1.0 points, other pupils +1.0 points).",
        ),
        (
            (40.0, 41.0),
            (60.0, 61.0),
            "Since 2021/22 the gap stayed the same (eligible pupils +1.0 points, other pupils +1.0 points).",
        ),
        (
            (40.0, 39.0),
            (60.0, 55.0),
            "Careful: since 2021/22 the gap narrowed while the group behind did not gain: the other"
            " group fell (eligible pupils −1.0 points, other pupils −5.0 points).",
        ),
    ]
    for concern, reference, words in moves:
        yield (
            f"move {concern} {reference}",
            lambda c=concern, r=reference: module("standing.words").gap_words(
                curve(answer(GAP, -20.0), module("indicators.gaps").gap_move(c, r))
            ),
            words,
        )
    words = lambda: module("standing.words")
    for value in (-12.0, 12.0):
        yield f"goal {value}", lambda v=value: words().size_words(v, indicator(GAP)), "12.0 percentage points"
    yield "ranked", lambda: words().rank_words(answer(NONE)), "not ranked: neither high nor low is better"
    for kind, value, said in [
        (GAP, 2.0, ["the group was ahead in 2024/25, and the size shown there is its lead"]),
        (GAP, -2.0, []),
        (SOURCE_GAP, -2.0, ["the group was ahead in 2024/25, and the size shown there is its lead"]),
        (HIGH, 2.0, []),
    ]:
        yield (
            f"lead {kind} {value}",
            lambda k=kind, v=value: module("standing.quality_words")._ahead_words(
                SimpleNamespace(periods=(NOW,), area=SimpleNamespace(values=(v,)), indicator=indicator(k))
            ),
            said,
        )
    yield (
        "not judged",
        lambda: (
            module("standing.recent_trend")
            .RecentTrend(indicator(GAP), None, None, None, None, None, None, False, 3, ahead=True)
            .short
        ),
        "not judged: the group is ahead",
    )
    for changed, rest in (
        (
            8.0,
            "it changed by 8.0 percentage points, more than chance would bring (7.0 percentage points),"
            " but there are only 3 figures",
        ),
        (
            2.0,
            "it changed by 2.0 percentage points; 7.0 percentage points or more would have been noticeable",
        ),
    ):
        yield (
            f"too early {changed}",
            lambda c=changed: (
                module("standing.recent_trend")
                .RecentTrend(
                    indicator(HIGH), None, None, None, None, 7.0, None, False, 3, first=THEN, changed=c
                )
                .words
            ),
            f"too early to say: since 2021/22 {rest}",
        )
    for kind, reading in {
        HIGH: "Higher is better.",
        LOW: "Lower is better.",
        NONE: "Neither high nor low is better in itself.",
        GAP: "A smaller gap is better.",
    }.items():
        yield f"reading {kind}", lambda k=kind: module("standing.words").better_words(indicator(k)), reading


def _directions() -> Iterator[Row]:
    for kind, side, moved, words in [
        (HIGH, 2, 3.0, "The line rises, and we call that better: here higher is better."),
        (HIGH, -2, -3.0, "The line falls, and we call that worse: here higher is better."),
        (LOW, 2, -3.0, "The line falls, and we call that better: here lower is better."),
        (LOW, -2, 3.0, "The line rises, and we call that worse: here lower is better."),
        (GAP, 2, -3.0, "Judged by the size of the gap: it is smaller than it was."),
        (GAP, -2, 3.0, "Judged by the size of the gap: it is larger than it was."),
        (NONE, 2, 3.0, ""),
    ]:
        yield (
            f"line {kind} {side}",
            lambda k=kind, s=side, m=moved: module("counts").direction_words(
                curve(answer(k, of_trend=trend(k, s, moved=m)))
            ),
            words,
        )


def _verdicts() -> Iterator[Row]:
    """The arithmetic behind the words: which side of a benchmark is the good one."""
    for value, sign, word in [
        (60.0, 1, "BETTER"),
        (40.0, 1, "WORSE"),
        (60.0, -1, "WORSE"),
        (40.0, -1, "BETTER"),
        (60.0, 0, "HIGHER"),
        (40.0, 0, "LOWER"),
        (50.5, 1, "SIMILAR"),
    ]:

        def found(v=value, s=sign):
            import numpy as np

            m = module("significance")
            return m.Verdict(
                int(m.against_point(np.array([v]), np.array([50.0]), np.array([1.0]), np.array([s]))[0])
            ).name

        yield f"verdict {value} {sign}", found, word
    for p, side in [(0.98, 2), (0.91, 1), (0.5, 0), (0.09, -1), (0.02, -2)]:

        def sided(p=p):
            import numpy as np

            return int(module("indicators.recent_trend").side(np.array([p]))[0])

        yield f"side of {p}", sided, side
    for sign, chance in [(1, 0.9), (-1, 0.1)]:

        def better(s=sign):
            import numpy as np

            return round(
                float(module("indicators.recent_trend").of_the_better(np.array([0.9]), np.array([s]))[0]), 6
            )

        yield f"chance of the better {sign}", better, chance


def _forecast(kind: str, today: float, later: float, relative: float):
    ahead = lambda v: SimpleNamespace(period=NEXT, median=v)
    return SimpleNamespace(
        indicator=indicator(kind),
        origin=NOW,
        history=((NOW, today, None),),
        baseline=(ahead(later),),
        relative=(ahead(relative),),
        gap=(SimpleNamespace(period=NEXT, than_today=0.7, within_size=None),),
    )


def _ahead() -> Iterator[Row]:
    apart = lambda k, side, moved, *v: module("forecasts.words").apart_words(
        _forecast(k, *v), trend(k, side, moved=moved), 0.8
    )
    start = "The recent trend and the forecast point different ways: it is very likely"
    sure = "The chance that it is {} than today by then is 80 in 100."
    usual, nation = "a return to what is usual for places like it", "national change"
    for kind, side, moved, values, words in [
        (
            HIGH,
            2,
            4.0,
            (60.0, 57.0, 58.0),
            f"{start} better than in 2021/22, but by 2029/30 the forecast is 3.0 percentage"
            f" points worse than today. 2.0 percentage points of that is {usual}, and 1.0 percentage points is {nation}."
            f" {sure.format('worse')}",
        ),
        (
            LOW,
            -2,
            4.0,
            (60.0, 57.0, 60.0),
            f"{start} worse than in 2021/22, but by 2029/30 the forecast is 3.0 percentage"
            f" points better than today. All of that is {nation}. {sure.format('better')}",
        ),
        (
            GAP,
            -2,
            4.0,
            (-30.0, -26.0, -26.0),
            f"{start} wider than in 2021/22, but by 2029/30 the forecast is 4.0"
            f" percentage points narrower than today. All of that is {usual}. {sure.format('narrower')}",
        ),
        (
            NONE,
            2,
            4.0,
            (60.0, 57.0, 59.0),
            f"{start} higher than in 2021/22, but by 2029/30 the forecast is 3.0 percentage"
            f" points lower than today. 2.0 percentage points of that is {nation}, and 1.0 percentage points is {usual}."
            f" {sure.format('lower')}",
        ),
    ]:
        yield f"apart {kind}", lambda a=(kind, side, moved, *values): apart(*a), words
    yield (
        "narrower",
        lambda: module("forecasts.words").narrower_words(_forecast(GAP, -30.0, -26.0, -26.0)),
        ("The chance that the gap is narrower in 2029/30 than today is about 70 in 100."),
    )
    between = lambda low, high, kind: module("forecasts.words").between_words(low, high, indicator(kind))
    yield "between", lambda: between(52.0, 58.0, HIGH), "52.0% and 58.0%"
    yield "between gap", lambda: between(-18.0, -12.0, GAP), "12.0 and 18.0 percentage points behind"
    yield (
        "between gap across",
        lambda: between(-8.0, 2.0, GAP),
        "2.0 percentage points ahead and 8.0 percentage points behind",
    )


def _cards() -> Iterator[Row]:
    """Which headline is looked at first and which goes well, and what is said where there is none."""

    def card(*answers):
        curves = tuple(curve(p) for p in answers)
        overview = SimpleNamespace(curves=curves, area=SimpleNamespace(name="Here"))
        return [(s.heading, s.sentence, [t.tone for t in s.tags]) for s in module("view")._three(overview)]

    one = "X: {}% in 2024/25."
    worse, better = answer(HIGH, 41.0, near="worse"), answer(HIGH, 61.0, near="better")
    fell, rose = (
        answer(LOW, 42.0, of_trend=trend(LOW, -2)),
        answer(LOW, 62.0, of_trend=trend(LOW, 2)),
    )
    plain = answer(HIGH, 50.0)
    tally = "Of 2 measures, {} better than in similar areas and {} worse"
    alike = ". {} no clear difference."
    none = "Of 2 we can compare, none is worse than in similar areas. Of 2 with enough years, none has clearly got worse."
    first, well, overall = "Look at this first", "Going well", "Overall"
    nothing = (well, "Nothing stands out as going well.", [])
    table = [
        (
            (worse, better),
            [
                (first, one.format("41.0"), ["bad"]),
                (well, one.format("61.0"), ["good"]),
                (overall, "Of 2 measures, 1 is better than in similar areas and 1 is worse.", []),
            ],
        ),
        (
            (fell, rose),
            [
                (first, one.format("42.0"), ["bad", "flat"]),
                (well, one.format("62.0"), ["good", "flat"]),
                (overall, tally.format("none is", "none is") + alike.format("2 show"), []),
            ],
        ),
        (
            (plain, plain),
            [
                (first, none, []),
                nothing,
                (overall, tally.format("none is", "none is") + alike.format("2 show"), []),
            ],
        ),
        (
            (worse, plain),
            [
                (first, one.format("41.0"), ["bad"]),
                nothing,
                (overall, tally.format("none is", "1 is") + alike.format("One shows"), []),
            ],
        ),
        (
            (better, plain),
            [
                (first, none, []),
                (well, one.format("61.0"), ["good"]),
                (overall, tally.format("1 is", "none is") + alike.format("One shows"), []),
            ],
        ),
    ]
    for n, (answers, said) in enumerate(table):
        yield f"card {n}", lambda a=answers: card(*a), said


def wrong() -> list[str]:
    """The rows that do not read as they should; a row that cannot be made at all is wrong too."""
    found = []
    for name, make, expected in rows():
        try:
            made = make()
        except Exception as error:  # noqa: BLE001  a broken module breaks the sentence
            made = repr(error)
        made = (made.words, made.tone) if hasattr(made, "tone") and hasattr(made, "words") else made
        if made != expected:
            found.append(f"{name}: {made!r} instead of {expected!r}")
    return found
