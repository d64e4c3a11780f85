"""Rules for what is told from another day: "today", "last week", "two years ago", "a day earlier", "the same day"."""

from analysis.dates.grammar import Found, Meaning, Rule
from analysis.dates.numbers import quantity

UNKNOWN = {
    "S": "XXXX-XX-XX",
    "TM": "XXXX-XX-XX",
    "H": "XXXX-XX-XX",
    "D": "XXXX-XX-XX",
    "W": "XXXX-WXX",
    "F": "XXXX-WXX",
    "M": "XXXX-XX",
    "Q": "XXXX-QX",
    "Y": "XXXX",
    "E": "XXX",
    "C": "XX",
    "L": "X",
}
_HINTS = {
    "last": ("published", -1),
    "past": ("published", -1),
    "this": ("published", 0),
    "current": ("published", 0),
    "next": ("published", 1),
    "coming": ("published", 1),
    "upcoming": ("published", 1),
    "that": ("previous", 0),
    "same": ("previous", 0),
    "previous": ("previous", -1),
    "preceding": ("previous", -1),
    "prior": ("previous", -1),
    "following": ("previous", 1),
    "subsequent": ("previous", 1),
    "latest": ("published", 0),
}
_DAYS = {"today": 0, "yesterday": -1, "tomorrow": 1, "tonight": 0, "overnight": 0}


def shift(unit: str, amount: float, anchor: str, *, part: str = "", hint: str = "", kind: str = "") -> Meaning:
    """Return the meaning of a day, week, month or year some units away from an anchor."""
    if not kind:
        kind = "TIME" if part.startswith("T") else "DATE"
    return Meaning(
        kind, UNKNOWN[unit] + part, mode="shift", anchor=anchor, unit=unit, amount=amount, part=part, hint=hint
    )


def _named_day(found: Found) -> Meaning | None:
    word = found.word("w")
    if word == "today" and found.after() in ("'", "’") and found.after(3)[-1:] == "s":
        return None
    part = found.lexicon.day_part(found.word("p")) if found.has("p") else "TNI" if word == "tonight" else ""
    amount = _DAYS[word]
    if found.has("b"):
        amount *= 2
    return shift("D", float(amount), "published", part=part)


def _overnight(found: Found) -> Meaning:
    return shift("D", 0.0, "published", part="TNI")


def _hinted_part(found: Found) -> Meaning:
    """Read "this morning", "last night", "the next evening", "the same night"."""
    part = found.lexicon.day_part(found.word("p"))
    anchor, amount = _HINTS[found.words("h")[-1]]
    if found.words("h")[0] == "the" and found.word("h") != found.words("h")[-1] and found.words("h")[-1] == "next":
        anchor = "previous"
    return shift("D", float(amount), anchor, part=part)


def _hinted_unit(found: Found) -> Meaning | None:
    """Read "last week", "next year", "that month", "the following day"."""
    words = found.words("h")
    anchor, amount = _HINTS[words[-1]]
    unit = found.lexicon.unit(found.word("u"))
    if unit in ("S", "TM", "H", "L"):
        return None
    if words[-1] in ("last", "past") and (found.has("t") or words[-1] == "past") and unit not in ("D",):
        if unit == "Y" and words[-1] == "past":
            return shift("Y", -1.0, "published")
        return (
            Meaning("DURATION", f"P{duration_count(1, unit)}")
            if words[-1] == "past"
            else shift(unit, -1.0, "published")
        )
    if found.has("t") and words[-1] == "next":
        anchor = "previous" if unit == "D" or found.before() == "\n" else "published"
    if unit == "D" and words[-1] in ("last", "latest", "past", "current", "coming", "upcoming"):
        return None
    if unit == "D" and words[-1] == "this":
        anchor = "published"
    return shift(unit, float(amount), anchor, hint="quarter" if words[-1] == "latest" else "")


def _ago(found: Found) -> Meaning | None:
    """Read "two years ago", "a day earlier", "three weeks later", "five days from now"."""
    number = quantity(found.words("q"), found.lexicon)
    unit = found.lexicon.unit(found.word("u"))
    if found.word("u").endswith("s") and found.words("q") in (["a"], ["an"]):
        return None
    word = found.word("a")
    past = word in ("ago", "earlier", "before", "previously", "prior", "back")
    anchor = "published" if word in ("ago", "from", "hence", "back") else "previous"
    if word in ("before", "after", "on", "prior", "back") and not _clause_ends(found):
        return None
    if number is None:
        return Meaning("DATE", "PAST_REF" if past else "FUTURE_REF") if unit not in ("S", "TM", "H") else None
    if unit in ("E", "C"):
        unit, number = "Y", number * (10 if unit == "E" else 100)
    if unit in ("S", "TM", "H"):
        kind = "TIME"
        return shift(unit, -number if past else number, anchor, kind=kind)
    compare = "quarter" if unit == "Y" and number == 1 and word in ("ago", "earlier", "before") else ""
    return shift(unit, -number if past else number, anchor, hint=compare)


