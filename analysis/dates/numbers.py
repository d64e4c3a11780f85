"""Numbers as a text writes them: digits, words, halves, and amounts that are not told."""

import re
from collections.abc import Sequence

from analysis.dates.lexicon import Lexicon

_FRACTION = re.compile(r"(\d)/(\d)")


def quantity(words: Sequence[str], lexicon: Lexicon) -> float | None:
    """Return the number that words stand for.

    Parameters
    ----------
    words : sequence of str
        Tokens in lower case, such as ``["two", "and", "a", "half"]``.
    lexicon : Lexicon
        For the numbers in words.

    Returns
    -------
    float or None
        None for an amount the words do not tell ("a few", "several").
    """
    if any(w in lexicon.vague_numbers for w in words):
        return None
    total, group, seen = 0.0, 0.0, False
    for i, word in enumerate(words):
        if word in lexicon.numbers:
            number = lexicon.numbers[word]
            if number == 1000:
                total, group = total + max(group, 1) * 1000, 0
            elif number == 100:
                group = max(group, 1) * 100
            else:
                group += number
            seen = True
        elif word[0].isdecimal():
            fraction = _FRACTION.fullmatch(word)
            if fraction:
                group += int(fraction[1]) / int(fraction[2]) if int(fraction[2]) else 0
            else:
                group += (
                    float(word.replace(",", ""))
                    if re.fullmatch(r"\d{1,9}(?:[.,]\d{1,9}){0,5}", word.replace(",", ""))
                    else 0
                )
            seen = True
        elif word == "half":
            group += 0.5
            seen = True
        elif word == "couple":
            group += 2
            seen = True
        elif word in ("a", "an") and i == 0 and len(words) == 1:
            return 1.0
    return total + group if seen else None


def year_in_words(words: Sequence[str], lexicon: Lexicon) -> int | None:
    """Return the year that words such as "nineteen ninety-seven" or "two thousand five" stand for, or None."""
    numbers = [lexicon.numbers[w] for w in words if w in lexicon.numbers]
    if not numbers:
        return None
    if 1000 in numbers:
        year = quantity([w for w in words if w in lexicon.numbers], lexicon)
        return int(year) if year and 1000 <= year < 2200 else None
    if 10 <= numbers[0] <= 20 and len(numbers) in (2, 3) and numbers[1] >= 10:
        rest = sum(numbers[1:]) if numbers[1] != 100 else sum(numbers[2:])
        return numbers[0] * 100 + rest if rest < 100 else None
    return None


def ordinal(words: Sequence[str], lexicon: Lexicon) -> int | None:
    """Return the number of an ordinal in digits or words ("20th", "twenty-first"), or None."""
    digits = re.match(r"\d{1,3}", words[0])
    if digits:
        return int(digits.group())
    total = 0
    for word in words:
        total += lexicon.numbers.get(word, 0) + lexicon.ordinals.get(word, 0)
    return total or None
