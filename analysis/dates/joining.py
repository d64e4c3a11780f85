"""Put together what belongs together: "10 p.m." and "Wednesday", "the end of" and "the month"."""

import re

from analysis.dates.expression import Expression
from analysis.dates.grammar import Meaning
from analysis.dates.tokens import Tokens

Piece = tuple[int, int, Meaning]

_DAYS_OR_WEEKS = re.compile(r"P(\d{1,3})([DW])")
_EDGES = frozenset(("early", "earlier", "late", "later", "mid"))
_PORTIONS = frozenset(
    ["end", "beginning", "start", "middle", "close", "course", "rest", "remainder", "eve", "outset", "conclusion"]
)
_LINKS = {
    (),
    ("on",),
    ("of",),
    ("at",),
    (",",),
    ("in",),
    (",", "at"),
    ("of", "the"),
    ("on", "the"),
    ("at", "about"),
    ("at", "around"),
}


def widen(pieces: list[Piece], tokens: Tokens) -> list[Piece]:
    """Take "early", "mid-" and "the end of" in front of an expression into it."""
    words = tokens.words
    out: list[Piece] = []
    floor = 0
    for first, last, meaning in pieces:
        start = first
        if meaning.type in ("DATE", "TIME") and meaning.value[-4:] != "_REF":
            if start > floor and words[start - 1] in _EDGES:
                start -= 1
            elif start > floor + 1 and words[start - 1] == "-" and words[start - 2] in _EDGES:
                start -= 2
            if start > floor + 1 and words[start - 1] == "of" and words[start - 2] in _PORTIONS:
                start -= 2
            if start < first and start > floor and words[start - 1] == "the":
                start -= 1
        out.append((start, last, meaning))
        floor = last
    return out


def is_day_value(meaning: Meaning | Expression) -> bool:
    """Tell whether an expression is one day, with or without a time."""
    if meaning.mode == "shift":
        return meaning.unit == "D"
    if meaning.mode == "weekday":
        return not meaning.value.endswith("WE")
    return len(meaning.value) >= 10 and meaning.value[4] == "-"


def is_day(meaning: Meaning) -> bool:
    """Tell whether a meaning is one day without a time."""
    return meaning.type == "DATE" and (not meaning.part or meaning.mode == "holiday") and is_day_value(meaning)


def join_times(pieces: list[Piece], tokens: Tokens) -> list[Piece]:
    """Join a time of day and the day next to it into one TIME."""
    out: list[Piece] = []
    for piece in pieces:
        if out:
            joined = _joined(out[-1], piece, tokens)
            if joined:
                out[-1] = joined
                continue
        out.append(piece)
    return out


def _offset(one: Piece, two: Piece, word: str) -> Piece | None:
    """Read "two days before Christmas" as one day."""
    count = _DAYS_OR_WEEKS.fullmatch(one[2].value)
    if (
        one[2].type != "DURATION"
        or not count
        or not is_day(two[2])
        or two[2].mode not in ("absolute", "calendar", "holiday")
    ):
        return None
    amount = float(count[1]) * (-1 if word == "before" else 1)
    return one[0], two[1], two[2]._replace(anchor="next", unit=count[2], amount=amount)


def _joined(one: Piece, two: Piece, tokens: Tokens) -> Piece | None:
    gap = tuple(tokens.words[one[1] : two[0]])
    if gap in (("before",), ("after",)):
        return _offset(one, two, gap[0])
    if gap not in _LINKS:
        return None
    time, day = (one, two) if one[2].mode == "clock" else (two, one)
    if time[2].mode != "clock" or not is_day(day[2]) or day[2].mode == "holiday":
        return None
    part = time[2].part
    meaning = day[2]._replace(type="TIME", value=day[2].value + part, part=part)
    return one[0], two[1], meaning
