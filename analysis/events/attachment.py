"""Which word of a sentence a temporal expression tells the time of, by syntax."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from analysis.events.clauses import NOMINAL, is_head
from analysis.events.lexicon import lexicon

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token


RANKS = {"first", "last", "only"}


@dataclass(frozen=True)
class Attachment:
    """A temporal expression and the words it dates.

    Attributes
    ----------
    start, end : int
        Offsets of the expression.
    verb : int
        Token index of the head of the clause it dates, or -1.
    noun : int
        Token index of the noun that names what it dates ("the meeting on Monday"), or -1.
    setting : bool
        The noun is the occasion in which the clause happened, not the clause's own event.
    """

    start: int
    end: int
    verb: int
    noun: int
    setting: bool = False


def expression_span(doc: Doc, start: int, end: int) -> Span | None:
    """Return the tokens of an expression, or None where there are none."""
    return doc.char_span(start, end, alignment_mode="expand")


def eventive(noun: Token) -> bool:
    """Tell whether a noun names something that happens."""
    return noun.pos_ in NOMINAL and (noun.lemma_.lower() in lexicon().noun_class or noun.lower_ in lexicon().noun_class)


def attach(doc: Doc, start: int, end: int) -> Attachment | None:
    """Find what a temporal expression tells the time of.

    Climbs from the expression to the first clause head above it. A noun on the way that names an event is dated
    too; a comparison ("than the previous year") dates nothing.
    """
    words = lexicon()
    span = expression_span(doc, start, end)
    if span is None or not len(span):
        return None
    before = doc[span.start - 1].lower_ if span.start else ""
    beyond = doc[span.end].lower_ if span.end < len(doc) else ""
    if before in ("not", "than") or beyond == "than":
        return None
    token = span.root
    noun = -1
    setting = False
    below: Token | None = None  # the preposition by which the noun hangs on what is above it
    direct = False  # whether the expression is a part of a noun phrase, not an adverbial
    for _ in range(40):
        if token.lower_ in words.cues["comparing"] and token.i not in range(span.start, span.end):
            return None
        if is_head(token) and not (span.start <= token.i < span.end):
            return Attachment(start, end, token.i, noun, setting)
        if token.pos_ in NOMINAL and not (span.start <= token.i < span.end):
            if noun < 0 and eventive(token):
                noun = token.i
            elif noun < 0 and below is not None and below.lower_ == "of":
                direct = True
            if token.dep_ in ("amod", "nmod", "compound", "nummod", "poss"):
                direct = direct or noun < 0
        elif token.pos_ == "ADP":
            if noun >= 0 and doc[noun].head.i == token.i:
                setting = token.lower_ in words.cues["setting"]
                if not setting:
                    return Attachment(start, end, -1, noun)
            below = token
        if span.start <= token.i < span.end and token.dep_ in ("amod", "nmod", "compound", "poss"):
            direct = True
        if token.head.i == token.i:
            break
        if direct and noun < 0 and token.pos_ == "ADP" and token.lower_ not in words.cues["setting"]:
            return None
        token = token.head
    return Attachment(start, end, -1, noun) if noun >= 0 else None


def same_event(noun: Token, verb: Token) -> bool:
    """Tell whether a noun and its verb name one event: "held a meeting", "the visit took place"."""
    words = lexicon()
    lemma = verb.lemma_.lower()
    if noun.dep_ in ("dobj", "attr", "nsubjpass") and noun.head.i == verb.i:
        return lemma in words.verbs["light"] or verb.pos_ == "AUX"
    if noun.dep_ == "nsubj" and noun.head.i == verb.i:
        return lemma in words.verbs["occur"]
    return noun.dep_ == "pobj" and noun.head.head.i == verb.i and lemma in words.verbs["light"]


def dates_nothing(doc: Doc, expression: Any, found: Attachment, begin: int) -> bool:
    """Tell of "waited for this day" and "the first to visit since 2007" that the clause has another time.

    Parameters
    ----------
    doc : the parse.
    expression : a temporal expression, with what `attach` found.
    begin : offset of its sentence.
    """
    words = lexicon()
    before = doc.text[max(begin, expression.start - 10) : expression.start].lower().split()[-1:]
    if before == ["since"] and found.noun >= 0:
        return any(child.lower_ in RANKS for child in doc[found.noun].children)
    if found.verb < 0 or found.noun >= 0 or not before:
        return False
    verb = doc[found.verb]
    if before == ["for"] and expression.type == "DATE" and expression.anchor == "published":
        ahead = words.verbs["planning"] | words.verbs["foreseeing"] | words.verbs["moving"]
        return str(expression.text).lower().startswith("this") and verb.lemma_.lower() not in ahead
    ranked = verb.dep_ in ("acl", "relcl") and any(child.lower_ in RANKS for child in verb.head.children)
    return ranked and before == ["since"]
