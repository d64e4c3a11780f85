"""Rules for seasons, quarters, halves, fiscal years, decades, centuries, weekends and weeks, and for holidays."""

from typing import Any

from analysis.dates.calendar_rules import calendar_value, day_exists, year_reference
from analysis.dates.grammar import Found, Meaning, Parts, Rule
from analysis.dates.numbers import ordinal, quantity, year_in_words

HINT = (
    "(last | this | next | past | this past | this coming | coming | previous | following | that | same | current"
    " | latest)"
)
_ORDINAL_HALVES = {"first": 1, "opening": 1, "early": 1, "second": 2, "latter": 2, "last": 2, "final": 2}
_SEASON_CUES = frozenset(
    [
        "the",
        "in",
        "by",
        "this",
        "of",
        "late",
        "early",
        "mid",
        "since",
        "until",
        "during",
        "every",
        "each",
        "next",
        "last",
    ]
)


def _in_year(found: Found, suffix: str, **more: Any) -> Meaning | None:
    """Return a part of a year, with the year if the words tell it."""
    if found.has("y"):
        words = found.words("y")
        year = int(words[0]) if words[0].isdecimal() else year_in_words(words, found.lexicon)
        return Meaning("DATE", f"{year:04d}-{suffix}") if year else None
    if found.has("r"):
        return Meaning("DATE", f"XXXX-{suffix}", **year_reference(found.words("r")))  # type: ignore[arg-type]
    return Meaning("DATE", f"XXXX-{suffix}", mode="calendar", **more)


def _hint(found: Found) -> str:
    words = found.words("h") if found.has("h") else []
    return words[-1] if words else ""


def _season(found: Found) -> Meaning | None:
    word = found.word("s")
    bare = not (found.has("y") or found.has("r") or found.has("h"))
    if bare:
        before = found.words()[0] if found.words()[0] == "the" else found.before()
        if before not in _SEASON_CUES or found.after() in ("-", "'"):
            return None
        if word in ("fall", "spring") and (
            before not in ("the", "this", "late", "early", "by", "in") or found.after() in ("of", "in", "from", "to")
        ):
            return None
        if word == "fall" and before != "the":
            return None
    return _in_year(found, found.lexicon.seasons[word], hint=_hint(found))


def _quarter(found: Found) -> Meaning | None:
    number = ordinal(found.words("o"), found.lexicon) or 0 if found.has("o") else 4
    if not 1 <= number <= 4 or (found.after() == "of" and not (found.has("y") or found.has("r"))):
        return None
    return _in_year(found, f"Q{number}", hint=_hint(found))


def _quarter_code(found: Found) -> Meaning | None:
    text = found.word("q").lower().strip("qh")
    return _in_year(found, f"{'Q' if 'q' in found.word('q').lower() else 'H'}{text}")


def _half(found: Found) -> Meaning | None:
    if found.has("d"):
        return Meaning("DATE", found.word("d")[:3])
    return _in_year(found, f"H{_ORDINAL_HALVES[found.word('o')]}")


def _months_of_year(found: Found) -> Meaning | None:
    """Read "the first nine months of 2022" as a duration."""
    number = quantity(found.words("n"), found.lexicon)
    unit = found.lexicon.unit(found.word("u"))
    if number == 1:
        return None
    count = "X" if number is None else f"{number * (3 if unit == 'Q' else 1):g}"
    return Meaning("DURATION", f"P{count}M")


def _same_period(found: Found) -> Meaning:
    """Read "the year-earlier period", "the same quarter last year", "the corresponding period of 2021"."""
    if found.has("y"):
        return Meaning("DATE", f"{int(found.word('y')):04d}")
    return Meaning("DATE", "XXXX", mode="shift", anchor="previous", unit="Y", amount=-1.0, hint="quarter")


def _quarter_of_year(found: Found) -> Meaning:
    """Read "the 1988 period": the quarter spoken of, in that year."""
    return Meaning("DATE", f"{int(found.word('y')):04d}", mode="shift", anchor="previous", unit="Y", hint="quarter")


def _fiscal_year(found: Found) -> Meaning | None:
    if found.has("c"):
        year = int("".join(ch for ch in found.word("c") if ch.isdigit()))
        return Meaning("DATE", f"{year + 2000 if year < 100 else year:04d}")
    return Meaning("DATE", f"{int(found.word('y')):04d}")


def _decade(found: Found) -> Meaning | None:
    text = found.word("d")
    if len(text) == 5:
        return Meaning("DATE", text[:3])
    if found.before() in ("his", "her", "their", "my", "your", "mid", "low", "high", "upper", "s") and not found.has(
        "q"
    ):
        return None
    number = int(text[0]) if text[0].isdigit() else found.lexicon.decades[text]
    if text[0].isdigit() and not found.has("q"):
        return None
    return (
        Meaning("DATE", f"XX{number}", mode="calendar", hint="decade") if number < 3 else Meaning("DATE", f"19{number}")
    )


