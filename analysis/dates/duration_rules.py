"""Rules for durations ("three months", "the past 30 years") and for what recurs ("daily", "every Thursday")."""

from analysis.dates.grammar import Found, Meaning, Rule
from analysis.dates.numbers import quantity
from analysis.dates.relative_rules import duration_count

_PLURAL_CUES = frozenset(
    [
        "for",
        "in",
        "after",
        "within",
        "of",
        "during",
        "the",
        "next",
        "coming",
        "last",
        "past",
        "recent",
        "many",
        "several",
        "few",
        "about",
        "two",
    ]
)


def _duration(found: Found) -> Meaning | None:
    words = found.words("q")
    number = quantity(words, found.lexicon)
    unit_word = found.word("u")
    unit = found.lexicon.unit(unit_word)
    plural = unit_word in found.lexicon.unit_plurals
    hyphen = found.has("h") and not plural
    if words[-1] == "many" and found.before() == "as":
        return None
    article = words in (["a"], ["an"])
    if article and (plural or found.after() in ("ago", "earlier")):
        return None
    if article and found.has("h"):
        return None
    if unit == "S" and not plural and (article or not hyphen):
        return None
    if (
        unit in ("Q", "S")
        and not plural
        and (article or words == ["one"] or found.after() in ("of", "century", "mile"))
    ):
        return None
    if (
        unit == "D"
        and words == ["one"]
        and not hyphen
        and found.after() not in ("of", "after", "before", "in", ",", ".", "-")
    ):
        return (
            Meaning("DATE", "FUTURE_REF")
            if found.before() in (",", "and", "\n", "that", "will", "may", "could")
            else None
        )
    if (
        not plural
        and not article
        and number is not None
        and number > 1
        and not found.has("h")
        and number != int(number)
    ):
        return None
    if unit == "Q" and (hyphen or found.has("h") or found.after() == "of"):
        return None
    if article and unit in ("D", "W", "M", "Q", "Y") and _rate(found):
        return None
    if number is not None and number > 1e6:
        return None
    after, second = found.after(), found.after(2)
    if after in ("old", "-") and (after == "old" or second in ("old", "olds")) and unit in ("Y", "M", "W", "D"):
        return None
    return Meaning("DURATION", "P" + duration_count(number, unit))


def _rate(found: Found) -> bool:
    """Tell whether "a year" says how often: after an amount, as in "$2 million a year" or "four flights a week"."""
    before = found.before()
    if found.words()[0] not in ("a", "an") or found.after() in ("after", "before", "from", "since"):
        return False
    if _counted(found.before(2)) and before.isalpha() and before not in _PLURAL_CUES:
        return True  # "10.5 bcm a year"
    if found.before(2) == "of" and found.before(3).endswith("s") and _counted(found.before(4)):
        return True  # "12 million barrels of oil a year"
    return (
        _counted(before)
        or before in ("%", "percent")
        or (
            len(before) > 3
            and before.endswith("s")
            and before not in _PLURAL_CUES
            and before not in ("has", "was", "takes", "lasts", "perhaps", "less", "across")
        )
    )


def _counted(word: str) -> bool:
    return word[:1].isdigit() or word in ("million", "billion", "trillion")


def _many(found: Found) -> Meaning | None:
    """Read a bare plural ("for years", "in the coming weeks") as a duration whose length is not told."""
    if found.words()[0] == "many" and found.before() == "as":
        return None
    unit = found.lexicon.unit(found.word("u"))
    if unit == "H" and "early" in found.words("h"):
        return None
    if not found.has("h") and found.before() not in _PLURAL_CUES and found.words()[0] != "the":
        return None
    if unit in ("S", "Q") or (unit == "TM" and not found.has("h")):
        return None
    return Meaning("DURATION", "P" + duration_count(None, unit))


def _minute_and_half(found: Found) -> Meaning:
    return Meaning("DURATION", "P" + duration_count(1.5, found.lexicon.unit(found.word("u"))))


