"""What a clause tells, in the article's own words and so that it reads by itself: with its subject and finite verb."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import TYPE_CHECKING

from analysis.events.clauses import NOMINAL, core, extent, has_subject, subjects
from analysis.events.lexicon import lexicon
from analysis.events.phrases import phrase

if TYPE_CHECKING:
    from spacy.tokens import Token

LONGEST = 300  # characters of a description
SUBORDINATING = re.compile(r"(?:when|while|as|after|before|because|although|though|once) ", re.I)
PAIRED = {'"': '"', "“": "”"}


def wording(text: str, head: Token, start: int, end: int, heads: Collection[int], dated: Collection[int] = ()) -> str:
    """Return a clause in the words of its article.

    A clause without a finite verb is told from the verb it completes ("agreed to meet in May"), a relative clause
    with what it is about in place of its pronoun, a clause that shares its subject with the subject in front, and
    one that reports words with the words it reports.

    Parameters
    ----------
    text : the article.
    head : the head of the clause.
    start, end : its offsets.
    heads : token indices of the heads of all clauses of the sentence.
    dated : those of them that have a day of their own, and so are told by themselves.

    Returns
    -------
    str, on one line.
    """
    own = set(heads)
    end = max(end, completed(head, end, own - set(dated) | {head.i}))
    said = [child for child in head.children if child.dep_ == "ccomp" and child.i < head.i]
    if said and head.lemma_.lower() in lexicon().verbs["saying"]:
        first = min(t.idx for t in said[0].subtree if not t.is_space and not t.is_punct)
        if first < start and end - first <= LONGEST:
            start = first
    top, join = told_from(head)
    who = subjects(top)
    if head.dep_ == "advcl" and SUBORDINATING.match(text, start, head.idx):
        start = text.index(" ", start) + 1
    shown = one_line(text, start, end)
    if top.i != head.i:
        begin = verb_begins(top)
        told = (
            one_line(text, begin, join[0]) + " " + one_line(text, join[1], end) if join else one_line(text, begin, end)
        )
        front = one_line(text, *phrase(who[0], own)) + " " if who else ""
        if begin < end and len(front) + len(told) <= LONGEST and (who or top.dep_ == "ROOT"):
            shown = front + told
        elif who:
            shown = front + shown
    elif relative(head):
        shown = one_line(text, *phrase(who[0], own)) + " " + one_line(text, verb_begins(head), end) if who else shown
    elif head.dep_ == "acl" and head.tag_ == "VBN" and head.head.pos_ in NOMINAL and not has_subject(head):
        a, b = phrase(head.head, own)
        shown = shown if start <= a < end else one_line(text, a, b) + " " + shown
    elif who and not has_subject(head) and not start <= who[0].idx < end:
        participle = head.tag_ == "VBG" and who[0].pos_ == "PRON" and not finite(head)  # no "we bringing them here"
        shown = shown if participle else one_line(text, *phrase(who[0], own)) + " " + shown
    return closed(shown, text[end : end + 3])


def one_line(text: str, start: int, end: int) -> str:
    """Return a stretch of the article with single spaces."""
    return " ".join(text[start:end].split())


def finite(verb: Token) -> bool:
    """Tell whether a verb has a tense, by its own form or by an auxiliary."""
    tags = {"VBD", "VBZ", "VBP", "MD"}
    return verb.tag_ in tags or any(child.tag_ in tags and child.dep_ in ("aux", "auxpass") for child in verb.children)


def told_from(head: Token) -> tuple[Token, tuple[int, int] | None]:
    """Return the finite verb that an infinitive completes, and the gap where coordinated infinitives are left out.

    "The sides agreed to open an office and to sign the treaty": from "agreed", the opening left out. A finite verb
    is told from itself.
    """
    token, gap = head, None
    for _ in range(8):
        if finite(token) or (token.i == head.i and token.tag_ not in ("VB", "VBG")):
            return token, gap
        if token.i == head.i and token.tag_ == "VBG" and token.dep_ not in ("xcomp", "conj"):
            return head, None
        above = token.head
        if above.i == token.i:
            return head, None
        if token.dep_ == "conj" and above.tag_ == token.tag_ and above.pos_ == "VERB":
            marks = [child for child in above.children if child.tag_ == "TO"]
            repeated = any(child.tag_ == "TO" for child in token.children)
            begin = marks[0].idx if repeated and marks else above.idx
            gap = (begin, gap[1] if gap else verb_begins(token)) if above.i < token.i else gap
        elif token.dep_ == "acl" or above.pos_ in ("ADP", "ADJ", "NOUN", "PROPN"):
            for _ in range(6):
                if above.pos_ in ("VERB", "AUX") or above.head.i == above.i:
                    break
                above = above.head
            if above.pos_ not in ("VERB", "AUX") or above.i > head.i:
                return head, None
        elif token.dep_ not in ("xcomp", "ccomp", "advcl") or above.pos_ not in ("VERB", "AUX") or above.i > head.i:
            return head, None
        token = above
    return head, None


def verb_begins(verb: Token) -> int:
    """Return where the words of a verb begin: its auxiliaries and adverbs between the subject and it."""
    own = [child.i for child in verb.children if child.dep_ in ("nsubj", "nsubjpass", "expl") and child.i < verb.i]
    after = max((max(t.i for t in verb.doc[i].subtree) for i in own), default=-1)
    first = verb
    for child in reversed([c for c in verb.children if c.i < verb.i]):
        if child.i <= after or child.dep_ not in ("aux", "auxpass", "neg", "advmod"):
            break
        first = min(first, child.left_edge, key=lambda t: t.i)
    return first.idx


def relative(head: Token) -> bool:
    """Tell whether the subject of a clause is a relative pronoun."""
    own = [child for child in head.children if child.dep_ in ("nsubj", "nsubjpass")]
    return head.dep_ == "relcl" and bool(own) and own[0].tag_ in ("WP", "WDT")


def completed(head: Token, end: int, heads: set[int]) -> int:
    """Return where the infinitive ends that follows at once and completes a clause: "ordered the envoy to leave"."""
    span = head.doc.char_span(end + 1, end + 3) if head.doc.text[end : end + 4] == " to " else None
    if span is None:
        return end
    verb = span[0].head
    if span[0].tag_ != "TO" or verb.i not in heads or not head.is_ancestor(verb):
        return end
    last = extent(verb, core(verb, heads - {verb.i}))[-1]
    return last.idx + len(last)


def closed(shown: str, beyond: str) -> str:
    """Close a quotation that ends with the clause; leave out a quotation mark whose other one is not there."""
    for opening, closing in PAIRED.items():
        odd = shown.count(opening) % 2 if opening == closing else shown.count(opening) - shown.count(closing)
        if odd and closing in beyond and odd > 0:
            shown += closing
        elif odd:
            shown = shown.replace(opening, "").replace(closing, "")
    return " ".join(shown.split())
