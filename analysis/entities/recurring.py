"""Where else in an article a person's name stands, whole or in part."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Any

from analysis.entities.gazetteer import Word, gazetteer, words_of
from analysis.entities.institutions import heads
from analysis.entities.persons import PARTICLES, is_name_word, name_words, not_in_names
from analysis.entities.places import Candidate, stands_in

if TYPE_CHECKING:
    from analysis.entities.page import Page


def again(page: Page, names: list[str], taken: list[tuple[int, int]]) -> list[Candidate]:
    """Find every other place where a name, or a part of it that can stand alone, is written.

    Parameters
    ----------
    page : the article.
    names : full names found in it.
    taken : spans that hold a longer name already.

    Returns
    -------
    Candidates of type PERSON, the longest part at each place. In capitals they are found too.
    """
    tree: dict[str, Any] = {}
    for name in names:
        pieces = [w.text for w in name_words(name, 0, len(name)) if w.text != "."]
        for i in range(len(pieces)):
            for j in range(i + 1, len(pieces) + 1):
                part = pieces[i:j]
                if not _stands_alone(part, i, len(pieces)):
                    continue
                for variant in (part, [p.upper() for p in part]):
                    node = tree
                    for piece in variant:
                        node = node.setdefault(piece, {})
                    node.setdefault("", name)
    found = []
    covered = sorted(taken)
    for block in page.blocks:
        words = name_words(page.text, block.start, block.end)
        at = 0
        while at < len(words):
            node, length = tree, 0
            i = at
            while i < len(words):
                if words[i].text == "." and i > at and len(words[i - 1].text) == 1:
                    i += 1
                    continue
                node = node.get(words[i].text)  # type: ignore[assignment]
                if node is None:
                    break
                i += 1
                if "" in node:
                    length = i - at
            free = length and not _overlaps(covered, words[at].start, words[at + length - 1].end)
            if free and not _part_of_more(page, words, at, length):
                first = _longer(page, words, at, length, covered)
                start, end = words[first].start, words[at + length - 1].end
                if first == at or not stands_in(page, start, end):
                    found.append(Candidate(start, end, "PERSON"))
            at += length if free else 1
    return found


def _stands_alone(part: list[str], at: int, whole: int) -> bool:
    """Tell whether a part of a name can name the person: not a particle, an initial, a known name or a common word."""
    first, last = part[0], part[-1]
    if last.lower() in PARTICLES and len(part) == 1:
        return False
    if last.lower() in PARTICLES or (len(part) == 1 and (len(first) < 2 or first.lower() in not_in_names())):
        return False
    if len(part) == 1 and whole > 1 and at == 0 and len(first) < 3:
        return False
    match = gazetteer().longest(words_of(" ".join(part)), 0) if len(part) == 1 and whole > 1 else None
    return match is None or at == whole - 1


def _longer(page: Page, words: list[Word], at: int, length: int, covered: list[tuple[int, int]]) -> int:
    """Return where the name begins that a single part ends: "Ivanka Trump" is not the Trump named before."""
    first = at
    block = page.blocks[page.block(words[at].start)]
    if length > 1 or block.kind != "paragraph" or page.shouted[page.block(words[at].start)]:
        return at
    while first and at - first < 3 and is_name_word(words[first - 1].text) and words[first - 1].text[0].isupper():
        before = words[first - 1]
        token = page.token(before.start)
        if words[first].start != before.end + 1 or _overlaps(covered, before.start, before.end):
            break
        if token is None or token.pos_ != "PROPN":
            break
        first -= 1
    return first


def _part_of_more(page: Page, words: list[Word], at: int, length: int) -> bool:
    """Tell whether a single part stands in a longer capitalised name of something else ("Quispe Foundation")."""
    after = at + length
    token = page.token(words[at].start)
    ent = page.ent_of.get(token.i) if token is not None else None
    if length == 1 and ent is not None and ent.label_ in {"GPE", "LOC", "FAC"} and ent.start_char < words[at].start:
        return words[at - 1].start >= ent.start_char and not page.shouted[page.block(words[at].start)]
    if after < len(words) and words[after].text in heads() and words[after].start == words[after - 1].end + 1:
        return not page.shouted[page.block(words[at].start)]
    return False


def _overlaps(taken: list[tuple[int, int]], start: int, end: int) -> bool:
    i = bisect_left(taken, (start, start))
    return any(a < end and b > start for a, b in taken[max(0, i - 2) : i + 2])
