"""Names of persons: after titles, from the parse, and wherever a part of a found name stands again."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analysis.entities.gazetteer import Word, gazetteer, word_list, words_of
from analysis.entities.institutions import ABSTRACT, heads, subject_words
from analysis.entities.titles import head_words, honorifics, modifier_words, offices

if TYPE_CHECKING:
    from analysis.entities.page import Page

NAME_WORD = re.compile(r"\w+(?:(?:-|'(?!s\b))\w+)*|[^\w\s]")
PARTICLES = word_list("particles")
ROLES = frozenset({"counterpart", "colleague", "diplomat", "homologue", "aide"})
# Names of days and months that are names too; only before another name word and after a title or as the parser has it.
GIVEN = frozenset({"Jan", "April", "June", "August", "May", "Sun"})
# Those that end a name too, where no number follows: "Kyaw Zin Thu".
LAST = frozenset({"Thu", "Sun", "Mar", "Mon"})
# Initials of two letters, for one sound of another script: "Ts. Bat", "Yu. Orlov".
TWO_LETTERS = frozenset({"Ch", "Dz", "Kh", "Sh", "Ts", "Ya", "Yu", "Zh", "Gh", "Th", "Ye"})
MOST_WORDS = 5
SMALL = word_list("small")
CALENDAR = word_list("calendar")


@dataclass
class Person:
    """A span that names a person, with the title before or after it."""

    start: int
    end: int
    title: str = ""
    anchored: bool = False


def name_words(text: str, start: int, end: int) -> list[Word]:
    """Split a stretch into name words: hyphens and inner apostrophes kept inside, a possessive apart."""
    return [Word(m.start(), m.end(), m.group()) for m in NAME_WORD.finditer(text, start, end)]


@functools.cache
def not_in_names() -> frozenset[str]:
    """Return lower-case words that never begin or end a person's name."""
    words = {w.lower() for w, kind in heads().items() if kind in {"ORG", "EVENT"}} | {
        w.lower() for w in subject_words()
    }
    words |= set(modifier_words()) | set(head_words()) | SMALL | CALENDAR
    words |= (
        {"empire", "kingdom", "republic"}
        | {form for form in offices() if " " not in form}
        | {h.lower().rstrip(".") for h in honorifics()}
    )
    return frozenset(
        words - {"house", "star", "week", "cup", "church", "king", "prince", "bush", "grant", "major", "chan"}
    )


def is_name_word(word: str) -> bool:
    """Tell whether a word may belong to a person's name: capitalised, and none of the words of titles."""
    first, _, rest = word.partition("-")
    if rest[:1].isupper() and first.lower() in PARTICLES:
        return True
    return (
        word[0].isalpha()
        and (word[0].isupper() or not (word[0].islower() or word.isascii()))
        and word.lower() not in not_in_names()
    )


def run_from(page: Page, words: list[Word], at: int, most: int = MOST_WORDS) -> int:
    """Return the index after the run of name words that begins at `at`; `at` itself where none does."""
    i, last, count = at, at, 0
    if words[at : at + 1] and words[at].text in GIVEN and at + 1 < len(words) and is_name_word(words[at + 1].text):
        i, last, count = at + 1, at + 1, 1
    while i < len(words) and count < most:
        text = words[i].text
        if i > at and page.text[words[i - 1].end : words[i].start].count("\n") > 1:
            break
        if (
            ((len(text) == 1 and text.isupper()) or text in TWO_LETTERS)
            and i + 1 < len(words)
            and words[i + 1].text == "."
            and words[i + 1].start == words[i].end
        ):
            i, count = i + 2, count + 1
            continue
        if is_name_word(text) or (i > at and text in LAST and not _dated(words, i)):
            i += 1
            last, count = i, count + 1
        elif (i > at and text in honorifics() and i + 1 < len(words) and is_name_word(words[i + 1].text)) or (
            text.lower() in PARTICLES and i + 1 < len(words) and (i > at or text.islower())
        ):
            i += 1
        else:
            break
    return last


def _dated(words: list[Word], at: int) -> bool:
    """Tell whether a number stands beside a word: it is a day or month, not a name."""
    beside = words[max(0, at - 1) : at] + words[at + 1 : at + 2]
    return any(w.text.isdecimal() for w in beside)


def parsed(page: Page) -> list[Person]:
    """Return what the parser takes for persons in prose, cut to words that a name can hold."""
    found = []
    for ent in page.ents:
        block = page.block(ent.start_char)
        if ent.label_ != "PERSON" or block < 0 or page.shouted[block]:
            continue
        if page.blocks[block].kind not in {"paragraph", "dateline", "byline", "caption"}:
            continue
        person = trimmed(page, ent.start_char, min(ent.end_char, page.blocks[block].end))
        if person:
            found.append(person)
    return found


def trimmed(page: Page, start: int, end: int) -> Person | None:
    """Cut a span to its longest beginning run of name words; None where none is left."""
    words = name_words(page.text, start, end)
    i = 0
    while i < len(words) and not (is_name_word(words[i].text) and words[i].text not in honorifics()):
        if words[i].text in GIVEN and run_from(page, words, i) > i + 1:
            break
        i += 1
    if i + 2 < len(words) and f"{words[i].text} {words[i + 1].text}" in honorifics():
        i += 2
    stop = run_from(page, words, i)
    if stop == i or (stop < len(words) and words[stop].text.lower() in {"-", "+"}):
        return None
    text = page.text[words[i].start : words[stop - 1].end]
    if len(text) < 2 or any(c.isdigit() for c in text) or ABSTRACT.search(text) or text.lower() in offices():
        return None
    match = gazetteer().longest(words_of(text), 0)
    if match and match[0] == len(words_of(text)):
        return None
    return Person(words[i].start, words[stop - 1].end)
