"""Rules for times of day, with their zone and their day."""

import re

from analysis.dates.grammar import Found, Meaning, Rule

_CLOCK = re.compile(r"(\d{1,2})(?::(\d{2}))?")


def _clock_value(text: str, half: str) -> str | None:
    """Return "T14:30" for "2:30" and "p.m.", or None where no clock shows it."""
    found = _CLOCK.match(text)
    if not found:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "p" else 0)
    return f"T{hour:02d}:{minute:02d}" if hour <= 24 and minute <= 59 else None


def _clock(found: Found) -> Meaning | None:
    text = found.shown(found.span("c")[0])
    half = ""
    if found.has("a"):
        half = found.word("a")[0].lower()
    elif text[-1] in "mM":
        half = text.rstrip("mM")[-1].lower()
    elif found.has("p"):
        half = {"morning": "a", "afternoon": "p", "evening": "p", "night": "p"}.get(found.words("p")[-1], "")
        if ":" not in text and not half:
            return None
    elif found.has("z") and len(text) in (3, 4) and text.isdigit():
        text = f"{text[:-2]}:{text[-2:]}"
    value = _clock_value(text, half)
    return Meaning("TIME", value, mode="clock", part=value) if value else None


def _bare_clock(found: Found) -> Meaning | None:
    """Read "14:30" only where a word says that it is a time."""
    cues = (
        "at",
        "by",
        "until",
        "from",
        "around",
        "about",
        "after",
        "before",
        "since",
        "to",
        "and",
        "-",
        "between",
        "of",
    )
    return _clock(found) if found.before() in cues and found.before() != "of" else None


def _military(found: Found) -> Meaning | None:
    """Read "at 0430 hours"; without "at" it would be an amount."""
    text = found.word("c")
    value = _clock_value(f"{text[:2]}:{text[2:]}", "") if len(text) == 4 and text.isdecimal() else None
    if value is None or (text[0] != "0" and found.before() not in ("at", "by", "until", "from", "around")):
        return None
    return Meaning("TIME", value, mode="clock", part=value)


def _oclock(found: Found) -> Meaning | None:
    words = found.lexicon.numbers
    hour = words.get(found.word("h"), 0) or (int(found.word("h")) if found.word("h").isdecimal() else 0)
    half = (
        {"morning": "a", "afternoon": "p", "evening": "p", "night": "p"}.get(found.words("p")[-1], "")
        if found.has("p")
        else ""
    )
    value = _clock_value(str(hour), half)
    return Meaning("TIME", value, mode="clock", part=value) if value else None


def _named_hour(found: Found) -> Meaning | None:
    word = found.word("p")
    if word not in ("noon", "midnight", "midday", "dawn", "dusk", "sunset", "sunrise", "nightfall", "daybreak"):
        return None
    if word not in ("noon", "midnight", "midday") and found.before() not in (
        "at",
        "by",
        "before",
        "until",
        "after",
        "since",
    ):
        return None
    part = found.lexicon.day_part(word)
    return Meaning("TIME", part, mode="clock", part=part)


def _part(found: Found) -> Meaning | None:
    """Read a bare part of the day next to "early", "late" or "mid", such as "mid-afternoon"."""
    part = found.lexicon.day_part(found.word("p"))
    return Meaning("TIME", part, mode="clock", part=part)


def _part_of_a_day(found: Found) -> Meaning | None:
    """Read "the night of", whose day follows."""
    lexicon, after = found.lexicon, found.after() if found.after() != "the" else found.after(2)
    day = (
        after[:1].isdigit()
        or after in lexicon.months
        or after in lexicon.month_abbreviations
        or after in lexicon.weekdays
    )
    return _part(found) if day else None


ZONE = "(local time | ZONE)? (LPAREN (ZONE | (CLOCK | INT999 | YEAR | INTBIG) ZONE) RPAREN)?"
RULES = [
    Rule(f"c=(CLOCK | INT12) a=(AMPM | am | pm) {ZONE}", _clock),
    Rule(f"c=CLOCKAMPM {ZONE}", _clock),
    Rule("c=CLOCK (local time | z=ZONE | hours)", _clock),
    Rule("c=(YEAR | INT999 | INTBIG) z=ZONE", _clock),
    Rule("c=(YEAR | INTBIG) (hours | hrs)", _military),
    Rule("c=CLOCK", _bare_clock),
    Rule("c=(CLOCK | INT12) p=(in the (morning | afternoon | evening) | at night)", _clock),
    Rule("h=(INT12 | NUMBERWORD) o ' clock (p=(in the (morning | afternoon | evening) | at night))?", _oclock),
    Rule("p=DAYPARTONE", _named_hour),
    Rule("(early | late | mid) -? p=(morning | afternoon | evening | night)", _part),
    Rule("the p=(night | morning | afternoon | evening) of", _part_of_a_day),
]
