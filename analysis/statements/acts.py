"""The speech act of a statement: from its cue, the noun that a light cue carries, and the encoder."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from analysis.encoder.reading import ACTS
from analysis.statements.cues import LIGHT, Cue, lemma_of, load_cues

if TYPE_CHECKING:
    from spacy.tokens import Token

# How much the lexicon adds to the encoder's log-probability of the act it names.
SURE, FIRM, OPEN = 4.0, 2.0, 0.5
# Cues that hardly do more than state, whatever is stated.
STATING = {
    "note", "recall", "point out", "remember", "mention", "take note", "hint", "expect", "indicate", "observe",
    "remind", "acknowledge", "estimate", "predict", "explain", "clarify", "specify", "reveal", "inform", "announce",
}  # fmt: skip
# How far into a content its speaker's own act is looked for.
EARLY = 40
URGING = {"importance", "need", "necessity", "urgency", "imperative"}
UNMOVED = {"note", "recall", "acknowledge", "recognise", "recognize", "take note", "understand"}
CLAIMS = {"claim", "suggestion", "report", "assertion", "rumour", "rumor", "speculation"}
NAMING = {"call", "describe", "brand", "label", "term", "characterise", "characterize"}
UNTRUE = {"untrue", "false", "fabricated", "baseless", "groundless", "unfounded", "absurd", "fake", "lie", "rubbish"}
THANKING = {"thank", "thanks", "grateful", "gratitude", "thankful"}
PROMISES = {"pledge", "promise", "decide", "undertake", "resolve", "vow"}
OBJECTION = {"object", "objection"}
# What is done to those who are threatened, where it lies ahead ("will not go unpunished").
REVENGE = {"unpunished", "unanswered", "retaliate", "avenge", "revenge", "retaliation", "reprisal"}
AHEAD = {"will", "would", "shall", "'ll", "to"}
REACH = 6


def cue_entry(cue: Sequence[Token], content: Sequence[Token]) -> tuple[str, Cue | None]:
    """Look a cue up in the lexicon, longest form first ("call for" before "call").

    Parameters
    ----------
    cue, content : sequences of spaCy Token
        The tokens of the cue, and those of the content from its start.

    Returns
    -------
    lemma, entry
        The dictionary form of the cue (of its last verb or noun where the lexicon has none), and its entry or None.
    """
    cues = load_cues()
    around = [*cue, *content[:2]]
    lemmas = [lemma_of(token) for token in around]
    for length in (4, 3, 2):
        for i in range(len(cue)):
            phrase = " ".join(lemmas[i : i + length])
            if len(lemmas) >= i + length and (phrase, "verb") in cues:
                return phrase, cues[phrase, "verb"]
    words = [token for token in cue if token.pos_ in ("VERB", "NOUN", "PROPN", "ADJ", "AUX") or token.lower_ == "per"]
    last = ""
    for token in reversed(words):
        lemma = lemma_of(token)
        last = last or lemma
        if lemma in LIGHT:
            noun = _carried(content)
            if noun:
                return noun.cue, noun
        for part in ("verb", "noun"):
            if (lemma, part) in cues:
                return lemma, cues[lemma, part]
    return last, None


def _carried(content: Sequence[Token]) -> Cue | None:
    """Return the lexicon's noun among the first words of what a light verb carries."""
    cues = load_cues()
    for token in content[:REACH]:
        if token.pos_ in ("NOUN", "PROPN"):
            return cues.get((token.lemma_.lower(), "noun"))
        if token.pos_ in ("VERB", "SCONJ") and token.lower_ not in ("deep", "heartfelt"):
            return None
    return None


def performed(content: Sequence[Token]) -> str:
    """Return the act that a speaker names by doing it ("We condemn ...", "Let me thank ..."; Austin, 1962)."""
    cues = load_cues()
    for token in content[:EARLY]:
        entry = cues.get((token.lemma_.lower(), "verb")) if token.tag_ in ("VBP", "VB") else None
        if entry is None or entry.act in ("assert", "report", "discuss", "agree", "commit"):
            continue
        subject = next((child for child in token.children if child.dep_ == "nsubj"), None)
        if (
            subject is None
            and token.dep_ in ("xcomp", "ccomp")
            and token.head.lemma_.lower() in ("like", "want", "let")
        ):
            subject = next((child for child in token.head.children if child.dep_ == "nsubj"), token)
        first = subject is not None and subject.lower_ in ("i", "we", "me", "us")
        if first and not any(child.dep_ in ("neg", "aux") and child.lower_ != "to" for child in token.children):
            return entry.act
    return ""


def told_act(entry: Cue | None, cue: Sequence[Token], content: Sequence[Token], joint: bool) -> str:
    """Return the act that a cue and the words behind it tell between them; empty where they leave it open.

    Parameters
    ----------
    entry : Cue or None
        What the lexicon says of the cue.
    cue, content : sequences of spaCy Token
    joint : bool
        Whether several speak.

    Returns
    -------
    str
    """
    lemma = entry.cue if entry else ""
    act = entry.act if entry else "assert"
    opening = [token.lemma_.lower() for token in content[:REACH]]
    if any(token.dep_ == "neg" for token in cue) and act != "assert":
        return {"deny": "assert", "reject": "assert", "agree": "reject", "commit": "reject"}.get(act, "")
    if act in ("assert", "report", "agree") and _is_unopposed(content):
        return "agree"
    if act in ("assert", "commit", "warn") and _is_revenge(content):
        return "threaten"
    if lemma in PROMISES and joint:
        return "agree"
    if act == "reject" and any(token.lemma_.lower() in CLAIMS for token in content[:REACH] if token.pos_ == "NOUN"):
        return "deny"
    if act == "assert" and lemma == "hold" and "responsible" in {token.lower_ for token in content}:
        return "accuse"
    if act == "assert" and lemma not in UNMOVED and URGING & set(opening[:4]):
        return "call"
    if act == "assert" and THANKING & set(opening) and "no" not in opening:
        return "thank"
    if act == "assert" and lemma not in STATING | NAMING and UNTRUE & {token.lower_ for token in content[:20]}:
        return "deny"
    return performed(content) if act == "assert" and lemma not in STATING else ""


def _is_unopposed(content: Sequence[Token]) -> bool:
    """Say whether nothing is held against something: "has no objection to the talks", "would not object"."""
    for token in content[:EARLY]:
        if token.lemma_.lower() in OBJECTION:
            before = [t.lower_ for t in content if token.i - 3 <= t.i < token.i]
            return "no" in before or "not" in before or "n't" in before
    return False


def _is_revenge(content: Sequence[Token]) -> bool:
    """Say whether revenge is announced: "will not go unpunished"; not where it is ruled out or another's."""
    words = [token.lower_ for token in content[:EARLY]]
    at = next((i for i, token in enumerate(content[:EARLY]) if token.lemma_.lower() in REVENGE), None)
    if at is None:
        return False
    before = words[max(0, at - 5) : at]
    return bool(AHEAD & set(before)) and (words[at].startswith("un") or not {"not", "n't", "never", "no"} & set(before))


def speech_act(entry: Cue | None, scores: np.ndarray | None) -> str:
    """Weigh the lexicon's act against the encoder's, where the cue is open (said) the encoder decides."""
    if scores is None or not np.any(scores):
        return entry.act if entry else "assert"
    weighed = scores.copy()
    if entry is not None:
        stating = FIRM if entry.cue in STATING else OPEN
        weighed[ACTS.index(entry.act)] += stating if entry.act in ("assert", "report") else SURE
    return ACTS[int(weighed.argmax())]
