"""Acronyms that an article explains, and what letters can stand for what name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from analysis.entities.gazetteer import words_of

if TYPE_CHECKING:
    from analysis.entities.page import Page
    from analysis.entities.places import Candidate

ACRONYM = re.compile(r"[A-Z][A-Za-z0-9+&-]{1,9}")


def acronyms(page: Page, candidates: list[Candidate]) -> dict[str, str]:
    """Return the acronyms that the article explains, by the key of what they stand for.

    "Andean Trade Forum (ATF)" and "ATF (the Andean Trade Forum)" both count where the letters are those of the words.
    """
    found: dict[str, str] = {}
    for candidate in candidates:
        after = page.text[candidate.end : candidate.end + 16]
        if after.lstrip().startswith("("):
            inside = after.lstrip()[1:].split(")")[0].strip()
            if ACRONYM.fullmatch(inside) and abbreviates(inside, page.text[candidate.start : candidate.end]):
                found[inside] = candidate.key
    return found


def abbreviates(acronym: str, name: str) -> bool:
    """Tell whether the letters of `acronym` are the initials of the words of `name`, small words allowed to lack."""
    letters = [c.lower() for c in acronym if c.isalnum()]
    words = [w.text.lower() for w in words_of(name) if w.text[0].isalnum()]
    at = 0
    for word in words:
        if at < len(letters) and word[0] == letters[at]:
            at += 1
    return at == len(letters) and len(letters) > 1