def _clause_ends(found: Found) -> bool:
    after = found.after()
    return (
        after in (",", ".", ";", ":", "\n", ")", "-", "–", "—", "and", "but", '"', "”", "when", "in", "at")
        and found.before() != "from"
    )


def _plural_ago(found: Found) -> Meaning | None:
    if found.has("u") and found.lexicon.unit(found.word("u")) in ("S", "TM", "H"):
        return None
    if found.word("a") == "before" and not _clause_ends(found):
        return None
    return Meaning("DATE", "PAST_REF" if found.word("a") in ("ago", "earlier", "before") else "FUTURE_REF")


def _unit_before(found: Found) -> Meaning | None:
    """Read "the day before", "the year after": told from the expression before, or from the one that follows."""
    unit = found.lexicon.unit(found.word("u"))
    if unit in ("S", "TM", "H", "L"):
        return None
    sign = -1.0 if found.word("a") in ("before", "earlier") else 1.0
    if found.has("t"):
        return shift("D", 2 * sign, "published")
    if not _clause_ends(found):
        return None
    return shift(unit, sign, "previous")


def _the_unit(found: Found) -> Meaning | None:
    """Read "the year", "the week", "the quarter" as the one spoken of."""
    unit = found.lexicon.unit(found.word("u"))
    if found.after() in ("ended", "ending") and unit in ("Y", "Q"):
        return Meaning("DURATION", "P1Y") if unit == "Y" else shift("Q", 0.0, "previous")
    if unit == "Q" and found.after() not in ("of", "-", "century"):
        return shift("Q", 0.0, "previous")
    if unit not in ("W", "M", "Y") or found.after() in ("of", "-", "to") or found.after().isdecimal():
        return None
    return shift(unit, 0.0, "published")


def _year_end(found: Found) -> Meaning | None:
    if found.has("h"):
        anchor, amount = _HINTS[found.words("h")[-1]]
        return shift("Y", float(amount), anchor)
    return shift("Y", 0.0, "published")


def _year_ago(found: Found) -> Meaning:
    return shift("Y", -1.0, "published", hint="quarter")


def _reference(found: Found) -> Meaning | None:
    word = found.word("w")
    after = found.after()
    if word == "now" and (after in ("known", "-") or found.before() in ("-", "right", "by")):
        return None
    if word == "current" and after in ("account", "and", ","):
        return None
    return Meaning("DATE", found.lexicon.references[word])


def _past(found: Found) -> Meaning | None:
    if found.after() in found.lexicon.units or found.after() in found.lexicon.unit_plurals:
        return None
    return Meaning("DATE", "PAST_REF")


def _present(found: Found) -> Meaning | None:
    return Meaning("DATE", "PRESENT_REF")


def _future(found: Found) -> Meaning | None:
    return Meaning("DATE", "FUTURE_REF")


def _recent_units(found: Found) -> Meaning | None:
    return Meaning("DATE", "PAST_REF")


def _weekday(found: Found) -> Meaning | None:
    """Read a weekday with its part of the day: "Friday", "last Friday", "Friday night", "the following Monday"."""
    at = found.span("d")[0]
    word = found.word("d")
    if word in found.lexicon.weekday_abbreviations and not (
        found.has("p") or found.has("h") or "." in found.words("d")
    ):
        return None
    if at and found.shown(at)[:1].islower():
        return None
    hint = found.words("h")[-1] if found.has("h") else ""
    anchor = "previous" if hint in ("previous", "following", "that", "same", "preceding") else "published"
    if hint == "next" and found.words("h")[0] == "the" and len(found.words("h")) > 1:
        anchor = "previous"
    if not hint and found.after() in ("'", "’") and found.after(2) == "s":
        hint = "reported"
    number = found.lexicon.weekday(word)
    part = found.lexicon.day_part(found.word("p")) if found.has("p") else ""
    return Meaning(
        "TIME" if part else "DATE", f"XXXX-WXX-{number}{part}", mode="weekday", anchor=anchor, hint=hint, part=part
    )


