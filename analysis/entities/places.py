"""Countries, their people and capitals, regions, known organisations: where an article names them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from analysis.entities.gazetteer import Entry, Word, capitals, gazetteer, states, word_list
from analysis.entities.page import SUBJECTS

if TYPE_CHECKING:
    from spacy.tokens import Token

    from analysis.entities.page import Page

CURRENCIES = word_list("currencies")
# Regions whose name is a common word: only after "the", and before no other name.
COMMON = word_list("common_regions")
SHARED = word_list("shared_capitals")
# What makes another name of a place's: "Lake Victoria", "Queen Victoria".
BEFORE = frozenset({"Bay", "Cape", "Fort", "Lake", "Mount", "Port", "Prince", "Princess", "Queen", "Saint"})
LOCATED = re.compile(
    r"\b(?:in|near|outside|around|inside|(?:north|south|east|west|town|city|village|port) of"
    r"|(?:flights?|flew|fl(?:y|ies)|trains?|ferr(?:y|ies)|roads?|travel(?:led|s)?) (?:to|from))\s+$",
    re.IGNORECASE,
)
# What one has in a person.
TRUSTED = frozenset({"believe", "confidence", "faith", "trust", "interest", "find", "see", "invest"})
PLACE_PREPOSITIONS = frozenset(
    ["in", "at", "near", "around", "outside", "inside", "into", "through", "across", "via", "toward", "towards"]
)
MOTION = word_list("motion")
PLACE_HEADS = word_list("place_heads")
MEETINGS = word_list("meetings")
MESSAGES = word_list("messages")
NOT_LANGUAGE = frozenset({"language", "languages", "lesson", "lessons", "alphabet"})


@dataclass
class Candidate:
    """A span that may be a name, before overlaps are settled."""

    start: int
    end: int
    type: str
    key: str = ""
    settled: bool = False
    sort: str = ""
    title: str = ""
    country: str = ""
    acts: bool = True
    words: list[str] = field(default_factory=list)


def known_names(page: Page) -> list[Candidate]:
    """Find every form of the gazetteer in an article, the longest at each place.

    Returns
    -------
    Candidates in order, without overlap. A capital that acts as its government has the country as key;
    one that shares its name with other words ("Male", "Victoria") counts where its country is named too.
    """
    found = []
    known = gazetteer()
    for block, words in enumerate(page.words):
        at = 0
        while at < len(words):
            match = known.longest(words, at)
            if match is None or not _holds(page, block, words, at, match[0], match[1]):
                at += 1
                continue
            length, entry = match
            found.append((words[at].text, _candidate(page, words, at, length, entry)))
            at += length
    told = {c.key for form, c in found if c.sort in {"country", "people"} and form not in SHARED}
    return [c for form, c in found if form not in SHARED or capitals().get(c.key, c.key) in told]


def _candidate(page: Page, words: list[Word], at: int, length: int, entry: Entry) -> Candidate:
    first = at + 1 if words[at].text in {"The", "THE", "the"} and length > 1 else at
    start, end = words[first].start, words[at + length - 1].end
    if entry.sort != "capital":
        country = states().get(entry.name, "") if entry.sort == "organisation" else ""
        return Candidate(start, end, entry.type, entry.name, True, entry.sort, country=country)
    if page.text[start:end].rstrip(".").endswith(("C", "DC")) or not acts(page, start, end):
        return Candidate(start, end, "GPE", entry.name, True, "capital", acts=False)
    return Candidate(start, end, "GPE", capitals().get(entry.name, entry.name), True, "country")


def _holds(page: Page, block: int, words: list[Word], at: int, length: int, entry: Entry) -> bool:
    """Tell whether a known form is that name here, and not part of another word or a currency."""
    text = words[at].text
    after = words[at + length].text if at + length < len(words) else ""
    before = words[at - 1].text if at else ""
    if after.lower() in CURRENCIES or (after == "$" and length == 1):
        return False
    if entry.sort == "people" and after.lower() in NOT_LANGUAGE:
        return False
    if entry.sort == "capital" and (before in BEFORE or (text in SHARED and _common(page, words, at))):
        return False
    if before in {"New", "@", "#"} or (before == "." and at > 1 and words[at - 2].end == words[at - 1].start == 0):
        return False
    if entry.sort == "region" and text in COMMON and length == 1:
        return before.lower() == "the" and not after[:1].isupper()
    if page.shouted[block] and text == "US" and length == 1:
        return before.upper() in {"THE", ",", "-", ""} or after.isalpha()
    if entry.sort in {"people", "country"} and length == 1 and text.islower():
        return False
    return not (length == 1 and _inside_word(page.text, words[at]))


def _common(page: Page, words: list[Word], at: int) -> bool:
    """Tell whether a capital's form is another word here: "Male nurses", "Victoria said"."""
    token = page.token(words[at].start)
    after = words[at + 1].text if at + 1 < len(words) else ""
    return token is None or token.pos_ == "ADJ" or (token.ent_type_ == "PERSON" and after[:1].isupper())


