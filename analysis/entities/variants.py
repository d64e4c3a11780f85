"""Spellings of one name: folded letters, transliterations, initials."""

from __future__ import annotations

import functools
import re
import unicodedata

# Letters and groups that transliterations of one name write in different ways, each to one sign.
GROUPS = (
    ("shch", "s"), ("sch", "s"), ("tch", "c"), ("dzh", "j"), ("kh", "h"), ("zh", "j"), ("dj", "j"), ("ch", "c"),
    ("sh", "s"), ("ts", "c"), ("tz", "c"), ("ph", "f"), ("th", "t"), ("gh", "g"), ("ck", "k"), ("q", "k"),
    ("w", "v"), ("x", "ks"),
)  # fmt: skip
DOUBLED = re.compile(r"(.)\1+")
LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"})


@functools.lru_cache(maxsize=65536)
def folded(word: str) -> str:
    """Return a word without case, accents and apostrophes."""
    plain = unicodedata.normalize("NFKD", word.casefold().translate(LETTERS))
    return "".join(c for c in plain if c.isalnum() or c == "-")


@functools.lru_cache(maxsize=65536)
def skeleton(word: str) -> str:
    """Return what the usual transliterations of one name have in common.

    Groups of letters go to one sign (kh and h, zh and j, y and i), doubled letters to one, and
    vowels after the first letter away: "Mohammed" and "Muhammad", "Zhuravlyov" and "Juravlev" agree.
    """
    text = folded(word).replace("-", "")
    for group, sign in GROUPS:
        text = text.replace(group, sign)
    text = DOUBLED.sub(r"\1", text.replace("y", "i"))
    return text[:1] + re.sub(r"[aeiouh]", "", text[1:]) if text else ""


def alike(one: str, other: str) -> bool:
    """Tell whether two words may be spellings of one name.

    Equal when folded; or of one skeleton of three signs or more and no more than two letters apart.
    """
    a, b = folded(one), folded(other)
    if a == b:
        return True
    if a == b + "a" or b == a + "a":
        return False  # the surnames of a man and a woman
    if min(len(a), len(b)) < 4 or skeleton(a) != skeleton(b):
        return False
    return len(skeleton(a)) > 2 and distance(a, b, 3) <= (1 if min(len(a), len(b)) < 6 else 2 if len(a) < 9 else 3)


def distance(a: str, b: str, most: int) -> int:
    """Return the edit distance (Levenshtein 1966) of two short words, `most` + 1 where it is larger."""
    if abs(len(a) - len(b)) > most:
        return most + 1
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        previous, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            previous, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, previous + (x != y))
    return min(row[-1], most + 1)


def same_given(one: list[str], other: list[str]) -> bool:
    """Tell whether two lists of given names may be one person's: spellings, initials, or one part of the other."""
    short, long = sorted((one, other), key=len)
    if not short:
        return True
    at = 0
    for part in short:
        while at < len(long) and not _same_part(part, long[at]):
            at += 1
        if at == len(long):
            return False
        at += 1
    return True


def _same_part(a: str, b: str) -> bool:
    if len(a) == 1 or len(b) == 1:
        return a[:1] == b[:1]
    if "-" in a or "-" in b:
        one, two = a.split("-"), b.split("-")
        return len(one) == len(two) and all(alike(x, y) for x, y in zip(one, two, strict=True))
    return alike(a, b)
