"""Rules for days, months and years of the calendar, in American and European order."""

import calendar

from analysis.dates.grammar import Found, Meaning, Parts, Rule
from analysis.dates.numbers import ordinal, year_in_words

YEAR_HINTS = {
    "last": ("published", -1),
    "next": ("published", 1),
    "this": ("published", 0),
    "current": ("published", 0),
    "that": ("previous", 0),
    "same": ("previous", 0),
    "previous": ("previous", -1),
    "preceding": ("previous", -1),
    "following": ("previous", 1),
    "ago": ("published", -1),
    "earlier": ("previous", -1),
    "before": ("previous", -1),
    "later": ("previous", 1),
}
_BARE_CUES = frozenset(
    [
        "in",
        "last",
        "next",
        "this",
        "since",
        "until",
        "till",
        "by",
        "early",
        "late",
        "mid",
        "from",
        "to",
        "through",
        "during",
        "before",
        "after",
        "and",
        "of",
        "for",
        "between",
        "past",
        "-",
        "–",
        "(",
        ",",
    ]
)
_AMBIGUOUS_MONTHS = frozenset(("may", "march", "august"))


def day_exists(year: int | None, month: int, day: int) -> bool:
    """Tell whether a month has a day; 29 February exists where the year is not known."""
    return 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year if year else 2000, month)[1]


def calendar_value(year: int | None, month: int | None = None, day: int | None = None, era: str = "") -> str:
    """Return the TIMEX3 value of a day, month or year, X for what is not known."""
    value = "XXXX" if year is None else f"{'BC' if era == 'bc' else ''}{year:04d}"
    if month is not None:
        value += f"-{month:02d}"
    return value + (f"-{day:02d}" if day is not None else "")


def year_reference(words: list[str]) -> dict[str, object]:
    """Return the fields that say which year "of last year" or "a year earlier" is, seen from which day."""
    for word in reversed(words):
        if word in YEAR_HINTS:
            anchor, amount = YEAR_HINTS[word]
            return {"mode": "calendar", "anchor": anchor, "unit": "Y", "amount": float(amount), "hint": "year"}
    return {"mode": "calendar"}


def _era(found: Found) -> str:
    return "bc" if "b" in "".join(found.words("e")) else ""


def _year(found: Found) -> int | None:
    if not found.has("y"):
        return None
    if not found.word("y").isdecimal():
        return year_in_words(found.words("y"), found.lexicon) or 0
    year = int(found.word("y"))
    if year < 100 and not found.has("e"):
        year += 1900 if year > 50 else 2000
    return year


def _day(found: Found, name: str = "d") -> int:
    return ordinal(found.words(name), found.lexicon) or 0


def _date(found: Found) -> Meaning | None:
    """Read a day and a month, with or without the year and the weekday."""
    year, month, day = _year(found), found.lexicon.month(found.word("m")), _day(found)
    if not day_exists(None if found.has("e") else year, month, day) or year == 0:
        return None
    value = calendar_value(year, month, day, _era(found) if found.has("e") else "")
    if found.has("r"):
        return Meaning("DATE", value, **year_reference(found.words("r")))  # type: ignore[arg-type]
    return Meaning(
        "DATE", value, mode="calendar" if year is None else "absolute", hint=found.word("h") if found.has("h") else ""
    )


def _month_of_year(found: Found) -> Meaning | None:
    month = found.lexicon.month(found.word("m"))
    if found.has("r"):
        return Meaning("DATE", calendar_value(None, month), **year_reference(found.words("r")))  # type: ignore[arg-type]
    if _year(found) == 0:
        return None
    return Meaning("DATE", calendar_value(_year(found), month, None, _era(found) if found.has("e") else ""))


def _impossible_day(found: Found) -> bool:
    """Tell whether a day that the month does not have stands beside it: "February 30" is no date at all."""
    month = found.lexicon.month(found.word("m"))
    after = found.after() if not found.after(2).islower() else ""
    days = [int(word) for word in (found.before(), after) if word.isdecimal() and len(word) <= 2]
    return any(not day_exists(None, month, day) for day in days)


