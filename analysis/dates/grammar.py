"""A small language for patterns of temporal expressions, compiled to regular expressions over token codes.

In a pattern an UPPER-CASE name is a class of tokens or a macro, a lower-case word is itself, ``x=`` names what
follows it, and
``( | ) ?`` mean what they mean in regular expressions. There is no repetition: every pattern has a bounded length, so
that the
search for it is linear.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from analysis.dates.lexicon import Lexicon
from analysis.dates.tokens import INTEGERS, SHAPES, Tokens

_ELEMENT = re.compile(r"[a-z]+[0-9]?=|[A-Z][A-Z0-9]*|[a-z]+|\S")
_OPERATORS = frozenset("()|?")
_DASHES = ("-", "–", "—", "‐", "‑", "−")
_APOSTROPHES = ("'", "’", "‘", "ʼ")

MACROS = {
    "MONTH": "(MONTHFULL | MONTHABBR .?)",
    "WEEKDAY": "(WEEKDAYFULL | WEEKDAYABBR .?)",
    "DAY": "(INT12 | INT24 | INT31)",
    "DAYTH": "(INT12 | INT24 | INT31 | ORDNUM)",
    "ORDDAY": "(ORDNUM | ORDWORD | NUMBERWORD -? ORDWORD)",
    "ORD": "(ORDNUM | ORDBIG | ORDWORD | NUMBERWORD -? ORDWORD)",
    "INT": "(INT12 | INT24 | INT31 | INT59 | INT99)",
    "NUMBER": "(INT12 | INT24 | INT31 | INT59 | INT99 | INT999 | INTBIG | DECIMAL)",
    "WORDS": "((NUMBERWORD | a) -? NUMBERWORD | NUMBERWORD) (and? NUMBERWORD)? (-? NUMBERWORD)?",
    "YEARW": "(YEAR | NUMBERWORD -? NUMBERWORD (and? NUMBERWORD)? (-? NUMBERWORD)?)",
    "QTY": "((NUMBER | WORDS) (FRACTION | and FRACTION | -? and -? a -? half)? | FRACTION (of a)?"
    " | a? couple of? | (a very? | the)? VAGUE"
    " | half (a | an) | a | an)",
    "UNIT": "(UNITONE | UNITMANY)",
    "DAYPART": "(DAYPARTONE | DAYPARTMANY)",
    "ERA": "(bc | bce | ad | ce | b . c . (e .)? | a . d .? | c . e .? | b . c)",
    "TO": "(- | / | to | through | thru | until | till | and | or)",
    "YEARREF": "((of | in)? (the | its)? (last | next | this | that | same | previous | following | current"
    " | preceding) year"
    " | (of | in)? a year -? (ago | earlier | before | later))",
}


class Meaning(NamedTuple):
    """What an expression means by itself; the fields are those of `Expression`."""

    type: str
    value: str
    mode: str = "absolute"
    anchor: str = ""
    unit: str = ""
    amount: float = 0.0
    hint: str = ""
    part: str = ""
    other: str = ""


class Found:
    """A pattern found in the tokens of a text, seen by the names given in the pattern."""

    __slots__ = ("lexicon", "match", "tokens")

    def __init__(self, match: re.Match[str], tokens: Tokens, lexicon: Lexicon) -> None:
        self.match, self.tokens, self.lexicon = match, tokens, lexicon

    def has(self, name: str) -> bool:
        """Tell whether the named part is there."""
        return name in self.match.re.groupindex and self.match.group(name) is not None

    def span(self, name: str | int = 0) -> tuple[int, int]:
        """Return the token range of the named part."""
        return self.match.span(name)

    def word(self, name: str) -> str:
        """Return the first token of the named part in lower case, or an empty string."""
        return self.tokens.words[self.match.start(name)] if self.has(name) else ""

    def words(self, name: str | int = 0) -> list[str]:
        """Return the tokens of the named part, none if it is not there."""
        if isinstance(name, str) and not self.has(name):
            return []
        start, end = self.match.span(name)
        return self.tokens.words[start:end] if start >= 0 else []

    def before(self, steps: int = 1) -> str:
        """Return the token `steps` before the match, or a line break at the start."""
        at = self.match.start() - steps
        return self.tokens.words[at] if at >= 0 else "\n"

    def after(self, steps: int = 1) -> str:
        """Return the token `steps` after the match, or a line break at the end."""
        at = self.match.end() + steps - 1
        return self.tokens.words[at] if at < len(self.tokens.words) else "\n"

    def shown(self, index: int) -> str:
        """Return token `index` as the text spells it."""
        return self.tokens.text[self.tokens.starts[index] : self.tokens.ends[index]]

    def glued(self, name: str) -> bool:
        """Tell whether a space is missing in front of the named part."""
        at = self.match.start(name)
        return at > 0 and self.tokens.ends[at - 1] == self.tokens.starts[at]


Parts = Sequence[tuple[str, Meaning]]
Reader = Callable[[Found], Meaning | Parts | None]


class Rule(NamedTuple):
    """A pattern and the function that reads it: a meaning, named parts with their meanings, or None for no date."""

    pattern: str
    read: Reader


@dataclass(frozen=True)
class Grammar:
    """Compiled rules and the code of every word they know."""

    lexicon: Lexicon
    codes: Mapping[str, str]
    rules: Sequence[tuple[re.Pattern[str], Reader]]

    def search(self, tokens: Tokens) -> Iterator[tuple[int, int, Meaning]]:
        """Yield (first token, last token + 1, meaning) of each expression in order: longest first, none overlapping."""
        candidates = [
            (found.start() - found.end(), found.start(), order, found)
            for order, (pattern, _) in enumerate(self.rules)
            for found in pattern.finditer(tokens.codes)
        ]
        candidates.sort(key=lambda c: c[:3])
        taken = bytearray(len(tokens.codes))
        kept: list[tuple[int, int, Meaning]] = []
        for _, start, order, match in candidates:
            if any(taken[start : match.end()]):
                continue
            found = Found(match, tokens, self.lexicon)
            meaning = self.rules[order][1](found)
            if meaning is None:
                continue
            parts = [(0, meaning)] if isinstance(meaning, Meaning) else meaning
            for name, part in parts:
                first, last = match.span(name)
                kept.append((first, last, part))
                taken[first:last] = b"\x01" * (last - first)
        return iter(sorted(kept, key=lambda k: k[:2]))


def _classes(lexicon: Lexicon) -> dict[str, Iterable[str]]:
    return {
        "MONTHFULL": lexicon.months,
        "MONTHABBR": lexicon.month_abbreviations,
        "WEEKDAYFULL": lexicon.weekdays,
        "WEEKDAYS": lexicon.weekday_plurals,
        "WEEKDAYABBR": lexicon.weekday_abbreviations,
        "SEASON": lexicon.seasons,
        "DAYPARTONE": lexicon.day_parts,
        "DAYPARTMANY": lexicon.day_part_plurals,
        "UNITONE": lexicon.units,
        "UNITMANY": lexicon.unit_plurals,
        "NUMBERWORD": lexicon.numbers,
        "VAGUE": sorted(lexicon.vague_numbers),
        "ORDWORD": lexicon.ordinals,
        "DECADEWORD": lexicon.decades,
        "FREQUENCY": lexicon.frequencies,
        "REFERENCE": lexicon.references,
        "ZONE": sorted(lexicon.zones),
        "LPAREN": ["("],
        "RPAREN": [")"],
        "DOLLAR": ["$"],
    }


def _expand(pattern: str, macros: Mapping[str, str]) -> list[str]:
    elements: list[str] = []
    for element in _ELEMENT.findall(pattern):
        if element in macros:
            inner = _expand(macros[element], macros)
            elements += inner if inner[0] == "(" and _closes_at_end(inner) else ["(", *inner, ")"]
        else:
            elements.append(element)
    return elements


def _closes_at_end(elements: Sequence[str]) -> bool:
    depth = 0
    for i, element in enumerate(elements):
        depth += (element == "(") - (element == ")")
        if depth == 0:
            return i == len(elements) - 1
    return False


def compile_grammar(rules: Iterable[Rule], lexicon: Lexicon) -> Grammar:
    """Give every word of the rules and the lexicon its code, and compile the patterns over the codes.

    Parameters
    ----------
    rules : iterable of Rule
        In order of preference among readings of the same length.
    lexicon : Lexicon
        The words of each class.

    Returns
    -------
    Grammar

    Raises
    ------
    ValueError
        If a pattern names a class that does not exist.
    """
    rules = list(rules)
    holidays = " | ".join(
        " ".join("'? s" if w == "s" else w for w in name.split())
        for name in sorted(lexicon.holidays, key=lambda n: (-len(n), n))
    )
    macros = {**MACROS, "HOLIDAY": f"({holidays})"}
    expanded = [_expand(rule.pattern, macros) for rule in rules]
    classes = _classes(lexicon)
    literals = {e for elements in expanded for e in elements if not e[0].isupper() and not e.endswith("=")} - _OPERATORS
    words = sorted(literals | {w for members in classes.values() for w in members} - {"-", "'"})
    codes = {word: chr(0xE000 + i) for i, word in enumerate(words)}
    codes.update(dict.fromkeys(_DASHES, "-"))
    codes.update(dict.fromkeys(_APOSTROPHES, "'"))
    sets = {name: "[" + "".join(codes[w] for w in members) + "]" for name, members in classes.items()}
    sets.update({name: re.escape(code) for name, (_, code) in SHAPES.items()})
    sets.update({name: code for name, code in INTEGERS.items() if name != "0"})

    def regular(elements: Sequence[str], pattern: str) -> re.Pattern[str]:
        out: list[str] = []
        name = ""
        for element in elements:
            if element.endswith("=") and len(element) > 1:
                name = element[:-1]
                continue
            if element == "(":
                out.append(f"(?P<{name}>" if name else "(?:")
            elif element in _OPERATORS:
                out.append(element)
            else:
                if element[0].isupper() and element not in sets:
                    raise ValueError(f"Pattern {pattern!r} names {element}, which is no class of tokens.")
                code = sets[element] if element[0].isupper() else re.escape(codes[element])
                out.append(f"(?P<{name}>{code})" if name else code)
            name = ""
        return re.compile("".join(out))

    compiled = [(regular(e, r.pattern), r.read) for e, r in zip(expanded, rules, strict=True)]
    return Grammar(lexicon, codes, compiled)