def _weekday_of_week(found: Found) -> Meaning:
    anchor, amount = _HINTS[found.word("h")]
    number = found.lexicon.weekday(found.word("d"))
    return Meaning(
        "DATE", f"XXXX-WXX-{number}", mode="weekday", anchor=anchor, unit="W", amount=float(amount), hint="week"
    )


def _part_of_day(found: Found) -> Meaning | None:
    """Read "the morning", "in the evening", "that night": a part of the day spoken of."""
    if found.word("p") == "night" and found.words()[0] == "the":
        return None
    return shift("D", 0.0, "previous", part=found.lexicon.day_part(found.word("p")))


def duration_count(number: float | None, unit: str) -> str:
    """Return the count and unit of a TIMEX3 duration without its P, such as "3M" or "T2H"."""
    scale = {"F": 2.0, "E": 10.0, "C": 100.0, "L": 1000.0}.get(unit, 1.0)
    code = {"F": "W", "E": "Y", "C": "Y", "L": "Y", "TM": "M"}.get(unit, unit)
    if number is None:
        return ("T" if unit in ("S", "TM", "H") else "") + "X" + {"E": "E", "C": "C", "L": "L"}.get(unit, code)
    number *= scale
    if number != int(number):
        smaller = {
            "Y": (12, "M"),
            "H": (60, "M"),
            "TM": (60, "S"),
            "D": (24, "H"),
            "W": (7, "D"),
            "F": (7, "D"),
            "Q": (3, "M"),
        }.get(unit)
        if unit in ("Y", "H", "TM", "D") and smaller:
            whole, rest = int(number), round((number - int(number)) * smaller[0])
            text = f"{whole}{code}" if whole else ""
            joined = f"{text}{'T' if unit == 'D' else ''}{rest}{smaller[1]}"
            return ("T" if unit in ("TM", "H") else "") + joined
        if smaller:
            return f"{number * smaller[0]:g}{smaller[1]}"
    return ("T" if unit in ("S", "TM", "H") else "") + f"{number:g}{code}"


DIR = (
    "(last | this | next | past | coming | upcoming | that | current | the current | the same | same"
    " | the next | the following"
    " | following | the previous | previous | the preceding | the prior | the last | the past | the coming"
    " | that same | this same | this past | this coming)"
)
RULES = [
    Rule("w=(today | yesterday | tomorrow) (p=DAYPARTONE)?", _named_day),
    Rule("w=tonight", _named_day),
    Rule("the? (b=day) (before | after) w=(yesterday | tomorrow)", _named_day),
    Rule("w=overnight", _overnight),
    Rule(
        "h=(this | last | that | the same | the next | the following | the previous) p=(morning | afternoon"
        " | evening | night)",
        _hinted_part,
    ),
    Rule(f"h={DIR} (fiscal | financial | calendar | school | academic)? u=UNITONE", _hinted_unit),
    Rule("t=the h=(next | last | past) (fiscal | financial)? u=UNITONE", _hinted_unit),
    Rule("the? h=latest fiscal? u=(quarter | year | week | month)", _hinted_unit),
    Rule("the fiscal? u=UNITONE", _the_unit),
    Rule(
        "q=QTY (more)? -? u=UNIT -? a=(ago | earlier | later | before | after | previously | afterward"
        " | afterwards | on | back)",
        _ago,
    ),
    Rule("q=QTY u=UNIT a=from (now | today)", _ago),
    Rule("q=QTY u=UNIT a=hence", _ago),
    Rule("u=UNITMANY a=(ago | earlier | later | before)", _plural_ago),
    Rule("long a=ago", _plural_ago),
    Rule("the u=UNITONE a=(before | after | earlier)", _unit_before),
    Rule("year -? (ago | earlier)", _year_ago),
    Rule("year -? end", _year_end),
    Rule("(the)? year ' s end", _year_end),
    Rule("the end of the year", _year_end),
    Rule("(the | its)? h=(last | next | current | this | previous) (fiscal | financial) year", _year_end),
    Rule("w=REFERENCE", _reference),
    Rule("(right now | at present | these days | at the present time | as of now | this moment)", _present),
    Rule("(in the past | the recent past | in the recent past | the past | the distant past)", _past),
    Rule("(the? near -? future | the future | in future | the near term | the? not too distant future)", _future),
    Rule("the? recent UNITMANY (and UNITMANY)?", _recent_units),
    Rule(f"(h={DIR})? d=(WEEKDAYFULL | WEEKDAYABBR .?) (p=DAYPARTONE)?", _weekday),
    Rule("d=WEEKDAYFULL (of)? h=(last | next | this) week", _weekday_of_week),
    Rule("(the | that) p=(morning | afternoon | evening | night)", _part_of_day),
]