def _month(found: Found) -> Meaning | None:
    word = found.word("m")
    if _impossible_day(found):
        return None
    hint = found.word("h")
    at = found.span("m")[0]
    if not hint and word in _AMBIGUOUS_MONTHS and found.before() not in _BARE_CUES:
        return None
    if not hint and word in ("may", "march") and found.before() in (",", "\n", "and", "to"):
        return None
    if (
        found.before() not in _BARE_CUES
        and at
        and found.shown(at - 1)[:1].isupper()
        and found.before() not in ("the", "a")
    ):
        return None
    if word in found.lexicon.month_abbreviations and found.words()[-1] != ".":
        return None
    return Meaning("DATE", calendar_value(None, found.lexicon.month(word)), mode="calendar", hint=hint)


def _two_days(found: Found) -> Parts | None:
    """Read "19-20 May 2022" and "May 19 to 20, 2022" as two days."""
    lexicon = found.lexicon
    month, year = lexicon.month(found.word("m")), _year(found)
    first, last = _day(found, "a"), _day(found, "b")
    if not (day_exists(year, month, first) and day_exists(year, month, last)) or first >= last:
        return None
    mode = "calendar" if year is None else "absolute"
    return [
        ("x", Meaning("DATE", calendar_value(year, month, first), mode=mode)),
        ("z", Meaning("DATE", calendar_value(year, month, last), mode=mode)),
    ]


def _two_dates(found: Found) -> Parts | None:
    """Read "28 February to 1 March 2023": the year is told once, at the end."""
    year = int(found.word("y"))
    months = found.lexicon.month(found.word("m")), found.lexicon.month(found.word("n"))
    first_year = year - 1 if months[0] > months[1] else year
    if not found.has("a"):
        return [
            ("x", Meaning("DATE", calendar_value(first_year, months[0]))),
            ("z", Meaning("DATE", calendar_value(year, months[1]))),
        ]
    days = _day(found, "a"), _day(found, "b")
    if not (day_exists(first_year, months[0], days[0]) and day_exists(year, months[1], days[1])):
        return None
    return [
        ("x", Meaning("DATE", calendar_value(first_year, months[0], days[0]))),
        ("z", Meaning("DATE", calendar_value(year, months[1], days[1]))),
    ]


def _iso(found: Found) -> Meaning | None:
    text = found.shown(found.span()[0])
    text = text[:10].replace("/", "-").replace(".", "-") + text[10:]
    year, month, day = int(text[:4]), int(text[5:7]), int(text[8:10])
    if not day_exists(year or None, month, day) or not 1000 <= year <= 2199:
        return None
    if "T" in text:
        if int(text[11:13]) > 24 or int(text[14:16]) > 59:
            return None
        return Meaning("TIME", text[:16])
    return Meaning("DATE", text)


def _slashed(found: Found) -> Meaning | None:
    """Read 11/7/2023 in American order unless that is impossible; with dots, day first. The other order is kept."""
    text = found.shown(found.span()[0])
    mark = "/" if "/" in text else "."
    one, two, three = (int(part) for part in text.split(mark))
    year = three if three > 99 else three + (1900 if three > 50 else 2000)
    if not 1000 <= year <= 2199 or (mark == "." and three < 100):
        return None
    readings = [calendar_value(year, m, d) for m, d in ((one, two), (two, one)) if day_exists(year, m, d)]
    if mark == ".":
        readings.reverse()
        if not day_exists(year, two, one):
            return None
        readings = readings[:1]
    if not readings:
        return None
    other = readings[1] if len(readings) == 2 and readings[1] != readings[0] else ""
    return Meaning("DATE", readings[0], other=other)


def _part_of_a_number(found: Found) -> bool:
    """Tell whether four digits are stuck to what precedes: part of a code, a version or a document number."""
    before, earlier = found.before(), found.before(2)
    if not found.glued("y") or before in ("\n", "(", "[", '"', "“", "‘", "'", "’", "—", "–"):
        return False
    if before in ("-", "/"):
        return (earlier[:1].isdigit() and len(earlier) != 4) or (
            earlier.isalpha() and len(earlier) <= 3 and earlier not in ("mid", "pre")
        )
    return True


