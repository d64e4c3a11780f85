"""The words that tell what kind of event a clause reports, read from `data/events.toml`."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from analysis.data import read_toml


@dataclass(frozen=True)
class Lexicon:
    """Lemmas by what they tell of an event.

    Attributes
    ----------
    verbs, nouns, cues : name of a list -> its lemmas.
    irregular : past tense -> lemma, of verbs of events.
    verb_class, noun_class : lemma -> class of event ("meeting", "visit").
    scales, currencies, units, qualifiers : words of an amount.
    things, generic : stems of what is measured, and of words that say nothing of it.
    joint : classes of event that several people make together.
    """

    verbs: dict[str, frozenset[str]]
    nouns: dict[str, frozenset[str]]
    cues: dict[str, frozenset[str]]
    irregular: dict[str, str]
    verb_class: dict[str, str]
    noun_class: dict[str, str]
    scales: dict[str, float]
    currencies: dict[str, str]
    units: dict[str, str]
    qualifiers: dict[str, str]
    things: frozenset[str]
    generic: frozenset[str]
    joint: frozenset[str] = frozenset(("meeting", "call", "visit"))


@functools.cache
def lexicon() -> Lexicon:
    """Read the lexicon of events, once a process."""
    data = read_toml("events.toml")
    verb_class: dict[str, str] = {}
    noun_class: dict[str, str] = {}
    for name, words in data["classes"].items():
        for verb in words["verbs"]:
            verb_class.setdefault(verb, name)
        for noun in words["nouns"]:
            noun_class.setdefault(noun, name)
    amounts = data["amounts"]
    return Lexicon(
        verbs={name: frozenset(words) for name, words in data["verbs"].items()},
        nouns={name: frozenset(words) for name, words in data["nouns"].items()},
        cues={name: frozenset(words) for name, words in data["cues"].items()},
        irregular=data["irregular"],
        verb_class=verb_class,
        noun_class=noun_class,
        scales=amounts["scales"],
        currencies=amounts["currencies"],
        units=amounts["units"],
        qualifiers={word: sign for sign in ("more", "less", "about") for word in amounts[sign]},
        things=frozenset(data["quantities"]["things"]),
        generic=frozenset(data["quantities"]["generic"]),
    )
