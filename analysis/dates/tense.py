"""Whether the verb that governs an expression speaks of the past, the present or the future."""

from collections.abc import Sequence
from typing import Any

from analysis.dates.lexicon import read_lexicon

_FURTHEST = 12
_DUE = {"before": "before", "until": "until", "till": "until", "by": "by"}
_NOMINAL = frozenset(["NOUN", "PROPN", "ADJ", "DET", "NUM", "PART", "PRON"])
# "A planned visit in July" is to come, whatever is told of it.
_COMING = frozenset(["planned", "upcoming", "forthcoming", "scheduled"])


def light_tense(words: Sequence[str], first: int, last: int) -> str:
    """Return the tense of the verb nearest to an expression, from the words of its sentence alone.

    Parameters
    ----------
    words : sequence of str
        Tokens of the sentence in lower case.
    first, last : int
        Token range of the expression in them.

    Returns
    -------
    str
        past, present, future or an empty string. A verb behind the expression counts as twice as far away.
    """
    best, distance = "", 1000
    for i, word in enumerate(words):
        if first <= i < last:
            continue
        tense = _word_tense(words, i, word)
        if tense:
            away = first - i if i < first else (i - last + 1) * 2
            if away < distance:
                best, distance = tense, away
    return best


def _word_tense(words: Sequence[str], i: int, word: str) -> str:
    lexicon = read_lexicon()
    after = words[i + 1] if i + 1 < len(words) else ""
    if word == "to" and i and words[i - 1] in lexicon.future_before_to:
        return "future"
    if word in lexicon.future_words:
        return "past" if word == "would" and after == "have" else "future"
    if word in lexicon.past_words or (len(word) > 4 and word.endswith("ed") and word not in lexicon.not_past):
        return "future" if i and words[i - 1] in ("be", "to") else "past"
    if word in lexicon.present_words:
        return "future" if word in ("is", "are") and after == "to" else "present"
    return ""


def governing_tense(span: Any, *, deadline: bool = False) -> str:
    """Return the tense of the verb that governs an expression, from the parse.

    Parameters
    ----------
    span : spacy Span
        The expression.
    deadline : bool
        Whether a preposition makes it a deadline ("by spring"): one of a promise lies ahead, whatever its tense.

    Returns
    -------
    str
        past, present, future, purpose or an empty string where no verb governs it.
    """
    token = span.root
    for _ in range(_FURTHEST):
        if token.pos_ in ("VERB", "AUX"):
            if deadline and _looks_ahead(token):
                return "future"
            tense = _verb_tense(token)
            if tense:
                return tense
        if any(child.lower_ in _COMING and child.dep_ == "amod" for child in token.children):
            return "future"
        if token.head == token:
            return ""
        token = token.head
    return ""


def deadline_before(span: Any) -> str:
    """Return the preposition that makes an occasion a deadline: "before the summit in November", "by the talks in May".

    Parameters
    ----------
    span : spacy Span
        The expression that dates the occasion.

    Returns
    -------
    str
        before, until or by; empty where the expression dates no occasion, or none that something is due before.
    """
    doc, at = span.doc, span.start - 1
    if at < span.sent.start or doc[at].lower_ not in ("in", "on", "of", "this", "next"):
        return ""
    for token in reversed(doc[max(span.sent.start, at - _FURTHEST) : at]):
        word = token.lower_
        if word in _DUE and token.pos_ in ("ADP", "SCONJ"):
            return "" if token.dep_ == "agent" else _DUE[word]
        if word in ("of", "to") and token.i and doc[token.i - 1].lower_ in ("ahead", "prior"):
            return "before"
        if token.pos_ not in _NOMINAL and word not in ("of", "on", "and"):
            return ""
    return ""


def _looks_ahead(verb: Any) -> bool:
    """Tell whether a verb promises or asks for something, or tells what may, must or should be."""
    auxiliaries = [child for child in verb.children if child.dep_ in ("aux", "auxpass")]
    modal = any(child.tag_ == "MD" for child in auxiliaries) and all(child.lower_ != "have" for child in auxiliaries)
    return modal or verb.lemma_ in read_lexicon().deadline_verbs


def _verb_tense(verb: Any) -> str:
    lexicon = read_lexicon()
    auxiliaries = [child for child in verb.children if child.dep_ in ("aux", "auxpass")]
    words = {child.lower_ for child in auxiliaries}
    if words & {"will", "shall", "'ll", "wo"} or verb.lemma_ in lexicon.planning_verbs:
        return "future"
    if "would" in words:
        return "past" if "have" in words else "future"
    if words & {"had", "was", "were", "did"}:
        return "past"
    if words & {"has", "have", "'ve"} and "to" not in words:
        return "past"
    if "to" in words:
        if verb.head.lemma_ in lexicon.future_governors:
            return "future"
        came = verb.dep_ in ("advcl", "xcomp") and verb.head.lemma_ in lexicon.scheduled_verbs
        return "purpose" if came and _verb_tense(verb.head) == "past" else ""
    if verb.tag_ == "VBD":
        return "past"
    if verb.tag_ == "VBN" and not auxiliaries:
        return "" if verb.dep_ in ("amod", "advcl") else "past"
    planned = verb.lemma_ in lexicon.scheduled_verbs
    if verb.tag_ in ("VBZ", "VBP"):
        return "future" if planned else "present"
    if words & {"is", "are", "am", "'re", "'s"}:
        return "future" if verb.tag_ == "VBG" and planned else "present"
    return ""
