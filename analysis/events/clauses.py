"""Clauses of a parsed sentence: their head, the tokens that are theirs, their tense and their arguments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.events.lexicon import lexicon

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

HEADS = {"ROOT", "conj", "advcl", "relcl", "acl", "ccomp", "xcomp", "pcomp", "parataxis", "csubj", "csubjpass", "dep"}
SUBJECTS = {"nsubj", "nsubjpass", "csubj", "expl"}
NOMINAL = {"NOUN", "PROPN"}


def is_head(token: Token) -> bool:
    """Tell whether a token heads a clause."""
    if token.dep_ not in HEADS or token.pos_ not in ("VERB", "AUX"):
        return False
    return not (
        token.dep_ in ("conj", "dep") and token.head.pos_ not in ("VERB", "AUX", "ADJ") and not has_subject(token)
    )


def has_subject(token: Token) -> bool:
    """Tell whether a verb has a subject of its own."""
    return any(child.dep_ in SUBJECTS for child in token.children)


def clause_heads(sentence: Span) -> list[Token]:
    """Return the tokens that head the clauses of a sentence, in order."""
    return [token for token in sentence if is_head(token)]


def core(head: Token, heads: set[int]) -> list[Token]:
    """Return the tokens of a clause in order, those of the clauses inside it left out.

    Parameters
    ----------
    head : the head of the clause.
    heads : token indices of the heads of the other clauses.
    """
    found: list[Token] = []
    waiting = [head]
    while waiting:
        token = waiting.pop()
        found.append(token)
        waiting += [child for child in token.children if child.i not in heads]
    return sorted(found, key=lambda token: token.i)


def extent(head: Token, tokens: list[Token]) -> list[Token]:
    """Return the unbroken stretch of `tokens` around the head, small gaps closed, edges trimmed."""
    at = next(n for n, token in enumerate(tokens) if token.i == head.i)
    first = last = at
    while first > 0 and tokens[first].i - tokens[first - 1].i <= 12:
        first -= 1
    while last + 1 < len(tokens) and tokens[last + 1].i - tokens[last].i <= 2:
        last += 1
    stretch = tokens[first : last + 1]
    while len(stretch) > 1 and stretch[0].i != head.i and trimmed(stretch[0]):
        stretch = stretch[1:]
    while len(stretch) > 1 and stretch[-1].i != head.i and (trimmed(stretch[-1]) or stretch[-1].dep_ == "prep"):
        stretch = stretch[:-1]
    return stretch


def trimmed(token: Token) -> bool:
    """Tell whether a token is left out at either end of a description."""
    return token.is_space or token.dep_ in ("punct", "cc", "mark") or token.text in {'"', "'", "(", ")", "-", "–", "—"}


def tense_of(head: Token) -> str:
    """Return past, perfect, pluperfect, present, future, possible or open (no finite verb) for a clause."""
    words = lexicon()
    auxiliaries = [child for child in head.children if child.dep_ in ("aux", "auxpass")]
    lower = {child.lower_ for child in auxiliaries}
    if lower & words.cues["future_auxiliaries"]:
        return "future"
    if any(child.tag_ == "MD" or child.lower_ in words.cues["possible_auxiliaries"] for child in auxiliaries):
        return "possible"
    for child in auxiliaries:
        if child.lemma_ == "have":
            return "pluperfect" if child.tag_ == "VBD" else "perfect"
    if any(child.tag_ == "TO" for child in auxiliaries):
        return "open"
    finite = next((child for child in auxiliaries if child.tag_ in ("VBD", "VBZ", "VBP")), head)
    if finite.tag_ == "VBD":
        return "past"
    if finite.tag_ in ("VBZ", "VBP"):
        return "present"
    if finite.tag_ == "VBN":
        return "past"
    return "open"


def outlook_of(head: Token, tense: str) -> str:
    """Return how a clause stands to the facts: happened, planned, possible, supposed (under an "if") or denied.

    An infinitive is planned where it completes a word of planning; a participle takes the tense of its clause.
    """
    words = lexicon()
    if any(child.dep_ == "neg" or child.lower_ == "never" for child in head.children):
        return "planned" if awaited(head) and tense in ("present", "future") else "denied"
    if head.dep_ == "xcomp" and head.head.lemma_.lower() in words.verbs["failing"]:
        return "denied"
    if under_condition(head):
        return "supposed"
    if tense == "future":
        conditional = any(child.dep_ == "advcl" and under_condition(child) for child in head.children)
        return "supposed" if conditional else "planned"
    if tense == "possible":
        would = any(child.lower_ in ("would", "'d") for child in head.children) and tense_of(head.head) == "past"
        told = head.dep_ == "ccomp" and head.head.lemma_.lower() in lexicon().verbs["telling"]
        return "planned" if would and told else "possible"  # "announced that it would open in May"
    complement = [child for child in head.children if child.dep_ == "acomp"]
    if any(child.lower_ in words.cues["future_adjectives"] for child in complement):
        return "planned"
    if head.lower_ in words.cues["future_adjectives"] and any(child.dep_ == "auxpass" for child in head.children):
        return "planned"
    if tense in ("present", "open") and head.lemma_.lower() in {"plan", "intend", "schedule", "slate", "prepare"}:
        return "planned"
    if tense != "open":
        return "happened"
    above = governing(head)
    if above is None:
        return "possible"
    infinitive = any(child.tag_ == "TO" and child.dep_ == "aux" for child in head.children)
    if above.pos_ in NOMINAL or above.pos_ == "ADJ":
        known = words.nouns["planning"] | words.nouns["goal"] | words.cues["future_adjectives"]
        if above.lemma_.lower() in known or above.lower_ in known:
            return "planned"
        if infinitive:
            return "happened" if above.lower_ in ("first", "last") else ranked(above)
        return "happened" if head.tag_ in ("VBG", "VBN") or above.lower_ in ("first", "last") else ranked(above)
    if infinitive and head.dep_ == "xcomp" and above.lemma_ == "be" and tense_of(above) == "present":
        return "planned"  # "is to be raised"
    if head.tag_ == "VBG" or head.tag_ == "VBN":
        return outlook_of(above, tense_of(above))
    if above.lemma_.lower() in words.verbs["planning"] or any(
        child.lower_ in words.cues["future_adjectives"] for child in above.children
    ):
        return "planned"
    return outlook_of(above, tense_of(above)) if above.i != head.i else "possible"


def under_condition(head: Token) -> bool:
    """Tell whether a clause is a condition: "if congress rejects it"."""
    return any(child.dep_ == "mark" and child.lower_ in ("if", "unless", "whether") for child in head.children)


def awaited(head: Token) -> bool:
    """Tell whether something is not to be until a time: denied before it, and planned for it."""
    denied = any(child.dep_ == "neg" for child in head.children)
    return denied and any(token.lower_ in ("until", "till", "before") for token in head.subtree)


def ranked(noun: Token) -> str:
    """Tell "the first country to recognise it" (happened) from "a plan to recognise it"."""
    ordinal = any(child.ent_type_ == "ORDINAL" or child.lower_ in ("first", "last", "only") for child in noun.children)
    return "happened" if ordinal else "planned"


def governing(head: Token) -> Token | None:
    """Return the verb, noun or adjective that a clause depends on; of conjuncts, what the first depends on."""
    token = head
    while token.dep_ == "conj" and token.head.i != token.i and token.head.pos_ in ("VERB", "AUX"):
        token = token.head
    above = token.head
    while above.pos_ == "ADP" and above.head.i != above.i:
        above = above.head
    return above if above.i != token.i else None


def first_conjunct(head: Token) -> Token:
    """Return the first of the coordinated verbs that `head` is one of."""
    while head.dep_ == "conj" and head.head.i != head.i and head.head.pos_ in ("VERB", "AUX"):
        head = head.head
    return head


def antecedent(noun: Token) -> list[Token]:
    """Return who does what a clause under a noun tells: the noun, or the subject that it is said or planned of.

    "The US was the first country to recognise it"; "the nation set a goal to achieve it".
    """
    above = noun.head
    telling = noun.dep_ == "attr" or (
        noun.dep_ == "dobj" and noun.lemma_.lower() in lexicon().nouns["planning"] | lexicon().nouns["goal"]
    )
    if telling and above.i != noun.i and above.pos_ in ("VERB", "AUX"):
        return subjects(above) or [noun]
    return [noun]


def bidden(head: Token) -> list[Token]:
    """Return who is to do what somebody else bids by an infinitive: the envoy in "invited the envoy to come"."""
    above = head.head
    bid = above.lemma_.lower() in lexicon().verbs["bidding"]
    if not bid or head.dep_ not in ("xcomp", "ccomp") or head.tag_ != "VB":
        return []
    own = [child for child in head.children if child.dep_ in ("nsubj", "nsubjpass")]
    return own or [child for child in above.children if child.dep_ in ("dobj", "nsubjpass") and child.i < head.i]


def subjects(head: Token) -> list[Token]:
    """Return the heads of the subject of a clause: its own, the antecedent's, or the one it shares."""
    seen = 0
    token = head
    while seen < 8:
        seen += 1
        own = [child for child in token.children if child.dep_ in ("nsubj", "nsubjpass")]
        own += [
            noun for child in token.children if child.dep_ == "agent" for noun in child.children if noun.dep_ == "pobj"
        ]
        if own and own[0].tag_ in ("WP", "WDT") and token.dep_ == "relcl":
            return antecedent(token.head)
        if own:
            return own
        if bidden(token):
            return bidden(token)
        if token.dep_ in ("acl", "relcl") and token.tag_ != "VBN" and token.head.pos_ in NOMINAL:
            return antecedent(token.head)
        if token.dep_ not in ("conj", "xcomp", "advcl", "pcomp", "dep", "acomp") or token.head.i == token.i:
            return []
        if token.dep_ == "pcomp" and token.tag_ == "VBG" and token.head.lower_ in ("for", "of", "from", "into"):
            thanked = [child for child in token.head.head.children if child.dep_ == "dobj" and child.i < token.i]
            if thanked:  # "thanked the envoy for coming", "accused the envoy of spying"
                return thanked
        if token.dep_ == "advcl":  # "after the delegation visited", the subject taken for the preposition's object
            between = [c for c in token.head.children if c.dep_ == "prep" and c.lower_ in ("after", "before", "since")]
            nouns = [n for c in between if c.i < token.i for n in c.children if n.dep_ == "pobj"]
            if nouns and token.tag_ != "VBG":
                return nouns
        token = token.head
        while token.pos_ == "ADP" and token.head.i != token.i:
            token = token.head
    return []
