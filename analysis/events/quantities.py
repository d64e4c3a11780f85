"""Amounts of money, shares and counts as the text gives them: "nearly US$55 billion", "58.8 percent"."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from analysis.dates.lexicon import read_lexicon
from analysis.dates.numbers import quantity
from analysis.events.lexicon import lexicon


@dataclass(frozen=True)
class Quantity:
    """An amount with its unit.

    Attributes
    ----------
    start, end : int
        Offsets of the amount, unit and qualifier left of it included.
    amount : float
    unit : str
        A currency code, "%" or a unit of the lexicon.
    qualifier : str
        more, less, about, or empty: how the text hedges the amount.
    """

    start: int
    end: int
    amount: float
    unit: str
    qualifier: str = ""


# Words that end a count: "two days of talks" counts no talks.
LINKING = r"(?:of|and|or|in|to|for|the|on|at|with|by|from|more|day|week|month|year|hour|minute)s?"
NUMBER = r"\d{1,3}(?:,\d{3}){1,4}(?:\.\d{1,4})?|\d{1,15}(?:\.\d{1,4})?"


@functools.cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = lexicon()
    signs = "|".join(
        re.escape(s) for s in sorted(words.currencies, key=len, reverse=True) if not s[-1].isalnum() and s != "%"
    )
    scales = "|".join(sorted(words.scales, key=len, reverse=True))
    named = "|".join(
        re.escape(s) + (r"\b" if s[-1].isalnum() else "")
        for s in sorted([*words.currencies, *words.units], key=len, reverse=True)
        if s[-1].isalpha() or s == "%"
    )
    money = re.compile(rf"(?<![\w$])({signs})\s?({NUMBER})(?![\d])(?:[\s-]?({scales})\b)?", re.I)
    counted = re.compile(
        rf"(?<![\w.,$€£])({NUMBER})(?:[\s-]?({scales})\b)?[\s-]?(?:(?:U\.?S\.?|American|Australian|Canadian)\s)?({named})",
        re.I,
    )
    return money, counted


def quantities(text: str, offset: int = 0) -> list[Quantity]:
    """Find the amounts in a stretch of text.

    Parameters
    ----------
    text : a sentence.
    offset : added to every offset.

    Returns
    -------
    Quantities in order, none overlapping another.
    """
    words = lexicon()
    money, counted = _patterns()
    found: list[Quantity] = []
    for pattern, unit_at, number_at, scale_at in ((money, 1, 2, 3), (counted, 3, 1, 2)):
        for match in pattern.finditer(text):
            unit = match.group(unit_at)
            code = (
                words.currencies.get(unit.upper())
                or words.currencies.get(unit.lower())
                or words.units.get(unit.lower())
            )
            if code is None or any(q.start < offset + match.end() and offset + match.start() < q.end for q in found):
                continue
            scale = words.scales[(match.group(scale_at) or "").lower()] if match.group(scale_at) else 1.0
            amount = round(float(match.group(number_at).replace(",", "")) * scale, 6)
            sign, start = qualifier_before(text, match.start())
            found.append(Quantity(offset + start, offset + match.end(), amount, code, sign))
    return sorted(found, key=lambda q: (q.start, q.end))


@functools.cache
def _counted() -> re.Pattern[str]:
    numbers = "|".join(sorted((w for w, n in read_lexicon().numbers.items() if 2 <= n <= 90), key=len, reverse=True))
    between = rf"(?:(?!(?:{LINKING}|{numbers})\b)[a-z-]{{2,20}} ){{0,2}}"
    return re.compile(rf"(?<![\w.,$€£-])({numbers}|\d{{1,3}}) {between}((?!(?:{numbers})\b)[a-z]{{3,20}})\b", re.I)


def counts(text: str) -> list[Quantity]:
    """Find how many of a class of events, or of what they leave behind, a text counts: "six memoranda", "5 agreements".

    Returns
    -------
    Quantities in order; the unit is the first noun of the class, so that memoranda and agreements are compared.
    """
    words = lexicon()
    found = []
    for match in _counted().finditer(text):
        noun = match.group(2).lower()
        name = words.noun_class.get(noun) or words.noun_class.get(noun.removesuffix("s"))
        if name is None or not (noun.endswith("s") or noun.endswith("da")):
            continue
        amount = quantity([match.group(1).lower()], read_lexicon())
        sign, start = qualifier_before(text, match.start())
        if amount:
            first = next(word for word, held in words.noun_class.items() if held == name)
            unit = first.removesuffix("y") + "ies" if first.endswith("y") else first + "s"
            found.append(Quantity(start, match.end(), amount, unit, sign))
    return found


def qualifier_before(text: str, at: int) -> tuple[str, int]:
    """Return how the words left of `at` hedge an amount, and where the hedge starts."""
    left = text[max(0, at - 24) : at].rstrip().lower()
    for words, sign in sorted(lexicon().qualifiers.items(), key=lambda item: (-len(item[0]), item[0])):
        if left.endswith(words) and (len(left) == len(words) or not left[-len(words) - 1].isalnum()):
            gap = len(text[max(0, at - 24) : at]) - len(text[max(0, at - 24) : at].rstrip())
            return sign, at - gap - len(words)
    return "", at