def _bare_year(found: Found) -> Meaning | None:
    """Read four digits as a year where the words around do not count something."""
    year = int(found.word("y"))
    before, after = found.before(), found.after()
    if found.has("k"):
        return Meaning("DATE", f"{year:04d}")
    if after in found.lexicon.counted or after in ("%", "°", "$", "€") or before in found.lexicon.numbered:
        return None
    if after == "," and found.after(2).isdecimal() and len(found.after(2)) == 3:
        return None
    if _part_of_a_number(found) or (after in ("/", ":") and found.after(2)[:1].isdigit() and len(found.after(2)) != 4):
        return None
    cue = before in found.lexicon.year_cues
    noun = after.isalpha() and after.islower() and len(after) > 3 and after.endswith("s")
    if year < 1900 or year > 2100:
        return (
            Meaning("DATE", f"{year:04d}")
            if cue and not (noun or after == "-") and before not in ("to", "about", "around", "of", "and")
            else None
        )
    if not cue and noun and year in (1900, 2000, 2100):
        return None
    return Meaning("DATE", f"{year:04d}")


def _short_year(found: Found) -> Meaning | None:
    """Read '98 as a year where an apostrophe stands for the century."""
    year = int(found.word("y"))
    if (
        found.glued("q")
        or not found.glued("y")
        or len(found.word("y")) != 2
        or found.before() not in found.lexicon.year_cues
    ):
        return None
    return Meaning("DATE", f"{year + (1900 if year > 30 else 2000):04d}")


def _two_years(found: Found) -> Parts | None:
    """Read "1998-99" as two years."""
    first, last = int(found.word("x")), found.word("z")
    if len(last) != 2 or not first % 100 < int(last) <= first % 100 + 60 or not found.glued("z"):
        return None
    return [("x", Meaning("DATE", f"{first:04d}")), ("z", Meaning("DATE", f"{first // 100 * 100 + int(last):04d}"))]


def _era_year(found: Found) -> Meaning | None:
    number = found.word("y")
    if not number.isdecimal() or int(number) == 0 or int(number) > 9999:
        return None
    shown = found.shown(found.span("e")[0])
    if not shown.isupper() or (shown in ("CE", "AD") and not found.has("f") and int(number) > 2199):
        return None
    return Meaning("DATE", calendar_value(int(number), None, None, _era(found)))


def _two_era_years(found: Found) -> Parts | None:
    """Read "from 264 to 241 BC" as two years."""
    first, last = found.word("a"), found.word("y")
    if not (first.isdecimal() and last.isdecimal() and "b" in "".join(found.words("e")) and int(first) > int(last) > 0):
        return None
    return [("x", Meaning("DATE", f"BC{int(first):04d}")), ("z", Meaning("DATE", f"BC{int(last):04d}"))]


def _anno_domini(found: Found) -> Meaning | None:
    number = int(found.word("y"))
    return (
        Meaning("DATE", f"{number:04d}") if found.shown(found.span("f")[0]).isupper() and 0 < number <= 2199 else None
    )


def _spelled_year(found: Found) -> Meaning | None:
    year = year_in_words(found.words("y"), found.lexicon)
    if "hundred" in found.words("y") and found.before() not in ("in", "since", "of"):
        return None
    return Meaning("DATE", f"{year:04d}") if year and 1000 <= year <= 2199 else None


def _day_of_month(found: Found) -> Meaning | None:
    """Read "the 20th" as a day of the month spoken of."""
    day = _day(found)
    if not 1 <= day <= 31:
        return None
    if found.has("r"):
        words = found.words("r")
        anchor, amount = next((YEAR_HINTS[w] for w in words if w in YEAR_HINTS), ("previous", 0))
        return Meaning(
            "DATE", f"XXXX-XX-{day:02d}", mode="calendar", anchor=anchor, unit="M", amount=amount, hint="month"
        )
    if found.after()[:1].isalpha() and found.after() not in found.lexicon.after_a_day:
        return None
    return Meaning("DATE", f"XXXX-XX-{day:02d}", mode="calendar", anchor="previous", unit="M", hint="month")


