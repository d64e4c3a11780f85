"""Noun phrases of a clause: who takes part, where, and the stems of its content words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from analysis.events.lexicon import lexicon

if TYPE_CHECKING:
    from spacy.tokens import Token

PLACES = {"GPE", "LOC", "FAC"}
CONTENT = {"NOUN", "VERB", "ADJ", "NUM"}
SUFFIXES = (
    *("izations", "isations", "ization", "isation", "ations", "ation", "ments", "ment", "nesses", "ness", "ities"),
    *("ity", "ances", "ance", "ences", "ence", "ings", "ing", "ions", "ion", "ors", "or", "ers", "er", "ies", "ied"),
    *("ed", "es", "s", "al", "e", "y"),
)


def stem(word: str) -> str:
    """Return a word without its ending, so that "invested", "investors" and "investment" are one."""
    word = word.lower()
    for suffix in SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 4:
            return word[: -len(suffix)]
    return word


def phrase(token: Token, heads: set[int]) -> list[int]:
    """Return the offsets of the noun phrase under `token`, the clauses inside it left out."""
    kept = [token]
    waiting = [token]
    while waiting:
        for child in waiting.pop().children:
            if child.i in heads or child.dep_ in ("relcl", "acl", "punct", "cc", "preconj") or child.is_space:
                continue
            kept.append(child)
            waiting.append(child)
    start = min(kept, key=lambda t: t.i)
    end = max(kept, key=lambda t: t.i)
    return [start.idx, end.idx + len(end)]


def parties_of(head: Token, tokens: list[Token], heads: set[int], subjects: list[Token]) -> list[list[int]]:
    """Return the phrases that may name who takes part: subject, object, and those after "with", "between", "by".

    Parameters
    ----------
    head : the head of the clause or noun phrase.
    tokens : its tokens.
    heads : token indices of the heads of all clauses of the sentence.
    subjects : the heads of its subject, its own or shared.
    """
    words = lexicon()
    roots = list(subjects)
    near = {head.i} | {
        t.i for t in tokens if t.dep_ in ("dobj", "attr", "xcomp", "dative") or t.lemma_.lower() in words.noun_class
    }
    for token in tokens:
        inner = token.dep_ in ("dobj", "dative", "attr", "poss") and token.head.i in near
        if inner or (token.dep_ == "pobj" and token.head.lower_ in words.cues["party"]):
            roots.append(token)
    found = [phrase(root, heads) for root in roots]
    return [list(span) for span in sorted({tuple(span) for span in found})]


def places_of(tokens: list[Token], names: Iterable[Any]) -> list[list[int]]:
    """Return the names of places that a preposition of place, or a verb of travel, points to."""
    words = lexicon()
    named = [n for n in names if n.type in PLACES]
    found = set()
    for token in tokens:
        pointed = token.dep_ == "pobj" and token.head.lower_ in words.cues["place"]
        travelled = token.dep_ == "dobj" and words.verb_class.get(token.head.lemma_.lower()) == "visit"
        if not (pointed or travelled):
            continue
        near = [token, *(child for child in token.children if child.dep_ == "appos")]
        inside = [n for n in named if any(n.start <= t.idx < n.end for t in near)]
        if inside:
            first = min(inside, key=lambda n: (not n.start <= token.idx < n.end, n.start))
            found.add((first.start, first.end))
    return [list(span) for span in sorted(found)]


def content_stems(tokens: list[Token], expressions: Sequence[Any]) -> list[str]:
    """Return the stems of the content words of a clause, names and times left out."""
    stems = set()
    for token in tokens:
        if (
            token.pos_ not in CONTENT
            or token.is_stop
            or len(token) < 3
            or not token.is_alpha
            or token.ent_type_ in ("PERSON", "GPE")
        ):
            continue
        if any(e.start <= token.idx < e.end for e in expressions):
            continue
        stems.add(stem(token.lemma_))
    return sorted(stems)