def _inside_word(text: str, word: Word) -> bool:
    """Tell whether a word stands in an address or an e-mail ("reuters.com")."""
    after = text[word.end : word.end + 2]
    before = text[word.start - 1 : word.start]
    return (len(after) == 2 and after[0] in "./@" and after[1].isalnum() and after[1].islower()) or before in {"@", "/"}


def acts(page: Page, start: int, end: int) -> bool:
    """Tell whether a capital is its government here, or the place where something happens.

    Parameters
    ----------
    page : the article.
    start, end : the span of the capital's name.

    Returns
    -------
    True where it speaks, decides, is addressed, or owns what governments have.
    """
    after = page.text[end : end + 3]
    if after.startswith(",") and after[1:].strip()[:1].isupper():
        return False  # "Tashkent, Uzbekistan"
    if after.startswith(" (") or _opens_dateline(page, start, end):
        return False
    token = page.root(start, end)
    return token is not None and _token_acts(token, 0)


def _opens_dateline(page: Page, start: int, end: int) -> bool:
    block = page.block(start)
    if block < 0 or page.blocks[block].start != start:
        return page.blocks[block].kind == "dateline" if block >= 0 else False
    after = page.text[end : end + 4].lstrip(" ,")
    dated = page.text[end : end + 1] == "," and (after[:1].isdigit() or after[:1].isupper())
    return dated or after[:1] in {"-", "\u2013", "\u2014", "\u2022", ":", "("}


def stands_in(page: Page, start: int, end: int) -> bool:
    """Tell whether something is said to be in what stands at `start`, or east of it: a place, whatever it is called."""
    before = page.text[max(0, start - 24) : start]
    if not LOCATED.search(before):
        return False
    token = page.token(start)
    governor = token.head.head.lemma_.lower() if token is not None and token.head.dep_ == "prep" else ""
    return governor not in TRUSTED and not page.text.startswith("'", end)


def _token_acts(token: Token, depth: int) -> bool:
    head = token.head
    if depth > 5 or head is token:
        return False
    if token.dep_ in SUBJECTS:
        return token.dep_ != "nsubjpass" or head.lemma_ not in {"hold", "host", "locate"}
    if token.dep_ in {"dobj", "iobj", "dative"}:
        return head.lemma_ not in MOTION and head.lemma_ not in {"reach", "hit", "strike", "bomb", "shell"}
    if token.dep_ == "poss":
        return head.lemma_.lower() not in PLACE_HEADS
    if token.dep_ == "agent":
        return True
    if token.dep_ in {"conj", "appos"}:
        return _token_acts(head, depth + 1)
    if token.dep_ in {"compound", "amod", "nmod"}:
        return head.lower_ not in MEETINGS and head.lower_ not in PLACE_HEADS and head.pos_ != "PROPN"
    if token.dep_ == "pobj":
        return _prepositional(head)
    return False


def _prepositional(preposition: Token) -> bool:
    word, governor = preposition.lower_, preposition.head
    if word in PLACE_PREPOSITIONS:
        return False
    if word == "from":
        return governor.lemma_.lower() in MESSAGES
    if word in {"to", "for"}:
        return governor.lemma_.lower() not in MOTION and not any(
            child.dep_ == "dobj" and child.lemma_.lower() in MOTION for child in governor.children
        )
    if word in {"of", "on", "over"}:
        return governor.lower_ not in PLACE_HEADS
    return True
