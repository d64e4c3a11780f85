"""What a clause tells, in the article's own words and so that it reads by itself: with its subject and finite verb."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from analysis.events.clauses import NOMINAL, core, extent, first_conjunct, has_subject, subjects
from analysis.events.lexicon import lexicon
from analysis.events.phrases import phrase

if TYPE_CHECKING:
    from spacy.tokens import Token

LONGEST = 300  # characters of a description
SUBORDINATING = {"when", "while", "as", "after", "before", "because", "although", "though", "once", "until", "since"}
RELATIVES = {"WDT", "WP", "WP$", "WRB"}


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
    start = past_conjunction(head, start)
    shown = one_line(text, start, end)
    if top.i != head.i:
        begin = verb_begins(top)
        told = (
            one_line(text, begin, join[0]) + " " + one_line(text, join[1], end) if join else one_line(text, begin, end)
        )
        front = nominal(who[0], own) + " " if who else ""
        if begin < end and len(front) + len(told) <= LONGEST and (who or top.dep_ == "ROOT"):
            shown = front + told
        elif who:
            shown = front + shown
    elif relative(head):
        shown = nominal(who[0], own) + " " + one_line(text, verb_begins(head), end) if who else shown
    elif first_conjunct(head).dep_ == "relcl" and has_subject(head):
        shown = with_antecedent(head, start, end, own)
    elif head.dep_ in ("acl", "relcl") and head.tag_ == "VBN" and head.head.pos_ in NOMINAL and not has_subject(head):
        a, b = phrase(head.head, own)
        shown = shown if start <= a < end else one_line(text, a, b) + " " + shown
    elif who and not has_subject(head) and not start <= who[0].idx < end:
        participle = head.tag_ == "VBG" and who[0].pos_ == "PRON" and not finite(head)  # no "we bringing them here"
        shown = shown if participle else nominal(who[0], own) + " " + shown
    return balanced(shown, text[max(0, start - 1) : start], text[end : end + 3])


def past_conjunction(head: Token, start: int) -> int:
    """Return where a clause begins behind its conjunction: behind "after" in "less than a month after the vote"."""
    if head.dep_ != "advcl":
        return start
    marks = [
        child
        for child in head.children
        if child.lower_ in SUBORDINATING and child.dep_ in ("mark", "advmod", "prep") and start <= child.idx < head.idx
    ]
    return marks[-1].idx + len(marks[-1]) + 1 if marks else start


def nominal(noun: Token, heads: set[int]) -> str:
    """Return a noun phrase in its own words, with its owner in place of "whose"."""
    doc = noun.doc
    start, end = phrase(noun, heads)
    span = doc.char_span(start, end)
    whose = next((t for t in span if t.tag_ == "WP$"), None) if span is not None else None
    shown = one_line(doc.text, start, end)
    if whose is None or span is None:
        return shown
    clause = next((a for a in noun.ancestors if a.dep_ == "relcl"), None)
    if clause is None or clause.head.i >= whose.i:
        return shown
    owner = nominal(clause.head, heads)
    sign = "'" if owner.endswith("s") else "'s"
    return owner + sign + one_line(doc.text, whose.idx + len(whose), end).join((" ", ""))


def with_antecedent(head: Token, start: int, end: int, heads: set[int]) -> str:
    """Return a relative clause with what it is about in place of its pronoun.

    "The treaty, which the two signed in May": the two signed the treaty in May. Where no pronoun stands for an object,
    the noun is told with the clause behind it ("the town where they met in May").
    """
    text, noun = head.doc.text, first_conjunct(head).head
    shown = one_line(text, start, end)
    own = [child for child in head.children if child.dep_ in ("nsubj", "nsubjpass")]
    about = nominal(noun, heads)
    if ":" in text[noun.idx : start]:  # who speaks, not what the clause is about
        return shown
    article = about.split(" ")[0].lower()
    inside = " ".join([article, *about.split(" ")[1:]]) if article in ("the", "a", "an") else about
    opening = next((t for t in head.doc[head.left_edge.i : head.i] if t.tag_ in RELATIVES or t.lower_ == "that"), None)
    if own and opening is not None and opening.tag_ == "WP$":
        front = nominal(own[0], heads)
        return front + " " + one_line(text, verb_begins(head), end)
    stands_for_object = opening is not None and opening.tag_ != "WRB" and (opening.dep_ != "pobj") and own
    if not stands_for_object or any(child.dep_ == "dobj" and child.i > head.i for child in head.children):
        return f"{about} {shown}"
    after = max([head, *(c for c in head.children if c.dep_ == "prt" and c.i == head.i + 1)], key=lambda t: t.i)
    cut = after.idx + len(after)
    return " ".join((one_line(text, phrase(own[0], heads)[0], cut), inside, one_line(text, cut, end))).strip()


def content_end(head: Token, start: int) -> int:
    """Return where the words that a clause reports end, if they follow it within reach."""
    said = [child for child in head.children if child.dep_ == "ccomp" and child.i > head.i]
    if not said or head.lemma_.lower() not in lexicon().verbs["saying"]:
        return 0
    ends = [t.idx + len(t) for child in said for t in child.subtree if not t.is_space and not t.is_punct]
    return max((end for end in ends if end <= start + LONGEST), default=0)


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
        infinitive = any(child.tag_ == "TO" and child.dep_ == "aux" for child in token.children)
        if finite(token) or (token.i == head.i and token.tag_ not in ("VB", "VBG") and not infinitive):
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


def balanced(shown: str, before: str, beyond: str) -> str:
    """Close or open a quotation that ends or begins with the clause; leave out a mark whose other one is not there."""
    for opening, closing in (("“", "”"), ('"', '"')):
        if opening != closing:
            lacking = shown.count(opening) - shown.count(closing)
            opens = lacking > 0
        else:
            at = shown.rfind(opening)
            lacking = shown.count(opening) % 2
            opens = at == 0 or shown[at - 1 : at] in (" ", "(")
        if not lacking:
            continue
        if opens and closing in beyond.split(" ")[0]:
            shown += closing
        elif not opens and before == opening:
            shown = opening + shown
        else:
            shown = shown.replace(opening, "").replace(closing, "")
    return " ".join(shown.split())
