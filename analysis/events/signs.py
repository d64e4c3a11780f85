"""What the words of a clause are a sign of: an anniversary, a goal, a deed done in words, an occasion told before."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from analysis.events.attachment import eventive
from analysis.events.clauses import NOMINAL, governing, has_subject, subjects
from analysis.events.lexicon import lexicon
from analysis.events.phrases import stem
from analysis.events.report import Report

if TYPE_CHECKING:
    from spacy.tokens import Token

ANNIVERSARY = re.compile(
    r"\b(\d{1,3})(?:st|nd|rd|th)?[ -](?:years?[ -])?(?:anniversary|jubilee)(?: of)?|\b(\d{1,3}) years (?:of|since)\b",
    re.I,
)


def anniversaries(text: str, begin: int, finish: int) -> list[Report]:
    """Return the anniversaries that a sentence names: "the 30th anniversary of", "30 years since"."""
    found = []
    for match in ANNIVERSARY.finditer(text, begin, finish):
        rest = text[match.end() : match.end() + 60]
        stems = [stem(word) for word in re.findall(r"[A-Za-z]{4,20}", rest)[:6]]
        found.append(
            Report(
                start=match.start(),
                end=match.end(),
                head=match.start(),
                lemma="anniversary",
                what=match.group(),
                form="anniversary",
                words=sorted(set(stems)),
                amount=float(match.group(1) or match.group(2)),
                unit="anniversary" if match.group(1) else "years",
            )
        )
    return found


def sets_goal(text: str, head: Token, times: list[list[int]]) -> bool:
    """Tell whether a clause sets a goal: something to be reached by a time, or the aim of a plan."""
    by = any(
        re.search(r"\b(?:by|until)\s+(?:the\s+)?(?:year\s+)?$", text[max(0, s - 20) : s], re.I) for s, _ in times
    ) or any(re.match(r"by\b", text[s:e], re.I) for s, e in times)
    words = lexicon()
    above = governing(head)
    aimed = above is not None and above.lemma_.lower() in words.nouns["goal"]
    reaching = head.lemma_.lower() in words.verbs["reaching"]
    return (by and (reaching or aimed)) or (aimed and reaching)


def goes_along(head: Token, *, shared: bool) -> bool:
    """Tell whether a clause only goes with another: "signed it on Monday, keeping a promise", "thank you for coming".

    Parameters
    ----------
    head : its verb.
    shared : whether it shares the time of the other clause and names no event itself.
    """
    if head.tag_ != "VBG":
        return False
    above = governing(head)
    addressed = above is not None and any(token.lower_ == "you" for token in above.subtree if token.i < head.i)
    if head.dep_ == "pcomp" and above is not None and addressed:
        return above.pos_ == "ADJ" or above.lemma_.lower() in lexicon().verbs["saying"]  # "grateful to you for coming"
    return shared and head.dep_ == "advcl" and not has_subject(head)


def performs(head: Token) -> bool:
    """Tell whether a verb of saying tells of a deed: "announced a loan", "welcomed the envoy", not "said", "hailed".

    Speaking is doing where the words bring about what they name (Austin, 1962).
    """
    words = lexicon()
    lemma = head.lemma_.lower()
    if lemma in words.verbs["performing"]:
        told = any(child.dep_ == "ccomp" for child in head.children)
        return not (told and lemma in words.verbs["telling"])
    if lemma not in words.verbs["either"]:
        return False
    done_to = [child for child in head.children if child.dep_ in ("dobj", "nsubjpass")]
    return any(
        not (eventive(noun) or noun.pos_ == "PRON" or noun.lemma_.lower() in words.nouns["words"]) for noun in done_to
    )


def names_both(head: Token) -> bool:
    """Tell whether the subject of a clause is two told before: "the two signed", "both ministers agreed"."""
    return any(
        token.lower_ in ("two", "both") and not any(child.dep_ == "relcl" for child in who.children)
        for who in subjects(head)[:1]
        for token in (who, *who.lefts)
    )


def names_another_time(head: Token) -> bool:
    """Tell whether "at the time" or "then" puts a clause at a time told before."""
    return any(
        (child.lower_ == "then" and child.dep_ == "advmod" and child.i > head.i)
        or (child.lower_ == "at" and [t.lower_ for t in child.subtree] == ["at", "the", "time"])
        for child in head.children
    )


def names_occasion(tokens: list[Token]) -> bool:
    """Tell whether the clause names an occasion told before: "during the talks", "the event was attended"."""
    return any(
        token.dep_ in ("nsubj", "nsubjpass")
        and eventive(token)
        and any(child.lower_ in ("the", "this") for child in token.children)
        and len(list(token.children)) == 1
        for token in tokens
    ) or any(
        token.pos_ in NOMINAL
        and eventive(token)
        and token.dep_ == "pobj"
        and token.head.lower_ in ("during", "at", "in", "after", "throughout")
        and any(child.lower_ in ("the", "this", "their", "his", "her") for child in token.children)
        for token in tokens
    )