def _past_unit(found: Found) -> Meaning | None:
    unit = found.lexicon.unit(found.word("u"))
    return Meaning("DURATION", "P" + duration_count(1.0, unit))


def _frequency(found: Found) -> Meaning | None:
    word = found.word("w")
    if word in ("quarterly", "monthly", "weekly") and found.after() in ("report", "magazine", "newspaper", "dividend"):
        return None
    start = found.span("w")[0]
    shown = found.shown(start)
    if (
        shown[:1].isupper()
        and not shown.isupper()
        and (found.before().isalpha() or found.after().isalpha())
        and found.before() != "\n"
    ):
        following = found.span("w")[1]
        if following < len(found.tokens.words) and found.shown(following)[:1].isupper():
            return None
        if start and found.shown(start - 1)[:1].isupper():
            return None
    return Meaning("SET", found.lexicon.frequencies[word])


def _every(found: Found) -> Meaning | None:
    unit = found.lexicon.unit(found.word("u"))
    if found.word("w") == "per" and unit in ("S", "TM", "H"):
        return None
    number = 1.0
    if found.has("q"):
        number = quantity(found.words("q"), found.lexicon) or 1.0
    elif found.has("o"):
        number = 2.0
    if found.word("w") == "each" and found.after() in ("of",):
        return None
    return Meaning("SET", "P" + duration_count(number, unit))


def _every_weekday(found: Found) -> Meaning | None:
    if not found.shown(found.span("d")[0])[:1].isupper():
        return None
    part = found.lexicon.day_part(found.word("p")) if found.has("p") else ""
    return Meaning("SET", f"XXXX-WXX-{found.lexicon.weekday(found.word('d'))}{part}")


def _every_month(found: Found) -> Meaning | None:
    return Meaning("SET", f"XXXX-{found.lexicon.month(found.word('m')):02d}")


def _every_season(found: Found) -> Meaning | None:
    return Meaning("SET", f"XXXX-{found.lexicon.seasons[found.word('s')]}")


def _every_part(found: Found) -> Meaning | None:
    return Meaning("SET", f"XXXX-XX-XX{found.lexicon.day_part(found.word('p'))}")


FRAME = (
    "(the (past | last | next | coming | first | previous | preceding | following | final | latest"
    " | remaining | intervening | initial)"
    " | past | last | next | coming | previous | following | these | those | the | another | some | a full"
    " | a further | further | additional)"
)
RULES = [
    Rule(
        f"{FRAME}? q=QTY (h=- | more | full | consecutive | straight | whole | successive | trading"
        f" | business | working | calendar | additional | long | solid | very)? u=UNIT",
        _duration,
    ),
    Rule("q=QTY (to | or | -) QTY u=UNITMANY", _duration),
    Rule(
        "h=(the (past | last | next | coming | first | early | final | recent | previous | intervening"
        " | following) | past | coming | recent | many | the | previous) u=UNITMANY (ahead | to come)?",
        _many,
    ),
    Rule("u=UNITMANY", _many),
    Rule("u=UNITMANY (ahead | to come)", _many),
    Rule("(a | one) u=UNITONE and a half", _minute_and_half),
    Rule("the? past u=(decade | century | hour | week | month | quarter)", _past_unit),
    Rule("w=FREQUENCY", _frequency),
    Rule("w=(every | each | per) (q=QTY | o=other)? u=UNIT", _every),
    Rule("(once | twice | thrice | QTY times) (a | an | every | each | per) u=UNITONE", _every),
    Rule("(every | each) (other)? d=WEEKDAYFULL (p=DAYPARTONE)?", _every_weekday),
    Rule("d=WEEKDAYS (p=DAYPARTMANY)?", _every_weekday),
    Rule("d=WEEKDAYFULL p=DAYPARTMANY", _every_weekday),
    Rule("(every | each) m=MONTHFULL", _every_month),
    Rule("(every | each) s=SEASON", _every_season),
    Rule("(every | each) p=DAYPARTONE", _every_part),
]
