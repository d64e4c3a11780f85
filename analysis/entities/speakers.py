"""Persons without a title before their name: who speaks, who is described after it, labels, "Russia's Ivan Petrov"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.entities.gazetteer import Word, word_list
from analysis.entities.institutions import heads
from analysis.entities.persons import Person, is_name_word, name_words, run_from, trimmed
from analysis.entities.titles import head_words
from analysis.statements.turns import ANSWERING, asks, read_turns

if TYPE_CHECKING:
    from spacy.tokens import Span

    from analysis.entities.page import Page

SPEECH = word_list("speech")
BETWEEN = 10
LONGEST_ROLE = 200


def speaking(page: Page, spans: dict[int, int]) -> list[Person]:
    """Find names that are the subject of a verb of speaking and that the parser takes for no one else."""
    found = []
    for token in page.doc:
        if token.dep_ not in {"nsubj", "nsubjpass"} or token.pos_ != "PROPN" or token.head.lemma_ not in SPEECH:
            continue
        if token.idx in spans or token.ent_type_ not in {"", "PERSON", "ORG", "GPE", "NORP", "FAC"}:
            continue
        if not token.text[0].isupper() or token.text.isupper() or token.text in heads():
            continue
        ent = page.ent_of.get(token.i)
        several = ent is not None and ent.label_ != "PERSON" and len(ent) > 1
        if several and (ent is None or not _taken_up(page, ent)):
            continue
        start = ent.start_char if several and ent is not None else token.idx
        person = trimmed(page, start, token.idx + len(token.text))
        block = page.block(token.idx)
        if person and block >= 0 and page.blocks[block].kind == "paragraph" and not page.shouted[block]:
            alone = ent is None or ent.label_ == "PERSON"
            found.append(Person(person.start, person.end, "", alone))
    return found


def _taken_up(page: Page, ent: Span) -> bool:
    """Tell whether "he" or "she" takes up a full name, and nothing else in its sentence could be meant."""
    words = ent.text.split()
    if not 1 < len(words) < 5 or any(w in heads() or not w[0].isupper() for w in words):
        return False
    before = ent.doc[ent.start - 1].lower_ if ent.start else ""
    if before in {"the", "a", "an"} or any(t.ent_type_ == "PERSON" for t in ent.sent):
        return False
    block = page.blocks[page.block(ent.start_char)]
    stop = min(block.end, ent.sent.end_char + LONGEST_ROLE)
    following = page.tokens(ent.end_char, stop) if stop > ent.end_char else []
    return any(t.lower_ in {"he", "she"} for t in following)


def speaking_words(page: Page) -> set[str]:
    """Return the capitalised words that, alone, are the subject of a verb of speaking."""
    found = set()
    for token in page.doc:
        if token.dep_ == "nsubj" and token.pos_ == "PROPN" and token.head.lemma_ in SPEECH and token.text[0].isupper():
            beside = [token.nbor(k) for k in (-1, 1) if 0 <= token.i + k < len(page.doc)]
            if not any(b.text[:1].isupper() and b.pos_ == "PROPN" for b in beside):
                found.add(token.text)
    return found


def described(page: Page, spans: dict[int, int]) -> list[Person]:
    """Find full names that a role follows ("Jang Won-ho, the vice minister,") or a country owns ("Russia's ...")."""
    found = []
    alone = speaking_words(page)
    ends = set(spans.values())
    for block in page.blocks:
        if block.kind not in {"paragraph", "caption", "dateline"}:
            continue
        words = name_words(page.text, block.start, block.end)
        i = 0
        while i < len(words):
            end = run_from(page, words, i)
            if end - i < 2 or any(words[k].start in spans for k in range(i, end)) or words[i].text in heads():
                i = max(end, i + 1)
                continue
            title = _role_after(page.text, words, end)
            owned = (
                i > 2
                and words[i - 1].text == "s"
                and words[i - 2].text == "'"
                and _known_before(ends, words[i - 2].start)
            )
            known = {words[i].text, words[end - 1].text} & alone
            known_person = (
                bool(known) and end - i < 5 and (not i or words[i - 1].text.lower() not in {"the", "a", "an"})
            )
            if title or known_person or (owned and end - i < 5):
                owner = page.text[words[i - 3].start : words[i - 3].end] if owned and i > 2 else ""
                found.append(Person(words[i].start, words[end - 1].end, title or owner, True))
            i = end
    return found


def _known_before(spans: set[int], end: int) -> bool:
    return end in spans


def role_after(page: Page, end: int) -> str:
    """Return the role that follows the name that ends at `end`, after a comma; "" for none."""
    if page.text[end : end + 1] != ",":
        return ""
    stop = page.blocks[page.block(end)].end if page.block(end) >= 0 else end
    return role_after_words(page.text, end, min(stop, end + LONGEST_ROLE))


def role_after_words(text: str, end: int, stop: int) -> str:
    """Return the role that `text[end:stop]` gives after a comma ("X, France's envoy"); "" for none."""
    return _role_after(text, name_words(text, end, stop), 0) if text[end : end + 1] == "," else ""


def _role_after(text: str, words: list[Word], end: int) -> str:
    """Return the role that follows a name after a comma: "France's permanent representative"; "" for none."""
    if end >= len(words) or words[end].text != ",":
        return ""
    for k in range(end + 1, min(len(words), end + BETWEEN)):
        word = words[k].text.lower()
        if word in {",", ".", ";", ":", '"', "who", "which", "told", "said", "and"}:
            return ""
        if word in head_words():
            stop = k + 1
            while (
                stop < len(words)
                and stop - k < BETWEEN
                and (words[stop].text in {"of", "for", "to", "the", "and", "'", "s"} or words[stop].text[0].isupper())
            ):
                stop += 1
            return " ".join(text[words[end + 1].start : words[stop - 1].end].split())
    return ""


def labelled(page: Page, spans: dict[int, int], anchored: list[Person]) -> list[Person]:
    """Find whom a transcript names: in its labels ("KERN:", "HOST (Lea Vogt):"), and by title in the lines before them.

    Parameters
    ----------
    page : the article.
    spans : end by start of the known names, which label no person ("CHINA:").
    anchored : the names that a title anchors.
    """
    said = read_turns(page.article.text, [(block.start, block.end, block.kind) for block in page.article.blocks])
    if not said:
        return []
    opening = said[0].source[0] if said[0].source else said[0].start
    found = [
        person
        for person in anchored
        if person.end <= opening and not any(t.pos_ in {"VERB", "AUX"} for t in page.tokens(person.start, person.end))
    ]
    for start, end in dict.fromkeys(turn.source for turn in said if turn.source):
        words = name_words(page.text, start, end)
        first = next((i + 1 for i, word in enumerate(words) if word.text == "("), 0)
        label = page.text[start:end]
        if not first and (asks(label) or ANSWERING.match(label)):
            continue
        while first < len(words) and not is_name_word(words[first].text):
            first += 1
        last = run_from(page, words, first)
        name = page.text[words[first].start : words[last - 1].end] if last > first else ""
        if len(name) < 4 or any(words[k].start in spans for k in range(first, last)):
            continue
        title = page.text[start : words[first].start].strip(" (,")
        if words[0].text not in {"The", "THE"} and not any(word.title() in heads() for word in name.split()):
            found.append(Person(words[first].start, words[last - 1].end, title, True))
    return found
