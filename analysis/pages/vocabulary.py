"""The codes of the tables in a reader's words: kinds of entity, TIMEX3 values, EDTF dates, how a date is known."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

WORDS: Mapping[str, str] = {
    "PERSON": "person",
    "ORG": "organisation",
    "GPE": "country or city",
    "NORP": "people or group",
    "LOC": "region",
    "FAC": "building or site",
    "EVENT": "named event",
    "DATE": "date",
    "TIME": "time of day",
    "DURATION": "length of time",
    "SET": "repeated time",
    "metadata": "given beside the article",
    "stated": "the text",
    "relative": "words such as “yesterday”",
    "published": "the day of the article",
    "other article": "another article",
    "previous": "the date before it",
    "statement": "the day of the statement",
    "more": "more than",
    "less": "less than",
    "PRESENT_REF": "now",
    "PAST_REF": "in the past",
    "FUTURE_REF": "in the future",
}
MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
UNITS = {"Y": "year", "M": "month", "W": "week", "D": "day", "E": "decade", "C": "century", "Q": "quarter"}
CLOCK = {"H": "hour", "M": "minute", "S": "second"}
SEASONS = {"SP": "spring", "SU": "summer", "FA": "autumn", "WI": "winter"}
ORDINALS = {"1": "first", "2": "second", "3": "third", "4": "fourth"}
PARTS = {"MO": "morning", "AF": "afternoon", "EV": "evening", "NI": "night", "DT": "daytime", "MI": "midday"}
LENGTH = re.compile(r"P(?=[0-9XT])((?:[0-9.X]{1,9}[A-Z])*)(?:T((?:[0-9.X]{1,9}[HMS])+))?")
PIECE = re.compile(r"([0-9.X]+)([A-Z])")


def plain(code: Any) -> str:
    """Return a code of a table in words, or itself where it is none."""
    return WORDS.get(str(code), str(code))


def time_words(value: Any) -> str:
    """Return a TIMEX3 value or an EDTF date as a reader says it.

    Parameters
    ----------
    value : "P3M", "XXXX-05-20", "2024-SU", "1994/..", "2024-05-20TMO" and the like.

    Returns
    -------
    str; a day, month or year of ISO 8601 as it is, and what is not known as it is.
    """
    shown = str(value)
    if shown in WORDS:
        return WORDS[shown]
    if "/" in shown:
        return _between(shown.split("/"))
    if shown.endswith(("~", "?", "%")):
        return f"about {time_words(shown[:-1])}"
    if shown.startswith("P") and (found := LENGTH.fullmatch(shown)):
        pieces = [_length(amount, unit, UNITS) for amount, unit in PIECE.findall(found[1])]
        return " ".join(pieces + [_length(amount, unit, CLOCK) for amount, unit in PIECE.findall(found[2] or "")])
    day, _, clock = shown.partition("T")
    if clock in PARTS and not any(c.isdecimal() for c in day):
        return f"{'an' if clock in {'AF', 'EV'} else 'a'} {PARTS[clock]}"
    parts = [_day(day), PARTS.get(clock, clock)]
    return " ".join(part for part in parts if part) or shown


def amount_words(amount: float, unit: str | None) -> str:
    """Return an amount as a reader says it: 62 bn USD, 15%, 590 companies."""
    for size, word in ((1e12, " tn"), (1e9, " bn"), (1e6, " m")):
        if abs(amount) >= size:
            shown = f"{amount / size:.3g}{word}"
            break
    else:
        shown = f"{amount:,.6g}"
    if unit in {"%", "percent", "per cent"}:
        return f"{shown}%"
    return f"{shown} {unit}" if unit else shown


def _between(ends: list[str]) -> str:
    ends = [end for n, end in enumerate(ends) if n in {0, len(ends) - 1}]
    if ends[0] in {"", ".."}:
        return f"until {time_words(ends[1])}"
    if ends[1] in {"", ".."}:
        return f"since {time_words(ends[0])}"
    return time_words(ends[0]) if ends[0] == ends[1] else f"{time_words(ends[0])} to {time_words(ends[1])}"


def _length(amount: str, unit: str, units: Mapping[str, str]) -> str:
    word = units.get(unit, unit)
    plural = "centuries" if word == "century" else f"{word}s"
    if "X" in amount:
        return f"some {plural}"
    return f"{amount} {word if amount == '1' else plural}"


def _day(day: str) -> str:
    """Return the part of a value before the hour in words."""
    year, _, rest = day.partition("-")
    known = "X" not in year
    if not rest:
        return _span(year)
    part, _, more = rest.partition("-")
    if part in SEASONS:
        return f"{SEASONS[part]} {year}" if known else f"{'an' if part == 'FA' else 'a'} {SEASONS[part]}"
    if part[:1] in {"Q", "H"} and part[1:] in ORDINALS:
        words = f"{ORDINALS[part[1:]]} {'quarter' if part[0] == 'Q' else 'half'}"
        return f"{words} of {year}" if known else f"the {words} of a year"
    if part[:1] == "W":
        return _week(year, part[1:], more, known)
    if known and "X" not in rest:
        return day
    month = MONTHS[int(part) - 1] if part.isdecimal() and 1 <= int(part) <= 12 else ""
    number = str(int(more)) if more.isdecimal() else ""
    if known:
        return " ".join(p for p in (number, month, year) if p)
    words = " ".join(p for p in (number, month) if p)
    return f"{words}, year not told" if month else "a day" if more else "a month"


def _week(year: str, week: str, day: str, known: bool) -> str:
    name = WEEKDAYS[int(day) - 1] if day.isdecimal() and 1 <= int(day) <= 7 else "weekend" if day == "WE" else ""
    if week.isdecimal() and known:
        return f"{name + ', ' if name else ''}week {int(week)} of {year}"
    return f"a {name}" if name else "a week"


def _span(year: str) -> str:
    """Return a year, a decade (201 or 201X) or a century (20 or 20XX) in words."""
    digits = year.rstrip("X")
    if not digits:
        return "a year"
    if digits.isdecimal() and len(digits) == 3:
        return f"the {digits}0s"
    if digits.isdecimal() and len(digits) == 2:
        century = int(digits) + 1
        ending = "th" if 10 < century < 20 else {1: "st", 2: "nd", 3: "rd"}.get(century % 10, "th")
        return f"the {century}{ending} century"
    return year


WORDED: Mapping[str, Callable[[Any], str]] = {
    **dict.fromkeys(("date", "value", "planned", "outcome_date"), time_words),
    **dict.fromkeys(("type", "date_basis", "anchor", "qualifier"), plain),
}
