"""What is no statement, though a cue stands by it: topics of talk, questions, silence, greetings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from analysis.statements.cues import Cue, load_cues

if TYPE_CHECKING:
    from spacy.tokens import Token

QUESTIONS = {"whether", "if", "what", "how", "why", "when", "who", "which", "where", "about"}
SILENT = {
    "say", "comment", "elaborate", "specify", "respond", "reply", "answer", "mention", "disclose", "explain", "detail",
    "clarify", "address", "provide", "give", "offer", "identify", "name", "speak",
}  # fmt: skip
SILENT_ABOUT = QUESTIONS | {"on", "to", "a", "any", "more"}
ASKING = {"ask", "inquire", "enquire"}
FIRST_PERSON = frozenset(
    {"i", "we", "me", "us", "my", "our", "ours", "myself", "ourselves", "i'm", "we've", "i've", "we're"}
)
# Negated, these still tell what somebody holds: "does not believe that sanctions work".
HELD = {
    "accept", "acknowledge", "agree", "allow", "anticipate", "assume", "believe", "care", "consider", "deem", "doubt",
    "dwell", "expect", "feel", "find", "grant", "guess", "hold", "hope", "imagine", "intend", "judge", "know", "mind",
    "plan", "rate", "reckon", "recognise", "recognize", "regard", "see", "sense", "suppose", "think", "understand",
    "view", "want", "wish",
}  # fmt: skip
HYPOTHETICAL = {"if", "unless", "lest"}
MEETING = {"welcome", "greet", "receive", "host", "meet", "summon", "see", "thank", "invite", "visit"}
REFUSING = {"decline", "refuse"}
UNANSWERING = {"comment", "elaborate", "respond", "reply", "answer", "speak"}
NAMELESS = {"name", "identify", "quote", "cite"}
# "is expected to say": nobody has said it yet.
AHEAD = {"expect", "schedule", "suppose", "set", "due", "slate", "likely", "poise"}


def is_topic(entry: Cue | None, content: Sequence[Token]) -> bool:
    """Say whether a content only names what was talked about ("discussed trade"), and quotes nothing of it."""
    return entry is not None and entry.act == "discuss" and not any(token.is_quote for token in content)


def is_silence(cue: Sequence[Token], content: Sequence[Token]) -> bool:
    """Say whether nothing was said: "did not say whether", "declined to comment"."""
    negated = any(token.dep_ == "neg" or token.lower_ in ("never", "not", "n't", "nor") for token in cue)
    lemmas = [token.lemma_.lower() for token in cue]
    if negated and any(lemma in SILENT for lemma in lemmas) and opening(content) & SILENT_ABOUT:
        return True
    if any(lemma in REFUSING for lemma in lemmas):
        after = {token.lemma_.lower() for token in [*cue, *content][:5]}
        return bool(after & UNANSWERING)
    asked = any(lemma in {"ask", "request", "insist", "want"} for lemma in lemmas)
    opened = [token.lemma_.lower() for token in content[:4]]
    return asked and "be" in opened and "not" in opened and bool(NAMELESS & set(opened))


def opening(content: Sequence[Token]) -> set[str]:
    """Return the first word of a content and the one in front of it, which its span may leave out ("whether")."""
    first = next((token for token in content if not token.is_punct), None)
    if first is None:
        return set()
    before = first.doc[first.i - 1] if first.i else first
    return {first.lower_, before.lower_} if before.sent == first.sent else {first.lower_}


def verb_of(cue: Sequence[Token]) -> Token | None:
    """Return the verb at the head of a cue: the last that no other of its verbs governs as an auxiliary."""
    verbs = [token for token in cue if token.pos_ == "VERB" and token.dep_ not in ("aux", "auxpass")]
    inside = {token.i for token in verbs}
    return next((verb for verb in verbs if verb.head.i not in inside or verb.head.i == verb.i), None)


def is_unsaid(entry: Cue | None, cue: Sequence[Token]) -> bool:
    """Say whether the saying itself is denied ("did not say that") or only supposed ("if the envoy said")."""
    verb = verb_of(cue)
    if verb is None:
        return False
    children = list(verb.children)
    ahead = verb if verb.lemma_.lower() in AHEAD else verb.head
    passive = any(child.dep_ == "auxpass" for child in ahead.children) or ahead.pos_ == "ADJ"
    if ahead.lemma_.lower() in AHEAD and passive and (ahead is not verb or any(c.dep_ == "xcomp" for c in children)):
        return ahead is verb or verb.dep_ == "xcomp"
    if any(child.dep_ == "mark" and child.lower_ in HYPOTHETICAL for child in children):
        return True
    lemma = verb.lemma_.lower()
    own = entry is not None and lemma in entry.cue.split() and lemma not in HELD
    says = own and entry is not None and entry.act in ("assert", "report")
    negations = [child for child in children if child.dep_ == "neg"]
    only = any(t.doc[t.i + 1].lower_ in ("only", "just", "merely", "simply") for t in negations if t.i + 1 < len(t.doc))
    return says and bool(negations) and not only


def is_question(cue: Sequence[Token], content: Sequence[Token]) -> bool:
    """Say whether the cue asks and the content is what was asked, and not asked for."""
    return any(token.lemma_.lower() in ASKING for token in cue) and bool(opening(content) & QUESTIONS)


def is_encounter(cue: Sequence[Token], content: Sequence[Token]) -> bool:
    """Say whether somebody was only met: "welcomed the president", where the content is a person and no more."""
    verbs = [token.lemma_.lower() for token in cue if token.pos_ == "VERB"]
    if not verbs or verbs[-1] not in MEETING:
        return False
    inside = {token.i for token in content}
    heads = [token for token in content if token.head.i not in inside and not token.is_punct]
    if verbs[-1] == "thank" or not heads:
        return False
    others = [t for t in content if t.dep_ in ("prep", "relcl", "acl", "ccomp", "xcomp", "advcl") and t.head in heads]
    return heads[0].ent_type_ == "PERSON" and not any(t.lower_ in ("for", "on", "over", "to") for t in others)


def is_aimless(cue: Sequence[Token], source: Sequence[Token]) -> bool:
    """Say whether a passive names nobody and its verb attributes nothing ("areas were outlined")."""
    if source or not any(token.dep_ == "auxpass" for token in cue):
        return False
    cues = load_cues()
    return not any((token.lemma_.lower(), "verb") in cues for token in cue if token.pos_ == "VERB")


def is_deed(entry: Cue | None, content: Sequence[Token], source: Sequence[Token]) -> bool:
    """Say whether a country only does something: its verb attributes nothing, and no word of it is quoted."""
    if entry is not None or any(token.is_quote for token in content):
        return False
    inside = {token.i for token in source}
    heads = [token for token in source if token.head.i not in inside and not token.is_punct]
    clause = any(token.dep_ in ("nsubj", "mark") for token in content)
    return bool(heads) and heads[0].ent_type_ in ("GPE", "NORP") and not clause


def is_statement(entry: Cue | None, cue: Sequence[Token], content: Sequence[Token], source: Sequence[Token]) -> bool:
    """Say whether an attribution is a statement of content.

    Parameters
    ----------
    entry : Cue or None
        What the lexicon says of the cue.
    cue, content, source : sequences of spaCy Token

    Returns
    -------
    bool
    """
    if not any(token.is_alpha or token.like_num for token in content):
        return False
    return not (
        is_topic(entry, content)
        or is_silence(cue, content)
        or is_unsaid(entry, cue)
        or is_question(cue, content)
        or is_encounter(cue, content)
        or is_aimless(cue, source)
        or (bool(cue) and is_deed(entry, content, source))
    )
