"""The lexicon of cues: which verbs and nouns attribute a statement, and what a speaker does with each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from analysis.data import read_rows
from analysis.encoder.reading import ACTS

if TYPE_CHECKING:
    from spacy.tokens import Token

# What an act weighs where its cue tells no more (Goldstein, 1992, A conflict-cooperation scale for WEIS events data).
SCALES = {
    "praise": 3.4, "thank": 3.4, "welcome": 3.4, "commit": 4.5, "agree": 3.0, "assert": 0.0, "call": -0.1,
    "discuss": 1.0, "report": 0.0, "condemn": -2.2, "accuse": -2.8, "warn": -3.0, "threaten": -4.4, "reject": -4.0,
    "deny": -0.9,
}  # fmt: skip
# Verbs that only carry a noun: what is expressed, voiced or issued tells the act.
LIGHT = {
    "express", "voice", "convey", "extend", "offer", "give", "have", "make", "issue", "lodge", "deliver",
    "file", "register", "send", "share", "reiterate", "repeat", "renew", "reaffirm", "note", "underline",
    "stress", "put", "place", "take", "hold", "state", "raise", "utter", "present", "submit", "confirm",
    "pay", "announce",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cue:
    """One entry: dictionary form, verb or noun, act, scale, and the complements it takes."""

    cue: str
    part: str
    act: str
    scale: float
    complements: tuple[str, ...]


@lru_cache(maxsize=1)
def load_cues() -> dict[tuple[str, str], Cue]:
    """Read the lexicon that comes with the package.

    Returns
    -------
    dict of (cue, part) to Cue
        `part` is "verb" or "noun".
    """
    return {
        (row["cue"], row["part"]): Cue(
            row["cue"], row["part"], row["act"], float(row["scale"]), tuple(row["complements"].split())
        )
        for row in read_rows("cues.csv")
    }


def lemma_of(token: Token) -> str:
    """Return the dictionary form of a word, of a verb with the e that its past may have hidden ("hoped")."""
    lemma = token.lemma_.lower()
    hidden = token.lower_ == lemma + "ed" or token.lower_ == lemma + lemma[-1:] + "ed" or token.lower_ == lemma + "ing"
    cues = load_cues()
    return lemma + "e" if hidden and (lemma, "verb") not in cues and (lemma + "e", "verb") in cues else lemma


def scale_of(act: str, lemma: str = "") -> float:
    """Return the place of a statement between conflict (-10) and cooperation (+10), by its cue or else by its act."""
    for part in ("verb", "noun"):
        cue = load_cues().get((lemma, part))
        if cue and cue.act == act:
            return cue.scale
    return SCALES.get(act, 0.0)


def own_cues(codebook: Any) -> dict[str, tuple[str, float]]:
    """Return the act and scale of the cues that a codebook adds or changes.

    Parameters
    ----------
    codebook : Codebook or None
        Its `cues` maps a lemma to an act, or to a table with `act` and `scale`.

    Raises
    ------
    ValueError
        Where an act is none of tables.md's.
    """
    found = {}
    for lemma, entry in (getattr(codebook, "cues", None) or {}).items():
        table = entry if isinstance(entry, Mapping) else {"act": entry}
        act = table.get("act") or "assert"
        if act not in ACTS:
            raise ValueError(f"codebook, cues, {lemma!r}: {act!r} is no speech act; use one of {', '.join(ACTS)}")
        scale = table.get("scale")
        found[str(lemma).casefold()] = (act, SCALES[act] if scale is None else float(scale))
    return found