YEARISH = "(YEAR | INT999 | INT12 | INT24 | INT31 | INT59 | INT99)"
RULES = [
    Rule(
        "(WEEKDAY ,? LPAREN? | the | a)? m=MONTH the? d=(DAYTH | ORDWORD | NUMBERWORD - ORDWORD) (,"
        " | of)? y=YEARW RPAREN?",
        _date,
    ),
    Rule("(WEEKDAY ,? the?)? d=(DAYTH | ORDWORD | NUMBERWORD - ORDWORD) of? m=MONTH ,? y=YEARW", _date),
    Rule(f"d=DAYTH of? m=MONTH y={YEARISH} e=ERA", _date),
    Rule(f"m=MONTH d=DAYTH ,? y={YEARISH} e=ERA", _date),
    Rule(
        "((last | this | next | past | coming | this coming"
        " | this past)? WEEKDAY ,?) LPAREN? m=MONTH the? d=(DAYTH | ORDWORD) RPAREN?",
        _date,
    ),
    Rule("the? m=MONTH the? d=(DAYTH | ORDWORD | NUMBERWORD - ORDWORD) ,? r=YEARREF", _date),
    Rule(
        "(the? h=(last | next | this | previous | following) | the | a)? m=MONTH the? d=(DAYTH | ORDWORD"
        " | NUMBERWORD - ORDWORD)",
        _date,
    ),
    Rule("(WEEKDAY ,? the?)? d=(DAYTH | ORDWORD of | NUMBERWORD - ORDWORD of) of? m=MONTH ,? r=YEARREF", _date),
    Rule("(WEEKDAY ,? | WEEKDAY the)? d=(DAYTH | ORDWORD of | NUMBERWORD - ORDWORD of) of? m=MONTH", _date),
    Rule("x=(a=DAYTH) TO z=(b=DAYTH of? m=MONTH ,? y=YEAR)", _two_days),
    Rule("x=(a=DAYTH) TO z=(b=DAYTH of? m=MONTH)", _two_days),
    Rule("x=(m=MONTH a=DAYTH) TO z=(b=DAYTH ,? y=YEAR)", _two_days),
    Rule("x=(m=MONTH a=DAYTH) TO z=(b=DAYTH)", _two_days),
    Rule("x=(a=DAYTH of? m=MONTH) TO z=(b=DAYTH of? n=MONTH ,? y=YEAR)", _two_dates),
    Rule("x=(m=MONTH a=DAYTH) TO z=(n=MONTH b=DAYTH ,? y=YEAR)", _two_dates),
    Rule("x=(m=MONTH) TO z=(n=MONTH of? y=YEAR)", _two_dates),
    Rule("(the | a)? m=MONTH (, | of | in)? (the year)? y=YEARW", _month_of_year),
    Rule(f"m=MONTH y={YEARISH} e=ERA", _month_of_year),
    Rule("m=MONTH ' y=(INT24 | INT31 | INT59 | INT99)", _month_of_year),
    Rule("m=MONTH ,? r=YEARREF", _month_of_year),
    Rule(
        "((the | this)? h=(last | next | this | past | coming | previous | following | that | same))? m=MONTH", _month
    ),
    Rule("ISO", _iso),
    Rule("SLASHED", _slashed),
    Rule("k=(the? year) y=YEAR", _bare_year),
    Rule("y=YEAR", _bare_year),
    Rule("x=YEAR (- | /) z=(INT12 | INT24 | INT31 | INT59 | INT99)", _two_years),
    Rule("q=' y=(INT24 | INT31 | INT59 | INT99)", _short_year),
    Rule(f"x=(a={YEARISH}) TO z=(y={YEARISH} e=ERA)", _two_era_years),
    Rule(f"y={YEARISH} e=ERA", _era_year),
    Rule(f"f=(ad | a . d .) y={YEARISH}", _anno_domini),
    Rule("(the? year)? y=(NUMBERWORD -? NUMBERWORD (and? NUMBERWORD)? (-? NUMBERWORD)?)", _spelled_year),
    Rule("the d=ORDNUM r=(of (the | this | last | next | that | same | following | previous) month)", _day_of_month),
    Rule("(on | by | until | from) the d=ORDNUM", _day_of_month),
]
