"""Tokens of a text and the one-character code of each, over which the grammar's patterns run.

A pattern over codes sees "May 20, 2022" as four characters whatever the spelling, so that every pattern is a short
regular
expression of bounded length and the search is linear in the length of the text.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from analysis.dates.lexicon import Lexicon

OTHER = "."
BREAK = "¶"

SHAPES = {
    "ISO": (r"\d{4}(?P<ISOSEP>[-/.])\d{2}(?P=ISOSEP)\d{2}(?:T\d{2}:\d{2}(?::\d{2})?(?:\.\d{1,6})?Z?)?(?![\w-])", "i"),
    "SLASHED": (r"\d{1,2}(?P<SEP>[/.])\d{1,2}(?P=SEP)(?:\d{4}|\d{2})(?![\w/]|\.\d)", "s"),
    "CLOCK": (r"\d{1,2}:\d{2}(?::\d{2})?(?![\w:])", "c"),
    "AMPM": (r"[aApP]\.\s?[mM]\b\.?", "A"),
    "CLOCKAMPM": (r"\d{1,2}(?::\d{2})?[aApP][mM]\b", "t"),
    "DECADE": (r"[12]\d\d0s\b", "d"),
    "DECADE2": (r"\d0s\b", "e"),
    "ORDNUM": (r"(?:[12]?\d|3[01])(?:st|nd|rd|th)\b", "o"),
    "ORDBIG": (r"\d{2,3}(?:st|nd|rd|th)\b", "O"),
    "QUARTER": (r"(?:Q[1-4]|[1-4]Q)\b", "q"),
    "HALF": (r"(?:H[12]|[12]H)\b", "h"),
    "FISCAL": (r"FY ?(?:\d{4}|\d{2})\b", "y"),
    "DECIMAL": (r"\d{1,9}\.\d{1,6}(?![\w.])", "9"),
    "FRACTION": (r"\d/\d(?![\w/])", "f"),
    "GROUPED": (r"\d{1,3}(?:,\d{3}){1,5}(?!\w)", "8"),
}
INTEGERS = {
    "0": "0",
    "INT12": "1",
    "INT24": "2",
    "INT31": "3",
    "INT59": "4",
    "INT99": "5",
    "INT999": "6",
    "YEAR": "7",
    "INTBIG": "8",
}
MONEY = "x"
_SHAPE_CODE = {name: code for name, (_, code) in SHAPES.items()}
_TOKEN = re.compile(
    "(?P<SPACE>\\s+)|(?<!\\w)(?:"
    + "|".join(f"(?P<{name}>{shape})" for name, (shape, _) in SHAPES.items())
    + ")|(?P<WORD>\\w+)|(?P<MARK>[^\\w\\s])"
)
_CURRENCY = frozenset("$€£¥₽₸₹#")


@dataclass(frozen=True, slots=True)
class Tokens:
    """Tokens of a text: their offsets, their words in lower case and the string of their codes."""

    text: str
    starts: list[int]
    ends: list[int]
    words: list[str]
    codes: str


def integer_code(digits: str) -> str:
    """Return the code of a whole number by its size."""
    if len(digits) > 4:
        return INTEGERS["INTBIG"]
    number = int(digits)
    if len(digits) == 4:
        return INTEGERS["YEAR"] if 1000 <= number <= 2199 else INTEGERS["INTBIG"]
    if len(digits) == 3:
        return INTEGERS["INT999"]
    for name, last in (("0", 0), ("INT12", 12), ("INT24", 24), ("INT31", 31), ("INT59", 59)):
        if number <= last:
            return INTEGERS[name]
    return INTEGERS["INT99"]


def tokenise(text: str, codes: Mapping[str, str], lexicon: Lexicon, breaks: frozenset[int] = frozenset()) -> Tokens:
    """Cut a text into tokens and give each its code.

    Parameters
    ----------
    text : str
        The text; offsets index it.
    codes : mapping of str to str
        Code of each word the grammar knows.
    lexicon : Lexicon
        For the words that are temporal only with a capital letter.
    breaks : frozenset of int
        Offsets at which a block of the article begins: no expression runs over one.

    Returns
    -------
    Tokens
    """
    starts: list[int] = []
    ends: list[int] = []
    words: list[str] = []
    out: list[str] = []
    get = codes.get
    capitalised = lexicon.capitalised
    pending = sorted(breaks, reverse=True)
    after_currency = False
    for found in _TOKEN.finditer(text):
        kind = found.lastgroup
        start = found.start()
        while pending and pending[-1] <= start:
            pending.pop()
            starts.append(start)
            ends.append(start)
            words.append("\n")
            out.append(BREAK)
        if kind == "SPACE":
            if found.group().count("\n") > 1:
                starts.append(start)
                ends.append(start)
                words.append("\n")
                out.append(BREAK)
            continue
        word = found.group()
        if kind == "WORD":
            if word[0].isdecimal() and word.isdecimal() and word.isascii():
                code = integer_code(word)
            else:
                lower = word.lower()
                code = get(lower, OTHER)
                if lower in capitalised and not word[0].isupper():
                    code = OTHER
                word = lower
        elif kind == "MARK":
            code = get(word, OTHER)
        else:
            code = _SHAPE_CODE[kind or ""]
        if after_currency and code in "0123456789":
            code = MONEY
        after_currency = word in _CURRENCY
        starts.append(start)
        ends.append(found.end())
        words.append(word)
        out.append(code)
    return Tokens(text, starts, ends, words, "".join(out))
