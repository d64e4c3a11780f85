"""Whether the verb that governs an expression speaks of the past, the present or the future."""

from collections.abc import Sequence
from typing import Any

_FUTURE = frozenset("will shall ll upcoming scheduled expects expected expect plan plans planning planned due intends intend hopes hope slated won forthcoming would".split())
_PRESENT = frozenset("is are has have am does do says".split())
_PAST = frozenset(
    "was were had did said told met began became went came took made gave saw left held led found got kept lost won fell rose "
    "sent spoke stood thought wrote paid built brought bought broke felt grew knew ran sold sat spent understood drew flew "
    "struck swore threw wore shot fought sought taught dealt chose drove hit put set cut".split()
)
_NOT_PAST = frozenset("need indeed speed seed feed exceed proceed succeed breed hundred sacred naked united based related red".split())
_FUTURE_GOVERNORS = frozenset("plan expect schedule intend hope aim set due prepare agree want promise pledge vow".split())


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
        past, present, future or an empty string.
    """
    best, distance = "", 1000
    for i, word in enumerate(words):
        if first <= i < last:
            continue
        if word in _FUTURE:
            tense = "future"
            if word == "would" and i + 1 < len(words) and words[i + 1] == "have":
                tense = "past"
        elif word in _PAST or (len(word) > 4 and word.endswith("ed") and word not in _NOT_PAST):
            tense = "past"
            if i and words[i - 1] in ("be", "to"):
                tense = "future"
        elif word in _PRESENT:
            tense = "present"
            if i + 1 < len(words) and words[i + 1] == "to" and word in ("is", "are"):
                tense = "future"
        else:
            continue
        away = first - i if i < first else (i - last + 1) * 2
        if away < distance:
            best, distance = tense, away
    return best


def governing_tense(span: Any) -> str:
    """Return the tense of the verb that governs an expression, from the parse.

    Parameters
    ----------
    span : spacy Span
        The expression.

    Returns
    -------
    str
        past, present, future or an empty string where no verb governs it.
    """
    token = span.root
    for _ in range(12):
        if token.pos_ in ("VERB", "AUX"):
            tense = _verb_tense(token)
            if tense:
                return tense
        if token.head is token or token.head == token:
            return ""
        token = token.head
    return ""


def _verb_tense(verb: Any) -> str:
    auxiliaries = [child for child in verb.children if child.dep_ in ("aux", "auxpass")]
    words = {child.lower_ for child in auxiliaries}
    if words & {"will", "shall", "'ll", "wo"}:
        return "future"
    if "would" in words:
        return "past" if "have" in words else "future"
    if words & {"had", "was", "were", "did"}:
        return "past"
    if words & {"has", "have", "'ve"} and not words & {"to"}:
        return "past"
    if "to" in words:
        head = verb.head
        if head.lemma_ in _FUTURE_GOVERNORS or head.lemma_ == "be" or head.lemma_ == "go":
            return "future"
        return ""
    if verb.tag_ == "VBD":
        return "past"
    if verb.tag_ == "VBN" and not auxiliaries:
        return "" if verb.dep_ in ("acl", "amod", "advcl") else "past"
    if words & {"is", "are", "am", "'re", "'s"} and verb.tag_ == "VBG" and verb.lemma_ in ("go", "come", "meet", "travel", "visit", "arrive", "leave"):
        return "future"
    if verb.tag_ in ("VBZ", "VBP"):
        return "present"
    return "present" if words & {"is", "are"} else ""