def _century(found: Found) -> Meaning | None:
    number = ordinal(found.words("o"), found.lexicon)
    if number is None or not 1 <= number <= 30:
        return None
    if found.has("e") and "b" in "".join(found.words("e")):
        return Meaning("DATE", f"BC{number - 1:02d}")
    return Meaning("DATE", f"{number - 1:02d}")


def _two_centuries(found: Found) -> Parts | None:
    first, last = ordinal(found.words("x"), found.lexicon), ordinal(found.words("z"), found.lexicon)
    if not first or not last or not first < last <= 30:
        return None
    return [("x", Meaning("DATE", f"{first - 1:02d}")), ("z", Meaning("DATE", f"{last - 1:02d}"))]


def _weekend(found: Found) -> Meaning | None:
    hint = _hint(found)
    anchor = "previous" if hint in ("previous", "following", "that", "same") else "published"
    return Meaning("DATE", "XXXX-WXX-WE", mode="weekday", anchor=anchor, hint=hint)


def _week_of(found: Found) -> Meaning | None:
    month, day = found.lexicon.month(found.word("m")), ordinal(found.words("d"), found.lexicon) or 0
    year = int(found.word("y")) if found.has("y") else None
    if not day_exists(year, month, day):
        return None
    return Meaning("DATE", calendar_value(year, month, day), mode="calendar", part="W")


def _holiday(found: Found) -> Meaning | None:
    start, _end = found.span("f")
    if not found.shown(start)[:1].isupper():
        return None
    day = found.lexicon.holidays[" ".join(w for w in found.words("f") if w not in ("'", "’", "‘", "ʼ"))]
    hint = _hint(found)
    if found.has("w"):
        return Meaning("DATE", "XXXX-WXX", mode="holiday", part=day, hint=hint, unit="W")
    if found.has("y"):
        return Meaning("DATE", f"{int(found.word('y')):04d}", mode="holiday", part=day)
    return Meaning("DATE", f"XXXX-{day}" if day[2] == "-" else "XXXX-XX-XX", mode="holiday", part=day, hint=hint)


TAIL = "(,? of? in? y=YEAR | ,? r=YEARREF)?"
RULES = [
    Rule(f"(the | h={HINT})? s=SEASON of? (the year)? y=YEARW ((- | /) INT)?", _season),
    Rule("the? s=SEASON r=YEARREF", _season),
    Rule(f"(the)? h={HINT} s=SEASON", _season),
    Rule("the? s=SEASON", _season),
    Rule("(the | its)? (fiscal | fiscal -)? o=ORDWORD -? (fiscal)? quarter" + TAIL, _quarter),
    Rule("(the | its)? (fourth | final) -? quarter" + TAIL, _quarter),
    Rule("the? y=YEAR (fiscal | ' s)? -? o=ORDWORD -? quarter", _quarter),
    Rule("r=((this | last | next) year) ' s fiscal? o=ORDWORD -? quarter", _quarter),
    Rule("the? r=(year - (ago | earlier)) o=ORDWORD -? quarter", _quarter),
    Rule("q=(QUARTER | HALF) (of? y=YEAR)?", _quarter_code),
    Rule("y=YEAR q=(QUARTER | HALF)", _quarter_code),
    Rule("the? o=(first | second | latter | last | final) -? half" + TAIL, _half),
    Rule("the? o=(first | second | latter | last | final) half of the d=DECADE", _half),
    Rule("the? first n=QTY u=(months | quarters) (of? y=YEAR | r=YEARREF)?", _months_of_year),
    Rule("(the | a)? year -? (ago | earlier) (period | quarter | month | figure | level)", _same_period),
    Rule(
        "(the | a) (same | corresponding | comparable | similar | like) (period | quarter | month | time"
        " | span | months) (of? in? y=YEAR | last year | r=YEARREF | a year -? (ago | earlier)"
        " | the previous year | the year before)",
        _same_period,
    ),
    Rule("the y=YEAR (period | quarter)", _quarter_of_year),
    Rule("(the)? (fiscal | financial) year? y=YEAR ((- | /) INT)?", _fiscal_year),
    Rule("(the)? y=YEAR (- INT)? (fiscal | financial) year", _fiscal_year),
    Rule("c=FISCAL", _fiscal_year),
    Rule("the? d=DECADE", _decade),
    Rule("the? q=' d=DECADE2", _decade),
    Rule("the (early | late | mid)? -? d=DECADEWORD", _decade),
    Rule("the? (turn of the)? o=ORD -? century (e=ERA)?", _century),
    Rule("x=ORD TO the? z=ORD (century | centuries)", _two_centuries),
    Rule(f"(the)? h={HINT}? weekend", _weekend),
    Rule("the week (of | beginning | ending | starting) m=MONTH d=DAYTH (, y=YEAR)?", _week_of),
    Rule("the week (of | beginning | ending | starting) d=DAYTH m=MONTH (y=YEAR)?", _week_of),
    Rule(f"h={HINT}? f=HOLIDAY (w=week)? (,? of? y=YEAR)?", _holiday),
    Rule("y=YEAR f=HOLIDAY", _holiday),
]
