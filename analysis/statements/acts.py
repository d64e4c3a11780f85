"""The speech act of a statement: from its cue, the noun that a light cue carries, and the encoder."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from analysis.encoder.reading import ACTS
from analysis.statements.cues import LIGHT, Cue, load_cues

if TYPE_CHECKING:
    from spacy.tokens import Token

# How much the lexicon adds to the encoder's log-probability of the act it names.
SURE, OPEN = 4.0, 0.5
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
    lemmas = [token.lemma_.lower() for token in around]
    for length in (4, 3, 2):
        for i in range(len(cue)):
            phrase = " ".join(lemmas[i : i + length])
            if len(lemmas) >= i + length and (phrase, "verb") in cues:
                return phrase, cues[phrase, "verb"]
    words = [token for token in cue if token.pos_ in ("VERB", "NOUN", "PROPN", "ADJ", "AUX") or token.lower_ == "per"]
    last = ""
    for token in reversed(words):
        lemma = token.lemma_.lower()
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


def speech_act(entry: Cue | None, scores: np.ndarray | None) -> str:
    """Weigh the lexicon's act against the encoder's, where the cue is open (said) the encoder decides."""
    if scores is None or not np.any(scores):
        return entry.act if entry else "assert"
    weighed = scores.copy()
    if entry is not None:
        weighed[ACTS.index(entry.act)] += OPEN if entry.act in ("assert", "report") else SURE
    return ACTS[int(weighed.argmax())]
